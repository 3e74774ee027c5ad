"""The digest of a pack, a page that can be read alone: headline, number, date, summary and page of each release.

Summaries are shortened, all to the same number of lines, as far as the page asks for; a sentence that ends near the cut is
the last one. Where not even the headlines of all releases go on one page, it goes on overleaf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.briefing import digest as digested
from releasekit.formats.pdf.pack.cover import facts_lines
from releasekit.formats.pdf.pack.rows import Row, day_words, number_apart, row
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.strips import Stack
from releasekit.style.words import is_right_to_left
from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.briefing import Line
    from releasekit.formats.pdf.flow import Place
    from releasekit.formats.pdf.pack.book import Book
    from releasekit.formats.pdf.strips import Strip
    from releasekit.formats.pdf.structure import Tag

MOST_LINES = 6
OVERLEAF = 2
"""How many lines a summary gets where the digest takes several pages."""
LONGEST = 1500
"""Characters of a summary that are looked at."""
BETWEEN = 9.0


@frozen(eq=False)
class _Item:
    line: Line
    head: list[Strip]
    summary: list[Strip]
    tag: Tag


def digest(book: Book, around: Tag) -> None:
    """Draw the digest."""
    place = book.place.within(around.child("Sect"))
    title = book.heading(book.word("digest"), place)
    column = Stack()
    column.add(title, after=book.dress.section.after)
    items = [_item(book, place, line, place.tag.child("Div")) for line in digested(book.pack)]
    page = book.house.page
    room = page.height - page.header - page.bottom - sum(strip.height for strip in title) - book.dress.section.after
    most = _most_lines(items, room)
    for item in items:
        summary = item.summary if len(item.summary) <= most else _shortened(book, place, item, most)
        strips = [*item.head, *summary]
        for strip in strips[:-1]:
            strip.keep = True
        column.add(strips, 0, BETWEEN)
    book.pages(book.paged(column), book.word("digest"))


def _most_lines(items: list[_Item], room: float) -> int:
    fixed = sum(sum(strip.height + strip.before for strip in item.head) + BETWEEN for item in items)
    if fixed > room:
        return OVERLEAF
    for most in range(MOST_LINES, 0, -1):
        if fixed + sum(sum(strip.height for strip in item.summary[:most]) for item in items) <= room:
            return most
    return 0


def _item(book: Book, place: Place, line: Line, tag: Tag) -> _Item:
    styles = book.dress
    page = str(book.starts[line.at])
    strips = row(
        book.flow, place, Row(title=line.title or f"{line.at + 1}", page=page, href=f"#release-{line.at + 1}", lang=line.lang),
        styles.digest_row, tag.child("P"), dots=False,
    )  # fmt: skip
    number, day = number_apart(line.number, place), day_words(line.date, book.pack.lang, book.house)
    strips += facts_lines(book, place, line.at, tag, number, day)
    if line.note:
        strips += book.text(" ".join(line.note.split()), styles.note, place.within(tag))
    words = " ".join(line.summary[:LONGEST].split())
    own = tag.child("P", lang=_foreign(line, place))
    return _Item(line, strips, _summary(book, place, words, own, line.lang) if words else [], tag)


def _foreign(line: Line, place: Place) -> str:
    return line.lang if line.lang != place.lang else ""


def _summary(book: Book, place: Place, words: str, tag: Tag, lang: str) -> list[Strip]:
    """Words in the language of their release, which may run the other way."""
    inner = place.inset(0, 40)
    style = book.dress.summary
    if lang and lang != place.lang:
        inner = evolve(inner, rtl=is_right_to_left(lang))
        style = style.with_look(lang=lang)
    return book.flow.lines([Run(words, style.look)], style, inner, tag)


def _shortened(book: Book, place: Place, item: _Item, most: int) -> list[Strip]:
    """A summary in so many lines at most."""
    words = " ".join(item.line.summary[:LONGEST].split())
    count = len(words) * most // len(item.summary)
    tag = item.tag.child("P", lang=_foreign(item.line, place))
    while count > 20:
        cut = words[:count]
        ends = max(cut.rfind(end) for end in (". ", "! ", "? ", "\u3002"))
        if ends > count * 0.55:
            cut = cut[: ends + 1]
        else:
            cut = (cut.rsplit(" ", 1)[0] if " " in cut[-20:] else cut).rstrip(" ,;:.\u2013\u2014-") + "\u2026"
        strips = _summary(book, place, cut, tag, item.line.lang)
        if len(strips) <= most:
            return strips
        count = count * 19 // 20
    return []
