"""The dateline that opens the text of a release: `MERIN, 14 March 2027 (Quay Wire) – words` in, its parts and the words out.

Taken only where it is sure: before a dash, in brackets, or before the text there is nothing but a place, a date and the
name of a wire, in any order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.intake.lines import Line, cut
from releasekit.intake.moments import day_without_year, stamp
from releasekit.intake.wires import is_wire
from releasekit.intake.words import EDGES, bare, is_ideographic
from releasekit.model import Dateline, Moment, inline_text
from releasekit.values import define, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.intake.claims import Certainty
    from releasekit.intake.language import Language
    from releasekit.intake.moments import Stamp
    from releasekit.model import Inline

LONGEST = 200
"""The most characters that a dateline has."""

_DASH = re.compile(r"\s*\.?\s?(?:--+|[—―])\s*|\s*\.[-–]\s*|\s+[-–/|]\s+|(?<=[)）/\]])\s?[-–]\s*|\s+[-–](?=\w)")
"""What parts the pieces of a dateline, and parts it from the text."""
_SOFT_END = re.compile(r"[:：]\s+")
"""What ends a dateline only after both a place and a date."""
_BRACKETS = re.compile(
    r"\(([^()]{1,80}(?:\([^()]{1,40}\)[^()]{0,20})?)\)|（([^（）]{1,80})）|\[([^\[\]]{1,80})\]"
    r"|(?<!\w)/([^/\s][^/]{0,40}[^/\s])/|(?<=\d)/([^\W\d][^/]{1,40})/|--([^-]{1,40})--"
)
_OPENING = re.compile(r"\s*[【（(\[]([^【】（）()\[\]]{2,80})[】）)\]]\s*")
_INSIDE = re.compile(r"\s*[=＝|]\s*|\s+[-–—]\s+|--")
_FILED_BY = re.compile(
    r"(?P<wire>[^\s\d，。]{2,6}社)(?P<place>[^\s\d，。]{2,12})(?P<day>(?:\d{4}年)?\d{1,2}月\d{1,2}日)[电電讯訊](?:[（(][^（）()]{1,40}[）)])?\s*"
)
_COMPANIES = frozenset({"inc", "ltd", "llc", "plc", "corp", "co", "limited", "company", "gmbh", "ag", "sa", "s.a", "nv", "bv"})
"""What stands after the comma in the name of a company, not of a place."""
_CASELESS_PLACE = 3
"""How many words a place has at most in a script without capitals."""


@frozen
class Opening:
    """A dateline and the words that it stood before."""

    dateline: Dateline
    words: str
    """The words of the dateline with the targets of their links."""
    rest: tuple[Inline, ...]
    certainty: Certainty


@define
class _Parts:
    """What the pieces of a dateline say."""

    place: str = ""
    date: Moment | None = None
    day: bool = False
    """Whether a day stands in it, with a year or without."""
    wire: bool = False
    unknown: bool = False
    """Whether brackets hold what may be a wire or may be no part of a dateline."""


def split(content: tuple[Inline, ...], spoken: tuple[Language, ...]) -> Opening | None:
    """The dateline that a paragraph opens with, or None."""
    text = inline_text(content)[: LONGEST + 20]
    best: Opening | None = None
    for start, end, soft in _ends(text):
        parts = _read(text[:start].strip(), spoken)
        if parts is None or (soft and not parts.date):
            continue
        pieces = cut(content, start, end)
        if pieces and (_parted(*pieces) or (end >= len(text) and not soft and _stands_alone(parts))):
            printed = text[:start].strip()
            best = Opening(
                Dateline(printed, parts.place, parts.date),
                Line(pieces[0]).printed,
                pieces[1],
                "high" if parts.place and parts.date else "medium",
            )
    return best or _bracketed(content, text, spoken) or _filed(content, text)


def _stands_alone(parts: _Parts) -> bool:
    """Whether a dateline may have its text in the paragraph below: it says a place, and a date or a wire."""
    return bool(parts.place and (parts.date or parts.wire))


def _ends(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where a dateline could end, and where the text after it would start."""
    text = text.rstrip() + " " if len(text) < LONGEST else text
    masked = _BRACKETS.sub(lambda match: "·" * (len(match[0])), text)
    ends = [(match.start(), match.end(), False) for match in _DASH.finditer(masked)]
    ends += [(match.start(), match.end(), True) for match in _SOFT_END.finditer(masked)]
    for match in _BRACKETS.finditer(text):  # `/PRNewswire/` and `--News Direct--` may run straight into the text
        if text[match.end() : match.end() + 1].isspace() or match[0].startswith("--"):
            ends.append((match.end(), match.end(), True) if match[0][0] in "([（" else (match.end(), match.end(), False))
    yield from sorted(end for end in ends if 0 < end[0] <= LONGEST)


