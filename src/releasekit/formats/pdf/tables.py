"""Tables: rows of cells in, strips with the cells side by side out.

The widths of the columns follow what is in them. A row is a strip, so that a page ends between rows; a row that is taller
than a good part of the page is cut into slices, and a table wider than the column is set smaller and parted in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.formats.pdf.inlines import fixed
from releasekit.formats.pdf.lines import natural_width
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.slots import Slot, tag_cells
from releasekit.formats.pdf.strips import Dots, Fill, Shown, Stack, Strip, Words
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.formats.pdf.flow import Flow, Place
    from releasekit.formats.pdf.looks import Align, Style
    from releasekit.formats.pdf.strips import Drawn

SMALL = 0.3
"""A table that takes no more of a page than this is not parted."""

PAD = 5.0
"""Between the edge of a column and its text."""

LEAST_COLUMN = 12.0

SLICE = 0.3
"""The share of a page's height above which a row is cut into slices."""

MEASURED = 400
"""How many cells of a column are looked at to find its width: the first ones."""

CHARACTERS = 300
"""How much of a paragraph is looked at for that."""


def table(block: n.Table, place: Place, flow: Flow) -> Stack:
    """A table with its caption above."""
    slots, count = _grid(block)
    tag = place.tag.child("Table" if count else "Div", lang=block.lang)
    stack = Stack()
    if block.caption:
        style = flow.looks.caption.with_look(lang=place.lang).but(keep=True)
        stack.add(flow.paragraph(block.caption, style, place, tag.child("Caption")), style.before, style.after)
    if not count:
        return stack
    flow.tables += 1
    tag_cells(block, slots, count, tag, name=f"{flow.prefix}table{flow.tables}")
    small = min(place.body.look.size - 0.4, flow.looks.cell.look.size)
    shrink = small if count * 34 <= place.width else max(6.5, small - 1.5)
    cell = _sized(flow.looks.cell, shrink, place.lang)
    head = _sized(flow.looks.head_cell, shrink, place.lang)
    side = _sized(flow.looks.side_cell, shrink, place.lang)
    widths = _widths(block, slots, count, place, flow=flow, style=cell)
    lefts = _lefts(widths, place)
    for slot in slots:
        style = head if slot.row < block.head_rows else side if slot.column < block.head_columns else cell
        _set(slot, block, lefts, widths, place, flow=flow, style=style)
    stack.add(_strips(block, slots, place, flow, sum(widths)), 3, place.body.after + 5)
    return stack


def _sized(style: Style, size: float, lang: str) -> Style:
    return style.with_look(size=size, lang=lang).but(leading=style.leading - style.look.size + size)


def _grid(block: n.Table) -> tuple[list[Slot], int]:
    """Every cell with its place; a span does not go beyond the last row, and a cell goes where the rows above leave room."""
    taken: dict[int, int] = {}  # column: the first row in which it is free again
    slots: list[Slot] = []
    count = 0
    for number, row in enumerate(block.rows):
        column = 0
        for cell in row.cells:
            while taken.get(column, 0) > number:
                column += 1
            rows = min(cell.rowspan, len(block.rows) - number)
            width = 1
            while width < cell.colspan and taken.get(column + width, 0) <= number:
                width += 1
            slots.append(Slot(cell, number, column, width, rows))
            if rows > 1:
                taken.update(dict.fromkeys(range(column, column + width), number + rows))
            column += width
            count = max(count, column)
    return slots, count


