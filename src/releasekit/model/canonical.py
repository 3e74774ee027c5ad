"""A release in its canonical form: the one form that equality and the round-trip laws speak of.

In the canonical form
- neighbouring `Text` is one, none is empty; a mark that holds only a mark of its own kind is that mark, a mark without
  content is gone; a `Span` that says nothing is its content; a link within a link is its content;
- a line end is a newline; in `Code` it is a space; an empty `Code` is gone;
- white space and line breaks at the edges of a paragraph, heading, caption or other line of words are gone;
- a `Paragraph` without words is gone, and so are a list without items, a table without rows, and a `Note`, a `Speech` or
  an untyped `Division` without blocks;
- `align` of a table holds nothing after the last column that has one; `head_rows` and `head_columns` are no more than
  the table has;
- text fields have no white space at their edges; empty records and empty strings in lists are gone;
- a character that XML 1.0 does not allow (section 2.2) is U+FFFD;
- nothing stands deeper than `MAX_DEPTH`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import evolve, fields

from releasekit.errors import FieldError
from releasekit.model import nodes as n
from releasekit.model.moment import Moment
from releasekit.model.release import Dateline, Embargo, Extra, Release

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

SPACES = " \t\n"
"""The white space that edges lose: a no-break space is a character like any other."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """The text with newlines as line ends and U+FFFD for what XML 1.0 does not allow."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub("\ufffd", text)


def normalise(release: Release) -> Release:
    """The same release in canonical form. Raises `FieldError` where it is nested deeper than `MAX_DEPTH`."""
    changed: dict[str, Any] = {}
    for field in fields(Release):
        value = getattr(release, field.name)
        if field.name in {"headline", "subtitle"}:
            new: Any = _line(value, 1)
        elif field.name == "body":
            new = _blocks(value, 1)
        elif field.name == "extra":
            new = tuple(Extra(legal(extra.key), legal(extra.json)) for extra in value)
        else:
            new = _value(value)
        if new != value:
            changed[field.name] = new
    return evolve(release, **changed) if changed else release


def _value(value: Any) -> Any:
    match value:
        case str():
            return legal(value).strip(SPACES)
        case tuple():
            return tuple(new for item in value if (new := _value(item)) not in ("", None))
        case None | Moment():
            return value
        case _:
            return _record(value)


def _record(record: Any) -> Any:
    """A record with its fields in canonical form, or None where nothing is left of it."""
    values = {field.name: _value(getattr(record, field.name)) for field in fields(type(record))}
    said = [value for name, value in values.items() if name != "kind" and value not in ("", None, ())]
    if not said and not isinstance(record, Embargo):
        return None
    if isinstance(record, Dateline) and not values["printed"]:
        values["printed"] = values["place"] or values["date"].iso
    return type(record)(**values)


# ── inlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(content: tuple[n.Inline, ...], depth: int) -> tuple[n.Inline, ...]:
    """Inlines that fill a block of their own: canonical, and without white space at the edges."""
    return _stripped(_stripped(_inlines(content, depth), first=True), first=False)


def _inlines(content: Iterable[n.Inline], depth: int, *, linked: bool = False) -> tuple[n.Inline, ...]:
    if depth > n.MAX_DEPTH:
        raise FieldError(f"nested deeper than {n.MAX_DEPTH} levels: flatten the text")
    out: list[n.Inline] = []
    for item in content:
        for new in _inline(item, depth, linked=linked):
            if isinstance(new, n.Text) and out and isinstance(out[-1], n.Text):
                out[-1] = n.Text(out[-1].text + new.text)
            else:
                out.append(new)
    return tuple(out)


def _inline(item: n.Inline, depth: int, *, linked: bool = False) -> tuple[n.Inline, ...]:
    match item:
        case n.Text(text):
            return (n.Text(new),) if (new := legal(text)) else ()
        case n.Code(text):
            return (n.Code(new),) if (new := legal(text).replace("\n", " ")) else ()
        case n.RawInline(text=text):
            return (evolve(item, text=new),) if (new := legal(text)) and item.format else ()
        case n.LineBreak():
            return (item,)
        case n.Image():
            return (n.Image(*(legal(value).strip(SPACES) for value in (item.src, item.alt, item.title))),)
        case n.Note(blocks):
            new_blocks = _blocks(blocks, depth + 1)
            return (n.Note(new_blocks),) if new_blocks else ()
        case n.Link(content):
            new_content = _inlines(content, depth + 1, linked=True)
            if linked:
                return new_content
            return (n.Link(new_content, legal(item.href).strip(SPACES), legal(item.title).strip(SPACES)),)
        case n.Span(content):
            new_content = _inlines(content, depth + 1, linked=linked)
            if not (item.kind or item.lang or item.direction or item.attributes):
                return new_content
            return (evolve(item, content=new_content, attributes=_attributes(item.attributes)),)
        case n.Quotation(content) | n.Mention(content) | n.Date(content):
            return _container(item, _inlines(content, depth + 1, linked=linked))
        case _:
            new_content = _inlines(item.content, depth + 1, linked=linked)
            return _marked(type(item), new_content)


