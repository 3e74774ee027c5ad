"""Pages as forms: a PDF as pypdf reads it in, a new one out whose pages are drawn with those of the first (ISO 32000-1, 8.10).

What a page draws and what it needs is copied as it is, each object once; nothing is packed anew but pages in several pieces.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from pypdf.generic import ArrayObject, IndirectObject, StreamObject

from releasekit.errors import ReadError
from releasekit.formats.pdf.code import stream
from releasekit.formats.pdf.copied import copied, copied_stream
from releasekit.prepress.spread import numbers
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pypdf import PageObject, PdfReader

Box = tuple[float, float, float, float]

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
MOST_CONTENT = 256 << 20
"""The most bytes that pages draw with, all together, where they have to be unpacked."""
MOST_BLEED = 72.0
_SAID = ("/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate")


@frozen(eq=False)
class Form:
    """A page that can be drawn on another."""

    name: bytes
    page: PageObject
    box: Box
    """What of it can be seen at all: left, bottom, right, top."""
    trim: Box
    """The page as it is when it is cut."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the trimmed page."""
        return self.trim[2] - self.trim[0], self.trim[3] - self.trim[1]

    @property
    def bleed(self) -> float:
        """How far it goes on beyond each edge of the trimmed page."""
        (left, bottom, right, top), (inner_left, inner_bottom, inner_right, inner_top) = self.box, self.trim
        return max(0.0, min(inner_left - left, inner_bottom - bottom, right - inner_right, top - inner_top))


@frozen(eq=False)
class Side:
    """A page of the new file: what it draws, and the forms that it draws with."""

    drawn: bytes
    forms: Sequence[Form]


def forms_of(reader: PdfReader) -> list[Form]:
    """All pages. Raises `ReadError` for one that lies on its side, or that has no size."""
    found = []
    for number, page in enumerate(reader.pages, 1):
        if page.rotation % 360:
            raise ReadError(f"page {number} is turned: save it upright, and impose that")
        trim, bleed = _box(page.trimbox), _box(page.bleedbox)
        low = [min(inner, max(outer, inner - MOST_BLEED)) for inner, outer in zip(trim[:2], bleed[:2], strict=True)]
        high = [max(inner, min(outer, inner + MOST_BLEED)) for inner, outer in zip(trim[2:], bleed[2:], strict=True)]
        if not (3 <= trim[2] - trim[0] <= 14400 and 3 <= trim[3] - trim[1] <= 14400):
            raise ReadError(f"page {number} has no size that can be printed")
        found.append(Form(b"P%d" % number, page, (low[0], low[1], high[0], high[1]), trim))
    return found


def _box(box: Any) -> Box:
    left, right = sorted((float(box[0]), float(box[2])))
    bottom, top = sorted((float(box[1]), float(box[3])))
    return left, bottom, right, top


def written(reader: PdfReader, sides: Sequence[Side], boxes: Mapping[str, Box], maker: bytes) -> bytes:
    """The new file, with the title and what else the first one says of itself, its language and what its colours are meant for.

    `maker` is the entry of the information that tells the new file from it.
    """
    copy = _Copy()
    pages = copy.reserve()
    forms: dict[bytes, bytes] = {}
    around = b" ".join(b"%s [%s]" % (name.encode(), numbers(*box)) for name, box in boxes.items())
    kids = []
    for side in sides:
        for form in side.forms:
            if form.name not in forms:
                forms[form.name] = _form(form, copy)
        shown = b" ".join(b"/%s %s" % (form.name, forms[form.name]) for form in side.forms)
        content = copy.add(stream("", side.drawn))
        kids.append(
            copy.add(
                b"<</Type /Page /Parent %s %s /Resources <</XObject <<%s>>>> /Contents %s>>" % (pages, around, shown, content)
            )
        )
    copy.put(pages, b"<</Type /Pages /Count %d /Kids [%s]>>" % (len(kids), b" ".join(kids)))
    root = reader.root_object
    kept = b"".join(
        b" %s %s" % (key.encode(), copy.code(root.raw_get(key))) for key in ("/Lang", "/OutputIntents") if key in root
    )
    catalogue = copy.add(
        b"<</Type /Catalog /Pages %s%s /ViewerPreferences <</DisplayDocTitle true /Duplex /DuplexFlipShortEdge /PrintScaling /None>>>>"
        % (pages, kept)
    )
    known = reader.trailer.get("/Info")
    facts = known.get_object() if known is not None else {}
    said = b"".join(b"%s %s " % (key.encode(), copy.code(facts[key])) for key in _SAID if key in facts)
    return copy.file(catalogue, copy.add(b"<<%s%s>>" % (said, maker)))


