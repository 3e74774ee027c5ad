"""A release as it is sent by wire: what stands where, and what is reported."""

from __future__ import annotations

import pytest

from releasekit import (
    Attachment,
    BlockQuote,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Contact,
    Context,
    Dateline,
    Division,
    Embargo,
    Emphasis,
    Figure,
    Heading,
    Image,
    Issuer,
    Item,
    LineBreak,
    Link,
    Moment,
    Note,
    Number,
    OrderedList,
    Paragraph,
    RawBlock,
    Release,
    Rights,
    Row,
    Speech,
    Table,
    Text,
    ThematicBreak,
    WriteError,
    reads,
    writes,
)


def words(*parts):
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts):
    return Paragraph(words(*parts))


def written(*body, **fields):
    return writes(Release(kind="", body=body, **fields), "text", context=Context()).decode()


def test_a_whole_release_stands_as_it_is_sent():
    release = Release(
        kind="statement",
        section=("Foreign policy", "News"),
        numbers=(Number("07-55"),),
        headline=words("A headline in ", Emphasis(words("two")), "\nlines"),
        subtitle=words("And its subtitle"),
        issuers=(Issuer("Ministry of Ports"), Issuer("Port of Merin")),
        released=Moment("2027-03-14T09:30+01:00"),
        embargo=Embargo(None, "Embargoed until noon"),
        instruction="FOR IMMEDIATE RELEASE",
        dateline=Dateline("MERIN, 14 March 2027", "Merin", Moment("2027-03-14")),
        lang="en-GB",
        contacts=(Contact("Mara Ellison", "Press", "Ministry of Ports", "press@ports.example", "+44 1632 960 188"),),
        attachments=(Attachment("https://ports.example/a.pdf", "The paper"), Attachment("b.png")),
        rights=Rights("© 2027 Ministry of Ports.", "Free to use.", "https://ports.example/terms"),
        end_mark="###",
        body=(
            paragraph("The port\nopens.", Note((paragraph("In May."),))),
            Division((Heading(words("About the Ministry"), 2), paragraph("It is old.")), "boilerplate"),
        ),
    )
    assert (
        writes(release, "text", context=Context()).decode()
        == """\
Embargoed until noon

FOR IMMEDIATE RELEASE

Ministry of Ports · Port of Merin · Statement · Foreign policy › News

No. 07-55 · 14 March 2027, 09:30 UTC+01:00

A headline in two lines

And its subtitle

MERIN, 14 March 2027 – The port opens.[1]

About the Ministry

It is old.

Notes

[1] In May.

Contacts

Mara Ellison
Press
Ministry of Ports
press@ports.example
+44 1632 960 188

Attachments

• The paper (https://ports.example/a.pdf)
• b.png

© 2027 Ministry of Ports. Free to use. (https://ports.example/terms)

###
"""
    )


def test_a_release_without_a_word_is_refused():
    with pytest.raises(WriteError, match="no word in the release"):
        written(RawBlock("html", "<b>"))


def test_labels_are_in_the_language_of_the_release():
    text = written(contacts=(Contact(email="presse@x.example"),), numbers=(Number("7"),), lang="de")
    assert "Nr. 7" in text
    assert "Kontakt\n\npresse@x.example" in text


def test_lists_have_bullets_and_numbers_in_their_style():
    inner = BulletList((Item((paragraph("deeper"),)),))
    items = (Item((paragraph("one"), inner)), Item((paragraph("two"),)))
    assert written(BulletList(items)) == "• one\n  • deeper\n• two\n"
    assert written(OrderedList(items[1:] * 2, 3, "lower-roman")) == "iii. two\niv. two\n"
    loose = BulletList((Item((paragraph("one"), paragraph("more"))), Item()), tight=False)
    assert written(loose) == "• one\n\n  more\n\n•\n"


def test_a_quote_is_set_in_with_a_dash_before_its_source():
    assert written(BlockQuote((paragraph("We are glad."),), words("Ilse Brandt"))) == "    We are glad.\n\n    — Ilse Brandt\n"
    assert written(BlockQuote((paragraph("We are glad."),))) == "    We are glad.\n"


def test_a_turn_of_speech_begins_with_its_speaker():
    assert written(Speech((paragraph("Soon."), paragraph("Very soon.")), words("Averin"))) == "Averin: Soon.\n\nVery soon.\n"
    assert written(Speech((paragraph("Soon."),))) == "Soon.\n"
    assert written(Speech((), words("Averin"))) == "Averin\n"


def cell(text, **more):
    return Cell((paragraph(text),) if text else (), **more)


def test_a_table_stands_in_columns_under_its_caption():
    rows = (Row((cell("港口"), cell("Boats"))), Row((cell("Merin"), cell("4"))))
    table = Table(rows, head_rows=1, align=("left", "right"), caption=words("Boats on order"))
    assert written(table) == "Boats on order\n\n港口   Boats\n-----  -----\nMerin      4\n"
    assert written(Table(rows[1:])) == "-----  --\nMerin  4\n-----  --\n"


def test_spanning_cells_keep_the_columns_below_them():
    rows = (
        Row((cell("a", rowspan=2), cell("b", colspan=2))),
        Row((cell("c"), cell("d", align="center"))),
        Row((cell("e"),)),
    )
    assert written(Table(rows, head_rows=1)) == "a   b\n--  --  --\n    c   d\ne\n"


