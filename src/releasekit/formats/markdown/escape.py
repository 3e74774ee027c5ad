"""Words to Markdown that reads back as those words: a backslash or a character reference only where one is needed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterator

Edge: TypeAlias = Literal["edge", "mark", "bracket", "break", "code", "node"]
"""What stands beside a text: the edge of its block, a delimiter such as `*`, a bracket, a line end, a code span, or another
inline. White space beside an edge, a delimiter or a line end would be lost, and is written as character references."""

_SPECIAL = re.compile(
    r"\*+|_+|~+|`|\\|\[[^\W_](?:(?:[^\W_]|[ .,'’-]){0,200}[^\W_])?\](?=[\s.,;?!)”’\"']|\Z)|\[|\]|<|&(?=#|[A-Za-z][A-Za-z0-9]*;)"
)
_TRICKY = re.compile(r"[\\`*_~\[\]<&\n]")
_HARMLESS_ANGLE = re.compile(r"<(?=[0-9]{0,9}[\s,;)])")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_SPACES = frozenset(
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_LOST: dict[str, str] = {
    "mark": "".join(_SPACES),
    # What parsers that trim as JavaScript does would take away; an ideographic space, which indents a Chinese paragraph, is
    # more use to a reader as it is.
    "edge": "".join(_SPACES - {"\u3000"}) + "\u2028\u2029",
    "break": " \t",
}
"""The white space that is lost beside an edge."""


@lru_cache(maxsize=4096)
def sort_of(char: str) -> str:
    """How CommonMark sees a character beside a delimiter run (0.31.2, 6.2): `space`, `punctuation` or `word`."""
    if char.isalnum():
        return "word"
    if char in _SPACES:
        return "space"
    return "punctuation" if char in _PUNCTUATION or category(char)[0] in "PS" else "word"


def reference(char: str) -> str:
    """A character as a character reference."""
    return "&nbsp;" if char == "\u00a0" else f"&#{ord(char)};"


def escape(text: str, start: Edge = "edge", end: Edge = "edge", *, bracketed: bool = False, one_line: bool = False) -> str:
    """The text as Markdown.

    `bracketed` says that it stands somewhere within brackets, `one_line` that a line end cannot be written as one.
    """
    if not text:
        return ""
    if not _TRICKY.search(text):
        lines = [text]
    elif one_line or "\n" not in text:
        lines = text.split("\n")
    else:
        return _lines(text.split("\n"), start, end, bracketed=bracketed)
    out = "&#10;".join(
        _line(line, start if first else "node", end if last else "node", bracketed=bracketed)
        for first, last, line in _placed(lines)
    )
    return _closed(out, end)


def _placed(lines: list[str]) -> Iterator[tuple[bool, bool, str]]:
    last = len(lines) - 1
    for index, line in enumerate(lines):
        yield index == 0, index == last, line


def _lines(lines: list[str], start: Edge, end: Edge, *, bracketed: bool) -> str:
    """Lines with soft breaks between them: no line is empty, and none begins or ends with white space."""
    out: list[str] = []
    previous = ""
    for first, last, line in _placed(lines):
        if not first:
            before, after = len(out) == 1 and not lines[0], last and not line
            # A line end is one unless it would leave an empty line, or stand where white space is lost.
            lost = (before and start in {"break", "mark", "edge"}) or (after and end in {"mark", "edge"})
            out.append("&#10;" if lost or (len(out) > 1 and not previous) else "\n")
        out.append(_line(line, start if first else "break", end if last else "break", bracketed=bracketed))
        previous = line
    return _closed("".join(out), end)


def _line(line: str, start: Edge, end: Edge, *, bracketed: bool) -> str:
    """A piece of text without line ends."""
    lead = tail = ""
    if start in {"edge", "break", "mark"}:
        core = line.lstrip(_LOST[start])
        lead = "".join(map(reference, line[: len(line) - len(core)]))
        line = core
    if end in {"edge", "break", "mark"}:
        core = line.rstrip(_LOST[end])
        tail = "".join(map(reference, line[len(core) :]))
        line = core
    if _TRICKY.search(line):
        line = _SPECIAL.sub(lambda found: _special(found, start, end, tail=bool(tail), bracketed=bracketed), line)
    if start == "code" and line.startswith("{"):
        line = "\\" + line
    return lead + line + tail


def _closed(text: str, end: Edge) -> str:
    """An exclamation mark before a bracket would make an image."""
    return text[:-1] + "\\!" if end == "node" and text.endswith("!") else text


def _special(found: re.Match[str], start: Edge, end: Edge, *, tail: bool, bracketed: bool) -> str:
    line, run = found.string, found[0]
    first, last = found.span()
    before, after = line[first - 1 : first], line[last : last + 1]
    match run[0]:
        case "*":
            return run if _alone(line, first, last) else "\\*" * len(run)
        case "_":
            inside = before and after and sort_of(before) == sort_of(after) == "word"
            return run if inside or _alone(line, first, last) else "\\_" * len(run)
        case "~":
            open_edge = (not before and start not in {"edge", "break"}) or (not after and end not in {"edge", "break"})
            return run if len(run) == 1 and not open_edge else "\\~" * len(run)
        case "\\":
            literal = after not in _PUNCTUATION if after else end == "edge" and not tail
            return run if literal else "\\\\"
        case "]":
            return "\\]" if bracketed else run
        case "<":
            return run if _HARMLESS_ANGLE.match(line, first) else "\\<"
        case "[" if len(run) > 1:
            return run
        case _:
            return "\\" + run


def _alone(line: str, first: int, last: int) -> bool:
    """Whether a run stands between two spaces that words surround: then it can be no delimiter."""
    if first < 2 or line[first - 1] != " " or line[first - 2].isspace():
        return False
    return line[last : last + 1] == " " and not line[last + 1 : last + 2].isspace() and last + 1 < len(line)
