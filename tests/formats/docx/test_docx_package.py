"""The package and its XML: what Word is strict about."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from releasekit import (
    BulletList,
    Cell,
    Code,
    Contact,
    Division,
    Embargo,
    Figure,
    Heading,
    Image,
    Issuer,
    Item,
    Link,
    Moment,
    Note,
    OrderedList,
    Paragraph,
    Release,
    Row,
    Span,
    Strong,
    Table,
    Text,
    plain_text,
    walk,
)  # fmt: skip
from releasekit.registry import by_name
from releasekit.testing import check_format, releases

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath",
    "numPr": "ilvl numId",
    "pBdr": "top left bottom right between bar",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "numbering": "numPicBullet abstractNum num",
    "num": "abstractNumId lvlOverride",
    "settings": "zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr compat themeFontLang decimalSymbol listSeparator",
    "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "font": "altName panose1 charset family notTrueType pitch sig",
}
"""The sequences of ECMA-376 (transitional), for the elements that are written."""
INSIDE = {
    "body": {"p", "tbl", "sectPr"},
    "tc": {"tcPr", "p", "tbl"},
    "footnote": {"p", "tbl"},
    "hdr": {"p"},
    "ftr": {"p"},
    "p": {"pPr", "r", "hyperlink"},
    "hyperlink": {"r"},
    "r": {"rPr", "t", "tab", "br", "softHyphen", "drawing", "footnoteReference", "footnoteRef", "fldChar", "instrText",
          "separator", "continuationSeparator"},
}  # fmt: skip

R = {"r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}


def local(element) -> str:
    return etree.QName(element).localname


def faults(opened, ns) -> list[str]:
    """What a strict reader would say against a document."""
    roots = {name: etree.fromstring(data) for name, data in opened.parts.items() if name.endswith((".xml", ".rels"))}
    found = [
        f"{name}: {fault}" for name, root in roots.items() for element in root.iter() for fault in misplaced(name, element)
    ]
    for name, root in roots.items():
        rels = re.sub(r"([^/]+)$", r"_rels/\1.rels", name)
        known = {rel.get("Id") for rel in roots[rels]} if rels in roots else set()
        found += [
            f"{name}: no relationship {used}" for used in root.xpath("//@r:id | //@r:embed", namespaces=R) if used not in known
        ]
    drawings = Counter(element.get("id") for element in opened.body.iter() if local(element) == "docPr")
    found += [f"two drawings {number}" for number, count in drawings.items() if count > 1]
    styles = {style.get(f"{ns}styleId") for style in roots["word/styles.xml"].iter(f"{ns}style")}
    tags = [f"{ns}{tag}" for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")]
    used = {element.get(f"{ns}val") for root in roots.values() for element in root.iter(*tags)}
    found += [f"no style {style}" for style in sorted(used - styles)]
    numbers = {number.get(f"{ns}numId") for number in roots["word/numbering.xml"].iter(f"{ns}num")}
    found += [f"no list {n}" for e in opened.body.iter(f"{ns}numId") if (n := e.get(f"{ns}val")) not in numbers]
    return found + [fault for table in opened.body.iter(f"{ns}tbl") for fault in uneven(table, ns)]


def misplaced(part: str, element) -> list[str]:
    """Children that may not stand in an element, or not in this order, or not so often."""
    kind, children = local(element), [local(child) for child in element]
    found = []
    if (kind in ORDER and element.getparent() is not None) or kind in {"styles", "numbering", "settings"}:
        places = [ORDER[kind].split().index(child) for child in children]
        if places != sorted(places):
            found.append(f"{kind} has {children}")
    if kind in {"pPr", "rPr", "tcPr", "tblPr", "numPr"} and len(set(children)) < len(children):
        found.append(f"{kind} has {children}")
    if kind in INSIDE and not set(children) <= INSIDE[kind]:
        found.append(f"{kind} holds {set(children) - INSIDE[kind]}")
    if kind in {"tc", "footnote"} and part != "word/settings.xml" and children[-1:] != ["p"]:
        found.append(f"{kind} ends with {children[-1:]}")
    return found


def uneven(table, ns) -> list[str]:
    """Rows that do not fill the grid of their table, and a table that touches another."""
    found = []
    columns = len(table.findall(f"{ns}tblGrid/{ns}gridCol"))
    for row in table.findall(f"{ns}tr"):
        spans = [int(span.get(f"{ns}val")) for span in row.iterfind(f"{ns}tc/{ns}tcPr/{ns}gridSpan")]
        after = sum(int(cells.get(f"{ns}val")) for cells in row.iterfind(f"{ns}trPr/{ns}gridAfter"))
        if len(row.findall(f"{ns}tc")) - len(spans) + sum(spans) + after != columns:
            found.append(f"a row does not fill {columns} columns")
    if table.getnext() is not None and local(table.getnext()) == "tbl":
        found.append("two tables touch")
    return found


@settings(max_examples=80, suppress_health_check=list(HealthCheck), report_multiple_bugs=False)
@given(release=releases())
def test_every_release_gives_a_document_that_word_opens_and_that_shows_its_words(opened, ns, house, release):
    document = opened(release, {}, house)
    assert faults(document, ns) == []
    if any(isinstance(inner, Note) for _, node in walk(release) if isinstance(node, Note) for _, inner in walk(node)):
        return  # Word has no footnotes in footnotes: another test
    shown = re.findall(r"\w+", "\n".join(document.shown()))
    without_notes = plain_text(release)
    notes = [note for _, note in walk(release) if isinstance(note, Note)]
    said = re.findall(r"\w+", without_notes)
    in_notes = [word for note in notes for word in re.findall(r"\w+", plain_text(Release(body=note.blocks)))]
    body = said[: len(said) - len(in_notes)]
    assert shown == body


def test_the_laws_of_a_format_hold():
    check_format(by_name("docx"), max_examples=30)


def test_an_empty_release_is_a_document_with_one_empty_paragraph(opened, ns):
    document = opened(Release())
    assert faults(document, ns) == []
    assert document.texts("BodyText") == [""] or document.texts("ReleaseKicker") == ["Press release"]
    assert document.codes == []


def test_the_same_release_gives_the_same_bytes_and_no_entry_has_a_date(opened):
    release = Release(headline=(Text("Words"),), body=(Paragraph((Text("More"),)),), lang="de")
    document = opened(release)
    assert document.data == opened(release).data
    with zipfile.ZipFile(io.BytesIO(document.data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in file.infolist()} == {0}
        assert file.testzip() is None
    assert document.names[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_all_styles_are_lean_named_as_word_names_them_and_none_uses_a_theme_font(opened, ns):
    document = opened(Release(lang="ja"))
    styles = document.document.styles
    for name in ("Title", "Subtitle", "Heading 1", "Heading 6", "Body Text", "List Bullet", "List Number", "Quote", "Caption",
                 "Header", "Footer", "footnote text", "Hyperlink", "Release Kicker", "Dateline", "Lead", "Contact", "Boilerplate",
                 "Notes to Editors", "Embargo Banner", "Release Instruction", "End Mark", "Attribution", "Credit", "Speaker",
                 "Code Block", "Release Table"):  # fmt: skip
        assert styles[name] is not None
    assert len(document.parts["word/styles.xml"]) < 24_000
    assert b"Theme=" not in document.parts["word/styles.xml"]
    fonts = document.xml("word/styles.xml").find(f".//{ns}rPrDefault//{ns}rFonts")
    assert fonts.get(f"{ns}eastAsia") == "Yu Mincho"
    assert fonts.get(f"{ns}cs") == "Times New Roman"


def test_headings_are_headings_and_keep_with_what_follows(body_of, ns, words):
    document = body_of(*(Heading(words(f"Level {level}"), level) for level in range(1, 7)))
    for level in range(1, 7):
        assert document.texts(f"Heading{level}") == [f"Level {level}"]
        style = document.document.styles[f"Heading {level}"]
        assert style.paragraph_format.keep_with_next
        assert style.element.find(f".//{ns}outlineLvl").get(f"{ns}val") == str(level - 1)


def test_the_first_page_has_the_letterhead_and_the_others_a_running_head(opened):
    release = Release(
        headline=(Text("A headline of many words that goes on for longer than any running head has room for it"),),
        issuers=(Issuer("Harbour Trust", address="1 Quay Street"), Issuer("Town of Hollingsea")),
        embargo=Embargo(Moment("2027-03-14T09:30Z")),
        lang="de",
    )
    document = opened(release)
    section = document.document.sections[0]
    assert section.different_first_page_header_footer
    assert [p.text for p in section.first_page_header.paragraphs] == ["Harbour Trust · Town of Hollingsea", "1 Quay Street"]
    banner, running = section.header.paragraphs
    assert banner.text.startswith("Sperrfrist bis 14. März 2027")
    assert running.text == "Harbour Trust · Town of Hollingsea\tA headline of many words that goes on for longer…"
    assert section.footer.part is section.first_page_footer.part


def test_the_running_head_fits_on_one_line(opened):
    issuers = (Issuer("Ministry of Harbours, Lighthouses and Inland Waterways"), Issuer("Town of Hollingsea"))
    release = Release(headline=(Text("A headline of many words that goes on for longer than a line"),), issuers=issuers)
    head = opened(release).document.sections[0].header.paragraphs[0].text
    assert head == "Ministry of Harbours, Lighthouses…\tA headline of many words that goes on for longer…"
    release = Release(headline=(Text("港口" * 60),), issuers=(Issuer("港务局"),), lang="zh")
    issuer, headline = opened(release).document.sections[0].header.paragraphs[0].text.split("\t")
    assert issuer == "港务局"
    assert headline.endswith("…")
    assert 30 < len(headline) < 45


def test_the_foot_of_every_page_has_its_number(opened):
    document = opened(Release(lang="de"))
    section = document.document.sections[0]
    assert section.footer.part is section.first_page_footer.part
    assert re.sub(r"\s+", " ", "".join(document.xml("word/footer1.xml").itertext())) == "Seite PAGE 1 von NUMPAGES 1"


def test_no_line_of_a_paragraph_stands_alone_on_a_page(opened, ns):
    default = opened(Release()).xml("word/styles.xml").find(f"{ns}docDefaults/{ns}pPrDefault/{ns}pPr/{ns}widowControl")
    assert default is not None
    assert default.get(f"{ns}val") is None  # which is: on


def test_the_end_mark_stands_in_its_style_after_all_contacts(opened):
    document = opened(Release(end_mark="###", contacts=(Contact("Ada Berg"),), body=(Paragraph((Text("A pier opens."),)),)))
    assert document.texts("EndMark") == ["###"]
    assert text_of_all(document)[-4:] == ["A pier opens.", "Contacts", "Ada Berg", "###"]


def text_of_all(document) -> list[str]:
    return [paragraph.text for paragraph in document.document.paragraphs if paragraph.text]


@pytest.mark.parametrize(("lang", "is_rtl"), [("ar", True), ("he", True), ("en", False)])
def test_the_section_and_every_paragraph_run_as_the_language_does(opened, ns, lang, is_rtl):
    document = opened(Release(lang=lang, headline=(Text("A"),)))
    assert (document.body.find(f"{ns}sectPr/{ns}bidi") is not None) == is_rtl
    normal = document.document.styles["Normal"].element
    assert (normal.find(f"{ns}pPr/{ns}bidi") is not None) == is_rtl


def test_the_page_is_the_house_s(opened):
    section = opened(Release()).document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(section.left_margin.mm) == 31


def test_a_very_long_release_has_all_its_links(body_of, words):
    many = [
        Paragraph((Text("word "), Strong(words("strong")), Link(words("link"), f"https://example.org/{n}")))
        for n in range(5000)
    ]
    document = body_of(*many)
    addresses = {target for target in document.targets().values() if target.startswith("https:")}
    assert len(addresses) == 5000


def test_hostile_text_stays_text(body_of, words):
    hostile = [
        '{ HYPERLINK "http://example.org" }', "=cmd|' /C calc'!A0", "</w:t></w:r><w:r><w:t>", "]]>", "&amp; &lt;", '"><x/>',
        "{{field}}", "\u202e\u2066 txt", "e\u0301 \u1112\u1161\u11ab \U0001f468\u200d\U0001f469", "<!ENTITY x>",
    ]  # fmt: skip
    document = body_of(*(Paragraph(words(found)) for found in hostile), Paragraph((Code("<w:br/> { PAGE }"),)))
    assert document.texts("BodyText") == [*hostile, "<w:br/> { PAGE }"]
    assert "instrText" not in document.parts["word/document.xml"].decode()


@pytest.mark.parametrize("kind", ["person", "product", "A_b.c-1"])
def test_kinds_and_roles_without_a_design_become_styles(body_of, kind, ns, words):
    document = body_of(
        Paragraph((Span(words("span"), kind=kind),), role="pull-quote"), Division((Paragraph(words("inside")),), kind=kind)
    )
    names = {style.name for style in document.document.styles}
    assert {f"Span {kind}", "Role pull-quote", f"Division {kind}"} <= names
    assert faults(document, ns) == []
    assert document.codes == []


def test_lists_in_a_division_have_its_style(body_of, words):
    document = body_of(Division((BulletList((Item((Paragraph(words("one")),)),)),), kind="notes-to-editors"))
    assert document.texts("NotesToEditors") == ["one"]
    assert document.codes == []


def test_a_division_that_no_paragraph_can_name_is_reported(body_of, words):
    heading = Heading(words("Only a heading"))
    assert body_of(Division((heading,), kind="sidebar")).codes == ["division-unnamed"]
    assert body_of(Division((BulletList((Item((heading,)),)),), kind="sidebar")).codes == ["division-unnamed"]
    in_cell = Table((Row((Cell((Division((Paragraph(words("x")),), kind="sidebar"),)),)),))
    assert body_of(in_cell).codes == ["division-unnamed"]


def test_everything_at_once_is_in_the_order_of_the_schema(body_of, ns, png, words):
    cell = Cell((OrderedList((Item((Paragraph(words("x")),)),), start=3), Table((Row((Cell(),)),))), colspan=2, align="right")
    note = Note((Table((Row((Cell((Paragraph(words("in a note")),)),)),)),))
    document = body_of(
        Table((Row((Cell(rowspan=2), cell)), Row((Cell(), Cell(), Cell()))), head_rows=1, head_columns=1, direction="rtl"),
        Table((Row(()),)),
        Paragraph((Text("נ and "), Strong((Link((Code("code"), note), "https://example.org", "tip"),)), Image("p.png", "alt"))),
        Figure(Image("p.png", "again", "title"), words("caption"), words("credit")),
        pictures={"p.png": png(40, 30)},
        lang="ar",
        contacts=(Contact("Name", email="a@b.c"),),
    )
    assert faults(document, ns) == []
