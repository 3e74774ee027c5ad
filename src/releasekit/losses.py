"""What a format's declaration says it cannot carry, found in a release: `Format.drops` in, notes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import fields

from releasekit.format import Note
from releasekit.model import Release
from releasekit.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.format import Format


def dropped(release: Release, format: Format) -> Iterator[Note]:
    """A note for each field, node or field of a node that the release has and the format declares to drop."""
    if not format.drops:
        return
    for field in fields(Release):
        if field.name in format.drops and getattr(release, field.name) != field.default:
            yield Note("field-dropped", f"{format.title} cannot carry {field.name!r}", f"/{field.name}")
    for where, node in walk(release):
        kind = type(node)
        if kind.__name__ in format.drops:
            yield Note("node-dropped", f"{format.title} cannot carry {kind.__name__}", where)
            continue
        for field in fields(kind):
            name = f"{kind.__name__}.{field.name}"
            if name in format.drops and getattr(node, field.name) != field.default:
                yield Note("detail-dropped", f"{format.title} cannot carry {name}", where)
