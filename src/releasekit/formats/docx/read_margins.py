"""What stands in the margins of every page: the headers and footers of all sections in, their lines, each once, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from releasekit.formats.docx.read_blocks import Blocks
from releasekit.formats.docx.xml import R, W, is_on
from releasekit.model import Heading, Image, Paragraph, inline_text
from releasekit.model.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.formats.docx.parts import Document
    from releasekit.model import Block

_COUNTS = re.compile(r"\b(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_MOST_LETTERS = 24
"""A line with the number of a page and no more letters than this says nothing else: `Page 2 of 3`."""
_ORDER = {"first": 0, "default": 1, "even": 2}
_MOST_PARTS = 60
"""How many headers, and how many footers, are read; sections repeat those of the one before."""


class Margins(NamedTuple):
    """The lines of all headers, and those of all footers."""

    above: tuple[Block, ...]
    below: tuple[Block, ...]


def margins(document: Document, text: Iterable[Block]) -> Margins:
    """The lines of headers and footers that do not stand in the text as well."""
    known = {_said(block) for block in text}
    return Margins(*(tuple(_lines(document, kind, known)) for kind in ("header", "footer")))


def _lines(document: Document, kind: str, known: set[str]) -> Iterator[Block]:
    for part in _parts(document, kind):
        root = document.story(part)
        if root is not None and (numbers := {each for each in root.iter(f"{W}p") if _is_page_number(each)}):
            for around in [*root.iter()]:
                around[:] = [child for child in around if child not in numbers]
            for _ in numbers:
                document.context.advise("page-numbers-left-out", "the numbers of pages are left out: they belong to the pages")
        blocks = () if root is None else Blocks(document, root, document.unpacked.targets(part)).blocks(root)
        for line in _flat(blocks):
            words = tuple(item for item in line.content if not isinstance(item, Image))
            for picture in (item for item in line.content if isinstance(item, Image)):
                named = f" ({picture.alt[:80]})" if picture.alt else ""
                message = f"a picture in the {kind} of the page{named} is left out: it belongs to the paper, not to the text"
                document.context.advise("letterhead-picture", message)
            said = _said(line := evolve(line, content=words))
            if said and said not in known:
                known.add(said)
                yield line


def _parts(document: Document, kind: str) -> list[str]:
    """The names of the parts that sections refer to, in the order of the sections; that of a first page first."""
    found: list[str] = []
    for section in document.body.iter(f"{W}sectPr"):
        references = sorted(
            section.iterfind(f"{W}{kind}Reference"), key=lambda each: _ORDER.get(each.get(f"{W}type", "default"), 3)
        )
        for reference in references:
            if reference.get(f"{W}type") == "first" and not is_on(section, "titlePg"):
                continue
            target = document.targets.get(reference.get(f"{R}id", ""))
            if target and not target.is_external and target.to not in found:
                found.append(target.to)
        if len(found) > _MOST_PARTS:
            break
    return found[:_MOST_PARTS]


def _flat(blocks: Iterable[Block]) -> Iterator[Paragraph | Heading]:
    """The lines in blocks, also those that a table puts side by side."""
    waiting: list[Any] = list(reversed([*blocks]))
    while waiting:
        block = waiting.pop()
        if isinstance(block, (Paragraph, Heading)):
            yield block
        else:
            waiting += reversed([child for _, child in children(block)])


def _said(block: Block) -> str:
    return " ".join(inline_text(block.content).split()) if isinstance(block, (Paragraph, Heading)) else ""


def _is_page_number(paragraph: Any) -> bool:
    """Whether a paragraph holds the number of the page and hardly a word beside it."""
    codes = [text.text or "" for text in paragraph.iter(f"{W}instrText")]
    codes += [field.get(f"{W}instr", "") for field in paragraph.iter(f"{W}fldSimple")]
    if not any(map(_COUNTS.search, codes)) and next(paragraph.iter(f"{W}pgNum"), None) is None:
        return False
    words = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
    return sum(map(str.isalpha, words)) <= _MOST_LETTERS
