"""A release pasted from a ministry's page: in the seed's shape, in many languages, each field where it belongs."""

from __future__ import annotations

import pytest

from releasekit import Context, inline_text, read, reads, writes

SHAPE = """

[{section}](#)

{date}

{headline}

[{number}](#)

{first}

{second}
"""
CASES = {
    "en": (
        ("Foreign policy", "News"),
        "14 March 2027 18:20",
        "2027-03-14T18:20",
        "The Minister's talks in Port Savry",
        "57-14-03-2027",
        "The ministers reviewed the state of the talks and agreed to meet again with the experts of the two countries.",
        "They were content with what has been done in the past year.",
    ),
    "ru": (
        ("Внешняя политика", "Новости"),
        "21 апреля 2027 года 11:05",
        "2027-04-21T11:05",
        "О встрече министра с послом Альдмера",
        "94-21-04-2027",
        "Министр принял посла и обсудил с ним ход переговоров, которые начались в этом году в столице.",
        "Стороны договорились о том, что встреча экспертов пройдёт после летних каникул.",
    ),
    "ar": (
        ("السياسة الخارجية", "الأخبار"),
        "14 مارس 2027 الساعة 18:20",
        "2027-03-14T18:20",
        "لقاء الوزيرة مع وزير خارجية ألدمير",
        "57-14-03-2027",
        "استقبلت الوزيرة في العاصمة وزير خارجية ألدمير، وجرى خلال اللقاء بحث سير المفاوضات التي بدأت في هذا العام.",
        "واتفق الجانبان على أن يجتمع الخبراء بعد العطلة الصيفية.",
    ),
    "fr": (
        ("Politique étrangère", "Actualités"),
        "14 mars 2027 à 18h20",
        "2027-03-14T18:20",
        "Entretien de la ministre avec son homologue d'Aldmère",
        "57-14-03-2027",
        "La ministre a reçu dans la capitale son homologue, avec qui elle a fait le point sur les négociations en cours.",
        "Ils ont décidé que les experts se retrouveront après les vacances d'été.",
    ),
    "es": (
        ("Política exterior", "Noticias"),
        "14 de marzo de 2027, 18:20",
        "2027-03-14T18:20",
        "Reunión de la ministra con su homólogo de Aldmere",
        "57-14-03-2027",
        "La ministra recibió en la capital a su homólogo, con quien repasó el estado de las negociaciones de este año.",
        "Las partes acordaron que los expertos se reúnan después de las vacaciones de verano.",
    ),
    "zh": (
        ("对外政策", "新闻"),
        "2027年3月14日 18:20",
        "2027-03-14T18:20",
        "外交部长会见阿尔德米尔外交部长",
        "57-14-03-2027",
        "外交部长在首都会见了来访的阿尔德米尔外交部长。双方回顾了谈判的进展。",
        "双方同意专家在夏季之后再次会晤。",
    ),
    "de": (
        ("Außenpolitik", "Aktuelles"),
        "14. März 2027, 18.20 Uhr",
        "2027-03-14T18:20",
        "Gespräch der Ministerin mit ihrem Kollegen aus Aldmer",
        "57-14-03-2027",
        "Die Ministerin hat in der Hauptstadt ihren Kollegen empfangen und mit ihm über den Stand der Verhandlungen gesprochen.",
        "Sie haben vereinbart, dass die Fachleute nach der Sommerpause wieder zusammenkommen.",
    ),
    "it": (
        ("Politica estera", "Notizie"),
        "14 marzo 2027 ore 18:20",
        "2027-03-14T18:20",
        "Colloquio della ministra con il collega di Aldmere",
        "57-14-03-2027",
        "La ministra ha ricevuto nella capitale il collega, con il quale ha fatto il punto sui negoziati in corso.",
        "Le parti hanno deciso che gli esperti si riuniranno dopo la pausa estiva.",
    ),
    "pt": (
        ("Política externa", "Notícias"),
        "14 de março de 2027 às 18h20",
        "2027-03-14T18:20",
        "Encontro da ministra com o seu homólogo de Aldmere",
        "57-14-03-2027",
        "A ministra recebeu na capital o seu homólogo, com quem passou em revista o estado das negociações em curso.",
        "As partes decidiram que os peritos se reunirão depois das férias de verão.",
    ),
    "ko": (
        ("외교 정책", "소식"),
        "2027년 3월 14일 18:20",
        "2027-03-14T18:20",
        "외교부 장관, 알드미어 외교부 장관과 회담",
        "57-14-03-2027",
        "외교부 장관은 수도에서 알드미어 외교부 장관을 만나 협상의 진행 상황을 점검하였다.",
        "양측은 여름이 지난 뒤 전문가 회의를 열기로 하였다.",
    ),
    "ja": (
        ("外交政策", "ニュース"),
        "2027年3月14日 18時20分",
        "2027-03-14T18:20",
        "外務大臣とアルドミア外務大臣との会談",
        "57-14-03-2027",
        "外務大臣は首都でアルドミアの外務大臣と会談し、交渉の進み具合を確かめました。",
        "双方は、夏の後に専門家の会合を開くことで一致しました。",
    ),
    "he": (
        ("מדיניות חוץ", "חדשות"),
        "14 במרץ 2027, 18:20",
        "2027-03-14T18:20",
        "פגישת השרה עם שר החוץ של אלדמיר",
        "57-14-03-2027",
        "השרה קיבלה בבירה את שר החוץ של אלדמיר, והשניים סקרו את מצב המשא ומתן בין המדינות.",
        "הצדדים הסכימו כי המומחים ייפגשו שוב לאחר הקיץ.",
    ),
    "tr": (
        ("Dış politika", "Haberler"),
        "14 Mart 2027 18:20",
        "2027-03-14T18:20",
        "Bakanın Aldmere Dışişleri Bakanı ile görüşmesi",
        "57-14-03-2027",
        "Bakan, başkentte Aldmere Dışişleri Bakanı ile bir araya geldi ve bu yıl başlayan müzakereler için bir değerlendirme yaptı.",
        "Taraflar, uzmanların yaz tatilinden sonra yeniden buluşması konusunda anlaştı.",
    ),
    "pl": (
        ("Polityka zagraniczna", "Aktualności"),
        "14 marca 2027 r., godz. 18:20",
        "2027-03-14T18:20",
        "Rozmowa minister z szefem dyplomacji Aldmeru",
        "57-14-03-2027",
        "Minister przyjęła w stolicy szefa dyplomacji Aldmeru i omówiła z nim stan negocjacji, które rozpoczęły się w tym roku.",
        "Strony uzgodniły, że eksperci spotkają się po wakacjach.",
    ),
    "uk": (
        ("Зовнішня політика", "Новини"),
        "14 березня 2027 року о 18:20",
        "2027-03-14T18:20",
        "Зустріч міністра з послом Альдмеру",
        "57-14-03-2027",
        "Міністр прийняв посла та обговорив із ним перебіг переговорів, які почалися цього року у столиці.",
        "Сторони домовилися, що зустріч експертів відбудеться після літніх канікул.",
    ),
    "sv": (
        ("Utrikespolitik", "Nyheter"),
        "den 14 mars 2027 kl. 18.20",
        "2027-03-14T18:20",
        "Ministerns samtal med sin kollega från Aldmere",
        "57-14-03-2027",
        "Ministern tog emot sin kollega i huvudstaden, och de gick igenom läget i de förhandlingar som inleddes i år.",
        "De kom överens om att experterna ska träffas igen efter sommaren.",
    ),
    "nl": (
        ("Buitenlands beleid", "Nieuws"),
        "14 maart 2027 om 18.20 uur",
        "2027-03-14T18:20",
        "Gesprek van de minister met haar ambtgenoot uit Aldmere",
        "57-14-03-2027",
        "De minister ontving in de hoofdstad haar ambtgenoot en besprak met hem de stand van de onderhandelingen.",
        "Zij spraken af dat de deskundigen na de zomer weer bijeenkomen.",
    ),
}


