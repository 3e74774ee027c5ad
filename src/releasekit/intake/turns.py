"""The turns of a transcript: paragraphs that begin with a speaker's name and a colon in, `Speech` blocks out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.intake.claims import Claim
from releasekit.intake.lines import cut
from releasekit.model import BulletList, OrderedList, Paragraph, Speech, inline_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.model import Block, Inline

KINDS = ("transcript", "interview")
"""The kinds of release in which a name and a colon open a turn."""

_LABEL = re.compile(r"[^\s:：][^:：.!?\n]{0,79}(?P<colon>\s?[:：]\s*)(?=\S)")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")


def read(blocks: Sequence[Block]) -> tuple[list[Claim], tuple[Block, ...]]:
    """The turns of a transcript, and the blocks with them; a text with fewer than two is left as it is.

    Paragraphs and lists below a name belong to its turn up to the next name; below the last name, only its own paragraph,
    because the words that close a transcript are nobody's.
    """
    labelled = [(at, parts) for at, block in enumerate(blocks) if (parts := _labelled(block))]
    if len(labelled) < 2:
        return [], tuple(blocks)
    out: list[Block] = list(blocks[: labelled[0][0]])
    for index, (at, (speaker, said)) in enumerate(labelled):
        end = labelled[index + 1][0] if index + 1 < len(labelled) else at + 1
        stop = at + 1
        while stop < end and isinstance(blocks[stop], (Paragraph, BulletList, OrderedList)):
            stop += 1
        out += [Speech((Paragraph(said), *blocks[at + 1 : stop]), speaker), *blocks[stop:end]]
    out += blocks[labelled[-1][0] + 1 :]
    names = dict.fromkeys(inline_text(speaker).strip() for _, (speaker, _) in labelled)
    return [Claim("speech", None, "name-and-colon", ", ".join(names), "medium")], tuple(out)


def _labelled(block: Block) -> tuple[tuple[Inline, ...], tuple[Inline, ...]] | None:
    """The name and the words of a paragraph that begins with a name and a colon."""
    if not isinstance(block, Paragraph):
        return None
    match = _LABEL.match(inline_text(block.content)[:120])
    if match is None or not _is_name(match[0][: match.start("colon") - match.start()]):
        return None
    return cut(block.content, match.start("colon"), match.end("colon"))


def _is_name(words: str) -> bool:
    """Whether words may be who speaks: few, and with capitals where the script has them, but for words such as `of`."""
    parts = _ASIDE.sub(" ", words).split()
    return (
        1 <= len(parts) <= 7 and not parts[0][:1].islower() and not any(part[:1].islower() and len(part) > 3 for part in parts)
    )
