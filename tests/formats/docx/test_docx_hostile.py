"""Packages that are traps or no Word documents: each is refused with a sentence that says what to do, or read without harm."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from releasekit import Context, FormatError, Paragraph, ReadError, Release, Text, reads, writes
from releasekit.formats.docx.unpack import MAX_ENTRIES
from releasekit.model import Link

RELEASE = Release(headline=(Text("A pier opens"),), body=(Paragraph((Text("It opens in spring."),)),))


def package(changes: dict[str, bytes | None] | None = None, more: dict[str, bytes] | None = None) -> bytes:
    """A document of ours with some parts changed or left out, and others added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(writes(RELEASE, "docx", context=Context()))) as file,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in file.infolist():
            content = (changes or {}).get(entry.filename, file.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("CT", "[Content_Types].xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a file of Word 97 to 2003 (.doc): open it in Word or LibreOffice"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "read it with --from odt"),
        (archive(mimetype=b"application/epub+zip"), "read it with --from epub"),
        (archive(CT=b"", xl__workbook=b""), "an Excel workbook"),
        (archive(CT=b"", ppt__slides=b""), "a PowerPoint presentation"),
        (archive(readme=b"words"), "it has no [Content_Types].xml"),
        (archive(CT=b""), "no main document is in the package"),
        (b"%PDF-1.7", "a PDF file"),
        (b"{\\rtf1 x}", "read it with --from rtf"),
        (b"<?xml version='1.0'?><w/>", "save it as .docx"),
        (b"words", "no ZIP file starts here"),
        (b"PK\x03\x04 words", "is damaged"),
    ],
)
def test_what_is_no_word_document_is_refused_with_what_to_do(data, said):
    with pytest.raises(ReadError) as caught:
        reads(data, "docx", context=Context())
    assert said in str(caught.value)


def test_other_zip_files_are_not_taken_for_word():
    with pytest.raises(FormatError, match="docx: a ZIP file"):
        reads(archive(readme=b"words"), context=Context())


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "customXml/item1.xml"])
@pytest.mark.parametrize(
    "attack",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]><x/>'.encode("utf-16"),
        b"<x><y></x>",
        b"<x>" * 5000 + b"</x>" * 5000,
        b"",
    ],
)
def test_attacks_in_the_xml_of_any_part_are_refused(part, attack):
    with pytest.raises(ReadError) as caught:
        reads(package({part: attack}), "docx", context=Context())
    assert part in str(caught.value)


@pytest.mark.parametrize("size", [2_000_000, 40_000_000])
def test_a_part_that_unpacks_to_far_more_than_it_is_is_not_unpacked(size):
    with pytest.raises(ReadError, match="unpacks to"):
        reads(package({"word/styles.xml": b" " * size}), "docx", context=Context())


def test_bombs_in_parts_that_nobody_reads_do_no_harm():
    data = package(more={"word/other.xml": b" " * 40_000_000})
    assert reads(data, "docx", context=Context()) == RELEASE


def test_too_many_parts_and_two_of_a_name_are_refused():
    with pytest.raises(ReadError, match="is the limit"):
        reads(package(more={f"x{number}": b"" for number in range(MAX_ENTRIES)}), "docx", context=Context())
    with pytest.raises(ReadError, match="two parts"):
        reads(package(more={"WORD/document.xml": b"<x/>"}), "docx", context=Context())


def test_a_document_without_its_other_parts_is_read():
    missing = ("word/styles.xml", "word/numbering.xml", "word/settings.xml", "customXml/item1.xml", "docProps/core.xml")
    release = reads(package(dict.fromkeys(missing)), "docx", context=Context(find=False))
    assert "It opens in spring." in repr(release.body)
    with pytest.raises(ReadError, match="no main document"):
        reads(package({"word/document.xml": None}), "docx", context=Context())


def test_macros_are_told_and_never_carried():
    context = Context()
    release = reads(package(more={"word/vbaProject.bin": b"Sub AutoOpen()"}), "docx", context=context)
    assert [(note.code, note.kind) for note in context.notes] == [("macros-left-out", "advice")]
    assert b"AutoOpen" not in writes(release, "docx", context=Context())


def test_relationships_lead_to_no_file_outside_the_package():
    with zipfile.ZipFile(io.BytesIO(package())) as file:
        rels = file.read("word/_rels/document.xml.rels")
    climbing = rels.replace(b'Target="styles.xml"', b'Target="../../../../etc/passwd"')
    assert climbing != rels
    back = reads(package({"word/_rels/document.xml.rels": climbing}), "docx", context=Context())
    assert "root:" not in repr(back)
    assert "It opens in spring." in repr(back.body)


def test_a_link_that_runs_something_is_words_when_it_is_written_again():
    release = Release(body=(Paragraph((Link((Text("x"),), "javascript:alert(1)"),)),))
    back = reads(writes(release, "docx", context=Context()), "docx", context=Context())
    assert back == release  # it is data, and every writer decides what a click may do


def test_damage_gives_a_release_or_a_read_error():
    data = package()
    for seed in range(150):
        chance = random.Random(seed)
        wounded = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(wounded))
            if chance.random() < 0.5:
                wounded[at] = chance.randrange(256)
            else:
                del wounded[at : at + chance.randint(1, 60)]
        try:
            assert isinstance(reads(bytes(wounded), "docx", context=Context()), Release)
        except ReadError as error:
            assert "\n" not in str(error), seed
