"""Markdown: front matter for the fields, CommonMark for the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from releasekit.briefing import Pack
    from releasekit.format import Context, PackContext
    from releasekit.model import Release


def _read(data: bytes, context: Context) -> Release:
    from releasekit.formats.markdown.reader import read

    return read(data, context)


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.markdown.writer import write

    return write(release, context)


_SKIPPED = rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)*"
_BEGINNINGS = (
    rb"---[ \t]*\r?\n" + _SKIPPED + rb"(?:[\w\"'{?]|---[ \t]*\r?\n|\.\.\.[ \t]*\r?\n)",
    rb"\+\+\+[ \t]*\r?\n" + _SKIPPED + rb"[ \t]*(?:[\w\"'.-]+[ \t]*=|\[|\+\+\+[ \t]*\r?\n)",
    rb"(?ms)\{\s*\"(?!releasekit\")[^\"\n]*\"\s*:.*?^\}[ \t]*\r?\n\s*[^\s{\[]",
    rb"# +[^\s#]",
)
"""Front matter in YAML, in TOML and, if words follow it, in JSON; a headline. They are compiled when somebody asks."""


def _read_pack(data: bytes, context: PackContext) -> Pack:
    from releasekit.formats.markdown.pack_in import read

    return read(data, context)


def _write_pack(pack: Pack, context: PackContext) -> bytes:
    from releasekit.formats.markdown.pack_out import write

    return write(pack, context)


def _excuse(data: bytes) -> str | None:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")[:65536]
    if any(re.match(beginning, start) for beginning in _BEGINNINGS):
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
    read_pack=_read_pack,
    write_pack=_write_pack,
    excuse=_excuse,
    lossless=True,
)
