"""How like two members of a release are: blocks, items, rows, records or words in, a number from 0 to 1 out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from attrs import fields

from releasekit.comparison.pairs import ALIKE
from releasekit.comparison.texts import text_of
from releasekit.comparison.words import features, likeness
from releasekit.model import nodes as n
from releasekit.model import release as r
from releasekit.model.walk import children

if TYPE_CHECKING:
    from releasekit.comparison.keys import Keys

_CONTAINERS = (*get_args(n.Block), n.Item, n.Row, n.Cell)
"""What has the words of what stands in it: they are put together, and not read again at each level."""

_RECORDS = (
    r.Number, r.Issuer, r.Change, r.Translation, r.Contact, r.Attachment, r.Subject, r.Entity, r.Found, r.Extra,
)  # fmt: skip
_NAMES = {"id", "key", "name", "email", "href", "lang", "code", "value"}
"""The fields by which a record is known: one that has the same is the same record."""

_SHORT = 8  # with fewer words than this, the only one that went and the only one that came are one that was changed
_RETYPED = 0.4  # how much liker members of two sorts must be; half of that, where nothing else could be paired


class Likeness:
    """What is known of members that were looked at before."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._features: dict[int, frozenset[str]] = {}

    def features(self, member: Any) -> frozenset[str]:
        """The features of a member's words."""
        known = self._features.get(id(member))
        if known is None:
            parts = [part for _, part in children(member)] if isinstance(member, _CONTAINERS) else []
            inner = [self.features(part) for part in parts if isinstance(part, _CONTAINERS)]
            known = frozenset().union(*inner) if inner else features(text_of(member))
            self._features[id(member)] = known
        return known

    def of(self, a: Any, b: Any, *, alone: bool = False) -> float:
        """How like they are; `alone` says that there is nothing else that they could be paired with."""
        if isinstance(a, _RECORDS):
            return self._records(a, b, alone=alone)
        words_a, words_b = self.features(a), self.features(b)
        alike = likeness(words_a, words_b) if words_a and words_b else 0.0
        if type(a) is not type(b):
            return alike - (_RETYPED / 2 if alone else _RETYPED)
        if alone and (isinstance(a, n.Table) or min(len(words_a), len(words_b)) < _SHORT or alike > ALIKE / 2):
            return max(alike, ALIKE)
        match a:
            case n.Row():
                return max(alike, self._cells(a, b))
            case n.Division() if a.kind and a.kind == b.kind:
                return max(alike, ALIKE)
            case n.Figure() if a.image.src == b.image.src:
                return max(alike, ALIKE)
            case _:
                return alike

    def _records(self, a: Any, b: Any, *, alone: bool) -> float:
        names = [field.name for field in fields(type(a)) if getattr(a, field.name) or getattr(b, field.name)]
        same = [name for name in names if getattr(a, name) == getattr(b, name)]
        if any(name in _NAMES for name in same):
            return 0.5 + len(same) / len(names) / 2
        words = likeness(self.features(a), self.features(b))
        return max(words, ALIKE) if alone and (len(names) == 1 or words > ALIKE / 2) else words

    def _cells(self, a: n.Row, b: n.Row) -> float:
        """The part of the cells that are equal at the same place, and not empty."""
        key = self._keys.of
        same = sum(bool(one.blocks) and key(one) == key(other) for one, other in zip(a.cells, b.cells, strict=False))
        return same / max(len(a.cells), len(b.cells), 1)
