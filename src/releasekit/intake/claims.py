"""What a rule says of a line: which field it states, what value, in which words, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import evolve, fields_dict

from releasekit.model import Found, Moment, Release, Source
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

Certainty: TypeAlias = Literal["high", "medium", "low"]

RESIDUE = "residue"
"""What words are called that belong to the page around a release, not to the release."""

WIRE = "wire"
"""What the mark of the newswire is called that carried a release."""


@frozen
class Claim:
    """A field found by rule."""

    field: str
    """A field of `Release`; or the kind of a part of its body, or `RESIDUE`."""
    value: Any
    rule: str
    words: str
    certainty: Certainty = "high"


def has(field: str, claims: Iterable[Claim]) -> bool:
    """Whether a field is claimed."""
    return any(claim.field == field for claim in claims)


def refines(new: Any, old: Any) -> bool:
    """Whether a moment says all that another says: the same day, and perhaps the time."""
    return isinstance(new, Moment) and isinstance(old, Moment) and new.iso.startswith(old.iso)


def settle(release: Release, claims: Iterable[Claim], format: str) -> Release:
    """The release with what was claimed. Fields that it states already stay; lists grow; of a field, the first claim wins.

    A moment gives way to a more precise one.
    """
    known = fields_dict(Release)
    changed: dict[str, Any] = {}
    found: list[Found] = []
    href = release.source.href if release.source else ""
    for claim in claims:
        found.append(Found(claim.field, claim.rule, claim.words, claim.certainty))
        if claim.field == "source" and not href:
            href = claim.value
        if claim.field not in known or claim.field == "source":
            continue
        stated = getattr(release, claim.field) != known[claim.field].default
        if isinstance(claim.value, tuple) and claim.field in {"numbers", "issuers", "contacts"} and not stated:
            changed[claim.field] = (*changed.get(claim.field, ()), *claim.value)
        elif not stated and (claim.field not in changed or refines(claim.value, changed[claim.field])):
            changed[claim.field] = claim.value
    source = release.source or Source(format=format)
    return evolve(release, **changed, source=evolve(source, href=href, found=(*source.found, *found)))
