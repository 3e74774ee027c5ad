"""What a reader sees in a Word document: its body in, a line of text for each paragraph and table out, and their digest.

The lines are the same before and after Word or LibreOffice saved the document without a change: they know nothing of how
runs are split, of ids, bookmarks, proofing marks and the order of attributes. What they say is frozen, because documents
carry digests of it: a change makes a new `FORM`.
"""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from releasekit.formats.docx.xml import WP, A, R, W, is_on, value, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

FORM = "1"
"""The version of what the lines say."""

_MARKS = ("b", "i", "smallCaps", "strike")
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011"}
_SHOWN_EMPTY = "thematic break"
"""The style whose paragraphs say something without words."""
_NOTE_MARKS = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})


_WORDS = re.compile(r"\s+|\S+")
_LINK = re.compile(r'\s*HYPERLINK\s+(?:"(.*?)")?(?:\s*\\l\s+"(.*?)")?(?:\s+\\[a-z].*)?\s*', re.DOTALL | re.IGNORECASE)
"""The instruction of a field that is a link (ECMA-376, 17.16.5.25)."""
_COUNTING = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
"""Fields whose words change by themselves."""
_JOINED = "\x07"
"""At a paragraph whose end was deleted, and at that which it now goes on in."""
_ANY = "\x06"
"""The look of a footnote's mark, which counts as that of the words before: LibreOffice takes marks out of links."""
_NARROW = 12
"""What is closer, in twips, is one edge."""
_FIELD = "\x05"
"""Begins the look of a piece that is no words: a field begins, says what it is, shows something, ends."""


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
    in_note: bool = False
    """In a footnote, where LibreOffice drops tabs."""


def lines(body: Any, around: Around) -> list[str]:
    """One line for each child of the body; an empty one for what shows nothing."""
    found: list[str] = []
    joined = ""
    for child in body:
        line = _block(child, around)
        joining = _JOINED if line and child.find(f"{W}pPr/{W}rPr/{W}del") is not None else ""
        found.append(line and joined + line + joining)
        joined = joining or (joined if not line else "")
    return found


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
    if any(look[:1] == _FIELD for look, _ in pieces):
        pieces = [*_without_fields(pieces)]
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
            if look not in {last, _ANY} and not words.isspace():
                out.append(f"\x02{look}\x03")
                last = look
            out.append(words)
    return re.sub(r"\s+", " ", "".join(out)).strip()


