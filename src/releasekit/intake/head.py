"""What stands before the text of a release: its first blocks in, claims and the blocks that remain out.

A rule looks at one line and says what it states, or None. The rules are asked in the order of `RULES`, the surest first.
The first line that no rule knows is the headline if it looks like one, the next may be the subtitle, and the text begins
where a line looks like neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, TypeAlias

from attrs import frozen

from releasekit.intake import contacts, dateline
from releasekit.intake.claims import RESIDUE, Claim, has, refines
from releasekit.intake.lines import Line, block, ends_sentence, lines, one_line, paragraph
from releasekit.intake.moments import left_over, stamp
from releasekit.intake.words import bare, folded, is_one_of, said, start_of
from releasekit.model import KINDS, Dateline, Embargo, Heading, Issuer, Number, Paragraph, Text
from releasekit.style.words import kind_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.intake.language import Language
    from releasekit.model import Block

Spoken: TypeAlias = "tuple[Language, ...]"

LONGEST_HEADLINE = 300
MOST_LINES = 40
"""How many lines are looked at before the text must have begun."""


class Rule(Protocol):
    """What a line states, given what is known already and in which languages; None for what the rule does not know."""

    def __call__(self, line: Line, known: Sequence[Claim], spoken: Spoken, /) -> list[Claim] | None:
        """The claims of a line."""


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_STEP = re.compile(r"\s*(?:[›»>→|\\‹«<←⟩]|(?<=\s)/|/(?=\s|$)|::)\s*")
_ARROWS = frozenset("›»>→‹«<←⟩")


def section(line: Line, known: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    """A breadcrumb: `Foreign policy / News /`, `Home › News`, with or without links."""
    text = line.text
    if has("section", known) or len(text) > 200 or line.level:
        return None
    parts = [part for part in (step.strip() for step in _STEP.split(text)) if part]
    if not parts or any(len(part.split()) > 6 or len(part) > 60 or ends_sentence(part) for part in parts):
        return None
    if any(stamp(part, spoken) or _number_value(part, spoken) for part in parts):
        return None
    homes = said(spoken, "home")
    path = tuple(part for index, part in enumerate(parts) if index or not is_one_of(part, homes))
    trailing = bool(_STEP.search(text[-2:] + " "))
    if line.leads_nowhere and (len(parts) > 1 or trailing):
        certainty = "high"
    elif has("headline", known) or not path:
        return None
    elif line.leads_nowhere and len(text.split()) <= 4 and not any(map(str.isdigit, text)):
        certainty = "medium"
    elif len(parts) < 2:
        return None
    elif len(path) < len(parts) or trailing or _ARROWS & set(text):
        certainty = "high"
    elif all(len(part.split()) <= 3 for part in parts):
        certainty = "medium"
    else:
        return None
    return [Claim("section", path, "breadcrumb", line.printed, certainty)]  # type: ignore[arg-type] # a literal in each branch


def instruction(line: Line, known: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    """`FOR IMMEDIATE RELEASE`, alone or with a date."""
    text = line.text
    phrases = said(spoken, "instruction")
    phrase = start_of(text, phrases)
    if not phrase or has("instruction", known) or len(text) > 150:
        return None
    if is_one_of(text, phrases):
        return [Claim("instruction", text, "instruction-words", line.printed)]
    when = stamp(text, spoken)
    if when is None or left_over(text, spoken, phrase):
        return None
    claims = [Claim("instruction", text, "instruction-words", line.printed)]
    if not has("released", known):
        claims.append(Claim("released", when.moment, "instruction-date", line.printed))
    return claims


def embargo(line: Line, known: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    """`Embargoed until 14 March 2027, 09:30 CET`, or the word alone."""
    text = line.text
    phrases = said(spoken, "embargo")
    phrase = start_of(text, phrases)
    if not phrase or has("embargo", known) or len(text) > 200:
        return None
    if is_one_of(text, phrases):
        return [Claim("embargo", Embargo(None, text), "embargo-words", line.printed)]
    when = stamp(text, spoken)
    if when is None or len(left_over(text, spoken, phrase).split()) > 1:
        return None
    return [Claim("embargo", Embargo(when.moment, text), "embargo-words", line.printed)]


def moment(line: Line, known: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    """A line that is a date or time, with or without a word that says which."""
    text = line.text
    when = stamp(text, spoken)
    if when is None or len(text) > 120:
        return None
    rest = bare(when.rest)
    if is_one_of(rest, said(spoken, "modified")):
        return None if has("modified", known) else [Claim("modified", when.moment, "labelled-date", line.printed)]
    if any(claim.field == "released" and not refines(when.moment, claim.value) for claim in known):
        return None
    if not rest:
        return [Claim("released", when.moment, "date-line", line.printed)]
    if is_one_of(rest, said(spoken, "released")):
        return [Claim("released", when.moment, "labelled-date", line.printed)]
    place = dateline.place_before(text, when, spoken)
    if place and (has("headline", known) or len(place.split()) <= 2):
        filed = Dateline(text, place, when.moment)
        return [
            Claim("dateline", filed, "place-and-date", line.printed, "medium"),
            Claim("released", when.moment, "place-and-date", line.printed, "medium"),
        ]
    return None


_NUMBER = re.compile(r"(?:\(\d{4}\)\s?|(?P<letters>[^\W\d_]{1,10})\s)?[\w()]{1,20}(?:[-/.–_‑:][\w()]{1,20}){0,8}")


def _number_value(text: str, spoken: Spoken) -> str:
    """The document number that words are, with or without the word for it; empty for anything else."""
    labels = said(spoken, "number")
    value = " ".join(text.split())
    label = start_of(value, labels)
    if label:
        at = folded(value).find(label)
        value = value[at + len(label) :].lstrip(" .:°º#\t") if len(folded(value)) == len(value) else value
        inner = start_of(value, labels)
        if inner and len(folded(value)) == len(value):
            value = value[folded(value).find(inner) + len(inner) :].lstrip(" .:°º#\t")
    digits = sum(map(str.isdigit, value))
    shape = _NUMBER.fullmatch(value) if len(value) <= 40 and digits else None
    if shape is None or stamp(value, spoken):
        return ""
    if label:
        return value
    if shape["letters"]:
        return ""
    bare_year = value.isdigit() and len(value) <= 4
    return value if digits >= 3 and digits >= sum(map(str.isalpha, value)) and not bare_year else ""


def number(line: Line, _known: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    """A document number: `139-27-01-2017`, `No. 07-55`, `(2016) 100`."""
    value = _number_value(line.text, spoken)
    if not value:
        return None
    sure = line.leads_nowhere or value != line.text
    return [Claim("numbers", (Number(value, href=line.href),), "number-line", line.printed, "high" if sure else "medium")]


def kind(line: Line, known: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    """A line that is the name of a kind: `Press release`."""
    if has("kind", known) or line.level == 1:
        return None
    for name in KINDS:
        phrases = said(spoken, f"kinds.{name}")
        if is_one_of(line.text, (*phrases, kind_word(name, spoken[0].tag))):
            return [Claim("kind", name, "kind-line", line.printed)]
    return None


def residue(line: Line, _known: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    """Words of the page around the release: `Share`, `Print`."""
    if is_one_of(line.text, said(spoken, "residue")):
        return [Claim(RESIDUE, None, "page-words", line.printed, "medium")]
    return None


def facts(line: Line, known: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    """Several facts in one line: `Ministry of Ports · Press release · No. 12 · 14 March 2027`."""
    parts = [part for part in re.split(r"\s+[·•|]\s+", line.text) if part]
    if not 2 <= len(parts) <= 8 or line.level:
        return None
    claims: list[Claim] = []
    before: list[str] = []
    for part in parts:
        piece = Line((Text(part),))
        got = next((got for rule in _FACTS if (got := rule(piece, [*known, *claims], spoken)) is not None), None)
        if got is not None:
            claims += got
        elif not claims and len(part) <= 100 and not has("issuers", known):
            before.append(part)
        elif has("kind", claims) and not has("section", [*known, *claims]) and len(part.split()) <= 6:
            claims.append(Claim("section", (part,), "fact-line", part, "medium"))
        else:
            return None
    if before and not has("kind", claims):
        return None
    return [Claim("issuers", (Issuer(name),), "fact-line", name, "medium") for name in before] + claims if claims else None


RULES: tuple[Rule, ...] = (embargo, instruction, moment, number, kind, facts, section, residue)
_FACTS: tuple[Rule, ...] = (moment, number, kind, section)


# ── the head ────────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Head:
    """What was found before the text, and the blocks that remain."""

    claims: tuple[Claim, ...]
    blocks: tuple[Block, ...]


def read(blocks: Sequence[Block], spoken: Spoken, known: Sequence[Claim] = ()) -> Head:
    """The claims of the first blocks, and the blocks without what was claimed. `known` are fields stated elsewhere."""
    claims: list[Claim] = list(known)
    kept: list[Block] = []
    looked = at = 0
    while at < len(blocks) and looked < MOST_LINES:
        current = blocks[at]
        if not isinstance(current, (Paragraph, Heading)) or any(line.has_picture for line in lines(current)):
            break
        own = lines(current)
        looked += len(own)
        if looked > MOST_LINES:
            break
        if taken := _contacts(own, blocks[at + 1 : at + 2], claims, spoken):
            claims.append(taken[0])
            at += taken[1]
            continue
        if len(own) > 1 and not any(_claimed(line, claims, spoken) for line in own):
            own = (one_line(current),)
        rest = _lines(own, current, blocks[at + 1] if at + 1 < len(blocks) else None, claims, spoken)
        at += 1
        if rest is not None:
            kept += rest
            break
    return Head(tuple(claims[len(known) :]), (*kept, *blocks[at:]))


def _lines(
    own: Sequence[Line], current: Block, following: Block | None, claims: list[Claim], spoken: Spoken
) -> list[Block] | None:
    """Claim the lines of a block. What remains of it when the text begins in it, or None."""
    for index, line in enumerate(own):
        if got := _claimed(line, claims, spoken):
            claims += got
            continue
        after = own[index + 1].text if index + 1 < len(own) else ""
        if not has("headline", claims) and _is_headline(line, after, following, spoken):
            claims += _headline(line, spoken)
            continue
        if not has("subtitle", claims) and has("headline", claims) and _is_subtitle(line, after, following, spoken):
            claims.append(Claim("subtitle", line.content, "second-line", line.printed, "low"))
            continue
        rest = own[index:]
        if index == 0:
            return [current]
        return [block(rest[0])] if len(rest) == 1 else [paragraph(rest)]
    return None


def _claimed(line: Line, claims: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    if not line.text or len(line.text) > LONGEST_HEADLINE:
        return None
    return next((got for rule in RULES if (got := rule(line, claims, spoken)) is not None), None)


def _headline(line: Line, spoken: Spoken) -> list[Claim]:
    text = line.text
    certainty = "high" if line.level == 1 else "low" if ends_sentence(text) else "medium"
    claims = [Claim("headline", line.content, "heading" if line.level else "first-line", line.printed, certainty)]  # type: ignore[arg-type] # a literal in each branch
    found = max(
        ((start_of(text, said(spoken, f"kinds.{name}")), name) for name in KINDS),
        key=lambda pair: len(pair[0]),
    )
    phrase, name = found
    if phrase and (" " in phrase or name in _CLEAR_ALONE):
        claims.append(Claim("kind", name, "headline-words", text[:100], "medium"))
    return claims


_CLEAR_ALONE = frozenset(
    {"press-release", "statement", "readout", "remarks", "transcript", "correction", "interview", "joint-release", "media-note"}
)
"""Kinds whose name of one word at the start of a headline is no other word."""


def _is_headline(line: Line, after: str, following: Block | None, spoken: Spoken) -> bool:
    text = line.text
    if not 2 <= len(text) <= LONGEST_HEADLINE or not any(map(str.isalpha, text)):
        return False
    if line.level:
        return not contacts.is_opener(text, spoken)
    follows = after or (one_line(following).text if isinstance(following, (Paragraph, Heading)) else "")
    if following is None and not after:
        return False
    if text.endswith((":", ";", ",", "：", "，", "、", "؛", "،")) or contacts.is_opener(text, spoken):
        return False
    if dateline.split(line.content, spoken):
        return False
    if text.endswith((".", "。", "।", "۔")):
        sentences = sum(text.count(end) for end in (". ", "。", "। "))
        return len(text) <= 120 and sentences <= 1 and len(follows) > len(text)
    return True


def _is_subtitle(line: Line, after: str, following: Block | None, spoken: Spoken) -> bool:
    text = line.text
    follows = after or (one_line(following).text if isinstance(following, Paragraph) else "")
    long_enough = len(text.split()) >= 4 or len(text) >= 25
    return (
        not line.level
        and long_enough
        and len(text) <= 250
        and any(map(str.isalpha, text))
        and not ends_sentence(text)
        and not text.endswith((":", ";", ",", "：", "،", "؛"))
        and len(follows) > len(text)
        and not contacts.is_opener(text, spoken)
        and dateline.split(line.content, spoken) is None
    )


def _contacts(
    own: Sequence[Line], following: Sequence[Block], claims: Sequence[Claim], spoken: Spoken
) -> tuple[Claim, int] | None:
    """Contacts that stand before the text: what they state, and how many blocks they take."""
    if has("contacts", claims) or not own or not contacts.is_opener(own[0].text, spoken):
        return None
    blocks = [paragraph(own[1:])] if len(own) > 1 else list(following)
    found = contacts.read(blocks, spoken)
    if found is None or found.left or found.taken < len(blocks):
        return None
    words = "\n".join([*(line.printed for line in own), *(() if len(own) > 1 else (found.words,))])
    return Claim("contacts", found.contacts, "contact-lines", words, found.certainty), 1 if len(own) > 1 else 2
