"""The JSON Schema of the native form: made from the model, and of one mind with the reader."""

from __future__ import annotations

import copy
import json
import re
import sys
from pathlib import Path

import pytest
from attrs import fields
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from releasekit import Moment, ReadError, model, reads, writes
from releasekit.cli import main
from releasekit.errors import FieldError
from releasekit.formats.native.codec import VERSION
from releasekit.formats.native.schema import NAME, UNSAID, generated, schema
from releasekit.testing import releases

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "src" / "releasekit" / "formats" / "native" / NAME
SCHEMA = json.loads(schema())
GOLDENS = sorted((ROOT / "tests" / "golden").glob("*/release.json"))


def _pattern(_validator, pattern, instance, _schema):
    """As ECMA 262 has it, which JSON Schema asks for: `$` is the very end, and not also before a last newline."""
    if isinstance(instance, str) and not re.search(pattern.removesuffix("$") + r"\Z", instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


VALIDATOR = extend(Draft202012Validator, {"pattern": _pattern})(SCHEMA)


def problems(document):
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]


def refused(document):
    """Why the reader refuses a document, or an empty string."""
    try:
        reads(json.dumps(document), "json")
    except ReadError as error:
        return str(error)
    return ""


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_shipped_schema_is_what_the_model_gives(request):
    made = generated()
    if request.config.getoption("--accept"):
        SHIPPED.write_bytes(made)
    assert SHIPPED.read_bytes() == made, "the model has changed: make accept, and read the difference; does VERSION rise?"


def test_the_schema_is_a_schema_and_knows_its_version():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert SCHEMA["properties"]["releasekit"]["const"] == VERSION
    assert SCHEMA["$id"].endswith(f":{VERSION}")


def test_every_class_and_every_field_with_a_docstring_is_described():
    assert all(
        len(found["description"]) > 10
        for name, found in SCHEMA["$defs"].items()
        if name.lower() not in {"inlines", "blocks", "strings"}
    )
    assert SCHEMA["$defs"]["Cell"]["properties"]["align"]["description"] == "Empty means as its column."
    assert SCHEMA["properties"]["id"]["description"] == "A URI that names the release."


def test_every_definition_is_used_and_every_reference_is_defined():
    used = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(SCHEMA)))
    assert used == set(SCHEMA["$defs"])


def test_every_field_of_the_release_is_a_key():
    renamed = {"headline": "title", "direction": "dir", "kind": "type"}
    keys = {renamed.get(field.name, field.name) for field in fields(model.Release)}
    assert set(SCHEMA["properties"]) == keys | {"releasekit", "$schema"}


# ── the schema and the reader are of one mind ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.parent.name)
def test_a_golden_release_is_valid(path):
    assert problems(json.loads(path.read_bytes())) == []


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(releases())
def test_what_is_written_is_valid(release):
    assert problems(json.loads(writes(release, "json"))) == []


WORDS = [
    "en", "ltr", "rtl", "person", "decimal", "upper-roman", "left", "right", "2027", "2027-03", "2027-03-14", "2027-13-01",
    "paragraph", "heading", "text", "image", "date",
]  # fmt: skip
ODD = [
    "",
    " ",
    "a b",
    "ä",
    "no date",
    "2027-03-14T09:30",
    "2027-03-14 09:30+01:00",
    "2027-03-14T25:00",
    "bullet-list",
    "pt-BR",
    "x\n",
]
VALUES = st.sampled_from(
    [
        *WORDS,
        *ODD,
        None,
        True,
        False,
        -1,
        0,
        1,
        2,
        7,
        1000,
        2027,
        10_000,
        1.5,
        -0.25,
        [],
        {},
        [[]],
        [{}],
        ["a"],
        [1],
        [None],
        {"a": "b"},
    ]
).map(copy.deepcopy)
KEYS = [
    *sorted({key for found in SCHEMA["$defs"].values() for key in json.dumps(found).split('"') if key.isidentifier()}),
    "a b",
]


