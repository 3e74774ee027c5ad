"""Blocks where only inlines may stand: their words, parted by spaces, so that none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, assert_never, get_args

from releasekit.model import Block, Inline
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable

Part: TypeAlias = "Inline | Block"
_BLOCK_TYPES = get_args(Block)
BLOCKS: frozenset[type[Any]] = frozenset(_BLOCK_TYPES)


def has_blocks(parts: Iterable[Part]) -> bool:
    """Whether any of the parts is a block."""
    return not BLOCKS.isdisjoint(map(type, parts))


def flat(parts: Iterable[Part]) -> list[Inline]:
    """Parts as inlines: between the words of two blocks there is a space."""
    out: list[Inline] = []
    for part in parts:
        if not isinstance(part, _BLOCK_TYPES):
            out.append(part)  # type: ignore[arg-type]  # what is no block is an inline
            continue
        out.append(n.Text(" "))
        match part:
            case n.BulletList(items=items) | n.OrderedList(items=items):
                for item in items:
                    out += flat(item.blocks)
            case n.Table():
                out += [*part.caption, n.Text(" ")]
                for row in part.rows:
                    for cell in row.cells:
                        out += flat(cell.blocks)
            case n.Figure():
                out += [part.image, n.Text(" "), *part.caption, n.Text(" "), *part.credit]
            case n.CodeBlock(text):
                out.append(n.Code(text))
            case n.RawBlock(format, text):
                out.append(n.RawInline(format, text))
            case n.Paragraph(content) | n.Heading(content):
                out += content
            case n.Speech(blocks, speaker):
                out += [*speaker, n.Text(" "), *flat(blocks)]
            case n.BlockQuote(blocks, attribution):
                out += [*flat(blocks), n.Text(" "), *attribution]
            case n.Division(blocks, kind, attributes):
                out.append(n.Span(tuple(flat(blocks)), kind, attributes, lang=part.lang, direction=part.direction))
            case n.ThematicBreak():
                pass
            case _:
                assert_never(part)
        out.append(n.Text(" "))
    return out
