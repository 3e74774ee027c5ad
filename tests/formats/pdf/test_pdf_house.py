"""PDF in house styles: what a file of one says is on the page."""

from __future__ import annotations

import io
import os
import re

import pytest
from attrs import evolve, fields
from hypothesis import HealthCheck, assume, given, settings
from PIL import Image

from releasekit import (
    BlockQuote,
    Cell,
    Embargo,
    Heading,
    Issuer,
    Link,
    Moment,
    Note,
    Paragraph,
    Release,
    Row,
    Table,
    Text,
    WriteError,
    read,
)
from releasekit.formats.pdf.looks import looks
from releasekit.formats.pdf.pack.dress import dress
from releasekit.style.house import Logo, shipped
from releasekit.testing import releases

MINISTRY, NEWSROOM = shipped("ministry"), shipped("newsroom")
LARGE = evolve(
    MINISTRY, size=18.0, leading=26.0, title_size=60.0, subtitle_size=36.0, small_size=14.0, heading_sizes=(36.0,) * 6
)
"""The largest sizes that a house style may have."""

RELEASE = Release(
    headline=(Text("The harbour opens"),),
    issuers=(Issuer("Harbour Trust", address="1 Quay Street\nHollingsea"),),
    released=Moment("2027-03-14T09:30"),
    embargo=Embargo(Moment("2027-03-15")),
    section=("Ports",),
    lang="en",
    body=(
        Heading((Text("What is new"),), 2),
        Paragraph((Text("A crane. "),)),
        BlockQuote((Paragraph((Text("We waited long for it."),)),)),
        Table((Row((Cell((Paragraph((Text("Port"),)),)),)), Row((Cell((Paragraph((Text("Merin"),)),)),))), head_rows=1),
    ),
)


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 50), "#0f5c6e").save(out, kind)
    return out.getvalue()


def fonts(written) -> set[str]:
    """The families of the fonts of a page."""
    found = written.reader.pages[0]["/Resources"]["/Font"].values()
    return {font.get_object()["/BaseFont"].split("+")[-1].split("-")[0] for font in found}


def colours(written) -> str:
    """What is drawn on the first page."""
    return written.reader.pages[0].get_contents().get_data().decode("latin-1")


def test_the_fonts_of_the_page_are_the_house_s(write):
    assert fonts(write(RELEASE)) == {"SourceSerif4", "SourceSans3"}
    assert fonts(write(RELEASE, house=NEWSROOM)) == {"Inter"}


def test_a_family_that_is_not_installed_is_an_error_that_says_what_to_install(write):
    with pytest.raises(WriteError, match="the font Lantern Gothic is not installed: pip install fontpkg-lantern-gothic"):
        write(RELEASE, house=evolve(MINISTRY, head_font="Lantern Gothic"))


def test_the_paper_is_the_house_s(write):
    house = evolve(MINISTRY, page=evolve(MINISTRY.page, width=612.0, height=792.0))
    assert [round(float(edge)) for edge in write(RELEASE, house=house).reader.pages[0].mediabox] == [0, 0, 612, 792]


def test_facing_pages_mirror_margins_head_and_foot(write):
    page = evolve(MINISTRY.page, left=120.0, right=60.0, facing=True)
    body = tuple(Paragraph((Text(f"Crane {number} lifts. " * 30),)) for number in range(20))
    release, house = evolve(RELEASE, body=body), evolve(MINISTRY, page=page)
    even, odd = (edges(found, page) for found in write(release, house=house).reader.pages[1:3])
    assert (even["text"], odd["text"]) == (pytest.approx(60, abs=1), pytest.approx(120, abs=1))
    assert (even["foot"], odd["foot"]) == (pytest.approx(60, abs=1), pytest.approx(page.width - 60, abs=60))
    even, odd = (edges(found, page) for found in write(evolve(release, lang="ar"), house=house).reader.pages[1:3])
    assert even["foot"] > page.width / 2 > odd["foot"]


