"""A release that is only a body in, the same release with the fields that its words state out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.intake import below, dateline, head, house, issuers, page, rules, shape, tail, turns
from releasekit.intake.claims import Claim, has, settle
from releasekit.intake.language import detect, spoken
from releasekit.intake.lines import lines
from releasekit.model import Paragraph, inline_text, plain_text

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

    As it is where `context.find` is off. Fields that the release states already stay. Every word of the body is afterwards
    in the body, in a field or in `source.found`; what no rule is sure of stays in the body.
    """
    if not context.find:
        return release
    claims: list[Claim] = []
    profile = house.pick(release, context)
    lang = release.lang
    if not lang and (lang := detect(_sample(release))):
        claims.append(Claim("lang", lang, "script-and-function-words", "", "medium"))
    if not release.lang and (claims := house.language(profile, claims, context)):
        lang = claims[0].value
    languages = house.taught(profile, spoken(lang or "en"))
    stated = [Claim(name, None, "", "") for name in ("headline", "subtitle", "released") if getattr(release, name)]
    own, blocks = house.lines_of(shape.mended(release.body), profile, languages)
    added, blocks = below.read(blocks, languages)
    top = head.read(blocks, languages, [*stated, *own])
    claims += [*own, *top.claims]
    headline = next((claim.value for claim in claims if claim.field == "headline"), release.headline)
    around, blocks = page.read(top.blocks, headline)
    opening, blocks = _opening(blocks, [*stated, *claims], languages)
    bottom = tail.read(blocks, languages)
    claims += [*around, *opening, *bottom.claims, *added]
    body = bottom.blocks
    claims = house.settled(claims, profile, release, languages, context)
    if not release.issuers and not has("issuers", claims):
        claims += issuers.claims(body, languages)
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
    """The dateline of the first paragraphs, the notices above it, and the blocks without them."""
    claims: list[Claim] = []
    kept: list[Block] = []
    for index, block in enumerate(blocks[:FIRST_BLOCKS]):
        filed_above = has("dateline", [*known, *claims])
        opening = dateline.split(block.content, spoken) if isinstance(block, Paragraph) and not filed_above else None
        if opening and isinstance(block, Paragraph) and (not index or opening.dateline.date):
            filed = opening.dateline
            claims.append(Claim("dateline", filed, "place-date-dash", opening.words, opening.certainty))
            if filed.date and not has("released", known):
                claims.append(Claim("released", filed.date, "dateline-date", opening.words, "medium"))
            text = (evolve(block, content=opening.rest),) if inline_text(opening.rest).strip() else ()
            return claims, (*kept, *text, *blocks[index + 1 :])
        if index and (notice := _notice(block, [*known, *claims], spoken)):
            claims += notice
        else:
            kept.append(block)
    return claims, (*kept, *blocks[FIRST_BLOCKS:])


def _notice(block: Block, known: Sequence[Claim], spoken: tuple[Language, ...]) -> list[Claim]:
    """What an embargo or an instruction says that stands between highlights and the text."""
    own = lines(block) if isinstance(block, Paragraph) else ()
    if len(own) != 1:
        return []
    return rules.embargo(own[0], known, spoken) or rules.instruction(own[0], known, spoken) or []
