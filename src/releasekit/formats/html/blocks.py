"""An element of a page in, the blocks that a reader sees in it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve
from lxml import etree

from releasekit.formats.html import figures, lists
from releasekit.formats.html.inlines import Inlines, is_empty, without_space_before_breaks
from releasekit.formats.html.marking import Marking, kinds_of_classes
from releasekit.formats.pandoc.dialect import ROLES, division
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import html

    from releasekit.formats.html.footnotes import Footnotes
    from releasekit.formats.html.links import Links

BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "details", "dd", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li",
    "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul", "caption", "listing", "xmp", "plaintext",
})  # fmt: skip
"""Elements that begin and end a line."""

_LANGUAGE = re.compile(r"(?:language|lang|brush)[-:]\s*([A-Za-z0-9+#_.-]{1,40})")


class Blocks:
    """The blocks of one page."""

    def __init__(self, root: html.HtmlElement, links: Links, footnotes: Footnotes, *, own: bool) -> None:
        self.own = own
        """Whether releasekit wrote the page, so that its classes are the author's words."""
        self.context = links.context
        self.classes = kinds_of_classes(own=own)
        self.inlines = Inlines(links, self.classes, footnotes, own=own)
        self.skipped = self.inlines.skipped
        self._holding = _holders_of_blocks(root)
        footnotes.blocks = self.blocks

    # ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def line(self, node: html.HtmlElement) -> tuple[n.Inline, ...]:
        """The words of an element as one line of inlines; blocks in it are parted by line ends."""
        found: list[n.Inline] = []
        for block in self.blocks(node):
            words = _words_of_block(block)
            found += [n.LineBreak(), *words] if found and words else words
        return tuple(found)

    def caption(self, node: html.HtmlElement) -> tuple[n.Inline, ...]:
        """The words of a caption; what is no paragraph there is told, for its form is lost."""
        found: list[n.Inline] = []
        for block in self.blocks(node):
            if not isinstance(block, n.Paragraph | n.Heading):
                self.context.loss(
                    "caption-flattened",
                    "a caption holds lines: what is no paragraph becomes words of its line",
                    line=node.sourceline,
                )
            words = _words_of_block(block)
            found += [n.LineBreak(), *words] if found and words else words
        return tuple(found)

    def words(self, text: str) -> tuple[n.Block, ...]:
        """Bare text as a paragraph."""
        self.inlines.start()
        return self._paragraph(self.inlines.text(text))

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, node: html.HtmlElement) -> tuple[n.Block, ...]:
        """What stands in an element."""
        return tuple(self._flow(node.text, node))

    def blocks_of(self, nodes: Sequence[html.HtmlElement]) -> tuple[n.Block, ...]:
        """What these elements are, without what stands behind each."""
        return tuple(block for node in nodes for block in self._element(node))

    def cells(self, node: html.HtmlElement) -> tuple[n.Block, ...]:
        """What stands in the cells of a table that only sets a page."""
        found: list[n.Block] = []
        for child in node:
            if child.tag in {"thead", "tbody", "tfoot", "tr"}:
                found += self.cells(child)
            elif child.tag in {"td", "th", "caption"}:
                found += self.blocks(child)
        return tuple(found)

    def _flow(self, text: str | None, nodes: Iterable[html.HtmlElement]) -> Iterator[n.Block]:
        """Blocks as they stand, and paragraphs of what stands between them."""
        self.inlines.start()
        line: list[n.Inline] = list(self.inlines.text(text))
        for child in nodes:
            if child not in self.skipped:
                if self._is_block(child):
                    yield from self._paragraph(tuple(line))
                    yield from self._element(child)
                    line = []
                    self.inlines.start()
                else:
                    line += self.inlines.inline(child)
            if child.tail:
                line += self.inlines.text(child.tail)
        yield from self._paragraph(tuple(line))
        self.inlines.start()

    def _is_block(self, node: html.HtmlElement) -> bool:
        return node.tag in BLOCK or node in self._holding

    def _paragraph(self, content: tuple[n.Inline, ...], **where: Any) -> tuple[n.Block, ...]:
        content = without_space_before_breaks(content)
        if is_empty(content) and not (self.own and any(not isinstance(item, n.Text | n.LineBreak) for item in content)):
            return ()
        if not self.own and len(content) == 1 and isinstance(content[0], n.Image) and not where.get("role"):
            return (n.Figure(content[0], **where),)
        return (n.Paragraph(content, **where),)

    def _element(self, node: html.HtmlElement) -> tuple[n.Block, ...]:
        tag = str(node.tag)
        match tag:
            case "p":
                return self._stated_paragraph(node)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self._heading(node)
            case "ul" | "menu" | "dir":
                return (lists.bullets(node, self),)
            case "ol":
                return (lists.numbers(node, self),)
            case "dl":
                return (lists.definitions(node, self),)
            case "blockquote":
                return (self._quote(node),)
            case "pre" | "listing" | "xmp" | "plaintext":
                return self._code(node)
            case "hr":
                return (n.ThematicBreak(),)
            case "table":
                return figures.table_in(node, self)
            case "figure":
                return figures.figure(node, self)
            case _ if tag in BLOCK:
                return figures.figure(node, self) if figures.is_captioned(node) else self._division(node)
            case _:
                return self._around_blocks(node)

    def _stated_paragraph(self, node: html.HtmlElement) -> tuple[n.Block, ...]:
        stated = Marking(node, self.classes)
        where: dict[str, Any] = {"lang": stated.lang, "direction": stated.direction}
        if stated.kind in ROLES:
            where["role"] = stated.kind
        if node in self._holding:  # a figure or a table in a paragraph, as scripts put them there
            return self._parted(self.blocks(node), **where)
        self.inlines.start()
        return self._paragraph(self.inlines.content(node), **where)

    def _parted(self, blocks: tuple[n.Block, ...], **where: Any) -> tuple[n.Block, ...]:
        return tuple(evolve(block, **where) if isinstance(block, n.Paragraph) else block for block in blocks)

    def _heading(self, node: html.HtmlElement) -> tuple[n.Block, ...]:
        stated = Marking(node, self.classes)
        content = self.line(node) if node in self._holding else self._line_of(node)
        if is_empty(content) and not self.own:
            return ()
        return (n.Heading(content, int(str(node.tag)[1]), lang=stated.lang, direction=stated.direction),)

    def _line_of(self, node: html.HtmlElement) -> tuple[n.Inline, ...]:
        self.inlines.start()
        return without_space_before_breaks(self.inlines.content(node))

    def _quote(self, node: html.HtmlElement) -> n.BlockQuote:
        stated = Marking(node, self.classes)
        attribution: tuple[n.Inline, ...] = ()
        last = next((child for child in reversed(node) if isinstance(child.tag, str)), None)
        if (
            last is not None
            and not (last.tail or "").strip()
            and (last.tag in {"footer", "cite"} or "attribution" in last.get("class", "").split())
        ):
            attribution = self.line(last) if last.tag != "cite" else self._line_of(last)
            self.skipped.add(last)
        return n.BlockQuote(self.blocks(node), attribution, lang=stated.lang, direction=stated.direction)

    def _code(self, node: html.HtmlElement) -> tuple[n.Block, ...]:
        for end in node.iter("br"):
            end.tail = "\n" + (end.tail or "")
        text = "".join(map(str, node.itertext())).removesuffix("\n")
        if self.own:
            return (n.CodeBlock(text, node.get("class", "")),)
        named = " ".join(each.get("class", "") for each in (node, *node.iter("code")))
        language = _LANGUAGE.search(named)
        return (n.CodeBlock(text.removeprefix("\n"), language[1] if language else ""),) if text.strip() else ()

    def _division(self, node: html.HtmlElement) -> tuple[n.Block, ...]:
        stated = Marking(node, self.classes)
        blocks = self.blocks(node)
        if not (blocks or self.own or stated.kind == "speech"):
            return ()
        return division(blocks, stated.kind, stated)

    def _around_blocks(self, node: html.HtmlElement) -> tuple[n.Block, ...]:
        """A mark or a link around blocks: a link becomes one in each of them."""
        blocks = self._division(node)
        href = self.inlines.links.link(node) if node.tag == "a" and node.get("href") else None
        return tuple(_linked(block, href) for block in blocks) if href else blocks


