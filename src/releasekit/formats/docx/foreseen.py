"""What a reader will see of text that was just written: paragraphs and tables as XML in, the lines of `seen` out.

Text that this package writes has few elements, always in the same order, so that their tags are all that is looked for. What
has others, such as a picture, is parsed, and goes the way that a reader takes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from releasekit.formats.docx import seen
from releasekit.formats.docx.markup import NAMESPACES, unescape
from releasekit.formats.docx.tables import TABLE_START
from releasekit.formats.docx.xml import stated

if TYPE_CHECKING:
    from collections.abc import Iterable

_START = "<w:p>"
_END_OF_PROPERTIES = "</w:pPr>"
_PIECE = re.compile(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?(?:<w:t[^>]*>([^<]*)</w:t></w:r>)?|<(/?[\w:]+)([^>]*)>([^<]*)")
"""A run that is nothing but words, the start of another, or any tag: its name, its attributes, and what stands behind it."""
_WORDS = re.compile(r'<w:r><w:t xml:space="preserve">([^<]*)</w:t></w:r>(?:</w:p>)?(?:</w:tc>)?(?:</w:tr>)?(?:</w:tbl>)?\Z')
"""What most paragraphs hold: one run that is nothing but words; and what may end where they end."""
_SPAN = re.compile(r'<w:gridSpan w:val="(\d+)"/>')
_GRID = re.compile(r'<w:gridCol w:w="(\d+)"/>')
_LINK = re.compile(r' (?:r:id="([^"]*)"|w:anchor="([^"]*)")')
_FIELD = re.compile(r' w:fldCharType="(\w+)"')
_ID = re.compile(r' w:id="(\d+)"')
_CHARACTERS = {"w:br": seen.BREAK, "w:tab": seen.TAB, "w:softHyphen": "\u00ad"}
_SILENT = frozenset({
    "/w:r", "/w:t", "/w:instrText", "/w:p", "/w:tc", "/w:tr", "/w:tbl", "w:bookmarkStart", "w:bookmarkEnd", "/w:hdr", "/w:ftr",
    "w:footnoteRef",
})  # fmt: skip
_NOTE = re.compile(r'<w:footnote w:id="(\d+)">(.*?)</w:footnote>', re.DOTALL)
_NOTE_MARK = re.compile(r'<w:footnoteReference w:id="(\d+)"/>')


def notes(part: str) -> dict[str, str]:
    """What stands in the footnotes of a part, by their ids, as `Around.notes` has it here."""
    return dict(_NOTE.findall(part))


def lines(written: Iterable[str], around: seen.Around) -> list[str]:
    """The lines that `seen.lines` has for the body with these paragraphs, tables and bookmarks."""
    return [_line(text, around) for text in written]


def lines_around(part: str, around: seen.Around) -> list[str]:
    """The lines that `seen.lines` has for a part with paragraphs: a header or footer."""
    return [
        _line(f"{_START}{text.removesuffix('</w:hdr>').removesuffix('</w:ftr>')}", around) for text in part.split(_START)[1:]
    ]


def _line(text: str, around: seen.Around) -> str:
    line = None
    if text.startswith(_START):
        line = _paragraph(text, around)
    elif text.startswith(TABLE_START) and TABLE_START not in text[1:]:
        line = _table(text, around)
    return seen.block(_parsed(text), _with_notes(text, around)) if line is None else line


def _with_notes(text: str, around: seen.Around) -> seen.Around:
    """The surroundings of a text that is parsed, with the footnotes that it has marks of parsed as well."""
    marked = (key for key in _NOTE_MARK.findall(text) if key in around.notes)
    return around._replace(notes={key: _body(around.notes[key]) for key in marked})


def _noted(key: str, around: seen.Around) -> tuple[str, str]:
    """The mark of the footnote of an id as a piece, with what it says."""
    text, inside = around.notes.get(key, ""), around.inside()
    if TABLE_START in text:
        return seen.noting(seen.block(part, inside) for part in _body(text))
    return seen.noting(lines_around(text, inside))


def _paragraph(text: str, around: seen.Around) -> str | None:
    """The line of a paragraph; None if there is more in it than words."""
    properties, _, content = text.removeprefix(_START).partition(_END_OF_PROPERTIES)
    if words := _WORDS.match(content):
        return seen.plain(_shape(properties), seen.stripped(unescape(words[1])), around)
    pieces: list[tuple[str, str]] = []
    look = within = ""
    for run, words, tag, attributes, behind in _PIECE.findall(content):
        if not tag:
            look = within + _look(run) if run else within
            pieces.append((look, unescape(words)))
        elif tag == "w:t":
            pieces.append((look, unescape(behind)))
        elif tag in _CHARACTERS:
            if not (around.in_note and tag == "w:tab"):
                pieces.append((look, _CHARACTERS[tag]))
        elif tag == "w:hyperlink" and (link := _LINK.match(attributes)):
            within, opening = seen.link(around.targets.get(link[1], "") if link[1] else f"#{link[2]}")
            pieces.append(("", opening))
        elif tag == "/w:hyperlink":
            within = ""
        elif tag == "w:fldChar" and (field := _FIELD.match(attributes)):
            pieces.append((seen.FIELD + field[1], ""))
        elif tag == "w:instrText":
            pieces.append((f"{seen.FIELD}instruction", unescape(behind)))
        elif tag == "w:footnoteReference" and (note := _ID.match(attributes)):
            pieces.append(_noted(note[1], around))
        elif tag not in _SILENT:
            return None
    return seen.paragraph(_shape(properties), pieces, around)


def _table(text: str, around: seen.Around) -> str | None:
    """The line of a table; None if there is more in its cells than words."""
    rows: list[list[tuple[int, int, str]]] = []
    head, *written = text.split("<w:tr>")
    for row in written:
        cells: list[tuple[int, int, str]] = []
        column = 0
        for cell in row.split("<w:tc>")[1:]:
            properties, *paragraphs = cell.split(_START)
            words = ""
            for each in paragraphs:
                line = _paragraph(each, around)
                if line is None:
                    return None
                words += line
            span = _SPAN.search(properties)
            start, column = column, column + (int(span[1]) if span else 1)
            if words or "<w:vMerge" not in properties:
                cells.append((start, column, words))
        rows.append(cells)
    return seen.table(rows, [int(width) for width in _GRID.findall(head)])


@lru_cache(maxsize=1024)
def _shape(properties: str) -> seen.Shape:
    return seen.shape(_parsed(f"{properties}{_END_OF_PROPERTIES}"))


@lru_cache(maxsize=1024)
def _look(properties: str) -> str:
    return seen.look_of(stated(_parsed(f"<w:rPr>{properties}</w:rPr>")))


def _parsed(text: str) -> Any:
    return _body(text)[0]


def _body(text: str) -> Any:
    return ET.fromstring(f"<w:body {NAMESPACES}>{text}</w:body>")
