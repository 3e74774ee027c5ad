"""A document of ours that is to be moved over a template: its bytes in, its paragraphs with what they show, and its parts, out."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from lxml import etree

from releasekit.format import Context
from releasekit.formats.docx import seen
from releasekit.formats.docx.carried import NAMESPACE, is_ours, marks
from releasekit.formats.docx.markup import quoted
from releasekit.formats.docx.parts import Document
from releasekit.formats.docx.template.marks import OTHER, words_mark
from releasekit.formats.docx.template.package import Relation
from releasekit.formats.docx.unpack import Changeable
from releasekit.formats.docx.xml import WP, R, W

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from releasekit.formats.docx.template.package import Parcel

_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STYLED = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")


class Ours:
    """A document as it is written without a template."""

    def __init__(self, data: bytes) -> None:
        self._unpacked = Changeable(data, Context())
        self._document = Document(self._unpacked, Context())
        self._carried = next(root for part in self._document.custom_parts() if is_ours(root := self._unpacked.xml(part)))
        self.body = self._document.body
        self.shown = self._shown()
        """The elements of its body, in order, and what of the release they show."""
        self.relations = self._relations(self._document.part)
        self.notes = self.root("footnotes")
        """None if there are none."""
        self.note_relations = self._relations(self._unpacked.related(self._document.part, "footnotes"))

    def root(self, kind: str) -> Any:
        """The root of a part that the main part relates to; None if there is none."""
        part = self._unpacked.related(self._document.part, kind)
        return self._unpacked.xml(part) if part else None

    def _shown(self) -> list[tuple[Any, str]]:
        """What each paragraph shows is told for those with words; one without stands with the text, if a neighbour does."""
        lines = seen.lines(self.body, self._document.around)
        told = (each.get("at", "") for each in self._carried if each.tag == f"{{{NAMESPACE}}}shown")
        places = [next(told) if line else "" for line in lines]
        elements = [*self.body]
        found: list[tuple[Any, str]] = []
        last = ""
        for index, (element, place) in enumerate(zip(elements, places, strict=True)):
            if element.tag == f"{W}sectPr":
                continue
            following = next((each for each in places[index : index + 3] if each), "")
            if place:
                last = place
            found.append((element, place or next((each for each in (following, last) if each.startswith("/body")), "")))
        return found

    def _relations(self, part: str) -> list[Relation]:
        """The links and pictures of a part."""
        return [
            Relation(id, target.kind, target.to, target.is_external)
            for id, target in (self._unpacked.targets(part).items() if part else ())
            if target.kind in {"hyperlink", "image"}
        ]

    def renumbered(self, styles: Mapping[str, str], lists: int, notes: int, drawings: int, prefix: str) -> None:
        """Give styles, lists, notes, drawings and relations the ids that they have in the new document."""
        for root in (self.body, self.notes) if self.notes is not None else (self.body,):
            for element in root.iter(*_STYLED):
                element.set(f"{W}val", styles.get(element.get(f"{W}val"), element.get(f"{W}val")))
            for element in root.iter(f"{W}numId"):
                element.set(f"{W}val", str(int(element.get(f"{W}val")) + lists))
            for element in root.iter(f"{W}footnoteReference"):
                element.set(f"{W}id", str(int(element.get(f"{W}id")) + notes))
            for element in root.iter(f"{WP}docPr"):
                element.set("id", str(int(element.get("id")) + drawings))
            for element in root.iter():
                for name, id in element.attrib.items():
                    if name.startswith(R):
                        element.set(name, prefix + id)
        for note in self.notes if self.notes is not None else ():
            if not note.get(f"{W}type"):
                note.set(f"{W}id", str(int(note.get(f"{W}id")) + notes))
        self.relations = [each._replace(id=prefix + each.id) for each in self.relations]
        self.note_relations = [each._replace(id=prefix + each.id) for each in self.note_relations]

    def carry(self, parcel: Parcel, body: Any, places: Sequence[str], lines: Sequence[str], around: Iterable[str]) -> Relation:
        """Put the pictures, the properties and the release itself into a package; the relation of the main part to the last.

        `places` and `lines` are those of the body's children; `around` are the lines of headers and footers.
        """
        for name in dict.fromkeys(each.to for each in (*self.relations, *self.note_relations) if not each.is_external):
            parcel.add(name, "", self._unpacked.data(name))
        for target in self._unpacked.targets("").values():
            if target.kind.endswith("-properties"):
                parcel.add(target.to, _PROPERTIES[target.kind], self._unpacked.data(target.to))
                parcel.relate(target.kind, target.to)
        root = self._carried
        for each in [each for each in root if each.tag == f"{{{NAMESPACE}}}shown"]:
            root.remove(each)
        for element, place, line in zip(body, places, lines, strict=True):
            if line:
                own = {"words": words_mark(element)} if place.startswith(OTHER) else {}
                etree.SubElement(root, f"{{{NAMESPACE}}}shown", {"at": place} | own).text = seen.mark(line)
        root.set("digest", seen.digest(lines))
        root.set("around", marks(around))
        root.attrib.pop("exact", None)
        data = written(root)
        name = str(
            uuid.uuid5(uuid.NAMESPACE_URL, data.decode())
        ).upper()  # the same release over the same template, the same name
        properties = (
            f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{{{name}}}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{quoted(NAMESPACE)}"/></ds:schemaRefs></ds:datastoreItem>'
        )
        kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
        parcel.add("customXml/item1.xml", "", data, [Relation("rId1", "customXmlProps", "customXml/itemProps1.xml")])
        parcel.add("customXml/itemProps1.xml", kind, written(etree.fromstring(properties)))
        return Relation("", "customXml", "customXml/item1.xml")


_PROPERTIES = {
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "extended-properties": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "custom-properties": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}


def written(root: Any) -> bytes:
    """A part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
