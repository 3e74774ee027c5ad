"""A release as text in, a `Release` out: the blocks that the text shows, and the fields that intake finds in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.decoding import decode
from releasekit.formats.text.blocks import blocks
from releasekit.intake import find
from releasekit.intake.lines import NOWHERE
from releasekit.model import Link, Release
from releasekit.model.walk import child_fields

if TYPE_CHECKING:
    from releasekit.format import Context


def read(data: bytes, context: Context) -> Release:
    """The release that a text is. Every word of it is in the body, in a field, or in `source.found`."""
    found = find(Release(body=blocks(decode(data, context), context)), context, format="text")
    return evolve(
        found,
        body=_without_nowhere(found.body),
        headline=_without_nowhere(found.headline),
        subtitle=_without_nowhere(found.subtitle),
    )


def _without_nowhere(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """Nodes in which a link that leads nowhere is its words."""
    out: list[Any] = []
    for node in nodes:
        if isinstance(node, Link) and node.href == NOWHERE:
            out += node.content
            continue
        changed = {
            name: new
            for name in child_fields(type(node))
            if isinstance(value := getattr(node, name), tuple) and (new := _without_nowhere(value)) != value
        }
        out.append(evolve(node, **changed) if changed else node)
    return tuple(out)
