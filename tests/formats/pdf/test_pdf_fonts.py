"""Which fonts set which script, what they weigh, and what is said of a character that none has."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from io import BytesIO

import pytest
from attrs import evolve
from packaging.requirements import Requirement
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from releasekit import BulletList, Contact, Context, Emphasis, Item, Paragraph, Release, Strong, Text, WriteError, reads, writes
from releasekit.formats.pdf.choice import SCRIPTS, beside, choose
from releasekit.formats.pdf.families import NOTO
from releasekit.formats.pdf.fonts import Cut, face
from releasekit.formats.pdf.scripts import home_script, script_of
from releasekit.style.house import shipped

NAMED = [
    ("\ua000", "U+A000 YI SYLLABLE IT (script: Yi): name a font that has it in the house style (--style), or have a box"),
    ("\ue000", "U+E000 private use: name a font"),
    ("\U00012000", "U+12000 CUNEIFORM SIGN A (script: unknown): name a font"),
]


def release(text: str, **fields) -> Release:
    return Release(body=(Paragraph((Text(text),)),), **fields)


# ── what is installed ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_fonts_of_the_default_install_stay_under_forty_megabytes(root):
    wanted = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = [name for each in wanted if "font" in (name := Requirement(each).name)]
    assert "manimgx-fonts" in names
    fonts = [file for name in names for file in distribution(name).files or () if file.suffix in {".ttf", ".otf", ".ttc"}]
    assert len(fonts) > 40
    assert sum(file.size or 0 for file in fonts) < 40_000_000


def test_every_script_has_a_font_with_its_letters():
    for script, (letter, name) in SCRIPTS.items():
        assert script_of(letter) == script
        assert ord(letter) in face(name).covers, script
    assert {f"Noto Sans {name}" for name in NOTO} - {name for _, name in SCRIPTS.values()} == {"Noto Sans Symbols"}


def test_a_page_opens_no_font_of_a_script_that_it_does_not_have():
    code = (
        "import sys\n"
        "from releasekit import Context, Paragraph, Release, Text, writes\n"
        "from releasekit.formats.pdf import families\n"
        "asked = []\n"
        "known = families.family\n"
        "import releasekit.formats.pdf.fonts as fonts\n"
        "fonts.family = lambda name, *own: asked.append(name) or known(name, *own)\n"
        "text = 'Station — «Ελλάδα» Москва Tiếng Việt 2027…'\n"
        "writes(Release(headline=(Text(text),), body=(Paragraph((Text(text),)),), lang='en'), 'pdf', context=Context())\n"
        "print(sorted(set(asked)), 'icu4py' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['Source Sans 3', 'Source Serif 4'] False\n"


# ── the order in which they are asked ───────────────────────────────────────────────────────────────────────────────


def test_a_font_of_the_house_that_has_the_letters_comes_first():
    assert choose("क", Cut("Noto Sans"), "Deva", None).family == "Noto Sans"
    assert choose("ก", Cut("Source Serif 4", further=("Noto Sans Lao", "Noto Sans Khmer")), "Thai", None).family == "Sarabun"
    cut = Cut("Source Serif 4", further=("Frank Ruhl Libre", "Noto Serif", "Noto Sans"))
    assert choose("क", cut, "Deva", None).family == "Noto Sans"


def test_a_house_names_further_fonts_that_the_page_is_set_in(write):
    text = "\u0935\u093f\u0926\u0947\u0936 मंत्रालय"
    house = evolve(shipped("ministry"), further_fonts=("Noto Sans",))
    for given, used in ((house, "NotoSans-400"), (None, "NotoSansDevanagari-400")):
        fonts = write(release(text, lang="hi"), house=given).reader.pages[0]["/Resources"]["/Font"].values()
        assert used in {font["/BaseFont"].partition("+")[2] for font in fonts}


def test_western_letters_beside_letters_without_serifs_have_none():
    assert beside("Source Serif 4", "Source Sans 3", "ja") == "Source Sans 3"
    assert beside("Source Serif 4", "Source Sans 3", "en") == "Source Serif 4"
    assert beside("Source Serif 4", "Source Sans 3", "") == "Source Serif 4"
    assert beside("Noto Sans", "Source Sans 3", "hi") == "Noto Sans"


@pytest.mark.parametrize(
    ("lang", "script"),
    [("ja", "Hani"), ("zh-Hant-TW", "Hani"), ("ko-KR", "Hang"), ("pa-Arab", "Arab"), ("hi-Latn", "Zyyy"), ("en-US", "Zyyy"), ("", "Zyyy")],
)  # fmt: skip
def test_a_language_is_at_home_in_a_script(lang, script):
    assert home_script(lang) == script


# ── a character that no font has ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("char", "said"), NAMED)
def test_a_character_without_a_font_is_named_with_what_to_do(char, said):
    with pytest.raises(WriteError, match="no font for the page has") as caught:
        writes(release(f"Some {char} words"), "pdf", context=Context())
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_the_extra_the_error_says_how_to_install_it():
    code = (
        "import sys\n"
        "sys.modules['noto_cjk_sans_jp_regular'] = None\n"
        "from releasekit import *\n"
        "try: writes(Release(body=(Paragraph((Text('Some 中 words'),)),)), 'pdf', context=Context())\n"
        "except WriteError as error: print(error)\n"
        "context = Context(fallback='box')\n"
        "writes(Release(body=(Paragraph((Text('Some 中文 words'),)),)), 'pdf', context=context)\n"
        "print(*context.notes)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said = "no font for the page has U+4E2D CJK UNIFIED IDEOGRAPH-4E2D (script: Han)"
    install = 'pip install "releasekit[cjk]"'
    error, note = done.stdout.splitlines()
    assert error == f"{said}: {install}"
    assert note == f"{said} and 1 more of its kind: shown as a box; {install} [character-boxed]"


def test_what_no_bold_face_has_is_taken_from_the_upright_one():
    alef = "\U0001ee00"
    assert [choose(alef, Cut("Source Sans 3", weight, italic), "Arab", None).name for weight, italic in ((400, False), (700, True))] == [
        "Amiri-400", "Amiri-400",
    ]  # fmt: skip
    bold = Release(contacts=(Contact(name=alef),), body=(Paragraph((Strong((Emphasis((Text(alef),)),)),)),))
    context = Context()
    assert reads(writes(bold, "pdf", context=context), context=context) == bold
    assert context.notes == []


def test_a_box_stands_for_a_character_that_no_font_has(tmp_path):
    context = Context(fallback="box")
    path = tmp_path / "a.pdf"
    path.write_bytes(writes(release("Some \ua000\ua001 and \ue000 words, אב\ue001גד"), "pdf", context=context))
    assert [(note.code, note.kind) for note in context.notes] == [("character-boxed", "loss")] * 2
    assert context.notes[0].message.startswith(
        "no font for the page has U+A000 YI SYLLABLE IT (script: Yi) and 1 more of its kind: "
    )
    text = extract_text(path)
    assert "Some \ua000\ua001 and \ue000 words" in text


def test_a_fallback_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="give one of"):
        Context(fallback="question mark")


def test_with_all_fonts_there_no_box_is_noted():
    context = Context(fallback="box")
    writes(release("Words \u2603 עברית"), "pdf", context=context)
    assert not context.notes


# ── what is embedded ────────────────────────────────────────────────────────────────────────────────────────────────

LETTERS = "The quick brown fox jumps over the lazy dog: 12, 34 and 56"


def embedded(text: str) -> dict[str, bytes]:
    """The font programs of a release with a text, by the names of their faces."""
    fonts = PdfReader(BytesIO(writes(release(text, lang="en"), "pdf", context=Context()))).pages[0]["/Resources"]["/Font"]
    inner = [font.get_object()["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts.values()]
    return {each["/FontName"].split("+")[1]: each["/FontFile2"].get_object().get_data() for each in inner}


def test_the_face_of_a_text_is_embedded_alike_for_other_words():
    name = "SourceSerif4-400-10_5"
    text = f"{LETTERS} AB CD EF GH."
    assert embedded(text)[name] == embedded(f"{LETTERS} IJ KL MN OP, QR.")[name]
    assert len(embedded("Few words.")[name]) < len(embedded(text)[name]) / 2


def test_a_hyphen_is_embedded_as_the_same_sign_wherever_the_first_one_stands():
    long = "a " + "incomprehensibilities " * 40
    for text in (long + "well-known", "well-known " + long):
        said = extract_text(BytesIO(writes(release(text, lang="en"), "pdf", context=Context())))
        assert "well-known" in said.replace("\n", "")
        assert "\u00ad" in said


def test_labels_are_set_once_and_stand_in_their_places_on_every_page():
    item = Item((Paragraph((Text("One"),)),))
    once, again = (writes(Release(body=(BulletList((item,) * count),)), "pdf", context=Context()) for count in (60, 60))
    assert once == again
    assert extract_text(BytesIO(once)).count("•") == 60
