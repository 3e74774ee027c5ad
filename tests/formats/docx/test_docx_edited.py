"""A document of ours that somebody edited: what the page shows wins, what it does not show comes back."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

import docx
import pytest
from attrs import evolve, fields
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from releasekit import Context, Moment, Release, Text, plain_text, reads, writes
from releasekit import model as m
from releasekit.testing import releases

UNSEEN = {
    "id", "version", "kind", "numbers", "section", "summary", "issuers", "released", "distributed", "event_date", "modified",
    "status", "changes", "replaces", "replaced_by", "lang", "direction", "translations", "keywords", "subjects", "entities",
    "source", "extra",
}  # fmt: skip
"""The fields that no edit of the text touches."""


def said(text):
    return (Text(text),)


def para(*content):
    return m.Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


RELEASE = m.normalise(
    Release(
        id="urn:pier",
        headline=said("A pier opens"),
        subtitle=said("In spring"),
        instruction="For immediate release",
        dateline=m.Dateline("LEITH, March 14", "LEITH", Moment("2027-03-14")),
        lang="en",
        entities=(m.Entity("marest", name="Elina Marest"),),
        contacts=(
            m.Contact("Ada Berg", "press officer", "Harbour Board", "ada@port.example", "+44 131 496"),
            m.Contact("Cy Lund"),
        ),
        attachments=(m.Attachment("https://port.example/a.pdf", "The plan", "application/pdf"),),
        end_mark="###",
        body=(
            para(m.Mention(said("Ms Marest"), ref="marest"), " opened it."),
            m.BulletList((m.Item((para("one"),)), m.Item((para("two"),)))),
            m.RawBlock("html", "<hr>"),
            m.Table((m.Row((m.Cell((para("a"),)), m.Cell((para("b"),)))),)),
            para("It ", m.Date(said("opened today"), Moment("2027-03-14")), "."),
        ),
    )
)


def edited(change, release=RELEASE) -> tuple[Release, list[str]]:
    """What is read after a change that python-docx made, and the notes on it."""
    document = docx.Document(io.BytesIO(writes(release, "docx", context=Context())))
    change(document)
    out = io.BytesIO()
    document.save(out)
    context = Context()
    return reads(out.getvalue(), context=context), [note.code for note in context.notes]


def paragraph(document, text):
    return next(found for found in document.paragraphs if text in found.text)


def remove(document, text):
    element = paragraph(document, text)._p
    element.getparent().remove(element)


def replace(document, text, new):
    found = paragraph(document, text)
    for run in found.runs[1:]:
        run.text = ""
    found.runs[0].text = new


def test_changed_words_win_and_all_other_blocks_stay_as_they_were():
    release, codes = edited(lambda document: replace(document, "opened today", "It opens in May."))
    assert release == evolve(RELEASE, body=(*RELEASE.body[:4], para("It opens in May.")))
    assert codes == ["edited-in-word"]


def test_a_new_paragraph_and_a_new_item_stand_where_they_were_put():
    def change(document):
        paragraph(document, "one").insert_paragraph_before("Between")
        two = paragraph(document, "two")
        two.insert_paragraph_before("and a half", style=two.style)._p.insert(0, docx.oxml.parse_xml(etree.tostring(two._p.pPr)))

    release, _ = edited(change)
    assert release.body[0] == RELEASE.body[0]
    assert release.body[1] == para("Between")
    assert [m.inline_text(item.blocks[0].content) for item in release.body[2].items] == ["one", "and a half", "two"]
    assert release.body[3:] == RELEASE.body[2:]


def test_moved_paragraphs_keep_what_the_page_does_not_show():
    def change(document):
        document.paragraphs[0]._p.addprevious(paragraph(document, "opened today")._p)

    release, _ = edited(change)
    assert release == evolve(RELEASE, body=(RELEASE.body[4], *RELEASE.body[:4]))


def test_a_changed_cell_and_a_restyled_paragraph_are_read_from_the_page():
    def change(document):
        document.tables[0].cell(0, 1).paragraphs[0].runs[0].text = "c"
        paragraph(document, "opened it").style = "Heading 3"

    release, _ = edited(change)
    assert release.body[0] == m.Heading((m.Mention(said("Ms Marest")), Text(" opened it.")), 3)
    assert m.inline_text(release.body[3].rows[0].cells[1].blocks[0].content) == "c"


def test_lines_that_are_fields_say_what_they_say_now():
    def change(document):
        for before, after in (
            ("A pier opens", "A pier closes"),
            ("LEITH", "LEITH, May 1"),
            ("###", "ENDS"),
            ("The plan", "Plan B"),
        ):
            replace(document, before, after)
        remove(document, "In spring")
        remove(document, "For immediate release")

    release, _ = edited(change)
    assert release.headline == said("A pier closes")
    assert release.subtitle == ()
    assert release.instruction == ""
    assert release.dateline == evolve(RELEASE.dateline, printed="LEITH, May 1")
    assert release.end_mark == "ENDS"
    assert (release.body, release.entities, release.id) == (RELEASE.body, RELEASE.entities, RELEASE.id)


def test_a_contact_is_read_line_by_line():
    def change(document):
        line = paragraph(document, "Ada Berg")
        next(run for run in line.runs if "+44" in run.text).text = "+44 131 497"
        remove(document, "Cy Lund")

    release, _ = edited(change)
    assert release.contacts == (evolve(RELEASE.contacts[0], phone="+44 131 497"),)


def test_a_line_that_is_made_of_other_fields_is_told_and_kept():
    release, codes = edited(lambda document: replace(document, "Press release", "Statement of the board"))
    assert release == evolve(RELEASE, body=(m.Paragraph(said("Statement of the board"), "release-kicker"), *RELEASE.body))
    assert codes == ["edited-in-word"] * 2


def changed_at_random(document, chance) -> str:
    """One edit, and the words that it put in."""
    full = [found for found in document.paragraphs if found.text.strip()]
    kind = chance.choice(["words", "add", "remove", "move", "restyle"]) if full else "add"
    if kind == "add":
        document.add_paragraph("Qzadded")
        return "Qzadded"
    found = chance.choice(full)
    if kind == "words":
        found.add_run(" Qzmore")
        return "Qzmore"
    if kind == "remove":
        found._p.getparent().remove(found._p)
    elif kind == "move":
        document.element.body.insert(chance.randrange(len(document.element.body)), found._p)
    else:
        found.style = document.styles["Heading 2"]
    return ""


DERIVED = {"Contacts Heading", "Attachments Heading", "Release Kicker", "Release Facts", "Embargo Banner"}
"""Lines that are made of fields, in words that no field has: the name of a month, of a kind."""


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(releases(), st.randoms(use_true_random=False))
def test_whatever_is_edited_no_word_of_the_page_and_no_field_behind_it_is_lost(release, chance):
    document = docx.Document(io.BytesIO(writes(release, "docx", context=Context())))
    added = changed_at_random(document, chance)
    out = io.BytesIO()
    document.save(out)
    back = reads(out.getvalue(), context=Context())
    assert {
        field.name for field in fields(Release) if getattr(back, field.name) != getattr(release, field.name)
    } & UNSEEN == set()
    assert added in repr(back)
    with zipfile.ZipFile(out) as file:
        root = etree.fromstring(file.read("word/document.xml"))
    derived = "".join(found.text for found in document.paragraphs if found.style.name in DERIVED)
    shown = Counter(re.findall(r"\w", "".join(text.text or "" for text in root.iter("{*}t"))))
    assert shown - Counter(re.findall(r"\w", plain_text(back) + repr(back) + derived)) == Counter()


@pytest.mark.parametrize("wound", ["<source>", '"releasekit":1', "form="])
def test_what_travels_along_and_is_damaged_leaves_the_page(wound):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(writes(RELEASE, "docx", context=Context()))) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            content = file.read(entry)
            if entry.filename == "customXml/item1.xml":
                after = {"<source>": "<source>x", '"releasekit":1': '"releasekit":99', "form=": "was="}[wound]
                content = content.replace(wound.encode(), after.encode())
            new.writestr(entry, content)
    context = Context()
    release = reads(out.getvalue(), context=context)
    assert release.headline == RELEASE.headline
    assert "opened it." in plain_text(release)
    assert context.notes
