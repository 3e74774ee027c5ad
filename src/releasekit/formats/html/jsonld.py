"""The JSON-LD of a page (JSON-LD 1.1, 7) in; the nodes that it describes, each a map of lists, out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import html

    from releasekit.format import Context

Thing: TypeAlias = "dict[str, list[Any]]"
"""What is said of a thing: the names of its properties without a prefix, `@type` and `@id`; values are texts or things."""

MAX_THINGS = 5000
MAX_DEEP = 20
_OF_THE_PAGE = frozenset({"mainEntityOfPage", "isPartOf", "mainEntity"})
"""Properties that point to the page around a thing: it may be the thing itself."""
_PREFIX = re.compile(r"^(?:https?://schema\.org/|schema:)")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)


def things(root: html.HtmlElement, context: Context) -> list[Thing]:
    """All things that the scripts of JSON-LD describe, in order; those inside others after them."""
    found: list[Thing] = []
    for node in root.iter("script"):
        if str(node.get("type") or "").split(";")[0].strip().lower() != "application/ld+json" or not node.text:
            continue
        try:
            data = json.loads(_WRAPPED.sub("", node.text.strip()), strict=False)
        except (ValueError, RecursionError):
            words = " ".join(node.text.split())
            context.loss("json-ld-broken", f"the JSON-LD is no JSON, and says nothing: {words[:200]!r}", line=node.sourceline)
            continue
        found += _things(data, 0)
    return _linked(found[:MAX_THINGS])


def _things(data: Any, depth: int) -> Iterator[Thing]:
    """The things at the top of a document: alone, in a list or in `@graph`."""
    if depth > MAX_DEEP:
        return
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, list):
            yield from _things(item, depth + 1)
        elif isinstance(item, dict):
            own = {key: value for key, value in item.items() if key not in {"@context", "@graph"}}
            if own:
                yield _thing(own, depth)
            if "@graph" in item:
                yield from _things(item["@graph"], depth + 1)


def _thing(data: dict[str, Any], depth: int) -> Thing:
    return {_PREFIX.sub("", key): _values(value, depth + 1) for key, value in data.items()}


def _values(value: Any, depth: int) -> list[Any]:
    if depth > MAX_DEEP:
        return []
    match value:
        case None:
            return []
        case list():
            return [found for item in value for found in _values(item, depth + 1)]
        case dict() if "@value" in value:
            return _values(value["@value"], depth + 1)
        case dict() if "@list" in value or "@set" in value:
            return _values(value.get("@list", value.get("@set")), depth + 1)
        case dict():
            return [_thing(value, depth)]
        case bool():
            return [str(value).lower()]
        case str():
            return [value.strip()] if value.strip() else []
        case _:
            return [str(value)]


def _linked(found: list[Thing]) -> list[Thing]:
    """The things, with what others only point to by `@id` put in its place, one step deep."""
    known: dict[str, Thing] = {}
    for thing in found:
        if len(thing) > 1 and (name := text(thing, "@id")):
            known.setdefault(name, thing)

    def whole(value: Any) -> Any:
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and (target := known.get(text(value, "@id"))):
            return {
                key: [item for item in items if not isinstance(item, dict) or set(item) - {"@id"}]
                for key, items in target.items()
            }
        return value

    return [
        {key: values if key in _OF_THE_PAGE else [whole(value) for value in values] for key, values in thing.items()}
        for thing in found
    ]


def address(thing: Thing, *names: str) -> str:
    """The first absolute address that a thing has under one of these names, by itself or of a thing there."""
    for value in (value for name in names for value in thing.get(name, ())):
        said = [value] if isinstance(value, str) else [text(value, "@id"), text(value, "url")]
        if found := next((each for each in said if each.startswith(("http://", "https://"))), ""):
            return found
    return ""


def text(thing: Thing, *names: str) -> str:
    """The first text that a thing has under one of these names; of a thing there, its name or value."""
    return next(iter(texts(thing, *names)), "")


def texts(thing: Thing, *names: str) -> list[str]:
    """All texts that a thing has under the first of these names that has any."""
    for name in names:
        found = [said for value in thing.get(name, ()) if (said := as_text(value))]
        if found:
            return found
    return []


def as_text(value: Any) -> str:
    """A value as text: of a thing its name, value, words or address."""
    if isinstance(value, str):
        return value
    names = ("name", "value", "text", "headline", "alternateName", "url", "@id")
    return next((item for name in names for item in value.get(name, ()) if isinstance(item, str)), "")


def inner(thing: Thing, *names: str) -> list[Thing]:
    """All things that a thing has under these names; a text there is a thing with that name."""
    found = (value for name in names for value in thing.get(name, ()))
    return [value if isinstance(value, dict) else {"name": [value]} for value in found]


def types(thing: Thing) -> set[str]:
    """What a thing is, without prefixes."""
    return {_PREFIX.sub("", kind) for kind in thing.get("@type", ()) if isinstance(kind, str)}


def of_type(found: Iterable[Thing], kinds: Iterable[str]) -> Iterator[Thing]:
    """The things that are of one of these types."""
    wanted = set(kinds)
    return (thing for thing in found if types(thing) & wanted)
