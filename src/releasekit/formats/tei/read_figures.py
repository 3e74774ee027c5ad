"""The rule for TEI figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.formats.tei.parts import Parts, Walk, spoken
from releasekit.formats.tei.read_inlines import broken, image
from releasekit.formats.tei.read_words import has_own_words, tei
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from releasekit.formats.tei.read_flat import Part

_GRAPHIC, _HEAD, _DESC, _P = tei("graphic"), tei("head"), tei("figDesc"), tei("p")


def figure(walk: Walk, element: Any) -> Part | Parts:
    """A picture with what belongs to it, and after it what stood in it and does not."""
    if has_own_words(element):
        return walk.unknown(element)
    lang, direction = walk.said(element)
    picture: n.Image | None = None
    alt: list[str] = []
    caption: list[tuple[n.Inline, ...]] = []
    credit: list[tuple[n.Inline, ...]] = []
    after: list[n.Block] = []
    for child in element[:]:
        tag = child.tag
        if tag == _GRAPHIC and picture is None:
            picture = image(walk, child)
            after += walk.grouped(walk.one(child)[1:])
        elif tag == _HEAD:
            caption.append(walk.content(child))
        elif tag == _DESC:
            walk.known(child)
            alt.append(walk.words(child))
        elif tag == _P:
            credit.append(walk.content(child))
        else:
            after += walk.grouped(walk.one(child))
    if picture is None:
        described = [n.Paragraph((n.Text(words),)) for words in alt]
        return spoken(_without_picture(caption, [*after, *described, *map(n.Paragraph, credit)]), lang, direction)
    if alt and picture.alt:
        alt.append(picture.alt)
    picture = n.Image(picture.src, " ".join(alt) or picture.alt, picture.title)
    made = n.Figure(picture, tuple(broken(caption)), tuple(broken(credit)), lang=lang, direction=direction)
    return (made, *after) if after else made


def _without_picture(caption: list[tuple[n.Inline, ...]], blocks: list[n.Block]) -> tuple[n.Block, ...]:
    """What others call a figure and is none: a table with its caption, or a division."""
    words = tuple(broken(caption))
    for index, block in enumerate(blocks):
        if isinstance(block, n.Table) and not block.caption:
            return (*blocks[:index], evolve(block, caption=words), *blocks[index + 1 :])
    return (n.Division(((n.Paragraph(words, "head"), *blocks) if words else tuple(blocks)), "figure"),)
