"""The package: parts and their relationships in, a ZIP file with the same bytes every time out (ECMA-376, part 2)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.package import Package

from releasekit.formats.docx.markup import DECLARATION, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Package", "Part", "add", "pack", "relate"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can say: no entry holds the time of its making."""
_PICTURES = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif"}


def add(
    package: Package,
    name: str,
    content_type: str,
    content: str | bytes,
    relationships: Iterable[tuple[str, Part | str]] = (),
) -> Part:
    """A new part of a package, related to others: their ids are rId1, rId2 and so on."""
    part = Part(PackURI(name), content_type, content.encode() if isinstance(content, str) else content, package)
    for kind, target in relationships:
        relate(part, kind, target)
    return part


def relate(source: Package | Part, kind: str, target: Part | str) -> None:
    """Relate a package or a part to a part, or to an address outside the package."""
    source.rels.add_relationship(kind, target, f"rId{len(source.rels) + 1}", isinstance(target, str))


def pack(package: Package) -> bytes:
    """The bytes of a package: its entries in the order of their relationships, all dated alike."""
    parts: list[Part] = list(package.iter_parts())
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as file:
        _entry(file, CONTENT_TYPES_URI, _content_types(parts))
        _entry(file, PACKAGE_URI.rels_uri, _relationships(package))
        for part in parts:
            _entry(file, part.partname, part.blob)
            if part.rels:
                _entry(file, part.partname.rels_uri, _relationships(part))
    return buffer.getvalue()


def _entry(file: ZipFile, name: PackURI, data: bytes | str) -> None:
    entry = ZipInfo(name.membername, _EPOCH)
    entry.create_system = 0  # the same on every system
    entry.compress_type = ZIP_DEFLATED
    file.writestr(entry, data, compresslevel=6)


def _content_types(parts: Iterable[Part]) -> str:
    """Which kind of content each part has (part 2, 10.1.2)."""
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"} | _PICTURES
    defaults = "".join(f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in sorted(kinds.items()))
    overrides = "".join(
        f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
        for part in sorted(parts, key=lambda part: str(part.partname))
        if part.content_type not in kinds.values()
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{DECLARATION}<Types xmlns="{namespace}">{defaults}{overrides}</Types>'


def _relationships(source: Package | Part) -> str:
    """What a package or part relates to (part 2, 9.3)."""
    rows = "".join(
        f'<Relationship Id="{found.rId}" Type="{found.reltype}" Target="{quoted(found.target_ref)}"'
        + (' TargetMode="External"/>' if found.is_external else "/>")
        for found in source.rels.values()
    )
    return f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'
