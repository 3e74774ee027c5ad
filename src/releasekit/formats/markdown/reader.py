"""Markdown to a release: front matter gives the fields, CommonMark with the dialect's additions the body.

Without front matter the text is the body, and its fields are looked for in its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.decoding import decode
from releasekit.errors import PackError
from releasekit.formats.markdown.fields import fields_of, release_of
from releasekit.formats.markdown.frontmatter import split
from releasekit.formats.markdown.parse.document import parse
from releasekit.intake import find
from releasekit.model.release import Release

if TYPE_CHECKING:
    from releasekit.format import Context

PACK = "briefing-pack"
"""The `type` in the front matter of a whole pack."""


def read(data: bytes, context: Context) -> Release:
    """The release that Markdown holds. Raises `ReadError` with a line."""
    text = decode(data, context)
    known, body, offset = split(text, context.name)
    if known and known.data.get("type") == PACK and isinstance(known.data.get("parts"), list):
        raise PackError(name=context.name, line=1)
    fields, lines = fields_of(known, context) if known else ({}, {})
    (headline, subtitle), blocks = parse(body, (lines.get("title", ""), lines.get("subtitle", "")), context, offset)
    if known is None:
        release = Release(headline=headline, subtitle=subtitle, body=blocks)
    else:
        release = release_of(fields, known, context, headline=headline, subtitle=subtitle, body=blocks)
    return release if offset else find(release, context, format="markdown")
