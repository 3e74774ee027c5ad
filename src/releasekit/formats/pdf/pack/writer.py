"""A pack to PDF, in one pass: each release is set, drawn and forgotten, and what is known of its pages makes the lists around it."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from releasekit.briefing import translations
from releasekit.formats.pdf.choice import report_boxes, report_lacking
from releasekit.formats.pdf.metadata import metadata
from releasekit.formats.pdf.pack.book import Book
from releasekit.formats.pdf.pack.carried import carry
from releasekit.formats.pdf.pack.contents import contents
from releasekit.formats.pdf.pack.cover import cover, handling
from releasekit.formats.pdf.pack.digest import digest
from releasekit.formats.pdf.pack.divider import divider
from releasekit.formats.pdf.pack.lists import lists
from releasekit.formats.pdf.pack.names import names
from releasekit.formats.pdf.pack.release import draw_facing, draw_release, lay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.briefing import Pack
    from releasekit.format import PackContext
    from releasekit.formats.pdf.structure import Tag


def write(pack: Pack, context: PackContext) -> bytes:
    """The pack as a PDF. Raises `WriteError` for a character that no font has, and `FieldError` for a wrong marking."""
    book = Book(pack, context)
    before = book.document.child("Part")
    _body(book)
    _back(book, book.document.child("Part"))
    book.begin_front()
    _front(book, before)
    if context.fallback == "box":
        report_boxes(book.sheet.fonts.boxed(), context)
    report_lacking(book.sheet.fonts.lacking, context)
    return book.sheet.finish(book.document, metadata(book.cover), partial(carry, book))


def _body(book: Book) -> None:
    """Draw all releases, by their parts."""
    around = book.document.child("Part")
    opened = -1
    for group in translations(book.pack):
        part = book.lines[group[0]].part
        facing = book.pack.translations == "facing" and len(group) > 1
        if part != opened:
            opened = part
            around = book.document.child("Part")
            if book.pack.parts[part].title:
                divider(book, part, around)
                if not facing:  # the back of a divider stays empty, but where a left-hand page is wanted
                    book.recto()
        if facing:
            _draw(book, group[:2], around)
        for at in group[2:] if facing else group:
            _draw(book, [at], around)


def _draw(book: Book, places: Sequence[int], around: Tag) -> None:
    """Draw one release, or two that face each other, and what is bound behind them."""
    entries = book.pack.entries
    with ExitStack() as stack:
        contexts = [stack.enter_context(book.context.of(entries[at].origin, at)) for at in places]
        for context in contexts:
            context.house = book.house
        laid = [lay(book, at, around, context) for at, context in zip(places, contexts, strict=True)]
        if len(laid) == 2:
            draw_facing(book, *laid)
        else:
            draw_release(book, laid[0])
        for at, context in zip(places, contexts, strict=True):
            if entries[at].enclosures:
                from releasekit.formats.pdf.pack.enclosed import bind

                bind(book, at, around, context)


def _back(book: Book, around: Tag) -> None:
    """Draw what stands behind the releases."""
    names(book, around)
    book.draw_lists(lists(book, around))


def _front(book: Book, around: Tag) -> None:
    """Draw what stands before them; the body begins on a right-hand page."""
    cover(book, around)
    if not handling(book, around):
        book.recto()
    book.chapter()
    contents(book, around)
    book.chapter()
    digest(book, around)
    book.recto()
