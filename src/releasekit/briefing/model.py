"""A briefing pack: its cover, its parts, the releases in them, and what was left out; nothing of any file format or page."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, fields

from releasekit.errors import FieldError
from releasekit.model import Moment, Release, legal, normalise
from releasekit.model.nodes import check_lang
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrs import Attribute

    from releasekit.briefing.listing import Line

REASONS = ("duplicate", "superseded", "withdrawn", "unread", "not-chosen")
"""Why something was left out of a pack."""

ABREAST = ("after", "facing")
"""How a release and its translations are bound: one after the other, or side by side."""

_RANGE = re.compile(r"[1-9][0-9]{0,5}(?:-[1-9][0-9]{0,5})?")


def _check_reason(_left: object, _field: object, value: str) -> None:
    if value not in REASONS:
        raise FieldError(f"{value!r} is no reason for leaving a release out: there are {', '.join(REASONS)}")


def _check_abreast(_pack: object, _field: object, value: str) -> None:
    if value not in ABREAST:
        raise FieldError(f"translations are bound 'after' a release or 'facing' it, not {value!r}")


def _check_pages(_enclosure: object, _field: object, value: str) -> None:
    ranges = [part.strip() for part in value.split(",")] if value else []
    for each in ranges:
        first, _, last = each.partition("-")
        if not _RANGE.fullmatch(each) or int(last or first) < int(first):
            raise FieldError(f"{each!r} are no pages: write numbers and ranges from 1, as in 1-3, 7")


def _check_some(_owner: object, attribute: Attribute[Any], value: tuple[object, ...]) -> None:
    if not value:
        what = "a part without a release" if attribute.name == "entries" else "a pack without a part"
        raise FieldError(f"{what}: there has to be one")


@frozen(kw_only=True)
class Origin:
    """Where a release or an attached file was read from."""

    name: str = ""
    """Its file name, as messages and the colophon call it; no two entries of a pack share one."""
    digest: str = ""
    """`sha256:` and the digest of its bytes."""
    format: str = ""
    """The name of the format that it was read as."""

    @property
    def file(self) -> str:
        """Its name without the folders that it was found in."""
        return self.name.replace("\\", "/").rstrip("/").rpartition("/")[2]


@frozen(kw_only=True)
class Enclosure:
    """A file that is bound after a release."""

    href: str
    """Its path from the folder of the manifest; `PackContext.resources` gives its bytes."""
    title: str = ""
    media_type: str = ""
    pages: str = field(default="", validator=_check_pages)
    """The pages of a PDF that are bound, as in `1-3, 7`; empty means all."""
    digest: str = ""

    @property
    def called(self) -> str:
        """What a reader calls the file: its title, else its name."""
        return " ".join(self.title.split()) or self.href.rstrip("/").rsplit("/", 1)[-1] or self.digest or "\u2013"

    @property
    def asked(self) -> int:
        """The highest page number that is asked for; 0 where all pages are."""
        return max(map(int, re.findall(r"\d+", self.pages)), default=0)

    def numbers(self, count: int) -> tuple[int, ...]:
        """The page numbers that are bound of a file of so many pages, from 1, in the order that is asked for."""
        if not self.pages:
            return tuple(range(1, count + 1))
        found: list[int] = []
        for each in self.pages.split(","):
            first, _, last = each.strip().partition("-")
            found += range(int(first), min(int(last or first), count) + 1)
        return tuple(found)


@frozen(kw_only=True)
class Entry:
    """One release of a pack, and how it is bound."""

    release: Release
    origin: Origin = Origin()
    title: str = ""
    """What contents and running head call it, where the headline is too long; empty means the headline."""
    note: str = ""
    """A word to the reader, in the digest."""
    marking: str = ""
    """How it is to be handled; empty means as the release itself says, or as the pack."""
    letterhead: bool = True
    """Whether the letterhead is shown, reduced, above the release."""
    embargoed: bool = False
    """Whether it was under embargo when the pack was made: then it is stamped."""
    enclosures: tuple[Enclosure, ...] = ()


@frozen(kw_only=True)
class Part:
    """Releases that belong together, behind a divider if the part has a title."""

    title: str = ""
    note: str = ""
    entries: tuple[Entry, ...] = field(validator=_check_some)


@frozen(kw_only=True)
class LeftOut:
    """A release that was among the inputs and is not in the pack."""

    origin: Origin
    reason: str = field(validator=_check_reason)
    """One of `REASONS`."""
    said: str = ""
    """The reason in words: which release took its place, or what could not be read."""
    title: str = ""
    number: str = ""
    date: Moment | None = None


@frozen(kw_only=True)
class Cover:
    """What a pack says of itself as a whole. Every field has a default that means "not stated"."""

    title: str = ""
    subtitle: str = ""
    purpose: str = ""
    prepared_by: tuple[str, ...] = ()
    prepared_for: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    """Who gets a copy, a line each."""
    date: Moment | None = None
    """Of the pack; none is that of its latest release."""
    marking: str = ""
    """The least marking of the whole: `overall` is the highest of this and of all items."""
    scale: tuple[str, ...] = ()
    """A house's own scale of markings, from the lowest; without one the usual schemes are known."""
    lang: str = field(default="", validator=check_lang)
    style: str = ""
    """A shipped house style by its name, or a file by its path from the folder of the manifest."""
    logo: str = ""
    """A PNG or JPEG file, by its path from the folder of the manifest."""
    logo_alt: str = ""
    """What the logo shows, for people who cannot see it."""
    notes: str = ""
    """A page to the reader; a blank line parts paragraphs."""
    translations: str = field(default="after", validator=_check_abreast)
    """How a release and its translations are bound: one of `ABREAST`."""


