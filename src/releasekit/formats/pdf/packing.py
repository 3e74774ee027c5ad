"""The file: objects as PDF code and those of ReportLab's document in, one PDF out in which small objects are packed together.

A tagged page has some eighty small objects. Packed into object streams (ISO 32000-1, 7.5.7) with a cross-reference stream
(7.5.8), they take a sixth of the room, and are written once, as the bytes that they are.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

from releasekit.formats.pdf.code import stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The version, and four bytes that tell programs that the file is not text (7.5.2)."""

TOGETHER = 200
"""How many small objects are packed into one stream: all of them are unpacked to read one."""


class Leaf(pdfdoc.PDFPage):
    """ReportLab's page, of which all but its parent is PDF code already."""

    def __init__(self, entries: bytes) -> None:
        super().__init__()
        self.entries = entries

    def format(self, document: File) -> bytes:
        """The page as PDF code."""
        return b"<</Type /Page /Parent %s %s>>" % (document.referred(document.Pages), self.entries)


class File(pdfdoc.PDFDocument):
    """ReportLab's document, with its catalogue and pages; what is PDF code already is kept beside them as bytes."""

    # What ReportLab's stubs leave out.
    Catalog: Any
    Pages: Any
    Reference: Any
    objectcounter: int
    idToObject: dict[str, Any]  # noqa: N815  # its name
    numberToId: dict[int, str]  # noqa: N815  # its name

    def __init__(self, lang: str) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7), lang=lang)
        self._codes: dict[int, bytes] = {}

    @property
    def fonts(self) -> bytes:
        """A reference to the dictionary of fonts, which all pages share."""
        return self.referred(self.idToObject["BasicFonts"])

    def name_fonts(self, named: Iterable[tuple[str, bytes]]) -> None:
        """Say which fonts are in that dictionary: the name of each, and a reference to it."""
        self.idToObject["BasicFonts"].dict.update(named)

    def reserve(self, count: int) -> range:
        """The numbers of new objects."""
        first = self.objectcounter + 1
        self.objectcounter += count
        return range(first, first + count)

    def put(self, number: int, code: bytes) -> None:
        """Say what stands in a reserved object."""
        self._codes[number] = code

    def add(self, code: bytes) -> bytes:
        """Add an object; a reference to it."""
        self.objectcounter += 1
        self._codes[self.objectcounter] = code
        return b"%d 0 R" % self.objectcounter

    def referred(self, thing: pdfdoc.PDFObject) -> bytes:
        """A reference to an object of ReportLab's."""
        reference: bytes = self.Reference(thing).format(self)
        return reference

    def packed(self, information: bytes, identifier: bytes) -> bytes:
        """The bytes of the file, with its information dictionary and the digits of its identifier."""
        root, known = self.referred(self.Catalog), self.add(information)
        out = [HEADER]
        places = [struct.pack(">BIH", 0, 0, 65535)]  # where each object is, as the cross-reference stream says it
        end = len(HEADER)
        small: list[tuple[int, bytes]] = []
        number = 0
        while number < self.objectcounter:  # which grows: to write an object of ReportLab's makes others
            number += 1
            code = self._codes.get(number)
            if code is None:
                code = pdfdoc.format(self.idToObject[self.numberToId[number]], self, toplevel=1)
            if code.endswith(b"endstream"):
                places.append(struct.pack(">BIH", 1, end, 0))
                out.append(b"%d 0 obj\n%s\nendobj\n" % (number, code))
                end += len(out[-1])
            else:
                places.append(b"")
                small.append((number, code))
        for start in range(0, len(small), TOGETHER):
            group = small[start : start + TOGETHER]
            number += 1
            for index, (member, _) in enumerate(group):
                places[member] = struct.pack(">BIH", 2, number, index)
            places.append(struct.pack(">BIH", 1, end, 0))
            out.append(b"%d 0 obj\n%s\nendobj\n" % (number, _together(group)))
            end += len(out[-1])
        places.append(struct.pack(">BIH", 1, end, 0))
        entries = f"/Type /XRef /Size {len(places)} /W [1 4 2] /Root {root.decode()} /Info {known.decode()} "
        entries += f"/ID [<{identifier.decode()}> <{identifier.decode()}>]"
        out.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number + 1, stream(entries, b"".join(places)), end))
        return b"".join(out)


def _together(group: Sequence[tuple[int, bytes]]) -> bytes:
    """Small objects as one stream."""
    heads = []
    place = 0
    for number, code in group:
        heads.append(b"%d %d" % (number, place))
        place += len(code) + 1
    head = b" ".join(heads) + b"\n"
    return stream(f"/Type /ObjStm /N {len(group)} /First {len(head)} ", head + b"\n".join([code for _, code in group]))
