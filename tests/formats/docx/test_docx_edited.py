"""A document of ours that somebody edited: what the page shows wins, what it does not show comes back."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy

import docx
import pytest
from attrs import evolve
from lxml import etree

from releasekit import Context, Moment, Release, Text, plain_text, reads, writes
from releasekit import model as m
from releasekit.formats import docx as docx_format


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
    assert release.body[0] == m.Heading((m.Mention(said("Ms Marest"), ref="marest"), Text(" opened it.")), 3)
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
    assert release.dateline == m.Dateline("LEITH, May 1", "LEITH", Moment("2027-05-01"))
    assert release.end_mark == "ENDS"
    assert (release.body, release.entities, release.id) == (RELEASE.body, RELEASE.entities, RELEASE.id)


def test_a_line_that_stays_does_not_take_what_another_had_that_is_gone():
    stays = (m.Image("pier.png", "A pier opens"),)
    data = writes(evolve(RELEASE, headline=said("A pier opens"), subtitle=stays), "docx", context=Context())
    document = docx.Document(io.BytesIO(data))
    paragraph(document, "A pier opens")._p.getparent().remove(
        next(p for p in document.paragraphs if p.style.name == "Title")._p
    )
    out = io.BytesIO()
    document.save(out)
    back = reads(out.getvalue(), context=Context())
    assert (back.headline, back.subtitle) == ((), stays)


def test_a_contact_whose_words_are_as_they_were_is_as_it_was():
    odd = m.Contact("Ada Berg", email="press office (at) port.example · 2nd floor", hours="Monday")

    def change(document):
        line = paragraph(document, "2nd floor")
        for link in line._p.findall("{*}hyperlink"):
            for run in link:
                link.addprevious(run)
            line._p.remove(link)

    release, codes = edited(change, evolve(RELEASE, contacts=(odd,)))
    assert (release.contacts, codes) == ((odd,), [])


def test_an_attachment_whose_words_and_address_are_as_they_were_is_as_it_was():
    release = evolve(RELEASE, attachments=(m.Attachment("plans/quay#north - side/map"),))

    def shorter(document):
        (link,) = [each for each in document.element.body.iter("{*}hyperlink") if "map" in "".join(each.itertext())]
        text = next(link.iter("{*}t"))
        text.text = "m"
        rest = deepcopy(link[0])
        next(rest.iter("{*}t")).text = "ap"
        link.addnext(rest)

    back, _ = edited(shorter, release)
    assert back.attachments == release.attachments


def test_a_character_for_private_use_stays_what_it_is_in_changed_words():
    release = evolve(RELEASE, body=(para("A \uf0b7 in the middle."),))
    back, _ = edited(lambda document: replace(document, "middle", "A \uf0b7 in the midst."), release)
    assert back.body == (para("A \uf0b7 in the midst."),)


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


def rewritten(data: bytes, part: str, *pairs: tuple[str, str]) -> bytes:
    """A document in which words of a part are others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            content = file.read(entry).decode()
            for before, after in pairs if entry.filename == part else ():
                assert before in content
                content = content.replace(before, after)
            new.writestr(entry, content)
    return out.getvalue()


def after(part: str, *pairs: tuple[str, str], release=RELEASE, **stated) -> tuple[Release, list[str]]:
    """What is read after words of a part were changed, and the notes on it."""
    context = Context()
    data = writes(evolve(release, **stated), "docx", context=Context())
    return reads(rewritten(data, part, *pairs), context=context), [note.message for note in context.notes]


BODY = "word/document.xml"


def test_a_new_item_leaves_the_other_items_what_the_page_does_not_show_of_them():
    marked = m.Item((para(m.Mention(said("Ms Marest"), ref="marest"), " on ", m.Date(said("Sunday"), Moment("2027-03-14"))),))
    release = m.normalise(evolve(RELEASE, body=(m.BulletList((marked, m.Item((para("two"),))), lang="fr"),)))

    def change(document):
        last = paragraph(document, "two")
        new = docx.oxml.parse_xml(etree.tostring(last._p))
        last._p.addnext(new)
        docx.text.paragraph.Paragraph(new, last._parent).runs[0].text = "three"

    back, _ = edited(change, release)
    (found,) = back.body
    assert found.items[0] == marked
    assert found.lang == "fr"
    assert [m.inline_text(item.blocks[0].content) for item in found.items[1:]] == ["two", "three"]


def test_a_paragraph_more_in_a_boilerplate_joins_it_and_a_mention_in_changed_words_keeps_whom_it_means():
    about = m.Division((para("About ", m.Mention(said("us"), "organisation", "board"), "."),), "boilerplate")
    back, _ = after(
        BODY,
        ('<w:t xml:space="preserve">About </w:t>', '<w:t xml:space="preserve">All about </w:t>'),
        release=evolve(RELEASE, body=(about,)),
    )
    assert back.body == (m.Division((para("All about ", m.Mention(said("us"), "organisation", "board"), "."),), "boilerplate"),)


@pytest.mark.parametrize(
    ("before", "new", "fields"),
    [
        ("Press release · Ports › Leith", "Statement · Ports", {"kind": "statement", "section": ("Ports",)}),
        ("No. 14 · 14 March 2027", "No. 15 · 16 May 2027", {"numbers": (m.Number("15"),), "released": Moment("2027-05-16")}),
        ("No. 14 · 14 March 2027", "14 March 2027", {"numbers": ()}),
    ],
)
def test_a_changed_line_of_kind_or_facts_changes_the_fields(before, new, fields):
    stated = {"section": ("Ports", "Leith"), "numbers": (m.Number("14"),), "released": Moment("2027-03-14"), "lang": "en-GB"}
    back, messages = after(BODY, (before, new), **stated)
    assert back == evolve(RELEASE, **(stated | fields))
    assert any("its fields were changed" in message for message in messages)


