"""A class with annotated fields in, the same made by attrs out, with a `repr` that all of them share.

attrs writes and compiles a `__repr__` for each class, which takes a third of the time in which a class is made. A command that
makes a hundred classes and shows none of them is the usual case.
"""

from __future__ import annotations

import reprlib
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrs import define, frozen

__all__ = ["define", "frozen"]


@reprlib.recursive_repr()
def _shown(self: Any) -> str:
    """Name and fields, as attrs shows them."""
    shown = [f"{field.name}={getattr(self, field.name)!r}" for field in attrs.fields(type(self)) if field.repr]
    return f"{type(self).__qualname__.rpartition('>.')[2]}({', '.join(shown)})"


def _sharing(make: Callable[..., Any]) -> Callable[..., Any]:
    """What makes classes as `make` does, but for their `repr`."""

    def made(kind: type | None = None, **options: object) -> Any:
        if kind is None:
            return lambda kind: made(kind, **options)
        found = make(kind, repr=False, **options)
        if "__repr__" not in vars(found):
            found.__repr__ = _shown
        return found

    return made


if not TYPE_CHECKING:  # a type checker knows what these make by their names
    define, frozen = _sharing(attrs.define), _sharing(attrs.frozen)
