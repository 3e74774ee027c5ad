"""Text in, blocks out: paragraphs, and headings, lists, quotes and tables where the text shows them without doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.text import lists, tables
from releasekit.formats.text.chunks import WIDEST, Chunk, Setting, chunks, meant, setting
from releasekit.formats.text.inlines import inlines
from releasekit.model import BlockQuote, Figure, Heading, Image, LineBreak, Paragraph, ThematicBreak

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.format import Context
    from releasekit.model import Block, Inline

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<words>[^\s#].*)")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_RULE = re.compile(r"[*_=~\-–—―·• ]{3,}")
_ATTRIBUTION = re.compile(r"(?:[—–―]|--?)\s?[^\W\d].{1,150}")
_OPENING = '“„«‹「『"‟'
_CLOSING = '”“»›」』"'
_QUOTED = re.compile(r" {0,3}>")

MOST_QUOTED = 20
"""How many indented paragraphs may stand above the line that says whose they are."""

MAX_QUOTES = 10
"""How deep quotes of quotes are read; further signs stay in the text."""


def blocks(text: str, context: Context) -> tuple[Block, ...]:
    """The blocks of a text."""
    found = [piece for chunk in chunks(text) for piece in _pieces(chunk)]
    return tuple(_blocks(found, setting(found), context, 0))


def _pieces(chunk: Chunk) -> Iterator[Chunk]:
    """A chunk, parted before and after its headings and before a list that follows words."""
    start = 0
    lines = chunk.lines
    for index, line in enumerate(lines):
        heads = _is_heading(line) or (index + 1 < len(lines) and index == start and _underlined(line, lines[index + 1]))
        if heads or (index > start and _starts_list(lines, index, start)):
            if index > start:
                yield Chunk(lines[start:index], chunk.number + start)
            start = index
        if heads:
            end = index + 1 if _is_heading(line) else index + 2
            yield Chunk(lines[index:end], chunk.number + index)
            start = end
    if start < len(lines):
        yield Chunk(lines[start:], chunk.number + start)


def _is_heading(line: str) -> bool:
    return line.lstrip(" ").startswith("#") and _HEADING.fullmatch(line) is not None


def _underlined(line: str, below: str) -> bool:
    """Whether a line is a heading by the line of signs below it, about as long."""
    return (
        bool(_UNDERLINE.fullmatch(below))
        and len(line) <= WIDEST
        and len(below) * 2 >= len(line)
        and any(map(str.isalpha, line))
    )


def _starts_list(lines: Sequence[str], index: int, start: int) -> bool:
    """Whether a bullet or a first number follows words that are in no list."""
    own = lists.marker(lines[index])
    if own is None or lists.marker(lines[start]) is not None:
        return False
    above = lines[index - 1].rstrip()
    return own.sign in lists.BULLETS or above.endswith((":", "："))


def _blocks(found: Sequence[Chunk], how: Setting, context: Context, depth: int) -> Iterator[Block]:
    at = no_list_before = 0
    colon = False
    while at < len(found):
        chunk = found[at]
        if at >= no_list_before and (first := lists.marker(chunk.lines[0])):
            items, end = lists.read(first, found, at, colon, context)
            yield from items
            if items:
                at, colon = end, False
                continue
            no_list_before = end
        if quote := _quote(found, at, how, context, depth):
            yield quote[0]
            at, colon = quote[1], False
            continue
        yield from _block(chunk, how, context)
        colon = chunk.lines[-1].endswith((":", "："))
        at += 1


def _block(chunk: Chunk, how: Setting, context: Context) -> Iterator[Block]:
    first = chunk.lines[0]
    if match := _HEADING.fullmatch(first):
        yield Heading(inlines(match["words"].rstrip("# ") or match["words"], context, chunk.number), len(match["marks"]))
    elif len(chunk.lines) == 2 and _underlined(*chunk.lines):
        level = 1 if chunk.lines[1].startswith("=") else 2
        yield Heading(inlines(first.strip(), context, chunk.number), level)
    elif len(chunk.lines) == 1 and _RULE.fullmatch(first) and len(set(first) - {" "}) == 1:
        yield ThematicBreak()
    elif len(chunk.lines) > 1 and (table := tables.read(chunk, context)):
        yield table
    else:
        yield from _paragraphs(chunk, how, context)


def _paragraphs(chunk: Chunk, how: Setting, context: Context) -> Iterator[Block]:
    """The paragraphs of a chunk: one where it was wrapped; else a long line is a paragraph, and short lines are lines."""
    if (how.wrapped or max(map(len, chunk.lines)) <= WIDEST) and not meant(chunk.lines, how):
        yield _paragraph(inlines("\n".join(line.strip() for line in chunk.lines), context, chunk.number))
        return
    content: list[Inline] = []
    for offset, line in enumerate(chunk.lines):
        if content and (len(line) > WIDEST or len(chunk.lines[offset - 1]) > WIDEST):
            yield _paragraph(tuple(content))
            content = []
        words = inlines(line.strip(), context, chunk.number + offset)
        content += [LineBreak(), *words] if content else words
    yield _paragraph(tuple(content))


def _paragraph(content: tuple[Inline, ...]) -> Block:
    """A paragraph; a picture that stands alone is a figure."""
    if len(content) == 1 and isinstance(content[0], Image):
        return Figure(content[0])
    return Paragraph(content)


# ── quotes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _quote(found: Sequence[Chunk], at: int, how: Setting, context: Context, depth: int) -> tuple[Block, int] | None:
    """The quote that starts with a chunk, and the chunk after it; None for none."""
    chunk = found[at]
    if all(map(_QUOTED.match, chunk.lines)) and depth < MAX_QUOTES:
        inner = chunks("\n".join(line.lstrip(" ")[1:].removeprefix(" ") for line in chunk.lines))
        moved = [Chunk(part.lines, part.number + chunk.number - 1) for part in inner]
        return BlockQuote(tuple(_blocks(moved, how, context, depth + 1))), at + 1
    if not all(line.startswith(("    ", "\t")) for line in chunk.lines):
        return _attributed(found, at, how, context)
    end = at
    while end < min(len(found), at + MOST_QUOTED) and all(line.startswith(("    ", "\t")) for line in found[end].lines):
        end += 1
        if _ATTRIBUTION.fullmatch(found[end - 1].lines[-1].strip()):
            return _with_attribution(found[at:end], how, context), end
    return None


def _attributed(found: Sequence[Chunk], at: int, how: Setting, context: Context) -> tuple[Block, int] | None:
    """Words in quotation marks with a line below that says whose they are."""
    lines = found[at].lines
    if not lines[0].strip().startswith(tuple(_OPENING)):
        return None
    end = at + 1
    if len(lines) > 1 and _closes(lines[-2]) and _ATTRIBUTION.fullmatch(lines[-1].strip()):
        return _with_attribution(found[at:end], how, context), end
    below = found[end].lines if end < len(found) else ()
    if (
        _closes(lines[-1])
        and len(below) == 1
        and _ATTRIBUTION.fullmatch(below[0].strip())
        and not below[0].endswith((";", ","))
    ):
        return _with_attribution(found[at : end + 1], how, context), end + 1
    return None


def _closes(line: str) -> bool:
    return line.strip().rstrip(".,").endswith(tuple(_CLOSING))


def _with_attribution(part: Sequence[Chunk], how: Setting, context: Context) -> Block:
    last = part[-1]
    said = [*part[:-1], Chunk(last.lines[:-1], last.number)] if len(last.lines) > 1 else part[:-1]
    whose = last.lines[-1].strip().lstrip("—–―- ")
    inner = tuple(block for chunk in said for block in _paragraphs(chunk, how, context))
    return BlockQuote(inner, inlines(whose, context, last.number + len(last.lines) - 1))
