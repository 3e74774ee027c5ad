"""A table of a page in, a table of the model out: headers, spans, alignment and caption."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.formats.html.marking import Marking
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import html

    from releasekit.formats.html.blocks import Blocks

_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right|start|end)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*([0-9]{1,6})")
_WIDEST = 1000
_MOST_PLACES = 200_000
"""In a table of more places the cells keep their alignment, and the columns have none."""


def is_layout(node: html.HtmlElement) -> bool:
    """Whether a table only sets a page: it says so, has one cell, or holds tables and no headers."""
    if node.get("role") in {"presentation", "none"}:
        return True
    cells = [cell for row in _own(node, "tr") for cell in row if cell.tag in {"td", "th"}]
    if len(cells) <= 1:
        return next(node.iter("caption"), None) is None
    plain = not any(cell.tag == "th" for cell in cells) and node.find("caption") is None
    return plain and next((inner for cell in cells for inner in cell.iter("table")), None) is not None


def table(node: html.HtmlElement, blocks: Blocks, caption: tuple[n.Inline, ...] = ()) -> n.Block:
    """The table. Its caption may stand outside, in the figure around it."""
    heads, bodies, feet = _parts(node)
    rows = [*heads, *(row for body in bodies for row in body), *feet]
    head_rows = len(heads) or _leading_heads(bodies)
    below = [*(row for body in bodies for row in body)][head_rows - len(heads) :]
    cells = [tuple(_cell(cell, blocks, len(rows) - place) for cell in _cells(row)) for place, row in enumerate(rows)]
    stated = Marking(node, blocks.classes)
    own = node.find("caption")
    words = blocks.caption(own) if own is not None else ()
    new, align = _aligned(cells)
    return n.Table(
        tuple(map(n.Row, new)), head_rows=head_rows, head_columns=_head_columns(below), align=align,
        caption=(*words, n.LineBreak(), *caption) if words and caption else words or caption,
        lang=stated.lang, direction=stated.direction,
    )  # fmt: skip


def _own(node: html.HtmlElement, name: str) -> Iterator[html.HtmlElement]:
    """The elements of a table that belong to no table inside it."""
    for child in node:
        if child.tag == name:
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from child.iterchildren(name)


def _parts(
    node: html.HtmlElement,
) -> tuple[list[html.HtmlElement], list[list[html.HtmlElement]], list[html.HtmlElement]]:
    """The rows of the head, of each body, and of the foot, which may stand before the bodies."""
    heads: list[html.HtmlElement] = []
    feet: list[html.HtmlElement] = []
    bodies: list[list[html.HtmlElement]] = []
    loose: list[html.HtmlElement] | None = None
    for child in node:
        if child.tag == "tr":
            if loose is None:
                loose = []
                bodies.append(loose)
            loose.append(child)
            continue
        rows = list(child.iterchildren("tr")) if child.tag in {"thead", "tbody", "tfoot"} else []
        if child.tag == "thead" and not bodies:
            heads += rows
        elif child.tag == "tfoot":
            feet += rows
        elif rows:
            bodies.append(rows)
            loose = None
    return heads, bodies, feet


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _leading_heads(bodies: list[list[html.HtmlElement]]) -> int:
    """How many first rows are headers, where a table has no head: those of which all cells are."""
    count = 0
    rows = bodies[0] if bodies else []
    for row in rows:
        cells = _cells(row)
        if not cells or any(cell.tag != "th" or cell.get("scope") == "row" for cell in cells):
            break
        count += 1
    return count if count < len(rows) or len(bodies) > 1 else min(count, 1)


def _head_columns(rows: list[html.HtmlElement]) -> int:
    """How many first columns are headers in all rows, with those that reach down from a row above."""
    least: int | None = None
    reach: dict[int, int] = {}
    for place, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while reach.get(column, 0) > place:
                column += 1
            if cell.tag != "th":
                break
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for each in range(column, min(column + width, _WIDEST)):
                reach[each] = place + height
            column += width
        while reach.get(column, 0) > place:
            column += 1
        least = column if least is None else min(least, column)
        if not least:
            return 0
    return min(least or 0, _WIDEST)


def _aligned(rows: list[tuple[n.Cell, ...]]) -> tuple[list[tuple[n.Cell, ...]], tuple[n.Align, ...]]:
    """The rows and columns with each alignment said once: of a column where all its cells have one, else of the cell."""
    if not any(cell.align for cells in rows for cell in cells):
        return rows, ()
    if sum(cell.colspan for cells in rows for cell in cells) > _MOST_PLACES:
        return rows, ()
    reach: dict[int, int] = {}
    places: list[list[int]] = []
    in_columns: dict[int, list[n.Align]] = {}
    for y, cells in enumerate(rows):
        x, line = 0, []
        for cell in cells:
            while reach.get(x, 0) > y:
                x += 1
            line.append(x)
            in_columns.setdefault(x, []).append(cell.align)
            reach |= dict.fromkeys(range(x, x + cell.colspan), y + cell.rowspan)
            x += cell.colspan
        places.append(line)
    common = {x: max(sorted(set(aligns)), key=aligns.count) for x, aligns in in_columns.items() if all(aligns)}
    new = [
        tuple(evolve(cell, align="") if cell.align == common.get(x) else cell for cell, x in zip(cells, line, strict=True))
        for cells, line in zip(rows, places, strict=True)
    ]
    return new, tuple(common.get(x, "") for x in range(max(common, default=-1) + 1))


def _cell(node: html.HtmlElement, blocks: Blocks, rows_left: int) -> n.Cell:
    stated = node.get("align", "").lower()
    styled = _ALIGN.search(node.get("style", ""))
    said = styled[1].lower() if styled else stated
    known: dict[str, n.Align] = {"left": "left", "center": "center", "right": "right", "middle": "center"}
    height = _span(node, "rowspan") if node.get("rowspan", "").strip() != "0" else rows_left
    return n.Cell(blocks.blocks(node), _span(node, "colspan"), min(height, max(rows_left, 1), _WIDEST), known.get(said, ""))


def _span(node: html.HtmlElement, name: str) -> int:
    """How many columns or rows a cell takes, within reason."""
    number = _NUMBER.match(node.get(name, ""))
    return min(max(int(number[1]), 1), _WIDEST) if number else 1
