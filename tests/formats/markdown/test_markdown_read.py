"""What is read in Markdown: ours and other people's."""

from __future__ import annotations

import re

import pytest

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Context,
    Division,
    Emphasis,
    Figure,
    Found,
    Heading,
    Image,
    Item,
    LineBreak,
    Link,
    Note,
    OrderedList,
    Paragraph,
    RawBlock,
    ReadError,
    Release,
    Source,
    Span,
    Speech,
    Strong,
    Table,
    Text,
    plain_text,
    reads,
    writes,
)

FRONT = "---\ntype: statement\n---\n"


def body(text, context=None):
    return reads(FRONT + text, "md", context=context or Context()).body


def words(text):
    return body(text)[0].content


def test_without_front_matter_a_first_heading_of_level_1_is_the_headline():
    release = reads("# Big *news*\n\nWords.", "md")
    assert release.headline == (Text("Big "), Emphasis((Text("news"),)))
    assert release.body == (Paragraph((Text("Words."),)),)
    assert release.source == Source(format="markdown", found=(Found("headline", "heading", "Big news", "high"),))


@pytest.mark.parametrize(
    "text", ["# Big *news*\n\nWords.", "## Small\n", "Words.\n\n# Late\n", "MERIN, 14 March 2027 – Words."]
)
def test_with_finding_off_nothing_is_a_field(text):
    release = reads(text, "md", context=Context(find=False))
    assert release == Release(body=release.body)
    assert plain_text(release).split() == [word for word in text.replace("*", "").split() if set(word) != {"#"}]


def test_with_front_matter_a_heading_stays_a_heading():
    assert body("# Head") == (Heading((Text("Head"),), 1),)


def test_addresses_are_kept_as_they_are_written():
    assert words("[a](<JavaScript:x(1)> 't') <http://ü.de/%C3 >")[0] == Link((Text("a"),), "JavaScript:x(1)", "t")
    assert words("<HTTP://ü.de/ü%41>") == (Link((Text("HTTP://ü.de/ü%41"),), "HTTP://ü.de/ü%41"),)


def test_a_picture_is_described_in_words_alone():
    assert words("![a *b* `c` [d](e) <i>](f 'g')") == (Image("f", "a b c d", "g"),)


def test_two_spaces_at_the_end_of_a_line_are_a_line_break():
    assert words("a  \nb") == (Text("a"), LineBreak(), Text("b"))


def test_an_ideographic_space_at_the_edge_is_kept():
    assert words("\u3000\u3000a") == (Text("\u3000\u3000a"),)


def test_more_cells_than_the_header_has_are_kept():
    table = body("| a |\n|---|\n| b | c |\n| d |")[0]
    assert isinstance(table, Table)
    assert [len(row.cells) for row in table.rows] == [1, 2, 1]


def test_a_pipe_behind_a_backslash_is_no_edge_of_a_cell():
    table = body("a \\| b | `c\\|d`\n--|--")[0]
    assert [cell.blocks[0].content[0].text for cell in table.rows[0].cells] == ["a | b", "c|d"]


def test_a_table_ends_where_another_block_begins():
    assert body("|a|\n|-|\n> q")[1] == BlockQuote((Paragraph((Text("q"),)),))


def test_divisions_nest_by_pairs():
    assert body("::: a\n:::: {.b x=1}\nt\n:::\n::::::\nu") == (
        Division((Division((Paragraph((Text("t"),)),), kind="b", attributes=(("x", "1"),)),), kind="a"),
        Paragraph((Text("u"),)),
    )


def test_a_division_that_is_not_closed_ends_with_what_it_stands_in():
    assert body("- ::: a\n  t\n\nu") == (
        BulletList((Item((Division((Paragraph((Text("t"),)),), kind="a"),)),)),
        Paragraph((Text("u"),)),
    )


def test_a_closing_fence_closes_what_stands_in_the_division_too():
    inside, after = body("::: a\n- x\n  > y\n:::\nz")
    assert isinstance(inside, Division)
    assert after == Paragraph((Text("z"),))


@pytest.mark.parametrize("text", [":::", "::: ü", "::: {}", "::: {a}", "::: a b", ":: a", "::: {.a .b class=c}"])
def test_what_is_no_division_is_words(text):
    assert words(text) == (Text(text),)


