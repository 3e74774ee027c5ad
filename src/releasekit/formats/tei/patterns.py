"""RELAX NG patterns and their derivatives (ISO/IEC 19757-2): what is expected and what is met in, what is expected then out.

Only within one element: what its children hold is the validator's concern. Equal patterns are one object, so that a
grammar becomes, as it is used, a table of states and steps.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Pattern:
    """What may come in an element: attributes, elements, words."""

    def __init__(self, *parts: Pattern) -> None:
        self.parts = parts
        self._steps: dict[tuple[str, Pattern | str], Pattern] = {}

    @cached_property
    def nullable(self) -> bool:
        """Whether nothing need come any more."""
        return False

    def after(self, child: Element) -> Pattern:
        """What may come after a child that this very definition describes."""
        return self.step("after", child)

    def beyond(self, child: Element) -> Pattern:
        """The same, where what ought to come before the child is missing."""
        return self.step("beyond", child)

    def given(self, attribute: Attribute) -> Pattern:
        """What is expected beside an attribute that this very definition describes."""
        return self.step("given", attribute)

    def tagged(self) -> Pattern:
        """What may come after the start tag: attributes that may be missing are left out, with one that must not there is no way on."""
        return self.step("tagged", "")

    def bare(self) -> Pattern:
        """The same, where attributes that must not be missing are missing."""
        return self.step("bare", "")

    def said(self) -> Pattern:
        """What may come after words, where any words may stand."""
        return self.step("said", "")

    def step(self, way: str, thing: Element | Attribute | str) -> Pattern:
        """What is expected after one of the steps above, which are remembered."""
        known = self._steps.get((way, thing))
        if known is None:
            known = self._steps[way, thing] = self._take(lambda part: part.step(way, thing), way)
        return known

    def _take(self, _each: Callable[[Pattern], Pattern], _way: str) -> Pattern:
        return NOTHING

    @cached_property
    def next_elements(self) -> tuple[Element, ...]:
        """The elements of which one may come next, in the order of the grammar."""
        return tuple(dict.fromkeys(self._first()))

    @cached_property
    def next_named(self) -> dict[str, tuple[Element, ...]]:
        """The same, by their names."""
        names = dict.fromkeys(name for element in self.next_elements for name in element.names)
        return {name: tuple(element for element in self.next_elements if name in element.names) for name in names}

    def _first(self) -> Iterator[Element]:
        return iter(())

    @cached_property
    def all_elements(self) -> tuple[Element, ...]:
        """The elements that may come now or later."""
        return tuple(dict.fromkeys(element for part in self.parts for element in part.all_elements))

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """The attributes that may be given."""
        return tuple(dict.fromkeys(attribute for part in self.parts for attribute in part.attributes))

    @cached_property
    def lacking(self) -> tuple[Attribute, ...]:
        """The attributes that must be given; of several ways, those of the way that needs the fewest."""
        return tuple(dict.fromkeys(attribute for part in self.parts for attribute in part.lacking))

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The values of which one may be the whole content."""
        return tuple(dict.fromkeys(value for part in self.parts for value in part.values))

    @cached_property
    def takes_any(self) -> bool:
        """Whether the words of an attribute or an element may be any."""
        return any(part.takes_any for part in self.parts)

    def holds(self, words: str) -> bool:
        """Whether the words may be the whole of an attribute or of an element."""
        return self.takes_any or (self.nullable and not words) or any(value.test(words) for value in self.values)


class _Empty(Pattern):
    @cached_property
    def nullable(self) -> bool:
        return True

    def _take(self, _each: Callable[[Pattern], Pattern], way: str) -> Pattern:
        return self if way in {"tagged", "bare"} else NOTHING


class _Text(Pattern):
    @cached_property
    def nullable(self) -> bool:
        return True

    @cached_property
    def takes_any(self) -> bool:
        return True

    def _take(self, _each: Callable[[Pattern], Pattern], way: str) -> Pattern:
        return self if way in {"tagged", "bare", "said"} else NOTHING


