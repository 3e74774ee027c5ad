"""A document of ours that somebody edited: what travelled along and the page as it is now in, the release that both say out.

What the page shows as it was written gives back the block or field that it showed, whole, wherever it stands now. What is new
or changed is read from the page, and wins. Fields that the page does not show are those that travelled along.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict, deque
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from releasekit.formats.docx import edited_lines, edited_page, seen
from releasekit.formats.docx.commented import commented
from releasekit.formats.docx.edited_fields import as_they_were, put
from releasekit.formats.docx.edited_hidden import Hidden
from releasekit.formats.docx.numbering import is_counted
from releasekit.formats.docx.read_blocks import FURNITURE, Blocks, Met
from releasekit.formats.docx.template.marks import OTHER, Mark, mark_of, undressed, words_mark
from releasekit.formats.docx.xml import W, value
from releasekit.model import Heading, Mention, OrderedList, Paragraph, Quotation, inline_text, normalise, walk
from releasekit.style.words import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from releasekit.format import Context
    from releasekit.formats.docx.carried import Carried
    from releasekit.formats.docx.parts import Document
    from releasekit.model import Block, Release

_LENGTHS = 8
"""How many lengths of blocks are tried at each paragraph: more is no document that somebody wrote."""
_SAID = {"kicker": "release-kicker", "facts": "release-facts", "contacts": "contacts-heading",
         "attachments": "attachments-heading"}  # fmt: skip
"""Lines that are made of several fields, and the role that a changed one has in the body."""
_MADE = dict.fromkeys(("kicker", "facts"), "its fields are as they were") | dict.fromkeys(
    ("contacts", "attachments"), "the heading is as it was"
)
_PARTS = {"quote": "quote", "attribution": "quote", "speaker": "speech", "speech": "speech", "boilerplate": "boilerplate",
          "notes to editors": "notes to editors", "list continue": "list"}  # fmt: skip
"""What paragraphs are part of together with their neighbours, by the names of their styles."""
_OF_FIELDS = frozenset({"contact", "attachment"})
"""The styles of lines that are no part of the text, though they may be items."""
_TOGETHER = frozenset({("caption", "table"), ("figure", "caption"), ("figure", "credit"), ("caption", "credit")})
_NUMBER, _NUMBERED = re.compile(r"\w+\."), re.compile(r"\w+\.\t")
WHOLE = "/body"
"""What a table shows that a template lays the page out with, and that holds the text."""


class _Stretch(NamedTuple):
    """Paragraphs and tables of the page, as places in it."""

    start: int
    end: int
    place: str | None
    """What of the release they show, if they are as they were written."""


def merged(carried: Carried, document: Document, lines: Sequence[str], around: Sequence[edited_page.Line]) -> Release:
    """The release of an edited document; `lines` are what its body shows now, `around` its headers and footers."""
    _known_to(document, carried.release)
    reader = Blocks(document)
    elements = [*document.body]  # a list: lxml counts from the start to find a child by its number
    stretches = _parted([*_compared(carried, elements, lines)], elements, document)
    noted = commented(carried.release, _kept(stretches, elements), document)
    release = noted.release
    kept = {one.place for one in stretches if one.place is not None}
    written = _shown(carried)
    hidden = _invisible(carried, written, {_index(place) for place in kept})
    body: list[Block] = []
    page: list[str | Met] = []
    fields: dict[str, Any] = {}
    shown = {place for place, _ in carried.shown}
    gone = [release.body[index] for index in written if f"/body/{index}" not in kept]
    lost = Hidden(release, gone, [getattr(release, name) for name in ("headline", "subtitle") if f"/{name}" not in kept])
    for is_kept, group in groupby(stretches, key=lambda one: one.place is not None):
        if is_kept:
            for stretch in group:
                page.append(stretch.place or "")
                body += _back(stretch.place or "", release, hidden)
            continue
        found = [*group]
        met = [each for element in elements[found[0].start : found[-1].end] for each in _met(element, reader)]
        same = as_they_were(met, release, shown)
        page += [same.get(index, one) for index, one in enumerate(met) if one.kind in FURNITURE]
        met = [one for index, one in enumerate(met) if index not in same]
        fields |= _understood(met, release)
        text = [_as_text(one, release) for one in met if one.kind not in fields]
        body += lost.blocks(reader.built([one for one in text if one.kind not in FURNITURE]))
    for invisible in hidden.values():
        body += [release.body[index] for index in invisible]
    context = document.context
    _told_lines([one for one in page if isinstance(one, Met)], fields, context)
    found_fields = {name: value for said in fields.values() for name, value in said.items()}
    edited = evolve(release, body=noted.whole(body), **found_fields)
    edited = put(edited, page, shown, context)
    changed_lines = [name for name in ("headline", "subtitle") if f"/{name}" in shown - kept]
    lines_back: dict[str, Any] = {name: lost.line(getattr(edited, name)) for name in changed_lines}
    edited = evolve(edited, **lines_back) if lines_back else edited
    canonical = normalise(edited)
    # What saved the document anew may only have put it otherwise.
    if canonical != carried.release or not edited_page.is_as_written(around, carried):
        context.advise("edited-in-word", "the page was edited since it was written: what it shows now was taken")
    whole = edited_page.put(edited, around, carried, document)
    _told_changed(lost.changed, whole, context)
    if any(isinstance(block, OrderedList) and not is_counted(block) for block in gone):
        _told_numbers(whole, context)
    return canonical if whole is edited else whole


def annotated(carried: Carried, document: Document, lines: Sequence[str]) -> Release:
    """The release of a document whose words are as they were written, with the comments that somebody made on them."""
    _known_to(document, carried.release)
    elements = [*document.body]
    noted = commented(carried.release, _kept(_compared(carried, elements, lines), elements), document)
    return evolve(noted.release, body=noted.whole(noted.release.body))


def _known_to(document: Document, release: Release) -> None:
    """Let a document know what the release says of it, whatever a template says."""
    document.lang, document.ours = release.lang or document.lang, True
    document.rtl = direction_of(release.lang, release.direction) == "rtl"


def _kept(stretches: Iterable[_Stretch], elements: Sequence[Any]) -> Iterator[tuple[str, Sequence[Any]]]:
    """What is as it was written: what of the release it shows, and its paragraphs and tables."""
    return ((one.place, elements[one.start : one.end]) for one in stretches if one.place is not None)


def _met(element: Any, reader: Blocks) -> Iterator[Met]:
    """What an element shows; over a template, what a paragraph is may be marked where its style does not say it."""
    mark = mark_of(element)
    for met in reader.met(element):
        if mark.kind and isinstance(met.block, (Paragraph, Heading)):
            yield Met(mark.kind, Paragraph(undressed(met.content, mark.looks)))
            mark = Mark()
        else:
            yield met


def _understood(met: Sequence[Met], release: Release) -> dict[str, dict[str, Any]]:
    """What changed lines with kind and section, or numbers and time, say now; a line in two is not understood."""
    found: dict[str, dict[str, Any]] = {}
    for kind, read in (("kicker", edited_lines.kicker), ("facts", edited_lines.facts)):
        said = [inline_text(one.content).strip() for one in met if one.kind == kind and one.content]
        if len(said) == 1 and (fields := read(said[0], release)):
            found[kind] = fields
    return found


def _told_changed(changed: Sequence[tuple[str, str]], release: Release, context: Context) -> None:
    """Say which mentions and quotations have other words now, each with its place, and mean what they meant."""
    left = Counter(changed)
    for where, node in walk(release) if left else ():
        if isinstance(node, (Mention, Quotation)):
            known = inline_text(node.content), node.ref if isinstance(node, Mention) else node.speaker
            if left[known]:
                left[known] -= 1
                context.advise("edited-in-word", f"{known[0][:80]!r} was changed, and stands for {known[1]!r} as before", where)


def _told_numbers(release: Release, context: Context) -> None:
    """Say that items whose numbers Word does not count are paragraphs now, and where the first begins with its own."""
    lines = (inline_text(block.content) if isinstance(block, Paragraph) else "" for block in release.body)
    places = (f"/body/{index}" for index, line in enumerate(lines) if _NUMBERED.match(line))
    message = "Word does not count the numbers of a list: since it was edited, its items are paragraphs"
    context.loss("list-numbers-in-words", message, next(places, ""))


def _told_lines(changed: Sequence[Met], fields: Mapping[str, Any], context: Context) -> None:
    """Say what became of changed lines that are made of several fields, or of none."""
    for kind, what in _MADE.items():
        said = " ".join(inline_text(one.content) for one in changed if one.kind == kind)
        if said:
            taken = "its fields were changed" if fields.get(kind) else f"its words stand in the text, and {what}"
            context.advise("edited-in-word", f"the line in the style of the {kind} says {said[:80]!r} now: {taken}")


def _as_text(met: Met, release: Release) -> Met:
    """A line that no field takes as a paragraph; the banner of a withdrawn release says that, and not its embargo."""
    role = "embargo-banner" if met.kind == "banner" and release.status == "withdrawn" else _SAID.get(met.kind)
    if role and isinstance(met.block, Paragraph):
        return met._replace(kind="", block=evolve(met.block, role=role))
    return met


@lru_cache(maxsize=1024)
def _index(place: str) -> int:
    """Which block of the body a place is, -1 for a place outside."""
    return int(place.removeprefix("/body/")) if place.startswith("/body/") and place[6:].isdecimal() else -1


def _shown(carried: Carried) -> list[int]:
    """The blocks that the page showed when it was written."""
    found = {_index(place) for place, _ in carried.shown}
    return sorted(index for index in found if 0 <= index < len(carried.release.body))


def _back(place: str, release: Release, hidden: dict[int, list[int]]) -> Iterator[Block]:
    """The block that a place names, between those that the page does not show."""
    if place == WHOLE:
        yield from release.body
    index = _index(place)
    if 0 <= index < len(release.body):
        yield from (release.body[other] for other in hidden.pop(-index - 2, ()))
        yield release.body[index]
        yield from (release.body[other] for other in hidden.pop(index, ()))


def _invisible(carried: Carried, written: Iterable[int], kept: set[int]) -> dict[int, list[int]]:
    """The blocks that show nothing, by the kept block that they stand after; by `-index - 2` of that which they stand before.

    `written` are the blocks that the page showed when it was written.
    """
    shown = set(written)
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


def _compared(carried: Carried, elements: Sequence[Any], lines: Sequence[str]) -> Iterator[_Stretch]:
    """The page from top to bottom: what is as it was written, and what is not."""
    wanted: dict[str, dict[tuple[str, ...], deque[str]]] = defaultdict(dict)
    for place, group in groupby(carried.shown, key=lambda one: one[0]):
        marks = tuple(mark for _, mark in group)
        wanted[marks[0]].setdefault(marks, deque()).append(place)
    here = [(mark, index) for index, line in enumerate(lines) if (mark := seen.mark(line))]
    marks_here = [mark for mark, _ in here]
    at = 0
    while at < len(here):
        mark, index = here[at]
        lengths = sorted({len(marks) for marks in wanted.get(mark, ())}, reverse=True)[:_LENGTHS]
        for length in lengths:
            marks = tuple(marks_here[at : at + length])
            if len(marks) == length and (places := wanted[mark].get(marks)):
                at += length
                yield _Stretch(index, here[at - 1][1] + 1, places.popleft())
                break
        else:
            is_other = bool(carried.others) and words_mark(elements[index]) in carried.others
            yield _Stretch(index, index + 1, OTHER if is_other else None)  # a line of the template may be set otherwise now
            at += 1


def _parted(stretches: list[_Stretch], elements: list[Any], document: Document) -> list[_Stretch]:
    """What is as it was, but goes on now in something changed beside it, such as a list that has a new item, is changed."""
    found = list(stretches)
    for first, second in zip(range(len(found)), range(1, len(found)), strict=False):
        above, below = stretches[first], stretches[second]
        if (above.place is None) == (below.place is None):
            continue
        at = first if below.place is None else second
        if _index(stretches[at].place or "") >= 0 and _is_one(above, below, elements, document):
            found[at] = stretches[at]._replace(place=None)
    return found


def _is_one(above: _Stretch, below: _Stretch, elements: list[Any], document: Document) -> bool:
    """Whether two neighbours, of which one is as it was, are parts of one block."""
    last, next_one = elements[above.end - 1], elements[below.start]
    first, second = _part(last, document), _part(next_one, document)
    kept, other = (above, next_one) if below.place is None else (below, last)
    if number := value(other, "pPr/numPr/numId"):
        numbers = {value(element, "pPr/numPr/numId") for element in elements[kept.start : kept.end]}
        return "list" in {first, second} and number in numbers
    if number := _number_of_style(next_one, document):  # somebody gave a paragraph the style of the items above
        numbers = {value(element, "pPr/numPr/numId") for element in elements[above.start : above.end]}
        return first == "list" and below.place is None and any(document.lists.is_one(number, each) for each in numbers)
    if first == second == "list":
        return below.place is None and not _has_number_in_words(next_one)
    if (first, second) in _TOGETHER:
        return True
    if _style(last, document) == "attribution" or _style(next_one, document) == "speaker":
        return False  # there a quotation ends, or a turn of speech begins
    is_parted = any(value(element, "pPr/numPr/numId") for element in elements[above.end : below.start])  # by an empty item
    return first == second and not is_parted and (first in _PARTS.values() or first.startswith("division "))


def _number_of_style(element: Any, document: Document) -> str:
    """The list that a paragraph is in by its style alone."""
    if element.tag != f"{W}p" or element.find(f"{W}pPr/{W}numPr") is not None:
        return ""
    return "" if _style(element, document) in _OF_FIELDS else document.styles.number(value(element, "pPr/pStyle"))[0]


def _has_number_in_words(paragraph: Any) -> bool:
    """Whether a paragraph hangs on a number that Word does not count: it is an item, and does not go on in the one above."""
    indent = paragraph.find(f"{W}pPr/{W}ind")
    if indent is None or indent.get(f"{W}hanging", "0") == "0":
        return False
    inside = [child for run in paragraph.iter(f"{W}r") for child in run]  # from right to left, the number may be in two runs
    at = next((index for index, child in enumerate(inside) if child.tag == f"{W}tab"), 0)
    words = "".join(child.text or "" for child in inside[:at] if child.tag == f"{W}t")
    return _NUMBER.fullmatch(words.strip()) is not None


def _part(element: Any, document: Document) -> str:
    """What a paragraph or table is part of."""
    if element.tag == f"{W}tbl":
        return "table"
    style = _style(element, document)
    if style in _OF_FIELDS:
        return style
    return "list" if value(element, "pPr/numPr/numId") else _PARTS.get(style, style)


def _style(element: Any, document: Document) -> str:
    return document.styles.names.get(value(element, "pPr/pStyle"), "").lower()
