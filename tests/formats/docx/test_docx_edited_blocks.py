"""Blocks that somebody edited, moved or took out in a document of ours: the text is the page's, and neighbours stay what they were."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy

import pytest
from attrs import evolve

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    Context,
    Date,
    Figure,
    Image,
    Item,
    LineBreak,
    Moment,
    OrderedList,
    Paragraph,
    Release,
    Row,
    Span,
    Speech,
    Strong,
    Table,
    Text,
    inline_text,
    normalise,
    plain_text,
    reads,
    writes,
)

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def said(words):
    return (Text(words),)


def para(*content):
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


def release(*body, **fields):
    return normalise(Release(**({"headline": said("A pier opens"), "lang": "en-GB", "body": body} | fields)))


# ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_with_numbers_that_word_does_not_count_stays_one_where_the_list_below_loses_an_item(edit):
    one = OrderedList((Item((para("one"),)), Item((para("two"),))), start=0, style="lower-alpha")
    other = OrderedList((Item((para("three"),)), Item((para("four"),))), start=0, style="lower-alpha")
    back, _ = edit(release(one, other), lambda editor: editor.remove("three"))
    assert back.body[0] == one


def test_a_list_whose_numbers_word_does_not_count_and_that_was_edited_is_told_with_its_place(edit):
    letters = OrderedList((Item((para("one"),)), Item((para("two"),))), start=0, style="lower-alpha")
    back, notes = edit(release(para("Before."), letters), lambda editor: editor.replace(">two<", ">three<"))
    assert back.body[1:] == (para("0.\tone"), para("a.\tthree"))
    assert [note.where for note in notes if note.code == "list-numbers-in-words"] == ["/body/1"]


def test_a_paragraph_in_the_style_of_the_items_above_is_one_more(edit):
    bullets, numbers = (kind((Item((para("one"),)), Item((para("two"),)))) for kind in (BulletList, OrderedList))

    def more(editor, words, style):
        new = editor.made(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>three</w:t></w:r></w:p>')
        [found for found in editor.body.iter("{*}p") if words in "".join(found.itertext())][-1].addnext(new)

    for old, style in ((bullets, "ListBullet"), (numbers, "ListNumber")):
        back, _ = edit(release(old, para("After.")), lambda editor, style=style: more(editor, "two", style))
        assert back.body == (evolve(old, items=(*old.items, Item((para("three"),)))), para("After."))


def test_a_new_level_is_a_list_in_the_item_above(edit):
    old = BulletList((Item((para("one"),)), Item((para("two"),))))
    back, _ = edit(release(old), lambda editor: editor.paragraph("two")[0].find("{*}numPr")[0].set(WORD + "val", "1"))
    assert back.body == (BulletList((Item((para("one"), BulletList((Item((para("two"),)),)))),)),)


def test_items_that_are_paragraphs_now_and_a_paragraph_that_is_an_item(edit):
    old = OrderedList((Item((para("one"),)), Item((para("two"),))))

    def out(editor):
        for words in ("one", "two"):
            properties = editor.paragraph(words)[0]
            properties.remove(properties.find("{*}numPr"))
            properties[0].set(WORD + "val", "BodyText")

    def inside(editor):
        below = editor.paragraph("Below.")
        below.replace(below[0], deepcopy(editor.paragraph("two")[0]))

    assert edit(release(old), out)[0].body == (para("one"), para("two"))
    back, _ = edit(release(old, para("Below.")), inside)
    assert back.body == (evolve(old, items=(*old.items, Item((para("Below."),)))),)


# ── quotations and turns of speech ──────────────────────────────────────────────────────────────────────────────────


def test_a_quotation_ends_with_who_said_it_and_a_turn_begins_with_its_speaker(edit):
    quotes = (BlockQuote((para("One."),), said("Ada")), BlockQuote((para("Two."),)))
    turns = (Speech((para("Three."),), said("Berg")), Speech((para("Four."),), said("Lund")))
    back, _ = edit(release(*quotes, *turns), lambda editor: editor.replace("Three.", "Three!"))
    assert back.body == (*quotes, evolve(turns[0], blocks=(para("Three!"),)), turns[1])
    back, _ = edit(release(*quotes, *turns), lambda editor: editor.replace("Ada", "Adam"))
    assert back.body == (evolve(quotes[0], attribution=said("Adam")), quotes[1], *turns)


def test_a_quotation_in_an_item_without_words_of_its_own_stays_one_where_the_quotation_above_is_changed(edit):
    quote, item = BlockQuote((para("One."),)), BulletList((Item((BlockQuote((para("Two."),)),)),))
    back, _ = edit(release(quote, item), lambda editor: editor.replace("One.", "None."))
    assert back.body == (BlockQuote((para("None."),)), item)


# ── tables and pictures ─────────────────────────────────────────────────────────────────────────────────────────────

HIDDEN = Date(said("2026"), Moment("2026-01-01"))
GRID = Table(
    (
        Row((Cell((para("Year"),)), Cell((para("Ships"),)))),
        Row((Cell((para("2025"),)), Cell((para("12"),)))),
        Row((Cell((para(HIDDEN),)), Cell((para("15"),)))),
    ),
    1,
    caption=said("Ships by year"),
)


def table_after(edit, change):
    back, _ = edit(release(para("Before."), GRID, para("After.")), lambda editor: change(next(editor.body.iter("{*}tbl"))))
    before, table, after = back.body
    assert (before, after) == (para("Before."), para("After."))
    assert (table.caption, table.head_rows) == (GRID.caption, 1)
    return table


def test_rows_that_are_added_and_taken_out(edit):
    def add(table):
        new = deepcopy(table.findall("{*}tr")[1])
        for text, words in zip(new.iter("{*}t"), ("2024", "9"), strict=True):
            text.text = words
        table.findall("{*}tr")[1].addprevious(new)

    one = Row((Cell((para("2024"),)), Cell((para("9"),))))
    assert table_after(edit, add) == evolve(GRID, rows=(GRID.rows[0], one, *GRID.rows[1:]))
    assert table_after(edit, lambda table: table.remove(table.findall("{*}tr")[1])) == evolve(
        GRID, rows=(GRID.rows[0], GRID.rows[2])
    )


def test_a_column_that_is_taken_out(edit):
    def change(table):
        table.find("{*}tblGrid").remove(table.find("{*}tblGrid")[1])
        for row in table.findall("{*}tr"):
            row.remove(row.findall("{*}tc")[1])

    assert table_after(edit, change) == evolve(GRID, rows=tuple(Row(row.cells[:1]) for row in GRID.rows))


def test_cells_that_are_merged(edit):
    def across(table):
        first, second = table.findall("{*}tr")[1].findall("{*}tc")
        first[0].append(first.makeelement(WORD + "gridSpan", {WORD + "val": "2"}))
        first.append(second.find("{*}p"))
        second.getparent().remove(second)

    def down(table):  # as Word does it: the words of the lower cell go up
        upper, lower = (row.find("{*}tc") for row in table.findall("{*}tr")[1:])
        for cell, said in ((upper, "restart"), (lower, "continue")):
            cell[0].append(cell.makeelement(WORD + "vMerge", {WORD + "val": said}))
        upper.append(lower.find("{*}p"))
        lower.append(lower.makeelement(WORD + "p"))

    whole = Row((Cell((para("2025"), para("12")), colspan=2),))
    assert table_after(edit, across) == evolve(GRID, rows=(GRID.rows[0], whole, GRID.rows[2]))
    high = Row((Cell((para("2025"), para(HIDDEN)), rowspan=2), GRID.rows[1].cells[1]))
    assert table_after(edit, down) == evolve(GRID, rows=(GRID.rows[0], high, Row(GRID.rows[2].cells[1:])))


def test_cells_are_not_aligned_where_a_program_says_of_each_what_all_are(edit):
    def left(table):
        for properties in table.iter("{*}pPr"):
            properties.append(properties.makeelement(WORD + "jc", {WORD + "val": "left"}))
        next(text for text in table.iter("{*}t") if text.text == "12").text = "13"

    row = Row((Cell((para("2025"),)), Cell((para("13"),))))
    assert table_after(edit, left) == evolve(GRID, rows=(GRID.rows[0], row, GRID.rows[2]))


FIGURE = Figure(Image("pier.png", "The pier"), said("The pier at noon"), said("Photo: H. Board"))


@pytest.mark.parametrize(
    ("before", "after", "figure"),
    [
        ("The pier at noon", "The pier at dusk", evolve(FIGURE, caption=said("The pier at dusk"))),
        ("Photo: H. Board", "Photo: C. Lund", evolve(FIGURE, credit=said("Photo: C. Lund"))),
        ('descr="The pier"', 'descr="The old pier"', evolve(FIGURE, image=Image("pier.png", "The old pier"))),
    ],
)
def test_changed_words_of_a_figure_leave_it_its_picture(edit, png, before, after, figure):
    back, _ = edit(release(FIGURE), lambda editor: editor.replace(before, after), {"pier.png": png(3, 2)}, resources={}.get)
    assert back.body == (figure,)


def test_a_picture_that_is_set_bold_with_its_caption_is_a_figure(edit, png):
    def bold(editor):
        for run in [*editor.body.iter("{*}r")]:
            if run.find("{*}rPr") is None:
                run.insert(0, editor.made("<w:rPr/>"))
            run.find("{*}rPr").append(editor.made("<w:b/>"))

    back, _ = edit(release(FIGURE), bold, {"pier.png": png(3, 2)})
    assert back.body == (evolve(FIGURE, caption=(Strong(FIGURE.caption),), credit=(Strong(FIGURE.credit),)),)


def test_a_picture_that_is_taken_out_leaves_its_words(edit, png):
    def away(editor):
        shown = next(editor.body.iter("{*}drawing")).getparent().getparent()
        shown.getparent().remove(shown)

    back, _ = edit(release(para("Before."), FIGURE), away, {"pier.png": png(3, 2)})
    assert back.body == (para("Before."), para("The pier at noon"), para("Photo: H. Board"))


def test_another_picture_in_the_place_of_one_is_that_which_is_read(png):
    seen = Context()
    data = writes(release(FIGURE), "docx", context=Context(resources={"pier.png": png(3, 2)}.get))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as new:
        for name in file.namelist():
            new.writestr(name, png(5, 5) if name.startswith("word/media/") else file.read(name))
    assert reads(out.getvalue(), context=seen) == release(FIGURE)
    assert seen.resources("pier.png") == png(5, 5)


# ── white space ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("xml", "content"),
    [
        ("<w:r><w:br/></w:r>", (LineBreak(), Text(" at ten."))),
        ("<w:r><w:tab/></w:r>", said("\t at ten.")),
        ("<w:r><w:t>\u00a0</w:t></w:r>", said("\u00a0 at ten.")),
        ('<w:r><w:t xml:space="preserve"> </w:t></w:r>', said("  at ten.")),
    ],
)
def test_white_space_that_somebody_typed_comes_back(edit, xml, content):
    at = Span(said("It opens"), attributes=(("ref", "a"),))
    back, _ = edit(release(para(at, " at ten.")), lambda editor: editor.run("It opens").addnext(editor.made(xml)))
    assert back.body == release(para(at, *content)).body


def test_a_space_that_does_not_break_takes_the_place_of_one_in_a_list_a_headline_and_a_cell(edit):
    item, cell = BulletList((Item((para("in 10 days"),)),)), Table((Row((Cell((para("in 10 years"),)),)),))
    old = release(item, cell, headline=said("Open in 10 hours"))
    back, _ = edit(old, lambda editor: editor.replace("in 10 ", "in 10\u00a0"))
    assert inline_text(back.headline) == "Open in 10\u00a0hours"
    assert plain_text(back) == plain_text(old).replace("in 10 ", "in 10\u00a0")


@pytest.mark.parametrize(
    "xml",
    [
        '<w:r><w:br w:type="page"/></w:r>',
        "<w:r><w:lastRenderedPageBreak/></w:r>",
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="99" w:name="_GoBack"/><w:bookmarkEnd w:id="99"/>',
        '<w:smartTag w:uri="urn:x" w:element="place"/>',
        '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"></w:t></w:r>',
    ],
)
def test_what_says_nothing_is_no_edit(edit, xml):
    old = release(para(Span(said("It opens"), attributes=(("ref", "a"),)), " at ten."))

    def change(editor):
        run = editor.run("It opens")
        for each in reversed(editor.made(f"<w:p>{xml}</w:p>")):
            run.addnext(each)

    back, notes = edit(old, change)
    assert (back, notes) == (old, [])
