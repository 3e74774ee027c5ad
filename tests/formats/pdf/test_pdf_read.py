"""The release that travels in a PDF: what comes back, from which files, and what is said of all others."""

from __future__ import annotations

import io
import json
import logging
import zlib

import pypdf
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text as Comment
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from releasekit import (
    Context,
    Entity,
    Extra,
    FormatError,
    Heading,
    Image,
    Mention,
    Moment,
    Note,
    Paragraph,
    ReadError,
    Release,
    Text,
    reads,
    writes,
)
from releasekit.formats.pdf import unpack

RELEASE = Release(
    headline=(Text("Station to reopen"),), lang="en", released=Moment("2027-03-14T09:30Z"), id="urn:x:1",
    body=(
        Paragraph((Text("The "), Mention((Text("Trust"),), "organisation", "trust"), Text(" said so."), Note((Paragraph((Text("A note."),)),)))),
        Heading((Text("Dates"),), 4), Paragraph((Image("none.png", "A drawing"),), role="aside"),
    ),
    entities=(Entity("trust", "organisation", "Harbour Trust"),), extra=(Extra.of("layout", {"a": [1, None]}),),
)  # fmt: skip
WORDS = "take its text out with `pdftotext -layout` (poppler)"


@pytest.fixture(scope="module")
def ours() -> bytes:
    return writes(RELEASE, "pdf", context=Context())


def saved(data: bytes, change=lambda _: None, *, locked: bool = False) -> bytes:
    """The file as another program saves it: all objects renumbered, after a change."""
    program = PdfWriter(clone_from=io.BytesIO(data))
    change(program)
    if locked:
        program.encrypt("xyzzy", algorithm="RC4-128")
    out = io.BytesIO()
    program.write(out)
    return out.getvalue()


def noted(data: bytes):
    context = Context(name="a.pdf")
    assert reads(data, "pdf", context=context) == RELEASE
    return [(note.code, note.kind) for note in context.notes]


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        reads(data, "pdf", context=Context(name="a.pdf"))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("a.pdf: ")
    return caught.value.message


# ── ours ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_field_comes_back_and_nothing_is_said(ours):
    assert noted(ours) == []


def test_the_content_tells_that_a_file_is_a_pdf(ours):
    assert reads(ours, context=Context()) == RELEASE
    assert reads(b"\n\n" + ours, "pdf", context=Context()) == RELEASE


def test_a_file_that_another_program_has_saved_is_read_as_well(ours):
    assert noted(saved(ours)) == []


def test_both_sources_travel_as_associated_files(ours):
    root = PdfReader(io.BytesIO(ours)).trailer["/Root"]
    files = [item.get_object() for item in root["/AF"]]
    assert [file["/UF"] for file in files] == ["release.json", "release.tei.xml"]
    assert {file["/AFRelationship"] for file in files} == {"/Source"}
    streams = [file["/EF"]["/F"] for file in files]
    assert [stream["/Subtype"] for stream in streams] == ["/application/json", "/application/tei+xml"]
    assert b"/Subtype /application#2Fjson" in ours
    assert [stream["/Params"]["/ModDate"] for stream in streams] == ["D:20270314093000Z"] * 2
    assert json.loads(streams[0].get_data()) == json.loads(writes(RELEASE, "json", context=Context()))
    assert streams[1].get_data() == writes(RELEASE, "tei", context=Context())
    assert [stream["/Params"]["/Size"] for stream in streams] == [len(stream.get_data()) for stream in streams]
    assert root["/Names"]["/EmbeddedFiles"]["/Names"][::2] == ["release.json", "release.tei.xml"]


def test_pages_that_were_changed_are_told_of(ours):
    def change(program):
        contents = program.pages[0]["/Contents"].get_object()
        contents._data = zlib.compress(contents.get_data() + b"\n1 0 0 rg 0 0 9 9 re f")

    assert noted(saved(ours, change)) == [("pages-changed", "guess")]
    with pytest.raises(ReadError, match="the pages were changed"):
        reads(saved(ours, change), "pdf", context=Context(strict=True))


def test_pages_that_were_taken_out_or_put_in_are_told_of(ours):
    assert noted(saved(ours, lambda program: program.add_blank_page(100, 100))) == [("pages-changed", "guess")]


def test_a_comment_on_a_page_is_told_of(ours):
    def change(program):
        program.add_annotation(0, Comment(rect=(50, 50, 90, 90), text="Is this\nright?\x1b[2J"))
        program.add_annotation(0, Comment(rect=(50, 50, 90, 90), text=""))

    context = Context()
    reads(saved(ours, change), "pdf", context=context)
    assert [(note.code, note.message) for note in context.notes] == [
        ("comment", "a comment on the pages is not part of the release: Is this right? [2J"),
        ("comment", "a comment on the pages is not part of the release: one without words"),
    ]


