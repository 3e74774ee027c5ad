"""Blocks and inlines as TEI, word for word, and that they come back."""

from __future__ import annotations

import pytest

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Date,
    Division,
    Emphasis,
    Figure,
    Heading,
    Image,
    Item,
    LineBreak,
    Link,
    Mention,
    Moment,
    Note,
    OrderedList,
    Paragraph,
    Quotation,
    RawBlock,
    RawInline,
    Release,
    Row,
    SmallCaps,
    Span,
    Speech,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Underline,
    reads,
    writes,
)  # fmt: skip


def t(words: str) -> tuple[Text]:
    return (Text(words),)


def p(words: str = "x", role: str = "", **where) -> Paragraph:
    return Paragraph(t(words), role, **where)


INLINES = {
    'R&amp;D &lt;b&gt; ]]&gt; "q"': Text('R&D <b> ]]> "q"'),
    '<hi rend="italic">x</hi>': Emphasis(t("x")),
    '<hi rend="bold">x</hi>': Strong(t("x")),
    '<hi rend="underline">x</hi>': Underline(t("x")),
    '<hi rend="strikethrough">x</hi>': Strike(t("x")),
    '<hi rend="superscript">x</hi>': Superscript(t("x")),
    '<hi rend="subscript">x</hi>': Subscript(t("x")),
    '<hi rend="smallcaps">x</hi>': SmallCaps(t("x")),
    "<code> a  &lt;b </code>": Code(" a  <b "),
    '<ref target="https://example.org/a?b=c&amp;d#e">x</ref>': Link(t("x"), "https://example.org/a?b=c&d#e"),
    '<ref target="a%20b" n="a b" rend="title=The%20&quot;title&quot;">x</ref>': Link(t("x"), "a b", 'The "title"'),
    "<ref>x</ref>": Link(t("x"), ""),
    '<ref target="a"/>': Link((), "a"),
    '<graphic url="a.png" mimeType="image/png"><desc>alt  text</desc></graphic>': Image("a.png", "alt  text"),
    '<graphic url="#" n="" rend="title=t"/>': Image("", "", "t"),
    "a<lb/>b": LineBreak(),
    '<said who="#p1" direct="true"><quote>“x”</quote></said>': Quotation(t("“x”"), "p1"),
    '<said direct="true"><quote>x</quote></said>': Quotation(t("x")),
    '<persName ref="#p1">x</persName>': Mention(t("x"), "person", "p1"),
    '<orgName ref="https://example.org/o">x</orgName>': Mention(t("x"), "organisation", "https://example.org/o"),
    '<placeName ref="#a%20b" n="#a b">x</placeName>': Mention(t("x"), "place", "a b"),
    '<rs type="event" ref="#e1">x</rs>': Mention(t("x"), "event", "e1"),
    '<rs type="org">x</rs>': Mention(t("x"), "org"),
    '<date when-iso="2027-01-02T03:04Z">x</date>': Date(t("x"), Moment("2027-01-02T03:04Z")),
    '<foreign xml:lang="ru">x</foreign>': Span(t("x"), lang="ru"),
    '<foreign xml:lang="he" style="direction: rtl">x</foreign>': Span(t("x"), lang="he", direction="rtl"),
    '<seg style="direction: ltr">x</seg>': Span(t("x"), direction="ltr"),
    '<seg type="w" rend="lemma=быть%20! a=" xml:lang="ru">x</seg>': Span(
        t("x"), "w", (("lemma", "быть !"), ("a", "")), lang="ru"
    ),
    '<seg rend="rend=x">x</seg>': Span(t("x"), attributes=(("rend", "x"),)),
    '<seg type="span" subtype="content">x</seg>': Span(t("x"), "content"),
    '<seg type="span" subtype="span">x</seg>': Span(t("x"), "span"),
    '<seg type="span" subtype="releaseInstruction">x</seg>': Span(t("x"), "releaseInstruction"),
    '<seg type="date">x</seg>': Span(t("x"), "date"),
    '<note place="bottom" n="1"><p>x</p><list rend="bulleted"><item>y</item></list></note>': Note(
        (p(), BulletList((Item((p("y"),)),)))
    ),
    '<milestone unit="rawInline" type="html" n="&lt;b a=&quot;1&quot;>&#9;&#10;&amp;"/>': RawInline("html", '<b a="1">\t\n&'),
    '<pb n="3"/>': RawInline("tei", '<pb n="3"/>'),
    '<milestone unit="rawInline" type="tei" n="&lt;foo/>"/>': RawInline("tei", "<foo/>"),
}


