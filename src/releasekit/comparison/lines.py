"""Inlines as one text with what marks and stands in it: the content of a block in, its words, marks and atoms out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

from attrs import field

from releasekit.comparison.words import spans
from releasekit.model import nodes as n
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterable

Mark: TypeAlias = tuple[str, ...]
"""The name of a mark and what else it says."""

Marks: TypeAlias = tuple[Mark, ...]
"""The marks that words are under, the outermost first."""

Atom: TypeAlias = n.Image | n.LineBreak | n.Note | n.RawInline
"""An inline that stands among words and is none."""

_NAMES: dict[type, str] = {
    n.Strong: "strong emphasis",
    n.Underline: "underlining",
    n.Strike: "strike-through",
    n.SmallCaps: "small capitals",
}


@define
class Token:
    """A word or an atom of a line."""

    key: str | Mark
    """What makes it equal to another: the word itself, or the sort of the atom."""
    start: int
    end: int
    """Where it stands in the text of its line; an atom takes no room there, but for a line break."""
    marks: list[tuple[int, Marks]] = field(factory=list)
    """From where in the text which marks hold, in order; the first from its start."""
    atom: Atom | None = None
    place: str = ""
    """Of an atom: its JSON Pointer."""


@define
class Line:
    """A line of words."""

    where: str
    text: str
    tokens: list[Token]


def line(content: Iterable[n.Inline], where: str, place: str) -> Line:
    """The words of inlines, for a difference at `where`; `place` is the JSON Pointer of the inlines themselves."""
    reading = _Reading()
    reading.read(content, place, ())
    reading.end()
    return Line(where, "".join(reading.texts), reading.tokens)


class _Reading:
    """What was read so far: words that no atom parts are divided together, so that a mark within a word does not divide it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.tokens: list[Token] = []
        self._length = 0
        self._pending: list[tuple[int, str, Marks]] = []

    def read(self, content: Iterable[n.Inline], place: str, marks: Marks) -> None:
        for index, item in enumerate(content):
            self._inline(item, f"{place}/{index}", marks)

    def end(self) -> None:
        """Divide the words since the last atom."""
        if not self._pending:
            return
        pieces, self._pending = self._pending, []
        first = pieces[0][0]
        text = "".join(words for _, words, _ in pieces)
        at = 0
        for start, end in spans(text):
            token = Token(text[start:end], first + start, first + end)
            while at + 1 < len(pieces) and pieces[at + 1][0] <= token.start:
                at += 1
            token.marks.append((token.start, pieces[at][2]))
            while at + 1 < len(pieces) and pieces[at + 1][0] < token.end:
                at += 1
                token.marks.append((pieces[at][0], pieces[at][2]))
            self.tokens.append(token)

    def _inline(self, item: n.Inline, place: str, marks: Marks) -> None:
        match item:
            case n.Text(text):
                self._words(text, marks)
            case n.Code(text):
                self._words(text, (*marks, ("code",)))
            case n.LineBreak():
                self._atom(("line break",), item, place, marks, "\n")
            case n.Image():
                self._atom(("image",), item, place, marks)
            case n.Note():
                self._atom(("note",), item, place, marks)
            case n.RawInline():
                self._atom(("raw", item.format), item, place, marks)
            case n.Link() | n.Span() if not item.content:
                self._atom(("without words", *_mark(item)), None, place, marks)
            case (
                n.Emphasis() | n.Strong() | n.Underline() | n.Strike() | n.Superscript() | n.Subscript() | n.SmallCaps()
                | n.Link() | n.Quotation() | n.Mention() | n.Date() | n.Span()
            ):  # fmt: skip
                self.read(item.content, f"{place}/content", (*marks, _mark(item)))
            case _:
                assert_never(item)

    def _words(self, text: str, marks: Marks) -> None:
        self._pending.append((self._length, text, marks))
        self.texts.append(text)
        self._length += len(text)

    def _atom(self, key: Mark, atom: Atom | None, place: str, marks: Marks, text: str = "") -> None:
        self.end()
        self.tokens.append(Token(key, self._length, self._length + len(text), [(self._length, marks)], atom, place))
        self.texts.append(text)
        self._length += len(text)


def _mark(item: n.Inline) -> Mark:
    match item:
        case n.Link():
            return ("link", item.href, item.title)
        case n.Quotation():
            return ("quotation", item.speaker)
        case n.Mention():
            return ("mention", item.kind, item.ref)
        case n.Date():
            return ("date", item.moment.iso)
        case n.Span():
            return ("span", item.kind, item.lang, item.direction, *(word for pair in item.attributes for word in pair))
        case _:
            return (_NAMES.get(type(item), type(item).__name__.lower()),)


def described(mark: Mark) -> str:
    """A mark in words: `emphasis`, `link to https://…`, `mention of person ada`."""
    match mark:
        case ("link", href, title):
            return f"link to {href or 'nowhere'}" + (f" (“{title}”)" if title else "")
        case ("quotation", speaker):
            return f"quotation of {speaker}" if speaker else "quotation"
        case ("mention", kind, ref):
            return f"mention of {kind} {ref}".rstrip()
        case ("date", moment):
            return f"date {moment}"
        case ("span", kind, lang, direction, *attributes):
            pairs = zip(attributes[::2], attributes[1::2], strict=True)
            said = [kind, lang and f"language {lang}", direction and f"direction {direction}"]
            return "span of " + ", ".join(filter(None, [*said, *(f"{name}={value}" for name, value in pairs)]))
        case ("without words", *of):
            return f"{described(tuple(of))} without words"
        case _:
            return " ".join(mark)
