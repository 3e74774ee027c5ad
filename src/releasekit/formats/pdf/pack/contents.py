"""The contents of a pack: what is known of its pages in, the list with leaders, numbers and dates out; and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.pdf.pack.cover import facts_lines
from releasekit.formats.pdf.pack.rows import Row, day_words, directed, facts_of, number_apart, row
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.strips import Stack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.briefing import LeftOut, Line
    from releasekit.formats.pdf.flow import Place
    from releasekit.formats.pdf.pack.book import Book
    from releasekit.formats.pdf.strips import Strip
    from releasekit.formats.pdf.structure import Tag


def contents(book: Book, around: Tag) -> None:
    """Draw the contents: parts, releases, and the lists behind them."""
    place = book.place.within(around.child("Sect"))
    styles = book.dress
    column = Stack()
    column.add(book.heading(book.word("contents"), place), after=4)
    toc = place.tag.child("TOC")
    list_of: dict[int, Tag] = {}
    for line in book.lines:
        part = book.pack.parts[line.part]
        if part.title and line.part not in list_of:
            item = toc.child("TOCI")
            page = book.parts[line.part]
            column.add(
                row(book.flow, place, Row(title=part.title, page=str(page), href=f"#part-{line.part + 1}"), styles.group, item, dots=False),
                styles.group.before, styles.group.after,
            )  # fmt: skip
            column.strips[-1].keep = True
            list_of[line.part] = item.child("TOC")
        elif not part.title and column.strips[-1].keep:
            column.add([_space(6)])
        column.add(_release(book, place, line, list_of.get(line.part, toc)), 5, 5)
    for index, (title, name, page) in enumerate(book.sections):
        column.add(
            row(book.flow, place, Row(title=title, page=str(page), href=f"#{name}"), styles.small_row, toc.child("TOCI")),
            18 if not index else 0, 1,
        )  # fmt: skip
    for key, left in (("withdrawn", book.pack.withdrawn), ("missing", book.pack.missing)):
        if left:
            _left_out(book, place, key, left, column)
    book.pages(book.paged(column), book.word("contents"))


def _space(height: float) -> Strip:
    from releasekit.formats.pdf.strips import Strip

    return Strip(height, keep=True)


def _release(book: Book, place: Place, line: Line, toc: Tag) -> list[Strip]:
    styles = book.dress
    item = toc.child("TOCI")
    title = Row(
        title=line.title or f"{line.at + 1}", page=str(book.starts[line.at]), href=f"#release-{line.at + 1}", lang=line.lang
    )
    strips = row(book.flow, place, title, styles.row, item)
    day, number = day_words(line.date, book.pack.lang, book.house), number_apart(line.number, place)
    if facts := facts_lines(book, place, line.at, item, day, number):
        strips[-1].keep = True
    return strips + facts


def _left_out(book: Book, place: Place, key: str, left: Sequence[LeftOut], column: Stack) -> None:
    """The releases that are not here, and why."""
    styles = book.dress
    title = book.text(book.word(key), styles.group, place)
    column.add(title, 22, styles.group.after)
    items = place.tag.child("L")
    for each in left:
        body = items.child("LI").child("LBody")
        called = directed(each.title or each.origin.file or "\u2013", rtl=place.rtl)
        strips = book.flow.lines([Run(called, styles.small_row.look)], styles.small_row, place, body)
        day, number = day_words(each.date, book.pack.lang, book.house), number_apart(each.number, place)
        said = facts_of(day, number, directed(each.said, rtl=place.rtl))
        if said:
            strips[-1].keep = True
            strips += book.flow.lines([Run(said, styles.facts.look)], styles.facts, place, body.child("P"))
        column.add(strips, 0, 5)
