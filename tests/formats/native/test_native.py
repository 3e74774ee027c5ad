from __future__ import annotations

import json
from pathlib import Path

import pytest

from releasekit import (
    Context,
    Embargo,
    Emphasis,
    Extra,
    FieldError,
    Image,
    Issuer,
    Moment,
    Number,
    Paragraph,
    ReadError,
    Release,
    Text,
    reads,
    walk,
    writes,
)


def document(release):
    return json.loads(writes(release, "json"))


def load(**keys):
    return reads(json.dumps({"releasekit": 1} | keys), "json")


def test_the_keys_are_those_of_the_front_matter_and_the_body():
    release = Release(kind="statement", headline=(Text("A"),), direction="rtl", body=(Paragraph((Text("b"),)),))
    assert document(release) == {
        "releasekit": 1,
        "type": "statement",
        "title": "A",
        "dir": "rtl",
        "body": [{"type": "paragraph", "content": "b"}],
    }


GOLDENS = sorted((Path(__file__).parents[2] / "golden").glob("*/release.json"))


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.parent.name)
def test_the_edit_of_one_word_is_a_difference_of_one_line(path):
    before = path.read_text().splitlines()
    release = reads(path.read_bytes(), "json")
    texts = [node.text for _, node in walk(release) if isinstance(node, Text) and len(node.text.split()) > 1]
    for text in texts[:20]:
        word = max(text.split(), key=len)
        edited = json.loads(path.read_text(), object_hook=lambda found, old=text, word=word: changed(found, old, word))
        after = writes(reads(json.dumps(edited), "json"), "json").decode().splitlines()
        lines = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        assert len(lines) == sum(1 for line in before if json.dumps(text, ensure_ascii=False) in line) > 0


def changed(found, text, word):
    """The object with another word in one text, wherever that stands."""

    def new(value):
        if isinstance(value, list):
            return [new(item) for item in value]
        return text.replace(word, "Qz") if value == text else value

    return {key: new(value) for key, value in found.items()}


@pytest.mark.parametrize("version", [1, 1.0])
def test_a_version_that_is_known_is_read(version):
    assert load(releasekit=version) == Release()


def test_an_editor_may_be_told_of_the_schema():
    assert load(**{"$schema": "release.schema.json", "title": "a"}) == load(title="a")
    assert "$schema" not in document(load(**{"$schema": "release.schema.json"}))


def test_what_says_nothing_is_left_out():
    assert document(Release()) == {"releasekit": 1}


def test_a_record_of_which_only_the_first_field_speaks_is_that_value():
    release = Release(numbers=(Number("07-55"), Number("x", "un")), issuers=(Issuer("A"),), embargo=Embargo(Moment("2027")))
    assert document(release)["numbers"] == ["07-55", {"value": "x", "scheme": "un"}]
    assert (document(release)["issuers"], document(release)["embargo"]) == (["A"], "2027")
    assert reads(writes(release, "json")) == release


def test_one_value_alone_is_read_as_a_list_of_it():
    assert load(numbers="07-55", keywords="a") == Release(numbers=(Number("07-55"),), keywords=("a",))


def test_inlines_are_a_list_in_which_text_is_a_string():
    release = Release(body=(Paragraph((Text("a "), Emphasis((Text("b"),)), Image("c.png"))),))
    content = document(release)["body"][0]["content"]
    assert content == ["a ", {"type": "emphasis", "content": "b"}, {"type": "image", "src": "c.png"}]


def test_unknown_keys_of_others_stay_data():
    release = Release(extra=(Extra.of("layout", {"a": [1, None]}),))
    assert document(release)["extra"] == {"layout": {"a": [1, None]}}
    assert reads(writes(release, "json")) == release


@pytest.mark.parametrize("text", ["NaN", "1e999", "[Infinity]", '"\\ud800"', "words", "[" * 100_000])
def test_what_is_kept_of_others_is_json_and_nothing_else(text):
    with pytest.raises(FieldError, match=r"is not JSON|half of a character"):
        Extra("a", text)
    context = Context()
    tei = writes(Release(extra=(Extra("a", '"QQ"'),)), "tei").decode()
    back = reads(tei.replace('"QQ"', text), "tei", context=context)
    assert [note.code for note in context.notes] == ["extra-not-json"]
    assert reads(writes(back, "json"), "json") == back


