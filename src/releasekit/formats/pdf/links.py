"""Links on a line: items in, the stretches that lead to one place and the address as PDF writes it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from releasekit.formats.pdf.lines import Item


def address(href: str) -> str:
    """An address of any characters in ASCII, with its brackets written so that they end no string."""
    return quote(href, safe="%/:=&?~#+!$,;'@()*[]-._").replace("(", "%28").replace(")", "%29")


def stretches(items: Sequence[Item], key: Callable[[Item], Any]) -> list[tuple[Item, Item]]:
    """The first and last items of each stretch that has something in common; spaces at a line end are in none."""
    first, end = 0, len(items)
    while first < end and items[first].space:
        first += 1
    while end > first and items[end - 1].space:
        end -= 1
    found: list[list[Any]] = []
    for item in items[first:end]:
        value = key(item)
        if found and found[-1][2] == value:
            found[-1][1] = item
        else:
            found.append([item, item, value])
    return [(first, last) for first, last, _ in found]
