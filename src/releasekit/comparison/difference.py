"""What a comparison gives: differences, each with its two places, its words and what happened to them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from releasekit.values import frozen

DifferenceKind: TypeAlias = Literal["changed", "added", "removed", "moved", "retyped", "formatting"]
RunKind: TypeAlias = Literal["same", "removed", "added"]


@frozen
class Run:
    """Words in a row that share a fate: only in the first release, only in the second, or in both."""

    kind: RunKind
    """`same`, `removed` or `added`."""
    text: str
    """The words with the white space between them."""


@frozen
class Side:
    """A difference as one of the two releases has it."""

    where: str
    """A JSON Pointer into that release (`/released`, `/body/3/items/0`). For what this release does not have: where the other
    release has more (`/body/3/items`)."""
    text: str = ""
    """The value, or the words, as plain text; empty for what this release does not have."""


@frozen
class Difference:
    """One thing that two releases do not share.

    `words` puts both texts into one: `same` and `removed` runs together are `before.text`, `same` and `added` ones
    `after.text`. It is empty where it would say no more than the texts: for what was added, removed, or only moved or set
    otherwise.
    """

    kind: DifferenceKind
    """`changed`, `added`, `removed`, `moved` (the same, or nearly, in another place), `retyped` (a paragraph became a heading)
    or `formatting` (the same words, set or marked up otherwise)."""
    what: str
    """What differs: a field (`headline`, `phone`, `level`), a record (`contact`) or a node (`paragraph`, `bullet-list`)."""
    before: Side
    after: Side
    words: tuple[Run, ...] = ()
    detail: str = ""
    """What the texts do not show, in English: `the same instant, stated in another zone`, `emphasis added to “today”`."""
