from __future__ import annotations

import pytest

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Contact,
    Dateline,
    Division,
    Emphasis,
    Figure,
    Heading,
    Image,
    Item,
    LineBreak,
    Note,
    OrderedList,
    Paragraph,
    RawBlock,
    RawInline,
    Release,
    Row,
    Speech,
    Table,
    Text,
    ThematicBreak,
    plain_text,
    walk,
)
from releasekit.model.words import list_number


def p(text):
    return Paragraph((Text(text),))


def test_the_words_stand_in_the_order_in_which_they_are_read():
    release = Release(
        headline=(Text("Headline"),),
        subtitle=(Text("Subtitle"),),
        instruction="For immediate release",
        dateline=Dateline("PORT ARDEN, March 14"),
        body=(
            Paragraph((Text("One"), Note((p("a note"),)), LineBreak(), Emphasis((Text("two"),)), RawInline("html", "<b>"))),
            Heading((Text("Heading"),)),
            OrderedList((Item((p("first"), BulletList((Item((p("inner"),)),)))), Item()), start=3, style="lower-roman"),
            BlockQuote((p("quoted"),), (Text("Somebody"),)),
            Table((Row((Cell((p("a"),)), Cell())),), caption=(Text("Table"),)),
            Figure(Image("a.png", "alt"), (Text("caption"),), (Text("credit"),)),
            Speech((p("I say."),), (Text("SPEAKER"),)),
            Division((p("About"),), "boilerplate"),
            CodeBlock("x = 1"),
            ThematicBreak(),
            RawBlock("tei", "<x/>"),
        ),
        contacts=(Contact("A. Person", email="a@example.org"),),
        end_mark="###",
    )
    assert plain_text(release).split("\n") == [
        "Headline", "Subtitle", "For immediate release", "PORT ARDEN, March 14", "One", "two", "Heading", "iii. first", "inner",
        "iv.", "quoted", "Somebody", "Table", "a", "alt", "caption", "credit", "SPEAKER", "I say.", "About", "x = 1", "A. Person",
        "a@example.org", "###", "a note",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (1, "decimal", "1"),
        (27, "lower-alpha", "aa"),
        (26, "upper-alpha", "Z"),
        (703, "lower-alpha", "aaa"),
        (1994, "upper-roman", "MCMXCIV"),
        (4, "lower-roman", "iv"),
        (0, "lower-roman", "0"),
        (0, "upper-alpha", "0"),
        (4000, "lower-roman", "4000"),
    ],
)
def test_a_list_number_is_printed_in_its_style(number, style, printed):
    assert list_number(number, style) == printed


def test_every_node_is_walked_with_its_place():
    release = Release(headline=(Text("h"),), body=(Figure(Image("a")), Table((Row((Cell((p("x"),)),)),), caption=(Text("c"),))))
    places = [place for place, _ in walk(release)]
    assert places == [
        "/headline/0", "/body/0", "/body/0/image", "/body/1", "/body/1/caption/0", "/body/1/rows/0",
        "/body/1/rows/0/cells/0", "/body/1/rows/0/cells/0/blocks/0", "/body/1/rows/0/cells/0/blocks/0/content/0",
    ]  # fmt: skip
