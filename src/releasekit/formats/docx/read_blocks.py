"""The text of a Word document as it is read: paragraphs and tables in, each with what its style says of it; blocks out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from releasekit.formats.docx.comments import signed
from releasekit.formats.docx.read_lists import GOES_ON, listed
from releasekit.formats.docx.read_nesting import SET
from releasekit.formats.docx.read_tables import table
from releasekit.formats.docx.read_words import BOOKMARKS, Words
from releasekit.formats.docx.xml import MC, OLE, V, W, chosen, first, is_true, said, stated, value
from releasekit.model import nodes as n
from releasekit.model.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from releasekit.formats.docx.parts import Document
    from releasekit.formats.docx.unpack import Target

_P, _TABLE, _CONTROL, _FORMS = f"{W}p", f"{W}tbl", f"{W}sdt", f"{MC}AlternateContent"
_EMBEDDED = frozenset({f"{W}altChunk", f"{W}subDoc"})
_PROPERTIES, _FRAME, _STYLE, _BORDERS, _OUTLINE, _BIDI, _SPACING, _BEFORE, _NUMBER = (
    W + name for name in ("pPr", "framePr", "pStyle", "pBdr", "outlineLvl", "bidi", "spacing", "before", "numPr")
)
_ABOUT_CELL = f"{W}tcPr"
_LEVELS = frozenset("012345678")
_NO_BLOCKS = frozenset(W + name for name in ("sectPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "tblPr", "tcPr"))

_MOST_SHARED, _LONGEST_SHARED = 500, 2000
"""How many shapes are kept for other documents, and of how many characters the properties are at most."""

FURNITURE = frozenset({
    "title", "subtitle", "banner", "kicker", "facts", "instruction", "dateline", "contacts", "contact", "attachments",
    "attachment", "end", "rights",
})  # fmt: skip
"""The kinds that are fields of a release, and not of its body."""


class Met(NamedTuple):
    """A paragraph or table as it was met."""

    kind: str
    block: n.Paragraph | n.Heading | n.Table | n.CodeBlock | n.ThematicBreak | None
    """None for a paragraph without words."""
    number: tuple[str, int] | None = None
    """The list that it is an item of, and its level."""
    tight: bool = True

    @property
    def content(self) -> tuple[n.Inline, ...]:
        """The words, if it is a paragraph or heading."""
        return self.block.content if isinstance(self.block, (n.Paragraph, n.Heading)) else ()


class _Shape(NamedTuple):
    """What its properties make of a paragraph."""

    kind: str
    role: str
    level: int
    """Of a heading; 0 for none."""
    direction: n.Direction
    number: tuple[str, int] | None
    """The list that it is an item of, and its level."""
    own_number: tuple[str, int] | None
    """The same, if it is a heading and says so itself."""
    is_labelled: bool
    """Whether its number stands among words."""
    is_ruled: bool
    is_dropped: bool
    """Whether it is the large first letters of the next."""
    tight: bool


class Blocks:
    """Reads a story of a document: its body, a note, a header."""

    def __init__(
        self, document: Document, root: Any = None, targets: dict[str, Target] | None = None, *, in_note: bool = False
    ) -> None:
        self.document = document
        root, targets = (document.body, document.targets) if root is None or targets is None else (root, targets)
        self._words = Words(document, root, targets, _Notes(document, in_note=in_note))
        self._shapes: dict[tuple[Any, ...], _Shape] = {}
        self._shared: dict[tuple[Any, ...], _Shape] = document.styles.shapes(document.lists.known)
        self._prefix: tuple[n.Inline, ...] = ()
        """The large first letters of the next paragraph, which Word keeps in a paragraph of their own."""

    def blocks(self, elements: Iterable[Any]) -> tuple[n.Block, ...]:
        """The blocks that elements show."""
        return self.built(self.met_in(elements))

    def met_in(self, elements: Iterable[Any]) -> list[Met]:
        """The paragraphs and tables that elements are or hold."""
        return [met for element in elements for met in self.met(element)]

    def met(self, element: Any) -> list[Met]:
        """The paragraphs and tables that an element is or holds."""
        tag = element.tag
        if tag == _P:
            return self._paragraph(element)
        if tag == _TABLE:
            return [Met("table", table(element, self._cell, self.document.styles))]
        if tag in _EMBEDDED:
            message = "another document is embedded here, which Word shows as text: open it in Word and save it anew"
            self.document.context.loss("embedded-document", message)
        elif tag == _CONTROL and self.document.is_prompt(element):
            return []
        elif tag == _FORMS:
            return self.met_in(chosen(element))
        elif tag in BOOKMARKS:
            self._words.bookmark(element)
        elif tag not in _NO_BLOCKS:
            return self.met_in(element)
        return []

    # ── paragraphs ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _paragraph(self, element: Any) -> list[Met]:
        content = self._prefix + self._words.read(element)
        boxes, self._words.boxes = self._words.boxes, []
        shape = self._shape(element.find(_PROPERTIES))
        self._prefix = ()
        found: list[Met] = []
        if shape.is_dropped:
            self._prefix = content
        else:
            found.append(self._said(element, shape, content))
        for box in boxes:
            found += self.met_in(box)
        return found

    def _said(self, element: Any, shape: _Shape, content: tuple[n.Inline, ...]) -> Met:
        if not content:
            if shape.kind == "break" or ((shape.is_ruled or _is_rule(element)) and not shape.number):
                return Met("break", n.ThematicBreak())
            return Met(shape.kind, None, shape.number)
        if shape.kind in {"code", "lines of code"}:
            return Met(shape.kind, n.CodeBlock(inline_text(content)))
        if shape.level:
            content = content if shape.own_number else self._labelled(content, shape.number)
            return Met("heading", n.Heading(content, shape.level, direction=shape.direction), shape.own_number)
        number = shape.number
        if shape.is_labelled:
            content, number = self._labelled(content, number), None
        elif type(start := content[0]) is n.Text and start.text[:1] == " " and (words := start.text.lstrip(" ")):
            content = (n.Text(words), *content[1:])  # so notes begin, behind their mark
        return Met(shape.kind, n.Paragraph(content, shape.role, direction=shape.direction), number, shape.tight)

    def _shape(self, properties: Any) -> _Shape:
        """What its properties make of a paragraph: of those that are the same in many, or in many documents, found out once."""
        key = (self.document.rtl, *(() if properties is None else _stated_by(properties)))
        if found := self._shared.get(key) or self._shapes.get(key):
            return found
        self._shapes[key] = found = self._shape_of(stated(properties))
        if len(self._shared) < _MOST_SHARED and len(repr(key)) < _LONGEST_SHARED:
            self._shared[key] = found
        return found

    def _shape_of(self, properties: dict[str, Any]) -> _Shape:
        styles, lists = self.document.styles, self.document.lists
        style = said(properties.get(_STYLE)) or styles.default
        kind, role = styles.kind(style)
        frame, bidi, spacing = properties.get(_FRAME), properties.get(_BIDI), properties.get(_SPACING)
        level, outline = styles.heading(style), said(properties.get(_OUTLINE))
        if not level and outline in _LEVELS:
            level = int(outline) + 1
        rtl = styles.rtl if bidi is None else is_true(bidi)
        number = self._number(properties, style)
        return _Shape(
            kind=kind,
            role=role,
            level=0 if kind in FURNITURE else min(level, 6),
            direction="" if rtl == self.document.rtl else "rtl" if rtl else "ltr",
            number=number,
            own_number=self._own_number(properties),
            is_labelled=number is not None and lists.is_labelled(*number),
            is_ruled=first(properties.get(_BORDERS), f"{W}bottom") is not None,
            is_dropped=frame is not None and frame.get(f"{W}dropCap", "none") != "none",
            tight=spacing is None or spacing.get(_BEFORE) != "150",
        )

    def _labelled(self, content: tuple[n.Inline, ...], number: tuple[str, int] | None) -> tuple[n.Inline, ...]:
        """Words with those that Word counts before them: `Article 1.`; as they are where it counts with a number alone."""
        label = self.document.lists.label(*number) if number and number[0] != GOES_ON else ""
        return (n.Text(f"{label} "), *content) if label else content

    def _own_number(self, properties: dict[str, Any]) -> tuple[str, int] | None:
        """The list of a heading: only if the heading itself says so, because headings of a style count chapters."""
        number, level = _numbered(properties)
        own = number and number in self.document.lists and self.document.lists.is_simple(number)
        return (number, _level(level)) if own else None

    def _number(self, properties: dict[str, Any], style: str) -> tuple[str, int] | None:
        number, level = _numbered(properties)
        lists = self.document.lists
        if not number:
            number, of_level = self.document.styles.number(style)
            if not number:
                return None
            level = level or lists.level_of(number, self.document.styles.chain(style)) or of_level
        if number == "0" or number not in lists or not lists.is_counted(number, _level(level)):
            return None
        if lists.goes_on(number, _level(level)):
            return GOES_ON, _level(level)
        return number, _level(level)

    # ── cells ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _cell(self, cell: Any) -> tuple[n.Block, ...]:
        outer, self._prefix = self._prefix, ()
        found = self.blocks([child for child in cell if child.tag != _ABOUT_CELL])
        self._prefix = outer
        return found

    # ── what belongs together ───────────────────────────────────────────────────────────────────────────────────────

    def built(self, met: Sequence[Met]) -> tuple[n.Block, ...]:
        """Blocks of what was met: lists of items, quotations and parts of paragraphs, figures and tables with captions."""
        if len(met) == 1 and (one := met[0]).number is None and not (around := _around(one)):  # so it is in most cells
            return () if one.block is None else tuple(_captioned([(one.kind, one.block)]))
        out: list[n.Block] = []
        for around, group in groupby(met, key=_around):
            inside = listed([*group], self.document.lists)
            out += _held(around, inside)
        return tuple(out)


class _Notes:
    """The notes of a story, as marks lead to them. What reads them holds nothing of the story, so that it goes when it is read."""

    def __init__(self, document: Document, *, in_note: bool) -> None:
        self._document = document
        self._in_note = in_note
        self._read: set[tuple[str, str]] = set()

    def __call__(self, kind: str, key: str, /) -> n.Note | None:
        """The note of an id; None for one that is none, stands in another, or has been read."""
        document = self._document
        if kind == "comments" and not document.context.comments:
            return None
        notes, targets = document.notes(kind)
        note = notes.get(key)
        if note is None or self._in_note or (kind, key) in self._read:
            document.context.advise("note-unread", "a mark leads to no footnote, or to one that stands here already")
            return None
        self._read.add((kind, key))
        blocks = Blocks(document, note, targets, in_note=True).blocks(note)
        return n.Note(signed(blocks, note) if kind == "comments" else blocks)


def _numbered(properties: dict[str, Any]) -> tuple[str, str]:
    """The list and the level that a paragraph's own properties state."""
    own = properties.get(_NUMBER)
    return ("", "") if own is None else (value(own, "numId"), value(own, "ilvl"))