@pytest.mark.parametrize("text", ["[a]{}", "[a]{b}", "[a] {.b}", "[a]{.b", "[a]{.b x=1 x=2}", "[a]{x='1'}", "a]{.b}"])
def test_what_is_no_span_is_words(text):
    assert words(text) == (Text(text),)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("[map](m.pdf){target=_blank .big}", Span((Link((Text("map"),), "m.pdf"),), "big", attributes=(("target", "_blank"),))),
        ("[map][m]{lang=fr}\n\n[m]: m.pdf", Span((Link((Text("map"),), "m.pdf"),), lang="fr")),
        ("![A pier](p.png){width=50%}", Span((Image("p.png", "A pier"),), attributes=(("width", "50%"),))),
        ("`x`{.python}", Span((Code("x"),), "python")),
        ("`x`{.strong}", Strong((Code("x"),))),
    ],
)
def test_attributes_behind_a_link_a_picture_or_code_are_those_of_a_span_around_it(text, content):
    assert words(text) == (content,)


@pytest.mark.parametrize(
    "text", ["[map](m.pdf) {.big}", "[map](m.pdf){big}", "`x`{5}", "![A pier](p.png){", "[^1]{.big}\n\n[^1]: a"]
)
def test_what_is_no_attributes_behind_a_link_a_picture_or_code_is_words(text):
    assert isinstance(words(text)[-1], Text)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("## About us {#about}", Heading((Span((Text("About us"),), attributes=(("id", "about"),)),))),
        ("## About us {.wide #about} ##", Heading((Span((Text("About us"),), "wide", attributes=(("id", "about"),)),))),
        ("# Über uns {lang=de}", Heading((Text("Über uns"),), 1, lang="de")),
        ("### Annex {-}", Heading((Span((Text("Annex"),), "unnumbered"),), 3)),
        ('About us {title="a {b"}\n---', Heading((Span((Text("About us"),), attributes=(("title", "a {b"),)),))),
    ],
)
def test_attributes_behind_a_heading_are_those_of_a_span_but_for_language_and_direction(text, heading):
    assert body(text) == (heading,)


@pytest.mark.parametrize("words", ["It costs {5}", "See {about}", "Set{#a}", "{#a}", "A set {#a} of"])
def test_braces_that_say_nothing_of_a_heading_are_words(words):
    assert body(f"## {words}") == (Heading((Text(words),)),)


@pytest.mark.parametrize("text", ["Words {#a}", "Words {-}", "Words {.a key=b}", 'Words {a="b {c"}'])
def test_words_that_look_like_attributes_come_back_as_words(text):
    nodes = (
        Heading((Text(text),)),
        Heading((Text("Words\n" + text),), 1),
        Paragraph((Link((Text("map"),), "m.pdf"), Text("{.a}"), Code("x"), Text("{.a}"), Image("p.png"), Text("{.a}"))),
    )
    release = Release(body=nodes)
    assert reads(writes(release, "md", context=Context()), "md").body == nodes


def test_attributes_are_a_kind_an_id_further_classes_and_pairs():
    assert words('[a]{.b .c #d e="f \\" &lt;" lang=en_US dir=rtl}') == (
        Span(
            (Text("a"),),
            kind="b",
            attributes=(("id", "d"), ("e", 'f " <'), ("lang", "en_US"), ("class", "c")),
            direction="rtl",
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "[a]{.person ref=x y=z}",
        "[a]{.date when=2027-13}",
        "[a]{.date}",
        "[a]{.mention}",
        "[*a*]{.code}",
        "[a]{.break}",
        "[a]{.underline lang=fr}",
        "[a]{.caption}",
        "::: list\na\n:::",
        "::: {.list tight=maybe}\n- a\n:::",
        "::: lead\na\n\nb\n:::",
        "::: {.heading lang=fr}\na\n:::",
        "::: row\n::: cell\na\n:::\n:::",
        "::: table\na\n:::",
        "::: {.table head-rows=-1}\n|a|\n|-|\n:::",
        "::: table\n::: row\n::: {.cell colspan=0}\n:::\n:::\n:::",
        "::: figure\na\n:::",
        "::: {.paragraph role=ü}\na\n:::",
    ],
)
def test_a_kind_of_ours_in_a_shape_that_is_not_keeps_its_words_and_its_name(text):
    release = reads(FRONT + text, "md", context=Context())
    node = release.body[0].content[0] if isinstance(release.body[0], Paragraph) else release.body[0]
    assert isinstance(node, (Span, Division))
    assert node.kind
    written = writes(release, "md", context=Context())
    assert reads(written, "md", context=Context()) == release


def test_a_note_is_where_its_mark_is():
    assert body("a[^x] b\n\n[^x]: c\n    d\n\n    e\n\nf") == (
        Paragraph((Text("a"), Note((Paragraph((Text("c\nd"),)), Paragraph((Text("e"),)))), Text(" b"))),
        Paragraph((Text("f"),)),
    )


def test_a_mark_without_a_note_is_words():
    assert words("a[^x]") == (Text("a[^x]"),)


