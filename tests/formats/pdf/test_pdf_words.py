"""The words on the page are the words of the release."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from releasekit import (
    Attachment,
    BlockQuote,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Contact,
    Context,
    Dateline,
    Division,
    Emphasis,
    Figure,
    Heading,
    Image,
    Issuer,
    Item,
    Link,
    Moment,
    Note,
    Number,
    OrderedList,
    Paragraph,
    Release,
    Rights,
    Row,
    SmallCaps,
    Speech,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
    WriteError,
    plain_text,
    writes,
)
from releasekit.testing import releases

LOREM = (
    "The office staff and five fishing families confirmed today that the affiliated station will reopen to the public, after a "
    "two-year programme of conservation work supported by more than four hundred subscribers. "
)


def para(*content, **fields) -> Paragraph:
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content), **fields)


def cell(text: str, **fields) -> Cell:
    return Cell((para(text),), **fields)


def squeeze(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in "\xad\u2066\u2069")


EVERYTHING = Release(
    headline=(Text("Station to reopen on 1 May"),),
    subtitle=(Text("A quiet archive"),),
    issuers=(Issuer("Harbour Trust"),),
    lang="en",
    numbers=(Number("HHT 12/2027"),),
    released=Moment("2027-03-14"),
    section=("News", "Heritage"),
    instruction="For immediate release",
    dateline=Dateline("HOLLINGSEA, 14 March"),
    body=(
        para(LOREM, role="lead"),
        para(LOREM * 2, Emphasis((Text("stressed"),)), Strong((Text("strong"),)), Underline((Text("under"),))),
        para(
            Strike((Text("gone"),)), "H", Subscript((Text("2"),)), "O m", Superscript((Text("2"),)), SmallCaps((Text("Caps"),))
        ),
        para(Code("x  = 1"), " and ", Link((Text("words"),), "https://example.org/a"), " don’t"),
        Heading((Text("Dates"),), 2),
        BulletList((Item((para("First"),)), Item((para("Second"), OrderedList((Item((para("Inner"),)),), start=7))))),
        OrderedList((Item((para("Roman"),)),), start=4, style="lower-roman"),
        BlockQuote((para("“Well said.”"),), (Text("A. Speaker"),)),
        Table((Row((cell("Source"), cell("2025"))), Row((cell("Grant"), cell("410")))), head_rows=1, caption=(Text("Sums"),)),
        Figure(Image("none.png", "A drawing"), (Text("The caption"),), (Text("The credit"),)),
        Speech((para("How many?"),), (Text("Question"),)),
        CodeBlock("a = 1\n    b = 2"),
        Division((para("About the Trust."),), "boilerplate"),
    ),
    contacts=(
        Contact("Tom Hale", "Press officer", "Trust", "press@example.org", "+44 20 7946 0000", "https://example.org", "9–5"),
    ),
    attachments=(Attachment("https://example.org/kit.zip", "Photographs"),),
    rights=Rights("© 2027 Trust.", "Free to use."),
    end_mark="ENDS",
)


def test_every_line_of_the_plain_text_is_on_the_page(write):
    page = write(EVERYTHING)
    missing = [line for line in plain_text(EVERYTHING).splitlines() if squeeze(line) not in page.words]
    assert missing == []


def test_what_stands_around_the_text_is_on_the_page_too(write):
    page = write(EVERYTHING)
    for words in ("Harbour Trust", "News › Heritage", "No. HHT 12/2027", "Photographs", "© 2027 Trust. Free to use."):
        assert squeeze(words) in page.words


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not here")
def test_poppler_reads_the_same_words():
    data = writes(EVERYTHING, "pdf", context=Context())
    found = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    assert found.stderr == b""
    text = squeeze(found.stdout.decode())
    # Raised and lowered letters are put elsewhere by poppler; the line is looked for in its parts.
    lines = [line for line in plain_text(EVERYTHING).splitlines() if "H2O" not in line]
    assert [line for line in lines if squeeze(line) not in text] == []


def test_ligatures_are_letters_in_the_text(write):
    page = write(para("office affiliation fjord flight"))
    assert "office affiliation fjord flight" in " ".join(page.text.split())


def test_a_hyphen_of_the_line_setter_is_a_soft_one_and_a_written_one_stays(write, paragraph):
    text = "well-known representation of extraordinarily conservative organisations " * 20
    page = write(paragraph(text), lang="en")
    assert "\xad" in page.text
    assert squeeze(text) in page.words


def test_no_break_spaces_are_not_broken_and_stay(write, paragraph):
    page = write(paragraph("Preis: 100\u00a0000\u00a0€ und\u202f§\u202f5 " * 30), lang="de")
    assert not any(line.strip().startswith(("€", "000")) for line in page.text.splitlines())


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not here")
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "أعلنت مؤسسة الميناء اليوم عن إعادة افتتاح المحطة بعد عامين من أعمال الترميم"),
        ("he", "קרן הנמל הודיעה היום כי תחנת ההצלה תיפתח מחדש לאחר שנתיים של עבודות שימור"),
    ],
)
def test_words_from_right_to_left_are_read_in_their_order(lang, text):
    data = writes(Release(lang=lang, body=(para(text),)), "pdf", context=Context())
    out = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    assert text in " ".join("".join(char for char in out if char not in "\u202a\u202b\u202c").split())


def test_footnotes_are_at_the_foot_of_the_page_of_their_mark(write):
    first = Note((para("The first note."),))
    second = Note((para("The second note."),))
    page = write(para("One", first, " here."), *[para(LOREM * 4) for _ in range(9)], para("Two", second, " there."), lang="en")
    assert len(page.pages) > 1
    assert "The first note." in page.pages[0]
    holder = next(index for index, text in enumerate(page.pages) if "Two2 there." in text)
    assert holder > 0
    assert page.pages[holder].index("The second note.") > page.pages[holder].index("there.")


@settings(max_examples=40)
@given(st.lists(st.text("abc xyzäßéøЖяΩ-–/.,;:!?“”«»'\"()0123456789", min_size=1, max_size=60), min_size=1, max_size=5))
def test_any_paragraphs_come_out_whole(texts):
    body = tuple(para(text) for text in texts)
    release = Release(body=body, lang="en")
    data = writes(release, "pdf", context=Context())
    words = squeeze("".join(page.extract_text() for page in PdfReader(_stream(data)).pages))
    for line in plain_text(release).splitlines():
        assert squeeze(line) in words


@settings(max_examples=60)
@given(releases())
def test_any_release_is_written_the_same_twice_or_refused_with_the_character(printable, release):
    try:
        printable_release = printable(release)
        first = writes(printable_release, "pdf", context=Context())
    except WriteError as error:
        assert "no font for the page has U+" in str(error)  # the error is one of two right outcomes
        return
    assert first == writes(printable_release, "pdf", context=Context())
    assert len(PdfReader(_stream(first)).pages) >= 1


@settings(max_examples=40)
@given(releases())
def test_nothing_but_a_write_error_comes_out_of_any_characters(release):
    try:
        assert writes(release, "pdf", context=Context()).startswith(b"%PDF-1.7")
    except WriteError as error:
        assert "no font for the page has U+" in str(error)  # the error is one of two right outcomes


def _stream(data: bytes):
    import io

    return io.BytesIO(data)