def test_a_changed_embargo_holds_until_what_it_says_where_it_says_the_zone():
    stated = {"embargo": m.Embargo(Moment("2027-03-14T09:00Z")), "lang": "en-GB"}
    back, messages = after(BODY, ("09:00 UTC", "11:30 UTC"), **stated)
    assert back.embargo.until.instant == Moment("2027-03-14T11:30Z").instant
    assert any("look at both" in message for message in messages)
    back, _ = after(BODY, ("09:00 UTC", "11:30"), **stated)
    assert back.embargo == m.Embargo(Moment("2027-03-14T09:00Z"), "Embargoed until 14 March 2027, 11:30")


ISSUERS = (m.Issuer("Harbour Board", "https://port.example/", "Pier 1\nLeith"), m.Issuer("City of Leith"))


@pytest.mark.parametrize(
    ("before", "new", "issuers"),
    [
        ("Harbour Board · ", "Port Authority · ", (evolve(ISSUERS[0], name="Port Authority"), ISSUERS[1])),
        ("Harbour Board · City", "City", ISSUERS[1:]),
        ("Pier 1 · Leith", "Pier 2 · Leith", (evolve(ISSUERS[0], address="Pier 2\nLeith"), ISSUERS[1])),
    ],
)
def test_a_changed_letterhead_changes_the_issuers(before, new, issuers):
    back, messages = after("word/header1.xml", (before, new), issuers=ISSUERS)
    assert back == evolve(RELEASE, issuers=issuers)
    assert len(messages) == 2


@pytest.mark.parametrize(
    ("part", "before", "new", "role"),
    [
        ("word/header1.xml", "</w:hdr>", "<w:p><w:r><w:t>By hand</w:t></w:r></w:p></w:hdr>", "page-head"),
        ("word/header2.xml", "A pier opens", "By hand", "page-head"),
        ("word/footer1.xml", "Page ", "By hand ", "page-foot"),
    ],
)
def test_what_is_typed_into_the_head_or_foot_of_a_page_is_kept_as_a_paragraph_and_told(part, before, new, role):
    back, messages = after(part, (before, new), issuers=ISSUERS)
    (kept,) = [block for block in back.body if getattr(block, "role", "") == role]
    assert m.inline_text(kept.content).startswith("By hand")
    assert [block for block in back.body if block is not kept] == [*RELEASE.body]
    assert any("By hand" in message for message in messages)


def test_a_running_head_that_is_too_long_for_its_line_says_nothing_new_when_it_is_edited():
    long = said("A pier opens where the ferry from the islands has landed for as long as anybody in the town remembers")
    back, messages = after("word/header2.xml", ("Harbour Board", "By hand"), headline=long, issuers=ISSUERS[:1])
    assert [block for block in back.body if block not in RELEASE.body] == [m.Paragraph(said("By hand"), "page-head")]
    assert len(messages) == 2


def test_other_page_numbers_are_no_edit():
    back, messages = after("word/footer1.xml", ("<w:t>1</w:t>", "<w:t>27</w:t>"))
    assert (back, messages) == (RELEASE, [])


def test_hidden_words_are_left_out_and_told():
    back, messages = after(BODY, ('<w:t xml:space="preserve"> opened it', "<w:rPr><w:vanish/></w:rPr><w:t> opened it"))
    assert back.body[0] == para(m.Mention(said("Ms Marest"), ref="marest"))
    assert any("opened it" in message for message in messages)


def test_a_text_box_is_read_and_a_comment_told():
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>In a box</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p><w:sectPr>"
    )
    back, _ = after(BODY, ("<w:sectPr>", box))
    assert back == evolve(RELEASE, body=(*RELEASE.body, para("In a box")))

    def comment(document):
        document.add_comment(paragraph(document, "opened today").runs, text="Is that so?", author="Ada")

    back, codes = edited(comment)
    assert (back, codes) == (RELEASE, ["comments-left-out"])


def test_a_deleted_row_and_a_deleted_end_of_a_paragraph_are_taken_as_accepted():
    row = "<w:trPr>"
    back, _ = after(BODY, (row, '<w:trPr><w:del w:id="7" w:author="A"/>'))
    assert not [block for block in back.body if isinstance(block, m.Table)]
    mark = '<w:rPr><w:del w:id="7" w:author="A"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">It '
    first = evolve(RELEASE, body=(para("It goes on "), para("here."), para("And there.")))
    back, _ = after(BODY, ('</w:pPr><w:r><w:t xml:space="preserve">It ', mark), release=first)
    assert back.body == (para("It goes onhere."), para("And there."))


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


def test_a_program_goes_on_with_the_document_whatever_was_loaded_before():
    """The function has its name for itself: loading a module of the format does not put itself in its place."""
    reads(writes(RELEASE, "docx", context=Context()), context=Context())
    word = docx_format.document(RELEASE)
    word.add_paragraph("At noon it closes.")
    out = io.BytesIO()
    word.save(out)
    assert "At noon it closes." in plain_text(reads(out.getvalue(), context=Context()))
