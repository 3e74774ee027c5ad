"""Texts word by word: two texts in, the words that stayed, went and came out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.comparison.align import aligned
from releasekit.comparison.difference import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.comparison.difference import RunKind

_DENSE = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\ua9df\uaa60-\uaa7f"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Scripts that put no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, Javanese, Chinese, Japanese. Not Korean."""

_JOINED = (
    "\u0300-\u036f\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u0f8d-\u0fbc\u102b-\u103e\u17b4-\u17d3\u3099\u309a"
)
"""Marks that stand on or join the character before."""

_STOPS = "!-/:-@\\[-`{-~¡-©«-¬®-¹»-¿\u2010-\u205e\u20a0-\u20cf\u3001-\u3004\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u060c\u061b\u061f\u066a-\u066d\u06d4"
"""Punctuation, quotation marks, dashes and signs of currency: each is a word of its own."""

_WORD = re.compile(
    rf"[{_DENSE}][{_JOINED}]*"
    rf"|[^\s{_DENSE}{_STOPS}]+(?:[-'’.,:/@\u2011\u066b\u066c][^\s{_DENSE}{_STOPS}]+)*"  # 1,200 and 09:30, mother-in-law, a@b.c
    r"|\S"
)
_ONE_DENSE = re.compile(f"[{_DENSE}]")
_SAYS = re.compile(r"\w")

_FEW = 0.3  # of two texts that share less than this part, no run of shared words is shown: they are other texts


def spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand: each sign of punctuation alone, each character of a script without spaces too."""
    return [word.span() for word in _WORD.finditer(text)]


def features(text: str) -> frozenset[str]:
    """What makes a text like another: its words, and pairs of characters in a script without spaces."""
    found = set()
    before = ""
    for word in _WORD.findall(text.casefold()):
        if _ONE_DENSE.match(word):
            found.add(before + word)
            before = word
            continue
        before = ""
        if _SAYS.search(word):
            found.add(word)
    return frozenset(found)


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """From 0, nothing in common, to 1, the same features (the coefficient of Dice)."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def runs(a: str, b: str) -> tuple[Run, ...]:
    """Both texts as one: the words that they share, those of the first alone and those of the second alone."""
    if a == b:
        return (Run("same", a),) if a else ()
    spans_a, spans_b = spans(a), spans(b)
    pairs = aligned([a[start:end] for start, end in spans_a], [b[start:end] for start, end in spans_b])
    return merged(a, b, spans_a, spans_b, pairs)


def merged(
    a: str, b: str, spans_a: Sequence[tuple[int, int]], spans_b: Sequence[tuple[int, int]], pairs: Iterable[tuple[int, int]]
) -> tuple[Run, ...]:
    """The runs of two texts of which some words, by the spans where they stand, are the same."""
    steps: list[list[str]] = []  # [same, removed, added], one after the other
    at_a = at_b = 0
    for i, j in pairs:
        start_a, end_a = spans_a[i]
        start_b, end_b = spans_b[j]
        _step(steps, a[at_a:start_a], b[at_b:start_b])
        steps.append([a[start_a:end_a], "", ""])
        at_a, at_b = end_a, end_b
    _step(steps, a[at_a:], b[at_b:])
    return tuple(_runs(_without_islands(_joined(steps))))


def _step(steps: list[list[str]], removed: str, added: str) -> None:
    """What stands between two shared words: the white space at the edges that both have is shared too."""
    if removed == added:
        if removed:
            steps.append([removed, "", ""])
        return
    start = _shared_space(removed, added)
    removed, added, before = removed[start:], added[start:], removed[:start]
    end = _shared_space(removed[::-1], added[::-1])
    after = removed[len(removed) - end :]
    if before:
        steps.append([before, "", ""])
    steps.append(["", removed[: len(removed) - end], added[: len(added) - end]])
    if after:
        steps.append([after, "", ""])


def _shared_space(a: str, b: str) -> int:
    length = 0
    for one, other in zip(a, b, strict=False):
        if one != other or not one.isspace():
            break
        length += 1
    return length


def _joined(steps: list[list[str]]) -> list[list[str]]:
    """Steps of the same sort that follow each other as one."""
    parts: list[tuple[list[str], list[str], list[str]]] = []
    for same, removed, added in steps:
        if not parts or bool(same) != bool(parts[-1][0]):
            parts.append(([], [], []))
        for words, new in zip(parts[-1], (same, removed, added), strict=True):
            if new:
                words.append(new)
    return [["".join(words) for words in part] for part in parts]


def _without_islands(steps: list[list[str]]) -> list[list[str]]:
    """The steps without shared words that are too few to be seen between what changed before and after them."""
    weights = [[weight(words) for words in step] for step in steps]
    whole = sum(same + max(removed, added) for same, removed, added in weights)
    if sum(same for same, _, _ in weights) < _FEW * whole:
        return [_one(steps)]
    groups: list[list[int]] = []  # where each begins and ends, and the weight of what changed in it
    for index, (step, (_, removed, added)) in enumerate(zip(steps, weights, strict=True)):
        changed = max(removed, added)
        if not step[0] and len(groups) > 1:
            start, _, before = groups[-2]
            if _is_island(steps[index - 1][0], weights[index - 1][0], min(before, changed), (steps[index - 2], step)):
                groups[-2:] = [[start, index + 1, before + changed]]
                continue
        groups.append([index, index + 1, changed])
    return [steps[start] if end - start == 1 else _one(steps[start:end]) for start, end, _ in groups]


def _one(steps: list[list[str]]) -> list[str]:
    """Steps as one, in which nothing is shared."""
    return ["", "".join(same + removed for same, removed, _ in steps), "".join(same + added for same, _, added in steps)]


def _is_island(same: str, weight: int, least: int, around: tuple[list[str], list[str]]) -> bool:
    """Whether shared words weigh less than half of what changed at each side, or are a space between words that were replaced."""
    if weight == 0:  # "12 May" became "14 June": one change, and not two
        return same == " " and all(removed.strip() and added.strip() for _, removed, added in around)
    return 2 * weight <= least


def weight(text: str) -> int:
    """How much of a text the eye sees: letters and digits, each of a script without spaces as two."""
    return len(_SAYS.findall(text)) + len(_ONE_DENSE.findall(text))


def _runs(steps: list[list[str]]) -> Iterable[Run]:
    kinds: tuple[RunKind, ...] = ("same", "removed", "added")
    for step in steps:
        for kind, text in zip(kinds, step, strict=True):
            if text:
                yield Run(kind, text)
