"""The refusal of what is nested too deeply, from wherever that is found to whoever knows the line."""

from __future__ import annotations


class TooDeepError(Exception):
    """The text is nested deeper than a release may be; `line` counts from 0, and is None where it is not known."""

    def __init__(self, line: int | None = None) -> None:
        super().__init__()
        self.line = line
