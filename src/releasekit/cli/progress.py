"""How far a long command is: steps in, a bar on standard error out, after a second, and only where a person sees it."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

DELAY = 1.0
"""Seconds before anything is shown."""


class Progress:
    """Counts steps; use it in a `with` statement, so that the bar is gone at the end, whatever the end is."""

    def __init__(self, what: str, total: int | None = None) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._start = time.monotonic()
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._close()

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._bar is not None:
            self._bar.update()
        elif self._shown and time.monotonic() - self._start >= DELAY:
            from tqdm import tqdm

            self._bar = tqdm(
                desc=self._what, total=self._total, initial=self._done, file=sys.stderr, leave=False, unit=" releases"
            )

    def goes_on(self, what: str, total: int) -> None:
        """Begin with something else, of which it is known how much there is."""
        self._close()
        self._what, self._total, self._done = what, total, 0

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