def _without_fields(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What fields show, in links as if they were `w:hyperlink`: LibreOffice makes fields of links to places within pages."""
    instructions: list[str] = []
    links: list[str | None] = []
    """What each field adds to the look of what it shows; None for one whose words are not seen."""
    for look, piece in pieces:
        if look == f"{_FIELD}begin":
            instructions.append("")
            links.append("")
        elif look == f"{_FIELD}instruction":
            if instructions:
                instructions[-1] += piece
        elif look == f"{_FIELD}separate":
            found = _LINK.fullmatch(instructions[-1]) if instructions else None
            if found:
                links[-1], opening = _link((found[1] or "") + (f"#{found[2]}" if found[2] else ""))
                yield "", opening
            elif instructions and _COUNTING.match(instructions[-1]):
                links[-1] = None
        elif look == f"{_FIELD}end":
            if instructions:
                instructions.pop()
                links.pop()
        elif None not in links:
            yield look if look == _ANY else "".join(link or "" for link in links) + look, piece


def _link(to: str) -> tuple[str, str]:
    """The look of a link's words, and what is seen where it begins.

    LibreOffice ends a link to a place within a page after its first run: of such a link only the beginning counts.
    """
    known = address(to)
    return ("", f"\x10{known}\x11") if "#" in known else (f" {known}", "")


def _inlines(element: Any, look: str, around: Around, pieces: list[tuple[str, str]]) -> None:
    for child in visible(element):
        tag = child.tag
        if tag == f"{W}r":
            if not is_on(child.find(f"{W}rPr"), "vanish"):
                _inlines(child, _look(child, look), around, pieces)
        elif tag == f"{W}t":
            pieces.append((look, child.text or ""))
        elif tag in _CHARACTERS:
            if not (around.in_note and tag == f"{W}tab"):
                pieces.append((look, _CHARACTERS[tag]))
        elif tag == f"{W}hyperlink":
            anchor = child.get(f"{W}anchor", "")
            within, opening = _link(around.targets.get(child.get(f"{R}id", ""), "") + (anchor and f"#{anchor}"))
            pieces.append(("", opening))
            _inlines(child, look + within, around, pieces)
        elif tag == f"{W}fldChar":
            pieces.append((f"{_FIELD}{child.get(f'{W}fldCharType', '')}", ""))
        elif tag == f"{W}instrText":
            pieces.append((f"{_FIELD}instruction", child.text or ""))
        elif tag == f"{W}fldSimple":
            pieces += [(f"{_FIELD}begin", ""), (f"{_FIELD}instruction", child.get(f"{W}instr", "")), (f"{_FIELD}separate", "")]
            _inlines(child, look, around, pieces)
            pieces.append((f"{_FIELD}end", ""))
        elif tag in _NOTE_MARKS:
            note = around.notes.get(child.get(f"{W}id", "")) if tag == f"{W}footnoteReference" else None
            inside = around._replace(targets=around.note_targets, notes={}, in_note=True)
            said = "" if note is None else "".join(_block(part, inside) for part in note)
            pieces.append((_ANY, f"\x0e{said}\x0f"))
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
    if value(properties, "u") not in {"", "none"}:
        found += " u"
    raised = value(properties, "vertAlign")
    return look + found + (f" {raised}" if raised in {"superscript", "subscript"} else "")


def address(to: str) -> str:
    """An address, as far as all programs write it alike: LibreOffice makes relative ones absolute."""
    known = re.sub(r'[\s"\\]', "", unquote(to)).rstrip("/#")
    scheme = re.match("([A-Za-z][A-Za-z0-9+.-]*):", known)
    if scheme and scheme[1].lower() != "file":
        return known
    return known.rsplit("/", 1)[-1]


def _table(element: Any, around: Around) -> str:
    """The cells of each row and the columns that they cover, counted by the edges that some cell has: so LibreOffice does."""
    rows: list[list[tuple[int, int, str]]] = []
    for row in element.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not element or row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells: list[tuple[int, int, str]] = []
        column = _whole(value(row, "trPr/gridBefore"), 0)
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            start, column = column, column + (_whole(value(cell, "tcPr/gridSpan"), 1) or 1)
            words = "".join(_block(child, around) for child in visible(cell) if child.tag != f"{W}tcPr")
            if words or cell.find(f"{W}tcPr/{W}vMerge") is None:
                cells.append((start, column, words))
        while cells and not cells[-1][2]:
            cells.pop()
        rows.append(cells)
    if not any(rows):
        return ""
    at = _edges({edge for row in rows for start, end, _ in row for edge in (start, end)}, element)
    said = ("\x1c".join(f"{at[end] - at[start]}\x1d{words}" for start, end, words in row) for row in rows)
    return "t\x1f" + "\x1b".join(said) + "\x1a"


def _edges(columns: set[int], element: Any) -> dict[int, int]:
    """The numbers of the edges that cells have, by the columns of the grid: to LibreOffice, one edge may be two close by."""
    widths = [_whole(column.get(f"{W}w", ""), _NARROW) for column in element.iterfind(f"{W}tblGrid/{W}gridCol")]
    places = [*accumulate(widths, initial=0)]
    found: dict[int, int] = {}
    number = last = 0
    for column in sorted(columns):
        place = places[min(column, len(widths))] + _NARROW * max(0, column - len(widths))
        number += bool(found) and place - last >= _NARROW
        found[column], last = number, place
    return found


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise
