"""What is being written: a document's lists, notes, pictures and styles as they are met, and each of its stories' own links.

A story is a part with text (ECMA-376, 17.1): the body, the footnotes, a header. Links and pictures belong to the part they
stand in, the rest to the document.
"""

from __future__ import annotations

import re
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from releasekit.formats.docx import kinds
from releasekit.formats.docx.archive import stored
from releasekit.formats.docx.markup import Look, Shape
from releasekit.formats.docx.numbering import Numbering
from releasekit.formats.docx.package import Part
from releasekit.formats.docx.pictures import Picture, PictureError, picture
from releasekit.formats.docx.stylesheet import own_style
from releasekit.model import Division, Span, walk
from releasekit.style.words import direction_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from releasekit.format import Context
    from releasekit.model import Note, Release
    from releasekit.style.house import House


class Manuscript:
    """One release while it is written: all of a document, or one of several that are bound in one."""

    def __init__(
        self, release: Release, context: Context, house: House, *, after: Manuscript | None = None, prefix: str = ""
    ) -> None:
        self.release = release
        self.context = context
        self.house = house
        self.lang: str = after.lang if after else release.lang
        """Of the document."""
        rtl = direction_of(release.lang, release.direction) == "rtl"
        self.rtl: bool = after.rtl if after else rtl
        """Whether the document runs from right to left."""
        self.look = Look(lang="" if release.lang == self.lang else release.lang, rtl=rtl)
        """Of the words of the release: what its language and direction are, if not those of the document."""
        self.shape = Shape(bidi=True if rtl else False if self.rtl else None)
        """Of the paragraphs of the release."""
        self.title = "Title"
        """The style of its headline."""
        self.indexed: Mapping[str, str] = {}
        """By the places of mentions: what stands before each of them, so that an index can be made."""
        self.numbering: Numbering = after.numbering if after else Numbering()
        self.notes: list[tuple[Note, str]] = after.notes if after else []
        """The footnotes of the document, in the order of their marks, and where they stand."""
        self.styles: dict[str, str] = after.styles if after else {}
        """Styles that only this document needs: their XML by their id."""
        self.drawings: int = after.drawings if after else 0
        """How many the document has."""
        self._pictures: dict[str, tuple[Picture, Part] | str] = {}
        self._parts: dict[bytes, Part] = after._parts if after else {}  # noqa: SLF001  (of its own class)
        self._bookmarks: dict[str, str] = {}
        self._prefix = prefix
        self._written: set[str] = after._written if after else set()  # noqa: SLF001  (of its own class)

    @cached_property
    def _ids(self) -> frozenset[str]:
        """The ids that parts of the text have."""
        named = (node for _, node in walk(self.release) if isinstance(node, (Span, Division)))
        return frozenset(value for node in named for name, value in node.attributes if name == "id")

    def anchor(self, key: str) -> str:
        """The name of the bookmark at the part of the text that has an id; empty if none has (17.13.6.2)."""
        if key not in self._bookmarks:
            name = self._prefix + key
            if not _BOOKMARK.fullmatch(name):
                name = f"_{sha256(name.encode()).hexdigest()[:16]}"
            self._bookmarks[key] = name if key in self._ids else ""
        return self._bookmarks[key]

    def bookmark(self, attributes: tuple[tuple[str, str], ...]) -> tuple[str, str] | tuple[()]:
        """The start and end of a bookmark for a part that has an id; the first that has it counts."""
        key = dict(attributes).get("id", "") if attributes else ""
        return self.mark(self.anchor(key)) if key else ()

    def mark(self, name: str) -> tuple[str, str] | tuple[()]:
        """The start and end of a bookmark; none without a name, or where the document has one of that name."""
        if not name or name.lower() in self._written:
            return ()
        self._written.add(name.lower())
        number = len(self._written)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'

    def style(self, kind: str, group: str, name: str) -> str:
        """The id of a style for a kind or role that the house has not designed."""
        style = f"{group}_{name}"
        if style not in self.styles:
            self.styles[style] = own_style(kind, style, f"{group} {name}")
        return style

    def picture(self, src: str) -> tuple[Picture, Part] | str:
        """The picture at an address and the part that holds it; or why there is none, as the end of a sentence."""
        if src not in self._pictures:
            self._pictures[src] = self._found(src)
        return self._pictures[src]

    def _found(self, src: str) -> tuple[Picture, Part] | str:
        data = self.context.resources(src)
        if data is None:
            return "is elsewhere and is not fetched" if _SCHEME.match(src) else "cannot be found beside the release"
        try:
            return self.held(data)
        except PictureError as error:
            return str(error)

    def held(self, data: bytes) -> tuple[Picture, Part]:
        """The picture that bytes are, and the part that holds it. Raises `PictureError`."""
        found = picture(data)
        if data not in self._parts:
            name = f"/word/media/image{len(self._parts) + 1}.{found.suffix}"
            self._parts[data] = Part(name, found.media_type, stored(data))
        return found, self._parts[data]


class Story:
    """One part with text while it is written."""

    def __init__(self, manuscript: Manuscript, *, is_note: bool = False) -> None:
        self.manuscript = manuscript
        self.is_note = is_note
        """Footnotes hold no footnotes."""
        self.out: list[str] = []
        self.places: list[str] = []
        """What of the release each of `out` shows, as far as it is told."""
        self.relationships: list[tuple[str, Part | str]] = []
        self._known: dict[str, str] = {}

    def told(self, place: str) -> None:
        """What was written since this was called last shows that place of the release (a JSON Pointer)."""
        self.places += [place] * (len(self.out) - len(self.places))

    def link(self, href: str) -> str:
        """The id of the relationship to an address outside."""
        return self._relate(href, kinds.HYPERLINK, href)

    def part(self, kind: str, part: Part) -> str:
        """The id of the relationship to a part, such as a picture."""
        return self._relate(part.name, kind, part)

    def _relate(self, key: str, kind: str, target: Part | str) -> str:
        if key not in self._known:
            self.relationships.append((kind, target))
            self._known[key] = f"rId{len(self.relationships)}"
        return self._known[key]


_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "geo", "xmpp"})
"""What a click may lead to: addresses that fetch, write or call, and none that run or open something on the machine."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NOT_IN_URIS = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]|%(?![0-9A-Fa-f]{2})')
_NO_FILE = re.compile(r"(?:^|/)(?:\s|%20|\.)*/*$")
"""The path of a folder, as `.` is one: a program that makes it absolute leaves nothing to know it by."""
_BOOKMARK = re.compile("[A-Za-z_][A-Za-z0-9_]{0,39}")
"""A name that Word takes for a bookmark."""
_LONGEST = 2000
"""Word calls a document with much longer addresses damaged."""


def target(href: str) -> str:
    """An address as the target of a link (RFC 3986); empty for one that no click may lead to.

    Relative addresses lead to the document's own folder. An address of a host without a scheme could make Word log in there.
    """
    scheme = _SCHEME.match(href)
    if scheme:
        allowed = scheme[1].lower() in _SCHEMES and len(href) > len(scheme[0])
    else:
        path = re.split("[?#]", href, maxsplit=1)[0]
        allowed = not path.startswith(("/", "\\")) and ":" not in path.split("/", 1)[0] and not _NO_FILE.search(path)
    clean = _NOT_IN_URIS.sub(lambda found: f"%{ord(found[0][0]):02X}", href)
    return clean if allowed and href and len(clean) <= _LONGEST else ""
