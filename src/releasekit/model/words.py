"""The words that a reader of a release sees, in order, as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from releasekit.model import nodes as n
from releasekit.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.model.release import Contact, Release


def inline_text(content: Iterable[n.Inline]) -> str:
    """The words of inlines; a line break is a newline, a picture its alternative text, a note nothing."""
    return "".join(map(_words, content))


def _words(item: n.Inline) -> str:
    match item:
        case n.Text(text) | n.Code(text):
            return text
        case n.LineBreak():
            return "\n"
        case n.Image(alt=alt):
            return alt
        case n.RawInline() | n.Note():
            return ""
        case _:
            return inline_text(item.content)


def plain_text(release: Release) -> str:
    """Headline, subtitle, dateline, body with list numbers and captions, contacts, and notes: a line each."""
    return "\n".join(line for line in _lines(release) if line)


def _lines(release: Release) -> Iterator[str]:
    yield inline_text(release.headline)
    yield inline_text(release.subtitle)
    yield release.instruction
    if release.dateline:
        yield release.dateline.printed
    yield from _block_lines(release.body)
    for contact in release.contacts:
        yield from contact_lines(contact)
    yield release.end_mark
    for note in notes(release):
        yield from _block_lines(note.blocks)


def contact_lines(contact: Contact) -> Iterator[str]:
    """A contact as it is printed: one line for each thing that is known."""
    for line in (contact.name, contact.role, contact.organisation, contact.email, contact.phone, contact.url, contact.hours):
        if line:
            yield line


def notes(release: Release) -> Iterator[n.Note]:
    """The footnotes, in the order of their marks."""
    return (node for _, node in walk(release) if isinstance(node, n.Note))


def _block_lines(blocks: Iterable[n.Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case n.Paragraph(content=content) | n.Heading(content=content):
                yield inline_text(content)
            case n.BulletList(items=items):
                for item in items:
                    yield from _block_lines(item.blocks)
            case n.OrderedList(items=items):
                for number, item in enumerate(items, block.start):
                    first, *rest = [*_block_lines(item.blocks)] or [""]
                    yield f"{list_number(number, block.style)}. {first}".rstrip()
                    yield from rest
            case n.BlockQuote(blocks=inner):
                yield from _block_lines(inner)
                yield inline_text(block.attribution)
            case n.Table():
                yield inline_text(block.caption)
                for row in block.rows:
                    for cell in row.cells:
                        yield from _block_lines(cell.blocks)
            case n.Figure():
                yield block.image.alt
                yield inline_text(block.caption)
                yield inline_text(block.credit)
            case n.Speech(blocks=inner):
                yield inline_text(block.speaker)
                yield from _block_lines(inner)
            case n.Division(blocks=inner):
                yield from _block_lines(inner)
            case n.CodeBlock(text):
                yield text
            case n.ThematicBreak() | n.RawBlock():
                pass
            case _:
                assert_never(block)


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def list_number(number: int, style: n.ListStyle) -> str:
    """The number of a list item as its style prints it; digits where the style has no way to say it."""
    if style.endswith("alpha") and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
        return letters.upper() if style.startswith("upper") else letters
    if style.endswith("roman") and 0 < number < 4000:
        roman = ""
        for value, letters in _ROMAN:
            roman += letters * (number // value)
            number %= value
        return roman.upper() if style.startswith("upper") else roman
    return str(number)
