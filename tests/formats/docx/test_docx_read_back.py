"""A document of ours comes back whole: from the part that travels in it, as long as nobody edited the page."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from hypothesis import HealthCheck, given, settings
from lxml import etree

from releasekit import Context, Image, Link, Moment, Paragraph, Release, Strong, Text, convert, read, reads, writes
from releasekit.testing import releases

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in {".md", ".txt"} and path.stem != "README")


def changed(data: bytes, part: str, *pairs: tuple[str, str]) -> bytes:
    """A document in which words of a part are others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            content = file.read(entry)
            if entry.filename == part:
                for before, after in pairs:
                    assert before.encode() in content
                    content = content.replace(before.encode(), after.encode())
            new.writestr(entry, content)
    return out.getvalue()


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(release=releases())
def test_every_release_comes_back_and_by_its_content(house, release):
    data = writes(release, "docx", context=Context(house=house))
    context = Context()
    assert reads(data, context=context) == release
    assert context.notes == []


def test_the_part_is_related_and_typed_as_word_does_it(opened):
    document = opened(Release(headline=(Text("Words & more"),)))
    assert "../customXml/item1.xml" in document.targets().values()
    item = etree.fromstring(document.parts["customXml/item1.xml"])
    assert '"Words & more"' in item.findtext("{*}source")
    assert len(item.get("digest")) == 64
    props = etree.fromstring(document.parts["customXml/itemProps1.xml"])
    assert props.xpath("//*[local-name()='schemaRef']/@*") == ["urn:releasekit:carried:1"]
    assert (
        b'"/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"'
        in (document.parts["[Content_Types].xml"])
    )
    assert b"itemProps1.xml" in document.parts["customXml/_rels/item1.xml.rels"]


def test_what_word_does_when_it_saves_is_no_edit():
    release = Release(
        headline=(Text("A new pier"),),
        modified=Moment("2031"),
        body=(Paragraph((Text("It opens in "), Strong((Text("spring"),)), Link((Text(" soon"),), "https://a.example/x"))),),
    )
    data = writes(release, "docx", context=Context())
    saved = changed(
        data,
        "word/document.xml",
        (
            "It opens in ",
            'It ope</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00AB12CD"><w:t xml:space="preserve">ns in ',
        ),
        ("<w:body>", '<w:body><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'),
        ("<w:p><w:pPr>", '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:pPr>'),
        ("<w:b/><w:bCs/>", '<w:b w:val="1"/><w:bCs/>'),
    )
    assert reads(saved, "docx", context=Context()) == release


def test_a_document_that_python_docx_saved_is_unedited():
    release = read(EXAMPLES[0], context=Context())
    document = docx.Document(io.BytesIO(writes(release, "docx", context=Context())))
    out = io.BytesIO()
    document.save(out)
    assert reads(out.getvalue(), context=Context()) == release


def test_a_picture_inside_goes_on_to_the_next_format(png):
    release = Release(headline=(Text("Pier"),), body=(Paragraph((Text("See "), Image("img/pier.png", "a pier"))),))
    pictures = {"img/pier.png": png(4, 3)}
    data = writes(release, "docx", context=Context(resources=pictures.get))
    context = Context()
    back = reads(data, "docx", context=context)
    assert back == release
    assert context.resources("img/pier.png") == pictures["img/pier.png"]
    assert context.resources("other.png") is None
    assert b"data:image/png" in convert(data, writer="html", context=Context()).data
