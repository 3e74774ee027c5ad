"""Links that lead nowhere, once the rules have seen them: a release in, the same with the words of such links alone out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.intake.lines import NOWHERE
from releasekit.model import Link
from releasekit.model.walk import child_fields

if TYPE_CHECKING:
    from releasekit.model import Release


def without_nowhere(release: Release) -> Release:
    """The release in which a link that leads nowhere is its words: a breadcrumb of a page that works by script."""
    return evolve(
        release,
        body=_without(release.body),
        headline=_without(release.headline),
        subtitle=_without(release.subtitle),
    )


def _without(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    out: list[Any] = []
    for node in nodes:
        if isinstance(node, Link) and node.href == NOWHERE:
            out += node.content
            continue
        changed = {
            name: new
            for name in child_fields(type(node))
            if isinstance(value := getattr(node, name), tuple) and (new := _without(value)) != value
        }
        out.append(evolve(node, **changed) if changed else node)
    return tuple(out)
