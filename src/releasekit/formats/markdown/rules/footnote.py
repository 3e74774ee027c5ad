"""Definitions of footnotes: `[^label]: words`, and further blocks indented by four spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_DEFINITION = re.compile(r"\[\^([^\]\[\s]{1,999})\]:[ \t]*")


def footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take the definition of a footnote; the first of a label counts."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("[^", first) or state.is_code_block(start):
        return False
    found = _DEFINITION.match(state.src, first, state.eMarks[start])
    if found is None:
        return False
    if silent:
        return True
    label = found[1]
    labels = state.env.setdefault("footnotes", set())
    token = state.push("footnote_open", "", 1)
    token.meta = {"label": label, "first": label not in labels}
    labels.add(label)
    kept = state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType
    state.blkIndent += 4
    state.parentType = "footnote"
    # What follows the label on its line stands as deep as the lines below.
    state.bMarks[start], state.tShift[start], state.sCount[start] = found.end(), 0, state.blkIndent
    state.line = start
    state.md.block.tokenize(state, start, end)
    state.line = max(state.line, start + 1)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType = kept
    token.map = [start, state.line]
    state.push("footnote_close", "", -1)
    return True
