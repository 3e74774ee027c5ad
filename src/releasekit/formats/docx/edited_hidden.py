"""What a page does not show of blocks that were edited: blocks read from it and those that stood there in, both as one out.

A paragraph within an edited list, table or quotation that says what one there said is that one, with its mentions, dates
and language. A mention in changed words keeps whom it means, a part of a text its attributes.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import evolve

from releasekit.formats.docx.seen import address
from releasekit.formats.docx.story import target
from releasekit.model import nodes as n
from releasekit.model.walk import child_fields, walk
from releasekit.model.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

_SPACE = re.compile(r"\s+")

_LINES = ("content", "speaker", "attribution", "caption", "credit")
"""The fields that hold a line of words."""
_HIDDEN = ("lang", "direction", "attributes", "align")
"""The fields of blocks that a page does not say, or says in another way."""


class Hidden:
    """What may be put back: each thing once, in its order."""

    def __init__(self, lost: Iterable[n.Block], lines: Iterable[tuple[n.Inline, ...]] = ()) -> None:
        self._blocks: dict[tuple[object, ...], deque[n.Block]] = defaultdict(deque)
        self._lines: dict[str, deque[tuple[n.Inline, ...]]] = defaultdict(deque)
        self._mentions: dict[tuple[str, str], deque[n.Mention]] = defaultdict(deque)
        for line in lines:
            self._lines[_form(line)].append(line)
            self._know(line)
        for block in lost:
            self._know([block])
            for _, node in walk(block):
                self._remember(node)
            self._remember(block)

    def _know(self, nodes: Iterable[Any]) -> None:
        for top in nodes:
            for node in (top, *(node for _, node in walk(top))):
                if isinstance(node, n.Mention) and node.ref:
                    self._mentions[node.kind, _plain(node.content)].append(node)

    def _remember(self, node: Any) -> None:
        if isinstance(node, (n.Paragraph, n.Heading)):
            self._blocks[_key(node)].append(node)
            return
        for name in _LINES:
            if isinstance(node, (n.Table, n.Figure, n.Speech, n.BlockQuote)) and getattr(node, name, None):
                self._lines[_form(getattr(node, name))].append(getattr(node, name))
        if isinstance(node, (n.Table, n.Speech, n.BlockQuote, n.BulletList, n.OrderedList, n.Division)):
            self._blocks[_key(node)].append(node)

    def line(self, content: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
        """A line of words with what belongs to it."""
        return _first(self._lines, _form(content)) or cast("tuple[n.Inline, ...]", self._inside(content))

    def blocks(self, blocks: Iterable[n.Block]) -> tuple[n.Block, ...]:
        """Blocks with what belongs to them."""
        return tuple(self._node(block) for block in blocks)

    def _node(self, node: T) -> T:
        found: Any = node
        if isinstance(node, (n.Paragraph, n.Heading)) and (old := _first(self._blocks, _key(node))):
            return cast("T", old)
        if isinstance(node, n.Mention) and not node.ref:
            mention = _first(self._mentions, (node.kind, _plain(node.content)))
            return cast("T", mention or node)
        changed = {}
        for name in child_fields(type(node)):
            inside = getattr(found, name)
            if isinstance(inside, tuple) and inside:
                is_line = name in _LINES and not isinstance(node, (n.Paragraph, n.Heading)) and name != "content"
                changed[name] = self.line(inside) if is_line else self._inside(inside)
        if isinstance(node, (n.Table, n.Speech, n.BlockQuote, n.BulletList, n.OrderedList, n.Division)):
            block: Any = _first(self._blocks, _key(node))
            for name in _HIDDEN:
                if block and getattr(block, name, "") and not getattr(found, name):
                    changed[name] = getattr(block, name)
        return cast("T", evolve(found, **changed)) if changed else node

    def _inside(self, nodes: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(self._node(node) for node in nodes)


def _first(known: dict[Any, deque[T]], key: object) -> T | None:
    return known[key].popleft() if known.get(key) else None


def _key(node: n.Block) -> tuple[object, ...]:
    """By what a block read from the page is known to be one that was there."""
    match node:
        case n.Paragraph():
            return "paragraph", node.role, _form(node.content)
        case n.Heading():
            return "heading", node.level, _form(node.content)
        case n.Division():
            return "division", node.kind
        case n.Table():
            return "table", max((len(row.cells) for row in node.rows), default=0)
        case _:
            return (type(node).__name__,)


# ── how a line looks ────────────────────────────────────────────────────────────────────────────────────────────────


def _plain(content: tuple[n.Inline, ...]) -> str:
    return " ".join(inline_text(content).split())


def _form(content: Iterable[n.Inline]) -> str:
    """Words with how they look, the same for what was written and for what is read of it."""
    out: list[str] = []
    last = ""
    for look, text in _pieces(content, frozenset()):
        now = " ".join(sorted(look))
        for index, part in enumerate(text.split(" ")):
            if index:
                out.append(" ")
            if part:
                out.append(part if now == last else f"\x02{now}\x03{part}")
                last = now
    return " ".join("".join(out).split())


def _pieces(content: Iterable[n.Inline], look: frozenset[str]) -> Iterator[tuple[frozenset[str], str]]:
    for item in content:
        match item:
            case n.Text(text):
                yield look, _SPACE.sub(" ", text)
            case n.Code(text):
                yield look | {"code"}, text
            case n.LineBreak():
                yield look, " "
            case n.Image(alt=alt):
                yield look, alt
            case n.RawInline():
                pass
            case n.Note(blocks):
                said = "".join(_form(node.content) for _, node in walk(item) if isinstance(node, (n.Paragraph, n.Heading)))
                yield look, f"\x0e{said}{len(blocks)}\x0f"
            case n.Link():
                href = item.href if item.href[:1] == "#" else target(item.href)
                yield from _pieces(item.content, look | {f"to {address(href)}"} if href else look)
            case n.Quotation() | n.Mention() | n.Date() | n.Span():
                yield from _pieces(item.content, look)
            case _:
                yield from _pieces(item.content, look | {type(item).__name__})
