"""Templates as people have them: made with python-docx and by hand, each with something that another has not."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from releasekit import Context, Release, Text, reads, writes
from releasekit import model as m

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _logo() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x10\x60\x90" * 60) * 20)
    head = struct.pack(">IIBBBBB", 60, 20, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def split(paragraph, *pieces: str) -> None:
    """Put words into a paragraph in runs of their own, as Word does when it checks spelling."""
    for index, piece in enumerate(pieces):
        paragraph.add_run(piece).italic = index % 2 == 0


def blank() -> bytes:
    """No placeholder, and one empty paragraph: what most letterheads are."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Office of the Harbour"
    document.add_paragraph("")
    return saved(document)


def letterhead() -> bytes:
    """A logo, another header on the first page, printed lines in the text, and no place for the text."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(35)
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].add_run().add_picture(io.BytesIO(_logo()), width=Mm(40))
    section.first_page_header.add_paragraph("Quay House, 1 Quay Street, Testing")
    section.header.paragraphs[0].text = "{{issuer}} – {{headline}}"
    section.footer.paragraphs[0].text = "{{rights}}"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x70, 0x20, 0x50)
    document.add_paragraph("Press office of the harbour")
    line = document.add_paragraph("Our reference: {{number}}, {{date}}")
    line.paragraph_format.alignment = 2
    return saved(document)


def form() -> bytes:
    """A place for nearly everything, in styles of its own, split over runs, in a table and in a text box."""
    document = docx.Document()
    own = document.styles.add_style("House Headline", WD_STYLE_TYPE.PARAGRAPH)
    own.font.size, own.font.bold = Pt(20), True
    split(document.add_paragraph(style="House Headline"), "{", "{head", "line}", "}")
    split(document.add_paragraph(), "{{ sub", "TITLE }}")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "{{kind}} / {{section}}"
    table.cell(0, 1).text = "{{released}}"
    document.add_paragraph("{{embargo}}")
    document.add_paragraph("{{instruction}}")
    document.add_paragraph("{{dateline}}")
    split(document.add_paragraph(), "{{bo", "dy}}")
    document.add_paragraph("Whom to ask", style="Heading 2")
    document.add_paragraph("{{contacts}}", style="Intense Quote")
    document.add_paragraph("{{attachments}}")
    document.add_paragraph("{{end mark}}")
    document.add_paragraph("{{rights}}")
    document.add_paragraph("{{phone of the minister}}")
    return saved(document)


def only() -> bytes:
    """The text alone."""
    document = docx.Document()
    document.add_paragraph("Before the text")
    document.add_paragraph("{{body only}}")
    document.add_paragraph("After the text")
    return saved(document)


def sections() -> bytes:
    """Two sections: the text belongs to the first, which is wide; the second has two columns of small print."""
    document = docx.Document()
    document.add_paragraph("{{headline}}", style="Title")
    document.add_paragraph("{{body}}")
    document.sections[0].page_width, document.sections[0].page_height = Mm(297), Mm(210)
    document.add_section(WD_SECTION.NEW_PAGE)
    document.sections[1].page_width, document.sections[1].page_height = Mm(210), Mm(297)
    columns = document.sections[1]._sectPr.find(f"{W}cols")
    columns.set(f"{W}num", "2")
    document.add_paragraph("Small print of the house.")
    return saved(document)


def control(said: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{said}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def controls() -> bytes:
    """Content controls around paragraphs, in a line, and one with its prompt; and one that is none of ours."""
    document = docx.Document()
    title = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>'
    prompt = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
    for xml in (
        control('<w:tag w:val="Headline"/>', f"<w:p>{title}<w:r><w:t>Click here</w:t></w:r></w:p><w:p/>"),
        '<w:p><w:r><w:t xml:space="preserve">From </w:t></w:r>'
        + control('<w:alias w:val="issuer"/><w:showingPlcHdr/>', f"<w:r>{prompt}<w:t>whom?</w:t></w:r>")
        + "</w:p>",
        control('<w:alias w:val="Body"/>', "<w:p><w:r><w:t>Text</w:t></w:r></w:p>"),
        control('<w:tag w:val="desk"/>', "<w:p><w:r><w:t>Desk 4</w:t></w:r></w:p>"),
    ):
        document.element.body.insert(-1, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))
    return saved(document)


def package(body: str, parts: dict[str, tuple[str, str, str]], more: dict[str, bytes] | None = None) -> bytes:
    """A document by hand: its body, and parts with their kind of relation, their content type and their XML."""
    overrides = "".join(f'<Override PartName="/word/{name}" ContentType="{kind}"/>' for name, (_, kind, _) in parts.items())
    relations = "".join(
        f'<Relationship Id="rId{index}" Type="{RELATIONS}/{relation}" Target="{name}"/>'
        for index, (name, (relation, _, _)) in enumerate(parts.items(), 1)
    )
    schema = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{schema}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.template.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{schema}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{schema}/relationships">{relations}</Relationships>',
    } | {f"word/{name}": xml for name, (_, _, xml) in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in (files | (more or {})).items():
            file.writestr(name, content)
    return out.getvalue()


def german() -> bytes:
    """As a German Word writes it: ids of its own language, bullets and a footnote of its own, even and odd pages, .dotx."""
    styles = "".join(
        f'<w:style w:type="{kind}" {more} w:styleId="{id}"><w:name w:val="{name}"/>{inside}</w:style>'
        for kind, id, name, more, inside in (
            (
                "paragraph",
                "Standard",
                "Normal",
                'w:default="1"',
                '<w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr>',
            ),
            ("character", "Absatz-Standardschriftart", "Default Paragraph Font", 'w:default="1"', ""),
            (
                "paragraph",
                "berschrift1",
                "heading 1",
                "",
                '<w:basedOn w:val="Standard"/><w:rPr><w:color w:val="AA0000"/></w:rPr>',
            ),
            ("paragraph", "Titel", "Title", "", '<w:basedOn w:val="Standard"/>'),
            ("paragraph", "Textkrper", "Body Text", "", '<w:basedOn w:val="Standard"/>'),
            ("paragraph", "Lead", "Kopfzeile rot", 'w:customStyle="1"', ""),
            ("paragraph", "Aufzhlungszeichen", "List Bullet", "", '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'),
        )
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="→"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr><w:rPr><w:color w:val="AA0000"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    )
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="4"><w:p><w:r><w:t>Fußnote des Hauses.</w:t></w:r></w:p></w:footnote>'
    )
    body = (
        '<w:p><w:r><w:t>Hausmitteilung</w:t></w:r><w:r><w:footnoteReference w:id="4"/></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="Lead"/></w:pPr><w:r><w:t>{{date}}</w:t></w:r></w:p>'
        '<w:sectPr><w:headerReference w:type="even" r:id="rId5"/><w:headerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" w:header="708"'
        ' w:footer="708" w:gutter="0"/></w:sectPr>'
    )
    head = '<w:hdr {0}><w:p><w:pPr><w:pStyle w:val="Standard"/></w:pPr><w:r><w:t>{1}</w:t></w:r></w:p></w:hdr>'
    return package(
        body,
        {
            "styles.xml": ("styles", f"{TYPES}.styles+xml", f"<w:styles {NAMESPACES}>{styles}</w:styles>"),
            "numbering.xml": ("numbering", f"{TYPES}.numbering+xml", f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"),
            "settings.xml": (
                "settings",
                f"{TYPES}.settings+xml",
                f'<w:settings {NAMESPACES}><w:attachedTemplate r:id="rId1"/><w:evenAndOddHeaders/><w:trackRevisions/></w:settings>',
            ),
            "footnotes.xml": ("footnotes", f"{TYPES}.footnotes+xml", f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>"),
            "kopf1.xml": ("header", f"{TYPES}.header+xml", head.format(NAMESPACES, "{{issuer}}")),
            "kopf2.xml": ("header", f"{TYPES}.header+xml", head.format(NAMESPACES, "{{kind}}, {{nummer}}")),
        },
    )


def bare() -> bytes:
    """Nothing but a main part: no styles, no lists, no settings, no section."""
    return package("<w:p><w:r><w:t>Only this</w:t></w:r></w:p>", {})


def in_table() -> bytes:
    """The text in a cell of a table that lays out the page."""
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "{{contacts}}"
    table.cell(0, 1).text = "{{body}}"
    return saved(document)


def boxed() -> bytes:
    """A text box, drawn twice for older programs, with a placeholder in it, and a picture in the text."""
    graphics = "http://schemas.openxmlformats.org/drawingml/2006/main"
    shapes = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    inside = "<w:txbxContent><w:p><w:r><w:t>{{contacts}}</w:t></w:r></w:p></w:txbxContent>"
    box = (
        f"<w:p {nsdecls('w', 'wp')}><w:r><mc:AlternateContent"
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps" xmlns:wps="{shapes}"><w:drawing><wp:inline><wp:extent cx="2000000" cy="900000"/>'
        f'<wp:docPr id="7" name="Box"/><a:graphic xmlns:a="{graphics}"><a:graphicData uri="{shapes}"><wps:wsp><wps:cNvSpPr/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
        f"<wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        '<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:157pt;height:70pt">'
        f"<v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = docx.Document()
    document.element.body.insert(0, parse_xml(box))
    document.add_paragraph().add_run().add_picture(io.BytesIO(_logo()))
    document.add_paragraph("{{body}}")
    return saved(document)


_MAKERS = (blank, letterhead, form, only, sections, controls, german, bare, in_table, boxed)
TEMPLATES = {make.__name__: make() for make in _MAKERS}


@pytest.fixture(scope="session")
def templates():
    """The template of a name; a function, so that no failure prints them all."""
    return TEMPLATES.__getitem__


@pytest.fixture(scope="session")
def by_hand():
    """Makes a document by hand."""
    return package


def pytest_generate_tests(metafunc):
    if "stationery" in metafunc.fixturenames:
        metafunc.parametrize("stationery", TEMPLATES, scope="session")


RELEASE = m.normalise(
    Release(
        kind="statement",
        section=("News", "Quays"),
        numbers=(m.Number("12/2027"),),
        headline=(Text("A pier "), m.Emphasis((Text("opens"),))),
        issuers=(m.Issuer("Harbour Board"),),
        released=m.Moment("2027-03-14T09:30+01:00"),
        instruction="For immediate release",
        dateline=m.Dateline("LEITH, March 14", "LEITH"),
        lang="en-GB",
        contacts=(m.Contact("Ada Berg", "press officer", "", "ada@port.example"), m.Contact("Cy Lund")),
        attachments=(m.Attachment("https://port.example/a.pdf", "The plan"),),
        rights=m.Rights("© Harbour Board"),
        end_mark="###",
        body=(
            m.Paragraph((Text("The pier opened."), m.Note((m.Paragraph((Text("By boat."),)),)))),
            m.Heading((Text("More"),), 1),
            m.BulletList((m.Item((m.Paragraph((Text("one"),)),)), m.Item((m.Paragraph((Text("two"),)),)))),
            m.Table((m.Row((m.Cell((m.Paragraph((Text("a"),)),)),)),)),
            m.Paragraph((Text("See "), m.Link((Text("the site"),), "https://port.example/"), Text("."))),
        ),
    )
)


class Made:
    """A document over a template, and what was said while it was written."""

    def __init__(self, template: bytes, release: Release) -> None:
        self.context = Context(template=template)
        self.data = writes(release, "docx", context=self.context)
        self.release = release
        with zipfile.ZipFile(io.BytesIO(self.data)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.document = docx.Document(io.BytesIO(self.data))

    @property
    def codes(self) -> list[str]:
        return [note.code for note in self.context.notes]

    @property
    def lines(self) -> list[str]:
        """The words of the paragraphs of the text, outside of tables."""
        return [paragraph.text for paragraph in self.document.paragraphs]

    def xml(self, name: str):
        return etree.fromstring(self.parts[f"word/{name}.xml"])

    def style(self, text: str) -> str:
        """The name of the style of the paragraph with a text."""
        return next(found.style.name for found in self.document.paragraphs if text in found.text)

    def edited(self, change) -> Release:
        """What is read after python-docx made a change."""
        change(self.document)
        return reads(saved(self.document), context=Context())


@pytest.fixture(scope="session")
def made(templates):
    """The document over the template of a name."""
    return lambda name, release=RELEASE: Made(templates(name), release)


@pytest.fixture(scope="session")
def over():
    """The document over any template."""
    return lambda template, release=RELEASE: Made(template, release)


@pytest.fixture(scope="session")
def release() -> Release:
    """A release with a value in most fields."""
    return RELEASE
