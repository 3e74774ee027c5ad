from __future__ import annotations

import base64
import io
import re
import zipfile

import pytest
from attrs import evolve
from lxml import etree, html

from releasekit import Context, Image, Link, Moment, Paragraph, Release, Text, reads, writes
from releasekit import model as m
from releasekit.formats.pandoc import FORMATS
from releasekit.formats.pandoc.pictures import LIMIT, media_type, unpacked

WRITTEN = [format for format in FORMATS if format.write]
SHOWN = (
    "The ferry is ", "back", "After four years", "12/2027", "Leith", "The ferry is back.", "What changes", "first", "We waited.",
    "Oban", "Seen from the sea", "Photo: A. Quay", "Good morning.", "About the port", "ada@port.example", "+44 131 496", "9 to 5",
    "Timetable", "Free to use", "A footnote.", "Embargoed until", "For immediate release", "LEITH, 14 March", "Harbour", "the pier",
    "MV Tern", "“Come”", "bientôt", "A passenger", "QUAY",
)  # fmt: skip


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shown(name, data):
    """The words of a document, without its markup."""
    if name == "rtf":
        text = data.decode("ascii").replace("\\_", "")
        text = re.sub(r"\\u(\d+) ?[?\"']", lambda match: chr(int(match[1])), text)
        return re.sub(r"\{\\field\{\\\*\\fldinst\{[^}]*\}\}\{\\fldrslt\{\\ul\s(.*?)\s*\}\}\}\s?", r"\1", text, flags=re.DOTALL)
    if name == "odt":
        return "".join(etree.fromstring(parts(data)["content.xml"]).itertext())
    if name == "epub":
        return "".join(etree.fromstring(parts(data)["EPUB/text/ch001.xhtml"]).itertext())
    return html.document_fromstring(data).text_content()


@pytest.mark.parametrize("format", WRITTEN, ids=[format.name for format in WRITTEN])
def test_a_release_with_every_node_is_written(format, everything, context):
    data = writes(everything, format, context=context)
    assert len(data) > 500
    warned = [note.message for note in context.losses if note.code == "pandoc-warning"]
    assert warned == (["pandoc says: Not rendering Table"] if format.name == "vimdoc" else [])
    if format.name not in {"odt", "epub", "epub2"}:
        assert "ferry" in data.decode()


@pytest.mark.parametrize("name", ["html", "odt", "epub", "rtf"])
def test_the_same_release_gives_the_same_bytes(name, everything, context, png):
    other = Context(resources=lambda href: png if href == "pier.png" else None)
    assert writes(everything, name, context=context) == writes(everything, name, context=other)


@pytest.mark.parametrize("name", ["html", "odt", "epub"])
def test_a_reader_sees_the_whole_release(name, everything, context):
    text = shown(name, writes(everything, name, context=context)).replace("\n", " ")
    # the alternative text of a picture that is there is not among the words
    assert [words for words in SHOWN if words not in text and words != "the pier"] == []


def test_rich_text_shows_the_whole_release(everything, context):
    text = shown("rtf", writes(everything, "rtf", context=context))
    assert [words for words in SHOWN if words not in text and words not in {"the pier", "back"}] == []
    assert "{\\pict\\pngblip" in text


@pytest.mark.parametrize("name", ["html", "html4", "epub", "epub2", "odt", "opendocument", "rtf"])
def test_the_embargo_stands_before_the_text(name, everything, context):
    data = writes(everything, name, context=context)
    if name in {"odt", "epub", "epub2"}:
        data = b"".join(content for path, content in sorted(parts(data).items()) if "content.xml" in path or "ch001" in path)
    assert b"Embargoed until" in data
    assert data.index(b"Embargoed until") < data.index(b"After four years")


def test_a_withdrawn_release_says_so_and_not_its_embargo(everything, context):
    data = writes(evolve(everything, status="withdrawn"), "html", context=context)
    assert "Withdrawn" in shown("html", data)
    assert "Embargoed" not in shown("html", data)
    assert [note.where for note in context.losses if note.code == "embargo-hidden"] == ["/embargo"]
    found = reads(data, "html", context=Context())
    assert (found.status, found.embargo) == ("withdrawn", None)


# ── HTML ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def page(everything, context):
    return html.document_fromstring(writes(everything, "html", context=context))


