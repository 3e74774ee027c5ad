"""Word: the document an editor works in (ECMA-376, Office Open XML)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from docx.document import Document

    from releasekit.briefing import Pack
    from releasekit.format import Context, PackContext
    from releasekit.model import Release


def _read(data: bytes, context: Context) -> Release:
    from releasekit.formats.docx.reader import read

    return read(data, context)


def _excuse(data: bytes) -> str | None:
    if not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return "no ZIP file starts here, as a Word document is one"
    from releasekit.formats.docx.unpack import excuse

    return excuse(data)


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.docx.writer import write

    return write(release, context)


def _read_pack(data: bytes, context: PackContext) -> Pack:
    from releasekit.formats.docx.pack.reader import read

    return read(data, context)


def _write_pack(pack: Pack, context: PackContext) -> bytes:
    from releasekit.formats.docx.pack.writer import write

    return write(pack, context)


def document(release: Release, context: Context | None = None) -> Document:
    """The release as a Word document that python-docx holds, for a program that goes on with it.

    What it saves is read like any document of ours that somebody has edited. Raises `WriteError`.
    """
    import io

    import docx

    from releasekit.format import Context
    from releasekit.model import normalise

    return docx.Document(io.BytesIO(_write(normalise(release), context or Context())))


FORMAT = Format(
    name="docx",
    title="Word document",
    aliases=("word",),
    suffixes=(".docx",),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    read=_read,
    write=_write,
    read_pack=_read_pack,
    write_pack=_write_pack,
    excuse=_excuse,
    lossless=True,
)
