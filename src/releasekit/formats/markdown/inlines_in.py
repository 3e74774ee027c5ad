"""The tokens of a line to inlines, without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from releasekit.formats.markdown.rules.depth import TooDeepError
from releasekit.formats.markdown.spans import span
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_MARKS: dict[str, type[n.Emphasis | n.Strong | n.Strike]] = {"em": n.Emphasis, "strong": n.Strong, "s": n.Strike}


class Notes(Protocol):
    """Where the notes of a text come from."""

    def __call__(self, label: str, depth: int, /) -> n.Inline:
        """The note of a label, or the words of its mark where it cannot be one."""


class _Frame:
    """What is open: the token that opened it, and the inlines in it so far."""

    def __init__(self, token: Token | None, depth: int) -> None:
        self.token = token
        self.depth = depth
        self.content: list[n.Inline] = []
        self.words: list[str] = []

    def closed(self) -> tuple[n.Inline, ...]:
        self.flush()
        return tuple(self.content)

    def flush(self) -> None:
        if self.words:
            self.content.append(n.Text("".join(self.words)))
            self.words = []

    def add(self, item: n.Inline) -> None:
        if isinstance(item, n.Text):
            self.words.append(item.text)
        else:
            self.flush()
            self.content.append(item)


def inlines(tokens: Sequence[Token], notes: Notes, depth: int) -> tuple[n.Inline, ...]:
    """The inlines of tokens that stand at a depth of the release. Raises `TooDeepError`."""
    stack = [_Frame(None, depth)]
    for token in tokens:
        top = stack[-1]
        if token.nesting > 0:
            # A mark that begins another of its kind will be one with it: a run of asterisks is no depth.
            same = top.token is not None and top.token.tag == token.tag in _MARKS and not top.content and not top.words
            if top.depth >= n.MAX_DEPTH and not same:
                raise TooDeepError
            stack.append(_Frame(token, top.depth + (not same)))
        elif token.nesting < 0:
            stack.pop()
            stack[-1].add(_node(top))
        elif token.type in {"text", "text_special"}:
            if token.content:
                top.words.append(token.content)
        else:
            top.add(_leaf(token, notes, top.depth))
    return stack[0].closed()


def _leaf(token: Token, notes: Notes, depth: int) -> n.Inline:
    match token.type:
        case "softbreak":
            return n.Text("\n")
        case "hardbreak":
            return n.LineBreak()
        case "code_inline":
            return n.Code(token.content)
        case "raw_inline":
            return n.RawInline(token.info, token.content)
        case "html_inline":
            return n.RawInline("html", token.content)
        case "note":
            return notes(token.meta["label"], depth)
        case _:
            return n.Text(token.content)


def _node(frame: _Frame) -> n.Inline:
    token, content = frame.token, frame.closed()
    match token.type if token else "":
        case "link_open" if token and "href" in token.meta:
            return n.Link(content, token.meta["href"], token.meta["title"])
        case "link_open" if token:
            return n.Link(content, str(token.attrs["href"]))
        case "image_open" if token:
            return n.Image(token.meta["href"], _alternative(content), token.meta["title"])
        case "span_open" if token:
            return span(content, token.meta["attributes"])
        case _:
            kind = _MARKS[token.tag if token else ""]
            # A mark of nothing but one of its kind is that one.
            return content[0] if len(content) == 1 and isinstance(content[0], kind) else kind(content)


def _alternative(content: tuple[n.Inline, ...]) -> str:
    """The words of an image's description, without their marks (CommonMark 0.31.2, 6.4)."""
    words = []
    waiting: list[n.Inline] = list(reversed(content))
    while waiting:
        match waiting.pop():
            case n.Text(text) | n.Code(text):
                words.append(text)
            case n.LineBreak():
                words.append("\n")
            case n.Image(alt=alt):
                words.append(alt)
            case n.RawInline() | n.Note():
                pass
            case item:
                waiting.extend(reversed(item.content))
    return "".join(words)
