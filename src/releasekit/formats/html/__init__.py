"""HTML: a web page as it was saved, and the page that pandoc writes for us."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.format import Format
from releasekit.formats.pandoc.drops import drops, flattens

if TYPE_CHECKING:
    from releasekit.briefing import Pack
    from releasekit.format import Context, PackContext
    from releasekit.model import Release

_START = re.compile(
    rb"(?:\s|<\?xml[^>]*>|<!--(?:(?!-->).){0,4000}-->){0,20}<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def _read(data: bytes, context: Context) -> Release:
    from releasekit.formats.html.reader import read

    return read(data, context)


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.pandoc.writer import write

    return write("html", release, context)


def _write_pack(pack: Pack, context: PackContext) -> bytes:
    from releasekit.formats.pandoc.pack import write

    return write("html", pack, context)


def _excuse(data: bytes) -> str | None:
    start = data[:16384]
    if start.startswith(_UTF_16):
        start = start[: len(start) // 2 * 2].decode("utf-16", "replace").encode()
    return None if _START.match(start.removeprefix(b"\xef\xbb\xbf")) else "no <!DOCTYPE html> and no <html> starts here"


FORMAT = Format(
    name="html",
    title="HTML page",
    aliases=("html5",),
    suffixes=(".html", ".htm", ".xhtml"),
    media_type="text/html",
    read=_read,
    write=_write,
    write_pack=_write_pack,
    excuse=_excuse,
    drops=drops("html"),
    flattens=flattens("html"),
)
