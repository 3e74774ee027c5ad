"""What a release is made of: its body in, the parts of its outline and its counts out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.model import nodes as n
from releasekit.model.release import Release
from releasekit.model.walk import walk
from releasekit.model.words import inline_text, plain_text
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\s{_IDEOGRAPH}]+")

COUNTED = {
    "paragraphs": (n.Paragraph,),
    "headings": (n.Heading,),
    "lists": (n.BulletList, n.OrderedList),
    "quotes": (n.BlockQuote, n.Quotation),
    "speeches": (n.Speech,),
    "tables": (n.Table,),
    "figures": (n.Figure,),
    "pictures": (n.Image,),
    "links": (n.Link,),
    "notes": (n.Note,),
    "mentions": (n.Mention,),
}
"""What `counts` counts beside words."""


@frozen
class Part:
    """One line of an outline."""

    kind: str
    """`opening` (what stands before the first heading), `heading`, `division`, `table` or `figure`."""
    depth: int
    """How far it is indented: 0 for the highest headings that stand in nothing else."""
    text: str
    words: int
    """Of the opening and of a heading: in the blocks up to the next heading; of the others: inside."""
    where: str


def outline(release: Release) -> list[Part]:
    """The headings of a release, in order, with its divisions, tables and figures."""
    return [*_parts(release.body, "/body", 0)]


def counts(release: Release) -> dict[str, int]:
    """How many words and nodes of each sort the body has."""
    found = {"words": words(release.body)}
    kinds = [type(node) for where, node in walk(release) if where.startswith("/body/")]
    return found | {name: sum(kind in wanted for kind in kinds) for name, wanted in COUNTED.items()}


def words(blocks: Iterable[n.Block]) -> int:
    """How many words the blocks have. In Chinese and Japanese each character counts, as word processors have it."""
    text = plain_text(Release(body=(*blocks,)))
    return sum(any(map(str.isalnum, word)) for word in _WORD.findall(text))


def _parts(blocks: tuple[n.Block, ...], where: str, depth: int) -> Iterator[Part]:
    ends = [index for index, block in enumerate(blocks) if isinstance(block, n.Heading)] + [len(blocks)]
    if depth == 0 and (before := words(blocks[: ends[0]])):
        yield Part("opening", 0, "", before, where)
    top = min((block.level for block in blocks if isinstance(block, n.Heading)), default=0)
    inner = depth
    for index, block in enumerate(blocks):
        place = f"{where}/{index}"
        match block:
            case n.Heading():
                end = next(end for end in ends if end > index)
                level = depth + block.level - top
                inner = level + 1
                yield Part("heading", level, inline_text(block.content), words(blocks[index + 1 : end]), place)
            case n.Division() if block.kind:
                yield Part("division", inner, block.kind, words((block,)), place)
                yield from _parts(block.blocks, f"{place}/blocks", inner + 1)
            case n.Division() | n.BlockQuote() | n.Speech():
                yield from _parts(block.blocks, f"{place}/blocks", inner + 1)
            case n.Table():
                yield Part("table", inner, inline_text(block.caption), words((block,)), place)
            case n.Figure():
                text = inline_text(block.caption) or block.image.alt or block.image.src
                yield Part("figure", inner, text, words((block,)), place)
            case _:
                pass
