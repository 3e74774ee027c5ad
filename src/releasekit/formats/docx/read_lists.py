"""Lists as they are read: paragraphs that say their list and level in, items in lists within items out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.formats.docx.lists import Lists
    from releasekit.formats.docx.read_blocks import Met


GOES_ON = ""
"""The number of the list of what goes on in the item above it."""


class _Open:
    """A list that may still get items."""

    def __init__(self, number: str, level: int, style: n.ListStyle | None, start: int) -> None:
        self.number = number
        self.level = level
        self.style = style
        self.start = start
        self.items: list[list[n.Block]] = []
        self.tight = True

    def block(self) -> n.Block:
        """The list."""
        items = tuple(n.Item(tuple(blocks)) for blocks in self.items)
        if self.style is None:
            return n.BulletList(items, tight=self.tight)
        return n.OrderedList(items, self.start, self.style, self.tight)


def _continues(open: _Open, number: str, style: n.ListStyle | None, count: int, lists: Lists) -> bool:
    """Whether an item belongs to an open list: it is of that list, or of one that goes on counting where that one is."""
    if open.style != style:
        return False
    return open.number == number or (lists.is_one(open.number, number) and count == open.start + len(open.items))


def listed(met: Sequence[Met], lists: Lists) -> list[tuple[str, n.Block]]:
    """What was met, each with its kind; paragraphs that stand in lists are lists."""
    out: list[tuple[str, n.Block]] = []
    stack: list[_Open] = []

    def close(level: int) -> None:
        """Close the lists that stand deeper than a level."""
        while stack and stack[-1].level > level:
            block = stack.pop().block()
            if stack:
                stack[-1].items[-1].append(block)
            else:
                out.append(("list", block))

    for one in met:
        if one.number is None:
            if one.block is None:
                continue
            if stack and one.kind == "continued":
                stack[-1].items[-1].append(one.block)
                continue
            close(-1)
            out.append((one.kind, one.block))
            continue
        number, level = one.number
        close(level)
        if number == GOES_ON:
            if one.block is None:
                continue
            block = n.BlockQuote((one.block,)) if one.kind == "quote" else one.block
            if stack:
                stack[-1].items[-1].append(block)
            else:
                out.append((one.kind, block))
            continue
        style, count = lists.style(number, level), lists.next(number, level)
        if stack and stack[-1].level == level and not _continues(stack[-1], number, style, count, lists):
            close(level - 1)
        if not stack or stack[-1].level < level:
            stack.append(_Open(number, level, style, count))
        stack[-1].items.append([one.block] if one.block else [])
        stack[-1].tight = stack[-1].tight and one.tight
    close(-1)
    return out
