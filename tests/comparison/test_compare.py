"""The laws of a comparison, over the whole model."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import get_args

import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st

import releasekit
from releasekit import FieldError, compare
from releasekit import model as m
from releasekit.comparison.difference import DifferenceKind
from releasekit.comparison.seen import seen
from releasekit.testing import releases

EXAMPLES = settings(max_examples=1000 if os.environ.get("RELEASEKIT_LONG") == "1" else 40)


@st.composite
def edits(draw):
    """Two releases of which the second is the first after some editing."""
    a, other = draw(releases()), draw(releases())
    taken = [field.name for field in fields(m.Release) if field.name != "body" and draw(st.integers(0, 4)) == 0]
    b = evolve(a, **{name: getattr(other, name) for name in taken})
    blocks = [*a.body]
    for _ in range(draw(st.integers(0, 3))):
        match draw(st.sampled_from(["insert", "drop", "move", "edit"])):
            case "insert" if other.body:
                blocks.insert(draw(st.integers(0, len(blocks))), other.body[draw(st.integers(0, len(other.body) - 1))])
            case "drop" if blocks:
                del blocks[draw(st.integers(0, len(blocks) - 1))]
            case "move" if blocks:
                block = blocks.pop(draw(st.integers(0, len(blocks) - 1)))
                blocks.insert(draw(st.integers(0, len(blocks))), block)
            case "edit" if blocks:
                at = draw(st.integers(0, len(blocks) - 1))
                blocks[at] = edited(draw, blocks[at])
            case _:
                pass
    return a, m.normalise(evolve(b, body=tuple(blocks)))


def edited(draw, node):
    """A node with a part of it turned, doubled, dropped or edited in its turn."""
    parts = [
        field.name for field in fields(type(node)) if isinstance(getattr(node, field.name), tuple) and getattr(node, field.name)
    ]
    parts = [name for name in parts if name != "attributes"]
    if not parts:
        return node
    name = draw(st.sampled_from(parts))
    value = getattr(node, name)
    match draw(st.sampled_from(["turn", "double", "drop", "inner"])):
        case "turn":
            return evolve(node, **{name: value[::-1]})
        case "double":
            return evolve(node, **{name: (*value, value[0])})
        case "drop":
            return evolve(node, **{name: value[1:]})
        case _:
            if isinstance(value[0], str):
                return node
            return evolve(node, **{name: (edited(draw, value[0]), *value[1:])})


def resolve(release, where):
    """What a JSON Pointer points to."""
    value = release
    for step in where.split("/")[1:]:
        value = value[int(step)] if step.isdecimal() else getattr(value, step)
    return value


def covered(differences, side, field, index=None):
    place = f"/{field}" if index is None else f"/{field}/{index}"
    wheres = [getattr(difference, side).where for difference in differences]
    return any(where == place or where.startswith(f"{place}/") for where in wheres)


# ── the same, or not ────────────────────────────────────────────────────────────────────────────────────────────────


@EXAMPLES
@given(releases())
def test_a_release_is_the_same_as_itself(release):
    assert compare(release, release) == ()
    assert compare(release, evolve(release)) == ()
    assert compare(release, release, words_only=True) == ()


@EXAMPLES
@given(releases(), releases())
def test_two_releases_differ_if_and_only_if_there_is_a_difference(a, b):
    assert bool(compare(a, b)) == (a != b)


@EXAMPLES
@given(releases())
def test_the_canonical_form_is_what_is_compared(release):
    raw = evolve(
        release, headline=(m.Text(" "), *release.headline, m.Text("\n")), summary=release.summary + " ", id=f"{release.id}\n"
    )
    assert compare(release, raw) == compare(raw, release) == ()


@EXAMPLES
@given(edits())
def test_a_release_and_what_was_made_of_it(pair):
    """Each law on the same draw: drawing two releases takes longer than all laws together."""
    a, b = pair
    differences = compare(a, b)
    assert bool(differences) == bool(compare(b, a)) == (a != b)
    a_field_that_differs_is_covered_and_no_other(a, b, differences)
    blocks_that_no_difference_speaks_of_are_the_same_in_the_same_order(a, b, differences)
    both_places_are_in_their_releases(a, b, differences)
    words_are_both_texts(differences)
    what_moved_or_was_retyped_is_at_both_places(a, b, differences)
    only_words_are_compared_when_that_is_asked_for(a, b)
    for name in ("headline", "contacts", "body"):
        kept = tuple(each for each in differences if each.after.where.split("/")[1] != name)
        assert compare(a, b, ignore=[name]) == kept


def a_field_that_differs_is_covered_and_no_other(a, b, differences):
    for field in fields(m.Release):
        differs = getattr(a, field.name) != getattr(b, field.name)
        assert covered(differences, "before", field.name) == differs
        assert covered(differences, "after", field.name) == differs


def blocks_that_no_difference_speaks_of_are_the_same_in_the_same_order(a, b, differences):
    for difference in differences:
        places = difference.before.where, difference.after.where
        if difference.kind == "moved" and max(place.count("/") for place in places) > 2:
            return  # from one list or quote into another: the other list is not spoken of
    rest_a = [block for index, block in enumerate(a.body) if not covered(differences, "before", "body", index)]
    rest_b = [block for index, block in enumerate(b.body) if not covered(differences, "after", "body", index)]
    assert rest_a == rest_b


def both_places_are_in_their_releases(a, b, differences):
    for difference in differences:
        resolve(a, difference.before.where)
        resolve(b, difference.after.where)
        assert difference.kind in get_args(DifferenceKind)
        assert difference.what


def words_are_both_texts(differences):
    for difference in differences:
        if difference.words:
            assert difference.kind in {"changed", "retyped"}
            assert "".join(run.text for run in difference.words if run.kind != "added") == difference.before.text
            assert "".join(run.text for run in difference.words if run.kind != "removed") == difference.after.text
            assert {run.kind for run in difference.words} != {"same"}
            assert all(run.text for run in difference.words)


def what_moved_or_was_retyped_is_at_both_places(a, b, differences):
    for difference in differences:
        source, target = resolve(a, difference.before.where), resolve(b, difference.after.where)
        if difference.kind == "moved":
            assert type(source) is type(target)
        if difference.kind == "retyped":
            assert type(source) is not type(target)


def only_words_are_compared_when_that_is_asked_for(a, b):
    differences = compare(a, b, words_only=True)
    assert bool(differences) == (words_of(a) != words_of(b))
    assert {difference.kind for difference in differences} <= {"changed", "added", "removed", "moved"}
    both_places_are_in_their_releases(a, b, differences)
    words_are_both_texts(differences)


def words_of(release):
    return [[line.text.split() for line in lines if line.text.strip()] for lines in seen(release).values()]


# ── fields that do not count ────────────────────────────────────────────────────────────────────────────────────────


def test_a_field_may_be_ignored_by_the_name_that_it_has_in_files():
    a, b = m.Release(headline=(m.Text("a"),), kind="speech"), m.Release(headline=(m.Text("b"),))
    assert compare(a, b, ignore=["title", "type"]) == ()
    assert len(compare(a, b, ignore=["headline"])) == 1


def test_a_field_that_there_is_not_is_refused():
    with pytest.raises(FieldError, match="a release has no field 'nonsense': it has id, version"):
        compare(m.Release(), m.Release(), ignore=["nonsense"])


# ── only the words ──────────────────────────────────────────────────────────────────────────────────────────────────


@EXAMPLES
@given(releases())
def test_the_lines_that_are_seen_are_those_of_the_plain_text(release):
    lines = [line for part in seen(release).values() for line in part]
    shown = [f"{line.number} {line.text}".rstrip() if line.number else line.text for line in lines]
    assert "\n".join(shown) == m.plain_text(release)
    for line in lines:
        resolve(release, line.where)


# ── the public names ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_public_names_are_there_and_loaded_when_they_are_asked_for():
    script = (
        "import sys, releasekit\nassert 'releasekit.comparison' not in sys.modules\n"
        "assert releasekit.compare(releasekit.Release(), releasekit.Release()) == ()\n"
        "assert releasekit.Difference.__name__ == 'Difference'\nfrom releasekit import compare\nprint(sys.modules.keys() >= {'difflib'})"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_a_name_that_there_is_not_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        releasekit.nonsense  # noqa: B018  (asking is the test)
