"""Records and nodes as plain data (dict, list, str, int, bool) and back: what JSON and YAML can say.

Three rules make the data short. A field that says nothing is left out. A record of which only the first field says
something is that value: `numbers: [07-55]`. Inlines are a list in which `Text` is a string, and a single `Text` is the
string alone. A node names its class in `type`: `{"type": "bullet-list", "items": [...]}`.
"""

from __future__ import annotations

import re
from typing import Any, get_args

from attrs import NOTHING, fields, frozen

from releasekit.errors import FieldError
from releasekit.model import nodes as n
from releasekit.model import release as r
from releasekit.model.moment import Moment

KEYS = {"headline": "title", "direction": "dir"}
"""Fields that files call by another name than the model."""

RELEASE_KEYS = KEYS | {"kind": "type"}

_RECORDS = {
    record.__name__: record
    for record in (
        r.Number, r.Issuer, r.Embargo, r.Change, r.Dateline, r.Translation, r.Contact, r.Attachment, r.Subject, r.Entity,
        r.Rights, r.Found, r.Source, n.Item, n.Row, n.Cell, n.Image,
    )
}  # fmt: skip


class PlainError(FieldError):
    """Plain data that is not a release's: says where (JSON Pointer) and what was expected."""

    def __init__(self, message: str, where: str) -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def __str__(self) -> str:
        return f"{self.where or '/'}: {self.message}"


