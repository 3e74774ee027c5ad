"""What the tests of the PDF writer share: pages out of releases, and what another library finds in them."""

from __future__ import annotations

import io
import re
from functools import cached_property

import pytest
from pypdf import PdfReader

from releasekit import Context, Paragraph, Release, Text, reads, writes
from releasekit.formats.pdf.fonts import face


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


@pytest.fixture(scope="session")
def covered() -> frozenset[int]:
    """The characters that the shipped fonts have."""
    families = ("Source Serif 4", "Source Sans 3", "Noto Serif", "Noto Sans", "Amiri", "Frank Ruhl Libre")
    return frozenset().union(*(face(family).covers for family in families))


@pytest.fixture(scope="session")
def printable(covered):
    """The same release with an x for every character that no font has."""

    def _printable(release: Release) -> Release:
        text = writes(release, "json").decode()
        kept = (char if (ord(char) < 127 or ord(char) in covered) and char not in "\x80\x85" else "x" for char in text)
        return reads("".join(kept).replace("zh-Hant", "de"), "json")

    return _printable


@pytest.fixture
def paragraph():
    """A paragraph of plain text."""

    def _paragraph(text: str, **fields) -> Paragraph:
        return Paragraph((Text(text),), **fields)

    return _paragraph
