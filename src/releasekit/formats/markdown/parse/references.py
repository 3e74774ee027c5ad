"""Link reference definitions: `[label]: destination "title"` at the start of a paragraph (CommonMark 0.31.2, 4.7)."""

from __future__ import annotations

import re
from typing import NamedTuple

from releasekit.formats.markdown.parse.targets import LABEL, MAX_LABEL, destination, normalised, skipped, title

_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")


class Reference(NamedTuple):
    """What a label stands for, and the line of its definition."""

    label: str
    """As it is written."""
    href: str
    title: str
    line: int


def definitions(text: str, line: int, known: dict[str, Reference]) -> int:
    """Take the definitions at the start of a paragraph that begins on a line; the place after them.

    The first definition of a label counts.
    """
    pos = counted = 0
    while found := _definition(text, pos):
        label, href, words, end = found
        line += text.count("\n", counted, pos)
        counted = pos
        known.setdefault(normalised(label), Reference(label, href, words, line))
        pos = end
    return pos


def _definition(text: str, pos: int) -> tuple[str, str, str, int] | None:
    """Label, destination, title and end of the definition at a place."""
    label = LABEL.match(text, skipped(text, pos))
    if not label or len(label[1]) > MAX_LABEL or not text.startswith(":", label.end()) or not normalised(label[1]):
        return None
    found = destination(text, skipped(text, label.end() + 1))
    if found is None:
        return None
    href, end = found
    after = skipped(text, end)
    if after > end and (named := title(text, after)) and (stop := _LINE_END.match(text, named[1])):
        return label[1], href, named[0], stop.end()
    # What follows on the next line is no title, or has words behind it: the definition ends with its own line.
    stop = _LINE_END.match(text, end)
    return (label[1], href, "", stop.end()) if stop else None
