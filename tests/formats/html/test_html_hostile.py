"""Pages made to hurt: depth, size, floods, encodings that lie, damage."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from releasekit import Context, ReadError, Text, model, reads, registry
from releasekit import model as m
from releasekit.formats.html import FORMAT
from releasekit.formats.html.reader import MAX_PAGE
from releasekit.formats.html.tree import MAX_ELEMENTS_DEEP


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "span", "font"])
@pytest.mark.parametrize("depth", [300, 15_000])
def test_elements_that_stand_very_deep_are_flattened_and_no_word_is_lost(tag, depth):
    data = b"<html><p>before</p>" + f"<{tag}>".encode() * depth + b"the words<p>after</html>"
    context = Context(name="in.html")
    release = reads(data, "html", context=context)
    assert all(words in m.plain_text(release) for words in ("before", "the words", "after"))


def test_what_stands_just_deep_enough_is_read_whole():
    depth = MAX_ELEMENTS_DEEP - 5
    release = reads(b"<html>" + b"<div>" * depth + b"the words" + b"</div>" * depth + b"<p>after", "html", context=Context())
    assert m.plain_text(release).split("\n") == ["the words", "after"]


def test_a_very_large_page_is_refused():
    with pytest.raises(ReadError, match=r"^in\.html: more than 60,000 tags"):
        reads(b"<html>" + b"<p>Some <b>words</b> here.</p>\n" * 60_000, "html", context=Context(name="in.html"))
    with pytest.raises(ReadError, match=r"^in\.html: larger than 32 MB"):
        reads(b"<html>" + b"x" * MAX_PAGE, "html", context=Context(name="in.html"))


@pytest.mark.slow
def test_a_page_that_is_large_by_its_pictures_is_read():
    picture = b'<img alt="a" src="data:image/png;base64,' + b"A" * 9_000_000 + b'">'
    release = reads(b"<html><p>" + picture + b" words", "html", context=Context())
    assert m.plain_text(release) == "a words"


@pytest.mark.parametrize(
    "data",
    [
        b"<" * 200_000, b"<a " * 100_000, b"&" * 200_000, b"<!--" * 100_000, b"<![CDATA[" * 50_000, b"<a b='" * 50_000,
        b"<meta charset=" * 20_000, b"<meta " + b"x" * 100_000, b"<p a=1 " * 50_000, b"<?xml " * 50_000, b"<!DOCTYPE " * 50_000,
        b"<html>" + b"<p>x<td>" * 5_000, b"<p " + b" ".join(b"a%d=b" % n for n in range(10_000)) + b">x",
        b"<p " + b" ".join(b"a%d=b" % n for n in range(300_000)) + b">x", b"a<br>" * 10_000, b"<b>" * 80 + b"x<i>y</i>" * 4_000,
        b"<table>" + (b"<tr>" + b"<td colspan=1000 align=right>x" * 50) * 100, b"<table>" + b"<tr><th rowspan=1000>x" * 3_000,
        b"<table><tr>" + b"<td align=left>x" * 5_000, b"".join(b"<a id=r%d href=#n>1</a>" % n for n in range(3_000)) + b"<ol><li id=n>x",
        b"<script></script>x" * 10_000, b"<p class='" + b"nav " * 200_000 + b"'>x", b"<p style='" + b"display:" * 200_000 + b"'>x",
        b"<nav>y</nav>z" * 6_000,
    ],
    ids=range(24),
)  # fmt: skip
def test_pages_made_to_take_long_do_not(data):
    started = time.process_time()
    try:
        reads(b"<html>" + data, "html", context=Context(name="in.html"))
    except ReadError as error:
        assert "\n" not in str(error)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("data", [b"<!-- nothing -->", b"<?php ?>", b"<", b"</p>"])
def test_a_page_with_nothing_in_it_is_an_error_or_empty(data):
    try:
        assert reads(data, "html", context=Context(name="in.html")).body in {(), (m.Paragraph((Text(data.decode()),)),)}
    except ReadError as error:
        assert str(error).startswith("in.html: no HTML can be made out here")


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><p>x", b"<!doctype HTML>\n<title>x</title>", b"\xef\xbb\xbf<html lang=en>", b"\n <!-- x -->\n<HTML>",
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml">', b"<body>x",
        "<!DOCTYPE html><p>x".encode("utf-16"),
    ],
)  # fmt: skip
def test_a_page_is_known_by_its_start(data):
    assert registry.detect(data).name == "html"


@pytest.mark.parametrize("data", [b"A <html> page", b"<htmlx>", b"<p>x</p>", b"# <!DOCTYPE html>", b"<!-- <html> --> text"])
def test_what_only_speaks_of_pages_is_no_page(data):
    assert FORMAT.excuse(data) == "no <!DOCTYPE html> and no <html> starts here"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<html><meta charset=windows-1251><p>Паром".encode("windows-1251"), "Паром"),
        ("<html><meta charset=windows-1251><p>Паром".encode(), "Паром"),  # it says one thing and is another
        ('<html><meta http-equiv=Content-Type content="text/html; charset=iso-8859-1"><p>“é”'.encode("cp1252"), "“é”"),
        ('<?xml version="1.0" encoding="iso-8859-2"?><html><p>łódź</p></html>'.encode("iso-8859-2"), "łódź"),
        ("<html><meta charset=shift_jis><p>港".encode("shift_jis"), "港"),
        ("<html><meta charset=utf-16><p>é".encode("utf-16"), "é"),
        ("<html><p>é".encode("utf-8-sig"), "é"),
        (b"<html><meta charset=no-such><p>ascii", "ascii"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_that_it_has(read, data, words):
    assert m.plain_text(read(data, find=False)[0]) == words


def test_a_byte_that_is_no_utf_8_makes_the_page_one_of_old_windows(read):
    release, context = read(b"<html><meta charset=utf-8><p>\ncaf\xe9 \x93x\x94", find=False)
    assert m.plain_text(release) == "caf\xe9 \u201cx\u201d"
    assert [(note.code, note.kind, note.line) for note in context.notes] == [("encoding-guessed", "guess", 2)]
    assert read(b"<html><p>caf\xe9", find=False)[1].notes[0].message.startswith("it is not UTF-8")


@pytest.mark.parametrize("label", ["no-such", "gzip", "hex", "idna", "unicode_escape"])
def test_an_encoding_that_is_none_is_not_used(read, label):
    release, _ = read(f"<html><meta charset={label}><p>caf".encode() + b"\xe9", find=False)
    assert m.plain_text(release) == "caf\xe9"


def test_letters_of_an_encoding_of_seven_bits_are_read(read):
    data = b"<html><meta charset=iso-2022-jp><p>" + "\u6e2f".encode("iso2022_jp")
    assert m.plain_text(read(data, find=False)[0]) == "\u6e2f"


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\xff", b"\x00\x01\x02\x03" * 100, b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"text \xff text"]
)
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(ReadError, match=r"^in\.html:.* not "):
        reads(data, "html", context=Context(name="in.html"))


def test_a_tag_with_far_too_many_attributes_has_none_and_its_words_stay(read):
    data = b"<html>\n<p " + b" ".join(b"a%d=b" % n for n in range(1_000)) + b" title='>'>words"
    release, context = read(data, find=False)
    assert m.plain_text(release) == "words"
    assert [(note.code, note.line) for note in context.losses] == [("attributes-dropped", 2)]


def test_an_apostrophe_in_a_tag_opens_nothing(read):
    data = "<html><p title=it's>one</p><p 'x>" + "two three " * 400 + "<p a='>four"
    release, context = read(data, find=False)
    assert m.plain_text(release).startswith("one\ntwo three")
    assert context.notes == []


def test_elements_of_a_deep_page_that_close_again_leave_the_rest_as_it_is(read):
    depth = 300
    data = (
        "<html><p>a</p>"
        + "<div><p>b</p><!-- x --><script>if (a < b) {}</script>" * depth
        + "</div>" * depth
        + "<h2>c</h2><p>d <b>e</b>"
    )
    release, context = read(data, find=False)
    assert m.plain_text(release).split() == ["a", *["b"] * depth, "c", "d", "e"]
    assert isinstance(release.body[-2], m.Heading)
    assert "nesting-flattened" in {note.code for note in context.notes}


WHOLE = (
    b'<html lang=en><title>a</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"a","author":{"name":"b"}}</script>'
    b"<h1>a</h1><table><tr><td rowspan=2>b<td>x</table><p>c<a id=r href=#n>1</a><ol><li id=n>d <a href=#r>^</a></ol><img src=x alt=y></html>"
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_a_damaged_page_is_a_release_or_an_error(data):
    damaged = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        release = reads(bytes(damaged), "html", context=Context(name="in"))
    except ReadError as error:
        assert "\n" not in str(error)
    else:
        assert model.normalise(release) == release
