"""Pages: one as it is on a screen in, the same on a sheet of the press out, with its boxes, marks and inks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from releasekit.errors import WriteError

if TYPE_CHECKING:
    from releasekit.prepress.content import Matrix
    from releasekit.prepress.marks import Sheet
    from releasekit.prepress.parts import Parts

_KEPT = {"/Type", "/Parent", "/Resources", "/Contents"}


def size(page: Any) -> tuple[float, float]:
    """The width and height of a page. Raises `WriteError`."""
    if int(page.get("/Rotate", 0)) or float(page.get("/UserUnit", 1)) != 1:
        raise WriteError("a page that is turned or scaled as a whole cannot be printed: write the PDF anew")
    left, bottom, right, top = (float(edge) for edge in page.MediaBox)
    if left or bottom:
        raise WriteError("a page that does not begin at its lower left corner cannot be printed: write the PDF anew")
    return right, top


def leaf(
    page: Any, document: pikepdf.Pdf, parts: Parts, sheet: Sheet, words: dict[str, Any]
) -> dict[tuple[int, int], Matrix]:  # fmt: skip
    """Turn a page into one for the press; which pictures it shows, and how each is laid on it.

    `words` are the forms with what stands beside its marks.
    """
    resources = page.get("/Resources", pikepdf.Dictionary())
    drawn = parts.painter.paint(
        pikepdf.Page(page), resources.get("/ColorSpace", None), size=(sheet.width, sheet.height), bleed=sheet.bleed
    )
    parts.heaviest = max(parts.heaviest, drawn.heaviest)
    held = parts.resources(resources)
    for key in [key for key in page.keys() if key not in _KEPT]:  # noqa: SIM118  # it is no dictionary of Python's
        del page[key]
    moved = b"q 1 0 0 1 %.3f %.3f cm\n%s\nQ\n" % (sheet.room, sheet.room, drawn.code)
    page.Resources = pikepdf.Dictionary({key: resources[key] for key in resources.keys() if key != "/ColorSpace"})  # noqa: SIM118  # it is no dictionary of Python's
    if sheet.marks:
        page.Resources.ColorSpace = pikepdf.Dictionary(All=parts.every_plate)
    beside = b""
    if words:
        shown = {f"/{name}": form for name, form in words.items()}
        page.Resources.XObject = pikepdf.Dictionary({**dict(page.Resources.get("/XObject", pikepdf.Dictionary())), **shown})
        beside = b"\n" + sheet.words()
    page.Contents = document.make_stream(moved + sheet.drawing() + beside)
    page.MediaBox, page.BleedBox, page.TrimBox = (
        pikepdf.Array([*box]) for box in (sheet.media, sheet.coloured, sheet.trim)
    )  # fmt: skip
    if held:  # what is half seen on the page is mixed as inks
        page.Group = pikepdf.Dictionary(
            Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK, I=True, K=False
        )  # fmt: skip
    return parts.sizes(drawn, held)
