"""Lines of a page that are made of several fields: what such a line says now in, the fields out, if every word is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.intake import dateline
from releasekit.intake.language import spoken
from releasekit.intake.moments import day_without_year, stamp
from releasekit.model import KINDS, Dateline, Moment, Number, Text
from releasekit.style.furniture import BETWEEN
from releasekit.style.words import date_words, kind_word, number_words, word

if TYPE_CHECKING:
    from releasekit.model import Release

_WITHIN = " › "


def kicker(said: str, release: Release) -> dict[str, Any]:
    """Kind and section, as the line above the headline says them now; nothing for a kind without a known name."""
    parts = said.split(BETWEEN, 1)
    names = {kind_word(kind, release.lang).casefold(): kind for kind in (*KINDS, release.kind)}
    kind = names.get(parts[0].strip().casefold())
    if kind is None:
        return {}
    return {"kind": kind, "section": tuple(parts[1].split(_WITHIN)) if parts[1:] else ()}


def facts(said: str, release: Release) -> dict[str, Any]:
    """Numbers and time of release, as the line below the headline says them now."""
    date = date_words(release.released, release.lang) if release.released else ""
    before, after = word("number", release.lang, number="\n").split("\n")
    left = {number_words(number.value, release.lang): number for number in release.numbers}
    numbers: list[Number | str] = []
    released: list[Moment | None] = []
    for part in said.split(BETWEEN):
        if part in left:
            numbers.append(left.pop(part))
        elif part == date:
            released.append(release.released)
        elif part.startswith(before) and part.endswith(after) and len(part) > len(before + after):
            numbers.append(part[len(before) : len(part) - len(after)])
        elif moment := moment_of(part, release.lang):
            released.append(moment)
        else:
            return {}
    if len(released) > 1:
        return {}
    rest = iter(left.values())
    return {
        "numbers": tuple(_number(number, next(rest, None)) if isinstance(number, str) else number for number in numbers),
        "released": released[0] if released else None,
    }


def _number(value: str, old: Number | None) -> Number:
    """A number in the scheme of the one whose place it takes; an address is that of a number, and goes with it."""
    return Number(value, old.scheme if old else "")


def moment_of(words: str, lang: str) -> Moment | None:
    """The date, and time, that words state, if they state nothing else."""
    found = stamp(words, spoken(lang))
    return found.moment if found and not found.rest.strip(" ,;.") else None


def until_of(said: str, release: Release) -> Moment | None:
    """The instant of an embargo in whose banner words were changed: the one that they state, if they state its zone too."""
    old = release.embargo.until if release.embargo else None
    found = stamp(said, spoken(release.lang))
    if found is None or (old and old.zone and not found.moment.zone) or (old and old.clock and not found.moment.clock):
        return old
    return found.moment


def filed(printed: str, release: Release) -> Dateline:
    """A dateline that says other words now: place and date are what they state, and what they were where they state none."""
    old, known = release.dateline or Dateline(""), spoken(release.lang)
    found = dateline.split((Text(f"{printed} – …"),), known)
    place, date = (found.dateline.place, found.dateline.date) if found else ("", None)
    if old.place and (old.place.casefold() in printed.casefold() or not place):
        place = old.place
    return Dateline(printed, place, date or _same_day(printed, old, release) or old.date)


def _same_day(printed: str, old: Dateline, release: Release) -> Moment | None:
    """The day that words state without its year: that of the old date, or of the release."""
    known = spoken(release.lang)
    day = day_without_year(printed, known)
    near = old.date or release.released
    if day is None or near is None:
        return None
    before = day_without_year(old.printed, known)
    if before and old.date and old.printed[slice(*before)] == printed[slice(*day)]:
        return old.date
    return moment_of(f"{printed[slice(*day)]} {near.iso[:4]}", release.lang)
