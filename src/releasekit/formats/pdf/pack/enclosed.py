"""Files that are bound after a release: their bytes in, pages that show them out, or an embedded file, and a note of what is lost.

A page of a PDF of others is a figure with its words as its description. It is rebuilt where its fonts and colours can be
answered for in a file that keeps PDF/A and PDF/UA, and else shown as a picture of 300 dots to the inch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from releasekit.briefing.sheets import SheetError, is_pdf, sheets
from releasekit.formats.pdf.foreign import judge
from releasekit.formats.pdf.foreign.pages import ForeignPage, Rebuilt, rebuilt
from releasekit.formats.pdf.pack.names import ranges
from releasekit.formats.pdf.pack.rows import directed
from releasekit.formats.pdf.pictures import Picture, PictureError
from releasekit.formats.pdf.raster import load
from releasekit.formats.pdf.strips import Bookmark, Fill, Shown, Stack, Strip

if TYPE_CHECKING:
    from releasekit.briefing import Enclosure
    from releasekit.format import Context
    from releasekit.formats.pdf.drawings import Drawing
    from releasekit.formats.pdf.pack.book import Book
    from releasekit.formats.pdf.structure import Tag

DPI = 300
"""Of the pages of others that are pictures: as fine as print shows."""

MOST_REASONS = 8
"""How many reasons are told why pages of one file are pictures."""


class Embedded(NamedTuple):
    """A file that travels in the pack as it is."""

    enclosure: Enclosure
    data: bytes


class _Shown(NamedTuple):
    picture: Picture | Drawing | ForeignPage
    said: str
    """What it shows, for those who do not see it."""
    label: str
    of: int = 0
    """The pages of its file, where that is a PDF."""


def bind(book: Book, at: int, around: Tag, context: Context) -> None:
    """Bind what belongs to an entry behind it: pages of PDF and pictures are shown, all else is embedded."""
    for enclosure in book.pack.entries[at].enclosures:
        data = book.context.resources(enclosure.href) if enclosure.href else None
        if data is None:
            context.loss("enclosure-missing", f"the file {enclosure.href!r} is not bound: it is not beside the manifest")
            continue
        try:
            shown, found = _shown(enclosure, data)
        except (SheetError, PictureError) as error:
            shown, found = [], Rebuilt()
            if is_pdf(data):
                context.loss("enclosure-unshown", f"the file {enclosure.href!r} is embedded and not shown: {error}")
        if shown:
            book.enclosed.setdefault((at, enclosure.href), book.number)
            _draw(book, enclosure, shown, around)
            _note(enclosure, shown[0].of, found, context)
        else:
            book.embedded.append(Embedded(enclosure, data))
            context.advise("enclosure-embedded", f"the file {enclosure.href!r} is embedded and listed, not shown on a page")


def _note(enclosure: Enclosure, count: int, found: Rebuilt, context: Context) -> None:
    """Tell what is lost of a file of so many pages."""
    called = f"{enclosure.href!r}"
    reasons: dict[str, list[int]] = {}
    for number, reason in sorted(found.refused.items()):
        told = reason if reason in reasons or len(reasons) < MOST_REASONS else "there are other reasons"
        reasons.setdefault(told, []).append(number)
    for reason, numbers in reasons.items():
        every = len(numbers) == len(found.refused) + len(found.pages)
        pages, which = ("the pages", "") if every else ("pages", f" ({_listed(numbers)})")
        message = f"{pages} of {called} are bound as pictures of {DPI} dots to the inch{which}: {reason}"
        context.loss("enclosure-pictured", message)
    if links := sum(page.placed.links for page in found.pages.values()):
        message = f"the links on the pages of {called} are left out, {links} in all: pages of others are bound without them"
        context.loss("enclosure-links", message)
    if enclosure.asked > count > 0:
        message = f"the file {called} has {count} pages, and of {enclosure.pages} those are bound that it has"
        context.loss("enclosure-pages", message)


def _listed(numbers: list[int]) -> str:
    return ", ".join(f"{first}\u2013{last}" if last > first else f"{first}" for first, last in ranges(numbers))


def _shown(enclosure: Enclosure, data: bytes) -> tuple[list[_Shown], Rebuilt]:
    """What is shown of a file, and what became of its pages, if it has any."""
    name = enclosure.called
    if not is_pdf(data):
        return [_Shown(load(data), name, name)], Rebuilt()
    looked = [*sheets(data, enclosure.numbers, judge.DPI)]
    found = rebuilt(data, looked, DPI)
    pictures: dict[int, Picture] = {}
    if found.refused:
        for sheet in sheets(data, lambda _: sorted(found.refused), DPI):
            pictures[sheet.number] = Picture(
                sheet.width, sheet.height, "FlateDecode", sheet.packed, f"Device{sheet.colours}"
            )  # fmt: skip
    shown = []
    for sheet in looked:
        label, said = sheet.described(name)
        shown.append(_Shown(found.pages.get(sheet.number) or pictures[sheet.number], said, label, sheet.count))
    return shown, found


def _draw(book: Book, enclosure: Enclosure, shown: list[_Shown], around: Tag) -> None:
    place = book.place.within(around.child("Sect"))
    page = book.house.page
    style = book.dress.facts
    room = page.height - page.top - page.bottom - 2 * style.leading
    for index, each in enumerate(shown):
        wide, high = each.picture.pixels
        scale = min(place.width / wide, room / high, 72 / 96)
        width, height = wide * scale, high * scale
        left = place.left + (place.width - width) / 2
        frame = [
            Fill(left - 0.5, -0.5, width + 1, 0.5, book.house.rule), Fill(left - 0.5, height, width + 1, 0.5, book.house.rule),
            Fill(left - 0.5, 0, 0.5, height, book.house.rule), Fill(left + width, 0, 0.5, height, book.house.rule),
        ]  # fmt: skip
        figure = place.tag.child("Figure", alt=each.said)
        column = Stack()
        column.add([Strip(height, [Shown(each.picture, left, 0, width, height, figure), *frame], keep=True)], after=6)
        column.add(book.text(directed(each.label, rtl=place.rtl), style, place, "Caption"))
        if not index:
            column.strips[0].bookmark = Bookmark(enclosure.called, 1)
        for filled in book.filled(column):
            book.leaf(filled, book.flow, book.place, book.head(directed(enclosure.called, rtl=place.rtl)))
