"""The lines around the text of a page that releasekit wrote: a release with them among its blocks in, its fields out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.formats.pandoc.dialect import is_token, moment_of
from releasekit.model import nodes as n
from releasekit.model import release as r
from releasekit.model.walk import walk
from releasekit.model.words import inline_text
from releasekit.style.furniture import furniture
from releasekit.style.words import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.model import Release


def taken(release: Release) -> Release:
    """The release with the divisions `release-…` of its body read back into the fields that they show."""
    fields: dict[str, Any] = {}
    body: list[n.Block] = []
    for block in _flat(release.body):
        found = _fields(block, release) if isinstance(block, n.Division) and block.kind.startswith("release-") else None
        if found is None:
            body.append(block)
        else:
            fields |= found
    for _, node in walk(release):  # a book states its direction there
        if isinstance(node, n.Division) and node.kind == "release" and node.direction != direction_of(release.lang):
            fields.setdefault("direction", node.direction or release.direction)
    return evolve(release, body=tuple(body), **fields)


def _flat(blocks: Iterable[n.Block]) -> Iterator[n.Block]:
    """The blocks, with those of the division around the whole release in its place."""
    for block in blocks:
        if isinstance(block, n.Division) and block.kind in {"release", "release-headline"}:
            yield from _flat(block.blocks)
        else:
            yield block


def _fields(part: n.Division, release: Release) -> dict[str, Any] | None:
    said = dict(part.attributes)
    words = _line(part)
    match part.kind:
        case "release-banner":
            return _embargo(said, words, release)
        case "release-issuer":
            issuers = tuple(
                r.Issuer(inline_text(span.content), dict(span.attributes).get("uri", "")) for span in _spans(part, "issuer")
            )
            return {"issuers": issuers or (r.Issuer(words),)}
        case "release-kicker":
            path = tuple(inline_text(span.content) for span in _spans(part, "path"))
            kinds = [kind for span in _spans(part, "kind") if (kind := _token(span, "kind"))]
            return {"section": path} | ({"kind": kinds[0]} if kinds else {})
        case "release-subtitle":
            return {"subtitle": _content(part)}
        case "release-facts":
            moments = [
                moment for span in _spans(part, "released") if (moment := moment_of(dict(span.attributes).get("when", "")))
            ]
            return {"numbers": tuple(map(_number, _spans(part, "number")))} | ({"released": moments[0]} if moments else {})
        case "release-instruction":
            return {"instruction": words}
        case "release-dateline":
            return {"dateline": r.Dateline(words, said.get("place", ""), moment_of(said.get("when", "")))}
        case "release-contacts":
            return {"contacts": tuple(_contact(block) for block in part.blocks if isinstance(block, n.Division))}
        case "release-attachments":
            return {"attachments": tuple(map(_attachment, _spans(part, "attachment")))}
        case "release-rights":
            return {"rights": r.Rights(_first(part, "notice"), _first(part, "terms"), _href(part))}
        case "release-end-mark":
            return {"end_mark": words}
        case _:
            return None


def _embargo(said: dict[str, str], words: str, release: Release) -> dict[str, Any]:
    if release.status == "withdrawn":
        return {}
    embargo = r.Embargo(moment_of(said.get("until", "")))
    shown = furniture(evolve(release, embargo=embargo)).banner
    return {"embargo": embargo if shown == words else r.Embargo(embargo.until, words)}


def _number(span: n.Span) -> r.Number:
    said = dict(span.attributes)
    return r.Number(said.get("value", "") or inline_text(span.content), _token(span, "scheme"), _href(span))


def _contact(part: n.Division) -> r.Contact:
    names = ("name", "role", "email", "phone", "url", "hours")
    return r.Contact(organisation=_first(part, "org"), **{name: _first(part, name) for name in names})


def _attachment(span: n.Span) -> r.Attachment:
    href, title = _href(span), inline_text(span.content)
    shown = href.rstrip("/").rsplit("/", 1)[-1]
    return r.Attachment(href or title, "" if title == shown else title, dict(span.attributes).get("type", ""))


def _content(part: n.Division) -> tuple[n.Inline, ...]:
    """The words of a line: what its one paragraph holds."""
    first = part.blocks[0] if part.blocks else None
    return first.content if isinstance(first, n.Paragraph) else ()


def _line(part: n.Division) -> str:
    return " ".join(inline_text(_content(part)).split())


def _spans(part: n.Node, kind: str) -> list[n.Span]:
    return [node for _, node in walk(part) if isinstance(node, n.Span) and node.kind == kind]


def _first(part: n.Node, kind: str) -> str:
    return next((inline_text(span.content) for span in _spans(part, kind)), "")


def _href(part: n.Node) -> str:
    return next((node.href for _, node in walk(part) if isinstance(node, n.Link)), "")


def _token(span: n.Span, name: str) -> str:
    """An attribute that may be a name in the model, or an empty string."""
    value = dict(span.attributes).get(name, "")
    return value if is_token(value) else ""
