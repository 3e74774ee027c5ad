"""Headers and footers of a document of ours: what they show now in; whether somebody edited them, and what they say, out.

The letterhead's lines are fields. Whatever else was typed there is kept as a paragraph and told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from releasekit.formats.docx import seen
from releasekit.formats.docx.read_blocks import Blocks
from releasekit.formats.docx.xml import R, W, value
from releasekit.model import Issuer, Paragraph, Text, inline_text
from releasekit.style.furniture import BETWEEN, address_line, furniture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.formats.docx.carried import Carried
    from releasekit.formats.docx.parts import Document
    from releasekit.model import Release

_REFERENCES = frozenset({f"{W}headerReference", f"{W}footerReference"})
_PAGE = re.compile(r"\d+")


class Line(NamedTuple):
    """A line of a header or footer."""

    element: Any
    part: str
    """The name of the part that it stands in."""
    is_head: bool
    mark: str


def lines(document: Document) -> list[Line]:
    """The lines of all headers and footers of a document."""
    return lines_of(document, [document.body])


def lines_of(document: Document, elements: Sequence[Any]) -> list[Line]:
    """The lines of the headers and footers of the sections that are in some elements of a body."""
    found: list[Line] = []
    known: set[str] = set()
    for section in (each for element in elements for each in element.iter(f"{W}sectPr")):
        for reference in (each for each in section if each.tag in _REFERENCES):
            target = document.targets.get(reference.get(f"{R}id", ""))
            root = document.story(target.to) if target and not target.is_external else None
            if target is None or root is None or target.to in known:
                continue
            known.add(target.to)
            is_head = reference.tag == f"{W}headerReference"
            around = document.around_of(target.to)
            marks = map(seen.mark, seen.lines(root, around))
            found += [Line(element, target.to, is_head, mark) for element, mark in zip(root, marks, strict=True) if mark]
    return found


def is_as_written(found: Sequence[Line], carried: Carried) -> bool:
    """Whether headers and footers show what they showed; it does not matter how often."""
    return {line.mark for line in found} == carried.around


def put(release: Release, found: Sequence[Line], carried: Carried, document: Document) -> Release:
    """The release with what headers and footers say now; `carried` has what they said."""
    changed = [line for line in found if line.mark not in carried.around]
    gone = carried.around - {line.mark for line in found}
    if gone and not changed:
        message = "lines of the page's head or foot were taken out: their fields stay"
        document.context.advise("edited-in-word", message)
    if not changed:
        return release
    issuers = release.issuers
    above: list[Paragraph] = []
    below: list[Paragraph] = []
    shown = furniture(carried.release)
    said = {words for line in found if line.is_head for words in _said(line, document)}
    headlines = (inline_text(each.headline).replace("\n", " ") for each in (carried.release, release))
    known = {"", shown.issuer, shown.banner, *headlines}
    for line in changed:
        style = document.styles.names.get(value(line.element, "pPr/pStyle"), "").lower()
        for words in _said(line, document):
            if words in known or any(_is_beginning(words, whole) for whole in known):
                continue
            place = "/issuers" if style.startswith("letterhead") else "/body"
            if line.is_head and style == "letterhead" and issuers == release.issuers:
                issuers = _named(issuers, words)
            elif line.is_head and style == "letterhead address" and (moved := _moved(issuers, words, said)):
                issuers = moved
            elif not line.is_head:
                below.append(Paragraph((Text(words),), "page-foot"))
            elif words != BETWEEN.join(issuer.name for issuer in issuers):
                above.append(Paragraph((Text(words),), "letterhead" if style.startswith("letterhead") else "page-head"))
            else:
                continue
            known.add(words)
            message = (
                f"the {'head' if line.is_head else 'foot'} of the page says {words[:80]!r} now, which was kept: look at it"
            )
            document.context.advise("edited-in-word", message, place)
    return evolve(release, issuers=issuers, body=(*above, *release.body, *below))


def _said(line: Line, document: Document) -> Iterator[str]:
    """The words of a line, as far as they are not numbers of pages: those between tabs, each by itself."""
    reader = Blocks(document, document.story(line.part), document.unpacked.targets(line.part))
    for block in reader.blocks([line.element]):
        words = inline_text(block.content) if isinstance(block, Paragraph) else ""
        for part in words.split("\t"):
            said = " ".join(part.split())
            if line.is_head or _PAGE.sub("", said):
                yield said


def _is_beginning(words: str, whole: str) -> bool:
    """Whether words are a line that was too long for the running head, as it stands there."""
    return len(words) > 1 and words.endswith("…") and whole.startswith(words[:-1])


def _named(issuers: tuple[Issuer, ...], words: str) -> tuple[Issuer, ...]:
    """Issuers by the line that names them: where as many are named as before, each keeps its address."""
    names = [name for part in words.split(BETWEEN) if (name := part.strip())]
    if len(names) == len(issuers):
        return tuple(evolve(issuer, name=name) for issuer, name in zip(issuers, names, strict=True))
    known = {issuer.name: issuer for issuer in issuers}
    return tuple(known.get(name) or Issuer(name) for name in names)


def _moved(issuers: tuple[Issuer, ...], words: str, shown: set[str]) -> tuple[Issuer, ...]:
    """Issuers by a line with an address, that of the first issuer whose own is not shown; none if it may be anybody's."""
    away = [index for index, issuer in enumerate(issuers) if issuer.address and address_line(issuer) not in shown]
    if not away and len(issuers) == 1 and not issuers[0].address:
        away = [0]
    if not away:
        return ()
    old, lines = issuers[away[0]].address, words.split(BETWEEN)
    several = old.count("\n") and len(lines) == len(old.split("\n"))
    moved = evolve(issuers[away[0]], address="\n".join(lines) if several else words)
    return (*issuers[: away[0]], moved, *issuers[away[0] + 1 :])
