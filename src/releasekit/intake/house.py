"""House rules, applied: a release and the profiles of its `Context` in, what the fitting one states as claims out.

What a profile adds that is not printed on the page is a claim by the rule `profile:NAME`, and a note of the kind `guess`.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.intake.claims import RESIDUE, Claim, has
from releasekit.intake.lines import lines, paragraph
from releasekit.intake.words import folded, is_one_of, said, start_of
from releasekit.intake.zoned import zoned
from releasekit.model import LineBreak, Link, Number, Paragraph, Text, plain_text
from releasekit.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.format import Context
    from releasekit.intake.language import Language
    from releasekit.intake.lines import Line
    from releasekit.model import Block, Release
    from releasekit.profile import Match

NOBODY = Profile()
"""The profile of a source that nobody taught: it changes nothing."""

MOST_LINES = 40
"""How many lines, from the first, a profile is matched against; and how many may be a number."""
LONGEST = 1000
"""How many characters of each line are matched."""
LAST_LINES = 2
"""How many lines each of the last blocks has at most that may be a number."""
SECTION_LINES = 5
"""How many lines, from the first, may be a breadcrumb with separators of its own."""
SAMPLE_BLOCKS = 1000
"""How many blocks are enough to see whether an issuer is printed."""


def pick(release: Release, context: Context) -> Profile:
    """The first of the context's profiles that the release matches; `NOBODY` for none."""
    if not context.profiles:
        return NOBODY
    first = _first_lines(release.body)
    for profile in context.profiles:
        if not profile.match or any(_matches(match, profile, release, first, context.name) for match in profile.match):
            return profile
    names = ", ".join(profile.name or "without a name" for profile in context.profiles)
    context.advise("no-profile-matches", f"no profile is for this release, and none was used ({names})")
    return NOBODY


def _first_lines(blocks: Sequence[Block]) -> tuple[Line, ...]:
    return tuple(line for block in blocks[:MOST_LINES] for line in lines(block))[:MOST_LINES]


def _matches(match: Match, profile: Profile, release: Release, first: Sequence[Line], name: str) -> bool:
    """Whether all that a profile asks for is there."""
    if match.files:
        file = re.split(r"[/\\]", name)[-1].casefold()
        if not any(fnmatchcase(file, pattern.casefold()) for pattern in match.files):
            return False
    if match.addresses:
        known = {*map(_bare_address, _addresses(release, first))}
        if not any(_leads(address, _bare_address(start)) for address in known for start in match.addresses):
            return False
    if match.words:
        text = "\n".join(folded(line.text[:LONGEST]) for line in first)
        if not any(folded(words) in text for words in match.words):
            return False
    return not match.number or any(profile.number and profile.number.matches(line.text) for line in first)


def _addresses(release: Release, first: Sequence[Line]) -> Iterator[str]:
    yield release.id
    if release.source:
        yield release.source.href
    yield from (item.href for line in first for item in line.content if isinstance(item, Link))


def _bare_address(address: str) -> str:
    return re.sub(r"^[a-z][a-z0-9+.-]{0,20}://(?:www\.)?", "", address[:2000].strip().casefold())


def _leads(address: str, start: str) -> bool:
    """Whether an address begins with another, up to the end of a name in it: `port.example` does not begin `port.example.org`."""
    return bool(start) and address.startswith(start) and (start.endswith("/") or address[len(start) : len(start) + 1] in "/?#:")


# ── before the rules ────────────────────────────────────────────────────────────────────────────────────────────────


def language(profile: Profile, detected: Sequence[Claim], context: Context) -> list[Claim]:
    """The claim of a language: the profile's, where it has one that the words do not show."""
    seen = next((claim.value for claim in detected), "")
    if not profile.lang or profile.lang == seen:
        return [*detected]
    told = f"the words look like {seen}" if seen else "the words do not tell the language"
    context.guess("profile-language", f"{told}: it is {profile.lang}, as the profile {profile.name!r} says", "/lang")
    return [Claim("lang", profile.lang, _rule(profile), "", "medium")]


@cache
def taught(profile: Profile, spoken: tuple[Language, ...]) -> tuple[Language, ...]:
    """The languages of a text, the first of them with the profile's own labels."""
    more = {**dict(profile.labels), "home": profile.drop}
    own: dict[str, Any] = {label: (*getattr(spoken[0], label), *words) for label, words in more.items() if words}
    return (evolve(spoken[0], **own), *spoken[1:]) if own else spoken


