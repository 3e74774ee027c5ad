"""Lines of a page that are made of several fields: what such a line says now in, the fields out, if every word is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.intake.language import spoken
from releasekit.intake.moments import stamp
from releasekit.model import KINDS, Moment, Number
from releasekit.style.furniture import BETWEEN
from releasekit.style.words import date_words, kind_word, word

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
    left = {word("number", release.lang, number=number.value): number for number in release.numbers}
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
