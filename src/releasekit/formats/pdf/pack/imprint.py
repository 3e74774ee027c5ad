"""The back of a glued cover: a pack and the digest of its PDF in, a page that says at its foot who issued what and when out.

It is set quietly, in black alone but for a marking: a back is looked at for where a thing comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.briefing import contacts, latest
from releasekit.formats.pdf.leaf import draw
from releasekit.formats.pdf.metadata import metadata
from releasekit.formats.pdf.pack.book import Book
from releasekit.formats.pdf.pack.rows import day_words
from releasekit.formats.pdf.spine import unattached
from releasekit.formats.pdf.strips import Fill, Stack, Strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.briefing import Pack
    from releasekit.format import PackContext
    from releasekit.formats.pdf.looks import Style

BLACK = "#000000"

MOST_NAMES = 3
"""How many issuers are named where nobody is said to have prepared the pack."""


def imprint(pack: Pack, digest: str, context: PackContext) -> bytes:
    """A page as large as those of the pack; its marking stands on it as on all others. Raises `WriteError`."""
    book = Book(pack, context)
    book.number = 2  # it is bound as the back of a leaf is
    page, place = book.house.page, book.place.within(book.document.child("Sect"))
    styles = book.dress
    strong, small, digits = (_black(style) for style in (styles.label, styles.facts, styles.digits))
    stack = Stack()
    stack.add([Strip(12, [Fill(place.left + place.at_start(48), 0, 48, 0.5, BLACK)])])
    for text in _issuers(pack):
        stack.add(book.text(text, strong, place))
    for text in _reached(pack):
        stack.add(book.text(text, small, place))
    said = " · ".join(filter(None, (book.title, day_words(latest(pack), pack.lang, book.house))))
    stack.add(book.text(said, small, place), 8)
    stack.add(book.text(f"SHA-256 {digest}", digits, place), 2)
    strips = [each for strip in stack.strips for each in ((Strip(strip.before), strip) if strip.before else (strip,))]
    draw(book.sheet, strips, book.left, page.bottom + stack.height)
    book.close(folio=False)
    return book.sheet.finish(book.document, metadata(book.cover), unattached)


def _black(style: Style) -> Style:
    return style.with_look(colour=BLACK)


def _issuers(pack: Pack) -> tuple[str, ...]:
    """Who prepared the pack, else who issued its releases, where these are few."""
    if pack.prepared_by:
        return pack.prepared_by
    names = tuple(dict.fromkeys(issuer.name for entry in pack.entries for issuer in entry.release.issuers))
    return names if len(names) <= MOST_NAMES else ()


def _reached(pack: Pack) -> Iterator[str]:
    """Where those are, whom to ask, and whose the words are: of each what all releases that say it agree on."""
    releases = [entry.release for entry in pack.entries]
    addresses = {issuer.address for release in releases for issuer in release.issuers if issuer.name in _issuers(pack)} - {""}
    if len(addresses) == 1:
        yield " · ".join(line.strip() for line in addresses.pop().splitlines() if line.strip())
    asked = contacts(pack)
    if len(asked) == 1:
        contact = asked[0].contact
        yield " · ".join(filter(None, (contact.name, contact.email, contact.phone, contact.url)))
    notices = {release.rights.notice for release in releases if release.rights} - {""}
    if len(notices) == 1:
        yield notices.pop()
