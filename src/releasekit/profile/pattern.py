"""A pattern of document numbers: a regular expression without what can make one slow in, which lines it matches out.

It knows characters, the dot, digits, letters and spaces by their letters and their opposites, sets, groups, choices and
repetitions. It knows no back references and no looking around, and always stands for a whole line. All ways through it are
followed at once, one character after the other, so that no line takes longer than its length times the size of the pattern: the
standard library's `re`, which tries one way after the other, can take for ever over `(a+)+b`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from attrs import field

from releasekit.errors import FieldError
from releasekit.values import frozen

if TYPE_CHECKING:
    from attrs import Attribute

LONGEST = 200
"""How many characters a pattern has at most."""
LONGEST_LINE = 80
"""How many characters a number has at most, with the words around it."""
MOST_STATES = 400
"""How many steps a pattern has at most when its repetitions are written out."""
DEEPEST = 10
"""How many groups stand in each other at most."""

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?:|\{(?P<least>\d{1,3})(?P<range>,(?P<most>\d{0,3}))?\}|(?P<odd>\(\?|[\^${}\[\\])|.",
    re.DOTALL,
)
_AMBIGUOUS = re.compile(r"(?<!\\)\[|--|&&|~~|\|\|")
"""What Python's `re` warns of in a set, because it may come to mean something else."""
_ONE_CHARACTER = re.compile(r"\\[dDwWsS\W]|[^\\]", re.DOTALL)


@frozen
class _Node:
    """A part of a pattern: one character of a set, parts in a row, a choice of parts, or a part repeated."""

    parts: tuple[_Node, ...] = ()
    one: re.Pattern[str] | None = None
    choice: bool = False
    least: int = 1
    most: int | None = 1

    @property
    def states(self) -> int:
        """How many states its machine has."""
        own = sum(part.states for part in self.parts) + 2 * len(self.parts) + 2
        return own * max(1, self.least + 1 if self.most is None else self.most)


_States: TypeAlias = "list[tuple[re.Pattern[str] | None, list[int]]]"
"""The machine of a pattern: of each state the character that leaves it (None for no character), and where that leads."""


def _check(_pattern: Pattern, _field: Attribute[str], value: str) -> None:
    _machine(value)


@frozen
class Pattern:
    r"""A pattern, checked when it is made. Raises `FieldError` for one that is not understood, and for one that is too large.

    >>> Pattern(r"\d{1,4}-\d{2}-\d{2}-\d{4}").matches("57-14-03-2027")
    True
    """

    text: str = field(validator=_check)

    def matches(self, line: str) -> bool:
        """Whether the whole line is as the pattern says; one of more than `LONGEST_LINE` characters is not."""
        return len(line) <= LONGEST_LINE and _runs(_machine(self.text), line)


@cache
def _machine(text: str) -> _States:
    if not text:
        raise FieldError("the pattern is empty: write a regular expression such as \\d+-\\d{4}")
    if len(text) > LONGEST:
        raise FieldError(f"the pattern has more than {LONGEST} characters: write a shorter one")
    node = _Parser(text).whole()
    if node.states > MOST_STATES:
        raise FieldError(f"the pattern repeats too much: written out it would have more than {MOST_STATES} steps")
    states: _States = []
    _build(node, states, _state(states))
    return states