# ── widths ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _widths(block: n.Table, slots: Sequence[Slot], count: int, place: Place, *, flow: Flow, style: Style) -> list[float]:
    """The width of each column: what it wants if there is room, else a share between the least and the wanted."""
    least = [LEAST_COLUMN] * count
    wanted = [LEAST_COLUMN] * count
    seen = [0] * count
    for slot in slots:
        if slot.columns == 1 and seen[slot.column] < MEASURED:
            seen[slot.column] += 1
            narrow, wide = _measure(slot.cell.blocks, style, place, flow, bold=slot.row < block.head_rows)
            least[slot.column] = max(least[slot.column], narrow + 2 * PAD)
            wanted[slot.column] = max(wanted[slot.column], wide + 2 * PAD)
    spans = [slot for slot in slots if slot.columns > 1][:MEASURED]
    for slot in spans:
        narrow, wide = _measure(slot.cell.blocks, style, place, flow, bold=slot.row < block.head_rows)
        columns = range(slot.column, slot.column + slot.columns)
        lack = min(wide + 2 * PAD, place.width) - sum(wanted[column] for column in columns)
        for column in columns if lack > 0 else ():
            wanted[column] += lack / slot.columns
        lack = min(narrow + 2 * PAD, place.width) - sum(least[column] for column in columns)
        for column in columns if lack > 0 else ():
            least[column] += lack / slot.columns
    return _shared(least, wanted, place.width)


def _shared(least: list[float], wanted: list[float], room: float) -> list[float]:
    total = sum(wanted)
    if total <= room:
        # A table that is nearly as wide as the text is made as wide; a small one stays small.
        factor = room / total if total > room * 0.6 else 1.0
        return [width * factor for width in wanted]
    least = [min(narrow, wide) for narrow, wide in zip(least, wanted, strict=True)]
    narrow_total = sum(least)
    if narrow_total >= room:
        ceiling = _ceiling(least, room)
        return [min(width, ceiling) for width in least]
    spare = (room - narrow_total) / (total - narrow_total)
    return [narrow + (wide - narrow) * spare for narrow, wide in zip(least, wanted, strict=True)]


def _ceiling(widths: list[float], room: float) -> float:
    """The width that no column may pass, so that all have room together."""
    rest, open_columns = room, len(widths)
    for width in sorted(widths):
        if width * open_columns > rest:
            return rest / open_columns
        rest -= width
        open_columns -= 1
    return room


def _measure(blocks: Iterable[n.Block], style: Style, place: Place, flow: Flow, *, bold: bool) -> tuple[float, float]:
    """The least and the wanted width of blocks; rough where it need not be exact."""
    least = wanted = 0.0
    for block in blocks:
        match block:
            case n.Paragraph(content=content) | n.Heading(content=content):
                narrow, wide = _measure_words(content, style, place, bold=bold)
            case n.BulletList(items=items) | n.OrderedList(items=items):
                narrow, wide = _measure([inner for item in items for inner in item.blocks], style, place, flow, bold=bold)
                narrow, wide = narrow + 18, wide + 18
            case n.BlockQuote(blocks=inner_blocks) | n.Speech(blocks=inner_blocks) | n.Division(blocks=inner_blocks):
                narrow, wide = _measure(inner_blocks, style, place, flow, bold=bold)
                narrow, wide = narrow + 16, wide + 16
            case n.Table(rows=rows):
                cells = [_measure(cell.blocks, style, place, flow, bold=bold) for row in rows[:20] for cell in row.cells[:50]]
                columns = max(len(row.cells) for row in rows[:20])
                narrow = max([LEAST_COLUMN, *(cell[0] for cell in cells)]) * columns
                wide = max([LEAST_COLUMN, *(cell[1] for cell in cells)]) * columns
            case n.Figure():
                narrow, wide = 40.0, 160.0
            case n.CodeBlock(text):
                lines = text.split("\n")[:50]
                narrow, wide = 40.0, max(len(fixed(line)) for line in lines) * style.look.size * 0.6
            case n.ThematicBreak() | n.RawBlock():
                continue
        least, wanted = max(least, narrow), max(wanted, wide)
    return min(least, place.width), min(wanted, place.width * 3)


