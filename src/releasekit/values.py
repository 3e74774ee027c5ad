"""A class with annotated fields in, the same made by attrs out, with what it has in common with all others shared.

attrs writes and compiles `__repr__`, `__eq__` and `__hash__` for each class, which takes half of the time in which a class is
made. A command that makes a hundred classes, and compares or shows few of them, is the usual case.
"""

from __future__ import annotations

import reprlib
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrs import define, frozen

__all__ = ["define", "frozen"]

_COMPARED = frozenset({"eq", "order", "cmp", "hash", "unsafe_hash", "cache_hash"})
"""What says how a class is compared."""


@reprlib.recursive_repr()
def _shown(self: Any) -> str:
    """Name and fields, as attrs shows them."""
    shown = [f"{field.name}={getattr(self, field.name)!r}" for field in attrs.fields(type(self)) if field.repr]
    return f"{type(self).__qualname__.rpartition('>.')[2]}({', '.join(shown)})"


def _compare(kind: Any) -> None:
    """Make two of a class equal where they are of the same class and their fields are, as attrs does."""
    names = [field.name for field in attrs.fields(kind) if field.eq]
    of = attrgetter(*names) if names else type

    def equal(self: object, other: object) -> Any:
        return of(self) == of(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash((kind, of(self)))

    kind.__eq__, kind.__hash__ = equal, hashed


def _sharing(make: Callable[..., Any]) -> Callable[..., Any]:
    """What makes classes as `make` does."""

    def made(kind: type | None = None, **options: object) -> Any:
        if kind is None:
            return lambda kind: made(kind, **options)
        own = vars(kind)
        compared = make is attrs.frozen and not options.keys() & _COMPARED and "__eq__" not in own and "__hash__" not in own
        found = make(kind, repr=False, **({"eq": False} if compared else {}), **options)
        if compared:
            _compare(found)
        if "__repr__" not in own:
            found.__repr__ = _shown
        return found

    return made


if not TYPE_CHECKING:  # a type checker knows what these make by their names
    define, frozen = _sharing(attrs.define), _sharing(attrs.frozen)
