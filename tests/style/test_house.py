from __future__ import annotations

import random
import tomllib

import pytest
from attrs import evolve

import releasekit
from releasekit import Embargo, FileError, Moment, ReadError, Release
from releasekit.style.furniture import furniture
from releasekit.style.house import SHIPPED, House, contrasting, shipped, shipped_text, tinted
from releasekit.style.tags import nearest
from releasekit.style.toml import KEYS, LANGUAGE
from releasekit.style.words import date_words

PNG = b"\x89PNG\r\n\x1a\n and what else is in a picture"


def house(text: str, resources=None) -> House:
    return House.from_toml(text, "own.toml", resources)


# ── what a file says ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_house_style_says_every_key(name):
    data = tomllib.loads(shipped_text(name))
    said = {table: set(keys) for table, keys in data.items() if isinstance(keys, dict)}
    for table, keys in KEYS.items():
        if table and LANGUAGE not in keys:
            assert said[table] == set(keys) - {"logo", "alt", "width"}, table


@pytest.mark.parametrize("name", SHIPPED)
def test_a_copy_of_a_shipped_house_style_is_the_same_house(name):
    assert house(shipped_text(name)) == shipped(name) == releasekit.house(name)
    assert hash(house(shipped_text(name))) == hash(shipped(name))


def test_what_a_file_leaves_out_is_as_in_the_style_that_it_is_based_on():
    own = house('name = "own"\nbased-on = "newsroom"\n[colours]\naccent = "#0F5C6E"\n')
    assert own == evolve(shipped("newsroom"), name="own", accent="#0f5c6e")
    assert house('name = "own"') == evolve(shipped("ministry"), name="own")


def test_lengths_have_units():
    page = house('name = "own"\n[page]\ntop = "1.5in"\nright = "90pt"\nbottom = "3 cm"\nleft = "25.4mm"\nsize = "Letter"').page
    assert (page.width, page.height) == (612, 792)
    assert (page.top, page.right, page.left) == (108, 90, 72)
    assert page.bottom == pytest.approx(85.04, abs=0.01)
    assert page.measure == 612 - 90 - 72


def test_pages_with_an_even_number_mirror_the_others_if_pages_face_each_other():
    text = 'name = "own"\n[page]\nleft = "30mm"\nright = "72pt"\nfacing = '
    page = house(text + "true").page
    assert [page.left_of(number) for number in (1, 2, 3)] == [page.left, 72, page.left]
    assert [page.left_of(number, rtl=True) for number in (1, 2, 3)] == [72, page.left, 72]
    single = house(text + "false").page
    assert [single.left_of(number) for number in (1, 2, 3)] == [page.left] * 3
    assert not any(shipped(name).page.facing for name in SHIPPED)


def test_one_name_is_a_font_for_pdf_and_word_and_two_are_one_for_each():
    own = house('name = "own"\n[fonts]\ntext = "Lora"\nheadline = { word = "Georgia", weight = 400 }')
    assert (own.text_font, own.word_text_font) == ("Lora", "Lora")
    assert (own.title_font, own.word_title_font, own.title_weight) == ("Source Serif 4", "Georgia", 400)


def test_the_last_size_of_a_heading_goes_for_those_below_it_and_leading_follows_the_text():
    own = house('name = "own"\n[sizes]\ntext = "12pt"\nheadings = ["16pt", "13pt"]')
    assert own.heading_sizes == (16, 13, 13, 13, 13, 13)
    assert own.leading == 17


def test_a_logo_is_taken_from_beside_the_file_with_its_words_and_its_width():
    text = 'name = "own"\n[letterhead]\nlogo = "pictures/logo.png"\nalt = "A lamp"\nwidth = "20mm"\nissuer = false\nlines = ["Room 4"]'
    own = house(text, {"pictures/logo.png": PNG}.get)
    assert own.logo is not None
    assert (own.logo.data, own.logo.alt, round(own.logo.width, 1)) == (PNG, "A lamp", 56.7)
    assert (own.issuer, own.letterhead) == (False, ("Room 4",))


