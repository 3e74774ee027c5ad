"""The Markdown of a pack to the pack: its front matter gives all but the releases, the blocks below one release each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.briefing import Origin, Pack
from releasekit.decoding import decode
from releasekit.errors import FieldError, ReadError
from releasekit.formats.markdown.frontmatter import split
from releasekit.formats.markdown.reader import PACK
from releasekit.formats.markdown.reader import read as read_release
from releasekit.model import normalise
from releasekit.model.plain import PlainError, from_plain

if TYPE_CHECKING:
    from releasekit.format import PackContext
    from releasekit.formats.markdown.frontmatter import FrontMatter
    from releasekit.model import Release

_FENCE = re.compile(r"^(`{3,})yaml\n", re.MULTILINE)


def read(data: bytes, context: PackContext) -> Pack:
    """The pack that Markdown holds. Raises `ReadError` with a line."""
    text = decode(data, context)
    known, body, offset = split(text, context.name)
    if known is None or known.data.get("type") != PACK:
        raise ReadError(f"no pack: its front matter would have the line 'type: {PACK}'", name=context.name, line=1)
    fields = {key: value for key, value in known.data.items() if key not in {"type", "mark"}}
    entries = [entry for part in _maps(fields.get("parts")) for entry in _maps(part.get("entries"))]
    mark = str(known.data.get("mark") or "release")
    found = [*re.finditer(rf"^<!-- {re.escape(mark)} [0-9]+ -->\n", body, re.MULTILINE)]
    if len(found) != len(entries):
        message = f"the front matter tells of {len(entries)} releases, and {len(found)} begin with a line <!-- {mark} … -->"
        raise ReadError(f"{message}: a release that is taken out goes from both", name=context.name, line=known.line("/parts"))
    ends = [each.start() for each in found[1:]] + [len(body)]
    line = offset + 1
    done = 0
    for at, (entry, start, end) in enumerate(zip(entries, found, ends, strict=True)):
        line += body.count("\n", done, start.end())
        done = start.end()
        entry["release"] = _release(body[start.end() : end], line, at, entry, context)
    return _pack(fields, known, context)


def _release(text: str, line: int, at: int, entry: dict[str, Any], context: PackContext) -> Release:
    """The release of a block; its own lines are counted on from those of the file."""
    start = _FENCE.search(text)
    end = start and re.compile(rf"^{start[1]}$", re.MULTILINE).search(text, start.end())
    if not start or not end:
        message = "the release that begins here has no fields: they stand in a block of YAML below its headline"
        raise ReadError(message, name=context.name, line=line)
    above = text[: start.start()].count("\n") + line
    alone = f"---\n{text[start.end() : end.start()]}---\n{text[end.end() :].removeprefix(chr(10))}"
    try:
        origin: Origin = from_plain(Origin, entry.get("origin", {}))
        with context.of(origin, at) as inner:
            inner.name = context.name
            release = read_release(alone.encode(), inner)
            inner.notes = [note if note.line is None else evolve(note, line=note.line + above - 1) for note in inner.notes]
            return normalise(release)
    except ReadError as error:
        placed = None if error.line is None else error.line + above - 1
        raise ReadError(error.message, name=context.name, line=placed or line, column=error.column) from None
    except FieldError as error:
        raise ReadError(str(error), name=context.name, line=line) from None


def _pack(fields: dict[str, Any], known: FrontMatter, context: PackContext) -> Pack:
    try:
        pack: Pack = from_plain(Pack, fields)
    except PlainError as error:
        place = error.where.strip("/").replace("/", ".")
        line = known.line(error.where)
        raise ReadError(f"front matter: {place}: {error.message}", name=context.name, line=line) from None
    return pack


def _maps(data: Any) -> list[dict[str, Any]]:
    """The maps in a list; whatever else it may be is told of by whoever makes a pack of it."""
    return [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []
