"""Block quotes, in time linear in the text: lines that continue a paragraph without `>` are looked at once, not per level.

The rule is CommonMark's (0.31.2, 5.1). While a quote is read, the marks of its lines stand behind their `>`, and a line
that continues a paragraph lazily has the indent -1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock


def blockquote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a quote."""
    if not state.src.startswith(">", state.bMarks[start] + state.tShift[start]) or state.is_code_block(start):
        return False
    if silent:
        return True
    kept: list[tuple[int, int, int, int, int]] = []
    around, state.parentType = state.parentType, "blockquote"
    last_line, indent = state.lineMax, state.blkIndent
    line = _lines(state, start, end, kept)
    state.blkIndent = 0
    state.push("blockquote_open", "blockquote", 1).map = lines = [start, 0]
    state.md.block.tokenize(state, start, line)
    state.push("blockquote_close", "blockquote", -1)
    lines[1] = state.line
    state.lineMax, state.blkIndent, state.parentType = last_line, indent, around
    for at, begin, shift, spaces, before in kept:
        state.bMarks[at], state.tShift[at], state.sCount[at], state.bsCount[at] = begin, shift, spaces, before
    return True


def _lines(state: StateBlock, start: int, end: int, kept: list[tuple[int, int, int, int, int]]) -> int:
    """Move the marks of the quote's lines behind their signs; the line after its last."""
    rules = state.md.block.ruler.getRules("blockquote")
    lazy: dict[int, int] = state.env.setdefault("lazy", {})
    run = -1
    empty = False
    line = start
    while line < end and not state.isEmpty(line):
        first = state.bMarks[line] + state.tShift[line]
        if state.src[first] == ">" and state.sCount[line] >= state.blkIndent:
            run = -1
            _keep(state, line, kept)
            empty = _behind_sign(state, line, first + 1)
            line += 1
            continue
        if empty:
            break
        if state.sCount[line] < 0 and line in lazy:
            # A quote around this one has found that these lines continue its paragraph.
            line = min(end, lazy[line])
            continue
        if state.sCount[line] >= 0 and any(rule(state, line, end, True) for rule in rules):
            # A paragraph in the quote must not look further than this.
            state.lineMax = line
            if state.blkIndent:
                _keep(state, line, kept)
                state.sCount[line] -= state.blkIndent
            break
        _keep(state, line, kept)
        state.sCount[line] = -1
        run = line if run < 0 else run
        line += 1
        lazy[run] = line
    return line


def _keep(state: StateBlock, line: int, kept: list[tuple[int, int, int, int, int]]) -> None:
    kept.append((line, state.bMarks[line], state.tShift[line], state.sCount[line], state.bsCount[line]))


def _behind_sign(state: StateBlock, line: int, pos: int) -> bool:
    """Let a line begin behind its sign and one space; whether nothing else is on it. A tab may be that space in part."""
    end = state.eMarks[line]
    column = begin = state.sCount[line] + 1
    part = spaced = 0
    if pos < end and state.src[pos] in " \t":
        spaced = 1
        if state.src[pos] == " " or (state.bsCount[line] + column) % 4 == 3:
            pos += 1
            column = begin = column + 1
        else:
            part = 1
    state.bMarks[line] = pos
    while pos < end and state.src[pos] in " \t":
        column += 4 - (column + state.bsCount[line] + part) % 4 if state.src[pos] == "\t" else 1
        pos += 1
    state.bsCount[line] = state.sCount[line] + 1 + spaced
    state.sCount[line] = column - begin
    state.tShift[line] = pos - state.bMarks[line]
    return pos >= end
