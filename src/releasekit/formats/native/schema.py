"""The JSON Schema of the native form: nothing in, `release.schema.json` out, as it is shipped and as the model would have it.

The schema (JSON Schema, draft 2020-12) says what the reader accepts, and is made from what the reader goes by: the classes
of the model with their annotations, validators and docstrings. The reader refuses a little more, because no schema can say
it: `UNSAID` lists that.
"""

from __future__ import annotations

import ast
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

from attrs import NOTHING, fields_dict

from releasekit.formats.native.codec import VERSION
from releasekit.model import moment, nodes, release
from releasekit.model.plain import BLOCKS, INLINES, slots

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "release.schema.json"
ID = f"urn:releasekit:release:{VERSION}"
"""What names the schema (`$id`); it is no address from which anything could be fetched."""

UNSAID = (
    "two entities have one id",
    "two keys of `extra` differ only in characters that XML does not allow",
    "a day that its month does not have, as 2027-02-30",
    "a whole number written with a decimal point, as 2.0",
    "a number that is too large for the machine, as 1e999",
    f"nodes that stand one inside the other more than {nodes.MAX_DEPTH} deep",
    "a key that stands twice in one object",
)
"""What the reader refuses, and a schema cannot say."""

_TOKEN, _LANG = nodes._TOKEN.pattern, nodes._LANG.pattern  # noqa: SLF001  (the schema says what the validators say)
_MONTH, _DAY, _HOUR, _MINUTE = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])", "(?:[01][0-9]|2[0-3])", "[0-5][0-9]"
_CLOCK = rf"{_HOUR}:{_MINUTE}(?::{_MINUTE}(?:\.[0-9]{{1,9}})?)?"
_MOMENT = rf"(?!0000)[0-9]{{4}}(?:-{_MONTH}(?:-{_DAY}(?:[T ]{_CLOCK}(?:Z|[+-]{_HOUR}:{_MINUTE})?)?)?)?"

_MARKED: dict[Callable[..., None], dict[str, Any]] = {
    nodes.check_token: {"$ref": "#/$defs/token"},
    nodes.check_lang: {"$ref": "#/$defs/language"},
    nodes.check_direction: {},
    nodes.check_align: {},
    nodes.check_aligns: {},
    nodes.check_heads: {"minimum": 0},
    nodes.check_start: {"minimum": 0, "maximum": 999_999_999},
    nodes.check_style: {"enum": [*get_args(nodes.ListStyle)]},
    nodes.check_level: {"minimum": 1, "maximum": 6},
    nodes.check_span: {"minimum": 1, "maximum": 1000},
    nodes.check_attributes: {"propertyNames": {"pattern": f"^{_TOKEN}$"}},
    release._check_id: {"type": "string", "pattern": f"^{_TOKEN}$"},  # noqa: SLF001  (as above)
    release._check_entities: {},  # noqa: SLF001  (as above)
    release._check_extra: {},  # noqa: SLF001  (as above)
}
"""What each validator of the model asks, as keywords of a schema; what the annotation says already is not said again."""

_EXAMPLES = {"Release.kind": release.KINDS, "Release.status": release.STATUSES}

_SHARED: dict[str, dict[str, Any]] = {
    "string": {"description": "Text. A number is read as the text of its digits.", "type": ["string", "number"]},
    "token": {
        "description": "A name: letters of the Latin alphabet, digits, '-', '_' and '.'; empty means none.",
        "type": "string",
        "pattern": f"^(?:{_TOKEN})?$",
    },
    "language": {
        "description": "A language tag (BCP 47); empty means as its surroundings.",
        "type": "string",
        "pattern": f"^(?:{_LANG})?$",
        "examples": ["en", "pt-BR", "zh-Hant"],
    },
}
"""Definitions that many fields share."""

_EXTRA = "Keys that somebody else's file had, and their values, kept as they were."
_VERSION_SAID = "The version of the form, first in the file."
_SCHEMA_SAID = "Where an editor finds this schema. It says nothing of the release, and is not written."


def schema() -> bytes:
    """The schema as it is shipped: JSON in UTF-8."""
    return files(__package__).joinpath(NAME).read_bytes()


def generated() -> bytes:
    """The schema as the model would have it today; a test compares it with the one that is shipped. Needs the model's source."""
    return (json.dumps(_Made().document(), ensure_ascii=False, indent=2) + "\n").encode()