def test_a_cell_over_two_rows_at_the_end_leaves_its_place_empty():
    rows = (Row((cell("a"), cell("b", rowspan=2))), Row((cell("c"),)), Row((cell("d"), cell("e"))))
    assert written(Table(rows, head_rows=1)) == "a   b\n--  --\nc\nd   e\n"


def test_a_table_too_wide_or_too_deep_for_columns_names_each_cell():
    wide = Row((cell("Port"), cell("What is said of it")))
    long = Row((cell("Merin"), cell("word " * 30 + "end")))
    assert written(Table((wide, long), head_rows=1)) == "Port: Merin\nWhat is said of it: " + "word " * 30 + "end\n"
    deep = Row((cell("Merin"), Cell((paragraph("one"), paragraph("two")))))
    assert written(Table((deep, deep))) == "Merin\none\ntwo\n\nMerin\none\ntwo\n"
    many = Row(tuple(cell("x", colspan=1000) for _ in range(3)))
    assert written(Table((many,))) == "x\nx\nx\n"
    assert written(Table((wide,), head_rows=1)) == "Port  What is said of it\n----  ------------------\n"


def test_pictures_show_their_words_caption_and_credit():
    figure = Figure(Image("a.png", "A boat"), words("At work"), words("Tidewerk"))
    assert written(figure) == "[Picture: A boat]\nAt work\nTidewerk\n"
    assert written(paragraph("See ", Image("a.png"))) == "See [Picture]\n"


def test_links_show_their_target_once():
    assert written(paragraph(Link(words("the paper"), "https://x.example/a"))) == "the paper (https://x.example/a)\n"
    assert written(paragraph(Link(words("https://x.example"), "https://x.example"))) == "https://x.example\n"
    assert written(paragraph(Link(words("press@x.example"), "mailto:press@x.example"))) == "press@x.example\n"
    assert written(paragraph("a", Link((), "https://x.example"))) == "a(https://x.example)\n"


def test_line_breaks_code_and_rules_stay():
    assert written(paragraph("a", LineBreak(), Code("b"))) == "a\nb\n"
    assert written(CodeBlock("x = 1\n  y"), ThematicBreak(), RawBlock("html", "<b>")) == "x = 1\n  y\n\n* * *\n"


def test_a_note_within_a_note_comes_after_it():
    note = Note((paragraph("outer", Note((paragraph("inner"),))),))
    assert written(paragraph("a", note)).endswith("a[1]\n\nNotes\n\n[1] outer[2]\n\n[2] inner\n")


def test_a_dateline_without_a_paragraph_to_run_into_stands_alone():
    assert written(Heading(words("Details")), dateline=Dateline("MERIN")) == "MERIN\n\nDetails\n"


def test_what_text_cannot_show_is_reported():
    context = Context()
    release = Release(
        id="urn:x",
        numbers=(Number("7", "release", "https://x.example"),),
        issuers=(Issuer("A", "https://a.example", "4 Slipway Lane"),),
        embargo=Embargo(Moment("2027-03-14T09:30Z"), "until then"),
        attachments=(Attachment("a.pdf", media_type="application/pdf"),),
        body=(paragraph(Emphasis(words("so"))), RawBlock("html", "<b>")),
    )
    writes(release, "text", context=context)
    assert {note.where for note in context.losses} == {
        "/id", "/numbers/0/scheme", "/numbers/0/href", "/issuers/0/uri", "/issuers/0/address", "/embargo/until",
        "/attachments/0/media_type", "/body/0/content/0", "/body/1",
    }  # fmt: skip


def test_what_is_shown_is_not_reported():
    context = Context()
    writes(Release(headline=words("A"), body=(paragraph("b"), BulletList((Item((paragraph("c"),)),)))), "text", context=context)
    assert not context.notes


def test_our_own_text_reads_back_with_its_fields():
    release = Release(
        kind="statement", numbers=(Number("07-55"),), section=("Policy", "News"), lang="en", headline=words("A headline of words"),
        released=Moment("2027-03-14T09:30+01:00"), dateline=Dateline("MERIN, 14 March 2027", "MERIN", Moment("2027-03-14")),
        issuers=(Issuer("Ministry of Ports"),), contacts=(Contact("Mara Ellison", email="press@ports.example"),), end_mark="###",
        body=(
            paragraph("The port will open to traffic in May, and the ministers were content with what they have seen."),
            BulletList((Item((paragraph("one"),)), Item((paragraph("two"),)))),
            BlockQuote((paragraph("We are glad."),), words("Ilse Brandt")),
            Table((Row((cell("Port"), cell("Boats"))), Row((cell("Merin"), cell("4")))), head_rows=1),
            Division((Heading(words("About the Ministry"), 2), paragraph("It is old.")), "boilerplate"),
        ),
    )  # fmt: skip
    back = reads(writes(release, "text", context=Context()), "text", context=Context())
    for field in (
        "kind",
        "numbers",
        "section",
        "lang",
        "headline",
        "released",
        "dateline",
        "issuers",
        "contacts",
        "end_mark",
        "body",
    ):
        assert getattr(back, field) == getattr(release, field), field
