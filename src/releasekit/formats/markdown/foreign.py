"""The keys of programs that make pages from Markdown: their values in, what our own keys would say out."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from releasekit.errors import FieldError
from releasekit.model.moment import Moment
from releasekit.model.nodes import check_lang, check_token

if TYPE_CHECKING:
    from collections.abc import Callable

_CLOCK = re.compile(
    r"(\d{4}(?:-\d{2}){0,2})(?:(?<=\d-\d\d-\d\d)[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(?:(Z)|([+-]\d{2}):?(\d{2}))?)?",
    re.ASCII,
)
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)", re.ASCII)
_HASHTAG = re.compile(r"\A#(?=\S*[^\W\d]\S*\Z)")
"""The sign before a tag, as Obsidian has it, which is no part of its name; a number is no tag."""
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*/)?([^\[\]|/]+)(?:\|([^\[\]|]+))?\]\]")
"""A link to another note: its name behind its folders, and the words that stand for it."""
_ADDRESS = re.compile(r"https?://\S+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


class Partly(NamedTuple):
    """What a field can hold of a value that says more: the value is kept as well."""

    said: Any


def moment(value: Any) -> str | None:
    """A date, or a time with or without a zone, as other programs write them: `2027-03-14 09:30:00 +0100`, `2027/3/14`."""
    if not isinstance(value, (str, int)):
        return None
    text = str(value).strip()
    found = _CLOCK.fullmatch(_SLASHED.sub(_with_hyphens, text, count=1) if "/" in text else text)
    if found is None:
        return None
    day, clock, utc, hours, minutes = found.groups()
    iso = day + (f"T{clock}" + (utc or (f"{hours}:{minutes}" if hours else "")) if clock else "")
    with suppress(FieldError):
        return Moment(iso).iso
    return None


def _with_hyphens(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _updated(value: Any) -> str | Partly | None:
    """When a page was changed last; Docusaurus has a map that may say by whom, too."""
    if not isinstance(value, dict):
        return moment(value)
    said = moment(value.get("date"))
    return said if said is None or len(value) == 1 else Partly(said)


def words(value: Any) -> list[str] | None:
    """Keywords: a list of them, or one string with commas."""
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or not all(isinstance(item, (str, int, float)) for item in value):
        return None
    return [word for item in value if (word := _word(item))] or None


def _word(item: str | float) -> str:
    """A keyword as it was written: `true` is one, too."""
    return str(item).lower() if isinstance(item, bool) else str(item).strip()


def lang(value: Any) -> str | None:
    """A language tag; `pt_BR` is one that is written in the manner of operating systems."""
    tag = value.strip().replace("_", "-") if isinstance(value, str) else ""
    with suppress(FieldError):
        check_lang(None, None, tag)
        return tag or None
    return None


def is_token(value: Any) -> bool:
    """Whether a value could be a type or a status of ours: not a list, as Obsidian has it."""
    if not isinstance(value, str):
        return False
    with suppress(FieldError):
        check_token(None, None, value)
        return True
    return False


def main_title(value: Any) -> str | None:
    """The main title of those that pandoc has for a book: maps of `type` and `text`."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict) and part.get("type", "main") == "main" and (said := _text(part.get("text"))):
            return said
    return None


def in_one_part(value: Any) -> bool:
    """Whether titles of pandoc say no more than the main title does."""
    parts = value if isinstance(value, list) else [value]
    return len(parts) == 1 and parts[0].keys() <= {"type", "text"}


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _labels(value: Any) -> list[str] | None:
    """Tags and categories: as keywords, but a string without commas is a word for each, as Jekyll has it."""
    return words(value.split() if isinstance(value, str) and "," not in value else value)


def _tags(value: Any) -> list[str] | None:
    """Tags: labels, perhaps with the sign of a tag before them."""
    labels = _labels(value)
    return labels and [_HASHTAG.sub("", label) if "#" in label else label for label in labels]


def tags_with_sign(value: Any) -> list[str]:
    """Of the value of a key of tags, those whose sign was left out."""
    if isinstance(value, dict):
        value = value.get("tags") or value.get("categories")
    return [label for label in _labels(value) or () if _HASHTAG.match(label)]


def _taxonomies(value: Any) -> list[str] | Partly | None:
    """The tags, or else the categories, of a map of such lists, as Zola has it."""
    for key in ("tags", "categories"):
        if isinstance(value, dict) and (labels := _tags(value.get(key))):
            return labels if len(value) == 1 else Partly(labels)
    return None


def _names(value: Any) -> list[Any] | None:
    """Publishers: a name, or a list of names."""
    items = value if isinstance(value, list) else [value]
    return [item.strip() for item in items] if items and all(map(_text, items)) else None


def _authors(value: Any) -> list[Any] | Partly | None:
    """Authors: a name, a map with a name and perhaps more, or a list of these."""
    found = [_author(item) for item in (value if isinstance(value, list) else [value])]
    if not found or None in found:
        return None
    authors = [each.said if isinstance(each, Partly) else each for each in found]
    return authors if authors == found else Partly(authors)


def _author(value: Any) -> dict[str, str] | Partly | None:
    """An author by name and address; what else a map says has no place in a field, and neither has a link to a note."""
    if isinstance(value, str) and (link := _WIKI_LINK.fullmatch(value.strip())):
        return Partly({"name": (link[2] or link[1]).strip()})
    if name := _name(value):
        return {"name": name}
    if not isinstance(value, dict):
        return None
    keys = ("name",) if "name" in value else ("given", "family")
    name = _name(value["name"] if "name" in value else {key: value[key] for key in keys if key in value})
    if not name:
        return None
    rest = value.keys() - set(keys)
    address = next((key for key in ("url", "uri") if isinstance(value.get(key), str)), "")
    said = {"name": name} | ({"uri": value[address].strip()} if address else {})
    return Partly(said) if rest - {address} else said


