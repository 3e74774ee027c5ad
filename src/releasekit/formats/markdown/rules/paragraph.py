"""Paragraphs and underlined (setext) headings: lines to the next block, without the spaces and tabs at their edges.

CommonMark takes only spaces and tabs away (0.31.2, 4.8). A no-break or an ideographic space at an edge, as a Chinese
paragraph begins with, is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_STARTERS = frozenset("`~>*-_+<#:[0123456789")
"""What a block that ends a paragraph can begin with; a table can begin with anything."""


def paragraph(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    """Take a paragraph or an underlined heading."""
    around, state.parentType = state.parentType, "paragraph"
    rules = state.md.block.ruler.getRules("paragraph")
    level = 0
    line = start + 1
    # Not `end`: lines of a lazy continuation stand outside the container that the paragraph is in.
    while line < state.lineMax and not state.isEmpty(line):
        if 0 <= state.sCount[line] - state.blkIndent <= 3 or -1 < state.sCount[line] < state.blkIndent:
            if line < end and (level := _underline(state, line)):
                break
            if _may_begin(state, line) and any(rule(state, line, state.lineMax, True) for rule in rules):
                break
        line += 1
    content = state.getLines(start, line, state.blkIndent, False).strip(" \t\n")
    state.line = line + 1 if level else line
    kind, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    opened = state.push(f"{kind}_open", tag, 1)
    opened.map = [start, state.line]
    words = state.push("inline", "", 0)
    words.content, words.map, words.children = content, [start, line], []
    state.push(f"{kind}_close", tag, -1)
    state.parentType = around
    return True


def _underline(state: StateBlock, line: int) -> int:
    """The level of the heading that this line underlines, or 0."""
    if state.sCount[line] < state.blkIndent:
        return 0
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")
    if text[0] not in "=-" or text.strip(text[0]):
        return 0
    return 1 if text[0] == "=" else 2


def _may_begin(state: StateBlock, line: int) -> bool:
    if state.src[state.bMarks[line] + state.tShift[line]] in _STARTERS:
        return True
    following = line + 1
    return following < state.lineMax and state.src.startswith(
        ("|", "-", ":"), state.bMarks[following] + state.tShift[following]
    )
