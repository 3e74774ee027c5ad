"""Fenced divisions: `::: kind` or `::: {.kind key=value}`, any blocks, `:::`. They nest by pairs, whatever their length.

A division that is not closed ends with what it stands in, as a code fence does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.markdown.attributes import Attributes, parse

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_CLOSE = re.compile(r":{3,}[ \t]*")
_OPEN = re.compile(r":{3,}[ \t]*(?=(?P<braces>\{)|(?P<kind>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*:*[ \t]*\Z)")
_TAIL = re.compile(r"[ \t]*:*[ \t]*")


def division(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a division, or in silence tell that one begins or ends here."""
    line = _line(state, start)
    if not line.startswith(":::") or state.is_code_block(start):
        return False
    if silent and closes(state, start):
        return True
    attributes = _opened(line)
    if attributes is None:
        return False
    if silent:
        return True
    token = state.push("division_open", "div", 1)
    token.meta = {"attributes": attributes}
    around, state.parentType = state.parentType, "division"
    levels = state.env.setdefault("divisions", [])
    levels.append(state.level)
    state.line = start + 1
    state.md.block.tokenize(state, start + 1, end)
    if state.line < end and closes(state, state.line):
        state.line += 1
    levels.pop()
    state.parentType = around
    token.map = [start, state.line]
    state.push("division_close", "div", -1)
    return True


def closes(state: StateBlock, line: int) -> bool:
    """Whether a line closes the innermost open division: it stands directly in it, or left of what stands in it."""
    levels = state.env.get("divisions")
    if not levels or state.is_code_block(line) or not _CLOSE.fullmatch(_line(state, line)):
        return False
    return bool(state.level == levels[-1] or state.sCount[line] < state.blkIndent)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _opened(line: str) -> Attributes | None:
    found = _OPEN.match(line)
    if found is None:
        return None
    if found["kind"]:
        return Attributes(found["kind"])
    parsed = parse(line, found.end())
    return parsed[0] if parsed and _TAIL.fullmatch(line, parsed[1]) else None
