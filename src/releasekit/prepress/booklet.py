"""A booklet for saddle stitch: the bytes of a PDF in, sheets to print on both sides, fold in the middle and staple out.

Each side of a sheet shows two pages side by side. A page is drawn as it is, as a form that shares its fonts with the others.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from releasekit.errors import FieldError, ReadError
from releasekit.formats.pdf.imposed import IMPOSED
from releasekit.prepress.spread import DOUBLE, spread
from releasekit.style.lengths import MM
from releasekit.style.words import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf import PdfReader

    from releasekit.format import Context
    from releasekit.prepress.forms import Form, Side
    from releasekit.prepress.spread import Spread

PAPERS = {
    "a3": (297 * MM, 420 * MM), "a4": (210 * MM, 297 * MM), "a5": (148 * MM, 210 * MM), "sra3": (320 * MM, 450 * MM),
    "letter": (612.0, 792.0), "legal": (612.0, 1008.0), "tabloid": (792.0, 1224.0),
}  # fmt: skip
"""Sheets that have a name, in points."""

SAME = "same"
"""The paper of the pages themselves, on which they become smaller."""

MOST_BYTES = 256 << 20
MOST_PAGES = 1000
THICK = 20
"""From more sheets than that it is told that they are hard to fold: paper of 80 g/m² is meant."""
MOST_THICK = 5 * MM
"""No paper is as thick."""


class Sheet(NamedTuple):
    """The numbers of the pages on a sheet, as each side is looked at; None is a page that stays empty."""

    front_left: int | None
    front_right: int | None
    back_left: int | None
    back_right: int | None


def sheets(count: int, *, right_to_left: bool = False) -> tuple[Sheet, ...]:
    """Where the pages of a booklet stand, numbered from 1: its sheets from the outermost, whose front has first and last page.

    What is missing to four pages a sheet stays empty at the end. Read from right to left, the booklet opens on the other side.
    """
    whole = -(-count // 4) * 4
    found = []
    for at in range(whole // 4):
        early, late = 2 * at + 1, whole - 2 * at
        placed = (early, late, late - 1, early + 1) if right_to_left else (late, early, early + 1, late - 1)
        found.append(Sheet(*[number if number <= count else None for number in placed]))
    return tuple(found)


def impose(
    data: bytes,
    *,
    paper: str | tuple[float, float] = SAME,
    creep: float = 0.0,
    marks: bool = False,
    right_to_left: bool | None = None,
    context: Context | None = None,
) -> bytes:
    """The sheets of a booklet, as a PDF for a printer: two pages of the given PDF on each side, all of one size.

    `paper` is `same`, `double`, a name of `PAPERS`, or width and height in points: pages become smaller where they have to,
    and never larger. `creep` is the thickness of the paper in points: with each sheet further in, pages move by it towards
    the fold, as they stick out so far where the booklet is cut. `marks` shows where to fold and to staple, and on a larger
    sheet where to cut. Without `right_to_left` the document says how it is read.

    Boxes of a file for print are kept to: what is outside of a page's trim box bleeds over its outer edges, where there is
    room. Links, tags and attachments are left out: this is no file for a screen. The same file gives the same bytes.
    Raises `ReadError`, `FieldError`.
    """
    size = _paper(paper)
    if not 0 <= creep < MOST_THICK:
        raise FieldError("creep is the thickness of one sheet of paper, as in 0.1mm")
    if len(data) > MOST_BYTES:
        raise ReadError(f"the PDF is larger than {MOST_BYTES >> 20} MB")
    from pypdf import PdfReader

    from releasekit.formats.pdf.unpack import DAMAGED, quiet
    from releasekit.prepress.forms import forms_of, written

    with quiet():
        try:
            reader = PdfReader(io.BytesIO(data))
            _check(reader)
            forms = forms_of(reader)
            turned = _turned(reader) if right_to_left is None else right_to_left
            layout = spread(forms, size, creep, marks=marks)
            made = sheets(len(forms), right_to_left=turned)
            _advise(made, context)
            sides = [side for at, sheet in enumerate(made) for side in _sides(sheet, at, forms, layout)]
            return written(reader, sides, layout.boxes(), IMPOSED)
        except (ReadError, FieldError):
            raise
        except Exception:  # noqa: BLE001  # a hostile file makes a parser raise anything
            raise ReadError(DAMAGED) from None


def _paper(paper: str | tuple[float, float]) -> tuple[float, float] | str:
    """The size of the sheet, lying on its longer side, or how it follows from the pages. Raises `FieldError`."""
    if isinstance(paper, str):
        name = paper.lower()
        if name in {SAME, DOUBLE}:
            return name
        if name not in PAPERS:
            raise FieldError(f"{paper!r} is no sheet that is known: there are {SAME}, {DOUBLE}, {', '.join(PAPERS)}")
        paper = PAPERS[name]
    if not all(MM < side <= 14400 for side in paper):
        raise FieldError("a sheet has a width and a height, in points, from 3 to 14400")
    return max(paper), min(paper)


def _check(reader: PdfReader) -> None:
    """Refuse what cannot be imposed. Raises `ReadError`."""
    if reader.is_encrypted:
        raise ReadError("the PDF is locked or protected: save a copy without protection, and impose that")
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise ReadError(f"{count} pages cannot be folded into one booklet: at most {MOST_PAGES} are imposed")
    if not count:
        raise ReadError("the PDF has no page")


def _advise(made: Sequence[Sheet], context: Context | None) -> None:
    if context is not None and len(made) > THICK:
        message = f"{len(made)} sheets are hard to fold and to staple as one booklet: bind fewer pages, or use --duplex"
        context.advise("booklet-thick", message)


def _turned(reader: PdfReader) -> bool:
    """Whether a document is read from right to left: as it says, else as its language is."""
    root = reader.root_object
    said = root.get("/ViewerPreferences", {}).get_object().get("/Direction") if "/ViewerPreferences" in root else None
    return said == "/R2L" if said else is_right_to_left(str(root.get("/Lang", "")))


def _sides(sheet: Sheet, at: int, forms: Sequence[Form], layout: Spread) -> Iterator[Side]:
    """The two sides of a sheet, by its number from 0 for the outermost."""
    from releasekit.prepress.forms import Side

    for left, right, is_outside in ((*sheet[:2], not at), (*sheet[2:], False)):
        shown = [(forms[number - 1], number == left) for number in (left, right) if number]
        drawn = [layout.put(form, at, is_left=is_left) for form, is_left in shown]
        if layout.marks:
            drawn.append(layout.marked(is_outside=is_outside))
        yield Side(b"\n".join(drawn), [form for form, _ in shown])
