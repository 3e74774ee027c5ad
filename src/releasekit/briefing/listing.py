"""The lists of a pack: a `Pack` in; contents, digest, chronology, list by number, contacts and colophon out, without page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.briefing.marking import marking_of
from releasekit.briefing.order import date_of, headline_of, moment_key, number_key, number_of
from releasekit.model import Paragraph, inline_text
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.briefing.model import Entry, Pack
    from releasekit.model import Contact, Moment, Release


@frozen(kw_only=True)
class Line:
    """What the lists of a pack say of one release: each list shows what it needs of it."""

    at: int
    """The place of the entry in `pack.entries`: where it is bound, for whoever knows the pages."""
    part: int
    """The place of its part in `pack.parts`."""
    title: str
    """Its short title if it has one, else its headline, else the name of its file."""
    number: str
    date: Moment | None
    summary: str
    """Its summary, else its lead."""
    note: str
    lang: str
    marking: str
    embargoed: bool


@frozen
class Listed:
    """A contact, and the entries that name it, by their places in `pack.entries`."""

    contact: Contact
    at: tuple[int, ...]


@frozen(kw_only=True)
class Sourced:
    """A file that went into the pack, or was left out of it."""

    name: str
    format: str
    digest: str
    at: int | None
    """The place of the entry that it was bound for; None if it was left out."""
    enclosed: bool = False
    """Whether it is a file that is bound after a release."""


def contents(pack: Pack) -> tuple[Line, ...]:
    """A line for each entry, in the order in which they are bound: `Pack.lines`."""
    return pack.lines


def line(entry: Entry, at: int = 0, part: int = 0) -> Line:
    """What the lists say of an entry."""
    release = entry.release
    return Line(
        at=at,
        part=part,
        title=entry.title or headline_of(release) or entry.origin.file,
        number=number_of(release),
        date=date_of(release),
        summary=release.summary or _lead(release),
        note=entry.note,
        lang=release.lang,
        marking=marking_of(entry),
        embargoed=entry.embargoed,
    )


def digest(pack: Pack) -> tuple[Line, ...]:
    """The lines of the page that is read alone: each release once, in the pack's language where it has several."""
    lines = contents(pack)
    return tuple(lines[_spoken(group, lines, pack.lang)] for group in translations(pack))


def chronology(pack: Pack) -> tuple[Line, ...]:
    """All entries by their date, the earliest first; those without one come last."""
    return tuple(sorted(contents(pack), key=lambda line: moment_key(line.date)))


def by_number(pack: Pack) -> tuple[Line, ...]:
    """The entries that have a number, as people count."""
    return tuple(sorted((line for line in contents(pack) if line.number), key=lambda line: number_key(line.number)))


def latest(pack: Pack) -> Moment | None:
    """The pack's date: its own, else that of its latest release."""
    dates = [line.date for line in contents(pack) if line.date]
    return pack.date or max(dates, key=moment_key, default=None)


def contacts(pack: Pack) -> tuple[Listed, ...]:
    """Every contact once, in the order in which they are first named."""
    found: dict[Contact, list[int]] = {}
    for at, entry in enumerate(pack.entries):
        for contact in dict.fromkeys(entry.release.contacts):
            found.setdefault(contact, []).append(at)
    return tuple(Listed(contact, tuple(at)) for contact, at in found.items())


def colophon(pack: Pack) -> tuple[Sourced, ...]:
    """Every file that was read for the pack, with its digest, in the order of the pack; what was left out comes last."""
    found: list[Sourced] = []
    for at, entry in enumerate(pack.entries):
        origin = entry.origin
        found.append(Sourced(name=origin.name, format=origin.format, digest=origin.digest, at=at))
        found += [
            Sourced(name=each.href, format=each.media_type, digest=each.digest, at=at, enclosed=True)
            for each in entry.enclosures
        ]
    for left in pack.left_out:
        found.append(Sourced(name=left.origin.name, format=left.origin.format, digest=left.origin.digest, at=None))
    return tuple(found)


def translations(pack: Pack) -> tuple[tuple[int, ...], ...]:
    """The entries, by their places, in groups: a release and the translations of it that are bound right after it.

    Most groups hold one entry. A layout sets a group of several as `pack.translations` says.
    """
    groups: list[list[int]] = []
    at = 0
    for part in pack.parts:
        opened: list[Entry] = []
        for entry in part.entries:
            if any(is_translation(each.release, entry.release) for each in opened):
                groups[-1].append(at)
                opened.append(entry)
            else:
                groups.append([at])
                opened = [entry]
            at += 1
    return tuple(map(tuple, groups))


def is_translation(one: Release, other: Release) -> bool:
    """Whether two releases say the same in two languages: one names the other, both name a third, or they share their id."""
    if not one.lang or not other.lang or one.lang.lower() == other.lang.lower():
        return False
    if one.id and one.id == other.id:
        return True
    named, named_other = _relations(one), _relations(other)
    return bool((other.id and other.id in named) or (one.id and one.id in named_other) or (named & named_other))


def _relations(release: Release) -> set[str]:
    return {translation.href for translation in release.translations if translation.href}


def _spoken(group: Iterable[int], lines: tuple[Line, ...], lang: str) -> int:
    """The entry of a group that is in a language; else the first."""
    places = list(group)
    wanted = lang.lower().split("-")[0]
    return next((at for at in places if wanted and lines[at].lang.lower().split("-")[0] == wanted), places[0])


def _lead(release: Release) -> str:
    """The words of the first paragraph, in one line."""
    first = next((block for block in release.body if isinstance(block, Paragraph)), None)
    return " ".join(inline_text(first.content).split()) if first else ""
