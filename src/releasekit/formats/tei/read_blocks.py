"""The rules for TEI elements that stand one below the other."""

from __future__ import annotations

from typing import Any

from releasekit.formats.tei.names import DIV_RESERVED, DIV_TYPES, as_token, is_token, untoken
from releasekit.formats.tei.parts import Parts, Rule, Walk, spoken
from releasekit.formats.tei.read_ends import attachments, contacts, dateline
from releasekit.formats.tei.read_figures import figure
from releasekit.formats.tei.read_flat import Part, has_blocks
from releasekit.formats.tei.read_inlines import broken
from releasekit.formats.tei.read_lists import items
from releasekit.formats.tei.read_speech import turn, utterance
from releasekit.formats.tei.read_tables import table
from releasekit.formats.tei.read_words import all_words, has_own_words, line_of, plain_name, tei
from releasekit.model import nodes as n

_TYPES = {spelt: kind for kind, spelt in DIV_TYPES.items()}
_LEVELS = {f"level{level}": level for level in range(1, 7)}
_DIVS = frozenset(map(tei, ("div", *(f"div{level}" for level in range(1, 8)))))
_QUOTE, _BIBL, _CODE, _L = tei("quote"), tei("bibl"), tei("code"), tei("l")


def _p(walk: Walk, element: Any) -> Part | Parts:
    """A paragraph; blocks within it part it in several."""
    if not len(element) and not element.keys():  # most are nothing but words
        content = walk.inlines(element)
        return n.Paragraph(content) if content else ()
    role, lang = "", ""
    direction: n.Direction = ""
    if element.keys():
        rend = element.get("rend") or ""
        role = rend if is_token(rend) else ""
        lang, direction = walk.said(element, "rend" if role else "")
    parts = walk.parts(element)
    if not parts:
        return ()
    if has_blocks(parts):
        return tuple(walk.grouped(parts, role, lang, direction))
    return n.Paragraph(tuple(parts), role, lang=lang, direction=direction)  # type: ignore[arg-type]  # no blocks among them


def _named(walk: Walk, element: Any) -> Parts:
    """An element that is a paragraph of a kind of its own, such as a `byline`."""
    lang, direction = walk.said(element)
    return tuple(walk.grouped(walk.parts(element), as_token(plain_name(element)), lang, direction))


def _ab(walk: Walk, element: Any) -> Part | Parts:
    kind = element.get("type") or ""
    if kind == "code" and len(element) == 1 and element[0].tag == _CODE and not has_own_words(element):
        walk.known(element, "type")
        return _code_block(walk, element[0])
    if kind == "heading":
        level = _LEVELS.get(element.get("subtype") or "", 0)
        lang, direction = walk.said(element, "type", "subtype" if level else "")
        return n.Heading(walk.inlines(element), level or 2, lang=lang, direction=direction)
    lang, direction = walk.said(element, "type")
    return tuple(walk.grouped(walk.parts(element), as_token(kind) if kind else "", lang, direction))


def _code_block(walk: Walk, element: Any) -> n.CodeBlock:
    walk.known(element, "lang")
    if len(element):
        walk.markup_dropped(element)
    return n.CodeBlock(all_words(element), untoken(element.get("lang") or ""))


def _head(walk: Walk, element: Any) -> Part | Parts:
    """The heading of a division; those that the header has as headline and subtitle are no part of the body."""
    within = element.getparent()
    type = element.get("type") or ""
    if within is walk.top:
        words = line_of(element)
        if words in walk.headlines and (words or type in {"main", "sub"}):
            walk.known(element, "type" if type in {"main", "sub"} else "")
            if not walk.exact and words and len(element) and not walk.headlines[words]:
                walk.headlines[words] = walk.inlines(element)  # others have the words in the header, and their markup here
            return ()
    lang, direction = walk.said(element, "type" if type in _LEVELS else "")
    heads = within is not walk.top and within.tag in _DIVS
    level = _LEVELS.get(type) or min((walk.outer if heads else walk.level) + 1, 6)
    if heads:
        walk.level = level
    return n.Heading(walk.inlines(element), level, lang=lang, direction=direction)


