"""What an editor would say of the text: a release in, findings out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import fields, has

from releasekit.checks.finding import finding, quoted
from releasekit.model import inline_text, plain_text, walk
from releasekit.model import nodes as n
from releasekit.model.release import Release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.format import Note
    from releasekit.model import Block

_PLACEHOLDER = re.compile(r"\[\[[^\[\]]*\]\]|\blorem ipsum\b|\bTKTK\b", re.IGNORECASE)
_LONG = 80  # a shorter paragraph may well stand twice
_SPOKEN = {"transcript", "interview"}


def check_text(release: Release) -> Iterator[Note]:
    """Findings on the words of a release, and on how its body is built."""
    yield from _placeholders(release)
    if not _has_words(release.body):
        yield finding("text-missing", "there is no text", "/body")
    yield from _repetitions(release)
    yield from _headings(release)
    yield from _sections(release.body, "/body")
    yield from _parts(release)
    yield from _references(release)


def _has_words(blocks: tuple[Block, ...]) -> bool:
    return bool(plain_text(Release(body=blocks)).strip()) or any(
        isinstance(node, (n.Image, n.RawBlock)) for _, node in walk(Release(body=blocks))
    )


def _placeholders(release: Release) -> Iterator[Note]:
    for where, text in _strings(release, ""):
        if found := _PLACEHOLDER.search(text):
            yield finding("placeholder", f"{quoted(found.group())} is still to be filled in", where)


def _strings(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every text in a record or node, each with its place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(item, f"{where}/{index}")
    elif has(type(value)):
        for field in fields(type(value)):
            yield from _strings(getattr(value, field.name), f"{where}/{field.name}")


def _repetitions(release: Release) -> Iterator[Note]:
    paragraphs = [
        (where, text)
        for where, node in walk(release)
        if isinstance(node, n.Paragraph) and len(text := " ".join(inline_text(node.content).split())) >= _LONG
    ]
    first: dict[str, str] = {}
    again = []
    for where, text in paragraphs:
        if text in first:
            again.append((where, text))
        first.setdefault(text, where)
    if len(again) > 1 and len(again) == len(first):
        yield finding(
            "text-repeated", f"the whole text stands twice; the second begins with {quoted(again[0][1])}", again[0][0]
        )
        return
    for where, text in again:
        yield finding("text-repeated", f"the paragraph {quoted(text)} stands twice, first at {first[text]}", where)


def _headings(release: Release) -> Iterator[Note]:
    level, before = 1, "the headline"
    for where, node in walk(release):
        if not isinstance(node, n.Heading):
            continue
        if not inline_text(node.content).strip():
            yield finding("heading-empty", "a heading has no words", where)
        if node.level > level + 1:
            message = f"the heading {quoted(node.content)} is of level {node.level}, and {before} of level {level}"
            yield finding("heading-level", message, where)
        level, before = node.level, "the one before it"


def _sections(blocks: tuple[Block, ...], where: str) -> Iterator[Note]:
    """Headings with nothing under them, here and in what stands inside."""
    for index, block in enumerate(blocks):
        if isinstance(block, n.Heading):
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            if after is None or (isinstance(after, n.Heading) and after.level <= block.level):
                yield finding("section-empty", f"nothing stands under the heading {quoted(block.content)}", f"{where}/{index}")
        elif isinstance(block, (n.Division, n.BlockQuote, n.Speech)):
            yield from _sections(block.blocks, f"{where}/{index}/blocks")


def _parts(release: Release) -> Iterator[Note]:
    speeches = 0
    for where, node in walk(release):
        match node:
            case n.Division() if node.kind and not _has_words(node.blocks):
                yield finding("division-empty", f"the division {quoted(node.kind)} is empty", where)
            case n.Speech():
                speeches += 1
                if not inline_text(node.speaker).strip():
                    yield finding("speaker-missing", "a speech turn does not say who speaks", where)
            case n.Table() if not (node.head_rows or node.head_columns):
                message = "a table has no header row and no header column: a screen reader needs one"
                yield finding("table-heads", message, where)
            case _:
                pass
    if release.kind in _SPOKEN and not speeches:
        yield finding("speech-missing", f"the {release.kind} has no speech turns: who says what?", "/body")


def _references(release: Release) -> Iterator[Note]:
    kinds = {entity.id: entity.kind for entity in release.entities}
    for where, node in walk(release):
        match node:
            case n.Mention(ref=ref) | n.Quotation(speaker=ref) if ref and ref not in kinds:
                message = f"{quoted(node.content)} points to {quoted(ref)}, which is not among the entities"
                yield finding("reference-unknown", message, where)
            case n.Mention(ref=ref) if ref and node.kind != kinds[ref]:
                message = f"{quoted(node.content)} is marked as {node.kind}; the entity {quoted(ref)} is a {kinds[ref]}"
                yield finding("reference-kind", message, where)
            case _:
                pass
