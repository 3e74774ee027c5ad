"""What Markdown looks like when we write it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Context,
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
    Span,
    Speech,
    Strike,
    Strong,
    Table,
    Text,
    ThematicBreak,
    normalise,
    reads,
    writes,
)

START = "---\ntype: press-release\n---\n\n"


def body(*blocks):
    """The Markdown of blocks, which reads back as them."""
    release = normalise(Release(body=blocks))
    written = writes(release, "md", context=Context()).decode()
    assert reads(written, "md", context=Context()) == release
    return written.removeprefix(START).removesuffix("\n")


def line(*content):
    return body(Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content)))


def em(*content):
    return Emphasis(tuple(Text(item) if isinstance(item, str) else item for item in content))


def strong(*content):
    return Strong(tuple(Text(item) if isinstance(item, str) else item for item in content))


def paragraph(text):
    return Paragraph((Text(text),))


@pytest.mark.parametrize(
    "text",
    [
        "a_snake_case name, R&D, a * b, 5 < 6, #5, (c), C:\\ and C:\\dir, call +44 20 7946 0000",
        "[sic] and [the company], it said",
        "50% | 60%, 3 > 2, {x}, ~10, AT&T, http://a.b/c_d_e?f=g&h=i",
        "“Wow!” she said: 1. first, 2. second - and so on",
        "Müller – 北京、上海。 שלום",
        "※ 注 ＊",
        "\u3000\u3000新华社北京",
    ],
)
def test_ordinary_words_stand_as_they_are(text):
    assert line(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("2019) a", "2019\\) a"),
        ("# a", "\\# a"),
        ("> a", "\\> a"),
        ("+ a", "\\+ a"),
        (":::", "\\:::"),
        ("```", "\\`\\`\\`"),
        ("a\n===", "a\n\\==="),
        ("a\n---", "a\n\\---"),
        ("a | b\n--|--", "a | b\n\\--|--"),
        ("*a*", "\\*a\\*"),
        ("~~a~~", "\\~\\~a\\~\\~"),
        ("[a](b)", "\\[a](b)"),
        ("[a]: b", "\\[a]: b"),
        ("[^1]: b", "\\[^1]: b"),
        ("<b>", "\\<b>"),
        ("&amp; &#65; &x", "\\&amp; \\&#65; &x"),
        ("a\\*b", "a\\\\*b"),
        ("a  \nb", "a&#32;&#32;\nb"),
        ("a\n  b", "a\n&#32;&#32;b"),
        ("a\n\nb", "a\n&#10;b"),
        ("\u00a0a", "&nbsp;a"),
    ],
)
def test_what_would_mean_something_is_escaped(text, written):
    assert line(text) == written


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (("un", em("frigging"), "believable"), "un*frigging*believable"),
        ((em(strong("a")),), "***a***"),
        ((strong(em("a")),), "**_a_**"),
        ((em("a"), em("b")), "*a*_b_"),
        ((em("a"), " ", em("b")), "*a* *b*"),
        ((em("a"), strong("b"), "."), "*a*__b__."),
        (("a", em("(b)"), "c"), "a[(b)]{.emphasis}c"),
        ((em("a ", strong("b"), " c"),), "*a **b** c*"),
        (("x ", em(" a"), " y"), "x *&#32;a* y"),
        ((Strike((Text("a"),)), " ", Code("b`c")), "~~a~~ ``b`c``"),
        ((Code("a"), Code("b")), "`a`[b]{.code}"),
        (("a", LineBreak(), "b"), "a\\\nb"),
        (("see!", Link((Text("a"),), "b")), "see\\![a](b)"),
        ((Link((Text("http://a.b/"),), "http://a.b/"),), "<http://a.b/>"),
        ((Link((Text("a@b.c"),), "mailto:a@b.c"),), "<a@b.c>"),
        ((Link((Text("a"),), "x y", 'say "t"'),), '[a](<x y> "say \\"t\\"")'),
        ((Link((Text("a"),), "b_(c)"),), "[a](b_(c))"),
        ((Link((Text("a"),), "javascript:x(1"),), "[a](<javascript:x(1>)"),
        ((RawInline("html", "<br>"), "a"), "<br>a"),
        ((RawInline("html", "<b"), RawInline("tex", "\\x")), "`<b`{=html}`\\x`{=tex}"),
        ((Code("a"), "{=html}"), "`a`\\{=html}"),
        ((Mention((Text("S. L."),), "person", "lavrov"),), "[S. L.]{.person ref=lavrov}"),
        ((Mention((Text("HMS"),), "ship"),), "[HMS]{.mention kind=ship}"),
        ((Date((Text("Friday"),), Moment("2027-03-14")),), "[Friday]{.date when=2027-03-14}"),
        ((Quotation((Text("“a”"),), "x"),), "[“a”]{.quotation speaker=x}"),
        ((Span((Text("a"),), lang="fr"),), "[a]{lang=fr}"),
        ((Span((Text("a"),), kind="person"),), "[a]{.span kind=person}"),
        ((Span((Text("a"),), kind="x", attributes=(("lang", "y z"),)),), '[a]{.x _lang="y z"}'),
    ],
)
def test_inlines_have_their_signs(content, written):
    assert line(*content) == written


def test_notes_are_numbered_and_follow_the_body_with_the_notes_in_them():
    inner = Note((paragraph("inner"),))
    first = Note((Paragraph((Text("first"), inner)), paragraph("more")))
    assert line("a", first, " b", Note((BulletList((Item((paragraph("x"),)),)),))) == (
        "a[^1] b[^2]\n\n[^1]: first[^3]\n\n    more\n\n[^2]:\n    - x\n\n[^3]: inner"
    )


def test_a_note_in_the_headline_is_the_first():
    release = normalise(Release(headline=(Text("H"), Note((paragraph("n"),))), body=(paragraph("b"),)))
    written = writes(release, "md").decode()
    assert written == "---\ntitle: H[^1]\ntype: press-release\n---\n\nb\n\n[^1]: n\n"
    assert reads(written, "md") == release


@pytest.mark.parametrize(
    ("block", "written"),
    [
        (Heading((Text("a # b #"),), 2), "## a # b \\#"),
        (Heading((Text("a\nb"),), 1), "a\nb\n==="),
        (Heading((Text("a"), LineBreak(), Text("b")), 2), "a\\\nb\n---"),
        (Heading((Text("a\nb"), LineBreak(), Text("c")), 3), "### a&#10;b[]{.break}c"),
        (Heading((), 4), "####"),
        (ThematicBreak(), "---"),
        (CodeBlock("```\nx", "py"), "````py\n```\nx\n````"),
        (CodeBlock("", "a`b"), "~~~a`b\n~~~"),
        (RawBlock("html", "<div>\n<p>a\n</div>"), "<div>\n<p>a\n</div>"),
        (RawBlock("html", "<div>\n\n</div>"), "```{=html}\n<div>\n\n</div>\n```"),
        (RawBlock("tex", "\\x"), "```{=tex}\n\\x\n```"),
        (BlockQuote((paragraph("q"),), (Text("W"),)), "> q\n>\n> [W]{.attribution}"),
        (BlockQuote(()), ">"),
        (Paragraph((Text("l"),), role="lead"), "::: lead\nl\n:::"),
        (Paragraph((Text("l"),), role="x", lang="fr"), "::: {.paragraph role=x lang=fr}\nl\n:::"),
        (Division((paragraph("a"), paragraph("b")), kind="boilerplate"), "::: boilerplate\na\n\nb\n:::"),
        (Division((), kind="lead"), "::: {.division kind=lead}\n:::"),
        (Division((CodeBlock(":::"),), kind="x"), ":::: x\n```\n:::\n```\n::::"),
        (Speech((paragraph("a"),), (Text("Q"),)), "::: speech\n[Q]{.speaker}\n\na\n:::"),
        (
            Figure(Image("a.png", "A", "T"), (Text("c"),), (Text("d"),)),
            '::: figure\n![A](a.png "T")\n\n[c]{.caption}\n\n[d]{.credit}\n:::',
        ),
        (BulletList((Item((paragraph("a"), BulletList((Item((paragraph("b"),)),)))),)), "- a\n  - b"),
        (BulletList((Item((paragraph("a"),)), Item((paragraph("b"),))), tight=False), "- a\n\n- b"),
        (BulletList((Item((paragraph("a"),)),), tight=False), "::: {.list tight=false}\n- a\n:::"),
        (BulletList((Item((paragraph("a"), paragraph("b"))),)), "::: {.list tight=true}\n- a\n\n  b\n:::"),
        (BulletList((Item((ThematicBreak(),)), Item())), "- ***\n-"),
        (BulletList((Item((BulletList((Item((BulletList((Item(),)),)),)),)),)), "- * -"),
        (OrderedList((Item((paragraph("a"),)), Item((paragraph("b"),))), 9), "9. a\n10. b"),
        (OrderedList((Item((paragraph("a"),)),), style="lower-alpha"), "::: {.list style=lower-alpha}\n1. a\n:::"),
    ],
)
def test_blocks_have_their_style(block, written):
    assert body(block) == written


@pytest.mark.parametrize(
    "block",
    [
        Table((Row((Cell((paragraph("a"),)),)), Row((Cell((paragraph("b"),)),))), 1),
        BulletList((Item((paragraph("a"),)),)),
        BlockQuote((paragraph("a"),)),
        RawBlock("html", "<div>\n:::"),
        CodeBlock(":::"),
        Heading((Text("a\nb"),), 2),
    ],
)
def test_whatever_ends_a_division_leaves_its_fence_alone(block):
    inside = Division((block,), kind="x")
    body(inside, paragraph("after"))
    body(BulletList((Item((inside, block)), Item((paragraph("after"),)))))
    body(BlockQuote((inside, Speech((block,)))))
    body(Paragraph((Text("a"), Note((inside, block)))))


def test_neighbouring_lists_of_a_kind_have_other_signs():
    one, two = (BulletList((Item((paragraph(text),)),)) for text in "ab")
    three, four = (OrderedList((Item((paragraph(text),)),)) for text in "cd")
    assert body(one, two, three, four, one) == "- a\n\n* b\n\n1. c\n\n1) d\n\n- a"


def cell(text="", **more):
    return Cell((paragraph(text),) if text else (), **more)


def test_a_table_that_pipes_can_say_is_a_pipe_table():
    table = Table((Row((cell("a|b"), cell("c"))), Row((cell("x\ny"),)), Row((cell(), cell("\\")))), 1, align=("", "center"))
    assert body(table) == "| a\\|b | c |\n| --- | :-: |\n| x&#10;y |\n|  | \\ |"


def test_a_table_that_says_more_stands_in_a_division():
    rows = (Row((cell("a"), cell("b"))), Row((cell("c"), cell("d"))))
    assert body(Table(rows, 2, 1, caption=(Text("T"),))) == (
        "::: {.table head-rows=2 head-columns=1}\n[T]{.caption}\n\n| a | b |\n| --- | --- |\n| c | d |\n:::"
    )
    assert body(Table((Row((cell("a", colspan=2, align="right"),)), Row((cell("b"), cell())), Row(())))) == (
        "::::: table\n:::: row\n::: {.cell colspan=2 align=right}\na\n:::\n::::\n"
        ":::: row\n::: cell\nb\n:::\n::: cell\n:::\n::::\n::: row\n:::\n:::::"
    )


def test_the_diff_of_a_changed_word_is_one_line():
    texts = ("one *two* three", "long " * 60 + "line", "last")
    release = reads(START + "\n\n".join(texts), "md")
    before = writes(release, "md").decode().split("\n")
    after = writes(reads("\n".join(before).replace("three", "four"), "md"), "md").decode().split("\n")
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


SIGNS = "*_`[]()<>&#+-.!|:~^{}=\\\"' \t\n"
PIECES = st.sampled_from(
    [*SIGNS, *SIGNS, *"ab1é北", "\u00a0", "\u3000", "\u0085", "\u2028", "\u202e", "\u0301", "👩\u200d👩", "{.a}"]
)
WORDS = st.lists(PIECES, min_size=1, max_size=5).map("".join).map(Text)


def marked(inner):
    content = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        *(st.builds(kind, content) for kind in (Emphasis, Strong, Strike)),
        st.builds(
            Link, content, st.sampled_from(["u", "a b", "(", "a)b", "<", "\\", "&amp;", ""]), st.sampled_from(["", '"', "\\"])
        ),
        st.builds(Span, content, kind=st.sampled_from(["x", "strong", "caption"])),
        st.builds(Code, st.sampled_from(["`", "a", " a ", " ", "``", "a`b", "|", "\\"])),
        st.builds(Image, st.just("s"), st.sampled_from(["a", "]", "*x*"])),
        st.builds(
            RawInline, st.sampled_from(["html", "tex"]), st.sampled_from(["<b>", "<!-- x -->", "<b\nc>", "`", "<div>", "x\ny"])
        ),
        st.just(LineBreak()),
        content.map(lambda words: Note((Paragraph(words),))),
    )


@settings(max_examples=250)
@given(st.lists(st.recursive(WORDS, marked, max_leaves=10), min_size=1, max_size=4).map(tuple), st.integers(0, 6))
def test_hostile_words_come_back_wherever_they_stand(content, place):
    plain = Paragraph(content)
    release = normalise(
        [
            Release(body=(plain,)),
            Release(headline=content),
            Release(body=(Heading(content, 3), Heading(content, 1))),
            Release(body=(Table((Row((Cell((plain,)), Cell((plain,)))),), 1),)),
            Release(body=(BulletList((Item((plain,)), Item((plain,)))),)),
            Release(body=(BlockQuote((plain,), content),)),
            Release(body=(Speech((plain,), content), Figure(Image("a"), content, content))),
        ][place]
    )
    written = writes(release, "md", context=Context())
    assert reads(written, "md", context=Context()) == release
