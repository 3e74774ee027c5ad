"""Pandoc's document tree (pandoc-types 1.23) to our nodes: plain data from its JSON in, blocks and inlines out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.errors import ReadError
from releasekit.formats.pandoc.dialect import division, is_token, span
from releasekit.formats.pandoc.safety import harmless_link
from releasekit.model import nodes as n
from releasekit.model.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from releasekit.format import Context

DEPTH = 200
"""How deep pandoc's nodes may stand one in the other; ours are counted after the empty ones have gone."""

_ORDER: dict[str, n.ListStyle] = {
    "LowerAlpha": "lower-alpha", "UpperAlpha": "upper-alpha", "LowerRoman": "lower-roman", "UpperRoman": "upper-roman",
}  # fmt: skip
_MARKS: dict[str, Callable[[tuple[n.Inline, ...]], n.Inline]] = {
    "Emph": n.Emphasis, "Strong": n.Strong, "Underline": n.Underline, "Strikeout": n.Strike, "Superscript": n.Superscript,
    "Subscript": n.Subscript, "SmallCaps": n.SmallCaps,
}  # fmt: skip
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_LANG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


class Attributes:
    """The attributes of a pandoc node: those that the model knows, and the rest."""

    def __init__(self, attributes: Sequence[Any]) -> None:
        _identifier, classes, pairs = attributes
        self.classes = tuple(name for name in classes if is_token(name))
        self.pairs = {name.removeprefix("data-"): value for name, value in pairs}
        lang = self.pairs.pop("lang", None) or self.pairs.pop("xml:lang", "")
        direction = self.pairs.pop("dir", "").lower()
        self.lang = lang if _LANG.fullmatch(lang) else ""
        self.direction: n.Direction = "rtl" if direction == "rtl" else "ltr" if direction == "ltr" else ""

    @property
    def rest(self) -> tuple[tuple[str, str], ...]:
        """The pairs that the model has no field for, as attributes of a span or division."""
        return tuple((name, value) for name, value in self.pairs.items() if is_token(name))


