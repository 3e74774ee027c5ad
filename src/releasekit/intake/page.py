"""What a web page shows above the text of a release, copied with it: the first blocks in, claims and the other blocks out.

The choice of languages, the table of contents that leads into the page, and the headline once more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.intake.claims import RESIDUE, Claim
from releasekit.intake.lines import one_line
from releasekit.intake.words import bare
from releasekit.model import BulletList, Figure, Heading, Image, Link, OrderedList, Paragraph, inline_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.model import Block, Inline

FIRST_BLOCKS = 12
"""How many blocks are looked at."""

_TARGET = re.compile(r"<[^<>\s]{1,500}>")
_LEAST_LINKS = 4
_MOST_BESIDE = 60
"""How many characters may stand beside the links of a line that is only links."""


def read(blocks: Sequence[Block], headline: tuple[Inline, ...]) -> tuple[list[Claim], tuple[Block, ...]]:
    """The claims on what is of the page, and the blocks that remain."""
    claims: list[Claim] = []
    kept: list[Block] = []
    title = bare(_words(headline))
    at = 0
    while at < min(len(blocks), FIRST_BLOCKS):
        block = blocks[at]
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        at += 1
        if isinstance(block, Heading) and below is not None and _is_contents(below):
            claims += [_residue(block, "contents-of-the-page"), _residue(below, "contents-of-the-page")]
            at += 1
        elif _is_contents(block):
            claims.append(_residue(block, "contents-of-the-page"))
        elif isinstance(block, Paragraph) and _is_links(block):
            claims.append(_residue(block, "links-of-the-page"))
        elif title and isinstance(block, (Heading, Paragraph)) and bare(_words(block.content)) == title:
            claims.append(_residue(block, "headline-again"))
            kept += [Figure(item) for item in block.content if isinstance(item, Image)]
        else:
            kept.append(block)
    return claims, (*kept, *blocks[at:])


def _words(content: Sequence[Inline]) -> str:
    """The words of a line without its pictures."""
    return inline_text(tuple(item for item in content if not isinstance(item, Image)))


def _is_contents(block: Block) -> bool:
    """Whether a list does nothing but lead into the page."""
    if not isinstance(block, (BulletList, OrderedList)) or len(block.items) < 2:
        return False
    return all(
        len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) and _leads_into_page(item.blocks[0].content)
        for item in block.items
    )


def _leads_into_page(content: Sequence[Inline]) -> bool:
    text = inline_text(tuple(content)).strip()
    if any(isinstance(item, Link) and item.href.startswith("#") and len(item.href) > 1 for item in content):
        return True
    return text.endswith(">") and "<#" in text


def _is_links(block: Paragraph) -> bool:
    """Whether a line is links and hardly a word beside them."""
    text = inline_text(block.content)
    links = [item for item in block.content if isinstance(item, Link)]
    if len(links) >= _LEAST_LINKS:
        beside = "".join(inline_text((item,)) for item in block.content if not isinstance(item, Link))
        return sum(map(str.isalpha, beside)) <= _MOST_BESIDE
    targets = _TARGET.findall(text)
    parts = _TARGET.sub("\0", text).split("\0")
    return len(targets) >= _LEAST_LINKS and all(len(part) <= _MOST_BESIDE for part in parts)


def _residue(block: Block, rule: str) -> Claim:
    return Claim(RESIDUE, None, rule, "\n".join(_printed(block)), "medium")


def _printed(block: Block) -> list[str]:
    """The lines of a block with the targets of their links."""
    if isinstance(block, (Paragraph, Heading)):
        return [one_line(block).printed]
    if isinstance(block, (BulletList, OrderedList)):
        return [line for item in block.items for part in item.blocks for line in _printed(part)]
    return []