def _stated_by(element: Any) -> tuple[Any, ...]:
    """All that an element states, itself and by those in it: a key. How many are in each says how they stand."""
    return tuple([(each.tag, len(each), *each.items()) for each in element.iter()])


def _is_rule(element: Any) -> bool:
    """Whether a paragraph holds a horizontal line as a drawing."""
    return any(shape.get(f"{OLE}hr") in {"t", "true"} for shape in element.iter(f"{V}rect"))


def _level(text: str) -> int:
    return min(int(text), 8) if text.isascii() and text.isdecimal() and len(text) < 3 else 0


def _around(met: Met) -> str:
    """What a paragraph is part of, together with its neighbours."""
    if met.number and met.number[0] == GOES_ON:
        return ""
    if met.kind in {"quote", "attribution"}:
        return "quote"
    if met.kind in {"speaker", "speech"}:
        return "speech"
    return met.kind if met.kind.startswith("division ") else ""


def _held(around: str, inside: list[tuple[str, n.Block]]) -> Iterator[n.Block]:
    if around == "quote":
        yield from _quotes(inside)
    elif around == "speech":
        yield from _turns(inside)
    elif around:
        blocks = tuple(block for _, block in inside)
        if blocks:
            yield n.Division(blocks, around.removeprefix("division "))
    else:
        yield from _captioned(inside)


