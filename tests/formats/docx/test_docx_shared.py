"""What documents with the same parts share when they are read in one process, and what stays each one's own."""

from __future__ import annotations

import io
import zipfile

import pytest

from releasekit import Context, ReadError, reads, writes
from releasekit.formats.docx.unpack import Unpacked
from releasekit.model import Item, OrderedList, Paragraph, Release, Text


def _stranger(release: Release) -> bytes:
    """A document of ours without the release that travels along, as any other program might have made it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(writes(release, "docx", context=Context()))) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            if not entry.filename.startswith("customXml"):
                new.writestr(entry.filename, file.read(entry))
    return out.getvalue()


def _counted(start: int) -> Release:
    items = tuple(Item((Paragraph((Text(words),)),)) for words in ("The lock opens.", "The gate closes."))
    return Release(body=(OrderedList(items, start),))


def test_each_document_counts_its_lists_from_their_own_start():
    data = _stranger(_counted(7))
    for _ in range(3):
        body = reads(data, "docx", context=Context(find=False)).body
        assert [(block.start, len(block.items)) for block in body if isinstance(block, OrderedList)] == [(7, 2)]


def test_documents_with_the_same_styles_share_what_was_made_of_them():
    made = []

    def make(root: object) -> object:
        made.append(root)
        return root

    first, second = (Unpacked(_stranger(_counted(start)), Context()) for start in (1, 2))
    assert first.made("word/styles.xml", make) is second.made("word/styles.xml", make)
    assert len(made) == 1


def test_a_broken_part_that_documents_share_is_told_with_the_name_of_each():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_stranger(_counted(1)))) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            new.writestr(entry.filename, b"<w:styles" if entry.filename == "word/styles.xml" else file.read(entry))
    for name in ("north.docx", "south.docx"):
        with pytest.raises(ReadError, match=r"word/styles\.xml") as told:
            reads(out.getvalue(), "docx", context=Context(name=name))
        assert told.value.name == name


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_are_read_however_they_are_packed(method):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_stranger(_counted(3)))) as file, zipfile.ZipFile(out, "w", method) as new:
        for entry in file.infolist():
            new.writestr(entry.filename, file.read(entry))
    assert reads(out.getvalue(), "docx", context=Context(find=False)) == reads(
        _stranger(_counted(3)), "docx", context=Context(find=False)
    )


@pytest.mark.parametrize("harm", ["name", "content", "length"])
def test_a_part_that_is_not_what_the_directory_says_is_damaged(harm):
    data = bytearray(_stranger(_counted(1)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as file:
        entry = file.getinfo("word/document.xml")
    at = entry.header_offset + 30
    if harm == "name":
        data[at] ^= 1
    elif harm == "content":
        data[at + len(entry.filename) + 20] ^= 1
    else:
        data = data[: at + len(entry.filename) + 100] + data[at + len(entry.filename) + 200 :]
    with pytest.raises(ReadError, match="damaged"):
        reads(bytes(data), "docx", context=Context())
