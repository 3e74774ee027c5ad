"""Files that are bound after a release in Word: their bytes in, a list of them and pictures of their pages out, each with a note.

A Word document has no pages of PDF. So they are shown as pictures of 150 dots to the inch, with their words as alternative
text: fine enough for the screen and the office printer, and small enough to be sent.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, NamedTuple

from releasekit.briefing.sheets import SheetError, is_pdf, sheets
from releasekit.formats.docx.blocks import text_paragraph
from releasekit.formats.docx.inlines import placed
from releasekit.formats.docx.markup import runs
from releasekit.formats.docx.pictures import PictureError
from releasekit.model import BulletList, Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from releasekit.briefing import Enclosure, Entry
    from releasekit.briefing.sheets import Sheet
    from releasekit.formats.docx.blocks import Around
    from releasekit.formats.docx.story import Story
    from releasekit.style.furniture import Furniture

DPI = 150
_UNDER = 48
"""How many points of a page are left for the line under a picture."""


class _Shown(NamedTuple):
    """A picture of a file or of one of its pages."""

    data: bytes
    label: str
    said: str
    """What it shows, for those who do not see it."""
    of: int = 0
    """The pages of its file, where that is a PDF."""


def enclosures(entry: Entry, load: Callable[[str], bytes | None], found: Furniture, around: Around, story: Story) -> None:
    """List the files that are bound after a release, and show those that are PDF or pictures; `load` gives their bytes."""
    if not entry.enclosures:
        return
    text_paragraph("AttachmentsHeading", runs(found.attachments_title, around.look), around, story)
    story.told("/enclosures")
    number = story.manuscript.numbering.add(BulletList(()), 0)
    for index, each in enumerate(entry.enclosures):
        facts = "".join(f"  {fact}" for fact in (each.pages, each.media_type) if fact)
        words = runs(each.called, around.look) + runs(facts, around.look._replace(style="MediaType"))
        text_paragraph("Attachment", words, around, story, number=(0, number))
        story.told(f"/enclosures/{index}")
    for index, each in enumerate(entry.enclosures):
        _show(each, load(each.href) if each.href else None, around, story, f"/enclosures/{index}")


def _show(enclosure: Enclosure, data: bytes | None, around: Around, story: Story, where: str) -> None:
    context, page = story.manuscript.context, story.manuscript.house.page
    name = (enclosure.href or enclosure.called)[:80]
    if data is None:
        context.loss("enclosure-missing", f"the file {name!r} is only listed: it is not beside the manifest", where)
        return
    bounds = around.width / 20, page.height - page.top - page.bottom - _UNDER
    try:
        held = [(shown, story.manuscript.held(shown.data)) for shown in [*_pictures(enclosure, data)]]
    except (SheetError, PictureError) as error:
        reason = str(error) if is_pdf(data) else "it is no PDF, and no picture that Word shows"
        context.loss("enclosure-listed", f"the file {name!r} is only listed: {reason}", where)
        return
    for shown, picture in held:
        text_paragraph("Figure", placed(picture, Image(enclosure.href, shown.said), story, bounds), around, story)
        text_paragraph("Caption", runs(shown.label, around.look), around, story)
        story.told(where)
    if count := held[0][0].of:
        context.loss("enclosure-pictured", f"the pages of {name!r} are bound as pictures of {DPI} dots to the inch", where)
        if enclosure.asked > count:
            message = f"the file {name!r} has {count} pages, and of {enclosure.pages} those are bound that it has"
            context.loss("enclosure-pages", message, where)


def _pictures(enclosure: Enclosure, data: bytes) -> Iterator[_Shown]:
    if not is_pdf(data):
        yield _Shown(data, enclosure.called, enclosure.called)
        return
    for sheet in sheets(data, enclosure.numbers, DPI):
        yield _Shown(_png(sheet), *sheet.described(enclosure.called), sheet.count)


def _png(sheet: Sheet) -> bytes:
    from PIL import Image as Pixels

    out = io.BytesIO()
    mode = "L" if sheet.colours == "Gray" else "RGB"
    size = sheet.width, sheet.height
    Pixels.frombytes(mode, size, zlib.decompress(sheet.packed)).save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()
