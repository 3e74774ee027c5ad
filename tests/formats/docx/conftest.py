"""Word documents taken apart: their parts, their paragraphs, their words as a reader sees them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import defaultdict
from functools import cached_property

import docx
import pytest
from attrs import evolve
from lxml import etree

from releasekit import Context, Release, Text, writes
from releasekit.model.words import list_number
from releasekit.style.house import Logo, shipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
FURNITURE = {
    "EmbargoBanner", "ReleaseKicker", "ReleaseFacts", "ContactsHeading", "AttachmentsHeading", "Attachment", "Rights",
}  # fmt: skip
FORMATS = {
    "decimal": "decimal",
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}


class Opened:
    """A Word document, and what was said while it was written."""

    def __init__(self, release: Release, pictures: dict[str, bytes] | None = None, house=None) -> None:
        self.context = Context(resources=(pictures or {}).get, house=house)
        self.data = writes(release, "docx", context=self.context)
        with zipfile.ZipFile(io.BytesIO(self.data)) as file:
            self.names = file.namelist()
            self.parts = {name: file.read(name) for name in self.names}
        self.document = docx.Document(io.BytesIO(self.data))

    def xml(self, name: str):
        return etree.fromstring(self.parts[name])

    @cached_property
    def body(self):
        return self.xml("word/document.xml")[0]

    @property
    def codes(self) -> list[str]:
        return [note.code for note in self.context.notes]

    def paragraphs(self, style: str = "") -> list:
        found = self.body.iter(f"{W}p")
        return [paragraph for paragraph in found if not style or style_of(paragraph) == style]

    def texts(self, style: str) -> list[str]:
        return [text_of(paragraph) for paragraph in self.paragraphs(style)]

    def targets(self, part: str = "document") -> dict[str, str]:
        rels = self.parts.get(f"word/_rels/{part}.xml.rels")
        return {} if rels is None else {rel.get("Id"): rel.get("Target") for rel in etree.fromstring(rels)}

    def shown(self) -> list[str]:
        """The text of the body's paragraphs with the numbers that Word counts, without the furniture."""
        counted = self.counted()
        found = [paragraph for paragraph in self.paragraphs() if style_of(paragraph) not in FURNITURE]
        return [counted.get(paragraph, "") + text_of(paragraph) for paragraph in found]

    def counted(self) -> dict:
        """The numbers of the numbered paragraphs of the body."""
        root = self.xml("word/numbering.xml")
        formats = {
            found.get(f"{W}abstractNumId"): found.find(f"{W}lvl/{W}numFmt").get(f"{W}val")
            for found in root.iter(f"{W}abstractNum")
        }
        kinds, counters = {}, defaultdict(lambda: 1)
        for number in root.iter(f"{W}num"):
            kinds[number.get(f"{W}numId")] = formats[number.find(f"{W}abstractNumId").get(f"{W}val")]
            for override in number.iter(f"{W}lvlOverride"):
                start = int(override.find(f"{W}startOverride").get(f"{W}val"))
                counters[number.get(f"{W}numId"), override.get(f"{W}ilvl")] = start
        counted = {}
        for paragraph in self.paragraphs():
            found = paragraph.find(f"{W}pPr/{W}numPr")
            if found is None:
                continue
            level, number = (found.find(f"{W}{name}").get(f"{W}val") for name in ("ilvl", "numId"))
            if kinds[number] != "bullet":
                counted[paragraph] = list_number(counters[number, level], FORMATS[kinds[number]]) + ". "
                counters[number, level] += 1
        return counted


def style_of(paragraph) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def text_of(element) -> str:
    """The text of a paragraph or run: breaks, tabs and soft hyphens as characters, pictures as what stands for them."""
    pieces = []
    for node in element.iter():
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag == DOC_PR:
            pieces.append(node.get("descr"))
        else:
            pieces.append({f"{W}br": "\n", f"{W}tab": "\t", f"{W}softHyphen": "\u00ad"}.get(node.tag, ""))
    return "".join(pieces)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height) if width * height < 10_000_000 else zlib.compress(b"\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture(scope="session")
def png():
    return _png


def full_house():
    """A house style that says all that one can say and that the shipped ones do not."""
    return evolve(
        shipped("newsroom"), name='own "house" & more', banner="tint", kicker="capitals", quote="plain", table="rules",
        head_weight=400, title_font="Source Serif 4", word_title_font="Georgia",
        page=evolve(shipped("newsroom").page, width=612.0, height=792.0),
        logo=Logo(data=_png(200, 50), alt='A "lamp" & a door', width=80.0), letterhead=("Room <4>", "press@house.example"),
        issuer=False, footer="House & sons", dates=(("en", "y-MM-dd"), ("de", "d.M.y")), times=(("en", "h:mm a"),),
    )  # fmt: skip


@pytest.fixture(scope="session", params=["ministry", "newsroom", "full"])
def house(request):
    return full_house() if request.param == "full" else shipped(request.param)


@pytest.fixture(scope="session")
def opened():
    return Opened


@pytest.fixture(scope="session")
def body_of():
    """A document whose body is the given blocks."""

    def make(*blocks, pictures=None, **fields) -> Opened:
        return Opened(Release(body=blocks, **fields), pictures)

    return make


@pytest.fixture(scope="session")
def ns():
    """The namespace of WordprocessingML, for lxml."""
    return W


@pytest.fixture(scope="session")
def text():
    return text_of


@pytest.fixture(scope="session")
def words():
    """Inlines of plain words."""
    return lambda found: (Text(found),)
