"""What stands after the text of a release: blocks in, claims and the blocks that remain out.

Boilerplate and notes to editors become divisions where they stand; contacts, the end mark and the notice of rights become
fields.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from releasekit.intake import contacts
from releasekit.intake.claims import Claim, has
from releasekit.intake.lines import Line, lines, one_line, paragraph
from releasekit.intake.words import end_of, folded, is_one_of, said, start_of
from releasekit.model import Division, Heading, Paragraph, Rights, ThematicBreak

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.intake.language import Language
    from releasekit.model import Block

LONGEST_HEADING = 120
MOST_BLOCKS = 5000
"""How many blocks, counted from the last, are looked through: more than any release has, and soon done."""

_SAME_DASH = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


@frozen
class Tail:
    """What was found after the text, and all blocks without it."""

    claims: tuple[Claim, ...]
    blocks: tuple[Block, ...]


@frozen
class _Opener:
    """A line that opens a part, and what stands below it in the same block."""

    kind: str
    line: Line
    below: tuple[Block, ...]
    level: int


def read(blocks: Sequence[Block], spoken: tuple[Language, ...]) -> Tail:
    """The parts after the text. Nothing before the first paragraph is one."""
    claims: list[Claim] = []
    at = max(0, len(blocks) - MOST_BLOCKS)
    kept: list[Block] = list(blocks[:at])
    started = at > 0
    while at < len(blocks):
        current = blocks[at]
        opener = _opener(current, spoken) if started else None
        if opener is None:
            if started and _is_end_mark(current, spoken) and not has("end_mark", claims):
                claims.append(Claim("end_mark", _text(current), "end-mark", _line(current).printed))
            elif started and _is_rights(current) and not has("rights", claims):
                claims.append(_rights(current))
            else:
                kept.append(current)
                started = started or isinstance(current, Paragraph)
            at += 1
            continue
        end = _end(blocks, at + 1, opener, spoken)
        part = [*opener.below, *blocks[at + 1 : end]]
        at = end
        if opener.kind == "contacts":
            kept += _contacts(opener, current, part, claims, spoken)
        else:
            kept.append(Division((_heading(opener), *part) if opener.line.content else tuple(part), opener.kind))
            claims.append(Claim(opener.kind, None, "part-heading", _text(current)[:100], "high" if opener.level else "medium"))
    return Tail(tuple(claims), tuple(kept))


def _contacts(
    opener: _Opener, current: Block, part: Sequence[Block], claims: list[Claim], spoken: tuple[Language, ...]
) -> list[Block]:
    """Claim contacts; the blocks that stay in the text."""
    found = contacts.read(part, spoken)
    if found is None:
        return [current, *part[len(opener.below) :]]
    words = f"{opener.line.printed}\n{found.words}"
    claims.append(Claim("contacts", found.contacts, "contact-lines", words, found.certainty))
    return [*contacts.remaining(found.left), *_rest(part[found.taken :], claims)]


def _rest(part: Sequence[Block], claims: list[Claim]) -> list[Block]:
    """What stands below the contacts, without the notice of rights."""
    kept: list[Block] = []
    for block in part:
        if _is_rights(block) and not has("rights", claims):
            claims.append(_rights(block))
        else:
            kept.append(block)
    return kept


def _rights(block: Block) -> Claim:
    line = _line(block)
    return Claim("rights", Rights(line.text, href=line.href), "copyright-sign", line.printed, "medium")


def _heading(opener: _Opener) -> Heading:
    return Heading(opener.line.content, opener.level or 2)


def _opener(block: Block, spoken: tuple[Language, ...]) -> _Opener | None:
    """What a block opens, if its first line is the heading of a part."""
    if not isinstance(block, (Paragraph, Heading)):
        return None
    own = lines(block)
    if not own or own[0].has_picture:
        return None
    first, level = own[0], own[0].level
    text = first.text
    if len(text) > LONGEST_HEADING:
        return _run_in(block, text, spoken)
    below = (paragraph(own[1:]),) if len(own) > 1 else ()
    if contacts.is_opener(text, spoken):
        return _Opener("contacts", first, below, level)
    if is_one_of(text, said(spoken, "notes")):
        return _Opener("notes-to-editors", first, below, level)
    about = start_of(text, said(spoken, "about")) or end_of(text, said(spoken, "about_after"))
    looks = level or (len(text.split()) <= 14 and not text.endswith((".", "。", "!", "?", ",", ";")))
    if about and looks:
        return _Opener("boilerplate", first, below, level)
    return _run_in(block, text, spoken)


def _run_in(block: Paragraph | Heading, text: str, spoken: tuple[Language, ...]) -> _Opener | None:
    """Notes to editors that go on in the line of their heading: `Notes to editors: words`."""
    phrase = start_of(text[:100], said(spoken, "notes"))
    if phrase and folded(text[:100]).removeprefix(phrase).lstrip().startswith((":", "：")):
        return _Opener("notes-to-editors", Line(()), (block,), 0)
    return None


def _end(blocks: Sequence[Block], at: int, opener: _Opener, spoken: tuple[Language, ...]) -> int:
    """Where a part ends: before the next part, an end mark, a rule, or a heading that is not below its own."""
    for index in range(at, len(blocks)):
        block = blocks[index]
        if isinstance(block, Heading) and (not opener.level or block.level <= opener.level):
            return index
        if isinstance(block, ThematicBreak) or _is_end_mark(block, spoken) or _opener(block, spoken):
            return index
        if _is_rights(block) and opener.kind != "contacts":
            return index
    return len(blocks)


def _is_end_mark(block: Block, spoken: tuple[Language, ...]) -> bool:
    return isinstance(block, Paragraph) and is_end_mark(_text(block), spoken)


def is_end_mark(text: str, spoken: tuple[Language, ...]) -> bool:
    """Whether a line is an end mark: `###`, `-30-`, `ENDS`."""
    if not 2 <= len(text) <= 40:
        return False
    return _mark(text) in _marks(spoken)


@cache
def _marks(spoken: tuple[Language, ...]) -> frozenset[str]:
    return frozenset(map(_mark, said(spoken, "end")))


def _mark(text: str) -> str:
    """A mark for comparing: no spaces, one kind of dash."""
    return "".join(folded(text).split()).translate(_SAME_DASH)


def _is_rights(block: Block) -> bool:
    """Whether a paragraph is a notice of rights: the sign, or the word with a year."""
    line = _line(block)
    text = folded(line.text[:400]) if isinstance(block, Paragraph) else ""
    if len(text) > 300 or line.has_picture:
        return False
    return text.startswith("©") or (text.startswith(("copyright", "(c)")) and any(map(str.isdigit, text[:20])))


def _text(block: Block) -> str:
    return _line(block).text


def _line(block: Block) -> Line:
    return one_line(block) if isinstance(block, (Paragraph, Heading)) else Line(())