def _form(form: Form, copy: _Copy) -> bytes:
    """Add a page as a form; a reference to it."""
    page = form.page
    resources = copy.once(page.raw_get("/Resources")) if "/Resources" in page else b"<<>>"
    entries = b"/Type /XObject /Subtype /Form /BBox [%s] /Resources %s" % (numbers(*form.box), resources)
    if "/Group" in page:
        entries += b" /Group " + copy.code(page.raw_get("/Group"))
    parts = page.get("/Contents")
    parts = parts.get_object() if parts is not None else ArrayObject()
    streams = [part.get_object() for part in parts] if isinstance(parts, ArrayObject) else [parts]
    streams = [each for each in streams if isinstance(each, StreamObject)]
    if len(streams) == 1:
        (only,) = streams
        copy.unpacked += len(only._data)  # noqa: SLF001  # as it is, still packed: pages may share it, and each has a copy
        if copy.unpacked > MOST_CONTENT:
            raise ReadError(f"its pages draw more than {MOST_CONTENT >> 20} MB")
        packing = b"".join(
            b" %s %s" % (key.encode(), copy.code(only.raw_get(key))) for key in ("/Filter", "/DecodeParms") if key in only
        )
        return copy.add(copied_stream(entries + packing, only))
    drawn: list[bytes] = []
    for each in streams:
        drawn.append(each.get_data())
        copy.unpacked += len(drawn[-1])
        if copy.unpacked > MOST_CONTENT:
            raise ReadError(f"its pages draw more than {MOST_CONTENT >> 20} MB")
    return copy.add(stream(entries, b"\n".join(drawn)))


class _Copy:
    """The objects of the new file, as code, and which of the first file they are."""

    def __init__(self) -> None:
        self._codes: list[bytes] = []
        self._known: dict[tuple[int, int], bytes] = {}
        self._waiting: list[tuple[bytes, IndirectObject]] = []
        self._direct: dict[int, tuple[Any, bytes]] = {}
        """By their identity: values without a number of their own that are copied once."""
        self.unpacked = 0
        """How many bytes of content were unpacked."""

    def reserve(self) -> bytes:
        """A reference to an object that comes later."""
        self._codes.append(b"null")
        return b"%d 0 R" % len(self._codes)

    def put(self, reference: bytes, code: bytes) -> None:
        """Say what a reserved object is."""
        self._codes[int(reference.split()[0]) - 1] = code

    def add(self, code: bytes) -> bytes:
        """Add an object; a reference to it."""
        reference = self.reserve()
        self.put(reference, code)
        return reference

    def code(self, value: Any) -> bytes:
        """A value of the first file as code; what it refers to will be copied."""
        return copied(value, self._refer)

    def _refer(self, reference: IndirectObject) -> bytes:
        key = reference.idnum, reference.generation
        if key not in self._known:
            self._known[key] = self.reserve()
            self._waiting.append((self._known[key], reference))
        return self._known[key]

    def once(self, value: Any) -> bytes:
        """A reference to a value of the first file that several pages may share, and that need not be an object there."""
        if isinstance(value, IndirectObject):
            return self.code(value)
        if id(value) not in self._direct:
            self._direct[id(value)] = value, self.add(self.code(value))
        return self._direct[id(value)][1]

    def file(self, catalogue: bytes, information: bytes) -> bytes:
        """The bytes of the file."""
        while self._waiting:
            reference, value = self._waiting.pop()
            self.put(reference, self.code(value.get_object()))
        out, places, end = [HEADER], [], len(HEADER)
        for number, code in enumerate(self._codes, 1):
            places.append(b"%010d 00000 n \n" % end)
            out.append(b"%d 0 obj\n%s\nendobj\n" % (number, code))
            end += len(out[-1])
        count = len(self._codes) + 1
        digest = hashlib.sha256(b"".join(out)).hexdigest()[:32].encode()
        out.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, b"".join(places)))
        out.append(
            b"trailer\n<</Size %d /Root %s /Info %s /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, catalogue, information, digest, digest, end)
        )
        return b"".join(out)
