"""Attributes in braces, `{.kind #id key=value key="two words"}`, to their parts and back."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, NamedTuple

from releasekit.errors import FieldError
from releasekit.formats.markdown.parse.characters import unescaped
from releasekit.model.nodes import check_direction, check_lang

_NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"
_USUAL = re.compile(rf"\{{\.({_NAME})(?: ({_NAME})=([A-Za-z0-9_.:/+@%,~-]+))?\}}")
"""A kind, and at most one pair."""
_ITEM = re.compile(
    rf"\.(?P<kind>[^\s{{}}\"'=<>`#|\\]+)|#(?P<id>[^\s{{}}\"'=<>`|\\]+)"
    rf"|(?P<key>{_NAME})=(?:\"(?P<quoted>[^\"\\]*(?:\\.[^\"\\]*)*)\"|(?P<bare>[^\s{{}}\"'=<>`|\\]+))",
    re.DOTALL,
)
_TRIES = 4
"""How many braces that are opened in a heading may be those of its attributes, from the last one on: a value may hold some."""
_SPACE = re.compile(r"[ \t\n]*")
_RESERVED = re.compile(r"_*(?:lang|dir|kind)")
_BARE = re.compile(r"[A-Za-z0-9_.:/+@%,~-]+")
_IS_TOKEN = re.compile(_NAME)
_EATEN = r"\\(?=[!-/:-@\[-`{-~\n]|\Z)|&(?=#|[A-Za-z][A-Za-z0-9]*;)|\n"
"""What is not itself where backslashes and entities count: a backslash before punctuation, an entity, a line end."""
_IN_QUOTES = re.compile(_EATEN + '|"')
_IN_ANGLES = re.compile(_EATEN + "|[<>]")


class Attributes(NamedTuple):
    """What braces say: the first class, and the rest as pairs in their order."""

    kind: str = ""
    pairs: tuple[tuple[str, str], ...] = ()

    def only(self, *names: str) -> dict[str, str] | None:
        """The pairs as a dictionary if there are none but these, else None."""
        found = dict(self.pairs)
        return found if found.keys() <= set(names) else None


def parse(text: str, start: int) -> tuple[Attributes, int] | None:
    """The attributes whose `{` stands at `start`, and the place after their `}`; None if they are none.

    Braces that say nothing, repeat a name or hold anything else are words.
    """
    if usual := _USUAL.match(text, start):
        kind, key, value = usual.groups()
        return Attributes(kind, ((key, value),) if key else ()), usual.end()
    pos = _SPACE.match(text, start + 1).end()  # type: ignore[union-attr]  # it matches the empty string
    kind, classes = "", list[str]()
    pairs: dict[str, str] = {}
    while not text.startswith("}", pos):
        item = _ITEM.match(text, pos)
        if item is None:
            return None
        pos = _SPACE.match(text, item.end()).end()  # type: ignore[union-attr]  # it matches the empty string
        if pos == item.end() and not text.startswith("}", pos):
            return None
        if name := item["kind"]:
            if not kind and not classes and _IS_TOKEN.fullmatch(name):
                kind = name
            else:
                classes.append(name)
            continue
        key = "id" if item["id"] else item["key"]
        if key in pairs:
            return None
        quoted = item["quoted"]
        pairs[key] = item["id"] or (item["bare"] if quoted is None else unescaped(quoted))
    if classes:
        if "class" in pairs:
            return None
        pairs["class"] = " ".join(classes)
    if not kind and not pairs:
        return None
    return Attributes(kind, tuple(pairs.items())), pos + 1


def trailing(text: str) -> tuple[Attributes, int] | None:
    """The attributes at the end of a heading, behind a space, and the place of that space; None if it has none.

    `{-}` is pandoc's short form of `{.unnumbered}`.
    """
    if not text.endswith("}"):
        return None
    if text.endswith(" {-}"):
        return Attributes("unnumbered"), len(text) - 4
    at = len(text)
    for _ in range(_TRIES):
        at = text.rfind(" {", 0, at)
        if at < 0:
            return None
        if (found := parse(text, at + 1)) and found[1] == len(text):
            return found[0], at
    return None


def written(kind: str, pairs: list[tuple[str, str]]) -> str:
    """The braces that say a kind (empty for none) and pairs."""
    return "{" + " ".join([*(["." + kind] if kind else []), *(f"{name}={_value(value)}" for name, value in pairs)]) + "}"


def quoted(text: str) -> str:
    """Text in double quotes, for titles and values: it stands on one line and reads back as it is."""
    return '"' + _IN_QUOTES.sub(_escape, text) + '"'


def angled(text: str) -> str:
    """An address in angle brackets."""
    return "<" + _IN_ANGLES.sub(_escape, text) + ">"


def _escape(match: re.Match[str]) -> str:
    return "&#10;" if match[0] == "\n" else "\\" + match[0]


def _value(value: str) -> str:
    return value if _BARE.fullmatch(value) else quoted(value)


def own_name(name: str) -> str:
    """The name of an attribute as it is written: one that would read as ours gets an underscore."""
    return "_" + name if _RESERVED.fullmatch(name) else name


def said(attributes: tuple[tuple[str, str], ...], lang: str, direction: str) -> list[tuple[str, str]]:
    """The pairs to write for a node's attributes, language and direction."""
    pairs = [(own_name(name), value) for name, value in attributes]
    return pairs + [(name, value) for name, value in (("lang", lang), ("dir", direction)) if value]


def their_name(name: str) -> str:
    """The name of an attribute as the model has it: the other way round."""
    return name[1:] if name.startswith("_") and _RESERVED.fullmatch(name) else name


def localised(pairs: dict[str, str]) -> dict[str, Any]:
    """Take language and direction out of the pairs, as keyword arguments of a node; what is neither stays."""
    found: dict[str, Any] = {}
    for name, field, check in (("lang", "lang", check_lang), ("dir", "direction", check_direction)):
        if value := pairs.get(name):
            with suppress(FieldError):
                check(None, None, value)
                found[field] = pairs.pop(name)
    return found
