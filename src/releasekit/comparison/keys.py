"""A number for each value of a release, the same for equal values: what makes a comparison of trees one of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields

if TYPE_CHECKING:
    from collections.abc import Hashable

_NAMES: dict[type[Any], tuple[str, ...]] = {}


class Keys:
    """The numbers given out. Each record and node is looked at once, however often it is asked for.

    It knows them by where they lie in memory: what was asked for must live as long as this does.
    """

    def __init__(self) -> None:
        self._by_id: dict[int, int] = {}
        self._by_content: dict[Hashable, int] = {}

    def of(self, value: Any) -> Hashable:
        """The key of a record or node; a tuple gives the keys of its members, and any other value is its own."""
        if value is None or isinstance(value, (str, int)):
            return value
        if isinstance(value, tuple):
            return tuple(map(self.of, value))
        known = self._by_id.get(id(value))
        if known is None:
            kind = type(value)
            names = _NAMES.get(kind)
            if names is None:
                names = _NAMES[kind] = tuple(field.name for field in fields(kind))
            content = (kind, *(self.of(getattr(value, name)) for name in names))
            known = self._by_id[id(value)] = self._by_content.setdefault(content, len(self._by_content))
        return known
