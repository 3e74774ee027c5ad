"""How words that two lines share are marked: two lines and the pairs of their tokens in, changes of marks out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from releasekit.comparison.lines import Mark, Marks, described
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.comparison.align import Pair
    from releasekit.comparison.lines import Line, Token

Turn: TypeAlias = tuple[Mark | None, Mark | None]
"""A mark that was there, and what is there now; both None where the same marks lie in another order."""


@define
class Stretch:
    """Words in a row whose marks changed in the same way."""

    turn: Turn
    start_a: int
    end_a: int
    start_b: int
    end_b: int


def stretches(a: Line, b: Line, pairs: Iterable[Pair]) -> list[Stretch]:
    """Where the marks of shared words differ, in order of the words.

    Words beside or between them that only one line has belong to a stretch if they are under its mark too.
    """
    found: list[Stretch] = []
    going_on: dict[Turn, Stretch] = {}  # those that end where the next word begins
    known: dict[tuple[Marks, Marks], list[Turn]] = {}
    next_a = next_b = 0
    for i, j in [*pairs, (len(a.tokens), len(b.tokens))]:
        gone, come = a.tokens[next_a:i], b.tokens[next_b:j]
        next_a, next_b = i + 1, j + 1
        for (old, new), ending in going_on.items():
            ending.end_a = _reach(gone, old, ending.end_a)
            ending.end_b = _reach(come, new, ending.end_b)
        if i == len(a.tokens):
            break
        if _marked_alike(a.tokens[i], b.tokens[j]):
            going_on = {}
            continue
        going_on = {
            turn: stretch for turn, stretch in going_on.items() if _all_under(gone, turn[0]) and _all_under(come, turn[1])
        }
        for start_a, start_b, length, marks in _pieces(a.tokens[i], b.tokens[j]):
            turns = known.get(marks)
            if turns is None:
                turns = known[marks] = [*_turns(*marks)]
            still = {}
            for turn in turns:
                stretch = going_on.get(turn)
                if stretch is None:
                    stretch = Stretch(turn, _back(gone, turn[0], start_a), 0, _back(come, turn[1], start_b), 0)
                    found.append(stretch)
                stretch.end_a, stretch.end_b = start_a + length, start_b + length
                still[turn] = stretch
            going_on = still
    return found


def _marked_alike(a: Token, b: Token) -> bool:
    """Whether two words are surely marked alike: the most are, and need no closer look."""
    return len(a.marks) == len(b.marks) == 1 and a.marks[0][1] == b.marks[0][1]


def _is_under(token: Token, mark: Mark | None) -> bool:
    return all(mark in marks for _, marks in token.marks)


def _all_under(tokens: list[Token], mark: Mark | None) -> bool:
    """Whether a mark goes on over words that only one line has; a mark that this line has not cannot."""
    return not tokens or (mark is not None and all(_is_under(token, mark) for token in tokens))


def _reach(tokens: list[Token], mark: Mark | None, end: int) -> int:
    """How far a mark goes on over the words that follow."""
    for token in tokens:
        if not _is_under(token, mark):
            break
        end = token.end
    return end


def _back(tokens: list[Token], mark: Mark | None, start: int) -> int:
    """From where a mark holds, in the words before."""
    for token in reversed(tokens):
        if not _is_under(token, mark):
            break
        start = token.start
    return start


def _pieces(a: Token, b: Token) -> Iterator[tuple[int, int, int, tuple[Marks, Marks]]]:
    """The parts of an equal token over which neither has other marks: where in both texts, how long, and which marks."""
    ends = sorted({start - a.start for start, _ in a.marks} | {start - b.start for start, _ in b.marks} | {a.end - a.start})
    at_a = at_b = 0
    for start, end in zip(ends, ends[1:] or ends, strict=False):
        while at_a + 1 < len(a.marks) and a.marks[at_a + 1][0] - a.start <= start:
            at_a += 1
        while at_b + 1 < len(b.marks) and b.marks[at_b + 1][0] - b.start <= start:
            at_b += 1
        yield a.start + start, b.start + start, end - start, (a.marks[at_a][1], b.marks[at_b][1])


def _turns(a: Marks, b: Marks) -> Iterator[Turn]:
    """How the marks of one become the other's: of two with the same name the one became the other."""
    if a == b:
        return
    gone, come = [*(Counter(a) - Counter(b)).elements()], [*(Counter(b) - Counter(a)).elements()]
    for mark in gone:
        new = next((other for other in come if other[0] == mark[0]), None)
        if new:
            come.remove(new)
        yield mark, new
    for mark in come:
        yield None, mark
    if not gone and not come and sorted(a) == sorted(b):
        yield None, None


def sentence(turn: Turn, words: str) -> str:
    """What became of the marks of some words."""
    before, after = turn
    if before is None:
        return f"{described(after)} added to {words}" if after else f"marks lie otherwise one in the other on {words}"
    if after is None:
        return f"{described(before)} taken from {words}"
    return f"{described(before)} became {described(after)} on {words}"
