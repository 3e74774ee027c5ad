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

Whatever is canonical already is kept as it is, and a release that is known to be canonical is not looked at again.
"""

from __future__ import annotations

from operator import attrgetter, is_
from typing import Any, TypeVar, assert_never, cast

from attrs import evolve, fields

from releasekit.errors import FieldError
from releasekit.model import nodes as n
from releasekit.model.moment import Moment
from releasekit.model.release import Dateline, Embargo, Release
from releasekit.model.settled import ILLEGAL, SPACES, is_settled

T = TypeVar("T")


def legal(text: str) -> str:
    """The text with newlines as line ends and U+FFFD for what XML 1.0 does not allow."""
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ILLEGAL.sub("\ufffd", text)


def normalise(release: Release) -> Release:
    """The same release in canonical form. Raises `FieldError` where it is nested deeper than `MAX_DEPTH`."""
    if hasattr(release, "_canonical"):
        return release
    canonical = release if is_settled(release) else _normalised(release)
    object.__setattr__(canonical, "_canonical", True)  # a frozen class, whose fields stay as they are
    return canonical


def amended(release: Release, **fields: Any) -> Release:
    """A release with other values in some fields: canonical if it was so, after a look at no more than these."""
    if not hasattr(release, "_canonical"):
        return evolve(release, **fields)
    canonical = evolve(release, **{name: value and _field(name, value) for name, value in fields.items()})
    object.__setattr__(canonical, "_canonical", True)
    return canonical


def _normalised(release: Release) -> Release:
    """The release in canonical form, after a look at each field and node."""
    changed: dict[str, Any] = {}
    for name, value in zip(_FIELDS, _values_of(release), strict=True):
        if value and (new := _stated(value) if type(value) is str else _field(name, value)) is not value:
            changed[name] = new
    return evolve(release, **changed) if changed else release


_FIELDS = tuple(field.name for field in fields(Release))
_values_of = attrgetter(*_FIELDS)


def _field(name: str, value: Any) -> Any:
    match name:
        case "headline" | "subtitle":
            return _line(value, 1)
        case "body":
            return _blocks(value, 1)
        case "extra":
            return _kept(tuple([_remade(extra, legal(extra.key), legal(extra.json)) for extra in value]), value)
        case _:
            return _value(value)


def _value(value: Any) -> Any:
    match value:
        case str():
            return _stated(value)
        case None | Moment():
            return value
        case tuple() | list():
            return _kept(tuple([new for item in value if (new := _value(item)) not in ("", None)]), value)
        case _:
            return _record(value)


def _record(record: Any) -> Any:
    """A record with its fields in canonical form, or None where nothing is left of it."""
    kind = type(record)
    old = [getattr(record, name) for name in kind.__match_args__]
    new: list[Any] = [value and (_stated(value) if type(value) is str else _value(value)) for value in old]
    if not any(new) and kind is not Embargo:
        return None
    if kind is Dateline and not new[0]:
        _, place, date = new
        new[0] = place or date.iso
    return record if all(map(is_, old, new)) else kind(*new)


def _stated(text: str) -> str:
    """The text of a field: legal, and without white space at its edges."""
    return (text if text.isprintable() else legal(text)).strip(SPACES)


# ── what is canonical already is kept ───────────────────────────────────────────────────────────────────────────────


def _kept(new: tuple[T, ...], old: Any) -> tuple[T, ...]:
    """The old tuple if it holds the very same things, else the new one."""
    return old if len(old) == len(new) and all(map(is_, old, new)) and isinstance(old, tuple) else new


def _remade(node: T, *values: object) -> T:
    """The node with these values, in the order of its fields; itself where it has them already."""
    kind: Any = type(node)
    return node if all(map(is_, [getattr(node, name) for name in kind.__match_args__], values)) else cast("T", kind(*values))


def _changed(node: T, **values: object) -> T:
    """The node with some values changed; itself where it has them already."""
    for name, value in values.items():
        if getattr(node, name) is not value:
            return cast("T", evolve(cast("Any", node), **values))
    return node


# ── inlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(content: tuple[n.Inline, ...], depth: int) -> tuple[n.Inline, ...]:
    """Inlines that fill a block of their own: canonical, and without white space at the edges."""
    if _is_plain(content):
        return content
    return _stripped(_stripped(_inlines(content, depth), first=True), first=False)


def _is_plain(content: tuple[n.Inline, ...]) -> bool:
    """Whether inlines are one text that is surely canonical as a line of its own: most lines are, and this is soon told."""
    if len(content) != 1 or type(only := content[0]) is not n.Text or type(content) is not tuple:
        return False
    text = only.text
    return text.isprintable() and text != "" and text[0] != " " != text[-1]


def _inlines(content: tuple[n.Inline, ...], depth: int, *, linked: bool = False) -> tuple[n.Inline, ...]:
    if depth > n.MAX_DEPTH:
        raise FieldError(f"nested deeper than {n.MAX_DEPTH} levels: flatten the text")
    if len(content) == 1 and type(only := content[0]) is n.Text and only.text.isprintable() and only.text:
        return _kept((only,), content)
    out: list[n.Inline] = []
    for item in content:
        if type(item) is n.Text and item.text.isprintable() and item.text and not (out and isinstance(out[-1], n.Text)):
            out.append(item)
            continue
        for new in _inline(item, depth, linked=linked):
            if out and isinstance(new, n.Text) and isinstance(out[-1], n.Text):
                out[-1] = n.Text(out[-1].text + new.text)
            else:
                out.append(new)
    return _kept(tuple(out), content)


def _inline(item: n.Inline, depth: int, *, linked: bool = False) -> tuple[n.Inline, ...]:
    if isinstance(item, n.MARKS):
        return _marked(item, _inlines(item.content, depth + 1, linked=linked))
    match item:
        case n.Text(text):
            return (_remade(item, new),) if (new := legal(text)) else ()
        case n.Code(text):
            return (_remade(item, new),) if (new := legal(text).replace("\n", " ")) else ()
        case n.RawInline(text=text):
            return (_remade(item, item.format, new),) if (new := legal(text)) and item.format else ()
        case n.LineBreak():
            return (item,)
        case n.Image():
            return (_image(item),)
        case n.Note(blocks):
            return (_remade(item, blocks),) if (blocks := _blocks(blocks, depth + 1)) else ()
        case n.Link(content):
            content = _inlines(content, depth + 1, linked=True)
            return content if linked else (_remade(item, content, _stated(item.href), _stated(item.title)),)
        case n.Span(content):
            content = _inlines(content, depth + 1, linked=linked)
            if not (item.kind or item.lang or item.direction or item.attributes):
                return content
            return (_changed(item, content=content, attributes=_attributes(item.attributes)),)
        case n.Quotation(content) | n.Mention(content) | n.Date(content):
            return (_about(item, content),) if (content := _inlines(content, depth + 1, linked=linked)) else ()
        case _:
            assert_never(item)


def _about(item: n.Quotation | n.Mention | n.Date, content: tuple[n.Inline, ...]) -> n.Inline:
    match item:
        case n.Quotation():
            return _remade(item, content, _stated(item.speaker))
        case n.Mention():
            return _remade(item, content, item.kind or "person", _stated(item.ref))
        case n.Date():
            return _remade(item, content, item.moment)


def _image(image: n.Image) -> n.Image:
    return _remade(image, _stated(image.src), _stated(image.alt), _stated(image.title))


def _marked(mark: Any, content: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
    """The content under a mark: without content nothing, and once where it is under that mark already."""
    if not content or (len(content) == 1 and type(content[0]) is type(mark)):
        return content
    return (mark if content is mark.content else type(mark)(content),)


def _attributes(attributes: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    new = tuple((name, _stated(value)) for name, value in attributes)
    return attributes if new == attributes else new


def _stripped(content: tuple[n.Inline, ...], *, first: bool) -> tuple[n.Inline, ...]:
    """The inlines without white space at one edge, however deep in marks it stands."""
    while content:
        edge = content[0 if first else -1]
        if type(edge) is n.Text and edge.text[0 if first else -1] not in SPACES:
            return content
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
                if inner is edge.content:
                    return content
                if isinstance(edge, n.MARKS):
                    new = _marked(edge, inner)
                else:
                    new = (evolve(edge, content=inner),) if inner or isinstance(edge, (n.Link, n.Span)) else ()
        rest = content[1:] if first else content[:-1]
        if new:
            return (*new, *rest) if first else (*rest, *new)
        content = rest
    return content


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(blocks: tuple[n.Block, ...], depth: int) -> tuple[n.Block, ...]:
    if depth > n.MAX_DEPTH:
        raise FieldError(f"nested deeper than {n.MAX_DEPTH} levels: flatten the text")
    if len(blocks) == 1:  # so it is in most cells, items and notes
        new = _block(blocks[0], depth)
        return () if new is None else blocks if new is blocks[0] and isinstance(blocks, tuple) else (new,)
    return _kept(tuple([new for block in blocks if (new := _block(block, depth)) is not None]), blocks)


def _block(block: n.Block, depth: int) -> n.Block | None:
    if type(block) is n.Paragraph and depth < n.MAX_DEPTH and _is_plain(block.content):
        return block
    match block:
        case n.Paragraph():
            content = _line(block.content, depth + 1)
            if content is not block.content:
                block = evolve(block, content=content)
            return block if content else None
        case n.Heading(content=content):
            return _changed(block, content=_line(content, depth + 1))
        case n.BulletList(items=items) | n.OrderedList(items=items):
            within = depth + 2
            items = _kept(tuple([item if _is_words(item.blocks, within) else _item(item, within) for item in items]), items)
            return _changed(block, items=items) if items else None
        case n.BlockQuote(blocks=blocks):
            return _changed(block, blocks=_blocks(blocks, depth + 1), attribution=_line(block.attribution, depth + 1))
        case n.Table():
            return _table(block, depth)
        case n.Figure():
            caption, credit = _line(block.caption, depth + 1), _line(block.credit, depth + 1)
            return _changed(block, image=_image(block.image), caption=caption, credit=credit)
        case n.Speech(blocks=blocks):
            speech = _changed(block, blocks=_blocks(blocks, depth + 1), speaker=_line(block.speaker, depth + 1))
            return speech if speech.blocks or speech.speaker else None
        case n.Division(blocks=blocks):
            division = _changed(block, blocks=_blocks(blocks, depth + 1), attributes=_attributes(block.attributes))
            return division if division.blocks or division.kind else None
        case n.CodeBlock():
            return _remade(block, legal(block.text), _stated(legal(block.info).replace("\n", " ")))
        case n.RawBlock():
            raw = legal(block.text)
            return _remade(block, block.format, raw) if raw and block.format else None
        case n.ThematicBreak():
            return block


def _table(table: n.Table, depth: int) -> n.Table | None:
    if not table.rows:
        return None
    rows = _kept(tuple([_row(row, depth + 3) for row in table.rows]), table.rows)
    columns = max([sum([cell.colspan for cell in row.cells]) for row in rows])
    align = table.align[:columns]
    while align and not align[-1]:
        align = align[:-1]
    return _changed(
        table,
        rows=rows,
        head_rows=min(table.head_rows, len(rows)),
        head_columns=min(table.head_columns, columns),
        align=_kept(align, table.align),
        caption=_line(table.caption, depth + 1),
    )


def _is_words(blocks: tuple[n.Block, ...], depth: int) -> bool:
    """Whether blocks are one paragraph that is surely canonical: so it is in most cells and items."""
    if len(blocks) != 1 or type(only := blocks[0]) is not n.Paragraph or type(blocks) is not tuple:
        return False
    return depth < n.MAX_DEPTH and _is_plain(only.content)


def _row(row: n.Row, depth: int) -> n.Row:
    cells = _kept(tuple([cell if _is_words(cell.blocks, depth) else _cell(cell, depth) for cell in row.cells]), row.cells)
    return row if cells is row.cells else n.Row(cells)


def _cell(cell: n.Cell, depth: int) -> n.Cell:
    blocks = _blocks(cell.blocks, depth)
    return cell if blocks is cell.blocks else evolve(cell, blocks=blocks)


def _item(item: n.Item, depth: int) -> n.Item:
    blocks = _blocks(item.blocks, depth)
    return item if blocks is item.blocks else n.Item(blocks)
