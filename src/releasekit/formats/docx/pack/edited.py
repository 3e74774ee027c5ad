"""The pack's own pages in a document that somebody edited: what they say now in, the pack with it, and notes of the rest, out.

Title, subtitle and purpose, and the titles of parts, are taken from the pages. Lists, such as the digest, are made from the
releases each time the pack is written: what was changed there is told, and not taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.formats.docx import edited_page, seen
from releasekit.formats.docx.pack.carried import mark
from releasekit.formats.docx.xml import W, value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.briefing import Pack
    from releasekit.formats.docx.pack.carried import CarriedPack, Page
    from releasekit.formats.docx.pack.regions import Regions
    from releasekit.formats.docx.parts import Document

_COMPUTED = frozenset({"pack_contents", "pack_index"})
"""What Word makes anew by itself."""
_STYLES = {"title": "cover title", "subtitle": "cover subtitle", "purpose": "cover purpose"}
_PART_STYLES = {"title": "part title", "note": "part note"}
_OF_PART = re.compile(r"/parts/(\d+)/(title|note)")


def own_pages(pack: Pack, found: CarriedPack, document: Document, parted: Regions) -> Pack:
    """The pack with what its own pages say now; `pack` has its releases already, and may have lost parts."""
    context, around = document.context, document.around
    for element in parted.outside:
        if said := _words(element):
            message = f"{said[:80]!r} stands outside of all releases, and is not taken: put it into the section of one"
            context.loss("pack-text-outside", message)
    if not parted.found:
        return pack
    cover: dict[str, str] = {}
    parts: dict[int, dict[str, str]] = {}
    for key, page in found.pages.items():
        if key in _COMPUTED:
            continue
        elements = parted.found.get(key)
        if elements is None:
            if page.shown:
                context.advise(
                    "edited-in-word", f"the pages {key!r} were taken out: the pack has what they showed", _place(page)
                )
            continue
        gone, new = _compared(page, elements, around)
        for place in gone:
            of_part = _OF_PART.fullmatch(place)
            name = of_part[2] if of_part else place[1:]
            style = (_PART_STYLES if of_part else _STYLES).get(name, "")
            styled = [each for each in new if style and _style(each, document) == style]
            if len(styled) != 1:
                continue
            words = _words(styled[0])
            new.remove(styled[0])
            if of_part:
                parts.setdefault(int(of_part[1]), {})[name] = words
            else:
                cover[name] = words
            context.advise("edited-in-word", f"the pack's own pages say {words[:80]!r} now, which was taken", place)
            gone = [each for each in gone if each != place]
        _told(gone, new, document)
    _told_around(found, parted, document)
    return _with(pack, cover, parts if len(pack.parts) == len(found.pack.parts) else {})


def _with(pack: Pack, cover: dict[str, Any], parts: dict[int, dict[str, Any]]) -> Pack:
    """The pack with other fields, and other fields of its parts."""
    return evolve(pack, **cover, parts=tuple(evolve(part, **parts.get(at, {})) for at, part in enumerate(pack.parts)))


def _compared(page: Page, elements: Sequence[Any], around: seen.Around) -> tuple[list[str], list[Any]]:
    """The places whose words are gone, and the paragraphs that are new."""
    here = [(mark(line), element) for element in elements if (line := seen.block(element, around))]
    marks, wanted = {each for each, _ in here}, {each for _, each in page.shown}
    gone = [place for place, each in page.shown if each not in marks]
    return list(dict.fromkeys(gone)), [element for each, element in here if each not in wanted and _words(element)]


def _told(gone: Sequence[str], new: Sequence[Any], document: Document) -> None:
    """Say what was changed and is not taken."""
    for element in new:
        message = f"the pack's own pages say {_words(element)[:80]!r} now: they are made from the pack and its releases, so it is not taken"
        document.context.loss("pack-page-edited", message, gone[0] if gone else "")
    if gone and not new:
        document.context.advise(
            "edited-in-word", "lines of the pack's own pages were taken out: the pack has what they said", gone[0]
        )


def _told_around(found: CarriedPack, parted: Regions, document: Document) -> None:
    """Say what headers and footers of the pack's own pages say that they did not."""
    known = frozenset[str]().union(*(page.around for page in found.pages.values()), *(each.around for each in found.releases))
    own = [element for key, elements in parted.found.items() if key in found.pages for element in elements]
    for line in edited_page.lines_of(document, own):
        if line.mark not in known and (said := _words(line.element)):
            message = f"the head or foot of the pack's own pages says {said[:80]!r} now, which is not taken"
            document.context.loss("pack-page-edited", message)


def _place(page: Page) -> str:
    return page.shown[0][0]


def _style(element: Any, document: Document) -> str:
    return document.styles.names.get(value(element, "pPr/pStyle"), "").lower()


def _words(element: Any) -> str:
    return " ".join("".join(text.text or "" for text in element.iter(f"{W}t")).split())
