"""What stands in the text of a page: blocks, inlines, languages."""

from __future__ import annotations

import re
from functools import partial

import pytest

from releasekit import Text, walk
from releasekit import model as m


@pytest.fixture
def read(read):
    """Read a page without looking for fields in its words."""
    return partial(read, find=False)


def p(*content, **more):
    return m.Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content), **more)


def of_kind(release, kind):
    return [node for _, node in walk(release) if isinstance(node, kind)]


def test_tables_without_closing_tags_are_tables(read, page):
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


def test_a_table_keeps_its_foot_below_its_bodies_and_its_spans_within_reason(read, page):
    body = (
        "<table><thead><tr><th>a<th>b<tfoot><tr><td>sum<td>3<tbody><tr><th rowspan=2>x<td>1<tr><td>2"
        "<tr><th colspan=99999>y<td rowspan=0>4</table>"
    )
    (table,) = read(page(body))[0].body
    assert [[m.inline_text(c.blocks[0].content) for c in row.cells] for row in table.rows] == [
        ["a", "b"], ["x", "1"], ["2"], ["y", "4"], ["sum", "3"],
    ]  # fmt: skip
    assert (table.head_rows, table.head_columns) == (1, 1)
    assert table.rows[1].cells[0].rowspan == 2
    assert table.rows[3].cells[0].colspan == 1000
    assert table.rows[3].cells[1].rowspan == 2


def test_columns_of_headers_are_counted_with_those_that_reach_down(read, page):
    (table,) = read(page("<table><tr><th rowspan=2>x<td>1<tr><td>2<tr><th>y<td>3</table>"))[0].body
    assert (table.head_rows, table.head_columns) == (0, 1)


def test_a_table_that_only_sets_the_page_is_what_stands_in_it(read, page):
    assert read(page("<table role=presentation><tr><td><p>One.<td>Two.</table>"))[0].body == (p("One."), p("Two."))
    assert read(page("<table><tr><td><p>One.<p>Two.</table>"))[0].body == (p("One."), p("Two."))
    nested = "<table><tr><td>Side<td><table><tr><th>a<th>b<tr><td>c<td>d</table></table>"
    assert [type(block) for block in read(page(nested))[0].body] == [m.Paragraph, m.Table]


def test_lists_keep_their_start_style_nesting_and_what_stands_between_items(read, page):
    body = (
        "<ol start=3 type=i><li>a<ul><li>b</ul><li><p>c<p>d</ol><ol style='list-style-type: upper-alpha'><li value=2>x<li>y</ol>"
        "<ul>loose<li>one</li><p>stray</p>tail</ul>"
    )
    first, second, third = read(page(body))[0].body
    assert (first.start, first.style, first.tight) == (3, "lower-roman", False)
    assert first.items[0] == m.Item((p("a"), m.BulletList((m.Item((p("b"),)),))))
    assert (second.start, second.style) == (2, "upper-alpha")
    assert third.items == (m.Item((p("loose"),)), m.Item((p("one"), p("stray"), p("tail"))))


def test_a_list_that_counts_down_is_told(read, page):
    _, context = read(page("<ol reversed><li>b<li>a</ol>"))
    assert [note.code for note in context.losses] == ["list-numbers"]


def test_terms_and_what_they_mean_are_divisions(read, page):
    release, _ = read(page("<dl><div><dt>Ferry<dd>A boat</dd><dd>A way</dd></div><dt>Pier<dd><p>x<p>y</dl>"))
    (division,) = release.body
    assert division.kind == "definitions"
    assert division.blocks[:2] == (p("Ferry", role="term"), m.Division((p("A boat"),), "definition"))
    assert division.blocks[4] == m.Division((p("x"), p("y")), "definition")


def test_figures_are_read_with_caption_and_a_link_around_the_picture_is_told(read, page):
    body = '<figure><a href="/big"><img src="a.png" alt="a pier"></a><figcaption>Seen <b>now</b></figcaption></figure>'
    release, context = read(page(body))
    assert release.body == (m.Figure(m.Image("a.png", "a pier"), (Text("Seen "), m.Strong((Text("now"),)))),)
    assert [note.code for note in context.losses] == ["link-dropped"]
    release, _ = read(page("<figure><p>a<p>b<figcaption>c</figure>"))
    assert release.body == (m.Division((p("a"), p("b"), p("c", role="caption")), "figure"),)


def test_a_figure_keeps_its_credit_apart(read, page):
    body = '<figure><picture><source srcset=x.webp><img src=a.png alt=A></picture><figcaption>Seen. <span class="photo-credit">Photo: Ada</span></figcaption></figure>'
    assert read(page(body))[0].body == (m.Figure(m.Image("a.png", "A"), (Text("Seen."),), (Text("Photo: Ada"),)),)


