"""The paper: strips at their places in, the bytes of a PDF out, drawn on ReportLab's canvas with our own text operators."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from typing import TYPE_CHECKING, Any, assert_never
from urllib.parse import quote

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from releasekit.formats.pdf import ink
from releasekit.formats.pdf.embed import Fonts, stream
from releasekit.formats.pdf.pictures import CHANNELS
from releasekit.formats.pdf.strips import Fill, Shown, Strip, Words

if TYPE_CHECKING:
    from releasekit.formats.pdf.lines import Item, Line
    from releasekit.formats.pdf.pictures import Picture
    from releasekit.formats.pdf.tags import Tag

PRODUCER = "releasekit"


class _Code(pdfdoc.PDFObject):
    """PDF code that we write ourselves, where it is used."""

    def __init__(self, code: bytes) -> None:
        self.code = code

    def format(self, _document: object) -> bytes:
        return self.code


class _Object(_Code):
    """PDF code that we write ourselves, as an object of its own."""

    __RefOnly__ = 1  # ReportLab's sign for that


class _Information(_Object):
    """The document information dictionary; ReportLab asks it for its part of the file identifier."""

    invariant = 1

    def digest(self, _digest: object) -> None:
        """Nothing: the identifier is made from the pages."""


def text_string(text: str) -> bytes:
    """A text string of any characters (ISO 32000-1, 7.9.2.2)."""
    return b"<FEFF" + text.encode("utf-16-be", "surrogatepass").hex().upper().encode() + b">"


class Sheet(Canvas):
    """A canvas that draws strips. Places are given from the lower left corner of the page, in points."""

    # What ReportLab's stubs leave out.
    _code: list[str]
    _doc: Any
    _formsinuse: list[str]
    _annotationrefs: Any
    _addAnnotation: Any  # noqa: N815  # its name

    def __init__(self, width: float, height: float, lang: str) -> None:
        super().__init__(
            io.BytesIO(), pagesize=(width, height), pageCompression=1, invariant=1, pdfVersion=(1, 7), lang=lang or None
        )
        self.fonts = Fonts()
        self._pictures: dict[int, str] = {}
        self._seen: list[Picture] = []
        self._ink = ink.State()
        self._profiles: dict[bytes, str] = {}
        self._bookmarks = 0
        self._depth = -1
        self._digest = hashlib.sha256()

    def _make_preamble(self) -> None:
        """ReportLab opens each page with a font that is not embedded: this page opens with nothing."""
        self._preamble = ""

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802  # ReportLab's name
        page.Annots = self._annotationrefs
        content = "\n".join(self._code).encode("ascii")
        self._digest.update(content)
        page.Contents = _Object(stream("", content))
        self._ink = ink.State()

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def strip(self, strip: Strip, left: float, top: float, gap: float = 0.0) -> None:
        """Draw all that is in a strip; `gap` is the space above it that belongs to it."""
        for drawn in strip.drawn:
            match drawn:
                case Words():
                    self.words(drawn.line, left + drawn.x, top - drawn.base, drawn.tag)
                case Fill():
                    reach = gap if drawn.joins else 0.0
                    y = top - drawn.top - drawn.height
                    self.fill(left + drawn.x, y, drawn.width, drawn.height + reach, drawn.colour)
                case Shown():
                    y = top - drawn.top - drawn.height
                    self.show(drawn.picture, left + drawn.x, y, (drawn.width, drawn.height), drawn.tag)
                case _:
                    assert_never(drawn)
        if strip.bookmark:
            self.bookmark(strip.bookmark.title, strip.bookmark.level, top)

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A rectangle of one colour."""
        self._ink.colour = ""
        self._code.append(f"{_colour(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def words(self, line: Line, x: float, y: float, _tag: Tag) -> None:
        """A line of text from its left end and on its base line; `_tag` is the block that it belongs to."""
        if line.marked:
            self._underlines(line, x, y)
        self._code += ink.text(line.items, (x, y), self.fonts, self._ink, _colour)
        for item in line.items:
            if item.picture:
                self.show(item.picture.picture, x + item.x, y, (item.width, item.picture.height), item.look.tag)
        if line.marked:
            self._links(line, x, y)

    def _underlines(self, line: Line, x: float, y: float) -> None:
        for first, last in _stretches(line.items, lambda item: (item.look.underline, item.look.colour, item.look.rise)):
            look = first.look
            if look.underline:
                self.fill(
                    x + first.x, y + look.rise - look.size * 0.17, last.x + last.width - first.x, look.size * 0.045, look.colour
                )
        for first, last in _stretches(line.items, lambda item: (item.look.strike, item.look.colour, item.look.rise)):
            look = first.look
            if look.strike:
                self.fill(
                    x + first.x, y + look.rise + look.size * 0.23, last.x + last.width - first.x, look.size * 0.05, look.colour
                )

    def _links(self, line: Line, x: float, y: float) -> None:
        for first, last in _stretches(line.items, lambda item: (item.look.href, item.look.tip)):
            look = first.look
            if look.href:
                height = max(line.picture_height, look.size * 0.95)
                self.link((x + first.x, y - look.size * 0.25, x + last.x + last.width, y + height), look.href, look.tip)

    def link(self, box: tuple[float, float, float, float], href: str, tip: str) -> None:
        """A place on the page that leads to an address; `tip` says what it is."""
        address = quote(href, safe="%/:=&?~#+!$,;'@()*[]-._").replace("(", "%28").replace(")", "%29")
        rectangle = " ".join(f"{value:.2f}" for value in box)
        self._addAnnotation(
            _Object(
                f"<</Type /Annot /Subtype /Link /Rect [{rectangle}] /Border [0 0 0] /F 4 /Contents ".encode()
                + text_string(tip or href)
                + f" /A <</S /URI /URI ({address})>>>>".encode()
            )
        )

    def show(self, picture: Picture, x: float, y: float, size: tuple[float, float], tag: Tag | None) -> None:
        """A picture in its rectangle, with its alternative text in the page's own code."""
        name = self._picture(picture)
        alt = text_string(tag.alt if tag else "").decode()
        numbers = " ".join(f"{value:.3f}" for value in picture.matrix(x, y, *size))
        self._code.append(f"/Figure <</Alt {alt}>> BDC q {numbers} cm /{name} Do Q EMC")

    def _picture(self, picture: Picture) -> str:
        key = self._pictures.get(id(picture))
        if key is None:
            key = self._pictures[id(picture)] = f"P{len(self._pictures) + 1}"
            self._seen.append(picture)
            mask = f"/SMask {self._add(_image(picture.mask, '', '')).decode()}" if picture.mask else ""
            self._doc.addForm(key, _Object(_image(picture, self._profile(picture), mask)))
            self._digest.update(picture.data)
        if key not in self._formsinuse:
            self._formsinuse.append(key)
        name: str = self._doc.getXObjectName(key)
        return name

    def _profile(self, picture: Picture) -> str:
        """A reference to the colour profile of a picture, which several may share."""
        if not picture.profile:
            return ""
        known = self._profiles.get(picture.profile)
        if known is None:
            entries = f"/N {CHANNELS[picture.space]} /Alternate /{picture.space}"
            known = self._profiles[picture.profile] = self._add(stream(entries, picture.profile)).decode()
        return known

    def bookmark(self, title: str, level: int, top: float) -> None:
        """An entry of the outline; a level that is left out is closed up."""
        self._depth = min(level, self._depth + 1)
        self._bookmarks += 1
        key = f"b{self._bookmarks}"
        self.bookmarkHorizontalAbsolute(key, top + 4)
        self.addOutlineEntry(title, key, self._depth, closed=False)

    # ── the end ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _add(self, code: bytes) -> bytes:
        """Add an object to the file; a reference to it."""
        reference: bytes = self._doc.Reference(_Object(code)).format(self._doc)
        return reference

    def finish(self, information: dict[str, str]) -> bytes:
        """The bytes of the document."""
        self.setViewerPreference("DisplayDocTitle", "true")
        resources = self._doc.idToObject["BasicFonts"].dict
        for name, reference in self.fonts.write(self._add):
            resources[name] = _Code(reference)
        code = b"<<" + b" ".join(f"/{key} ".encode() + _value(key, value) for key, value in information.items()) + b">>"
        self._doc.info = _Information(code)
        self._digest.update(code)
        identifier = self._digest.hexdigest()[:32].encode()
        self._doc._ID = b"[<" + identifier + b"> <" + identifier + b">]"  # noqa: SLF001  # there is no other way to set it
        data: bytes = self._doc.GetPDFData(self)
        return data


def _value(key: str, value: str) -> bytes:
    return f"({value})".encode() if key.endswith("Date") else text_string(value)


def _image(picture: Picture, profile: str, more: str) -> bytes:
    entries = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace {picture.colours(profile)} "
        f"/BitsPerComponent {picture.bits} /Filter /{picture.filter} {picture.more}{more}"
    )
    return stream(entries, picture.data, packed=True)


def _stretches(items: list[Item], key: Any) -> list[tuple[Item, Item]]:
    """The first and last items of each stretch that has something in common; spaces at a line end are in none."""
    first, end = 0, len(items)
    while first < end and items[first].space:
        first += 1
    while end > first and items[end - 1].space:
        end -= 1
    found: list[list[Any]] = []
    for item in items[first:end]:
        value = key(item)
        if found and found[-1][2] == value:
            found[-1][1] = item
        else:
            found.append([item, item, value])
    return [(first, last) for first, last, _ in found]


@cache
def _colour(colour: str) -> str:
    """A colour as PDF writes it."""
    return " ".join(f"{int(colour[index : index + 2], 16) / 255:.3g}" for index in (1, 3, 5))
