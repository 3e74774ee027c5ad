"""Code spans, and raw markup of a format: a code span with `{=format}` behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_inline import backtick

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

RAW = re.compile(r"\{=([A-Za-z_][A-Za-z0-9_.-]*)\}")


def code(state: StateInline, silent: bool) -> bool:
    """Take a code span or raw markup."""
    known = len(state.tokens)
    if state.src[state.pos] != "`" or not backtick(state, silent):
        return False
    if len(state.tokens) > known and state.tokens[-1].type == "code_inline":
        found = RAW.match(state.src, state.pos, state.posMax)
        if found:
            state.tokens[-1].type, state.tokens[-1].info = "raw_inline", found[1]
            state.pos = found.end()
    return True
