"""Bracketed spans: words and their attributes in, the inline that they stand for out."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from releasekit.errors import FieldError
from releasekit.formats.markdown.attributes import localised, their_name
from releasekit.model import nodes as n
from releasekit.model.moment import Moment

if TYPE_CHECKING:
    from releasekit.formats.markdown.attributes import Attributes

MARKS: dict[str, type[Any]] = {
    "emphasis": n.Emphasis,
    "strong": n.Strong,
    "underline": n.Underline,
    "strike": n.Strike,
    "superscript": n.Superscript,
    "subscript": n.Subscript,
    "smallcaps": n.SmallCaps,
}
ENTITIES = ("person", "organisation", "place", "event")
PARTS = ("attribution", "speaker", "caption", "credit")
"""A paragraph that is one span of these is a part of the block that it stands in."""
RESERVED = frozenset([*MARKS, *ENTITIES, *PARTS, "code", "quotation", "date", "mention", "span", "break", "raw"])
"""Kinds that are not a `Span`'s own."""


def span(content: tuple[n.Inline, ...], attributes: Attributes) -> n.Inline:
    """The inline of a span. One that does not say what its kind needs, or says more, is a `Span` of that kind."""
    return _known(content, attributes) or _generic(content, attributes)


def _known(content: tuple[n.Inline, ...], attributes: Attributes) -> n.Inline | None:
    kind, only = attributes.kind, attributes.only
    if kind in MARKS:
        mark: n.Inline = MARKS[kind](content)
        return None if attributes.pairs else mark
    if kind in ENTITIES:
        return n.Mention(content, kind, found.get("ref", "")) if (found := only("ref")) is not None else None
    match kind:
        case "mention":
            return _mention(content, only("kind", "ref"))
        case "quotation":
            return n.Quotation(content, found.get("speaker", "")) if (found := only("speaker")) is not None else None
        case "date" if found := only("when"):
            with suppress(FieldError):
                return n.Date(content, Moment(found["when"]))
        case "code" if not attributes.pairs and len(content) == 1 and isinstance(content[0], n.Text):
            return n.Code(content[0].text)
        case "break" if not attributes.pairs and not content:
            return n.LineBreak()
        case "raw" if not content and (found := only("format", "text")) and len(found) == 2:
            with suppress(FieldError):
                return n.RawInline(found["format"], found["text"])
    return None


def _mention(content: tuple[n.Inline, ...], found: dict[str, str] | None) -> n.Inline | None:
    if found and found.get("kind"):
        with suppress(FieldError):
            return n.Mention(content, found["kind"], found.get("ref", ""))
    return None


def _generic(content: tuple[n.Inline, ...], attributes: Attributes) -> n.Span:
    kind, pairs = disguised(attributes, "span")
    place = localised(pairs)
    return n.Span(content, kind=kind, attributes=tuple((their_name(name), value) for name, value in pairs.items()), **place)


def disguised(attributes: Attributes, name: str) -> tuple[str, dict[str, str]]:
    """The kind of a generic node and its pairs: `.span kind=x` is of the kind x, even where x has a meaning of its own."""
    pairs = dict(attributes.pairs)
    if attributes.kind != name:
        return attributes.kind, pairs
    kind = pairs.pop("kind", "")
    with suppress(FieldError):
        n.check_token(None, None, kind)
        return kind, pairs
    return name, dict(attributes.pairs)
