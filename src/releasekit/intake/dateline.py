"""The dateline that opens the text of a release: `MERIN, 14 March 2027 (Quay Wire) – words` in, its parts and the words out.

Taken only where it is sure: a dash, and before it nothing but a place, a date and a wire's name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from releasekit.intake.lines import Line, cut
from releasekit.intake.moments import stamp
from releasekit.intake.words import EDGES
from releasekit.model import Dateline, inline_text

if TYPE_CHECKING:
    from releasekit.intake.claims import Certainty
    from releasekit.intake.language import Language
    from releasekit.intake.moments import Stamp
    from releasekit.model import Inline

LONGEST = 160
"""The most characters that a dateline has."""

_DASH = re.compile(r"\s+(?:--|[-–—―])\s+|\s*[—―]\s*|\s*--\s*")
_WIRE = re.compile(r"\([^()]{1,60}\)|（[^（）]{1,60}）|/[^/\s][^/]{0,40}/|(?<![^\s,–—-])--[^-]{1,40}--")
_BRACKETED = re.compile(r"\s*[【（(\[]([^【】（）()\[\]]{2,60})[】）)\]]\s*")


@frozen
class Opening:
    """A dateline and the words that it stood before."""

    dateline: Dateline
    words: str
    """The words of the dateline with the targets of their links."""
    rest: tuple[Inline, ...]
    certainty: Certainty


def split(content: tuple[Inline, ...], spoken: tuple[Language, ...]) -> Opening | None:
    """The dateline that a paragraph opens with, or None."""
    text = inline_text(content)[: LONGEST + 10]
    best: Opening | None = None
    for dash in _DASH.finditer(text):
        if dash.start() > LONGEST:
            break
        prefix = text[: dash.start()].strip()
        known = _dateline(prefix, spoken) if prefix else None
        if known and (parts := cut(content, dash.start(), dash.end())) and _parted(*parts):
            best = Opening(known, Line(parts[0]).printed, parts[1], "high" if known.date and known.place else "medium")
    return best or _bracketed(content, text, spoken)


def _bracketed(content: tuple[Inline, ...], text: str, spoken: tuple[Language, ...]) -> Opening | None:
    """A dateline in brackets, as in East Asian releases: `【東京、2027年3月14日】`."""
    match = _BRACKETED.match(text)
    when = stamp(match[1], spoken) if match else None
    if match is None or when is None or len(when.rest.split()) > 3:
        return None
    parts = cut(content, 0, match.end())
    if parts is None or not inline_text(parts[1]).strip():
        return None
    printed = match[0].strip()
    return Opening(Dateline(printed, when.rest, when.moment), printed, parts[1], "high" if when.rest else "medium")


def _parted(before: tuple[Inline, ...], after: tuple[Inline, ...]) -> bool:
    """Whether a dateline and its text are apart: there is a text, and no picture stands before it."""
    return bool(inline_text(after).strip()) and not Line(before).has_picture


def _dateline(prefix: str, spoken: tuple[Language, ...]) -> Dateline | None:
    """What a dateline says, or None for words that are none."""
    core = " ".join(_WIRE.sub(" ", prefix).split()).strip()
    when = stamp(core, spoken)
    if when is None:
        place = core.strip(EDGES)
        return Dateline(prefix, place) if _is_capital_place(place) else None
    if core[when.start : when.end] == "" or when.moment.clock:
        return None
    before = core[: when.start].strip(EDGES)
    after = core[when.end :].strip(EDGES)
    rest = when.rest
    if not rest:
        return Dateline(prefix, "", when.moment) if not before or _weekday_only(before, spoken) else None
    if rest == before and not after and _is_place(before):
        return Dateline(prefix, before, when.moment)
    places = [part.strip(EDGES) for part in _DASH.split(f"{before} - {after}") if part.strip(EDGES)]
    if len(places) > 2 or not all(map(_is_place, places)):
        return None
    if not before and after:
        return Dateline(prefix, places[-1], when.moment)
    return Dateline(prefix, places[0], when.moment)


def place_before(text: str, when: Stamp, _spoken: tuple[Language, ...]) -> str:
    """The place of a line that is a place, a comma and a date; empty for any other."""
    before = text[: when.start].rstrip()
    place = before.rstrip(" ,،、")
    if not before.endswith((",", "،", "、")) or when.rest != place or when.moment.clock:
        return ""
    return place if _is_place(place) else ""


def _weekday_only(words: str, spoken: tuple[Language, ...]) -> bool:
    """Whether words before a date are a day of the week: not `on`, which opens a sentence."""
    at = {word.casefold() for language in spoken for word in (*language.at, *language.between)}
    return words.casefold() not in at and len(words.split()) == 1


def _is_place(words: str) -> bool:
    """Whether words may be a place: few, and each with a capital where the script has capitals."""
    parts = [part for part in re.split(r"[\s,،、/-]+", words) if part]
    if not 1 <= len(parts) <= 6 or len(words) > 60 or any(map(str.isdigit, words)):
        return False
    small = [part for part in parts if part[:1].islower()]
    return len(small) <= 1 and not parts[0][:1].islower() and not parts[-1][:1].islower()


def _is_capital_place(words: str) -> bool:
    """Whether words are a place in capitals, which alone can be a dateline without a date."""
    parts = words.split()
    return (
        _is_place(words)
        and len(parts) <= 4
        and words.isupper()
        and sum(map(str.isalpha, words)) >= 3
        and not words.endswith(":")
    )
