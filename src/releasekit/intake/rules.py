"""What one line above a text states: a line in, claims out.

A rule looks at one line and says what it states, or None for what it does not know. `RULES` has them in order, the surest first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, TypeAlias

from releasekit.intake import dateline, masthead
from releasekit.intake.claims import RESIDUE, WIRE, Claim, has, refines
from releasekit.intake.lines import Line, ends_sentence
from releasekit.intake.moments import left_over, stamp
from releasekit.intake.wires import is_wire
from releasekit.intake.words import bare, folded, is_one_of, said, start_of
from releasekit.model import KINDS, Dateline, Embargo, Issuer, Number, Text
from releasekit.style.words import kind_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.intake.claims import Certainty
    from releasekit.intake.language import Language

Spoken: TypeAlias = "tuple[Language, ...]"


class Rule(Protocol):
    """What a line states, given what is known already and in which languages; None for what the rule does not know."""

    def __call__(self, line: Line, known: Sequence[Claim], spoken: Spoken, /) -> list[Claim] | None:
        """The claims of a line."""


_STEP = re.compile(r"\s*(?:[›»>＞→|\\‹«<←⟩]|(?<=\s)/|/(?=\s|$)|::)\s*")
_ARROWS = frozenset("›»>＞→‹«<←⟩")


def section(line: Line, known: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    """A breadcrumb: `Foreign policy / News /`, `Home › News`, with or without links."""
    text = line.text
    if has("section", known) or len(text) > 200 or line.level:
        return None
    parts = [part for part in (step.strip() for step in _STEP.split(text)) if part]
    if len(parts) > 2 and is_one_of(parts[0], said(spoken, "home")) and len(parts[-1].split()) > 4:
        parts = parts[:-1]  # the last step of some is the headline
    if not parts or any(len(part.split()) > 6 or len(part) > 60 or ends_sentence(part) for part in parts):
        return None
    if any(stamp(part, spoken) or number_in(part, spoken) for part in parts):
        return None
    homes = said(spoken, "home")
    path = tuple(part for index, part in enumerate(parts) if index or not is_one_of(part, homes))
    trailing = bool(_STEP.search(text[-2:] + " "))
    certainty: Certainty = "medium"
    if line.leads_nowhere and (len(parts) > 1 or trailing):
        certainty = "high"
    elif has("headline", known) or not path:
        return None
    elif line.leads_nowhere and len(text.split()) <= 4 and not any(map(str.isdigit, text)):
        pass
    elif len(parts) < 2:
        return None
    elif len(path) < len(parts) or trailing or _ARROWS & set(text):
        certainty = "high"
    elif any(len(part.split()) > 3 for part in parts):
        return None
    return [Claim("section", path, "breadcrumb", line.printed, certainty)]


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
    if when is None:
        return None
    rest = left_over(text, spoken, phrase)
    if len(rest.removeprefix(start_of(rest, phrases)).split()) > 1:
        return None
    return [Claim("embargo", Embargo(when.moment, text), "embargo-words", line.printed)]


_POSTED_BY = re.compile(r"\s+by\s+[A-Z][\w ]{0,40}\Z")
"""`14 MAR 2027 5:30PM by PIB Delhi`: which desk posted it."""


def moment(line: Line, known: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    """A line that is a date or time, with or without a word that says which."""
    text = line.text
    when = stamp(text, spoken)
    if when is None or len(text) > 120:
        return None
    rest = bare(_POSTED_BY.sub("", when.rest))
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


def number_in(text: str, spoken: Spoken) -> str:
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
    value = number_in(line.text, spoken)
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
        series = [Claim("series", None, "fact-line", name, "low") for name in before]
        return [*series, *claims] if has("numbers", claims) else None
    return [Claim("issuers", (Issuer(name),), "fact-line", name, "medium") for name in before] + claims if claims else None


def wire(line: Line, known: Sequence[Claim], _spoken: Spoken) -> list[Claim] | None:
    """The mark of a newswire on a line of its own: `--News Direct--`, `/PRNewswire/`."""
    text = line.text
    marked = text[:1] in _AROUND and text[-1:] in _AROUND
    return [Claim(WIRE, None, "wire-line", line.printed)] if marked and is_wire(text) and not has(WIRE, known) else None


_AROUND = frozenset("-–—/()[]（）*")


RULES: tuple[Rule, ...] = (
    embargo, instruction, wire, moment, number, kind, masthead.kind_with_more, masthead.issuer_label, facts, section, residue,
)  # fmt: skip
_FACTS: tuple[Rule, ...] = (moment, number, kind, section)
