from __future__ import annotations

import inspect
import pickle

import attrs
import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from releasekit.errors import FieldError
from releasekit.model import nodes as n
from releasekit.model.node import node

QUICK = (n.Text, n.Paragraph, n.Item, n.Cell, n.Row)
WORDS = (n.Text("Low tide at noon."),)


@pytest.mark.parametrize("kind", QUICK)
def test_a_quick_node_takes_what_attrs_would_take(kind):
    theirs = inspect.signature(kind.__attrs_init__).parameters.values()
    ours = inspect.signature(kind.__init__).parameters.values()
    assert [(each.name, each.kind, each.default) for each in ours] == [(each.name, each.kind, each.default) for each in theirs]


@pytest.mark.parametrize("kind", QUICK)
def test_a_quick_node_is_frozen_and_has_no_room_for_more(kind):
    made = kind(WORDS)
    with pytest.raises(FrozenInstanceError):
        setattr(made, kind.__match_args__[0], ())
    assert not hasattr(made, "__dict__")


@pytest.mark.parametrize(
    "stated", [{"role": "two words"}, {"lang": "not a tag"}, {"direction": "up"}, {"lang": "en", "direction": "up"}]
)
def test_a_paragraph_refuses_a_field_that_says_what_it_may_not(stated):
    with pytest.raises(FieldError):
        n.Paragraph(WORDS, **stated)


@pytest.mark.parametrize("stated", [{"colspan": 0}, {"rowspan": 1001}, {"align": "justify"}])
def test_a_cell_refuses_a_field_that_says_what_it_may_not(stated):
    with pytest.raises(FieldError):
        n.Cell((), **stated)


def test_a_changed_node_is_checked_as_a_new_one_is():
    with pytest.raises(FieldError):
        evolve(n.Paragraph(WORDS), role="two words")
    assert evolve(n.Paragraph(WORDS), role="lead") == n.Paragraph(WORDS, "lead")


def test_a_quick_node_comes_back_from_a_pickle():
    cell = n.Cell((n.Paragraph(WORDS, lang="en"),), 2, align="right")
    assert pickle.loads(pickle.dumps(cell)) == cell  # noqa: S301  (its own bytes)


@pytest.mark.parametrize("field", [attrs.field(factory=list), attrs.field(converter=str), attrs.field(alias="other")])
def test_a_field_that_is_not_plain_is_refused(field):
    kind = type("Odd", (), {"words": field, "__annotations__": {"words": "object"}})
    with pytest.raises(TypeError, match=r"Odd\.words is no plain field"):
        node(kind)
