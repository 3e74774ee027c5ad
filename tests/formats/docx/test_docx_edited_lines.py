"""Lines around the text that somebody edited: contacts, attachments, dateline, embargo, rights; each field says what its line says."""

from __future__ import annotations

import pytest
from attrs import evolve

from releasekit import Contact, Dateline, Embargo, Moment, Release, Rights, Text, normalise
from releasekit.model import Attachment, Number, Paragraph, RawInline

ADA = Contact(
    "Ada Berg", "press officer", "Harbour Board", "ada@port.example", "+44 131 496", "https://port.example/press", "weekdays"
)
CY = Contact("Cy Lund", phone="+44 131 499")
PLAN = Attachment("https://port.example/plan.pdf", "The plan", "application/pdf")
VIEW = Attachment("https://port.example/view.jpg", "A view", "image/jpeg")
RELEASE = normalise(
    Release(
        headline=(Text("A pier opens"),),
        lang="en-GB",
        section=("Ports",),
        numbers=(Number("14", "board"),),
        released=Moment("2027-03-14"),
        embargo=Embargo(Moment("2027-03-14T09:00Z")),
        instruction="For immediate release",
        dateline=Dateline("LEITH, March 14", "LEITH", Moment("2027-03-14")),
        contacts=(ADA, CY),
        attachments=(PLAN, VIEW),
        end_mark="###",
        rights=Rights("© Harbour Board", "Free to use.", "https://port.example/rights"),
        body=(Paragraph((Text("The ferry leaves at ten."),)),),
    )
)


def line(editor, style, *words):
    """A paragraph more, in lines."""
    runs = "<w:r><w:br/></w:r>".join(f"<w:r><w:t>{each}</w:t></w:r>" for each in words)
    return editor.made(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>')


def changed(edit, *pairs):
    """The fields that are others after words were changed, and the notes with a place."""

    def change(editor):
        for before, after in pairs:
            editor.replace(before, after)

    back, notes = edit(RELEASE, change)
    fields = {name: getattr(back, name) for name in back.__slots__ if name != "__weakref__"}
    return (
        {name: value for name, value in fields.items() if value != getattr(RELEASE, name)},
        [note for note in notes if note.where],
    )


# ── contacts ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after", "contact"),
    [
        ("+44 131 496", "+44 131 497", evolve(ADA, phone="+44 131 497")),
        (">ada@port.example<", ">press@port.example<", evolve(ADA, email="press@port.example")),
        (">Ada Berg<", ">Ada Berg-Moss<", evolve(ADA, name="Ada Berg-Moss")),
        (", press officer", ", chief press officer", evolve(ADA, role="chief press officer")),
        ("officer, Harbour Board", "officer, Port of Leith", evolve(ADA, organisation="Port of Leith")),
        (", press officer, Harbour Board", ", Harbour Board", evolve(ADA, role="")),
        ("officer, Harbour", "officer, deputy, Harbour", evolve(ADA, role="press officer, deputy")),
        ('Ada Berg</w:t></w:r><w:r><w:t xml:space="preserve">, press officer', "A. Berg, officer", evolve(ADA, name="A. Berg", role="officer")),
        ("weekdays", "weekdays and Sunday", evolve(ADA, hours="weekdays and Sunday")),
    ],
)  # fmt: skip
def test_what_is_changed_in_a_contact_is_changed_in_its_own_field(edit, before, after, contact):
    assert changed(edit, (before, after)) == ({"contacts": (contact, CY)}, [])


def test_a_name_that_gets_a_role_keeps_its_name(edit):
    assert changed(edit, (">Cy Lund<", ">Cy Lund, editor, Port News<"))[0] == {
        "contacts": (ADA, evolve(CY, role="editor", organisation="Port News"))
    }


def test_a_contact_more_stands_where_it_was_put(edit):
    def first(editor):
        new = line(editor, "Contact", "Di Moss, editor", "di@port.example · +44 131 500")
        editor.paragraph("Ada Berg").addprevious(new)

    assert edit(RELEASE, first)[0].contacts == (Contact("Di Moss", "editor", "", "di@port.example", "+44 131 500"), ADA, CY)


def test_contacts_and_attachments_are_in_the_order_of_the_page(edit):
    def swap(editor):
        editor.paragraph("Ada Berg").addprevious(editor.paragraph("Cy Lund"))
        editor.paragraph("The plan").addprevious(editor.paragraph("A view"))

    assert edit(RELEASE, swap)[0] == evolve(RELEASE, contacts=(CY, ADA), attachments=(VIEW, PLAN))


def test_a_contact_that_is_gone_takes_none_of_the_others_with_it(edit):
    def change(editor):
        editor.remove("Ada Berg")
        editor.replace("+44 131 499", "+44 131 498")

    assert edit(RELEASE, change)[0] == evolve(RELEASE, contacts=(evolve(CY, phone="+44 131 498"),))


def test_a_contact_in_two_paragraphs_is_one(edit):
    def split(editor):
        old = editor.paragraph("Ada Berg")
        end = next(old.iter("{*}br")).getparent()
        new = line(editor, "Contact")
        for each in [*end.itersiblings()]:
            new.append(each)
        old.remove(end)
        old.addnext(new)

    assert edit(RELEASE, split)[0] == RELEASE


