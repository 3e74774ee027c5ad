"""A stretch of work that makes many things and no rubbish in, the same without Python looking for rubbish meanwhile out."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave cyclic rubbish until the end.

    The nodes of a release stay while it is read, and words, lines and parts until their document is written; to look through
    them for cycles, again and again, takes a third of the time of reading and a fifth of that of writing. Where several
    threads do so, whichever came first turns the collector on again when it is done.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
