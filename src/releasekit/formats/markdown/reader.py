"""Markdown to a release: YAML front matter gives the fields, CommonMark with the dialect's additions the body.

Without front matter the text is the body, but for a heading of level 1 at its start, which is the headline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.decoding import decode
from releasekit.formats.markdown.fields import fields_of
from releasekit.formats.markdown.frontmatter import split
from releasekit.formats.markdown.parse.document import parse
from releasekit.model import nodes as n
from releasekit.model.release import Release

if TYPE_CHECKING:
    from releasekit.format import Context


def read(data: bytes, context: Context) -> Release:
    """The release that Markdown holds. Raises `ReadError` with a line."""
    text = decode(data, context)
    known, body, offset = split(text, context.name)
    release, lines = fields_of(known, context) if known else (Release(), {})
    release = _worded(release, lines, body, context, offset)
    return release if known else _wire(release)


def _worded(release: Release, lines: dict[str, str], text: str, context: Context, offset: int) -> Release:
    """The release with its body, headline and subtitle."""
    (headline, subtitle), body = parse(text, (lines.get("title", ""), lines.get("subtitle", "")), context, offset)
    return evolve(release, headline=headline, subtitle=subtitle, body=body)


def _wire(release: Release) -> Release:
    """A release without front matter: its first heading is the headline if it is of level 1."""
    match release.body:
        case (n.Heading(content=content, level=1), *rest) if content:
            return evolve(release, headline=content, body=tuple(rest))
        case _:
            return release
