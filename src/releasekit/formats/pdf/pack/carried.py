"""The pack inside the file: its native JSON, the TEI of each release, and files that no page shows, as embedded files (ISO 19005-3)."""

from __future__ import annotations

import json
import mimetypes
from typing import TYPE_CHECKING

from releasekit.format import Context
from releasekit.formats.native.codec import PACK, VERSION
from releasekit.formats.pdf.attachments import PACK_JSON, Attached, embed
from releasekit.formats.pdf.metadata import date
from releasekit.model.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.formats.pdf.pack.book import Book
    from releasekit.formats.pdf.structure_out import Objects


def carry(book: Book, objects: Objects, digest: str) -> tuple[bytes, bytes]:
    """Add all files; the list of them for the catalogue, and the entries of the tree of embedded files."""
    return embed(_files(book), date(book.cover.released), objects, digest)


def _files(book: Book) -> Iterator[Attached]:
    from releasekit.formats.tei import writer

    document = {"releasekit": VERSION, PACK: to_plain(book.pack)}
    native = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    yield Attached(PACK_JSON, "application/json", "The pack as native JSON: releasekit reads it back", native)
    for line, entry in zip(book.lines, book.pack.entries, strict=True):
        name = f"release-{line.at + 1:04}.tei.xml"
        yield Attached(name, "application/tei+xml", f"TEI P5 of {line.title or name}", writer.write(entry.release, Context()))
    for number, (enclosure, data) in enumerate(book.embedded, 1):
        name = f"enclosed-{number:04}-{_safe(enclosure.href)}"
        kind = enclosure.media_type or mimetypes.guess_type(enclosure.href)[0] or "application/octet-stream"
        yield Attached(name, kind, enclosure.called, data, "Supplement")


def _safe(href: str) -> str:
    """The last part of a path, in characters that every system has in file names."""
    name = href.rstrip("/").rsplit("/", 1)[-1]
    return "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "-" for char in name)[-60:] or "file"
