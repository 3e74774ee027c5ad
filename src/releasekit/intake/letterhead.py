"""The running header and footer of an office document: their lines in, the fields that they state, and all other words as residue, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.intake import masthead, rules, tail
from releasekit.intake.claims import RESIDUE, Claim, has, settle
from releasekit.intake.language import detect, spoken
from releasekit.intake.lines import Line, lines
from releasekit.intake.person import contact_of
from releasekit.intake.words import said, start_of
from releasekit.model import Contact, Division, Heading, Issuer, Paragraph, Text, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.format import Context
    from releasekit.intake.language import Language
    from releasekit.model import Block, Release

_RULES: tuple[rules.Rule, ...] = (
    rules.embargo, rules.instruction, rules.moment, rules.number, rules.kind, masthead.kind_with_more, masthead.issuer_label,
)  # fmt: skip
_MOST = 100
"""How many lines of a letterhead are looked at; what has more is a text."""
_LONGEST_NAME = 100
_MOST_DIGITS = 12
_OPENING = Paragraph((Text("."),))
"""What stands for the text above a footer: no part after the text stands before the first paragraph."""


def read(release: Release, above: Sequence[Block], below: Sequence[Block], context: Context, *, format: str) -> Release:
    """The release with what its header and footer state; `source.found` holds every other word of them.

    Fields that the release states already stay. Where `context.find` is off, all words of them are residue.
    """
    head, foot = _lines(above), _lines(below)
    if not context.find:
        return _settled(release, _residue(head, "page-header") + _residue(foot, "page-footer"), format)
    lang = release.lang or detect(plain_text(release)[:100_000])
    languages = spoken(lang or "en")
    claims: list[Claim] = []
    head = _stated(head, claims, languages)
    head = _issuer(head, claims, release)
    head, address = _address(head, languages)
    foot, parts = _foot(foot, claims, languages)
    whose = next((claim.value[0].name for claim in claims if claim.field == "issuers"), "")
    head = _reach(head, claims, languages, whose, "letterhead")
    foot = _reach(foot, claims, languages, whose, "page-footer")
    if address and whose:
        claims = [_with_address(claim, address) for claim in claims]
    else:
        claims += _residue(address, "page-header")
    for claim in claims:
        if claim.rule == "letterhead" and claim.field == "issuers":
            context.guess("issuer-from-letterhead", f"the issuer is the first line of the letterhead: {claim.words!r}")
    claims += _residue(head, "page-header") + _residue(foot, "page-footer")
    return _settled(evolve(release, body=release.body + parts), claims, format)


def _settled(release: Release, claims: list[Claim], format: str) -> Release:
    return settle(release, claims, format) if claims else release


def _lines(blocks: Iterable[Block]) -> list[Line]:
    return [line for block in blocks for line in lines(block)]


def _residue(left: Sequence[Line], rule: str) -> list[Claim]:
    return [Claim(RESIDUE, None, rule, "\n".join(line.printed for line in left))] if left else []


def _stated(own: list[Line], claims: list[Claim], languages: tuple[Language, ...]) -> list[Line]:
    """The lines that no rule of what stands above a text knows."""
    left: list[Line] = []
    for at, line in enumerate(own):
        found = next((found for rule in _RULES if (found := rule(line, claims, languages))), None) if at < _MOST else None
        if found:
            claims += found
        else:
            left.append(line)
    return left


def _issuer(own: list[Line], claims: list[Claim], release: Release) -> list[Line]:
    """The lines below the first, where that is the name of a house."""
    if release.issuers or has("issuers", claims) or not own:
        return own
    name = own[0].text
    is_name = 2 < len(name) <= _LONGEST_NAME and not any(map(str.isdigit, name)) and name[-1] not in ".:;!?" and "@" not in name
    if not is_name or name.startswith("www."):
        return own
    claims.append(Claim("issuers", (Issuer(name),), "letterhead", name, "medium"))
    return own[1:]


def _address(own: list[Line], languages: tuple[Language, ...]) -> tuple[list[Line], list[Line]]:
    """Lines of a letterhead, and those of them that are a postal address: a few digits, and no way to reach somebody by."""
    left: list[Line] = []
    found: list[Line] = []
    for line in own:
        digits = sum(map(str.isdigit, line.text))
        contact, _ = contact_of([line], languages)
        reaches = contact.phone or contact.email or contact.url or start_of(line.text, said(languages, "phone"))
        (found if 0 < digits <= _MOST_DIGITS and " " in line.text and not reaches else left).append(line)
    return left, found


def _with_address(claim: Claim, address: list[Line]) -> Claim:
    if claim.field != "issuers" or claim.rule != "letterhead":
        return claim
    printed = "\n".join(line.text for line in address)
    return evolve(claim, value=(evolve(claim.value[0], address=printed),), words=f"{claim.words}\n{printed}")


def _foot(own: list[Line], claims: list[Claim], languages: tuple[Language, ...]) -> tuple[list[Line], tuple[Block, ...]]:
    """The lines of a footer that are none of the parts after a text, and those of these parts that stand in the body."""
    if not own:
        return own, ()
    read = tail.read([_OPENING, *(Paragraph(line.content) for line in own)], languages)
    claims += read.claims
    kept = read.blocks[1:]
    return _lines(block for block in kept if isinstance(block, (Paragraph, Heading))), tuple(
        block for block in kept if isinstance(block, Division)
    )


def _reach(own: list[Line], claims: list[Claim], languages: tuple[Language, ...], whose: str, rule: str) -> list[Line]:
    """The lines that say nothing of how to reach the house; the others are a contact, unless there is one."""
    reaching: list[Line] = []
    left: list[Line] = []
    known = Contact()
    for line in own:
        contact, unplaced = contact_of([line], languages)
        stated = {name: getattr(contact, name) for name in ("phone", "email", "url", "hours") if getattr(contact, name)}
        free = all(not getattr(known, name) for name in stated)
        if (contact.phone or contact.email or contact.url) and not unplaced and not contact.name and free:
            known = evolve(known, **stated)
            reaching.append(line)
        else:
            left.append(line)
    if not reaching or has("contacts", claims) or not (known.phone or known.email):
        return own
    words = "\n".join(line.printed for line in reaching)
    claims.append(Claim("contacts", (evolve(known, organisation=whose),), rule, words, "medium"))
    return left
