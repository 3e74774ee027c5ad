"""What Word can put into a text: fields, controls, text boxes, symbols, formulas, charts, notes; and the forms its files come in."""

from __future__ import annotations

import pytest

from releasekit import Context, plain_text, reads
from releasekit import model as m

MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def field(instruction: str, *shown: str) -> str:
    """A field that shows words, of the long form."""
    code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return MARK.format("begin") + code + MARK.format("separate") + "".join(shown) + MARK.format("end")


def para(*content):
    return m.Paragraph(tuple(m.Text(item) if isinstance(item, str) else item for item in content))


def said(text):
    return (m.Text(text),)


@pytest.fixture
def blocks(word):
    """The blocks that a body is read as."""

    def read(body: str, *, context: Context | None = None, **more) -> tuple[m.Block, ...]:
        return reads(word(body, **more).data(), "docx", context=context or Context(find=False)).body

    return read


# ── fields and links ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("instruction", "link"),
    [
        (' HYPERLINK "https://a.example/" ', ("https://a.example/", "")),
        ("HYPERLINK https://a.example/ \\o &quot;Go there&quot;", ("https://a.example/", "Go there")),
        (' HYPERLINK "https://a.example/" \\l "part" \\t "_blank" ', ("https://a.example/#part", "")),
        (" HYPERLINK \\l &quot;part&quot; \\h ", ("#part", "")),
    ],
)
def test_hyperlink_fields_are_links(blocks, par, run, instruction, link):
    expected = (para("See ", m.Link(said("here"), *link)),)
    assert blocks(par("See ", field(instruction, run("here")))) == expected
    simple = f'<w:fldSimple w:instr="{instruction.replace(chr(34), "&quot;")}">{run("here")}</w:fldSimple>'
    assert blocks(par("See ", simple)) == expected


def test_a_link_goes_on_over_paragraphs_and_holds_other_fields(blocks, par, run):
    start = (
        MARK.format("begin") + '<w:r><w:instrText>HYPERLINK "https://a.example/"</w:instrText></w:r>' + MARK.format("separate")
    )
    body = par(start, run("one "), field(" REF part \\h ", run("two"))) + par(run("three"), MARK.format("end"), run(" four"))
    link = "https://a.example/"
    assert blocks(body) == (para(m.Link(said("one two"), link)), para(m.Link(said("three"), link), " four"))


def test_words_within_an_instruction_are_not_shown(blocks, par, run):
    nested = field(" REF name ", run("secret"))
    assert blocks(par("a", MARK.format("begin"), nested, MARK.format("separate"), run("b"), MARK.format("end"), run("c"))) == (
        para("abc"),
    )


def test_fields_show_their_last_result(blocks, par, run):
    body = par(
        "Page ",
        field(" PAGE ", run("3")),
        " on ",
        field(' DATE \\@ "d MMMM" ', run("1 March")),
        ", ",
        field(" REF x ", run("above")),
    )
    assert blocks(body) == (para("Page 3 on 1 March, above"),)


def test_a_field_without_instruction_or_result_hides_nothing(blocks, par, run):
    empty = MARK.format("begin") + MARK.format("separate") + run("x") + MARK.format("end")
    bare = MARK.format("begin") + "<w:r><w:instrText> XE secret </w:instrText></w:r>" + MARK.format("end")
    assert blocks(par("a", empty, bare, MARK.format("end"), MARK.format("separate"), run("b"))) == (para("axb"),)


def test_form_fields_show_their_state(blocks, par):
    def form(data: str) -> str:
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        return begin + "<w:r><w:instrText> FORM </w:instrText></w:r>" + MARK.format("end")

    ticked = form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
    empty = form('<w:checkBox><w:default w:val="0"/></w:checkBox>')
    chosen = form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="ebb"/><w:listEntry w:val="flood"/></w:ddList>')
    assert blocks(par(ticked, " yes ", empty, " no ", chosen)) == (para("☒ yes ☐ no flood"),)


def test_a_table_of_contents_is_text(blocks, par, run):
    entry = (
        '<w:hyperlink w:anchor="_Toc1">'
        + run("Piers")
        + "<w:r><w:tab/></w:r>"
        + field(" PAGEREF _Toc1 ", run("2"))
        + "</w:hyperlink>"
    )
    begin = MARK.format("begin") + '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>' + MARK.format("separate")
    body = f"<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent>{par(begin, entry)}{par(MARK.format('end'))}</w:sdtContent></w:sdt>"
    assert blocks(body) == (para(m.Link(said("Piers\t2"), "#_Toc1")),)


