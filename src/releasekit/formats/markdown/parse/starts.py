"""What a block begins with, by its first character: each function looks at the rest of a line and opens what it finds.

A function returns 0 where no such block begins, `CONTAINER` where one does and the line goes on within it, and `LEAF` where
the line is used up. The clauses are those of CommonMark 0.31.2.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from releasekit.formats.markdown.attributes import Attributes, parse
from releasekit.formats.markdown.parse.table import alignment, cells
from releasekit.formats.markdown.parse.tree import (
    Definition,
    Division,
    Fence,
    Heading,
    Item,
    List,
    Markup,
    Paragraph,
    Quote,
    Table,
)
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.formats.markdown.parse.blocks import Blocks

CONTAINER = 1
LEAF = 2

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|\Z)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*\Z")
_RULE = re.compile(r"(?:-[ \t]*){3,}\Z|(?:\*[ \t]*){3,}\Z|(?:_[ \t]*){3,}\Z")
_FENCE = re.compile(r"(`{3,})([^`]*)\Z|(~{3,})(.*)\Z")
_MARKER = re.compile(r"(?:[-+*]|([0-9]{1,9})[.)])(?=[ \t]|\Z)")
_DEFINITION = re.compile(r"\[\^([^\]\[\s]{1,999})\]:[ \t]*")
_DIVISION_CLOSES = re.compile(r":{3,}[ \t]*\Z")
_DIVISION_OPENS = re.compile(r":{3,}[ \t]*(?=(?P<braces>\{)|(?P<kind>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*:*[ \t]*\Z)")
_DIVISION_TAIL = re.compile(r"[ \t]*:*[ \t]*\Z")


# ── containers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def quote(blocks: Blocks) -> int:
    """Open a block quote (5.1)."""
    blocks.open(Quote(blocks.number, 0))
    blocks.behind_quote()
    return CONTAINER


def item(blocks: Blocks) -> int:
    """Open a list item (5.2), and a list (5.3) if it is not one more of the list before it."""
    found = _MARKER.match(blocks.line, blocks.first)
    if found is None:
        return 0
    number, after = found[1], found.end()
    empty = not blocks.line[after:].strip(" \t")
    if (empty or (number and int(number) != 1)) and blocks.interrupts():
        # Only a list that begins with 1 and with words can interrupt a paragraph.
        return 0
    sign = blocks.line[after - 1]
    around = blocks.stack[blocks.cut - 1]
    if type(around) is not List or around.sign != sign:
        around = List(blocks.number, sign, None if number is None else int(number))
        blocks.open(around)
    blocks.advance(after)
    # Where code begins the item, or nothing, its indent is that of one space.
    content = after + 1 if empty or blocks.first - after > 4 else blocks.first
    blocks.open(Item(blocks.number, around, content - blocks.base))
    blocks.pos = blocks.first if empty else content
    if empty or content < blocks.first or blocks.line[content] in STARTS:
        return CONTAINER
    blocks.add(Paragraph(blocks.number, blocks.behind(content)))
    return LEAF


def definition(blocks: Blocks) -> int:
    """Open the definition of a note: `[^label]: words`, and further blocks indented by four spaces."""
    found = _DEFINITION.match(blocks.line, blocks.first)
    if found is None:
        return 0
    column = blocks.pos + 4
    opened = Definition(blocks.number, found[1], column - blocks.base)
    blocks.open(opened)
    blocks.definitions.setdefault(opened.label, opened)
    # What follows the label on its line stands as deep as the lines below.
    blocks.line = blocks.raw = " " * column + blocks.line[found.end() :]
    blocks.pos = blocks.first = column
    return CONTAINER


def division(blocks: Blocks) -> int:
    """Open a fenced division, `::: kind` or `::: {.kind key=value}`, or close one, `:::`.

    They nest by pairs, whatever the length of their fences.
    """
    line = blocks.line
    if _DIVISION_CLOSES.match(line, blocks.first):
        return _closes(blocks)
    found = _DIVISION_OPENS.match(line, blocks.first)
    if found is None:
        return 0
    if found["kind"]:
        attributes = Attributes(found["kind"])
    else:
        parsed = parse(line, found.end())
        if parsed is None or not _DIVISION_TAIL.match(line, parsed[1]):
            return 0
        attributes = parsed[0]
    blocks.open(Division(blocks.number, attributes))
    return LEAF


def _closes(blocks: Blocks) -> int:
    """Close the innermost division, if nothing in it holds the line.

    The fence may stand left of the item or note that the division stands in, but not outside its quote.
    """
    beyond = next((quote.index for quote in blocks.quotes if quote.index >= blocks.cut), len(blocks.stack))
    innermost = next((division for division in reversed(blocks.divisions) if division.index < beyond), None)
    if innermost is None or any(innermost.index < holder.index < blocks.cut for holder in blocks.signed):
        return 0
    blocks.close_division(innermost)
    return LEAF


# ── leaves ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def heading(blocks: Blocks) -> int:
    """Take an ATX heading (4.2)."""
    found = _HEADING.match(blocks.line, blocks.first)
    if found is None:
        return 0
    content = blocks.line[found.end() :].rstrip(" \t")
    shorter = content.rstrip("#")
    if not shorter or shorter[-1] in " \t":
        content = shorter
    blocks.put(Heading(blocks.number, content.strip(" \t"), len(found[1])))
    return LEAF


def underline(blocks: Blocks) -> int:
    """Make a heading of the paragraph above (4.3)."""
    if not _UNDERLINE.match(blocks.line, blocks.first):
        return 0
    paragraph = blocks.underlined()
    if paragraph is None:
        return 0
    blocks.put(Heading(paragraph.line, paragraph.text, 1 if blocks.line[blocks.first] == "=" else 2))
    return LEAF


def table(blocks: Blocks) -> int:
    """Make a table's header of the last line of the paragraph above."""
    paragraph = blocks.leaf
    if not isinstance(paragraph, Paragraph) or paragraph.lazy == len(paragraph.lines):
        return 0
    rule = blocks.line[blocks.first :].rstrip(" \t")
    header = paragraph.lines[-1].strip(" \t")
    align = alignment(header, rule)
    if align is None or (len(paragraph.lines) > 1 and paragraph.lines[-1].startswith(("    ", "\t"))):
        return 0
    paragraph.lines.pop()
    blocks.add(Table(blocks.number - 1, cells(header), align))
    blocks.tabled[blocks.stack[-1]] = None
    return LEAF


