"""Records and nodes as plain data (dict, list, str, int, bool) and back: what JSON and YAML can say.

Three rules make the data short. A field that says nothing is left out. A record of which only the first field says
something is that value: `numbers: [07-55]`. Inlines are a list in which `Text` is a string, and a single `Text` is the
string alone. A node names its class in `type`: `{"type": "bullet-list", "items": [...]}`.

How the fields of a class are read and written follows from their annotations, and is worked out once for each class.
"""

from __future__ import annotations

import re
import sys
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from attrs import NOTHING, fields

from releasekit.errors import FieldError
from releasekit.model import nodes as n
from releasekit.model import release as r
from releasekit.model.moment import Moment
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    Change: TypeAlias = Callable[[Any], Any]
    _Out: TypeAlias = tuple[Callable[[Any], tuple[Any, ...]], list[tuple[str, str, Any, Change | None]]]

KEYS = {"headline": "title", "direction": "dir"}
"""Fields that files call by another name than the model."""

RELEASE_KEYS = KEYS | {"kind": "type"}


class PlainError(FieldError):
    """Plain data that is not a release's: says where (JSON Pointer) and what was expected."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def __str__(self) -> str:
        return f"{self.where or '/'}: {self.message}"

    def under(self, key: object) -> PlainError:
        """The same error, seen from the map or list that holds its place."""
        return PlainError(self.message, f"/{key}{self.where}")


def node_name(node: type) -> str:
    """The name of a node class in data: `BulletList` is `bullet-list`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", node.__name__).lower()


INLINES = {node_name(kind): kind for kind in get_args(n.Inline)}
BLOCKS = {node_name(kind): kind for kind in get_args(n.Block)}
_NAMES = {kind: name for name, kind in (INLINES | BLOCKS).items()}


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

_WRITERS: dict[object, _Out] = {}
"""What writes the fields of each class."""


def to_plain(record: Any) -> Any:
    """A release, or a record of one, as plain data."""
    data = _stated(record, {})
    if len(data) == 1 and not isinstance(record, r.Release):
        first = slots(type(record))[0].key
        if isinstance(value := data.get(first), str):
            return value
    return data


