"""Pictures that a document holds inside itself: a release and its resources in, the pictures as files, and a release that names these, out."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.format import Note, are_carrying
from releasekit.model import Image, walk
from releasekit.model.walk import child_fields
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from releasekit.format import Context, Format, Resources
    from releasekit.model import Release

SUFFIXES = frozenset({
    ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg", ".emf", ".wmf", ".ico", ".heic", ".avif",
})  # fmt: skip
"""How the name of a file may end that is taken out: nothing else is a picture, whatever a document says."""
MAX_TOTAL = 96 * 1024 * 1024
"""The most bytes of all pictures of one document."""
_ONLY_NAMED = frozenset({"json", "md", "tei"})
"""Formats that say where a picture is, and do not hold it."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_LONGEST = 80


@frozen
class Extracted:
    """The pictures of a document as files beside it: their bytes by their names, and the release that names them so."""

    release: Release
    files: Mapping[str, bytes]


class Taken:
    """The pictures that are taken out into one folder, of one release after the other: each once, by a name of its own."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._names: dict[bytes, str] = {}
        self._room = MAX_TOTAL

    def put(self, src: str, data: bytes) -> tuple[str, str]:
        """The name of a picture in the folder; or none, and why it stays where it is."""
        digest = sha256(data).digest()
        if digest not in self._names:
            name = _name(src, self.files)
            if not name:
                return "", "its name is not that of a picture"
            if len(data) > self._room:
                return "", "all pictures together are too large"
            self._room -= len(data)
            self._names[digest], self.files[name] = name, data
        return self._names[digest], ""


class Beside:
    """Resources with pictures that were taken out of a document and stand in a folder, or will."""

    def __init__(self, around: Resources, files: Mapping[str, bytes]) -> None:
        self.around = around
        self.files = files
        """The bytes of pictures by their addresses."""

    def __call__(self, href: str, /) -> bytes | None:
        """The bytes of a picture."""
        found = self.files.get(href)
        return self.around(href) if found is None else found


def extracted(release: Release, folder: str, context: Context, taken: Taken | None = None) -> Extracted:
    """The pictures that the document holds inside, each once, and the release with their addresses in a folder.

    `folder` is what stands before a name in an address, such as `media/`; `taken` is what other releases have put there. Names
    have nothing in them that a file system or a shell would take for more than a name. What is no picture, or too much, stays
    where it is, with a note.
    """
    resources = context.resources
    taken = Taken() if taken is None else taken
    addresses: dict[str, str] = {}
    for where, image in _images(release):
        data = resources.carried(image.src) if are_carrying(resources) and image.src not in addresses else None
        if data is None:
            continue
        name, reason = taken.put(image.src, data)
        if not name:
            context.loss("picture-inside", f"the picture {image.src[:80]!r} stays in the document: {reason}", where)
        addresses[image.src] = folder + name if name else image.src
    changed = {name: _renamed(getattr(release, name), addresses) for name in child_fields(type(release))}
    context.resources = Beside(resources, {folder + name: data for name, data in taken.files.items()})
    return Extracted(evolve(release, **changed), taken.files)


def left_inside(release: Release, format: Format, context: Context) -> Iterator[Note]:
    """What is lost where a release names pictures that only the document held which it was read from."""
    resources = context.resources
    if format.name not in _ONLY_NAMED or not are_carrying(resources):
        return
    seen: set[str] = set()
    for where, image in _images(release):
        if image.src in seen or image.src[:5].lower() == "data:":
            continue
        seen.add(image.src)
        if resources.around(image.src) is None and resources.carried(image.src) is not None:
            message = f"the picture {image.src[:80]!r} stays in the document that was read: --extract-media DIR takes it out"
            yield Note("picture-inside", message, where)


def _images(release: Release) -> Iterator[tuple[str, Image]]:
    return ((where, node) for where, node in walk(release) if isinstance(node, Image) and node.src)


def _name(src: str, taken: Mapping[str, bytes]) -> str:
    """A name for a picture that no other has, also where upper and lower case are one; empty for what is no picture."""
    last = unicodedata.normalize("NFKD", src.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1])
    stem, dot, suffix = last.rpartition(".")
    suffix = dot + suffix.lower()
    if suffix not in SUFFIXES:
        return ""
    stem = _UNSAFE.sub("-", stem.encode("ascii", "ignore").decode()).strip("-.")[:_LONGEST] or "picture"
    stem = f"picture-{stem}" if _RESERVED.match(stem) else stem
    known = {name.lower() for name in taken}
    name, again = f"{stem}{suffix}", 2
    while name.lower() in known:
        name, again = f"{stem}-{again}{suffix}", again + 1
    return name


def _renamed(nodes: Any, addresses: Mapping[str, str]) -> Any:
    """Nodes with the new addresses of their pictures."""
    if isinstance(nodes, tuple):
        return tuple(_renamed(node, addresses) for node in nodes)
    if isinstance(nodes, Image):
        return evolve(nodes, src=addresses.get(nodes.src, nodes.src))
    changed = {
        name: new for name in child_fields(type(nodes)) if (new := _renamed(old := getattr(nodes, name), addresses)) != old
    }
    return evolve(nodes, **changed) if changed else nodes
