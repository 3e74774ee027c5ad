"""Delimiter runs to marks: `*`, `_` and `~~`, by the rules of CommonMark 0.31.2 (6.2) and the algorithm of its appendix."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from releasekit.formats.markdown.parse.characters import sort_of
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.formats.markdown.parse.inlines import Line


class Run:
    """A run of one delimiter character, of which `count` are left."""

    __slots__ = ("char", "closes", "count", "length", "opens")

    def __init__(self, char: str, length: int, *, opens: bool, closes: bool) -> None:
        self.char = char
        self.count = length
        self.length = length
        self.opens = opens
        self.closes = closes


Item: TypeAlias = "n.Inline | str | Run"
"""What a line consists of while it is read: a string is words, or a bracket that may yet turn out to open something."""


class _Opener(NamedTuple):
    """A run that may open a mark: where it stands in the line, and how many such runs came before it."""

    run: Run
    place: int
    order: int


def delimiter(line: Line, at: int, after: int) -> int:
    """Take a delimiter run."""
    text = line.text
    char = text[at]
    before = sort_of(text[at - 1]) if at else "space"
    behind = sort_of(text[after]) if after < len(text) else "space"
    left = behind == "word" or (behind == "punctuation" and before != "word")
    right = before == "word" or (before == "punctuation" and behind != "word")
    if char == "_":
        # Within a word, an underscore is one.
        opens, closes = left and (not right or before == "punctuation"), right and (not left or behind == "punctuation")
    else:
        opens, closes = left, right
    if opens or closes:
        line.runs += 1
        line.out.append(Run(char, after - at, opens=opens, closes=closes))
    else:
        line.out.append(text[at:after])
    return after


def joined(items: Sequence[Item]) -> tuple[n.Inline, ...]:
    """The inlines of items: neighbouring words are one text, and what is left of a run is words."""
    if len(items) == 1 and isinstance(items[0], str):
        return (n.Text(items[0]),)
    out: list[n.Inline] = []
    words: list[str] = []
    for item in items:
        if type(item) is str:
            words.append(item)
        elif type(item) is Run:
            words.append(item.char * item.count)
        else:
            if words:
                out.append(n.Text("".join(words)))
                words = []
            out.append(item)  # type: ignore[arg-type]  # neither a string nor a run
    if words:
        out.append(n.Text("".join(words)))
    return tuple(out)


def marked(items: Sequence[Item], line: Line) -> tuple[n.Inline, ...]:
    """The inlines of items with their runs resolved (appendix, `process emphasis`)."""
    out: list[Item] = []
    openers: list[_Opener] = []
    # For each sort of closer, the order of the first opener that was not looked at in vain.
    bottoms: dict[tuple[str, bool, int], int] = {}
    order = 0
    for item in items:
        if type(item) is not Run:
            out.append(item)
            continue
        width = 2 if item.char == "~" else 1
        kind = (item.char, item.opens, item.length % 3)
        while item.closes and item.count >= width:
            found = _opener(openers, item, bottoms.get(kind, 0))
            if found < 0:
                bottoms[kind] = order
                break
            opener = openers[found]
            used = 2 if opener.run.count >= 2 and item.count >= 2 else 1
            content = joined(out[opener.place + 1 :])
            item.count -= used
            opener.run.count -= used
            keep = opener.run.count >= width
            del openers[found + keep :]
            del out[opener.place + (opener.run.count > 0) :]
            out.append(_mark(item.char, used, content))
            line.made += 1
        if item.opens and item.count >= width:
            openers.append(_Opener(item, len(out), order))
            order += 1
        if item.count:
            out.append(item)
    return joined(out)


def _opener(openers: list[_Opener], closer: Run, bottom: int) -> int:
    """The place of the nearest opener that a run closes, or -1."""
    for index in range(len(openers) - 1, -1, -1):
        run, _, order = openers[index]
        if order < bottom:
            break
        if run.char == closer.char and (
            closer.char == "~"
            or not (run.closes or closer.opens)
            or (run.length + closer.length) % 3
            or not (run.length % 3 or closer.length % 3)
        ):
            return index
    return -1


def _mark(char: str, width: int, content: tuple[n.Inline, ...]) -> n.Inline:
    kind = n.Strike if char == "~" else n.Strong if width == 2 else n.Emphasis
    # A mark of nothing but one of its kind is that one: a run of a thousand asterisks is no depth.
    return content[0] if len(content) == 1 and type(content[0]) is kind else kind(content)