def places(value, path=()):
    """Every place in plain data."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


def at(document, path):
    for step in path:
        document = document[step]
    return document


@st.composite
def damaged(draw):
    """The native JSON of a golden release in which one to three things are otherwise."""
    document = copy.deepcopy(draw(st.sampled_from(PIECES)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([*places(document)]))
        inner = at(document, path)
        match draw(st.sampled_from(["replace", "add", "remove", "rename", "wrap", "swap"])), inner:
            case "add", dict():
                inner[draw(st.sampled_from(KEYS))] = draw(VALUES)
            case "add", list():
                inner.insert(draw(st.integers(0, len(inner))), draw(VALUES))
            case "remove", dict() | list() if inner:
                del inner[draw(st.sampled_from([*inner] if isinstance(inner, dict) else [*range(len(inner))]))]
            case "rename", dict() if inner:
                inner[draw(st.sampled_from(KEYS))] = inner.pop(draw(st.sampled_from([*inner])))
            case "wrap", _ if path:
                at(document, path[:-1])[path[-1]] = [inner]
            case "swap", _ if path:
                other = at(document, draw(st.sampled_from([*places(document)])))
                at(document, path[:-1])[path[-1]] = copy.deepcopy(other)
            case _ if path:
                at(document, path[:-1])[path[-1]] = draw(VALUES)
            case _:
                pass
    return document


def _pieces():
    """Each golden release in parts small enough that a change strikes any part of it."""
    for path in GOLDENS:
        document = json.loads(path.read_bytes())
        body = document.pop("body", [])
        yield document
        yield from ({"releasekit": 1, "body": [block]} for block in body)


PIECES = [*_pieces()]

EXCEPTIONS = (
    r"two entities have the id",
    r"is not a date or time",
    r"expected a whole number, found the number \d+\.0",
    r"a key is given twice",
)
"""Of `UNSAID`, what a change of plain data can bring about."""


@settings(max_examples=600, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_the_schema_accepts_what_the_reader_accepts_and_nothing_else(document):
    said = refused(document)
    if problems(document):
        assert said, "the reader accepts it"
    elif said:
        assert any(re.search(pattern, said) for pattern in EXCEPTIONS), said


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ({"tittle": "a"}, "$: Additional properties are not allowed ('tittle' was unexpected)"),
        ({"lang": "English!"}, "$.lang: "),
        ({"released": "soon"}, "$.released: "),
        ({"released": None}, "$.released: "),
        ({"keywords": 5}, "$.keywords: "),
        ({"numbers": [5]}, "$.numbers[0]: "),
        ({"entities": [{"id": ""}]}, "$.entities[0]: "),
        ({"body": ["words"]}, "$.body[0]: "),
        ({"body": [{"type": "headin"}]}, "$.body[0].type: "),
        ({"body": [{"type": "heading", "content": "a", "level": 7}]}, "$.body[0].level: 7 is greater than the maximum of 6"),
        ({"body": [{"type": "table", "rows": [{"cells": [{"colspan": 0}]}]}]}, "$.body[0].rows[0].cells[0].colspan: 0 is less"),
        (
            {"body": [{"type": "paragraph", "content": [{"type": "mention", "content": "a", "who": "b"}]}]},
            "$.body[0].content[0]: Addi",
        ),
        ({"body": [{"type": "figure", "image": {"type": "image", "src": "a"}}]}, "$.body[0].image: "),
        ({"body": [{"type": "division", "blocks": [], "attributes": {"a b": "c"}}]}, "$.body[0].attributes: "),
        ({"body": [{"type": "table", "rows": [], "align": ["middle"]}]}, "$.body[0].align[0]: 'middle' is not one of"),
        ({"$schema": 5}, "$['$schema']: "),
        ({"releasekit": 2}, "$.releasekit: 1 was expected"),
        ({"releasekit": True}, "$.releasekit: 1 was expected"),
    ],
)
def test_what_is_wrong_is_found_where_it_is_and_refused_by_both(keys, path):
    document = {"releasekit": 1} | keys
    (found,) = problems(document)
    assert found.startswith(path)
    assert refused(document)


@pytest.mark.parametrize(
    "keys",
    [
        {"numbers": "07-55", "keywords": "a", "issuers": {"name": "A"}, "embargo": "2027", "version": 2},
        {"title": ["a ", {"type": "emphasis", "content": {"type": "text", "text": 5}}], "subtitle": {"type": "line-break"}},
        {"released": 2027, "distributed": "2027-03-14 09:30", "dateline": {"printed": 5, "date": "2027-03"}},
        {"body": {"type": "figure", "image": "a.png"}, "extra": {"a": [None, {"b": 1.5}]}, "section": ["a", 5]},
        {"$schema": "release.schema.json", "releasekit": 1.0},
    ],
)
def test_the_short_forms_are_accepted_by_both(keys):
    document = {"releasekit": 1} | keys
    assert problems(document) == []
    assert refused(document) == ""


@pytest.fixture
def deep_stack():
    """The validator goes about ten calls down for a node; this one test needs more than Python grants."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize(
    "text",
    [
        '{"releasekit": 1, "entities": ["a", "a"]}',
        '{"releasekit": 1, "extra": {"a\\u0001": 1, "a\\u0002": 2}}',
        '{"releasekit": 1, "released": "2027-02-30"}',
        '{"releasekit": 1, "body": {"type": "heading", "content": "a", "level": 2.0}}',
        '{"releasekit": 1, "version": 1e999}',
        '{"releasekit": 1, "body": ' + '{"type": "division", "blocks": ' * 101 + '{"type": "thematic-break"}' + "}" * 102,
        '{"releasekit": 1, "title": "a", "title": "a"}',
    ],
)
@pytest.mark.usefixtures("deep_stack")
def test_what_no_schema_can_say_is_refused_by_the_reader(text):
    assert problems(json.loads(text)) == []
    with pytest.raises(ReadError):
        reads(text, "json")


def test_what_no_schema_can_say_is_listed():
    assert len(UNSAID) == 7


@settings(max_examples=300)
@given(st.from_regex(SCHEMA["$defs"]["moment"]["pattern"].removesuffix("$") + r"\Z"))
def test_the_pattern_of_moments_lets_pass_only_moments_of_the_calendar(text):
    day = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    try:
        Moment(text.replace(" ", "T"))
    except FieldError:
        assert day, text
        assert int(day[3]) > 28, text


@settings(max_examples=300)
@given(st.from_regex(r"\A\d{4}(-\d\d){0,2}(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?\Z", alphabet=st.characters(codec="ascii")))
def test_the_pattern_of_moments_lets_every_moment_pass(text):
    try:
        Moment(text)
    except FieldError:
        return
    assert problems({"releasekit": 1, "released": text}) == []


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_prints_the_schema(capfdbinary):
    assert main(["schema"]) == 0
    assert capfdbinary.readouterr().out == schema()
    assert main(["schema", "tei"]) == 0
    assert b"http://relaxng.org/ns/structure/1.0" in capfdbinary.readouterr().out


def test_the_command_writes_the_schema_and_replaces_the_file(tmp_path, capfd):
    target = tmp_path / "release.schema.json"
    target.write_text("old")
    assert main(["schema", "-o", str(target)]) == 0
    assert target.read_bytes() == schema()
    assert main(["schema", "json", "-o", str(tmp_path / "none" / "a.json")]) == 1
    assert main(["schema", "-o", ""]) == 2
    assert main(["schema", "docx"]) == 2
    assert "Traceback" not in capfd.readouterr().err
