"""The package of a document over a template: parts and what they relate to in, a ZIP file with the same bytes every time out."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from releasekit.formats.docx.archive import archive, deflated
from releasekit.formats.docx.markup import DECLARATION, quoted

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_TYPES = {"core-properties": f"{_PACKAGE}relationships/metadata/core-properties"}
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", "png": "image/png",
    "jpeg": "image/jpeg", "jpg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp", "tif": "image/tiff",
    "tiff": "image/tiff", "emf": "image/x-emf", "wmf": "image/x-wmf",
    "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
}  # fmt: skip
PICTURES = frozenset(_DEFAULTS) - {"rels", "xml", "odttf"}
"""The suffixes of the pictures that a package may hold: what Word shows, and none that may hold a program."""


class Relation(NamedTuple):
    """What a part relates to."""

    id: str
    kind: str
    """The last word of its type: `hyperlink`, `image`."""
    to: str
    """The name of a part, or an address outside."""
    is_external: bool = False


class Parcel:
    """A package while it is put together."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[str, bytes]] = {}
        self._relations: dict[str, list[Relation]] = {"": []}

    def add(self, name: str, content_type: str, data: bytes, relations: list[Relation] | None = None) -> None:
        """A new part; without a content type its suffix says what it holds."""
        self._parts[name] = content_type, data
        self._relations[name] = relations or []

    def relate(self, kind: str, to: str) -> None:
        """Relate the package itself to a part."""
        known = self._relations[""]
        known.append(Relation(f"rId{len(known) + 1}", kind, to))

    def pack(self) -> bytes:
        """The bytes of the package: its entries in the order in which they came, all dated alike."""
        entries = [("[Content_Types].xml", deflated(self._content_types().encode()))]
        for name, relations in self._relations.items():
            if name:
                entries.append((name, deflated(self._parts[name][1])))
            if relations:
                folder, last = posixpath.split(name)
                said = _relationships(relations, folder).encode()
                entries.append((posixpath.join(folder, "_rels", f"{last}.rels"), deflated(said)))
        return archive(entries)

    def _content_types(self) -> str:
        """Which kind of content each part has (ECMA-376, part 2, 10.1.2)."""
        suffixes = {"rels", "xml", *(name.rsplit(".", 1)[-1] for name in self._parts)}
        defaults = "".join(f'<Default Extension="{each}" ContentType="{_DEFAULTS[each]}"/>' for each in sorted(suffixes))
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in sorted(self._parts.items()) if kind
        )
        return f'{DECLARATION}<Types xmlns="{_PACKAGE}content-types">{defaults}{overrides}</Types>'


def _relationships(relations: list[Relation], folder: str) -> str:
    """What a part relates to (ECMA-376, part 2, 9.3)."""
    rows = "".join(
        f'<Relationship Id="{quoted(id)}" Type="{_TYPES.get(kind, _OFFICE + kind)}" Target="'
        + (f'{quoted(to)}" TargetMode="External"/>' if is_external else f'{quoted(posixpath.relpath(to, folder or "."))}"/>')
        for id, kind, to, is_external in relations
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}relationships">{rows}</Relationships>'
