"""The text: blocks and what surrounds them in, paragraphs and tables out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from releasekit.formats.docx.inlines import image, inlines, localised
from releasekit.formats.docx.markup import PLAIN_LOOK, Look, Shape, code_runs, paragraph, runs, twips
from releasekit.formats.docx.numbering import LEVELS, is_counted
from releasekit.formats.docx.stylesheet import LIST_INDENT, QUOTE_INDENT
from releasekit.formats.docx.tables import TABLE_START, table
from releasekit.model import nodes as n
from releasekit.model.words import list_number
from releasekit.style.house import contrasting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.docx.story import Story

_DIVISIONS = {"boilerplate": "Boilerplate", "notes-to-editors": "NotesToEditors"}
_OWN_INDENTS = {"Quote": QUOTE_INDENT, "Attribution": QUOTE_INDENT, "Speech": QUOTE_INDENT, "CodeBlock": 120}
"""What styles are indented by themselves, in twips."""
_DIGIT, _AFTER_NUMBER = 110, 140
"""The width of a character of a list's number, and of what stands after it, in twips."""
_ABOVE_TABLE = 220
"""Above the caption of a table, in twips."""
_LOOSE = 150
"""Above the paragraphs of a list that is not tight, in twips."""


class Around(NamedTuple):
    """What surrounds a block."""

    width: int
    """Of the page's text, or of the cell, in twips."""
    style: str = "BodyText"
    """Of a paragraph that says nothing else."""
    look: Look = PLAIN_LOOK
    indent: int = 0
    """Of what stands here, in twips."""
    depth: int = 0
    """How many lists stand around."""
    before: int | None = None
    """Above each paragraph, in twips, if not as the style says."""
    align: n.Align = ""
    keep: bool = False
    """Whether each paragraph stays on the page of the next."""
    compact: bool = False
    """In a cell or a footnote, whose style all paragraphs within have."""
    own: bool = False
    """In a part with a style of its own, which its lists have too."""


def blocks(content: Iterable[n.Block], around: Around, story: Story, where: str) -> None:
    """Write blocks to a story."""
    for index, block in enumerate(content):
        _block(block, around, story, f"{where}/{index}")


def text(content: Iterable[n.Block], around: Around, story: Story) -> None:
    """Write the body of a release, and tell which block each paragraph and table shows."""
    for index, block in enumerate(content):
        _block(block, around, story, f"/body/{index}")
        story.told(f"/body/{index}")


def text_paragraph(
    style: str,
    content: str,
    around: Around,
    story: Story,
    *,
    keep: bool = False,
    number: tuple[int, int] | None = None,
    hanging: int = 0,
    left: int | None = None,
) -> None:
    """Write one paragraph of a style, with what its surroundings add to it."""
    shape = Shape(
        keep=keep or around.keep,
        number=number,
        bidi=True if around.look.rtl else False if story.manuscript.rtl else None,
        before=around.before,
        left=around.indent + _OWN_INDENTS.get(style, 0) if left is None and around.indent else left,
        hanging=hanging,
        align=around.align,
    )
    story.out.append(paragraph(style, content, shape))


def _block(block: n.Block, around: Around, story: Story, where: str) -> None:
    if isinstance(block, n.Localised):
        look = localised(around.look, block, story)
        around = around if look is around.look else around._replace(look=look)
    match block:
        case n.Paragraph() | n.Heading():
            text_paragraph(
                _style(block, around, story), _words(block.content, around, story, where + "/content"), around, story
            )
        case n.BulletList() | n.OrderedList():
            _list(block, around, story, where)
        case n.BlockQuote():
            _quote(block, around, story, where)
        case n.Table():
            _table(block, around, story, where)
        case n.Figure():
            _figure(block, around, story, where)
        case n.Speech():
            if block.speaker:
                words = _words(block.speaker, around, story, where + "/speaker")
                text_paragraph("Speaker", words, around, story, keep=bool(block.blocks))
            blocks(block.blocks, _within(around, "Speech"), story, where + "/blocks")
        case n.Division():
            _division(block, around, story, where)
        case n.CodeBlock(text):
            plain = around._replace(look=PLAIN_LOOK, align="")
            text_paragraph("CodeBlock", code_runs(text, PLAIN_LOOK), plain, story)
        case n.ThematicBreak():
            text_paragraph("ThematicBreak", "", around, story)
        case n.RawBlock():
            pass
        case _:
            assert_never(block)


