"""Whose paper a release is on: a line above the text in, the issuer, kind, number and date that it states out.

`European Commission - Press release`, `Comunicato stampa N° 45 del 12/03/2026`, `From: Department for Ferries`, or the name of
a house alone, above the headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.intake.claims import Claim, has
from releasekit.intake.lines import Line, ends_sentence
from releasekit.intake.moments import stamp
from releasekit.intake.person import speaks_of_house
from releasekit.intake.wires import wires
from releasekit.intake.words import EDGES, bare, folded, is_ideographic, said, start_of
from releasekit.model import KINDS, Issuer, Number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.intake.language import Language

LONGEST = 160
LONGEST_NAME = 80
MOST_WORDS = 9
"""How many words the name of a house has at most."""
SURE_WORDS = 4
"""A name of so few words, one of them the word for a house, is a name without further signs."""

_APART = re.compile(r"\s*[-–—|·•:：,，]\s*|\s+")
_FROM = re.compile(
    r"(?:from|by|of|von|vom|des|der|du|de la|de l['’]|de|del|della|dal|från|fra|van|od|от|від)\s+", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?:n[°ºro]{1,2}\.?|nr\.?|no\.?|№|#|第)?\s*(?P<value>[A-Z]{0,8}[-/ ]?\d[\d/.-]{0,18}\d|\d{1,5})(?:号|號|호)?",
    re.IGNORECASE,
)


def kind_with_more(line: Line, known: Sequence[Claim], spoken: tuple[Language, ...]) -> list[Claim] | None:
    """A kind with its number, its date or its house in one line."""
    text = line.text
    if has("kind", known) or line.level or len(text) > LONGEST:
        return None
    found = _kind_in(text, spoken)
    if found is None:
        return None
    name, start, end = found
    before, after = text[:start].strip(EDGES + " "), text[end:].strip(EDGES + " ")
    if not (before or after) or (before and after):
        return None
    claims = [Claim("kind", name, "kind-line", line.printed)]
    rest = before or after
    if before and text[len(before) : start].strip() == "":
        return None  # `Minister's statement`: words of a headline
    when = stamp(rest, spoken)
    if when and not when.moment.clock:
        if not has("released", known):
            claims.append(Claim("released", when.moment, "kind-line", line.printed))
        rest = (rest[: when.start] + " " + rest[when.end :]).strip(EDGES + " ")
        rest = re.sub(r"\s+(?:del|du|vom|of|de|z dnia|от|від)$", "", rest)
    number = _NUMBER.fullmatch(rest)
    if number:
        claims.append(Claim("numbers", (Number(number["value"].strip()),), "kind-line", line.printed))
        return claims
    if not rest:
        return claims
    own = _FROM.sub("", rest, count=1) if after else rest
    linked = own != rest or (before and text[len(before) : start].strip(" ") in {"-", "–", "—", "|", "·", "•", ":"})
    if not linked or not is_house(own, spoken):
        return None
    return [*claims, Claim("issuers", (Issuer(own),), "kind-line", line.printed, "medium")]


def _kind_in(text: str, spoken: tuple[Language, ...]) -> tuple[str, int, int] | None:
    """The kind that a line names at its start or end, and where the words for it stand; None for none."""
    own = folded(text)
    if len(own) != len(text):
        return None
    best: tuple[str, int, int] | None = None
    for name in KINDS:
        for phrase in said(spoken, f"kinds.{name}"):
            words = bare(phrase)
            if not words or (best and len(words) <= best[2] - best[1]):
                continue
            if own.startswith(words) and not own[len(words) : len(words) + 1].isalnum():
                best = (name, 0, len(words))
            elif own.endswith(words) and not own[-len(words) - 1 : -len(words)].isalnum():
                best = (name, len(own) - len(words), len(own))
    return best


def issuer_label(line: Line, known: Sequence[Claim], spoken: tuple[Language, ...]) -> list[Claim] | None:
    """`From: Department for Ferries`, `發布單位：海岸保育署`."""
    text = line.text
    label = start_of(text, wires().issued_by) if len(text) <= LONGEST else ""
    if not label or has("issuers", known):
        return None
    rest = text[len(label) :].lstrip()
    name = rest[1:].strip() if rest[:1] in {":", "："} else ""
    if not name or ends_sentence(name) or stamp(name, spoken):
        return None
    return [Claim("issuers", (Issuer(name),), "issuer-label", line.printed, "medium")]


def is_house(words: str, spoken: tuple[Language, ...]) -> bool:
    """Whether words are the name of a ministry, an agency, a company: few, and one of them says so."""
    return (
        0 < len(words) <= LONGEST_NAME
        and len(words.split()) <= MOST_WORDS
        and not ends_sentence(words)
        and not any(map(str.isdigit, words))
        and not words[:1].islower()
        and speaks_of_house(words, spoken)
    )


def heads_the_paper(line: Line, below: Sequence[Line], spoken: tuple[Language, ...], *, states_next: bool) -> bool:
    """Whether a line is the house of a release, above its headline: another line that may be the headline stands below it.

    It is sure of a line that states something right below (`Press release`, a number), of a name that comes again further
    down, or of so few words that it can be nothing else.
    """
    if line.level or not is_house(line.text, spoken):
        return False
    name = bare(line.text)
    again = any(name in bare(other.text) for other in below[1:])
    few = len(line.text.split()) <= SURE_WORDS and not (is_ideographic(line.text[:1]) and len(line.text) > SURE_WORDS * 5)
    return states_next or again or few