def test_a_page_states_its_language_direction_and_fields_in_its_head(page):
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    assert page.findtext(".//title") == "The ferry is back"
    meta = [(node.get("name"), node.get("content")) for node in page.iter("meta") if node.get("name")]
    assert [content for name, content in meta if name == "author"] == ["Port", "Town"]
    assert [content for name, content in meta if name == "keywords"] == ["ferry", "port"]
    fields = dict(meta)
    assert fields["description"] == "The ferry sails again.\n\nFrom today."
    assert fields["dcterms.issued"] == "2027-03-14T09:30+01:00"
    assert fields["dcterms.identifier"] == "https://port.example/r/12"
    assert fields["releasekit.status"] == "cleared"
    assert "generator" not in fields
    assert page.xpath("//link[@hreflang='fr']/@href") == ["https://port.example/fr"]


def test_a_page_of_a_right_to_left_language_says_so():
    data = writes(Release(lang="ar", headline=(Text("مرحبا"),)), "html", context=Context())
    assert b'<html lang="ar" dir="rtl">' in data


def test_a_page_has_one_main_heading_and_its_contacts_can_be_reached(page):
    assert [node.text_content() for node in page.iter("h1")] == ["The ferry is back"]
    hrefs = page.xpath("//section[contains(@class,'release-contacts')]//a/@href")
    assert hrefs == ["mailto:ada@port.example", "tel:+44131496", "https://port.example/press"]
    assert page.xpath("//section[contains(@class,'release-attachments')]//a/@href") == ["https://port.example/a.pdf"]


def test_a_page_fetches_nothing_and_runs_nothing(page, everything, context):
    assert not list(page.iter("script", "link[@rel='stylesheet']", "iframe", "object"))
    assert all(
        node.get("src", "").startswith("data:image/png;base64,") for node in page.iter("img") if node.get("src") != "gone.png"
    )
    assert not [name for node in page.iter(etree.Element) for name in node.attrib if name.startswith("on")]
    text = writes(everything, "html", context=context).decode()
    assert "alert(1)" not in text
    assert 'data-onclick="evil()"' in text
    assert "@import" not in text
    assert "url(" not in text


def test_html_of_the_source_stays_where_it_only_shows_words(everything, context):
    data = writes(everything, "html", context=context)
    assert b"<b>raw</b>" in data
    notes = {(note.code, note.where) for note in context.losses if note.code == "raw-dropped"}
    assert notes == {("raw-dropped", "/body/2/content/34"), ("raw-dropped", "/body/14")}


def test_markup_of_the_format_itself_is_kept_with_advice(everything, context):
    assert b"\\noindent" in writes(everything, "latex", context=context)
    assert [note.code for note in context.notes if note.kind == "advice"] == ["raw-kept"]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_a_link_that_runs_something_is_left_out_and_its_words_stay(href):
    context = Context()
    release = Release(
        headline=(Text("x"),), body=(Paragraph((Link((Text("the words"),), href),)),), attachments=(m.Attachment(href, "the file"),),
        numbers=(m.Number("1", href=href),), contacts=(m.Contact("A", url=href),), rights=m.Rights("R", href=href),
        translations=(m.Translation("fr", href),),
    )  # fmt: skip
    text = writes(release, "html", context=context).decode()
    assert "the words" in text
    assert "the file" in text
    assert f'href="{href}' not in text
    assert [(note.code, note.where) for note in context.losses] == [
        ("link-dropped", "/numbers/0/href"),
        ("link-dropped", "/body/0/content/0"),
        ("link-dropped", "/attachments/0/href"),
        ("link-dropped", "/contacts/0/url"),
        ("link-dropped", "/rights/href"),
    ]


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────


def picture(src, alt="the alternative text"):
    return Release(headline=(Text("x"),), body=(Paragraph((Text("a "), Image(src, alt))),))


@pytest.mark.parametrize(("name", "path"), [("odt", "Pictures/0.png"), ("epub", "EPUB/media/file0.png")])
def test_a_picture_is_embedded_as_it_is(name, path, context, png):
    assert parts(writes(picture("pier.png"), name, context=context))[path] == png
    assert context.notes == []


