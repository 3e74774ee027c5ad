"""Languages as data, and which one a text is in."""

from __future__ import annotations

import pytest
from attrs import fields
from babel import Locale

from releasekit import KINDS
from releasekit.intake.language import Language, detect, language, languages, spoken
from releasekit.intake.words import bare, end_of, is_one_of, said, start_of

UN = {"ar", "en", "es", "fr", "ru", "zh"}
OTHERS = {"de", "he", "it", "ja", "ko", "nl", "pl", "pt", "sv", "tr", "uk"}


def test_the_languages_that_were_asked_for_are_there():
    assert set(languages()) >= UN | OTHERS


@pytest.mark.parametrize("tag", sorted(languages()))
def test_a_language_file_says_what_a_reader_needs(tag):
    known = languages()[tag]
    assert known.tag == tag
    assert known.name
    assert known.script
    for locale in known.locales:
        Locale.parse(locale)
    for field in ("instruction", "embargo", "released", "contacts", "end", "notes"):
        assert getattr(known, field), field
    assert known.about or known.about_after
    assert set(known.kinds) <= set(KINDS)
    assert known.kinds["press-release"]
    for field in fields(Language):
        value = getattr(known, field.name)
        if isinstance(value, tuple):
            assert all(isinstance(phrase, str) and phrase.strip() for phrase in value), field.name
            assert len(set(value)) == len(value), field.name


@pytest.mark.parametrize("tag", sorted(languages()))
def test_a_language_is_told_by_its_own_labels_or_stays_unknown(tag):
    known = languages()[tag]
    words = ". ".join([*known.contacts, *known.notes, *known.instruction, *sorted(known.function_words)])
    assert detect(words) == tag


@pytest.mark.parametrize("text", ["", "12 345", "Tidewerk", "###", "Xyzzy plugh", "Γειά σου Κόσμε", "გამარჯობა"])
def test_a_text_that_says_too_little_has_no_language(text):
    assert detect(text) == ""


def test_persian_is_not_taken_for_arabic():
    assert detect("وزیر امور خارجه امروز با همتای خود دیدار کرد و دو طرف درباره روابط گفتگو کردند.") == ""


def test_latin_names_do_not_hide_another_script():
    assert detect("PostgreSQL Global Development Group は本日、PostgreSQL 17 を発表しました。") == "ja"


def test_an_unknown_language_has_no_words_and_english_is_always_spoken():
    assert language("xx").contacts == ()
    assert [known.tag for known in spoken("xx")] == ["xx", "en"]
    assert language("pt-BR").tag == "pt"


def test_phrases_are_compared_without_case_and_punctuation_and_only_as_whole_words():
    phrases = ("For release", "About", "关于")
    assert is_one_of("  FOR RELEASE: ", phrases)
    assert not is_one_of("For release now", phrases)
    assert start_of("About Tidewerk", phrases) == "about"
    assert start_of("Aboutness", phrases) == ""
    assert start_of("关于我们", phrases) == "关于"
    assert end_of("Tidewerk hakkında", ("Hakkında",)) == "hakkında"
    assert end_of("Hakkında", ("Hakkında",)) == ""
    assert bare("\u200f«Words», ") == "words"
    assert said(spoken("en"), "kinds.statement")[0] == "Statement"
