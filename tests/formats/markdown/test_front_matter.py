"""Front matter: what it may hold, what it may not, and what is said of it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit import (
    Context,
    Emphasis,
    Extra,
    Issuer,
    Moment,
    Paragraph,
    ReadError,
    Release,
    Text,
    ThematicBreak,
    reads,
    registry,
    writes,
)
from releasekit.formats.markdown import yaml_in
from releasekit.formats.markdown.yaml_out import dump


def read(text, context=None):
    return reads(text, "md", context=context or Context(name="f.md"))


def front(text):
    return read(f"---\n{text}\n---\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: x\n\nbody", "f.md:1: the front matter that begins here does not end"),
        ("---\n- a\n---\n", "f.md:2: front matter: expected lines like 'title: Words', found a list"),
        ("---\nwords\n---\n", "f.md:2: front matter: expected lines like 'title: Words', found words"),
        ("---\nid: b\n\tc: d\n---\n", "f.md:3:1: front matter: a tab stands where YAML wants spaces"),
        ("---\na: 1\nb: 2\na: 3\n---\n", "f.md:4: front matter: the key 'a' stands twice, first on line 2"),
        ("---\na: &x 1\nb: *x\n---\n", "f.md:2: front matter: anchors such as &x are not read"),
        ("---\nb: *x\n---\n", "f.md:2: front matter: aliases such as *x are not read"),
        ("---\na: !!str 1\n---\n", "f.md:2: front matter: tags such as !!str are not read"),
        ("---\na: !!python/name:os.system 1\n---\n", "f.md:2: front matter: tags such as"),
        ('---\nid: x\ntitle: "a\nb: c\n---\n', "f.md:3:8: front matter: a quotation mark that is opened here is not closed"),
        ("---\ntitle: a: b\n---\n", "f.md:2:9: front matter: a value holds ': ' and is not in quotation marks: put it in them"),
        ("---\n? [a]\n: b\n---\n", "f.md:2: front matter: a key that is a list or a map"),
        ("---\na: b\n--- c\n---\n", "f.md:3: front matter: more than one document"),
        ("---\na: b\x7f\n---\n", "f.md:2: front matter: a character that YAML does not allow"),
        ("---\nx: y\nreleased: 2027-13-01\n---\n", "f.md:3: front matter: released: '2027-13-01' is not a date or time"),
        ("---\nchanges:\n  - text: a\n  - text: b\n    at: never\n---\n", "f.md:5: front matter: changes.1.at: 'never' is not"),
        ("---\ncontacts:\n  - phon: 1\n---\n", "f.md:3: front matter: contacts.0: a contact has no 'phon'"),
        ("---\nlang: e n\n---\n", "f.md:2: front matter: lang: 'e n' is not a language tag"),
        ("---\ntitle: [a]\n---\n", "f.md:2: front matter: expected words for 'title'"),
        ("---\nsummary: true\n---\n", "f.md:2: front matter: summary: expected text, found true or false"),
        ("---\na: 1\nextra: {a: 2}\n---\n", "f.md:3: front matter: the key 'a' stands by itself and under 'extra'"),
        (
            "---\ntitle: [{text: a}, {text: b}]\nextra: {title: c}\n---\n",
            "f.md:3: front matter: the key 'title' stands by itself and under 'extra'",
        ),
        ("---\na: " + "[" * 150 + "]" * 150 + "\n---\n", "f.md:2: front matter: nested deeper than 100 levels"),
    ],
)
@pytest.mark.parametrize("parser", ["C", "Python"])
def test_what_cannot_be_read_is_refused_with_its_line(text, message, parser, monkeypatch):
    if parser == "Python":
        monkeypatch.setattr(yaml_in, "_PARSER", yaml.SafeLoader)
    with pytest.raises(ReadError) as caught:
        read(text)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["---\n\nWords.\n\n---\n", "---\nWords", "---\n\n- a\n- b\n\n---\n", "---"])
def test_three_hyphens_over_words_are_a_rule(text):
    assert read(text).body[0] == ThematicBreak()


@pytest.mark.parametrize("text", ["---\n---\nB", "---\n# c\n---\nB", "---  \r\ntitle:\r\n--- \r\nB", "\ufeff---\nid:\n...\nB"])
def test_front_matter_may_say_nothing(text):
    assert read(text) == Release(body=(Paragraph((Text("B"),)),))


def test_words_stay_words():
    assert front("keywords: [no, yes, 07, 1.10, +44, 0x1F, .nan, 1e400, 2027-01-01, 12:30, 2027]").keywords == (
        "no", "yes", "07", "1.10", "+44", "0x1F", ".nan", "1e400", "2027-01-01", "12:30", "2027",
    )  # fmt: skip
    assert front("subtitle: no").subtitle == (Text("no"),)
    assert front("title: True").headline == (Text("True"),)
    assert front("version: 1.10").version == "1.10"


def test_values_of_unknown_keys_keep_their_type():
    assert front("a: [1, -2.5, true, null, 007, x, {b: c}]\nb: 12345678901234567890\n'2027': y").extra == (
        Extra.of("a", [1, -2.5, True, None, "007", "x", {"b": "c"}]),
        Extra.of("b", 12345678901234567890),
        Extra.of("2027", "y"),
    )


def test_a_title_is_a_line_of_markdown():
    assert front("title: Big *news*").headline == (Text("Big "), Emphasis((Text("news"),)))


def test_a_key_with_nothing_in_it_is_not_stated():
    assert front("embargo:\nreleased: ~\ntitle: null") == Release()


def test_keys_of_other_programs_are_the_fields_that_they_are():
    release = front(
        "date: 2024-01-05 10:00:00 +0100\nlastmod: 2024-02-01\nauthor: [A, {name: B, url: u}]\n"
        "description: S\ntags: a, b\nlanguage: en_US\ndraft: true\nslug: s"
    )
    assert release == Release(
        released=Moment("2024-01-05T10:00:00+01:00"),
        modified=Moment("2024-02-01"),
        issuers=(Issuer("A"), Issuer("B", "u")),
        summary="S",
        keywords=("a", "b"),
        lang="en-US",
        status="draft",
        extra=(Extra.of("slug", "s"),),
    )


def test_our_own_key_goes_before_that_of_another_program():
    release = front("released: 2024-01-05\ndate: 2023-01-01")
    assert release.released == Moment("2024-01-05")
    assert release.extra == (Extra.of("date", "2023-01-01"),)
    written = writes(release, "md")
    assert written == b"---\ntype: press-release\nreleased: 2024-01-05\ndate: 2023-01-01\n---\n"
    assert reads(written, "md") == release


@pytest.mark.parametrize(
    "line", ["date: Jan 5", "author: 5", "author: {first: A}", "tags: {a: b}", "language: e n", "draft: maybe"]
)
def test_a_value_that_does_not_fit_is_kept_with_a_note(line):
    context = Context()
    release = read(f"---\n{line}\n---\n", context)
    assert [extra.key for extra in release.extra] == [line.partition(":")[0]]
    assert [(note.code, note.line, note.kind) for note in context.notes] == [("value-kept", 2, "advice")]
    assert reads(writes(release, "md"), "md", context=Context()) == release


@pytest.mark.parametrize(
    "key", ["title", "type", "extra", "date", "draft", "<<", "=", "", "a\nb", "k" * 2000, "no", "2027", "body"]
)
@pytest.mark.parametrize("value", ["2027-01-01", True, {"a": []}, None])
def test_a_key_of_somebody_else_comes_back_whatever_it_is_called(key, value):
    release = Release(extra=(Extra.of("first", 1), Extra.of(key, value), Extra.of("last", 2.5)))
    assert reads(writes(release, "md"), "md", context=Context()) == release


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12)
    | st.sampled_from(["no", "1:30", "0x1F", "1e3", ".5", "1_000", "-", "a: b", "a #b", "# a", "a\n\nb", "a\n b\n", " a", "a ", "\u0085\u2028", "\ufeff", "'", '"', "~", "=", "<<", "2027-01-01", "2027-01-01T10:00Z", "2027-01-01 10:00", "@a", "a,b", "[a"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=200)
@given(st.dictionaries(st.text(max_size=6), VALUES, max_size=4))
@pytest.mark.parametrize("loader", ["C", "Python"])
def test_whatever_data_is_written_comes_back(loader, data):
    known = yaml_in._PARSER
    yaml_in._PARSER = known if loader == "C" else yaml.SafeLoader
    try:
        assert yaml_in.load(dump(data), "f.md") == data
    finally:
        yaml_in._PARSER = known


WRITTEN = """\
id: https://example.org/1
version: '1.10'
date: 2027-03-14
list: [a, 'b, c', 'no']
lines:
  - a
  - b, c
  - 'no'
