"""Markdown: YAML front matter for the fields, CommonMark for the text."""

from __future__ import annotations

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


def _excuse(data: bytes) -> str | None:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    return None if start.startswith((b"---\n", b"---\r\n", b"# ")) else "no front matter and no # headline starts here"


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
