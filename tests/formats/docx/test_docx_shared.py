"""What documents with the same parts share when they are read in one process, and what stays each one's own."""

from __future__ import annotations

import gc
import io
import random
import zipfile

import pytest

from releasekit import Context, ReadError, reads, writes
from releasekit.formats.docx.directory import entries
from releasekit.formats.docx.unpack import Unpacked
from releasekit.model import Heading, Item, OrderedList, Paragraph, Release, Text


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


def _with(parts: dict[str, tuple[bytes, bytes]], release: Release | None = None) -> bytes:
    """A stranger's document with something else in the place of something in its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_stranger(release or _counted(1)))) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            old, instead = parts.get(entry.filename, (b"", b""))
            content = file.read(entry)
            assert old in content
            new.writestr(entry.filename, content.replace(old, instead))
    return out.getvalue()


def test_documents_with_the_same_styles_and_other_lists_have_each_its_own_lists():
    numbers, bullets = (
        _with({"word/numbering.xml": (b'<w:numFmt w:val="decimal"/>', b'<w:numFmt w:val="' + format + b'"/>')})
        for format in (b"upperRoman", b"bullet")
    )
    for _ in range(2):
        kinds = [
            [type(block) for block in reads(data, "docx", context=Context(find=False)).body] for data in (numbers, bullets)
        ]
        assert OrderedList in kinds[0]
        assert OrderedList not in kinds[1]


def test_documents_with_the_same_lists_and_other_styles_have_each_its_own_headings():
    said = Release(body=(Paragraph((Text("It opens in spring."),)),))
    plain, headed = (
        _with({"word/styles.xml": (b'<w:name w:val="Body Text"/>', b'<w:name w:val="' + name + b'"/>')}, said)
        for name in (b"Body Text", b"heading 2")
    )
    for _ in range(2):
        kinds = [type(reads(data, "docx", context=Context(find=False)).body[-1]) for data in (plain, headed)]
        assert kinds == [Paragraph, Heading]


def _listed(data: bytes) -> list[tuple[object, ...]] | type:
    try:
        return [
            (
                each.filename, each.orig_filename, each.flag_bits, each.compress_type, each.CRC, each.compress_size,
                each.file_size, each.header_offset,
            )
            for each in zipfile.ZipFile(io.BytesIO(data)).infolist()
        ]  # fmt: skip
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        return type(error)


def _entries(data: bytes) -> list[tuple[object, ...]] | type:
    try:
        return [tuple(each) for each in entries(data)]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        return type(error)


def test_a_damaged_directory_says_what_zipfile_finds_in_it():
    whole = _stranger(_counted(1))
    start, chance = whole.index(b"PK\1\2"), random.Random(7)
    assert _entries(whole) == _listed(whole)
    for _ in range(2000):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(start, len(data))] = chance.choice([0, 1, 4, 0x2E, 0x50, 0x80, 0xFF, chance.randrange(256)])
        assert _entries(bytes(data)) == _listed(bytes(data))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"more",
        lambda data: b"MZ" + data,
        lambda data: data[:-22] + b"PK\6\7" + bytes(16) + data[-22:],
        lambda data: data[:-2] + b"\4\0text",
        lambda data: data[:-1],
        lambda data: data[-22:],
        lambda _: b"PK",
    ],
)
def test_a_directory_that_is_not_as_most_are_is_read_as_zipfile_reads_it(change):
    data = change(_stranger(_counted(1)))
    assert _entries(data) == _listed(data)


def test_what_reads_a_document_is_gone_when_it_is_read():
    data = _stranger(_counted(1))
    reads(data, "docx", context=Context())
    gc.collect()
    gc.disable()
    try:
        reads(data, "docx", context=Context())
        assert gc.collect() < 10
    finally:
        gc.enable()
