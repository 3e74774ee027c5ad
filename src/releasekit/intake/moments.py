"""Dates and times in words: a line and its languages in, a `Moment` as precise as the words out.

The names of months and days are CLDR's, through Babel; zones are the IANA database's. A date is read only in the shapes
that are written out below, a day and month that could be swapped is not read, and what is not understood is left over for
the caller to see.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from releasekit.errors import FieldError
from releasekit.intake.words import EDGES, bare, folded
from releasekit.model import Moment
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.intake.language import Language

LONGEST = 400
"""The longest line that is looked through for a date."""

_DIGITS = {
    zero + digit: str(digit) for zero in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10) for digit in range(10)
}  # fmt: skip
_SPACES = dict.fromkeys([0xA0, 0x2009, 0x202F, 0x3000, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], " ")
_SAME_LENGTH = _DIGITS | _SPACES | {0x2212: "-", 0xFF1A: ":"}


@frozen
class Stamp:
    """A moment in a line: what it means, where its date stands, and the words of the line that say something else."""

    moment: Moment
    start: int
    end: int
    rest: str


def stamp(line: str, spoken: Iterable[Language]) -> Stamp | None:
    """The first date of a line, with the time and zone beside it; None for a line without a date, or with an odd one."""
    return next(stamps(line, tuple(spoken)), None)


def stamps(line: str, spoken: tuple[Language, ...]) -> Iterator[Stamp]:
    """Every date of a line, each with the line's time and zone."""
    if len(line) > LONGEST or not any(character.isdigit() for character in line):
        return
    text = line.translate(_SAME_LENGTH)
    taken = 0
    dates = sorted(_dates(text, spoken))
    for start, end, day in dates:
        if start < taken:
            continue
        taken = end
        before, after = text[:start], text[end:]
        if " / " in text and len(dates) > 1:  # one instant in two zones, each with its own date
            before, after = before.rpartition(" / ")[2], after.partition(" / ")[0]
        clock, left = _clock(before, after, spoken)
        try:
            moment = _moment(day, clock)
        except FieldError:
            continue
        yield Stamp(moment, start, end, _rest(left, spoken))


def left_over(text: str, spoken: tuple[Language, ...], phrase: str) -> str:
    """The words of a line beside a phrase that it starts with, and beside all its dates, times and joining words."""
    left = text.translate(_SAME_LENGTH)
    for found in sorted(stamps(text, spoken), key=lambda found: found.start, reverse=True):
        left = f"{left[: found.start]} {left[found.end :]}"
    left = _clock_shape(spoken).sub(lambda match: " " if _time(match, spoken) else match[0], left)
    own = folded(left).lstrip(EDGES)
    return _rest(own.removeprefix(phrase), spoken)


def day_without_year(text: str, spoken: tuple[Language, ...]) -> tuple[int, int] | None:
    """Where a day and a month stand without a year: `March 14`, `14. März`, `3月14日`; None for none."""
    if len(text) > LONGEST or not any(character.isdigit() for character in text):
        return None
    shapes = (_DAY_IN_FIGURES, *(shape for known in spoken for shape in _yearless(known)))
    return next((match.span() for shape in shapes if (match := shape.search(text.translate(_SAME_LENGTH)))), None)


# ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _dates(text: str, spoken: tuple[Language, ...]) -> Iterator[tuple[int, int, str]]:
    """The place and the ISO form of every date."""
    for shape in _SHAPES:
        for match in shape.finditer(text):
            if day := _iso(match["y"], match["m"], match["d"]):
                yield match.start(), match.end(), day
    for match in _NUMERIC.finditer(text):
        first, second = int(match["d"]), int(match["m"])
        swappable = match["sep"] != "." and spoken[0].month_first and first != second and max(first, second) <= 12
        if not swappable and (found := _iso(match["y"], second, first)):
            yield match.start(), match.end(), found
    for match in _ERAS.finditer(text):
        year = _ERA_STARTS[match["era"]] + (1 if match["y"] == "元" else int(match["y"]))
        if found := _iso(year, match["m"], match["d"]):
            yield match.start(), match.end(), found
    for known in spoken:
        months, shapes = _named(known)
        for shape in shapes:
            for match in shape.finditer(text):
                named = months.get(bare(match["m"]))
                year = int(match["y"]) - (known.era if known.era and int(match["y"]) > 2300 else 0)
                if named and (found := _iso(year, named, match["d"])):
                    yield match.start(), match.end(), found


