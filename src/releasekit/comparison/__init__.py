"""Are these two the same release, and if not, what differs: two releases in, differences out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, fields

from releasekit.comparison.difference import Difference, Run, Side
from releasekit.comparison.moves import settled
from releasekit.comparison.seen import compare_words
from releasekit.comparison.tree import Comparison
from releasekit.errors import FieldError
from releasekit.model import Release, normalise
from releasekit.model.plain import RELEASE_KEYS

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Difference", "Run", "Side", "compare"]


def compare(a: Release, b: Release, *, ignore: Collection[str] = (), words_only: bool = False) -> tuple[Difference, ...]:
    """What two releases do not share, field by field and then block by block, each in the order of the release.

    Two releases are the same, in canonical form, if and only if there is no difference. `ignore` names fields that do not
    count (`source`, `modified`; also by the names that they have in files, such as `title`). With `words_only` only the words
    count that a reader sees, as `plain_text` gives them: not their marks, not what they stand in, not the numbers of lists.

    Blocks, items, rows and records are first matched by what they hold, then, where they were changed, by how many words
    they share; what went at one place and came at another has moved. The time grows with the size of the releases, and not
    with its square: what is longer than the bounds in `align`, `pairs` and `moves` is matched more roughly, and never
    passed over. Raises `FieldError` for a field that there is not, and for a release nested too deeply.
    """
    names = {_field(name) for name in ignore}
    one, other = _without(normalise(a), names), _without(normalise(b), names)
    if one == other:
        return ()
    if words_only:
        return tuple(compare_words(one, other))
    comparison = Comparison()
    comparison.releases(one, other)
    return tuple(settled(comparison))


def _field(name: str) -> str:
    """The field that a name means: the model's, or that of the files."""
    known = [field.name for field in fields(Release)]
    wanted = next((field for field, key in RELEASE_KEYS.items() if key == name), name)
    if wanted not in known:
        raise FieldError(f"a release has no field {name!r}: it has {', '.join(known)}")
    return wanted


def _without(release: Release, names: Collection[str]) -> Release:
    nothing: dict[str, Any] = {field.name: field.default for field in fields(Release) if field.name in names}
    return evolve(release, **nothing) if nothing else release
