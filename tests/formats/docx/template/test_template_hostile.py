"""Templates that are traps or no Word files, and what they would fetch or run: refused in a sentence, or left behind and told."""

from __future__ import annotations

import io
import zipfile

import pytest

from releasekit import Context, WriteError, writes

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE'
    ' "https://evil.example/x.png" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the template: not a Word document"),
        (b"words", "the template: not a Word document: no ZIP file starts here"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a file of Word 97 to 2003 (.doc)"),
        (b"%PDF-1.7", "a PDF file"),
        (b"PK\x03\x04 words", "is damaged"),
    ],
)
def test_what_is_no_word_file_is_refused_in_one_line(data, said, release):
    with pytest.raises(WriteError) as caught:
        writes(release, "docx", context=Context(name="out.docx", template=data))
    assert str(caught.value).startswith("out.docx: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("part", ["document", "styles", "numbering", "settings", "footnotes", "kopf1"])
@pytest.mark.parametrize(
    "attack",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b"<x><y></x>",
        b"<x>" * 5000 + b"</x>" * 5000,
        b"",
        b"<x/>",
    ],
)
def test_a_part_that_is_a_trap_is_refused_or_passed_over(part, attack, templates, release):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(templates("german"))) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            new.writestr(entry.filename, attack if entry.filename == f"word/{part}.xml" else file.read(entry))
    try:
        assert writes(release, "docx", context=Context(template=out.getvalue()))
    except WriteError as error:
        assert str(error).startswith("the template: ")


def test_damage_anywhere_gives_a_document_or_a_sentence(templates, release):
    whole = templates("letterhead")
    for at in range(0, len(whole), len(whole) // 25):
        wounded = whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :]
        try:
            writes(release, "docx", context=Context(template=wounded))
        except WriteError as error:
            assert str(error).startswith("the template: ")


def test_a_bomb_is_not_unpacked(by_hand, release):
    head = ("header", f"{TYPES}.header+xml", f"<w:hdr>{' ' * 20_000_000}</w:hdr>")
    with pytest.raises(WriteError, match="unpacks to"):
        writes(release, "docx", context=Context(template=by_hand("<w:p/>", {"header1.xml": head})))


def test_pictures_that_every_document_would_hold_are_bounded(by_hand, release):
    parts = {f"p{index}.png": ("image", "image/png", "\0" * 900_000) for index in range(80)}
    with pytest.raises(WriteError, match="more than 64 MB"):
        writes(release, "docx", context=Context(template=by_hand("<w:p/>", parts)))


def test_very_many_placeholders_take_no_time_that_grows_faster(by_hand, over):
    found = over(by_hand("<w:p><w:r><w:t>" + "{{" * 200_000 + "{{headline}}" * 2_000 + "</w:t></w:r></w:p>", {}))
    assert "{{headline}}" not in found.lines[0]
    many = "".join(f"<w:p><w:r><w:t>{{{{no field {index}}}}}</w:t></w:r></w:p>" for index in range(20_000))
    assert len(over(by_hand(many, {})).context.notes) < 30


def test_macros_objects_and_links_to_other_files_are_not_carried_and_told(by_hand, over):
    body = (
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="rId1"/></w:object></w:r></w:p>'
        '<w:altChunk r:id="rId2"/><w:p><w:r><w:t>Kept</w:t></w:r></w:p>' + FIELD + "<w:p><w:r><w:pict><v:shape xmlns:v="
        '"urn:schemas-microsoft-com:vml"><v:imagedata src="https://evil.example/y.png"/></v:shape></w:pict></w:r></w:p>'
    )
    parts = {
        "embeddings/x.bin": ("oleObject", "application/octet-stream", "x"),
        "chunk.htm": ("aFChunk", "text/html", "<script/>"),
        "vbaProject.bin": ("vbaProject", "application/vnd.ms-office.vbaProject", "x"),
        "settings.xml": (
            "settings",
            f"{TYPES}.settings+xml",
            f'<w:settings xmlns:w="{W[1:-1]}"><w:attachedTemplate/></w:settings>',
        ),
    }
    found = over(by_hand(body, parts))
    assert found.lines[:3] == ["", "Kept", "shown"]
    everything = b"".join(found.parts.values())
    for gone in (b"evil.example", b"INCLUDE", b"OLEObject", b"altChunk", b"attachedTemplate", b"<script", b"vba"):
        assert gone not in everything
    said = " ".join(note.message for note in found.context.notes if note.code == "template-part-dropped")
    for what in ("macros", "an embedded object", "an embedded document", "a field that fetches or runs something"):
        assert what in said


def test_a_document_of_ours_as_template_does_not_carry_its_release_on(release, over):
    earlier = writes(release, "docx", context=Context())
    found = over(earlier)
    assert [name for name in found.parts if name.startswith("customXml/item") and "Props" not in name] == [
        "customXml/item1.xml"
    ]
    assert found.edited(lambda document: document.add_paragraph("More")).headline == release.headline