@pytest.mark.parametrize("xml", INLINES)
def test_an_inline_is_written_so(xml, write):
    inline = INLINES[xml]
    content = (Text("a"), inline, Text("b")) if isinstance(inline, LineBreak) else (inline,)
    assert write(Release(body=(Paragraph(content),))).body() == f"<p>{xml}</p>"


@pytest.mark.parametrize("outer", ["date", "bibl", "speaker", "mention", "foreign", "caption", "item", "note", "headline"])
@pytest.mark.parametrize("xml", INLINES)
def test_an_inline_is_valid_within_every_other(xml, outer, write):
    content = (Text("a "), INLINES[xml], Text(" b"))
    match outer:
        case "date":
            body = (Paragraph((Date(content, Moment("2027")),)),)
        case "bibl":
            body = (BlockQuote((p(),), content),)
        case "speaker":
            body = (Speech((p(),), content),)
        case "mention":
            body = (Paragraph((Mention(content, "place"),)),)
        case "foreign":
            body = (Paragraph((Span(content, lang="fr"),)),)
        case "caption":
            body = (Figure(Image("a"), content, content), Table((Row((Cell(),)),), caption=content))
        case "item":
            body = (BulletList((Item((Paragraph(content),)),)), Heading(content))
        case "note":
            body = (Paragraph((Note((Paragraph(content),)),)),)
        case _:
            body = ()
    write(Release(headline=content if outer == "headline" else (), subtitle=content, body=body))


