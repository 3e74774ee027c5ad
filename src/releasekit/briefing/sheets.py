"""A PDF of others as pictures of its pages: its bytes in, the pixels and the words of each page that is wanted out."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Literal

from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_BYTES = 256 << 20
"""Of a file, and of its pages as pictures."""
MOST_PAGES = 500
"""How many pages of one file are bound."""
MOST_PIXELS = 5000
"""Of a side of a page: a poster has fewer dots to the inch."""
LONGEST = 4000
"""Characters of a page that describe it."""


class SheetError(ValueError):
    """Why a file cannot be shown."""


@frozen(eq=False)
class Sheet:
    """A page of a PDF of others."""

    number: int
    count: int
    width: int
    """In pixels."""
    height: int
    colours: Literal["Gray", "RGB"]
    packed: bytes
    """Its pixels row by row, a byte for each colour, packed by zlib."""
    words: str
    """Its first words, in one line."""

    def described(self, name: str) -> tuple[str, str]:
        """What it is called, as a page of the file of a name, and that with its words, for those who do not see it."""
        label = f"{name}, {self.number}/{self.count}"
        return label, f"{label}: {self.words}" if self.words else label


def sheets(data: bytes, wanted: Callable[[int], Sequence[int]], dpi: int) -> Iterator[Sheet]:
    """The pages of a PDF that are wanted: `wanted` gets how many there are. Raises `SheetError`."""
    import pypdfium2  # type: ignore[import-untyped]  # it has no types

    if len(data) > MOST_BYTES:
        raise SheetError(f"it is larger than {MOST_BYTES >> 20} MB")
    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()  # else what was filled in is not drawn
        count = len(document)
    except pypdfium2.PdfiumError:
        raise SheetError("it is damaged or locked with a password: save a copy without protection, and bind that") from None
    try:
        numbers = wanted(count)
        if not numbers:
            raise SheetError(f"it has {count} pages, and none of those that are asked for")
        if len(numbers) > MOST_PAGES:
            raise SheetError(f"{len(numbers)} of its pages are asked for: at most {MOST_PAGES} are bound")
        size = 0
        for number in numbers:
            try:
                page = _sheet(document, number, count, dpi)
            except pypdfium2.PdfiumError:
                raise SheetError(f"its page {number} is damaged") from None
            size += len(page.packed)
            if size > MOST_BYTES:
                raise SheetError(f"its pages as pictures take more than {MOST_BYTES >> 20} MB: bind fewer of them")
            yield page
    finally:
        document.close()


def is_pdf(data: bytes) -> bool:
    """Whether a file is meant to be PDF."""
    return b"%PDF-" in data[:1024] and b"<svg" not in data[:4000]


def _sheet(document: Any, number: int, count: int, dpi: int) -> Sheet:
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(dpi / 72, MOST_PIXELS / max(width, height, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=True, fill_color=(255, 255, 255, 255), maybe_alpha=False)
    colours, rows = _pixels(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
    text = page.get_textpage()
    words = " ".join(text.get_text_range().split())[:LONGEST] if text.count_chars() else ""
    sheet = Sheet(number, count, bitmap.width, bitmap.height, colours, zlib.compress(rows), words)
    for each in (text, bitmap, page):
        each.close()
    return sheet


def _pixels(data: bytes, width: int, height: int, stride: int, channels: int) -> tuple[Literal["Gray", "RGB"], bytes]:
    """Rows of pixels without what fills them up; of greys, where they have no other colours."""
    rows = b"".join(data[row * stride : row * stride + width * channels] for row in range(height))
    if channels == 1:
        return "Gray", rows
    planes = [rows[place::channels] for place in range(3)]
    if planes[0] == planes[1] == planes[2]:
        return "Gray", planes[0]
    if channels == 4:
        pixels = bytearray(3 * width * height)
        for place, plane in enumerate(planes):
            pixels[place::3] = plane
        rows = bytes(pixels)
    return "RGB", rows
