"""Values of front matter that are no values of JSON: what is left of them, and that reading says so, with key and line."""

from __future__ import annotations

import time

import pytest

from releasekit import Context, Extra, Moment, ReadError, Release, Text, reads, writes


def read(text, context=None):
    return reads(text, "md", context=context or Context(name="f.md"))


def said(context):
    return [(note.code, note.kind, note.where, note.line) for note in context.notes]


AS_WORDS = [
    ("---\na: .inf\n---\n", ["a"], [".inf"]),
    ("---\na: -.INF\n---\n", ["a"], ["-.INF"]),
    ("---\na: +.Inf\n---\n", ["a"], ["+.Inf"]),
    ("---\na: .NaN\n---\n", ["a"], [".NaN"]),
    ("---\na: 1e999\n---\n", ["a"], ["1e999"]),
    ("---\na: -0.01e-400\n---\n", ["a"], ["-0.01e-400"]),
    ("---\na: " + "9" * 1001 + "\n---\n", ["a"], ["9" * 1001]),
    ("---\na: 0x" + "f" * 301 + "\n---\n", ["a"], ["0x" + "f" * 301]),
    ("---\na: {b: [1, .inf, {c: [.nan]}]}\n---\n", ["a/b/1", "a/b/2/c/0"], [".inf", ".nan"]),
    ("+++\na = inf\n+++\n", ["a"], ["inf"]),
    ("+++\na = [1, -inf, {b = +nan}]\n+++\n", ["a/1", "a/2/b"], ["-inf", "+nan"]),
    ("+++\na = 1e-999\n+++\n", ["a"], ["1e-999"]),
    ("+++\na = 0x1" + "0" * 1000 + "\n+++\n", ["a"], ["0x1" + "0" * 1000]),
    ('{\n"a": NaN}\n', ["a"], ["NaN"]),
    ('{\n"a": {"b": [-Infinity, 1e999]}}\n', ["a/b/0", "a/b/1"], ["-Infinity", "1e999"]),
    ('{\n"a": ' + "9" * 1001 + "}\n", ["a"], ["9" * 1001]),
]


@pytest.mark.parametrize(("text", "places", "words"), AS_WORDS, ids=[text[:24] for text, _, _ in AS_WORDS])
def test_a_value_that_json_has_no_form_for_is_kept_as_words_and_told_of(text, places, words):
    context = Context()
    release = read(text, context)
    assert said(context) == [("value-as-words", "loss", f"/extra/{place}", 2) for place in places]
    for note, place, word in zip(context.notes, places, words, strict=True):
        value = release.extra[0].value
        for step in place.split("/")[1:]:
            value = value[int(step) if step.isdigit() else step]
        assert value == word
        assert f"'{place}'" in note.message
        assert word[:40] in note.message
    # What is written is words, in quotation marks: read again there is nothing to tell.
    again = Context()
    assert reads(writes(release, "md"), "md", context=again) == release
    assert again.notes == []


@pytest.mark.parametrize(
    "value", ["'.inf'", "'1'", "-.nan", ".", "inf", "nan", "+5", "007", "1_000", "1:30", "yes", "1e5", "0.0"]
)
def test_what_is_words_of_yaml_1_2_is_not_told_of(value):
    context = Context()
    read(f"---\na: {value}\nb: {{c: [{value}]}}\n---\n", context)
    assert context.notes == []


def test_the_line_of_each_is_told():
    context = Context()
    read("---\ntitle: x\na:\n  - b: 1\n  - b: .inf\nc: .nan\n---\n", context)
    assert said(context) == [("value-as-words", "loss", "/extra/a/1/b", 5), ("value-as-words", "loss", "/extra/c", 6)]
    context = Context()
    read("+++\ntitle = 'x'\n\n[a]\nb = 1\nc = inf\n+++\n", context)
    assert said(context) == [("value-as-words", "loss", "/extra/a/c", 6)]
    context = Context()
    read("---\ntitle: x\nextra:\n  date: today\n  a: .inf\n---\n", context)
    assert said(context) == [("value-as-words", "loss", "/extra/a", 5)]


def test_words_of_a_field_are_as_they_were_written():
    context = Context()
    release = read("---\ntitle: .inf\nversion: .nan\nkeywords: [.inf, 1e-999]\n---\n", context)
    assert release == Release(headline=(Text(".inf"),), version=".nan", keywords=(".inf", "1e-999"))
    assert context.notes == []


