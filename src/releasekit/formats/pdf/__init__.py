"""PDF: the printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.pdf.writer import write

    return write(release, context)


FORMAT = Format(
    name="pdf",
    title="PDF",
    aliases=(),
    suffixes=(".pdf",),
    media_type="application/pdf",
    write=_write,
)