# ── what is refused ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", None, "a house style has to have a name"),
        ('name = "own"\nbased-on = "tabloid"', 2, "based-on is the name of a shipped house style: ministry or newsroom"),
        ('name = "own"\ncolors = 1', 2, "there is no key 'colors' at the top: did you mean colours?"),
        ('name = "own"\n\n[page]\nmargin = "2cm"', 4, "there is no key 'margin' in [page]"),
        ('name = "own"\n[page]\nsize = "A3"', 3, 'size is "A4" or "Letter"'),
        ('name = "own"\n[page]\nfacing = "yes"', 3, "facing is true or false, without quotes"),
        ('name = "own"\n[page]\ntop = 25', 3, 'top is a length with its unit, in quotes: "25mm"'),
        ('name = "own"\n[page]\ntop = "25 ells"', 3, "top is a length with its unit"),
        ('name = "own"\n[page]\ntop = "25cm"', 3, "top is from 14 to 220 pt, not 25cm (708.661 pt)"),
        ('name = "own"\n[page]\ntop = "15mm"', 3, "the running head has no room: make top at least 20pt more than header"),
        ('name = "own"\n[page]\nleft = "75mm"\nright = "70mm"', 2, "the margins leave too little room"),
        ('name = "own"\npage = "A4"', 2, "page is a table: write [page] on a line"),
        ('name = "own"\n[fonts]\ntext = 12', 3, "text is a font: write"),
        ('name = "own"\n[fonts]\ntext = { web = "Lora" }', 3, "text is a font: write"),
        ('name = "own"\n[fonts]\ntext = "Lo<ra"', 3, "in letters, digits and spaces"),
        ('name = "own"\n[fonts]\nheadings = { weight = "bold" }', 3, "weight is a number from 300 (light) to 900 (black)"),
        ('name = "own"\n[fonts]\ntext = { weight = 500 }', 3, "the text has no weight of its own"),
        ('name = "own"\n[fonts]\nlanguages = "Lora"', 3, "languages is a font for each language: write languages = { ur ="),
        ('name = "own"\n[fonts]\nlanguages = { ur = 1 }', 3, 'ur is a font: write ur = "Noto Nastaliq Urdu"'),
        ('name = "own"\n[fonts.languages]\nur = "Lora"\n"not a tag" = "Lora"', 4, "not a tag"),
        ('name = "own"\n[sizes]\ntext = "40pt"', 3, "text is from 7 to 18 pt, not 40pt"),
        ('name = "own"\n[sizes]\nheadings = "12pt"', 3, "headings is a list of 1 to 6 sizes"),
        ('name = "own"\n[sizes]\ntext = "12pt"\nleading = "12pt"', 4, "lines would touch"),
        ('name = "own"\n[colours]\nink = "black"', 3, "ink is a colour of red, green and blue"),
        ('name = "own"\n[colours]\nink = ["#000000"]', 3, "ink is a colour"),
        ('name = "own"\n[design]\ntable = "striped"', 3, 'table is "rules" or "solid"'),
        ('name = "own"\n[design]\njustify = "yes"', 3, "justify is true or false, without quotes"),
        ('name = "own"\n[letterhead]\nlines = "Room 4"', 3, "lines is a list of at most 6 lines"),
        ('name = "own"\n[letterhead]\nalt = "A lamp"', 3, "alt is of a logo, and there is none"),
        ('name = "own"\n[letterhead]\nlogo = "logo.png"', 3, "the logo needs words for who cannot see it"),
        ('name = "own"\n[letterhead]\nlogo = "none.png"\nalt = "A lamp"', 3, "no file 'none.png' in the folder of this file"),
        ('name = "own"\n[letterhead]\nlogo = "logo.gif"\nalt = "A lamp"', 3, "'logo.gif' is neither a PNG nor a JPEG picture"),
        ('name = "own"\n[dates]\nen = "DD.MM.YYYY"', 3, 'en is a pattern of the CLDR for a day: write en = "d MMMM y"'),
        ('name = "own"\n[dates]\nen = "dddddd MMMM"', 3, "en is a pattern of the CLDR for a day"),
        ('name = "own"\n[dates]\nen = "on the day"', 3, "en is a pattern of the CLDR for a day"),
        ('name = "own"\n[dates]\nen = ["d MMMM"]', 3, "en is a pattern of the CLDR for a day"),
        ('name = "own"\n[dates]\n"e n" = "d MMMM y"', 3, "language"),
        ('name = "own"\n[times]\nen = "d MMMM y"', 3, 'en is a pattern of the CLDR for a time: write en = "h:mm a"'),
        ('name = "own"\n[page\n', 2, "not TOML"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(text, line, message):
    with pytest.raises(ReadError) as refused:
        house(text, {"logo.gif": b"GIF89a"}.get)
    assert message in refused.value.message
    assert (refused.value.name, refused.value.line) == ("own.toml", line)
    assert "\n" not in str(refused.value)


def test_a_damaged_file_is_a_house_style_or_a_read_error_and_nothing_else():
    chance = random.Random(5)
    for name in SHIPPED:
        lines = shipped_text(name).splitlines()
        values = ["1", "true", '"x"', "[]", "{}", "[[]]", '"9999mm"', '"#"', "1979-05-27", "nan", "{ pdf = 1 }"]
        for _ in range(400):
            damaged = list(lines)
            at = chance.randrange(len(lines))
            key = damaged[at].partition(" = ")[0]
            damaged[at] = chance.choice([f"{key} = {chance.choice(values)}", "", damaged[at][: len(damaged[at]) // 2]])
            try:
                assert isinstance(house("\n".join(damaged)), House)
            except ReadError as error:
                assert error.name == "own.toml"


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_house_style_comes_from_a_file_and_its_logo_from_the_file_s_own_folder(tmp_path):
    inside, outside = tmp_path / "style", tmp_path / "outside.png"
    inside.mkdir()
    (inside / "logo.png").write_bytes(PNG)
    outside.write_bytes(PNG)
    (inside / "link.png").symlink_to(outside)
    text = 'name = "own"\n[letterhead]\nalt = "A lamp"\nlogo = '
    path = inside / "own.toml"
    path.write_text(text + '"logo.png"')
    assert releasekit.house(path).logo.data == PNG
    for away in ("../outside.png", "link.png", str(outside), "https://house.example/logo.png", "."):
        path.write_text(f"{text}'{away}'")
        with pytest.raises(ReadError, match="no file"):
            releasekit.house(path)


def test_a_house_style_that_there_is_not_is_a_file_error_that_names_the_shipped_ones(tmp_path):
    with pytest.raises(FileError, match="the shipped house styles are ministry and newsroom"):
        releasekit.house("tabloid")
    with pytest.raises(FileError):
        releasekit.house(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes('name = "Hafenbehörde"'.encode("latin-1"))
    with pytest.raises(ReadError, match="not UTF-8"):
        releasekit.house(tmp_path / "latin.toml")


# ── dates, colours, tags ────────────────────────────────────────────────────────────────────────────────────────────


def test_dates_and_times_are_written_as_the_house_says_by_the_longest_tag():
    own = house(
        'name = "own"\n[dates]\nen = "EEEE, d MMM y"\nen-US = "short"\nde = "dd.MM.y"\n[times]\nen = "h:mm a"\nde = "H:mm \'Uhr\'"'
    )
    moment = Moment("2027-03-14T15:05+01:00")
    assert date_words(moment, "en-GB", own) == "Sunday, 14 Mar 2027, 3:05 pm UTC+01:00"
    assert date_words(moment, "de-AT", own) == "14.03.2027, 15:05 Uhr UTC+01:00"
    assert date_words(Moment("2027-03-14"), "en-US", own) == "3/14/27"
    assert date_words(Moment("2027-03-14"), "fr", own) == "14 mars 2027"
    assert date_words(Moment("2027-03"), "de", own) == "März 2027"


def test_the_furniture_has_the_dates_of_the_house():
    own = house('name = "own"\n[dates]\nen = "y-MM-dd"')
    around = furniture(Release(lang="en", released=Moment("2027-03-14"), embargo=Embargo(Moment("2027-03-15"))), own)
    assert (around.facts, around.banner) == ("2027-03-14", "Embargoed until 2027-03-15")


def test_words_on_a_colour_are_white_or_black_and_a_tint_is_nearly_white():
    assert contrasting("#0f5c6e") == "#ffffff"
    assert contrasting("#ffd400") == "#000000"
    assert tinted("#000000", 0.1) == "#e6e6e6"


@pytest.mark.parametrize(
    ("lang", "found"),
    [
        ("zh-Hant-HK", "zh-Hant"), ("zh-TW", "zh-Hant"), ("zh-CN", "zh"), ("sr-Latn-RS", "sr-Latn"), ("SR", "sr"),
        ("no", "nb"), ("nn-NO", "nb"), ("iw", "he"), ("tlh", None), ("", None),
    ],
)  # fmt: skip
def test_a_language_is_served_by_the_longest_tag_that_there_is(lang, found):
    assert nearest(lang, ("zh", "zh-Hant", "sr", "sr-Latn", "nb", "he")) == found
