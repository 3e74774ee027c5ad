"""Our nodes to pandoc's document tree (pandoc-types 1.23): blocks and inlines in, plain data for JSON out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from releasekit.formats.pandoc.drops import drops
from releasekit.formats.pandoc.safety import harmless_html, harmless_link
from releasekit.model import nodes as n
from releasekit.model.walk import walk
from releasekit.model.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.format import Context
    from releasekit.formats.pandoc.pictures import Pictures

Element: TypeAlias = "dict[str, Any]"

VERSION = [1, 23, 1]
RESERVED_MENTIONS = frozenset({"person", "organisation", "place", "event"})

_WORDS = re.compile(r"[^ \t\n]+|[ \t]|\n")
_HTML = frozenset({"html", "html4", "html5", "epub", "epub2", "epub3"})
_OFFICE = frozenset({"odt", "opendocument"})
_TEX = frozenset({"latex", "tex"})
_PLAIN_ATTRIBUTES = frozenset({"title", "role", "cite", "datetime"})
_ACTING = re.compile(
    r"on.*|style|.*src.*|.*href|.*action|background|poster|data|code|codebase|manifest|ping|http-equiv|content|is|slot"
)
"""Attributes by which a page runs, fetches or covers something."""
_STYLES = {
    "decimal": "Decimal", "lower-alpha": "LowerAlpha", "upper-alpha": "UpperAlpha", "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}  # fmt: skip
_MARKS = {
    n.Emphasis: "Emph", n.Strong: "Strong", n.Underline: "Underline", n.Strike: "Strikeout", n.Superscript: "Superscript",
    n.Subscript: "Subscript", n.SmallCaps: "SmallCaps",
}  # fmt: skip


def element(name: str, content: Any = None) -> Element:
    """A node of pandoc's tree."""
    return {"t": name} if content is None else {"t": name, "c": content}


def attributes(classes: Iterable[str] = (), pairs: Iterable[tuple[str, str]] = ()) -> list[Any]:
    """Pandoc's attributes: no identifier, the classes, and the pairs that say something, each name once."""
    known: dict[str, str] = {}
    for name, value in pairs:
        if value:
            known.setdefault(name, value)
    return ["", [name for name in classes if name], [list(pair) for pair in known.items()]]


def spoken(node: n.Localised) -> list[tuple[str, str]]:
    """The attributes that say in which language and direction a node is."""
    return [("lang", node.lang), ("dir", node.direction)]


def text(words: str) -> list[Element]:
    """Words as pandoc parts them: strings, spaces and soft line ends."""
    parts = {" ": element("Space"), "\t": element("Space"), "\n": element("SoftBreak")}
    return [parts.get(word) or element("Str", word) for word in _WORDS.findall(words)]


def span(content: Sequence[Element], *classes: str, pairs: Iterable[tuple[str, str]] = ()) -> Element:
    """Inlines with classes and attributes."""
    return element("Span", [attributes(classes, pairs), list(content)])


def para(*content: Element) -> Element:
    """A paragraph."""
    return element("Para", list(content))


def div(blocks: Sequence[Element], *classes: str, pairs: Iterable[tuple[str, str]] = ()) -> Element:
    """Blocks with classes and attributes."""
    return element("Div", [attributes(classes, pairs), list(blocks)])


_NO_NOTES_IN_HEADINGS = frozenset({"dokuwiki"})


