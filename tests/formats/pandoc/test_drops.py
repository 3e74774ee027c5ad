from __future__ import annotations

import os

import pytest
from attrs import evolve, fields

from releasekit import Context, Moment, Release, Text, writes
from releasekit import model as m
from releasekit.formats.pandoc import FORMATS

SIDES = ("html", "rtf", "opendocument", "rst")
"""Formats of each kind; the others are tried in the long run."""


def words(text):
    return (Text(text),)


def para(*content, **more):
    return m.Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content), **more)


def within(node):
    return (para("x ", node, " z"),)


def cell(text, **more):
    return m.Cell((para(text),), **more)


ITEMS = (m.Item((para("one"),)), m.Item((para("two"),)))
TABLE = m.Table((m.Row((cell("a"), cell("b"))), m.Row((cell("c"), cell("d")))), head_rows=1)
TALL = (m.Row((cell("h"), cell("i"))), m.Row((cell("a"), cell("b"))), m.Row((m.Cell(), cell("d"))))
ROWSPAN = (TALL[0], m.Row((cell("a", rowspan=2), cell("b"))), m.Row((cell("d"),)))
FIGURE = m.Figure(m.Image("pier.png", "al"), words("x"))
LINK = m.Link(words("y"), "https://port.example")
PLAIN = within(Text("y"))

CASES = {
    **{kind.__name__: (PLAIN, within(kind(words("y")))) for kind in m.nodes.MARKS},
    "Code": (PLAIN, within(m.Code("y"))),
    "Link": (PLAIN, within(LINK)),
    "Link.title": (within(LINK), within(evolve(LINK, title="t"))),
    "Image": (within(Text("al")), within(m.Image("pier.png", "al"))),
    "Image.alt": (within(m.Image("pier.png")), within(m.Image("pier.png", "words"))),
    "Image.title": (within(m.Image("pier.png", "al")), within(m.Image("pier.png", "al", "t"))),
    "Quotation": (within(Text("“y”")), within(m.Quotation(words("“y”")))),
    "Mention": (PLAIN, within(m.Mention(words("y")))),
    "Mention.ref": (within(m.Mention(words("y"))), within(m.Mention(words("y"), ref="who"))),
    "Date": (PLAIN, within(m.Date(words("y"), Moment("2027")))),
    "Span.lang": (PLAIN, within(m.Span(words("y"), lang="fr"))),
    "Span.direction": (PLAIN, within(m.Span(words("y"), direction="rtl"))),
    "Span.kind": (PLAIN, within(m.Span(words("y"), kind="odd"))),
    "Note": (PLAIN, within(m.Note((para("n"),)))),
    "Paragraph.role": ((para("x"),), (para("x", role="lead"),)),
    "Paragraph.lang": ((para("x"),), (para("x", lang="fr"),)),
    "Heading.level": ((m.Heading(words("x"), 3),), (m.Heading(words("x"), 4),)),
    "Heading.lang": ((m.Heading(words("x")),), (m.Heading(words("x"), lang="fr"),)),
    "BulletList.tight": ((m.BulletList(ITEMS),), (m.BulletList(ITEMS, tight=False),)),
    "OrderedList.start": ((m.OrderedList(ITEMS),), (m.OrderedList(ITEMS, 4),)),
    "OrderedList.style": ((m.OrderedList(ITEMS),), (m.OrderedList(ITEMS, style="upper-roman"),)),
    "BlockQuote.lang": ((m.BlockQuote((para("x"),)),), (m.BlockQuote((para("x"),), lang="fr"),)),
    "BlockQuote.attribution": ((m.BlockQuote((para("x"), para("y"))),), (m.BlockQuote((para("x"),), words("y")),)),
    "Table": ((para("a"), para("b"), para("c"), para("d")), (TABLE,)),
    "Table.head_rows": ((evolve(TABLE, head_rows=0),), (TABLE,)),
    "Table.head_columns": ((TABLE,), (evolve(TABLE, head_columns=1),)),
    "Table.align": ((TABLE,), (evolve(TABLE, align=("right",)),)),
    "Table.caption": ((TABLE,), (evolve(TABLE, caption=words("c")),)),
    "Cell.align": ((TABLE,), (evolve(TABLE, rows=(TABLE.rows[0], m.Row((cell("c", align="center"), cell("d"))))),)),
    "Cell.colspan": (
        (evolve(TABLE, rows=(TABLE.rows[0], m.Row((cell("c"), m.Cell())))),),
        (evolve(TABLE, rows=(TABLE.rows[0], m.Row((cell("c", colspan=2),)))),),
    ),
    "Cell.rowspan": ((evolve(TABLE, rows=TALL),), (evolve(TABLE, rows=ROWSPAN),)),
    "Figure": ((para(FIGURE.image), para("x")), (FIGURE,)),
    "Figure.credit": ((FIGURE,), (evolve(FIGURE, credit=words("c")),)),
    "Speech": ((para(m.Strong(words("w"))), para("x")), (m.Speech((para("x"),), words("w")),)),
    "Division.kind": ((para("x"),), (m.Division((para("x"),), "boilerplate"),)),
    "CodeBlock.info": ((m.CodeBlock("x"),), (m.CodeBlock("x", "python"),)),
    "ThematicBreak": ((para("x"), para("y")), (para("x"), m.ThematicBreak(), para("y"))),
}


LONG = os.environ.get("RELEASEKIT_LONG") == "1"
TRIED = [format for format in FORMATS if format.write and (LONG or format.name in SIDES)]
NAMES = [format.name for format in TRIED]


@pytest.fixture
def bytes_of(png):
    def made(format, release):
        quiet = evolve(format, drops=frozenset())
        return writes(release, quiet, context=Context(resources=lambda href: png if href == "pier.png" else None))

    return made


@pytest.mark.parametrize("format", TRIED, ids=NAMES)
def test_a_format_drops_the_nodes_that_it_says_and_no_other(format, bytes_of):
    def release(body):
        return Release(headline=words("Head"), lang="en", body=body)

    made = {}
    for name, (without, with_it) in CASES.items():
        made.setdefault(without, bytes_of(format, release(without)))
        assert (made[without] == bytes_of(format, release(with_it))) == (name in format.drops), name


@pytest.mark.parametrize("format", TRIED, ids=NAMES)
def test_a_format_drops_the_fields_that_it_says_and_no_other(format, everything, bytes_of):
    full = evolve(everything, body=(), direction="rtl")
    made = bytes_of(format, full)
    for field in fields(Release):
        if field.name != "body":
            same = bytes_of(format, evolve(full, **{field.name: field.default})) == made
            assert same == (field.name in format.drops), field.name
