"""What stands unseen on words, in lines that somebody edited: it stays on words that are as they were."""

from __future__ import annotations

from copy import deepcopy

import pytest
from attrs import evolve

from releasekit import (
    BulletList,
    Date,
    Emphasis,
    Entity,
    Item,
    Link,
    Mention,
    Moment,
    Paragraph,
    Quotation,
    RawInline,
    Release,
    Span,
    Strong,
    Text,
    inline_text,
    normalise,
)
from releasekit.formats.docx.edited_marks import put_back


def said(words):
    return (Text(words),)


def para(*content):
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


SUNDAY = Date(said("Sunday"), Moment("2027-03-14"))
QUOTED = Quotation((Text("“It is "), Strong(said("good")), Text("”")), "marest")
QUAY = Span(said("quay"), attributes=(("ref", "q"),))
LEITH = Mention(said("Leith"), "place", "leith")
MAREST = Mention(said("Ms Marest"), ref="marest")
RAW = RawInline("html", "<wbr>")
FIRST = para("On ", SUNDAY, " she said ", QUOTED, " at the ", QUAY, " of ", LEITH, RAW, "; all came.")
SECOND = para("Then ", MAREST, " left.")
RELEASE = normalise(
    Release(
        headline=(Text("Pier opens on "), SUNDAY),
        lang="en-GB",
        entities=(Entity("marest", name="Elina Marest"), Entity("leith", "place", "Leith")),
        body=(FIRST, SECOND),
    )
)


def words(*pairs):
    def change(editor):
        for before, after in pairs:
            editor.replace(before, after)

    return change


@pytest.mark.parametrize(
    ("pairs", "block"),
    [
        ([("On ", "Late on ")], evolve(FIRST, content=(Text("Late on "), *FIRST.content[1:]))),
        ([("all came", "some came")], evolve(FIRST, content=(*FIRST.content[:-1], Text("; some came.")))),
        (
            [("On ", "Late on "), (" at the ", " at the old "), ("all came", "some came")],
            para("Late on ", SUNDAY, " she said ", QUOTED, " at the old ", QUAY, " of ", LEITH, RAW, "; some came."),
        ),
        (
            [(">On </w:t>", ">On a </w:t>"), (">quay<", ">quays<")],
            para("On a ", SUNDAY, " she said ", QUOTED, " at the quays of ", LEITH, RAW, "; all came."),
        ),
    ],
)
def test_words_that_are_as_they_were_keep_what_stands_on_them(edit, pairs, block):
    back, _ = edit(RELEASE, words(*pairs))
    assert back == evolve(RELEASE, body=(block, SECOND))


def test_a_changed_headline_keeps_the_moment_of_its_date(edit):
    back, _ = edit(RELEASE, words(("Pier opens", "The pier opens")))
    assert back == evolve(RELEASE, headline=(Text("The pier opens on "), SUNDAY))


def test_paragraphs_that_are_joined_or_parted_keep_what_stands_on_their_words(edit):
    def join(editor):
        first, second = editor.paragraph("all came"), editor.paragraph("Then ")
        for each in [*second[1:]]:
            first.append(each)
        second.getparent().remove(second)

    def part(editor):
        first = editor.paragraph("all came")
        new = editor.made('<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>')
        for each in [*editor.run(" at the ").itersiblings()]:
            new.append(each)
        first.addnext(new)

    assert edit(RELEASE, join)[0].body == (para(*FIRST.content[:-1], Text("; all came.Then "), *SECOND.content[1:]),)
    parted, _ = edit(RELEASE, part)
    assert parted.body[:2] == (
        para("On ", SUNDAY, " she said ", QUOTED, " at the"),
        para(QUAY, " of ", LEITH, RAW, "; all came."),
    )


@pytest.mark.parametrize(
    ("after", "mention", "where"),
    [
        ("Ms Elina Marest", Mention(said("Ms Elina Marest"), ref="marest"), ["/body/1/content/1"]),
        ("Mr Lund", Mention(said("Mr Lund")), []),
    ],
)
def test_a_mention_in_words_that_are_mended_means_whom_it_meant_and_is_told(edit, after, mention, where):
    back, notes = edit(RELEASE, words((">Ms Marest<", f">{after}<")))
    assert back.body[1] == para("Then ", mention, " left.")
    assert [note.where for note in notes if note.where] == where


