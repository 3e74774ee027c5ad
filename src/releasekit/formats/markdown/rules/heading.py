"""Headings with number signs, without the spaces and tabs at their edges (CommonMark 0.31.2, 4.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_HEADING = re.compile(r"(#{1,6})(?:[ \t]|$)")


def heading(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take a heading of one line."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("#", first) or state.is_code_block(start):
        return False
    line = state.src[first : state.eMarks[start]]
    found = _HEADING.match(line)
    if found is None:
        return False
    if silent:
        return True
    content = line[found.end(1) :].rstrip(" \t")
    shorter = content.rstrip("#")
    if not shorter or shorter[-1] in " \t":
        content = shorter
    state.line = start + 1
    tag = f"h{len(found[1])}"
    opened = state.push("heading_open", tag, 1)
    opened.map = [start, state.line]
    words = state.push("inline", "", 0)
    words.content, words.map, words.children = content.strip(" \t"), [start, state.line], []
    state.push("heading_close", tag, -1)
    return True