def test_figures_of_tables_quotes_and_old_pages_are_what_they_hold(read, page):
    body = (
        "<figure><table><tr><td>a<td>b</table><figcaption>T</figcaption></figure>"
        "<figure><blockquote><p>We waited.</blockquote><figcaption>Ada</figcaption></figure>"
        "<div class='wp-caption alignright'><img src=a.png><p class=wp-caption-text>Below</div><p><img src=b.png alt=B></p>"
    )
    table, quote, old, alone = read(page(body))[0].body
    assert table.caption == (Text("T"),)
    assert quote == m.BlockQuote((p("We waited."),), (Text("Ada"),))
    assert old == m.Figure(m.Image("a.png"), (Text("Below"),))
    assert alone == m.Figure(m.Image("b.png", "B"))


def test_a_caption_that_is_more_than_words_keeps_them_and_is_told(read, page):
    release, context = read(page("<figure><img src=a.png><figcaption>One<ul><li>two</ul><p>three</figcaption></figure>"))
    assert m.inline_text(release.body[0].caption) == "One\ntwo\nthree"
    assert [note.code for note in context.losses] == ["caption-flattened"]


@pytest.mark.parametrize(
    "body",
    [
        '<p>It sails<sup><a id=r1 href="#n1">1</a></sup> now.</p><hr><ol class=notes><li id=n1>Since <b>March</b>. <a href="#r1">↩</a></ol>',
        '<p>It sails<a id=r1 href="#n1">[1]</a> now.</p><section role=doc-endnotes><ol><li id=n1><p>Since <b>March</b>.</ol></section>',
        '<p>It sails<a href="#_ftn1" name="_ftnref1">[1]</a> now.</p><p><a href="#_ftnref1" name="_ftn1">[1]</a> Since <b>March</b>.</p>',
    ],
)
def test_a_footnote_stands_where_its_mark_stands(read, page, body):
    release, _ = read(page(body))
    note = m.Note((p("Since ", m.Strong((Text("March"),)), "."),))
    assert release.body[0] == p("It sails", note, " now.")
    assert of_kind(release, m.OrderedList) == []
    assert "March" not in m.plain_text(m.Release(body=release.body[1:]))


def test_a_link_within_the_page_is_no_footnote(read, page):
    release, _ = read(page('<ul><li><a href="#a">Go</a></ul><h2 id=a>There</h2><p>x <a href="#nowhere">y</a>'))
    assert [link.href for link in of_kind(release, m.Link)] == ["#a", "#nowhere"]


def test_footnotes_that_refer_to_each_other_end(read, page):
    body = '<p>x<a id=a href="#n">1</a><p id=n>y <a href="#a">^</a><a id=b href="#n2">2</a><p id=n2>z <a href="#b">^</a> <a href="#n">1</a>'
    release, _ = read(page(body))
    assert len(of_kind(release, m.Note)) == 1
    assert {"x", "y", "z"} <= set(m.plain_text(release).split())


def test_marks_by_style_and_by_element_are_kept(read, page):
    body = (
        "<p><span style='font-weight:700'>a</span> <font style='font-style: italic'>b</font> <ins>c</ins> <del>d</del> <kbd>e</kbd> "
        "<abbr title='Port of Leith'>PoL</abbr> <mark>f</mark> <q>g</q> <time datetime=2027-03-14>today</time> H<sub>2</sub>O "
        "<code>x <a href=https://port.example/>y</a></code> <ruby>港<rt>みなと</rt></ruby>"
    )
    content = read(page(body))[0].body[0].content
    assert [item for item in content if not isinstance(item, Text)] == [
        m.Strong((Text("a"),)), m.Emphasis((Text("b"),)), m.Underline((Text("c"),)), m.Strike((Text("d"),)), m.Code("e"),
        m.Span((Text("PoL"),), "abbr", (("title", "Port of Leith"),)), m.Span((Text("f"),), "mark"), m.Quotation((Text("“g”"),)),
        m.Date((Text("today"),), m.Moment("2027-03-14")), m.Subscript((Text("2"),)), m.Link((Text("y"),), "https://port.example/"),
    ]  # fmt: skip
    assert m.inline_text(content).endswith("港(みなと)")


def test_white_space_is_what_a_page_shows(read, page):
    body = "<p>\n one\n  <b> two </b>\n three <br>\n four&nbsp;five<br></p>text\n<div>more</div>"
    release, _ = read(page(body))
    assert release.body == (
        p("one ", m.Strong((Text("two"),)), " three", m.LineBreak(), "four\xa0five"), p("text"), p("more"),
    )  # fmt: skip


def test_code_keeps_its_lines_and_its_language(read, page):
    release, _ = read(
        page("<pre><code class='language-python hl'>x = 1\n  y<br>z\n</code></pre><pre>\nplain</pre><pre> </pre>")
    )
    assert release.body == (m.CodeBlock("x = 1\n  y\nz", "python"), m.CodeBlock("plain"))


