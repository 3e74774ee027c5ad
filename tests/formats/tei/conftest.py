"""What the tests of TEI share: a release written and read back, TEI read, and a release in which every field says something."""

from __future__ import annotations

import pytest
from lxml import etree

from releasekit import (
    Attachment,
    Change,
    Contact,
    Context,
    Dateline,
    Embargo,
    Emphasis,
    Entity,
    Extra,
    Found,
    Heading,
    Issuer,
    Moment,
    Number,
    Paragraph,
    Release,
    Rights,
    Source,
    Subject,
    Text,
    Translation,
    normalise,
    reads,
    writes,
)  # fmt: skip

NAMES = {"t": "http://www.tei-c.org/ns/1.0", "xml": "http://www.w3.org/XML/1998/namespace"}


class Written:
    """A release as TEI: its text, its tree, and the release that is read back."""

    def __init__(self, release: Release) -> None:
        self.release = normalise(release)
        self.notes = Context()
        self.data = writes(release, "tei", context=self.notes)
        self.text = self.data.decode()

    def find(self, path: str) -> list[str]:
        """Texts and attributes by an XPath whose steps are TEI elements."""
        found = etree.fromstring(self.data).xpath(path, namespaces=NAMES)
        return [str(each) if isinstance(each, str) else "".join(each.itertext()) for each in found]

    def body(self) -> str:
        """The content of the release's `div`, without the indent."""
        start = self.text.index('<div type="release">') + len('<div type="release">')
        lines = self.text[start : self.text.rindex("</div>")].split("\n")
        return "\n".join(line.removeprefix("        ") for line in lines).strip()

    def back(self) -> Release:
        """The release that the file holds; reading it has nothing to report."""
        context = Context()
        release = reads(self.data, "tei", context=context)
        assert context.notes == []
        assert writes(release, "tei", context=Context()) == self.data
        return release


@pytest.fixture(scope="session")
def write():
    """Write a release, and see that it comes back."""

    def writing(release: Release) -> Written:
        written = Written(release)
        assert written.back() == written.release
        return written

    return writing


@pytest.fixture
def read():
    """Read TEI; its body is given alone, or with the children of its header."""

    def reading(body: str = "<p>Words</p>", header: str = "", rest: str = "", root: str = "") -> tuple[Release, Context]:
        text = (
            f'<TEI xmlns="{NAMES["t"]}" {root}><teiHeader>{header or MINIMAL}</teiHeader>{rest}'
            f"<text><body>{body}</body></text></TEI>"
        )
        context = Context(name="x.xml")
        return reads(text, "tei", context=context), context

    return reading


MINIMAL = (
    "<fileDesc><titleStmt><title>Headline</title></titleStmt><publicationStmt><publisher/></publicationStmt>"
    "<sourceDesc><bibl/></sourceDesc></fileDesc>"
)


@pytest.fixture(scope="session")
def whole() -> Release:
    """A release in which every field says something."""
    words = (Text("Words & <more>"),)
    return Release(
        id="https://example.org/1?a=b&c",
        version="2",
        kind="statement",
        numbers=(Number("07-55"), Number("X/1", "ref", "files/a b.pdf")),
        section=("Foreign policy", "News"),
        headline=(Text("Minister "), Emphasis((Text("visits"),)), Text(" the port")),
        subtitle=(Text("A second line"),),
        summary="First.\n\nSecond.",
        issuers=(Issuer("Ministry", "https://mid.example", "1 Street\nCity"), Issuer("Port", "port-7")),
        released=Moment("2027-03-14T09:30"),
        distributed=Moment("2027-03-14T09:00:00Z"),
        event_date=Moment("2027-03-13"),
        modified=Moment("2027-03-15"),
        embargo=Embargo(Moment("2027-03-14T09:30+01:00"), "9:30 a.m. CET"),
        status="withdrawn",
        changes=(Change("A name", Moment("2027-03-15"), "2", "published"), Change("First issue")),
        replaces=("https://example.org/0",),
        replaced_by=("no address",),
        instruction="FOR IMMEDIATE RELEASE",
        dateline=Dateline("PORT-CITY, 14 March (Wire) –", "Port-City", Moment("2027-03-14")),
        lang="ar",
        direction="rtl",
        translations=(Translation("en", "en.html"), Translation("fr")),
        contacts=(
            Contact("A. Person", "Press officer", "Ministry", "a@example.org", "+1 (2) 3", "https://example.org/press", "9-17"),
            Contact(email="b@example.org"),
        ),
        attachments=(Attachment("files/a.pdf", "Annex", "application/pdf"), Attachment("b c.zip")),
        keywords=("port", "sea trade"),
        subjects=(Subject("11000000", "http://cv.example.org/"), Subject("X")),
        entities=(
            Entity("lavrov", "person", "S. Lavrov", "https://example.org/l", "Minister"),
            Entity("port", "organisation", "Port"),
            Entity("anna", "person", "Anna"),
            Entity("city", "place", "Port-City"),
            Entity("fair", "event"),
            Entity("law", "act", "Ports Act", "urn:x", "cited"),
            Entity("genre", "", "Not ours"),
            Entity("g.statement", "person", "Nor this"),
        ),
        rights=Rights("(c) Ministry", "CC BY", "https://creativecommons.org/licenses/by/4.0/"),
        end_mark="###",
        source=Source("https://example.org/1", "Web page", "text", (Found("released", "date-line", "14 March", "high"),)),
        extra=(Extra.of("layout", {"a": [1, "<&>", None]}), Extra.of("x y\n", "z")),
        body=(Paragraph(words, "lead"), Heading(words, 2), Paragraph(words)),
    )
