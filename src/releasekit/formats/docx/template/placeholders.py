"""Placeholders: a part of a template in, what stands for a field replaced by its words, or by what the caller puts there, out.

A placeholder is found wherever Word has split it: what counts is the words of a paragraph, not its runs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from releasekit.formats.docx.template.fields import field_name
from releasekit.formats.docx.xml import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PLACEHOLDER = re.compile(r"\{\{([^{}\x00]{1,80})\}\}")
_BETWEEN = "\x00"
"""What a tab, a line break and the like are among the words: no placeholder reaches over it."""
_CHARACTERS = frozenset({f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}softHyphen", f"{W}ptab"})
_NOT_READ = frozenset({f"{W}p", f"{W}tbl", f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText"})
_SHOWN = frozenset({
    f"{W}drawing", f"{W}pict", f"{W}object", f"{W}fldChar", f"{W}fldSimple", f"{W}footnoteReference", f"{W}endnoteReference",
    f"{W}sym", f"{W}br", f"{W}sectPr", f"{W}sdt",
})  # fmt: skip
"""What makes a paragraph worth keeping that has no words."""
_NEEDS_PARAGRAPH = frozenset(
    {f"{W}tc", f"{W}hdr", f"{W}ftr", f"{W}txbxContent", f"{W}sdtContent", f"{W}footnote", f"{W}endnote"}
)


class Words(NamedTuple):
    """The words of a paragraph, and the elements that hold them."""

    said: str
    starts: list[int]
    """Where each element begins."""
    holders: list[Any]
    """Elements `w:t`; None for what is no words."""


class Spot(NamedTuple):
    """A placeholder in a paragraph."""

    name: str
    start: int
    end: int
    is_alone: bool
    """Whether the paragraph shows nothing else."""


def words_of(paragraph: Any) -> Words:
    """The words of a paragraph as one, without those of text boxes in it and of what was deleted."""
    pieces: list[str] = []
    starts: list[int] = []
    holders: list[Any] = []
    length = 0
    for element in _inside(paragraph):
        is_text = element.tag == f"{W}t"
        piece = (element.text or "") if is_text else _BETWEEN
        pieces.append(piece)
        starts.append(length)
        holders.append(element if is_text else None)
        length += len(piece)
    return Words("".join(pieces), starts, holders)


def _inside(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{W}t" or child.tag in _CHARACTERS:
            yield child
        elif child.tag not in _NOT_READ:
            yield from _inside(child)


def spots(paragraph: Any, words: Words) -> Iterator[Spot]:
    """The placeholders of a paragraph, known and unknown."""
    if "{{" not in words.said:
        return
    whole = words.said.strip()
    for found in _PLACEHOLDER.finditer(words.said):
        is_alone = whole == found[0] and not _shows_more(paragraph)
        yield Spot(field_name(found[1]), found.start(), found.end(), is_alone)


def _shows_more(paragraph: Any) -> bool:
    """Whether a paragraph shows something beside words."""
    return any(element.tag in _SHOWN and element.tag != f"{W}sectPr" for element in paragraph.iter())


def fill(root: Any, value: Callable[[Any, Spot], str | None]) -> None:
    """Fill the placeholders of a part. `value` says what to put there, None if it did so itself or wants it kept."""
    for paragraph in [*root.iter(f"{W}p")]:
        words = words_of(paragraph)
        said = [(spot, new) for spot in spots(paragraph, words) if (new := value(paragraph, spot)) is not None]
        if said:
            put(words, said)
            if not all(new for _, new in said):
                vanish(paragraph)


def holder(words: Words, spot: Spot) -> Any:
    """The element in which a placeholder begins."""
    return words.holders[bisect_right(words.starts, spot.start) - 1]


def put(words: Words, said: Sequence[tuple[Spot, str]]) -> None:
    """Put words in the places of placeholders, which stand in their order: each begins where its placeholder did."""
    pieces: dict[int, list[str]] = {}

    def keep(start: int, end: int) -> None:
        """Leave the words from start to end in the elements that hold them."""
        while start < end:
            index = bisect_right(words.starts, start) - 1
            until = min(end, words.starts[index + 1] if index + 1 < len(words.starts) else end)
            pieces.setdefault(index, []).append(words.said[start:until])
            start = until

    at = 0
    for spot, new in said:
        keep(at, spot.start)
        pieces.setdefault(bisect_right(words.starts, spot.start) - 1, []).append(new)
        at = spot.end
    keep(at, len(words.said))
    for index, element in enumerate(words.holders):
        if element is None:
            continue
        text = "".join(pieces.get(index, ()))
        if text != (element.text or ""):
            element.text = text
            _broken(element)


def _spaced(holder: Any) -> None:
    holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _broken(holder: Any) -> None:
    """Make line breaks and tabs of the characters."""
    _spaced(holder)
    first, *rest = re.split("([\n\t])", holder.text or "")
    holder.text = first
    last = holder
    for index, piece in enumerate(rest):
        new = etree.Element(f"{W}t" if index % 2 else f"{W}br" if piece == "\n" else f"{W}tab")
        if index % 2:
            new.text = piece
            _spaced(new)
        last.addnext(new)
        last = new


def shows_nothing(paragraph: Any) -> bool:
    """Whether a paragraph has no words and nothing else to be kept for, such as a picture or the end of a section."""
    if words_of(paragraph).said.strip(f" \t\n\xa0{_BETWEEN}"):
        return False
    return not any(element.tag in _SHOWN for element in paragraph.iter())


def vanish(paragraph: Any) -> None:
    """Take a paragraph out, if it shows nothing any more and may go."""
    parent = paragraph.getparent()
    if parent is None or not shows_nothing(paragraph):
        return
    before, behind = paragraph.getprevious(), paragraph.getnext()
    is_last = behind is None or (behind.tag == f"{W}sectPr" and before is not None and before.tag == f"{W}tbl")
    if parent.tag in _NEEDS_PARAGRAPH and (is_last and (before is None or before.tag != f"{W}p")):
        return
    parent.remove(paragraph)
