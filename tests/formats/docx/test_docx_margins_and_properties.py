"""What stands around the text of others: letterhead, footer and properties become fields, and no word of them is lost."""

from __future__ import annotations

from releasekit import Context, Moment, plain_text, reads
from releasekit import model as m

BODY = ("Port opens a new pier", "The pier opens today, and the ferries will use it from the first day of April on.")
PAGE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def text(par) -> str:
    return par(BODY[0], properties='<w:outlineLvl w:val="0"/>') + par(BODY[1])


def residue(release, rule: str) -> str:
    found = release.source.found if release.source else ()
    return "\n".join(each.words for each in found if each.field == "residue" and each.rule == rule)


def read(made, **how):
    context = Context(**how)
    return reads(made.data(), "docx", context=context), context


def test_a_letterhead_gives_issuer_address_and_how_to_reach_it(word, par):
    header = (
        par("Ministry of Harbours")
        + par("12 Quay Street, Westhaven")
        + par("Tel. +44 20 7946 0018")
        + par("press@harbours.example")
    )
    release, context = read(word(text(par), header={"default": header}))
    assert release.issuers == (m.Issuer("Ministry of Harbours", address="12 Quay Street, Westhaven"),)
    assert release.contacts == (
        m.Contact(organisation="Ministry of Harbours", phone="+44 20 7946 0018", email="press@harbours.example"),
    )
    assert [block for block in release.body if isinstance(block, m.Paragraph)] == [m.Paragraph((m.Text(BODY[1]),))]
    assert ("issuer-from-letterhead", "guess") in [(note.code, note.kind) for note in context.notes]


def test_a_letterhead_in_a_table_is_read_cell_by_cell(word, par):
    header = (
        f"<w:tbl><w:tr><w:tc>{par('Ministry of Harbours')}</w:tc><w:tc>{par('Press release No. 14/2027')}</w:tc></w:tr></w:tbl>"
    )
    release, _ = read(word(text(par), header={"first": header}))
    assert release.issuers == (m.Issuer("Ministry of Harbours"),)
    assert release.numbers
    assert release.kind == "press-release"


def test_what_a_header_says_of_the_release_is_no_issuer(word, par):
    release, _ = read(word(text(par), header={"default": par("FOR IMMEDIATE RELEASE")}))
    assert release.instruction == "FOR IMMEDIATE RELEASE"
    assert release.issuers == ()


def test_a_contact_in_a_footer_is_a_contact(word, par):
    footer = par("Press contact: Elina Marest, +44 20 7946 0018, elina@harbours.example") + par("Registered in Westhaven.")
    release, _ = read(word(text(par), footer={"default": footer}))
    assert [(contact.name, contact.phone) for contact in release.contacts] == [("Elina Marest", "+44 20 7946 0018")]
    assert residue(release, "page-footer") == "Registered in Westhaven."


def test_contacts_of_the_text_come_first_and_the_telephone_of_the_house_only_if_there_are_none(word, par):
    body = text(par) + par("Media contact") + par("Ada Quay, +44 20 7946 0020, ada@harbours.example")
    header = par("Ministry of Harbours") + par("Tel. +44 20 7946 0018")
    footer = par("Press contact: Elina Marest, +44 20 7946 0019") + par("Press contact: Ada Quay, ada@harbours.example")
    release, _ = read(word(body, header={"default": header}, footer={"default": footer}))
    assert [contact.name for contact in release.contacts][:2] == ["Ada Quay", "Elina Marest"]
    assert "7946 0018" in residue(release, "page-header")
    alone, _ = read(word(body, header={"default": header}))
    assert [contact.name for contact in alone.contacts] == ["Ada Quay"]


def test_words_of_margins_that_are_no_field_are_kept_as_residue(word, par):
    made = word(
        text(par), header={"default": par("Page header of this paper: 1."), "even": par("Even header: 2.")},
        footer={"first": par("First footer: 3."), "default": par("Legal notice of the house: no. 4 of it applies.")},
    )  # fmt: skip
    for find in (True, False):
        release, _ = read(made, find=find)
        assert residue(release, "page-header") == "Page header of this paper: 1.\nEven header: 2."
        assert residue(release, "page-footer") == "First footer: 3.\nLegal notice of the house: no. 4 of it applies."
        assert "paper" not in plain_text(release)


def test_headers_of_all_sections_are_read_and_each_line_once(word, par):
    made = word(text(par), header={"default": par("One: header.")}, footer={"default": par("One: header.")})
    section = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId_header_default"/></w:sectPr></w:pPr></w:p>'
    made.parts[made.main] = made.parts[made.main].replace("<w:body>", f"<w:body>{section}", 1)
    release, _ = read(made)
    assert residue(release, "page-header") == "One: header."
    assert residue(release, "page-footer") == ""


def test_numbers_of_pages_are_left_out_and_told(word, par):
    footer = par("Page ", PAGE.format("PAGE"), " of ", PAGE.format("NUMPAGES")) + '<w:p><w:fldSimple w:instr=" PAGE "/></w:p>'
    release, context = read(word(text(par), footer={"default": footer}))
    assert release.source is None or not residue(release, "page-footer")
    assert [(note.code, note.kind) for note in context.notes] == [("page-numbers-left-out", "advice")]


