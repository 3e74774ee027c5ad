"""A release with every node and field, and the pictures that it names."""

from __future__ import annotations

import struct
import zlib

import pytest

from releasekit import Context
from releasekit import model as m


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png():
    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = b"\x00" + b"\xff\x00\x00" * 2 + b"\x00" + b"\x00\xff\x00" * 2
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


@pytest.fixture(scope="session")
def png():
    """A picture of four pixels."""
    return _png()


@pytest.fixture
def context(png):
    """A context with the picture `pier.png`."""
    return Context(name="in.file", resources=lambda href: png if href == "pier.png" else None)


def words(text):
    return (m.Text(text),)


def para(*content, **more):
    return m.Paragraph(tuple(m.Text(item) if isinstance(item, str) else item for item in content), **more)


def cell(text, **more):
    return m.Cell((para(text),) if text else (), **more)


NODES = (
    para("The ferry is back.", role="lead"),
    m.Heading(words("What changes"), 2),
    para(
        "It is ", m.Emphasis(words("fast")), ", ", m.Strong(words("safe")), ", ", m.Underline(words("new")), ", ",
        m.Strike(words("cheap")), ", m", m.Superscript(words("2")), ", H", m.Subscript(words("2")), "O, ",
        m.SmallCaps(words("Imo")), ", ", m.Code("a<b"), ", ", m.Link(words("seen"), "https://port.example/?a=1&b=2", "A map"),
        m.LineBreak(), m.Image("pier.png", "the pier"), " ", m.Quotation(words("“Come”"), "ada"), " ",
        m.Mention(words("Ada Quay"), "person", "ada"), " ", m.Mention(words("MV Tern"), "ship"), " ",
        m.Date(words("today"), m.Moment("2027-03-14")), " ", m.Span(words("bientôt"), lang="fr"), " ",
        m.Span(words("odd"), kind="odd", attributes=(("onclick", "evil()"),)), m.Note((para("A footnote."),)),
        m.RawInline("html", "<b>raw</b>"), m.RawInline("latex", "\\noindent "),
    ),
    m.BulletList((m.Item((para("ferry"),)), m.Item((para("bus"), m.OrderedList((m.Item((para("night"),)),), 3, "lower-roman"))))),
    m.OrderedList((m.Item((para("first"),)), m.Item((para("second"), para("and more")))), tight=False),
    m.BlockQuote((para("We waited."),), words("A passenger")),
    m.Table(
        (
            m.Row((cell("Port"), cell("In"), cell("Out"))),
            m.Row((cell("Leith"), cell("7", colspan=2))),
            m.Row((cell("Oban", rowspan=2), cell("8", align="right"), cell("9"))),
            m.Row((cell("10"), cell("11"))),
        ),
        head_rows=1, head_columns=1, align=("left", "center"), caption=words("Times"),
    ),
    m.Figure(m.Image("pier.png", "the pier again"), words("Seen from the sea"), words("Photo: A. Quay")),
    m.Figure(m.Image("gone.png", "nothing here"), words("A picture that is not there")),
    m.Speech((para("Good morning."),), words("QUAY")),
    m.Division((m.Heading(words("About the port"), 2), para("It is a port.")), "boilerplate"),
    m.Division((para("For editors."),), "house", (("key", "value"),)),
    m.CodeBlock("x = 1\nif x < 2: pass", "python"),
    m.ThematicBreak(),
    m.RawBlock("html", "<script>alert(1)</script>"),
    para("مرحبا", lang="ar", direction="rtl"),
)  # fmt: skip


@pytest.fixture(scope="session")
def everything():
    """A release in which every field and every node says something."""
    return m.normalise(
        m.Release(
            id="https://port.example/r/12", version="2", kind="statement",
            numbers=(m.Number("12/2027", "house", "https://port.example/n"),), section=("Harbour", "News"),
            headline=(m.Text("The ferry is "), m.Emphasis(words("back"))), subtitle=words("After four years"),
            summary="The ferry sails again.\n\nFrom today.", issuers=(m.Issuer("Port", "https://port.example"), m.Issuer("Town")),
            released=m.Moment("2027-03-14T09:30+01:00"), distributed=m.Moment("2027-03-13"), event_date=m.Moment("2027-03-15"),
            modified=m.Moment("2027-03-16"), embargo=m.Embargo(m.Moment("2027-03-14T09:30+01:00")), status="cleared",
            changes=(m.Change("First text"),), replaces=("https://port.example/r/11",), replaced_by=("https://port.example/r/13",),
            instruction="For immediate release", dateline=m.Dateline("LEITH, 14 March", "Leith", m.Moment("2027-03-14")), lang="en",
            translations=(m.Translation("fr", "https://port.example/fr"),),
            contacts=(
                m.Contact("Ada Quay", "Press", "Port", "ada@port.example", "+44 131 496", "https://port.example/press", "9 to 5"),
                m.Contact("Desk"),
            ),
            attachments=(m.Attachment("https://port.example/a.pdf", "Timetable", "application/pdf"),), keywords=("ferry", "port"),
            subjects=(m.Subject("medtop:20000003"),), entities=(m.Entity("ada", name="Ada Quay"),),
            rights=m.Rights("© Port", "Free to use", "https://port.example/terms"), end_mark="###",
            source=m.Source("https://port.example/web"), extra=(m.Extra.of("desk", 7),), body=NODES,
        )
    )  # fmt: skip