def _linked(block: n.Block, href: str) -> n.Block:
    if isinstance(block, n.Paragraph | n.Heading):
        return evolve(block, content=(n.Link(block.content, href),))
    return block


def _words_of_block(block: n.Block) -> tuple[n.Inline, ...]:
    """The words of a block as inlines; what has lines of its own becomes plain text."""
    match block:
        case n.Paragraph(content=content) | n.Heading(content=content):
            return content
        case n.Figure(image=image):
            return (image, *block.caption, *block.credit)
        case n.Division(blocks=blocks) | n.BlockQuote(blocks=blocks):
            return tuple(item for inner in blocks for item in _words_of_block(inner))
        case n.BulletList(items=items) | n.OrderedList(items=items):
            inner = [_words_of_block(each) for item in items for each in item.blocks]
            return tuple(piece for place, words in enumerate(inner) for piece in ((n.Text(" "), *words) if place else words))
        case _:
            from releasekit.model import Release, plain_text

            words = plain_text(Release(body=(block,)))
            return (n.Text(" ".join(words.split())),) if words else ()


def _holders_of_blocks(root: html.HtmlElement) -> set[html.HtmlElement]:
    """The elements that hold a block, however deep."""
    found: set[html.HtmlElement] = set()
    for node in root.iter(etree.Element):
        if node.tag in BLOCK:
            above = node.getparent()
            while above is not None and above not in found:
                found.add(above)
                above = above.getparent()
    return found