@pytest.mark.parametrize("key", ["1", "2027", "true", "Null", "~", "1.5", ".inf"])
@pytest.mark.parametrize("around", ["{}: x", "a: {{{}: x}}", "a:\n  {}: x", "a:\n- {}: x"])
def test_a_key_that_is_no_word_is_kept_as_one_and_told_of(key, around):
    context = Context()
    release = read(f"---\n{around.format(key)}\n---\n", context)
    within = "" if around.startswith("{}") else "a/0/" if "- " in around else "a/"
    line = 3 if "\n" in around else 2
    assert said(context) == [("key-as-words", "advice", f"/extra/{within}{key}", line)]
    again = Context()
    assert reads(writes(release, "md"), "md", context=again) == release
    assert again.notes == []


def test_what_is_kept_is_plain_words():
    release = read("---\n1: .inf\nversion: .nan\nkeywords: [.nan]\ntitle: .inf\n---\n")
    assert {type(each) for each in (release.extra[0].key, release.version, *release.keywords, release.headline[0].text)} == {
        str
    }


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("3.14159265358979323846", 3.141592653589793),
        ("123456789012345678.5", 123456789012345680.0),
        ("0.10000000000000000000", None),
        ("0.30000000000000004", None),
        ("1.7976931348623157e308", None),
        ("0.000000000000000000000", None),
    ],
)
@pytest.mark.parametrize("around", ["---\na: [{}]\n---\n", "+++\na = [{}]\n+++\n", '{{\n"a": [{}]}}\n'])
def test_a_number_with_more_digits_than_one_keeps_is_told_of(written, kept, around):
    context = Context()
    release = read(around.format(written), context)
    assert release.extra == (Extra.of("a", [float(written)]),)
    assert said(context) == ([("number-rounded", "loss", "/extra/a/0", 2)] if kept else [])
    assert not kept or f"it is {kept!r} now" in context.notes[0].message


def test_of_very_many_values_the_first_are_told_one_by_one_and_the_rest_by_number_and_key():
    context = Context()
    keys = [f"k{number}" for number in range(60)]
    read("---\n" + "\n".join(f"{key}: [.inf, .nan]" for key in keys) + "\n---\n", context)
    assert len(context.notes) == 21
    assert context.notes[-1].message.startswith("100 more values or keys, of 'k10', 'k11', 'k12'")
    assert context.notes[-1].message.endswith("'k29' and others, are kept as words or rounded")
    started = time.process_time()
    read("---\na: [" + ", ".join([".inf"] * 20_000) + "]\n---\n", Context())
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("07:32:00", "07:32:00"),
        ("07:32:00.5", "07:32:00.500000"),
        ("07:32:00.123456789", "07:32:00.123456789"),
        ("1979-05-27", "1979-05-27"),
        ("1979-05-27T07:32:00", "1979-05-27T07:32:00"),
        ("1979-05-27 07:32:00Z", "1979-05-27T07:32:00Z"),
        ("1979-05-27T00:32:00.0000001-07:00", "1979-05-27T00:32:00.0000001-07:00"),
    ],
)
def test_dates_and_times_of_toml_are_words_with_all_their_digits(written, kept):
    context = Context()
    release = read(f"+++\na = {written}\nb = [{{c = {written}}}, 07:32:01]\n+++\n", context)
    assert release.extra == (Extra.of("a", kept), Extra.of("b", [{"c": kept}, "07:32:01"]))
    assert context.notes == []


def test_a_field_has_all_digits_of_its_time():
    assert read("+++\ndate = 2027-03-14T09:30:00.123456789Z\n+++\n").released == Moment("2027-03-14T09:30:00.123456789Z")


@pytest.mark.parametrize("value", ["0x1F", "0o17", "12345678901234567890", "-0x1F", "017"])
def test_whole_numbers_keep_what_they_say(value):
    kept = {"0x1F": 31, "0o17": 15, "12345678901234567890": 12345678901234567890}
    context = Context()
    assert read(f"---\na: {value}\n---\n", context).extra == (Extra.of("a", kept.get(value, value)),)
    assert context.notes == []


@pytest.mark.parametrize(
    "value",
    ["!!timestamp 2027-03-14", "!!binary aGk=", "!!set {a, b}", "!!int '5'", "!r Sys.Date()", "&x [1]", "*x", "!!float 1"],
)
def test_what_yaml_can_say_and_we_do_not_read_is_refused_and_never_dropped(value):
    with pytest.raises(ReadError, match=r"^f.md:3: front matter: (tags|anchors|aliases) such as"):
        read(f"---\ntitle: x\na: {value}\n---\n")


def test_aliases_that_grow_without_bound_are_refused_at_once():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    with pytest.raises(ReadError, match=r"^f.md:2: front matter: anchors such as &a0 are not read"):
        read("---\n" + "\n".join(lines) + "\n---\n")