def _read(prefix: str, spoken: tuple[Language, ...]) -> _Parts | None:
    """What the words before a dash say, or None for words that are no dateline."""
    found = _Parts()
    for match in _BRACKETS.finditer(prefix):
        inner = next(group for group in match.groups() if group)
        if not _bracket(inner, found, spoken):
            return None
    rest = _BRACKETS.sub(" – ", prefix)
    pieces = [piece for piece in (piece.strip() for piece in _DASH.split(rest)) if piece.strip(EDGES)]
    if len(pieces) > 4 or not all(_piece(piece, found, spoken) for piece in pieces):
        return None
    if found.date or found.wire or (found.place and found.day):
        return found if not found.unknown or found.date else None
    return found if _is_capital_place(found.place) and not found.unknown else None


def _bracket(inner: str, found: _Parts, spoken: tuple[Language, ...]) -> bool:
    """Take in what brackets hold; False for what a dateline has not."""
    if any(sign in inner for sign in ":："):
        return False
    for piece in _INSIDE.split(inner):
        when = stamp(piece, spoken)
        if when and found.date is None and not when.moment.clock and (not when.rest or is_wire(when.rest)):
            found.date, found.day = when.moment, True
            found.wire = found.wire or bool(when.rest)
        elif is_wire(piece):
            found.wire = True
        elif not found.place and _is_capital_place(piece.strip(EDGES)) and len(_INSIDE.split(inner)) > 1:
            found.place = piece.strip(EDGES)
        else:
            found.unknown = True
    return True


def _piece(piece: str, found: _Parts, spoken: tuple[Language, ...]) -> bool:
    """Take in a place, a date, both, or a wire; False for other words."""
    when = stamp(piece, spoken)
    if when is not None:
        place = _place_of(piece, when, spoken, inside=bool(found.place or found.wire))
        if place is None or found.day or (when.moment.clock and not found.wire) or (place and found.place):
            return False
        found.place, found.date, found.day = place or found.place, when.moment, True
        return True
    if is_wire(piece):
        found.wire = True
        return True
    day = day_without_year(piece, spoken)
    name = (piece[: day[0]] + piece[day[1] :] if day else piece).strip(EDGES)
    if day and (found.day or (name and piece[day[1] :].strip(EDGES))):
        return False
    found.day = found.day or bool(day)
    if not name:
        return bool(day) and not piece[: day[0]].strip(EDGES) if day else False
    if found.place or not _is_place(name):
        return False
    found.place = name
    return True


def _place_of(piece: str, when: Stamp, spoken: tuple[Language, ...], *, inside: bool) -> str | None:
    """The place beside a date: empty for none, None for other words."""
    before, after = piece[: when.start].strip(EDGES), piece[when.end :].strip(EDGES)
    if not when.rest.strip(EDGES + "@"):
        opens_a_sentence = before and not inside and not _weekday_only(before, spoken)
        return None if opens_a_sentence else ""
    if not _is_place(when.rest) or (before and after and when.rest not in {before, after}):
        return None
    if before.isupper() and not after:  # `TORONTO, ON`: no preposition
        return _trimmed(piece[: when.start])
    apart = not piece[: when.start].rstrip()[-1:].isalnum() or is_ideographic(when.rest[-1:]) or not before
    cased = when.rest[:1].isupper()
    return _trimmed(when.rest if when.rest != before else piece[: when.start]) if apart or cased else None


