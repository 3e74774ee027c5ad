"""Markdown: YAML front matter for the fields, CommonMark for the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release


def _read(data: bytes, context: Context) -> Release:
    from releasekit.formats.markdown.reader import read

    return read(data, context)


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.markdown.writer import write

    return write(release, context)


_FRONT = re.compile(rb"---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:[\w\"'{?]|---[ \t]*\r?\n|\.\.\.[ \t]*\r?\n)")
_HEADLINE = re.compile(rb"# +[^\s#]")


def _excuse(data: bytes) -> str | None:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")[:65536]
    if _FRONT.match(start) or _HEADLINE.match(start):
        return None
    return "it begins neither with front matter nor with a # headline"


FORMAT = Format(
    name="md",
    title="Markdown",
    aliases=("markdown",),
    suffixes=(".md", ".markdown"),
    media_type="text/markdown",
    read=_read,
    write=_write,
    excuse=_excuse,
    lossless=True,
)
