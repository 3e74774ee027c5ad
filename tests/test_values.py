from __future__ import annotations

import attrs
import pytest

from releasekit.values import define, frozen


def made(define, frozen):
    """The same classes by two makers."""

    @frozen(kw_only=True)
    class Value:
        text: str = "x"
        hidden: int = attrs.field(default=1, repr=False)
        parts: tuple[object, ...] = ()

    @define(eq=False)
    class Record:
        of: object = None

    @define
    class Own:
        of: object = None

        def __repr__(self):
            return "own"

    return Value, Record, Own


def test_values_are_shown_as_attrs_shows_them():
    shown = []
    for makers in ((define, frozen), (attrs.define, attrs.frozen)):
        value, record, own = made(*makers)
        loop = record()
        loop.of = value(parts=(loop,))
        shown.append([repr(value(text="é", hidden=3, parts=(record(own()), own()))), repr(loop)])
    assert shown[0] == shown[1]


def test_values_are_compared_as_attrs_compares_them():
    @frozen
    class Other:
        text: str = "x"

    @frozen
    class Empty:
        pass

    @frozen
    class Cached:
        text: str = "x"
        known: dict[str, int] = attrs.field(factory=dict, eq=False)

    @frozen
    class Special:
        text: str = "x"

        def __eq__(self, other):
            return self.text.lower() == other.text.lower()

        def __hash__(self):
            return hash(self.text.lower())

    value, _, _ = made(define, frozen)
    assert (value(), hash(value())) == (value(), hash(value()))
    assert value() != value(hidden=2)
    assert value(text="x") != Other("x")
    assert value() != "x"
    assert (Empty(), len({Empty(), Empty()})) == (Empty(), 1)
    assert (Cached("a", {"b": 1}), hash(Cached("a", {"b": 1}))) == (Cached("a"), hash(Cached("a")))
    assert (Special("A"), hash(Special("A"))) == (Special("a"), hash(Special("a")))
    assert attrs.evolve(Cached("a"), text="b") == Cached("b")


def test_values_are_frozen_and_records_are_not():
    value, record, _ = made(define, frozen)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        value().text = "y"
    one = record()
    one.of = 2
    assert one != record(2)
    assert value(text="y") == value(text="y")
    assert {value(): 1}[value()] == 1
