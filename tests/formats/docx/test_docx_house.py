"""Word documents in house styles: what a file of one says stands in the styles, the page, the letterhead and the foot."""

from __future__ import annotations

import io
import re

import docx
import pytest
from attrs import evolve
from lxml import etree

from releasekit import (
    Cell,
    Context,
    Embargo,
    Issuer,
    Link,
    Moment,
    Note,
    Paragraph,
    Release,
    Row,
    Table,
    Text,
    WriteError,
    reads,
    writes,
)
from releasekit.style.house import Logo, shipped

RELEASE = Release(
    headline=(Text("The harbour opens"),),
    issuers=(Issuer("Harbour Trust", address="1 Quay Street\nHollingsea"),),
    released=Moment("2027-03-14T09:30"),
    embargo=Embargo(Moment("2027-03-15")),
    lang="en",
)


def of_style(document, ns, style: str):
    """The XML of a style, as text."""
    found = next(each for each in document.xml("word/styles.xml").iter(f"{ns}style") if each.get(f"{ns}styleId") == style)
    return re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(found).decode())


def test_the_letterhead_has_the_logo_with_its_words_and_the_lines_of_the_house(opened, png):
    logo = Logo(data=png(400, 100), alt="A lamp over a door", width=80.0)
    house = evolve(shipped("ministry"), logo=logo, letterhead=("Press office", "Room 4"))
    document = opened(RELEASE, house=house)
    header = document.document.sections[0].first_page_header
    assert [p.text for p in header.paragraphs] == ["", "Harbour Trust", "1 Quay Street · Hollingsea", "Press office", "Room 4"]
    (shown,) = header._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline")
    assert shown[1].get("descr") == "A lamp over a door"
    assert [round(int(shown[0].get(side)) / 12700) for side in ("cx", "cy")] == [80, 20]
    (picture,) = (part for part in header.part.rels.values() if part.reltype.endswith("/image"))
    assert picture.target_part.blob == logo.data


def test_a_high_logo_is_made_smaller(opened, png):
    house = evolve(shipped("ministry"), logo=Logo(data=png(10, 100), alt="A mast", width=80.0))
    header = opened(RELEASE, house=house).document.sections[0].first_page_header
    (shown,) = header._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline")
    assert [round(int(shown[0].get(side)) / 12700) for side in ("cx", "cy")] == [10, 100]


def test_the_logo_may_stand_for_the_issuer(opened, png):
    house = evolve(shipped("ministry"), logo=Logo(data=png(40, 10), alt="Harbour Trust", width=80.0), issuer=False)
    header = opened(RELEASE, house=house).document.sections[0].first_page_header
    assert [p.text for p in header.paragraphs] == ["", "1 Quay Street · Hollingsea"]


def test_a_logo_that_is_damaged_is_an_error_that_names_the_house(png):
    house = evolve(shipped("ministry"), name="own", logo=Logo(data=png(40, 10)[:-20], alt="A lamp", width=80.0))
    with pytest.raises(WriteError, match="the logo of the house style 'own' cannot be shown"):
        writes(RELEASE, "docx", context=Context(house=house))


def test_the_page_and_its_margins_are_the_house_s(opened):
    page = evolve(shipped("ministry").page, width=612.0, height=792.0, left=100.0, header=30.0, footer=33.0)
    section = opened(RELEASE, house=evolve(shipped("ministry"), page=page)).document.sections[0]
    assert (section.page_width.pt, section.page_height.pt, section.left_margin.pt) == (612, 792, 100)
    assert (section.header_distance.pt, section.footer_distance.pt) == (30, 33)


def test_facing_pages_mirror_margins_head_and_foot(opened):
    page = evolve(shipped("ministry").page, facing=True)
    document = opened(RELEASE, house=evolve(shipped("ministry"), page=page, footer="Press office"))
    section = document.document.sections[0]
    assert document.document.settings.odd_and_even_pages_header_footer
    assert b"<w:mirrorMargins/>" in document.parts["word/settings.xml"]
    odd, even = section.header.paragraphs[-1].text, section.even_page_header.paragraphs[-1].text
    assert (odd, even) == ("Harbour Trust\tThe harbour opens", "The harbour opens\tHarbour Trust")
    assert [p.text for p in section.even_page_header.paragraphs[:-1]] == ["Embargoed until March 15, 2027"]
    first, odd, even = (
        each.paragraphs[0].text for each in (section.first_page_footer, section.footer, section.even_page_footer)
    )
    assert (first, odd, even) == ("Press office\tPage 1 of 1", "Press office\tPage 1 of 1", "Page 1 of 1\tPress office")


def test_the_number_of_a_facing_page_stands_outside_though_there_is_nothing_beside_it(opened, ns):
    house = evolve(shipped("newsroom"), page=evolve(shipped("newsroom").page, facing=True))
    document = opened(RELEASE, house=house)
    section = document.document.sections[0]
    assert [each.paragraphs[0].text for each in (section.footer, section.even_page_footer)] == ["\tPage 1 of 1", "Page 1 of 1"]
    assert '<w:tab w:val="right"' in of_style(document, ns, "Footer")