class Nodes:
    """The nodes of one release for one format."""

    def __init__(self, name: str, context: Context, pictures: Pictures, shift: int = 0) -> None:
        self.name = name
        self.context = context
        self.pictures = pictures
        lost = drops(name)
        self.unusual_lost = "Mention.ref" in lost and not {"Mention", "Mention.kind"} & lost
        """Whether a mention says its kind only where that is one of the usual ones."""
        self.shift = shift
        """How many levels a heading is raised: in some formats the title is no heading."""

    # ── inlines ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def inlines(self, content: Iterable[n.Inline], where: str) -> list[Element]:
        """Inlines, in order."""
        return [new for index, item in enumerate(content) for new in self._inline(item, f"{where}/{index}")]

    def heading(self, content: Iterable[n.Inline], where: str) -> list[Element]:
        """The inlines of a heading; a note is reported where the format has none there."""
        if self.name in _NO_NOTES_IN_HEADINGS:
            for index, item in enumerate(content):
                for place, node in [(f"{where}/{index}", item), *walk(item, f"{where}/{index}")]:
                    if isinstance(node, n.Note):
                        self.context.loss("heading-note-dropped", "a footnote in a heading is left out", place)
        return self.inlines(content, where)

    def _inline(self, item: n.Inline, where: str) -> list[Element]:
        match item:
            case n.Text(words):
                return text(words)
            case n.Code(words):
                return [element("Code", [attributes(), words])]
            case n.LineBreak():
                return [element("LineBreak")]
            case n.Image():
                return self._image(item, where)
            case n.Note(blocks):
                return [element("Note", self.blocks(blocks, f"{where}/blocks"))]
            case n.RawInline(format, markup):
                return [element("RawInline", [format, markup])] if self._raw(format, markup, where) else []
            case _:
                return self._container(item, self.inlines(item.content, f"{where}/content"), where)

    def _container(
        self,
        item: n.Emphasis | n.Strong | n.Underline | n.Strike | n.Superscript | n.Subscript | n.SmallCaps | n.Link | n.Quotation
        | n.Mention | n.Date | n.Span,
        content: list[Element],
        where: str,
    ) -> list[Element]:  # fmt: skip
        match item:
            case n.Link():
                if not harmless_link(item.href):
                    self.context.loss("link-dropped", f"the link to {item.href[:80]!r} is not one of the web", where)
                    return content
                return [element("Link", [attributes(), content or text(item.href), [item.href, item.title]])]
            case n.Quotation():
                return [span(content, "quotation", pairs=self.marked([("speaker", item.speaker)]))]
            case n.Mention():
                if item.kind in RESERVED_MENTIONS:
                    return [span(content, item.kind, pairs=self.marked([("ref", item.ref)]))]
                if self.unusual_lost:
                    self.context.loss("detail-dropped", f"the kind {item.kind!r} of a mention is left out", f"{where}/kind")
                return [span(content, "mention", pairs=self.marked([("kind", item.kind), ("ref", item.ref)]))]
            case n.Date():
                return [span(content, "date", pairs=self.marked([("when", item.moment.iso)]))]
            case n.Span():
                return [span(content, item.kind, pairs=[*spoken(item), *self.marked(item.attributes)])]
            case _:
                return [element(_MARKS[type(item)], content)]

    def _image(self, image: n.Image, where: str) -> list[Element]:
        if source := self.pictures.source(image.src, where):
            new = element("Image", [attributes(), text(image.alt), [source, image.title]])
            if self.name in _OFFICE and image.alt:  # pandoc leaves it out there: `finish.py` puts it in
                self.pictures.alternatives.append(image.alt)
                return [element("RawInline", ["opendocument", f"<!--alt:{len(self.pictures.alternatives) - 1}-->"]), new]
            return [new]
        return [span(text(image.alt), "picture")] if image.alt else []

    def _raw(self, format: str, markup: str, where: str) -> bool:
        """Whether markup of a format may stand in this one; a note where it may not."""
        if format in _HTML and self.name in _HTML:
            if harmless_html(markup):
                return True
            self.context.loss("raw-dropped", "HTML that could run or fetch something is left out", where)
            return False
        if format == self.name or (format in _TEX and self.name in _TEX):
            self.context.advise("raw-kept", f"{format} markup of the source is written as it is: look at it before use", where)
            return True
        self.context.loss("raw-dropped", f"markup of {format} is left out: this is {self.name}", where)
        return False

    def marked(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Attributes under names that no browser acts on: in Markdown and wikis, too, which become pages."""
        return [(f"data-{name}" if self._acts(name.lower()) else name, value) for name, value in pairs]

    def _acts(self, name: str) -> bool:
        if name in _PLAIN_ATTRIBUTES or name.startswith("data-"):
            return False
        return self.name in _HTML or bool(_ACTING.fullmatch(name))

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, blocks: Iterable[n.Block], where: str, *, tight: bool = False) -> list[Element]:
        """Blocks, in order; in a tight list paragraphs stand without space between them."""
        return [new for index, block in enumerate(blocks) for new in self._block(block, f"{where}/{index}", tight=tight)]

    def _block(self, block: n.Block, where: str, *, tight: bool) -> list[Element]:
        match block:
            case n.Paragraph(content):
                new = element("Plain" if tight else "Para", self.inlines(content, f"{where}/content"))
                return self._localised(block, [new], block.role)
            case n.Heading(content, level):
                known = attributes(pairs=spoken(block))
                return [element("Header", [max(1, level - self.shift), known, self.heading(content, f"{where}/content")])]
            case n.BulletList(items):
                return self._localised(block, [element("BulletList", self._items(items, where, block.tight))])
            case n.OrderedList(items):
                numbers = [block.start, element(_STYLES[block.style]), element("Period")]
                return self._localised(block, [element("OrderedList", [numbers, self._items(items, where, block.tight)])])
            case n.BlockQuote():
                inner = self.blocks(block.blocks, f"{where}/blocks")
                if block.attribution:
                    inner.append(div([para(*self.inlines(block.attribution, f"{where}/attribution"))], "attribution"))
                return self._localised(block, [element("BlockQuote", inner)])
            case n.Table():
                return self._localised(block, [self._table(block, where)])
            case n.Figure():
                return self._figure(block, where)
            case n.Speech():
                inner = self.blocks(block.blocks, f"{where}/blocks")
                if block.speaker:
                    name = element("Strong", self.inlines(block.speaker, f"{where}/speaker"))
                    inner.insert(0, div([para(name)], "speaker"))
                return [div(inner, "speech", pairs=spoken(block))]
            case n.Division():
                inner = self.blocks(block.blocks, f"{where}/blocks")
                return [div(inner, block.kind, pairs=[*spoken(block), *self.marked(block.attributes)])]
            case n.CodeBlock(words, info):
                classes = [name for name in info.split() if re.fullmatch(r"[A-Za-z0-9_+#.-]+", name)]
                return [element("CodeBlock", [attributes(classes), words])]
            case n.ThematicBreak():
                return [element("HorizontalRule")]
            case n.RawBlock(format, markup):
                return [element("RawBlock", [format, markup])] if self._raw(format, markup, where) else []
            case _:
                assert_never(block)

    def _localised(self, block: n.Localised, content: list[Element], *classes: str) -> list[Element]:
        if block.lang or block.direction or any(classes):
            return [div(content, *classes, pairs=spoken(block))]
        return content

    def _items(self, items: Sequence[n.Item], where: str, tight: bool) -> list[list[Element]]:
        return [self.blocks(item.blocks, f"{where}/items/{index}/blocks", tight=tight) for index, item in enumerate(items)]

    def _figure(self, figure: n.Figure, where: str) -> list[Element]:
        caption = self.inlines(figure.caption, f"{where}/caption")
        credit = self.inlines(figure.credit, f"{where}/credit")
        image = self._image(figure.image, f"{where}/image")
        words = [para(*caption)] * bool(caption) + [para(span(credit, "credit"))] * bool(credit)
        known = attributes(pairs=spoken(figure))
        if image and image[-1]["t"] == "Image":
            return [element("Figure", [known, [None, words], [element("Plain", image)]])]
        shown = [] if inline_text(figure.caption) == figure.image.alt else image
        return [element("Div", [["", ["figure"], known[2]], [para(*shown)] * bool(shown) + words])]

    def _table(self, table: n.Table, where: str) -> Element:
        rows = [
            [attributes(), [self._cell(cell, f"{where}/rows/{y}/cells/{x}") for x, cell in enumerate(row.cells)]]
            for y, row in enumerate(table.rows)
        ]
        grid = Grid(table)
        unsaid: list[n.Align] = [""] * grid.columns
        aligned = [*table.align, *unsaid][: grid.columns]
        caption = self.inlines(table.caption, f"{where}/caption")
        if grid.head_columns < table.head_columns:
            message = "a cell reaches out of the header columns, so that they become ordinary ones"
            self.context.loss("header-columns-dropped", message, f"{where}/head_columns")
        if grid.cut:
            self.context.loss("span-shortened", "a cell reaches out of the header rows and is cut there", where)
        return element("Table", [
            attributes(),
            [None, [element("Plain", caption)] if caption else []],
            [[_align(align), element("ColWidthDefault")] for align in aligned],
            [attributes(), rows[: table.head_rows]],
            [[attributes(), grid.head_columns, [], rows[table.head_rows :]]],
            [attributes(), []],
        ])  # fmt: skip

    def _cell(self, cell: n.Cell, where: str) -> list[Any]:
        blocks = self.blocks(cell.blocks, f"{where}/blocks", tight=len(cell.blocks) == 1)
        return [attributes(), _align(cell.align), cell.rowspan, cell.colspan, blocks]


def _align(align: n.Align) -> Element:
    return element("Align" + (align.capitalize() or "Default"))


class Grid:
    """The columns that the rows of a table fill, and what of its headers pandoc can say: it cuts cells at their edges."""

    def __init__(self, table: n.Table) -> None:
        self.columns = 1
        self.head_columns = table.head_columns
        self.cut = False
        taken: dict[int, int] = {}
        for y, row in enumerate(table.rows):
            x = 0
            for cell in row.cells:
                while taken.get(x, 0) > y:
                    x += 1
                if x < self.head_columns < x + cell.colspan:
                    self.head_columns = x
                self.cut |= y < table.head_rows < y + cell.rowspan
                taken |= dict.fromkeys(range(x, x + cell.colspan), y + cell.rowspan)
                x += cell.colspan
            self.columns = max(self.columns, x, *(column + 1 for column, end in taken.items() if end > y))