def _measure_words(content: tuple[n.Inline, ...], style: Style, place: Place, *, bold: bool) -> tuple[float, float]:
    from releasekit.model.words import inline_text

    text = inline_text(content)
    look = style.with_look(weight=600).look if bold else style.look
    narrow, wide = natural_width([Run(text[:CHARACTERS], look)], rtl=place.rtl)
    notes = 6.0 * sum(isinstance(item, n.Note) for item in content)
    return narrow + notes + 0.5, wide * max(1.0, len(text) / CHARACTERS) + notes + 0.5


def _lefts(widths: list[float], place: Place) -> list[float]:
    """The left edge of each column; from the right where the text runs so."""
    lefts = []
    x = place.left
    for width in widths:
        lefts.append(place.right - (x - place.left) - width if place.rtl else x)
        x += width
    return lefts


# ── cells and rows ──────────────────────────────────────────────────────────────────────────────────────────────────


def _set(
    slot: Slot, block: n.Table, lefts: list[float], widths: list[float], place: Place, *, flow: Flow, style: Style
) -> None:
    columns = range(slot.column, slot.column + slot.columns)
    left = min(lefts[column] for column in columns)
    width = sum(widths[column] for column in columns)
    slot.left, slot.width = left, width
    pad = min(PAD, width / 4)
    own: Align | str = slot.cell.align or (block.align[slot.column] if slot.column < len(block.align) else "")
    align: Align = own if own in {"left", "center", "right"} else "start"
    narrow = width < 90
    body = style.but(align=align, hyphenate=narrow)
    inner = place.column(left + pad, left + max(width - pad, pad + 1), body, slot.tag)
    stack = flow.blocks(slot.cell.blocks, inner)
    slot.strips = stack.strips
    if slot.strips:
        slot.strips[0].before = 0.0
    slot.height = sum(strip.height + strip.before for strip in slot.strips)


def _strips(block: n.Table, slots: list[Slot], place: Place, flow: Flow, width: float) -> list[Strip]:
    """The rows, with rules: a strong one above and below the table and below its head, thin ones between rows."""
    house = flow.looks.house
    by_row: list[list[Slot]] = [[] for _ in block.rows]
    for slot in slots:
        by_row[slot.row].append(slot)
    heights = _heights(by_row, flow.height)
    left = place.right - width if place.rtl else place.left
    open_until = 0
    out: list[Strip] = []
    head: tuple[Strip, ...] = ()
    for number, row in enumerate(by_row):
        strips = _row(row, heights[number], flow.height)
        open_until = max([open_until, *(slot.row + slot.rows for slot in row)])
        last = number == len(by_row) - 1
        if house.table == "solid" and number < block.head_rows:
            for strip in strips:
                strip.drawn.insert(0, Fill(left, 0, width, strip.height, house.accent))
        elif number == 0:
            strips[0].drawn.insert(0, Fill(left, 0, width, 0.9, house.accent))
        if last or number == block.head_rows - 1:
            strips[-1].drawn.append(Fill(left, strips[-1].height - 0.45, width, 0.9, house.accent))
        elif open_until <= number + 1:
            strips[-1].drawn.append(Fill(left, strips[-1].height - 0.2, width, 0.4, house.rule))
        else:
            strips[-1].keep = _spanned_height(heights, number, by_row) < flow.height * 0.8
            _partial_rules(strips[-1], by_row, number, house.rule)
        if number < block.head_rows:
            for strip in strips:
                strip.keep = True
        out += strips
        if number == block.head_rows - 1:
            head = tuple(out)
    for strip in out[len(head) :]:
        strip.head = head
    _bind(out, len(head), small=sum(strip.height for strip in out) <= flow.height * SMALL)
    return out


def _bind(strips: list[Strip], head: int, *, small: bool) -> None:
    """Keep a small table on one page, and of a larger one no row alone below its head or at the top of a page."""
    for strip in strips[:-1] if small else [*strips[head : head + 1], *strips[-2:-1]] if len(strips) > head + 2 else []:
        strip.keep = True


