"""A line of words to inlines, in one pass from sign to sign (CommonMark 0.31.2, appendix, second phase)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from releasekit.formats.markdown.parse.brackets import closing, opening
from releasekit.formats.markdown.parse.characters import PUNCTUATION, REFERENCE, referred
from releasekit.formats.markdown.parse.code import code
from releasekit.formats.markdown.parse.delimiters import delimiter, joined, marked
from releasekit.formats.markdown.parse.depth import TooDeepError
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from releasekit.formats.markdown.parse.brackets import Opener
    from releasekit.formats.markdown.parse.delimiters import Item
    from releasekit.formats.markdown.parse.references import Reference

_SIGN = re.compile(r"\\|&|<|!\[|\[|\]|``*|\*\**|__*|~~~*|\n(?<= \n)[ \t]*|\n[ \t]+")
"""What may be more than words: a line end is, where spaces stand beside it.

Each branch begins with a character of its own, so that the search for one of these is a search for a character.
"""
_BLANKS = re.compile(r"[ \t]*")


class Scope(Protocol):
    """What a line of words may refer to."""

    referred: set[str]
    """The labels that were referred to."""

    @property
    def references(self) -> Mapping[str, Reference]:
        """What labels stand for."""

    @property
    def definitions(self) -> Container[str]:
        """The labels of the notes."""

    def note(self, label: str, depth: int, /) -> n.Note | str:
        """The note of a label, or its mark as words where it cannot be one."""


class Line:
    """The words that are being read, and what is found in them so far."""

    __slots__ = ("absent", "backticks", "depth", "inactive", "made", "openers", "out", "runs", "scope", "text")

    def __init__(self, text: str, scope: Scope, depth: int) -> None:
        self.text = text
        self.scope = scope
        self.depth = depth
        """How deep these inlines stand in the release."""
        self.out: list[Item] = []
        self.openers: list[Opener] = []
        """The brackets that are open."""
        self.inactive = 0
        """How many of them, from the first, can be no link any more."""
        self.runs = 0
        """How many delimiter runs there were."""
        self.made = 0
        """How many inlines with inlines in them there are: no more than this many stand one in the other."""
        self.backticks: dict[int, list[int]] | None = None
        """Where the runs of backticks are, by their length, once it was asked."""
        self.absent: set[str] = set()
        """The ends of comments and the like that do not occur any more."""

    def read(self, sign: re.Match[str] | None) -> tuple[n.Inline, ...]:
        """The inlines, from the first sign on. Raises `TooDeepError`."""
        text, out = self.text, self.out
        pos = 0
        while sign:
            at, after = sign.span()
            if at > pos:
                out.append(text[pos:at])
            pos = _TAKES[text[at]](self, at, after)
            sign = _SIGN.search(text, pos)
        if pos < len(text):
            out.append(text[pos:])
        content = self.inlines(0, runs=self.runs > 0)
        if self.depth + self.made > n.MAX_DEPTH:
            _measure(content, self.depth)
        return content

    def inlines(self, start: int, *, runs: bool) -> tuple[n.Inline, ...]:
        """The inlines of the items from one on; `runs` says that there may be delimiter runs among them."""
        items = self.out[start:] if start else self.out
        return marked(items, self) if runs else joined(items)


def inlines(text: str, scope: Scope, depth: int) -> tuple[n.Inline, ...]:
    """The inlines of words that stand at a depth of the release. Raises `TooDeepError`."""
    if sign := _SIGN.search(text):
        return Line(text, scope, depth).read(sign)
    return (n.Text(text),) if text else ()


def _backslash(line: Line, at: int, after: int) -> int:
    """Take an escaped character (2.4) or a hard line break (6.7), or the backslash alone."""
    char = line.text[after : after + 1]
    if char == "\n":
        line.out.append(n.LineBreak())
        return _BLANKS.match(line.text, after + 1).end()  # type: ignore[union-attr]  # it matches the empty string
    if char and char in PUNCTUATION:
        line.out.append(char)
        return after + 1
    line.out.append(line.text[at:after])
    return after


def _ampersand(line: Line, at: int, after: int) -> int:
    """Take a character reference (2.5), or the ampersand alone."""
    found = REFERENCE.match(line.text, at)
    line.out.append(referred(found) if found else "&")
    return found.end() if found else after


def _angle(line: Line, at: int, after: int) -> int:
    """Take an autolink (6.5) or raw HTML (6.6), or the `<` alone."""
    from releasekit.formats.markdown.parse.html import angle

    return angle(line, at, after)


def _line_end(line: Line, at: int, after: int) -> int:
    """Take a line end and the spaces beside it: two or more before it are a hard line break (6.7, 6.8)."""
    out = line.out
    spaces = 0
    if at and line.text[at - 1] == " " and out and isinstance(out[-1], str):
        words = out[-1].rstrip(" ")
        spaces = len(out[-1]) - len(words)
        out[-1] = words
        if not words:
            out.pop()
    out.append(n.LineBreak() if spaces > 1 else "\n")
    return after


_TAKES: dict[str, Callable[[Line, int, int], int]] = {
    "\\": _backslash,
    "&": _ampersand,
    "\n": _line_end,
    "`": code,
    "<": _angle,
    "[": opening,
    "!": opening,
    "]": closing,
    "*": delimiter,
    "_": delimiter,
    "~": delimiter,
}
"""Who takes a sign, by its first character: given the line and the place of the sign, it returns the place to go on at."""


def _measure(content: tuple[n.Inline, ...], depth: int) -> None:
    """Refuse inlines that are nested too deeply."""
    waiting = [(content, depth)]
    while waiting:
        inside, depth = waiting.pop()
        if depth > n.MAX_DEPTH:
            raise TooDeepError
        waiting.extend(
            (item.content, depth + 1)
            for item in inside
            if not isinstance(item, (n.Text, n.Code, n.Image, n.LineBreak, n.Note, n.RawInline))
        )
