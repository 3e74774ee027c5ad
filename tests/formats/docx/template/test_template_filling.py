"""What a template gets and keeps: placeholders filled, what has no place printed as usual, its own styles and pages kept."""

from __future__ import annotations

import io
import shutil
import subprocess

import docx
import pytest
from attrs import evolve

from releasekit import Context, Paragraph, Release, Text, reads
from releasekit import model as m

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words(root) -> str:
    return "|".join("".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p"))


def template_of(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ── where the text goes, and what goes with it ──────────────────────────────────────────────────────────────────────


def test_without_a_place_for_it_the_whole_release_follows_what_the_template_has(made):
    lines = made("letterhead").lines
    assert lines[:3] == ["Press office of the harbour", "Our reference: 12/2027, 14 March 2027", "Statement · News › Quays"]
    assert lines[3] == "A pier opens"  # though the running head has it too
    assert "The pier opened." in lines
    assert lines[-1] == "###"  # the rights stand in the footer


def test_empty_paragraphs_at_the_end_give_way_to_the_release(made):
    assert made("blank").lines[0] == "Statement · News › Quays"


def test_what_has_a_place_is_not_printed_again_and_the_rest_is_printed_as_usual(over):
    lines = over(template_of("{{headline}}", "{{number}}", "{{body}}", "{{contacts}}")).lines
    assert lines[:2] == ["A pier opens", "12/2027"]
    assert lines.count("A pier opens") == 1
    assert "14 March 2027, 09:30 UTC+01:00" in lines  # of the line of number and time, what has no place
    assert "Contacts" not in lines
    assert lines.index("###") < lines.index("Ada Berg, press officer\nada@port.example")
    assert lines[-1] == "Cy Lund"


def test_body_only_prints_nothing_else_and_says_what_is_missing(made):
    found = made("only")
    assert found.lines[:2] == ["Before the text", "The pier opened."]
    assert found.lines[-1] == "After the text"
    assert "LEITH, March 14" not in found.lines
    missing = {note.where for note in found.context.notes if note.code == "template-unplaced"}
    assert missing == {
        "/headline",
        "/released",
        "/instruction",
        "/dateline",
        "/contacts",
        "/attachments",
        "/rights",
        "/end_mark",
    }


def test_an_embargo_is_printed_even_where_the_template_wants_the_text_alone(made, release):
    held = evolve(release, embargo=m.Embargo(printed="Not before noon"))
    assert made("only", held).lines[1] == "Not before noon"


def test_the_text_stands_in_the_section_of_its_place_and_pictures_know_its_width(made):
    found = made("sections")
    assert len(found.document.sections) == 2
    body = found.xml("document")[0]
    end = next(index for index, child in enumerate(body) if child.find(f"{W}pPr/{W}sectPr") is not None)
    assert "The pier opened." in "".join(map(words, body[:end]))
    assert "".join(map(words, body[end:])) == "Small print of the house."
    widths = [int(each.get(f"{W}w")) for each in found.document.tables[0]._tbl.iter(f"{W}gridCol")]
    assert sum(widths) == pytest.approx((297 / 25.4 - 2.5) * 1440, abs=5)  # as wide as the text, on paper that lies


def test_a_place_for_the_text_in_a_header_or_beside_other_words_is_told(over, templates):
    assert templates("blank")
    found = over(template_of("Text: {{body}}"))
    assert "placeholder-misplaced" in found.codes
    assert found.lines[0] == "Text: {{body}}"
    assert "The pier opened." in found.lines


# ── placeholders ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_placeholder_that_word_has_split_is_found(made):
    found = made("form")
    assert found.lines[0] == "A pier opens"
    assert found.style("A pier opens") == "House Headline"
    assert not any("{" in line for line in found.lines if "minister" not in line)


def test_the_headline_keeps_its_marks_and_takes_the_look_of_its_place(made):
    runs = [run for run in made("form").document.paragraphs[0].runs if run.text]
    assert [(run.text, run.italic) for run in runs] == [("A pier ", True), ("opens", True)]


@pytest.mark.parametrize(
    ("lang", "told"), [("ar", ["b", "bCs", "sz", "szCs"]), ("hi", ["b", "bCs", "sz", "szCs"]), ("en", ["b", "sz"])]
)
def test_styles_made_for_latin_letters_give_other_scripts_the_same_weight_and_size(over, lang, told):
    document = docx.Document()
    style = document.styles.add_style("House Headline", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.font.bold, style.font.size = True, docx.shared.Pt(22)
    document.add_paragraph("{{headline}}", style=style)
    out = io.BytesIO()
    document.save(out)
    made = over(out.getvalue(), m.normalise(Release(headline=(Text("Pier"),), lang=lang)))
    properties = made.document.styles["House Headline"].element.rPr
    assert [child.tag.removeprefix(W) for child in properties] == told
    assert {child.get(f"{W}val") for child in properties if "sz" in child.tag} == {"44"}


def test_tables_headers_and_text_boxes_are_filled(made):
    assert [cell.text for cell in made("form").document.tables[0].rows[0].cells] == [
        "Statement / News › Quays",
        "14 March 2027, 09:30 UTC+01:00",
    ]
    assert "Harbour Board – A pier opens" in words(made("letterhead").xml("header2")) + words(made("letterhead").xml("header1"))
    boxed = made("boxed").xml("document")
    assert [words(each) for each in boxed.iter(f"{W}txbxContent")] == ["Ada Berg, press officerada@port.exampleCy Lund"] * 2
    assert "Contacts" not in words(boxed)


def test_a_field_that_the_release_has_not_vanishes_with_its_paragraph(over):
    lines = over(
        template_of("{{subtitle}}", "About: {{summary}}", "{{body}}"), Release(body=(Paragraph((Text("Words."),)),))
    ).lines
    assert lines == ["About: ", "Press release", "Words."]


def test_an_unknown_placeholder_stays_and_the_nearest_name_is_told(over):
    found = over(template_of("{{headlin}} {{unheard of}}"))
    assert found.lines[0] == "{{headlin}} {{unheard of}}"
    said = [note.message for note in found.context.notes if note.code == "placeholder-unknown"]
    assert any(message.endswith("is {{headline}} meant?") for message in said)
    assert len(said) == 2


def test_content_controls_called_like_a_field_are_filled_and_others_stay(made):
    found = made("controls")
    assert found.lines[:2] == ["A pier opens", "From Harbour Board"]
    body = found.xml("document")[0]
    assert [words(each) for each in body.iter(f"{W}sdt")] == ["Desk 4"]
    assert "PlaceholderText" not in str(found.parts["word/document.xml"])


def test_what_the_release_says_is_never_taken_for_a_placeholder(over):
    sly = Release(headline=(Text("{{body}}"),), body=(Paragraph((Text("{{headline}}"),)),))
    assert over(template_of("{{headline}}", "{{body}}"), sly).lines == ["{{body}}", "Press release", "{{headline}}"]


# ── styles, lists, notes, pages ─────────────────────────────────────────────────────────────────────────────────────


def test_a_style_of_the_template_wins_by_its_name_whatever_its_id(made):
    found = made("german")
    ids = {each.get(f"{W}styleId"): each.find(f"{W}name").get(f"{W}val") for each in found.xml("styles").iter(f"{W}style")}
    assert len(ids.values()) == len(set(ids.values()))
    assert ids["berschrift1"] == "heading 1"
    assert "Heading1" not in ids
    assert (ids["Lead"], ids["LeadRelease"]) == ("Kopfzeile rot", "Lead")
    assert found.document.styles["Heading 1"].font.color.rgb == docx.shared.RGBColor(0xAA, 0, 0)
    used = {each.get(f"{W}val") for part in ("document", "footnotes") for each in found.xml(part).iter(f"{W}pStyle")}
    assert used <= ids.keys()


def test_what_the_template_has_no_style_for_is_set_in_its_font_and_colour(made):
    styles = {each.get(f"{W}styleId"): each for each in made("german").xml("styles").iter(f"{W}style")}
    assert styles["Contact"].find(f"{W}rPr/{W}sz").get(f"{W}val") == "20"
    assert styles["Hyperlink"].find(f"{W}rPr/{W}color").get(f"{W}val") == "AA0000"


def test_lists_of_both_keep_their_numbers_and_ours_take_the_bullet_of_the_template(made):
    root = made("german").xml("numbering")
    ids = [each.get(f"{W}numId") for each in root.iter(f"{W}num")]
    assert ids[0] == "7"
    assert len(ids) == len(set(ids)) > 2
    kinds = [each.tag for each in root]
    assert kinds == sorted(kinds)  # definitions before the lists that refer to them
    bullets = [each for each in root.iter(f"{W}lvl") if each.find(f"{W}numFmt").get(f"{W}val") == "bullet"]
    assert {each.find(f"{W}lvlText").get(f"{W}val") for each in bullets} == {"→"}


def test_footnotes_of_both_stand_in_one_part(made):
    found = made("german")
    notes = {each.get(f"{W}id"): words(each) for each in found.xml("footnotes") if not each.get(f"{W}type")}
    assert notes["4"] == "Fußnote des Hauses."
    assert notes["5"].strip() == "By boat."
    assert [each.get(f"{W}id") for each in found.xml("document").iter(f"{W}footnoteReference")] == ["4", "5"]


def test_headers_of_even_pages_the_first_page_and_the_logo_are_kept(made):
    german, letterhead = made("german"), made("letterhead")
    assert german.xml("settings").find(f"{W}evenAndOddHeaders") is not None
    assert "Statement, {{nummer}}" in words(german.xml("header2"))
    section = letterhead.document.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[1].text == "Quay House, 1 Quay Street, Testing"
    assert any(name.startswith("word/media/") for name in letterhead.parts)
    assert round(section.left_margin.mm) == 35


def test_the_document_speaks_the_language_of_the_release(made):
    lang = made("letterhead").xml("styles").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang.get(f"{W}val") == "en-GB"


def test_a_release_from_right_to_left_runs_so_over_any_template(made, release):
    arabic = evolve(release, lang="ar", headline=(Text("افتتاح الرصيف"),))
    for name in ("form", "blank"):
        found = made(name, arabic)
        paragraph = next(each for each in found.document.paragraphs if "افتتاح" in each.text)
        assert paragraph._p.pPr.find(f"{W}bidi") is not None


# ── edited ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def paragraph(document, text):
    return next(found for found in document.paragraphs if text in found.text)


@pytest.mark.parametrize("name", ["form", "letterhead", "german", "sections", "controls"])
def test_lines_of_the_template_never_become_text_when_somebody_edits(made, release, name):
    def change(document):
        paragraph(document, "The pier opened.").add_run(" At last.")

    back = made(name).edited(change)
    assert m.inline_text(back.body[0].content) == "The pier opened. At last."
    assert evolve(back, body=()) == evolve(release, body=())
    assert back.body[1:] == release.body[1:]


def test_a_changed_line_in_a_style_of_the_template_is_known_by_its_mark(made, release):
    def change(document):
        paragraph(document, "A pier opens").add_run(" today")
        paragraph(document, "LEITH").runs[0].text = "LEITH, May 1"
        paragraph(document, "Ada Berg").add_run("")
        line = paragraph(document, "Cy Lund")
        line._p.getparent().remove(line._p)

    back = made("form").edited(change)
    assert m.inline_text(back.headline) == "A pier opens today"
    assert back.dateline.printed == "LEITH, May 1"
    assert back.contacts == release.contacts[:1]
    assert back.body == release.body


def test_contacts_that_are_printed_in_a_box_stay_when_the_text_is_edited(made, release):
    back = made("boxed").edited(lambda document: paragraph(document, "The pier opened.").add_run(" At last."))
    assert back.contacts == release.contacts


def test_text_that_stands_in_a_table_of_the_template_comes_back_whole(made, release):
    found = made("in_table")
    assert "template-text-in-table" in found.codes
    back = found.edited(lambda document: document.add_paragraph("Below the table"))
    assert back.body == (*release.body, Paragraph((Text("Below the table"),)))


@pytest.mark.parametrize("name", ["form", "german"])
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_saves_it_and_the_release_comes_back(made, tmp_path, release, name):
    (tmp_path / "in.docx").write_bytes(made(name).data)
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", tmp_path / "out", tmp_path / "in.docx"], check=True, capture_output=True, timeout=120)
    assert reads((tmp_path / "out" / "in.docx").read_bytes(), context=Context()) == release