class Nodes:
    """The nodes of one document. `classes` says whether classes are its author's words, or only hooks for a style."""

    def __init__(self, context: Context, *, classes: Callable[[str], bool]) -> None:
        self.context = context
        self.classes = classes
        self.columns_align = True
        """Whether the columns of tables say how they are aligned; on a page only the cells do, and pandoc guesses."""
        self.alternatives: Mapping[str, str] | None = None
        """The alternative texts of pictures by their addresses, where pandoc does not give them."""
        self._depth = 0

    # ── inlines ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def inlines(self, content: Iterable[Any]) -> tuple[n.Inline, ...]:
        """Inlines, in order."""
        self._down()
        found = tuple(new for item in content for new in self._inline(item))
        self._depth -= 1
        return found

    def _down(self) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise ReadError(f"nested deeper than {DEPTH} levels: flatten the text", name=self.context.name)

    def _inline(self, item: Any) -> tuple[n.Inline, ...]:
        kind, content = item["t"], item.get("c")
        match kind:
            case "Str":
                return (n.Text(content),)
            case "Space":
                return (n.Text(" "),)
            case "SoftBreak":
                return (n.Text("\n"),)
            case "LineBreak":
                return (n.LineBreak(),)
            case "Quoted":
                before, after = _QUOTES[content[0]["t"]]
                return (n.Text(before), *self.inlines(content[1]), n.Text(after))
            case "Cite":
                return self.inlines(content[1])
            case "Code":
                return (n.Code(content[1]),) if content[1] else ()
            case "Math":
                self.context.guess("formula-as-text", f"a formula is kept as its TeX source: {content[1][:60]!r}")
                attributes = (("display", "block"),) if content[0]["t"] == "DisplayMath" else ()
                return (n.Span((n.Text(content[1]),), kind="math", attributes=attributes),)
            case "RawInline":
                return (n.RawInline(_token(content[0]), content[1]),)
            case "Link":
                return self._link(*content)
            case "Image":
                return (self._image(*content),)
            case "Note":
                return (n.Note(self.blocks(content)),)
            case "Span":
                return self._span(Attributes(content[0]), self.inlines(content[1]))
            case _ if kind in _MARKS:
                return (_MARKS[kind](self.inlines(content)),)
            case _:
                pass
        raise ReadError(f"pandoc gave an inline that is not known here: {kind}", name=self.context.name)

    def _link(self, _attributes: Any, content: Any, target: Any) -> tuple[n.Inline, ...]:
        href, title = target
        words = self.inlines(content)
        if not harmless_link(href):
            self.context.loss("link-dropped", f"the link to {href[:80]!r} is left out: it is not one of the web")
            return words
        return (n.Link(words, href, title),)

    def _image(self, _attributes: Any, content: Any, target: Any) -> n.Image:
        src, title = target
        if self.alternatives is not None:
            return n.Image(src, self.alternatives.get(src, ""))
        return n.Image(src, " ".join(inline_text(self.inlines(content)).split()), title)

    def _span(self, known: Attributes, content: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
        if not content:
            return ()
        kind = next((name for name in known.classes if self.classes(name)), "")
        return span(content, kind, known, next(iter(known.classes), ""))

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, blocks: Iterable[Any]) -> tuple[n.Block, ...]:
        """Blocks, in order."""
        self._down()
        found = tuple(new for block in blocks for new in self._block(block))
        self._depth -= 1
        return found

    def _block(self, block: Any) -> tuple[n.Block, ...]:
        kind, content = block["t"], block.get("c")
        match kind:
            case "Plain" | "Para":
                return (n.Paragraph(self.inlines(content)),)
            case "LineBlock":
                lines = [self.inlines(line) for line in content]
                return (n.Paragraph(tuple(item for line in lines for item in (n.LineBreak(), *line))[1:]),)
            case "CodeBlock":
                return (n.CodeBlock(content[1].removesuffix("\n"), " ".join(content[0][1])),)
            case "RawBlock":
                return (n.RawBlock(_token(content[0]), content[1].removesuffix("\n")),)
            case "BlockQuote":
                return (self._quote(content),)
            case "BulletList":
                return (n.BulletList(self._items(content), tight=_tight(content)),)
            case "OrderedList":
                (start, style, _), items = content
                known = _ORDER.get(style["t"], "decimal")
                return (n.OrderedList(self._items(items), min(max(start, 0), 999_999_999), known, tight=_tight(items)),)
            case "DefinitionList":
                return (self._definitions(content),)
            case "Header":
                level, attributes, words = content
                known_of = Attributes(attributes)
                level = min(max(level, 1), 6)
                return (n.Heading(self.inlines(words), level, lang=known_of.lang, direction=known_of.direction),)
            case "HorizontalRule":
                return (n.ThematicBreak(),)
            case "Table":
                return (self._table(content),)
            case "Figure":
                return self._figure(*content)
            case "Div":
                return self._div(Attributes(content[0]), self.blocks(content[1]))
            case _:
                pass
        raise ReadError(f"pandoc gave a block that is not known here: {kind}", name=self.context.name)

    def _items(self, items: Iterable[Any]) -> tuple[n.Item, ...]:
        return tuple(n.Item(self.blocks(item)) for item in items)

    def _quote(self, content: Any) -> n.BlockQuote:
        blocks = self.blocks(content)
        match blocks[-1] if blocks else None:
            case n.Division(blocks=(n.Paragraph(content=words),), kind="attribution"):
                return n.BlockQuote(blocks[:-1], words)
            case _:
                return n.BlockQuote(blocks)

    def _definitions(self, content: Any) -> n.Division:
        blocks: list[n.Block] = []
        for term, definitions in content:
            blocks.append(n.Paragraph(self.inlines(term), role="term"))
            blocks += [n.Division(self.blocks(definition), kind="definition") for definition in definitions]
        return n.Division(tuple(blocks), kind="definitions")

    def _div(self, known: Attributes, blocks: tuple[n.Block, ...]) -> tuple[n.Block, ...]:
        kind = next((name for name in known.classes if self.classes(name)), "")
        return division(blocks, kind, known)

    def _figure(self, attributes: Any, caption: Any, content: Any) -> tuple[n.Block, ...]:
        known = Attributes(attributes)
        where: dict[str, Any] = {"lang": known.lang, "direction": known.direction}
        words, credit = self._caption(caption[1])
        blocks = self.blocks(content)
        match blocks:
            case (n.Paragraph(content=(n.Image() as image,)),):
                return (n.Figure(image, words, credit, **where),)
            case (n.Paragraph(content=(n.Link(content=(n.Image() as image,)) as link,)),):
                self.context.loss("link-dropped", f"the picture's link to {link.href[:80]!r} is left out: a figure holds none")
                return (n.Figure(image, words, credit, **where),)
            case _:
                pass
        below = n.Paragraph(words, role="caption")
        return (n.Division((*blocks, below), kind="figure", **where),)

    def _caption(self, blocks: Any) -> tuple[tuple[n.Inline, ...], tuple[n.Inline, ...]]:
        """The words and the credit of a caption: paragraphs become lines."""
        words: list[n.Inline] = []
        credit: tuple[n.Inline, ...] = ()
        for block in self.blocks(blocks):
            match block:
                case n.Paragraph(content=(n.Span(kind="credit", content=said),)):
                    credit = said
                case n.Paragraph(content=content) | n.Heading(content=content):
                    words += [n.LineBreak(), *content] if words else content
                case _:
                    self.context.loss("caption-flattened", "what is no paragraph is left out of a caption")
        return tuple(words), credit

    def _table(self, table: Sequence[Any]) -> n.Block:
        attributes, caption, columns, head, bodies, foot = table
        heads = list(head[1])
        rows = [row for _, _, between, rows in bodies for row in (*between, *rows)] + list(foot[1])
        if not heads and bodies and len(bodies) == 1 and bodies[0][2]:
            heads, rows = list(bodies[0][2]), [*bodies[0][3], *foot[1]]
        head_columns = min((body[1] for body in bodies), default=0)
        words, credit = self._caption(caption[1])
        known = Attributes(attributes)
        columns = [_align(column[0]) if self.columns_align else "" for column in columns]
        cells, align = _aligned([tuple(map(self._cell, row[1])) for row in (*heads, *rows)], columns)
        return n.Table(
            tuple(map(n.Row, cells)), head_rows=len(heads), head_columns=head_columns, align=align, caption=words + credit,
            lang=known.lang, direction=known.direction,
        )  # fmt: skip

    def _cell(self, cell: Any) -> n.Cell:
        _, align, rowspan, colspan, blocks = cell
        return n.Cell(self.blocks(blocks), min(max(colspan, 1), 1000), min(max(rowspan, 1), 1000), _align(align))