@pytest.mark.parametrize("lang", CASES)
def test_a_page_in_the_shape_of_the_seed_is_read_right_in_each_language(lang, read_text):
    section, date, released, headline, number, first, second = CASES[lang]
    text = SHAPE.format(
        section=" / ".join(section) + " /", date=date, headline=headline, number=number, first=first, second=second
    )
    context = Context()
    release = read_text(text, context)
    assert release.lang == lang
    assert release.section == section
    assert release.released
    assert release.released.iso == released
    assert inline_text(release.headline) == headline
    assert [one.value for one in release.numbers] == [number]
    assert [inline_text(block.content) for block in release.body] == [first, second]
    assert not release.contacts
    assert not release.subtitle
    assert release.dateline is None
    assert not context.notes


def test_the_real_seed_is_read_exactly_as_its_readme_says(samples):
    context = Context()
    release = read(samples / "139-27-01-2017.txt", context=context)
    assert release.kind == "press-release"
    assert release.section == ("Foreign policy", "News")
    assert release.released
    assert release.released.iso == "2017-01-27T16:48"
    assert release.released.zone is None
    expected = "Press release on Foreign Minister Sergey Lavrov's meeting with representatives of the Syrian opposition"
    assert inline_text(release.headline) == expected
    assert [(one.value, one.href) for one in release.numbers] == [("139-27-01-2017", "")]
    assert release.lang == "en"
    assert [type(block).__name__ for block in release.body] == ["Paragraph"] * 6
    assert len(inline_text(release.body[0].content)) == 845
    assert not release.contacts
    assert not release.dateline
    assert not release.issuers
    assert not context.notes
    assert b"](#" not in writes(release, "md", context=Context())


def test_each_field_of_the_seed_is_recorded_with_its_words(samples):
    source = read(samples / "139-27-01-2017.txt").source
    assert source
    assert source.format == "text"
    words = {one.field: one.words for one in source.found}
    assert words["section"] == "Foreign policy / News /"
    assert words["released"] == "27 January 2017 16:48"
    assert words["numbers"] == "139-27-01-2017"
    assert all(one.rule and one.certainty in {"high", "medium", "low"} for one in source.found)


def test_every_real_text_is_read_and_its_language_told(samples):
    for path in sorted(samples.glob("*.txt")):
        release = reads(path.read_bytes(), "text", context=Context())
        expected = "en" if path.name.startswith("139") else path.stem.rsplit("-", 1)[1]
        assert release.lang == expected, path.name
        assert release.body, path.name
