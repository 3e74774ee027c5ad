"""Blocks of the model to strips: the text of a release in, a column of lines, rules and pictures out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from attrs import evolve

from releasekit.formats.pdf import tables
from releasekit.formats.pdf.gallery import Gallery
from releasekit.formats.pdf.inlines import fixed, runs
from releasekit.formats.pdf.lines import Line, natural_width, set_lines
from releasekit.formats.pdf.looks import LINING
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.strips import Bookmark, Fill, Footnote, Shown, Stack, Strip, Words
from releasekit.formats.pdf.structure import DECORATION, Tag
from releasekit.model import nodes as n
from releasekit.model.walk import walk
from releasekit.model.words import inline_text, list_number
from releasekit.style.words import is_right_to_left
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.format import Context
    from releasekit.formats.pdf.looks import Looks, Style
    from releasekit.model import Release

LEAST_WIDTH = 72.0
"""A column is not made narrower than this, in points, however deep the text is nested."""

BULLETS = ("\u2022", "\u2013", "\u00b7")
"""The signs of bullet lists, from the outermost."""

NUMBERING = {
    "decimal": "Decimal", "lower-alpha": "LowerAlpha", "upper-alpha": "UpperAlpha", "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}  # fmt: skip
"""What structure calls the styles of lists (ISO 32000-1, table 347)."""

APART = frozenset({"boilerplate", "notes-to-editors"})
"""The kinds of division that are set apart from the text."""

BASE = 0.34
"""How far the base line lies below the middle of a line, in sizes."""


@define(eq=False)
class Place:
    """Where blocks stand: the edges of their column, in points, and what they inherit."""

    left: float
    right: float
    rtl: bool
    body: Style
    """How plain paragraphs are set here."""
    tag: Tag
    depth: int = 0
    """How many lists are around."""

    @property
    def width(self) -> float:
        """The width of the column."""
        return self.right - self.left

    @property
    def lang(self) -> str:
        """The language of the text."""
        return self.body.look.lang

    def inset(self, start: float, end: float = 0.0) -> Place:
        """The same place with its column made narrower, as long as enough of it is left."""
        if self.width - start - end < LEAST_WIDTH:
            return self
        left, right = (end, start) if self.rtl else (start, end)
        return self.between(self.left + left, self.right - right)

    def between(self, left: float, right: float) -> Place:
        """The same place with other edges."""
        return Place(left, right, self.rtl, self.body, self.tag, self.depth)

    def within(self, tag: Tag) -> Place:
        """The same place in another part of the document."""
        return Place(self.left, self.right, self.rtl, self.body, tag, self.depth)

    def column(self, left: float, right: float, body: Style, tag: Tag) -> Place:
        """A place of its own, as in a table."""
        return Place(left, right, self.rtl, body, tag)

    def at_start(self, width: float, gap: float = 0.0) -> float:
        """The left edge of something that stands at the start of the column, or `gap` inside it."""
        return self.right - gap - width if self.rtl else self.left + gap


class Flow:
    """Sets the text of one release."""

    def __init__(self, release: Release, looks: Looks, context: Context) -> None:
        self.release = release
        self.looks = looks
        self.context = context
        self.width = looks.house.page.measure
        self.height = looks.house.page.height - looks.house.page.top - looks.house.page.bottom
        """The height of a page's text."""
        self.notes = 0
        self.tables = 0
        self.top = 0
        """The level of the headline: one below 0 where the release is part of something larger."""
        self.prefix = ""
        """What the names of its parts begin with, where several releases are in one file."""
        self.indexed = False
        """Whether lines are to know the mentions on them."""
        self.base: Place | None = None
        self.gallery = Gallery(context, self.where)

    @cached_property
    def _places(self) -> dict[int, str]:
        return {id(node): where for where, node in walk(self.release)}

    def where(self, node: n.Node) -> str:
        """The JSON Pointer of a node."""
        return self._places.get(id(node), "")

    # ── pieces that all blocks share ────────────────────────────────────────────────────────────────────────────────

    def paragraph(self, content: Iterable[n.Inline], style: Style, place: Place, tag: Tag) -> list[Strip]:
        """Inlines as a paragraph."""
        return self.lines(runs(content, style.look, self, tag), style, place, tag)

    def lines(self, text: Sequence[Run], style: Style, place: Place, tag: Tag) -> list[Strip]:
        """Runs as a paragraph, of which no single line is parted from the others."""
        if not any(run.text.strip() for run in text):
            return []
        if style.align == "justify" and place.width < 28 * style.look.size:
            style = style.but(align="start")
        lines = set_lines(text, style, place.width, rtl=place.rtl)
        strips = [strip_of(line, place.left, tag) for line in lines]
        if style.keep:
            for strip in strips:
                strip.keep = True
        elif len(strips) > 1:
            strips[0].keep = strips[-2].keep = True
        return strips

    def label(self, said: str, style: Style, place: Place, *, width: float, strips: Sequence[Strip], tag: Tag) -> None:
        """Put a list number or the like in the first `width` points of a column, beside the first words of some strips.

        One that is too wide for them stands out into the margin.
        """
        look = style.look
        text = [Run(said, look)]
        room = width
        line, *more = set_lines(text, style, room, rtl=place.rtl)
        if more:
            room = natural_width(text, rtl=place.rtl)[1] + 0.1
            line = set_lines(text, style, room, rtl=place.rtl)[0]
        left = place.at_start(width) - (0.0 if place.rtl else room - width)
        worded = [(strip, drawn.base) for strip in strips[:3] for drawn in strip.drawn if isinstance(drawn, Words)]
        strip, base = worded[0] if worded else (strips[0], look.size * 1.1)
        strip.height = max(strip.height, base + look.size * 0.2)
        strip.drawn.insert(0, Words(line, left, base, tag))

    def decoration(self, image: n.Image) -> Tag:
        """What a picture is that nothing is said about, which is noted: no reader of the words can know what it shows."""
        message = f"nothing says what the picture {image.src!r} shows: to those who do not see it, it is decoration"
        self.context.advise("picture-undescribed", message, self.where(image))
        return DECORATION

    def footnote(self, note: n.Note, reference: Tag) -> Footnote:
        """A note with its number, set for the foot of a page; in reading order it follows its `reference`."""
        self.notes += 1
        footnote = Footnote(self.notes)
        assert self.base is not None  # noqa: S101  # the text is set only after its place is known
        tag = reference.after = Tag(
            "Note", reference.parent, lang=self.base.lang, id=f"{self.prefix}note{self.notes}", placed=False
        )
        style = self.looks.note.with_look(lang=self.base.lang)
        place = evolve(self.base, body=style, tag=tag, depth=0)
        own = tag.child("Lbl")
        inner = place.inset(13)
        stack = self.blocks(note.blocks, inner) if note.blocks else Stack()
        strips = stack.strips or [Strip(style.leading)]
        label = style.with_look(colour=self.looks.house.accent).but(align="start", hyphenate=False)
        self.label(str(footnote.number), label, place, width=12, strips=strips, tag=own)
        strips[-1].height += 2.0
        footnote.strips = strips
        return footnote

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, blocks: Iterable[n.Block], place: Place) -> Stack:
        """Blocks one below the other."""
        stack = Stack()
        before: n.Block | None = None
        for block in blocks:
            found = self._block(block, place)
            if found.strips:
                if isinstance(before, n.Paragraph) and not isinstance(block, n.Paragraph):
                    colon = inline_text(before.content[-1:]).rstrip().endswith(":")
                    stack.strips[-1].keep |= colon  # what it leads to is not overleaf
                before = block
            stack.extend(found)
        return stack

    def _block(self, block: n.Block, place: Place) -> Stack:
        place = self._localised(block, place)
        match block:
            case n.Paragraph():
                style = self._lead(place) if block.role == "lead" else place.body
                strips = self.paragraph(block.content, style, place, place.tag.child("P", lang=block.lang))
                for strip in strips[:1]:
                    strip.grid = style.leading == self.looks.body.leading and not place.depth
                return _stack(strips, style.before, style.after)
            case n.Heading():
                return self._heading(block, place)
            case n.BulletList() | n.OrderedList():
                return self._list(block, place)
            case n.BlockQuote():
                return self._quote(block, place)
            case n.Table():
                return tables.table(block, place, self)
            case n.Figure():
                return self._figure(block, place)
            case n.Speech():
                return self._speech(block, place)
            case n.Division():
                return self._division(block, place)
            case n.CodeBlock():
                return self._code(block, place)
            case n.ThematicBreak():
                width = min(72.0, place.width)
                rule = Fill(place.left + (place.width - width) / 2, 3.5, width, 0.6, self.looks.house.accent)
                return _stack([Strip(7.5, [rule])], 8, 12)
            case n.RawBlock():
                return Stack()
            case _:
                assert_never(block)

    def _localised(self, block: n.Block, place: Place) -> Place:
        """The place, in the language and direction that a block states."""
        if not isinstance(block, n.Localised) or not (block.lang or block.direction):
            return place
        rtl = block.direction == "rtl" if block.direction else is_right_to_left(block.lang)
        return evolve(place, rtl=rtl, body=place.body.with_look(lang=block.lang or place.lang))

    def _lead(self, place: Place) -> Style:
        if place.body.look.size < self.looks.body.look.size:
            return place.body
        return self.looks.lead.with_look(lang=place.lang)

    def _heading(self, block: n.Heading, place: Place) -> Stack:
        style = self.looks.headings[block.level - 1].with_look(lang=place.lang)
        size = place.body.look.size
        if size < self.looks.body.look.size:
            style = style.with_look(size=min(style.look.size, size + 0.8)).but(leading=place.body.leading, before=5.0)
        tag = place.tag.heading(block.level, lang=block.lang)
        strips = self.paragraph(block.content, style, place, tag)
        if strips:
            title = " ".join(inline_text(block.content).split())
            strips[0].bookmark = Bookmark(title, block.level) if title else None
        return _stack(strips, style.before, style.after)

    def _list(self, block: n.BulletList | n.OrderedList, place: Place) -> Stack:
        numbering = NUMBERING[block.style] if isinstance(block, n.OrderedList) else "Disc"
        tag = place.tag.child("L", lang=block.lang, attributes=f"/O /List /ListNumbering /{numbering}")
        if isinstance(block, n.OrderedList):
            last = block.start + len(block.items) - 1
            numbers = [f"{list_number(number, block.style)}." for number in range(block.start, last + 1)]
            longest = max(numbers, key=len)
            gutter = max(16.0, len(longest) * place.body.look.size * 0.53 + 5)
        else:
            numbers = [BULLETS[min(place.depth, len(BULLETS) - 1)]] * len(block.items)
            gutter = 14.0
        colour = place.body.look.colour if place.body.look.ground else self.looks.house.accent
        marked = place.body.with_look(colour=colour, features=LINING)
        label = marked.but(align="end", hyphenate=False)
        style = place.body.but(after=2.5) if block.tight else place.body
        inner = evolve(place.inset(gutter), body=style, depth=place.depth + 1)
        stack = Stack()
        for number, item in zip(numbers, block.items, strict=True):
            part = tag.child("LI")
            own = part.child("Lbl")
            strips = self.blocks(item.blocks, inner.within(part.child("LBody")))
            if not strips.strips:
                strips.add([Strip(style.leading)], after=style.after)
            self.label(number, label, place, width=gutter - 5, strips=strips.strips, tag=own)
            stack.extend(strips)
        stack.after = max(stack.after, place.body.after)
        return stack

    def _quote(self, block: n.BlockQuote, place: Place) -> Stack:
        tag = place.tag.child("BlockQuote", lang=block.lang)
        inner = place.inset(16, 16).within(tag)
        if inner.body == self.looks.body.with_look(lang=place.lang):
            inner = evolve(inner, body=self.looks.quote.with_look(lang=place.lang))
        stack = self.blocks(block.blocks, inner)
        if block.attribution:
            for strip in stack.strips[-1:]:
                strip.keep = True
            style = self.looks.attribution.with_look(lang=place.lang)
            stack.add(self.paragraph(block.attribution, style, inner, tag.child("P")), style.before, style.after)
        if inner.width < place.width:
            large = self.looks.house.quote == "large"
            thick, colour = (3, self.looks.house.accent) if large else (1.5, self.looks.house.rule)
            bar = place.at_start(thick, 1)
            for index, strip in enumerate(stack.strips):
                strip.drawn.insert(0, Fill(bar, 0, thick, strip.height, colour, joins=index > 0))
        apart = place.body.leading * 0.8
        return _stack(stack.strips, apart, max(stack.after, apart))

    def _figure(self, block: n.Figure, place: Place) -> Stack:
        tag = place.tag.child("Div", lang=block.lang)
        stack = Stack()
        picture = self.gallery.picture(block.image)
        if picture is not None:
            width, height = picture.within(place.width, self.height * 0.6, least=place.width / 2)
            self.gallery.placed(block.image, picture, width)
            alt = block.image.alt if block.image.alt.strip() else inline_text(block.caption or block.credit)
            figure = tag.child("Figure", alt=alt) if alt.strip() else self.decoration(block.image)
            shown = Shown(picture, place.at_start(width), 0, width, height, figure)
            stack.add([Strip(height, [shown], keep=bool(block.caption or block.credit))], after=5)
        elif block.image.alt:
            style = self.looks.caption.with_look(lang=place.lang, italic=True)
            inner = place.inset(8, 8)
            strips = self.lines([Run(" ".join(block.image.alt.split()), style.look)], style, inner, tag.child("P"))
            self._ground(strips, place, top=6)
            stack.add(strips, 4, 6)
        for content, style in ((block.caption, self.looks.caption), (block.credit, self.looks.credit)):
            if content:
                last = content is block.caption and bool(block.credit)
                set_style = style.with_look(lang=place.lang).but(keep=last)
                stack.add(self.paragraph(content, set_style, place, tag.child("Caption")), 0, 1 if last else style.after)
        around = place.body.leading * 0.7
        return _stack(stack.strips, around, max(stack.after, around))

    def _speech(self, block: n.Speech, place: Place) -> Stack:
        tag = place.tag.child("Sect", lang=block.lang)
        stack = Stack()
        if block.speaker:
            style = self.looks.speaker.with_look(lang=place.lang, size=min(place.body.look.size, self.looks.speaker.look.size))
            stack.add(self.paragraph(block.speaker, style, place, tag.child("P")), style.before, style.after)
        stack.extend(self.blocks(block.blocks, place.within(tag)))
        return stack

    def _division(self, block: n.Division, place: Place) -> Stack:
        inner = place.within(place.tag.child("Sect", lang=block.lang))
        if block.kind not in APART:
            return self.blocks(block.blocks, inner)
        if place.body.look.size > self.looks.small.look.size:
            inner = evolve(inner, body=self.looks.small.with_look(lang=place.lang))
        stack = self.blocks(block.blocks, inner)
        if stack.strips:
            rule = Fill(place.left, 0, place.width, 0.5, self.looks.house.rule)
            stack.strips[0].before = 0
            stack.strips.insert(0, Strip(9, [rule], keep=True, parting=True))
        return _stack(stack.strips, place.body.leading * 0.8, max(stack.after, 6))

    def _code(self, block: n.CodeBlock, place: Place) -> Stack:
        style = self.looks.code
        if place.body.look.size < self.looks.body.look.size:
            style = style.with_look(size=place.body.look.size * 0.95).but(leading=place.body.leading)
        inner = evolve(place.inset(9, 9), rtl=False)
        tag = place.tag.child("P").child("Code")
        text = "\n".join(map(fixed, block.text.split("\n")))
        strips = [strip_of(line, inner.left, tag) for line in set_lines([Run(text, style.look)], style, inner.width, rtl=False)]
        if len(strips) > 2:
            strips[0].keep = strips[-2].keep = True
        self._ground(strips, place, top=6)
        return _stack(strips, 2, style.after + 2)

    def _ground(self, strips: list[Strip], place: Place, *, top: float) -> None:
        """A pale ground under strips, with some room above and below."""
        if not strips:
            return
        strips.insert(0, Strip(top, keep=True))
        strips[-1].keep = True
        strips.append(Strip(top))
        for strip in strips:
            strip.drawn.insert(0, Fill(place.left, 0, place.width, strip.height, self.looks.house.ground))


def strip_of(line: Line, left: float, tag: Tag) -> Strip:
    """A strip with one line in it; no page ends within a word."""
    height, base = line.leading, line.leading / 2 + BASE * line.size
    if line.picture_height > line.leading * 0.8:
        height = line.picture_height + line.leading * 0.4
        base = height - line.leading * 0.25
    return Strip(height, [Words(line, left, base, tag)], keep=line.parted, notes=line.notes)


def _stack(strips: list[Strip], before: float, after: float) -> Stack:
    stack = Stack()
    stack.add(strips, before, after)
    return stack