def test_links_lead_to_parts_addresses_and_bookmarks_with_their_tips(blocks, par, run):
    body = par(
        f'<w:hyperlink r:id="rId1" w:anchor="p" w:tooltip="Go">{run("a")}</w:hyperlink>',
        f'<w:hyperlink w:anchor="here">{run("b")}</w:hyperlink>',
        f'<w:bookmarkStart w:id="0" w:name="here"/>{run("c")}<w:bookmarkEnd w:id="0"/>',
    )
    found = blocks(body, links={"rId1": ("hyperlink", "https://a.example/x")})
    place = m.Span(said("c"), attributes=(("id", "here"),))
    assert found == (para(m.Link(said("a"), "https://a.example/x#p", "Go"), m.Link(said("b"), "#here"), place),)


def test_bookmarks_that_links_lead_to_are_ids_wherever_they_begin(blocks, par, run):
    def marked(key: int, name: str, inner: str) -> str:
        return f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{key}"/>'

    body = (
        par(field(' HYPERLINK \\l "far" ', run("go")), f'<w:fldSimple w:instr=" HYPERLINK \\l near ">{run("on")}</w:fldSimple>')
        + marked(1, "far", par("Far")) + par(marked(2, "near", run("Near")), marked(3, "_GoBack", run(" by")))
    )  # fmt: skip
    _, far, near = blocks(body)
    assert far == para(m.Span(said("Far"), attributes=(("id", "far"),)))
    assert near == para(m.Span(said("Near"), attributes=(("id", "near"),)), " by")


