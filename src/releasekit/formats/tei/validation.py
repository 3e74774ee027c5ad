"""A document against a grammar: elements in, problems with their lines out, and how each may be mended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from releasekit.formats.tei import patterns as p
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from releasekit.formats.tei.grammar import Grammar

_SPACE = " \t\n\r"
_SHOWN = 7
"""How many of the things that may stand in a place are named."""


@frozen
class Problem:
    """One place where a document does not keep to the schema."""

    message: str
    line: int


_States = dict[p.Element, p.Pattern]
"""The definitions that an element may still be meant by, and what each of them expects next."""


class Validation:
    """One validation of one document.

    An element is held against all definitions that may be meant at once, until its attributes and its content leave one.
    After a problem all goes on as if it were mended, so that each is told once.
    """

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._found: list[Problem] = []
        self._ids: dict[str, int] = {}
        self._astray: set[Any] = set()
        """The elements in which something stands that cannot: they may well be incomplete, which is told only of others."""

    def of(self, top: Any) -> tuple[Problem, ...]:
        """The problems of a document, by its root, in the order of their lines."""
        states = {_DOCUMENT: self._grammar.start}
        self._child(top, states, None)
        return tuple(sorted(dict.fromkeys(self._found), key=lambda problem: problem.line))

    def _tell(self, element: Any, message: str) -> None:
        self._found.append(Problem(message, max(element.sourceline or 1, 1)))

    # ── elements ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _element(self, element: Any, definitions: Sequence[p.Element]) -> Sequence[p.Element]:
        """Those of the definitions that an element keeps to."""
        states = self._attributes(element, {definition: definition.content for definition in definitions})
        if not len(element) and any(pattern.values for pattern in states.values()):
            states = self._value(element, states)
        else:
            states = self._words(element, element.text, states, element)
            for child in element:
                states = self._child(child, states, element)
                states = self._words(child, child.tail, states, element)
        ended = [definition for definition, pattern in states.items() if pattern.nullable]
        if not ended and element not in self._astray:
            self._tell(element, f"{_name(element.tag)} ends too early: expected {_expected(states)}")
        return ended or list(states)

    def _child(self, child: Any, states: _States, parent: Any) -> _States:
        """What is expected after a child element."""
        wanted = [element for pattern in states.values() for element in pattern.next_named.get(child.tag, ())]
        if wanted:
            fitting = self._element(child, wanted)
            return _stepped(states, partial(_either, p.Pattern.after, fitting))
        later = [element for pattern in states.values() for element in pattern.all_elements if child.tag in element.names]
        within = "here" if parent is None else f"here in {_name(parent.tag)}"
        self._tell(child, f"{_name(child.tag)} cannot stand {within}: expected {_expected(states)}")
        self._astray.add(parent)
        if not later:
            return states
        fitting = self._element(child, later)
        return _stepped(states, partial(_either, p.Pattern.beyond, fitting))

    def _words(self, element: Any, words: str | None, states: _States, parent: Any) -> _States:
        """What is expected after words, of which white space alone is none."""
        if not words or not words.strip(_SPACE):
            return states
        said = _stepped(states, p.Pattern.said)
        if not said:
            within = _name(parent.tag)
            self._tell(element, f"the words {_quoted(words)} cannot stand directly in {within}: expected {_expected(states)}")
            self._astray.add(parent)
        return said or states

    def _value(self, element: Any, states: _States) -> _States:
        """What is expected after the whole content of an element that holds a value."""
        words = element.text or ""
        kept: _States = {definition: p.EMPTY for definition, pattern in states.items() if pattern.holds(words)}
        if not kept:
            labels = [value.label for pattern in states.values() for value in pattern.values]
            self._tell(element, f"the content of {_name(element.tag)} is {_quoted(words)}: expected {_listed(labels)}")
        return kept or dict.fromkeys(states, p.EMPTY)

    # ── attributes ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _attributes(self, element: Any, states: _States) -> _States:
        """What is expected after the start tag."""
        name = _name(element.tag)
        for key, value in element.attrib.items():
            states = self._attribute(element, key, value, states)
        tagged = _stepped(states, p.Pattern.tagged)
        if not tagged:
            self._tell(element, f"{name} needs {_missing(states)}")
        return tagged or _stepped(states, p.Pattern.bare)

    def _attribute(self, element: Any, key: str, value: str, states: _States) -> _States:
        """What is expected beside an attribute."""
        expected = [attribute for pattern in states.values() for attribute in pattern.attributes]
        offered = [attribute for attribute in expected if attribute.name == key]
        name, owner = _name(key), _name(element.tag)
        if not offered:
            others = [_name(attribute.name) for attribute in expected]
            self._tell(element, f"{owner} cannot have the attribute {name} here: expected {_listed(others) or 'no other'}")
            return states
        fitting = [attribute for attribute in offered if attribute.value.holds(value)]
        if not fitting:
            labels = dict.fromkeys(each.label for attribute in offered for each in attribute.value.values)
            wanted = _listed(sorted(labels, key=_is_described))
            self._tell(element, f"the attribute {name} of {owner} is {_quoted(value)}: expected {wanted}")
            fitting = offered
        elif any(each.identifies for attribute in fitting for each in attribute.value.values):
            self._identify(element, name, value)
        return _stepped(states, partial(_either, p.Pattern.given, fitting))

    def _identify(self, element: Any, name: str, value: str) -> None:
        before = self._ids.get(value)
        if before:
            self._tell(element, f"the {name} {_quoted(value)} is given twice: it stands in line {before} already")
        self._ids.setdefault(value, element.sourceline or 1)


_DOCUMENT = p.Element((), lambda: p.EMPTY)


def _stepped(states: _States, step: Callable[[p.Pattern], p.Pattern]) -> _States:
    """The states after a step; those without a way on are left out."""
    return {each: after for each, pattern in states.items() if (after := step(pattern)) is not p.NOTHING}


def _either(step: Callable[[p.Pattern, Any], p.Pattern], things: Sequence[p.Pattern], pattern: p.Pattern) -> p.Pattern:
    """A pattern after one of several things."""
    return step(pattern, things[0]) if len(things) == 1 else p.choice([step(pattern, thing) for thing in things])


def _name(tag: str) -> str:
    """A name as the document has it, without its namespace."""
    return tag.replace("{http://www.w3.org/XML/1998/namespace}", "xml:").rpartition("}")[2]


def _expected(states: _States) -> str:
    """What may come next, in words."""
    names = [_name(name) for pattern in states.values() for element in pattern.next_elements for name in element.names]
    things = list(dict.fromkeys(names))
    if any(pattern.said() is not p.NOTHING for pattern in states.values()):
        things.insert(0, "words")
    if any(pattern.nullable for pattern in states.values()):
        things.append("nothing more")
    return _listed(things) or "nothing"


def _missing(states: _States) -> str:
    """The attributes that are missing, in words, each with the values that it may have where they are listed in the schema."""
    labels: dict[str, dict[str, None]] = {}
    needed = [pattern.lacking for pattern in states.values()]
    fewest = min(map(len, needed))
    for lacking in needed:
        for attribute in lacking if len(lacking) == fewest else ():
            labels.setdefault(_name(attribute.name), {}).update(dict.fromkeys(each.label for each in attribute.value.values))
    words = []
    for name, values in labels.items():
        listed = values and not any(map(_is_described, values))
        words.append(f"the attribute {name}" + (f": {_listed([*values])}" if listed else ""))
    return " and ".join(words)


def _is_described(label: str) -> bool:
    """Whether a label describes a value and does not have it."""
    return not label.startswith('"')


def _quoted(words: str) -> str:
    """Words of the document in quotation marks, in one line, cut where they are many."""
    words = " ".join(words.split())
    return f"“{words if len(words) <= 60 else words[:59] + '…'}”"


def _listed(things: Sequence[str]) -> str:
    """Things as a list in a sentence; of many, the first."""
    things = list(dict.fromkeys(things))
    if len(things) > _SHOWN + 1:
        return f"{', '.join(things[:_SHOWN])} or one of {len(things) - _SHOWN} others"
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} or {things[-1]}"
