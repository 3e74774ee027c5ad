"""PDF: the printed page (ISO 32000-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.pdf.writer import write

    return write(release, context)


_DROPS: frozenset[str] = frozenset({
    "id", "version", "distributed", "event_date", "modified", "changes", "replaces", "replaced_by", "translations",
    "subjects", "entities", "source", "extra",
    "RawBlock", "RawInline",
    "CodeBlock.info", "Date.moment", "Division.attributes", "Image.title", "Mention.kind", "Mention.ref",
    "Quotation.speaker", "Span.attributes", "Span.kind",
})  # fmt: skip
"""What the page does not show and the document information does not hold."""

FORMAT = Format(
    name="pdf",
    title="PDF",
    aliases=(),
    suffixes=(".pdf",),
    media_type="application/pdf",
    write=_write,
    drops=_DROPS,
)
