"""What stands after the text of a release: blocks in, claims and the blocks that remain out.

Boilerplate and notes to editors become divisions where they stand; contacts, the end mark and the notice of rights become
fields.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from releasekit.intake import contacts
from releasekit.intake.claims import Claim, has
from releasekit.intake.lines import Line, cut, ends_sentence, lines, one_line, paragraph
from releasekit.intake.rules import number_in
from releasekit.intake.words import EDGES, end_of, folded, is_one_of, said, start_of, width
from releasekit.model import BulletList, Division, Heading, Item, Link, Number, Paragraph, Rights, ThematicBreak, inline_text
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.intake.language import Language
    from releasekit.model import Block, Inline

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
        if opener is None and has("boilerplate", claims) and _heads_more(current, blocks[at + 1 : at + 2]):
            opener = _Opener("boilerplate", _line(current), (), 0)
        if opener is None:
            late = started and _is_late(at, blocks, claims)
            if (
                late
                and not has("contacts", claims)
                and (bare := contacts.bare_group(blocks, at, spoken) or contacts.invited(current, spoken))
            ):
                claims.append(Claim("contacts", bare.contacts, "lines-with-addresses", bare.words, "low"))
                kept += contacts.remaining(bare.left)
                at += bare.taken
                continue
            if started and _is_end_mark(current, spoken) and not has("end_mark", claims):
                claims.append(Claim("end_mark", _mark_of(current), "end-mark", _mark_of(current)))
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
            claims.append(
                Claim(
                    opener.kind,
                    None,
                    "part-heading",
                    (opener.line.text or _text(current))[:100],
                    "high" if opener.level else "medium",
                )
            )
    if number := _number_at_the_foot(kept, spoken):
        claims.append(number[0])
        del kept[number[1]]
    return Tail(tuple(claims), tuple(kept))


def _number_at_the_foot(blocks: Sequence[Block], spoken: tuple[Language, ...]) -> tuple[Claim, int] | None:
    """A document number in the second half of the blocks, and where it stands."""
    for at in range(len(blocks) // 2 + 1, len(blocks)):
        if number := _number(blocks[at], spoken):
            return number, at
    return None


def _number(block: Block, spoken: tuple[Language, ...]) -> Claim | None:
    """A document number on a line of its own: `IP/27/512`, `(Release ID: 2099815)`."""
    line = _line(block)
    text = line.text.strip("()（）")
    labelled = start_of(text, said(spoken, "number"))
    if len(text) > _LONGEST_NUMBER or not (labelled or "/" in text) or "://" in text:
        return None
    value = number_in(text, spoken)
    return Claim("numbers", (Number(value),), "number-line", line.printed, "medium") if value else None


_LONGEST_NUMBER = 60


def _is_late(at: int, blocks: Sequence[Block], claims: Sequence[Claim]) -> bool:
    """Whether a place is where contacts stand that have no heading: after the boilerplate or the end mark, or in the second half."""
    return has("boilerplate", claims) or has("end_mark", claims) or at * 2 >= len(blocks)


def _contacts(
    opener: _Opener, current: Block, part: Sequence[Block], claims: list[Claim], spoken: tuple[Language, ...]
) -> list[Block]:
    """Claim contacts; the blocks that stay in the text."""
    found = contacts.read(part, spoken, sure=bool(opener.level) or not opener.below)
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
    if reached := contacts.opened(own, spoken):
        heading, rest = reached
        return _Opener("contacts", heading, (paragraph(rest),) if rest else (), level)
    if len(text) > LONGEST_HEADING:
        return _run_in(block, text, spoken)
    below = (paragraph(own[1:]),) if len(own) > 1 else ()
    if is_one_of(text, said(spoken, "notes")):
        return _Opener("notes-to-editors", first, below, level)
    if _is_about(text, spoken) and (level or (len(text.split()) <= 14 and not _ends_like_text(text))):
        return _Opener("boilerplate", first, below, level)
    return _run_in(block, text, spoken)


def _is_about(text: str, spoken: tuple[Language, ...]) -> bool:
    """Whether a line begins or ends as the heading of a boilerplate does."""
    openers = (*said(spoken, "about"), *said(spoken, "legal"))
    opener = start_of(text, openers)
    if opener and text.lstrip(EDGES)[len(opener) :].lstrip()[:1].isdigit():
        return False  # `About 40 clocks were wrong`
    return bool(opener or end_of(text, said(spoken, "about_after")))


def _ends_like_text(text: str) -> bool:
    """Whether a line ends as words of a text do; the full stop of a name such as `kevin.` or `Acme Inc.` is no such end."""
    if text.endswith(("。", "!", "?", ",", ";")):
        return True
    return text.endswith(".") and len(text.split()) > 6


def _run_in(block: Paragraph | Heading, text: str, spoken: tuple[Language, ...]) -> _Opener | None:
    """A part that goes on in the line of its heading: `Notes to editors: words`, `About AcmeAcme is`."""
    if isinstance(block, Heading):
        return None
    whole = one_line(block)
    colon = re.search("[:：]", text[:100])
    if colon and is_one_of(text[: colon.start()], said(spoken, "notes")):
        heading, rest = _cut_at(whole, text, colon.end())
        return _Opener("notes-to-editors", heading, (Paragraph(rest),) if rest else (), 0)
    opener = start_of(text[:100], (*said(spoken, "about"), *said(spoken, "legal")))
    end = _end_of_heading(text, opener) if opener and width(text) >= _LEAST_RUN_IN else 0
    if not end:
        return None
    heading, rest = _cut_at(whole, text, end)
    return _Opener("boilerplate", heading, (Paragraph(rest),), 0) if rest and heading.text else None


_LEAST_RUN_IN = 60
"""A narrower line is no heading with its text."""
_ARTICLE = r"(?:(?:the|la|el|le|il|die|der|das)\s+)?"
_AGAIN = re.compile(
    rf"\s*{_ARTICLE}(?P<name>[^\W_](?:.{{0,80}}?[^\s,])??)(?P<gap>\s*)(?={_ARTICLE}(?P=name)(?:(?![a-z])|(?<=[^\x00-\u2e7f])))",
    re.IGNORECASE,
)
_COLON = re.compile(r"(?:[^\s:：.]+\s+){0,9}[^\s:：.]+\s?[:：]\s*(?=\S)")
_GLUED = re.compile(r"(?:\S+\s+){1,6}?\S*[^\W\d_A-Z](?=[A-Z][a-z]+\s(?:[a-z]|[A-Z]))")


def _end_of_heading(text: str, opener: str) -> int:
    """Where a heading ends that its text follows in the same line; 0 where that does not show."""
    if colon := _COLON.match(text[:120]):
        return colon.end()
    start = len(opener) if folded(text[: len(opener)]) == opener else 0
    again = _AGAIN.match(text[:250], start) if start else None
    if again and width(again["name"]) > 2:  # two letters are no name
        return again.end()
    glued = _GLUED.match(text[:120])
    return glued.end() if glued else 0


def _cut_at(line: Line, text: str, end: int) -> tuple[Line, tuple[Inline, ...]]:
    """A line before and after a place in its words; all of it before where the place stands inside a link."""
    start = inline_text(line.content).find(text[:20])
    parts = cut(line.content, start + end, start + end)
    return (Line(parts[0]), parts[1]) if parts else (line, ())


def _end(blocks: Sequence[Block], at: int, opener: _Opener, spoken: tuple[Language, ...]) -> int:
    """Where a part ends: before the next part, an end mark, a rule, or a heading that is not below its own."""
    for index in range(at, len(blocks)):
        block = blocks[index]
        if isinstance(block, Heading) and (not opener.level or block.level <= opener.level):
            return index
        if isinstance(block, ThematicBreak) or _is_end_mark(block, spoken) or _opener(block, spoken):
            return index
        if opener.kind == "boilerplate" and not opener.level and _heads_more(block, blocks[index + 1 : index + 2]):
            return index
        if opener.kind == "boilerplate" and contacts.bare_group(blocks, index, spoken):
            return index
        if _is_rights(block) and opener.kind != "contacts":
            return index
    return len(blocks)


def _heads_more(block: Block, following: Sequence[Block]) -> bool:
    """Whether a line is the heading of one more part below the first boilerplate: short, and a paragraph follows."""
    if not isinstance(block, Paragraph) or not following or not isinstance(following[0], Paragraph):
        return False
    line = _line(block)
    text = line.text
    below = _line(following[0]).text
    return (
        1 < len(text.split()) <= 8
        and len(text) <= 80
        and text[:1].isupper()
        and not (ends_sentence(text) or text.endswith((":", "：", ",", ";")))
        and not any(map(str.isdigit, text))
        and "@" not in text
        and not line.has_picture
        and not any(isinstance(item, Link) for item in line.content)
        and len(below) > max(_LEAST_BELOW, 2 * len(text))
        and ends_sentence(below)
    )


_LEAST_BELOW = 50
"""How many characters a paragraph has at least for the short line above it to be its heading."""


def _is_end_mark(block: Block, spoken: tuple[Language, ...]) -> bool:
    return isinstance(block, (Paragraph, BulletList)) and is_end_mark(_mark_of(block), spoken)


def _mark_of(block: Block) -> str:
    """The words of a block that may be an end mark; Markdown takes `- ends -` for a list."""
    match block:
        case BulletList(items=(Item(blocks=(Paragraph() as only,)),)):
            return f"- {_text(only)}"
        case _:
            return _text(block)


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
