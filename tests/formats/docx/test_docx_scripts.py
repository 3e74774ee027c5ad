"""Releases in every script, as Word is told of them: language, fonts, direction of text, sections and tables."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from releasekit import Context, plain_text, read, reads, writes

EXPECTED = {
    "ar": ("bidi", "cs", "Times New Roman"), "fa": ("bidi", "cs", "Times New Roman"), "ur": ("bidi", "cs", "Times New Roman"),
    "he": ("bidi", "cs", "Times New Roman"), "hi": ("bidi", "cs", "Nirmala UI"), "th": ("bidi", "cs", "Leelawadee UI"),
    "ja": ("eastAsia", "eastAsia", "Yu Mincho"), "ko": ("eastAsia", "eastAsia", "Batang"),
    "zh-Hans": ("eastAsia", "eastAsia", "SimSun"), "zh-Hant": ("eastAsia", "eastAsia", "PMingLiU"),
    "el": ("val", "ascii", "Cambria"), "vi": ("val", "ascii", "Cambria"),
}  # fmt: skip
"""By language: the attribute that says it, and the font of its script."""


@pytest.fixture
def written(root, request):
    release = read(root / "tests" / "releases" / f"{request.param}.md", context=Context())
    return request.param, release, writes(release, "docx", context=Context())


def part(data: bytes, name: str):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


@pytest.mark.parametrize("written", EXPECTED, indirect=True)
def test_word_knows_language_and_font_of_every_script(written, ns):
    lang, _, data = written
    said, kind, font = EXPECTED[lang]
    defaults = part(data, "word/styles.xml").find(f"{ns}docDefaults")
    assert defaults.find(f".//{ns}lang").get(ns + said) == lang
    assert defaults.find(f".//{ns}rFonts").get(ns + kind) == font


@pytest.mark.parametrize("written", EXPECTED, indirect=True)
def test_sections_paragraphs_and_tables_run_as_the_language_does(written, ns):
    lang, _, data = written
    body = part(data, "word/document.xml").find(f"{ns}body")
    normal = next(style for style in part(data, "word/styles.xml") if style.get(f"{ns}styleId") == "Normal")
    found = {
        "section": body.find(f"{ns}sectPr/{ns}bidi") is not None,
        "paragraph": normal.find(f"{ns}pPr/{ns}bidi") is not None,
        "table": body.find(f".//{ns}tblPr/{ns}bidiVisual") is not None,
        "run": body.find(f".//{ns}tbl//{ns}rPr/{ns}rtl") is not None,
    }
    assert set(found.values()) == {lang in {"ar", "fa", "he", "ur"}}, found


@pytest.mark.parametrize("written", EXPECTED, indirect=True)
def test_a_word_document_in_any_script_gives_its_words_back(written):
    _, release, data = written
    assert plain_text(reads(data, "docx", context=Context())) == plain_text(release)
