"""Which of several releases another makes needless: entries in, their places with the reason in words out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.briefing.order import moment_key, number_key

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from releasekit.briefing.model import Entry
    from releasekit.model import Release


def duplicates(entries: Sequence[Entry]) -> dict[int, str]:
    """The places of entries whose release came before: the same file, or the same release in another."""
    files: dict[str, int] = {}
    releases: dict[Release, int] = {}
    found: dict[int, str] = {}
    for at, entry in enumerate(entries):
        plain = evolve(entry.release, source=None)
        first = files.get(entry.origin.digest) if entry.origin.digest else None
        first = releases.get(plain) if first is None else first
        if first is None:
            releases[plain] = at
            files[entry.origin.digest] = at
        else:
            found[at] = f"it is the same release as {_called(entries[first])}"
    return found


def superseded(entries: Sequence[Entry], without: Container[int] = ()) -> dict[int, str]:
    """The places of entries that another of them replaces: by its word, or as a later version of the same id and language.

    Those `without` which it is asked are looked at as if they were not there.
    """
    by: dict[int, int] = {}
    names: dict[str, list[int]] = {}
    here = [(at, entry) for at, entry in enumerate(entries) if at not in without]
    for at, entry in here:
        for name in _names(entry.release):
            names.setdefault(name, []).append(at)
    for at, entry in here:
        for name in entry.release.replaces:
            _replace(by, _meant(name, names.get(name, []), at, entries), at)
        for name in entry.release.replaced_by:
            for other in _meant(name, names.get(name, []), at, entries)[:1]:
                _replace(by, (at,), other)
    versions: dict[tuple[str, str], list[int]] = {}
    for at, entry in here:
        if entry.release.id:
            versions.setdefault((entry.release.id, entry.release.lang.lower()), []).append(at)
    for places in versions.values():
        last = max(places, key=lambda at: _version(entries[at].release))
        _replace(by, [at for at in places if _version(entries[at].release) < _version(entries[last].release)], last)
    return {at: f"{_called(entries[other])} takes its place" for at, other in by.items()}


def _replace(by: dict[int, int], places: Sequence[int], other: int) -> None:
    """Note that an entry replaces others, unless they replace it."""
    for at in places:
        last, seen = other, {other}
        while last in by and by[last] not in seen:
            last = by[last]
            seen.add(last)
        if at not in seen and at not in by:
            by[at] = other


def _meant(name: str, places: Sequence[int], at: int, entries: Sequence[Entry]) -> list[int]:
    """The entries that a name means to one of them: a number that several have, as in two years, means none."""
    others = [place for place in places if place != at]
    ids = [place for place in others if entries[place].release.id == name]
    return ids or (others if len(others) == 1 else [])


def _names(release: Release) -> set[str]:
    """What another release may call one by: its id, its addresses, its numbers."""
    numbers = {words for number in release.numbers for words in (number.value, number.href)}
    return ({release.id, release.source.href if release.source else ""} | numbers) - {""}


def _version(release: Release) -> Any:
    moments = [moment for moment in (release.modified, release.released) if moment]
    return number_key(release.version)[1], sorted(map(moment_key, moments))[-1:]


def _called(entry: Entry) -> str:
    return entry.origin.name or "another"
