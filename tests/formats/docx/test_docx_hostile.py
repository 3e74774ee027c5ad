"""Packages that are traps or no Word documents: each is refused with a sentence that says what to do, or read without harm."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pytest

from releasekit import Context, FormatError, Paragraph, ReadError, Release, Text, plain_text, reads, writes
from releasekit.formats.docx.unpack import MAX_ENTRIES
from releasekit.media import extracted
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


INSIDE = {
    "footnotes": "word/footnotes.xml", "endnotes": "word/endnotes.xml", "comments": "word/comments.xml", "core": "docProps/core.xml",
    "app": "docProps/app.xml", "custom": "docProps/custom.xml", "header_default": "word/header_default.xml",
    "footer_default": "word/footer_default.xml", "chart": "word/charts/c.xml",
}  # fmt: skip


@pytest.mark.parametrize("part", INSIDE.values(), ids=INSIDE)
@pytest.mark.parametrize("attack", ['<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>', "<x><y></x>", "<x>" * 5000, ""])
def test_attacks_in_the_parts_of_others_are_refused(word, par, part, attack):
    marks = '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r>'
    shown = '<w:r><w:drawing><wp:inline><c:chart r:id="rIdC"/></wp:inline></w:drawing></w:r>'
    made = word(
        par("x", marks, shown), footnotes="", endnotes="", comments="", core="", app="", custom="", header={"default": par("h")},
        footer={"default": par("f")}, links={"rIdC": ("chart", "charts/c.xml")}, files={"word/charts/c.xml": "<x/>"},
    )  # fmt: skip
    assert part in made.parts
    made.parts[part] = attack
    with pytest.raises(ReadError) as caught:
        reads(made.data(), "docx", context=Context(comments=True))
    assert part in str(caught.value)


def test_addresses_in_a_document_of_others_are_kept_as_words_and_never_opened(word, par, run):
    blip = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="Alt"/><a:blip r:link="rIdP"/></wp:inline></w:drawing></w:r>'
    links = {
        "rIdP": ("image", "file:///etc/passwd"), "rIdT": ("attachedTemplate", "https://evil.example/t.dotm"),
        "rIdH": ("hyperlink", "file:///etc/passwd"),
    }  # fmt: skip
    code = '<w:r><w:instrText> INCLUDETEXT "file:///etc/passwd" </w:instrText></w:r>'
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    included = mark.format("begin") + code + mark.format("separate") + run("kept") + mark.format("end")
    context = Context(find=False)
    release = reads(
        word(par(blip, included, f'<w:hyperlink r:id="rIdH">{run("far")}</w:hyperlink>'), links=links).data(),
        "docx",
        context=context,
    )
    assert "root:" not in repr(release)
    assert "kept" in repr(release)
    assert context.resources("file:///etc/passwd") is None
    assert extracted(release, "", context).files == {}


@pytest.mark.parametrize(
    ("open", "close", "deepest"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 30),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 100),
        ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>", 100),
        ("<w:customXml>", "</w:customXml>", 200),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 50),
        ("<w:p><m:oMath><m:d><m:e>", "</m:e></m:d></m:oMath></w:p>", 50),
    ],
)
def test_whatever_is_nested_is_read_or_refused(word, par, open, close, deepest):
    inner = par("kept") if "m:d" not in open else "<m:r><m:t>kept</m:t></m:r>"
    release = reads(word(open * deepest + inner + close * deepest).data(), "docx", context=Context(find=False))
    assert "kept" in repr(release)
    with pytest.raises(ReadError, match=r"nested|broken XML"):
        reads(word(open * 400 + inner + close * 400).data(), "docx", context=Context(find=False))


def test_an_entry_that_is_a_link_is_bytes_and_never_followed(word, par):
    made = word(par("kept"), links={"rIdS": ("styles", "styles.xml")})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.data())) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            new.writestr(entry, file.read(entry))
        link = zipfile.ZipInfo("word/styles.xml")
        link.external_attr = 0o120777 << 16
        new.writestr(link, "/etc/passwd")
    with pytest.raises(ReadError, match=r"word/styles\.xml"):
        reads(out.getvalue(), "docx", context=Context())


def test_numbers_that_no_document_has_do_no_harm(word, par):
    huge = "9" * 400
    body = (
        par("a", properties=f'<w:numPr><w:ilvl w:val="{huge}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{huge}"/>')
        + f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{huge}"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="{huge}"/></w:tcPr>{par("b")}</w:tc></w:tr></w:tbl>'
        + par(f'<w:r><w:sym w:font="x" w:char="{huge}"/></w:r>', "c")
    )
    level = (
        f'<w:lvl w:ilvl="{huge}"><w:start w:val="{huge}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%9 Article %1"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    custom = f'<property name="n"><vt:i4>{huge}</vt:i4></property><property name="m"><vt:i4>--5</vt:i4></property>'
    release = reads(word(body, numbering=numbering, custom=custom).data(), "docx", context=Context(find=False))
    assert {"a", "b", "c"} <= set(plain_text(release).replace(".", " ").split())
    assert {extra.key: extra.value for extra in release.extra} == {"n": huge, "m": "--5"}


def test_damage_to_documents_of_others_gives_a_release_or_a_read_error(word, par, run):
    table = f"<w:tbl><w:tr><w:tc>{par('cell')}</w:tc></w:tr></w:tbl>"
    tracked = f"<w:ins>{run('in')}</w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del>"
    made = word(
        par("Text ", tracked, '<w:r><w:footnoteReference w:id="1"/></w:r>') + table, footnotes=f'<w:footnote w:id="1">{par("n")}</w:footnote>',
        header={"default": par("Head")}, comments="", custom='<property name="a"><vt:i4>1</vt:i4></property>',
    )  # fmt: skip
    whole = made.parts[made.main]
    for seed in range(300):
        chance = random.Random(seed)
        part = chance.choice([*made.parts])
        text = made.parts[part]
        names = re.findall(r"[\w:]+", text)
        wounded = text.replace(chance.choice(names), chance.choice([*names, "w:x", ""]), chance.randint(1, 3))
        made.parts[part] = wounded
        try:
            assert isinstance(
                reads(made.data(), "docx", context=Context(track=chance.choice(["accept", "reject", "report"]))), Release
            )
        except ReadError as error:
            assert "\n" not in str(error), seed
        made.parts[part] = text
    assert made.parts[made.main] == whole