BLOCKS = {
    "<p>x</p>": p(),
    '<p rend="lead" xml:lang="he" style="direction: rtl">x</p>': p("x", "lead", lang="he", direction="rtl"),
    '<list rend="bulleted">\n  <item>x</item>\n  <item/>\n</list>': BulletList((Item((p(),)), Item())),
    '<list rend="bulleted loose">\n  <item>\n    <p>x</p>\n  </item>\n</list>': BulletList((Item((p(),)),), tight=False),
    '<list rend="numbered upper-roman">\n  <item n="4">x</item>\n  <item>y</item>\n</list>': OrderedList(
        (Item((p(),)), Item((p("y"),))), 4, "upper-roman"
    ),
    '<list rend="numbered">\n  <item n="0"/>\n</list>': OrderedList((Item(),), 0),
    '<list rend="bulleted">\n  <item>x\n    <list rend="numbered">\n      <item>y</item>\n    </list>\n  </item>\n</list>': BulletList(
        (Item((p(), OrderedList((Item((p("y"),)),)))),)
    ),
    '<list rend="bulleted">\n  <item>\n    <p rend="lead">x</p>\n    <p>y</p>\n  </item>\n</list>': BulletList(
        (Item((p("x", "lead"), p("y"))),)
    ),
    "<quote>\n  <p>x</p>\n</quote>": BlockQuote((p(),)),
    "<quote/>": BlockQuote(()),
    '<cit xml:lang="en">\n  <quote>\n    <p>x</p>\n  </quote>\n  <bibl>Somebody</bibl>\n</cit>': BlockQuote(
        (p(),), t("Somebody"), lang="en"
    ),
    "<sp>\n  <speaker>A</speaker>\n  <p>x</p>\n</sp>": Speech((p(),), t("A")),
    '<sp who="#a">\n  <speaker><persName ref="#a">A</persName>:</speaker>\n  <p/>\n</sp>': Speech(
        (), (Mention(t("A"), "person", "a"), Text(":"))
    ),
    '<sp>\n  <quote type="speech">\n    <sp>\n      <p>x</p>\n    </sp>\n  </quote>\n</sp>': Speech((Speech((p(),)),)),
    "<sp>\n  <quote>\n    <sp>\n      <p>x</p>\n    </sp>\n  </quote>\n</sp>": Speech((BlockQuote((Speech((p(),)),)),)),
    '<ab type="code"><code lang="py%20a%25">a\n  &lt;b&gt;\n</code></ab>': CodeBlock("a\n  <b>\n", "py a%"),
    '<ab type="code"><code/></ab>': CodeBlock(""),
    '<milestone unit="break" rend="rule"/>': ThematicBreak(),
    '<milestone unit="rawBlock" type="html" n="&lt;hr>"/>': RawBlock("html", "<hr>"),
    "<pb/>": RawBlock("tei", "<pb/>"),
    '<figure xml:lang="en">\n  <graphic url="a.png" mimeType="image/png"/>\n  <head>C</head>\n  <figDesc>A</figDesc>\n  <p>Credit</p>\n</figure>': Figure(
        Image("a.png", "A"), t("C"), t("Credit"), lang="en"
    ),
    '<figure>\n  <graphic url="#" n=""/>\n</figure>': Figure(Image("")),
    '<div type="division">\n  <p>x</p>\n</div>': Division((p(),)),
    '<div type="x"/>': Division((), "x"),
    '<div type="boilerplate" rend="a=b%20c" xml:lang="ar" style="direction: rtl">\n  <head>H</head>\n  <p>x</p>\n</div>': Division(
        (Heading(t("H"), 2), p()), "boilerplate", (("a", "b c"),), lang="ar", direction="rtl"
    ),
    '<div type="notesToEditors">\n  <p>x</p>\n</div>': Division((p(),), "notes-to-editors"),
    '<div type="division" subtype="notesToEditors"/>': Division((), "notesToEditors"),
    '<div type="division" subtype="contact"/>': Division((), "contact"),
    '<div type="division" subtype="division"/>': Division((), "division"),
    '<div type="section">\n  <head/>\n</div>': Heading(()),
    '<div type="section">\n  <head type="level5" xml:lang="en">H</head>\n</div>': Heading(t("H"), 5, lang="en"),
}


@pytest.mark.parametrize("xml", BLOCKS)
def test_a_block_is_written_so(xml, write):
    assert write(Release(body=(BLOCKS[xml],))).body() == xml


@pytest.mark.parametrize(
    "outer", ["item", "loose", "second", "cell", "quote", "cit", "speech", "division", "deep", "note", "after"]
)
@pytest.mark.parametrize("xml", BLOCKS)
def test_a_block_is_valid_within_every_other(xml, outer, write):
    block = BLOCKS[xml]
    bodies = {
        "item": (BulletList((Item((block, p())),)),),
        "loose": (OrderedList((Item((block,)),), tight=False),),
        "second": (BulletList((Item((p("words"), block)),)),),
        "cell": (Table((Row((Cell((block,)), Cell((p("words"), block, p())))),)),),
        "quote": (BlockQuote((block,)),),
        "cit": (BlockQuote((block, block), t("Somebody")),),
        "speech": (Speech((block,), t("A")),),
        "division": (Division((p(), block, p()), "x"),),
        "deep": (Division((Division((Division((Division((Division((block, p()), "e"),), "d"),), "c"),), "b"),), "a"), block),
        "note": (Paragraph((Text("a"), Note((block, block)), Text("b"))),),
        "after": (block, Division((p(),), "x"), block, p(), Heading(t("H"), 3), block, Division((), "y"), block),
    }
    write(Release(body=bodies[outer], end_mark="###"))


def test_headings_open_sections_that_hold_what_follows(write):
    body = (
        p("0"),
        Heading(t("A")),
        p("1"),
        Heading(t("B"), 3),
        p("2"),
        Heading(t("C")),
        Heading(t("D"), 5),
        Heading(t("E"), 1),
        p("3"),
    )
    assert write(Release(body=body)).body() == (
        '<p>0</p>\n<div type="section">\n  <head>A</head>\n  <p>1</p>\n  <div type="section">\n    <head>B</head>\n    <p>2</p>\n  </div>\n'
        '</div>\n<div type="section">\n  <head>C</head>\n  <div type="section">\n    <head type="level5">D</head>\n  </div>\n</div>\n'
        '<div type="section">\n  <head type="level1">E</head>\n  <p>3</p>\n</div>'
    )


