"""What the tests of PDF share: pages out of releases, and what other libraries find in them."""

from __future__ import annotations

import io
import re
from functools import cached_property
from typing import Any

import pytest
from attrs import define, field
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pypdf import PdfReader

from releasekit import Context, Paragraph, Release, Text, writes
from releasekit.formats.pdf import writer
from releasekit.formats.pdf.pages import paginate


@define
class Part:
    """One element of the structure tree: what pypdf finds of it, with the words that pdfminer finds."""

    role: str
    entries: Any
    kids: list = field(factory=list)
    """Parts and strings, in the order of reading, and None for an annotation."""

    @property
    def attributes(self) -> dict:
        return dict(self.entries.get("/A", {}))

    @property
    def words(self) -> str:
        """The words of all that it holds, pictures by what is said of them."""
        if "/Alt" in self.entries:
            return self.entries["/Alt"]
        return "".join(kid if isinstance(kid, str) else kid.words for kid in self.kids if kid is not None)

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Part):
                yield from kid.walk()

    def all(self, role: str) -> list:
        return [part for part in self.walk() if part.role == role]

    def roles(self):
        """The roles as nested lists: `["P", ["Link"]]`."""
        return [self.role, *(kid.roles() for kid in self.kids if isinstance(kid, Part))]


class _Sequences(PDFTextDevice):
    """Collects the text of every marked-content sequence of a page."""

    def __init__(self, resources) -> None:
        super().__init__(resources)
        self.found: dict[int, str] = {}
        self.open: list[int | None] = []
        self.stray: list[str] = []

    def begin_tag(self, tag, props=None) -> None:
        number = (props or {}).get("MCID") if isinstance(props, dict) else None
        self.open.append(number if number is not None else "artifact" if tag.name == "Artifact" else None)

    def end_tag(self) -> None:
        self.open.pop()

    def render_string(self, textstate, seq, *_) -> None:
        font = textstate.font
        text = "".join(font.to_unichr(code) for each in seq if isinstance(each, bytes) for code in font.decode(each))
        owner = next((each for each in reversed(self.open) if each is not None), None)
        if owner is None:
            self.stray.append(text)
        elif owner != "artifact":
            self.found[owner] = self.found.get(owner, "") + text


class Written:
    """A PDF, what was noted while it was written, and another library's reading of it."""

    def __init__(self, data: bytes, notes: list) -> None:
        self.data = data
        self.notes = notes
        self.reader = PdfReader(io.BytesIO(data))

    @cached_property
    def pages(self) -> list[str]:
        return [page.extract_text() for page in self.reader.pages]

    @cached_property
    def sequences(self) -> list[dict[int, str]]:
        """The text of the marked-content sequences of each page; all text is in one, or is an artifact."""
        resources, found = PDFResourceManager(), []
        for page in PDFPage.get_pages(io.BytesIO(self.data)):
            device = _Sequences(resources)
            PDFPageInterpreter(resources, device).process_page(page)
            assert not device.stray
            found.append(device.found)
        return found

    @cached_property
    def tree(self) -> Part:
        """The structure tree, from its one element at the top."""
        numbers = {page.indirect_reference.idnum: index for index, page in enumerate(self.reader.pages)}
        (top,) = self.reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
        return self._part(top.get_object(), numbers)

    def _part(self, entries, numbers) -> Part:
        part = Part(entries["/S"][1:], entries)
        own = entries.raw_get("/Pg").idnum if "/Pg" in entries else None
        kids = entries.get("/K", [])
        for kid in kids if isinstance(kids, list) else [entries.raw_get("/K")]:
            found = kid.get_object()
            if isinstance(found, int):
                part.kids.append(self.sequences[numbers[own]].get(found, ""))
            elif found.get("/Type") == "/MCR":
                part.kids.append(self.sequences[numbers[found.raw_get("/Pg").idnum]].get(found["/MCID"], ""))
            elif found.get("/Type") == "/OBJR":
                part.kids.append(None)
            else:
                part.kids.append(self._part(found, numbers))
        return part

    @cached_property
    def text(self) -> str:
        return "\n".join(self.pages)

    @cached_property
    def words(self) -> str:
        return squeezed(self.text)


def squeezed(text: str) -> str:
    """Text without white space and without the hyphens of line ends: what must be the same on the page."""
    return re.sub(r"[\s\xad\u200b-\u200f\u2060-\u2069\ufeff]+", "", text)


@pytest.fixture
def write():
    """Write a release, or blocks as the body of one."""

    def _write(release=None, *blocks, resources=None, house=None, **fields) -> Written:
        if not isinstance(release, Release):
            body = tuple(block for block in (release, *blocks) if block is not None)
            release = Release(body=body, **fields)
        context = Context(house=house, **({"resources": resources} if resources else {}))
        data = writes(release, "pdf", context=context)
        return Written(data, context.notes)

    return _write


@pytest.fixture
def laid_out(monkeypatch):
    """The pages of a release as they are before they are drawn."""

    def _laid_out(release: Release, context: Context) -> list:
        kept: list = []

        def paged(*column):
            kept.extend(paginate(*column))
            return kept

        monkeypatch.setattr(writer, "paginate", paged)
        assert writer.write(release, context).startswith(b"%PDF")
        return kept

    return _laid_out


@pytest.fixture
def paragraph():
    """A paragraph of plain text."""

    def _paragraph(text: str, **fields) -> Paragraph:
        return Paragraph((Text(text),), **fields)

    return _paragraph
