"""Who issues a release, as its text says: the first paragraph and the heading of the boilerplate in, claims out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.intake.claims import Claim
from releasekit.intake.moments import day_without_year
from releasekit.intake.person import speaks_of_house, speaks_of_role
from releasekit.intake.words import bare, folded, said, start_of, width
from releasekit.model import Division, Heading, Issuer, Link, Paragraph, inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.intake.claims import Certainty
    from releasekit.intake.language import Language
    from releasekit.model import Block

LONGEST = 90
"""The most characters that the name of an issuer has."""
LEAST_LEAD = 60
"""How many characters the first paragraph has at least."""
LEAD = 600
"""How many characters of the first paragraph are looked at."""

_CUT = re.compile(
    r"\s*[(（\[]|\s*,\s+(?!(?:Inc|Ltd|LLC|Llc|L\.P|LP|Co|Corp|S\.A|S\.p\.A|GmbH|AG|SE|PLC|plc|BV|B\.V|N\.V|Limited|K\.K)\b)|\s+[–—-]\s+|،\s"
)
_BASED = re.compile(r"\A[A-Z]\S*(?: [A-Z]\S*)?-based (?:[a-z-]+ ){0,4}(?=[A-Z])")
"""`Merin-based boat builder Tidewerk`: the place and the trade are no part of the name."""
_TARGET = re.compile(r"\s?<[^<>\s]{1,500}>")
_SITE = 3
"""How many slashes the address of a whole site has: `https://example.org/`."""
_COPIED = re.compile(r"(?:The )?(?P<name>[^<>,.;:()]{2,80}?)\s*<https?://[^/<>\s]+/?>")
"""A name and the address of its site, as a page is copied: `Acme <https://acme.example>`."""
_INITIALS = re.compile(
    r"(?P<name>[A-Z][\w'’&.-]*(?:\s+(?:of|for|and|the|de|la|du|des|der|für|di|per|y|e|et|[A-Z&][\w'’&.-]*)){1,9})\s+\((?P<short>[A-Z]{2,8})\)"
)
_SMALL = frozenset({"of", "for", "and", "the", "de", "la", "du", "des", "der", "für", "di", "per", "y", "e", "et", "&"})


def claims(body: Sequence[Block], spoken: tuple[Language, ...]) -> Iterable[Claim]:
    """The issuer: who announces in the first paragraph, or the name in `About NAME`, or a name with its initials."""
    lead = next(
        (block for block in body if isinstance(block, Paragraph) and width(inline_text(block.content)) > LEAST_LEAD), None
    )
    found = (lead and (_announcing(lead, spoken) or _linked(lead))) or _described(body, spoken) or (lead and _abbreviated(lead))
    return [found] if found else []


def _announcing(lead: Paragraph, spoken: tuple[Language, ...]) -> Claim | None:
    """`Acme Inc., a maker of rails, today announced`."""
    text = _TARGET.sub("", _with_addresses(lead)[:LEAD])
    own = folded(text) if len(folded(text)) == len(text) else text.casefold()
    if len(own) != len(text):
        return None
    places = [at for verb in said(spoken, "announces") if (at := _find(own, bare(verb))) > 0]
    if not places:
        return None
    at = min(places)
    name = _name(text[:at], spoken)
    return _claim(name, "who-announces", text[: at + 20]) if name else None


def _with_addresses(lead: Paragraph) -> str:
    """The words of a paragraph; an address that stands in the text is in angle brackets."""
    parts = []
    for item in lead.content:
        words = inline_text((item,))
        parts.append(f"<{words}>" if isinstance(item, Link) and words.startswith("http") else words)
    return "".join(parts).replace("<<", "<").replace(">>", ">")


def _find(text: str, verb: str) -> int:
    """Where a verb stands in a text as whole words; -1 for nowhere."""
    at = text.find(verb)
    while at >= 0:
        after = text[at + len(verb) : at + len(verb) + 1]
        spaced = not verb[0].isascii() or not text[at - 1 : at].isalnum()
        if spaced and not (after.isalnum() and verb[-1] < "\u0e00"):
            return at
        at = text.find(verb, at + 1)
    return -1


def _name(words: str, spoken: tuple[Language, ...]) -> str:
    """The name that a sentence opens with; empty where it opens with other words."""
    name = _BASED.sub("", words.strip(" \t\n,，、"))
    while opener := start_of(name, said(spoken, "today")):
        if not folded(name).startswith(opener):
            break
        name = name[len(opener) :].lstrip(" ,，、")
    name = _CUT.split(name, maxsplit=1)[0].strip(' ,;:、，"“”')
    if name.startswith("The ") and len(name.split()) > 2:
        name = name[4:]
    longest = LONGEST if name[-1:].isascii() or name[-1:] < "\u2e80" else LONGEST // 3
    if day_without_year(name, spoken) or (speaks_of_role(name, spoken) and not speaks_of_house(name, spoken)):
        return ""  # `On 14 March`, `Foreign Minister Elina Marest`: a day and a person issue nothing
    short = 0 < len(name.split()) <= 9 and len(name) <= longest
    clean = name and not name[0].islower() and not name[0].isdigit() and not any(sign in name for sign in '“”"«»。;:?!')
    return (
        name if short and clean and _is_capitalised(name) and ". " not in name.replace("Inc. ", "").replace("St. ", "") else ""
    )


def _is_capitalised(name: str) -> bool:
    """Whether most words of a name have a capital, where the script has capitals."""
    words = [word for word in name.split() if word.strip(".,’'") not in _SMALL]
    small = sum(word[:1].islower() for word in words)
    return small * 2 <= len(words)


def _linked(lead: Paragraph) -> Claim | None:
    """The name that the first paragraph opens with, as a link to a site."""
    text = _with_addresses(lead)
    copied = _COPIED.match(text)
    first = next((item for item in lead.content if inline_text((item,)).strip()), None)
    if copied and _is_capitalised(copied["name"]):
        return _claim(copied["name"], "opening-link", copied[0])
    if (
        isinstance(first, Link)
        and first.href.startswith("http")
        and first.href.count("/") <= _SITE
        and not text.startswith("http")
    ):
        name = inline_text((first,)).strip()
        return _claim(name, "opening-link", name) if 1 < len(name) <= LONGEST else None
    return None


def _described(body: Sequence[Block], spoken: tuple[Language, ...]) -> Claim | None:
    """The name in the heading of the first boilerplate."""
    for block in body:
        if not isinstance(block, Division) or block.kind != "boilerplate":
            continue
        heading = block.blocks[0] if block.blocks else None
        text = inline_text(heading.content).strip(" :：") if isinstance(heading, Heading) else ""
        opener = start_of(text, said(spoken, "about"))
        if opener and folded(text).startswith(opener):
            name = text[len(opener) :].strip(" :：")
        else:
            closer = next((end for end in said(spoken, "about_after") if folded(text).endswith(folded(end))), "")
            name = text[: len(text) - len(closer)].strip() if closer else ""
        for article in ("the ", "The "):
            name = name.removeprefix(article)
        if 0 < len(name) <= LONGEST and name.casefold() not in {"us", "this release"}:
            return _claim(name, "about-heading", text)
    return None


def _abbreviated(lead: Paragraph) -> Claim | None:
    """A name with its initials in brackets: `the Savry Harbour Pilots (SHP)`."""
    match = _INITIALS.search(inline_text(lead.content)[:LEAD])
    if match is None:
        return None
    words = match["name"].split()
    for start in range(len(words)):
        own = words[start:]
        if "".join(word[0] for word in own if word not in _SMALL) == match["short"] and own[0] not in _SMALL:
            return _claim(" ".join(own), "name-with-initials", match[0], "low")
    return None


def _claim(name: str, rule: str, words: str, certainty: Certainty = "medium") -> Claim:
    return Claim("issuers", (Issuer(name),), rule, words, certainty)
