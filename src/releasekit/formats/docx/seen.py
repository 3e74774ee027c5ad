"""What a reader sees in a Word document: its body in, a line of text for each paragraph and table out, and their digest.

The lines are the same before and after Word or LibreOffice saved the document without a change: they know nothing of how
runs are split, of ids, bookmarks, proofing marks and the order of attributes. What they say is frozen, because documents
carry digests of it: a change makes a new `FORM`.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from releasekit.formats.docx.xml import WP, A, R, W, is_on, value, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FORM = "1"
"""The version of what the lines say."""

_MARKS = ("b", "i", "smallCaps", "strike")
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011"}
_SHOWN_EMPTY = "thematic break"
"""The style whose paragraphs say something without words."""
_NOTE_MARKS = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})


_WORDS = re.compile(r"\s+|\S+")


class Around(NamedTuple):
    """What the body refers to."""

    styles: Mapping[str, str]
    """The names of styles by their ids."""
    number_format: Callable[[str, int], str]
    """How a list, by its `w:numId`, counts at a level."""
    targets: Mapping[str, str]
    """The addresses of links by the ids of their relationships."""
    notes: Mapping[str, Any]
    """Footnotes by their ids."""
    note_targets: Mapping[str, str]
    """As `targets`, of the part with the footnotes."""


def lines(body: Any, around: Around) -> list[str]:
    """One line for each child of the body; an empty one for what shows nothing."""
    return [_block(child, around) for child in body]


def digest(seen: Iterable[str]) -> str:
    """The digest of lines; empty ones do not count."""
    return sha256("\n".join(line for line in seen if line).encode("utf-8", "surrogatepass")).hexdigest()


def mark(line: str) -> str:
    """A short digest of one line, by which it is known again; empty for an empty one."""
    return sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:16] if line else ""


def _block(element: Any, around: Around) -> str:
    if element.tag == f"{W}p":
        return _paragraph(element, around)
    if element.tag == f"{W}tbl":
        return _table(element, around)
    if element.tag == f"{W}sectPr":
        return ""
    return "".join(_block(child, around) for child in visible(element))


def _paragraph(element: Any, around: Around) -> str:
    style = around.styles.get(value(element, "pPr/pStyle"), "").lower()
    pieces: list[tuple[str, str]] = []
    _inlines(element, "", around, pieces)
    words = _joined(pieces)
    if not words and style != _SHOWN_EMPTY:
        return ""
    number = value(element, "pPr/numPr/numId")
    level = value(element, "pPr/numPr/ilvl")
    counted = f"{level or 0} {around.number_format(number, int(level or 0))}" if number and (level or "0").isdecimal() else ""
    return f"p\x1f{style}\x1f{counted}\x1f{words}\x1e"


def _joined(pieces: list[tuple[str, str]]) -> str:
    """Words with the marks that they stand under; marks on white space are not seen, nor is white space at the edges."""
    out: list[str] = []
    last = ""
    for look, piece in pieces:
        for words in _WORDS.findall(piece):
            if look != last and not words.isspace():
                out.append(f"\x02{look}\x03")
                last = look
            out.append(words)
    return re.sub(r"\s+", " ", "".join(out)).strip()


def _inlines(element: Any, look: str, around: Around, pieces: list[tuple[str, str]]) -> None:
    for child in visible(element):
        tag = child.tag
        if tag == f"{W}r":
            _inlines(child, _look(child, look), around, pieces)
        elif tag == f"{W}t":
            pieces.append((look, child.text or ""))
        elif tag in _CHARACTERS:
            pieces.append((look, _CHARACTERS[tag]))
        elif tag == f"{W}hyperlink":
            address = around.targets.get(child.get(f"{R}id", ""), "") or "#" + child.get(f"{W}anchor", "")
            _inlines(child, f"{look} {_address(address)}", around, pieces)
        elif tag in _NOTE_MARKS:
            note = around.notes.get(child.get(f"{W}id", "")) if tag == f"{W}footnoteReference" else None
            inside = around._replace(targets=around.note_targets, notes={})
            said = "" if note is None else "".join(_block(part, inside) for part in note)
            pieces.append((look, f"\x0e{said}\x0f"))
        elif tag in {f"{WP}inline", f"{WP}anchor"}:
            _drawing(child, look, around, pieces)
        elif tag == f"{W}p":
            pieces.append((look, _paragraph(child, around)))
        elif tag == f"{W}tbl":
            pieces.append((look, _table(child, around)))
        elif len(child):
            _inlines(child, look, around, pieces)


def _drawing(element: Any, look: str, around: Around, pieces: list[tuple[str, str]]) -> None:
    """A picture: what stands for it in words; a text box: its words."""
    if next(element.iter(f"{A}blip"), None) is not None:
        shown = element.find(f"{WP}docPr")
        pieces.append((look, "\ufffc" + ("" if shown is None else shown.get("descr", ""))))
        return
    for box in element.iter(f"{W}txbxContent"):
        _inlines(box, look, around, pieces)


def _look(run: Any, look: str) -> str:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return look
    found = "".join(f" {name}" for name in _MARKS if is_on(properties, name))
    raised = value(properties, "vertAlign")
    return look + found + (f" {raised}" if raised in {"superscript", "subscript"} else "")


def _address(address: str) -> str:
    """An address, as far as all programs write it alike: LibreOffice makes relative ones absolute."""
    address = unquote(address).rstrip("/")
    scheme = re.match("([A-Za-z][A-Za-z0-9+.-]*):", address)
    if scheme and scheme[1].lower() != "file":
        return address
    return address.rsplit("/", 1)[-1]


def _table(element: Any, around: Around) -> str:
    rows = []
    for row in element.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not element:
            continue
        cells = []
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            words = "".join(_block(child, around) for child in visible(cell) if child.tag != f"{W}tcPr")
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if words or merged is None:
                cells.append(f"{value(cell, 'tcPr/gridSpan')}\x1d{words}")
        rows.append("\x1c".join(cells).rstrip("\x1c\x1d"))
    return "t\x1f" + "\x1b".join(rows) + "\x1a" if any(rows) else ""