def _div(walk: Walk, element: Any) -> Part | Parts:
    """A section is its heading and its blocks; a division of a kind is a `Division`."""
    type = element.get("type") or ""
    if type in {"contact", "attachments"} and element.getparent() is walk.top:
        return (contacts if type == "contact" else attachments)(walk, element)
    level, outer = walk.level, walk.outer
    walk.outer = level
    blocks = tuple(walk.blocks(element))
    walk.level, walk.outer = level, outer
    if type in _PLAIN and walk.local(element) == ("", ""):
        walk.known(element, "type")
        return blocks
    return _division(walk, element, blocks)


_PLAIN = frozenset({"", "section", "continuation", "release"})
"""Types of `div` that say nothing of what is in them."""


def _division(walk: Walk, element: Any, blocks: tuple[n.Block, ...]) -> n.Division:
    kind, attributes = walk.typed(element, DIV_RESERVED, "division", _TYPES)
    lang, direction = walk.local(element)
    return n.Division(blocks, kind, attributes, lang=lang, direction=direction)


def _floating(walk: Walk, element: Any) -> Part:
    """A text within the text."""
    outer, walk.level = walk.level, 1
    blocks = tuple(walk.blocks(element))
    walk.level = outer
    return _division(walk, element, blocks)


def _through(walk: Walk, element: Any) -> Parts:
    """An element that only holds others."""
    blocks = tuple(walk.blocks(element))
    return spoken(blocks, *walk.said(element)) if element.keys() else blocks


def _part_of_text(walk: Walk, element: Any) -> Part:
    """`front`, `back`, `group`, and a text in a group."""
    lang, direction = walk.local(element)
    attributes = walk.attributes(element)
    return n.Division(tuple(walk.blocks(element)), plain_name(element), attributes, lang=lang, direction=direction)


def _cit(walk: Walk, element: Any) -> Part | Parts:
    """A quotation with its source, which the words outside `quote` are."""
    if has_own_words(element):
        return walk.unknown(element)
    lang, direction = walk.said(element)
    blocks: list[n.Block] = []
    source: list[Part] = []
    for child in element[:]:
        if child.tag == _QUOTE:
            blocks += walk.flow(child)
            continue
        if source:
            source.append(n.Text(" "))
        source += walk.content(child) if child.tag == _BIBL else walk.one(child)
    attribution = walk.only_inlines(source, element)
    return n.BlockQuote(tuple(blocks), attribution, lang=lang, direction=direction)


def _lg(walk: Walk, element: Any) -> Part | Parts:
    """Verse: a paragraph for each stanza, with its lines kept."""
    if has_own_words(element):
        return walk.unknown(element)
    lines: list[tuple[n.Inline, ...]] = []
    out: list[n.Block] = []
    for child in element[:]:
        if child.tag == _L:
            lines.append(walk.content(child))
            continue
        out += _verse(lines)
        lines = []
        out += walk.grouped(walk.one(child))
    return spoken((*out, *_verse(lines)), *walk.said(element))


def _verse(lines: list[tuple[n.Inline, ...]]) -> list[n.Block]:
    return [n.Paragraph(tuple(broken(lines)), "verse")] if lines else []


def _title_part(walk: Walk, element: Any) -> Part | Parts:
    """A part of the title on a title page, unless it repeats the header's."""
    if len(element) or line_of(element) not in walk.headlines:
        return walk.unknown(element)
    walk.known(element)
    return ()


def _trailer(walk: Walk, element: Any) -> Part | Parts:
    if element.getparent() is walk.top and not walk.end_mark and element.getnext() is None:
        walk.known(element)
        walk.end_mark = walk.words(element)
        return ()
    return _named(walk, element)


def _dateline(walk: Walk, element: Any) -> Part | Parts:
    if walk.dateline is None:
        walk.known(element)
        walk.dateline = dateline(walk, element)
        return ()
    return _named(walk, element)


BLOCK_RULES: dict[str, Rule] = {
    tei(name): rule
    for name, rule in {
        "p": _p, "ab": _ab, "head": _head, "div": _div, **{f"div{level}": _div for level in range(1, 8)},
        "floatingText": _floating, "body": _through, "front": _part_of_text, "back": _part_of_text, "group": _part_of_text,
        "text": _part_of_text, "opener": _through, "closer": _through, "list": items, "cit": _cit, "table": table,
        "figure": figure, "sp": turn, "u": utterance, "lg": _lg, "trailer": _trailer, "dateline": _dateline, "byline": _named,
        "salute": _named, "signed": _named, "stage": _named, "argument": _through, "epigraph": _through,
        "postscript": _part_of_text, "eg": _code_block, "titlePart": _title_part,
    }.items()
}  # fmt: skip
