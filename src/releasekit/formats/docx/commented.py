"""Comments on words that nobody changed: a release and the paragraphs that show it as it was written in, both as one out.

Each comment becomes a note where it stands in the words. A line that the text does not have, such as the banner of an
embargo, stands beside the text with the comment on it, in the role of comments.
"""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from attrs import evolve

from releasekit.formats.docx.comments import ROLE, signed
from releasekit.formats.docx.read_blocks import Blocks
from releasekit.formats.docx.xml import W
from releasekit.model import Code, Note, Paragraph, Text
from releasekit.model.walk import child_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from releasekit.formats.docx.parts import Document
    from releasekit.model import Block, Inline, Release

_LINES = frozenset({"headline", "subtitle", "content", "speaker", "attribution", "caption", "credit"})
"""The fields that hold a line of words."""


class Commented(NamedTuple):
    """A release with notes, and what stands beside its text."""

    release: Release
    above: tuple[Block, ...]
    below: tuple[Block, ...]

    def whole(self, body: Iterable[Block]) -> tuple[Block, ...]:
        """A body with what stands beside it."""
        return (*self.above, *body, *self.below)


class _Shown(NamedTuple):
    """A paragraph of the page."""

    words: str
    comments: tuple[tuple[int, str], ...]
    """After how many characters, and which."""


def commented(release: Release, shown: Iterable[tuple[str, Sequence[Any]]], document: Document) -> Commented:
    """A release with the comments on what is `shown` of it: places of it, each with its paragraphs and tables on the page."""
    if not document.context.comments or not document.notes("comments")[0]:
        return Commented(release, (), ())
    lines = [*_lines(release)]
    ranges = _ranges(release)
    found: dict[int, _Noting] = {}
    beside: tuple[list[Block], list[Block]] = ([], [])
    is_below = False
    for place, elements in shown:
        is_below = is_below or place.startswith("/body")
        unused: dict[str, deque[int]] = defaultdict(deque)
        paragraphs = [_shown(paragraph) for element in elements for paragraph in element.iter(f"{W}p")]
        if not any(one.comments for one in paragraphs):
            continue
        for index in ranges.get(place, ()):
            unused[_letters(_said(lines[index]))].append(index)
        for one in paragraphs:
            same = unused.get(_letters(one.words))
            index = same.popleft() if same else -1
            notes = deque((at, note) for at, key in one.comments if (note := _note(document, key)))
            if not notes:
                continue
            if index >= 0:
                found[index] = _Noting(one.words, _said(lines[index]), notes)
            else:
                words = Text(" ".join(one.words.split()))
                beside[is_below].append(Paragraph((words, *(note for _, note in notes)), ROLE))
    noted = cast("Release", _put(release, found, count()))
    return Commented(noted, tuple(beside[0]), tuple(beside[1]))


def _note(document: Document, key: str) -> Note | None:
    notes, targets = document.notes("comments")
    comment = notes.get(key)
    return None if comment is None else Note(signed(Blocks(document, comment, targets, in_note=True).blocks(comment), comment))


def _shown(paragraph: Any) -> _Shown:
    words: list[str] = []
    comments: list[tuple[int, str]] = []
    length = 0
    for element in paragraph.iter():
        if element.tag == f"{W}t":
            words.append(element.text or "")
            length += len(words[-1])
        elif element.tag == f"{W}commentReference":
            comments.append((length, element.get(f"{W}id", "")))
    return _Shown("".join(words), tuple(comments))


# ── the lines of a release ──────────────────────────────────────────────────────────────────────────────────────────


def _lines(node: Any) -> Iterator[tuple[Inline, ...]]:
    """All lines of words in a node, in reading order."""
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if name in _LINES:
            yield value
        elif isinstance(value, tuple):
            for child in value:
                yield from _lines(child)


def _ranges(release: Release) -> dict[str, range]:
    """Which lines each place of a release has."""
    found: dict[str, range] = {}
    at = 0
    for name in child_fields(type(release)):
        start = at
        if name in _LINES:
            at += 1
        else:
            for index, block in enumerate(getattr(release, name)):
                before, at = at, at + sum(1 for _ in _lines(block))
                found[f"/{name}/{index}"] = range(before, at)
        found[f"/{name}"] = range(start, at)
    return found


def _put(node: Any, notes: dict[int, _Noting], number: Iterator[int]) -> Any:
    """A node with the notes on its lines, which are counted as `_lines` has them."""
    changed: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if name in _LINES:
            if noting := notes.get(next(number)):
                changed[name] = noting.whole(value)
        elif isinstance(value, tuple):
            inside = tuple(_put(child, notes, number) for child in value)
            if any(new is not old for new, old in zip(inside, value, strict=True)):
                changed[name] = inside
    return evolve(node, **changed) if changed else node


# ── notes in a line ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Noting:
    """Puts notes into a line, by how many of its characters stand before each."""

    def __init__(self, shown: str, said: str, notes: deque[tuple[int, Note]]) -> None:
        """`shown` are the words on the page, by which the places of the notes are counted, `said` those of the line."""
        self._counts: Callable[[str], bool] = _is_shown if _only(shown, _is_shown) == _only(said, _is_shown) else str.isalnum
        self._notes = deque((self._width(shown[:at]), note) for at, note in notes)
        self._at = 0

    def whole(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The line with all its notes."""
        return (*self._line(content), *(note for _, note in self._notes))

    def _line(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        out: list[Inline] = []
        for item in content:
            if not isinstance(item, Note):
                out += self._due()
            if isinstance(item, Text):
                out += self._text(item)
                continue
            end = self._at + self._width(_said((item,)))
            if self._notes and self._notes[0][0] < end and "content" in child_fields(type(item)):
                out.append(evolve(cast("Any", item), content=self._line(cast("Any", item).content)))
            else:
                out.append(item)
            self._at = end
        return (*out,)

    def _text(self, item: Text) -> Iterator[Inline]:
        start = 0
        for index, char in enumerate(item.text[:-1] if self._notes else "", 1):
            self._at += self._counts(char)
            if self._notes and self._notes[0][0] <= self._at and self._counts(char):
                yield evolve(item, text=item.text[start:index])
                yield from self._due()
                start = index
        self._at += self._width(item.text[-1:])
        yield evolve(item, text=item.text[start:])

    def _due(self) -> Iterator[Note]:
        while self._notes and self._notes[0][0] <= self._at:
            yield self._notes.popleft()[1]

    def _width(self, words: str) -> int:
        return sum(map(self._counts, words))


def _said(content: Iterable[Any]) -> str:
    """The words of a line, without those of its notes and pictures."""
    out: list[str] = []
    for item in content:
        if isinstance(item, (Text, Code)):
            out.append(item.text)
        elif not isinstance(item, Note) and "content" in child_fields(type(item)):
            out.append(_said(item.content))
    return "".join(out)


def _letters(words: str) -> str:
    """By what a line is known again."""
    return _only(words, str.isalnum) or _only(words, _is_shown)


def _only(words: str, counts: Callable[[str], bool]) -> str:
    return "".join(filter(counts, words))


def _is_shown(char: str) -> bool:
    return not char.isspace()