def node_name(node: type) -> str:
    """The name of a node class in data: `BulletList` is `bullet-list`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", node.__name__).lower()


INLINES = {node_name(kind): kind for kind in get_args(n.Inline)}
BLOCKS = {node_name(kind): kind for kind in get_args(n.Block)}


@frozen
class _Slot:
    """A field of a class: its name in the model and in data, what it holds, and what it holds by default."""

    name: str
    key: str
    holds: str
    default: Any


_SLOTS: dict[object, tuple[_Slot, ...]] = {}


def slots(kind: type[Any]) -> tuple[_Slot, ...]:
    """The fields of a class in the order of their data: what a node holds first, its language last."""
    if kind not in _SLOTS:
        keys = RELEASE_KEYS if kind is r.Release else KEYS
        known = [_Slot(field.name, keys.get(field.name, field.name), str(field.type), field.default) for field in fields(kind)]
        if issubclass(kind, n.Localised):
            known.sort(key=lambda slot: slot.name in {"lang", "direction"})
        _SLOTS[kind] = tuple(known)
    return _SLOTS[kind]


# ── out ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def to_plain(record: Any) -> Any:
    """A release, or a record of one, as plain data."""
    data = {slot.key: _value_out(slot.holds, value) for slot, value in _said(record)}
    first = slots(type(record))[0].key
    if list(data) == [first] and isinstance(data[first], str) and not isinstance(record, r.Release):
        return data[first]
    return data


def _node_out(node: n.Node) -> Any:
    if isinstance(node, n.Text):
        return node.text
    return {"type": node_name(type(node))} | {slot.key: _value_out(slot.holds, value) for slot, value in _said(node)}


def _said(record: Any) -> list[tuple[_Slot, Any]]:
    return [(slot, value) for slot in slots(type(record)) if (value := getattr(record, slot.name)) != slot.default]


def _value_out(holds: str, value: Any) -> Any:
    if holds in {"tuple[Inline, ...]", "tuple[Block, ...]"}:
        content = [_node_out(node) for node in value]
        return content[0] if len(content) == 1 and isinstance(content[0], str) else content
    if holds == "tuple[tuple[str, str], ...]":
        return dict(value)
    if holds == "tuple[Extra, ...]":
        return {extra.key: extra.value for extra in value}
    if isinstance(value, tuple):
        return [item if isinstance(item, str) else to_plain(item) for item in value]
    if isinstance(value, Moment):
        return value.iso
    return value if isinstance(value, (str, int, bool)) else to_plain(value)


# ── in ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def from_plain(kind: type[Any], data: Any, where: str = "") -> Any:
    """The record or node that plain data speaks of. Raises `PlainError`."""
    known = slots(kind)
    if isinstance(data, str) and known and _shorthand(known):
        data = {known[0].key: data}
    if not isinstance(data, dict):
        raise PlainError(f"expected {_article(kind)} as a map, found {_kind_of(data)}", where)
    by_key = {slot.key: slot for slot in known}
    values: dict[str, Any] = {}
    for key, value in data.items():
        slot = by_key.get(key)
        if slot is None:
            raise PlainError(f"{_article(kind)} has no {key!r}: it has {', '.join(by_key)}", where)
        values[slot.name] = value_from_plain(slot.holds, value, f"{where}/{key}")
    for slot in known:
        if slot.name not in values and slot.default is NOTHING:
            raise PlainError(f"{_article(kind)} needs {slot.key!r}", where)
    try:
        return kind(**values)
    except PlainError:
        raise
    except (FieldError, ValueError) as error:
        raise PlainError(str(error), where) from None


def value_from_plain(holds: str, data: Any, where: str) -> Any:
    """The value of a field that holds what its annotation says."""
    holds = holds.removesuffix(" | None")
    match holds:
        case "str" | "Align" | "Direction" | "ListStyle":
            return _text(data, where)
        case "int":
            if not isinstance(data, int) or isinstance(data, bool):
                raise PlainError(f"expected a whole number, found {_kind_of(data)}", where)
            return data
        case "bool":
            if not isinstance(data, bool):
                raise PlainError(f"expected true or false, found {_kind_of(data)}", where)
            return data
        case "Moment":
            return _moment(data, where)
        case "tuple[Inline, ...]":
            return tuple(_node(INLINES, item, at) for at, item in _items(data, where))
        case "tuple[Block, ...]":
            return tuple(_node(BLOCKS, item, at) for at, item in _items(data, where))
        case "tuple[str, ...]" | "tuple[Align, ...]":
            return tuple(_text(item, at) for at, item in _items(data, where))
        case "tuple[tuple[str, str], ...]":
            return tuple((key, _text(value, f"{where}/{key}")) for key, value in _map(data, where).items())
        case "tuple[Extra, ...]":
            return tuple(r.Extra.of(key, value) for key, value in _map(data, where).items())
        case _:
            record = _RECORDS[holds.removeprefix("tuple[").removesuffix(", ...]")]
            if holds.startswith("tuple["):
                return tuple(from_plain(record, item, at) for at, item in _items(data, where))
            return from_plain(record, data, where)


def _node(names: dict[str, type[Any]], data: Any, where: str) -> Any:
    if isinstance(data, str) and names is INLINES:
        return n.Text(data)
    content = dict(_map(data, where))
    name = content.pop("type", None)
    kind = names.get(name) if isinstance(name, str) else None
    if kind is None:
        raise PlainError(f"expected a node with one of the types {', '.join(names)}, found {name!r}", where)
    return from_plain(kind, content, where)


def _shorthand(known: tuple[_Slot, ...]) -> bool:
    return known[0].holds in {"str", "Moment | None"}


def _items(data: Any, where: str) -> list[tuple[str, Any]]:
    """The members of a list, each with its place; one value alone is a list of it."""
    if isinstance(data, (str, dict)):
        data = [data]
    if not isinstance(data, list):
        raise PlainError(f"expected a list, found {_kind_of(data)}", where)
    return [(f"{where}/{index}", item) for index, item in enumerate(data)]


def _map(data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise PlainError(f"expected a map, found {_kind_of(data)}", where)
    return data


def _text(data: Any, where: str) -> str:
    if isinstance(data, bool) or not isinstance(data, (str, int, float)):
        raise PlainError(f"expected text, found {_kind_of(data)}", where)
    return str(data)


def _moment(data: Any, where: str) -> Moment:
    text = _text(data, where)
    try:
        return Moment(re.sub(r"(?<=\d) (?=\d)", "T", text.strip(), count=1))
    except FieldError as error:
        raise PlainError(str(error), where) from None


def _article(kind: type) -> str:
    name = kind.__name__.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _kind_of(data: Any) -> str:
    match data:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case dict():
            return "a map"
        case list():
            return "a list"
        case str():
            return f"{data[:40]!r}"
        case _:
            return f"the number {data}"
