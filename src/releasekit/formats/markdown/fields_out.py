"""Fields to front matter: a release in, the lines between the fences out."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from releasekit.errors import FieldError
from releasekit.formats.markdown.fields import KEYS, NESTED, sorted_out
from releasekit.formats.markdown.yaml_out import dump
from releasekit.model.plain import fields_to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from releasekit.model import Release
    from releasekit.model.nodes import Inline


_ELSEWHERE = frozenset(["headline", "subtitle", "body", "extra"])
_IN_BRACKETS = frozenset(["keywords", "section"])


def front_matter(release: Release, line: Callable[[Sequence[Inline]], str]) -> str:
    """The lines between the fences; `line` writes headline and subtitle."""
    data: dict[str, Any] = {}
    if release.headline:
        data["title"] = line(release.headline)
    if release.subtitle:
        data["subtitle"] = line(release.subtitle)
    said = fields_to_plain(release, _ELSEWHERE)
    said.setdefault("type", release.kind)
    data |= {key: said[key] for key in KEYS if key in said}
    if release.extra:
        data |= _others(data, {extra.key: extra.value for extra in release.extra})
    return dump(data, _IN_BRACKETS)


def _others(fields: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    """The keys that are no fields: as they are, or in a map of their own if one of them would read as a field."""
    with suppress(FieldError):
        if sorted_out(fields | others) == (fields, others):
            return others
    return {NESTED: others}