class _Made:
    """A schema in the making."""

    def __init__(self) -> None:
        self.said = {name: told for module in (nodes, release, moment) for name, told in _docstrings(module.__name__)}
        """The docstrings of classes (`Cell`) and of fields (`Cell.align`)."""
        self.defs: dict[str, Any] = {**_SHARED}

    def document(self) -> dict[str, Any]:
        """The whole schema."""
        top = self.object(release.Release)
        first = {
            "$schema": {"type": "string", "description": _SCHEMA_SAID},
            "releasekit": {"const": VERSION, "description": _VERSION_SAID},
        }
        top["properties"] = first | top["properties"]
        top["required"] = ["releasekit"]
        for names, group in ((BLOCKS, "block"), (INLINES, "inline")):
            self.defs[group] = _union(names, words=group == "inline")
            self.defs |= {name: self.object(kind, name) for name, kind in names.items()}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": ID,
            "title": f"A press release in the native JSON of releasekit, version {VERSION}",
            **top,
            "$defs": dict(sorted(self.defs.items(), key=lambda item: item[0].lower())),
        }

    def object(self, kind: type[Any], node: str = "") -> dict[str, Any]:
        """A class as an object; a node says in `type` what it is."""
        found: dict[str, Any] = {"description": self.said[kind.__name__], "type": "object", "properties": {}}
        if node:
            found["properties"]["type"] = {"const": node}
        found["properties"] |= {slot.key: self.field(kind, slot.name, slot.holds) for slot in slots(kind)}
        if needed := [slot.key for slot in slots(kind) if slot.default is NOTHING]:
            found["required"] = ["type", *needed] if node else needed
        elif node:
            found["required"] = ["type"]
        return found | {"additionalProperties": False}

    def field(self, kind: type[Any], name: str, holds: str) -> dict[str, Any]:
        """A field of a class: what it holds, what its validators ask, and what is told of it."""
        named = f"{kind.__name__}.{name}"
        field = fields_dict(kind)[name]
        asked = _asked(field.validator)
        found = asked if {"$ref", "type"} & asked.keys() else self.value(holds.removesuffix(" | None")) | asked
        if told := self.told(named, holds):
            found = {"description": told} | found
        if named in _EXAMPLES:
            found = found | {"examples": [*_EXAMPLES[named]]}
        if field.default not in (NOTHING, "", (), None):
            found = found | {"default": field.default}
        return found

    def told(self, named: str, holds: str) -> str:
        """What the docstring of a field says of it, or else that of the records that it holds."""
        record = holds.removeprefix("tuple[").removesuffix(", ...]").removesuffix(" | None")
        return self.said.get(named) or ("" if record == "Moment" else self.said.get(record, ""))

    def value(self, holds: str) -> dict[str, Any]:
        """What a value of an annotation may be."""
        match holds:
            case "str":
                return {"$ref": "#/$defs/string"}
            case "Align" | "Direction" | "ListStyle":
                return {"enum": [*get_args(getattr(nodes, holds))]}
            case "int":
                return {"type": "integer"}
            case "bool":
                return {"type": "boolean"}
            case "Moment":
                return _ref("moment", self.defs, self.moment())
            case "tuple[tuple[str, str], ...]":
                return {"type": "object", "additionalProperties": self.value("str")}
            case "tuple[Extra, ...]":
                return {"description": _EXTRA, "type": "object"}
            case "tuple[Inline, ...]" | "tuple[Block, ...]":
                group = holds[len("tuple[") : -len(", ...]")].lower()
                return _ref(f"{group}s", self.defs, _several({"$ref": f"#/$defs/{group}"}))
            case "tuple[str, ...]":
                return _ref("strings", self.defs, _several(self.value("str")) | {"else": {"type": "string"}})
            case _ if holds.startswith("tuple["):
                return _several(self.value(holds.removeprefix("tuple[").removesuffix(", ...]")))
            case _:
                return self.record(getattr(nodes, holds, None) or getattr(release, holds))

    def record(self, kind: type[Any]) -> dict[str, Any]:
        """A record; one of which only the first field speaks may be the text of that field."""
        if kind.__name__ not in self.defs:
            found = self.object(kind)
            first = slots(kind)[0]
            if first.holds in {"str", "Moment | None"}:
                told = found.pop("description")
                alone = {"description": f"The {first.key}, alone."} | self.field(kind, first.name, first.holds)
                found = {"description": told, "anyOf": [alone | {"type": "string"}, found]}
            self.defs[kind.__name__] = found
        return {"$ref": f"#/$defs/{kind.__name__}"}

    def moment(self) -> dict[str, Any]:
        """A date or time; a year may be a number."""
        return {
            "description": f"{self.said['Moment']} {self.said['Moment.iso']}",
            "type": ["string", "integer"],
            "pattern": f"^{_MOMENT}$",
            "minimum": 1000,
            "maximum": 9999,
            "examples": ["2027-03-14", "2027-03-14T09:30", "2027-03-14T09:30+01:00"],
        }


def _ref(name: str, defs: dict[str, Any], definition: dict[str, Any]) -> dict[str, Any]:
    defs.setdefault(name, definition)
    return {"$ref": f"#/$defs/{name}"}


def _several(one: dict[str, Any]) -> dict[str, Any]:
    """A list; one value alone is a list of it."""
    return {"if": {"type": "array"}, "then": {"items": one}, "else": one}


def _union(names: dict[str, Any], *, words: bool) -> dict[str, Any]:
    """One of several nodes, told by its `type` alone, so that only what is wrong is found wrong; words may be a string."""
    node = {
        "type": "object",
        "properties": {"type": {"enum": [*names]}},
        "required": ["type"],
        "allOf": [
            {
                "if": {"type": "object", "properties": {"type": {"const": name}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{name}"},
            }
            for name in names
        ],
    }
    if not words:
        return {"description": "A block: it stands below the one before."} | node
    said = "An inline: it stands beside the one before. A string is text."
    return {"description": said, "if": {"type": "string"}, "else": node}


def _asked(validator: Any) -> dict[str, Any]:
    """The keywords that a validator amounts to. Raises `LookupError` for one that it does not know."""
    if validator is None:
        return {}
    if validator in _MARKED:
        return _MARKED[validator]
    raise LookupError(f"what does {validator!r} ask?")


def _docstrings(module: str) -> Iterator[tuple[str, str]]:
    """The docstrings of a module's classes and of their fields, on one line each."""
    package, _, name = module.rpartition(".")
    tree = ast.parse(files(package).joinpath(f"{name}.py").read_text("utf-8"))
    for item in tree.body:
        if isinstance(item, ast.ClassDef):
            yield item.name, _line(ast.get_docstring(item))
            for line, told in zip(item.body, item.body[1:], strict=False):
                if isinstance(line, ast.AnnAssign) and isinstance(told, ast.Expr) and isinstance(told.value, ast.Constant):
                    yield f"{item.name}.{ast.unparse(line.target)}", _line(str(told.value.value))


def _line(text: str | None) -> str:
    """The first paragraph of a docstring, without the marks of code."""
    return " ".join((text or "").split("\n\n")[0].split()).replace("`", "")