@pytest.mark.parametrize("text", ['"\\ud83d\\ude00"', '"\\\\ud800"', "1.0", '{"b": [null, true]}'])
def test_json_of_others_is_kept_as_it_was(text):
    assert reads(writes(Release(extra=(Extra("a", text),)), "tei"), "tei").extra == (Extra("a", text),)


def test_a_moment_may_have_a_space_for_its_t():
    assert load(released="2027-03-14 09:30").released == Moment("2027-03-14T09:30")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"releasekit": 1,\n "a"}', r"^line 2: not JSON: "),
        ("[1]", "not native JSON"),
        ('{"title": "x"}', "not native JSON"),
        ('{"releasekit": 99}', "version 99; this releasekit reads up to 1"),
        ('{"releasekit": true}', "version True"),
        ('{"releasekit": 1, "title": "a", "title": "b"}', "'title' stands twice"),
        ('{"releasekit": 1, "version": NaN}', "NaN is not a JSON number"),
        ('{"releasekit": 1, "tittle": "a"}', "a release has no 'tittle': it has id, version, type"),
        ('{"releasekit": 1, "released": "soon"}', "/released: 'soon' is not a date"),
        ('{"releasekit": 1, "lang": "English!"}', "'English!' is not a language tag"),
        ('{"releasekit": 1, "numbers": [{}]}', "/numbers/0: a number needs 'value'"),
        ('{"releasekit": 1, "numbers": [3.5, true]}', "/numbers/0: expected a number as a map, found the number 3.5"),
        ('{"releasekit": 1, "body": [{"type": "heading", "content": "a", "level": 7}]}', "/body/0: "),
        ('{"releasekit": 1, "body": [{"type": "heading", "content": "a", "level": "2"}]}', "/body/0/level: expected a whole"),
        ('{"releasekit": 1, "body": [{"type": "headin"}]}', "/body/0: expected a node with one of the types paragraph"),
        ('{"releasekit": 1, "body": [3]}', "/body/0: expected a map"),
        ('{"releasekit": 1, "entities": [{"id": "a"}, {"id": "a"}]}', "two entities have the id 'a'"),
        ('{"releasekit": 1, "entities": [{"id": "a b"}]}', "/entities/0: 'a b' is not a name"),
        ('{"releasekit": 1, "$schema": 5}', r"^/\$schema: expected text"),
        ('{"releasekit": 0}', "version 0; this releasekit reads up to 1"),
        ('{"releasekit": 1, "extra": {"a": 1e999}}', "the number 1e999 is too large"),
        ('{"releasekit": 1, "extra": {"a": -1e999}}', "the number -1e999 is too large"),
        ("[" * 100_000, "nested too deeply|not native|not JSON"),
        ('{"releasekit": ' + "9" * 5000 + "}", "not JSON that can be trusted"),
    ],
)
def test_what_is_no_release_is_refused_with_its_place(text, words):
    with pytest.raises(ReadError, match=words) as caught:
        reads(text, "json")
    assert "\n" not in str(caught.value)


def test_a_character_that_xml_does_not_allow_is_replaced_also_when_escaped():
    assert load(summary="a\x01b\ud800").summary == "a\ufffdb\ufffd"


def test_bytes_that_are_not_utf_8_are_refused_with_their_line():
    with pytest.raises(ReadError, match=r"^line 2: not UTF-8: byte 0xe9"):
        reads(b'{"releasekit": 1,\n"title": "caf\xe9"}', "json")


def test_utf_16_with_its_mark_is_read():
    assert reads('{"releasekit": 1, "title": "a"}'.encode("utf-16"), "json").headline == (Text("a"),)


def test_a_raw_control_character_is_no_json():
    with pytest.raises(ReadError, match=r"Invalid control character"):
        reads('{"releasekit": 1, "title": "a\tb"}', "json", context=Context())
