"""Blocks that somebody edited, moved or took out in a document of ours: the text is the page's, and neighbours stay what they were."""

from __future__ import annotations

import pytest

from releasekit import (
    BulletList,
    Cell,
    Item,
    LineBreak,
    OrderedList,
    Paragraph,
    Release,
    Row,
    Span,
    Table,
    Text,
    inline_text,
    normalise,
    plain_text,
)


def said(words):
    return (Text(words),)


def para(*content):
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


def release(*body, **fields):
    return normalise(Release(**({"headline": said("A pier opens"), "lang": "en-GB", "body": body} | fields)))


# ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_with_numbers_that_word_does_not_count_stays_one_where_the_list_below_loses_an_item(edit):
    one = OrderedList((Item((para("one"),)), Item((para("two"),))), start=0, style="lower-alpha")
    other = OrderedList((Item((para("three"),)), Item((para("four"),))), start=0, style="lower-alpha")
    back, _ = edit(release(one, other), lambda editor: editor.remove("three"))
    assert back.body[0] == one


# ── white space ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("xml", "content"),
    [
        ("<w:r><w:br/></w:r>", (LineBreak(), Text(" at ten."))),
        ("<w:r><w:tab/></w:r>", said("\t at ten.")),
        ("<w:r><w:t>\u00a0</w:t></w:r>", said("\u00a0 at ten.")),
        ('<w:r><w:t xml:space="preserve"> </w:t></w:r>', said("  at ten.")),
    ],
)
def test_white_space_that_somebody_typed_comes_back(edit, xml, content):
    at = Span(said("It opens"), attributes=(("ref", "a"),))
    back, _ = edit(release(para(at, " at ten.")), lambda editor: editor.run("It opens").addnext(editor.made(xml)))
    assert back.body == release(para(at, *content)).body


def test_a_space_that_does_not_break_takes_the_place_of_one_in_a_list_a_headline_and_a_cell(edit):
    item, cell = BulletList((Item((para("in 10 days"),)),)), Table((Row((Cell((para("in 10 years"),)),)),))
    old = release(item, cell, headline=said("Open in 10 hours"))
    back, _ = edit(old, lambda editor: editor.replace("in 10 ", "in 10\u00a0"))
    assert inline_text(back.headline) == "Open in 10\u00a0hours"
    assert plain_text(back) == plain_text(old).replace("in 10 ", "in 10\u00a0")


@pytest.mark.parametrize(
    "xml",
    [
        '<w:r><w:br w:type="page"/></w:r>',
        "<w:r><w:lastRenderedPageBreak/></w:r>",
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="99" w:name="_GoBack"/><w:bookmarkEnd w:id="99"/>',
        '<w:smartTag w:uri="urn:x" w:element="place"/>',
        '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"></w:t></w:r>',
    ],
)
def test_what_says_nothing_is_no_edit(edit, xml):
    old = release(para(Span(said("It opens"), attributes=(("ref", "a"),)), " at ten."))

    def change(editor):
        run = editor.run("It opens")
        for each in reversed(editor.made(f"<w:p>{xml}</w:p>")):
            run.addnext(each)

    back, notes = edit(old, change)
    assert (back, notes) == (old, [])
