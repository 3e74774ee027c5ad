"""The blocks of a page and what it says of its title in; headline, and the lines that only repeat a field, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.formats.pandoc.fields import folded, headed, repeats
from releasekit.intake.language import spoken
from releasekit.intake.moments import stamp
from releasekit.intake.words import bare, is_one_of, said
from releasekit.model import Date, Found, Heading, Paragraph, Source, Text, inline_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.format import Context
    from releasekit.model import Block, Moment, Release

OPENING = 8
"""Among how many first blocks the lines are that repeat a field."""

_TELLING = 12
"""How many characters a main heading has that is surer than the title of a page: `News` is shorter."""


def with_headline(release: Release, titles: Sequence[str], title: str, site: str, context: Context, *, whole: bool) -> Release:
    """The release with its headline: as stated in its fields, else by one of the titles, in the form of the heading that repeats it."""
    stated = inline_text(release.headline)
    for name in filter(None, (stated, *titles, title)):
        for index, block in enumerate(release.body):
            if (
                isinstance(block, Heading)
                and (block.level == 1 or folded(name) == folded(inline_text(block.content)))
                and _says(name, block)
            ):
                if folded(name) != folded(inline_text(block.content)):
                    context.guess("headline-by-heading", "the main heading is taken for the headline", "/headline")
                return _lowered(evolve(release, headline=block.content, body=release.body[:index] + release.body[index + 1 :]))
    mains = [block for block in release.body if isinstance(block, Heading) and block.level == 1]
    if release.headline:
        return _lowered(release)
    if titles:
        return _lowered(evolve(release, headline=(Text(_without_site(titles[0], site)),)))
    if len(mains) == 1 and (len(folded(inline_text(mains[0].content))) >= _TELLING or not title):
        return headed(release, context) if whole else release
    if title and _is_page(release):
        return _lowered(evolve(release, headline=(Text(_without_site(title, site)),)))
    return release


def _is_page(release: Release) -> bool:
    """Whether a title says more than the text: a text without any words has none."""
    return bool(release.body)


def _says(name: str, block: Heading) -> bool:
    """Whether a title says what a heading says, whole or cut off."""
    heading = inline_text(block.content)
    cut = folded(name).rstrip(".… ")
    return repeats(name, heading) or (
        name.rstrip().endswith(("…", "...")) and len(cut) > 20 and folded(heading).startswith(cut)
    )


def _without_site(title: str, site: str) -> str:
    """A title without the name of its site at an end, where the page states that."""
    for mark in (" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « "):
        if site and title.endswith(mark + site):
            return title.removesuffix(mark + site)
        if site and title.startswith(site + mark):
            return title.removeprefix(site + mark)
    return title


def _lowered(release: Release) -> Release:
    """The release with all headings one level down, where one is as high as the headline."""
    if not any(isinstance(block, Heading) and block.level == 1 for block in release.body):
        return release
    lowered = (evolve(block, level=min(block.level + 1, 6)) if isinstance(block, Heading) else block for block in release.body)
    return evolve(release, body=tuple(lowered))


def without_dates(release: Release) -> Release:
    """The release without the lines above its text that only repeat its date; one that is marked as a date states it."""
    languages = spoken(release.lang or "en")
    body: list[Block] = []
    found: list[Found] = []
    released = release.released
    for block in release.body[:OPENING]:
        words = " ".join(inline_text(block.content).split()) if isinstance(block, Paragraph) else ""
        when = stamp(words, languages) if 0 < len(words) <= 100 else None
        marked = _marked(block)
        moment = marked or (when.moment if when else None)
        alone = when is not None and (not bare(when.rest) or is_one_of(bare(when.rest), said(languages, "released")))
        if moment and (alone or (marked and _is_all(block))) and (_same(moment, released) or (released is None and marked)):
            found.append(Found("released", "time-element" if marked else "repeated-date", words, "high"))
            released = released or moment
        else:
            body.append(block)
    if not found:
        return release
    source = release.source or Source(format="html")
    return evolve(
        release, released=released, body=(*body, *release.body[OPENING:]), source=evolve(source, found=(*source.found, *found))
    )  # fmt: skip


def _marked(block: Block) -> Moment | None:
    """The moment of the only date that is marked as one in a paragraph."""
    dates = [item for item in block.content if isinstance(item, Date)] if isinstance(block, Paragraph) else []
    return dates[0].moment if len(dates) == 1 else None


def _is_all(block: Block) -> bool:
    return isinstance(block, Paragraph) and all(
        isinstance(item, Date) or (isinstance(item, Text) and not bare(item.text)) for item in block.content
    )


def _same(moment: Moment, released: Moment | None) -> bool:
    """Whether two moments are of one day."""
    return released is not None and moment.iso[:10] == released.iso[:10]
