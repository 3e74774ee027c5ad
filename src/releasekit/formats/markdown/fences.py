"""Lines that stand between fences, or as they are: divisions, code and raw markup to Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.markdown.attributes import written

if TYPE_CHECKING:
    from releasekit.model import nodes as n

_COLONS = re.compile(":{3,}")


def division(kind: str, pairs: list[tuple[str, str]], lines: list[str]) -> list[str]:
    """Lines in a division. Its fence has one colon more than those in it: a person sees which belong together."""
    colons = 3
    for line in lines:
        if line.startswith(":::") and (found := _COLONS.match(line)):
            colons = max(colons, found.end() + 1)
    fence = ":" * colons
    return [f"{fence} " + (kind if kind and not pairs else written(kind, pairs)), *lines, fence]


def code(text: str, info: str) -> list[str]:
    """Code, between fences that are longer than any in it."""
    sign = "~" if "`" in info else "`"
    longest = max((len(run) for run in re.findall(f"{sign}+", text)), default=0)
    fence = sign * max(3, longest + 1)
    return [fence + (" " if info.startswith(sign) else "") + info, *(text.split("\n") if text else []), fence]


def raw(block: n.RawBlock, *, first: bool) -> list[str]:
    """Raw markup; `first` says that it begins an item, where spaces before it would be no part of it."""
    lines = block.text.split("\n")
    if block.format == "html" and _is_html(lines) and not (first and lines[0].startswith(" ")):
        return lines
    return code(block.text, "{=" + block.format + "}")


def opens_html(line: str, *, within: bool) -> bool:
    """Whether a line begins a block of HTML (CommonMark 0.31.2, 4.6), at the start of a paragraph or within one."""
    if not line.startswith("<"):
        return False
    from releasekit.formats.markdown.parse.html import block_kind

    kind = block_kind(line)
    return kind is not None and (kind.interrupts or not within)


def _is_html(lines: list[str]) -> bool:
    """Whether lines are one block of HTML, no less and no more."""
    from releasekit.formats.markdown.parse.html import block_kind

    opening = lines[0].lstrip(" ")
    kind = block_kind(opening) if len(lines[0]) - len(opening) < 4 else None  # four spaces make code
    if kind is None or any(map(str.isspace, lines)) or not lines[-1]:
        return False
    if kind.end is None:
        return all(lines)
    end = kind.end
    return next((index for index, line in enumerate(lines) if end.search(line)), None) == len(lines) - 1
