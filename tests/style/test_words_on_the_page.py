from __future__ import annotations

import tomllib

import pytest

from releasekit import Attachment, Contact, Dateline, Embargo, Issuer, Moment, Number, Release, Rights
from releasekit.briefing import pack_word
from releasekit.model import KINDS
from releasekit.style.furniture import attachment_title, contact_title, furniture
from releasekit.style.words import date_words, direction_of, kind_word, number_words, word


def test_every_language_has_every_word_with_the_same_values(root):
    languages = tomllib.loads((root / "src/releasekit/style/words.toml").read_text("utf-8"))
    for lang, words in languages.items():
        assert words.keys() == languages["en"].keys(), lang
        for key, text in words.items():
            for value in ("{when}", "{number}", "{n}", "{total}", "{name}"):
                assert (value in text) == (value in languages["en"][key]), (lang, key)


def test_a_language_that_has_words_for_packs_has_all_of_them_and_its_words_for_releases_too(root):
    packs, releases = (
        tomllib.loads((root / "src/releasekit" / part / "words.toml").read_text("utf-8")) for part in ("briefing", "style")
    )
    assert packs.keys() <= releases.keys()
    for lang, words in packs.items():
        assert words.keys() == packs["en"].keys(), lang
        assert all(words.values()), lang


@pytest.mark.parametrize(
    ("lang", "number", "said"),
    [
        ("en", "2027/031", "No. 2027/031"), ("en", "No. 2027/031", "No. 2027/031"), ("en", "no.5", "no.5"),
        ("sv", "NRW-12", "Nr NRW-12"), ("sv", "nr 12", "nr 12"), ("sv", "NR-12", "NR-12"), ("hu", "12. sz.", "12. sz."),
        ("zh", "12", "第12号"), ("zh", "第12号", "第12号"), ("ja", "令和9年第12号", "令和9年第12号"), ("ko", "12", "제12호"),
        ("ar", "٥", "رقم ٥"), ("ar", "رقم ٥", "رقم ٥"), ("en", "", "No. "),
    ],
)  # fmt: skip
def test_a_number_has_its_label_once(lang, number, said):
    assert number_words(number, lang) == said


@pytest.mark.parametrize(
    ("lang", "contents"),
    [("he-IL", "תוכן העניינים"), ("sv", "Innehåll"), ("no", "Innhold"), ("zh-TW", "目錄"), ("zh", "目录"), ("eo", "Contents")],
)
def test_a_pack_in_a_language_has_its_titles_in_it(lang, contents):
    assert pack_word("contents", lang) == contents


def test_a_language_without_words_is_served_in_english():
    assert word("contacts", "eo") == word("contacts", "") == "Contacts"


def test_a_language_is_served_by_its_longest_tag_that_has_words():
    assert word("contacts", "de-AT") == "Kontakt"
    assert [word("attachments", lang) for lang in ("sr", "sr-Cyrl", "sr-Latn-RS")] == ["Прилози", "Прилози", "Prilozi"]
    assert [word("press-release", lang) for lang in ("zh", "zh-CN", "zh-Hans-SG")] == ["新闻稿"] * 3
    assert [word("press-release", lang) for lang in ("zh-Hant", "zh-TW", "zh-hant-HK")] == ["新聞稿"] * 3
    assert word("press-release", "nn") == word("press-release", "no") == "Pressemelding"


def test_the_languages_in_which_fields_are_found_are_those_that_have_words(root):
    languages = tomllib.loads((root / "src/releasekit/style/words.toml").read_text("utf-8"))
    assert {path.stem for path in (root / "src/releasekit/intake/languages").glob("*.toml")} == set(languages)


def test_every_kind_that_new_offers_has_its_word_in_every_language(root):
    languages = tomllib.loads((root / "src/releasekit/style/words.toml").read_text("utf-8"))
    assert [(lang, kind) for lang, words in languages.items() for kind in KINDS if not words.get(kind)] == []


def test_a_kind_without_a_word_is_spelled_out():
    assert kind_word("press-release", "fr") == "Communiqué de presse"
    assert kind_word("technical-briefing", "fr") == "Technical briefing"


@pytest.mark.parametrize(
    ("iso", "lang", "printed"),
    [
        ("2027", "en", "2027"),
        ("2027-03", "en", "March 2027"),
        ("2027-03", "ru", "март 2027\u202fг."),
        ("2027-03", "es", "marzo de 2027"),
        ("2027-03", "hu", "2027. március"),
        ("2027-03", "ja", "2027年3月"),
        ("2027-03", "x-klingon", "March 2027"),
        ("2027-03-14", "", "14 March 2027"),
        ("2027-03-14", "en-US", "March 14, 2027"),
        ("2027-03-14", "de", "14. März 2027"),
        ("2027-03-14", "x-klingon", "14 March 2027"),
        ("2027-03-14T09:30", "en-GB", "14 March 2027, 09:30"),
        ("2027-03-14T09:30Z", "en-GB", "14 March 2027, 09:30 UTC"),
        ("2027-03-14T09:30+03:00", "en-GB", "14 March 2027, 09:30 UTC+03:00"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it_with_the_precision_it_has(iso, lang, printed):
    assert date_words(Moment(iso), lang) == printed


@pytest.mark.parametrize(
    ("lang", "stated", "direction"),
    [
        ("ar", "", "rtl"),
        ("he-IL", "", "rtl"),
        ("az-Arab", "", "rtl"),
        ("ar-Latn", "", "ltr"),
        ("en", "", "ltr"),
        ("en", "rtl", "rtl"),
    ],
)
def test_a_direction_is_as_stated_or_as_the_language_is_written(lang, stated, direction):
    assert direction_of(lang, stated) == direction


def test_the_furniture_says_what_stands_around_the_text():
    around = furniture(
        Release(
            lang="en-GB",
            numbers=(Number("07-55"),),
            issuers=(Issuer("Ministry"), Issuer("Agency")),
            section=("Policy", "News"),
            released=Moment("2027-03-14"),
            embargo=Embargo(Moment("2027-03-14T09:30Z")),
            dateline=Dateline("PORT ARDEN"),
            rights=Rights("© Ministry", "Free to use."),
        )
    )
    assert around.issuer == "Ministry · Agency"
    assert around.kicker == "Press release · Policy › News"
    assert around.facts == "No. 07-55 · 14 March 2027"
    assert around.banner == "Embargoed until 14 March 2027, 09:30 UTC"
    assert (around.dateline, around.rights) == ("PORT ARDEN", "© Ministry Free to use.")


def test_the_banner_has_the_printed_words_of_an_embargo_and_a_withdrawal_stands_before_it():
    embargo = Embargo(None, "Hold until told otherwise")
    assert furniture(Release(embargo=embargo)).banner == "Hold until told otherwise"
    assert furniture(Release(embargo=Embargo())).banner == "Under embargo"
    assert furniture(Release(embargo=embargo, status="withdrawn")).banner == "Withdrawn"


def test_a_release_that_says_nothing_has_only_its_kind():
    around = furniture(Release())
    assert (around.issuer, around.kicker, around.facts, around.banner, around.rights) == ("", "Press release", "", "", "")


def test_contacts_and_attachments_have_titles():
    assert contact_title(Contact("A", "Spokesperson", "Agency", "a@b.c")) == "A, Spokesperson, Agency"
    assert attachment_title(Attachment("files/annex.pdf")) == "annex.pdf"
    assert attachment_title(Attachment("files/annex.pdf", "The annex")) == "The annex"
