"""Lists and tables as Word, Google Docs and LibreOffice say them: numbered by styles, by links, with words; spans of every sort."""

from __future__ import annotations

import pytest

from releasekit import Context, plain_text, reads
from releasekit import model as m


def para(*content):
    return m.Paragraph(tuple(m.Text(item) if isinstance(item, str) else item for item in content))


def item(*blocks):
    return m.Item(tuple(para(block) if isinstance(block, str) else block for block in blocks))


def said(text):
    return (m.Text(text),)


def level(at: int, format: str, text: str = "", start: int = 1, style: str = "") -> str:
    of_style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{of_style}'
        f'<w:lvlText w:val="{text or f"%{at + 1}."}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "", override: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{more}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>{override}</w:num>'
    )


def in_list(number: int, at: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


def style(key: str, name: str, properties: str = "", based_on: str = "", kind: str = "paragraph") -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{based}<w:pPr>{properties}</w:pPr></w:style>'


@pytest.fixture
def blocks(word):
    def read(body: str, **more) -> tuple[m.Block, ...]:
        return reads(word(body, **more).data(), "docx", context=Context(find=False)).body

    return read


# ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_levels_nest_and_each_counts_in_its_own_way(blocks, par):
    body = "".join(par(text, properties=in_list(1, at)) for text, at in (("a", 0), ("b", 1), ("c", 2), ("d", 0)))
    found = blocks(body, numbering=numbering(level(0, "decimal"), level(1, "lowerLetter"), level(2, "bullet", "•")))
    inner = m.OrderedList((item("b", m.BulletList((item("c"),))),), style="lower-alpha")
    assert found == (m.OrderedList((item("a", inner), item("d"))),)


def test_a_list_goes_on_counting_after_a_paragraph_and_restarts_where_it_says_so(blocks, par):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = (
        par("a", properties=in_list(1)) + par("between") + par("b", properties=in_list(1)) + par("again")
        + par("c", properties=in_list(2))
    )  # fmt: skip
    found = blocks(body, numbering=numbering(level(0, "decimal"), override=override))
    assert [block.start for block in found if isinstance(block, m.OrderedList)] == [1, 2, 1]


def test_a_level_may_be_defined_anew_for_one_list(blocks, par):
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", start=4)}</w:lvlOverride>'
    found = blocks(par("a", properties=in_list(2)), numbering=numbering(level(0, "decimal"), override=override))
    assert found == (m.OrderedList((item("a"),), 4, "upper-roman"),)


def test_lists_of_styles_are_lists(blocks, par):
    styles = style("Punkt", "Aufzählung", in_list(1).replace('<w:ilvl w:val="0"/>', "")) + style(
        "P2", "Tiefer", based_on="Punkt"
    )
    found = blocks(par("a", style="Punkt") + par("b", style="P2"), styles=styles, numbering=numbering(level(0, "bullet", "•")))
    assert found == (m.BulletList((item("a"), item("b"))),)


def test_the_level_of_a_style_is_the_one_that_belongs_to_it(blocks, par):
    of_style = in_list(1).replace('<w:ilvl w:val="0"/>', "")
    styles = style("One", "Step", of_style) + style("Two", "Part of a step", of_style)
    levels = numbering(level(0, "decimal", style="One"), level(1, "lowerLetter", style="Two"))
    found = blocks(par("a", style="One") + par("b", style="Two"), styles=styles, numbering=levels)
    assert found == (m.OrderedList((item("a", m.OrderedList((item("b"),), style="lower-alpha")),)),)


def test_a_list_that_is_defined_by_a_list_style_is_found_there(blocks, par):
    more = f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="Steps"/>{level(0, "upperLetter")}</w:abstractNum>'
    linked = '<w:numStyleLink w:val="Steps"/>'
    found = blocks(par("a", properties=in_list(1)), numbering=numbering(linked, more=more))
    assert found == (m.OrderedList((item("a"),), style="upper-alpha"),)


def test_lists_are_known_by_the_names_of_styles_where_nothing_counts(blocks, par):
    styles = style("LB", "List Bullet") + style("LB2", "List Bullet 2") + style("LN", "List Number")
    body = par("a", style="LB") + par("b", style="LB2") + par("c", style="LN")
    found = blocks(body, styles=styles)
    assert found == (m.BulletList((item("a", m.BulletList((item("b"),))),)), m.OrderedList((item("c"),)))


def test_a_paragraph_of_a_list_without_a_number_belongs_to_the_item_above(blocks, par):
    styles = style("LP", "List Paragraph")
    body = par("a", style="LP", properties=in_list(1)) + par("more", style="LP") + par("b", style="LP", properties=in_list(1))
    found = blocks(body, styles=styles, numbering=numbering(level(0, "decimal")))
    assert found == (m.OrderedList((item("a", "more"), item("b"))),)


def test_words_that_word_counts_with_are_words(blocks, par):
    levels = numbering(level(0, "decimal", "Article %1."), level(1, "lowerLetter", "Point %1(%2)"))
    body = par("Piers", properties=in_list(1)) + par("Ferries", properties=in_list(1)) + par("Tides", properties=in_list(1, 1))
    assert blocks(body, numbering=levels) == (para("Article 1. Piers"), para("Article 2. Ferries"), para("Point 2(a) Tides"))


def test_a_heading_that_counts_with_words_has_them_and_one_that_counts_with_numbers_is_a_heading(blocks, par):
    of_style = in_list(1).replace('<w:ilvl w:val="0"/>', "")
    styles = style("H1", "heading 1", of_style)
    for text, expected in (("Chapter %1", "Chapter 1 Piers"), ("%1.", "Piers")):
        found = blocks(par("Piers", style="H1"), styles=styles, numbering=numbering(level(0, "decimal", text)))
        assert found == (m.Heading(said(expected), 1),)


def test_paragraphs_that_are_only_indented_are_no_list(blocks, par):
    nothing = '<w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl>'
    assert blocks(par("a", properties=in_list(1)), numbering=numbering(nothing)) == (para("a"),)
    assert blocks(par("a", properties=in_list(0)) + par("b", properties=in_list(77)), numbering=numbering()) == (
        para("a"),
        para("b"),
    )


# ── headings, captions, quotations ──────────────────────────────────────────────────────────────────────────────────


def test_headings_are_known_by_their_outline(blocks, par):
    styles = style("Own", "Zwischentitel", '<w:outlineLvl w:val="2"/>')
    body = (
        par("a", style="Own")
        + par("b", properties='<w:outlineLvl w:val="0"/>')
        + par("c", properties='<w:outlineLvl w:val="9"/>')
    )
    assert blocks(body, styles=styles) == (m.Heading(said("a"), 3), m.Heading(said("b"), 1), para("c"))


def test_captions_with_counted_numbers_go_to_their_tables_and_pictures(blocks, par, run, png):
    styles = style("C", "caption") + style("TC", "Table Caption", based_on="C")
    count = f'<w:fldSimple w:instr=" SEQ Table ">{run("1")}</w:fldSimple>'
    shown = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rIdP"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    body = (
        par("Table ", count, ": Tides", style="TC")
        + f"<w:tbl><w:tr><w:tc>{par('x')}</w:tc></w:tr></w:tbl>"
        + par(shown)
        + par("Gulls", style="C")
    )
    table, figure = blocks(body, styles=styles, links={"rIdP": ("image", "media/a.png")}, files={"word/media/a.png": png(2, 2)})
    assert table.caption == said("Table 1: Tides")
    assert figure == m.Figure(m.Image("a.png"), said("Gulls"))


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def spans(table: m.Table) -> list[list[tuple[str, int, int]]]:
    return [[(plain_text(m.Release(body=cell.blocks)), cell.colspan, cell.rowspan) for cell in row.cells] for row in table.rows]


