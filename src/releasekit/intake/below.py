"""What a page or newswire has added below a release: blocks in, claims and the blocks of the release out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.intake.claims import RESIDUE, Claim
from releasekit.intake.lines import Line, one_line
from releasekit.intake.wires import is_below, leads_to_original, wires
from releasekit.intake.words import said, start_of
from releasekit.model import Figure, Heading, Image, Issuer, Link, Paragraph, ThematicBreak, inline_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.intake.language import Language
    from releasekit.model import Block

MOST_BLOCKS = 60
"""How many blocks stand below a release at most."""
LONGEST = 700
"""How many characters such a block has at most; a link of its own may be longer."""

_URL = re.compile(r"https?://[^\s<>]{4,600}")


def read(blocks: Sequence[Block], spoken: tuple[Language, ...]) -> tuple[list[Claim], tuple[Block, ...]]:
    """The claims on what stands below the release, and the blocks above it."""
    end = _rule(blocks)
    while end > 1 and (isinstance(blocks[end - 1], ThematicBreak) or _says_who_carried_it(blocks[end - 1], spoken)):
        end -= 1
    claims = [claim for block in blocks[end:] for claim in _claims(block)]
    kept: list[Block] = []
    for at, block in enumerate(blocks[:end]):
        name = _source(block) if at > 0 and at >= end - MOST_BLOCKS else ""
        if name:
            claims.append(Claim("issuers", (Issuer(name),), "source-line", _line(block).printed, "high"))
        else:
            kept.append(block)
    return claims, tuple(kept)


def _rule(blocks: Sequence[Block]) -> int:
    """Where what stands below begins: after the last rule that has nothing but links, pictures and such lines below it."""
    for at in range(len(blocks) - 1, max(0, len(blocks) - MOST_BLOCKS) - 1, -1):
        if isinstance(blocks[at], ThematicBreak):
            return at if at < len(blocks) - 1 else len(blocks)
        if not _is_thin(blocks[at]):
            break
    return len(blocks)


def _is_thin(block: Block) -> bool:
    """Whether a block is no text of a release: a picture, or little beside a link."""
    if isinstance(block, Figure):
        return True
    if not isinstance(block, Paragraph):
        return False
    line = _line(block)
    linked = any(isinstance(item, (Link, Image)) for item in block.content)
    beside = "".join(inline_text((item,)) for item in block.content if not isinstance(item, (Link, Image)))
    return (linked and len(beside) <= 60) or is_below(line.text)


def _says_who_carried_it(block: Block, spoken: tuple[Language, ...]) -> bool:
    if isinstance(block, Figure) or not isinstance(block, Paragraph):
        return False
    text = _URL.sub("", _line(block).text)
    return len(text) <= LONGEST and (is_below(text) or bool(start_of(text, said(spoken, "residue")) and len(text) <= 40))


def _claims(block: Block) -> list[Claim]:
    """The claims on one block below a release."""
    if isinstance(block, ThematicBreak):
        return []
    if isinstance(block, Figure):
        words = f"{inline_text((block.image,))} ({block.image.src})".strip()
        return [Claim(RESIDUE, None, "below-the-release", words, "medium")]
    line = _line(block)
    claims = [Claim(RESIDUE, None, "below-the-release", _printed(line), "medium")]
    if href := _original(line):
        claims.append(Claim("source", href, "link-to-original", line.printed))
    return claims


def _printed(line: Line) -> str:
    """The words of a line with the targets of its links and pictures."""
    pictures = "".join(f" ({item.src})" for item in line.content if isinstance(item, Image))
    return line.printed + pictures


def _original(line: Line) -> str:
    """Where a line says that the release came from; empty for a line that says no such thing."""
    linked = next((item for item in line.content if isinstance(item, Link) and leads_to_original(inline_text((item,)))), None)
    if linked is not None:
        return linked.href
    if not leads_to_original(line.text):
        return ""
    match = _URL.search(line.text)
    return line.href or (match[0] if match else "")


def _source(block: Block) -> str:
    """Who is named in a line such as `SOURCE Acme Inc.`; empty for any other line."""
    line = _line(block)
    text = line.text
    word = start_of(text, wires().source) if len(text) <= 120 else ""
    rest = text[len(word) :].strip() if word and text.casefold().startswith(word) else ""
    if (
        not rest
        or _URL.search(rest)
        or (rest.endswith((".", "。")) and not rest.endswith(("Inc.", "Ltd.", "Corp.", "Co.", "S.A.")))
    ):
        return ""
    named = rest.startswith((":", "：")) or text[: len(word)].isupper()
    name = rest.lstrip(":： ")
    return name if named and len(name.split()) <= 10 and not name[:1].islower() else ""


def _line(block: Block) -> Line:
    if isinstance(block, (Paragraph, Heading)):
        return one_line(block)
    return Line(())


__all__ = ["read"]
