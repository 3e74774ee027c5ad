"""Plain text: a release as pasted from a web page, or as sent by wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release


def _read(data: bytes, context: Context) -> Release:
    from releasekit.formats.text.reader import read

    return read(data, context)


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.text.writer import write

    return write(release, context)


def _excuse(data: bytes) -> str | None:
    from releasekit.decoding import not_text

    return not_text(data)


_MARKS = ("Emphasis", "Strong", "Underline", "Strike", "Superscript", "Subscript", "SmallCaps", "Code")
_LOCALISED = (
    "Span", "Paragraph", "Heading", "BulletList", "OrderedList", "BlockQuote", "Table", "Figure", "Speech", "Division",
)  # fmt: skip
_FLATTENS = frozenset({*_MARKS, "Quotation", "Mention", "Date", "Span", "Heading", "CodeBlock"})
_DROPS = frozenset({
    "id", "version", "summary", "distributed", "event_date", "modified", "status", "changes", "replaces", "replaced_by",
    "lang", "direction", "translations", "keywords", "subjects", "entities", "source", "extra",
    "Number.scheme", "Number.href", "Issuer.uri", "Issuer.address", "Dateline.place", "Dateline.date", "Attachment.media_type",
    *_FLATTENS, "RawInline", "RawBlock",
    "Link.title", "Image.src", "Image.title", "Paragraph.role", "Division.kind", "Division.attributes",
    "Table.head_columns", "Cell.colspan", "Cell.rowspan",
    *(f"{node}.{field}" for node in _LOCALISED for field in ("lang", "direction")),
})  # fmt: skip
"""What plain text does not show. The words of marks, mentions and spans stay; that they were marked does not."""


FORMAT = Format(
    name="text",
    title="plain text",
    aliases=("txt", "plain"),
    suffixes=(".txt", ".text"),
    media_type="text/plain",
    read=_read,
    write=_write,
    excuse=_excuse,
    drops=_DROPS,
    flattens=_FLATTENS,
)