@frozen(kw_only=True)
class Pack(Cover):
    """A briefing pack: its cover, and its releases in parts."""

    parts: tuple[Part, ...] = field(validator=_check_some)
    left_out: tuple[LeftOut, ...] = ()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in their order; a place in this tuple, from 0, is what every list of the pack calls an entry by."""
        return tuple(entry for part in self.parts for entry in part.entries)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What lists say of each entry, in the order in which they are bound."""
        from releasekit.briefing.listing import line

        places = [(part, entry) for part, of in enumerate(self.parts) for entry in of.entries]
        return tuple(line(entry, at, part) for at, (part, entry) in enumerate(places))

    @property
    def embargoed(self) -> bool:
        """Whether any release of it was under embargo when it was made."""
        return any(entry.embargoed for entry in self.entries)

    @property
    def withdrawn(self) -> tuple[LeftOut, ...]:
        """The releases that are listed as withdrawn, and not printed."""
        return tuple(each for each in self.left_out if each.reason == "withdrawn")

    @property
    def missing(self) -> tuple[LeftOut, ...]:
        """The releases that could not be read."""
        return tuple(each for each in self.left_out if each.reason == "unread")


def canonical(pack: Pack) -> Pack:
    """The same pack in canonical form: its releases are, and its words are legal in XML and have no white space at their edges."""
    made: Pack = _settled(pack)
    return made


def _settled(record: Any) -> Any:
    changed = {name: new for name, value in _stated(record) if (new := _value(value)) is not value and new != value}
    return evolve(record, **changed) if changed else record


def _stated(record: Any) -> Iterator[tuple[str, Any]]:
    return ((each.name, getattr(record, each.name)) for each in fields(type(record)))


def _value(value: Any) -> Any:
    match value:
        case str():
            return legal(value).strip()
        case Release():
            return normalise(value)
        case tuple():
            return tuple(each for each in map(_value, value) if each != "")
        case Origin() | Enclosure() | Entry() | Part() | LeftOut():
            return _settled(value)
        case _:
            return value