def _words(content: tuple[n.Inline, ...], around: Around, story: Story, where: str) -> str:
    return inlines(content, around.look, story, where, _measure(around))


def _measure(around: Around) -> float:
    """How wide a picture may be here, in points."""
    return max(around.width - around.indent, around.width // 3) / 20


def _within(around: Around, style: str) -> Around:
    """The surroundings inside a block that gives its paragraphs a style; cells and footnotes keep theirs."""
    return around if around.compact else around._replace(style=style, own=False)


def _deeper(around: Around, indent: int) -> Around:
    """Surroundings indented further, up to half of the width."""
    return around._replace(indent=min(around.indent + indent, around.width // 2))


def _style(block: n.Paragraph | n.Heading, around: Around, story: Story) -> str:
    if isinstance(block, n.Heading):
        return f"Heading{block.level}"
    if block.role == "lead":
        return "Lead"
    return story.manuscript.style("paragraph", "Role", block.role) if block.role else around.style


# ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Marked(NamedTuple):
    """How the first paragraph of a list's item is set."""

    words: str
    """Its number, if Word does not count it."""
    style: str
    number: tuple[int, int] | None
    """Level and list, if Word counts it."""
    left: int | None
    """In twips; None if the list's definition says it."""
    hanging: int


def _list(found: n.BulletList | n.OrderedList, around: Around, story: Story, where: str) -> None:
    manuscript = story.manuscript
    level = min(around.depth, LEVELS - 1)
    if around.depth >= LEVELS:
        message = f"Word nests lists {LEVELS} deep: this one stands at its last level"
        manuscript.context.advise("list-too-deep", message, where)
    ordered = isinstance(found, n.OrderedList)
    numbers = [list_number(number, found.style) for number in _numbers(found)] if isinstance(found, n.OrderedList) else []
    if not around.compact and not around.own and not around.indent:  # below what it stands in, a quotation or a speech
        around = _deeper(around, _OWN_INDENTS.get(around.style, 0))
    step = max(LIST_INDENT, *(len(number) * _DIGIT + _AFTER_NUMBER for number in numbers or [""]))
    inner = _deeper(around, step)
    inner = inner._replace(depth=around.depth + 1, before=None if found.tight or around.compact else _LOOSE)
    if not around.own:
        inner = _within(inner, "ListContinue")
    if isinstance(found, n.OrderedList) and not is_counted(found):
        marked = [_Marked(runs(f"{number}.\t", around.look), inner.style, None, inner.indent, step) for number in numbers]
    else:
        style = around.style if around.compact or around.own else "ListNumber" if ordered else "ListBullet"
        as_defined = step == LIST_INDENT and inner.indent == LIST_INDENT * (level + 1)
        number = (level, manuscript.numbering.add(found, level))
        left, hanging = (None, 0) if as_defined else (inner.indent, step)
        marked = [_Marked("", style, number, left, hanging)] * len(found.items)
    for index, item in enumerate(found.items):
        _item(item, marked[index], inner, story, f"{where}/items/{index}/blocks")


def _numbers(found: n.OrderedList) -> range:
    return range(found.start, found.start + len(found.items))


def _item(item: n.Item, marked: _Marked, inner: Around, story: Story, where: str) -> None:
    """Write an item: a paragraph with its number, which is empty if the item does not begin with words, and what follows."""
    own = inner._replace(indent=0)
    style, words, rest = marked.style, marked.words, item.blocks
    if rest and isinstance(first := rest[0], (n.Paragraph, n.Heading)):
        look = localised(inner.look, first, story)
        own = own if look is own.look else own._replace(look=look)
        words += inlines(first.content, look, story, where + "/0/content", _measure(inner))
        if isinstance(first, n.Heading) or first.role:
            style = _style(first, own, story)
        rest = rest[1:]
    text_paragraph(style, words, own, story, number=marked.number, left=marked.left, hanging=marked.hanging)
    for index, block in enumerate(rest, len(item.blocks) - len(rest)):
        _block(block, inner, story, f"{where}/{index}")


# ── quotations, figures, divisions ──────────────────────────────────────────────────────────────────────────────────


def _quote(quote: n.BlockQuote, around: Around, story: Story, where: str) -> None:
    if around.style == "Quote" or around.compact:
        around = _deeper(around, QUOTE_INDENT)
    blocks(quote.blocks, around._replace(style="Quote", own=False), story, where + "/blocks")
    if quote.attribution:
        text_paragraph("Attribution", _words(quote.attribution, around, story, where + "/attribution"), around, story)


def _figure(figure: n.Figure, around: Around, story: Story, where: str) -> None:
    bounds = (_measure(around), story.manuscript.house.page.height * 0.55)
    shown = image(figure.image, around.look, story, where + "/image", bounds)
    if shown:
        text_paragraph("Figure", shown, around, story)
    if figure.caption:
        words = _words(figure.caption, around, story, where + "/caption")
        text_paragraph("Caption", words, around, story, keep=bool(figure.credit))
    if figure.credit:
        text_paragraph("Credit", _words(figure.credit, around, story, where + "/credit"), around, story)


def _division(division: n.Division, around: Around, story: Story, where: str) -> None:
    kind = division.kind
    if kind and not _has_own_paragraph(division.blocks):
        message = f"a part of the kind {kind!r} has no paragraph whose style could say so"
        story.manuscript.context.advise("division-unnamed", message, where)
    elif kind and around.compact:
        message = f"a part of the kind {kind!r} stands in a table or a footnote, where styles do not say so"
        story.manuscript.context.advise("division-unnamed", message, where)
    elif kind:
        style = _DIVISIONS.get(kind) or story.manuscript.style("paragraph", "Division", kind)
        around = around._replace(style=style, own=True)
    at = len(story.out)
    blocks(division.blocks, around, story, where + "/blocks")
    if len(story.out) > at and not story.is_note and (bookmark := story.manuscript.bookmark(division.attributes)):
        story.out[at:at] = bookmark


def _has_own_paragraph(content: tuple[n.Block, ...]) -> bool:
    """Whether a paragraph of these blocks, or of a list among them, will have the style of its surroundings."""
    for block in content:
        match block:
            case n.Paragraph(role=""):
                return True
            case n.BulletList(items=items) | n.OrderedList(items=items) if any(_has_own_paragraph(it.blocks) for it in items):
                return True
            case n.Division(kind="", blocks=inner) if _has_own_paragraph(inner):
                return True
            case _:
                pass
    return False


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(found: n.Table, around: Around, story: Story, where: str) -> None:
    if found.caption:
        words = _words(found.caption, around, story, where + "/caption")
        text_paragraph("Caption", words, around._replace(align="", before=_ABOVE_TABLE), story, keep=True)
    elif story.out:  # without it Word would make one table of two
        story.out.append(paragraph("TableGap", ""))

    house = story.manuscript.house

    def cell(content: n.Cell, place: str, style: str, width: int, align: n.Align, *, keep: bool) -> str:
        """The blocks of a cell; it ends with a paragraph, as it must (17.4.65)."""
        dark = style == "TableHeading" and house.table == "solid"
        look = around.look._replace(ink=contrasting(house.accent).lstrip("#").upper()) if dark else around.look
        inside = Around(width=width, style=style, look=look, align=align, keep=keep, compact=True)
        outer, story.out = story.out, []
        blocks(content.blocks, inside, story, place + "/blocks")
        if not story.out or story.out[-1].startswith(TABLE_START):
            text_paragraph(style, "", inside, story)
        written, story.out = "".join(story.out), outer
        return written

    written = table(found, cell, indent=around.indent, width=round(_measure(around) * 20), rtl=around.look.rtl)
    if written:
        story.out.append(written)
        return
    message = "Word has at most 63 columns: the cells of this table are paragraphs, row by row"
    story.manuscript.context.advise("table-too-wide", message, where)
    for index, row in enumerate(found.rows):
        for at, content in enumerate(row.cells):
            blocks(content.blocks, around._replace(style="TableText"), story, f"{where}/rows/{index}/cells/{at}/blocks")


def page_width(story: Story) -> int:
    """The width of the text on the page, in twips."""
    return twips(story.manuscript.house.page.measure)
