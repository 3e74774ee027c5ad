"""TEI-XML: the release as an archive keeps it (TEI P5, tei_all)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.format import Format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.briefing import Pack
    from releasekit.format import Context, Note, PackContext
    from releasekit.model import Release


def _read(data: bytes, context: Context) -> Release:
    from releasekit.formats.tei.reader import read

    if context.strict:
        from releasekit.formats.tei.schema import require

        require(data, context)
    return read(data, context)


def _write(release: Release, context: Context) -> bytes:
    from releasekit.formats.tei.writer import write

    return write(release, context)


def _read_pack(data: bytes, context: PackContext) -> Pack:
    from releasekit.formats.tei.read_corpus import read

    return read(data, context)


def _write_pack(pack: Pack, context: PackContext) -> bytes:
    from releasekit.formats.tei.corpus import write

    return write(pack, context)


def _check(data: bytes, context: Context) -> Iterable[Note]:
    from releasekit.formats.tei.schema import findings

    return findings(data, context)


_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:\"[^\"]*\"|'[^']*'|[^\"'>\[])*>", re.DOTALL)
_ROOT = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?(?:TEI|teiCorpus)(?:\.2)?[\s/>\[]")
"""The root, or a document type that names it: one that declares something is ours to refuse."""


def _excuse(data: bytes) -> str | None:
    start = data[:65536].removeprefix(b"\xef\xbb\xbf")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"))
    text = start.replace(b"\x00", b"").lstrip(b"\xff\xfe").decode("latin-1") if wide else start.decode("latin-1")
    at = 0
    while match := _BEFORE_ROOT.match(text, at):
        at = match.end()
    return None if _ROOT.match(text, at) else "it does not begin with a TEI element"


FORMAT = Format(
    name="tei",
    title="TEI",
    aliases=(),
    suffixes=(".tei.xml", ".tei", ".xml"),
    media_type="application/tei+xml",
    read=_read,
    write=_write,
    read_pack=_read_pack,
    write_pack=_write_pack,
    excuse=_excuse,
    check=_check,
    lossless=True,
)
