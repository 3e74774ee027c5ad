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


_FLATTENS = frozenset({"Date", "Mention", "Quotation"})
_LOCALISED = (
    "BlockQuote", "BulletList", "Division", "Figure", "Heading", "OrderedList", "Paragraph", "Span", "Speech", "Table",
)  # fmt: skip
_DROPS: frozenset[str] = frozenset({
    "id", "version", "distributed", "event_date", "modified", "status", "changes", "replaces", "replaced_by", "translations",
    "subjects", "entities", "source", "extra",
    "Number.scheme", "Number.href", "Issuer.uri", "Dateline.place", "Dateline.date", "Attachment.media_type",
    *_FLATTENS, "RawBlock", "RawInline",
    "CodeBlock.info", "Division.attributes", "Image.title", "Span.attributes", "Span.kind",
    *(f"{node}.lang" for node in _LOCALISED),
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
    flattens=_FLATTENS,
)