def _trimmed(words: str) -> str:
    """A place without what stands around it; the full stop of an abbreviation stays: `COLUMBIA, Mo.`."""
    own = words.strip().rstrip(",،、，").rstrip()
    name = own.strip(EDGES)
    last = re.split(r"[\s,]+", name)[-1]
    return f"{name}." if own.endswith(f"{last}.") and "," in name and len(last) <= 5 else name


def place_before(text: str, when: Stamp, _spoken: tuple[Language, ...]) -> str:
    """The place of a line that is a place, a comma and a date; empty for any other."""
    before = text[: when.start].rstrip()
    place = before.rstrip(" ,،、，")
    for word in ("le", "den", "el", "il", "em", "dnia", "a"):
        place = place.removesuffix(f", {word}")
    apart = before.endswith((",", "،", "、", "，")) or place != before
    if not apart or when.rest != place or when.moment.clock:
        return ""
    return place if _is_place(place) else ""


def _bracketed(content: tuple[Inline, ...], text: str, spoken: tuple[Language, ...]) -> Opening | None:
    """A dateline in brackets, as in East Asian releases: `【東京、2027年3月14日】`, `[서울=뉴시스]`."""
    match = _OPENING.match(text)
    if match is None:
        return None
    found = _Parts()
    when = stamp(match[1], spoken)
    if when and len(when.rest.split()) <= _CASELESS_PLACE and not when.moment.clock:
        before, after = match[1][: when.start].strip(EDGES), match[1][when.end :].strip(EDGES)
        found.date, found.place = when.moment, (before if is_wire(after) else when.rest)
    elif not all(_piece(piece, found, spoken) for piece in _INSIDE.split(match[1])) or not found.wire:
        return None
    parts = cut(content, 0, match.end())
    if parts is None or not inline_text(parts[1]).strip():
        return None
    printed = match[0].strip()
    return Opening(
        Dateline(printed, found.place, found.date), printed, parts[1], "high" if found.place and found.date else "medium"
    )


def _filed(content: tuple[Inline, ...], text: str) -> Opening | None:
    """A dateline as Chinese agencies print it: `新华社北京3月14日电`."""
    match = _FILED_BY.match(text)
    parts = cut(content, 0, match.end()) if match else None
    if match is None or parts is None or not inline_text(parts[1]).strip():
        return None
    printed = match[0].strip()
    return Opening(Dateline(printed, match["place"]), printed, parts[1], "medium")


def _parted(before: tuple[Inline, ...], after: tuple[Inline, ...]) -> bool:
    """Whether a dateline and its text are apart: there is a text, and no picture stands before it."""
    return bool(inline_text(after).strip()) and not Line(before).has_picture


def _weekday_only(words: str, spoken: tuple[Language, ...]) -> bool:
    """Whether words before a date are a day of the week: not `on`, which opens a sentence."""
    at = {word.casefold() for language in spoken for word in (*language.at, *language.between)}
    return words.casefold() not in at and len(words.split()) == 1


def _is_place(words: str) -> bool:
    """Whether words may be a place: few, and each with a capital where the script has capitals."""
    parts = [part for part in re.split(r"[\s,،、，/-]+", words) if part]
    if (
        not 1 <= len(parts) <= 7
        or len(words) > 60
        or any(map(str.isdigit, words))
        or any(sign in words for sign in ':;!?"“”«»')
    ):
        return False
    if not words[:1].isupper():
        longest = max(len(part.split()) for part in re.split("[,،、，]", words))
        return longest <= _CASELESS_PLACE and words[:1].isalpha() and not words[:1].islower()
    small = [part for part in parts if part[:1].islower()]
    return len(small) <= 2 and len(small) * 2 < len(parts) and not parts[-1][:1].islower()


def _is_capital_place(words: str) -> bool:
    """Whether words are a place in capitals, which alone can be a dateline without a date."""
    city, _, country = words.partition(",")
    return (
        _is_place(words)
        and len(words.split()) <= 5
        and city.isupper()
        and sum(map(str.isalpha, city)) >= 3
        and bare(country) not in _COMPANIES
    )
