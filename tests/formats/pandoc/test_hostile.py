from __future__ import annotations

import io
import time
import warnings
import zipfile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from releasekit import Context, ReadError, Release, Text, model, reads, writes
from releasekit import model as m
from releasekit.formats.pandoc import container, reader

RELEASE = Release(headline=(Text("The ferry is back"),), body=(m.Paragraph((Text("Words."),)),))


def refused(data, name, match, **limits):
    started = time.monotonic()
    with pytest.raises(ReadError, match=match) as caught:
        reader.read(name, data, Context(name=f"in.{name}"), **limits) if limits else reads(
            data, name, context=Context(name=f"in.{name}")
        )
    assert str(caught.value).startswith(f"in.{name}:")
    assert "\n" not in str(caught.value)
    assert time.monotonic() - started < 20
    return caught.value


def changed(data, **parts):
    """A ZIP document with other parts: bytes, or a function of the old ones."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        old = {name: archive.read(name) for name in archive.namelist()}
        for name, content in (old | {name.replace("__", "/").replace("_xml", ".xml"): c for name, c in parts.items()}).items():
            target.writestr(name, content(old[name]) if callable(content) else content)
    return out.getvalue()


@pytest.fixture(scope="module")
def odt():
    return writes(RELEASE, "odt", context=Context())


@pytest.fixture(scope="module")
def epub():
    return writes(RELEASE, "epub", context=Context())


# ── ZIP documents ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_part_that_unpacks_to_very_much_is_refused(odt):
    bomb = changed(odt, content_xml=b"<a>" + b" " * (container.MAX_PART + 1))
    assert len(bomb) < 100_000
    refused(bomb, "odt", r"unpacks to more than 16 MB: 'content\.xml'")


def test_parts_that_together_unpack_to_very_much_are_refused(odt):
    many = {f"extra{number}.xml": b" " * (container.MAX_PART - 1) for number in range(4)}
    refused(changed(odt, **many), "odt", "unpacks to more than")
    pictures = {f"p{number}.png": b" " * (container.MAX_PART - 1) for number in range(4)}
    refused(changed(odt, **pictures), "odt", "unpacks to more than")


def test_very_many_parts_are_refused(epub):
    refused(changed(epub, **{f"p{number}": b"" for number in range(container.MAX_PARTS)}), "epub", "4000 is the limit")


@pytest.mark.parametrize("entity", ['<!DOCTYPE a [<!ENTITY a "b">]>', '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_part_are_refused(odt, epub, entity, encoding):
    refused(changed(odt, content_xml=(entity + "<a>&a;</a>").encode(encoding)), "odt", "declares XML entities")
    refused(changed(epub, EPUB__text__ch001_xhtml=(entity + "<a>&a;</a>").encode(encoding)), "epub", "declares XML entities")


def test_a_size_that_lies_is_no_way_round_the_limit(odt):
    bomb = bytearray(changed(odt, content_xml=b" " * (container.MAX_PART * 4)))
    wanted = (container.MAX_PART * 4).to_bytes(4, "little")
    assert bomb.count(wanted) == 2
    data = bytes(bomb).replace(wanted, (1000).to_bytes(4, "little"))
    refused(data, "odt", "damaged|broken|refuses|unpacks")


def test_overlapping_and_repeated_entries_count_each_time(odt):
    out = io.BytesIO(odt)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile says that the name is there already
        for _ in range(5):
            archive.writestr("content.xml", b" " * (container.MAX_PART - 1))
    refused(out.getvalue(), "odt", "unpacks to more than")


def test_entries_that_lead_out_of_the_document_are_only_names(odt):
    data = changed(odt, **{"../../../etc/evil": b"x", "/etc/evil": b"y"})
    assert reads(data, "odt", context=Context()).headline == RELEASE.headline


def test_folders_in_a_document_are_passed_over(odt):
    assert reads(changed(odt, **{"Pictures/": b""}), "odt", context=Context()).headline == RELEASE.headline


def test_an_encrypted_document_is_refused(odt):
    data = bytearray(odt)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(mark)
        data[start + place] |= 1
    refused(bytes(data), "odt", "encrypted: save it without a password")


@pytest.mark.parametrize("name", ["odt", "epub", "pptx"])
@pytest.mark.parametrize("data", [b"garbage", b"PK\x03\x04garbage", b"PK\x05\x06" + b"\0" * 18, bytes(range(256)) * 40])
def test_garbage_is_no_document(name, data):
    refused(data, name, "damaged|refuses")


@pytest.mark.parametrize("name", ["odt", "epub"])
def test_a_document_that_was_cut_off_is_refused(name, odt, epub):
    data = {"odt": odt, "epub": epub}[name]
    for length in (40, len(data) // 2, len(data) - 10):
        refused(data[:length], name, "damaged|broken|refuses")


def test_broken_xml_in_a_part_is_refused(odt):
    for part in ("content_xml", "meta_xml"):
        refused(changed(odt, **{part: b"<a><b></a>"}), "odt", "broken XML|refuses")


def test_a_document_without_its_main_part_is_refused(odt, epub):
    def without(data, names):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as target:
            for name in archive.namelist():
                if not any(part in name for part in names):
                    target.writestr(name, archive.read(name))
        return out.getvalue()

    refused(without(odt, ["content.xml"]), "odt", "refuses")
    refused(without(epub, ["container.xml"]), "epub", "refuses")
    assert reads(without(odt, ["meta.xml"]), "odt", context=Context()).headline == RELEASE.headline


# ── pages and text ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_tree_that_pandoc_nests_too_deeply_is_refused():
    refused(b"> " * 3000 + b"words", "commonmark", "nested (too deeply|deeper)")


@pytest.mark.parametrize("name", ["docbook", "jats", "fb2", "opml", "bits"])
def test_entities_in_xml_are_refused_with_their_line(name):
    data = b'<?xml version="1.0"?>\n<!DOCTYPE a [\n<!ENTITY a "b">\n]><a>&a;</a>'
    assert refused(data, name, "XML entities are declared").line == 3


def test_xml_in_another_encoding_is_read():
    data = '<?xml version="1.0" encoding="windows-1251"?><article><para>Паром</para></article>'.encode("windows-1251")
    assert m.plain_text(reads(data, "docbook", context=Context())) == "Паром"


def test_rich_text_that_is_none_is_refused():
    refused(b"words", "rtf", "no {.rtf starts here")
    assert m.plain_text(reads(b"{\\rtf1 caf\xe9 caf\\'e9}", "rtf", context=Context())) == "café café"


def test_a_picture_in_rich_text_is_told_to_stay_there(context):
    data = writes(Release(headline=(Text("x"),), body=(m.Paragraph((m.Image("pier.png", "p"),)),)), "rtf", context=context)
    reading = Context()
    reads(data, "rtf", context=reading)
    assert [note.code for note in reading.losses] == ["picture-missing"]


@pytest.mark.parametrize(
    "name", ["latex", "rst", "org", "mediawiki", "docbook", "ipynb", "typst", "man", "textile", "commonmark_x"]
)
@pytest.mark.parametrize(
    "data", [b"\xff\xfe\xff", b"\x00\x01\x02\x03" * 100, b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"text \xff text"]
)
def test_bytes_that_are_no_text_are_refused(name, data):
    refused(data, name, "not |pandoc refuses")


@settings(max_examples=30, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_a_damaged_document_is_a_release_or_an_error(odt, epub, data):
    name = data.draw(st.sampled_from(["odt", "epub"]))
    whole = {"odt": odt, "epub": epub}[name]
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place] = data.draw(st.integers(0, 255))
    try:
        release = reads(bytes(damaged), name, context=Context(name="in"))
    except ReadError as error:
        assert "\n" not in str(error)
    else:
        assert model.normalise(release) == release
