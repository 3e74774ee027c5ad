"""The rule for TEI tables."""

from __future__ import annotations

import re
from typing import Any

from releasekit.formats.tei.names import unpaired
from releasekit.formats.tei.parts import Part, Parts, Walk, has_own_words, plain_name, tei
from releasekit.model import nodes as n

_ALIGN = re.compile(r"\s*text-align\s*:\s*(left|center|right)\s*;?\s*")


def table(walk: Walk, element: Any) -> Part | Parts:
    """A table, and after it what stood in it and is no part of one."""
    if has_own_words(element) or any(has_own_words(row) for row in element.iterchildren(tei("row"))):
        return walk.unknown(element)
    walk.known(element, "rows", "cols", "rend")
    lang, direction = walk.local(element)
    caption: tuple[n.Inline, ...] = ()
    rows: list[n.Row] = []
    after: list[n.Block] = []
    heads: list[bool] = []
    labels: list[int] = []
    for child in element:
        match plain_name(child):
            case "row":
                walk.known(child, "role", "rend")
                heads.append(child.get("role") == "label")
                empty = child.get("rend") == "empty"
                rows.append(n.Row(() if empty else tuple(_cell(walk, cell) for cell in child)))
                labels.append(_labels(child))
            case "head":
                walk.known(child)
                caption = (*caption, n.Text(" "), *walk.content(child)) if caption else walk.content(child)
            case _:
                after += walk.grouped(walk.one(child))
    stated = dict(unpaired(element.get("rend") or "")[0])
    head_rows = next((index for index, head in enumerate(heads) if not head), len(heads))
    head_columns = _number(stated.get("head-columns")) or min(labels[head_rows:], default=0)
    align: Any = tuple(word if word in {"left", "center", "right"} else "" for word in stated.get("align", "").split(","))
    made = n.Table(tuple(rows), head_rows, head_columns, align, caption, lang=lang, direction=direction)
    return (made, *after) if after else made


def _labels(row: Any) -> int:
    """How many columns from the first are labels of a row."""
    columns = 0
    for cell in row:
        if cell.get("role") != "label":
            break
        columns += _number(cell.get("cols")) or 1
    return columns


def _cell(walk: Walk, element: Any) -> n.Cell:
    style = _ALIGN.fullmatch(element.get("style") or "")
    walk.known(element, "role", "rows", "cols", "style" if style else "")
    blocks = tuple(walk.grouped(walk.parts(element)))
    columns, rows = (min(max(_number(element.get(name)), 1), 1000) for name in ("cols", "rows"))
    align: Any = style[1] if style else ""
    return n.Cell(blocks, columns, rows, align)


def _number(text: str | None) -> int:
    """A number of rows or columns; 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