def _partial_rules(strip: Strip, by_row: list[list[Slot]], number: int, colour: str) -> None:
    """Rules below those cells of a row that end with it."""
    for slot in by_row[number]:
        if slot.rows == 1:
            strip.drawn.append(Fill(slot.left, strip.height - 0.2, slot.width, 0.4, colour))


def _spanned_height(heights: list[float], number: int, by_row: list[list[Slot]]) -> float:
    """The height of the rows that a cell of this row holds together."""
    end = max(slot.row + slot.rows for slot in by_row[number]) if by_row[number] else number + 1
    return sum(heights[number:end])


def _heights(by_row: list[list[Slot]], page: float) -> list[float]:
    """The height of each row; what a cell over several rows needs beyond them goes to the last of them."""
    heights = [max([slot.height for slot in row if slot.rows == 1], default=0.0) + 2 * PAD - 2 for row in by_row]
    spanning = [slot for row in by_row for slot in row if slot.rows > 1]
    for slot in (*spanning, *spanning):  # twice, since what one cell needs may make the rows of another too tall
        own = sum(heights[slot.row : slot.row + slot.rows])
        needed = slot.height + 2 * PAD
        if max(needed, own) > page * 0.8:  # too tall to hold rows together: it stands in its first row alone
            heights[slot.row] = max(heights[slot.row], needed - 2)
            slot.rows = 1
        elif needed > own:
            heights[slot.row + slot.rows - 1] += needed - own
    return heights


def _row(row: list[Slot], height: float, page: float) -> list[Strip]:
    """One row as a strip, or as slices where it is tall."""
    pad = PAD - 1
    tall = max([slot.height for slot in row if slot.rows == 1], default=0.0)
    if tall <= page * SLICE:
        strip = Strip(max(height, 4.0))
        for slot in row:
            y = pad
            for inner in slot.strips:
                y += inner.before
                _move(inner, y, strip)
                y += inner.height
        return [strip]
    return _slices(row, pad)


def _slices(row: list[Slot], pad: float) -> list[Strip]:
    """A tall row, cut where a line of any of its cells ends, at most some lines to a slice."""
    out: list[Strip] = []
    places = [0] * len(row)
    while any(place < len(slot.strips) for place, slot in zip(places, row, strict=True)):
        first = not out
        strip = Strip(0.0)
        limit = max(
            [36.0, *(slot.strips[place].height + slot.strips[place].before for place, slot in zip(places, row, strict=True)
                     if place < len(slot.strips))]
        )  # fmt: skip
        bottom = 0.0
        for index, slot in enumerate(row):
            y = pad if first else 0.0
            while places[index] < len(slot.strips):
                inner = slot.strips[places[index]]
                if y + inner.before + inner.height > limit + pad * first + 0.01:
                    break
                y += inner.before
                _move(inner, y, strip)
                y += inner.height
                places[index] += 1
            bottom = max(bottom, y)
        strip.height = bottom
        out.append(strip)
    out[-1].height += pad
    return out


def _move(inner: Strip, y: float, strip: Strip) -> None:
    """Draw a strip of a cell in the strip of its row."""
    strip.notes = [*strip.notes, *inner.notes]
    for drawn in inner.drawn:
        strip.drawn.append(_lowered(drawn, y, inner.before))
    if inner.bookmark and strip.bookmark is None:
        strip.bookmark = inner.bookmark


def _lowered(drawn: Drawn, y: float, gap: float) -> Drawn:
    match drawn:
        case Words():
            return Words(drawn.line, drawn.x, drawn.base + y, drawn.tag)
        case Dots():
            return evolve(drawn, base=drawn.base + y)
        case Shown():
            return evolve(drawn, top=drawn.top + y)
        case Fill():
            reach = gap if drawn.joins else 0.0
            return evolve(drawn, top=drawn.top + y - reach, height=drawn.height + reach, joins=False)