def test_pages_that_do_not_face_each_other_have_one_head_and_foot(opened):
    document = opened(RELEASE)
    assert not document.document.settings.odd_and_even_pages_header_footer
    assert not {"word/header3.xml", "word/footer2.xml"} & set(document.parts)


def test_what_is_typed_into_the_head_of_even_pages_is_kept():
    house = evolve(shipped("ministry"), page=evolve(shipped("ministry").page, facing=True))
    data = writes(RELEASE, "docx", context=Context(house=house))
    assert reads(data, "docx") == RELEASE
    document = docx.Document(io.BytesIO(data))
    document.sections[0].even_page_header.add_paragraph("Draft of the harbour office")
    out = io.BytesIO()
    document.save(out)
    context = Context()
    found = reads(out.getvalue(), "docx", context=context)
    assert found == evolve(RELEASE, body=(Paragraph((Text("Draft of the harbour office"),), "page-head"),))
    assert "the head of the page says 'Draft of the harbour office' now" in context.notes[-1].message


def test_dates_and_the_foot_are_as_the_house_has_them(opened):
    house = evolve(shipped("ministry"), dates=(("en", "y-MM-dd"),), times=(("en", "h.mm a"),), footer="Harbour Trust")
    document = opened(RELEASE, house=house)
    assert document.texts("ReleaseFacts") == ["2027-03-14, 9.30 AM"]
    assert document.texts("EmbargoBanner") == ["Embargoed until 2027-03-15"]
    assert document.document.sections[0].footer.paragraphs[0].text.startswith("Harbour Trust\tPage")


def test_styles_have_the_fonts_sizes_and_colours_of_the_house(opened, ns):
    house = evolve(
        shipped("ministry"), word_title_font="Georgia", title_size=30.0, ink="#123456", accent="#abcdef", title_weight=400
    )
    document = opened(RELEASE, house=house)
    title = of_style(document, ns, "Title")
    assert 'w:ascii="Georgia"' in title
    assert '<w:sz w:val="60"/>' in title
    assert "<w:b/>" not in title
    assert '<w:color w:val="ABCDEF"/>' in of_style(document, ns, "Heading1")
    assert b'<w:color w:val="123456"/>' in document.parts["word/styles.xml"]


@pytest.mark.parametrize(
    ("changes", "style", "seen"),
    [
        ({"banner": "outline"}, "EmbargoBanner", ("w:pBdr", "w:shd")),
        ({"banner": "solid", "alert": "#990000"}, "EmbargoBanner", ('<w:color w:val="FFFFFF"/>', "tint")),
        ({"banner": "solid", "alert": "#ffdd00"}, "EmbargoBanner", ('<w:color w:val="000000"/>', "tint")),
        ({"banner": "tint"}, "EmbargoBanner", ("w:shd", "w:top")),
        ({"kicker": "capitals"}, "ReleaseKicker", ("w:caps", "w:shd")),
        ({"kicker": "words"}, "ReleaseKicker", ("w:b", "w:caps")),
        ({"table": "solid"}, "ReleaseTable", ("w:shd", "w:tcBorders")),
        ({"table": "rules"}, "ReleaseTable", ("w:tcBorders", "w:shd")),
        ({"quote": "large"}, "Quote", ('<w:sz w:val="26"/>', '<w:sz w:val="21"/>')),
        ({"quote": "plain"}, "Quote", ('<w:sz w:val="21"/>', '<w:sz w:val="26"/>')),
    ],
)
def test_each_choice_of_a_designer_is_seen_in_its_style(opened, ns, changes, style, seen):
    has, has_not = seen
    found = of_style(opened(RELEASE, house=evolve(shipped("ministry"), **changes)), ns, style)
    assert has in found
    assert has_not not in found


def test_without_a_house_style_a_document_is_the_ministry_s_and_has_the_same_bytes_each_time(house):
    assert writes(RELEASE, "docx", context=Context()) == writes(RELEASE, "docx", context=Context(house=shipped("ministry")))
    assert writes(RELEASE, "docx", context=Context(house=house)) == writes(RELEASE, "docx", context=Context(house=house))


def test_links_and_note_marks_can_be_read_on_the_dark_head_of_a_table(opened, ns, words):
    cell = Cell((Paragraph((Link(words("register"), "https://register.example"), Note((Paragraph(words("Unaudited.")),)))),))
    release = Release(body=(Table((Row((cell,)), Row((cell,))), head_rows=1),))
    for house, head in ((shipped("newsroom"), ["FFFFFF", "FFFFFF"]), (shipped("ministry"), [None, None])):
        rows = opened(release, house=house).body.iter(f"{ns}tr")
        colours = [[run.find(f"{ns}rPr/{ns}color") for run in row.iter(f"{ns}r")] for row in rows]
        seen = [[None if colour is None else colour.get(f"{ns}val") for colour in row] for row in colours]
        assert seen == [head, [None, None]]
        assert reads(writes(release, "docx", context=Context(house=house))) == release
