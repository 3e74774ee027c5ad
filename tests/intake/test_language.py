"""Languages as data, and which one a text is in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest

from releasekit.intake.language import detect, language, languages, neighbours, spoken
from releasekit.intake.words import bare, end_of, is_one_of, said, start_of

OFTEN = {
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "hy", "id", "it",
    "ja", "ka", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sr-Latn", "sv", "th", "tr", "uk",
    "ur", "vi", "zh", "zh-Hant",
}  # fmt: skip
TEXTS = [
    (path.stem, number, text)
    for path in sorted((Path(__file__).parent / "languages").glob("*.txt"))
    for number, text in enumerate(path.read_text("utf-8").split("\n=====\n"), start=1)
]
ENGLISH = "The quick notes of the project are for users who want to know what is new in this version and how to get it. "


def test_the_languages_that_were_asked_for_are_there():
    assert set(languages()) >= OFTEN


def test_every_language_has_at_least_four_texts():
    assert Counter(tag for tag, *_ in TEXTS).keys() == languages().keys()
    assert min(Counter(tag for tag, *_ in TEXTS).values()) >= 4


@pytest.mark.parametrize("release", TEXTS, ids=[f"{tag}-{number}" for tag, number, _ in TEXTS])
def test_the_language_of_a_release_is_told(release):
    tag, _, text = release
    assert detect(text) == tag


@pytest.mark.parametrize("tag", sorted(languages()))
def test_addresses_and_code_do_not_hide_a_language(tag):
    text = next(text for own, number, text in TEXTS if (own, number) == (tag, 4))
    noise = "https://tidewerk.example/the/of/and/to?q=is+for press@tidewerk.example the_of_and `for the user in a` www.the-of.example\n"
    assert detect(noise * 10 + text + "\n```\nfor (the of and to in a) is that with on\n```\n") == tag


@pytest.mark.parametrize("tag", sorted(set(languages()) - {"en"}))
def test_a_row_of_english_names_does_not_hide_a_language(tag):
    names = "Connection Pooling, Query Caching, Row Level Security, Streaming Replication, Open Source Foundation Core Team, "
    text = " ".join(text for own, _, text in TEXTS if own == tag)
    assert detect(f"{names * (len(text) // 300 + 1)} {text}") == tag


def test_an_english_text_with_words_of_another_script_is_english():
    for tag in ("ru", "ja", "ar", "ko"):
        other = next(text for own, number, text in TEXTS if (own, number) == (tag, 1))
        assert detect(ENGLISH * 12 + other) == "en", tag


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("pt-BR", "pt"), ("pt_BR", "pt"), ("EN-gb", "en"), ("no", "nb"), ("nn", "nb"), ("nn-NO", "nb"), ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"), ("zh-Hant-TW", "zh-Hant"), ("zh-Hans", "zh"), ("zh-CN", "zh"), ("sr-RS", "sr"), ("sr-Cyrl", "sr"),
        ("sr-Latn-RS", "sr-Latn"), ("bs", "hr"), ("iw", "he"), ("in", "id"), ("es-419", "es"), ("xx", "xx"),
    ],
)  # fmt: skip
def test_a_tag_finds_the_nearest_file(tag, known):
    assert language(tag).tag == known


def test_a_language_of_two_scripts_is_spoken_in_both_and_english_comes_last():
    assert [known.tag for known in spoken("zh-TW")] == ["zh-Hant", "zh", "en"]
    assert [known.tag for known in spoken("sr")] == ["sr", "sr-Latn", "en"]
    assert [known.tag for known in spoken("en-GB")] == ["en"]


@pytest.mark.parametrize("known", neighbours(), ids=lambda known: known.tag)
def test_a_neighbour_without_a_file_is_told_by_its_own_words(known):
    assert known.tag not in languages()
    assert detect(" ".join(sorted(known.function_words) * 2)) in {known.tag, ""}


@pytest.mark.parametrize(
    "text",
    [
        "Hierdie week het die regering gesê dat die nuwe hawe nie voor die winter oopmaak nie, en dat ons almal moet wag.",
        "O novo porto non abrirá ata o inverno, dixo onte a conselleira, e unha parte das obras aínda está sen rematar.",
        "Новото пристаниште нема да се отвори пред зимата, рече министерката, а ние сите ќе треба да почекаме со него.",
        "Новы порт не адкрыецца да зімы, сказала міністр, і ўсім нам давядзецца пачакаць, каб яго ўбачыць.",
        "नवीन बंदर हिवाळ्यापूर्वी सुरू होणार नाही असे मंत्र्यांनी सांगितले आणि त्यांनी यासाठी वेळ मागितला आहे.",
    ],
)
def test_a_language_without_a_file_is_not_taken_for_its_neighbour(text):
    assert detect(text) not in languages()


def test_telling_a_language_takes_time_with_the_length_and_no_more():
    for flood in ("a@" * 60_000, "a." * 60_000, "a_" * 60_000, "`" * 120_000, "www." * 30_000, "the " * 30_000, "字" * 120_000):
        start = perf_counter()
        detect(flood)
        assert perf_counter() - start < 3, flood[:4]


@pytest.mark.parametrize("text", ["", "12 345", "Tidewerk", "###", "Xyzzy plugh", "Γειά σου Κόσμε", "გამარჯობა"])
def test_a_text_that_says_too_little_has_no_language(text):
    assert detect(text) == ""


def test_persian_typed_with_arabic_letters_is_persian():
    assert detect("وزير امور خارجه امروز با همتاي خود ديدار كرد و دو طرف درباره روابط گفتگو كردند.") == "fa"


def test_latin_names_do_not_hide_another_script():
    assert detect("PostgreSQL Global Development Group は本日、PostgreSQL 17 を発表しました。") == "ja"


def test_an_unknown_language_has_no_words_and_english_is_always_spoken():
    assert language("xx").contacts == ()
    assert [known.tag for known in spoken("xx")] == ["xx", "en"]


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
