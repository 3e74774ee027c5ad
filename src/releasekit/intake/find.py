"""A release that is only a body in, the same release with the fields that its words state out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.intake import dateline, head, tail, turns
from releasekit.intake.claims import Claim, has, settle
from releasekit.intake.language import detect, spoken
from releasekit.model import Heading, Paragraph, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.format import Context
    from releasekit.intake.language import Language
    from releasekit.model import Block, Release

FIRST_BLOCKS = 12
"""How many blocks are looked through for the dateline: highlights may stand before it."""

SAMPLE_BLOCKS = 1000
"""How many blocks are enough to tell a language."""


def find(release: Release, context: Context, *, format: str) -> Release:
    """The release with its fields out of its body; `source` records each, its words, and how sure it is.

    As it is where `context.find` is off. Fields that the release states already stay. Every word of the body is afterwards in the body, in a field or in
    `source.found`; what no rule is sure of stays in the body.
    """
    if not context.find:
        return release
    claims: list[Claim] = []
    lang = release.lang
    if not lang and (lang := detect(_sample(release))):
        claims.append(Claim("lang", lang, "script-and-function-words", "", "medium"))
    languages = spoken(lang or "en")
    stated = [Claim(name, None, "", "") for name in ("headline", "subtitle", "released") if getattr(release, name)]
    top = head.read(release.body, languages, stated)
    claims += top.claims
    opening, blocks = _opening(top.blocks, [*stated, *claims], languages)
    bottom = tail.read(blocks, languages)
    claims += [*opening, *bottom.claims]
    body = bottom.blocks
    if any(claim.value in turns.KINDS for claim in claims if claim.field == "kind") or release.kind in turns.KINDS:
        spoken_turns, body = turns.read(body)
        claims += spoken_turns
    return settle(evolve(release, body=body), claims, format)


def _sample(release: Release) -> str:
    """Enough of the words to tell their language."""
    return plain_text(evolve(release, body=release.body[:SAMPLE_BLOCKS]))


def _opening(
    blocks: Sequence[Block], known: Sequence[Claim], spoken: tuple[Language, ...]
) -> tuple[list[Claim], tuple[Block, ...]]:
    """The dateline of the first paragraphs, and the blocks without it."""
    if has("dateline", known):
        return [], tuple(blocks)
    for index, block in enumerate(blocks[:FIRST_BLOCKS]):
        if isinstance(block, Heading) and index:
            break
        opening = dateline.split(block.content, spoken) if isinstance(block, Paragraph) else None
        if opening is None or (index and not opening.dateline.date):
            continue
        filed = opening.dateline
        claims = [Claim("dateline", filed, "place-date-dash", opening.words, opening.certainty)]
        if filed.date and not has("released", known):
            claims.append(Claim("released", filed.date, "dateline-date", opening.words, "medium"))
        paragraph = Paragraph(opening.rest)
        return claims, (*blocks[:index], paragraph, *blocks[index + 1 :])
    return [], tuple(blocks)