def _quotes(inside: list[tuple[str, n.Block]]) -> Iterator[n.Block]:
    blocks: list[n.Block] = []
    for kind, block in inside:
        if kind == "attribution" and isinstance(block, n.Paragraph):
            yield n.BlockQuote(tuple(blocks), block.content)
            blocks = []
        else:
            blocks.append(block)
    if blocks:
        yield n.BlockQuote(tuple(blocks))


def _turns(inside: list[tuple[str, n.Block]]) -> Iterator[n.Block]:
    speaker: tuple[n.Inline, ...] = ()
    blocks: list[n.Block] = []
    for kind, block in inside:
        if kind == "speaker" and isinstance(block, n.Paragraph):
            if speaker or blocks:
                yield n.Speech(tuple(blocks), speaker)
            speaker, blocks = block.content, []
        else:
            blocks.append(block)
    if speaker or blocks:
        yield n.Speech(tuple(blocks), speaker)


def _captioned(inside: list[tuple[str, n.Block]]) -> Iterator[n.Block]:
    """Captions go to the table below or the picture above; lines of code become one block."""
    at = 0
    while at < len(inside):
        kind, block = inside[at]
        following = inside[at + 1] if at + 1 < len(inside) else ("", None)
        at += 1
        if kind == "caption" and isinstance(block, n.Paragraph) and isinstance(below := following[1], n.Table):
            yield evolve(below, caption=block.content)
            at += 1
        elif (kind == "figure" or following[0] == "caption") and (picture := _picture(block)):
            figure = n.Figure(picture)
            said: dict[str, tuple[n.Inline, ...]] = {}
            for wanted in ("caption", "credit"):
                if at < len(inside) and inside[at][0] == wanted and isinstance(under := inside[at][1], n.Paragraph):
                    said[wanted] = under.content
                    at += 1
            yield evolve(figure, caption=said.get("caption", ()), credit=said.get("credit", ()))
        elif kind == "lines of code" and isinstance(block, n.CodeBlock):
            lines = [block.text]
            while at < len(inside) and inside[at][0] == kind and isinstance(more := inside[at][1], n.CodeBlock):
                if "\n" in more.text or "\n" in lines[-1]:
                    break
                lines.append(more.text)
                at += 1
            yield n.CodeBlock("\n".join(lines))
        else:
            yield block


def _picture(block: n.Block | None) -> n.Image | None:
    """The picture that is all of a paragraph; how words would be set there, and white space, do not count."""
    content: tuple[n.Inline, ...] = block.content if isinstance(block, n.Paragraph) else ()
    while len(content := tuple(each for each in content if not _is_blank(each))) == 1:
        only = content[0]
        if isinstance(only, n.Image):
            return only
        content = only.content if isinstance(only, SET) else ()
    return None


def _is_blank(item: n.Inline) -> bool:
    return isinstance(item, n.Text) and not item.text.strip()
