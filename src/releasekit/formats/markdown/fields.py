"""Front matter to fields: plain data in, a release without its text out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.errors import FieldError, ReadError
from releasekit.formats.markdown.digits import Real, Worded
from releasekit.formats.markdown.foreign import (
    ROWS,
    TAGS,
    Partly,
    adopt,
    in_one_part,
    is_token,
    lang,
    main_title,
    moment,
    tags_with_sign,
    words,
)
from releasekit.model.plain import PlainError, from_plain, slots
from releasekit.model.release import Release

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.format import Context
    from releasekit.formats.markdown.frontmatter import FrontMatter

LINES = ("title", "subtitle")
"""The keys whose words are a line of Markdown."""

KEYS = (*LINES, *(slot.key for slot in slots(Release) if slot.name not in {"headline", "subtitle", "body", "extra"}))
"""The keys of front matter that are fields, in their order: what a person looks for first, then as in the model."""

NESTED = "extra"
"""The key of a map of those keys that would read as fields if they stood by themselves."""

_KNOWN = frozenset(KEYS)
_NEATER = {"keywords": words, "lang": lang}
_SHARED: dict[str, Callable[[Any], bool]] = {
    "type": is_token,
    "status": is_token,
    "dir": lambda value: value != "auto",
    "section": lambda value: not isinstance(value, (int, float)),
}
"""Keys of ours that other programs have for something else, and what tells our values from theirs."""
_MANY = 20
"""So many of a kind are reported one by one, and the rest by their number."""
_MOMENTS = ("released", "distributed", "event_date", "modified")


def fields_of(known: FrontMatter, context: Context) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields of the front matter as plain data, and headline and subtitle, which are lines of Markdown, by their key.

    Raises `ReadError` with a line.
    """
    try:
        fields, others = sorted_out(known.data)
    except FieldError as error:
        raise ReadError(f"front matter: {error}", name=context.name, line=known.line(f"/{NESTED}")) from None
    for key in TAGS & known.data.keys() - others.keys():  # one at most: where there are two, the other is kept
        if signed := tags_with_sign(known.data[key]):
            more = f" and {len(signed) - 1} more" if len(signed) > 1 else ""
            message = f"the sign before a tag is no part of its word, and is left out: {signed[0]!r}{more}"
            context.advise("tag-sign", message, "/keywords", known.line(f"/{key}"))
    for key, fits in _SHARED.items():
        if key not in others and (value := fields.get(key, "")) != "" and not fits(value):
            others[key] = fields.pop(key)
            _kept(key, key, known, context)
    lines = {key: _line(key, known, context) for key in LINES if fields.pop(key, "") != ""}
    if (title := known.data.get("title")) and isinstance(title, (list, dict)) and not in_one_part(title):
        if "title" in others:
            message = f"front matter: the key 'title' stands by itself and under {NESTED!r}: keep one"
            raise ReadError(message, name=context.name, line=known.line(f"/{NESTED}"))
        others["title"] = title
        _kept("title", "title", known, context, partly=True)
    if others:
        _advise(known, fields, others, context)
        _tell_changed(known, others, context)
        fields[NESTED] = {str(key): value for key, value in others.items()}
    return fields, lines


