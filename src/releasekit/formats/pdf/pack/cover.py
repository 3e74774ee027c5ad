"""The first pages of a pack: its cover, and behind it whom it is for and how it is to be handled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.briefing import latest, marking_of
from releasekit.formats.pdf.front import banner
from releasekit.formats.pdf.leaf import draw, draw_text
from releasekit.formats.pdf.pack.book import PACK
from releasekit.formats.pdf.pack.marking import label
from releasekit.formats.pdf.pack.rows import Row, day_words, directed, facts_of, row
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.strips import Fill, Shown, Stack, Strip
from releasekit.style.house import LOGO_HEIGHT, contrasting
from releasekit.style.words import date_words

if TYPE_CHECKING:
    from releasekit.formats.pdf.flow import Place
    from releasekit.formats.pdf.pack.book import Book
    from releasekit.formats.pdf.structure import Tag

TITLE_AT = 0.3
"""Where the title begins, as a share of the height of the page; higher where what stands below it needs the room."""

BAND = 30.0
"""How far a band of colour behind the title goes beyond it."""


def cover(book: Book, around: Tag) -> None:
    """Draw the cover: marking, logo, title and date, and at the foot who prepared it for whom."""
    place = book.place.within(around.child("Sect"))
    page = book.house.page
    bold = book.house.banner == "solid"
    said = place.tag.child("P")  # read first
    above, below = _above(book, place), _below(book, place)
    title = _title(book, place, contrasting(book.house.accent) if bold else "")
    free = page.height - page.header - page.bottom - above.height - title.height - below.height
    least = BAND + 6 if bold else 24.0
    gap = max(least, min(page.height * TITLE_AT - page.header - above.height, free - least))
    left, top = book.left, page.height - page.header
    if book.marking:
        strip = label(book.flow, place, book.dress.marking, book.marking, said)
        draw(book.sheet, [strip], left, book.head_at(strip))
    if free - gap < least:  # more than a cover holds: it goes on overleaf
        stack = Stack()
        for part in (above, _title(book, place) if bold else title, below):
            stack.extend(part, 18)
        first, *others = book.paged(stack)
        draw_text(book.sheet, book.flow, place, first, left=left, top=top)
        book.close(folio=False, head=False)
        for filled in others:
            book.leaf(filled, book.flow, book.place, book.head(book.title))
        return
    draw(book.sheet, _spaced(above), left, top)
    y = top - above.height - gap
    if bold:
        book.sheet.fill(0, y - title.height - BAND, page.width, title.height + 2 * BAND, book.house.accent)
    else:
        book.sheet.fill(left + place.at_start(48), y + 16, 48, 3, book.house.accent)
    draw(book.sheet, _spaced(title), left, y)
    draw(book.sheet, _spaced(below), left, page.bottom + below.height)
    book.close(folio=False, head=False)


def _spaced(stack: Stack) -> list[Strip]:
    """Strips that bring the space above them along, as they are drawn outside of a page's text."""
    return [each for strip in stack.strips for each in ((Strip(strip.before), strip) if strip.before else (strip,))]


def _above(book: Book, place: Place) -> Stack:
    stack = Stack()
    house = book.house
    if book.logo and house.logo:
        wide, high = book.logo.pixels
        scale = min(house.logo.width / wide, LOGO_HEIGHT / high)
        width, height = wide * scale, high * scale
        tag = place.tag.child("Figure", alt=house.logo.alt or book.title)
        stack.add([Strip(height, [Shown(book.logo, place.at_start(width), 0, width, height, tag)])], after=8)
    return stack


def _title(book: Book, place: Place, ink: str = "") -> Stack:
    """What the pack is called, in the colours of the house or in one that stands out from its ground."""
    pack, styles = book.pack, book.dress
    lines = (
        (book.word("pack") if pack.title else "", styles.cover_kicker, place.tag.child("P")),
        (book.title, styles.cover_title, place.tag.heading(PACK)),
        (pack.subtitle, styles.cover_subtitle, place.tag.child("P")),
        (day_words(latest(pack), pack.lang, book.house), styles.cover_date, place.tag.child("P")),
    )
    stack = Stack()
    for text, style, tag in lines:
        look = style.look.but(colour=ink) if ink else style.look
        stack.add(book.flow.lines([Run(text, look)], style, place, tag), after=style.after)
    return stack


