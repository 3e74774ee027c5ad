"""An authority list as JSON: a list of objects, an object with `entities`, or an object of objects by id in, entries out.

The keys of an entry are the columns of a sheet. A value is text or a list; names and forms may be an object by language. The
entities of a release in native JSON are such a list.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from releasekit.decoding import decode
from releasekit.errors import FieldError, ReadError
from releasekit.transforms.authority.entry import Entry, key_of, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.format import Context

_SPACE = " \t\r\n,"


def entries(data: bytes, context: Context) -> Iterator[Entry]:
    """An entry for each object. Raises `ReadError`."""
    name, text = context.name, decode(data, context)
    try:
        document = json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise ReadError(f"not JSON: {error.msg}", name=name, line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError) as error:
        raise ReadError(f"not JSON that can be trusted: {error}", name=name) from None
    if isinstance(document, dict) and isinstance(document.get("entities"), list):
        document = document["entities"]
    elif isinstance(document, dict) and "releasekit" in document:
        document = []
    elif isinstance(document, dict) and all(isinstance(item, dict) for item in document.values()):
        document = [{"id": id} | item for id, item in document.items()]
    if not isinstance(document, list):
        raise ReadError(
            'expected a list of objects such as {"id": "merin", "kind": "place", "name": "Merin"}', name=name, line=1
        )
    unknown: dict[str, None] = {}
    for index, item in enumerate(document):
        try:
            yield _entry(item, unknown)
        except FieldError as error:
            raise ReadError(f"entry {index + 1}: {error}", name=name, line=_line(text, index)) from None
    strangers(unknown, context)


def _entry(item: Any, unknown: dict[str, None]) -> Entry:
    if not isinstance(item, dict):
        raise FieldError("expected an object with at least a name")
    entry = Entry()
    for name, value in item.items():
        if (found := key_of(name)) is None:
            unknown[name] = None
            continue
        key, lang = found
        for words, of in _values(value, name, lang):
            entry.add(key, words, of)
    if not entry.forms:
        raise FieldError("an entry has no name: say what it is called")
    return entry


def _values(value: Any, key: str, lang: str) -> Iterator[tuple[str, str]]:
    """All text in a value, each with its language."""
    match value:
        case None:
            pass
        case str():
            yield value, lang
        case list():
            for item in value:
                if isinstance(item, list):
                    raise FieldError(f"{key} is text or a list of texts, not a list of lists")
                yield from _values(item, key, lang)
        case {"text": str(words), **rest} | {"name": str(words), **rest} | {"form": str(words), **rest}:
            yield words, str(rest.get("lang", lang))
        case dict() if key_of(key) in {("name", ""), ("forms", "")}:
            for of, item in value.items():
                if isinstance(item, dict):
                    raise FieldError(f"{key} is text, a list, or an object by language with text in it")
                yield from _values(item, key, of)
        case _:
            raise FieldError(f"{key} is text or a list of texts, not {json.dumps(value)[:40]}")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in one object")
    return document


def _line(text: str, index: int) -> int | None:
    """The line on which an entry begins; None in an object by id, where entries have no number."""
    at = text.find("[") if text.lstrip().startswith("[") else text.find("[", max(text.find('"entities"'), 0))
    if at < 0 or (text.lstrip().startswith("{") and '"entities"' not in text):
        return None
    decoder = json.JSONDecoder()
    for _ in range(index + 1):
        at += 1
        while text[at : at + 1] and text[at] in _SPACE:
            at += 1
        start = at
        try:
            _, at = decoder.raw_decode(text, at)
        except ValueError:  # the list that was found is not the list of entries
            return None
        at -= 1
    return text.count("\n", 0, start) + 1
