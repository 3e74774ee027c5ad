"""Markdown to a release: YAML front matter gives the fields, CommonMark with the dialect's additions the body.

Without front matter the text is the body, but for a heading of level 1 at its start, which is the headline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.decoding import decode
from releasekit.errors import FieldError, ReadError
from releasekit.formats.markdown.blocks_in import MANY, Body
from releasekit.formats.markdown.fields import ALIASES, adopted, sorted_out
from releasekit.formats.markdown.frontmatter import FrontMatter, split
from releasekit.formats.markdown.parser import parse, parse_line
from releasekit.formats.markdown.rules.depth import TooDeepError
from releasekit.model import nodes as n
from releasekit.model.plain import PlainError, from_plain
from releasekit.model.release import Extra, Release

if TYPE_CHECKING:
    from markdown_it.token import Token

    from releasekit.format import Context


def read(data: bytes, context: Context) -> Release:
    """The release that Markdown holds. Raises `ReadError` with a line."""
    text = decode(data, context)
    front, body, offset = split(text, context.name)
    known = FrontMatter(front, context.name) if front is not None else None
    release, lines = _fields(known, context) if known else (Release(), {})
    try:
        release = _worded(release, lines, body, context, offset)
    except TooDeepError as error:
        line = None if error.line is None else error.line + offset + 1
        message = f"nested deeper than {n.MAX_DEPTH} levels: flatten the text"
        raise ReadError(message, name=context.name, line=line) from None
    return release if known else _wire(release)


def _fields(known: FrontMatter, context: Context) -> tuple[Release, dict[str, str]]:
    """The release of the front matter, and its lines of Markdown by their key."""
    try:
        fields, others = sorted_out(known.data)
    except FieldError as error:
        raise ReadError(f"front matter: {error}", name=context.name, line=known.line("/extra")) from None
    lines: dict[str, str] = {}
    for key in ("title", "subtitle"):
        value = fields.pop(key, "")
        if isinstance(value, (list, dict)):
            message = f"front matter: expected words for {key!r}, found a list or a map: put the words in quotation marks"
            raise ReadError(message, name=context.name, line=known.line(f"/{key}"))
        lines[key] = known.texts.get(f"/{key}", "") if value != "" else ""
    release = _checked(fields, known, context)
    for key, value in others.items():
        # `draft: false` says nothing that a status could.
        if key in ALIASES and key in known.data and value not in (None, False) and adopted(key, value) is None:
            message = f"the value of {key!r} is none that {ALIASES[key][0]!r} could have: it is kept as it is"
            context.advise("value-kept", message, f"/extra/{key}", known.line(f"/{key}"))
    return evolve(release, extra=tuple(Extra.of(key, value) for key, value in others.items())), lines


def _checked(fields: dict[str, Any], known: FrontMatter, context: Context) -> Release:
    try:
        release: Release = from_plain(Release, fields)
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


def _worded(release: Release, lines: dict[str, str], text: str, context: Context, offset: int) -> Release:
    """The release with its body, headline and subtitle."""
    env: dict[str, Any] = {}
    body = Body(parse(text, env), context, offset)
    title, subtitle = (parse_line(lines.get(key, ""), env) for key in ("title", "subtitle"))
    blocks = body.blocks([*title, *subtitle])
    _unused_references(env, context, offset)
    return evolve(release, headline=_line(body, title), subtitle=_line(body, subtitle), body=blocks)


def _line(body: Body, tokens: list[Token]) -> tuple[n.Inline, ...]:
    return body.line(tokens, 1)


def _unused_references(env: dict[str, Any], context: Context, offset: int) -> None:
    used = env.get("referred", ())
    unused = [(label, reference) for label, reference in env.get("references", {}).items() if label not in used]
    for label, reference in unused[:MANY]:
        message = f"nothing uses the address that [{label.lower()}] stands for: it is left out"
        context.loss("reference-unused", message, line=reference["map"][0] + offset + 1)
    if len(unused) > MANY:
        context.loss("reference-unused", f"nothing uses {len(unused) - MANY} more addresses: they are left out")


def _wire(release: Release) -> Release:
    """A release without front matter: its first heading is the headline if it is of level 1."""
    match release.body:
        case (n.Heading(content=content, level=1), *rest) if content:
            return evolve(release, headline=content, body=tuple(rest))
        case _:
            return release
