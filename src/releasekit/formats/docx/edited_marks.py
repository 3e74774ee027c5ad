"""What stands unseen on the words of a changed line: the line as it was and as it is now in, the new one with it out.

A date, a mention, a quotation and a marked part say more than a page shows: a moment, whom they mean, who speaks, attributes.
On words that are as they were they come back; raw markup stands where it stood.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from attrs import evolve, fields

from releasekit.formats.docx.seen import address
from releasekit.formats.docx.story import target
from releasekit.model import nodes as n
from releasekit.model.walk import child_fields
from releasekit.model.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.model import Inline

_MOST = 200
"""How many marks of a line come back: more are no words that somebody wrote."""
_STEPS = 400_000
"""How many inlines, and pieces of text, are looked at for all marks of a line."""
_PIECE = 50
"""The characters of a piece of text."""
_BESIDE = 12
"""By how many characters before it the place of raw markup is known again."""
_ALIKE = 0.6
"""From which share of common characters on changed words are taken for the same ones (as `SequenceMatcher` counts)."""
_LONGEST = 200
"""How many characters of changed words are compared."""


class Mark(NamedTuple):
    """A node that says more than its words, and where it stands in a line, counted in characters."""

    node: Any
    start: int
    end: int


def marks(line: tuple[Inline, ...]) -> list[Mark]:
    """What stands unseen on the words of a line, outermost first."""
    return [*_marks(line, 0)][:_MOST]


def _marks(content: tuple[Inline, ...], at: int) -> Iterator[Mark]:
    for item in content:
        width = len(inline_text((item,)))
        if _is_mark(item):
            yield Mark(item, at, at + width)
        if _holds_words(item):
            yield from _marks(cast("Any", item).content, at)
        at += width


def _is_mark(item: Inline) -> bool:
    match item:
        case n.Date() | n.RawInline() | n.Span():
            return True
        case n.Mention(ref=said) | n.Quotation(speaker=said):
            return bool(said)
        case n.Link(href=href, title=title):
            return bool(title) or not target(href)
        case _:
            return False


def _holds_words(item: Any) -> bool:
    return "content" in child_fields(type(item))


# ── words that are as they were ─────────────────────────────────────────────────────────────────────────────────────


def put_back(new: tuple[Inline, ...], old: tuple[Inline, ...], used: set[int], *, is_part: bool) -> tuple[Inline, ...]:
    """A line with the marks of one that it was; `used` has the ids of those that stand somewhere already.

    If either is only a part of the other (`is_part`), what counts is where they begin and end alike.
    """
    was, now = (inline_text(line).replace("\n", " ") for line in (old, new))  # where a line of text ends, a page has a space
    before = _alike_from_start(was, now)
    after = min(_alike_from_start(was[::-1], now[::-1]), min(len(was), len(now)) - before)
    for mark in marks(old)[: _STEPS // (len(old) + len(new) + len(now) // _PIECE + 1)]:
        if id(mark.node) in used:
            continue
        start = _place(mark, was, now, before, after, is_part=is_part)
        if start < 0:
            continue
        found = _with(new, start, start + mark.end - mark.start, mark.node)
        if found is not None:
            new = found
            used.add(id(mark.node))
    return new


def _alike_from_start(one: str, other: str) -> int:
    """How many characters two texts have in common from their start."""
    return next(
        (at for at, (here, there) in enumerate(zip(one, other, strict=False)) if here != there), min(len(one), len(other))
    )


def _place(mark: Mark, was: str, now: str, before: int, after: int, *, is_part: bool) -> int:
    """Where the words of a mark begin now; -1 for those that are not there any more."""
    start, end = mark.start, mark.end
    words = was[start:end]
    if end <= before:
        at = start
    elif start >= len(was) - after:
        at = start + len(now) - len(was)
    elif is_part:
        return -1
    elif start == end:
        around = max(start - _BESIDE, 0)
        at = _same(was[around:start], around, was, now)
        at += (start - around) if at >= 0 else 0
    else:
        at = _same(words, start, was, now)
    if at < 0:
        return -1
    return at if _is_whole(was, start, end) == _is_whole(now, at, at + end - start) else -1


def _same(words: str, at: int, was: str, now: str) -> int:
    """Where words that stood at a place of a line stand now, if they stand in it as often as they did; -1 if not."""
    found = -1
    if words.strip() and was.count(words) == now.count(words):
        for _ in range(was.count(words, 0, at) + 1):
            found = now.find(words, found + 1)
    return found


def _is_whole(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a word begins at the start and ends at the end."""
    return (
        not (text[start - 1 : start].isalnum() and text[start : start + 1].isalnum()),
        not (text[end - 1 : end].isalnum() and text[end : end + 1].isalnum()),
    )