def sorted_out(data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that a map of front matter holds, by our keys, and all others.

    A key of ours with nothing in it is not stated. Raises `FieldError` for a key that is there twice.
    """
    fields: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in data.items():
        if key not in _KNOWN:
            others[key] = value
        elif value is not None:
            fields[key] = value
    nested = others.pop(NESTED) if isinstance(others.get(NESTED), dict) else {}
    if others:
        adopt(fields, others)
    if nested:
        if twice := next((key for key in nested if key in others), None):
            raise FieldError(f"the key {twice!r} stands by itself and under {NESTED!r}: keep one")
        others |= nested
    for key, neater in _NEATER.items():
        if isinstance(value := fields.get(key), str):
            fields[key] = neater(value) or value
    if isinstance(translations := fields.get("translations"), list):
        fields["translations"] = [_neat_translation(item) for item in translations]
    for key in _MOMENTS:
        if isinstance(value := fields.get(key), str) and " " in value:
            fields[key] = moment(value) or value
    return fields, others


def _neat_translation(item: Any) -> Any:
    if isinstance(item, dict):
        return item | {"lang": lang(item["lang"]) or item["lang"]} if "lang" in item else item
    return lang(item) or item


def _line(key: str, known: FrontMatter, context: Context) -> str:
    if isinstance(value := known.data[key], (list, dict)):
        if key == "title" and (main := main_title(value)):
            return main
        message = f"front matter: expected words for {key!r}, found a list or a map: put the words in quotation marks"
        raise ReadError(message, name=context.name, line=known.line(f"/{key}"))
    return known.words(key)


def _advise(known: FrontMatter, fields: dict[str, Any], others: dict[str, Any], context: Context) -> None:
    """Say which keys of other programs hold what the field that they stand for could not."""
    for key, value in others.items():
        # An empty value, and `draft: false`, say nothing that a field could.
        if not value or key not in ROWS or key not in known.data:
            continue
        found = [(field, fit(value)) for _, _, field, fit in ROWS[key]]
        for field, said in found:
            if isinstance(said, Partly) and field not in known.data and fields.get(field) == said.said:
                _kept(key, field, known, context, partly=True)
        if not any(said or field in fields for field, said in found):
            _kept(key, found[0][0], known, context)


def _tell_changed(known: FrontMatter, others: dict[str, Any], context: Context) -> None:
    """Say which values and keys of other programs JSON could not hold as what they were."""
    found = _changed(others, "")
    for place, what in found[:_MANY]:
        line = known.line(place if _key(place) in known.data else f"/{NESTED}{place}")
        if what is None:
            message = f"the key {place[1:]!r} is no word: it is kept as if it were one"
            context.advise("key-as-words", message, f"/extra{place}", line)
        elif isinstance(what, Worded):
            message = f"the value of {place[1:]!r} is one that JSON has no form for: it is kept as the words {what[:40]!r}"
            context.loss("value-as-words", message, f"/extra{place}", line)
        else:
            message = f"the value of {place[1:]!r} has more digits than a number keeps: it is {float(what)!r} now"
            context.loss("number-rounded", message, f"/extra{place}", line)
    if rest := found[_MANY:]:
        keys = [*dict.fromkeys(repr(_key(place)) for place, _ in rest)]
        named = ", ".join(keys[:_MANY]) + (" and others" if len(keys) > _MANY else "")
        context.loss("value-as-words", f"{len(rest)} more values or keys, of {named}, are kept as words or rounded", "/extra")


def _key(place: str) -> str:
    """The outermost key of a place."""
    return place[1:].partition("/")[0]


def _changed(data: Any, place: str) -> list[tuple[str, Worded | Real | None]]:
    """The places of what is not what it was in plain data: values that are words now or rounded, and keys (None)."""
    found: list[tuple[str, Worded | Real | None]] = []
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if type(key) is Worded:
            found.append((f"{place}/{key}", None))
        if type(value) is Worded or (type(value) is Real and value.is_rounded):
            found.append((f"{place}/{key}", value))
        elif value and isinstance(value, (dict, list)):
            found += _changed(value, f"{place}/{key}")
    return found


def _kept(key: str, field: str, known: FrontMatter, context: Context, *, partly: bool = False) -> None:
    if partly:
        message = f"the value of {key!r} says more than {field!r} can hold: it is kept, too"
    else:
        message = f"the value of {key!r} is none that {field!r} could have: it is kept as it is"
    context.advise("value-kept", message, f"/extra/{key}", known.line(f"/{key}"))


def release_of(fields: dict[str, Any], known: FrontMatter, context: Context, **text: Any) -> Release:
    """The release of these fields and its text. Raises `ReadError` with a line."""
    try:
        release: Release = from_plain(Release, fields, **text)
    except PlainError as error:
        where, message = error.where or _culprit(fields), error.message
        place = where.strip("/").replace("/", ".")
        raise ReadError(f"front matter: {place}: {message}", name=context.name, line=known.line(where)) from None
    return release


def _culprit(fields: dict[str, Any]) -> str:
    """The place of the field that no release could have: the first that is refused by itself."""
    for key, value in fields.items():
        try:
            from_plain(Release, {key: value})
        except PlainError:
            return f"/{key}"
    return ""
