"""A template: the bytes of a Word file in, its parts, checked and bounded and without what must not travel, out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from releasekit.errors import ReadError
from releasekit.format import Context
from releasekit.formats.docx.parts import Document
from releasekit.formats.docx.story import target as followed
from releasekit.formats.docx.template.cleaning import LEFT, Story, cleaned
from releasekit.formats.docx.template.package import PICTURES, Parcel, Relation
from releasekit.formats.docx.unpack import Changeable
from releasekit.formats.docx.xml import W

if TYPE_CHECKING:
    from releasekit.formats.docx.unpack import Target

MAX_CARRIED = 64 * 1024 * 1024
"""The most bytes of all pictures and fonts of a template: each document that is made over it holds them."""
_STORIES = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}
_SUFFIXES = {"image": PICTURES, "font": frozenset({"odttf"})}


class Template:
    """A template, opened for one document. Raises `ReadError`."""

    def __init__(self, data: bytes, name: str) -> None:
        self.document = Document(Changeable(data, Context(name=name)), Context(name=name))
        self._unpacked = self.document.unpacked
        self._name = name
        self._room = MAX_CARRIED
        self._media: dict[str, str] = {}
        """The names that pictures and fonts get, by those that they have in the template."""
        self._stories: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self.left: set[str] = {LEFT["vbaProject"]} if self.document.has_macros else set()
        """What of the template does not travel, in words."""
        self.stories: dict[str, Story] = {}
        """Its headers, footers and notes, by the names that their parts get."""
        root = self.document.body.getparent()
        root.attrib.pop(f"{W}conformance", None)  # the strict form is read, and the other written
        self.main = self._story(self.document.part, root, "document")

    def root(self, kind: str) -> Any:
        """The root of the part of a kind that the main part relates to; None if there is none."""
        part = self._unpacked.related(self.document.part, kind)
        return self._unpacked.xml(part) if part else None

    def part(self, kind: str) -> Story | None:
        """A part that is no text, such as the `theme`, and the pictures and fonts that it has."""
        part = self._unpacked.related(self.document.part, kind)
        root = self._unpacked.xml(part) if part else None
        return None if root is None else self._story(part, root, kind)

    def carry(self, parcel: Parcel) -> None:
        """Put the pictures and fonts into a package."""
        for part, name in self._media.items():
            parcel.add(name, "", self._unpacked.data(part))

    def _story(self, part: str, root: Any, kind: str) -> Story:
        """A part and what it relates to, without what does not travel."""
        relations: list[Relation] = []
        for id, target in self._unpacked.targets(part).items():
            if to := self._kept(target, kind):
                relations.append(Relation(id, target.kind, to, target.is_external))
            elif target.kind in LEFT or target.is_external:
                self.left.add(LEFT.get(target.kind, "something that lies outside of it"))
        self.left |= cleaned(root, {relation.id for relation in relations})
        return Story(root, relations)

    def _kept(self, target: Target, around: str) -> str:
        """Where a relation leads in the new document; empty for one that is not kept."""
        if target.is_external:
            return followed(target.to) if target.kind == "hyperlink" else ""
        if target.to not in self._unpacked:
            return ""
        if target.kind in _SUFFIXES:
            return self._medium(target)
        return self._text(target) if around == "document" and target.kind in _STORIES else ""

    def _medium(self, target: Target) -> str:
        """The name of a picture or font in the new document; empty if Word might run or fetch what it is."""
        suffix = target.to.rsplit(".", 1)[-1].lower()
        if suffix not in _SUFFIXES[target.kind]:
            self.left.add(f"a picture or font of the kind .{suffix[:10]}")
            return ""
        if target.to not in self._media:
            self._room -= len(self._unpacked.data(target.to))
            if self._room < 0:
                message = f"its pictures and fonts have more than {MAX_CARRIED >> 20} MB, which every document would hold"
                raise ReadError(f"{message}: make them smaller", name=self._name)
            folder, stem = ("media", "template") if target.kind == "image" else ("fonts", "font")
            self._media[target.to] = f"word/{folder}/{stem}{len(self._media) + 1}.{suffix}"
        return self._media[target.to]

    def _text(self, target: Target) -> str:
        """The name of a header, a footer or notes in the new document."""
        if target.to not in self._stories:
            root = self._unpacked.xml(target.to)
            if root is None or root.tag != W + _STORIES[target.kind]:
                return ""
            self._counts[target.kind] += 1
            number = str(self._counts[target.kind]) if target.kind in {"header", "footer"} else ""
            self._stories[target.to] = name = f"word/{target.kind}{number}.xml"
            self.stories[name] = self._story(target.to, root, target.kind)
        return self._stories[target.to]
