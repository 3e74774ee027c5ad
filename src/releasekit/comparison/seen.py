"""The words that a reader of a release sees, compared line by line: two releases in, differences of words out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from attrs import evolve

from releasekit.comparison.moves import settled
from releasekit.comparison.tree import Comparison
from releasekit.model import nodes as n
from releasekit.model.plain import node_name
from releasekit.model.walk import walk
from releasekit.model.words import contact_lines, inline_text, list_number
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.comparison.difference import Difference, Side
    from releasekit.model import Release


@frozen
class Seen:
    """One line of `plain_text`, and whose it is."""

    where: str
    what: str
    text: str
    number: str = ""
    """The number of a list before it. It is not compared: one item more would change the numbers of all that follow."""


def seen(release: Release) -> dict[str, list[Seen]]:
    """The lines of `plain_text(release)` that are not empty, by the field that they belong to; notes apart."""
    dateline = release.dateline.printed if release.dateline else ""
    parts = {
        "headline": [Seen("/headline", "headline", inline_text(release.headline))],
        "subtitle": [Seen("/subtitle", "subtitle", inline_text(release.subtitle))],
        "instruction": [Seen("/instruction", "instruction", release.instruction)],
        "dateline": [Seen("/dateline/printed", "dateline", dateline)],
        "body": [*_blocks(release.body, "/body")],
        "contacts": [
            Seen(f"/contacts/{index}", "contact", text)
            for index, contact in enumerate(release.contacts)
            for text in contact_lines(contact)
        ],
        "end_mark": [Seen("/end_mark", "end_mark", release.end_mark)],
        "notes": [
            line
            for where, node in walk(release)
            if isinstance(node, n.Note)
            for line in _blocks(node.blocks, f"{where}/blocks")
        ],
    }
    return {name: [line for line in lines if line.text or line.number] for name, lines in parts.items()}


def compare_words(a: Release, b: Release) -> Iterator[Difference]:
    """The lines that went, came, moved, or changed their words; how white space divides the words does not count."""
    parts_b = seen(b)
    for name, part in seen(a).items():
        lines_a, lines_b = _with_words(part), _with_words(parts_b[name])
        comparison = Comparison()
        comparison.sequence(_texts(lines_a), _texts(lines_b), "", "")
        for found in settled(comparison):
            within = "/body" if name == "notes" else f"/{name}"
            of_a, of_b = _line_of(found.before, lines_a), _line_of(found.after, lines_b)
            before = evolve(found.before, where=of_a.where if of_a else within)
            after = evolve(found.after, where=of_b.where if of_b else within)
            what = of_b or of_a
            yield evolve(found, what=what.what if what else name, before=before, after=after)


def _with_words(lines: list[Seen]) -> list[Seen]:
    return [evolve(line, text=text) for line in lines if (text := " ".join(line.text.split()))]


def _texts(lines: list[Seen]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)


def _line_of(side: Side, lines: list[Seen]) -> Seen | None:
    """The line that a side speaks of: its place is the number of the line, or empty."""
    return lines[int(side.where[1:])] if side.where else None


def _blocks(blocks: Iterable[n.Block], where: str) -> Iterator[Seen]:
    for index, block in enumerate(blocks):
        yield from _block(block, f"{where}/{index}")


def _block(block: n.Block, where: str) -> Iterator[Seen]:
    match block:
        case n.Paragraph(content=content) | n.Heading(content=content):
            yield Seen(where, node_name(type(block)), inline_text(content))
        case n.BulletList(items=items):
            for index, item in enumerate(items):
                yield from _blocks(item.blocks, f"{where}/items/{index}/blocks")
        case n.OrderedList(items=items):
            for index, item in enumerate(items):
                number = f"{list_number(block.start + index, block.style)}."
                place = f"{where}/items/{index}"
                first, *rest = [*_blocks(item.blocks, f"{place}/blocks")] or [Seen(place, "item", "")]
                yield evolve(first, number=number + (" " + first.number if first.number else ""))
                yield from rest
        case n.BlockQuote(blocks=inner):
            yield from _blocks(inner, f"{where}/blocks")
            yield _line(block, "attribution", where)
        case n.Table():
            yield _line(block, "caption", where)
            for row, cells in enumerate(block.rows):
                for column, cell in enumerate(cells.cells):
                    yield from _blocks(cell.blocks, f"{where}/rows/{row}/cells/{column}/blocks")
        case n.Figure():
            yield Seen(f"{where}/image/alt", "alt", block.image.alt)
            yield _line(block, "caption", where)
            yield _line(block, "credit", where)
        case n.Speech(blocks=inner):
            yield _line(block, "speaker", where)
            yield from _blocks(inner, f"{where}/blocks")
        case n.Division(blocks=inner):
            yield from _blocks(inner, f"{where}/blocks")
        case n.CodeBlock(text):
            yield Seen(where, "code-block", text)
        case n.ThematicBreak() | n.RawBlock():
            pass
        case _:
            assert_never(block)


def _line(block: Any, name: str, where: str) -> Seen:
    return Seen(f"{where}/{name}", name, inline_text(getattr(block, name)))
