"""The pages of one release in a pack: an entry in, its column of strips and the pages it takes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.briefing import marking_of, pack_word
from releasekit.formats.pdf import front
from releasekit.formats.pdf.breaks import fills
from releasekit.formats.pdf.flow import Flow, Place
from releasekit.formats.pdf.looks import looks
from releasekit.formats.pdf.metadata import UNDETERMINED
from releasekit.formats.pdf.pack.book import PART
from releasekit.formats.pdf.pack.dress import dress
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.strips import Bookmark, Fill, Shown, Stack, Strip
from releasekit.formats.pdf.structure import DECORATION
from releasekit.formats.pdf.writer import runs_right_to_left
from releasekit.style.furniture import BETWEEN, furniture
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.format import Context
    from releasekit.formats.pdf.pack.book import Book
    from releasekit.formats.pdf.pages import Page
    from releasekit.formats.pdf.structure import Tag
    from releasekit.style.furniture import Furniture

LOGO_HEIGHT = 20.0
"""Of the logo above each release, in points."""


@frozen(eq=False)
class Laid:
    """A release, set and parted into pages, and not drawn yet."""

    at: int
    title: str
    flow: Flow
    place: Place
    lines: Furniture
    pages: list[Page]


def lay(book: Book, at: int, around: Tag, context: Context) -> Laid:
    """Set a release and part it into pages; `around` is the part of the document that it stands in."""
    entry, line = book.pack.entries[at], book.lines[at]
    release = entry.release
    rtl = runs_right_to_left(release)
    styles = looks(book.house, release.lang, justify=rtl or fills(release.lang), box=context.fallback == "box")
    flow = Flow(release, styles, context)
    flow.top = 0 if book.pack.parts[line.part].title else PART
    flow.prefix, flow.indexed = f"r{at + 1}-", True
    lang = release.lang or UNDETERMINED
    article = around.child("Art", lang="" if lang == book.document.lang else lang)
    article.level = flow.top
    place = Place(0.0, book.place.width, rtl, styles.body, article)
    flow.base = place
    lines = furniture(release, book.house)
    if entry.embargoed and not lines.banner:
        lines = evolve(lines, banner=pack_word("embargoed", release.lang))
    column = _masthead(book, flow, place, lines, marking_of(entry), shown=entry.letterhead)
    opening = front.opening(flow, place, lines)
    for strip in opening.strips:
        strip.bookmark = None  # that of the release leads to the top of its page
    column.extend(opening)
    column.extend(flow.blocks(release.body, place))
    front.close(flow, place, lines, column)
    if not column.strips:
        column.add([Strip(styles.body.leading)])
    column.strips[0].bookmark = Bookmark(line.title or f"{at + 1}", flow.top)
    return Laid(at, line.title, flow, place, lines, book.paged(column))


def _masthead(book: Book, flow: Flow, place: Place, lines: Furniture, marking: str, *, shown: bool) -> Stack:
    """The letterhead, reduced to a line: who issues it, and the logo; and how the release is to be handled."""
    styles = dress(flow.looks)
    stack = Stack()
    strip = Strip(styles.issuer.leading)
    width = 0.0
    if shown and book.logo:
        wide, high = book.logo.pixels
        width = min(wide * LOGO_HEIGHT / high, place.width / 3)
        height = width * high / wide
        strip.height = max(height, strip.height)
        left = place.left if place.rtl else place.right - width
        strip.drawn.append(Shown(book.logo, left, 0, width, height, DECORATION))
    said = [lines.issuer if shown else "", marking]
    if text := BETWEEN.join(filter(None, said)):
        found = flow.lines([Run(text, styles.issuer.look)], styles.issuer, place.inset(0, width + 12), place.tag.child("P"))
        if found:
            found[0].drawn += strip.drawn
            found[0].height = max(found[0].height, strip.height if len(found) == 1 else 0.0)
            stack.add(found)
    elif strip.drawn:
        stack.add([strip])
    for each in stack.strips:
        each.keep = True
    if stack.strips:
        stack.add([Strip(4, [Fill(place.left, 3, place.width, 0.6, book.house.accent)], keep=True)], 2, 14)
    return stack


def heads(book: Book, laid: Laid) -> Sequence[Sequence[Strip]]:
    """The running heads of a release, for pages with an odd and an even number: its title stands at the outer edge."""
    other = laid.place.rtl != book.place.rtl
    return [
        front.running_head(
            laid.flow, laid.place, laid.lines, mirrored=book.house.page.facing and even != other, title=laid.title
        )
        for even in (False, True)
    ]


def draw_release(book: Book, laid: Laid) -> None:
    """Draw all pages of a release, one after the other."""
    book.chapter()
    begin(book, laid)
    running = heads(book, laid) if len(laid.pages) > 1 else [(), ()]
    for index, page in enumerate(laid.pages):
        book.leaf(page, laid.flow, laid.place, running[book.number % 2 == 0] if index else (), laid.at)


def draw_facing(book: Book, one: Laid, other: Laid) -> None:
    """Draw a release on pages with even numbers and its translation opposite: what is longer faces empty pages."""
    if book.number % 2:
        book.blank()
    running = [heads(book, laid) for laid in (one, other)]
    for index in range(max(len(one.pages), len(other.pages))):
        for laid, head in zip((one, other), running, strict=True):
            if index >= len(laid.pages):
                book.blank()
                continue
            if not index:
                begin(book, laid)
            book.leaf(laid.pages[index], laid.flow, laid.place, head[book.number % 2 == 0] if index else (), laid.at)


def begin(book: Book, laid: Laid) -> None:
    """Note where a release begins."""
    book.starts[laid.at] = book.number
    book.sheet.destination(f"release-{laid.at + 1}", book.house.page.height)