def test_a_link_around_blocks_is_one_in_each(read, page):
    release, _ = read(page("<a href=https://port.example/><h2>Go</h2><p>there</p></a>"))
    assert [type(block) for block in release.body] == [m.Heading, m.Paragraph]
    assert [link.href for link in of_kind(release, m.Link)] == ["https://port.example/"] * 2


def test_formulas_stay_as_their_source(read, page):
    body = '<p><math><semantics><mi>a</mi><annotation encoding="application/x-tex">a^2</annotation></semantics></math> <math><mi>b</mi></math></p>'
    release, context = read(page(body))
    assert of_kind(release, m.Span) == [m.Span((Text("a^2"),), "math"), m.Span((Text("b"),), "math")]
    assert {note.code for note in context.notes} == {"formula-as-text"}


def test_the_language_and_direction_of_paragraphs_lists_and_words_are_kept(read, page):
    body = "<p lang=fr>un</p><p dir=rtl>deux <span lang=de>drei</span></p><ul lang=fr><li>a</ul><div lang=fr><p>a<p>b</div>"
    release, _ = read(page(body))
    assert release.body[0] == p("un", lang="fr")
    assert release.body[1] == p("deux ", m.Span((Text("drei"),), lang="de"), direction="rtl")
    assert release.body[2] == m.BulletList((m.Item((p("a"),)),), lang="fr")
    assert release.body[3] == m.Division((p("a"), p("b")), lang="fr")


def test_a_page_whose_paragraphs_all_run_from_right_to_left_runs_so(read, page):
    release, _ = read(page("<p dir=rtl>Aa bb.<p dir=rtl>Cc <b>dd</b>."))
    assert release.direction == "rtl"
    assert {block.direction for block in release.body} == {""}
    release, _ = read(page("<p dir=rtl>أب ج.<p dir=rtl>د", "", "lang=ar"), find=False)
    assert (release.lang, release.direction, release.body[0].direction) == ("ar", "", "")


def test_the_classes_of_a_strange_page_are_hooks_for_its_style_but_for_the_few_that_say_something(read, page):
    body = '<div class="container row"><div class="lead big"><p>Lead.</div><p>x <span class="red">y</span></div>'
    release, _ = read(page(body))
    assert release.body == (p("Lead.", role="lead"), p("x y"))


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JAVASCRIPT:x", "vbscript:x", "data:text/html,x", "file:///etc/passwd"]
)
def test_a_link_that_runs_something_is_left_out_and_its_words_stay(read, page, href):
    release, context = read(page(f'<p>Read <a href="{href}">this</a>.'))
    assert release.body == (p("Read this."),)
    assert [note.code for note in context.losses] == ["link-dropped"]


def test_a_picture_packed_in_its_address_keeps_it(read, page):
    release, _ = read(page('<p>a <img alt="b" src="DATA:image/png;base64,AAAA"> c <img src="data:image/gif;base64,BBBB">'))
    assert [node.src for node in of_kind(release, m.Image)] == ["DATA:image/png;base64,AAAA", "data:image/gif;base64,BBBB"]


def test_a_picture_that_a_script_would_show_is_found_and_one_that_counts_visitors_is_not(read, page):
    body = (
        "<p>x <img src='data:image/gif;base64,R0lGOD' data-src=a.png alt=A> <img srcset='b.png 1x, c.png 2x' alt=B>"
        "<img src=https://count.example/p width=1 height=1></p><noscript><img src=d.png alt=D></noscript><noscript>Enable it</noscript>"
    )
    release, _ = read(page(body))
    assert [(node.src, node.alt) for node in of_kind(release, m.Image)] == [("a.png", "A"), ("b.png", "B"), ("d.png", "D")]


def test_relative_links_are_absolute_by_the_base_of_the_page(read, page):
    body = "<p><a href=a.pdf>a</a> <a href=/b>b</a> <a href=//other.example/c>c</a> <a href='mailto:ada@port.example'>d</a> <a href='#e'>e</a> <a href='http://[x'>f</a> <img src=g.png> <img src=/h.png>"
    release, _ = read(page(body, "<base href=https://port.example/news/x.html>"))
    assert [link.href for link in of_kind(release, m.Link)] == [
        "https://port.example/news/a.pdf", "https://port.example/b", "https://other.example/c", "mailto:ada@port.example", "#e", "http://[x",
    ]  # fmt: skip
    assert [image.src for image in of_kind(release, m.Image)] == [
        "https://port.example/news/g.png",
        "https://port.example/h.png",
    ]


