"""The lists behind the releases of a pack: by date, by number, whom to ask, and the sources with their digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.briefing import by_number, chronology, colophon, contacts
from releasekit.formats.pdf.front import cards
from releasekit.formats.pdf.lines import natural_width
from releasekit.formats.pdf.pack.book import Listing
from releasekit.formats.pdf.pack.rows import Row, day_words, directed, number_apart, row
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.strips import Stack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from releasekit.briefing import Line, Sourced
    from releasekit.formats.pdf.flow import Place
    from releasekit.formats.pdf.pack.book import Book
    from releasekit.formats.pdf.structure import Tag


def lists(book: Book, around: Tag) -> list[Listing]:
    """All lists but the index."""
    return [*_ordered(book, around), *_asked(book, around), _sources(book, around)]


def _ordered(book: Book, around: Tag) -> Iterator[Listing]:
    """By date and by number, the second only where there are numbers."""

    def date(line: Line) -> str:
        return day_words(line.date, book.pack.lang, book.house)

    def number(line: Line) -> str:
        return number_apart(line.number, book.place)

    for key, lines, lead in (("chronology", chronology(book.pack), date), ("by-number", by_number(book.pack), number)):
        if lines:
            yield _list(book, around, key, lines, lead)


def _list(book: Book, around: Tag, key: str, lines: Sequence[Line], lead: Callable[[Line], str]) -> Listing:
    place = book.place.within(around.child("Sect"))
    style = book.dress.small_row
    column = _titled(book, place, key)
    toc = place.tag.child("TOC")
    leads = [lead(line) for line in lines]
    widths = [natural_width([Run(f"{each}\u00a0", style.look)], rtl=place.rtl)[1] for each in sorted(set(leads), key=len)[-20:]]
    width = min(max(widths) + 8, place.width * 0.34)
    for line, said in zip(lines, leads, strict=True):
        shown = Row(
            title=line.title or f"{line.at + 1}", page=str(book.starts[line.at]), href=f"#release-{line.at + 1}", lang=line.lang,
            lead=said,
        )  # fmt: skip
        column.add(row(book.flow, place, shown, style, toc.child("TOCI"), lead=width), after=3)
    return Listing(book.word(key), key, column)


def _titled(book: Book, place: Place, key: str) -> Stack:
    column = Stack()
    column.add(book.heading(book.word(key), place), after=book.dress.section.after)
    return column


def _asked(book: Book, around: Tag) -> Iterator[Listing]:
    """The contacts of all releases, each once."""
    found = contacts(book.pack)
    if not found:
        return
    place = book.place.within(around.child("Sect"))
    column = _titled(book, place, "contacts")
    cards(book.flow, place, [each.contact for each in found], column)
    yield Listing(book.word("contacts"), "contacts", column)


def _sources(book: Book, around: Tag) -> Listing:
    """The colophon: every file that was read, with the digest of its bytes."""
    place = book.place.within(around.child("Sect"))
    column = _titled(book, place, "sources")
    items = place.tag.child("L")
    for source in colophon(book.pack):
        _source(book, place, column, source, items.child("LI").child("LBody"))
    return Listing(book.word("sources"), "sources", column)


def _source(book: Book, place: Place, column: Stack, source: Sourced, tag: Tag) -> None:
    style = book.dress.small_row
    name = source.name or "\u2013"
    inner = place.inset(14) if source.enclosed else place
    if source.at is None:
        left = next((each for each in book.pack.left_out if each.origin.name == source.name), None)
        said = " \u2013 ".join(directed(each, rtl=place.rtl) for each in (name, left.said if left else "") if each)
        muted = style.with_look(colour=book.house.muted)
        strips = book.flow.lines([Run(said, muted.look)], muted, inner, tag)
    else:
        page = book.enclosed.get((source.at, source.name)) if source.enclosed else None
        href = book.href(page) if page else f"#release-{source.at + 1}"
        shown = Row(title=name, page=str(page or book.starts[source.at]), href=href)
        strips = row(book.flow, inner, shown, style, tag)
    if source.digest:
        strips[-1].keep = True
        strips += book.flow.lines([Run(source.digest, book.dress.digits.look)], book.dress.digits, inner, tag.child("P"))
    column.add(strips, after=4)
