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

from releasekit.formats.docx.xml import DRAWINGS, HIDDEN, WP, A, R, W, is_true, said, stated, value, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

FORM = "2"
"""The version of what the lines say."""

_P, _PPR, _R, _RPR, _T, _TBL = f"{W}p", f"{W}pPr", f"{W}r", f"{W}rPr", f"{W}t", f"{W}tbl"
_TAB, _BREAK, _HYPERLINK, _FIELD_MARK, _CODE, _SIMPLE_FIELD = (
    f"{W}tab",
    f"{W}br",
    f"{W}hyperlink",
    f"{W}fldChar",
    f"{W}instrText",
    f"{W}fldSimple",
)
_VANISH, _UNDERLINE, _RAISED, _STYLE, _NUMBER = f"{W}vanish", f"{W}u", f"{W}vertAlign", f"{W}pStyle", f"{W}numPr"
_TR, _TRPR, _TC, _TCPR, _SPAN, _MERGED = (W + name for name in ("tr", "trPr", "tc", "tcPr", "gridSpan", "vMerge"))
_DELETED = f"{W}del"
_END_DELETED = f"{_PPR}/{_RPR}/{_DELETED}"
_MARKS = {f"{W}{name}": f" {name}" for name in ("b", "i", "smallCaps", "strike")}
BREAK, TAB = "\x14", "\x15"
"""A line break and a tab, which are white space to a reader, and somebody's doing."""
_CHARACTERS = {f"{W}tab": TAB, f"{W}br": BREAK, f"{W}cr": BREAK, f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011"}
_WRAPPED = dict.fromkeys(map(ord, "\t\n\r"), " ")
"""What separates words in XML as a space does."""
WHITE = "".join(filter(str.isspace, map(chr, range(0x3001)))) + BREAK + TAB
"""All white space."""
_SHOWN_EMPTY = "thematic break"
"""The style whose paragraphs say something without words."""
_FOOTNOTE = f"{W}footnoteReference"
_NOTE_MARKS = frozenset({_FOOTNOTE, f"{W}endnoteReference"})


_LINK = re.compile(r'\s*HYPERLINK\s+(?:"(.*?)")?(?:\s*\\l\s+"(.*?)")?(?:\s+\\[a-z].*)?\s*', re.DOTALL | re.IGNORECASE)
"""The instruction of a field that is a link (ECMA-376, 17.16.5.25)."""
_COUNTING = re.compile(r"\s*(?:PAGE|PAGEREF|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
"""Fields whose words change by themselves."""
_JOINED = "\x07"
"""At a paragraph whose end was deleted, and at that which it now goes on in."""
_ANY = "\x06"
"""The look of a footnote's mark, which counts as that of the words before: LibreOffice takes marks out of links."""
_NARROW = 12
"""What is closer, in twips, is one edge."""
FIELD = "\x05"
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

    def inside(self) -> Around:
        """What the footnotes refer to; none stands in another."""
        return self._replace(targets=self.note_targets, notes={}, in_note=True)


def lines(body: Any, around: Around) -> list[str]:
    """One line for each child of the body; an empty one for what shows nothing."""
    if next(body.iter(_DELETED), None) is None:
        return [block(child, around) for child in body]
    found: list[str] = []
    joined = ""
    for child in body:
        line = block(child, around)
        joining = _JOINED if line and child.find(_END_DELETED) is not None else ""
        found.append(line and joined + line + joining)
        joined = joining or (joined if not line else "")
    return found


def digest(seen: Iterable[str]) -> str:
    """The digest of lines; empty ones do not count."""
    return sha256("\n".join(line for line in seen if line).encode("utf-8", "surrogatepass")).hexdigest()


def mark(line: str) -> str:
    """A short digest of one line, by which it is known again; empty for an empty one."""
    return sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:16] if line else ""


def block(element: Any, around: Around) -> str:
    """The line of a child of the body."""
    if element.tag == _P:
        return _paragraph(element, around)
    if element.tag == _TBL:
        return _table(element, around)
    if element.tag == f"{W}sectPr":
        return ""
    return "".join(block(child, around) for child in visible(element))


def _paragraph(element: Any, around: Around) -> str:
    pieces: list[tuple[str, str]] = []
    _inlines(element, "", around, pieces)
    return paragraph(shape(element.find(_PPR)), pieces, around)


class Shape(NamedTuple):
    """What the properties of a paragraph say that is seen."""

    style: str
    number: str
    """The list that it is an item of."""
    level: str


_PLAIN = Shape("", "", "")


def shape(properties: Any) -> Shape:
    """What the properties of a paragraph say that is seen."""
    if properties is None:
        return _PLAIN
    numbered, style = properties.find(_NUMBER), said(properties.find(_STYLE))
    return Shape(style, "", "") if numbered is None else Shape(style, value(numbered, "numId"), value(numbered, "ilvl"))


def paragraph(shape: Shape, pieces: Sequence[tuple[str, str]], around: Around) -> str:
    """The line of a paragraph with words, each piece after the look that it has."""
    if len(pieces) == 1 and not pieces[0][0]:  # so it is in most paragraphs
        return plain(shape, stripped(pieces[0][1]), around)
    if any(look[:1] == FIELD for look, _ in pieces):
        pieces = [*_without_fields(pieces)]
    return plain(shape, _joined(pieces), around)


def plain(shape: Shape, words: str, around: Around) -> str:
    """The line of a paragraph that shows these words, which `stripped` has given."""
    style = around.styles.get(shape.style, "").lower()
    if not words and style != _SHOWN_EMPTY:
        return ""
    number, level = shape.number, shape.level or "0"
    counted = f"{level} {around.number_format(number, int(level))}" if number and level.isdecimal() else ""
    return f"p\x1f{style}\x1f{counted}\x1f{words}\x1e"


def _joined(pieces: Iterable[tuple[str, str]]) -> str:
    """Words with the marks that they stand under; marks on white space are not seen, nor is white space at the edges."""
    out: list[str] = []
    last = ""
    for look, piece in pieces:
        if look not in {last, _ANY} and (words := piece.lstrip(WHITE)):
            out += (piece[: len(piece) - len(words)], f"\x02{look}\x03", words)
            last = look
        else:
            out.append(piece)
    return stripped("".join(out))


def stripped(words: str) -> str:
    """Words without the white space at their edges, with a space for a line that only the XML ends."""
    if "\n" in words or "\t" in words or "\r" in words:
        words = words.translate(_WRAPPED)
    return words.strip(WHITE)


def _without_fields(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What fields show, in links as if they were `w:hyperlink`: LibreOffice makes fields of links to places within pages."""
    instructions: list[str] = []
    links: list[str | None] = []
    """What each field adds to the look of what it shows; None for one whose words are not seen."""
    for look, piece in pieces:
        if look == f"{FIELD}begin":
            instructions.append("")
            links.append("")
        elif look == f"{FIELD}instruction":
            if instructions:
                instructions[-1] += piece
        elif look == f"{FIELD}separate":
            found = _LINK.fullmatch(instructions[-1]) if instructions else None
            if found:
                links[-1], opening = link((found[1] or "") + (f"#{found[2]}" if found[2] else ""))
                yield "", opening
            elif instructions and _COUNTING.match(instructions[-1]):
                links[-1] = None
        elif look == f"{FIELD}end":
            if instructions:
                instructions.pop()
                links.pop()
        elif None not in links:
            yield look if look == _ANY else "".join(link or "" for link in links) + look, piece


def link(to: str) -> tuple[str, str]:
    """The look of a link's words, and what is seen where it begins.

    LibreOffice ends a link to a place within a page after its first run: of such a link only the beginning counts.
    """
    known = address(to)
    return ("", f"\x10{known}\x11") if "#" in known else (f" {known}", "")


def _inlines(element: Any, look: str, around: Around, pieces: list[tuple[str, str]]) -> None:
    for child in element:
        tag = child.tag
        if tag == _R:
            properties = child.find(_RPR)
            if properties is None:
                _inlines(child, look, around, pieces)
            elif not is_true((known := stated(properties)).get(_VANISH)):
                _inlines(child, look + look_of(known), around, pieces)
        elif tag == _T:
            pieces.append((look, child.text or ""))
        elif tag in HIDDEN:
            pass
        elif tag in _CHARACTERS:
            ends_page = tag == _BREAK and child.get(f"{W}type", "textWrapping") != "textWrapping"
            if not ends_page and not (around.in_note and tag == _TAB):
                pieces.append((look, _CHARACTERS[tag]))
        elif tag == _HYPERLINK:
            anchor = child.get(f"{W}anchor", "")
            within, opening = link(around.targets.get(child.get(f"{R}id", ""), "") + (anchor and f"#{anchor}"))
            pieces.append(("", opening))
            _inlines(child, look + within, around, pieces)
        elif tag == _FIELD_MARK:
            pieces.append((f"{FIELD}{child.get(f'{W}fldCharType', '')}", ""))
        elif tag == _CODE:
            pieces.append((f"{FIELD}instruction", child.text or ""))
        elif tag == _SIMPLE_FIELD:
            pieces += [(f"{FIELD}begin", ""), (f"{FIELD}instruction", child.get(f"{W}instr", "")), (f"{FIELD}separate", "")]
            _inlines(child, look, around, pieces)
            pieces.append((f"{FIELD}end", ""))
        elif tag in _NOTE_MARKS:
            pieces.append(noted(child.get(f"{W}id", "") if tag == _FOOTNOTE else "", around))
        elif tag in DRAWINGS:
            _drawing(child, look, around, pieces)
        elif tag == _P:
            pieces.append((look, _paragraph(child, around)))
        elif tag == _TBL:
            pieces.append((look, _table(child, around)))
        elif len(child):
            _inlines(child, look, around, pieces)


def noted(key: str, around: Around) -> tuple[str, str]:
    """The mark of the footnote of an id as a piece, with what it says."""
    inside = around.inside()
    return noting(block(part, inside) for part in around.notes.get(key, ()))


def noting(lines: Iterable[str]) -> tuple[str, str]:
    """The mark of a footnote with these lines as a piece."""
    return _ANY, f"\x0e{''.join(lines)}\x0f"


def _drawing(element: Any, look: str, around: Around, pieces: list[tuple[str, str]]) -> None:
    """A picture: what stands for it in words; a text box: its words."""
    if next(element.iter(f"{A}blip"), None) is not None:
        shown = element.find(f"{WP}docPr")
        pieces.append((look, "\ufffc" + ("" if shown is None else shown.get("descr", ""))))
        return
    for box in element.iter(f"{W}txbxContent"):
        _inlines(box, look, around, pieces)


def look_of(properties: Mapping[str, Any]) -> str:
    """The look of the words of a run with these properties, by their tags."""
    look = "".join(name for tag, name in _MARKS.items() if tag in properties and is_true(properties[tag]))
    if said(properties.get(_UNDERLINE)) not in {"", "none"}:
        look += " u"
    raised = said(properties.get(_RAISED))
    return f"{look} {raised}" if raised in {"superscript", "subscript"} else look


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
    for row in _within(element, _TR):
        about = stated(row.find(_TRPR))
        if _DELETED in about:
            continue
        cells: list[tuple[int, int, str]] = []
        column = _whole(said(about.get(f"{W}gridBefore")), 0)
        for cell in _within(row, _TC):
            properties = cell.find(_TCPR)
            known = stated(properties)
            start, column = column, column + (_whole(said(known.get(_SPAN)), 1) or 1)
            words = "".join([block(child, around) for child in visible(cell) if child is not properties])
            if words or _MERGED not in known:
                cells.append((start, column, words))
        rows.append(cells)
    return table(rows, [_whole(column.get(f"{W}w", ""), _NARROW) for column in element.iterfind(f"{W}tblGrid/{W}gridCol")])


def table(rows: Sequence[list[tuple[int, int, str]]], widths: Sequence[int]) -> str:
    """The line of a table: of each cell with words the columns that it begins and ends at; the widths are those of the grid."""
    for cells in rows:
        while cells and not cells[-1][2]:
            cells.pop()
    if not any(rows):
        return ""
    at = _edges({edge for row in rows for start, end, _ in row for edge in (start, end)}, widths)
    joined = ("\x1c".join(f"{at[end] - at[start]}\x1d{words}" for start, end, words in row) for row in rows)
    return "t\x1f" + "\x1b".join(joined) + "\x1a"


def _within(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, wherever they stand in it, but those of tables within."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != _TBL and len(child):
            yield from _within(child, tag)


def _edges(columns: set[int], widths: Sequence[int]) -> dict[int, int]:
    """The numbers of the edges that cells have, by the columns of the grid: to LibreOffice, one edge may be two close by."""
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
