"""A Word document before it is read: bytes in, its parts, counted and measured and none of them unpacked yet, out."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast
from urllib.parse import unquote

from releasekit.errors import ReadError
from releasekit.formats.docx.directory import entries
from releasekit.formats.docx.inflate import packed, unpacked
from releasekit.formats.docx.xml import changeable, parsed, unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from releasekit.format import Context
    from releasekit.formats.docx.directory import Entry
    from releasekit.formats.docx.inflate import Packed

MAX_ENTRIES = 4000
MAX_XML = 16 * 1024 * 1024
"""The most bytes of one part of XML."""
MAX_ALL_XML = 32 * 1024 * 1024
"""The most bytes of all parts of XML that are read."""
MAX_PICTURE = 32 * 1024 * 1024
"""The most bytes of one picture."""
MAX_RATIO = 1000
"""How much larger than in the file a part may be: the flattest real text stays far below."""
_SMALL = 1024 * 1024
"""A part below this may have any ratio."""

_COMMON = 400 * 1024
"""What of a part up to this length was made is kept for the next document that has the same, packed alike: styles and lists.

The styles of python-docx have 350 kB, those of others a tenth of that.
"""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "a PDF file: its text cannot be edited here; ask for the Word file that it was made from"),
    (b"{\\rtf", "Rich Text Format: read it with --from rtf"),
    (b"<?xml", "XML and no ZIP file: if it is Word's XML, open it in Word and save it as .docx"),
)
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError)
"""What reading a damaged ZIP file raises."""
_T = TypeVar("_T")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Target(NamedTuple):
    """What a relationship leads to."""

    kind: str
    """The last word of its type: `hyperlink`, `image`, `footnotes`."""
    to: str
    """The name of a part, or an address outside."""
    is_external: bool


def excuse(data: bytes) -> str | None:
    """Why bytes are no Word document, or None if they could be one."""
    found = _opened(data)
    return found if isinstance(found, str) else None


def _opened(data: bytes) -> list[Entry] | str:
    """The entries of the package that bytes are, or why they are none."""
    if not data.startswith(b"PK"):
        return _what_else(data) or "no ZIP file starts here, as a Word document is one"
    try:
        found = entries(data)
        return _not_word(data, [entry.name for entry in found]) or found
    except _DAMAGE:
        return "the ZIP file that starts here is damaged"


def _not_word(data: bytes, names: list[str]) -> str | None:
    if "[Content_Types].xml" in names:
        for start, what in (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation")):
            if any(name.startswith(start) for name in names) and not any(name.startswith("word/") for name in names):
                return f"{what} is here, not a Word document"
        return None
    if "mimetype" in names:
        with zipfile.ZipFile(io.BytesIO(data)).open("mimetype") as part:
            kind = part.read(100)
        if b"opendocument" in kind:
            return "an OpenDocument file: read it with --from odt, or save it as .docx"
        if b"epub" in kind:
            return "an EPUB file: read it with --from epub"
    return "a ZIP file, and it has no [Content_Types].xml, as a Word document has"


def _what_else(data: bytes) -> str:
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "the document is locked with a password: open it in Word, remove the password, and save it"
        return "a file of Word 97 to 2003 (.doc): open it in Word or LibreOffice and save it as .docx"
    return next((what for start, what in _OTHERS if data.lstrip()[:8].startswith(start)), "")


@lru_cache(maxsize=512)
def _relations(part: str) -> tuple[str, str]:
    """The folder of a part, and the name of the part that says what it relates to."""
    folder, file = posixpath.split(part)
    return folder, posixpath.join(folder, "_rels", f"{file}.rels")


@lru_cache(maxsize=512)
def _resolved(folder: str, to: str) -> str:
    """The name of the part that a target leads to from a folder; packages have the same few."""
    return posixpath.normpath(posixpath.join("/" + folder, unquote(to))).lstrip("/")


def _targets(root: Any, folder: str) -> dict[str, Target]:
    """What a part in a folder relates to, by the root of its relationships; None if it has none."""
    found: dict[str, Target] = {}
    for each in root.iter(_RELATIONSHIP) if root is not None else ():
        said = each.get
        to, is_external = said("Target", ""), said("TargetMode") == "External"
        kind = said("Type", "").rsplit("/", 1)[-1]
        found[said("Id", "")] = Target(kind, to if is_external else _resolved(folder, to), is_external)
    return found


def _root_targets(root: Any) -> dict[str, Target]:
    return _targets(root, "")


@lru_cache(maxsize=12)
def _made(make: Callable[[Any], object], found: Packed, part: str) -> object:
    """What is made of a part; one that is known again by its packed bytes is not unpacked."""
    # lxml makes its tree in half the time, and few of its elements are looked at
    return make(changeable(_content(found, part, ""), part, ""))


def _content(found: Packed, part: str, name: str) -> bytes:
    try:
        return unpacked(found)
    except _DAMAGE as error:
        raise _damaged(part, error, name) from None


def _damaged(part: str, error: Exception, name: str) -> ReadError:
    return ReadError(f"the part {part[:80]!r} is damaged ({error}): open the document in Word and save it anew", name=name)


class Unpacked:
    """The parts of a document; each is unpacked when it is asked for. A pack may be so many `times` larger than a release."""

    def __init__(self, data: bytes, context: Context, *, times: int = 1) -> None:
        self._data = data
        self._name = context.name
        self._room = MAX_ALL_XML * times
        self.most = MAX_XML * times
        """The most bytes of one part of XML."""
        found = _opened(data)
        if isinstance(found, str):
            raise ReadError(f"not a Word document: {found}", name=context.name)
        if len(found) > MAX_ENTRIES * times:
            raise ReadError(f"the document has {len(found)} parts; {MAX_ENTRIES * times} is the limit", name=context.name)
        self._entries: dict[str, Entry] = {}
        for entry in found:
            part = entry.name.replace("\\", "/").lower()  # some programs of Windows write names as its folders have them
            if part in self._entries:
                message = f"the document has two parts {entry.name[:80]!r}: open it in Word and save it anew"
                raise ReadError(message, name=context.name)
            if entry.flags & 1:
                raise ReadError(
                    "the document is encrypted: open it in Word, remove the password, and save it", name=context.name
                )
            self._entries[part] = entry
        self._roots: dict[str, Any] = {}
        self._whole: dict[str, bytes] = {}
        """The bytes of parts that were asked for, and whose root was not."""
        self._changed: set[str] = set()
        self._targets: dict[str, dict[str, Target]] = {}

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part; names do not differ in case (ECMA-376, part 2, 6.2.2.3)."""
        return part.lower() in self._entries

    def names(self) -> list[str]:
        """The names of all parts."""
        return [entry.name for entry in self._entries.values()]

    def size(self, part: str) -> int:
        """How many bytes a part unpacks to, as the package says."""
        return self._entries[part.lower()].size

    def entries(self) -> Iterator[tuple[str, int, int]]:
        """The name, length and CRC-32 of all parts, as the package says them."""
        return ((entry.name, entry.size, entry.checksum) for entry in self._entries.values())

    def xml(self, part: str) -> Any:
        """The root of a part, None if there is no such part. Raises `ReadError`."""
        if part not in self._roots:
            self._roots[part] = None
            if part in self:
                data = self._whole.pop(part, b"")
                if not 0 < len(data) <= min(self.most, self._room):
                    data = self.data(part, min(self.most, self._room))
                self._room -= len(data)
                self._roots[part] = parsed(data, part, self._name)
        return self._roots[part]

    def changeable(self, part: str) -> Any:
        """The root of a part in a tree that can be changed. Raises `ReadError`."""
        return changeable(self.data(part, self.most), part, self._name)

    def changed(self, part: str, root: Any) -> Any:
        """The root of a part from now on: what has become of the changeable one."""
        self._roots[part] = unchanged(root)
        self._changed.add(part)
        return self._roots[part]

    def is_changed(self, part: str) -> bool:
        """Whether the root of a part is no longer what the document has there."""
        return part in self._changed

    def forget(self) -> None:
        """Keep no roots: whoever asks for pictures later needs none of them."""
        self._roots.clear()

    def made(self, part: str, make: Callable[[Any], _T]) -> _T:
        """What is made of the root of a part that many documents have alike, such as their styles. Raises `ReadError`."""
        found = self._packed(part, min(self.most, self._room))
        self._room -= found.size
        if max(found.size, len(found.content)) > _COMMON:
            return make(changeable(_content(found, part, self._name), part, self._name))
        try:
            return cast("_T", _made(make, found, part))
        except ReadError as error:
            raise ReadError(error.message, name=self._name) from None

    def whole(self, part: str) -> bytes:
        """The bytes of a part of XML, of which the root may be asked for later. Raises `ReadError`."""
        if part not in self._whole:
            self._whole[part] = self.data(part, self.most)
        return self._whole[part]

    def data(self, part: str, limit: int = MAX_PICTURE) -> bytes:
        """The bytes of a part, at most as many as the limit. Raises `ReadError`."""
        return _content(self._packed(part, limit), part, self._name)

    def _packed(self, part: str, limit: int) -> Packed:
        """A part as it is in the file, if it is not larger than the limit once it is unpacked. Raises `ReadError`."""
        entry = self._entries[part.lower()]
        length = entry.size
        if length > limit or (length > _SMALL and length > MAX_RATIO * entry.packed):
            message = f"the part {part[:80]!r} unpacks to {length:,} bytes, which no press release needs: make it smaller"
            raise ReadError(message, name=self._name)
        try:
            return packed(self._data, entry)
        except _DAMAGE as error:
            raise _damaged(part, error, self._name) from None

    def targets(self, part: str) -> dict[str, Target]:
        """What a part relates to, by id; for the document as a whole the part is an empty string."""
        if part not in self._targets:
            self._targets[part] = self._related(part)
        return self._targets[part]

    def _related(self, part: str) -> dict[str, Target]:
        folder, name = _relations(part)
        if not part and name in self:  # what a package as a whole relates to is the same for all of a program
            return self.made(name, _root_targets)
        return _targets(self.xml(name), folder)

    def related(self, part: str, kind: str) -> str:
        """The name of the first part of a kind that a part relates to; empty if there is none."""
        return next((each.to for each in self.targets(part).values() if each.kind == kind and each.to in self), "")


class Changeable(Unpacked):
    """The parts of a document that are going to be changed, and written as another."""

    def xml(self, part: str) -> Any:
        """The root of a part in a tree that can be changed, None if there is no such part. Raises `ReadError`."""
        if part not in self._roots:
            self._roots[part] = self._changeable(part) if part in self else None
        return self._roots[part]

    def _changeable(self, part: str) -> Any:
        data = self.data(part, min(self.most, self._room))
        self._room -= len(data)
        return changeable(data, part, self._name)

    def changeable(self, part: str) -> Any:
        """The root of a part, as `xml` has it."""
        return self.xml(part)

    def changed(self, part: str, root: Any) -> Any:
        """The root of a part, which has been changed where it stands."""
        self._roots[part] = root
        self._changed.add(part)
        return root