maps:
  - name: A
    uri: b
  - name: B
text: |-
  One

  two
quoted: "a\\tb"
apostrophe: it's
empty: {}
"""


def test_yaml_has_one_style():
    data = {
        "id": "https://example.org/1", "version": "1.10", "date": "2027-03-14", "list": ["a", "b, c", "no"], "lines": ["a", "b, c", "no"],
        "maps": [{"name": "A", "uri": "b"}, {"name": "B"}], "text": "One\n\ntwo", "quoted": "a\tb", "apostrophe": "it's", "empty": {},
    }  # fmt: skip
    assert dump(data, frozenset({"list"})) == WRITTEN
    assert yaml_in.load(WRITTEN, "f.md") == data


@settings(max_examples=200)
@given(st.text(max_size=20) | st.from_regex(r"[0-9_.:xoeE+-]{1,8}|[a-zA-Z~]{1,5}", fullmatch=True))
def test_a_string_is_a_string_to_a_reader_of_yaml_1_1_too(text):
    try:
        Moment(text)
    except ValueError:
        assert yaml.safe_load(dump({"a": text})) == {"a": text}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"---\ntitle: x\n---\n", "md"),
        (b"\xef\xbb\xbf---\r\n\r\n# c\r\ntitle: x\r\n---\r\n", "md"),
        (b"\n# Headline\n\nWords", "md"),
        (b"---------\nwords", "text"),
        (b"#hashtag of the day", "text"),
        (b"### \nwords", "text"),
    ],
)
def test_markdown_is_known_by_its_beginning(data, name):
    assert registry.detect(data).name == name


@pytest.mark.parametrize("ends", ["---", "...", "--- "])
def test_the_last_value_keeps_its_line_end_as_any_other_does(ends):
    (found,) = reads(f"---\ntitle: A\nx: |\n  kept\n{ends}\n".encode(), "md").extra
    assert found.value == "kept\n"


@pytest.mark.parametrize("text", ["---\ntags: [1, true, false]\n---\n", "+++\ntags = [1, true, false]\n+++\n"])
@pytest.mark.parametrize("key", ["tags", "categories"])
def test_a_tag_that_looks_like_something_else_is_the_word_that_was_written(text, key):
    assert read(text.replace("tags", key)).keywords == ("1", "true", "false")