def _name(value: Any) -> str | None:
    """A name: words, or a map of its parts as Quarto has it."""
    match value:
        case {"literal": str(literal), **rest} if not rest:
            return _text(literal)
        case {"given": str(given), "family": str(family), **rest} if not rest:
            return _text(f"{given.strip()} {family.strip()}")
        case _:
            return _text(value)


def _draft(value: Any) -> str | None:
    return "draft" if value is True else None


def _published(value: Any) -> str | None:
    return {False: "draft", True: "published"}[value] if isinstance(value, bool) else None


def _notice(value: Any) -> dict[str, str] | None:
    """A copyright notice. One in parts is not put together: nobody has written those words."""
    match value:
        case {"statement": str(statement), **rest} if not rest:
            value = statement
        case _:
            pass
    return {"notice": notice} if (notice := _text(value)) else None


def _licence(value: Any) -> dict[str, str] | None:
    """A licence: its address, its words, or a map of both."""
    if not isinstance(value, dict):
        said = _text(value)
        return {"href" if _ADDRESS.fullmatch(said) else "terms": said} if said else None
    terms, href = _text(value.get("text")), _text(value.get("url", value.get("link", "-")))
    if not (terms and href) or len(value) > 2 or (len(value) == 2 and href == "-"):
        return None
    return {"terms": terms} | ({"href": href} if len(value) == 2 else {})


def _uri(value: Any) -> str | None:
    text = _text(value)
    return text if text and _URI.fullmatch(text) else None


def _numbers(value: Any) -> list[Any] | None:
    """Identifiers as pandoc has them: words, a map with `scheme` and `text`, or a list of these."""
    numbers = [_number(item) for item in (value if isinstance(value, list) else [value])]
    return numbers if numbers and all(numbers) else None


def _number(value: Any) -> dict[str, str] | None:
    scheme: Any = ""
    text = value
    if isinstance(value, dict) and value.keys() <= {"scheme", "text"}:
        scheme, text = value.get("scheme", ""), value.get("text")
    said = _text(text)
    if said is None or not isinstance(scheme, str):
        return None
    with suppress(FieldError):
        check_token(None, None, scheme)
        return {"value": said, "scheme": scheme}
    return None


def _doi(value: Any) -> list[Any] | None:
    text = _text(value)
    return [{"value": text, "scheme": "doi"}] if text else None


_RELEASED = (
    "date", "publishDate", "published", "pubDate", "pubdate", "pubDatetime", "datePublished", "date_published", "published_at",
)  # fmt: skip
_MODIFIED = (
    "lastmod", "last_modified_at", "date-modified", "updated", "updatedDate", "modDatetime", "dateModified", "date_modified",
    "date_updated", "updated_at", "lastUpdated", "last_updated", "last_update",
)  # fmt: skip

FOREIGN: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    *((key, "released", moment) for key in _RELEASED),
    *((key, "modified", _updated) for key in _MODIFIED),
    ("publisher", "issuers", _names),
    ("author", "issuers", _authors),
    ("authors", "issuers", _authors),
    ("description", "summary", _text),
    ("abstract", "summary", _text),
    ("excerpt", "summary", _text),
    ("custom_excerpt", "summary", _text),
    ("tags", "keywords", _tags),
    ("tag", "keywords", _tags),
    ("categories", "keywords", _labels),
    ("category", "keywords", _labels),
    ("taxonomies", "keywords", _taxonomies),
    ("language", "lang", lang),
    ("locale", "lang", lang),
    ("draft", "status", _draft),
    ("published", "status", _published),
    ("copyright", "rights", _notice),
    ("license", "rights", _licence),
    ("identifier", "id", _uri),
    ("identifier", "numbers", _numbers),
    ("doi", "numbers", _doi),
)
"""A key of another program, the key of ours that it stands for, and what makes a value fit it (None where none does, `Partly` where
it says more).

Of two keys for one field the upper is read, and the other kept; only `rights` and `numbers` take in what several say.
"""


TAGS = frozenset({"tags", "tag", "taxonomies"})
"""The keys whose words may be tags with their sign."""

Row: TypeAlias = "tuple[int, str, str, Callable[[Any], Any]]"
ROWS: dict[str, list[Row]] = {key: [] for key, _, _ in FOREIGN}
"""The rows of a key, each with its place among all."""
for _place, (_key, _field, _fit) in enumerate(FOREIGN):
    ROWS[_key].append((_place, _key, _field, _fit))


def adopt(fields: dict[str, Any], others: dict[str, Any]) -> None:
    """Move what other programs' keys say to the fields that they stand for, where the field is free and the value fits."""
    joined: set[str] = set()
    for _, key, field, fit in sorted([row for other in others if other in ROWS for row in ROWS[other]]):
        if key not in others or (field in fields and field not in joined) or (said := fit(others[key])) is None:
            continue
        whole = not isinstance(said, Partly)
        said = said if whole else said.said
        if field not in fields:
            fields[field] = said
            if field in {"rights", "numbers"}:
                joined.add(field)
        elif field == "numbers":
            fields[field] = fields[field] + said
        elif fields[field].keys() & said.keys():
            continue
        else:
            fields[field] = fields[field] | said
        if whole:
            del others[key]
