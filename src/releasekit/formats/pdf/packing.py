"""The file: objects as PDF code, pages and the entries of the catalogue in, one PDF out in which small objects are packed together.

A tagged page has some eighty small objects. Packed into object streams (ISO 32000-1, 7.5.7) with a cross-reference stream
(7.5.8), they take a sixth of the room.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from releasekit.formats.pdf.code import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The version, and four bytes that tell programs that the file is not text (7.5.2)."""

TOGETHER = 200
"""How many small objects are packed into one stream: all of them are unpacked to read one."""


class File:
    """The objects of a file, by their numbers, which begin with 1."""

    def __init__(self) -> None:
        self._codes: list[bytes] = []
        self._tree = self.reserve(1)[0]
        self.pages: list[bytes] = []
        """References to the pages, in their order."""
        self.catalogue: dict[str, bytes] = {}
        """What the catalogue says besides its pages (7.7.2)."""

    def reserve(self, count: int) -> range:
        """The numbers of new objects."""
        first = len(self._codes) + 1
        self._codes += [b""] * count
        return range(first, first + count)

    def put(self, number: int, code: bytes) -> None:
        """Say what stands in a reserved object."""
        self._codes[number - 1] = code

    def add(self, code: bytes) -> bytes:
        """Add an object; a reference to it."""
        self._codes.append(code)
        return b"%d 0 R" % len(self._codes)

    def add_page(self, entries: bytes) -> None:
        """Add a page behind the others (7.7.3.3)."""
        self.pages.append(self.add(b"<</Type /Page /Parent %d 0 R %s>>" % (self._tree, entries)))

    def packed(self, information: bytes, identifier: bytes) -> bytes:
        """The bytes of the file, with its information dictionary and the digits of its identifier."""
        self.put(self._tree, b"<</Type /Pages /Count %d /Kids [%s]>>" % (len(self.pages), b" ".join(self.pages)))
        entries = b" ".join([b"/%s %s" % (key.encode(), value) for key, value in self.catalogue.items()])
        root = self.add(b"<</Type /Catalog /Pages %d 0 R %s>>" % (self._tree, entries))
        known = self.add(information)
        out = [HEADER]
        places = [struct.pack(">BIH", 0, 0, 65535)]  # where each object is, as the cross-reference stream says it
        end = len(HEADER)
        small: list[tuple[int, bytes]] = []
        number = 0
        for number, code in enumerate(self._codes, 1):
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
        head = f"/Type /XRef /Size {len(places)} /W [1 4 2] /Root {root.decode()} /Info {known.decode()} "
        head += f"/ID [<{identifier.decode()}> <{identifier.decode()}>]"
        out.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number + 1, stream(head, b"".join(places)), end))
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