def fields_to_plain(record: Any, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The fields of a record that say something, by their keys, but for those of these names."""
    return _stated(record, {}, without)


def _stated(record: Any, data: dict[str, Any], without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Data with the fields of a record that say something."""
    kind = type(record)
    if kind not in _WRITERS:
        _WRITERS[kind] = _fields_out(kind)
    values_of, fields_out = _WRITERS[kind]
    for value, (name, key, default, write) in zip(values_of(record), fields_out, strict=True):
        if value is not default and value != default and name not in without:
            data[key] = write(value) if write else value
    return data


def _fields_out(kind: type[Any]) -> _Out:
    """Of a class: what gives the values of its fields; and name, key, default and writer of each."""
    known = slots(kind)
    names = [slot.name for slot in known]
    values_of = attrgetter(*names) if len(names) > 1 else lambda record: tuple(getattr(record, name) for name in names)
    return values_of, [(slot.name, slot.key, slot.default, _writer(slot.holds)) for slot in known]


def _writer(holds: str) -> Change | None:
    """What makes plain data of the value of a field; None for one that is plain data."""
    match holds.removesuffix(" | None"):
        case "str" | "Align" | "Direction" | "ListStyle" | "int" | "bool":
            return None
        case "Moment":
            return str
        case "tuple[Inline, ...]" | "tuple[Block, ...]":
            return _nodes_out
        case "tuple[str, ...]" | "tuple[Align, ...]":
            return list
        case "tuple[tuple[str, str], ...]":
            return dict
        case "tuple[Extra, ...]":
            return _extra_out
        case name if name.startswith("tuple["):
            return _records_out
        case _:
            return to_plain


def _nodes_out(nodes: tuple[n.Node, ...]) -> Any:
    if len(nodes) == 1 and type(only := nodes[0]) is n.Text:
        return only.text
    return [node.text if type(node) is n.Text else _stated(node, {"type": _NAMES[type(node)]}) for node in nodes]


def _records_out(records: tuple[Any, ...]) -> list[Any]:
    return [to_plain(record) for record in records]


def _extra_out(extras: tuple[r.Extra, ...]) -> dict[str, Any]:
    return {extra.key: extra.value for extra in extras}


# ── in ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

_READERS: dict[object, tuple[str, dict[str, tuple[str, Change]], list[tuple[str, str]]]] = {}


def from_plain(kind: type[Any], data: Any, **more: Any) -> Any:
    """The record or node that plain data speaks of, with further fields as they are. Raises `PlainError`.

    Among the data may be records that are made already.
    """
    if kind not in _READERS:
        _READERS[kind] = _fields_in(kind)
    short, known, needed = _READERS[kind]
    if short and isinstance(data, str):
        data = {short: data}
    if not isinstance(data, dict):
        if isinstance(data, kind) and not more:
            return data
        raise PlainError(f"expected {_article(kind)} as a map, found {_kind_of(data)}")
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            raise PlainError(f"{_article(kind)} has no {key!r}: it has {', '.join(known)}")
        name, read = known[key]
        try:
            values[name] = read(value)
        except PlainError as error:
            raise error.under(key) from None
    for name, key in needed:
        if name not in values:
            raise PlainError(f"{_article(kind)} needs {key!r}")
    try:
        return kind(**values, **more)
    except (FieldError, ValueError) as error:
        raise PlainError(str(error)) from None


def _fields_in(kind: type[Any]) -> tuple[str, dict[str, tuple[str, Change]], list[tuple[str, str]]]:
    """Of a class: the key that a string alone stands for, field and reader of each key, field and key of what it needs."""
    known = slots(kind)
    short = known[0].key if known and known[0].holds in {"str", "Moment | None"} else ""
    needed = [(slot.name, slot.key) for slot in known if slot.default is NOTHING]
    names = vars(sys.modules[kind.__module__])
    return short, {slot.key: (slot.name, _reader(slot.holds, names)) for slot in known}, needed


def _reader(holds: str, names: dict[str, Any]) -> Change:
    """What makes the value of a field of plain data; the module of its class has the records that annotations name."""
    match holds.removesuffix(" | None"):
        case "str" | "Align" | "Direction" | "ListStyle":
            return _text
        case "int":
            return _whole
        case "bool":
            return _truth
        case "Moment":
            return _moment
        case "tuple[Inline, ...]":
            return _several(_inline)
        case "tuple[Block, ...]":
            return _several(_block)
        case "tuple[str, ...]" | "tuple[Align, ...]":
            return _several(_text)
        case "tuple[tuple[str, str], ...]":
            return _pairs
        case "tuple[Extra, ...]":
            return _extra
        case name if name.startswith("tuple["):
            return _several(_record(names[name.removeprefix("tuple[").removesuffix(", ...]")]))
        case name:
            return _record(names[name])


def _record(kind: type[Any]) -> Change:
    return lambda data: from_plain(kind, data)


def _several(read: Change) -> Change:
    """The reader of a list of what `read` reads; one value alone is a list of it."""

    def members(data: Any) -> tuple[Any, ...]:
        if isinstance(data, (str, dict)):
            data = [data]
        if not isinstance(data, list):
            raise PlainError(f"expected a list, found {_kind_of(data)}")
        found: list[Any] = []
        try:
            for item in data:
                found.append(read(item))  # noqa: PERF401  (its length is the place of what is wrong)
        except PlainError as error:
            raise error.under(len(found)) from None
        return tuple(found)

    return members


def _inline(data: Any) -> Any:
    return n.Text(data) if isinstance(data, str) else _node(INLINES, data)


def _block(data: Any) -> Any:
    return _node(BLOCKS, data)


def _node(names: dict[str, type[Any]], data: Any) -> Any:
    content = dict(_map(data))
    name = content.pop("type", None)
    kind = names.get(name) if isinstance(name, str) else None
    if kind is None:
        raise PlainError(f"expected a node with one of the types {', '.join(names)}, found {name!r}")
    return from_plain(kind, content)


def _pairs(data: Any) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for key, value in _map(data).items():
        try:
            pairs.append((key, _text(value)))
        except PlainError as error:
            raise error.under(key) from None
    return tuple(pairs)


def _extra(data: Any) -> tuple[r.Extra, ...]:
    return tuple([r.Extra.of(key, value) for key, value in _map(data).items()])


def _map(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise PlainError(f"expected a map, found {_kind_of(data)}")
    return data


def _text(data: Any) -> str:
    if type(data) is str:
        return data
    if isinstance(data, bool) or not isinstance(data, (str, int, float)):
        raise PlainError(f"expected text, found {_kind_of(data)}")
    return str(data)


def _whole(data: Any) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise PlainError(f"expected a whole number, found {_kind_of(data)}")
    return data


def _truth(data: Any) -> bool:
    if not isinstance(data, bool):
        raise PlainError(f"expected true or false, found {_kind_of(data)}")
    return data


def _moment(data: Any) -> Moment:
    text = _text(data).strip()
    try:
        return Moment(text.replace(" ", "T", 1) if _SPACED.match(text) else text)
    except FieldError as error:
        raise PlainError(str(error)) from None


_SPACED = re.compile(r"[0-9-]{10} [0-9]")


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
