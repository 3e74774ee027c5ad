"""The page before a part of a pack: its number, title and note, and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.pdf.pack.cover import paragraphs
from releasekit.formats.pdf.pack.rows import Row, row
from releasekit.formats.pdf.strips import Fill, Stack, Strip

if TYPE_CHECKING:
    from releasekit.formats.pdf.pack.book import Book
    from releasekit.formats.pdf.structure import Tag

STARTS_AT = 0.2
"""Where it begins, as a share of the height of the page."""

MOST = 12
"""How many releases a divider lists: the contents have all."""


def divider(book: Book, at: int, around: Tag) -> None:
    """Draw the divider of a part on the next page with an odd number."""
    part = book.pack.parts[at]
    place = book.place.within(around)
    style = book.dress
    book.recto()
    column = Stack()
    column.add([Strip(book.house.page.height * STARTS_AT, keep=True)])
    if len([each for each in book.pack.parts if each.title]) > 1:
        number = sum(1 for each in book.pack.parts[: at + 1] if each.title)
        column.add(book.text(str(number), style.number, place), after=style.number.after)
    column.add(book.heading(part.title, place, style=style.part), after=style.part.after)
    column.add([Strip(3, [Fill(place.at_start(48), 0, 48, 3, book.house.accent)], keep=True)], 6, 18)
    for paragraph in paragraphs(part.note):
        column.add(book.text(paragraph, book.looks.lead, place), after=book.looks.lead.after)
    lines = [line for line in book.lines if line.part == at]
    if len(lines) <= MOST:
        toc = place.tag.child("TOC")
        for index, line in enumerate(lines):
            shown = Row(title=line.title or f"{line.at + 1}", page="", href=f"#release-{line.at + 1}", lang=line.lang)
            strips = row(book.flow, place.inset(0, 40), shown, style.small_row, toc.child("TOCI"))
            column.add(strips, 0 if index else 20, 5)
    book.parts[at] = book.number
    book.sheet.destination(f"part-{at + 1}", book.house.page.height)
    book.pages(book.paged(column), part.title)
