"""Tables as they are read: rows on Word's grid, merged as it says it, in; rows whose cells span what they cover out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.formats.docx.xml import W, first, is_on, said, stated, value
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from releasekit.formats.docx.styles import Styles

_ABOUT, _SPAN, _DOWN, _ACROSS, _P, _PPR = (W + name for name in ("tcPr", "gridSpan", "vMerge", "hMerge", "p", "pPr"))
_WIDEST = 1000
"""What a cell may span, and a row leave out at its edges."""
_HEX = re.compile("[0-9A-Fa-f]{1,8}")
_ALIGN: dict[str, n.Align] = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}


_AROUND = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def table(element: Any, read: Callable[[Any], tuple[n.Block, ...]], styles: Styles) -> n.Table | None:
    """A table; None for one without rows."""
    rows: list[list[n.Cell]] = []
    above: dict[int, tuple[int, int]] = {}
    """By column: the row and the place in it of the cell that reaches down to here."""
    head_rows = 0
    for row in _within(element, "tr"):
        properties = first(row, f"{W}trPr")
        if head_rows == len(rows) and is_on(properties, "tblHeader"):
            head_rows += 1
        cells: list[n.Cell] = []
        column = _span(value(properties, "gridBefore"), 0)
        if column:
            cells.append(n.Cell(colspan=column))
        for cell in _within(row, "tc"):
            about = stated(cell.find(_ABOUT))
            width = _span(said(about.get(_SPAN)), 1) or 1
            merged = about.get(_DOWN)
            blocks = read(cell)
            across = about.get(_ACROSS)
            if cells and _goes_on(across) and (left := cells[-1]).colspan + width <= _WIDEST:
                cells[-1] = evolve(left, blocks=left.blocks + blocks, colspan=left.colspan + width)
            elif _goes_on(merged) and column in above and len(rows) - above[column][0] < _WIDEST:
                at, place = above[column]
                upper = rows[at][place]
                rows[at][place] = evolve(upper, blocks=upper.blocks + blocks, rowspan=len(rows) - at + 1)
            else:
                above.pop(column, None)
                if merged is not None:
                    above[column] = (len(rows), len(cells))
                cells.append(n.Cell(blocks, width, align=_align(cell)))
            column += width
        if after := _span(value(properties, "gridAfter"), 0):
            cells.append(n.Cell(colspan=after))
        rows.append(cells)
    if not rows:
        return None
    if not head_rows and len(rows) > 1 and _is_styled(element, "firstRow", styles):
        head_rows = 1
    return n.Table(tuple(n.Row(tuple(cells)) for cells in rows), head_rows, _head_columns(element, head_rows, styles))


def _within(element: Any, kind: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also where they stand in content controls or are tracked insertions."""
    wanted = W + kind
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in _AROUND:
            yield from _within(child, kind)


def _goes_on(merged: Any) -> bool:
    """Whether a cell is the continuation of the one above it or to its left."""
    return merged is not None and merged.get(f"{W}val", "continue") == "continue"


def _span(text: str, otherwise: int) -> int:
    return min(int(text), _WIDEST) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def _align(cell: Any) -> n.Align:
    """The alignment of the first paragraph of a cell; in one from right to left, Word's left is the right edge."""
    properties = first(first(cell, _P), _PPR)
    side = _ALIGN.get(value(properties, "jc"), "")
    if side in {"left", "right"} and is_on(properties, "bidi"):
        return "left" if side == "right" else "right"
    return side


def _head_columns(element: Any, head_rows: int, styles: Styles) -> int:
    """How many columns are headers: those whose cells are in the style of row headings, in the first row that is no header."""
    count = 0
    for row in [*_within(element, "tr")][head_rows : head_rows + 1]:
        for cell in _within(row, "tc"):
            if styles.names.get(value(cell, "p/pPr/pStyle"), "").lower() != "table row heading":
                break
            count += _span(value(cell, "tcPr/gridSpan"), 1) or 1
    return count or int(_is_styled(element, "firstColumn", styles))


_LOOKS = {"firstRow": (0x20, "firstRow"), "firstColumn": (0x80, "firstCol")}
"""By what a table may ask its style to set apart: its bit in the short form, and what the style calls it (17.4.55, 17.18.89)."""


def _is_styled(element: Any, part: str, styles: Styles) -> bool:
    """Whether a table sets its first row or column apart: it asks for that, and its style knows how."""
    bit, name = _LOOKS[part]
    look = element.find(f"{W}tblPr/{W}tblLook")
    if look is None or not styles.sets_apart(value(element, "tblPr/tblStyle"), name):
        return False
    short = look.get(f"{W}val", "")
    asked = look.get(W + part) or ("1" if _HEX.fullmatch(short) and int(short, 16) & bit else "0")
    return asked in {"1", "true", "on"}
