"""Documents that others made: their text with its structure, their title, and what intake finds; no word is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import HealthCheck, given, settings
from lxml import etree

from releasekit import Context, Moment, model, plain_text, reads, writes
from releasekit import model as m
from releasekit.testing import releases

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = (
    f'<w:document xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
)


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_body(body: str, **parts: str) -> bytes:
    """A document of python-docx's template whose body is this XML."""
    out = io.BytesIO()
    names = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    with zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            if entry.filename not in names and entry.filename != "word/document.xml":
                content = file.read(entry)
                if entry.filename == "word/_rels/document.xml.rels" and "word/footnotes.xml" in names:
                    relation = (
                        '<Relationship Id="rIdN" Target="footnotes.xml"'
                        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
                    )
                    content = content.replace(b"</Relationships>", relation.encode())
                new.writestr(entry, content)
        new.writestr("word/document.xml", f"{HEAD}<w:body>{body}</w:body></w:document>")
        for name, text in names.items():
            new.writestr(name, text)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def body_of(data: bytes, context: Context | None = None) -> tuple[model.Block, ...]:
    return reads(data, context=context or Context(find=False)).body


def para(*content):
    return m.Paragraph(tuple(m.Text(item) if isinstance(item, str) else item for item in content))


def said(text):
    return (m.Text(text),)


def test_headings_quotes_lists_and_tables_are_known_by_their_styles():
    document = docx.Document()
    document.add_heading("A pier opens", 0)
    document.add_paragraph("In spring", style="Subtitle")
    document.add_heading("Why", 2)
    for text, style in (
        ("one", "List Bullet"), ("two", "List Bullet"), ("first", "List Number"), ("Said", "Quote"), ("A caption", "Caption"),
    ):  # fmt: skip
        document.add_paragraph(text, style=style)
    table = document.add_table(3, 2)
    for row, column, text in ((0, 0, "a"), (0, 1, "b"), (1, 0, "tall"), (1, 1, "c"), (2, 1, "d")):
        table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    release = reads(saved(document), context=Context(find=False))
    assert release.headline == said("A pier opens")
    assert release.subtitle == said("In spring")
    heading, bullets, numbers, quote, found = release.body
    assert heading == m.Heading(said("Why"), 2)
    assert bullets == m.BulletList((m.Item((para("one"),)), m.Item((para("two"),))))
    assert numbers == m.OrderedList((m.Item((para("first"),)),))
    assert quote == m.BlockQuote((para("Said"),))
    assert found.caption == said("A caption")
    assert [[(cell.colspan, cell.rowspan) for cell in row.cells] for row in found.rows] == [
        [(1, 1)] * 2,
        [(1, 2), (1, 1)],
        [(1, 1)],
    ]


def test_styles_of_another_language_are_headings_by_their_outline():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="Überschrift 1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="x"><w:name w:val="Mein"/>'
        '<w:basedOn w:val="berschrift1"/></w:style><w:style w:type="paragraph" w:styleId="y"><w:name w:val="Y"/>'
        '<w:basedOn w:val="z"/></w:style><w:style w:type="paragraph" w:styleId="z"><w:name w:val="Z"/><w:basedOn w:val="y"/>'
        "</w:style></w:styles>"
    )
    texts = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(style)}</w:p>' for style in ("berschrift1", "x", "y", "gone")
    )
    found = body_of(with_body(texts, word__styles=styles))
    assert found == (m.Heading(said("berschrift1"), 1), m.Heading(said("x"), 1), para("y"), para("gone"))


def test_marks_of_runs_are_nested_once():
    text = (
        run("a ", "<w:b/>")
        + run("b ", "<w:b/><w:i/>")
        + run("c", '<w:vertAlign w:val="superscript"/>')
        + run("d", '<w:b w:val="0"/>')
    )
    more = (
        run("e", '<w:u w:val="single"/>')
        + run("f", "<w:strike/>")
        + run("g", "<w:smallCaps/>")
        + run("h", '<w:rFonts w:ascii="Consolas"/>')
    )
    assert body_of(with_body(f"<w:p>{text}{more}</w:p>")) == (
        para(
            m.Strong((m.Text("a "), m.Emphasis(said("b ")))), m.Superscript(said("c")), "d", m.Underline(said("e")), m.Strike(said("f")),
            m.SmallCaps(said("g")), m.Code("h"),
        ),
    )  # fmt: skip


def test_links_are_relationships_anchors_and_fields():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.example/" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("far")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    text = f'<w:hyperlink w:anchor="part">{run("near")}</w:hyperlink>{run(" and ")}{field}'
    more = f'<w:fldSimple w:instr=" DATE ">{run(" 2027")}</w:fldSimple><w:hyperlink r:id="gone">{run(" lost")}</w:hyperlink>'
    assert body_of(with_body(f"<w:p>{text}{more}</w:p>")) == (
        para(m.Link(said("near"), "#part"), " and ", m.Link(said("far"), "https://a.example/"), " 2027 lost"),
    )


