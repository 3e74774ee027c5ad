"""Front matter to fields: plain data in, a release without its text out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from releasekit.errors import FieldError
from releasekit.model.moment import Moment
from releasekit.model.nodes import check_lang
from releasekit.model.plain import slots
from releasekit.model.release import Release

if TYPE_CHECKING:
    from collections.abc import Callable


KEYS = tuple(slot.key for slot in slots(Release) if slot.name not in {"body", "extra"})
"""The keys of front matter that are fields, in their order."""

NESTED = "extra"
"""The key of a map of those keys that would read as fields if they stood by themselves."""


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _words(value: Any) -> list[str] | None:
    """Keywords: a list of them, or one string with commas."""
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or not all(isinstance(item, (str, int, float)) for item in value):
        return None
    return [word for item in value if (word := str(item).strip())] or None


_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(?:(Z)|([+-]\d{2}):?(\d{2}))?)?")


def _moment(value: Any) -> str | None:
    """A date, or a time with or without a zone, as other programs write them."""
    found = _CLOCK.fullmatch(str(value).strip()) if isinstance(value, (str, int)) else None
    if found is None:
        return None
    day, clock, utc, hours, minutes = found.groups()
    iso = day + (f"T{clock}" + (utc or (f"{hours}:{minutes}" if hours else "")) if clock else "")
    try:
        return Moment(iso).iso
    except FieldError:
        return None


def _issuers(value: Any) -> list[Any] | None:
    """Authors: a name, a map with a name, or a list of these."""
    items = value if isinstance(value, list) else [value]
    issuers = []
    for item in items:
        match item:
            case str() if item.strip():
                issuers.append({"name": item.strip()})
            case {"name": str(name), **rest} if name.strip() and rest.keys() <= {"url", "uri"} and len(rest) < 2:
                address = next(iter(rest.values()), "")
                if not isinstance(address, str):
                    return None
                issuers.append({"name": name.strip(), "uri": address})
            case _:
                return None
    return issuers or None


def _lang(value: Any) -> str | None:
    tag = value.strip().replace("_", "-") if isinstance(value, str) else ""
    try:
        check_lang(None, None, tag)
    except FieldError:
        return None
    return tag or None


def _draft(value: Any) -> str | None:
    return "draft" if value is True else None


ALIASES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "date": ("released", _moment),
    "lastmod": ("modified", _moment),
    "last_modified_at": ("modified", _moment),
    "date-modified": ("modified", _moment),
    "author": ("issuers", _issuers),
    "authors": ("issuers", _issuers),
    "description": ("summary", _text),
    "abstract": ("summary", _text),
    "tags": ("keywords", _words),
    "language": ("lang", _lang),
    "draft": ("status", _draft),
}
"""Keys that pandoc, Hugo, Jekyll and Quarto know, the key that they stand for, and what makes a value fit it."""


def adopted(key: str, value: Any) -> Any:
    """What a key of another program says in our terms, or None where it says nothing that we know."""
    return ALIASES[key][1](value) if key in ALIASES else None


def sorted_out(data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that a map of front matter holds, by our keys, and all others.

    A key of ours with nothing in it is not stated.
    """
    fields = {key: value for key, value in data.items() if key in KEYS and value is not None}
    others: dict[str, Any] = {}
    for key, value in data.items():
        if key in KEYS:
            continue
        if key == NESTED and isinstance(value, dict):
            for name, inner in value.items():
                if name in others:
                    raise FieldError(f"the key {name!r} stands by itself and under {NESTED!r}: keep one")
                others[name] = inner
        elif key in others:
            raise FieldError(f"the key {key!r} stands by itself and under {NESTED!r}: keep one")
        elif (said := adopted(key, value)) is not None and ALIASES[key][0] not in fields:
            fields[ALIASES[key][0]] = said
        else:
            others[key] = value
    if isinstance(fields.get("keywords"), str):
        fields["keywords"] = _words(fields["keywords"]) or []
    if isinstance(fields.get("lang"), str):
        fields["lang"] = fields["lang"].strip().replace("_", "-")
    return fields, others
