"""Things that are costly to make: how to make one in, the same one out as long as it is remembered.

All shelves of a process share one bound, so that a server that sets texts in many languages and sizes does not grow. What
was not asked for during the last `MOST` new things is forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")

MOST = 25_000
"""How many new things are made before those that were not asked for meanwhile are forgotten: some 50 MB of words."""

LONGEST = 100
"""The longest text for which a thing is kept: longer ones rarely come again."""

_all: list[ref[Shelf[Any, Any]]] = []
"""The shelves of the process, none of which this keeps."""

_new = 0


class Shelf(dict[K, V]):
    """Things by what they are made of: a text, or several things."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self.make = make
        self.aged: dict[K, V] = {}
        """What may be forgotten next."""
        _all.append(ref(self))

    def __missing__(self, key: K) -> V:
        found = self.aged.pop(key, None)
        if found is None:
            found = self.make(key)
            if isinstance(key, str) and len(key) > LONGEST:
                return found
            _count()
        self[key] = found
        return found


def _count() -> None:
    global _new  # noqa: PLW0603  # one bound for the process
    _new += 1
    if _new > MOST:
        _new = 0
        known = [shelf for each in _all if (shelf := each()) is not None]
        _all[:] = map(ref, known)
        for shelf in known:
            shelf.aged = dict(shelf)
            shelf.clear()
