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


FORMAT = Format(
    name="text",
    title="plain text",
    aliases=("txt", "plain"),
    suffixes=(".txt", ".text"),
    media_type="text/plain",
    read=_read,
    write=_write,
    excuse=_excuse,
)
