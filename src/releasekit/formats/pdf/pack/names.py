"""The index of a pack: who is named where in, two columns of names with the pages on which they stand out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.briefing import index
from releasekit.formats.pdf.leaf import draw, draw_text
from releasekit.formats.pdf.pack.rows import number_apart
from releasekit.formats.pdf.pages import Paginator
from releasekit.formats.pdf.prose import Link, Run
from releasekit.formats.pdf.strips import Stack, Words
from releasekit.model.walk import node_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.briefing import Name
    from releasekit.formats.pdf.flow import Place
    from releasekit.formats.pdf.pack.book import Book
    from releasekit.formats.pdf.pages import Page
    from releasekit.formats.pdf.strips import Strip
    from releasekit.formats.pdf.structure import Tag

GUTTER = 20.0
HANG = 10.0
"""How far the second line of an entry stands in."""
LETTERS_FROM = 12
"""How many names of a kind are parted by their letters."""
KINDS = ("person", "organisation", "place", "event")


def names(book: Book, around: Tag) -> None:
    """Draw the index, if anyone is named."""
    found = index(book.pack)
    if not found:
        return
    title = book.word("index")
    tag = around.child("Index")
    place = book.place.within(tag)
    heading = book.heading(title, place)
    width = (place.width - GUTTER) / 2
    narrow = place.between(place.left, place.left + width)
    pages = _pages_of(book, found)
    column = Stack()
    for kind, group in groupby(found, key=lambda name: name.kind):
        named = [*group]
        style = book.dress.group
        said = book.word(kind) if kind in KINDS else kind.replace("-", " ").capitalize()
        if said:
            column.add(book.text(said, style, narrow), style.before, style.after)
        items = narrow.within(tag.child("L"))
        for letter, same in groupby(named, key=lambda name: name.letter):
            style = book.dress.letter
            if len(named) >= LETTERS_FROM and letter:
                column.add(book.text(letter, style, items.within(items.tag.child("LI").child("LBody"))), style.before)
            before = style.leading if len(named) >= LETTERS_FROM and not letter else 0.0  # ideographs stand under no letter
            for name in same:
                column.add(_entry(book, items, name, pages[id(name)]), before, after=1.5)
                before = 0.0
    _columns(book, title, heading, column, width)


def _pages_of(book: Book, found: Sequence[Name]) -> dict[int, list[int]]:
    """The pages of each name, in their order; a mention of which no page shows a word counts where its release begins."""
    entries = book.pack.entries
    pages: dict[int, list[int]] = {}
    for name in found:
        on: set[int] = set()
        for place in name.places:
            mention = node_at(entries[place.at].release, place.where)
            on.update(book.named.get((place.at, id(mention))) or [book.starts[place.at]])
        pages[id(name)] = sorted(on)
    return pages


def ranges(pages: Sequence[int]) -> list[tuple[int, int]]:
    """Page numbers as ranges: 3, 7 to 9."""
    found: list[tuple[int, int]] = []
    for page in pages:
        if found and page == found[-1][1] + 1:
            found[-1] = found[-1][0], page
        else:
            found.append((page, page))
    return found


def _entry(book: Book, place: Place, name: Name, pages: list[int]) -> list[Strip]:
    look = book.dress.name.look
    body = place.tag.child("LI").child("LBody")
    runs = [Run(number_apart(name.name, place), look)]
    if name.role:
        runs.append(Run(f", {number_apart(' '.join(name.role.split()), place)}", look.but(colour=book.house.muted)))
    for number, (first, last) in enumerate(ranges(pages)):
        said = f"{first}\u2013{last}" if last > first else f"{first}"
        link = body.inline("Reference").inline("Link")
        leads = Link(book.href(first), f"{name.name}, {said}", link)
        runs += [Run(", " if number else "\u2002", look), Run(said, look.but(colour=book.house.accent), link, leads)]
    strips = book.flow.lines(runs, book.dress.name, place.inset(HANG), body)
    shift = HANG if place.rtl else -HANG
    for strip in strips[:1]:
        strip.drawn = [evolve(drawn, x=drawn.x + shift) if isinstance(drawn, Words) else drawn for drawn in strip.drawn]
    for strip in strips[:-1]:
        strip.keep = True
    return strips


def _columns(book: Book, title: str, heading: Sequence[Strip], column: Stack, width: float) -> None:
    """Draw a column as two beside each other on each page; on the last page they are about equally long."""
    page = book.house.page
    room = sum(strip.height for strip in heading) + book.dress.section.after
    first = page.height - page.header - page.bottom - room
    strips = column.strips
    columns = _filled(book, strips, [first, first])
    last = [put.strip for each in columns[(len(columns) - 1) // 2 * 2 :] for put in each.text]
    whole = columns[: (len(columns) - 1) // 2 * 2]
    full = book.flow.height if whole else first
    height = max(sum(strip.height + strip.before for strip in last) / 2, 40.0)
    while height < full and len(balanced := _filled(book, last, [height, height])) > 2:
        height += book.dress.name.leading
    columns = whole + (balanced if height < full else columns[len(whole) :])
    book.chapter()
    book.sections.append((title, "index", book.number))
    book.sheet.destination("index", page.height)
    for start in range(0, len(columns), 2):
        left, top = book.left, page.height - page.top
        if start:
            draw(book.sheet, book.head(title), left, page.height - page.header)
        else:
            draw(book.sheet, heading, left, page.height - page.header)
            top = page.height - page.header - room
        for offset, filled in enumerate(columns[start : start + 2]):
            right_side = (offset == 1) != book.place.rtl
            draw_text(book.sheet, book.flow, book.place, filled, left=left + (width + GUTTER if right_side else 0.0), top=top)
        book.close()


def _filled(book: Book, strips: Sequence[Strip], heights: Sequence[float]) -> list[Page]:
    paginator = Paginator(heights[0], book.flow.height, book.house.leading / 2)
    paginator.early = [*heights[1:]]
    return paginator.fill(strips)
