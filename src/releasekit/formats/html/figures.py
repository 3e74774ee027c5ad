"""Figures of a page in; a picture with its caption and credit, a table, a quote or code with its caption, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.formats.html import tables
from releasekit.formats.html.clean import words_of
from releasekit.formats.html.marking import Marking
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from lxml import html

    from releasekit.formats.html.blocks import Blocks

_CREDITS = frozenset({
    "credit", "credits", "photo-credit", "image-credit", "caption-credit", "media-credit", "figure-credit", "copyright",
})  # fmt: skip
_CREDIT_PROPERTIES = frozenset({"creditText", "copyrightHolder", "copyrightNotice", "creator", "author"})
_CAPTIONS = ("wp-caption-text", "caption", "image-caption", "media-caption", "figure-caption")


def is_captioned(node: html.HtmlElement) -> bool:
    """Whether a division is a figure by its classes: pages had no other way before HTML 5."""
    classes = set(node.get("class", "").split())
    return "wp-caption" in classes and next(node.iter("img"), None) is not None


def figure(node: html.HtmlElement, blocks: Blocks) -> tuple[n.Block, ...]:
    """A figure, or what stands in its place where it holds no single picture."""
    captions = [child for child in node.iter("figcaption") if _nearest(child, node)]
    if node.tag != "figure":
        captions = [child for child in node if set(child.get("class", "").split()) & set(_CAPTIONS)][:1]
    words: tuple[n.Inline, ...] = ()
    credit: tuple[n.Inline, ...] = ()
    for caption in captions:
        said, whose = _caption(caption, blocks)
        words = (*words, n.LineBreak(), *said) if words and said else words or said
        credit = credit or whose
    for caption in captions:
        blocks.skipped.add(caption)
    inner = blocks.blocks(node)
    stated = Marking(node, blocks.classes)
    match inner:
        case (n.Figure(caption=(), credit=()) as only,):
            return (_placed(evolve(only, caption=words, credit=credit), stated),)
        case (n.Paragraph(content=(n.Image() as image,)),):
            return (_placed(n.Figure(image, words, credit), stated),)
        case (n.Paragraph(content=(n.Link(content=(n.Image() as image,)) as link,)),):
            message = f"the picture's link to {link.href[:80]!r} is left out: a figure holds none"
            blocks.context.loss("link-dropped", message, line=node.sourceline)
            return (_placed(n.Figure(image, words, credit), stated),)
        case (n.Table() as only,) if not credit:
            own = only.caption
            return (evolve(only, caption=(*own, n.LineBreak(), *words) if own and words else own or words),)
        case (n.BlockQuote(attribution=()) as only,) if not credit:
            return (evolve(only, attribution=words),)
        case () if not words and not credit:
            return ()
        case _:
            pass
    below = [n.Paragraph(content, role=role) for content, role in ((words, "caption"), (credit, "credit")) if content]
    return (n.Division((*inner, *below), kind="figure", lang=stated.lang, direction=stated.direction),)


def _placed(found: n.Figure, stated: Marking) -> n.Figure:
    return evolve(found, lang=stated.lang or found.lang, direction=stated.direction or found.direction)


def _nearest(caption: html.HtmlElement, node: html.HtmlElement) -> bool:
    return next(caption.iterancestors("figure"), None) is node


def _caption(node: html.HtmlElement, blocks: Blocks) -> tuple[tuple[n.Inline, ...], tuple[n.Inline, ...]]:
    """The words and the credit of a caption: blocks become lines."""
    credit: tuple[n.Inline, ...] = ()
    whose = next((each for each in node.iterdescendants() if _is_credit(each)), None)
    if whose is not None and words_of(whose):
        credit = blocks.line(whose)
        blocks.skipped.add(whose)
    return blocks.caption(node), credit


def _is_credit(node: html.HtmlElement) -> bool:
    if not isinstance(node.tag, str):
        return False
    said = {*node.get("class", "").lower().split()}
    return bool(said & _CREDITS) or bool(set(node.get("itemprop", "").split()) & _CREDIT_PROPERTIES)


def table_in(node: html.HtmlElement, blocks: Blocks) -> tuple[n.Block, ...]:
    """A table, or what stands in one that only sets a page."""
    if not blocks.own and tables.is_layout(node):
        return blocks.cells(node)
    return (tables.table(node, blocks),)