def test_a_changed_quotation_is_of_whom_it_was(edit):
    release = normalise(evolve(RELEASE, body=(para("She said ", Quotation(said("“It is good”"), "marest"), "."),)))
    back, notes = edit(release, words(("It is good", "It was good")))
    assert back.body == (para("She said ", Quotation(said("“It was good”"), "marest"), "."),)
    assert [note.where for note in notes if note.where] == ["/body/0/content/1"]


def test_a_copy_of_a_paragraph_means_whom_the_first_one_means(edit):
    def copy(editor):
        old = editor.paragraph("Then ")
        old.addnext(deepcopy(old))

    assert edit(RELEASE, copy)[0].body == (FIRST, SECOND, SECOND)


def test_words_that_are_set_otherwise_keep_what_stands_on_them(edit):
    def italic(editor):
        for run in editor.paragraph("Then ").iter("{*}r"):
            if run.find("{*}rPr") is None:
                run.insert(0, editor.made("<w:rPr/>"))
            run.find("{*}rPr").append(editor.made("<w:i/>"))

    assert edit(RELEASE, italic)[0].body[1] == Paragraph((Emphasis((Text("Then "), MAREST, Text(" left."))),))


def test_items_that_stay_keep_what_stands_on_their_words_where_another_is_changed(edit):
    release = normalise(evolve(RELEASE, body=(BulletList((Item((FIRST,)), Item((SECOND,)))),)))
    back, _ = edit(release, words((" left", " went")))
    assert back.body == (BulletList((Item((FIRST,)), Item((para("Then ", MAREST, " went."),)))),)


WIDE = Link(said("wider"), "https://port.example/wide", "How wide")


def linked(*content):
    return normalise(evolve(RELEASE, body=(para("It is ", *content, " now."),)))


def test_a_link_keeps_its_title_though_a_program_drops_it_and_not_where_it_leads_elsewhere_or_nowhere(edit):
    def untitled(editor):
        editor.replace(' w:tooltip="How wide"', "")
        editor.replace(" now.", " today.")

    def elsewhere(editor):
        untitled(editor)
        editor.replace("example/wide", "example/broad", "word/_rels/document.xml.rels")

    def unlinked(editor):
        link = next(editor.body.iter("{*}hyperlink"))
        link.addprevious(link[0])
        link.getparent().remove(link)

    assert edit(linked(WIDE), untitled)[0].body == (para("It is ", WIDE, " today."),)
    broad = Link(said("wider"), "https://port.example/broad")
    assert edit(linked(WIDE), elsewhere)[0].body == (para("It is ", broad, " today."),)
    assert edit(linked(WIDE), unlinked)[0].body == (para("It is wider now."),)


def test_words_in_another_language_stay_in_it_as_it_was_called(edit):
    french = Span(said("partira"), lang="fr")

    def change(editor):
        editor.replace('w:lang w:val="fr"', 'w:lang w:val="fr-FR"')
        editor.replace(" now.", " today.")

    assert edit(linked(french), change)[0].body == (para("It is ", french, " today."),)


def test_words_typed_before_a_mention_in_its_style_are_not_part_of_it(edit):
    back, _ = edit(linked(LEITH), lambda editor: editor.replace(">Leith<", ">at the old harbour of Leith<"))
    assert back.body == (para("It is at the old harbour of ", LEITH, " now."),)


def test_words_between_which_a_line_of_text_ends_keep_what_stands_on_them(edit):
    back, _ = edit(linked(Date(said("14\nMarch"), Moment("2027-03-14"))), words((" now.", " today.")))
    assert back.body == (para("It is ", Date(said("14 March"), Moment("2027-03-14")), " today."),)


def test_what_stands_on_words_comes_back_once():
    old, used = FIRST.content, set()
    assert put_back(said(inline_text(old)), old, used, is_part=False)[1] == SUNDAY
    assert put_back(said(inline_text(old)), old, used, is_part=False) == said(inline_text(old))


def test_a_line_with_thousands_of_marks_is_put_back_in_time(edit):
    many = para(*(Date(said(f"day {index} "), Moment("2027-03-14")) for index in range(1500)))
    back, _ = edit(Release(lang="en", body=(many, *[FIRST] * 100)), words(("day 7 ", "day seven "), ("all came", "some came")))
    assert len(back.body) == 101
    assert sum(isinstance(node, Date) for node in back.body[0].content) >= 20
    assert back.body[1].content[1] == SUNDAY