def test_fields_that_are_never_closed_hide_no_words():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
    assert body_of(with_body(f"<w:p>{begin * 100}{run('x')}</w:p><w:p>{run('y')}</w:p>")) == (para("x"), para("y"))


def test_tracked_changes_are_accepted_and_comments_are_told():
    text = (
        f'{run("Opens ")}<w:del w:id="1"><w:r><w:delText>today</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("tomorrow")}</w:ins><w:moveFrom>{run("away")}</w:moveFrom><w:moveTo>{run("!")}</w:moveTo>'
    )
    joined = f'<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>{run("one ")}</w:p><w:p>{run("line")}</w:p>'
    context = Context(find=False)
    assert body_of(with_body(f"<w:p>{text}</w:p>{joined}"), context) == (para("Opens tomorrow!"), para("one line"))
    assert [(note.code, note.kind) for note in context.notes] == [("changes-accepted", "advice")]
    assert context.notes[0].message.startswith("5 tracked changes are taken as accepted")


def test_content_controls_and_text_boxes_keep_their_words_once():
    box = f"<w:txbxContent><w:p>{run('in the box')}</w:p></w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('kept')}</w:p></w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{run('Click here')}</w:p></w:sdtContent></w:sdt>"
    found = body_of(with_body(f"<w:p>{run('beside')}<w:r>{drawing}</w:r></w:p>{control}{prompt}"))
    assert found == (para("beside"), para("in the box"), para("kept"))


def test_footnotes_stand_where_their_marks_are_and_only_once():
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>{run(" Small print.")}</w:p></w:footnote></w:footnotes>'
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    context = Context(find=False)
    found = body_of(with_body(f"<w:p>{run('x')}{mark}{mark}</w:p>", word__footnotes=notes), context)
    assert found == (para("x", m.Note((para("Small print."),))),)
    assert [note.code for note in context.notes] == ["note-unread"]


def test_spans_that_lie_do_no_harm():
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/><w:vMerge/></w:tcPr><w:p>' + run("x") + "</w:p></w:tc>"
    rows = "".join(f"<w:tr>{cell.format(span)}</w:tr>" for span in ("99999999", "-3", "0", "two"))
    (found,) = body_of(with_body(f"<w:tbl>{rows}</w:tbl>"))
    assert plain_text(m.Release(body=(found,))).count("x") == 4


def test_pictures_keep_their_alternative_text_and_are_resources(png):
    document = docx.Document()
    document.add_picture(io.BytesIO(png(5, 4)))
    shape = document.inline_shapes[0]._inline.docPr
    shape.set("descr", "A pier")
    context = Context(find=False)
    (found,) = body_of(saved(document), context)
    assert found == para(m.Image("image1.png", "A pier"))
    assert context.resources("image1.png") == png(5, 4)


def test_a_letterhead_and_the_lines_above_the_text_are_fields():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ministry of Harbours"
    document.add_paragraph("FOR IMMEDIATE RELEASE")
    document.add_heading("Port opens new pier", 0)
    document.add_paragraph("March 14, 2027")
    document.add_paragraph("The pier opens today, and the ferries will use it from the first day of April on.")
    document.core_properties.keywords = "port; pier"
    document.core_properties.language = "en-GB"
    release = reads(saved(document), context=Context())
    assert release.issuers == (m.Issuer("Ministry of Harbours"),)
    assert release.instruction == "FOR IMMEDIATE RELEASE"
    assert release.headline == said("Port opens new pier")
    assert release.released == Moment("2027-03-14")
    assert release.keywords == ("port", "pier")
    assert release.lang == "en-GB"
    assert release.source.format == "docx"
    assert len(release.body) == 1


def test_a_page_break_is_no_line_and_hidden_words_are_told():
    document = docx.Document()
    paragraph = document.add_paragraph("a")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("b").add_break()
    paragraph.add_run("c")
    paragraph.add_run("secret").font.hidden = True
    context = Context(find=False)
    assert body_of(saved(document), context) == (para("ab", m.LineBreak(), "c"),)
    assert [note.code for note in context.losses] == ["hidden-text"]


def without_part(data: bytes) -> bytes:
    """A document of ours without what travels along: a stranger."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            if not entry.filename.startswith("customXml/"):
                new.writestr(entry, file.read(entry))
    return out.getvalue()


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(releases())
def test_no_character_of_a_page_is_lost(release):
    data = without_part(writes(release, "docx", context=Context()))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = [file.read(name) for name in file.namelist() if name in {"word/document.xml", "word/footnotes.xml"}]
    texts = [text.text or "" for part in parts for text in etree.fromstring(part).iter(f"{{{W}}}t")]
    wanted = Counter(re.findall(r"\w", "".join(texts)))
    got = Counter(re.findall(r"\w", plain_text(reads(data, "docx", context=Context(find=False)))))
    assert wanted - got == Counter()


TEMPLATES = sorted(Path(docx.__file__).parent.glob("templates/*.docx"))


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_templates_of_others_are_read(path):
    reads(path.read_bytes(), "docx", context=Context())