def test_a_note_without_a_mark_keeps_its_words_and_says_so():
    context = Context()
    assert body("a\n\n[^x]: c", context)[1] == Division(
        (Paragraph((Text("c"),)),), kind="footnote", attributes=(("label", "x"),)
    )
    assert [(note.code, note.line) for note in context.notes] == [("note-without-mark", 6)]


def test_a_second_note_of_a_label_keeps_its_words():
    _, second = body("a[^x]\n\n[^x]: b\n\n[^x]: c")
    assert isinstance(second, Division)


def test_notes_that_refer_to_themselves_end():
    context = Context()
    assert body("a[^x]\n\n[^x]: b[^y]\n\n[^y]: c[^x]", context) == (
        Paragraph((Text("a"), Note((Paragraph((Text("b"), Note((Paragraph((Text("c[^x]"),)),)))),)))),
    )
    assert [(note.code, note.line) for note in context.notes] == [("note-within-itself", 6)]


def test_a_note_may_be_used_twice():
    first, _, second = words("[^x] [^x]\n\n[^x]: c")
    assert first == second == Note((Paragraph((Text("c"),)),))


def test_an_address_that_nothing_uses_is_a_loss():
    context = Context()
    body("[a]\n\n[A]: b\n[c]: d", context)
    assert [(note.code, note.line, note.kind) for note in context.notes] == [("reference-unused", 7, "loss")]


def test_code_and_raw_markup():
    assert body("    a\n\n```py x\nb\n```\n\n```{=tex}\nc\n```\n\n<div>\nd") == (
        CodeBlock("a"),
        CodeBlock("b", "py x"),
        RawBlock("tex", "c"),
        RawBlock("html", "<div>\nd"),
    )


def test_an_empty_cell_has_no_blocks():
    assert body("|a||\n|-|-|")[0].rows[0].cells[1] == Cell()


@pytest.mark.parametrize("text", ["> " * 120 + "a", "- " * 120 + "a", "::: x\n" * 120 + "a", "[" * 120 + "a" + "]{.x}" * 120])
def test_what_is_nested_too_deeply_is_refused_with_its_line(text):
    with pytest.raises(ReadError, match=r"^f.md:\d+: nested deeper than 100 levels"):
        reads(FRONT + "\n" + text, "md", context=Context(name="f.md"))


def test_depth_up_to_the_bound_is_read_whole():
    text = "> " * 90 + "deep\n\nafter"
    assert "deep" in str(body(text)[0])
    assert body(text)[1] == Paragraph((Text("after"),))


def test_other_peoples_markdown_is_stable_once_it_is_ours(samples):
    for path in sorted(samples.glob("*.md")):
        release = reads(path.read_bytes(), "md", context=Context())
        written = writes(release, "md", context=Context())
        assert reads(written, "md", context=Context()) == release, path.name
        assert writes(reads(written, "md", context=Context()), "md", context=Context()) == written, path.name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("::: {.figure #fig-1}\n![Alt](a.png)\n\n[Words]{.caption}\n:::", Figure),
        ("::: {.speech #s1}\n[Ada]{.speaker}\n\nWords.\n:::", Speech),
        ("::: {.table #t1}\n[Words]{.caption}\n\n| a | b |\n|---|---|\n| c | d |\n:::", Table),
        ("::: {.lead #top}\nWords.\n:::", Paragraph),
    ],
)
def test_an_id_makes_no_other_block_of_a_division_and_is_told(text, kind):
    context = Context()
    release = reads(f"---\ntitle: A\n---\n\n{text}\n".encode(), "md", context=context)
    bare = reads(f"---\ntitle: A\n---\n\n{re.sub(' #[^}]*', '', text)}\n".encode(), "md", context=Context())
    assert type(release.body[0]) is kind
    assert release == bare
    assert [(note.code, note.kind, note.line) for note in context.notes] == [("attribute-dropped", "loss", 5)]


def test_a_division_that_an_id_stands_in_and_that_is_no_known_block_keeps_it():
    context = Context()
    (block,) = reads(b"---\ntitle: A\n---\n\n::: {.figure #f}\nWords.\n:::\n", "md", context=context).body
    assert block == Division((Paragraph((Text("Words."),)),), "figure", (("id", "f"),))
    assert context.notes == []


def test_a_list_in_a_division_may_say_where_it_begins():
    text = b"---\ntitle: A\n---\n\n::: {.list style=lower-roman start=4}\n1. a\n2. b\n:::\n"
    (block,) = reads(text, "md", context=Context()).body
    assert (type(block), block.style, block.start) == (OrderedList, "lower-roman", 4)
