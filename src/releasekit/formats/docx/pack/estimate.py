"""On which page a paragraph is likely to stand: paragraphs as XML and a page in, a page for each out.

Word computes the pages when it opens the document. Until then, and in programs that never do, a guess stands there: the
letters of each paragraph in lines, the lines in pages.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from releasekit.formats.docx.markup import unescape
from releasekit.formats.docx.pack.styles import LONG_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.style.house import House

_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_STYLE = re.compile(r'<w:pStyle w:val="(\w+)"/>')
_PICTURE = re.compile(r'<wp:extent cx="\d+" cy="(\d+)"/>')
_EMU = 12700
_LETTER = 0.47
"""The width of a letter, in sizes of its font."""
_ABOVE = 0.5
"""What stands above a paragraph, in lines."""
_NARROW = 340.0
"""The width of the cells of a table, together, that their words fill."""


def heights(written: Iterable[str], house: House) -> Iterator[float]:
    """The height of each paragraph or table, in points."""
    large = dict.fromkeys(("Title", LONG_TITLE, "PartTitle"), house.title_size)
    large |= {"Subtitle": house.subtitle_size, "Lead": house.lead_size}
    for text in written:
        if text.startswith("<w:tbl>"):
            yield sum(_row(row, house) for row in text.split("<w:tr>")[1:])
        else:
            yield sum(_paragraph(each, house, large) for each in text.split("<w:p>")[1:])


def _paragraph(text: str, house: House, large: dict[str, float]) -> float:
    style = _STYLE.search(text)
    size = large.get(style[1] if style else "", house.size)
    pictures = sum(int(height) / _EMU for height in _PICTURE.findall(text))
    lines = _lines(text, size, house.page.measure)
    return pictures + (lines + _ABOVE) * size * house.leading / house.size + text.count("<w:br/>") * house.leading


def _row(text: str, house: House) -> float:
    cells = text.split("<w:tc>")[1:]
    width = max(40.0, _NARROW / max(1, len(cells)))
    return (
        max((sum(_lines(each, house.apart_size, width) for each in cell.split("<w:p>")[1:]) for cell in cells), default=0)
        * (house.leading * 0.95)
        + 5
    )


def _lines(text: str, size: float, width: float) -> int:
    """How many lines words fill; none are one line."""
    words = unescape("".join(_WORDS.findall(text)))
    letters = len(words) if words.isascii() else sum(2 if east_asian_width(char) in "WF" else 1 for char in words)
    return max(1, -int(-letters * _LETTER * size // width))


def breadth(words: str, size: float) -> float:
    """The width that no font gives words in one line more of, but for a few, in points; `size` is that of the font."""
    return sum(map(_wide, words)) * size


@lru_cache(maxsize=1024)
def _wide(char: str) -> float:
    """The width of a character, with the space that programs put between letters of East Asia and others, in sizes of its font."""
    if east_asian_width(char) in "WF":
        return 1.4
    if not char.isalnum():
        return 0.35
    return 0.6 if char < "\u0250" and not char.isupper() else 0.75


def pages(written: Iterable[str], house: House) -> tuple[list[int], int]:
    """The page that each paragraph or table begins on, from 0, and how many pages they fill."""
    room = house.page.height - house.page.top - house.page.bottom
    found: list[int] = []
    page, left = 0, room
    for height in heights(written, house):
        if height > left and left < room:
            page, left = page + 1, room
        found.append(page)
        rest = height
        while rest > left:
            page, rest, left = page + 1, rest - left, room
        left -= rest
    return found, page + 1
