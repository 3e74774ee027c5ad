"""The document around the words: fonts, pages, links, bookmarks, information, the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys

from releasekit import (
    Cell,
    Contact,
    Embargo,
    Emphasis,
    Heading,
    Issuer,
    Link,
    Moment,
    Paragraph,
    RawInline,
    Release,
    Row,
    Table,
    Text,
)

LOREM = "The Trust confirmed today that the restored lifeboat station will reopen to the public on the first Saturday in May. "


def fonts_of(reader):
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            found[font["/BaseFont"]] = font.get_object()
    return found


def test_every_font_is_embedded_as_a_subset_with_its_text(write, paragraph):
    page = write(paragraph("Latin Ελληνικά Кириллица Tiếng Việt مرحبا שלום ἀρχή"), headline=(Text("Head"),), lang="en")
    fonts = fonts_of(page.reader)
    assert len(fonts) > 4
    for name, font in fonts.items():
        assert name[7] == "+"
        assert font["/Encoding"] == "/Identity-H"
        assert font["/ToUnicode"].get_data()
        descendant = font["/DescendantFonts"][0].get_object()
        program = descendant["/FontDescriptor"]["/FontFile2"].get_data()
        assert program[:4] == b"\x00\x01\x00\x00"
    assert b"Helvetica" not in page.data


def test_a_subset_holds_only_what_is_used(write, paragraph):
    page = write(paragraph("a"))
    for font in fonts_of(page.reader).values():
        program = font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()
        assert len(program) < 12_000


def test_the_same_release_gives_the_same_bytes_under_other_settings_in_another_folder(write, paragraph, tmp_path):
    code = (
        "import sys; from releasekit import *; from releasekit import writes; from releasekit.format import Context\n"
        "r = Release(headline=(Text('Head'),), lang='en', body=(Paragraph((Text('Words of the text.'),)),))\n"
        "sys.stdout.buffer.write(writes(r, 'pdf', context=Context()))"
    )
    mine = write(paragraph("Words of the text."), headline=(Text("Head"),), lang="en").data
    for seed, zone, locale in (("1", "UTC", "C"), ("77", "Asia/Tokyo", "tr_TR.UTF-8")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": locale, "LC_ALL": locale}
        command = [sys.executable, "-c", code]
        other = subprocess.run(command, capture_output=True, check=True, env=environment, cwd=tmp_path).stdout
        assert other == mine


def test_pages_are_numbered_in_the_language_of_the_release(write, paragraph):
    page = write(*[paragraph(LOREM * 5) for _ in range(12)], lang="de")
    count = len(page.pages)
    assert count > 1
    assert [f"Seite {number} von {count}" in text for number, text in enumerate(page.pages, 1)] == [True] * count


def test_later_pages_carry_issuer_and_a_shortened_headline(write, paragraph):
    release = Release(
        headline=(
            Text(
                "A headline so long that it cannot stand in one line over the text of the pages that follow it, at any size. "
                * 2
            ),
        ),
        issuers=(Issuer("Harbour Trust"),),
        body=tuple(paragraph(LOREM * 6) for _ in range(10)),
        lang="en",
    )
    page = write(release)
    head = page.pages[1].splitlines()[0]
    assert head.startswith("Harbour Trust A headline so long")
    assert head.endswith("…")
    assert "Harbour Trust" in page.pages[0]


def test_the_information_says_what_the_release_says_and_no_time_of_making(write):
    page = write(
        Release(
            headline=(Text("Über "), Emphasis((Text("Häfen"),))),
            issuers=(Issuer("Eins"), Issuer("Zwei")),
            summary="Kurz gesagt.",
            keywords=("Hafen", "Öl"),
            released=Moment("2027-03-14T09:30+01:00"),
            lang="de-AT",
        )
    )
    information = page.reader.metadata
    assert information.title == "Über Häfen"
    assert information.author == "Eins, Zwei"
    assert information.subject == "Kurz gesagt."
    assert information["/Keywords"] == "Hafen, Öl"
    assert information["/CreationDate"] == "D:20270314093000+01'00'"
    root = page.reader.trailer["/Root"]
    assert root["/Lang"] == "de-AT"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_a_release_without_a_time_has_no_date_of_creation(write, paragraph):
    assert "/CreationDate" not in write(paragraph("Words")).reader.metadata


def test_links_lead_to_the_web_to_mail_and_to_telephones_and_nowhere_else(write):
    def link(href):
        return Paragraph((Link((Text("words"),), href),))

    page = write(
        link("https://example.org/ä?a=(b)"), link("mailto:a@example.org"), link("javascript:alert(1)"), link("file:///etc/passwd"),
        link("../other.pdf"), contacts=(Contact("Tom", phone="+44 20 7946", email="t@example.org"),),
    )  # fmt: skip
    found = [item.get_object()["/A"]["/URI"] for item in page.reader.pages[0]["/Annots"]]
    assert found == [
        "https://example.org/%C3%A4?a=%28b%29", "mailto:a@example.org", "mailto:t@example.org", "tel:+44207946",
    ]  # fmt: skip
    assert [(note.code, note.kind) for note in page.notes] == [("link-inactive", "advice")] * 3
    assert [note.where for note in page.notes] == ["/body/2/content/0", "/body/3/content/0", "/body/4/content/0"]


def test_the_place_of_a_link_ends_with_its_last_letter(write):
    words = "restored lifeboat station of 1897 with its slipway, boat hall, archive and all that belongs to it " * 2
    page = write(Paragraph((Link((Text(words.strip()),), "https://example.org"),)), lang="en")
    boxes = [item.get_object()["/Rect"] for item in page.reader.pages[0]["/Annots"]]
    assert len(boxes) == 3
    assert all(float(box[2]) <= 595.276 - 79 + 4 for box in boxes)


def test_headings_are_bookmarks_below_the_headline(write, paragraph):
    page = write(Heading((Text("Deep"),), 4), Heading((Text("Second"),), 2), paragraph("x"), headline=(Text("Заголовок"),))
    first, inner = page.reader.outline
    assert first.title == "Заголовок"
    assert [item.title for item in inner] == ["Deep", "Second"]


def test_a_heading_is_never_the_last_line_of_a_page(write, paragraph):
    for lines in range(28, 46):
        page = write(*[paragraph("One line.") for _ in range(lines)], Heading((Text("Stranded"),), 2), paragraph(LOREM * 4))
        holder = next(text for text in page.pages if "Stranded" in text)
        assert "The Trust" in holder.split("Stranded")[1]


def test_a_paragraph_leaves_no_single_line_on_either_page(write, paragraph):
    for lines in range(20, 36):
        page = write(*[paragraph("One line.") for _ in range(lines)], paragraph(LOREM * 5), lang="en")
        for text in page.pages:
            body = [
                line for line in text.splitlines() if "One line" not in line and "Page" not in line and "release" not in line
            ]
            assert len(body) != 1


def test_the_head_of_a_table_is_repeated_on_every_page(write):
    def row(*words):
        return Row(tuple(Cell((Paragraph((Text(word),)),)) for word in words))

    page = write(Table((row("Source", "Sum"), *(row(f"Line {n}", f"{n}") for n in range(120))), head_rows=1))
    assert len(page.pages) > 2
    assert all("Source" in text for text in page.pages)
    assert all(f"Line{n}{n}" in page.words for n in range(120))


def test_an_embargo_is_printed_as_a_banner(write, paragraph):
    page = write(paragraph("Words"), embargo=Embargo(Moment("2027-03-14T09:30Z"), "EMBARGO 9.30 GMT"))
    assert "EMBARGO 9.30 GMT" in page.pages[0]
    assert "Withdrawn" in write(paragraph("Words"), status="withdrawn", lang="en").pages[0]


def test_what_the_page_does_not_show_is_not_lost(write, paragraph):
    raw = Paragraph((Text("a"), RawInline("html", "<b>")))
    assert write(raw, paragraph("b", role="aside"), status="cleared", version="2", id="urn:x").notes == []


def test_importing_releasekit_loads_no_part_of_the_page():
    code = (
        "import sys, releasekit; print([m for m in ('reportlab', 'uharfbuzz', 'pyphen', 'icu4py', 'PIL') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