def test_a_line_with_words_beside_the_number_of_its_page_is_kept(word, par):
    footer = par("Ministry of Harbours and Inland Waterways — page ", PAGE.format("PAGE"))
    release, _ = read(word(text(par), footer={"default": footer}))
    assert residue(release, "page-footer").startswith("Ministry of Harbours and Inland Waterways")


def test_a_picture_in_a_letterhead_is_told(word, par):
    shown = '<w:r><w:pict><v:shape alt="Arms"><v:imagedata r:id="x"/></v:shape></w:pict></w:r>'
    release, context = read(word(text(par), header={"default": par(shown)}))
    assert [(note.code, note.kind) for note in context.notes] == [("letterhead-picture", "advice")]
    assert "(Arms)" in context.notes[0].message
    assert release.issuers == ()


# ── properties ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_core_properties_are_fields_or_kept_as_they_are(word, par):
    core = (
        "<dc:title>A pier</dc:title><dc:subject>Harbours</dc:subject><dc:creator>Mara Lind</dc:creator>"
        "<cp:keywords>port; pier</cp:keywords><dc:description>In short.</dc:description><dc:language>cy-GB</dc:language>"
        "<dc:identifier>urn:x:1</dc:identifier><cp:version>3</cp:version><cp:category>statement</cp:category>"
        "<cp:contentStatus>Draft</cp:contentStatus><cp:lastModifiedBy>Elina</cp:lastModifiedBy>"
        "<dcterms:created>2027-03-01T09:00:00Z</dcterms:created><dcterms:modified>2027-03-02T09:00:00Z</dcterms:modified>"
    )
    release, _ = read(word(par(BODY[1]), core=core), find=False)
    assert (release.id, release.version, release.kind, release.status, release.lang) == (
        "urn:x:1",
        "3",
        "statement",
        "draft",
        "cy-GB",
    )
    assert release.keywords == ("port", "pier")
    assert release.summary == "In short."
    assert release.headline == (m.Text("A pier"),)
    assert release.extra[0].key == "document"
    assert release.extra[0].value == {
        "creator": "Mara Lind", "subject": "Harbours", "created": "2027-03-01T09:00:00Z", "modified": "2027-03-02T09:00:00Z",
        "last-modified-by": "Elina",
    }  # fmt: skip


def test_words_in_core_properties_that_are_no_value_of_a_field_are_kept(word, par):
    core = (
        "<dc:language>Welsh tongue</dc:language><cp:category>Ports</cp:category><cp:contentStatus>Very final</cp:contentStatus>"
    )
    release, _ = read(word(par(BODY[1]), core=core), find=False)
    assert release.extra[0].value == {"language": "Welsh tongue", "category": "Ports", "status": "Very final"}


def test_the_company_of_a_document_is_the_issuer_if_the_text_names_none(word, par):
    app = "<Company>Harbour Trust</Company><Manager>Elina</Manager>"
    release, context = read(word(text(par), app=app))
    assert release.issuers == (m.Issuer("Harbour Trust"),)
    assert [(note.code, note.kind) for note in context.notes] == [("issuer-from-properties", "guess")]
    assert release.extra[0].value == {"company": "Harbour Trust", "manager": "Elina"}
    other, _ = read(word(text(par), app=app, header={"default": par("Ministry of Harbours")}))
    assert other.issuers == (m.Issuer("Ministry of Harbours"),)


def test_custom_properties_are_kept_with_their_types(word, par):
    def prop(name: str, kind: str, value: str) -> str:
        return f'<property name="{name}"><vt:{kind}>{value}</vt:{kind}></property>'

    custom = (
        prop("Desk", "lpwstr", "Water &amp; wind") + prop("Pages", "i4", "-3") + prop("Checked", "bool", "true")
        + prop("Share", "r8", "0.5") + prop("Day", "filetime", "2027-03-01T00:00:00Z") + prop("Odd", "i4", "x") + prop("title", "lpwstr", "y")
        + prop("Several", "vector", "<vt:lpwstr>a</vt:lpwstr><vt:variant><vt:i4>2</vt:i4></vt:variant>") + '<property name="Empty"/>'
    )  # fmt: skip
    release, _ = read(word(par(BODY[1]), custom=custom), find=False)
    assert {extra.key: extra.value for extra in release.extra} == {
        "Desk": "Water & wind", "Pages": -3, "Checked": True, "Share": "0.5", "Day": "2027-03-01T00:00:00Z", "Odd": "x", "title": "y",
        "Several": ["a", 2],
    }  # fmt: skip


def test_properties_that_we_write_are_read_back_as_fields(word, par):
    def prop(name: str, value: str) -> str:
        return f'<property name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'

    custom = (
        prop("Released", "2027-03-01T10:00+01:00") + prop("Distributed", "soon") + prop("Number", "14/2027") + prop("Number scheme", "press")
        + prop("Number 2", "15") + prop("Embargo", "2027-03-02") + prop("Embargo as printed", "till Tuesday") + prop("Section", "News › Ports")
        + prop("Rights", "© Trust") + prop("Usage terms", "free")
    )  # fmt: skip
    release, _ = read(word(par(BODY[1]), custom=custom), find=False)
    assert release.released == Moment("2027-03-01T10:00+01:00")
    assert release.numbers == (m.Number("14/2027", "press"), m.Number("15"))
    assert release.embargo == m.Embargo(Moment("2027-03-02"), "till Tuesday")
    assert release.section == ("News", "Ports")
    assert release.rights == m.Rights("© Trust", "free")
    assert release.extra == (m.Extra.of("Distributed", "soon"),)
