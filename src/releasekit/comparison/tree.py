"""Two releases side by side, field by field and block by block: two releases in, what they do not share out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.comparison.align import aligned
from releasekit.comparison.difference import Difference, Side
from releasekit.comparison.keys import Keys
from releasekit.comparison.likeness import Likeness
from releasekit.comparison.lines import described, line
from releasekit.comparison.marks import sentence, stretches
from releasekit.comparison.moments import relation
from releasekit.comparison.pairs import ALIKE, paired
from releasekit.comparison.texts import quoted, text_of
from releasekit.comparison.words import merged, runs
from releasekit.model import nodes as n
from releasekit.model.moment import Moment
from releasekit.model.plain import node_name, slots
from releasekit.model.walk import child_fields
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.comparison.align import Pair
    from releasekit.comparison.difference import DifferenceKind
    from releasekit.comparison.lines import Line, Token
    from releasekit.model import Release

_SEEN = {"src", "alt", "title", "text", "start", "style", "info", "format"}
"""The plain fields of nodes that are more than how their words are set."""


@define(eq=False)
class Loose:
    """A member that only one release has: it went or came, or stands elsewhere in the other."""

    member: Any
    what: str
    where: str
    """Where it stands."""
    within: str
    """The sequence of the other release that lacks it."""
    gone: bool
    """Whether the first release has it."""

    def difference(self) -> Difference:
        """It as a difference of its own."""
        own, lacking = Side(self.where, text_of(self.member)), Side(self.within)
        if self.gone:
            return Difference("removed", self.what, own, lacking)
        return Difference("added", self.what, lacking, own)


class Comparison:
    """What was found so far, in reading order."""

    def __init__(self) -> None:
        self.keys = Keys()
        self.likeness = Likeness(self.keys)
        self.found: list[Difference | Loose] = []

    def releases(self, a: Release, b: Release) -> None:
        """Compare all fields of two releases."""
        self._fields(a, b, "", "")

    def members(self, a: Any, b: Any, where_a: str, where_b: str) -> None:
        """Compare two members that are the same one changed: nodes, records or words."""
        if isinstance(a, str):
            self._changed(_what(a, where_b), a, b, where_a, where_b)
        elif type(a) is type(b):
            self._fields(a, b, where_a, where_b)
        else:
            self._retyped(a, b, where_a, where_b)

    # ── fields ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _fields(self, a: Any, b: Any, where_a: str, where_b: str) -> None:
        """Compare the fields that both have."""
        holds_of_b = {slot.name: slot.holds for slot in slots(type(b))}
        for slot in slots(type(a)):
            if holds_of_b.get(slot.name) == slot.holds:
                one, other = getattr(a, slot.name), getattr(b, slot.name)
                if self.keys.of(one) != self.keys.of(other):
                    self._field(slot.name, slot.holds, (a, one, where_a), (b, other, where_b))

    def _field(self, name: str, holds: str, a: tuple[Any, Any, str], b: tuple[Any, Any, str]) -> None:
        """Compare a field; each side is the node or record, its value and its place."""
        (node, one, where_a), (_, other, where_b) = a, b
        at_a, at_b = f"{where_a}/{name}", f"{where_b}/{name}"
        if holds == "tuple[Inline, ...]":
            of_block = isinstance(node, (n.Paragraph, n.Heading))
            what = _what(node, where_b) if of_block else name
            shown_a, shown_b = (where_a, where_b) if of_block else (at_a, at_b)
            self._line(what, line(one, shown_a, at_a), line(other, shown_b, at_b))
        elif isinstance(one, tuple) and holds not in {"tuple[Align, ...]", "tuple[tuple[str, str], ...]"}:
            self.sequence(one, other, at_a, at_b)
        elif isinstance(one, str) and (name in _SEEN or not isinstance(node, (n.Localised, n.Cell))):
            self._changed(name, one, other, at_a, at_b)
        elif isinstance(one, (str, int, tuple)):
            self._add("changed" if name in _SEEN else "formatting", name, (one, at_a), (other, at_b))
        elif one is None or other is None:
            self._add("added" if one is None else "removed", name, (one, at_a), (other, at_b))
        elif isinstance(one, Moment):
            self._add("changed", name, (one, at_a), (other, at_b), relation(one, other))
        else:
            self._fields(one, other, at_a, at_b)

    def _add(self, kind: DifferenceKind, what: str, a: tuple[Any, str], b: tuple[Any, str], detail: str = "") -> None:
        """Add a difference of two values, each with its place, of which the whole is shown."""
        before, after = (Side(where, text_of(value)) for value, where in (a, b))
        self.found.append(Difference(kind, what, before, after, (), detail))

    def _changed(self, what: str, a: str, b: str, where_a: str, where_b: str) -> None:
        """Add a difference of two texts."""
        if not a or not b:
            self._add("added" if b else "removed", what, (a, where_a), (b, where_b))
        elif a.split() == b.split():
            self._add("formatting", what, (a, where_a), (b, where_b), "other spaces or line ends")
        else:
            self.found.append(Difference("changed", what, Side(where_a, a), Side(where_b, b), runs(a, b)))

    # ── lines of words ──────────────────────────────────────────────────────────────────────────────────────────────

    def _line(self, what: str, a: Line, b: Line) -> None:
        """Compare words, then what stands among them, then their marks."""
        known = len(self.found)
        pairs = aligned([token.key for token in a.tokens], [token.key for token in b.tokens])
        self._words(what, a, b, pairs)
        self._atoms(what, a, b, pairs)
        for stretch in stretches(a, b, pairs):
            before, after = a.text[stretch.start_a : stretch.end_a], b.text[stretch.start_b : stretch.end_b]
            detail = sentence(stretch.turn, quoted(after) if after.strip() else "what has no words")
            self.found.append(Difference("formatting", what, Side(a.where, before), Side(b.where, after), (), detail))
        if len(self.found) == known:
            alike = "the same words and marks, divided otherwise" if a.text == b.text else "other spaces or line ends"
            self.found.append(Difference("formatting", what, Side(a.where, a.text), Side(b.where, b.text), (), alike))

    def _words(self, what: str, a: Line, b: Line, pairs: list[Pair]) -> None:
        if a.text.split() == b.text.split():
            return
        sides = Side(a.where, a.text), Side(b.where, b.text)
        if not a.tokens or not b.tokens:
            self.found.append(Difference("added" if b.tokens else "removed", what, *sides))
            return
        spans_a = [(token.start, token.end) for token in a.tokens]
        spans_b = [(token.start, token.end) for token in b.tokens]
        self.found.append(Difference("changed", what, *sides, merged(a.text, b.text, spans_a, spans_b, pairs)))

    def _atoms(self, what: str, a: Line, b: Line, pairs: list[Pair]) -> None:
        """Pictures, notes, line breaks and raw markup."""
        next_a = next_b = 0
        for i, j in [*pairs, (len(a.tokens), len(b.tokens))]:
            for token in a.tokens[next_a:i]:
                self._atom(what, token, b, gone=True)
            for token in b.tokens[next_b:j]:
                self._atom(what, token, a, gone=False)
            if i < len(a.tokens) and a.tokens[i].atom and self.keys.of(a.tokens[i].atom) != self.keys.of(b.tokens[j].atom):
                self._fields(a.tokens[i].atom, b.tokens[j].atom, a.tokens[i].place, b.tokens[j].place)
            next_a, next_b = i + 1, j + 1

    def _atom(self, what: str, token: Token, other: Line, *, gone: bool) -> None:
        """Something among the words that the other line has not; words themselves are in the runs."""
        if isinstance(token.key, str):
            return
        if token.atom:
            self._loose(token.atom, token.place, other.where, gone=gone)
        else:
            detail = f"{described(token.key)} {'taken away' if gone else 'added'}"
            where_a, where_b = (token.place, other.where) if gone else (other.where, token.place)
            self._add("formatting", what, ("", where_a), ("", where_b), detail)

    # ── sequences ───────────────────────────────────────────────────────────────────────────────────────────────────

    def sequence(self, a: Sequence[Any], b: Sequence[Any], where_a: str, where_b: str) -> None:
        """Compare blocks, items, rows, cells, records or words: what is equal, what changed, what went and came."""
        keys_a, keys_b = [*map(self.keys.of, a)], [*map(self.keys.of, b)]
        if a and len(a) == len(b) and isinstance(a[0], n.Cell):
            equal = [(index, index) for index in range(len(a)) if keys_a[index] == keys_b[index]]
        else:
            equal = aligned(keys_a, keys_b)
        next_a = next_b = 0
        for i, j in [*equal, (len(a), len(b))]:
            if next_a < i or next_b < j:
                gone, come = [*enumerate(a[next_a:i], next_a)], [*enumerate(b[next_b:j], next_b)]
                self._gap(gone, come, where_a, where_b)
            next_a, next_b = i + 1, j + 1

    def _gap(self, gone: list[tuple[int, Any]], come: list[tuple[int, Any]], where_a: str, where_b: str) -> None:
        """Compare the members between two that are equal, each with its index."""
        next_a = next_b = 0
        for i, j in [*self._paired(gone, come), (len(gone), len(come))]:
            for index, member in gone[next_a:i]:
                self._loose(member, f"{where_a}/{index}", where_b, gone=True)
            for index, member in come[next_b:j]:
                self._loose(member, f"{where_b}/{index}", where_a, gone=False)
            if i < len(gone):
                (index_a, a), (index_b, b) = gone[i], come[j]
                self.members(a, b, f"{where_a}/{index_a}", f"{where_b}/{index_b}")
            next_a, next_b = i + 1, j + 1

    def _paired(self, gone: list[tuple[int, Any]], come: list[tuple[int, Any]]) -> list[Pair]:
        if gone and come and isinstance(gone[0][1], n.Cell):
            return [(index, index) for index in range(min(len(gone), len(come)))]
        pairs = paired(len(gone), len(come), lambda i, j: self.likeness.of(gone[i][1], come[j][1]))
        alone = []
        next_a = next_b = 0
        for i, j in [*pairs, (len(gone), len(come))]:
            if i - next_a == j - next_b == 1 and self.likeness.of(gone[next_a][1], come[next_b][1], alone=True) >= ALIKE:
                alone.append((next_a, next_b))
            next_a, next_b = i + 1, j + 1
        return sorted(pairs + alone)

    def _loose(self, member: Any, where: str, within: str, *, gone: bool) -> None:
        self.found.append(Loose(member, _what(member, where), where, within, gone))

    def _retyped(self, a: Any, b: Any, where_a: str, where_b: str) -> None:
        """Compare two blocks of different sorts."""
        before, after = text_of(a), text_of(b)
        same_parts = bool({*child_fields(type(a))} & {*child_fields(type(b))})
        words = () if same_parts or before == after else runs(before, after)
        detail = f"{_words_of(a)} became {_words_of(b)}"
        self.found.append(Difference("retyped", node_name(type(b)), Side(where_a, before), Side(where_b, after), words, detail))
        if same_parts:
            self._fields(a, b, where_a, where_b)


def _what(member: Any, where: str) -> str:
    """What a member is called: by its class, or where it is only words by the field that it stands in."""
    return where.rsplit("/", 2)[-2] if isinstance(member, str) else node_name(type(member))


def _words_of(member: Any) -> str:
    return node_name(type(member)).replace("-", " ")
