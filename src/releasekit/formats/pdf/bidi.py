"""The Unicode bidirectional algorithm (UAX #9, with isolates): a paragraph in, an embedding level per character out."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TypeVar

T = TypeVar("T")

MAX_LEVEL = 125

_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\u2068\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_INITIATORS = frozenset({"LRI", "RLI", "FSI"})
_REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})


def levels(text: str, *, rtl: bool) -> list[int] | None:
    """The level of each character of a paragraph whose direction is known; None if all stand at level 0.

    Odd levels run from right to left. Rules X1 to I2 of UAX #9; L1 is left to the line setter, which drops the spaces
    at line ends.
    """
    if not rtl and (text.isascii() or not _RIGHT.search(text)):
        return None
    classes = [_class(char) for char in text]
    base = 1 if rtl else 0
    result, resolved = _explicit(text, classes, base)
    for sequence in _isolating_runs(result, classes):
        _resolve(text, sequence, result, resolved, base)
    level = base
    for index, kind in enumerate(classes):  # X9 as if removed: they take the level of what stands before them
        if kind in _REMOVED:
            result[index] = level
        level = result[index]
    return result


def reorder(items: list[T], item_levels: list[int]) -> list[T]:
    """Items of one line from logical to visual order (rule L2)."""
    order = list(range(len(items)))
    odd = [level for level in item_levels if level % 2]
    for level in range(max(item_levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            if item_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and item_levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return [items[index] for index in order]


@cache
def _class(char: str) -> str:
    return unicodedata.bidirectional(char) or "L"


def _first_strong(classes: list[str], start: int) -> bool:
    """Whether what an FSI opens is right to left (P2, P3)."""
    depth = 0
    for kind in classes[start:]:
        if kind in _INITIATORS:
            depth += 1
        elif kind == "PDI":
            if not depth:
                return False
            depth -= 1
        elif not depth and kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def _explicit(text: str, classes: list[str], base: int) -> tuple[list[int], list[str]]:
    """Rules X1 to X8: levels, and classes after overrides."""
    result, resolved = [base] * len(text), list(classes)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]  # level, override, isolate
    overflow_isolates = overflow_embeddings = valid_isolates = 0
    for index, kind in enumerate(classes):
        level, override, _ = stack[-1]
        if kind in {"RLE", "LRE", "RLO", "LRO"}:
            result[index] = level
            deeper = (level + 1) | 1 if kind[0] == "R" else (level + 2) & ~1
            if deeper <= MAX_LEVEL and not overflow_isolates and not overflow_embeddings:
                stack.append((deeper, kind[0] if kind[2] == "O" else "", False))
            elif not overflow_isolates:
                overflow_embeddings += 1
        elif kind in _INITIATORS:
            result[index] = level
            resolved[index] = override or kind
            right = kind == "RLI" or (kind == "FSI" and _first_strong(classes, index + 1))
            deeper = (level + 1) | 1 if right else (level + 2) & ~1
            if deeper <= MAX_LEVEL and not overflow_isolates and not overflow_embeddings:
                valid_isolates += 1
                stack.append((deeper, "", True))
            else:
                overflow_isolates += 1
        elif kind == "PDI":
            if overflow_isolates:
                overflow_isolates -= 1
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            result[index] = stack[-1][0]
            resolved[index] = stack[-1][1] or kind
        elif kind == "PDF":
            if not overflow_isolates:
                if overflow_embeddings:
                    overflow_embeddings -= 1
                elif len(stack) > 1 and not stack[-1][2]:
                    stack.pop()
            result[index] = stack[-1][0]
        elif kind == "B":
            result[index] = base
        else:
            result[index] = level
            if override and kind != "BN":
                resolved[index] = override
    return result, resolved


def _isolating_runs(result: list[int], classes: list[str]) -> list[list[int]]:
    """Rule X10 (BD13): the indices of each isolating run sequence, without what X9 removes."""
    runs: list[list[int]] = []
    for index, kind in enumerate(classes):
        if kind in _REMOVED:
            continue
        if runs and result[runs[-1][-1]] == result[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    sequences: list[list[int]] = []
    open_isolates: list[list[int]] = []
    for run in runs:
        if classes[run[0]] == "PDI" and open_isolates:
            sequence = open_isolates.pop()
            sequence += run
        else:
            sequence = list(run)
            sequences.append(sequence)
        if classes[run[-1]] in _INITIATORS:
            open_isolates.append(sequence)
    return sequences


def _resolve(text: str, sequence: list[int], result: list[int], resolved: list[str], base: int) -> None:
    """Rules W1 to W7, N0 to N2, I1 and I2 for one isolating run sequence."""
    level = result[sequence[0]]
    before = next((result[i] for i in range(sequence[0] - 1, -1, -1) if resolved[i] not in _REMOVED), base)
    unclosed = resolved[sequence[-1]] in _INITIATORS
    after = (
        base if unclosed else next((result[i] for i in range(sequence[-1] + 1, len(text)) if resolved[i] not in _REMOVED), base)
    )
    sos, eos = ("R" if max(level, other) % 2 else "L" for other in (before, after))
    kinds = [resolved[index] for index in sequence]
    _weak(kinds, sos)
    _brackets(text, sequence, kinds, sos, level)
    _neutral(kinds, sos, eos, level)
    for index, kind in zip(sequence, kinds, strict=True):
        if level % 2 == 0:
            result[index] = level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
        else:
            result[index] = level + (1 if kind in {"L", "EN", "AN"} else 0)


def _weak(kinds: list[str], sos: str) -> None:
    last, strong = sos, sos
    for index, kind in enumerate(kinds):  # W1, W2, W3
        if kind == "NSM":
            kinds[index] = "ON" if last in _INITIATORS or last == "PDI" else last
        last = kinds[index]
        if kinds[index] in {"R", "L", "AL"}:
            strong = kinds[index]
        elif kinds[index] == "EN" and strong == "AL":
            kinds[index] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for index in range(1, len(kinds) - 1):  # W4
        left, kind, right = kinds[index - 1 : index + 2]
        if left == right and ((kind in {"ES", "CS"} and left == "EN") or (kind == "CS" and left == "AN")):
            kinds[index] = left
    index = 0
    while index < len(kinds):  # W5, W6
        if kinds[index] != "ET":
            index += 1
            continue
        end = index
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        touches = (index > 0 and kinds[index - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
        kinds[index:end] = ["EN" if touches else "ON"] * (end - index)
        index = end
    strong = sos
    for index, kind in enumerate(kinds):  # W6, W7
        if kind in {"ES", "CS"}:
            kinds[index] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _brackets(text: str, sequence: list[int], kinds: list[str], sos: str, level: int) -> None:
    """Rule N0: a pair of brackets goes the way of what stands in it."""
    embedding = "R" if level % 2 else "L"
    for opening, closing in _pairs(text, sequence, kinds):
        inside = {_strong(kind) for kind in kinds[opening + 1 : closing]}
        if embedding in inside:
            way = embedding
        elif inside - {""}:
            context = next((_strong(kind) for kind in reversed(kinds[:opening]) if _strong(kind)), sos)
            way = context if context != embedding else embedding
        else:
            continue
        for place in (opening, closing):
            kinds[place] = way
            follow = place + 1
            while follow < len(kinds) and _class(text[sequence[follow]]) == "NSM":
                kinds[follow] = way
                follow += 1


def _pairs(text: str, sequence: list[int], kinds: list[str]) -> list[tuple[int, int]]:
    """The bracket pairs of a sequence (BD16), by their opening bracket."""
    stack: list[tuple[str, int]] = []
    pairs = []
    for place, index in enumerate(sequence):
        if kinds[place] != "ON":
            continue
        char = text[index]
        closing = _closing(char)
        if closing:
            if len(stack) == 63:  # the bound that BD16 sets
                return []
            stack.append((closing, place))
        elif unicodedata.category(char) == "Pe":
            for depth in range(len(stack) - 1, -1, -1):
                if unicodedata.normalize("NFC", stack[depth][0]) == unicodedata.normalize("NFC", char):
                    pairs.append((stack[depth][1], place))
                    del stack[depth:]
                    break
    return sorted(pairs)


_CROSSED = {"\u298d": "\u2990", "\u298f": "\u298e"}


@cache
def _closing(char: str) -> str:
    """The bracket that closes another, or nothing (BidiBrackets.txt: they are neighbours but for two)."""
    if unicodedata.category(char) != "Ps" or not unicodedata.mirrored(char):
        return ""
    if char in _CROSSED:
        return _CROSSED[char]
    return next((other for step in (1, 2) if unicodedata.category(other := chr(ord(char) + step)) == "Pe"), "")


def _strong(kind: str) -> str:
    return "R" if kind in {"R", "EN", "AN"} else "L" if kind == "L" else ""


def _neutral(kinds: list[str], sos: str, eos: str, level: int) -> None:
    """Rules N1 and N2."""
    index = 0
    while index < len(kinds):
        if kinds[index] not in _NEUTRAL:
            index += 1
            continue
        end = index
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        left = _strong(kinds[index - 1]) if index else sos
        right = _strong(kinds[end]) if end < len(kinds) else eos
        way = left if left == right else ("R" if level % 2 else "L")
        kinds[index:end] = [way] * (end - index)
        index = end
