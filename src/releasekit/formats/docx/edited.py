"""A document of ours that somebody edited: what travelled along and the page as it is now in, the release that both say out.

What the page shows as it was written gives back the block or field that it showed, whole, wherever it stands now. What is new
or changed is read from the page, and wins. Fields that the page does not show are those that travelled along.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict, deque
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from releasekit.formats.docx import seen
from releasekit.formats.docx.edited_fields import put
from releasekit.formats.docx.read_blocks import FURNITURE, Blocks, Met
from releasekit.formats.docx.template.marks import Mark, mark_of, undressed, words_mark
from releasekit.model import Heading, Paragraph
from releasekit.style.words import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.formats.docx.carried import Carried
    from releasekit.formats.docx.document import Document
    from releasekit.model import Block, Release

_LENGTHS = 8
"""How many lengths of blocks are tried at each paragraph: more is no document that somebody wrote."""
_SAID = {"banner": "embargo-banner", "kicker": "release-kicker", "facts": "release-facts", "contacts": "contacts-heading",
         "attachments": "attachments-heading"}  # fmt: skip
"""Lines that are made of several fields, and the role that a changed one has in the body."""
WHOLE = "/body"
"""What a table shows that a template lays the page out with, and that holds the text."""


class _Kept(NamedTuple):
    """Paragraphs and tables that are as they were written."""

    place: str


def merged(carried: Carried, document: Document, lines: Sequence[str]) -> Release:
    """The release of an edited document; `lines` are what its body shows now."""
    release = carried.release
    document.lang, document.ours = release.lang or document.lang, True
    document.rtl = direction_of(release.lang, release.direction) == "rtl"  # whatever a template says
    reader = Blocks(document)
    kept: set[str] = set()
    body: list[Block] = []
    changed: dict[str, list[Met]] = defaultdict(list)
    compared = [*_compared(carried, document.body, lines)]
    hidden = _hidden(carried, {_index(one.place) for one in compared if isinstance(one, _Kept)})
    for is_kept, group in groupby(compared, key=lambda one: isinstance(one, _Kept)):
        if is_kept:
            for one in group:
                kept.add(one.place)
                body += _back(one.place, release, hidden)
        else:
            met = [met for element in group for met in _met(element, reader)]
            for one in met:
                if one.kind in FURNITURE:
                    changed[one.kind].append(one)
            body += reader.built([_as_text(one) for one in met if one.kind not in FURNITURE or one.kind in _SAID])
    for invisible in hidden.values():
        body += [release.body[index] for index in invisible]
    document.context.advise("edited-in-word", "the page was edited since it was written: what it shows now was taken")
    return put(evolve(release, body=tuple(body)), changed, kept, {place for place, _ in carried.shown}, document.context)


def _met(element: Any, reader: Blocks) -> Iterator[Met]:
    """What an element shows; over a template, what a paragraph is may be marked where its style does not say it."""
    mark = mark_of(element)
    for met in reader.met(element):
        if mark.kind and isinstance(met.block, (Paragraph, Heading)):
            yield Met(mark.kind, Paragraph(undressed(met.content, mark.looks)))
            mark = Mark()
        else:
            yield met


def _as_text(met: Met) -> Met:
    if met.kind in _SAID and isinstance(met.block, Paragraph):
        return met._replace(kind="", block=evolve(met.block, role=_SAID[met.kind]))
    return met


def _index(place: str) -> int:
    """Which block of the body a place is, -1 for a place outside."""
    return int(place.removeprefix("/body/")) if place.startswith("/body/") and place[6:].isdecimal() else -1


def _back(place: str, release: Release, hidden: dict[int, list[int]]) -> Iterator[Block]:
    """The block that a place names, between those that the page does not show."""
    if place == WHOLE:
        yield from release.body
    index = _index(place)
    if 0 <= index < len(release.body):
        yield from (release.body[other] for other in hidden.pop(-index - 2, ()))
        yield release.body[index]
        yield from (release.body[other] for other in hidden.pop(index, ()))


def _hidden(carried: Carried, kept: set[int]) -> dict[int, list[int]]:
    """The blocks that show nothing, by the kept block that they stand after; by `-index - 2` of that which they stand before."""
    shown = {_index(place) for place, _ in carried.shown}
    found: dict[int, list[int]] = defaultdict(list)
    if any(place == WHOLE for place, _ in carried.shown):
        return found
    last = -1
    after: list[tuple[int, int]] = []
    for index in range(len(carried.release.body)):
        if index in shown:
            last = index
        else:
            after.append((index, last))
    places = sorted(index for index in kept if index >= 0)
    for index, before in after:
        if before in kept and before >= 0:
            found[before].append(index)
            continue
        at = bisect(places, index)
        following = places[at] if at < len(places) else len(carried.release.body)
        found[-following - 2].append(index)
    return dict(found)


def _compared(carried: Carried, body: Any, lines: Sequence[str]) -> Iterator[Any]:
    """For each element of the page, in order, itself, or what was kept there."""
    wanted: dict[str, dict[tuple[str, ...], deque[str]]] = defaultdict(dict)
    for place, group in groupby(carried.shown, key=lambda one: one[0]):
        marks = tuple(mark for _, mark in group)
        wanted[marks[0]].setdefault(marks, deque()).append(place)
    here = [(mark, element) for line, element in zip(lines, body, strict=True) if (mark := seen.mark(line))]
    marks_here = [mark for mark, _ in here]
    at = 0
    while at < len(here):
        mark, element = here[at]
        lengths = sorted({len(marks) for marks in wanted.get(mark, ())}, reverse=True)[:_LENGTHS]
        for length in lengths:
            places = wanted[mark].get(tuple(marks_here[at : at + length]))
            if places:
                yield _Kept(places.popleft())
                at += length
                break
        else:
            if (
                not carried.others or words_mark(element) not in carried.others
            ):  # a line of the template that is set otherwise now
                yield element
            at += 1