def test_without_a_base_links_are_absolute_by_the_address_and_pictures_stay_beside_the_page(read, page):
    body = "<p><a href=a.pdf>a</a> <img src=x_files/g.png> <img src=/h.png>"
    release, _ = read(page(body, "<link rel=canonical href=https://port.example/news/x.html>"))
    assert [link.href for link in of_kind(release, m.Link)] == ["https://port.example/news/a.pdf"]
    assert [image.src for image in of_kind(release, m.Image)] == ["x_files/g.png", "https://port.example/h.png"]
    assert release.source.href == "https://port.example/news/x.html"
    assert [link.href for link in of_kind(read(page(body))[0], m.Link)] == ["a.pdf"]


def test_a_link_that_leads_nowhere_is_its_words(read, page):
    assert read(page("<p>x <a href='#'>y</a> <a href=''>z</a> <a name=q>w</a>"))[0].body == (p("x y z w"),)


def test_what_runs_fetches_or_asks_is_left_out_with_a_note(read, page):
    body = """
    <p onclick="x()">Words <script>alert(1)</script>stay.</p>
    <iframe src="file:///etc/passwd">in a frame</iframe><iframe src="http://127.0.0.1:9/"></iframe>
    <object data="x">in an object</object><video src="v">no video</video><svg><text>drawn</text></svg>
    <form><input value=v><button>Send</button><p>a form</p></form><style>p{}</style><!-- a comment -->"""
    release, context = read(page(body))
    assert m.plain_text(release).split() == ["Words", "stay.", "a", "form"]
    notes = {note.message.split(">")[0].split("<")[-1]: (note.kind, note.line) for note in context.notes if "<" in note.message}
    assert notes == {
        "script": ("advice", 2), "iframe": ("loss", 3), "object": ("loss", 4), "video": ("loss", 4), "svg": ("loss", 4),
        "input": ("advice", 5), "button": ("advice", 5),
    }  # fmt: skip
    said = " ".join(note.message for note in context.notes)
    assert all(words in said for words in ("in a frame file:///etc/passwd", "http://127.0.0.1:9/", "no video", "drawn", "Send"))
    assert [note.line for note in context.notes if note.code == "handler-dropped"] == [2]


def test_what_the_page_hides_is_left_out_with_its_words(read, page):
    body = "<p>Shown.<p hidden>One.<p style='color:red; DISPLAY : none'>Two.<p hidden=until-found>Found.<details><summary>More</summary>Inside</details>"
    release, context = read(page(body))
    assert m.plain_text(release).split() == ["Shown.", "Found.", "More", "Inside"]
    (note,) = context.losses
    assert note.code == "hidden-dropped"
    assert note.message.endswith("One. | Two.")


@pytest.mark.parametrize(
    "body",
    [
        "<table>one<tr>two<td>three<td>four</tr>five<tr><form><td>six</form></table>",
        "<table><tbody>one<p>two</p><tr><td>three<td>four<tr><th>five<td>six</table>",
        "<dl>one<dt>two<dd>three</dd>four<div><dt>five</div><p>six</p></dl>",
        "<ul>one<p>two</p><li>three</li>four<li>five</ul>six",
        "<h2><div>one</div>two</h2><p><b><div>three</div>four</b></p><a href=x><ul><li>five</ul></a>six",
        "<figure><figcaption>one<table><tr><td>two<td>three</table><blockquote>four</blockquote></figcaption><img src=a></figure><p>five<p>six",
        "<center>one <font>two</font></center><section>three<custom-tag>four<p>five</p></custom-tag></section><dd>six",
        "<fieldset><legend>one</legend><label>two</label></fieldset><details><summary>three</summary>four</details><map>five</map> <bdo dir=rtl>six</bdo>",
        "<blockquote><p>one<footer>two</footer></blockquote><blockquote>three<cite>four</cite></blockquote><pre>five\nsix</pre>",
        "<ol><li value=3>one<li>two</ol><marquee>three</marquee> <big>four</big> <ruby>five<rp>(</rp><rt>six</rt><rp>)</rp></ruby>",
    ],
)
def test_no_word_is_lost_wherever_it_stands(read, page, body):
    release, context = read(page(body))
    said = re.findall("[a-z]+", m.plain_text(release))
    assert sorted(word for word in said if word in {"one", "two", "three", "four", "five", "six"}) == sorted(
        ["one", "two", "three", "four", "five", "six"]
    )
    assert not [note for note in context.losses if note.code != "caption-flattened"]


def test_a_line_in_several_languages_keeps_each(read, page):
    release, _ = read(page("<p>a <em lang=fr>b</em> <a href=https://x.example lang=de>c</a> <bdo dir=rtl>d</bdo>"))
    spans = of_kind(release, m.Span)
    assert [(span.lang, span.direction) for span in spans] == [("fr", ""), ("de", ""), ("", "rtl")]
