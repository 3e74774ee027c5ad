"""Charts and diagrams (ECMA-376, 21.2 and 21.4): the root of their part in, their words and numbers as Word's paragraphs and tables out."""

from __future__ import annotations

from itertools import islice
from typing import Any
from xml.etree import ElementTree as ET

from releasekit.formats.docx.xml import A, C, D, W

_MOST_SERIES = 50
_MOST = 1000
"""How many points of a chart are read: more is data, not something that a release says."""


def diagram(root: Any) -> list[Any]:
    """The words of a diagram, each of its shapes a paragraph, within one element; nothing for one without words."""
    box = ET.Element(f"{W}txbxContent")
    for point in () if root is None else root.iter(f"{D}pt"):
        if point.get("type", "node") in {"node", "asst"}:
            for paragraph in point.iter(f"{A}p"):
                _paragraph(box, "".join(text.text or "" for text in paragraph.iter(f"{A}t")))
    return [box] if len(box) else []


def chart(root: Any) -> list[Any]:
    """The title of a chart and its data as a table, within one element; nothing for one without either."""
    if root is None:
        return []
    box = ET.Element(f"{W}txbxContent")
    title = root.find(f"{C}chart/{C}title")
    if title is not None:
        _paragraph(box, "".join(text.text or "" for text in title.iter(f"{A}t")))
    series = [*islice(root.iter(f"{C}ser"), _MOST_SERIES)]
    names = [next(iter(_points(each.find(f"{C}tx")).values()), "") for each in series]
    labels: dict[int, str] = {}
    columns: list[dict[int, str]] = []
    for each in series:
        labels |= _points(_first(each, "cat", "xVal"))
        columns.append(_points(_first(each, "val", "yVal")))
    rows = sorted({index for column in columns for index in column} | set(labels))[:_MOST]
    if rows or any(names):
        table = ET.SubElement(box, f"{W}tbl")
        _row(table, ["", *names], is_head=True)
        for index in rows:
            _row(table, [labels.get(index, ""), *(column.get(index, "") for column in columns)])
    return [box] if len(box) else []


def _first(element: Any, *names: str) -> Any:
    return next((found for name in names if (found := element.find(C + name)) is not None), None)


def _points(element: Any) -> dict[int, str]:
    """What is stated point by point, by the index of the point."""
    if element is None:
        return {}
    direct = element.findtext(f"{C}v")
    found = {0: direct} if direct else {}
    for point in element.iter(f"{C}pt"):
        index = point.get("idx", "")
        if index.isascii() and index.isdecimal() and len(index) < 10 and len(found) < _MOST:
            found.setdefault(int(index), point.findtext(f"{C}v") or "")
    return found


def _paragraph(parent: Any, text: str) -> None:
    if text.strip():
        run = ET.SubElement(ET.SubElement(parent, f"{W}p"), f"{W}r")
        ET.SubElement(run, f"{W}t").text = text


def _row(table: Any, texts: list[str], *, is_head: bool = False) -> None:
    row = ET.SubElement(table, f"{W}tr")
    if is_head:
        ET.SubElement(ET.SubElement(row, f"{W}trPr"), f"{W}tblHeader")
    for text in texts:
        cell = ET.SubElement(row, f"{W}tc")
        _paragraph(cell, text)
        if not len(cell):
            ET.SubElement(cell, f"{W}p")
