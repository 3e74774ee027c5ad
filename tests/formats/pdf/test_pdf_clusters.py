"""Letters with their marks as one glyph, and words from right to left in the order of reading."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from releasekit import Context, Link, Paragraph, Release, Text, writes
from releasekit.formats.pdf.clusters import NARROW, clusters, leftward, rightward
from releasekit.formats.pdf.compound import Compound
from releasekit.formats.pdf.embed import Subset, _program
from releasekit.formats.pdf.fonts import Cut
from releasekit.formats.pdf.shaping import setting

VOCALISED = {"ar": "مؤسسةُ التراثِ العربيّ", "he": "בְּרֵאשִׁית וְהָאָרֶץ", "fa": "می‌خواهیم خانهٔ ما", "ur": "ہمارا ورثہ کراچی"}


def shaped(text: str, lang: str, *, rtl: bool):
    (word,) = setting(Cut("Source Serif 4"), (), lang, rtl).shape(text)
    return word


def drawn(text: str, lang: str, *, rtl: bool) -> tuple[Subset, tuple]:
    word = shaped(text, lang, rtl=rtl)
    subset = Subset(word.face, "F1")
    return subset, (leftward if rtl else rightward)(word, subset, 10.0, 0.0, 0.0)


def texts(subset: Subset, stretches) -> list[str]:
    """What the glyphs say in the order in which they are drawn."""
    code = "".join(stretch.code for stretch in stretches)
    return [
        subset.texts[int(code[at : at + 4], 16)]
        for run in re.finditer("<([0-9A-F]+)>", code)
        for at in range(run.start(1), run.end(1), 4)
    ]


# ── what is drawn ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("text", "lang"), [(word, lang) for lang, line in VOCALISED.items() for word in line.split()])
def test_from_right_to_left_each_glyph_says_a_character_in_the_order_of_reading(text, lang):
    assert texts(*drawn(text, lang, rtl=True)) == list(text)


def test_a_word_from_right_to_left_ends_at_its_left_end():
    word = shaped("العربيّ", "ar", rtl=True)
    (stretch,) = leftward(word, Subset(word.face, "F1"), 10.0, 0.0, 0.0)
    assert stretch.width == pytest.approx(-sum(glyph.advance for glyph in word.glyphs), abs=0.06)
    assert stretch.width == pytest.approx(-word.width / word.scale, abs=0.06)


def test_from_left_to_right_a_cluster_is_one_glyph_that_says_all_of_it():
    word = shaped("क्षेत्रीय", "hi", rtl=False)
    said = texts(*drawn("क्षेत्रीय", "hi", rtl=False))
    assert said == [cluster.text for cluster in clusters(word)]
    assert "".join(said) == "क्षेत्रीय"


def test_no_letter_stands_so_far_from_the_next_one_that_a_space_is_seen():
    """Each glyph reaches up to the one that was drawn before it, but for a fiftieth of the size."""
    for lang, line in VOCALISED.items():
        for text in line.split():
            subset, (stretch,) = drawn(text, lang, rtl=True)
            widths = {code: subset.face.advances[code] for code in subset.texts if code < subset.face.data.glyph_count}
            widths |= {
                code: shape.advance * 1000 / subset.face.data.upem
                for (shape, _), code in subset.further.items()
                if isinstance(shape, Compound)
            }
            pen, before = 0.0, None
            for number, code in re.findall(r" (-?[\d.]+) |<(\w{4})>", stretch.code):
                if number:
                    pen -= float(number)
                    continue
                assert before is None or before - (pen + widths[int(code, 16)]) < 21
                before = pen
                pen += widths[int(code, 16)]


# ── the font ────────────────────────────────────────────────────────────────────────────────────────────────────────


def font_of(*shapes) -> tuple[TTFont, dict]:
    face = shaped("ب", "ar", rtl=True).face
    program, places = _program(face, [0, *shapes])
    return TTFont(io.BytesIO(program), checkChecksums=2), places


def test_a_glyph_is_made_of_others_at_their_places():
    first, second = (shaped(letter, "ar", rtl=True).glyphs[0].id for letter in "بد")
    made = Compound(((first, 0, 0), (second, 300, -40)), 700)
    font, places = font_of(first, made)
    name = font.getGlyphName(places[made])
    parts = [(font.getGlyphID(part.glyphName), part.x, part.y) for part in font["glyf"][name].components]
    assert parts == [(places[first], 0, 0), (places[first] + 1, 300, -40)]
    assert font["hmtx"][name] == (700, font["glyf"][name].xMin)
    assert font["maxp"].numGlyphs == len(font.getGlyphOrder()) == places[made] + 1


def test_what_draws_nothing_has_a_width_and_no_height():
    nothing = Compound((), round(NARROW))
    font, places = font_of(nothing)
    glyph = font["glyf"][font.getGlyphName(places[nothing])]
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (0, 0, NARROW, 0)


def test_a_letter_with_more_marks_than_a_glyph_can_have_parts_is_drawn_as_they_come(write):
    page = write(Paragraph((Text("ب" + "\u064e" * 300),)), lang="ar")
    assert "\u064e" in page.tree.words


# ── what others find ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", VOCALISED)
def test_pdfium_finds_words_with_their_marks(lang):
    """That is what Chrome copies and searches."""
    data = writes(Release(lang=lang, body=(Paragraph((Text(VOCALISED[lang]),)),)), "pdf", context=Context())
    found = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    # Two marks of one letter it gives in either order, which is the same text (Unicode, D70).
    assert unicodedata.normalize("NFC", VOCALISED[lang]) in unicodedata.normalize("NFC", found)


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler's pdfinfo is not here")
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_follows_a_character_of_private_use_is_not_lost(lang):
    text = {"en": "before \ue123 after", "ar": "قبل \ue123 بعد"}[lang]
    data = writes(Release(lang=lang, body=(Paragraph((Text(text),)),)), "pdf", context=Context(fallback="box"))
    found = subprocess.run(["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True).stdout.decode()
    assert "".join(text.split()) in "".join("".join(re.findall(r'^ *"(.*)"$', found, re.MULTILINE)).split())


def test_a_link_on_a_line_of_mixed_directions_covers_its_words(write):
    words = Link((Text("موقع Harbour Trust في 2027"),), "https://example.org/")
    page = write(Paragraph((Text("زوروا "), words, Text(" اليوم."))), lang="ar")
    (left, _, right, _), *others = [each.get_object()["/Rect"] for each in page.reader.pages[0]["/Annots"]]
    assert not others
    assert 90 < right - left < 250
