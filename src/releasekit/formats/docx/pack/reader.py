"""The document of a pack to the pack: as it travels in the document where nobody has edited it, else as its pages say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from attrs import evolve

from releasekit.errors import ReadError
from releasekit.formats.docx import comments, edited_page, seen, tracked
from releasekit.formats.docx.carried import is_ours, is_pack
from releasekit.formats.docx.edited import annotated
from releasekit.formats.docx.pack.carried import CarriedPack
from releasekit.formats.docx.pack.carried import read as read_carried
from releasekit.formats.docx.pack.edited import own_pages
from releasekit.formats.docx.pack.prefixes import strip
from releasekit.formats.docx.pack.regions import Regions, key_of, regions
from releasekit.formats.docx.parts import Document, Inside
from releasekit.formats.docx.reader import edited, pictures_of
from releasekit.formats.docx.unpack import Unpacked
from releasekit.formats.docx.xml import W
from releasekit.model import Release

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.briefing import Pack
    from releasekit.format import Context, PackContext
    from releasekit.formats.docx.carried import Carried

LARGER = 16
"""How many times as large as a release a pack may be."""


class Bound(Document):
    """One release of a pack while it is read: its own text, and what the whole document has for all."""

    def __init__(self, whole: Document, around: seen.Around, context: Context, elements: Sequence[Any]) -> None:
        super().__init__(whole.unpacked, context)
        self._around = around
        self._notes = whole._notes  # noqa: SLF001  (of its own class)
        self.styles, self.lists, self.targets = whole.styles, whole.lists, whole.targets
        self.body = ET.Element(f"{W}body")
        self.body.extend(elements)

    @property
    def around(self) -> seen.Around:
        """What the digest of the page needs."""
        return self._around


def read(data: bytes, context: PackContext) -> Pack:
    """The pack that a Word document holds. Raises `ReadError`."""
    document = Document(Unpacked(data, context, times=LARGER), context)
    found = _carried(document, context)
    if document.has_macros:
        context.advise("macros-left-out", "the document holds macros, which are neither run nor carried on")
    as_written = document.is_as_written(found.exact)
    parted = regions(document.body, found.pack) if not as_written or document.has_pictures else Regions({}, [])
    if as_written:
        releases = _untouched(found, document, parted, context)
    else:
        releases = _edited(found, document, parted, context)
        tracked.told(document.changes, Release(), context)
        whole = Release(body=tuple(block for release in releases if release for block in release.body))
        comments.told(document, whole)
    pack = _bound(found.pack, releases)
    return pack if as_written else own_pages(pack, found, document, parted)


def _carried(document: Document, context: Context) -> CarriedPack:
    for part in document.custom_parts():
        root = document.unpacked.xml(part)
        if root is not None and is_pack(root):
            return read_carried(root, context)
        if root is not None and is_ours(root):
            raise ReadError("a single release, and no pack: it is read without unpacking", name=context.name)
    message = (
        "no pack travels in this document: only one that releasekit wrote is taken apart again, as long as its data stay in it"
    )
    raise ReadError(message, name=context.name)


def _bound(pack: Pack, releases: Sequence[Release | None]) -> Pack:
    """The pack with these releases; an entry without one goes, and a part without entries."""
    left = iter(releases)
    parts = []
    for part in pack.parts:
        entries = tuple(evolve(entry, release=release) for entry in part.entries if (release := next(left)) is not None)
        parts += [evolve(part, entries=entries)] if entries else []
    return evolve(pack, parts=tuple(parts))


def _untouched(found: CarriedPack, document: Document, parted: Regions, context: PackContext) -> list[Release | None]:
    """The releases as they travel, and where their pictures are."""
    releases: list[Release | None] = []
    around = document.around if parted.found else seen.Around({}, lambda _number, _level: "", {}, {}, {})
    for at, (entry, carried) in enumerate(zip(found.pack.entries, found.releases, strict=True)):
        with context.of(entry.origin, at) as inner:
            if elements := parted.found.get(key_of(at)):
                bound = Bound(document, around, inner, elements)
                inner.resources = Inside(inner.resources, document.unpacked, pictures_of(bound, carried.release))
            releases.append(carried.release)
    return releases


def _edited(found: CarriedPack, document: Document, parted: Regions, context: PackContext) -> list[Release | None]:
    """The releases of a document that somebody saved anew, each by what its section shows now; None for one that is gone."""
    if not any(key_of(at) in parted.found for at, _ in enumerate(found.releases)):
        message = "the bookmarks around the releases are gone, so that edits cannot be told: each is as it was written"
        context.guess("pack-not-parted", message)
        return [carried.release for carried in found.releases]
    strip(document.body)
    notes, _ = document.notes("footnotes")
    for note in notes.values():
        strip(note)
    around = document.around
    elsewhere = {seen.mark(seen.block(element, around)) for element in parted.outside}
    releases: list[Release | None] = []
    for at, (entry, carried) in enumerate(zip(found.pack.entries, found.releases, strict=True)):
        with context.of(entry.origin, at) as inner:
            inner.track, inner.comments = context.track, context.comments
            if elements := parted.found.get(key_of(at)):
                releases.append(_release(carried, Bound(document, around, inner, elements)))
            else:
                releases.append(_without_section(carried, elsewhere, inner))
    if all(release is None for release in releases):
        raise ReadError("no release is left in the document: there is no pack in it", name=context.name)
    places = [at for key in parted.found if (at := _place(key)) >= 0]
    if places != sorted(places):
        message = "the releases stand in another order now; those of the pack are in the order in which it was made"
        context.loss("pack-order", message)
    return releases


def _release(carried: Carried, document: Bound) -> Release:
    """The release that a section shows now."""
    originals = pictures_of(document, carried.release)
    lines = seen.lines(document.body, document.around)
    marks = {line.mark for line in edited_page.lines(document)}
    carried = carried._replace(around=carried.around & marks)  # LibreOffice drops heads that no page has
    if carried.digest == seen.digest(lines) and marks == carried.around:
        release = annotated(carried, document, lines)
    else:
        release = edited(carried, document)
    document.context.resources = Inside(document.context.resources, document.unpacked, document.pictures | originals)
    return release


def _without_section(carried: Carried, elsewhere: set[str], context: Context) -> Release | None:
    """The release of an entry around which the bookmark is gone: taken out, unless words of it stand somewhere."""
    if any(mark in elsewhere for _, mark in carried.shown):
        context.guess("pack-not-parted", "where this release begins cannot be told any more: it is as it was written")
        return carried.release
    context.loss("pack-release-gone", "this release was taken out of the document, and so out of the pack")
    return None


def _place(key: str) -> int:
    return int(key.removeprefix("pack_release_")) - 1 if key.startswith("pack_release_") else -1
