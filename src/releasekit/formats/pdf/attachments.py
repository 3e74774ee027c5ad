"""The release inside the file: its TEI and its native JSON in, embedded files that are the document's source out (ISO 19005-3)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from releasekit.format import Context
from releasekit.formats.native.codec import VERSION
from releasekit.formats.pdf.code import name, stream, text_string
from releasekit.formats.pdf.metadata import date
from releasekit.model.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.pdf.structure_out import Objects
    from releasekit.model import Release

JSON = "release.json"
"""The attachment that is read back."""

TEI = "release.tei.xml"

PAGES = "/RKIT_Pages"
"""The entry of its file specification with the digest of what the pages showed when it was written."""


PACK_JSON = "pack.json"
"""The attachment of a pack that is read back."""


class Attached(NamedTuple):
    """A file that travels along."""

    name: str
    media_type: str
    said: str
    data: bytes
    relation: str = "Source"
    """What it is to the document (ISO 19005-3, annex E)."""


def attach(release: Release, objects: Objects, digest: str) -> tuple[bytes, bytes]:
    """Add both files; the list of them for the catalogue, and the entries of the tree of embedded files."""
    from releasekit.formats.tei import writer

    native = json.dumps({"releasekit": VERSION} | to_plain(release), ensure_ascii=False, separators=(",", ":")).encode()
    files = (
        Attached(JSON, "application/json", "The release as native JSON: releasekit reads it back", native),
        Attached(TEI, "application/tei+xml", "The release as TEI P5", writer.write(release, Context())),
    )
    return embed(files, date(release.modified or release.released), objects, digest)


def embed(files: Iterable[Attached], changed: str, objects: Objects, digest: str) -> tuple[bytes, bytes]:
    """Add files, the first of which keeps the digest of the pages; the list of them, and the entries of their tree by name."""
    references: dict[str, bytes] = {}
    for file in files:
        references[file.name] = _specification(file, changed, objects, "" if references else digest)
    names = b" ".join([b"(%s) %s" % (name.encode(), found) for name, found in sorted(references.items())])
    return b"[" + b" ".join(references.values()) + b"]", b"[" + names + b"]"


def _specification(file: Attached, changed: str, objects: Objects, digest: str) -> bytes:
    check = hashlib.md5(file.data, usedforsecurity=False).hexdigest()
    known = f"/Params <</Size {len(file.data)} /CheckSum <{check}>{f' /ModDate ({changed})' if changed else ''}>>"
    content = objects.add(stream(f"/Type /EmbeddedFile /Subtype {name(file.media_type).decode()} {known}", file.data))
    called = text_string(file.name)
    return objects.add(
        b"<</Type /Filespec /F %s /UF %s /Desc %s /AFRelationship /%s /EF <</F %s /UF %s>>"
        % (called, called, text_string(file.said), file.relation.encode(), content, content)
        + (f" {PAGES} <{digest}>".encode() if digest else b"")
        + b">>"
    )
