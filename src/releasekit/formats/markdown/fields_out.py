"""Fields to front matter: a release in, the lines between the fences out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.formats.markdown.fields import KEYS, NESTED, adopted
from releasekit.formats.markdown.yaml_out import dump
from releasekit.model.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from releasekit.model import Release
    from releasekit.model.nodes import Inline


def front_matter(release: Release, line: Callable[[Sequence[Inline]], str]) -> str:
    """The lines between the fences; `line` writes headline and subtitle."""
    said = to_plain(evolve(release, headline=(), subtitle=(), body=(), extra=()))
    said["type"] = release.kind
    if release.headline:
        said["title"] = line(release.headline)
    if release.subtitle:
        said["subtitle"] = line(release.subtitle)
    data = {key: said[key] for key in KEYS if key in said}
    others = {extra.key: extra.value for extra in release.extra}
    if any(key in KEYS or key == NESTED or adopted(key, value) for key, value in others.items()):
        others = {NESTED: others}
    return dump(data | others)
