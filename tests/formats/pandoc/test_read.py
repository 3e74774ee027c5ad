from __future__ import annotations

import json
import socket
import threading

import pytest

from releasekit import Context, Moment, ReadError, Release, Text, reads, walk, writes
from releasekit import model as m
from releasekit.formats.pandoc.ast_in import DEPTH, Nodes
from releasekit.formats.pandoc.fields import headed, lang_of


def page(body, head="", attributes=""):
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>".encode()


def read(data, name="html"):
    context = Context(name=f"in.{name}")
    return reads(data, name, context=context), context


def p(*content, **more):
    return m.Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content), **more)


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_heading_that_repeats_the_title_is_the_headline():
    release, context = read(page("<p>nav</p><h1>The <em>ferry</em></h1><p>Words.", "<title>The ferry | Port</title>"))
    assert release.headline == (Text("The "), m.Emphasis((Text("ferry"),)))
    assert release.body == (p("nav"), p("Words."))
    assert [note.code for note in context.notes] == ["headline-by-heading"]


def test_a_title_that_no_heading_repeats_is_the_headline():
    release, _ = read(page("<h1>News</h1><p>Words.</p><h2>More</h2>", "<title>The ferry</title>"))
    assert release.headline == (Text("The ferry"),)
    assert [(block.level, m.inline_text(block.content)) for block in release.body if isinstance(block, m.Heading)] == [
        (2, "News"),
        (3, "More"),
    ]


def test_without_a_title_the_only_main_heading_on_top_is_the_headline():
    release, context = read(page("<p>Port › News<p>14 March<h1>The ferry</h1><p>Words."))
    assert release.headline == (Text("The ferry"),)
    assert [note.code for note in context.notes] == ["headline-by-heading"]
    assert read(page("<p>Words." * 8 + "<h1>The ferry</h1>"))[0].headline == ()
    assert read(page("<h1>One</h1><h1>Two</h1>"))[0].headline == ()


def test_a_page_states_language_direction_and_fields():
    head = """<title>T</title><meta name=author content=Port><meta name="Description" content="What it says">
    <meta name=keywords content="ferry, port,"><meta property="article:published_time" content="2027-03-14T09:30:00+01:00">
    <meta name=viewport content=x><meta name="dcterms.rights" content="© Port">
    <link rel=alternate hreflang=fr href=/fr><link rel=alternate hreflang=ar href=/ar><link rel=alternate hreflang=x-default href=/><link rel=alternate hreflang="no tag" href=/>"""
    release, _ = read(page("<p>x", head, 'lang="ar" dir="ltr"'))
    assert (release.lang, release.direction) == ("ar", "ltr")
    assert release.issuers == (m.Issuer("Port"),)
    assert release.summary == "What it says"
    assert release.keywords == ("ferry", "port")
    assert release.released == Moment("2027-03-14T09:30:00+01:00")
    assert release.rights == m.Rights("© Port")
    assert release.translations == (m.Translation("fr", "/fr"),)
    assert release.extra == ()


def test_the_direction_that_the_language_implies_is_not_stated_again():
    assert read(page("<p>x", "", "lang=he dir=rtl"))[0].direction == ""
    assert read(page("<p>x", "", "dir=rtl"))[0].direction == "rtl"


def test_the_language_and_direction_of_paragraphs_lists_and_words_are_kept():
    body = "<p lang=fr>un</p><p dir=rtl>deux <span lang=de>drei</span></p><ul lang=fr><li>a</ul><div lang=fr><p>a<p>b</div>"
    release, _ = read(page(body))
    assert release.body[0] == p("un", lang="fr")
    assert release.body[1] == p("deux ", m.Span((Text("drei"),), lang="de"), direction="rtl")
    assert release.body[3] == m.Division((p("a"), p("b")), lang="fr")


def test_tables_without_closing_tags_are_tables():
    release, _ = read(page("<table><caption>T<tr><th>a<th>b<tr><td>c<td align=right>d<tr><td colspan=2>e</table>"))
    table = release.body[0]
    assert [[m.inline_text(cell.blocks[0].content) for cell in row.cells] for row in table.rows] == [
        ["a", "b"],
        ["c", "d"],
        ["e"],
    ]
    assert table.head_rows == 1
    assert table.rows[2].cells[0].colspan == 2
    assert table.rows[1].cells[1].align == "right"
    assert table.caption == (Text("T"),)


def test_the_classes_of_a_strange_page_are_hooks_for_its_style_but_for_the_few_that_say_something():
    release, _ = read(
        page('<div class="container row"><div class="lead big"><p>Lead.</div><p>x <span class="red">y</span></div>')
    )
    assert release.body == (p("Lead.", role="lead"), p("x y"))


