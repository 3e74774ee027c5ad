"""The rule for TEI tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import unpaired
from releasekit.formats.tei.read_words import has_own_words, own_words, tei
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from releasekit.formats.tei.parts import Parts, Walk
    from releasekit.formats.tei.read_flat import Part

_ROW, _HEAD = tei("row"), tei("head")
_ALIGN = {f"text-align:{word}": word for word in ("left", "center", "right")}


def table(walk: Walk, element: Any) -> Part | Parts:
    """A table, and after it what stood in it and is no part of one: words between cells too, which TEI does not allow."""
    children = element[:]
    if _ROW not in [child.tag for child in children]:
        return walk.unknown(element)
    sizes = [name for name in ("rows", "cols") if (element.get(name) or "").isdecimal()]
    lang, direction = walk.said(element, "rend", *sizes)
    caption: list[n.Inline] = []
    rows: list[n.Row] = []
    after: list[n.Block] = []
    heads: list[bool] = []
    labels: list[int] = []
    stray = [element] if has_own_words(element) else []
    for child in children:
        tag = child.tag
        if tag == _ROW:
            heads.append(bool(child.keys()) and child.get("role") == "label")
            rows.append(_row(walk, child, labels))
            if has_own_words(child):
                stray.append(child)
        elif tag == _HEAD:
            caption += (n.Text(" "), *walk.content(child)) if caption else walk.content(child)
        else:
            after += walk.grouped(walk.one(child))
    after += [n.Paragraph((n.Text(own_words(each)),)) for each in stray]
    stated, strange = unpaired(element.get("rend") or "")
    if strange:
        walk.attribute_dropped(element, "rend")
    said = dict(stated)
    head_rows = heads.index(False) if False in heads else len(heads)
    head_columns = _number(said.get("head-columns")) or min(labels[head_rows:], default=0)
    align: Any = tuple(word if word in {"left", "center", "right"} else "" for word in said.get("align", "").split(","))
    made = n.Table(tuple(rows), head_rows, head_columns, align, tuple(caption), lang=lang, direction=direction)
    return (made, *after) if after else made


def _row(walk: Walk, element: Any, labels: list[int]) -> n.Row:
    """A row; how many of its columns, from the first, are labels is added to the others'."""
    rend = ""
    if element.keys():
        rend = element.get("rend")
        walk.known(element, "role" if element.get("role") in {"label", "data"} else "", "rend" if rend == "empty" else "")
    cells = element[:]
    columns = 0
    for cell in cells:
        if not cell.keys() or cell.get("role") != "label":
            break
        columns += _number(cell.get("cols")) or 1
    labels.append(columns)
    if rend == "empty" and len(cells) == 1 and not len(cells[0]) and not cells[0].text:
        return n.Row(())
    return n.Row(tuple([_cell(walk, cell) if cell.keys() else n.Cell(walk.flow(cell)) for cell in cells]))


def _cell(walk: Walk, element: Any) -> n.Cell:
    """A cell that says how it is set, or how far it reaches."""
    align: Any = _ALIGN.get((element.get("style") or "").replace(" ", "").rstrip(";"), "")
    role = "role" if element.get("role") in {"label", "data"} else ""
    columns, rows = _span(walk, element, "cols"), _span(walk, element, "rows")
    return n.Cell(walk.flow(element, role, "rows", "cols", "style" if align else ""), columns, rows, align)


def _span(walk: Walk, element: Any, name: str) -> int:
    """How many columns or rows a cell takes; a number that no cell of ours can have is reported."""
    stated = element.get(name)
    number = min(max(_number(stated), 1), 1000)
    if stated is not None and _number(stated) != number:
        walk.attribute_dropped(element, name)
    return number


def _number(text: str | None) -> int:
    """A number of rows or columns; 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0
