"""The words beside the marks on a print shop's sheet: lines of text in, a PDF with a narrow page for each of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.pdf.lines import natural_width, set_lines
from releasekit.formats.pdf.looks import looks
from releasekit.formats.pdf.metadata import metadata
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.sheet import Sheet
from releasekit.formats.pdf.spine import unattached
from releasekit.formats.pdf.structure import Tag
from releasekit.model import Release
from releasekit.style.house import shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.formats.pdf.looks import Style

SIZE = 6.0
"""Of the letters, in points."""

BASE = 2.0
"""Where they stand on their page, from its lower edge."""

LANG = "en"
"""The names of inks are the same on every press."""


def slug(lines: Sequence[str], width: float) -> bytes:
    """A page for each line, on which it begins at the left edge; what does not fit into the width is left out at its end."""
    styles = looks(shipped("ministry"), LANG, justify=False, box=True)
    style = styles.contact.with_look(size=SIZE, colour="#000000")
    document = Tag("Document", lang=LANG)
    sheet = Sheet(width, SIZE + 2 * BASE, LANG)
    for text in lines:
        part = document.child("P")
        for line in set_lines([Run(_fitting(text, style, width), style.look)], style, width + 1, rtl=False)[:1]:
            sheet.words(line, 0.0, BASE, part)
        sheet.end_page()
    return sheet.finish(document, metadata(Release(lang=LANG)), unattached)


def _fitting(text: str, style: Style, width: float) -> str:
    """A text as far as it goes on one line."""
    known = shown = " ".join(text.split())[:500].replace(" ", "\u00a0")
    plain = style.but(hyphenate=False)
    while len(known) > 1 and (wide := natural_width([Run(shown, plain.look)], rtl=False)[1]) > width:
        known = known[: min(len(known) - 1, int(len(known) * width / wide) + 1)]
        shown = known.rstrip("\u00a0") + "…"
    return shown
