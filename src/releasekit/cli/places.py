"""Where something stands in a release, for a person: a JSON Pointer in, `Body › What is new › item 2` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.cli.layout import shortened
from releasekit.model import Extra, Release
from releasekit.model import nodes as n
from releasekit.model.words import inline_text, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.model import Block

_LABELS = {"lang": "Language", "event_date": "Event", "extra": "Other keys"}
_WIDTH = 36  # how many columns of a heading or a name are shown


class Places:
    """The places of one release. The headings above each block are looked for once."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._above: dict[int, list[tuple[n.Heading, ...]]] = {}

    def label(self, where: str) -> str:
        """The way to a place, from the field inwards."""
        return " › ".join(self._steps(where))

    def _steps(self, where: str) -> Iterator[str]:
        _, field, *rest = where.split("/")
        yield field_label(field)
        last = ""
        value: Any = getattr(self._release, field)
        table: n.Table | None = None
        for step in rest:
            if not step.isdecimal():
                if isinstance(value, n.Heading):
                    yield shortened(inline_text(value.content), _WIDTH)
                holder, value = value, getattr(value, step)
                if (not isinstance(value, tuple) or step in _NAMED) and not isinstance(holder, Extra):
                    yield step.replace("_", " ")
                continue
            members, index = value, int(step)
            value = members[index]
            if isinstance(value, n.Table):
                table = value
            if isinstance(value, n.Cell):
                yield _numbered("column", index, _head(table, members, index))
            else:
                for said in self._member(members, index):
                    if said.casefold() != last.casefold():  # "Notes to editors" is the heading of the notes to editors
                        yield said
                    last = said

    def _member(self, members: tuple[Any, ...], index: int) -> Iterator[str]:
        """The steps to a member of a sequence."""
        match members[index]:
            case (
                n.Paragraph() | n.Heading() | n.BulletList() | n.OrderedList() | n.CodeBlock() | n.RawBlock() | n.ThematicBreak()
            ):  # fmt: skip
                yield from self._headings(members, index)
            case n.Division(kind=kind):  # a part of its own: it belongs to no heading before it
                yield _kind_words(kind) or "division"
            case n.BlockQuote() | n.Table() | n.Figure() | n.Speech() as block:
                yield from self._headings(members, index)
                yield _container(block)
            case n.Item():
                yield f"item {index + 1}"
            case n.Row(cells):
                yield _numbered("row", index, _words_of(cells[0]) if cells else "")
            case n.Note():
                yield "note"
            case n.Image():
                yield "picture"
            case Extra(key=key):  # what it holds may be a number, a list or a map
                yield shortened(key, _WIDTH) or str(index + 1)
            case str() | n.Text() | n.Code() | n.LineBreak() | n.RawInline():
                pass
            case member if hasattr(member, "content"):  # a mark around what is meant
                pass
            case member:
                yield _name_of(member) or str(index + 1)

    def _headings(self, blocks: tuple[Block, ...], index: int) -> Iterator[str]:
        """The headings that a block stands under, the highest first."""
        known = self._above.get(id(blocks))
        if known is None:
            known = self._above[id(blocks)] = [*_above(blocks)]
        for heading in known[index]:
            yield shortened(inline_text(heading.content), _WIDTH)


def field_label(name: str) -> str:
    """A field of a release as a heading: `Event`, `Replaced by`."""
    return _LABELS.get(name, name.replace("_", " ").capitalize())


_NAMED = {"caption", "credit", "attribution", "speaker", "align", "attributes"}


def _head(table: n.Table | None, cells: tuple[n.Cell, ...], index: int) -> str:
    """What stands at the head of a column, where the rows have the same cells."""
    if table is None or not table.head_rows or len(table.rows[0].cells) != len(cells) or table.rows[0].cells is cells:
        return ""
    return _words_of(table.rows[0].cells[index])


def _above(blocks: tuple[Block, ...]) -> Iterator[tuple[n.Heading, ...]]:
    """For each block the headings that it stands under, the highest first."""
    above: tuple[n.Heading, ...] = ()
    for block in blocks:
        if isinstance(block, n.Heading):
            above = tuple(heading for heading in above if heading.level < block.level)
            yield above
            above = (*above, block)
        else:
            yield above


def _kind_words(kind: str) -> str:
    return kind.replace("-", " ").replace("_", " ")


def _container(block: n.BlockQuote | n.Table | n.Figure | n.Speech) -> str:
    match block:
        case n.BlockQuote():
            return "quote"
        case n.Figure():
            return "figure"
        case n.Speech():
            speaker = shortened(inline_text(block.speaker), _WIDTH)
            return f"speech of {speaker}" if speaker else "speech"
        case n.Table():
            return "table"


def _numbered(name: str, index: int, words: str) -> str:
    return f"{name} {index + 1}" + (f" ({shortened(words, _WIDTH)})" if words else "")


def _words_of(cell: n.Cell) -> str:
    return plain_text(Release(body=cell.blocks))


def _name_of(record: Any) -> str:
    """What a record is known by."""
    for name in ("name", "organisation", "title", "value", "code", "lang", "key", "field", "href", "text", "id"):
        if said := getattr(record, name, ""):
            return shortened(said, _WIDTH)
    return ""
