"""A page of others: as pypdf reads it in, a form as large as the page, upright, out (ISO 32000-1, 8.10), and how many links it had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pypdf.generic import ArrayObject

from releasekit.formats.pdf.foreign.bounds import UnplacedError
from releasekit.formats.pdf.foreign.content import FRESH, redrawn
from releasekit.formats.pdf.foreign.objects import (
    array,
    content,
    dictionary,
    entry,
    found,
    listed,
    name,
    number,
    numbers,
    whole,
)
from releasekit.formats.pdf.foreign.parts import GROUP

if TYPE_CHECKING:
    from releasekit.formats.pdf.foreign.parts import Parts

_UNSEEN = 2 | 32
"""The flags of an annotation that is hidden, or not shown on screens (12.5.3)."""


class Placed(NamedTuple):
    """A page that can be placed."""

    form: int
    """The number of its form."""
    width: float
    """In points, as it is seen."""
    height: float
    links: int
    """How many links on it lead nowhere now."""


def placed(page: Any, parts: Parts) -> Placed:
    """A page, as pypdf has it with what it inherits. Raises `UnplacedError`."""
    if "/UserUnit" in page and number(entry(page, "/UserUnit")) != 1:
        raise UnplacedError("it is measured in units of its own")
    links = _links(page)
    box = _box(page)
    turn = whole(entry(page, "/Rotate"), -3600, 3600) % 360 if "/Rotate" in page else 0
    if turn % 90:
        raise UnplacedError("it is turned by an unusual angle")
    before, parts.transparent = parts.transparent, False
    made = redrawn(_content(page, parts), dictionary(entry(page, "/Resources")), parts, FRESH)
    grouped = parts.transparent or "/Group" in page
    parts.transparent = before
    matrix, size = _matrix(box, turn)
    entries = b"/BBox %s /Matrix %s " % (listed([*box]), listed(matrix))
    form = parts.form(entries + (GROUP % (b"true", b"false") if grouped else b""), made)
    return Placed(form, *size, links)


def _content(page: Any, parts: Parts) -> bytes:
    stated = entry(page, "/Contents")
    if stated is None or type(stated).__name__ == "NullObject":
        return b""
    streams = array(stated) if isinstance(stated, ArrayObject) else [stated]
    return b"\n".join([content(each, parts.bounds) for each in streams])


def _box(page: Any) -> tuple[float, float, float, float]:
    """What of the page is seen: its crop box, as far as it has paper."""
    paper = numbers(entry(page, "/MediaBox"), 4)
    cut = numbers(entry(page, "/CropBox"), 4) if "/CropBox" in page else paper
    low = [max(min(cut[at], cut[at + 2]), min(paper[at], paper[at + 2])) for at in (0, 1)]
    high = [min(max(cut[at], cut[at + 2]), max(paper[at], paper[at + 2])) for at in (0, 1)]
    if not all(3 <= end - start <= 14400 for start, end in zip(low, high, strict=True)):
        raise UnplacedError("it has no size that a page may have")
    return low[0], low[1], high[0], high[1]


def _matrix(box: tuple[float, float, float, float], turn: int) -> tuple[list[float], tuple[float, float]]:
    """What lays a box, turned clockwise, upon its lower left corner; and its size as it is seen."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if turn == 90:
        return [0, -1, 1, 0, -bottom, right], (height, width)
    if turn == 180:
        return [-1, 0, 0, -1, right, top], (width, height)
    if turn == 270:
        return [0, 1, -1, 0, top, -left], (height, width)
    return [1, 0, 0, 1, -left, -bottom], (width, height)


def _links(page: Any) -> int:
    """How many links a page has. Raises `UnplacedError` for what else lies on it and is seen."""
    links = 0
    for each in array(entry(page, "/Annots")) if "/Annots" in page else []:
        annotation = dictionary(found(each))
        kind = name(entry(annotation, "/Subtype"))
        flags = whole(entry(annotation, "/F"), 0, 1 << 31) if "/F" in annotation else 0
        if kind == "Link":
            links += 1
        elif kind == "Widget" and not flags & _UNSEEN:
            raise UnplacedError("it has fields of a form")
        elif kind != "Popup" and not flags & _UNSEEN:
            raise UnplacedError("it has comments")
    return links