def test_marks_of_fields_in_hidden_runs_count(blocks, par, run):
    hidden = [part.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>") for part in (MARK.format("begin"), MARK.format("end"))]
    code = '<w:r><w:instrText> XE "secret" </w:instrText></w:r>'
    assert blocks(par("a", hidden[0], code, hidden[1], run("b"))) == (para("ab"),)


# ── wrappers and controls ───────────────────────────────────────────────────────────────────────────────────────────


def test_words_in_tags_and_wrappers_are_words(blocks, par, run):
    body = par(
        f'<w:smartTag w:uri="u" w:element="place">{run("Westhaven")}</w:smartTag>',
        f'<w:customXml w:element="x">{run(" harbour")}</w:customXml>',
        f'<w:proofErr w:type="spellStart"/>{run(" opens")}',
        f"<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{run(' 1 March')}</w:sdtContent></w:sdt>",
        f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{run(' at noon')}</w:sdtContent></w:sdt>",
    )
    assert blocks(body) == (para("Westhaven harbour opens 1 March at noon"),)


def test_controls_around_blocks_rows_and_cells_are_passed_through(blocks, par):
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    cells = control(f"<w:tc>{control(par('a'))}</w:tc>") + f"<w:tc>{par('b')}</w:tc>"
    body = control(par("x")) + f"<w:tbl>{control(f'<w:tr>{cells}</w:tr>')}</w:tbl>" + f"<w:customXml>{par('y')}</w:customXml>"
    first, table, last = blocks(body)
    assert (first, last) == (para("x"), para("y"))
    assert [[cell.blocks for cell in row.cells] for row in table.rows] == [[(para("a"),), (para("b"),)]]


def test_prompts_of_controls_are_left_out_and_told(blocks, par, run):
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Choose a date')}</w:sdtContent></w:sdt>"
    context = Context(find=False)
    assert blocks(par("On ", prompt), context=context) == (para("On"),)
    assert [(note.code, note.kind) for note in context.notes] == [("prompt-left-out", "advice")]


# ── characters ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_special_characters_are_characters(blocks, par):
    body = par(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t><w:cr/><w:t>e</w:t></w:r>"
    )
    assert blocks(body) == (para("a\tb\u2011c\u00add", m.LineBreak(), "e"),)


def test_symbols_are_the_characters_that_they_look_like(blocks, par, run):
    def sym(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    body = par(
        sym("Wingdings", "F0FC"), sym("Symbol", "F061"), sym("Wingdings 2", "F052"), sym("Other", "F0B7"), sym("Other", "2603"),
        sym("Other", "nothing"), run("\uf0b0", '<w:rFonts w:ascii="Symbol"/>'),
    )  # fmt: skip
    assert blocks(body) == (para("✓α☑•☃°"),)


def test_readings_stand_behind_their_words(blocks, par, run):
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('とうきょう')}</w:rt><w:rubyBase>{run('東京')}</w:rubyBase></w:ruby></w:r>"
    assert blocks(par(ruby, "で")) == (para("東京(とうきょう)で"),)


def test_words_that_run_the_other_way_say_so(blocks, par, run):
    body = par("a ", f'<w:dir w:val="rtl">{run("ב")}</w:dir>', f'<w:bdo w:val="ltr">{run("c")}</w:bdo>')
    assert blocks(body) == (para("a ", m.Span(said("ב"), direction="rtl"), m.Span(said("c"), direction="ltr")),)


def test_formulas_are_lines_of_text(blocks, par):
    def r(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:fPr/><m:num>{r('a+b')}</m:num><m:den>{r('2')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{r('x')}</m:e><m:sup>{r('2')}</m:sup></m:sSup>"
    root = f"<m:rad><m:radPr/><m:deg/><m:e>{power}</m:e></m:rad>"
    total = f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{r("i=1")}</m:sub><m:sup>{r("n")}</m:sup><m:e>{r("i")}</m:e></m:nary>'
    brackets = f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{r("a")}</m:e><m:e>{r("b")}</m:e></m:d>'
    matrix = (
        f"<m:m><m:mr><m:e>{r('1')}</m:e><m:e>{r('0')}</m:e></m:mr><m:mr><m:e>{r('0')}</m:e><m:e>{r('1')}</m:e></m:mr></m:m>"
    )
    for formula, expected in (
        (fraction, "(a+b)/2"), (root, "√(x^2)"), (total, "∑_(i=1)^n i"), (brackets, "[a|b]"), (matrix, "[1, 0; 0, 1]"),
        (f"<m:func><m:fName>{r('sin')}</m:fName><m:e>{r('x')}</m:e></m:func>", "sin x"),
        (f"<m:eqArr><m:e>{r('a')}</m:e><m:e>{r('b')}</m:e></m:eqArr>", "a; b"),
    ):  # fmt: skip
        assert blocks(par("So ", f"<m:oMath>{formula}</m:oMath>")) == (para(f"So {expected}"),)
    assert blocks(f"<w:p><m:oMathPara><m:oMath>{r('y')}</m:oMath></m:oMathPara></w:p>") == (para("y"),)


def test_a_large_first_letter_belongs_to_its_word(blocks, par):
    assert blocks(par("T", properties='<w:framePr w:dropCap="drop"/>') + par("he pier opens.")) == (para("The pier opens."),)


def test_hidden_words_are_left_out_and_told(blocks, par, run):
    context = Context(find=False)
    assert blocks(par("a", run("secret", "<w:vanish/>"), run("b", "<w:webHidden/>")), context=context) == (para("ab"),)
    assert [(note.code, note.kind) for note in context.notes] == [("hidden-text", "loss")]


# ── what is drawn ───────────────────────────────────────────────────────────────────────────────────────────────────


def drawing(inner: str, about: str = 'id="1" name="One"', click: str = "") -> str:
    shown = f"<wp:docPr {about}>{click}</wp:docPr>"
    return f"<w:r><w:drawing><wp:inline>{shown}<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"


def picture(relation: str) -> str:
    return f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'


def test_each_text_box_is_read_once_in_whatever_forms_it_stands(blocks, par):
    inner = f"<w:txbxContent>{par('boxed')}</w:txbxContent>"
    shape = drawing(f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>")
    vml = f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"
    choice = shape.removeprefix("<w:r>").removesuffix("</w:r>")
    both = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    for box in (shape, vml, both):
        assert blocks(par("beside", box)) == (para("beside"), para("boxed"))


def test_a_text_box_within_a_text_box_is_read_once(blocks, par, png):
    within = drawing(f"<wps:txbx><w:txbxContent>{par('inner', drawing(picture('rIdP')))}</w:txbxContent></wps:txbx>")
    outer = drawing(f"<wps:txbx><w:txbxContent>{par('outer', within)}</w:txbxContent></wps:txbx>")
    found = blocks(par("text", outer), links={"rIdP": ("image", "media/a.png")}, files={"word/media/a.png": png(2, 2)})
    assert found == (para("text"), para("outer"), para("inner", m.Image("a.png")))


def test_of_two_forms_of_a_block_one_is_read(blocks, par):
    body = f'<mc:AlternateContent><mc:Choice Requires="w14">{par("new")}</mc:Choice><mc:Fallback>{par("old")}</mc:Fallback></mc:AlternateContent>'
    assert blocks(body) == (para("new"),)
    empty = f'<mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback>{par("old")}</mc:Fallback></mc:AlternateContent>'
    assert blocks(empty) == (para("old"),)


def test_pictures_of_all_sorts_keep_name_words_and_link(blocks, par, png):
    links = {
        "rIdP": ("image", "media/a.png"),
        "rIdQ": ("image", "/word/other/a.png"),
        "rIdL": ("hyperlink", "https://a.example/"),
    }
    files = {"word/media/a.png": png(2, 2), "word/other/a.png": png(3, 3)}
    click = '<a:hlinkClick r:id="rIdL"/>'
    body = (
        par(drawing(picture("rIdP"), 'id="1" name="One" descr="A pier" title="Pier"', click))
        + par('<w:r><w:pict><v:shape alt="A gull"><v:imagedata r:id="rIdQ" o:title="gull"/></v:shape></w:pict></w:r>')
        + par(drawing("", 'id="2" name="Two" descr="A line of waves"'))
    )
    context = Context(find=False)
    found = blocks(body, links=links, files=files, context=context)
    assert found == (
        para(m.Link((m.Image("a.png", "A pier", "Pier"),), "https://a.example/")),
        para(m.Image("a-2.png", "A gull", "gull")),
        para(m.Image("", "A line of waves")),
    )
    assert context.resources("a.png") == png(2, 2)
    assert context.resources("a-2.png") == png(3, 3)


def test_each_picture_of_a_group_keeps_its_own_words(blocks, par, png):
    def one(alt: str) -> str:
        about = f'<pic:nvPicPr><pic:cNvPr id="1" name="x" descr="{alt}"/></pic:nvPicPr>'
        return f'<pic:pic>{about}<pic:blipFill><a:blip r:embed="rIdP"/></pic:blipFill></pic:pic>'

    found = blocks(
        par(drawing(one("Pier") + one("Gull"))), links={"rIdP": ("image", "media/a.png")}, files={"word/media/a.png": png(2, 2)}
    )
    assert found == (para(m.Image("a.png", "Pier"), m.Image("a.png", "Gull")),)


def test_parts_with_a_byte_order_mark_are_read(word, par):
    made = word("")
    made.parts[made.main] = ("\ufeff" + word(par("kept")).parts[made.main]).encode()
    assert reads(made.data(), "docx", context=Context(find=False)).body == (para("kept"),)


def test_an_embedded_object_keeps_its_picture_and_is_told(blocks, par, png):
    body = par(
        '<w:r><w:object><v:shape><v:imagedata r:id="rIdP"/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    )
    context = Context(find=False)
    assert blocks(body, links={"rIdP": ("image", "media/a.png")}, files={"word/media/a.png": png(2, 2)}, context=context) == (
        para(m.Image("a.png")),
    )
    assert [(note.code, note.kind) for note in context.notes] == [("embedded-object", "loss")]
    assert "Excel" in context.notes[0].message


def test_words_set_as_a_drawing_are_words(blocks, par):
    assert blocks(par('<w:r><w:pict><v:shape><v:textpath string="Grand opening"/></v:shape></w:pict></w:r>')) == (
        para("Grand opening"),
    )


def test_a_line_drawn_between_paragraphs_is_a_break(blocks, par):
    rule = '<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>'
    assert blocks(par("a") + par(rule) + par("b")) == (para("a"), m.ThematicBreak(), para("b"))


CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Ferries</a:t></a:r></a:p>'
    "</c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>Boats</c:v></c:pt></c:strCache>"
    "</c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>May</c:v></c:pt><c:pt idx='1'><c:v>June</c:v></c:pt></c:strCache>"
    "</c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>4</c:v></c:pt><c:pt idx='1'><c:v>9</c:v></c:pt></c:numCache>"
    "</c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
)


def test_a_chart_is_its_title_and_a_table(blocks, par):
    body = par("Up:", drawing('<c:chart r:id="rIdC"/>'))
    _, title, table = blocks(body, links={"rIdC": ("chart", "charts/chart1.xml")}, files={"word/charts/chart1.xml": CHART})
    assert title == para("Ferries")
    assert table.head_rows == 1
    assert plain_text(m.Release(body=(table,))) == "Boats\nMay\n4\nJune\n9"


def test_a_diagram_is_its_words(blocks, par):
    data = (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt type="doc"/>'
        "<dgm:pt><dgm:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p></dgm:t></dgm:pt>"
        "<dgm:pt><dgm:t><a:p><a:r><a:t>Bu</a:t></a:r><a:r><a:t>ild</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
    )
    body = par("Steps:", drawing('<dgm:relIds r:dm="rIdD"/>'))
    found = blocks(body, links={"rIdD": ("diagramData", "diagrams/data1.xml")}, files={"word/diagrams/data1.xml": data})
    assert found == (para("Steps:"), para("Plan"), para("Build"))


def test_a_drawing_whose_part_is_missing_is_told(blocks, par):
    context = Context(find=False)
    assert blocks(par("x", drawing('<c:chart r:id="gone"/>')), context=context) == (para("x"),)
    assert [(note.code, note.kind) for note in context.notes] == [("drawing-empty", "loss")]


def test_embedded_documents_are_told(blocks, par):
    for element in ('<w:altChunk r:id="x"/>', '<w:subDoc r:id="x"/>'):
        context = Context(find=False)
        assert blocks(par("x") + element, context=context) == (para("x"),)
        assert [(note.code, note.kind) for note in context.notes] == [("embedded-document", "loss")]


# ── notes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_footnotes_and_endnotes_are_notes_whatever_their_marks(blocks, par):
    footnotes = f'<w:footnote w:type="separator" w:id="-1">{par("x")}</w:footnote><w:footnote w:id="2">{par("<w:r><w:footnoteRef/></w:r>", "Small print.")}</w:footnote>'
    endnotes = f'<w:endnote w:id="2">{par("At the end.")}{par("More.")}</w:endnote>'
    body = par(
        "One", '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>', " two",
        '<w:r><w:endnoteReference w:id="2"/></w:r>', ".",
    )  # fmt: skip
    found = blocks(body, footnotes=footnotes, endnotes=endnotes)
    first, second = m.Note((para("Small print."),)), m.Note((para("At the end."), para("More.")))
    assert found == (para("One", first, " two", second, "."),)


# ── the forms of files ──────────────────────────────────────────────────────────────────────────────────────────────


def whole(word, par, run, **how):
    """A document with a bit of everything, in a form that files come in."""
    body = par("A pier opens", style="T") + par(
        "See ", f'<w:hyperlink r:id="rId1">{run("here")}</w:hyperlink>', '<w:r><w:footnoteReference w:id="2"/></w:r>'
    )
    return word(
        body, styles='<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>',
        footnotes=f'<w:footnote w:id="2">{par("Note é.")}</w:footnote>', links={"rId1": ("hyperlink", "https://a.example/")},
        custom='<property name="Desk"><vt:lpwstr>Water</vt:lpwstr></property>', app="<Company>Harbour Trust</Company>", **how,
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("strict", [False, True])
def test_both_forms_of_the_standard_and_both_encodings_are_read(word, par, run, strict, encoding):
    release = reads(whole(word, par, run).data(strict=strict, encoding=encoding), "docx", context=Context())
    assert release.headline == said("A pier opens")
    assert release.body == (para("See ", m.Link(said("here"), "https://a.example/"), m.Note((para("Note é."),))),)
    assert release.issuers == (m.Issuer("Harbour Trust"),)
    assert m.Extra.of("Desk", "Water") in release.extra


@pytest.mark.parametrize("main", ["word/document2.xml", "content/main.xml", "document.xml"])
def test_the_main_part_may_be_called_anything(word, par, run, main):
    release = reads(whole(word, par, run, main=main, folder="other").data(), "docx", context=Context(find=False))
    assert release.headline == said("A pier opens")
    assert "Note é." in plain_text(release)


def test_names_of_parts_with_backslashes_are_read(word, par):
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(par("kept")).data())) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            info = zipfile.ZipInfo()
            info.filename = entry.filename.replace("/", "\\")
            new.writestr(info, file.read(entry))
    assert reads(out.getvalue(), "docx", context=Context(find=False)).body == (para("kept"),)


def test_a_package_that_does_not_name_its_main_part_is_read(word, par):
    made = word(par("kept"))
    made.top = []
    assert reads(made.data(), "docx", context=Context(find=False)).body == (para("kept"),)
