"""What stands on a page, drawn: a filled page and its margins in, strips on the sheet out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.pdf.pages import NOTE_SPACE
from releasekit.formats.pdf.structure import REPEATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.formats.pdf.flow import Flow, Place
    from releasekit.formats.pdf.pages import Page
    from releasekit.formats.pdf.sheet import Sheet
    from releasekit.formats.pdf.strips import Strip


def draw_text(sheet: Sheet, flow: Flow, place: Place, filled: Page, *, left: float, top: float) -> None:
    """The text of a page from its top, and the notes at its foot."""
    page = flow.looks.house.page
    for put in filled.text:
        sheet.strip(put.strip, left, top - put.top, put.gap, artifact=REPEATED if put.repeated else None)
    if filled.notes:
        y = page.bottom + filled.notes_height
        rule = min(72.0, page.measure)
        sheet.fill(left + place.at_start(rule), y - NOTE_SPACE * 0.55, rule, 0.5, flow.looks.house.muted)
        y -= NOTE_SPACE
        for strip in filled.notes:
            y -= strip.before
            sheet.strip(strip, left, y)
            y -= strip.height


def draw(sheet: Sheet, strips: Sequence[Strip], left: float, top: float) -> None:
    """Strips one below the other."""
    for strip in strips:
        sheet.strip(strip, left, top)
        top -= strip.height
