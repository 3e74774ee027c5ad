"""Word: the document an editor works in (ECMA-376, Office Open XML)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.docx.writer import write

    return write(release, context)


FORMAT = Format(
    name="docx",
    title="Word document",
    aliases=("word",),
    suffixes=(".docx",),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    write=_write,
    # What neither the page nor the document's properties show. Everything else is visible, or a style, or a property.
    drops=frozenset(
        {
            "entities",
            "CodeBlock.info",
            "Date.moment",
            "Division.attributes",
            "Mention.ref",
            "Quotation.speaker",
            "RawBlock",
            "RawInline",
            "Span.attributes",
        }
    ),
)
