"""Front matter of plain lines is read without a parser of YAML: what comes out is what the parser says, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from releasekit import ReadError
from releasekit.formats.markdown import yaml_in, yaml_plain
from releasekit.formats.markdown.yaml_out import dump

ORDINARY = """\
title: A ferry, at last, the first since 09:30
type: press-release
numbers:
- scheme: city
  value: 2027/031
section: [News, Water and climate]
released: 2027-03-14T09:30+01:00
dateline:
  printed: PORT ARDEN, 14 March
  date: 2027-03-14
keywords: [ferry, 1990, null]
replaces:
  - one
  - two
status:
contacts:
  - name: Ada Quist
    phone: +47 555 01 020
  - name: "quoted"
end_mark: '###'"""

PIECES = [
    "a", "b", "key", "a: ", "key: ", "a:", "- ", "  ", "    ", " ", ": ", ":", "\n", "\n", "'", "''", "'x'", '"', "#", " #",
    "[", "]", "[a, b]", ", ", "x y", "2027-03-14", "09:30", "1.50", "007", "0x1f", "null", "~", "yes", "-", "?", "{", "}", "|",
    ">", "&a", "*a", "!t", "%", "@", "`", "=", "<<", "---", "...", "\t", "\xa0", "\x85", "\u2028", "\ufeff", "\x07", "é", "“q”",
    "\U0001f6a2", "\\", "a: b\n", "- a: b\n", "  a: b\n", "  - c\n", "    a: b\n", "key:\n", "- c\n",
]  # fmt: skip


def by_the_parser(text):
    try:
        return yaml_in._built(text, "f.md")
    except (yaml_in.yaml.YAMLError, ReadError) as error:
        return error


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
@example("a: b\n  c: d")
@example("a:\n- b: c\n    d: e")
@example("a: [b\x85c]")
@example("a: '#'\na: c")
def test_plain_lines_are_read_as_a_parser_of_yaml_reads_them(text):
    plain = yaml_plain.load(text, yaml_in._scalar)
    if plain is not None:
        assert repr(plain) == repr(by_the_parser(text))


def test_front_matter_as_most_people_write_it_needs_no_parser():
    text = ORDINARY.replace('"quoted"', "words")
    assert yaml_plain.load(text, yaml_in._scalar) == by_the_parser(text)
    assert yaml_plain.load(text, yaml_in._scalar)["section"] == ["News", "Water and climate"]


def test_one_line_that_is_not_plain_sends_all_of_them_to_the_parser():
    assert yaml_plain.load(ORDINARY, yaml_in._scalar) is None
    assert yaml_in.load(ORDINARY, "f.md")["contacts"][1] == {"name": "quoted"}


def test_what_we_write_of_plain_fields_needs_no_parser():
    data = {"title": "A ferry", "numbers": ["1-27"], "contacts": [{"name": "Ada", "role": "Mayor"}], "keywords": ["a", "b"]}
    assert yaml_plain.load(dump(data, frozenset(["keywords"])).rstrip("\n"), yaml_in._scalar) == data


@pytest.mark.parametrize("piece", ["a: b\n", "- ", "  ", "a:\n", "'", "[a, ", "a: '"])
def test_a_long_repetition_is_answered_in_no_time(piece):
    yaml_plain.load(piece * 100_000, yaml_in._scalar)
