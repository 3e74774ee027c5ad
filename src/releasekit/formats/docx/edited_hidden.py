"""What a page does not show of blocks that were edited: blocks read from it and those that stood there in, both as one out.

A paragraph within an edited list, table or quotation that says what one there said is that one, with its mentions, dates
and language. In a changed line, what stands unseen on words that are as they were stays (see `edited_marks`), and a mention
or quotation in changed words keeps whom it means; a part of a text keeps its attributes.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import evolve

from releasekit.formats.docx import edited_marks
from releasekit.formats.docx.seen import BREAK, WHITE, address
from releasekit.formats.docx.story import target
from releasekit.model import nodes as n
from releasekit.model.walk import child_fields, walk
from releasekit.model.words import inline_text
from releasekit.style.words import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.model import Release

T = TypeVar("T")

_MOST_LINES = 20
"""In how many lines a word is looked for: one that is in more tells none apart."""
_MOST_NEAR = 4
"""From how many lines a changed one may come."""

_LINES = ("content", "speaker", "attribution", "caption", "credit")
"""The fields that hold a line of words."""
_HIDDEN = ("lang", "direction", "attributes", "align")
"""The fields of blocks that a page does not say, or says in another way."""


class Hidden:
    """What may be put back: each thing once, in its order."""

    def __init__(self, release: Release, lost: Iterable[n.Block], lines: Iterable[tuple[n.Inline, ...]] = ()) -> None:
        self._release = release
        self._blocks: dict[tuple[object, ...], deque[n.Block]] = defaultdict(deque)
        self._lines: dict[str, deque[tuple[n.Inline, ...]]] = defaultdict(deque)
        self._mentions: dict[tuple[str, str], deque[n.Mention]] = defaultdict(deque)
        self._marked: list[tuple[n.Inline, ...]] = []
        """The lines with something unseen on their words."""
        self._with_word: dict[str, list[int]] = defaultdict(list)
        """Which of these have a word."""
        self._used: set[int] = set()
        """The ids of what stood unseen on words and is put back."""
        self._near: list[Any] = []
        """What stood unseen on the words of the line that is put back."""
        self.changed: list[tuple[str, str]] = []
        """The words of mentions and quotations that are others now, and the id of whom they mean, as they did."""
        for line in lines:
            self._lines[_form(line)].append(line)
            self._know(line)
            self._index(line)
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
            self._index(node.content)
            return
        for name in _LINES:
            if isinstance(node, (n.Table, n.Figure, n.Speech, n.BlockQuote)) and (line := getattr(node, name, None)):
                self._lines[_form(line)].append(line)
                self._index(line)
        if isinstance(node, (n.Table, n.Speech, n.BlockQuote, n.BulletList, n.OrderedList, n.Division)):
            self._blocks[_key(node)].append(node)

    def _index(self, line: tuple[n.Inline, ...]) -> None:
        """Know a line by its words, if something stands unseen on them."""
        if edited_marks.marks(line):
            for word in {*inline_text(line).split()}:
                if len(self._with_word[word]) < _MOST_LINES:
                    self._with_word[word].append(len(self._marked))
            self._marked.append(line)

    def line(self, content: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
        """A line of words with what belongs to it."""
        if old := _first(self._lines, _form(content)):
            self._use(old)
            return old
        return self._changed(content)

    def _use(self, line: tuple[n.Inline, ...]) -> None:
        self._used |= {id(mark.node) for mark in edited_marks.marks(line)} if self._marked else set()

    def _changed(self, content: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
        """A changed line, with what stood unseen on the words of those that it comes from."""
        outer, self._near = self._near, []
        words = {*inline_text(content).split()} if self._marked else ()
        common = Counter(index for word in words for index in self._with_word.get(word, ()))
        for index, count in common.most_common(_MOST_NEAR):
            old = self._marked[index]
            if count * 2 >= min(len(words), len({*inline_text(old).split()})):
                content = edited_marks.put_back(content, old, self._used, is_part=bool(self._near))
                self._near += [mark.node for mark in edited_marks.marks(old)]
        found = self._inside(content)
        self._near = outer
        return found

    def blocks(self, blocks: Iterable[n.Block]) -> tuple[n.Block, ...]:
        """Blocks with what belongs to them."""
        return tuple(self._node(block) for block in blocks)

    def _node(self, node: T) -> T:
        found: Any = node
        if isinstance(node, (n.Paragraph, n.Heading)):
            if old := _first(self._blocks, _key(node)):
                self._use(cast("n.Paragraph", old).content)
                return cast("T", old)
            return cast("T", evolve(node, content=self._changed(node.content)))
        if isinstance(node, n.Mention) and not node.ref:
            return cast("T", self._meant(node))
        if isinstance(node, n.Quotation) and not node.speaker and (spoken := self._other(node)):
            found = evolve(node, speaker=spoken.speaker)
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
            if isinstance(node, n.Table):
                changed["rows"] = self._aligned(cast("tuple[n.Row, ...]", changed.get("rows", node.rows)), block)
        return cast("T", evolve(found, **changed)) if changed or found is not node else node

    def _aligned(self, rows: tuple[n.Row, ...], old: n.Table | None) -> tuple[n.Row, ...]:
        """Rows in which no cell says that it is aligned as all are, if none did: LibreOffice says it of each."""
        usual = "right" if direction_of(self._release.lang, self._release.direction) == "rtl" else "left"
        if old and any(cell.align == usual for row in old.rows for cell in row.cells):
            return rows
        return tuple(
            evolve(row, cells=tuple(evolve(cell, align="") if cell.align == usual else cell for cell in row.cells))
            for row in rows
        )

    def _meant(self, mention: n.Mention) -> n.Mention:
        """A mention with whom it means: the next lost one with its words, else one in its line with words like its own, else any."""
        known = self._mentions.get((mention.kind, _plain(mention.content)), deque())
        while known:
            if id(found := known.popleft()) not in self._used:
                self._used.add(id(found))
                return found
        if near := self._other(mention):
            return evolve(mention, ref=near.ref)
        refs = self._refs.get((mention.kind, _plain(mention.content)), set())
        return evolve(mention, ref=next(iter(refs))) if len(refs) == 1 else mention

    @cached_property
    def _refs(self) -> dict[tuple[str, str], set[str]]:
        """Whom the mentions of a kind with the same words mean, wherever they stand: a copy means what they do."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for _, node in walk(self._release):
            if isinstance(node, n.Mention) and node.ref:
                found[node.kind, _plain(node.content)].add(node.ref)
        return found

    def _other(self, node: T) -> T | None:
        """What stood in this line in the place of a mention or quotation that has other words now."""
        here = inline_text(cast("Any", node).content)
        for old in self._near:
            same = type(old) is type(node) and getattr(old, "kind", "") == getattr(node, "kind", "")
            if same and id(old) not in self._used and edited_marks.alike(here, inline_text(old.content)):
                self._used.add(id(old))
                self.changed.append((here, old.ref if isinstance(old, n.Mention) else old.speaker))
                return cast("T", old)
        return None

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
            if part.strip(WHITE):
                out.append(part if now == last else f"\x02{now}\x03{part}")
                last = now
            else:
                out.append(part)
    return "".join(out).strip(WHITE)


def _pieces(content: Iterable[n.Inline], look: frozenset[str]) -> Iterator[tuple[frozenset[str], str]]:
    for item in content:
        match item:
            case n.Text(text):
                yield look, text.replace("\n", " ")
            case n.Code(text):
                yield look | {"code"}, text.replace("\n", BREAK)
            case n.LineBreak():
                yield look, BREAK
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
