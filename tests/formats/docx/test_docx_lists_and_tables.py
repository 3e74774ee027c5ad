"""Lists that Word counts, and tables of the shape it asks for."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releasekit import BlockQuote, BulletList, Cell, Heading, Item, OrderedList, Paragraph, Row, Table, Text
from releasekit.model.words import list_number


def items(*found: str) -> tuple[Item, ...]:
    return tuple(Item((Paragraph((Text(text),)),)) for text in found)


def levels(document, ns) -> list[tuple[str, str]]:
    """Level and list of each numbered paragraph of the body."""
    found = document.body.iter(f"{ns}numPr")
    return [(n.find(f"{ns}ilvl").get(f"{ns}val"), n.find(f"{ns}numId").get(f"{ns}val")) for n in found]


def test_two_lists_that_follow_each_other_are_two_and_each_begins_anew(body_of, ns):
    document = body_of(
        OrderedList(items("a", "b")), OrderedList(items("c", "d")), BulletList(items("e")), BulletList(items("f"))
    )
    assert len({number for _, number in levels(document, ns)}) == 4
    assert document.shown() == ["1. a", "2. b", "1. c", "2. d", "e", "f"]


@pytest.mark.parametrize("style", ["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"])
@pytest.mark.parametrize("start", [0, 1, 3, 26, 4000, 40_000, 999_999_999])
def test_a_list_shows_the_numbers_of_its_start_and_style(body_of, start, style):
    document = body_of(OrderedList(items("one", "two"), start=start, style=style))
    expected = [f"{list_number(start + n, style)}." for n in (0, 1)]
    assert [line.split()[0] for line in document.shown()] == expected


def test_lists_nest_to_nine_levels_by_indent_and_deeper_ones_are_reported(body_of, ns):
    found = OrderedList(items("10"))
    for depth in range(9, 0, -1):
        found = BulletList((Item((Paragraph((Text(str(depth)),)), found)),))
    document = body_of(found)
    assert [level for level, _ in levels(document, ns)] == [*map(str, range(9)), "8"]
    assert document.codes == ["list-too-deep"]


def test_an_item_of_several_blocks_has_one_number_and_its_paragraphs_stand_below_it(body_of):
    item = Item((Paragraph((Text("first"),)), Paragraph((Text("second"),)), BulletList(items("inner"))))
    document = body_of(OrderedList((item, *items("next"))))
    assert document.shown() == ["1. first", "second", "inner", "2. next"]
    assert document.texts("ListContinue") == ["second"]


def test_an_item_that_does_not_begin_with_words_has_its_number_all_the_same(body_of):
    table = Table((Row((Cell((Paragraph((Text("cell"),)),)),)),))
    document = body_of(OrderedList((Item((table,)), Item(), Item((Heading((Text("head"),), 3),)))))
    assert [line for line in document.shown() if line] == ["1. ", "cell", "2. ", "3. head"]


def test_a_list_that_is_not_tight_has_space_between_its_items(body_of, ns):
    tight, loose = (body_of(BulletList(items("a", "b"), tight=tight)) for tight in (True, False))
    assert not tight.body.findall(f".//{ns}p/{ns}pPr/{ns}spacing")
    assert len(loose.body.findall(f".//{ns}p/{ns}pPr/{ns}spacing")) == 2


def test_a_list_in_a_quotation_is_indented_with_it(body_of, ns):
    document = body_of(BlockQuote((BlockQuote((OrderedList(items("a")),)),)))
    indent = document.paragraphs("ListNumber")[0].find(f"{ns}pPr/{ns}ind")
    assert int(indent.get(f"{ns}left")) > 360
    assert indent.get(f"{ns}hanging") == "360"


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def cell(text: str, **more) -> Cell:
    return Cell((Paragraph((Text(text),)),), **more)


def shape(document, ns) -> list[list[tuple[int, str]]]:
    """Of the first table: the span and the vertical merge of each cell."""
    rows = []
    for row in next(document.body.iter(f"{ns}tbl")).findall(f"{ns}tr"):
        cells = []
        for found in row.findall(f"{ns}tc/{ns}tcPr"):
            span, merge = found.find(f"{ns}gridSpan"), found.find(f"{ns}vMerge")
            kind = "" if merge is None else merge.get(f"{ns}val") or "continue"
            cells.append((1 if span is None else int(span.get(f"{ns}val")), kind))
        rows.append(cells)
    return rows


def test_a_table_has_heading_rows_that_repeat_and_rows_that_do_not_split(body_of, ns):
    rows = tuple(Row((cell(f"{n}a"), cell(f"{n}b"))) for n in range(4))
    document = body_of(Table(rows, head_rows=2, head_columns=1, align=("", "right"), caption=(Text("Caption"),)))
    table = document.document.tables[0]
    assert [row._tr.find(f"{ns}trPr/{ns}tblHeader") is not None for row in table.rows] == [True, True, False, False]
    assert all(row._tr.find(f"{ns}trPr/{ns}cantSplit") is not None for row in table.rows)
    assert table.style.name == "Release Table"
    look = table._tbl.find(f"{ns}tblPr/{ns}tblLook")
    assert (look.get(f"{ns}firstRow"), look.get(f"{ns}firstColumn")) == ("1", "1")
    assert [[found.paragraphs[0].style.name for found in row.cells] for row in table.rows][1:3] == [
        ["Table Heading", "Table Heading"], ["Table Row Heading", "Table Text"],
    ]  # fmt: skip
    assert document.texts("Caption") == ["Caption"]
    assert document.paragraphs("Caption")[0].find(f"{ns}pPr/{ns}keepNext") is not None
    assert [p.find(f"{ns}pPr/{ns}jc").get(f"{ns}val") for p in document.paragraphs("TableText")] == ["right", "right"]


@pytest.mark.parametrize(("rows", "kept"), [(1, 0), (4, 3), (12, 11), (13, 1), (40, 1)])
def test_a_small_table_is_not_parted_between_pages_and_no_last_row_stands_alone(rows, kept, body_of, ns):
    found = Table(tuple(Row((Cell((Paragraph((Text(f"row {row}"),)),)),)) for row in range(rows)))
    paragraphs = [*body_of(found).body.iter(f"{ns}tc")]
    stays = [cell.find(f"{ns}p/{ns}pPr/{ns}keepNext") is not None for cell in paragraphs]
    assert (sum(stays), stays[-1]) == (kept, False)
    assert rows == 1 or stays[-2]


def test_spans_cover_the_grid(body_of, ns):
    document = body_of(
        Table((Row((cell("a", rowspan=2), cell("b", colspan=2))), Row((cell("c"), cell("d"))), Row((cell("e"),))))
    )
    assert shape(document, ns) == [[(1, "restart"), (2, "")], [(1, "continue"), (1, ""), (1, "")], [(1, "")]]
    after = document.body.findall(f".//{ns}gridAfter")
    assert [found.get(f"{ns}val") for found in after] == ["2"]
    table = document.document.tables[0]
    assert table.cell(1, 0).text == "a"
    assert table.cell(1, 2).text == "d"


def test_spans_that_lie_are_clipped_and_no_word_is_lost(body_of, ns):
    document = body_of(Table((Row((cell("a", rowspan=1000), cell("b"))), Row((cell("c", colspan=1), cell("d", rowspan=9))))))
    assert shape(document, ns) == [[(1, "restart"), (1, "")], [(1, "continue"), (1, ""), (1, "")]]


def test_a_table_from_right_to_left_is_mirrored_and_its_alignment_is_as_seen(body_of, ns):
    document = body_of(Table((Row((cell("أ"), cell("ب"))),), align=("left", "right")), lang="ar")
    assert document.body.find(f".//{ns}tblPr/{ns}bidiVisual") is not None
    # In Word, left is where the lines of a paragraph from right to left begin.
    assert [p.find(f"{ns}pPr/{ns}jc").get(f"{ns}val") for p in document.paragraphs("TableText")] == ["right", "left"]


@pytest.mark.parametrize("table", [
    Table((Row(tuple(cell(str(n)) for n in range(64))),)),
    Table((Row((cell("0", colspan=1000), cell("1"))),)),
    Table((Row((*(cell(str(n)) for n in range(62)), cell("x", rowspan=2))), Row((cell("y", colspan=62), cell("z"))))),
])  # fmt: skip
def test_a_table_that_is_too_wide_for_word_keeps_its_words_and_says_so(body_of, ns, table):
    document = body_of(table)
    assert document.codes == ["table-too-wide"]
    assert not list(document.body.iter(f"{ns}tbl"))
    assert document.texts("TableText") == [block.content[0].text for row in table.rows for c in row.cells for block in c.blocks]


def test_a_table_of_63_columns_is_a_table(body_of):
    document = body_of(Table((Row(tuple(cell(str(n)) for n in range(63))),)))
    assert document.codes == []
    assert len(document.document.tables[0].columns) == 63


cells = st.builds(Cell, st.just((Paragraph((Text("word"),)),)), st.integers(1, 4), st.integers(1, 4))
tables = st.lists(st.lists(cells, max_size=5).map(tuple).map(Row), min_size=1, max_size=6).map(tuple).map(Table)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(found=tables)
def test_any_spans_give_a_grid_that_is_full_and_keep_every_cell(body_of, ns, found):
    document = body_of(found)
    table = next(document.body.iter(f"{ns}tbl"))
    columns = [int(column.get(f"{ns}w")) for column in table.findall(f"{ns}tblGrid/{ns}gridCol")]
    assert sum(columns) == int(table.find(f"{ns}tblPr/{ns}tblW").get(f"{ns}w"))
    assert min(columns) > 0
    covered: dict[int, str] = {}
    for row, spans in zip(table.findall(f"{ns}tr"), shape(document, ns), strict=True):
        after = row.find(f"{ns}trPr/{ns}gridAfter")
        assert sum(span for span, _ in spans) + (0 if after is None else int(after.get(f"{ns}val"))) == len(columns)
        at, now = 0, {}
        for span, kind in spans:
            if kind == "continue":  # stands below a cell of the same column and width
                assert covered.get(at) == span
            if kind:
                now[at] = span
            at += span
        covered = now
    assert document.parts["word/document.xml"].count(b">word<") == sum(len(row.cells) for row in found.rows)