def test_cells_span_in_each_way_that_word_says_it(blocks):
    merged = '<w:vMerge w:val="restart"/>'
    body = "<w:tbl>{}</w:tbl>".format(
        row(cell("a", '<w:gridSpan w:val="2"/>'), cell("b", merged))
        + row(cell("c"), cell("d"), cell("", "<w:vMerge/>"))
        + row(cell("e", '<w:hMerge w:val="restart"/>'), cell("f", "<w:hMerge/>"), cell("g"))
    )
    (table,) = blocks(body)
    assert spans(table) == [[("a", 2, 1), ("b", 1, 2)], [("c", 1, 1), ("d", 1, 1)], [("e\nf", 2, 1), ("g", 1, 1)]]


def test_rows_may_leave_out_columns_at_both_edges(blocks):
    gap = '<w:gridBefore w:val="1"/><w:gridAfter w:val="2"/>'
    (table,) = blocks(f"<w:tbl>{row(cell('a'), cell('b'), cell('c'), cell('d'))}{row(cell('e'), properties=gap)}</w:tbl>")
    assert sum(cell.colspan for cell in table.rows[1].cells) == 4
    assert plain_text(m.Release(body=table.rows[1].cells[1].blocks)) == "e"


def test_headers_are_what_repeats_or_what_the_style_sets_apart(blocks):
    look = '<w:tblPr><w:tblStyle w:val="{}"/><w:tblLook {}/></w:tblPr>'
    styles = (
        '<w:style w:type="table" w:styleId="Plain"><w:name w:val="Table Grid"/></w:style><w:style w:type="table" w:styleId="Set">'
        '<w:name w:val="Set"/><w:tblStylePr w:type="firstRow"/><w:tblStylePr w:type="firstCol"/></w:style>'
        '<w:style w:type="table" w:styleId="Set2"><w:name w:val="Set 2"/><w:basedOn w:val="Set"/></w:style>'
    )
    rows = row(cell("a"), cell("b")) + row(cell("c"), cell("d"))
    for properties, expected in (
        (look.format("Plain", 'w:val="04A0" w:firstRow="1" w:firstColumn="1"'), (0, 0)),
        (look.format("Set", 'w:val="04A0" w:firstRow="1" w:firstColumn="1"'), (1, 1)),
        (look.format("Set2", 'w:val="0020"'), (1, 0)),
        (look.format("Set", 'w:val="0000" w:firstRow="0" w:firstColumn="0"'), (0, 0)),
        (look.format("Set", 'w:val="nonsense"'), (0, 0)),
    ):
        (table,) = blocks(f"<w:tbl>{properties}{rows}</w:tbl>", styles=styles)
        assert (table.head_rows, table.head_columns) == expected
    repeated = row(cell("a"), properties="<w:tblHeader/>") + row(cell("b"), properties="<w:tblHeader/>") + row(cell("c"))
    (table,) = blocks(f"<w:tbl>{repeated}</w:tbl>")
    assert table.head_rows == 2


def test_tables_in_cells_and_from_right_to_left_keep_their_order(blocks):
    inner = f"<w:tbl>{row(cell('in'))}</w:tbl><w:p/>"
    body = f"<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr>{row(f'<w:tc>{inner}</w:tc>', cell('ב'))}</w:tbl>"
    (table,) = blocks(body)
    assert isinstance(table.rows[0].cells[0].blocks[0], m.Table)
    assert plain_text(m.Release(body=(table,))) == "in\nב"


def test_a_cell_that_goes_on_for_thousands_of_rows_is_read_in_time(blocks):
    rows = row(cell("x", '<w:vMerge w:val="restart"/>')) + row(cell("y", "<w:vMerge/>")) * 5000
    (table,) = blocks(f"<w:tbl>{rows}</w:tbl>")
    assert plain_text(m.Release(body=(table,))).count("y") == 5000
