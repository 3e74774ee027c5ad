"""The files of languages: every key, no phrase twice, and names of months that a date can be read with."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from babel import Locale
from babel.dates import get_month_names

from releasekit import KINDS
from releasekit.intake.language import languages
from releasekit.intake.words import bare, end_of, is_one_of, start_of

FOLDER = files("releasekit.intake") / "languages"
FILES = {path.name.removesuffix(".toml"): tomllib.loads(path.read_text("utf-8")) for path in FOLDER.iterdir()}
OPTIONAL = {"month-first", "era", "months"}
KEYS = FILES["en"].keys() - OPTIONAL
SPACELESS = {"Hani", "Kana", "Hang", "Thai"}
LITERAL = {"end", "between", "year", "at", "hour", "am", "pm"}
"""Lists in which a full stop tells two words apart."""
FILLED = {
    "locales", "home", "instruction", "embargo", "released", "modified", "number", "legal", "announces", "today", "notes",
    "contacts", "roles", "organisations", "phone", "email", "web", "end", "residue", "at",
}  # fmt: skip
each = pytest.mark.parametrize("tag", sorted(FILES))


def phrases(data):
    """The lists of phrases of a file by key; kinds as `kinds.statement`."""
    lists = {key: value for key, value in data.items() if isinstance(value, list) and key != "locales"}
    return lists | {f"kinds.{kind}": words for kind, words in data["kinds"].items()}


def test_every_file_is_a_language():
    assert set(FILES) == set(languages())


@each
def test_a_file_has_every_key_and_no_other(tag):
    assert FILES[tag].keys() - OPTIONAL == KEYS


@each
def test_a_file_says_what_a_reader_needs(tag):
    data = FILES[tag]
    assert data["name"]
    assert data["script"]
    assert not [key for key in FILLED if not data[key]]
    assert data["about"] or data["about-after"]
    assert set(data["kinds"]) == set(KINDS) - {"other"}
    assert all(data["kinds"].values())
    assert all(
        isinstance(phrase, str) and bare(phrase) for key, own in phrases(data).items() if key not in LITERAL for phrase in own
    )


@each
def test_no_phrase_stands_in_a_list_twice(tag):
    for key, own in phrases(FILES[tag]).items():
        words = own if key in LITERAL else [bare(phrase) for phrase in own]
        assert len(set(words)) == len(words), key


@each
def test_a_phrase_that_says_something_is_no_residue(tag):
    lists = phrases(FILES[tag])
    residue = {bare(phrase) for phrase in lists.pop("residue")}
    for key in ("home", "at", "between", "year"):
        lists.pop(key)
    assert not residue & {bare(phrase) for own in lists.values() for phrase in own}


@each
def test_a_kind_is_named_by_words_of_its_own(tag):
    words = [bare(phrase) for own in FILES[tag]["kinds"].values() for phrase in own]
    assert len(set(words)) == len(words)


@each
def test_a_language_whose_neighbours_share_its_script_has_words_and_is_not_told_by_the_script_alone(tag):
    data = FILES[tag]
    words = data["function-words"].split()
    assert len(set(words)) == len(words)
    assert data["script"] in SPACELESS or len(words) >= 40
    assert all(word == word.casefold() for word in words)


@each
def test_months_have_names_or_figures(tag):
    known = languages()[tag]
    for locale in known.locales:
        Locale.parse(locale)
        names = get_month_names("wide", "format", locale)
        assert sorted(names) == list(range(1, 13))
        assert all(names.values())
    assert set(known.months.values()) <= set(range(1, 13))


@each
def test_offsets_of_zones_are_offsets_or_names_of_zones(tag):
    for zone, offset in FILES[tag]["zones"].items():
        assert zone
        assert offset in {"", "Z"} or "/" in offset or (offset[0] in "+-" and offset[3] == ":" and len(offset) == 6)


@pytest.mark.parametrize(
    ("tag", "headings", "contacts"),
    [
        ("ar", ["نبذة عن Tidewerk", "عن Tidewerk"], "للتواصل الإعلامي"),
        ("bg", ["За компанията", "За Tidewerk"], "Контакти за медии"),
        ("bn", ["Tidewerk সম্পর্কে"], "মিডিয়া যোগাযোগ"),
        ("ca", ["Quant a Tidewerk", "Sobre Tidewerk"], "Contacte de premsa"),
        ("cs", ["O společnosti Tidewerk", "O nás"], "Kontakt pro média"),
        ("da", ["Om Tidewerk"], "Pressekontakt"),
        ("de", ["Über Tidewerk", "Informationen zu Tidewerk"], "Medienkontakt"),
        ("el", ["Σχετικά με την Tidewerk"], "Επικοινωνία για τον Τύπο"),
        ("en", ["About Tidewerk"], "Media contact:"),
        ("es", ["Acerca de Tidewerk", "Sobre Tidewerk"], "Contacto de prensa"),
        ("et", ["Ettevõttest", "Tidewerki kohta"], "Kontakt meediale"),
        ("fa", ["دربارهٔ Tidewerk", "درباره ما"], "تماس رسانه‌ای"),
        ("fi", ["Tietoja yrityksestä", "Tidewerk lyhyesti"], "Yhteystiedot"),
        ("fr", ["À propos de Tidewerk", "À propos d’Odal"], "Contact presse"),
        ("he", ["אודות Tidewerk"], "אנשי קשר לתקשורת"),
        ("hi", ["Tidewerk के बारे में"], "मीडिया संपर्क"),
        ("hr", ["O tvrtki Tidewerk"], "Kontakt za medije"),
        ("hu", ["A Tidewerk-ről", "A társaságról"], "Sajtókapcsolat"),
        ("hy", ["Tidewerk-ի մասին"], "Կապ մամուլի հետ"),
        ("id", ["Tentang Tidewerk"], "Kontak media"),
        ("it", ["Informazioni su Tidewerk", "Chi siamo"], "Contatti stampa"),
        ("ja", ["Tidewerkについて"], "報道関係者お問い合わせ先"),
        ("ka", ["Tidewerk-ის შესახებ"], "საკონტაქტო ინფორმაცია"),
        ("ko", ["Tidewerk 소개", "Tidewerk에 대하여"], "언론 문의"),
        ("lt", ["Apie „Tidewerk“"], "Kontaktai žiniasklaidai"),
        ("lv", ["Par Tidewerk"], "Kontakti medijiem"),
        ("ms", ["Mengenai Tidewerk"], "Pertanyaan media"),
        ("nb", ["Om Tidewerk"], "Pressekontakt"),
        ("nl", ["Over Tidewerk"], "Perscontact"),
        ("pl", ["O firmie Tidewerk"], "Kontakt dla mediów"),
        ("pt", ["Sobre a Tidewerk"], "Contatos para a imprensa"),
        ("ro", ["Despre Tidewerk"], "Contact presă"),
        ("ru", ["О компании", "О проекте"], "Контакты для прессы"),
        ("sk", ["O spoločnosti Tidewerk"], "Kontakt pre médiá"),
        ("sl", ["O podjetju Tidewerk"], "Stik za medije"),
        ("sr", ["О компанији Tidewerk"], "Контакт за медије"),
        ("sr-Latn", ["O kompaniji Tidewerk"], "Kontakt za medije"),
        ("sv", ["Om Tidewerk"], "Presskontakt"),
        ("th", ["เกี่ยวกับ Tidewerk"], "ติดต่อสื่อมวลชน"),
        ("tr", ["Tidewerk hakkında"], "Basın iletişim"),
        ("uk", ["Про компанію Tidewerk"], "Контакти для медіа"),
        ("ur", ["Tidewerk کے بارے میں"], "میڈیا رابطہ"),
        ("vi", ["Về Tidewerk", "Giới thiệu về Tidewerk"], "Liên hệ báo chí"),
        ("zh", ["关于Tidewerk"], "媒体联系"),
        ("zh-Hant", ["關於 Tidewerk"], "聯絡人"),
    ],
)
def test_the_headings_of_boilerplate_and_contacts_are_known(tag, headings, contacts):
    known = languages()[tag]
    for heading in headings:
        assert start_of(heading, known.about) or end_of(heading, known.about_after), heading
    assert is_one_of(contacts, known.contacts)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("ar", "للنشر الفوري"), ("cs", "K okamžitému zveřejnění"), ("da", "Til øjeblikkelig offentliggørelse"),
        ("de", "Zur sofortigen Veröffentlichung"), ("es", "Para publicación inmediata"), ("fi", "Julkaistavissa heti"),
        ("fr", "Pour diffusion immédiate"), ("hu", "Azonnali közlésre"), ("id", "Untuk segera disiarkan"),
        ("it", "Per diffusione immediata"), ("ja", "即時公開"), ("ko", "즉시 보도"), ("nb", "For umiddelbar publisering"),
        ("pl", "Do natychmiastowej publikacji"), ("pt", "Para divulgação imediata"), ("ro", "Pentru publicare imediată"),
        ("ru", "Для немедленной публикации"), ("sv", "För omedelbar publicering"), ("tr", "Hemen yayımlanmak üzere"),
        ("vi", "Phát hành ngay"), ("zh", "即时发布"), ("zh-Hant", "即時發布"),
    ],
)  # fmt: skip
def test_for_immediate_release_is_known(tag, words):
    assert is_one_of(words, languages()[tag].instruction)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("es", "Sin embargo, las obras siguen"), ("fr", "Fin du chantier en mai"), ("de", "Überraschung im Hafen"),
        ("nl", "Overname van een haven"), ("sv", "Omfattande arbeten"), ("pl", "Odpowiedź na pytania"), ("vi", "Vềnh lên"),
        ("cs", "Odal otevírá muzeum"), ("ru", "Обновление вышло"), ("bg", "Запазени места"), ("it", "Sulla via del porto"),
    ],
)  # fmt: skip
def test_words_that_only_begin_alike_open_nothing(tag, words):
    known = languages()[tag]
    assert not start_of(words, (*known.about, *known.legal, *known.embargo))
    assert not is_one_of(words, (*known.contacts, *known.notes, *known.end))
