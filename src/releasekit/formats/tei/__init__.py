"""TEI-XML: the release as an archive keeps it (TEI P5, tei_all)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release


def _read(data: bytes, context: Context) -> Release:
    from releasekit.formats.tei.reader import read

    return read(data, context)


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.tei.writer import write

    return write(release, context)


def _excuse(data: bytes) -> str | None:
    return None if b"<TEI" in data[:65536] or b":TEI" in data[:65536] else "there is no TEI root element"


FORMAT = Format(
    name="tei",
    title="TEI",
    aliases=(),
    suffixes=(".tei.xml", ".tei", ".xml"),
    media_type="application/tei+xml",
    read=_read,
    write=_write,
    excuse=_excuse,
    lossless=True,
)