def edges(found, page) -> dict[str, float]:
    """How far from the left edge of a page its text and its number begin."""
    starts: dict[str, list[float]] = {"text": [], "foot": []}

    def visit(text, _, matrix, *__):
        if text.strip():
            starts["foot" if matrix[5] < page.bottom - 10 else "text"].append(matrix[4])

    found.extract_text(visitor_text=visit)
    return {name: min(places) for name, places in starts.items()}


def test_the_letterhead_has_the_logo_and_the_lines_of_the_house(write):
    house = evolve(MINISTRY, logo=Logo(data=picture(), alt="A lamp", width=80.0), letterhead=("Press office", "Room 4"))
    written = write(RELEASE, house=house)
    lines = written.pages[0].splitlines()
    assert lines[:4] == ["Harbour Trust", "1 Quay Street · Hollingsea", "Press office", "Room 4"]
    assert "80.000 0.000 0.000 20.000 " in colours(written)


def test_a_jpeg_is_a_logo_too_and_may_stand_for_the_issuer(write):
    house = evolve(MINISTRY, logo=Logo(data=picture("JPEG"), alt="Harbour Trust", width=80.0), issuer=False)
    written = write(RELEASE, house=house)
    assert written.pages[0].splitlines()[0] == "1 Quay Street · Hollingsea"
    assert "80.000 0.000 0.000 20.000 " in colours(written)


def test_a_logo_that_is_damaged_is_an_error_that_names_the_house(write):
    house = evolve(MINISTRY, name="own", logo=Logo(data=picture()[:60], alt="A lamp", width=80.0))
    with pytest.raises(WriteError, match="the logo of the house style 'own' cannot be shown"):
        write(RELEASE, house=house)


def test_dates_are_written_as_the_house_says(write):
    house = evolve(MINISTRY, dates=(("en", "y-MM-dd"),), times=(("en", "h.mm a"),))
    text = write(RELEASE, house=house).text
    assert "2027-03-14, 9.30 AM" in text
    assert "Embargoed until 2027-03-15" in text


def test_every_page_has_the_line_of_the_foot_and_every_later_one_the_embargo(write):
    long = evolve(RELEASE, body=(Paragraph((Text("Many words stand here. " * 40),)),) * 12)
    pages = write(long, house=evolve(NEWSROOM, footer="Harbour Trust · harbour.example")).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert "Harbour Trust · harbour.example" in page
        assert f"Page {number} of {len(pages)}" in page
        assert page.count("Embargoed until 15 March 2027") + page.count("Embargoed until March 15, 2027") == 1


@pytest.mark.parametrize(
    ("lang", "written", "drawn"),
    [
        ("en", "Ports", "PORTS"),
        ("tr", "istiridye için", "İSTİRİDYE İÇİN"),
        ("el", "Υγεία και μαΐου", "ΥΓΕΙΑ ΚΑΙ ΜΑΪΟΥ"),
        ("de", "Straßen", "STRAẞEN"),
        ("ru", "порты", "ПОРТЫ"),
    ],
)
def test_capitals_are_drawn_as_the_language_has_them_and_the_words_stay_as_written(write, lang, written, drawn):
    page = write(Release(lang=lang, section=(written,)), house=evolve(NEWSROOM, kicker="capitals"))
    assert "".join(written.split()) in page.words
    look = looks(NEWSROOM, lang, justify=False).kicker.look
    shown, wanted = (glyphs(style, word) for style, word in ((look, written), (evolve(look, features=()), drawn)))
    assert shown == wanted
    assert shown != glyphs(evolve(look, features=()), written)


def glyphs(look, text: str) -> list[int]:
    """The glyphs that a text is drawn with."""
    return [glyph.id for word in look.fount(rtl=False).setting.shape(text) for glyph in word.glyphs]


@pytest.mark.parametrize("house", [MINISTRY, NEWSROOM, LARGE], ids=["ministry", "newsroom", "large"])
def test_the_lines_of_no_style_touch(house):
    styles = looks(house, "en", justify=True)
    for each in (styles, dress(styles)):
        for name in (field.name for field in fields(type(each)) if field.name != "house"):
            found = getattr(each, name)
            for style in found if isinstance(found, tuple) else (found,):
                assert style.leading >= style.look.size * 1.1, name