def _with(content: tuple[Inline, ...], start: int, end: int, mark: Any) -> tuple[Inline, ...] | None:
    """Inlines with a mark on the words from `start` to `end`; None if others begin or end among these."""
    if start == end:
        return _inserted(content, start, mark) if isinstance(mark, n.RawInline) else None
    parts = _parts(content)
    among = [index for index, (first, last) in enumerate(parts) if first < end and last > start]
    if not among:
        return None
    one, other = among[0], among[-1]
    before, inside, after = content[:one], [*content[one : other + 1]], content[other + 1 :]
    item: Any = content[one]
    if one == other and _holds_words(item):
        is_all = parts[one] == (start, end)
        if is_all and _is_less(item, mark):
            return (*before, evolve(mark, content=item.content), *after)
        if not is_all or any(_is_less(each, mark) for each in _all(item.content)):
            if isinstance(mark, n.Link) and isinstance(item, n.Link):
                return None
            if isinstance(mark, n.Span) and _is_less(item, mark) and not (mark.kind or mark.attributes):
                return (*before, evolve(mark, content=item.content), *after)  # words more are in the same language
            if _is_less(item, mark) and not isinstance(mark, n.Span):
                if alike(inline_text((item,)), inline_text((mark,))):
                    return None  # its words are mended
                within = _with(item.content, start - parts[one][0], end - parts[one][0], mark)
                return None if within is None else (*before, *within, *after)
            within = _with(item.content, start - parts[one][0], end - parts[one][0], mark)
            return None if within is None else (*before, evolve(item, content=within), *after)
    if more := parts[other][1] - end:
        if not isinstance(last := inside[-1], n.Text):
            return None
        inside[-1], after = n.Text(last.text[:-more]), (n.Text(last.text[-more:]), *after)
    if less := start - parts[one][0]:
        if not isinstance(first := inside[0], n.Text):
            return None
        inside[0], before = n.Text(first.text[less:]), (*before, n.Text(first.text[:less]))
    held = _without_less(inside, mark)
    if isinstance(mark, n.Link) and (target(mark.href) or any(isinstance(each, n.Link) for each in _all(held))):
        return None  # somebody has taken the link away, or set another
    return (*before, evolve(mark, content=held), *after)


def _parts(content: Iterable[Inline]) -> list[tuple[int, int]]:
    """Where the words of each inline begin and end."""
    ends = [*accumulate((len(inline_text((item,))) for item in content), initial=0)]
    return [*pairwise(ends)]


def _without_less(content: Iterable[Any], mark: Any) -> tuple[Any, ...]:
    """Inlines without those in pieces that a mark is in one piece."""
    out: list[Any] = []
    for item in content:
        if _holds_words(item):
            held = _without_less(item.content, mark)
            out += held if _is_less(item, mark) else (evolve(item, content=held),)
        else:
            out.append(item)
    return tuple(out)


def _inserted(content: tuple[Inline, ...], at: int, raw: n.RawInline) -> tuple[Inline, ...] | None:
    """Inlines with raw markup between them, or within words."""
    for index, ((start, end), item) in enumerate(zip(_parts(content), content, strict=True)):
        if start < at < end:
            before, after, cut = content[:index], content[index + 1 :], at - start
            if isinstance(item, n.Text):
                return (*before, n.Text(item.text[:cut]), raw, n.Text(item.text[cut:]), *after)
            inner = _inserted(cast("Any", item).content, cut, raw) if _holds_words(item) else None
            return None if inner is None else (*before, evolve(cast("Any", item), content=inner), *after)
        if start >= at:
            return (*content[:index], raw, *content[index:])
    return (*content, raw)


def _all(content: Iterable[Any]) -> Iterator[Any]:
    """All inlines that hold words or are some, at any depth."""
    for item in content:
        yield item
        if _holds_words(item):
            yield from _all(item.content)


def _is_less(item: Any, mark: Any) -> bool:
    """Whether an inline as it was read is a mark of which the page does not show all."""
    if type(item) is not type(mark):
        return False
    return all(
        (said := getattr(item, field.name)) == field.default or _same_value(field.name, said, getattr(mark, field.name))
        for field in fields(type(item))
        if field.name != "content"
    )


def _same_value(name: str, one: Any, other: Any) -> bool:
    """Whether a page says what was written: programs fill up languages, and make addresses whole."""
    if name == "lang":
        return bool(one.split("-")[0].lower() == other.split("-")[0].lower())
    return bool(address(one) == address(other) if name == "href" else one == other)


# ── words that are others ───────────────────────────────────────────────────────────────────────────────────────────


def alike(new: str, old: str) -> bool:
    """Whether words are others only as somebody mends or fills them up."""
    new, old = new[:_LONGEST], old[:_LONGEST]
    return SequenceMatcher(None, new, old, autojunk=False).ratio() >= _ALIKE
