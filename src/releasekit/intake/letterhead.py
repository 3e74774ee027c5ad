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
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.format import Context
    from releasekit.intake.language import Language
    from releasekit.model import Block, Release

_RULES: tuple[rules.Rule, ...] = (
    rules.embargo, rules.instruction, rules.moment, rules.number, rules.kind, masthead.kind_with_more, masthead.issuer_label,
)  # fmt: skip
_HEADER, _FOOTER, _LETTERHEAD = "page-header", "page-footer", "letterhead"
_SAMPLE = 100_000
"""How many characters are enough to tell a language."""
_MOST = 100
"""How many lines of a letterhead are looked at; what has more is a text."""
_LONGEST_NAME = 100
_MOST_DIGITS = 12
_OPENING = Paragraph((Text("."),))
"""What stands for the text above a footer: no part after the text stands before the first paragraph."""


@frozen
class Late:
    """What is put into a release once its own text has been read: the text comes first."""

    claims: tuple[Claim, ...] = ()
    parts: tuple[Block, ...] = ()


def read(
    release: Release, above: Sequence[Block], below: Sequence[Block], context: Context, *, format: str
) -> tuple[Release, Late]:
    """The release with what its header states, and what its footer states, for `add`.

    Fields that the release states already stay. Every word is in a field or, as residue, in `source.found`; where
    `context.find` is off, all are residue.
    """
    head, foot = _lines(above), _lines(below)
    if not context.find:
        return release, Late((*_residue(head, _HEADER), *_residue(foot, _FOOTER)))
    languages = spoken(release.lang or detect(plain_text(release)[:_SAMPLE]) or "en")
    claims: list[Claim] = []
    late: list[Claim] = []
    head = _stated(head, claims, languages)
    head = _issuer(head, claims, release)
    head, address = _address(head, languages)
    foot, parts = _foot(foot, late, languages)
    house = next((claim.value[0] for claim in claims if claim.rule == _LETTERHEAD), None)
    if house:
        context.guess("issuer-from-letterhead", f"the issuer is the first line of the letterhead: {house.name!r}")
        claims = [_with_address(claim, address) for claim in claims]
    else:
        late += _residue(address, _HEADER)
    whose = house.name if house else ""
    head = _reach(head, late, languages, whose, _LETTERHEAD)
    foot = _reach(foot, late, languages, whose, _FOOTER)
    late += _residue(head, _HEADER) + _residue(foot, _FOOTER)
    return _settled(release, claims, format), Late(tuple(late), parts)


def add(release: Release, late: Late, *, format: str) -> Release:
    """The release, whose text has been read, with what its margins say beyond that.

    A contact that names somebody is one more; the telephone of the house is a contact only if there is no other.
    """
    if not late.claims and not late.parts:
        return release
    known = [*release.contacts]
    claims: list[Claim] = []
    for claim in late.claims:
        if claim.field == "contacts" and claim.rule in {_LETTERHEAD, _FOOTER} and known:
            claims.append(Claim(RESIDUE, None, _HEADER if claim.rule == _LETTERHEAD else _FOOTER, claim.words))
            continue
        if claim.field == "contacts":
            known += [contact for contact in claim.value if not any(_is_same(contact, other) for other in known)]
        claims.append(claim)
    settled = _settled(evolve(release, body=release.body + late.parts), claims, format)
    return evolve(settled, contacts=tuple(known))


def _is_same(one: Contact, other: Contact) -> bool:
    return bool((one.email and one.email == other.email) or (one.phone and one.phone == other.phone)) or one == other


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
    claims.append(Claim("issuers", (Issuer(name),), _LETTERHEAD, name, "medium"))
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
    if claim.rule != _LETTERHEAD or not address:
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