@pytest.mark.parametrize(
    ("changes", "fills"),
    [
        ({"banner": "solid", "alert": "#00ff00"}, 3),
        ({"banner": "tint", "alert": "#00ff00"}, 3),
        ({"banner": "outline", "alert": "#00ff00"}, 8),
        ({"table": "solid", "accent": "#00ff00"}, 4),
        ({"table": "rules", "accent": "#00ff00"}, 4),
        ({"quote": "large", "accent": "#00ff00"}, 5),
    ],
)
def test_the_choices_of_a_designer_are_drawn_in_the_colours_of_the_house(write, changes, fills):
    def drawn(written):
        return len(re.findall(r"(?<![\d.])0(?:\.0+)? 1(?:\.0+)? 0(?:\.0+)? rg\s+\S+ \S+ \S+ \S+ re", colours(written)))

    assert drawn(write(RELEASE)) == 0
    assert drawn(write(RELEASE, house=evolve(MINISTRY, **changes))) == fills


def test_words_on_a_dark_ground_are_white_and_on_a_light_one_black(write):
    white, black = (re.compile(rf"(?<![\d.]){part} {part} {part} rg") for part in (r"1(?:\.0+)?", r"0(?:\.0+)?"))
    plain = evolve(MINISTRY, ink="#222222")
    for changes in ({"banner": "solid"}, {"table": "solid"}):
        assert not white.search(colours(write(RELEASE, house=plain)))
        assert white.search(colours(write(RELEASE, house=evolve(plain, **changes))))
        assert black.search(colours(write(RELEASE, house=evolve(plain, alert="#ffe000", accent="#ffe000", **changes))))


def test_links_and_note_marks_can_be_read_on_the_dark_head_of_a_table(write):
    words = (Link((Text("register"),), "https://register.example"), Text(" of "), Note((Paragraph((Text("Unaudited."),)),)))
    cell = Cell((Paragraph(words * 5),))
    house = evolve(NEWSROOM, accent="#00ff00")
    green = re.compile(r"(?<![\d.])0(?:\.0+)? 1(?:\.0+)? 0(?:\.0+)? rg")

    def greens(head_rows):
        table = Table((Row((cell,)), Row((Cell((Paragraph((Text("Merin"),)),)),))), head_rows=head_rows)
        return len(green.findall(colours(write(Release(body=(table,)), house=house))))

    assert greens(0) - greens(1) > 5  # the head has a ground of that colour, and rules


EXAMPLES = ("company-announcement.md", "health-agency-ar.md", "university-de.md", "press-conference.md")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_set_in_every_house_style_the_same_each_time(write, root, name):
    release = read(root / "examples" / name)
    for house in (MINISTRY, NEWSROOM):
        written = write(release, house=house)
        assert len(written.pages) <= 3
        assert written.data == write(release, house=house).data


def letters(text: str) -> list[str]:
    """The letters of a text, without what line ends add to it; in no order, since lines of Arabic are drawn from their ends."""
    return sorted(re.sub("[\\s\u00ad\u200d]+", "", text))


def same_tree(write, release):
    """Whether two house styles give the same parts with the same words, in the same order."""
    one, other = (write(release, house=house).tree for house in (MINISTRY, evolve(NEWSROOM, page=LETTER)))
    assert one.roles() == other.roles()
    for part, twin in zip(one.walk(), other.walk(), strict=True):
        assert letters(part.words) == letters(twin.words)
        assert (part.entries.get("/Lang"), part.entries.get("/Alt")) == (twin.entries.get("/Lang"), twin.entries.get("/Alt"))


LETTER = evolve(NEWSROOM.page, width=612.0, height=792.0)


@pytest.mark.parametrize("name", [*EXAMPLES, "ministry-readout.txt", "ministry-statement-ru.txt"])
def test_another_house_style_gives_the_examples_other_looks_and_the_same_structure(write, root, name):
    same_tree(write, read(root / "examples" / name))


@settings(
    max_examples=100 if os.environ.get("RELEASEKIT_LONG") == "1" else 12, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(release=releases())
def test_another_house_style_gives_any_release_the_same_structure(write, release):
    try:
        write(release)
    except WriteError:
        assume(False)
    same_tree(write, release)