@pytest.mark.parametrize("name", ["html", "odt", "epub", "rtf", "ipynb", "fb2"])
@pytest.mark.parametrize("src", ["gone.png", "../../etc/passwd", "/etc/passwd", "file:///etc/passwd"])
def test_a_picture_that_is_not_there_leaves_its_alternative_text_and_a_note(name, src):
    context = Context()
    data = writes(picture(src), name, context=context)
    data = b"".join(parts(data).values()) if name in {"odt", "epub"} else data
    assert b"alternative text" in data or b"alternative" in data
    assert b"root:" not in data
    assert [note.where for note in context.losses if note.code == "picture-missing"] == ["/body/0/content/1"]


def test_a_picture_on_the_web_stays_an_address_on_a_page_and_is_not_fetched():
    context = Context()
    assert b'src="https://port.example/a.png"' in writes(picture("https://port.example/a.png"), "html", context=context)
    assert context.notes == []
    assert b".. |the alternative text| image:: a/b.png" in writes(picture("a/b.png"), "rst", context=context)
    assert context.notes == []


def test_a_picture_of_a_kind_that_the_format_does_not_know_is_not_embedded():
    context = Context(resources=lambda _href: b"GIF89a")
    writes(picture("a.gif"), "rtf", context=context)
    assert (
        "image/gif cannot stand in this format"
        in next(note for note in context.losses if note.code == "picture-missing").message
    )


def test_a_format_of_addresses_leaves_out_the_address_of_a_local_file():
    context = Context()
    assert b"passwd" not in writes(picture("file:///etc/passwd"), "rst", context=context)
    assert [note.code for note in context.losses] == ["picture-missing"]


def test_what_is_no_picture_or_too_large_is_not_embedded(png):
    for data, reason in ((b"GIF", "it is no picture"), (png + b"\0" * LIMIT[0], "too large"), (b"%PDF-1.7", "no picture")):
        context = Context(resources=lambda _href, data=data: data)
        assert b"data:" not in writes(picture("a.png"), "html", context=context)
        assert reason in context.losses[0].message


def test_all_pictures_together_are_bounded(png):
    large = png + b"\0" * (LIMIT[0] - len(png))
    context = Context(resources=lambda _href: large)
    body = tuple(Paragraph((Image(f"{number}.png", "p"),)) for number in range(4))
    writes(Release(headline=(Text("x"),), body=body), "html", context=context)
    assert [note.where for note in context.losses] == ["/body/3/content/0"]


def test_a_picture_inside_its_address_is_written_out(png):
    address = f"data:image/x-wrong;base64,{base64.b64encode(png).decode()}"
    assert parts(writes(picture(address), "odt", context=Context()))["Pictures/0.png"] == png
    context = Context()
    assert b"<img" not in writes(picture("data:image/svg+xml,<html><script>"), "html", context=context)
    assert [note.code for note in context.losses] == ["picture-missing"]


def test_addresses_with_data_are_unpacked_as_rfc_2397_says():
    assert unpacked("data:,a%20b") == b"a b"
    assert unpacked("data:text/plain;charset=utf-8;base64,YQ==") == b"a"
    assert unpacked("DATA:;base64,Y Q==") == b"a"
    assert unpacked("data:;base64,!") is None
    assert unpacked("data:no comma") is None
    assert unpacked("a.png") is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"GIF89a", "image/gif"), (b"RIFF0000WEBPVP8", "image/webp"), (b"RIFF0000WAVE", ""),
        (b'<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="x">', "image/svg+xml"), (b"<html><svg>", ""), (b"", ""),
    ],
)  # fmt: skip
def test_a_picture_is_known_by_its_bytes(data, kind):
    assert media_type(data) == kind


# ── books and office ────────────────────────────────────────────────────────────────────────────────────────────────


def test_text_from_right_to_left_runs_that_way_in_every_page():
    release = Release(lang="ar", headline=(Text("مرحبا"),), body=(Paragraph((m.Strong((Text("نص"),)),)),))
    office = parts(writes(release, "odt", context=Context()))["styles.xml"]
    assert b'style:writing-mode="rl-tb" fo:' in office
    assert b'fo:text-align="right"' in office
    rich = writes(release, "rtf", context=Context())
    assert b"\\rtldoc" in rich
    assert rich.count(b"\\rtlpar") == rich.count(b"{\\pard")
    assert b"\\rtlch\\fcs1 \\ab " in rich
    chapter = etree.fromstring(parts(writes(release, "epub", context=Context()))["EPUB/text/ch001.xhtml"])
    assert {
        node.get("dir") for node in chapter.iter("{*}h1", "{*}div") if node.get("class", "") in {"release", "release-headline"}
    } == {"rtl"}
    for name in ("html", "epub"):
        assert reads(writes(release, name, context=Context()), name, context=Context()).direction == ""


