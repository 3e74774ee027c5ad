"""Native JSON: the model itself, key by key, with nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from releasekit.briefing import Pack
    from releasekit.format import Context, PackContext
    from releasekit.model import Release


def _read(data: bytes, context: Context) -> Release:
    from releasekit.formats.native.codec import read

    return read(data, context)


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.native.codec import write

    return write(release, context)


def _read_pack(data: bytes, context: PackContext) -> Pack:
    from releasekit.formats.native.codec import read_pack

    return read_pack(data, context)


def _write_pack(pack: Pack, context: PackContext) -> bytes:
    from releasekit.formats.native.codec import write_pack

    return write_pack(pack, context)


def _excuse(data: bytes) -> str | None:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return "a JSON object does not start here"
    return None if b'"releasekit"' in start[:4096] else 'there is no "releasekit" key'


FORMAT = Format(
    name="json",
    title="native JSON",
    aliases=("native",),
    suffixes=(".json",),
    media_type="application/json",
    read=_read,
    write=_write,
    read_pack=_read_pack,
    write_pack=_write_pack,
    excuse=_excuse,
    lossless=True,
)