def lines_of(blocks: Sequence[Block], profile: Profile, spoken: tuple[Language, ...]) -> tuple[list[Claim], tuple[Block, ...]]:
    """What whole lines state by the profile, and the blocks without them."""
    if not (profile.residue or profile.number or profile.separators):
        return [], tuple(blocks)
    claims: list[Claim] = []
    kept: list[Block] = []
    numbers: set[object] = set()
    at = 0
    for index, block in enumerate(blocks):
        own = lines(block)
        last = index >= len(blocks) - MOST_LINES and len(own) <= LAST_LINES
        rest: list[Line] = []
        for line in own:
            edge = at < MOST_LINES or last
            got = _line(line, profile, spoken, edge=edge, top=at < SECTION_LINES and not has("section", claims))
            at += 1
            if got is None:
                rest.append(line)
            else:
                claims.append(evolve(got, value=()) if got.field == "numbers" and got.value in numbers else got)
                numbers.add(got.value)
        if len(rest) == len(own):
            kept.append(block)
        elif rest:
            kept.append(_without(block, rest))
    return claims, tuple(kept)


def _without(block: Block, rest: Sequence[Line]) -> Block:
    """The lines that remain of a block: on lines of their own, or flowing, as they were."""
    if not isinstance(block, Paragraph) or any(isinstance(item, LineBreak) for item in block.content):
        return paragraph(rest)
    content = [item for line in rest for item in (Text("\n"), *line.content)]
    return Paragraph(tuple(content[1:]))


def _line(line: Line, profile: Profile, spoken: tuple[Language, ...], *, edge: bool, top: bool) -> Claim | None:
    if line.has_picture or not line.text:
        return None
    if profile.residue and is_one_of(line.text, profile.residue):
        return Claim(RESIDUE, None, _rule(profile), line.printed)
    if profile.number and edge and (value := _number(line.text, profile, spoken)):
        return Claim("numbers", (Number(value, profile.scheme, line.href),), _rule(profile), line.printed)
    if profile.separators and top and (path := _path(line, profile)):
        return Claim("section", path, _rule(profile), line.printed)
    return None


def _number(text: str, profile: Profile, spoken: tuple[Language, ...]) -> str:
    """The number that a line is, with or without a word for it; empty for another line."""
    if profile.number is None:
        return ""
    if profile.number.matches(text):
        return text
    label = start_of(text, said(spoken, "number"))
    at = folded(text).find(label)
    value = text[at + len(label) :].lstrip(" .:°º#\t") if label and len(folded(text)) == len(text) else ""
    return value if profile.number.matches(value) else ""


def _path(line: Line, profile: Profile) -> tuple[str, ...]:
    """The steps of a breadcrumb with the profile's separators; none for another line."""
    if len(line.text) > 200 or line.level:
        return ()
    either = "|".join(map(re.escape, profile.separators))
    steps = tuple(step.strip() for step in re.split(rf"(?:^|\s)(?:{either})(?=\s|$)", line.text))
    steps = tuple(step for step in steps if step)
    return steps if len(steps) > 1 and all(len(step) <= 60 for step in steps) else ()


# ── after the rules ─────────────────────────────────────────────────────────────────────────────────────────────────


def settled(
    claims: Sequence[Claim], profile: Profile, release: Release, spoken: tuple[Language, ...], context: Context
) -> list[Claim]:
    """The claims of all rules, with what the profile adds to them. `release` is as it was before any rule."""
    out = [_dropped(claim, profile) for claim in claims]
    if profile.zone:
        out = [*zoned(out, profile, spoken, context)]
    if profile.issuers and not release.issuers and not has("issuers", out):
        out.append(_issuer(profile, release, spoken[0].tag, context))
    if profile.kind and profile.kind != "press-release" == release.kind and not has("kind", out):
        context.guess("profile-kind", f"no kind is printed: {profile.kind}, as the profile {profile.name!r} says", "/kind")
        out.append(Claim("kind", profile.kind, _rule(profile), "", "medium"))
    return out


def _rule(profile: Profile) -> str:
    return f"profile:{profile.name}"


def _dropped(claim: Claim, profile: Profile) -> Claim:
    """A section without the first steps that the profile does not count."""
    if claim.field != "section" or not profile.drop:
        return claim
    path = claim.value
    while path and is_one_of(path[0], profile.drop):
        path = path[1:]
    return evolve(claim, value=path)


def _issuer(profile: Profile, release: Release, lang: str, context: Context) -> Claim:
    names = dict(profile.issuers)
    issuer = names.get(lang) or names.get(lang.partition("-")[0]) or profile.issuers[0][1]
    text = folded(plain_text(evolve(release, body=release.body[:SAMPLE_BLOCKS])))
    absent = [part for part in (issuer.name, issuer.uri, issuer.address) if part and folded(part) not in text]
    if absent:
        told = f"the issuer is {issuer.name}, as the profile {profile.name!r} says; not printed: {', '.join(absent)}"
        context.guess("profile-issuer", told, "/issuers")
    printed = issuer.name not in absent
    return Claim("issuers", (issuer,), _rule(profile), issuer.name if printed else "", "high" if printed else "medium")