def test_contacts_that_are_all_taken_out_with_their_heading_are_gone(edit):
    back, _ = edit(RELEASE, lambda editor: editor.remove("Contacts", "Ada Berg", "Cy Lund"))
    assert back == evolve(RELEASE, contacts=())


# ── attachments ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_attachment_more_leads_where_its_words_say(edit):
    def more(editor):
        editor.paragraph("A view").addprevious(line(editor, "Attachment", "A map https://port.example/map.pdf"))

    assert edit(RELEASE, more)[0].attachments == (PLAN, Attachment("https://port.example/map.pdf", "A map"), VIEW)


def test_an_attachment_that_leads_nowhere_is_told_with_its_place(edit):
    back, notes = edit(RELEASE, lambda editor: editor.paragraph("The plan").addprevious(line(editor, "Attachment", "A map")))
    assert back.attachments == (Attachment("", "A map"), PLAN, VIEW)
    assert [note.where for note in notes if "leads nowhere" in note.message] == ["/attachments/0"]


def test_a_changed_attachment_keeps_what_only_its_own_line_had(edit):
    def change(editor):
        editor.remove("The plan")
        editor.replace(">A view<", ">A wide view<")

    assert edit(RELEASE, change)[0].attachments == (evolve(VIEW, title="A wide view"),)


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("after", "dateline"),
    [
        ("LEITH, March 15", Dateline("LEITH, March 15", "LEITH", Moment("2027-03-15"))),
        ("EDINBURGH, March 14", Dateline("EDINBURGH, March 14", "EDINBURGH", Moment("2027-03-14"))),
        ("LEITH, 1 May 2028", Dateline("LEITH, 1 May 2028", "LEITH", Moment("2028-05-01"))),
        ("By the sea", Dateline("By the sea", "LEITH", Moment("2027-03-14"))),
    ],
)
def test_a_changed_dateline_means_what_it_says_and_what_it_meant_where_it_says_nothing(edit, after, dateline):
    fields, notes = changed(edit, ("LEITH, March 14", after))
    assert fields == {"dateline": dateline}
    assert [note.where for note in notes] == ["/dateline"]


def test_of_a_changed_embargo_nobody_says_that_it_was_taken_out(edit):
    after = "Embargoed until 15 March 2027, 10:00 UTC"
    fields, notes = changed(edit, ("Embargoed until 14 March 2027, 09:00 UTC", after))
    assert fields == {"embargo": Embargo(Moment("2027-03-15T10:00Z"), after)}
    assert [(note.where, "look at both" in note.message) for note in notes] == [("/embargo", True)]


def test_an_embargo_whose_banner_is_taken_out_stays_and_is_told(edit):
    back, notes = edit(RELEASE, lambda editor: editor.remove("Embargoed until"))
    assert back == RELEASE
    assert [note.where for note in notes if note.where] == ["/embargo"]


@pytest.mark.parametrize(
    ("before", "after", "rights"),
    [
        ("Free to use.", "Ask first.", ("© Harbour Board", "Ask first.")),
        ("© Harbour Board", "© Port of Leith", ("© Port of Leith", "Free to use.")),
        ("© Harbour Board Free", "All is free", ("All is free to use.", "")),
    ],
)
def test_the_part_of_a_rights_line_that_is_as_it_was_stays_in_its_field(edit, before, after, rights):
    assert changed(edit, (before, after))[0] == {"rights": Rights(*rights, RELEASE.rights.href)}


def test_a_heading_of_the_furniture_that_says_other_words_is_told(edit):
    back, notes = edit(RELEASE, lambda editor: editor.replace(">Contacts<", ">Whom to ask<"))
    assert back == evolve(RELEASE, body=(*RELEASE.body, Paragraph((Text("Whom to ask"),), "contacts-heading")))
    assert any("Whom to ask" in note.message for note in notes)


def test_lines_that_are_only_set_otherwise_say_what_they_said(edit):
    def bold(editor):
        for run in [*editor.body.iter("{*}r")]:
            if run.getparent().tag.endswith("}hyperlink") or "ferry" in "".join(run.itertext()):
                continue
            if run.find("{*}rPr") is None:
                run.insert(0, editor.made("<w:rPr/>"))
            run.find("{*}rPr").append(editor.made("<w:b/>"))

    back, notes = edit(evolve(RELEASE, headline=()), bold)
    assert back == evolve(RELEASE, headline=())
    assert not [note for note in notes if note.where]


def test_what_shows_nothing_changes_no_field(edit):
    def change(editor):
        editor.replace("Press release", "Statement")
        editor.replace("No. 14", "No. 15")
        editor.replace(">Cy Lund<", ">Cy Lunde<")
        editor.paragraph("Cy Lund").addnext(line(editor, "Contact"))
        editor.paragraph("Cy Lund").addnext(line(editor, "Contact", "\u00a0"))
        editor.replace("Free to use.", "Ask first.")

    old = normalise(evolve(RELEASE, end_mark="\u00a0", subtitle=(RawInline("html", "<wbr>"),)))
    assert edit(old, change)[0] == evolve(
        old,
        kind="statement",
        numbers=(Number("15", "board"),),
        contacts=(ADA, evolve(CY, name="Cy Lunde")),
        rights=evolve(RELEASE.rights, terms="Ask first."),
    )