def _aligned(rows: list[tuple[n.Cell, ...]], columns: list[n.Align]) -> tuple[list[tuple[n.Cell, ...]], tuple[n.Align, ...]]:
    """The rows and columns with each alignment said once: of a column where all its cells have one, else of the cell."""
    taken: dict[int, int] = {}
    shown: list[list[tuple[int, n.Align]]] = []
    for y, cells in enumerate(rows):
        x, line = 0, []
        for cell in cells:
            while taken.get(x, 0) > y:
                x += 1
            line.append((x, cell.align or (columns[x] if x < len(columns) else "")))
            taken |= dict.fromkeys(range(x, x + cell.colspan), y + cell.rowspan)
            x += cell.colspan
        shown.append(line)
    in_columns: dict[int, list[n.Align]] = {}
    for line in shown:
        for x, align in line:
            in_columns.setdefault(x, []).append(align)
    common = {x: max(aligns, key=aligns.count) for x, aligns in in_columns.items() if all(aligns)}
    new = [
        tuple(
            evolve(cell, align="" if align == common.get(x, "") else align)
            for cell, (x, align) in zip(cells, line, strict=True)
        )
        for cells, line in zip(rows, shown, strict=True)
    ]
    return new, tuple(common.get(x, "") for x in range(len(columns)))


def _align(align: Any) -> n.Align:
    known: dict[str, n.Align] = {"AlignLeft": "left", "AlignCenter": "center", "AlignRight": "right"}
    return known.get(align["t"], "")


def _tight(items: Iterable[Any]) -> bool:
    """Whether a list's paragraphs stand without space: pandoc has `Plain` there."""
    return not any(block["t"] == "Para" for item in items for block in item)


def _token(name: str) -> str:
    return name if is_token(name) else "raw"
