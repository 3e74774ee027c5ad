"""What a reader will see of text that was just written: paragraphs and tables as XML in, the lines of `seen` out.

Most paragraphs are words and nothing else, and many have the same properties: these are parsed once, the words not at all.
All other paragraphs, and tables, are parsed, and go the way that a reader takes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from releasekit.formats.docx import seen
from releasekit.formats.docx.markup import NAMESPACES, unescape
from releasekit.formats.docx.xml import stated

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = r'<w:r>(?:<w:rPr>((?:<w:[^>]*/>)*)</w:rPr>)?<w:t xml:space="preserve">([^<]*)</w:t></w:r>'
_RUN = re.compile(_WORDS)
_PLAIN = re.compile(rf"<w:p>(<w:pPr>.*?</w:pPr>)((?:{_WORDS})*)</w:p>", re.DOTALL)
"""A paragraph that has runs of words and nothing else."""


def lines(written: Iterable[str], around: seen.Around) -> list[str]:
    """The lines that `seen.lines` has for the body with these paragraphs and tables."""
    return [_line(text, around) for text in written]


def _line(text: str, around: seen.Around) -> str:
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return seen.block(_parsed(text), around)
    pieces = [(_look(properties), unescape(words)) for properties, words in _RUN.findall(plain[2])]
    return seen.paragraph(_shape(plain[1]), pieces, around)


@lru_cache(maxsize=1024)
def _shape(properties: str) -> seen.Shape:
    return seen.shape(_parsed(properties))


@lru_cache(maxsize=1024)
def _look(properties: str) -> str:
    return seen.look_of(stated(_parsed(f"<w:rPr>{properties}</w:rPr>")))


def _parsed(text: str) -> Any:
    return etree.fromstring(f"<w:body {NAMESPACES}>{text}</w:body>")[0]
