"""The words on the spine of a bound pack: a title and the size of the spine in, a PDF with one page as long as the spine out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.pdf.flow import strip_of
from releasekit.formats.pdf.lines import set_lines
from releasekit.formats.pdf.looks import looks
from releasekit.formats.pdf.metadata import UNDETERMINED, metadata
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.sheet import Sheet
from releasekit.formats.pdf.structure import Tag
from releasekit.formats.pdf.writer import runs_right_to_left
from releasekit.model import Release, Text

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.formats.pdf.packing import File
    from releasekit.style.house import House

LARGEST = 20.0
"""The size of the words in points, where the spine is wide enough."""

LEAST = 5.0
"""The size below which the end of the title is left out."""

SHARE = 0.5
"""Of the width of the spine that the words may take: a spine is never bound exactly where it was meant."""

MARGIN = 30.0


def spine(title: str, lang: str, house: House, size: tuple[float, float], context: Context) -> bytes:
    """A page of this size in points with the title on one line. Raises `WriteError` for a character that no font has."""
    length, width = size
    title = " ".join(title.split())
    release = Release(headline=(Text(title),), lang=lang)
    rtl = runs_right_to_left(release)
    style = looks(house, lang, justify=False, box=context.fallback == "box").title
    style = style.with_look(size=min(LARGEST, width * SHARE)).but(align="center")
    measure = length - 2 * MARGIN
    lines = set_lines([Run(title, style.look)], style, measure, rtl=rtl)
    while len(lines) > 1 and style.look.size > LEAST:
        style = style.with_look(size=max(LEAST, style.look.size * 0.9))
        lines = set_lines([Run(title, style.look)], style, measure, rtl=rtl)
    if len(lines) > 1:
        context.loss("spine-shortened", "the title is too long for the spine: its end is left out there")
    document = Tag("Document", lang=lang or UNDETERMINED)
    sheet = Sheet(length, width, lang or UNDETERMINED)
    for line in lines[:1]:
        strip = strip_of(line, 0.0, document.child("P"))
        sheet.strip(strip, MARGIN, (width + strip.height) / 2)
    sheet.end_page()
    return sheet.finish(document, metadata(release), unattached)


def unattached(_file: File, _digest: str) -> tuple[bytes, bytes]:
    """No file travels along."""
    return b"[]", b"[]"