def without_native(program):
    for file in program._root_object["/AF"]:
        if file.get_object()["/UF"] == "release.json":
            file.get_object()["/EF"]["/F"].get_object()._data = zlib.compress(b"{")


def test_tei_is_read_where_the_native_form_is_broken(ours):
    assert noted(saved(ours, without_native)) == [("carried-unreadable", "guess")]


def test_a_file_that_says_nothing_of_its_pages_is_read_with_a_word_on_it(ours):
    def change(program):
        for file in program._root_object["/AF"]:
            file.get_object().pop("/RKIT_Pages", None)

    assert noted(saved(ours, change)) == [("pages-unchecked", "advice")]


def test_a_file_with_a_password_is_refused_and_one_without_reads(ours):
    assert noted(saved(ours)) == []
    assert refused(saved(ours, locked=True)) == "the PDF is locked with a password: save a copy without one, and read that"


def test_protection_that_takes_a_library_to_open_is_named(ours, monkeypatch):
    def locked(_):
        raise DependencyError("cryptography is missing")

    monkeypatch.setattr(pypdf, "PdfReader", locked)
    assert refused(ours) == "the PDF is encrypted: save a copy without protection, and read that"


# ── others ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def page(text: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, text)
    canvas.save()
    return out.getvalue()


def test_a_pdf_of_others_is_refused_and_the_way_to_its_text_is_named():
    message = refused(page("A press release"))
    assert message.startswith("this PDF was not written by releasekit")
    assert WORDS in message


def test_attachments_of_others_are_no_release():
    def change(program):
        program.add_attachment("notes.txt", b"words")
        program.add_attachment("release.xml", b"<a/>")

    assert WORDS in refused(saved(page("x"), change))


def test_an_attachment_of_the_same_name_that_is_no_release_is_refused():
    message = refused(saved(page("x"), lambda program: program.add_attachment("release.json", b'{"a": 1}')))
    assert message == 'the attachment release.json: not native JSON: expected an object with "releasekit": 1'


def test_what_is_no_pdf_is_refused():
    assert refused(b"PK\x03\x04") == "not a PDF: expected %PDF- at its start"
    with pytest.raises(FormatError, match="pdf: no PDF file starts here"):
        reads(b"\x00\x01", context=Context())


@pytest.mark.parametrize("size", [9, 60, 500, 3000, 9000])
def test_a_file_that_is_cut_off_is_refused_in_one_line(size, ours, caplog):
    with caplog.at_level(logging.DEBUG):
        refused(ours[:size])
    assert not caplog.records


def test_damage_anywhere_gives_the_release_or_an_error(ours):
    for place in range(0, len(ours), max(1, len(ours) // 150)):
        damaged = ours[:place] + b"\xff\x00(<" + ours[place + 4 :]
        try:
            release = reads(damaged, "pdf", context=Context())
        except ReadError as error:
            assert "\n" not in str(error)
        else:
            assert release == RELEASE


def test_an_attachment_that_unpacks_to_more_than_the_bound_is_refused(ours, monkeypatch):
    monkeypatch.setattr(unpack, "MAX_ATTACHMENT", 1000)
    assert refused(ours) == "the PDF holds a stream of more than 0 MB"


def test_a_file_larger_than_the_bound_is_refused(ours, monkeypatch):
    monkeypatch.setattr(unpack, "MAX_FILE", 1000)
    assert refused(ours) == "the PDF is larger than 0 MB"


def test_pages_beyond_the_bound_are_not_compared(ours, monkeypatch):
    monkeypatch.setattr(unpack, "MAX_PAGES", 10)
    assert noted(ours) == [("pages-unchecked", "advice")]


def test_an_attachment_packed_in_another_way_is_refused(ours):
    def change(program):
        for file in program._root_object["/AF"]:
            stream = file.get_object()["/EF"]["/F"].get_object()
            stream[NameObject("/Filter")] = NameObject("/LZWDecode")

    assert refused(saved(ours, change)).startswith("the PDF packs its attachments in an unusual way")


def test_attachments_that_are_cut_off_are_refused(ours):
    def change(program):
        for file in program._root_object["/AF"]:
            stream = file.get_object()["/EF"]["/F"].get_object()
            stream._data = stream._data[:40]

    assert refused(saved(ours, change)) == unpack.DAMAGED


def test_trees_of_attachments_without_an_end_are_left(ours):
    def change(program):
        names = program._root_object["/Names"]["/EmbeddedFiles"]
        names[NameObject("/Kids")] = ArrayObject([program._add_object(names)])
        del program._root_object["/AF"]

    assert noted(saved(ours, change)) == []
