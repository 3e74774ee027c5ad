"""Releases of random layout: whatever they hold, all of it is on a page, within its margins, and nothing covers another thing."""

from __future__ import annotations

import io
import os
import random
from collections import Counter

import pytest
from PIL import Image as Pixels

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Context,
    Division,
    Emphasis,
    Figure,
    Heading,
    Image,
    Issuer,
    Item,
    LineBreak,
    Link,
    Note,
    OrderedList,
    Paragraph,
    Release,
    Row,
    Speech,
    Strong,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    plain_text,
)
from releasekit.formats.pdf.strips import Fill, Shown, Words
from releasekit.style.house import shipped

SEEDS = range(500 if os.environ.get("RELEASEKIT_LONG") == "1" else 25)
PAGE = shipped("ministry").page
HANG = 8.0
"""How far signs at the ends of lines may stand in the margin, in points."""


def picture(width: int, height: int, kind: str) -> bytes:
    out = io.BytesIO()
    Pixels.new("RGB", (width, height), (20, 90, 140)).save(out, kind)
    return out.getvalue()


PICTURES = {
    "wide.png": picture(4000, 60, "PNG"), "tall.jpg": picture(80, 5000, "JPEG"), "large.png": picture(3000, 4200, "PNG"),
    "small.jpg": picture(12, 9, "JPEG"),
}  # fmt: skip


