"""Words to Markdown that reads back as those words: a backslash or a character reference only where one is needed.

A sign is left as it is where nothing could come of it: an asterisk with none that it could pair with, brackets that no
address follows, an angle bracket or an ampersand that begins nothing. Most words have none of these signs, and are
looked at once.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from releasekit.formats.markdown.parse.characters import PUNCTUATION, REFERENCE, referred, sort_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Edge: TypeAlias = Literal["edge", "mark", "bracket", "break", "bearer", "node"]
"""What stands beside a text: the edge of its block, a delimiter such as `*`, a bracket, a line end, an inline that takes
attributes from braces behind it (code, a link, a picture), or another. White space beside an edge, a delimiter or a line end
would be lost, and is written as character references."""

NODE = "\ufffc"
"""What stands for another inline in the text of a whole line."""

_TRICKY = re.compile(r"[\\`*_~\[\]<&\n]")
_SPECIAL = re.compile(r"\*+|_+|~+|`+|\\|\[(?!\^)(?:[^\[\]\\`*_~<&]|&(?![#A-Za-z0-9]+;))*\]|\[|\]|<|" + REFERENCE.pattern)
_CLOSED = re.compile(r"\[(?!\^)[^\[\]]*\]")
_RUN = re.compile(r"\*+|_+|~~+|`+")
_HARMLESS_ANGLE = re.compile(r"<(?![A-Za-z/!?])[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]*(?:[^A-Za-z0-9.!#$%&'*+/=?^_`{|}~@-]|(\Z))")
"""An angle bracket that begins no tag, and no address either: those are one word with an @ in it."""
_RAGGED = re.compile(r"(?:\A|\n)\s|\s(?:\n|\Z)")
"""White space that may have to be written as a character reference."""

_SPACES = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LOST: dict[str, str] = {
    "mark": _SPACES,
    # What parsers that trim as JavaScript does would take away; an ideographic space, which indents a Chinese paragraph, is
    # more use to a reader as it is.
    "edge": _SPACES.replace("\u3000", "") + "\u2028\u2029",
    "break": " \t",
}
"""The white space that is lost beside an edge."""

_TOUCHY = frozenset("{" + "".join(_LOST.values()))
"""Characters that may not stand beside an edge as they are."""

_ALL = frozenset("*_~`<")


class Signs:
    """What the signs on a line could mean."""

    def __init__(self, line: str = "", *, bracketed: bool = False, one_line: bool = False) -> None:
        self.line = line
        """The text of all inlines on the line, if they fill a block, with `NODE` for each that is no text."""
        self.bracketed = bracketed
        """The text stands within brackets, so that a closing one would end them."""
        self.one_line = one_line
        """A line end cannot be written as one, and no text stands at the beginning of a line."""

    @cached_property
    def live(self) -> frozenset[str]:
        """The signs that have another that they could pair with: all, where the line is not known."""
        return _live(self.line, one_line=self.one_line) if self.line else _ALL


def reference(char: str) -> str:
    """A character as a character reference."""
    return "&nbsp;" if char == "\u00a0" else f"&#{ord(char)};"


def is_plain(text: str) -> bool:
    """Whether a text means itself wherever it stands, but behind what takes attributes.

    Nothing in it is a sign, nor would its edges be lost.
    """
    return not _TRICKY.search(text) and text[:1] not in _TOUCHY and text[-1:] not in _TOUCHY


def escape(text: str, signs: Signs, start: Edge = "edge", end: Edge = "edge") -> str:
    """The text as Markdown."""
    if not text:
        return ""
    if not _TRICKY.search(text):
        if text[0] not in _TOUCHY and text[-1] not in _TOUCHY:
            return text
        lead, words, tail = _trimmed(text, start, end)
        return lead + ("\\" + words if start == "bearer" and words[:1] == "{" else words) + tail
    lines = text.split("\n")
    if len(lines) == 1 or not signs.one_line:
        return _lines(lines, start, end, signs)
    return "&#10;".join(
        _line(words, start if first else "node", end if last else "node", signs) for first, last, words in _placed(lines)
    )


def _placed(lines: list[str]) -> Iterator[tuple[bool, bool, str]]:
    last = len(lines) - 1
    for index, line in enumerate(lines):
        yield index == 0, index == last, line


def _lines(lines: list[str], start: Edge, end: Edge, signs: Signs) -> str:
    """Lines with soft breaks between them: no line is empty, and none begins or ends with white space."""
    out: list[str] = []
    previous = ""
    for first, last, line in _placed(lines):
        if not first:
            before, after = len(out) == 1 and not lines[0], last and not line
            # A line end is one unless it would leave an empty line, or stand where white space is lost.
            lost = (before and start in {"break", "mark", "edge"}) or (after and end in {"mark", "edge"})
            out.append("&#10;" if lost or (len(out) > 1 and not previous) else "\n")
        out.append(_line(line, start if first else "break", end if last else "break", signs))
        previous = line
    return "".join(out)


def _line(line: str, start: Edge, end: Edge, signs: Signs) -> str:
    """A piece of text without line ends."""
    lead, line, tail = _trimmed(line, start, end)
    if _TRICKY.search(line):
        line = _SPECIAL.sub(lambda found: _special(found, start, end, signs, tail=bool(tail)), line)
    if start == "bearer" and line.startswith("{"):
        line = "\\" + line
    return lead + line + tail


def _trimmed(text: str, start: Edge, end: Edge) -> tuple[str, str, str]:
    """The white space that the start would lose, as character references, the words, and the same for the end."""
    lead = tail = ""
    if start in _LOST and not text[:1].isalnum():
        words = text.lstrip(_LOST[start])
        lead = "".join(map(reference, text[: len(text) - len(words)]))
        text = words
    if end in _LOST and not text[-1:].isalnum():
        words = text.rstrip(_LOST[end])
        tail = "".join(map(reference, text[len(words) :]))
        text = words
    return lead, text, tail


def _special(found: re.Match[str], start: Edge, end: Edge, signs: Signs, *, tail: bool) -> str:
    line, run = found.string, found[0]
    first, last = found.span()
    before, after = line[first - 1 : first], line[last : last + 1]
    sign = run[0]
    match sign:
        case "*" | "_" | "`" if sign not in signs.live:
            return run
        case "*":
            return run if _alone(line, first, last) else "\\*" * len(run)
        case "_":
            inside = before and after and sort_of(before) == sort_of(after) == "word"
            return run if inside or _alone(line, first, last) else "\\_" * len(run)
        case "~":
            open_edge = (not before and start not in {"edge", "break"}) or (not after and end not in {"edge", "break"})
            return run if not open_edge and (len(run) == 1 or "~" not in signs.live) else "\\~" * len(run)
        case "`":
            return "\\`" * len(run)
        case "\\":
            literal = after not in PUNCTUATION if after else end == "edge" and not tail
            return run if literal else "\\\\"
        case "[":
            if (len(run) > 1 or not signs.bracketed) and _only_brackets(line, first, signs, last=end == "node" and not tail):
                return run
            return f"\\{run[:-1]}\\]" if signs.bracketed and len(run) > 1 else "\\" + run
        case "]":
            return "\\]" if signs.bracketed else run
        case "<":
            harmless = _HARMLESS_ANGLE.match(line, first)
            if harmless and (harmless[1] is None or end in {"edge", "break"}):
                return run
            return run if "<" not in signs.live and (first > 0 or signs.one_line or not _opens(line)) else "\\<"
        case _:
            return run if referred(found) == run else "\\" + run


def _only_brackets(line: str, first: int, signs: Signs, *, last: bool) -> bool:
    """Whether brackets are nothing but brackets: what makes a link, a span or a definition of them follows them.

    `last` says that another inline follows the text.
    """
    closed = _CLOSED.match(line, first)
    if closed is None:
        return False
    after = line[closed.end() : closed.end() + 1]
    if after == ":":
        return first > 0 or signs.one_line
    return after not in "([{" if after else not last


def _opens(line: str) -> bool:
    """Whether a line begins a block of HTML, for which the name of an element is enough (4.6)."""
    from releasekit.formats.markdown.parse.html import block_kind

    return block_kind(line) is not None


def _alone(line: str, first: int, last: int) -> bool:
    """Whether a run stands between two spaces that words surround: then it can be no delimiter."""
    if first < 2 or line[first - 1] != " " or line[first - 2].isspace():
        return False
    return line[last : last + 1] == " " and not line[last + 1 : last + 2].isspace() and last + 1 < len(line)


def _live(line: str, *, one_line: bool) -> frozenset[str]:
    """The signs that could begin something in a line: those with another that they could pair with.

    A run of asterisks or underscores opens or closes by what stands beside it (0.31.2, 6.2), and the delimiters of other
    inlines could pair with one that opens. Runs of backticks pair with runs of their length, three begin code, and an angle bracket
    pairs with another.
    """
    if _RAGGED.search(line) or (one_line and "\n" in line):
        return _ALL
    mixed = NODE in line
    live = set("`~<" if mixed else "<" if ">" in line else "")
    opened: set[str] = set()
    for found in _RUN.finditer(line):
        run, (first, last) = found[0], found.span()
        before, after = line[first - 1 : first], line[last : last + 1]
        name = run if run[0] == "`" else run[0]
        opens, closes = _flanks(name, before, after)
        if (closes and name in opened) or (opens and mixed) or NODE in {before, after} or len(name) > 2:
            live.add(run[0])
        if opens:
            opened.add(name)
    return frozenset(live)


def _flanks(name: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a run can open and whether it can close something."""
    one, other = sort_of(before), sort_of(after)
    left = other != "space" and (other == "word" or one != "word")
    right = one != "space" and (one == "word" or other != "word")
    if name == "*":
        return left, right
    if name == "_":
        return left and (not right or one == "punctuation"), right and (not left or other == "punctuation")
    return True, True
