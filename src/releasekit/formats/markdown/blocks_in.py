"""The tokens of a body to blocks, without recursion but for notes within notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen
from markdown_it.common.utils import unescapeAll

from releasekit.errors import ReadError
from releasekit.formats.markdown.divisions import Part, division, plain, quote
from releasekit.formats.markdown.inlines_in import inlines
from releasekit.formats.markdown.rules.code import RAW
from releasekit.formats.markdown.rules.depth import TooDeepError
from releasekit.formats.markdown.spans import PARTS
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from releasekit.format import Context

_EXPANSION = 20_000
"""How many tokens the notes of a text may come to, beyond ten times its own, where it uses notes more than once."""
MANY = 20
"""So many of a kind are reported one by one, and the rest by their number."""
_WEIGHTLESS = frozenset({"lead", "paragraph", "heading", "list", "blockquote"})
"""Divisions that say something of the one block in them and are no node of their own."""


class _Frame:
    """What is open: the token that opened it, the blocks in it so far, and how deep they stand."""

    def __init__(self, token: Token | None, depth: int) -> None:
        self.token = token
        self.depth = depth
        self.blocks: list[n.Block | Part] = []
        self.tight = True


@frozen
class _Definition:
    """Where the tokens of a note stand, without those that open and close it."""

    start: int
    end: int


class Body:
    """The blocks of a text and its notes; `offset` is what the lines of its tokens lack."""

    def __init__(self, tokens: list[Token], context: Context, offset: int) -> None:
        self.tokens = tokens
        self.context = context
        self.offset = offset
        self._definitions: dict[str, _Definition] = {}
        self._notes: dict[str, tuple[tuple[n.Block, ...], int]] = {}
        self._open: list[str] = []
        self._spent = 0
        self._size = 0
        self._unpointed = 0

    def blocks(self, headlines: Sequence[Token] = ()) -> tuple[n.Block, ...]:
        """All blocks; notes that neither the text nor the tokens of its headlines point to stand where they are defined."""
        self._find_notes(headlines)
        blocks = self._blocks(0, len(self.tokens), 1)
        if self._unpointed > MANY:
            self.context.guess("note-without-mark", f"nothing points to {self._unpointed - MANY} more notes: they stay too")
        return blocks

    def line(self, tokens: Sequence[Token], depth: int) -> tuple[n.Inline, ...]:
        """The inlines of a line of words."""
        return inlines(tokens, self._note, depth)

    def _find_notes(self, headlines: Sequence[Token]) -> None:
        within: list[str | None] = [None]
        pointed: dict[str | None, list[str]] = {None: _pointed(headlines)}
        starts: dict[str, int] = {}
        order: list[str] = []
        for index, token in enumerate(self.tokens):
            if token.type == "footnote_open":
                label = token.meta["label"] if token.meta["first"] else within[-1]
                if token.meta["first"]:
                    starts[token.meta["label"]] = index + 1
                    order.append(token.meta["label"])
                within.append(label)
            elif token.type == "footnote_close":
                label = within.pop()
                if label in starts and label not in self._definitions and label != within[-1]:
                    self._definitions[str(label)] = _Definition(starts[str(label)], index)
            elif token.type == "inline":
                pointed.setdefault(within[-1], []).extend(_pointed(token.children or ()))
        reached: set[str] = set()
        _reach(pointed, [None], reached)
        for label in order:
            if label not in reached:
                del self._definitions[label]
                _reach(pointed, [label], reached)

    def _note(self, label: str, depth: int) -> n.Inline:
        definition = self._definitions.get(label)
        if definition is None or label in self._open:
            if definition is not None:
                message = f"the note [^{label}] refers to itself: its mark is kept as words"
                self.context.guess("note-within-itself", message, line=self._line_of(self.tokens[definition.start - 1]))
            return n.Text(f"[^{label}]")
        if label not in self._notes:
            self._open.append(label)
            outside, self._size = self._size, definition.end - definition.start
            blocks = self._blocks(definition.start, definition.end, depth + 1)
            self._notes[label] = blocks, self._size
            self._size = outside
            self._open.pop()
        blocks, size = self._notes[label]
        self._size += size
        if not self._open:
            self._spent += size
            if self._spent > _EXPANSION + 10 * len(self.tokens):
                line = self._line_of(self.tokens[definition.start - 1])
                message = f"notes that use each other make the text too long: write the words of [^{label}] once"
                raise ReadError(message, name=self.context.name, line=line)
        return n.Note(blocks) if blocks else n.Text(f"[^{label}]")

    def _blocks(self, start: int, end: int, depth: int) -> tuple[n.Block, ...]:
        stack = [_Frame(None, depth)]
        words: tuple[n.Inline, ...] = ()
        spanned = ""
        index = start
        while index < end:
            token = self.tokens[index]
            index += 1
            frame = stack[-1]
            match token.type:
                case "paragraph_open" | "heading_open":
                    continue
                case "inline":
                    words = self._words(token, frame.depth)
                    spanned = _spanned(token.children or [])
                    if frame.token and frame.token.type == "td_open" and words:
                        frame.blocks.append(n.Paragraph(words))
                case "paragraph_close":
                    if len(stack) > 1 and frame.token and frame.token.type == "list_item_open":
                        stack[-2].tight = token.hidden
                    paragraph = n.Paragraph(words)
                    if spanned and isinstance(words[0], n.Span):
                        frame.blocks.append(Part(spanned, words[0].content, paragraph))
                    else:
                        frame.blocks.append(paragraph)
                case "heading_close":
                    frame.blocks.append(n.Heading(words, int(token.tag[1])))
                case "footnote_open" if token.meta["label"] in self._definitions and token.meta["first"]:
                    index = self._definitions[token.meta["label"]].end + 1
                case _ if token.nesting > 0:
                    stack.append(self._opened(token, frame.depth))
                case _ if token.nesting < 0:
                    stack.pop()
                    self._close(frame, stack[-1])
                case _:
                    frame.blocks.append(_leaf(token))
        return plain(stack[0].blocks)

    def _opened(self, token: Token, depth: int) -> _Frame:
        weightless = token.type == "division_open" and token.meta["attributes"].kind in _WEIGHTLESS
        if depth + 1 > n.MAX_DEPTH + (1 if weightless else 0):
            raise TooDeepError(token.map[0] if token.map else None)
        return _Frame(token, depth if weightless else depth + 1)

    def _close(self, frame: _Frame, parent: _Frame) -> None:
        token = frame.token
        if token is None:  # the body itself is not closed
            return
        match token.type:
            case "bullet_list_open":
                parent.blocks.append(n.BulletList(_items(frame), tight=frame.tight))
            case "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                parent.blocks.append(n.OrderedList(_items(frame), start, tight=frame.tight))
            case "list_item_open":
                parent.blocks.append(Part("item", n.Item(plain(frame.blocks)), None))
            case "blockquote_open":
                parent.blocks.append(quote(frame.blocks))
            case "table_open":
                parent.blocks.append(n.Table(_rows(frame), head_rows=1, align=tuple(token.meta["align"])))
            case "tr_open":
                cells = tuple(part.value for part in frame.blocks if isinstance(part, Part))
                parent.blocks.append(Part("tr", n.Row(cells), None))
            case "td_open":
                parent.blocks.append(Part("td", n.Cell(plain(frame.blocks)), None))
            case "footnote_open":
                label = token.meta["label"]
                self._unpointed += 1
                if self._unpointed <= MANY:
                    message = f"nothing points to the note [^{label}]: it stays where it is"
                    self.context.guess("note-without-mark", message, line=self._line_of(token))
                parent.blocks.append(n.Division(plain(frame.blocks), kind="footnote", attributes=(("label", label),)))
            case _:
                parent.blocks.append(division(frame.blocks, token.meta["attributes"]))

    def _words(self, token: Token, depth: int) -> tuple[n.Inline, ...]:
        try:
            return inlines(token.children or [], self._note, depth + 1)
        except TooDeepError as error:
            raise TooDeepError(token.map[0] if error.line is None and token.map else error.line) from None

    def _line_of(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self.offset + 1


def _pointed(tokens: Sequence[Token]) -> list[str]:
    return [token.meta["label"] for token in tokens if token.type == "note"]


def _reach(pointed: dict[str | None, list[str]], waiting: list[Any], reached: set[str]) -> None:
    """Add to the labels reached all that these point to, and so on."""
    while waiting:
        for label in pointed.get(waiting.pop(), ()):
            if label not in reached:
                reached.add(label)
                waiting.append(label)


def _spanned(tokens: Sequence[Token]) -> str:
    """The kind of part that a paragraph is, if it is one span of such a kind and nothing else."""
    if not tokens or tokens[0].type != "span_open" or tokens[-1].type != "span_close":
        return ""
    attributes = tokens[0].meta["attributes"]
    if attributes.kind not in PARTS or attributes.pairs:
        return ""
    alone = all(token.level > tokens[0].level for token in tokens[1:-1])
    return str(attributes.kind) if alone else ""


def _leaf(token: Token) -> n.Block:
    content = token.content.removesuffix("\n")
    match token.type:
        case "hr":
            return n.ThematicBreak()
        case "html_block":
            return n.RawBlock("html", content)
        case "fence":
            info = token.info.strip(" \t")
            raw = RAW.fullmatch(info)
            return n.RawBlock(raw[1], content) if raw else n.CodeBlock(content, unescapeAll(info))
        case _:
            return n.CodeBlock(content)


def _items(frame: _Frame) -> tuple[n.Item, ...]:
    return tuple(part.value for part in frame.blocks if isinstance(part, Part))


def _rows(frame: _Frame) -> tuple[n.Row, ...]:
    return tuple(part.value for part in frame.blocks if isinstance(part, Part))
