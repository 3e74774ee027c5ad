"""What a difference shows: a value, record or node of a release in, its plain text out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields, has

from releasekit.model import nodes as n
from releasekit.model.moment import Moment
from releasekit.model.release import Embargo, Extra, Release
from releasekit.model.words import inline_text, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable


def text_of(value: Any) -> str:
    """The words of a value; of a block as its readers see them, with a row of a table on a line."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Moment():
            return value.iso
        case tuple():
            return ", ".join(map(text_of, value))
        case n.Paragraph(content=(n.Text(text),)) | n.Heading(content=(n.Text(text),)):  # the most of all
            return text
        case n.Image():
            return value.alt or value.src
        case n.Figure():
            return _lines((text_of(value.image), inline_text(value.caption), inline_text(value.credit)))
        case n.Table():
            return _lines((inline_text(value.caption), *map(text_of, value.rows)))
        case n.Row():
            return " | ".join(" ".join(text_of(cell).split()) for cell in value.cells)
        case n.Item() | n.Cell() | n.Note():
            return _lines(map(text_of, value.blocks))
        case n.RawBlock() | n.RawInline() | n.CodeBlock():
            return value.text
        case Extra():
            return f"{value.key}: {value.json}"
        case Embargo() if value.until is None:
            return f"open-ended, {value.printed}" if value.printed else "open-ended"
        case _ if isinstance(value, _BLOCKS):
            return plain_text(Release(body=(value,)))
        case _ if has(type(value)):
            return ", ".join(filter(None, (text_of(getattr(value, field.name)) for field in fields(type(value)))))
        case _:
            return str(value)


_BLOCKS = (n.Paragraph, n.Heading, n.BulletList, n.OrderedList, n.BlockQuote, n.Speech, n.Division, n.ThematicBreak)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def quoted(text: str, most: int = 60) -> str:
    """Words in quotation marks and in one line; of long ones the first and the last."""
    words = " ".join(text.split())
    if len(words) > most:
        words = f"{words[: most // 2].rstrip()} … {words[-(most // 2 - 3) :].lstrip()}"
    return f"“{words}”"