def _iso(year: str | int, month: str | int, day: str | int) -> str:
    """The ISO form; empty for a year in which nobody sent press releases, and for a date that no calendar has."""
    text = f"{int(year):04}-{int(month):02}-{int(day):02}"
    try:
        return Moment(text).iso if 1800 <= int(year) <= 2200 else ""
    except FieldError:
        return ""


_SHAPES = (
    re.compile(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])"),
    re.compile(r"(?<![\d./])(?P<y>\d{4})\s?[./]\s?(?P<m>\d{1,2})\s?[./]\s?(?P<d>\d{1,2})\.?(?![\d/])"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]?"),
)
_ERA_STARTS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERAS = re.compile(r"(?P<era>令和|平成|昭和|民國|民国)\s?(?P<y>\d{1,3}|元)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日")
"""Years of Japanese eras, and of the Republic of China."""
_NUMERIC = re.compile(r"(?<![\d./-])(?P<d>\d{1,2})(?P<sep>[./-])\s?(?P<m>\d{1,2})(?P=sep)\s?(?P<y>\d{4})(?![\d/-])")


_DAY_IN_FIGURES = re.compile(r"(?<!\d)\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]")


@cache
def _yearless(known: Language) -> tuple[re.Pattern[str], ...]:
    """The shapes of a day and a month's name without a year."""
    months, _ = _named(known)
    if not months:
        return ()
    name = _either(months)
    joint = _either(known.between)
    day = r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er|[.ºª°])?(?!\d)"
    shapes = (rf"{day}[\s,]{{0,3}}(?:{joint}\s?)?{name}(?!\w)\.?", rf"(?<!\w){name}\.?\s{{1,3}}{day}(?!\w)")
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


@cache
def _named(known: Language) -> tuple[dict[str, int], tuple[re.Pattern[str], ...]]:
    """The months of a language by name, and the shapes of a date with a name in it."""
    names = {
        bare(name): number for locale in known.locales for number, name in _names(locale, "month") if not name[0].isdigit()
    }
    months = names | {bare(name): number for name, number in known.months.items()}
    if not months:
        return {}, ()
    name = "|".join(re.escape(word) for word in sorted(months, key=lambda word: (-len(word), word)))
    month = rf"(?P<m>{name})\.?(?:\s?/\s?(?:{name})\.?)?"
    joint = _either(known.between)
    year = _either(known.year)
    day = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|[.ºª°]|-?го)?"
    shapes = (
        rf"{day}[\s,]{{0,3}}(?:{joint}\s?)?{month}[\s,]{{0,3}}(?:{joint}\s?)?(?P<y>\d{{4}})(?!\d)(?:\s?(?:{year})(?!\w))?",
        rf"(?<!\d)(?P<y>\d{{4}})\.?\s?(?:{year}\s?)?{month}\s{{1,3}}{day}(?!\d)(?:\s?{year}(?!\w))?",
        rf"(?<!\d)(?P<y>\d{{4}})\.?\s?{year},?\s{{0,2}}{day}\s{{0,3}}{month}(?!\w)",
        rf"(?<!\w){month}\s{{0,3}}{day}[\s,]{{1,3}}(?P<y>\d{{4}})(?!\d)",
    )
    return months, tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


def _names(locale: str, what: str) -> Iterator[tuple[int, str]]:
    from babel.dates import get_day_names, get_month_names

    names = get_month_names if what == "month" else get_day_names
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            yield from ((number, str(name)) for number, name in names(width, context, locale).items())


def _either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; one that never matches for none."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else r"(?!)"


# ── times and zones ─────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _zones(spoken: tuple[Language, ...]) -> dict[str, str]:
    common = tomllib.loads((files(__package__) / "zones.toml").read_text("utf-8"))
    own = {name: offset for known in spoken for name, offset in known.zones.items()}
    return {name.casefold(): offset for name, offset in {**common, **own}.items()}


