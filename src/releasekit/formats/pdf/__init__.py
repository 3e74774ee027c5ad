"""PDF: the printed page, tagged for all readers and made for archives (ISO 32000-1, PDF/UA-1 and PDF/A-3a)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from releasekit.briefing import Pack
    from releasekit.format import Context, PackContext
    from releasekit.model import Release


def _read(data: bytes, context: Context) -> Release:
    from releasekit.formats.pdf.reader import read

    return read(data, context)


def _excuse(data: bytes) -> str | None:
    return None if b"%PDF-" in data[:1024] else "no PDF file starts here"  # a few bytes of junk before it are allowed


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.pdf.writer import write
    from releasekit.garbage import uncollected

    with uncollected():
        return write(release, context)


def _read_pack(data: bytes, context: PackContext) -> Pack:
    from releasekit.formats.pdf.reader import read_pack

    return read_pack(data, context)


def _write_pack(pack: Pack, context: PackContext) -> bytes:
    from releasekit.formats.pdf.pack.writer import write
    from releasekit.garbage import uncollected

    with uncollected():
        return write(pack, context)


FORMAT = Format(
    name="pdf",
    title="PDF",
    aliases=(),
    suffixes=(".pdf",),
    media_type="application/pdf",
    read=_read,
    write=_write,
    read_pack=_read_pack,
    write_pack=_write_pack,
    excuse=_excuse,
    lossless=True,
)
