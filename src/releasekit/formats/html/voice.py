"""A release whose blocks all state one language or direction in, the same with that stated once out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.model.nodes import Localised
from releasekit.style.words import direction_of

if TYPE_CHECKING:
    from releasekit.model import Block, Release


def with_common_voice(release: Release) -> Release:
    """The release with the language and direction that all its blocks state, and no block that states them again."""
    changed: dict[str, Any] = {}
    for name in ("lang", "direction"):
        stated = {getattr(block, name) for block in release.body if isinstance(block, Localised)}
        if len(stated) == 1 and (only := stated.pop()) and not getattr(release, name):
            changed[name] = only
    release = evolve(release, **changed)
    implied = direction_of(release.lang) if release.lang else ""
    if release.direction == implied:
        release = evolve(release, direction="")
    body = tuple(_without(block, release.lang, release.direction or implied) for block in release.body)
    return evolve(release, body=body) if body != release.body else release


def _without(block: Block, lang: str, direction: str) -> Block:
    if not isinstance(block, Localised) or not (block.lang or block.direction):
        return block
    return evolve(
        block, lang="" if block.lang == lang else block.lang, direction="" if block.direction == direction else block.direction
    )
