"""The package: parts and their relationships in, a ZIP file with the same bytes every time out (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from releasekit.formats.docx.archive import EMPTY, Content, archive, shared
from releasekit.formats.docx.markup import DECLARATION, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Relationship: TypeAlias = "tuple[str, Part | str]"
    """Its type, and the part or the address outside that it leads to."""

_PICTURES = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif"}
_DEFAULTS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"} | _PICTURES


class Part:
    """A part of a package."""

    def __init__(
        self, name: str, content_type: str, content: Content = EMPTY, relationships: Iterable[Relationship] = ()
    ) -> None:
        self.name = name
        """With a slash before it: `/word/document.xml`."""
        self.content_type = content_type
        self.content = content
        self.relationships = [*relationships]
        """Their ids are rId1, rId2 and so on."""

    @cached_property
    def related(self) -> Content:
        """What a ZIP file has of the relationships, which are complete once this is asked for."""
        return shared(_relationships(self.relationships, self.name.rpartition("/")[0]))


def pack(relationships: Iterable[Relationship]) -> bytes:
    """The bytes of a package with these relationships: its entries in the order that they lead to them. Raises `WriteError`."""
    root = [*relationships]
    parts = [*_reached(root, {})]
    return archive([
        ("[Content_Types].xml", shared(_content_types(parts))),
        ("_rels/.rels", shared(_relationships(root, "/"))),
        *entries(parts),
    ])  # fmt: skip


def reached(part: Part) -> Iterator[Part]:
    """A part, and all that its relationships lead to."""
    return _reached([("", part)], {})


def entries(parts: Iterable[Part]) -> Iterator[tuple[str, Content]]:
    """What a ZIP file has of parts, each followed by its relationships."""
    for part in parts:
        yield part.name[1:], part.content
        if part.relationships:
            folder, _, file = part.name[1:].rpartition("/")
            yield f"{folder}/_rels/{file}.rels", part.related


def _reached(relationships: Iterable[Relationship], known: dict[str, Part]) -> Iterator[Part]:
    for _, part in relationships:
        if isinstance(part, Part) and part.name not in known:
            known[part.name] = part
            yield part
            yield from _reached(part.relationships, known)


def _content_types(parts: Iterable[Part]) -> str:
    """Which kind of content each part has (part 2, 10.1.2)."""
    defaults = "".join(f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in sorted(_DEFAULTS.items()))
    overrides = "".join(
        f'<Override PartName="{part.name}" ContentType="{part.content_type}"/>'
        for part in sorted(parts, key=lambda part: part.name)
        if part.content_type not in _DEFAULTS.values()
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{DECLARATION}<Types xmlns="{namespace}">{defaults}{overrides}</Types>'


def _relationships(relationships: Iterable[Relationship], folder: str) -> str:
    """What the package or a part in a folder relates to (part 2, 9.3)."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="'
        + (f'{quoted(to)}" TargetMode="External"/>' if isinstance(to, str) else f'{_reference(to.name, folder)}"/>')
        for number, (kind, to) in enumerate(relationships, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


@lru_cache(maxsize=256)
def _reference(name: str, folder: str) -> str:
    return posixpath.relpath(name, folder)