def test_figures_are_read_with_caption_and_a_link_around_the_picture_is_told():
    body = '<figure><a href="/big"><img src="a.png" alt="a pier"></a><figcaption>Seen <b>now</b></figcaption></figure>'
    release, context = read(page(body))
    assert release.body == (m.Figure(m.Image("a.png", "a pier"), (Text("Seen "), m.Strong((Text("now"),)))),)
    assert [note.code for note in context.losses] == ["link-dropped"]
    release, _ = read(page("<figure><p>a<p>b<figcaption>c</figure>"))
    assert release.body == (m.Division((p("a"), p("b"), p("c", role="caption")), "figure"),)


def test_what_runs_fetches_or_asks_is_left_out_with_a_note():
    body = """
    <p onclick="x()">Words <script>alert(1)</script>stay.</p>
    <iframe src="file:///etc/passwd">in a frame</iframe><iframe src="http://127.0.0.1:9/"></iframe>
    <object data="x">in an object</object><video src="v">no video</video><svg><text>drawn</text></svg>
    <form><input value=v><button>Send</button><p>a form</p></form><style>p{}</style><!-- a comment -->"""
    release, context = read(page(body))
    words = m.plain_text(release)
    assert words.split() == ["Words", "stay.", "a", "form"]
    notes = {note.message.split(">")[0].split("<")[-1]: (note.kind, note.line) for note in context.notes if "<" in note.message}
    assert notes == {
        "script": ("advice", 2), "iframe": ("loss", 3), "object": ("loss", 4), "video": ("loss", 4), "svg": ("loss", 4),
        "input": ("advice", 5), "button": ("advice", 5),
    }  # fmt: skip
    assert [note.line for note in context.notes if note.code == "handler-dropped"] == [2]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JAVASCRIPT:x", "vbscript:x", "data:text/html,x", "file:///etc/passwd"]
)
def test_a_link_that_runs_something_is_left_out_and_its_words_stay(href):
    release, context = read(page(f'<p>Read <a href="{href}">this</a>.'))
    assert release.body == (p("Read this."),)
    assert [note.code for note in context.losses] == ["link-dropped"]


