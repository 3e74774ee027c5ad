"""The package as a ZIP file, and a document that nobody has touched: it is known for what it is without a look at its page."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releasekit import BulletList, Context, Issuer, Item, Link, Note, Paragraph, Release, Text, reads, writes
from releasekit.formats.docx import edited_page, reader, seen
from releasekit.formats.docx.archive import archive, continued, deflated, stored
from releasekit.formats.docx.parts import Document
from releasekit.formats.docx.unpack import Unpacked
from releasekit.testing import releases

RELEASE = Release(
    lang="en",
    headline=(Text("The ferry runs again"),),
    issuers=(Issuer("Harbour Board of Eastwick"),),
    id="hb-12",
    body=(
        Paragraph((Text("It leaves at six"), Note((Paragraph((Text("From pier two."),)),)), Text("."))),
        BulletList((Item((Paragraph((Link((Text("Timetable"),), "https://ferry.example/times"),)),)),)),
    ),
)


def rewritten(data: bytes, change) -> bytes:
    """A document with parts that a function of their name and content has changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in file.infolist():
            new.writestr(entry.filename, change(entry.filename, file.read(entry)))
    return out.getvalue()


def without_digest(name: str, content: bytes) -> bytes:
    return re.sub(rb' exact="[0-9a-f]{64}"', b"", content) if name == "customXml/item1.xml" else content


@pytest.fixture
def looked_at(monkeypatch):
    """How often the page of a document was looked at."""
    looks = []
    known = seen.lines
    monkeypatch.setattr(reader.seen, "lines", lambda body, around: looks.append(1) or known(body, around))
    return looks


def test_an_untouched_document_is_read_without_a_look_at_its_page(looked_at):
    data = writes(RELEASE, "docx", context=Context())
    looked_at.clear()
    assert reads(data, "docx", context=Context()) == RELEASE
    assert not looked_at


def test_a_document_that_was_only_packed_anew_is_untouched(looked_at):
    data = rewritten(writes(RELEASE, "docx", context=Context()), lambda _, content: content)
    looked_at.clear()
    assert reads(data, "docx", context=Context()) == RELEASE
    assert not looked_at


@pytest.mark.parametrize(
    "part",
    ["document", "footnotes", "styles", "numbering", "settings", "header1", "header2", "footer1", "_rels/document.xml.rels"],
)
def test_a_byte_in_any_part_of_the_page_makes_the_reader_look_at_it(part, looked_at):
    wanted = f"word/{part}" + ("" if part.endswith(".rels") else ".xml")
    data = writes(RELEASE, "docx", context=Context())
    touched = rewritten(data, lambda name, content: content + b"\n" if name == wanted else content)
    assert touched != rewritten(data, lambda _, content: content)
    looked_at.clear()
    assert reads(touched, "docx", context=Context()) == RELEASE
    assert looked_at


def test_a_word_that_is_as_long_as_the_one_before_is_an_edit():
    data = writes(RELEASE, "docx", context=Context())
    context = Context()
    back = reads(
        rewritten(data, lambda name, text: text.replace(b"at six", b"at ten") if name == "word/document.xml" else text),
        "docx",
        context=context,
    )
    assert "It leaves at ten" in repr(back)
    assert "edited-in-word" in {note.code for note in context.notes}


@given(releases())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_known_by_its_bytes_is_read_as_it_is_from_its_page(release):
    data = writes(release, "docx", context=Context())
    slowly = rewritten(data, without_digest)
    assert len(slowly) != len(data)
    assert reads(data, "docx", context=Context()) == reads(slowly, "docx", context=Context()) == release


@given(releases())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_foreseen_of_a_page_is_what_is_seen_of_it(release):
    data = writes(release, "docx", context=Context())
    document = Document(Unpacked(data, Context()), Context())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        digest = re.search(rb' digest="([0-9a-f]{64})"', file.read("customXml/item1.xml"))[1].decode()
    assert seen.digest(seen.lines(document.body, document.around)) == digest


@given(releases())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_foreseen_of_heads_and_feet_is_what_is_seen_of_them(release):
    data = writes(release, "docx", context=Context())
    document = Document(Unpacked(data, Context()), Context())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        around = re.search(rb' around="([^"]*)"', file.read("customXml/item1.xml"))[1].decode()
    assert {line.mark for line in edited_page.lines(document)} == {*around.split()}


# ── the ZIP file ────────────────────────────────────────────────────────────────────────────────────────────────────

TEXTS = st.builds(lambda text, times: text * times, st.text(min_size=1), st.sampled_from([1, 50, 5000]))


@given(st.lists(TEXTS, max_size=4), TEXTS)
@settings(deadline=None)
def test_python_unpacks_what_was_packed(texts, more):
    contents = [deflated(text.encode("utf-8", "replace")) for text in texts]
    wanted = [text.encode("utf-8", "replace") for text in texts]
    opening = "".join(text.encode("utf-8", "replace").decode() for text in texts)
    closing = more.encode("utf-8", "replace").decode()
    contents += [continued(opening, closing), continued(opening, ""), stored(closing.encode())]
    wanted += [(opening + closing).encode(), opening.encode(), closing.encode()]
    data = archive((f"part{number}.xml", content) for number, content in enumerate(contents))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert [file.read(name) for name in file.namelist()] == wanted
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in file.infolist()} == {0}
        assert [entry.file_size for entry in file.infolist()] == [len(each) for each in wanted]
