"""The bound on nesting that every recursive rule keeps."""

from __future__ import annotations

from releasekit.model.nodes import MAX_DEPTH

MAX_LEVEL = 2 * MAX_DEPTH + 50
"""Tokens that may be open at once: a list and its item are two, and a division around them for their style a third."""


class TooDeepError(Exception):
    """The text is nested deeper than a release may be; `line` counts from 0, and is None where it is not known."""

    def __init__(self, line: int | None = None) -> None:
        super().__init__()
        self.line = line
