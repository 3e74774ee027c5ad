"""A release to PDF: the page of a house style, with its fonts in it."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from releasekit.formats.pdf import front
from releasekit.formats.pdf.attachments import attach
from releasekit.formats.pdf.breaks import fills
from releasekit.formats.pdf.choice import report_boxes, report_lacking
from releasekit.formats.pdf.flow import Flow, Place
from releasekit.formats.pdf.leaf import draw, draw_text
from releasekit.formats.pdf.looks import looks
from releasekit.formats.pdf.metadata import UNDETERMINED, metadata
from releasekit.formats.pdf.pages import paginate
from releasekit.formats.pdf.sheet import Sheet
from releasekit.formats.pdf.structure import Tag
from releasekit.model.words import inline_text, plain_text
from releasekit.style.furniture import furniture
from releasekit.style.house import shipped
from releasekit.style.words import is_right_to_left, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.format import Context
    from releasekit.formats.pdf.pages import Page
    from releasekit.formats.pdf.strips import Strip
    from releasekit.model import Release


def write(release: Release, context: Context) -> bytes:
    """The release as a PDF. Raises `WriteError` for a character that no font has."""
    house = context.house or shipped("ministry")
    page = house.page
    rtl = runs_right_to_left(release)
    styles = looks(house, release.lang, justify=rtl or fills(release.lang), box=context.fallback == "box")
    flow = Flow(release, styles, context)
    document = Tag("Document", lang=release.lang or UNDETERMINED)
    place = Place(0.0, page.measure, rtl, styles.body, document)
    flow.base = place
    lines = furniture(release, house)
    column = front.letterhead(flow, place, lines)
    column.extend(front.opening(flow, place, lines))
    column.extend(flow.blocks(release.body, place))
    front.close(flow, place, lines, column)
    first = page.height - page.header - page.bottom
    pages = paginate(column.strips, first, flow.height, house.leading / 2)
    sheet = Sheet(page.width, page.height, release.lang or UNDETERMINED)
    if rtl:
        sheet.preferences["Direction"] = "/R2L"
    sides = {page.mirrors(number) for number in range(2, len(pages) + 1)}  # the first page has no running head
    heads = {mirrored: front.running_head(flow, place, lines, mirrored=mirrored) for mirrored in sorted(sides)}
    for number, filled in enumerate(pages, 1):
        head = heads[page.mirrors(number)] if number > 1 else ()
        _page(sheet, flow, place, filled, number=number, count=len(pages), head=head)
    if context.fallback == "box":
        report_boxes(sheet.fonts.boxed(), context)
    report_lacking(sheet.fonts.lacking, context)
    return sheet.finish(document, metadata(release), partial(attach, release))


def _page(sheet: Sheet, flow: Flow, place: Place, filled: Page, *, number: int, count: int, head: Sequence[Strip]) -> None:
    page = flow.looks.house.page
    left = page.left_of(number, rtl=place.rtl)
    top = page.height - (page.header if number == 1 else page.top)
    if number > 1:
        above = sum(strip.height for strip in head[:-1])
        draw(sheet, head, left, page.height - page.header + above)
    draw_text(sheet, flow, place, filled, left=left, top=top)
    label = word("page", flow.release.lang, n=str(number), total=str(count))
    draw(sheet, front.folio(flow, place, label, mirrored=page.mirrors(number)), left, page.footer + flow.looks.running.leading)
    sheet.end_page()


def runs_right_to_left(release: Release) -> bool:
    """Whether the page runs from right to left: as stated, as its language does, or as its first letter does."""
    if release.direction:
        return release.direction == "rtl"
    if release.lang:
        return is_right_to_left(release.lang)
    start = inline_text(release.headline) or plain_text(release)[:2000]
    strong = (kind for char in start if (kind := unicodedata.bidirectional(char)) in {"L", "R", "AL"})
    return next(strong, "L") != "L"
