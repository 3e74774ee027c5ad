"""Files that are bound after a release: their bytes in, pages with pictures of them out, or an embedded file; always with a note.

A page of a PDF of others is shown as a picture of 300 dots to the inch, with its words as its description: its fonts, its
colours and its own structure cannot be answered for in a file that keeps PDF/A and PDF/UA.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from releasekit.briefing.sheets import SheetError, is_pdf, sheets
from releasekit.formats.pdf.pictures import Picture, PictureError
from releasekit.formats.pdf.raster import load
from releasekit.formats.pdf.strips import Bookmark, Fill, Shown, Stack, Strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.briefing import Enclosure
    from releasekit.format import Context
    from releasekit.formats.pdf.drawings import Drawing
    from releasekit.formats.pdf.pack.book import Book
    from releasekit.formats.pdf.structure import Tag

DPI = 300
"""Of the pages of others: as fine as print shows."""


class Embedded(NamedTuple):
    """A file that travels in the pack as it is."""

    enclosure: Enclosure
    data: bytes


class _Shown(NamedTuple):
    picture: Picture | Drawing
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
            shown = [*_shown(enclosure, data)]
        except (SheetError, PictureError) as error:
            shown = []
            if is_pdf(data):
                context.loss("enclosure-unshown", f"the file {enclosure.href!r} is embedded and not shown: {error}")
        if shown:
            _draw(book, enclosure, shown, around)
            if count := shown[0].of:
                message = f"the pages of {enclosure.href!r} are bound as pictures of {DPI} dots to the inch"
                context.loss("enclosure-pictured", message)
                if enclosure.asked > count:
                    message = (
                        f"the file {enclosure.href!r} has {count} pages, and of {enclosure.pages} those are bound that it has"
                    )
                    context.loss("enclosure-pages", message)
        else:
            book.embedded.append(Embedded(enclosure, data))
            context.advise("enclosure-embedded", f"the file {enclosure.href!r} is embedded and listed, not shown on a page")


def _shown(enclosure: Enclosure, data: bytes) -> Iterator[_Shown]:
    name = enclosure.called
    if not is_pdf(data):
        yield _Shown(load(data), name, name)
        return
    for sheet in sheets(data, enclosure.numbers, DPI):
        label, said = sheet.described(name)
        picture = Picture(sheet.width, sheet.height, "FlateDecode", sheet.packed, f"Device{sheet.colours}")
        yield _Shown(picture, said, label, sheet.count)


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
        column.add(book.text(each.label, style, place, "Caption"))
        if not index:
            column.strips[0].bookmark = Bookmark(enclosure.called, 1)
        for filled in book.filled(column):
            book.leaf(filled, book.flow, book.place, book.head(enclosure.called))