class _Parser:
    """A pattern as text in, its parts out."""

    def __init__(self, text: str) -> None:
        self.tokens = [*_TOKEN.finditer(text)]
        self.at = 0

    def whole(self) -> _Node:
        node = self.choice(0)
        if self.at < len(self.tokens):
            raise FieldError("the pattern closes a group that it did not open: write \\) for the character itself")
        return node

    def choice(self, depth: int) -> _Node:
        if depth > DEEPEST:
            raise FieldError(f"the pattern has more than {DEEPEST} groups in each other: write a simpler one")
        ways = [self.row(depth)]
        while self.word == "|":
            self.at += 1
            ways.append(self.row(depth))
        return ways[0] if len(ways) == 1 else _Node(tuple(ways), choice=True)

    def row(self, depth: int) -> _Node:
        parts: list[_Node] = []
        while self.word not in {"", "|", ")"}:
            parts.append(self.repeated(self.item(depth)))
        return _Node(tuple(parts))

    def item(self, depth: int) -> _Node:
        token, word = self.tokens[self.at], self.word
        self.at += 1
        if word in {"(", "(?:"}:
            node = self.choice(depth + 1)
            if self.word != ")":
                raise FieldError("the pattern opens a group and does not close it: write \\( for the character itself")
            self.at += 1
            return node
        if token["odd"]:
            raise FieldError(
                _ODD.get(word, f"the pattern has a {word} that is not understood: write \\{word} for the character")
            )
        if word in {"?", "*", "+"} or token["least"]:
            raise FieldError(f"the pattern repeats nothing with {word}: write \\{word[0]} for the character itself")
        if word[0] == "\\" and not _ONE_CHARACTER.fullmatch(word):
            raise FieldError(
                f"the pattern has {word}, which is no character: it may have \\d, \\w, \\s, and \\ before punctuation"
            )
        if word[0] == "[" and _AMBIGUOUS.search(word, 1):
            raise FieldError(
                f"the pattern has {word}, a set in a set: write \\[ for the character itself, and no character twice"
            )
        try:
            return _Node(one=re.compile(word, re.DOTALL))
        except re.error as error:
            raise FieldError(f"the pattern has {word}, which is no set of characters: {error}") from None

    def repeated(self, node: _Node) -> _Node:
        if not self.word:
            return node
        token, word = self.tokens[self.at], self.word
        if word in _TIMES:
            least, most = _TIMES[word]
        elif token["least"]:
            least = int(token["least"])
            most = least if token["range"] is None else int(token["most"]) if token["most"] else None
        else:
            return node
        if most is not None and most < least:
            raise FieldError(f"the pattern has {word}, whose second number is smaller than its first")
        self.at += 1
        if self.word in {"?", "+", "*"}:
            raise FieldError(f"the pattern has {word}{self.word}: write one of them; a whole line matches or does not")
        return _Node((node,), least=least, most=most)

    @property
    def word(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""


_TIMES: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
_ODD = {
    "^": "the pattern has a ^, which it does not need: it always stands for a whole line",
    "$": "the pattern has a $, which it does not need: it always stands for a whole line",
    "(?": "the pattern has a (?, which is not understood: groups are written (...)",
    "[": "the pattern opens a set with [ and does not close it: write \\[ for the character itself",
    "\\": "the pattern ends with a \\: write \\\\ for the character itself",
}


def _state(states: _States) -> int:
    states.append((None, []))
    return len(states) - 1


def _build(node: _Node, states: _States, start: int) -> int:
    """Add what a part needs, from a state on; the state in which it has matched."""
    if node.one:
        end = _state(states)
        states[start] = (node.one, [end])
        return end
    end = start
    for _ in range(node.least):
        end = _once(node, states, end)
    if node.most is None:
        loop = _link(states, end)
        states[_once(node, states, _link(states, loop))][1].append(loop)
        return _link(states, loop)
    ends = [end]
    for _ in range(node.most - node.least):
        ends.append(_once(node, states, ends[-1]))
    last = _state(states)
    for each in ends:
        states[each][1].append(last)
    return last


def _once(node: _Node, states: _States, start: int) -> int:
    if not node.choice:
        at = start
        for part in node.parts:
            at = _build(part, states, _link(states, at))
        return at if node.parts else _link(states, at)
    end = _state(states)
    for part in node.parts:
        states[_build(part, states, _link(states, start))][1].append(end)
    return end


def _link(states: _States, start: int) -> int:
    """A new state that another leads to without a character."""
    new = _state(states)
    states[start][1].append(new)
    return new


def _runs(states: _States, line: str) -> bool:
    """Whether the machine is at its end with the line at its end."""
    now = _reached(states, [0])
    for character in line:
        now = _reached(
            states, [to for at in now if (one := states[at][0]) and one.fullmatch(character) for to in states[at][1]]
        )
        if not now:
            return False
    return len(states) - 1 in now


def _reached(states: _States, start: list[int]) -> set[int]:
    """The states that these lead to without a character, and themselves."""
    known: set[int] = set()
    while start:
        at = start.pop()
        if at not in known:
            known.add(at)
            if states[at][0] is None:
                start += states[at][1]
    return known