def _container(item: n.Quotation | n.Mention | n.Date, content: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
    if not content:
        return ()
    if isinstance(item, n.Quotation):
        return (n.Quotation(content, legal(item.speaker).strip(SPACES)),)
    if isinstance(item, n.Mention):
        return (n.Mention(content, item.kind or "person", legal(item.ref).strip(SPACES)),)
    return (n.Date(content, item.moment),)


def _marked(mark: type[Any], content: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
    """The content under a mark: without content nothing, and once where it is under that mark already."""
    if not content or (len(content) == 1 and type(content[0]) is mark):
        return content
    return (mark(content),)


def _attributes(attributes: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, legal(value).strip(SPACES)) for name, value in attributes)


def _stripped(content: tuple[n.Inline, ...], *, first: bool) -> tuple[n.Inline, ...]:
    """The inlines without white space at one edge, however deep in marks it stands."""
    while content:
        edge = content[0 if first else -1]
        rest = content[1:] if first else content[:-1]
        match edge:
            case n.Text(text):
                text = text.lstrip(SPACES) if first else text.rstrip(SPACES)
                new: tuple[n.Inline, ...] = (n.Text(text),) if text else ()
            case n.LineBreak():
                new = ()
            case n.Code() | n.Image() | n.Note() | n.RawInline():
                return content
            case _:
                inner = _stripped(edge.content, first=first)
                if inner == edge.content:
                    return content
                if isinstance(edge, n.MARKS):
                    new = _marked(type(edge), inner)
                else:
                    kept = inner or isinstance(edge, (n.Link, n.Span))
                    new = (evolve(edge, content=inner),) if kept else ()
        if new:
            return (*new, *rest) if first else (*rest, *new)
        content = rest
    return content


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(blocks: Iterable[n.Block], depth: int) -> tuple[n.Block, ...]:
    if depth > n.MAX_DEPTH:
        raise FieldError(f"nested deeper than {n.MAX_DEPTH} levels: flatten the text")
    return tuple(new for block in blocks if (new := _block(block, depth)) is not None)


def _block(block: n.Block, depth: int) -> n.Block | None:
    match block:
        case n.Paragraph(content=content):
            return evolve(block, content=new) if (new := _line(content, depth + 1)) else None
        case n.Heading(content=content):
            return evolve(block, content=_line(content, depth + 1))
        case n.BulletList(items=items) | n.OrderedList(items=items):
            new_items = tuple(n.Item(_blocks(item.blocks, depth + 2)) for item in items)
            return evolve(block, items=new_items) if new_items else None
        case n.BlockQuote(blocks=blocks):
            return evolve(block, blocks=_blocks(blocks, depth + 1), attribution=_line(block.attribution, depth + 1))
        case n.Table():
            return _table(block, depth)
        case n.Figure():
            image = cast("tuple[n.Image]", _inline(block.image, depth))[0]
            caption, credit = _line(block.caption, depth + 1), _line(block.credit, depth + 1)
            return evolve(block, image=image, caption=caption, credit=credit)
        case n.Speech(blocks=blocks):
            speech = evolve(block, blocks=_blocks(blocks, depth + 1), speaker=_line(block.speaker, depth + 1))
            return speech if speech.blocks or speech.speaker else None
        case n.Division(blocks=blocks):
            division = evolve(block, blocks=_blocks(blocks, depth + 1), attributes=_attributes(block.attributes))
            return division if division.blocks or division.kind else None
        case n.CodeBlock():
            return n.CodeBlock(legal(block.text), legal(block.info).replace("\n", " ").strip(SPACES))
        case n.RawBlock():
            raw = legal(block.text)
            return n.RawBlock(block.format, raw) if raw and block.format else None
        case n.ThematicBreak():
            return block


def _table(table: n.Table, depth: int) -> n.Table | None:
    rows = tuple(n.Row(tuple(evolve(cell, blocks=_blocks(cell.blocks, depth + 3)) for cell in row.cells)) for row in table.rows)
    if not rows:
        return None
    columns = max(sum(cell.colspan for cell in row.cells) for row in rows)
    align = table.align[:columns]
    while align and not align[-1]:
        align = align[:-1]
    return evolve(
        table,
        rows=rows,
        head_rows=min(table.head_rows, len(rows)),
        head_columns=min(table.head_columns, columns),
        align=align,
        caption=_line(table.caption, depth + 1),
    )
