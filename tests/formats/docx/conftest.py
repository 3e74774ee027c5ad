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

from releasekit import Context, Release, Text, reads, writes
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
        page=evolve(shipped("newsroom").page, width=612.0, height=792.0, facing=True),
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


_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
_PROPERTIES = {
    "core": (
        "docProps/core.xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
        ),
    ),
    "app": (
        "docProps/app.xml",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">{}</Properties>',
    ),
    "custom": (
        "docProps/custom.xml",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
        (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
            ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
        ),
    ),
}
_STRICT = (
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/", "http://purl.oclc.org/ooxml/wordprocessingml/"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    ),
    ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
    ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"),
)
_PARTS = frozenset(["footnotes", "endnotes", "comments", "styles", "numbering", "settings"])


class Word:
    """A Word document of nobody's word processor: the XML of a body and of other parts in, a package out."""

    def __init__(self, body: str, *, main: str = "word/document.xml", folder: str = "word", **more) -> None:
        """`more`: parts by their names, `header` and `footer` by kind, `links`, `files`, and the properties."""
        self.main = main
        self.folder = folder
        self.relations: list[str] = []
        self.top = [self._relation("rIdMain", f"{_SPACES['r']}/officeDocument", f"/{main}")]
        self.parts: dict[str, str | bytes] = {}
        section = ""
        for name, inner in more.items():
            if name in _PARTS:
                self._part(name, name, f"<w:{name} {_DECLARED}>{inner}</w:{name}>")
            elif name in {"header", "footer"}:
                root = "hdr" if name == "header" else "ftr"
                for kind, text in inner.items():
                    self._part(f"{name}_{kind}", name, f"<w:{root} {_DECLARED}>{text}</w:{root}>")
                    section += f'<w:{name}Reference w:type="{kind}" r:id="rId_{name}_{kind}"/>'
                section += "<w:titlePg/>" if "first" in inner else ""
            elif name == "links":
                for key, (kind, target) in inner.items():
                    is_far = target.startswith(("http:", "https:", "file:"))
                    self.relations.append(self._relation(key, f"{_SPACES['r']}/{kind}", target, far=is_far))
            elif name == "files":
                self.parts |= inner
            else:
                where, kind, frame = _PROPERTIES[name]
                self.parts[where] = frame.format(inner)
                self.top.append(self._relation(f"rId{name}", kind, f"/{where}"))
        section = f"<w:sectPr>{section}</w:sectPr>" if section else ""
        self.parts[main] = f"<w:document {_DECLARED}><w:body>{body}{section}</w:body></w:document>"

    def _part(self, name: str, kind: str, text: str) -> None:
        self.parts[f"{self.folder}/{name}.xml"] = text
        self.relations.append(self._relation(f"rId_{name}", f"{_SPACES['r']}/{kind}", f"/{self.folder}/{name}.xml"))

    @staticmethod
    def _relation(key: str, kind: str, target: str, *, far: bool = False) -> str:
        mode = ' TargetMode="External"' if far else ""
        return f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{mode}/>'

    def data(self, *, strict: bool = False, encoding: str = "utf-8") -> bytes:
        """The bytes of the package."""
        frame = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
        folder, _, name = self.main.rpartition("/")
        parts = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": frame.format("".join(self.top)),
            f"{folder}/_rels/{name}.rels".lstrip("/"): frame.format("".join(self.relations)),
            **self.parts,
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for part, content in parts.items():
                if isinstance(content, str):
                    text = f'<?xml version="1.0" encoding="{encoding.upper()}" standalone="yes"?>{content}'
                    for transitional, iso in _STRICT if strict else ():
                        text = text.replace(transitional, iso)
                    file.writestr(part, text.encode(encoding))
                else:
                    file.writestr(part, content)
        return out.getvalue()


def _run(words: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _par(*content: str, style: str = "", properties: str = "") -> str:
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties
    inner = "".join(part if part.startswith("<") else _run(part) for part in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


@pytest.fixture(scope="session")
def word():
    """Makes a Word document by hand."""
    return Word


@pytest.fixture(scope="session")
def run():
    return _run


@pytest.fixture(scope="session")
def par():
    return _par


class Editor:
    """A document of ours while somebody edits it."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root[0]

    def made(self, xml: str):
        """An element."""
        return etree.fromstring(f"<w:x {_DECLARED}>{xml}</w:x>")[0]

    def paragraph(self, words: str):
        """The first paragraph with these words."""
        return next(found for found in self.body.iter(f"{W}p") if words in text_of(found))

    def run(self, words: str):
        """The first run with these words."""
        return next(text.getparent() for text in self.body.iter(f"{W}t") if words in text.text)

    def replace(self, before: str, after: str, part: str = "word/document.xml") -> None:
        """Other words, or other XML, in a part."""
        if part != "word/document.xml":
            text = self.parts[part].decode()
            assert before in text
            self.parts[part] = text.replace(before, after).encode()
            return
        text = etree.tostring(self.root, encoding="unicode")
        assert before in text
        self.root = etree.fromstring(text.replace(before, after))
        self.body = self.root[0]

    def remove(self, *words: str) -> None:
        """Take out the paragraphs with these words."""
        for each in words:
            found = self.paragraph(each)
            found.getparent().remove(found)

    def data(self) -> bytes:
        """The document as it is now."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            for name, content in (self.parts | {"word/document.xml": etree.tostring(self.root)}).items():
                file.writestr(name, content)
        return out.getvalue()


@pytest.fixture(scope="session")
def edit():
    """Edits the document of a release: what is read then, and the notes on it."""

    def make(release: Release, change, pictures=None, **options):
        editor = Editor(writes(release, "docx", context=Context(resources=(pictures or {}).get)))
        change(editor)
        context = Context(**options)
        return reads(editor.data(), context=context), context.notes

    return make