@cache
def _clock_shape(spoken: tuple[Language, ...]) -> re.Pattern[str]:
    am, pm = (_either(word for known in spoken for word in getattr(known, half)) for half in ("am", "pm"))
    hour = _either(word for known in spoken for word in known.hour)
    zone = _either(_zones(spoken))
    return re.compile(
        rf"(?:(?P<am0>{am})\s?|(?P<pm0>{pm})\s?)?"
        r"(?<![\d:.,-])(?<!\d/)(?P<h>\d{1,2})"
        r"(?:\s?(?::|\.|h|H|時|时|點|点|시)\s?(?P<min>\d{2})(?!\d)(?::(?P<s>\d{2})(?!\d))?(?:\s?[分분])?)?"
        rf"(?:\s?(?:(?P<am1>{am})|(?P<pm1>{pm}))(?!\w))?"
        rf"(?P<hour>\s?(?:{hour})(?!\w))?"
        rf"(?:\s?[(,]?\s?(?P<zone>(?:{zone})(?!\w)|(?=[+-]\d\d))(?:\s?(?P<off>[+-]\d{{1,2}})(?::?(?P<offmin>\d{{2}}))?(?!\d))?\)?)?",
        re.IGNORECASE,
    )


def _clock(before: str, after: str, spoken: tuple[Language, ...]) -> tuple[str, str]:
    """The time of a line as ISO 8601 (`T16:48+03:00`), from after its date or before it, and the words that are left."""
    for text, other, date_first in ((after.removeprefix("T"), before, True), (before, after, False)):
        found = [(match, iso) for match in _clock_shape(spoken).finditer(text) if (iso := _time(match, spoken))]
        if not found:
            continue
        match, iso = next((pair for pair in found if _zone(pair[0], spoken)), found[0])
        left = text[: match.start()] + " " + text[match.end() :]
        return iso, f"{other} {left}" if date_first else f"{left} {other}"
    return "", f"{before} {after}"


def _time(match: re.Match[str], spoken: tuple[Language, ...]) -> str:
    hour, minute = int(match["h"]), int(match["min"] or 0)
    am, pm = match["am0"] or match["am1"], match["pm0"] or match["pm1"]
    if not (match["min"] or am or pm or match["hour"]) or minute > 59 or hour > 23:
        return ""
    if am or pm:
        if not 1 <= hour <= 12:
            return "" if am and hour > 12 else f"T{hour:02}:{minute:02}{_zone(match, spoken)}"
        hour = hour % 12 + (12 if pm else 0)
    seconds = f":{match['s']}" if match["s"] and int(match["s"]) < 60 else ""
    return f"T{hour:02}:{minute:02}{seconds}{_zone(match, spoken)}"


def _zone(match: re.Match[str], spoken: tuple[Language, ...]) -> str:
    """The offset that is printed, by name or in figures; empty for none and for a name that says no one offset."""
    name = match["zone"]
    if name is None:
        return ""
    if match["off"]:
        hours, minutes = int(match["off"]), match["offmin"] or "00"
        sign = "-" if match["off"].startswith("-") else "+"
        return f"{sign}{abs(hours):02}:{minutes}" if abs(hours) <= 14 and int(minutes) < 60 else ""
    offset = _zones(spoken).get(name.casefold(), "")
    return f"@{offset}" if "/" in offset else offset


def _moment(day: str, clock: str) -> Moment:
    """A day and a time as one moment; a zone of the IANA database (`@Europe/Berlin`) as the offset that it has on that day."""
    time, _, zone = clock.partition("@")
    return Moment(day + time + (offset_of(day + time, zone) if zone else ""))


@cache
def offset_of(local: str, zone: str) -> str:
    """The offset of a zone at a local time; empty where the clocks go back and the time comes twice, or is left out."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    first = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    second = first.replace(fold=1)
    if first.utcoffset() != second.utcoffset() or first.astimezone(UTC).astimezone(first.tzinfo) != first:
        return ""
    return first.isoformat()[-6:]


# ── what is left ────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _joining(spoken: tuple[Language, ...]) -> re.Pattern[str]:
    days = {str(name) for known in spoken for locale in known.locales for _, name in _names(locale, "day")}
    letters = "".join(sorted(name for name in days if len(name) == 1))  # 木: a day of the week only in brackets
    days = {name.strip(".") for name in days if len(name) > 1}
    words = {word for known in spoken for word in (*known.at, *known.between, *known.year)}
    alone = rf"[(（][{letters}][)）]|" if letters else ""
    return re.compile(rf"{alone}(?<!\w){_either(days | words)}(?!\w)\.?", re.IGNORECASE)


def _rest(text: str, spoken: tuple[Language, ...]) -> str:
    left = _joining(spoken).sub(" ", text)
    return " ".join(left.split()).strip(EDGES)
