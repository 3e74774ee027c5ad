"""The rule for TEI lists."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.read_words import has_own_words, tei
from releasekit.model import nodes as n
from releasekit.model.words import list_number

if TYPE_CHECKING:
    from releasekit.formats.tei.parts import Parts, Walk
    from releasekit.formats.tei.read_flat import Part

_ITEM, _LABEL, _HEAD = tei("item"), tei("label"), tei("head")
_STYLES = frozenset({"lower-alpha", "upper-alpha", "lower-roman", "upper-roman"})
_NUMBERED = frozenset({"numbered", "ordered"})
_SAID = frozenset({"bulleted", "bullet", "unordered", "loose", "gloss", *_NUMBERED, *_STYLES})
"""Words of `rend` and `type` that a list of the model says too, by its kind or by its labels."""


def items(walk: Walk, element: Any) -> Part | Parts:
    """A list, and before it the heading that stood in it. A label, as of a glossary, is the first paragraph of its item."""
    if has_own_words(element):
        return walk.unknown(element)
    words, lang, direction = _words(walk, element)
    style: Any = next((word for word in words if word in _STYLES), "decimal")
    numbered = not _NUMBERED.isdisjoint(words)
    before: list[n.Block] = []
    found: list[n.Item] = []
    waiting: list[n.Block] = []
    start = None
    for child in element[:]:
        tag = child.tag
        if tag == _ITEM:
            blocks = walk.flow(child, "n" if start is None and numbered else "")
            if start is None:
                start = _number(walk, child, style) if numbered else 1
            found.append(n.Item((*waiting, *blocks) if waiting else blocks))
            waiting = []
        elif tag == _LABEL:
            waiting.append(n.Paragraph(walk.content(child), "label"))
        elif tag == _HEAD:
            before.append(n.Paragraph(walk.content(child), "head"))
        else:
            found += [n.Item((block,)) for block in walk.grouped(walk.one(child))]
    if waiting:
        found.append(n.Item(tuple(waiting)))
    if not found:
        return tuple(before)
    tight = "loose" not in words
    made: n.Block
    if numbered:
        first = 1 if start is None else start
        made = n.OrderedList(tuple(found), first, style, tight, lang=lang, direction=direction)
    else:
        made = n.BulletList(tuple(found), tight, lang=lang, direction=direction)
    return (*before, made) if before else made


def _words(walk: Walk, element: Any) -> tuple[list[str], str, Any]:
    """What a list says of itself, its language and its direction; words that a list of ours cannot say are reported."""
    rend, type = (element.get("rend") or "").split(), (element.get("type") or "").split()
    lang, direction = walk.said(element, "rend" if _SAID.issuperset(rend) else "", "type" if _SAID.issuperset(type) else "")
    return rend + type, lang, direction


def _number(walk: Walk, item: Any, style: n.ListStyle) -> int:
    """The number that the first item bears, as its list counts; 1 where it bears none, or one that is reported."""
    stated = item.get("n") or ""
    digits = stated.strip("(). ")
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        return int(digits)
    number = _counted(digits, style)
    if stated and not number:
        walk.attribute_dropped(item, "n")
    return number or 1


@lru_cache(maxsize=64)
def _counted(text: str, style: n.ListStyle) -> int:
    """The number that letters are in a style, up to the last that Roman ones say; 0 where they are none."""
    return next((number for number in range(1, 4000) if list_number(number, style) == text), 0) if text else 0