def rule(blocks: Blocks) -> int:
    """Take a thematic break (4.1)."""
    if not _RULE.match(blocks.line, blocks.first):
        return 0
    blocks.put(n.ThematicBreak())
    return LEAF


def fence(blocks: Blocks) -> int:
    """Open a fenced code block (4.5)."""
    found = _FENCE.match(blocks.line, blocks.first)
    if found is None:
        return 0
    sign, info = found[1] or found[3], found[2] or found[4] or ""
    blocks.add(Fence(blocks.number, info.strip(" \t"), blocks.first - blocks.pos, _closing(sign[0], len(sign))))
    return LEAF


@cache
def _closing(sign: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"{sign}{{{length},}}[ \t]*\Z")


def markup(blocks: Blocks) -> int:
    """Open a block of HTML (4.6)."""
    from releasekit.formats.markdown.parse.html import block_kind

    kind = block_kind(blocks.line[blocks.first :])
    if kind is None or (not kind.interrupts and type(blocks.leaf) is Paragraph):
        return 0
    blocks.add(Markup(blocks.number, blocks.behind(blocks.pos), kind.end))
    return LEAF


Start: TypeAlias = "Callable[[Blocks], int]"

STARTS: dict[str, tuple[Start, ...]] = {
    ">": (quote,),
    "#": (heading,),
    "`": (fence,),
    "~": (fence,),
    "<": (markup,),
    "-": (rule, item),
    "*": (rule, item),
    "_": (rule,),
    "+": (item,),
    "[": (definition,),
    ":": (division,),
    **dict.fromkeys("0123456789", (item,)),
}
"""What may begin with a character, in the order in which it is looked for."""

IN_PARAGRAPH: dict[str, tuple[Start, ...]] = STARTS | {
    "-": (table, underline, rule, item),
    "=": (underline,),
    ":": (table, division),
    "|": (table,),
}
"""The same below a line of words, which the line may make something else of."""
