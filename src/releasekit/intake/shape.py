"""The shape that a copy has lost: blocks in, and out with the paragraphs and lists that their spaces and bullets still show.

A newswire's feed runs paragraphs together with two or three spaces between them, and lists with bullets in the line; others
put all of a release into a code fence. A gap after a sentence parts paragraphs only where most sentences have none: who types
two spaces after every full stop keeps them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.intake.lines import parted
from releasekit.model import BulletList, CodeBlock, Item, LineBreak, Paragraph, Text, inline_text, plain_text
from releasekit.model.release import Release

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.model import Block, Inline

_SHORT = 200
"""A paragraph of fewer characters is left as it is."""
_GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_ENDS = (".", "!", "?", ":", "*", "…", "。", "！", "？", "：")
_CLOSING = '"”’»)'
_NEXT_SENTENCE = re.compile(r"[.!?…][\"”’»)]?\s(?=[\"“«„]?[^\W\d_a-z])")
_BULLET = re.compile(r"(?:(?<=\s)|\A)[•▪●‣◦■][ \t\u00a0]+")
_LOOSE = re.compile(r"[.!?:;…。]\s*\Z|\A\Z|\n[ \t]*\Z")
_FENCES = frozenset({"", "html", "text", "txt", "markdown", "md", "plaintext"})
_PROSE = re.compile(r"[^\W\d_]{2,}[,.;:]?[ \n]")


def mended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the paragraphs and lists that can still be seen; not a word more or less."""
    found: list[Block] = []
    open_list = False
    for block in _unfenced(blocks):
        for part in _parts(block) if isinstance(block, Paragraph) else (block,):
            made = part is not block and isinstance(part, BulletList)
            if made and open_list and isinstance(part, BulletList) and isinstance(found[-1], BulletList):
                found[-1] = BulletList((*found[-1].items, *part.items))
            else:
                found.append(part)
            open_list = made
    return tuple(found)


# ── fences ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _unfenced(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a code block that holds most words of the release, and is prose, as its paragraphs."""
    total = sum(len(plain_text(Release(body=(block,)))) for block in blocks) if any(map(_is_fence, blocks)) else 0
    for block in blocks:
        if isinstance(block, CodeBlock) and _is_fence(block) and len(block.text) * 2 > total:
            for words in re.split(r"\n[ \t]*\n", block.text):
                if own := words.strip():
                    yield Paragraph((Text(own),))
        else:
            yield block


def _is_fence(block: Block) -> bool:
    """Whether a code block is a text that somebody fenced: paragraphs of words, no marks of a program."""
    if not isinstance(block, CodeBlock) or block.info.lower() not in _FENCES:
        return False
    sample = block.text[:5000]
    letters = sum(len(match[0]) for match in _PROSE.finditer(sample))
    return len(block.text) > _SHORT and letters * 5 > len(sample) * 3 and "\n\n" in block.text.strip()


# ── gaps and bullets ────────────────────────────────────────────────────────────────────────────────────────────────


def _parts(block: Paragraph) -> Iterator[Block]:
    """The paragraphs and lists that a paragraph was."""
    text = inline_text(block.content)
    gaps = [gap for match in _GAP.finditer(text) if _parts_text(text, *(gap := match.span()))] if len(text) > _SHORT else []
    wide = [gap for gap in gaps if gap[1] - gap[0] > 2 or _BULLET.match(text[gap[1] - 1 : gap[1] + 2], 1)]
    if len(gaps) - len(wide) > len(_NEXT_SENTENCE.findall(text)) + len(wide):
        gaps = wide
    for content in parted(block.content, gaps) if gaps else [block.content]:
        yield from _listed(content)


def _parts_text(text: str, start: int, end: int) -> bool:
    """Whether a gap stands after a sentence or an address, or is wider than two spaces."""
    if end - start > 2:
        return True
    last = text[max(0, start - _SHORT) : start].rsplit(maxsplit=1)[-1]
    return last.rstrip(_CLOSING).endswith(_ENDS) or "://" in last or "@" in last or last.startswith("www.")


def _listed(content: tuple[Inline, ...]) -> Iterator[Block]:
    """A paragraph, or a list and the words before it where bullets stand in the line."""
    text = inline_text(content)
    bullets = [match.span() for match in _BULLET.finditer(text)]
    if not bullets or not _LOOSE.search(text[max(0, bullets[0][0] - 10) : bullets[0][0]]):
        yield Paragraph(_trimmed(content))
        return
    before, *items = parted(content, bullets)
    if inline_text(before).strip():
        yield Paragraph(_trimmed(before))
    if full := [item for item in map(_trimmed, items) if item]:
        yield BulletList(tuple(Item((Paragraph(item),)) for item in full))


def _trimmed(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """Inlines without the white space at their ends."""
    own = list(content)
    while own and (isinstance(own[0], LineBreak) or (isinstance(own[0], Text) and not own[0].text.strip())):
        del own[0]
    while own and (isinstance(own[-1], LineBreak) or (isinstance(own[-1], Text) and not own[-1].text.strip())):
        del own[-1]
    if own and isinstance(own[0], Text):
        own[0] = Text(own[0].text.lstrip())
    if own and isinstance(own[-1], Text):
        own[-1] = Text(own[-1].text.rstrip())
    return tuple(own)