def _below(book: Book, place: Place) -> Stack:
    pack, styles = book.pack, book.dress
    stack = Stack()
    if pack.embargoed:
        banner(book.flow, place, book.word("embargoed"), stack)
    for paragraph in paragraphs(pack.purpose):
        stack.add(book.text(paragraph, styles.cover_text, place), after=styles.cover_text.after)
    for key, names in (("prepared-by", pack.prepared_by), ("prepared-for", pack.prepared_for)):
        if names:
            stack.add(book.text(book.word(key), styles.label, place), 14, styles.label.after)
            for name in names:
                stack.add(book.text(directed(name, rtl=place.rtl), styles.value, place))
    return stack


def paragraphs(text: str) -> list[str]:
    """Words without the line breaks of their source, parted by blank lines."""
    return [" ".join(each.split()) for each in text.split("\n\n") if each.strip()]


def handling(book: Book, around: Tag) -> bool:
    """Draw the page behind the cover, if there is anything to say: distribution, handling, a word to the reader."""
    pack, styles = book.pack, book.dress
    place = book.place.within(around.child("Sect"))
    column = Stack()
    if pack.distribution:
        column.add(book.heading(book.word("distribution"), place), after=styles.section.after)
        items = place.tag.child("L")
        for name in pack.distribution:
            item = items.child("LI").child("LBody")
            said = directed(name, rtl=place.rtl)
            column.add(book.flow.lines([Run(said, styles.value.look)], styles.value, place, item), 0, 2)
    _restricted(book, place, column)
    if pack.notes.strip():
        column.add([Strip(1, [Fill(place.left, 0, place.width, 0.5, book.house.rule)], parting=True)], 20, 14)
        body = book.looks.body
        for paragraph in paragraphs(pack.notes):
            column.add(book.text(paragraph, body, place), 0, body.after)
    if column.strips:
        book.pages(book.paged(column), book.title)
    return bool(column.strips)


def _restricted(book: Book, place: Place, column: Stack) -> None:
    """The marking of the whole, and the releases that have one of their own or are under embargo."""
    styles, entries = book.dress, book.pack.entries
    kept = [line for line in book.lines if entries[line.at].embargoed or (marking_of(entries[line.at]) and line.marking)]
    if not book.marking and not kept:
        return
    column.add(book.heading(book.word("handling"), place), 28 if column.strips else 0, styles.section.after)
    if book.marking:
        style = styles.label
        shown = style.with_look(size=book.house.size, colour=book.house.alert)
        column.add(book.text(book.marking, shown, place), 0, 8)
    toc = place.tag.child("TOC")
    for line in kept:
        item = toc.child("TOCI")
        page = str(book.starts[line.at])
        strips = row(
            book.flow,
            place,
            Row(title=line.title, page=page, href=f"#release-{line.at + 1}", lang=line.lang),
            styles.small_row,
            item,
        )
        said = [line.marking, embargo_words(book, line.at)]
        facts = book.flow.lines([Run(" · ".join(filter(None, said)), styles.alert.look)], styles.alert, place, item.child("P"))
        for strip in strips:
            strip.keep = True
        column.add([*strips, *facts], 0, 6)


def facts_lines(book: Book, place: Place, at: int, tag: Tag, *facts: str) -> list[Strip]:
    """What a list says of an entry below its title: facts, its marking, and its embargo as an alert."""
    styles = book.dress
    said = facts_of(*facts, marking_of(book.pack.entries[at]))
    runs = [Run(said, styles.facts.look)] if said else []
    if held := embargo_words(book, at):
        runs += [Run(" · " if said else "", styles.facts.look), Run(held, styles.alert.look)]
    return book.flow.lines(runs, styles.facts, place.inset(0, 40), tag.child("P")) if runs else []


def embargo_words(book: Book, at: int) -> str:
    """That an entry is under embargo, and until when; empty if it is not."""
    entry = book.pack.entries[at]
    if not entry.embargoed:
        return ""
    embargo = entry.release.embargo
    said = book.word("embargoed")
    if embargo and embargo.until:
        return f"{said}: {date_words(embargo.until, book.pack.lang, book.house)}"
    return f"{said}: {embargo.printed}" if embargo and embargo.printed else said