def test_a_direction_that_the_language_does_not_imply_comes_back():
    release = Release(lang="en", direction="rtl", headline=(Text("x"),))
    for name in ("html", "epub"):
        assert reads(writes(release, name, context=Context()), name, context=Context()).direction == "rtl"


def test_a_book_is_named_by_the_release_or_by_what_it_says(everything, context):
    package = parts(writes(everything, "epub", context=context))["EPUB/content.opf"].decode()
    assert ">https://port.example/r/12</dc:identifier>" in package
    assert ">2027-03-14</dc:date>" in package
    assert "<dc:language>en</dc:language>" in package
    unnamed = [
        re.search(
            r">(urn:uuid:[^<]+)<",
            parts(writes(evolve(everything, id="", version=v), "epub", context=context))["EPUB/content.opf"].decode(),
        )
        for v in ("1", "1")
    ]
    assert unnamed[0][1] == unnamed[1][1]
    other = parts(writes(evolve(everything, id="", headline=(Text("Other"),)), "epub", context=context))[
        "EPUB/content.opf"
    ].decode()
    assert unnamed[0][1] not in other


def test_a_book_starts_with_its_title_once(everything, context):
    files = parts(writes(everything, "epub", context=context))
    assert files["mimetype"] == b"application/epub+zip"
    chapter = etree.fromstring(files["EPUB/text/ch001.xhtml"])
    assert ["".join(node.itertext()) for node in chapter.iter("{*}h1")] == ["The ferry is back"]
    assert [name for name in files if name.startswith("EPUB/text/")] == ["EPUB/text/ch001.xhtml"]


def test_an_office_text_has_styles_for_its_lines_and_fields_for_what_is_not_seen(everything, context):
    files = parts(writes(everything, "odt", context=context))
    content, meta = files["content.xml"].decode(), files["meta.xml"].decode()
    assert re.search(r'text:style-name="Title">The ferry is ', content)
    assert 'text:style-name="Release_20_Banner"' in content
    assert 'style:name="Release_20_Banner"' in content
    assert "<dc:title>The ferry is back</dc:title>" in meta
    assert 'meta:name="identifier" meta:value-type="string">https://port.example/r/12<' in meta
    assert "Pictures/0.png" in content
    assert b'fo:page-width="210mm"' in files["styles.xml"]


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_cell_that_reaches_out_of_the_headers_is_told():
    def cell(text, **more):
        return m.Cell((Paragraph((Text(text),)),), **more)

    rows = (m.Row((cell("a", rowspan=2), cell("b"))), m.Row((cell("c"),)), m.Row((cell("d", colspan=2),)))
    context = Context()
    data = writes(Release(headline=(Text("x"),), body=(m.Table(rows, head_rows=1, head_columns=1),)), "html", context=context)
    assert [note.code for note in context.losses] == ["header-columns-dropped", "span-shortened"]
    assert b'<td colspan="2">d</td>' in data


def test_headings_start_at_the_top_where_the_title_is_none():
    body = (m.Heading((Text("Part"),), 2), m.Heading((Text("Detail"),), 3))
    release = Release(headline=(Text("x"),), body=body)
    assert b"\\section{Part}" in writes(release, "latex", context=Context())
    assert b"<h2>Part</h2>" in writes(release, "html", context=Context())
    mixed = evolve(release, body=(m.Heading((Text("Top"),), 1), *body))
    assert b"\\subsection{Part}" in writes(mixed, "latex", context=Context())


def test_a_release_without_a_headline_is_written_under_its_kind():
    release = Release(body=(Paragraph((Text("Words."),)),), released=Moment("2027"))
    for name in ("html", "odt", "epub", "latex", "jats", "rtf"):
        assert writes(release, name, context=Context())
    assert b"<title>Press release</title>" in writes(release, "html", context=Context())