def test_blocks_after_a_division_stand_in_a_continuation(write):
    body = (Division((p("1"),), "x"), p("2"), p("3"), Division((p("4"),), "y"), p("5"))
    assert write(Release(body=body)).body() == (
        '<div type="x">\n  <p>1</p>\n</div>\n<div type="continuation">\n  <p>2</p>\n  <p>3</p>\n</div>\n'
        '<div type="y">\n  <p>4</p>\n</div>\n<div type="continuation">\n  <p>5</p>\n</div>'
    )


def test_boilerplate_stands_beside_the_sections_and_not_in_the_last(write):
    body = (Heading(t("A")), p("1"), Division((Heading(t("About")), p("2"), Heading(t("B"), 3), p("3")), "boilerplate"))
    assert write(Release(body=body)).body() == (
        '<div type="section">\n  <head>A</head>\n  <p>1</p>\n</div>\n<div type="boilerplate">\n  <head>About</head>\n  <p>2</p>\n'
        '  <div type="section">\n    <head>B</head>\n    <p>3</p>\n  </div>\n</div>'
    )


def test_a_table_says_its_headers_spans_and_alignment(write):
    rows = (
        Row((Cell((p("A"),), colspan=2), Cell((p("B"),)))),
        Row((Cell((p("1"),), rowspan=2), Cell((p("2"),), align="center"), Cell((p("3"), p("4"))))),
        Row((Cell((p("5"),)),)),
        Row(()),
    )
    table = Table(rows, 1, 1, ("", "left", "right"), t("Caption"), lang="en")
    assert write(Release(body=(table,))).body() == (
        '<table rows="4" cols="3" rend="head-columns=1 align=,left,right" xml:lang="en">\n  <head>Caption</head>\n'
        '  <row role="label">\n    <cell role="label" cols="2">A</cell>\n    <cell>B</cell>\n  </row>\n'
        '  <row>\n    <cell role="label" rows="2">1</cell>\n    <cell style="text-align: center">2</cell>\n'
        "    <cell>3\n      <p>4</p>\n    </cell>\n  </row>\n"
        '  <row>\n    <cell>5</cell>\n  </row>\n  <row rend="empty"><cell/></row>\n</table>'
    )


@pytest.mark.parametrize("rows", [(0, 0), (1, 0), (2, 0), (0, 2), (2, 2)])
def test_header_rows_and_columns_come_back_whatever_the_table(rows, write):
    cells = tuple(Row((Cell((p(),)), Cell(rowspan=2), Cell(colspan=3))) for _ in range(2))
    write(Release(body=(Table(cells, *rows), Table((Row(()), Row(())), *rows))))


def test_white_space_within_words_is_kept(write):
    content = (Text("a  b\tc\nd "), Strong((Text("  e\n"),)), Text(" \n f\u00a0"))
    written = write(Release(body=(Paragraph(content),)))
    assert '<p>a  b\tc\nd <hi rend="bold">  e\n</hi> \n f\u00a0</p>' in written.text


def test_notes_are_numbered_in_the_order_of_the_text(write):
    note = Note((Paragraph((Text("n"), Note((p(),)))),))
    release = Release(headline=(Text("H"), Note((p(),))), body=(Paragraph((Text("a"), note)), Paragraph((Text("b"), note))))
    written = write(release)
    assert written.find("//t:text//t:note/@n") == ["1", "2", "3", "4", "5"]
    assert written.find("//t:teiHeader//t:note/@n") == []


def test_a_list_that_starts_at_zero_keeps_its_start():
    release = Release(body=(OrderedList((Item(), Item()), start=0, tight=False),))
    assert reads(writes(release, "tei"), "tei") == release
