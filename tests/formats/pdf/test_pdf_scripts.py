"""Pages in every script: the judges, the words that other programs find, the glyphs, and where lines end."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import unicodedata

import pytest
from pdfminer.high_level import extract_text

from releasekit import (
    BulletList,
    Cell,
    Context,
    Item,
    Link,
    Paragraph,
    Release,
    Row,
    Span,
    Strong,
    Table,
    Text,
    inline_text,
    plain_text,
    read,
    writes,
)
from releasekit.formats.pdf.breaks import opportunities, tokens
from releasekit.formats.pdf.choice import SCRIPTS
from releasekit.formats.pdf.fonts import Cut
from releasekit.formats.pdf.lines import set_lines
from releasekit.formats.pdf.looks import looks
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.shaping import setting
from releasekit.style.house import shipped

LANGS = ("ar", "el", "fa", "he", "hi", "ja", "ko", "th", "ur", "vi", "zh-Hans", "zh-Hant")
RTL = {"ar", "fa", "he", "ur"}
LONG = os.environ.get("RELEASEKIT_LONG") == "1"
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not here")

WORDS = {
    "ar": "مؤسسةُ التراثِ العربيّ (2027)", "fa": "می‌خواهیم نامه‌هایی خانهٔ ما ۱۲", "ur": "لیے ہمارا ورثہ ۔", "he": 'בְּרֵאשִׁית "הנמל" 12-2027',
    "hi": "क्षेत्रीय विज्ञप्ति र्कि ३१२", "bn": "পররাষ্ট্র মন্ত্রণালয়", "ta": "கொண்டு வெளியுறவு", "te": "విదేశాంగ మంత్రిత్వ", "kn": "ವಿದೇಶಾಂಗ ಸಚಿವಾಲಯ",
    "ml": "വിദേശകാര്യ മന്ത്രാലയം", "gu": "વિદેશ મંત્રાલય", "pa": "ਵਿਦੇਸ਼ ਮੰਤਰਾਲਾ", "or": "ବୈଦେଶିକ ମନ୍ତ୍ରଣାଳୟ", "si": "විදේශ කටයුතු", "th": "น้ำท่วมกรุงเทพฯ เมื่อวันที่ ๕", "lo": "ກະຊວງການຕ່າງປະເທດ",
    "km": "ក្រសួងការបរទេស", "my": "နိုင်ငံခြားရေးဝန်ကြီးဌာန", "ka": "საგარეო საქმეთა", "hy": "Արտաքին գործերի", "am": "የውጭ ጉዳይ", "el": "Ἑλλάς εὐχαριστῶ",
    "ru": "Йошкар-Ола, ё", "vi": "Phở Việt được", "ko": "외교부는 (1일) “발표”", "ja": "「港」、（約80％）のキャッチ", "zh-Hans": "“港口”——《公报》骨直", "zh-Hant": "「港口」，骨直",
}  # fmt: skip
"""Some words of each language, with what is hard in it."""


def reduced(text: str) -> str:
    """Text without white space, marks of direction and hyphens of line ends, in composed form."""
    return unicodedata.normalize("NFC", re.sub(r"[\s\xad\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+", "", text))


def poppler_text(data: bytes) -> str:
    found = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    return unicodedata.normalize("NFC", re.sub("[\u200d-\u200f\u202a-\u202e]", "", found))


def own(root, lang: str) -> Release:
    return read(root / "tests" / "releases" / f"{lang}.md", context=Context())


def struct_text(data: bytes) -> str:
    """The words that poppler finds through the structure tree."""
    found = subprocess.run(["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True).stdout.decode()
    return unicodedata.normalize("NFC", "".join(re.findall(r'^ *"(.*)"$', found, re.MULTILINE)))


# ── whole releases ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.usefixtures("verapdf_here")
def test_a_release_keeps_both_standards_and_its_words(lang, root, write, new_page_judge):
    release = own(root, lang)
    written = write(release)
    assert not written.notes
    new_page_judge.keep(written.data)
    new_page_judge.spill()
    new_page_judge.judge()
    assert new_page_judge.report[1:] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_words_of_each_part_are_found_in_its_place(lang, root, write):
    """By pdfminer, through the structure tree: every word, whatever its direction."""
    release = own(root, lang)
    found = reduced(write(release).tree.words)
    for word in re.findall(r"\w[\w\u200c]*", plain_text(release)):
        assert reduced(word) in found, word


@poppler
@pytest.mark.parametrize("lang", LANGS)
def test_both_programs_read_the_same_through_the_structure(lang, root, write):
    page = write(own(root, lang))
    assert reduced(struct_text(page.data)) == reduced(page.tree.words)


@pytest.mark.parametrize("lang", sorted(RTL))
def test_lines_from_right_to_left_are_in_the_order_of_reading(lang, root, write):
    """Letters, words, numbers and brackets of each paragraph come through the structure tree as the model has them."""
    release = own(root, lang)
    found = reduced(write(release).tree.words)
    paragraphs = [reduced(inline_text(block.content)) for block in release.body if isinstance(block, Paragraph)]
    assert paragraphs
    assert not [text for text in paragraphs if text not in found]


@pytest.mark.parametrize("lang", sorted(RTL))
def test_pdfminer_finds_the_words_by_their_places_too(lang, root, write):
    release = own(root, lang)
    found = reduced(extract_text(io.BytesIO(write(release).data)))
    for word in re.findall(r"[^\W\d_][^\W\d_\u200c]*", plain_text(release)):
        assert reduced(word) in found, word


@poppler
@pytest.mark.parametrize("lang", LANGS)
def test_poppler_finds_every_word_whole(lang, root, write):
    release = own(root, lang)
    found = reduced(poppler_text(write(release).data))
    for word in re.findall(r"\w[\w\u200c]*", plain_text(release)):
        assert reduced(word) in found, word


@poppler
@pytest.mark.parametrize("lang", WORDS)
def test_poppler_finds_clusters_whole_and_no_space_that_is_not_there(lang, write):
    page = write(Paragraph((Text(WORDS[lang]),)), lang=lang)
    found = poppler_text(page.data)
    for word in WORDS[lang].split():
        core = re.sub('[()"]', " ", word) if lang in RTL else word  # poppler puts brackets elsewhere
        for each in core.split():
            assert unicodedata.normalize("NFC", each) in found
    words = unicodedata.normalize("NFC", WORDS[lang])
    assert words in struct_text(page.data)
    assert words in unicodedata.normalize("NFC", page.tree.words)


@pytest.mark.parametrize(
    "name", ["10-hi.html", "17-he.html", "17-ja.html", "17-ru.txt", "17-zh.html", "18-th.html", "18-th.txt"]
)
def test_a_real_release_keeps_its_words(name, samples, write):
    """Which standards it keeps is judged with all that is written."""
    release = read(samples / f"postgresql-{name}", context=Context())
    written = write(release)
    assert not [note for note in written.notes if note.kind == "loss"]
    found = reduced(written.tree.words)
    missing = [word for word in re.findall(r"\w+", plain_text(release)) if reduced(word) not in found]
    assert not missing


# ── where lines end ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "lang", "parted"),
    [
        ("กระทรวงการต่างประเทศ", "th", "กระทรวง|การ|ต่าง|ประเทศ"),
        ("ក្រសួងការបរទេសនិងសហប្រតិបត្តិការ", "km", "ក្រសួង|ការបរទេស|និង|សហប្រតិបត្តិ|ការ"),
        ("နိုင်ငံခြားရေးဝန်ကြီးဌာန", "my", "နိုင်ငံခြားရေး|ဝန်ကြီးဌာန"),
        ("ສະຖານທູດລາວ", "lo", "ສະຖານທູດ|ລາວ"),
        ("「港」、（約）のキャッチ。", "ja", "「港」、|（約）|の|キャッ|チ。"),
        ("说：“港口”（支持）——《公报》", "zh", "说：|“港|口”|（支|持）|——|《公|报》"),
        ("2027年3月", "ja", "2027!年|3!月"),
        ("외교부는1일(금)까지", "ko", "외교부는1일(금)까지"),
        ("국제-해양기록관", "ko", "국제-|해양기록관"),
        ("विज्ञप्ति", "hi", "विज्ञप्ति"),
        ("詳細はhttps://example.org/a", "ja", "詳|細|は|https://|example.org/|a"),
    ],
)
def test_a_line_ends_by_the_rules_of_its_script(text, lang, parted):
    found, start = "", 0
    for place in opportunities(text, lang):
        found += text[start : place.at] + ("!" if place.cost else "|")
        start = place.at
    assert found + text[start:] == parted


def test_a_thai_sign_of_repetition_stays_with_its_word():
    assert tokens("เอกสารต่าง ๆ และ กรุงเทพ ฯ") == ["เอกสารต่าง ๆ", " ", "และ", " ", "กรุงเทพ ฯ"]


def lines_of(text: str, lang: str, measure: float) -> list:
    style = looks(shipped("ministry"), lang, justify=True).body
    return set_lines([Run(text, style.look)], style, measure, rtl=False)


def said(line) -> str:
    return "".join(glyph.text for item in line.items for word in item.words for glyph in word.glyphs)


def test_ideographs_fill_a_line_and_no_sign_stands_where_it_may_not():
    text = "「港湾遺産財団」は、資料館（全三棟）の改修を終え、キャッチコピー「海とともに。」を公表した。" * 6
    for measure in range(300, 440, 9):
        lines = lines_of(text, "ja", measure)
        assert "".join(map(said, lines)) == text
        for line in lines[1:]:
            assert said(line)[0] not in "、。」）ーャュョッ"
        for line in lines[:-1]:
            assert said(line)[-1] not in "「（"
            assert measure - 1 < line.width < measure + 6  # half a sign may hang in the margin


def test_the_gaps_of_a_full_line_are_too_narrow_for_a_space():
    lines = lines_of("港口遗产基金会今天宣布，航海档案馆经过两年修缮，将于二〇二七年三月十二日开馆。" * 8, "zh-Hans", 437.0)
    for line in lines[:-1]:
        assert all((item.stretch - 1) * 60.0 < 100 for item in line.items)


def test_signs_that_meet_share_a_square():
    shape = setting(Cut("Source Sans 3"), (), "ja", rtl=False).shape
    assert [word.width for text in ("。", "。」", "「", "「『") for word in shape(text)] == pytest.approx(
        [960, 1440, 960, 1440]
    )


# ── glyphs ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def glyphs_of(lang: str) -> list[str]:
    """The words of some text as their faces with the names and places of their glyphs."""
    shaper = setting(Cut("Source Serif 4"), (), lang, lang in RTL)
    return [_glyphs(word) for token in WORDS[lang].split() for word in shaper.shape(token)]


def _glyphs(word) -> str:
    out = [word.face.family + ":"]
    for glyph in word.glyphs:
        place = "".join(f"{label}{value:+.0f}" for label, value in (("x", glyph.dx), ("y", glyph.dy)) if round(value))
        out.append(f"{word.face.font.glyph_to_string(glyph.id)}={glyph.advance:.0f}{place}")
    return " ".join(out)


def test_the_glyphs_of_every_script_are_as_they_were(root, request):
    """Joining, marks, conjuncts, forms by language: what is shaped anew is looked at before it is accepted."""
    path = root / "tests" / "formats" / "pdf" / "glyphs.json"
    shaped = {lang: glyphs_of(lang) for lang in WORDS}
    if request.config.getoption("--accept"):
        path.write_text(json.dumps(shaped, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert shaped == json.loads(path.read_text("utf-8"))


def test_the_language_decides_the_form_of_a_character():
    forms = {
        lang: setting(Cut("Source Sans 3"), (), lang, rtl=False).shape("骨")[0].glyphs[0].id
        for lang in ("ja", "zh-Hans", "zh-Hant")
    }
    assert len(set(forms.values())) == 3


def test_some_words_are_there_for_every_script():
    from releasekit.formats.pdf.scripts import script_of

    covered = {script_of(char) for text in WORDS.values() for char in text}
    assert set(SCRIPTS) - covered == {"Bopo"}


# ── everything together ─────────────────────────────────────────────────────────────────────────────────────────────


def mixed(draw: random.Random) -> Release:
    """A release whose paragraphs, lists and tables mix scripts and directions."""

    def words(count: int) -> list:
        out: list = []
        for _ in range(count):
            lang = draw.choice(list(WORDS))
            text = WORDS[lang] + draw.choice([" ", ", ", " – ", "/"])
            kind = draw.randrange(6)
            if kind == 0:
                out.append(Span((Text(text),), lang=lang, direction=draw.choice(["", "ltr", "rtl"])))
            elif kind == 1:
                out.append(Strong((Text(text),)))
            elif kind == 2:
                out.append(Link((Text(text),), "https://example.org/"))
            else:
                out.append(Text(text))
        return out

    def para(count: int) -> Paragraph:
        lang = draw.choice(["", *WORDS])
        return Paragraph(tuple(words(count)), lang=lang, direction=draw.choice(["", "", "rtl"]))

    def block():
        kind = draw.randrange(3)
        if kind == 0:
            return BulletList(tuple(Item((para(3),)) for _ in range(draw.randint(1, 3))))
        if kind == 1:
            columns = draw.randint(2, 4)
            return Table(tuple(Row(tuple(Cell((para(1),)) for _ in range(columns))) for _ in range(2)), head_rows=1)
        return para(draw.randint(1, 20))

    lang = draw.choice(list(WORDS))
    return Release(headline=tuple(words(2)), lang=lang, body=tuple(block() for _ in range(4)))


@pytest.mark.parametrize("seed", range(100 if LONG else 5))
def test_a_release_of_all_scripts_keeps_both_standards_and_its_words(seed, write):
    """All that is written is judged at the end of the run."""
    release = mixed(random.Random(seed))
    written = write(release)
    assert not written.notes
    assert written.data == writes(release, "pdf", context=Context())
    found = reduced(written.tree.words)
    for word in re.findall(r"[\u0590-\u08ff]{2,}|[^\W\d_\u0590-\u08ff]{2,}", plain_text(release)):
        assert reduced(word) in found, word
    if shutil.which("pdfinfo"):
        assert reduced(struct_text(written.data)) == found
