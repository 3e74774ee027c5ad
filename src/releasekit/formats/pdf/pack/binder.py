"""The sheets of a pack: pages as they are drawn in, the body before what stands in front of it; one file in the order of reading out.

The front of a pack says on which page each release begins, so it is drawn last, and bound first. What a page says of the
number of all pages is drawn into a stream of its own when that number is known.
"""

from __future__ import annotations

import hashlib
import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from releasekit.formats.pdf.code import stream
from releasekit.formats.pdf.ink import State
from releasekit.formats.pdf.marks import Content
from releasekit.formats.pdf.outline import place, write_outline
from releasekit.formats.pdf.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE = "#page-"
"""What the address of a page of the body begins with: `#page-1` is its first."""


class Binder(Sheet):
    """A sheet whose pages are bound in another order than they are drawn in."""

    def __init__(self, width: float, height: float, lang: str) -> None:
        super().__init__(width, height, lang)
        self.height = height
        self._front_at: int | None = None
        self._front_bookmarks = 0
        self._places: dict[str, tuple[int, float]] = {}
        self._digests: list[Any] = []
        self._feet: dict[int, int] = {}
        """By the place of a page in the order of drawing: the object that its foot is to be in."""
        self._has_foot = False

    @property
    def drawn(self) -> int:
        """How many pages are drawn."""
        return self._content.page

    def leave_foot(self) -> None:
        """Say that the foot of this page comes later: `foot`."""
        self._has_foot = True

    @property
    def waiting(self) -> list[int]:
        """The pages that wait for their foot."""
        return [*self._feet]

    @contextmanager
    def foot(self, page: int) -> Iterator[None]:
        """Draw the foot of a page, by its place in the order of drawing: only what is no content."""
        content, self._content = self._content, Content(page)
        self._content.ink = State(rise=math.nan)  # whatever the page has set last
        yield
        code, self._content = self._content.data(), content
        self._digests[page].update(b"\n" + code)
        self.file.put(self._feet[page], stream("", code))

    def begin_front(self) -> None:
        """Say that the body is drawn: all pages from here on are bound before it."""
        self._front_at = self.drawn
        self._front_bookmarks = len(self.bookmarks)

    def destination(self, name: str, top: float) -> None:
        """Give a place on this page a name, to which links lead as `#name`."""
        self._places[name] = self.drawn, top

    def _kept(self, content: bytes) -> bytes:
        self._digests.append(hashlib.sha256(content))
        reference = self.file.add(stream("", content))
        if not self._has_foot:
            return reference
        self._has_foot = False
        self._feet[self.drawn] = self.file.reserve(1)[0]
        return b"[%s %d 0 R]" % (reference, self._feet[self.drawn])

    def _target(self, href: str) -> bytes:
        if href.startswith(PAGE):
            page = self.file.Pages.pages[int(href.removeprefix(PAGE)) - 1]
            return b"/Dest " + place(self.file.referred(page), self.height)
        if href.startswith("#"):
            return b"/Dest (%s)" % href[1:].encode()
        return super()._target(href)

    def _outlined(self, pages: Sequence[bytes]) -> bytes | None:
        at = self._front_bookmarks
        return write_outline([*self.bookmarks[at:], *self.bookmarks[:at]], pages, self.file, depth=1)

    def _bound(self) -> list[bytes]:
        """References to the pages in the order in which they were drawn; the front now comes first, and all are labelled."""
        file = self.file
        drawn = super()._bound()
        at = len(drawn) if self._front_at is None else self._front_at
        front = len(drawn) - at
        file.Pages.pages = file.Pages.pages[at:] + file.Pages.pages[:at]
        self._drawn = hashlib.sha256(b"".join([each.digest() for each in self._digests[at:] + self._digests[:at]]))
        labels = b"0 <</S /r>> " if front else b""
        file.Catalog.PageLabels = file.add(b"<</Nums [%s%d <</S /D>>]>>" % (labels, front))
        file.Catalog.setPageMode("UseOutlines")
        return drawn

    def _named(self, pages: Sequence[bytes]) -> bytes:
        named = [b"(%s) %s" % (name.encode(), place(pages[at], top)) for name, (at, top) in sorted(self._places.items())]
        return b" /Dests <</Names [%s]>>" % b" ".join(named) if named else b""