def test_a_picture_packed_in_its_address_keeps_it():
    release, _ = read(page('<p>a <img alt="b" src="DATA:image/png;base64,AAAA"> c <img src="data:image/gif;base64,BBBB">'))
    assert [node.src for _, node in walk(release) if isinstance(node, m.Image)] == [
        "DATA:image/png;base64,AAAA",
        "data:image/gif;base64,BBBB",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<html><meta charset=windows-1251><p>Паром".encode("windows-1251"), "Паром"),
        ("<html><meta charset=windows-1251><p>Паром".encode(), "Паром"),  # it says one thing and is another
        ('<html><meta http-equiv=Content-Type content="text/html; charset=iso-8859-1"><p>“é”'.encode("cp1252"), "“é”"),
        ('<?xml version="1.0" encoding="iso-8859-2"?><html><p>łódź</p></html>'.encode("iso-8859-2"), "łódź"),
        ("<html><meta charset=shift_jis><p>港".encode("shift_jis"), "港"),
        ("<html><meta charset=utf-16><p>é".encode("utf-16"), "é"),
        ("<html><p>é".encode("utf-8-sig"), "é"),
        (b"<html><meta charset=no-such><p>ascii", "ascii"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_that_it_has(data, words):
    assert m.plain_text(read(data)[0]) == words


@pytest.mark.parametrize("label", ["utf-8", "no-such", "gzip", "hex", "idna", "unicode_escape"])
def test_a_page_that_is_in_no_encoding_it_claims_is_refused(label):
    with pytest.raises(ReadError, match="not UTF-8: byte 0xff"):
        read(f"<html><meta charset={label}>".encode() + b"<p>\n\xff\xfe")


def test_a_fragment_of_a_page_is_read_when_it_is_named():
    assert read(b"{% block x %}\n<p dir=rtl>\nA\n</p>\n")[0].body == (p("{% block x %}"), p("A", direction="rtl"))


# ── other formats ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_metadata_goes_to_the_fields_that_it_fits():
    text = """---
title: The *ferry*
subtitle: back
author: [Port, {name: Town}]
date: 2027-03-14
lang: en_GB
abstract: What it says
tags: [ferry]
identifier: urn:x
rights: free
desk: 7
geometry: a4
---
Words."""
    release, _ = read(text.encode(), "commonmark_x")
    assert release.headline == (Text("The "), m.Emphasis((Text("ferry"),)))
    assert release.subtitle == (Text("back"),)
    assert release.issuers == (m.Issuer("Port"), m.Issuer("Town"))
    assert release.released == Moment("2027-03-14")
    assert release.lang == "en-GB"
    assert release.summary == "What it says"
    assert release.keywords == ("ferry",)
    assert release.id == "urn:x"
    assert release.rights == m.Rights("free")
    assert release.extra == (m.Extra.of("desk", "7"),)


def test_a_date_in_words_is_kept_as_it_is():
    release, _ = read(b"\\title{T}\\date{14 March 2027}\\begin{document}\\maketitle x\\end{document}", "latex")
    assert release.released is None
    assert release.extra == (m.Extra.of("date", "14 March 2027"),)


def test_a_language_that_is_none_is_left_out():
    assert lang_of("en_GB.UTF-8") == "en-GB"
    assert lang_of("no language") == ""
    assert lang_of("") == ""


def test_definitions_become_divisions_that_say_so():
    release, _ = read(b"Ferry\n\n:   A boat\n\n:   A way\n", "commonmark_x")
    assert release.body == (
        m.Division((p("Ferry", role="term"), m.Division((p("A boat"),), "definition"), m.Division((p("A way"),), "definition")), "definitions"),
    )  # fmt: skip


def test_a_turn_of_a_transcript_may_have_no_speaker():
    release, _ = read(b"::: speech\nHello.\n:::\n\n::: speech\n::: speaker\nA *B*\n:::\nYes.\n:::\n", "commonmark_x")
    assert release.body == (m.Speech((p("Hello."),)), m.Speech((p("Yes."),), (Text("A "), m.Emphasis((Text("B"),)))))


def test_a_caption_that_is_more_than_words_is_told():
    release, context = read(page("<figure><img src=a.png><figcaption>One<ul><li>two</ul><p>three</figcaption></figure>"))
    assert release.body == (m.Figure(m.Image("a.png"), (Text("One"), m.LineBreak(), Text("three"))),)
    assert [note.code for note in context.losses] == ["caption-flattened"]


def test_metadata_of_several_paragraphs_and_maps_is_kept():
    text = b"---\nabstract: |\n  One.\n\n  Two.\ndesk:\n  name: press\n---\nWords."
    release, _ = read(text, "commonmark_x")
    assert release.summary == "One.\n\nTwo."
    assert release.extra == (m.Extra.of("desk", {"name": "press"}),)


def test_a_page_of_our_own_with_lines_that_are_not_known_keeps_them():
    body = (
        '<div class="release"><div class="release-other"><p>x</p></div><div class="release-banner"><p>Held back</p></div></div>'
    )
    release, _ = read(page(body, "<meta name=releasekit.other content=x><meta name=releasekit.version content=3>"))
    assert release.body == (m.Division((p("x"),), "release-other"),)
    assert release.embargo == m.Embargo(None, "Held back")
    assert release.version == "3"


def test_lines_of_verse_keep_their_ends():
    release, _ = read(b"| one\n| two\n", "rst")
    assert release.body == (p("one", m.LineBreak(), "two"),)


def test_formulas_stay_as_their_source():
    release, context = read(b"It is $a^2$ and \\[b\\].", "latex")
    spans = [node for _, node in walk(release) if isinstance(node, m.Span)]
    assert spans == [m.Span((Text("a^2"),), "math"), m.Span((Text("b"),), "math", (("display", "block"),))]
    assert {note.code for note in context.notes} == {"formula-as-text"}


def test_raw_markup_is_kept_as_raw_nodes():
    release, _ = read(b"a `<b>`{=html} c\n\n```{=latex}\n\\x\n```\n", "commonmark_x")
    assert release.body == (p("a ", m.RawInline("html", "<b>"), " c"), m.RawBlock("latex", "\\x"))


def test_spans_and_divisions_of_our_dialect_are_read_as_what_they_are():
    text = """::: boilerplate
[Ada]{.person ref=ada} and [x]{.mention kind=ship ref=t} on [today]{.date when=2027-03-14} and [then]{.date when=never}
said [“no”]{.quotation speaker=ada} [m]{.smallcaps} [z]{.odd key=v}
:::
"""
    release, _ = read(text.encode(), "commonmark_x")
    content = release.body[0].blocks[0].content
    assert release.body[0].kind == "boilerplate"
    assert [item for item in content if not isinstance(item, Text)] == [
        m.Mention((Text("Ada"),), "person", "ada"), m.Mention((Text("x"),), "ship", "t"), m.Date((Text("today"),), Moment("2027-03-14")),
        m.Span((Text("then"),), "date", (("when", "never"),)), m.Quotation((Text("“no”"),), "ada"), m.SmallCaps((Text("m"),)),
        m.Span((Text("z"),), "odd", (("key", "v"),)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rst", ".. include:: /etc/passwd\n\n.. image:: http://127.0.0.1:9/x.png\n\nWords."),
        ("rst", ".. csv-table::\n   :file: /etc/passwd\n\nWords."),
        ("latex", "\\input{/etc/passwd}\\include{/etc/passwd} Words."),
        ("org", "#+INCLUDE: /etc/passwd\n\nWords."),
        ("typst", '#include "/etc/passwd"\n\nWords.'),
        ("html", '<html><iframe src="file:///etc/passwd"></iframe><img src="file:///etc/passwd"><p>Words.'),
        ("t2t", "T\n\n\n%!include: /etc/passwd\n\nWords."),
        ("docbook", '<article><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><para>Words.</para></article>'),
        ("muse", "#include /etc/passwd\n\nWords."),
        ("asciidoc", "include::/etc/passwd[]\n\nWords."),
    ],
)  # fmt: skip
def test_nothing_is_read_from_the_disk(name, text):
    try:
        release, _ = read(text.encode(), name)
    except ReadError as error:
        assert "root:" not in str(error)
        return
    assert "Words." in m.plain_text(release)
    assert "root:" not in repr(release)


def test_nothing_is_fetched():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        asked = []

        def listen():
            try:
                asked.append(server.accept())
            except TimeoutError:
                return

        thread = threading.Thread(target=listen)
        thread.start()
        read(
            page(f'<img src="{address}/a.png"><iframe src="{address}/b"></iframe><link rel=stylesheet href="{address}/c"><p>x')
        )
        read(f".. image:: {address}/a.png\n".encode(), "rst")
        body = (m.Figure(m.Image(f"{address}/a.png", "x")),)
        for name in ("html", "odt", "epub", "rtf"):
            writes(Release(headline=(Text("x"),), body=body), name, context=Context())
        thread.join()
    assert asked == []


# ── pandoc's tree ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_node_that_pandoc_does_not_have_today_is_an_error_that_names_it():
    nodes = Nodes(Context(name="in.x"), classes=lambda _: True)
    with pytest.raises(ReadError, match=r"in\.x: pandoc gave a block that is not known here: New"):
        nodes.blocks([{"t": "New", "c": []}])
    with pytest.raises(ReadError, match="an inline that is not known here: New"):
        nodes.inlines([{"t": "New"}])


def test_nodes_that_stand_too_deep_are_an_error():
    tree = {"t": "Para", "c": []}
    for _ in range(DEPTH):
        tree = {"t": "BlockQuote", "c": [tree]}
    with pytest.raises(ReadError, match="nested deeper than"):
        Nodes(Context(), classes=lambda _: True).blocks([tree])


def test_quotation_marks_citations_and_the_rest_of_pandocs_inlines_keep_their_words():
    tree = json.loads("""[
      {"t": "Quoted", "c": [{"t": "SingleQuote"}, [{"t": "Str", "c": "a"}]]},
      {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [{"t": "Str", "c": "b"}]]},
      {"t": "Cite", "c": [[], [{"t": "Str", "c": "c"}]]},
      {"t": "Span", "c": [["anchor", [], []], []]},
      {"t": "Span", "c": [["", ["a b"], [["lang", "not a tag!"]]], [{"t": "Str", "c": "d"}]]},
      {"t": "RawInline", "c": ["1odd", "e"]},
      {"t": "SoftBreak"}, {"t": "Code", "c": [["", [], []], ""]}]""")
    found = Nodes(Context(), classes=lambda _: True).inlines(tree)
    assert m.inline_text(found) == "‘a’“b”cd\n"
    assert m.RawInline("raw", "e") in found


def test_the_rows_of_all_bodies_and_the_foot_of_a_table_are_kept():
    def row(word):
        return [["", [], []], [[["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": [{"t": "Str", "c": word}]}]]]]

    none = ["", [], []]
    table = {"t": "Table", "c": [
        none, [None, []], [[{"t": "AlignCenter"}, {"t": "ColWidthDefault"}]], [none, []],
        [[none, 0, [row("head")], [row("one")]], [none, 0, [row("between")], [row("two")]]], [none, [row("foot")]],
    ]}  # fmt: skip
    (found,) = Nodes(Context(), classes=lambda _: True).blocks([table])
    assert [m.inline_text(line.cells[0].blocks[0].content) for line in found.rows] == ["head", "one", "between", "two", "foot"]
    assert found.align == ("center",)
    assert found.head_rows == 0
    table["c"][4] = table["c"][4][:1]
    (found,) = Nodes(Context(), classes=lambda _: True).blocks([table])
    assert found.head_rows == 1


def test_a_heading_in_a_division_is_no_headline():
    release = Release(headline=(Text("x"),), body=(m.Division((m.Heading((Text("x"),), 1),), "a"),))
    assert headed(release, Context()) == release
