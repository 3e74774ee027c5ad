"""What two releases do not share, for a person: differences in, lines out, grouped by where they are."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, get_args

from attrs import field

from releasekit.cli.places import Places
from releasekit.cli.styled import Piece
from releasekit.comparison.difference import DifferenceKind
from releasekit.comparison.texts import quoted
from releasekit.comparison.words import spans, weight
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.cli.styled import Setter, Style
    from releasekit.comparison import Difference, Run

CONTEXT = 12
"""How many words are shown before and after a change, unless the user says it."""

_INDENT = 2
_MOST_LINES = 12  # of a text that was added or removed, unless all is asked for


@frozen
class View:
    """How differences are shown."""

    a: Places = field(converter=Places)
    b: Places = field(converter=Places)
    setter: Setter
    context: int | None = CONTEXT
    """How many words are shown around a change; None shows whole texts."""

    def lines(self, differences: Iterable[Difference]) -> Iterator[str]:
        """All of it: for each place its name and what changed there, and at the end a count."""
        known = [*differences]
        for place, group in groupby(known, self._place):
            yield from self.setter.lines([Piece(place, "heading")])
            for difference in group:
                yield from self._difference(difference)
            yield ""
        yield count(known)

    def _place(self, difference: Difference) -> str:
        if difference.kind == "removed":
            return self.a.label(difference.before.where)
        return self.b.label(difference.after.where)

    def _difference(self, difference: Difference) -> Iterator[str]:
        what = difference.what.replace("-", " ").replace("_", " ")
        before, after = difference.before, difference.after
        match difference.kind:
            case "added":
                lead = "" if _is_said(difference.what, after.where) else f"added {what}: "
                yield from self._whole(lead, after.text, "added")
            case "removed":
                lead = "" if _is_said(difference.what, before.where) else f"removed {what}: "
                yield from self._whole(lead, before.text, "removed")
            case "changed":
                words = self._runs(difference.words) if difference.words else _values(before.text, after.text)
                yield from self._set(words)
                if difference.detail:
                    yield from self._set([Piece(difference.detail, "faint")])
            case "moved":
                lead = "" if _is_said(difference.what, after.where) else f"{what} "
                yield from self._set([Piece(f"{lead}moved {self._from(difference)}: {quoted(_first_line(after.text))}")])
            case "retyped":
                words = self._runs(difference.words) if difference.words else [Piece(quoted(_first_line(after.text)))]
                yield from self._set([Piece(f"{difference.detail}: "), *words])
            case "formatting":
                if not difference.detail:
                    yield from self._set(_values(before.text or "none", after.text or "none"))
                elif "“" in difference.detail:
                    yield from self._set([Piece(difference.detail)])
                else:
                    yield from self._set([Piece(f"{difference.detail}: {quoted(after.text)}")])

    def _from(self, difference: Difference) -> str:
        """From where something moved; within its own list, whether up or down."""
        place = self.a.label(difference.before.where)
        (within_a, _, index_a), (within_b, _, index_b) = (
            side.where.rpartition("/") for side in (difference.before, difference.after)
        )
        if within_a == within_b and index_a != index_b:
            way = "down" if int(index_b) > int(index_a) else "up"
            return way if place == self._place(difference) else f"{way} from {place}"
        return f"from {place}"

    def _set(self, pieces: Iterable[Piece]) -> list[str]:
        return self.setter.lines(pieces, _INDENT)

    def _whole(self, lead: str, text: str, style: Style) -> Iterator[str]:
        """A text that went or came, each of its lines in marks of its own."""
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            yield from self._set([Piece(lead), *([Piece(lines[0], style)] if lines else [])])
            return
        if lead:
            yield from self._set([Piece(lead)])
        shown = lines if self.context is None or len(lines) <= _MOST_LINES + 1 else lines[:_MOST_LINES]
        for line in shown:
            yield from self.setter.lines([Piece(line, style)], 2 * _INDENT if lead else _INDENT)
        if shown is not lines:
            yield from self._set([Piece(f"… {len(lines) - len(shown)} lines more", "faint")])

    def _runs(self, words: tuple[Run, ...]) -> list[Piece]:
        """The runs of a changed text, with as much of what stayed as the context allows."""
        pieces = []
        for index, run in enumerate(words):
            if run.kind != "same":
                blank = not run.text.strip() and _is_blank_too(words, index)
                pieces += [] if blank and run.kind == "removed" else [Piece(run.text, "" if blank else run.kind)]
            else:
                pieces.append(Piece(self._near(run.text, first=index == 0, last=index == len(words) - 1)))
        return pieces

    def _near(self, text: str, *, first: bool, last: bool) -> str:
        """What of an unchanged text is near a change: its end if it comes first, its beginning if it comes last, or both."""
        if self.context is None:
            return text
        where = spans(text)
        weights = [_length(text[start:end]) for start, end in where]
        if sum(weights) <= self.context * (1 if first or last else 2) + 1:
            return text
        head, tail = _reach(weights, self.context), _reach(weights[::-1], self.context)
        beginning = text[: where[head - 1][1]] + " " if head and not first else "" if first else " "
        end = " " + text[where[-tail][0] :] if tail and not last else "" if last else " "
        return beginning + "…" + end


def _length(word: str) -> float:
    """How much a word counts in the context: a sign nothing, a character of a script without spaces a half."""
    return {0: 0, 2: 0.5}.get(weight(word), 1) if len(word) == 1 else 1


def _reach(weights: list[float], most: int) -> int:
    """How many words from the first come to a weight."""
    total = 0.0
    for index, each in enumerate(weights):
        total += each
        if total > most:
            return index
    return len(weights)


def _is_blank_too(words: tuple[Run, ...], index: int) -> bool:
    """Whether a run of white space stands beside one that takes its place: words were divided otherwise, and not joined."""
    other = index + 1 if words[index].kind == "removed" else index - 1
    return 0 <= other < len(words) and words[other].kind != "same" and not words[other].text.strip()


def _is_said(what: str, where: str) -> bool:
    """Whether the name of the place says what it is."""
    return what in where.split("/")


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def _values(before: str, after: str) -> list[Piece]:
    return [Piece(before, "removed"), Piece(" "), Piece(after, "added")]


def count(differences: Iterable[Difference]) -> str:
    """`3 differences: 2 changed, 1 added`."""
    kinds = Counter(difference.kind for difference in differences)
    total = sum(kinds.values())
    said = ", ".join(f"{kinds[kind]} {kind}" for kind in get_args(DifferenceKind) if kinds[kind])
    return f"{total} difference{'' if total == 1 else 's'}: {said}"
