"""One line of inlines with its names as mentions: inlines in, the same words with mentions out.

The words of a line are looked through as one text, so that a name may begin in plain words and end in bold ones. It is marked
where its parts can stand in one mention, which is wherever no mark begins or ends within the name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, Protocol, TypeAlias

from attrs import evolve

from releasekit.model import nodes as n
from releasekit.model.walk import language_at
from releasekit.model.words import inline_text
from releasekit.transforms.folding import BARRIER, JOINED, in_word
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from releasekit.transforms.names import Found, Names

    Place: TypeAlias = Callable[[], str]
    """A place in the release, made when it is needed."""

_ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{0,15}://[^\s<>\"“”«»）】、。]+|\bwww\.[^\s<>\"“”«»）】、。]+|[\w.%+-]{0,64}@[\w-][\w.-]*",
    re.IGNORECASE,
)
"""Web and mail addresses and the handles of networks; each part is bounded or taken once, so that time grows with the text."""


class Judge(Protocol):
    """What says of a name whose it is, and keeps what was found."""

    @property
    def names(self) -> Names:
        """The names to look for."""

    def chosen(self, found: Found, place: Place, /) -> str:
        """The id of the entity, or nothing."""

    def broken(self, found: Found, place: Place, /) -> None:
        """A name cannot be marked."""

    def taken(self, id: str, /) -> None:
        """An entity is mentioned."""

    def mention(self, content: tuple[n.Inline, ...], id: str, /) -> n.Mention:
        """The mention of an entity."""

    def blocks(self, blocks: tuple[n.Block, ...], where: str, lang: str, depth: int, /) -> tuple[n.Block, ...]:
        """The blocks of a note."""


@frozen
class _Piece:
    """Words that stand together, and how they are come by."""

    path: tuple[int, ...]
    text: str
    lang: str
    depth: int


@frozen
class _Edit:
    """Inlines of one tuple that become a mention: from a place within the one to a place within the other."""

    first: tuple[int, int]
    last: tuple[int, int]
    id: str


def annotated(content: tuple[n.Inline, ...], judge: Judge, where: str, lang: str, depth: int) -> tuple[n.Inline, ...]:
    """The line with its mentions. `where` is its place in the release, `depth` how deep its tuple stands."""
    pieces = [*_pieces(content, (), lang, depth)]
    edits: dict[tuple[int, ...], list[_Edit]] = {}
    before = ""
    for _, group in groupby(range(len(pieces)), lambda index: judge.names.language(pieces[index].lang)):
        run = [*group]
        for first, last, found in _found([pieces[index] for index in run], judge.names, before):
            start, end = (run[0] + first[0], first[1]), (run[0] + last[0], last[1])

            def place(path: tuple[int, ...] = pieces[start[0]].path) -> str:
                return f"{where}/" + "/content/".join(map(str, path))

            if not (id := judge.chosen(found, place)):
                continue
            if (made := _edit(pieces, start, end, id)) is None:
                judge.broken(found, place)
            else:
                judge.taken(id)
                edits.setdefault(made[0], []).append(made[1])
        before = pieces[run[-1]].text[-1:]
    return _Lines(judge, edits, where).rebuilt(content, (), lang, depth)


def _pieces(content: tuple[n.Inline, ...], path: tuple[int, ...], inherited: str, depth: int) -> Iterator[_Piece]:
    for index, item in enumerate(content):
        here = (*path, index)
        match item:
            case n.Text(text):
                yield _Piece(here, text, inherited, depth)
            case n.LineBreak():
                yield _Piece(here, "\n", inherited, depth)
            case n.Code() | n.Image() | n.RawInline() | n.Note() | n.Link() | n.Mention() | n.Date():
                yield _Piece(here, _barrier(inline_text((item,))), inherited, depth)
            case _:
                yield from _pieces(
                    item.content, here, language_at(item, inherited) if isinstance(item, n.Span) else inherited, depth + 1
                )


def _barrier(text: str) -> str:
    """What stands for words in which no name is looked for: whether the words beside it end there is still known."""
    return (JOINED if in_word(text[:1]) else "") + BARRIER + (JOINED if in_word(text[-1:]) else "")


def _found(run: Sequence[_Piece], names: Names, before: str) -> Iterator[tuple[tuple[int, int], tuple[int, int], Found]]:
    """The names in neighbouring pieces, with the piece and the place in it where each begins and ends."""
    lead = JOINED if in_word(before) or before == JOINED else ""
    text = lead + "".join(piece.text for piece in run)
    text = _ADDRESS.sub(lambda found: BARRIER * len(found[0]), text)
    starts, at = [], len(lead)
    for piece in run:
        starts.append(at)
        at += len(piece.text)
    for found in names.find(text, run[0].lang):
        first, last = bisect_right(starts, found.start) - 1, bisect_right(starts, found.end - 1) - 1
        yield (first, found.start - starts[first]), (last, found.end - starts[last]), found


def _edit(pieces: list[_Piece], start: tuple[int, int], end: tuple[int, int], id: str) -> tuple[tuple[int, ...], _Edit] | None:
    """Which tuple a mention goes into, and what of it it takes in; None where a mark would have to be cut in two."""
    (first, at), (last, to) = start, end
    one, other = pieces[first].path, pieces[last].path
    if first == last:
        level = len(one) - 1
    else:
        level = next(index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    if max(piece.depth for piece in pieces[first : last + 1]) + 1 > n.MAX_DEPTH:
        return None
    if len(one) > level + 1:
        if at or (first and pieces[first - 1].path[: level + 1] == one[: level + 1]):
            return None
        at = 0
    begin, finish = (one[level], at), (other[level], to)
    if len(other) > level + 1:
        after = pieces[last + 1].path[: level + 1] if last + 1 < len(pieces) else ()
        if to < len(pieces[last].text) or after == other[: level + 1]:
            return None
        finish = (other[level] + 1, 0)
    return one[:level], _Edit(begin, finish, id)


@frozen
class _Lines:
    judge: Judge
    edits: dict[tuple[int, ...], list[_Edit]]
    where: str

    def rebuilt(self, content: tuple[n.Inline, ...], path: tuple[int, ...], lang: str, depth: int) -> tuple[n.Inline, ...]:
        """Inlines with the mentions in them, and in what they hold."""
        inner = tuple(self._inner(item, (*path, index), lang, depth) for index, item in enumerate(content))
        out: list[n.Inline] = []
        done = (0, 0)
        for edit in self.edits.get(path, ()):
            out += _slice(inner, done, edit.first)
            out.append(self.judge.mention(tuple(_slice(inner, edit.first, edit.last)), edit.id))
            done = edit.last
        return (*out, *_slice(inner, done, (len(inner), 0)))

    def _inner(self, item: n.Inline, path: tuple[int, ...], lang: str, depth: int) -> n.Inline:
        match item:
            case n.Note(blocks):
                where = f"{self.where}/" + "/content/".join(map(str, path)) + "/blocks"
                return n.Note(self.judge.blocks(blocks, where, lang, depth + 1))
            case n.Text() | n.LineBreak() | n.Code() | n.Image() | n.RawInline() | n.Link() | n.Mention() | n.Date():
                return item
            case n.Span():
                return evolve(item, content=self.rebuilt(item.content, path, language_at(item, lang), depth + 1))
            case _:
                return evolve(item, content=self.rebuilt(item.content, path, lang, depth + 1))


def _slice(content: tuple[n.Inline, ...], first: tuple[int, int], last: tuple[int, int]) -> Iterator[n.Inline]:
    """The inlines between two places; a place is the number of an inline and, where that is text, one within it."""
    for index in range(first[0], min(last[0] + 1, len(content))):
        item = content[index]
        start, end = first[1] if index == first[0] else 0, last[1] if index == last[0] else None
        if isinstance(item, n.Text):
            if words := item.text[start:end]:
                yield n.Text(words)
        elif end is None:
            yield item
