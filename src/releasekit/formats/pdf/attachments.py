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
    from releasekit.formats.pdf.structure_out import Objects
    from releasekit.model import Release

JSON = "release.json"
"""The attachment that is read back."""

TEI = "release.tei.xml"

PAGES = "/RKIT_Pages"
"""The entry of its file specification with the digest of what the pages showed when it was written."""


class _File(NamedTuple):
    name: str
    media_type: str
    said: str
    data: bytes


def attach(release: Release, objects: Objects, digest: str) -> tuple[bytes, bytes]:
    """Add both files; the list of them for the catalogue, and the entries of the tree of embedded files."""
    from releasekit.formats.tei import writer

    native = json.dumps({"releasekit": VERSION} | to_plain(release), ensure_ascii=False, separators=(",", ":")).encode()
    files = (
        _File(JSON, "application/json", "The release as native JSON: releasekit reads it back", native),
        _File(TEI, "application/tei+xml", "The release as TEI P5", writer.write(release, Context())),
    )
    changed = date(release.modified or release.released)
    references = [_specification(file, changed, objects, digest if file.name == JSON else "") for file in files]
    names = b" ".join(b"(%s) %s" % (file.name.encode(), found) for file, found in zip(files, references, strict=True))
    return b"[" + b" ".join(references) + b"]", b"[" + names + b"]"


def _specification(file: _File, changed: str, objects: Objects, digest: str) -> bytes:
    check = hashlib.md5(file.data, usedforsecurity=False).hexdigest()
    known = f"/Params <</Size {len(file.data)} /CheckSum <{check}>{f' /ModDate ({changed})' if changed else ''}>>"
    content = objects.add(stream(f"/Type /EmbeddedFile /Subtype {name(file.media_type).decode()} {known}", file.data))
    called = text_string(file.name)
    return objects.add(
        b"<</Type /Filespec /F %s /UF %s /Desc %s /AFRelationship /Source /EF <</F %s /UF %s>>"
        % (called, called, text_string(file.said), content, content)
        + (f" {PAGES} <{digest}>".encode() if digest else b"")
        + b">>"
    )
