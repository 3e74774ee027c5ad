"""Where the text goes: a template in, the place of its text and the page that it stands on out (ECMA-376, 17.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from releasekit.formats.docx.template.fields import BODY, BODY_ONLY
from releasekit.formats.docx.template.placeholders import spots, words_of
from releasekit.formats.docx.xml import W, whole

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.style.house import Page

_CELL_PADDING = 216
"""To the left and right of a cell's text, as Word has it where nothing is said, in twips."""
_NARROWEST = 72.0
"""Of the column of text, in points: less is a slip of whoever made the template."""


class Seat(NamedTuple):
    """Where the text goes."""

    paragraph: Any
    """The placeholder's; None if the text follows what the body has."""
    only: bool
    """Whether nothing is printed with it that has no place of its own."""
    page: Page


def seat(body: Any, usual: Page, context: Context) -> Seat:
    """Where the text goes: to the first `{{body}}` that stands alone in a paragraph of the text.

    What the template does not say of its page is as on a `usual` one.
    """
    found: Any = None
    only = False
    for paragraph in body.iter(f"{W}p"):
        for spot in spots(paragraph, words_of(paragraph)):
            if spot.name not in {BODY, BODY_ONLY}:
                continue
            if found is not None:
                context.advise("placeholder-misplaced", "the template has {{body}} twice: the text stands at the first")
            elif not spot.is_alone or any(around.tag == f"{W}txbxContent" for around in paragraph.iterancestors()):
                message = "the template's {{body}} has to be a paragraph of its own, outside of text boxes, headers and footers"
                context.advise("placeholder-misplaced", f"{message}: the text does not go there")
            else:
                found, only = paragraph, spot.name == BODY_ONLY
    return Seat(found, only, _page(body, found, usual))


def _page(body: Any, paragraph: Any, usual: Page) -> Page:
    """The page of a section: its width and margins, and one column of it if it has several."""
    section = None
    cell: Any = None
    if paragraph is not None:
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        top = paragraph
        while top.getparent() is not body:
            top = top.getparent()
        for child in (top, *top.itersiblings()):
            if (section := next(child.iter(f"{W}sectPr"), None)) is not None:
                break
    if section is None:
        section = next((child for child in reversed(body) if child.tag == f"{W}sectPr"), None)
    size, margins, columns = (None if section is None else section.find(W + name) for name in ("pgSz", "pgMar", "cols"))
    width, height = _length(size, "w", usual.width), _length(size, "h", usual.height)
    left, right = _length(margins, "left", usual.left), _length(margins, "right", usual.right)
    measure = width - left - right
    count = int(_number(columns, "num", 1))
    if columns is not None and count > 1 and columns.get(f"{W}equalWidth") not in {"0", "false", "off"}:
        measure = (measure - (count - 1) * _length(columns, "space", 36.0)) / count
    if cell is not None:
        said = cell.find(f"{W}tcPr/{W}tcW")
        if said is not None and said.get(f"{W}type") == "dxa":
            measure = min(measure, (_number(said, "w", measure * 20) - _CELL_PADDING) / 20)
    measure = min(max(measure, _NARROWEST), usual.width * 3)
    return evolve(usual, width=measure + left + right, height=height, left=left, right=right, facing=False)


def _length(element: Any, name: str, otherwise: float) -> float:
    """A length in points, stated in twips."""
    return _number(element, name, otherwise * 20) / 20


def _number(element: Any, name: str, otherwise: float) -> float:
    said = "" if element is None else element.get(W + name, "")
    return whole(said) if said else otherwise
