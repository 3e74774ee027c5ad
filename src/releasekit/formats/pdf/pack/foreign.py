"""A PDF of others as pictures of its pages: its bytes in, a picture and the words of each page that is wanted out."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from attrs import frozen

from releasekit.formats.pdf.pictures import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DPI = 300
MOST_BYTES = 256 << 20
"""Of a file, and of its pages as pictures."""
MOST_PAGES = 500
"""How many pages of one file are bound."""
MOST_PIXELS = 5000
"""Of a side of a page: a poster has fewer dots to the inch."""


class ForeignError(ValueError):
    """Why a file cannot be shown."""


@frozen(eq=False)
class Foreign:
    """A page of a PDF of others."""

    number: int
    count: int
    picture: Picture
    words: str


def foreign_pages(data: bytes, wanted: Callable[[int], Sequence[int]]) -> Iterator[Foreign]:
    """The pages of a PDF that are wanted: `wanted` gets how many there are. Raises `ForeignError`."""
    import pypdfium2  # type: ignore[import-untyped]  # it has no types

    if len(data) > MOST_BYTES:
        raise ForeignError(f"it is larger than {MOST_BYTES >> 20} MB")
    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()  # else what was filled in is not drawn
        count = len(document)
    except pypdfium2.PdfiumError:
        raise ForeignError("it is damaged or locked with a password: save a copy without protection, and bind that") from None
    try:
        numbers = wanted(count)
        if not numbers:
            raise ForeignError(f"it has {count} pages, and none of those that are asked for")
        if len(numbers) > MOST_PAGES:
            raise ForeignError(f"{len(numbers)} of its pages are asked for: at most {MOST_PAGES} are bound")
        size = 0
        for number in numbers:
            try:
                page = _page(document, number, count)
            except pypdfium2.PdfiumError:
                raise ForeignError(f"its page {number} is damaged") from None
            size += len(page.picture.data)
            if size > MOST_BYTES:
                raise ForeignError(f"its pages as pictures take more than {MOST_BYTES >> 20} MB: bind fewer of them")
            yield page
    finally:
        document.close()


def _page(document: Any, number: int, count: int) -> Foreign:
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(DPI / 72, MOST_PIXELS / max(width, height, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=True, fill_color=(255, 255, 255, 255), maybe_alpha=False)
    picture = _picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
    text = page.get_textpage()
    words = text.get_text_range() if text.count_chars() else ""
    for each in (text, bitmap, page):
        each.close()
    return Foreign(number, count, picture, words)


def _picture(data: bytes, width: int, height: int, stride: int, channels: int) -> Picture:
    """Rows of pixels as a picture of greys, where it has no other colours."""
    rows = b"".join(data[row * stride : row * stride + width * channels] for row in range(height))
    if channels == 1:
        return Picture(width, height, "FlateDecode", zlib.compress(rows), "DeviceGray")
    planes = [rows[place::channels] for place in range(3)]
    if planes[0] == planes[1] == planes[2]:
        return Picture(width, height, "FlateDecode", zlib.compress(planes[0]), "DeviceGray")
    if channels == 4:
        pixels = bytearray(3 * width * height)
        for place, plane in enumerate(planes):
            pixels[place::3] = plane
        rows = bytes(pixels)
    return Picture(width, height, "FlateDecode", zlib.compress(rows), "DeviceRGB")
