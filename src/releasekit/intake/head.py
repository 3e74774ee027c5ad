"""What stands before the text of a release: its first blocks in, claims and the blocks that remain out.

The first line that no rule knows is the headline if it looks like one, the next may be the subtitle, and the text begins
where a line looks like neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.intake import contacts, dateline, masthead
from releasekit.intake.claims import Claim, has
from releasekit.intake.lines import Line, block, ends_sentence, lines, one_line, paragraph
from releasekit.intake.rules import RULES, Spoken
from releasekit.intake.words import bare, said, start_of
from releasekit.model import KINDS, Heading, Issuer, Paragraph
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.intake.claims import Certainty
    from releasekit.model import Block

LONGEST_HEADLINE = 300
LONGEST_NAME = 60
MOST_BELOW = 5
"""How many blocks below a name are looked at for the text that opens with it."""
MOST_LINES = 40
"""How many lines are looked at before the text must have begun."""


@frozen
class Head:
    """What was found before the text, and the blocks that remain."""

    claims: tuple[Claim, ...]
    blocks: tuple[Block, ...]


def read(blocks: Sequence[Block], spoken: Spoken, known: Sequence[Claim] = ()) -> Head:
    """The claims of the first blocks, and the blocks without what was claimed. `known` are fields stated elsewhere."""
    claims: list[Claim] = list(known)
    kept: list[Block] = []
    looked = at = 0
    while at < len(blocks) and looked < MOST_LINES:
        current = blocks[at]
        if not isinstance(current, (Paragraph, Heading)) or any(line.has_picture for line in lines(current)):
            break
        own = lines(current)
        looked += len(own)
        if looked > MOST_LINES:
            break
        if taken := _contacts(own, blocks[at + 1 : at + 2], claims, spoken):
            claims.append(taken[0])
            at += taken[1]
            continue
        if len(own) > 1 and not any(_claimed(line, claims, spoken) for line in own):
            own = (one_line(current),)
        rest = _lines(own, current, blocks[at + 1 : at + 1 + MOST_BELOW], claims, passed=kept, spoken=spoken)
        at += 1
        if rest is not None:
            kept += rest
            break
    return Head(tuple(claims[len(known) :]), (*kept, *blocks[at:]))


def _lines(
    own: Sequence[Line],
    current: Block,
    below: Sequence[Block],
    claims: list[Claim],
    *,
    passed: list[Block],
    spoken: Spoken,
) -> list[Block] | None:
    """Claim the lines of a block. What remains of it when the text begins in it, or None.

    A line above the headline that is none goes to `passed`, the blocks before the text.
    """
    following = below[0] if below else None
    for index, line in enumerate(own):
        if got := _claimed(line, claims, spoken):
            claims += got
            continue
        after = own[index + 1].text if index + 1 < len(own) else ""
        if (
            not has("headline", claims)
            and not has("issuers", claims)
            and _is_masthead(line, own[index + 1 :], below, claims, spoken)
        ):
            claims.append(Claim("issuers", (Issuer(line.text),), "name-above-the-headline", line.printed, "medium"))
            continue
        if not has("headline", claims) and _is_passed_over(line, own[index + 1 :], below, claims, spoken):
            passed.append(block(line))
            continue
        if not has("headline", claims) and _is_headline(line, after, following, spoken):
            claims += _headline(line, spoken)
            continue
        if (
            has("headline", claims)
            and not has("issuers", claims)
            and (_opens_text(line, below) or _is_house_below(line, own[index + 1 :], below, claims, spoken))
        ):
            claims.append(Claim("issuers", (Issuer(line.text),), "name-that-opens-the-text", line.printed, "medium"))
            continue
        if (
            not has("subtitle", claims)
            and has("headline", claims)
            and _is_subtitle(
                line, after, below[:2], spoken, facts_follow=_facts_follow(own[index + 1 :], below, claims, spoken)
            )
        ):
            claims.append(Claim("subtitle", line.content, "second-line", line.printed, "low"))
            continue
        rest = own[index:]
        if index == 0:
            return [current]
        return [block(rest[0])] if len(rest) == 1 else [paragraph(rest)]
    return None


def _claimed(line: Line, claims: Sequence[Claim], spoken: Spoken) -> list[Claim] | None:
    if not line.text or len(line.text) > LONGEST_HEADLINE:
        return None
    return next((got for rule in RULES if (got := rule(line, claims, spoken)) is not None), None)


def _headline(line: Line, spoken: Spoken) -> list[Claim]:
    text = line.text
    certainty: Certainty = "high" if line.level == 1 else "low" if ends_sentence(text) else "medium"
    claims = [Claim("headline", line.content, "heading" if line.level else "first-line", line.printed, certainty)]
    found = max(
        ((start_of(text, said(spoken, f"kinds.{name}")), name) for name in KINDS),
        key=lambda pair: len(pair[0]),
    )
    phrase, name = found
    if phrase and (" " in phrase or name in _CLEAR_ALONE):
        claims.append(Claim("kind", name, "headline-words", text[:100], "medium"))
    return claims


_CLEAR_ALONE = frozenset(
    {"press-release", "statement", "readout", "remarks", "transcript", "correction", "interview", "joint-release", "media-note"}
)
"""Kinds whose name of one word at the start of a headline is no other word."""


def _is_headline(line: Line, after: str, following: Block | None, spoken: Spoken) -> bool:
    text = line.text
    if not 2 <= len(text) <= LONGEST_HEADLINE or not any(map(str.isalpha, text)):
        return False
    if line.level:
        return not contacts.is_opener(text, spoken)
    follows = after or (one_line(following).text if isinstance(following, (Paragraph, Heading)) else "")
    if following is None and not after:
        return False
    if text.endswith((":", ";", ",", "：", "，", "、", "؛", "،")) or contacts.is_opener(text, spoken):
        return False
    if dateline.split(line.content, spoken):
        return False
    if text.endswith((".", "。", "।", "۔")):
        sentences = sum(text.count(end) for end in (". ", "。", "। "))
        return len(text) <= 120 and sentences <= 1 and len(follows) > len(text)
    return True


def _is_masthead(line: Line, after: Sequence[Line], below: Sequence[Block], claims: Sequence[Claim], spoken: Spoken) -> bool:
    """Whether a line is the house above a headline that still comes."""
    rest = _next_lines(after, below)
    unclaimed = [each for each in rest if not _claimed(each, claims, spoken)]
    if not unclaimed or len(unclaimed[0].text) > LONGEST_HEADLINE or ends_sentence(unclaimed[0].text):
        return False
    return masthead.heads_the_paper(line, rest, spoken, states_next=bool(rest) and rest[0] not in unclaimed)


def _next_lines(after: Sequence[Line], below: Sequence[Block]) -> list[Line]:
    """The lines that follow a line, in its block and below."""
    return [*after, *(each for block in below for each in lines(block))]


_FACT = re.compile(r"[^:：.]{1,30}[:：]\s*[^\s:：]{1,30}")
_FEW = 3


def _is_passed_over(line: Line, after: Sequence[Line], below: Sequence[Block], claims: Sequence[Claim], spoken: Spoken) -> bool:
    """Whether a line above the headline is none: a label and its value, or a word or two above facts that a rule knows."""
    rest = _next_lines(after, below)
    others = [each for each in rest if not _claimed(each, claims, spoken)]
    candidate = bool(others) and len(others[0].text.split()) > _FEW and len(others[0].text) <= LONGEST_HEADLINE
    if line.level or not candidate or ends_sentence(others[0].text):
        return False
    if _FACT.fullmatch(line.text):
        return True
    return len(line.text.split()) <= _FEW and rest[0] is not others[0] and any(map(str.isdigit, rest[0].text))


def _is_house_below(line: Line, after: Sequence[Line], below: Sequence[Block], claims: Sequence[Claim], spoken: Spoken) -> bool:
    """Whether a line below the headline is the name of a house, above its date or another fact."""
    rest = _next_lines(after, below)
    return bool(rest) and masthead.is_house(line.text, spoken) and bool(_claimed(rest[0], claims, spoken))


def _facts_follow(after: Sequence[Line], below: Sequence[Block], claims: Sequence[Claim], spoken: Spoken) -> bool:
    """Whether the next line states a date, a number or a house: so that the text has not begun yet."""
    rest = _next_lines(after, below)
    return bool(rest) and any(
        claim.field in {"released", "numbers", "issuers"} for claim in _claimed(rest[0], claims, spoken) or ()
    )


def _opens_text(line: Line, below: Sequence[Block]) -> bool:
    """Whether a line is a name with which a paragraph below it opens: the house, above its release."""
    name = bare(line.text)
    if not 1 <= len(line.text) <= LONGEST_NAME or line.level or ends_sentence(line.text) or not name:
        return False
    texts = [bare(one_line(block).text[: len(line.text) + 20]) for block in below if isinstance(block, Paragraph)]
    return any(text.startswith(name) and len(text) > len(name) for text in texts)


def _is_subtitle(line: Line, after: str, below: Sequence[Block], spoken: Spoken, *, facts_follow: bool) -> bool:
    text = line.text
    following = below[0] if below else None
    follows = after or max((one_line(block).text for block in below if isinstance(block, Paragraph)), key=len, default="")
    long_enough = len(text.split()) >= 4 or len(text) >= 25
    return (
        not line.level
        and long_enough
        and len(text) <= 250
        and any(map(str.isalpha, text))
        and (facts_follow or not ends_sentence(text))
        and not text.endswith((":", ";", ",", "：", "،", "؛"))
        and (
            facts_follow
            or len(follows) > len(text)
            or text[0] in _FRAMES
            or (isinstance(following, Paragraph) and dateline.split(following.content, spoken) is not None)
        )
        and not contacts.is_opener(text, spoken)
        and dateline.split(line.content, spoken) is None
    )


_FRAMES = frozenset("～〜―—–-*")
"""What may stand around a subtitle: `～ words ～`."""


def _contacts(
    own: Sequence[Line], following: Sequence[Block], claims: Sequence[Claim], spoken: Spoken
) -> tuple[Claim, int] | None:
    """Contacts that stand before the text: what they state, and how many blocks they take."""
    opened = None if has("contacts", claims) else contacts.opened(own, spoken)
    if opened is None:
        return None
    heading, rest = opened
    blocks = [paragraph(rest)] if rest else list(following)
    found = contacts.read(blocks, spoken)
    if found is None or found.left or found.taken < len(blocks):
        return None
    words = f"{heading.printed}\n{found.words}"
    return Claim("contacts", found.contacts, "contact-lines", words, found.certainty), 1 if rest else 2