class Draw:
    """Draws releases that strain a page, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        letters = ["aeiou", "bcdfghlmnprstvw", "аеиоу", "бвгдклмн", "αειο", "κλμν"]
        first = 2 * self.random.choice([0, 0, 0, 1, 2])
        vowels, others = letters[first : first + 2]
        self.vocabulary = [
            "".join(self.random.choice(others) + self.random.choice(vowels) for _ in range(self.random.randint(1, 5)))
            for _ in range(300)
        ]

    def words(self, size: int) -> str:
        return " ".join(self.random.choices(self.vocabulary, k=max(1, size // 6)))

    def size(self) -> int:
        return self.random.choice([3, 10, 40, 90, 300, 300, 900, 3000])

    def inlines(self, depth: int = 0) -> tuple:
        kind = self.random.randrange(14)
        text = Text(self.words(self.size()))
        if kind == 0:
            return (Text("x" * self.random.choice([40, 300, 2000])),)
        if kind == 1:
            return (text, LineBreak(), LineBreak(), Text(self.words(20)))
        if kind == 2 and depth < 3:
            return (text, Note((self.paragraph(depth + 1),)), Text(" " + self.words(60)))
        if kind == 3:
            return (Strong((text,)), Text("-"), Emphasis((Text(self.words(30)),)), Superscript((Text("12"),)))
        if kind == 4:
            return (Link((text,), "https://example.org/" + "path-and-more/" * self.random.choice([1, 30])),)
        if kind == 5:
            return (text, Image(self.random.choice(list(PICTURES)), "\u00a7"), Text(" end"))
        if kind == 6:
            return (Text("https://example.org/" + "a-b/" * self.random.choice([5, 200])),)
        return (text,)

    def paragraph(self, depth: int = 0) -> Paragraph:
        return Paragraph(self.inlines(depth))

    def table(self, depth: int) -> Table:
        columns = self.random.choice([1, 2, 3, 5, 9, 30])
        rows = self.random.choice([1, 2, 4, 12, 60, 500 if columns < 4 and depth == 0 else 3])
        tall = self.random.random() < 0.2

        def cell() -> Cell:
            size = 9000 if tall and self.random.random() < 0.1 else self.random.choice([3, 8, 30])
            blocks = (Paragraph((Text(self.words(size)),)),)
            span = self.random.random() < 0.05
            return Cell(blocks, rowspan=self.random.choice([2, 5]) if span else 1, colspan=2 if span else 1)

        head = self.random.choice([0, 1, 1, 2]) if rows > 2 else 0
        caption = (Text(self.words(40)),) if self.random.random() < 0.5 else ()
        return Table(tuple(Row(tuple(cell() for _ in range(columns))) for _ in range(rows)), head_rows=head, caption=caption)

    def block(self, depth: int = 0):
        kind = self.random.randrange(16 if depth < 10 else 6)
        if kind < 5:
            return self.paragraph(depth)
        if kind == 5:
            return Heading((Text(self.words(self.random.choice([10, 80, 400]))),), self.random.randint(1, 6))
        if kind == 6:
            return CodeBlock(
                "\n".join("    " * self.random.randint(0, 9) + self.words(60) for _ in range(self.random.randint(0, 90)))
            )
        if kind == 7:
            return Figure(
                Image(self.random.choice(list(PICTURES)), "\u00a7"), (Text(self.words(200)),), (Text(self.words(20)),)
            )
        if kind == 8:
            return self.table(depth)
        if kind == 9:
            return ThematicBreak()
        if kind in {10, 11}:
            items = tuple(Item(self.blocks(depth + 1, 2)) for _ in range(self.random.choice([1, 2, 5])))
            return BulletList(items) if kind == 10 else OrderedList(items, start=self.random.choice([1, 98, 3999]))
        if kind == 12:
            return BlockQuote(self.blocks(depth + 1, 3), (Text(self.words(20)),))
        if kind == 13:
            return Speech(self.blocks(depth + 1, 2), (Text(self.words(12)),))
        if kind == 14:
            return Division(self.blocks(depth + 1, 3), self.random.choice(["boilerplate", ""]))
        return self.nested(self.random.randint(3, 10))

    def nested(self, levels: int) -> BulletList:
        inner = BulletList((Item((self.paragraph(3),)),))
        for _ in range(levels):
            inner = BulletList((Item((Paragraph((Text(self.words(30)),)), inner)),))
        return inner

    def blocks(self, depth: int, most: int) -> tuple:
        return tuple(self.block(depth) for _ in range(self.random.randint(0, most)))

    def release(self) -> Release:
        return Release(
            headline=(Text(self.words(self.random.choice([20, 90, 600]))),),
            issuers=(Issuer(self.words(self.random.choice([12, 200]))),),
            body=self.blocks(0, 14),
            lang=self.random.choice(["en", "de", ""]),
        )


def strips_of(page) -> list:
    """All strips of a page with their tops, from the top of its text."""
    placed = [(put.strip, put.top) for put in page.text]
    top = page.height - page.notes_height + 16
    for strip in page.notes:
        top += strip.before
        placed.append((strip, top))
        top += strip.height
    return placed


def text_of(line) -> str:
    return "".join(glyph.text for item in line.items for word in item.words for glyph in word.glyphs)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_of_any_release_is_on_a_page_within_its_margins_and_covers_nothing(seed, laid_out):
    release = Draw(seed).release()
    pages = laid_out(release, Context(resources=PICTURES.get))
    shown: Counter = Counter()
    for number, page in enumerate(pages, 1):
        where = f"seed {seed}, page {number}"
        assert page.used + page.notes_height <= page.height + 0.1, f"{where}: the text is taller than the page"
        assert page.text or page.notes, f"{where} is empty"
        bottom = 0.0
        for strip, top in strips_of(page):
            assert top >= bottom - 0.1, f"{where}: a strip covers another"
            bottom = top + strip.height
            assert bottom <= page.height + 0.1, f"{where}: a strip stands below the page"
            check_strip(strip, where)
            shown.update(text for drawn in strip.drawn if isinstance(drawn, Words) for text in text_of(drawn.line))
    wanted = Counter(char for char in plain_text(release) if not char.isspace() and char not in "\ufffc\u00a7")
    missing = {char: count - shown[char] for char, count in wanted.items() if shown[char] < count and char != "-"}
    assert not missing, f"seed {seed}: characters are not on any page: {missing}"


def check_strip(strip, where: str) -> None:
    """All that is drawn in a strip stands in it and beside, not over, the rest of it."""
    boxes = []
    for drawn in strip.drawn:
        match drawn:
            case Fill():
                assert -1 <= drawn.x <= PAGE.measure + 1, where
                assert drawn.top + drawn.height <= strip.height + 1, where
            case Shown():
                assert drawn.x >= -0.1, where
                assert drawn.x + drawn.width <= PAGE.measure + 0.1, where
                assert drawn.top + drawn.height <= strip.height + 0.1, where
            case Words(line=line):
                inked = [item for item in line.items if not item.space]
                if not inked:
                    continue
                left, right = drawn.x + min(item.x for item in inked), drawn.x + max(item.x + item.width for item in inked)
                assert left >= -HANG, f"{where}: {text_of(line)[:40]!r} begins {-left:.0f} points left of the margin"
                assert right <= PAGE.measure + HANG, (
                    f"{where}: {text_of(line)[:40]!r} ends {right - PAGE.measure:.0f} too far right"
                )
                below = PAGE.height if strip.keep else strip.height + 0.2  # a cell over several rows, which stay together
                assert -1 <= drawn.base <= below, (
                    f"{where}: {text_of(line)[:40]!r} stands at {drawn.base:.1f} of {strip.height:.1f}"
                )
                boxes.append((drawn.base, left, right, text_of(line)[:40]))
    boxes.sort()
    for index, (base, left, right, text) in enumerate(boxes):
        for other, other_left, other_right, said in boxes[index + 1 : index + 60]:
            if other - base >= 6:
                break
            apart = right <= other_left + HANG or other_right <= left + HANG
            assert apart, f"{where}: {text!r} and {said!r} stand on each other"
