"""All that begins with a bracket: links, images, marks of notes and spans, told apart where the bracket closes.

It is the algorithm of CommonMark's appendix (0.31.2, `look for link or image`) with two more endings for a bracket:
`[^label]` where such a note is defined, and `[words]{.kind key=value}`. Braces behind a link or an image are those of a span
around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.markdown.attributes import parse
from releasekit.formats.markdown.parse.depth import TooDeepError
from releasekit.formats.markdown.parse.targets import LABEL, MAX_LABEL, normalised, target
from releasekit.formats.markdown.spans import span
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from releasekit.formats.markdown.parse.inlines import Line


class Opener:
    """A bracket that is open: where it stands among the items of the line, and what was found in it."""

    __slots__ = ("brackets", "first", "height", "image", "index", "runs")

    def __init__(self, index: int, first: int, runs: int, *, image: bool) -> None:
        self.index = index
        self.first = first
        """The place of its first word in the text."""
        self.runs = runs
        """How many delimiter runs came before it."""
        self.image = image
        self.brackets = False
        """Whether another bracket opens in it: then it is no label (6.3)."""
        self.height = 0
        """How many brackets that mean something stand in it, one within the other."""


def opening(line: Line, at: int, after: int) -> int:
    """Take `[` or `![`, which is words until it closes."""
    if line.openers:
        line.openers[-1].brackets = True
    line.openers.append(Opener(len(line.out), after, line.runs, image=after - at == 2))
    line.out.append(line.text[at:after])
    return after


def closing(line: Line, at: int, after: int) -> int:
    """Take `]` with what follows it."""
    if not line.openers:
        line.out.append("]")
        return after
    opener = line.openers.pop()
    active = len(line.openers) >= line.inactive
    line.inactive = min(line.inactive, len(line.openers))
    end = _note(line, opener, at) or _span(line, opener, at)
    if not end and (active or opener.image):
        end = _link(line, opener, at)
    if not end:
        line.out.append("]")
        end = after
    if line.openers:
        around = line.openers[-1]
        around.height = max(around.height, opener.height)
    return end


def _note(line: Line, opener: Opener, at: int) -> int:
    """Put a note in place of its mark, if such a note is defined; the end of the mark, or 0."""
    text, first = line.text, opener.first
    if opener.image or not text.startswith("^", first) or text[first + 1 : at] not in line.scope.definitions:
        return 0
    del line.out[opener.index :]
    line.out.append(line.scope.note(text[first + 1 : at], line.depth))
    return at + 1


def _span(line: Line, opener: Opener, at: int) -> int:
    """Put a span in place of its brackets and braces; their end, or 0."""
    if opener.image or not line.text.startswith("{", at + 1):
        return 0
    parsed = parse(line.text, at + 1)
    if parsed is None:
        return 0
    attributes, end = parsed
    _replace(line, opener, span(_content(line, opener), attributes))
    return end


def _link(line: Line, opener: Opener, at: int) -> int:
    """Put a link or an image in place of its brackets and target; their end, or 0."""
    found = _inline(line, at) or _referred(line, opener, at)
    if found is None:
        return 0
    href, title, end = found
    content = _content(line, opener)
    node: n.Inline
    if opener.image:
        node = n.Image(href, _alternative(content), title)
    else:
        node = n.Link(content, href, title)
        # No link within a link: those that began before this one are words.
        line.inactive = len(line.openers)
    _replace(line, opener, node)
    if line.text.startswith("{", end) and (parsed := parse(line.text, end)):
        attributes, end = parsed
        _replace(line, opener, span((node,), attributes))
    return end


def _inline(line: Line, at: int) -> tuple[str, str, int] | None:
    """Address, title and end of `(destination "title")` behind a bracket."""
    return target(line.text, at + 2) if line.text.startswith("(", at + 1) else None


def _referred(line: Line, opener: Opener, at: int) -> tuple[str, str, int] | None:
    """Address, title and end of a full, collapsed or shortcut reference."""
    references = line.scope.references
    if not references:
        return None
    end = at + 1
    label = ""
    if line.text.startswith("[", end) and (second := LABEL.match(line.text, end)) and len(second[1]) <= MAX_LABEL:
        label, end = second[1], second.end()
    if not label:
        if opener.brackets or at - opener.first > MAX_LABEL:
            return None
        label = line.text[opener.first : at]
    label = normalised(label)
    reference = references.get(label)
    if reference is None:
        return None
    line.scope.referred.add(label)
    return reference.href, reference.title, end


def _content(line: Line, opener: Opener) -> tuple[n.Inline, ...]:
    """The inlines between the brackets."""
    return line.inlines(opener.index + 1, runs=line.runs > opener.runs)


def _replace(line: Line, opener: Opener, node: n.Inline) -> None:
    """Put a node in place of all that stands from its bracket on. Raises `TooDeepError`."""
    del line.out[opener.index :]
    line.out.append(node)
    line.made += 1
    opener.height += 1
    if line.depth + opener.height > n.MAX_DEPTH:
        raise TooDeepError


def _alternative(content: tuple[n.Inline, ...]) -> str:
    """The words of an image's description, without their marks (6.4)."""
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
