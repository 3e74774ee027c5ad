"""What a format's declaration says it cannot carry, found in a release: `Format.drops` in, notes out; and what it keeps of each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, get_args

from attrs import fields, has

from releasekit.format import Note
from releasekit.model import nodes as n
from releasekit.model import release as r
from releasekit.model.plain import KEYS, RELEASE_KEYS, node_name
from releasekit.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrs import Attribute

    from releasekit.format import Context, Format
    from releasekit.model import Release

Kept: TypeAlias = Literal["whole", "part", "words", "nothing"]
"""What a format keeps of a thing: all of it; not all of its fields; its words, as ordinary text; nothing."""

NODES = {kind.__name__: kind for kind in (*get_args(n.Block), n.Item, n.Row, n.Cell, *get_args(n.Inline))}
"""The nodes of the model, blocks before inlines."""

RECORDS = {
    "numbers": r.Number, "issuers": r.Issuer, "embargo": r.Embargo, "changes": r.Change, "dateline": r.Dateline,
    "translations": r.Translation, "contacts": r.Contact, "attachments": r.Attachment, "subjects": r.Subject,
    "entities": r.Entity, "rights": r.Rights, "source": r.Source,
}  # fmt: skip
"""The fields of a release that hold records, and which; `Found` stands in `Source`."""

_WORDLESS = frozenset({"LineBreak", "RawBlock", "RawInline", "ThematicBreak"})
"""The nodes that hold no words which could stay without them."""

_FIELDS_ONLY = frozenset({"Division", "Span"})
"""The nodes that say nothing but what their fields say of the content: without those, its words are left."""

_RAW = frozenset({"RawBlock", "RawInline"})
_CONTENT = frozenset({"content", "blocks", "items", "rows", "cells", "text", "image", "format"})
"""The fields that are a node itself, and not a detail of it."""

_CALLED = {
    "Emphasis": "emphasis", "Strong": "strong emphasis", "Underline": "underlining", "Strike": "strike-through",
    "Superscript": "superscript", "Subscript": "subscript", "SmallCaps": "small capitals", "Code": "code", "Image": "a picture",
    "Note": "a footnote", "RawInline": "raw markup", "RawBlock": "raw markup", "Item": "a list item", "Row": "a table row",
    "Cell": "a table cell", "Speech": "a speech turn", "Rights": "the rights", "Found": "a found field", "Text": "text",
}  # fmt: skip


def called(name: str) -> str:
    """What a person calls a class of the model: `BulletList` is a bullet list."""
    words = node_name(NODES[name]).replace("-", " ") if name in NODES else name.lower()
    return _CALLED.get(name) or f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def key_of(field: str, kind: type[Any] = r.Release) -> str:
    """What files call a field of a class: `headline` is `title`."""
    return (RELEASE_KEYS if kind is r.Release else KEYS).get(field, field)


# ── in a release ────────────────────────────────────────────────────────────────────────────────────────────────────


def dropped(release: r.Release, format: Format) -> Iterator[Note]:
    """A note for each field, node, or field of a node or record that the release has and the format declares to drop."""
    if not format.drops:
        return
    fields_, nodes, records = _watched(format.drops)
    for field in fields(r.Release):
        value = getattr(release, field.name)
        if value == field.default:
            continue
        if field.name in fields_:
            yield Note(
                "field-dropped", f"{format.title} cannot carry {key_of(field.name)!r}{_many(field, value)}", f"/{field.name}"
            )
        elif records and field.name in RECORDS:
            yield from _details(value, records, format, f"/{field.name}")
    for where, node in walk(release) if nodes else ():
        watched = nodes.get(type(node))
        if watched is None:
            continue
        if watched.whole:
            yield Note("node-dropped", f"{format.title} cannot carry {_alone(type(node).__name__, format)}", where)
        else:
            yield from _said(node, watched, format, where)


class _Watched(NamedTuple):
    """What of a class is dropped: all of it, or some fields."""

    whole: bool
    details: tuple[Attribute[Any], ...]


_Table: TypeAlias = dict[type, _Watched]


@cache
def _watched(drops: frozenset[str]) -> tuple[frozenset[str], _Table, _Table]:
    """The fields, nodes and records to look out for."""
    nodes = {kind: found for kind in NODES.values() if (found := _of(kind, drops))}
    records = {kind: found for kind in (*RECORDS.values(), r.Found) if (found := _of(kind, drops))}
    return frozenset(name for name in drops if name[:1].islower()), nodes, records


def _of(kind: type[Any], drops: frozenset[str]) -> _Watched | None:
    details = tuple(field for field in fields(kind) if f"{kind.__name__}.{field.name}" in drops)
    whole = kind.__name__ in drops
    return _Watched(whole, details) if whole or details else None


def _details(value: Any, records: _Table, format: Format, where: str) -> Iterator[Note]:
    """What is dropped of records, and of those within."""
    if isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _details(one, records, format, f"{where}/{index}")
    elif has(type(value)):
        if watched := records.get(type(value)):
            yield from _said(value, watched, format, where)
        if isinstance(value, r.Source):
            yield from _details(value.found, records, format, f"{where}/found")


def _said(thing: Any, watched: _Watched, format: Format, where: str) -> Iterator[Note]:
    kind = type(thing)
    for field in watched.details:
        if getattr(thing, field.name) != field.default:
            rest = ", only the words" if f"{kind.__name__}.{field.name}" in format.flattens else ""
            message = f"{format.title} cannot carry {key_of(field.name, kind)!r} of {called(kind.__name__)}{rest}"
            yield Note("detail-dropped", message, f"{where}/{field.name}")


def _alone(name: str, format: Format) -> str:
    """A node that is dropped, and what becomes of its words."""
    if name in _WORDLESS:
        return f"{called(name)}: it is left out"
    return f"{called(name)}, only the words" if name in format.flattens else called(name)


_NAMED = 20
"""So many keys of other programs are named, and the rest by their number."""
_TEXT = {"tuple[Inline, ...]", "tuple[Block, ...]"}


def _many(field: Attribute[Any], value: Any) -> str:
    """The keys of other programs, of any other field how many values it has, if they are several."""
    if field.name == "extra":
        more = f" and {len(value) - _NAMED} more" if len(value) > _NAMED else ""
        return f" ({', '.join([repr(extra.key) for extra in value[:_NAMED]])}{more})"
    several = isinstance(value, tuple) and len(value) > 1 and str(field.type) not in _TEXT
    return f" ({len(value)} values)" if several else ""


# ── in a format ─────────────────────────────────────────────────────────────────────────────────────────────────────


def kept(name: str, format: Format) -> Kept:
    """What a format keeps of a field (`entities`), a node (`Speech`), or a field of a node or record (`Cell.colspan`).

    `Localised.lang` is the language of any node that states one; a node is whole without it, unless it says nothing else.
    """
    group, _, detail = name.partition(".")
    if name in format.drops or (detail and group in format.drops):
        return "words" if name in format.flattens else "nothing"
    if group == n.Localised.__name__:
        lost = [each for each in LOCALISED if kept(f"{each}.{detail}", format) == "nothing"]
        return "nothing" if len(lost) == len(LOCALISED) else "part" if lost else "whole"
    if group in _RAW and not format.lossless:  # at most that of its own kind
        return "part"
    names = [] if detail else _details_of(name)
    lost = [each for each in names if each in format.drops]
    if name in _FIELDS_ONLY and len(lost) == len(names):
        return "words"
    return "part" if lost else "whole"


class MatrixRow(NamedTuple):
    """One line of the matrix of losses."""

    name: str
    """As in `Format.drops`."""
    label: str
    """As in files: `title`, `bullet-list`, `colspan`."""
    kept: tuple[Kept, ...]
    """Of each format."""


def names() -> list[str]:
    """Every name that `kept` knows: the fields of a release, the nodes, the fields of both, and what any node may state."""
    found = []
    for name in (*(field.name for field in fields(r.Release)), *NODES):
        found += [name, *_details_of(name)]
    return [*found, *_ANY]


def matrix(formats: Sequence[Format]) -> list[MatrixRow]:
    """What each format keeps of every field and node, and of those of their own fields that one of the formats drops."""

    def row(name: str, label: str) -> MatrixRow:
        return MatrixRow(name, label, tuple(kept(name, format) for format in formats))

    rows = []
    for name in (*(field.name for field in fields(r.Release)), *NODES):
        rows.append(row(name, node_name(NODES[name]) if name in NODES else key_of(name)))
        partly = [format.drops for format in formats if name not in format.drops]
        rows += [row(each, _key(each)) for each in _details_of(name) if any(each in drops for drops in partly)]
    return [*rows, *(row(name, _key(name)) for name in _ANY)]


def _key(name: str) -> str:
    """What files call a field of a node or record."""
    field = name.partition(".")[2]
    return KEYS.get(field, field)


_ANY = tuple(f"{n.Localised.__name__}.{field.name}" for field in fields(n.Localised))
LOCALISED = tuple(name for name, kind in NODES.items() if issubclass(kind, n.Localised))
"""The nodes that may state a language and a direction."""


def _details_of(name: str) -> list[str]:
    """The fields of a node but its content, or those of the records in a field of the release."""
    kind = NODES.get(name) or RECORDS.get(name)
    kinds = (kind, r.Found) if kind is r.Source else (kind,) if kind else ()
    known = [(each.__name__, field.name) for each in kinds for field in fields(each)]
    if name in LOCALISED and name not in _FIELDS_ONLY:
        known = [each for each in known if each[1] not in {"lang", "direction"}]
    return [f"{owner}.{field}" for owner, field in known if field not in _CONTENT]


def report_unprinted(release: Release, context: Context, title: str, *, exact: bool = False) -> None:
    """Report what the furniture leaves out, for a format that says it nowhere else; `title` is what the format is called.

    `exact`: it says somewhere to the second when the release was released.
    """
    embargo = release.embargo
    if embargo and release.status == "withdrawn":
        context.loss("embargo-hidden", "a withdrawn release says that it is withdrawn, and not its embargo", "/embargo")
    elif embargo and embargo.until and embargo.printed:
        message = f"{title} shows the printed words of the embargo, not its instant"
        context.loss("detail-dropped", message, "/embargo/until")
    if release.released and release.released.precision == "second" and not exact:
        context.loss("detail-dropped", f"{title} shows when it was released to the minute, not to the second", "/released")