class Value(Pattern):
    """One value, or values of one kind, as the whole of an attribute or an element."""

    def __init__(self, test: Callable[[str], bool], label: str, *, identifies: bool = False) -> None:
        super().__init__()
        self.test = test
        self.label = label
        """What a message calls it: `"released"`, `a language tag`."""
        self.identifies = identifies
        """Whether no two in a document may be equal (`xsd:ID`)."""

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Itself."""
        return (self,)

    def _take(self, _each: Callable[[Pattern], Pattern], way: str) -> Pattern:
        return self if way in {"tagged", "bare"} else NOTHING


class Attribute(Pattern):
    """An attribute, by its name, and what its value may be."""

    def __init__(self, name: str, value: Pattern) -> None:
        super().__init__()
        self.name = name
        self.value = value

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """Itself."""
        return (self,)

    @cached_property
    def lacking(self) -> tuple[Attribute, ...]:
        """Itself."""
        return (self,)

    def step(self, way: str, thing: Element | Attribute | str) -> Pattern:
        """Nothing more, where it is the one that was met."""
        return EMPTY if thing is self or way == "bare" else NOTHING


class Element(Pattern):
    """A definition of an element: its name, or several that mean it, and what may be in it."""

    def __init__(self, names: tuple[str, ...], build: Callable[[], Pattern]) -> None:
        super().__init__()
        self.names = names
        self._build = build

    @cached_property
    def content(self) -> Pattern:
        """Its attributes and its content, found when first asked for: definitions refer to each other."""
        return self._build()

    @cached_property
    def all_elements(self) -> tuple[Element, ...]:
        """Itself."""
        return (self,)

    def _first(self) -> Iterator[Element]:
        yield self

    def step(self, way: str, thing: Element | Attribute | str) -> Pattern:
        """Nothing more, where it is the one that was met."""
        if way in {"tagged", "bare"}:
            return self
        return EMPTY if thing is self else NOTHING


class Choice(Pattern):
    """One of several."""

    @cached_property
    def nullable(self) -> bool:
        """Whether one of them need not come."""
        return any(part.nullable for part in self.parts)

    @cached_property
    def lacking(self) -> tuple[Attribute, ...]:
        """What the part that needs the fewest attributes needs."""
        return min((part.lacking for part in self.parts), key=len)

    def _take(self, step: Callable[[Pattern], Pattern], _way: str) -> Pattern:
        return choice(map(step, self.parts))

    def _first(self) -> Iterator[Element]:
        for part in self.parts:
            yield from part.next_elements


class Group(Pattern):
    """One, and then another; of attributes, both in any order."""

    @cached_property
    def nullable(self) -> bool:
        """Whether neither need come."""
        return all(part.nullable for part in self.parts)

    def _take(self, step: Callable[[Pattern], Pattern], way: str) -> Pattern:
        one, other = self.parts
        match way:
            case "tagged" | "bare":
                return group(step(one), step(other))
            case "given":
                return choice((group(step(one), other), group(one, step(other))))
            case "beyond":
                return choice((group(step(one), other), step(other)))
            case _:
                return choice((group(step(one), other), step(other) if one.nullable else NOTHING))

    def _first(self) -> Iterator[Element]:
        one, other = self.parts
        yield from one.next_elements
        if one.nullable:
            yield from other.next_elements


class Interleave(Group):
    """Both, each within the other at any place: words between elements are so."""

    def _take(self, step: Callable[[Pattern], Pattern], way: str) -> Pattern:
        one, other = self.parts
        if way in {"tagged", "bare"}:
            return interleave(step(one), step(other))
        return choice((interleave(step(one), other), interleave(one, step(other))))

    def _first(self) -> Iterator[Element]:
        for part in self.parts:
            yield from part.next_elements


class More(Pattern):
    """One after the other, at least once."""

    @cached_property
    def nullable(self) -> bool:
        """Whether the one need not come."""
        return self.parts[0].nullable

    def _take(self, step: Callable[[Pattern], Pattern], way: str) -> Pattern:
        if way in {"tagged", "bare"}:
            return more(step(self.parts[0]))
        return group(step(self.parts[0]), choice((self, EMPTY)))

    def _first(self) -> Iterator[Element]:
        return iter(self.parts[0].next_elements)


EMPTY: Pattern = _Empty()
"""Nothing more is expected."""
NOTHING = Pattern()
"""There is no way on: whatever comes, it does not fit."""
TEXT: Pattern = _Text()
"""Words, or none."""

_known: dict[tuple[type[Pattern], *tuple[Pattern, ...]], Pattern] = {}


def _one(kind: type[Pattern], *parts: Pattern) -> Pattern:
    return _known.get((kind, *parts)) or _known.setdefault((kind, *parts), kind(*parts))


def choice(patterns: Iterable[Pattern]) -> Pattern:
    """One of the patterns; of none, no way on."""
    parts: dict[Pattern, None] = {}
    for pattern in patterns:
        parts.update(dict.fromkeys(pattern.parts if isinstance(pattern, Choice) else (pattern,)))
    parts.pop(NOTHING, None)
    return _one(Choice, *parts) if len(parts) > 1 else next(iter(parts), NOTHING)


def group(one: Pattern, other: Pattern) -> Pattern:
    """One pattern, and then the other."""
    if NOTHING in (one, other):
        return NOTHING
    return _one(Group, one, other) if EMPTY not in (one, other) else other if one is EMPTY else one


def interleave(one: Pattern, other: Pattern) -> Pattern:
    """Both patterns, each within the other."""
    if NOTHING in (one, other):
        return NOTHING
    return _one(Interleave, one, other) if EMPTY not in (one, other) else other if one is EMPTY else one


def more(pattern: Pattern) -> Pattern:
    """A pattern once or more often."""
    return pattern if pattern in (EMPTY, NOTHING) else _one(More, pattern)
