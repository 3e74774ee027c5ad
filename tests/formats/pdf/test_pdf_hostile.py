"""Releases that would break a careless page: deep, huge, empty, and pictures that are not what they say."""

from __future__ import annotations

import time

import pytest

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Division,
    Figure,
    Heading,
    Image,
    Item,
    LineBreak,
    Note,
    OrderedList,
    Paragraph,
    Row,
    Speech,
    Strong,
    Table,
    Text,
    ThematicBreak,
)

LOREM = "The Trust confirmed today that the restored lifeboat station will reopen to the public on the first Saturday in May. "


def para(*content) -> Paragraph:
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


def cell(text: str, **fields) -> Cell:
    return Cell((para(text),), **fields)


def nested(make, count: int):
    block = para("innermost")
    for _ in range(count):
        block = make(block)
    return block


@pytest.mark.parametrize(
    "make",
    [
        lambda block: BlockQuote((block,)),
        lambda block: Division((block,)),
        lambda block: Speech((block,), (Text("S"),)),
    ],
)
def test_blocks_nest_to_the_bound_of_the_model(make, write):
    assert "innermost" in write(nested(make, 97), lang="en").text


def test_lists_and_tables_nest_too(write):
    assert "innermost" in write(nested(lambda block: BulletList((Item((block,)),)), 48)).text
    assert "innermost" in write(nested(lambda block: Table((Row((Cell((block,)),)),)), 24)).words


def test_notes_within_notes_are_all_shown(write):
    page = write(nested(lambda block: para("out", Note((block,))), 40))
    assert "innermost" in page.text


@pytest.mark.parametrize(
    "block",
    [
        BlockQuote(()),
        BulletList((Item(()), Item(()))),
        OrderedList((Item(()),), start=0, style="upper-roman"),
        Table((Row(()),)),
        Table((Row((Cell(()), Cell(()))),), head_rows=1, head_columns=2),
        Table((Row((cell("a", colspan=1000, rowspan=1000),)), Row((cell("b"),)))),
        Figure(Image("")),
        Heading(()),
        CodeBlock(""),
        CodeBlock("\n\n"),
        Division((), "boilerplate"),
        ThematicBreak(),
        para("\u00a0"),
        para("\u200e\u200b\u2060"),
        para("\u0301"),
        para("x", LineBreak(), LineBreak(), "y"),
    ],
)
def test_what_is_nearly_empty_makes_a_page(block, write):
    assert len(write(block, para("after")).pages) == 1


def test_a_row_taller_than_a_page_goes_over_pages(write):
    tall = Cell(tuple(para(f"{number} {LOREM}") for number in range(90)))
    page = write(Table((Row((cell("Head"), cell("Other"))), Row((tall, cell("short")))), head_rows=1))
    assert len(page.pages) > 2
    assert all(f"{number} The Trust" in page.text for number in range(90))


def test_a_cell_that_spans_more_rows_than_a_page_holds(write):
    rows = (Row((cell("spans", rowspan=400), cell("0"))), *(Row((cell(str(number)),)) for number in range(1, 400)))
    page = write(Table(rows))
    assert len(page.pages) > 5
    assert "399" in page.pages[-1]


def test_a_table_of_many_columns_stays_on_the_page(write):
    page = write(Table(tuple(Row(tuple(cell(f"{row}{column}") for column in range(70))) for row in range(3))))
    assert "269" in page.words


def test_a_footnote_longer_than_a_page_goes_on_at_the_foot_of_the_next(write):
    page = write(para("Mark", Note(tuple(para(f"{n} {LOREM}") for n in range(80))), "."), *[para(LOREM * 3)] * 4)
    assert len(page.pages) > 1
    assert "Mark1." in page.pages[0]
    text = " ".join(page.text.split())
    assert all(f"{n} The Trust" in text for n in range(80))


@pytest.mark.usefixtures("small_heap")
@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("a long paragraph", lambda size: para((LOREM * 3000)[:size])),
        ("a long word", lambda size: para("x" * (size // 4))),
        ("many looks", lambda size: para(*[Strong((Text("a "),)) if n % 2 else "b " for n in range(size // 16)])),
        ("ideographs", lambda size: para(("港の資料館、" * 3000)[: size // 8])),
        ("signs that may not be parted", lambda size: para("「" * (size // 8))),
        ("Thai without spaces", lambda size: para(("กระทรวงการต่างประเทศ" * 6000)[: size // 2])),
        ("conjuncts without an end", lambda size: para("क्" * (size // 8))),
        ("code on one line", lambda size: CodeBlock("x = 1; " * (size // 14))),
    ],
)
def test_time_grows_with_the_length_and_no_faster(name, block, write):
    def cost(size: int) -> float:
        start = time.process_time()
        write(block(size), lang="en")
        return time.process_time() - start

    cost(2000)
    small, large = max(cost(30_000), 0.05), cost(120_000)
    assert large < 14 * small, f"{name}: {small:.2f} s, then {large:.2f} s"
