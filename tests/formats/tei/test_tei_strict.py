"""Strict reading of TEI: what is valid by our schema and loses nothing is read, all else is refused with its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from releasekit import Context, ReadError, Release, convert, read, reads, write, writes
from releasekit.formats.tei.schema import problems
from releasekit.testing import releases


def strictly(data: bytes | str, name: str = "a.tei.xml") -> Release:
    return reads(data, "tei", context=Context(name=name, strict=True))


@given(release=releases())
@settings(max_examples=50)
def test_whatever_releasekit_wrote_is_read_strictly(release):
    data = writes(release, "tei")
    assert strictly(data) == reads(data, "tei")


def test_every_field_is_read_strictly(whole, write):
    written = write(whole)
    assert strictly(written.data) == written.release


def test_the_first_problem_is_the_error_with_its_line(whole, write):
    broken = write(whole).text.replace('rend="lead"', 'rend="1"').replace("<body>", "<body>\n<x/>")
    with pytest.raises(ReadError) as caught:
        strictly(broken)
    line = broken[: broken.index("<x/>")].count("\n") + 1
    said = "not valid TEI of a release, and reading is strict: x cannot stand here in body: expected div"
    assert str(caught.value) == f"a.tei.xml:{line}: {said}"
    assert reads(broken, "tei", context=Context())  # which is lenient


def test_what_is_valid_and_has_to_be_guessed_is_refused_too(whole, write):
    text = write(whole).text
    broken = text.replace('"z"</note>', "z</note>")  # the value of a key of somebody else, which is no JSON
    assert broken != text
    assert problems(broken.encode(), Context()) == ()
    with pytest.raises(ReadError, match=r"\[extra-not-json\], and reading is strict") as caught:
        strictly(broken)
    assert caught.value.line == broken[: broken.index("z</note>")].count("\n") + 1


def test_files_are_read_and_converted_strictly(tmp_path):
    path = tmp_path / "a.tei.xml"
    write(Release(id="urn:x"), path)
    assert read(path, context=Context(strict=True)) == Release(id="urn:x")
    path = path.rename(tmp_path / "broken.xml")
    path.write_bytes(path.read_bytes().replace(b"<profileDesc>", b"<profileDesc><creation/>"))
    with pytest.raises(ReadError, match=r"broken.xml:\d+: not valid TEI of a release"):
        convert(path, tmp_path / "a.md", context=Context(strict=True))
    assert not (tmp_path / "a.md").exists()


def test_what_is_no_xml_is_refused_as_ever():
    with pytest.raises(ReadError, match="not well-formed"):
        strictly("<TEI>")


@pytest.mark.parametrize(
    ("around", "said"),
    [
        ((' xmlns="http://www.tei-c.org/ns/1.0"', ""), "its elements have no namespace, and are taken for TEI"),
        (
            ("<TEI", '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><TEI'),
            "this is a corpus, and its only text is what is read",
        ),
    ],
)
def test_our_own_tei_that_somebody_put_into_something_else_is_not_valid(around, said, whole, write):
    text = write(whole).text.replace(*around, 1)
    text += "</teiCorpus>" if "<teiCorpus" in text else ""
    assert reads(text, "tei", context=Context()) == write(whole).release
    assert problems(text.encode(), Context())[0].message.startswith(said)
    with pytest.raises(ReadError, match=said):
        strictly(text)
