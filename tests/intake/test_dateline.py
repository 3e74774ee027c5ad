"""Datelines as they are printed around the world: what they say, and what looks like one and is none."""

from __future__ import annotations

import pytest

from releasekit.intake import dateline
from releasekit.intake.language import spoken
from releasekit.model import Link, Text, inline_text

DATELINES = [
    ("en", "MERIN, 14 March 2027 – ", "MERIN", "2027-03-14"),
    (
        "en",
        "Merin, Savria, March 14, 2027 – PRISM MediaWire (Press Release Service – Distribution) –  ",
        "Merin, Savria",
        "2027-03-14",
    ),
    ("en", "(NewMediaWire) - March 14, 2027 - MERIN — ", "MERIN", "2027-03-14"),
    ("en", "MERIN, SAVRIA - Media OutReach Newswire – 14 March 2027 – ", "MERIN, SAVRIA", "2027-03-14"),
    ("en", "MERIN, ON, March 14, 2027 /24-7PressRelease/ -- ", "MERIN, ON", "2027-03-14"),
    ("en", "MERIN--(BUSINESS WIRE)--", "MERIN", None),
    ("en", "MERIN, March 14, 2027 (GLOBE NEWSWIRE) -- ", "MERIN", "2027-03-14"),
    ("en", "MERIN, SV / ACCESS Newswire / March 14, 2027 / ", "MERIN, SV", "2027-03-14"),
    ("en", "Merin, Savria--(Newsfile Corp. - March 14, 2027) - ", "Merin, Savria", "2027-03-14"),
    ("en", "COLUMBIA, Mo., March 14, 2027 – ", "COLUMBIA, Mo.", "2027-03-14"),
    ("en", "MERIN, Savria, March 14 (Yonhap) -- ", "MERIN, Savria", None),
    ("en", "MERIN (AP) — ", "MERIN", None),
    ("en", "MERIN, Savria — ", "MERIN, Savria", None),
    ("en", "Merin/Port Savry, 14 March 2027 - ", "Merin/Port Savry", "2027-03-14"),
    ("en", "Merin, 14 March 2027: ", "Merin", "2027-03-14"),
    ("en", "March 14, 2027 - ", "", "2027-03-14"),
    ("en", "--News Direct-- ", "", None),
    ("de", "Berlin, 14. März 2027 – ", "Berlin", "2027-03-14"),
    ("de", "München (ots) - ", "München", None),
    ("fr", "Paris, le 14 mars 2027 – ", "Paris", "2027-03-14"),
    ("es", "Madrid, 14 de marzo de 2027.- ", "Madrid", "2027-03-14"),
    ("it", "Roma, 14 marzo 2027 - ", "Roma", "2027-03-14"),
    ("pt", "São Paulo, 14 de março de 2027 – ", "São Paulo", "2027-03-14"),
    ("pl", "Warszawa, 14 marca 2027 r. – ", "Warszawa", "2027-03-14"),
    ("tr", "İSTANBUL, 14 Mart 2027 /PRNewswire/ -- ", "İSTANBUL", "2027-03-14"),
    ("ru", "14 марта 2027г. - ", "", "2027-03-14"),
    ("ar", "دبي، الإمارات العربية المتحدة، 14 مارس 2027 – ", "دبي، الإمارات العربية المتحدة", "2027-03-14"),
    ("he", "מרץ 14, 2027 - ", "", "2027-03-14"),
    ("hi", "14 मार्च 2027 – ", "", "2027-03-14"),
    ("th", "14 มีนาคม 2570 - ", "", "2027-03-14"),
    ("ja", "東京、2027年3月14日 /PRNewswire/ -- ", "東京", "2027-03-14"),
    ("ja", "【東京、2027年3月14日】", "東京", "2027-03-14"),
    ("ja", "【東京2027年3月14日PR Newswire=共同通信JBN】", "東京", "2027-03-14"),
    ("ko", "(서울=연합뉴스) ", "서울", None),
    ("ko", "[서울=뉴시스]", "서울", None),
    ("zh", "北京2027年3月14日 /美通社/ -- ", "北京", "2027-03-14"),
    ("zh", "新华社北京3月14日电 ", "北京", None),
]


@pytest.mark.parametrize(("tag", "printed", "place", "date"), DATELINES, ids=[printed for _, printed, *_ in DATELINES])
def test_a_dateline_says_its_place_and_its_date(tag, printed, place, date):
    opening = dateline.split((Text(printed + "Xylo says what it does."),), spoken(tag))
    assert opening
    assert opening.dateline.place == place
    assert (opening.dateline.date.iso if opening.dateline.date else None) == date
    assert inline_text(opening.rest).strip() == "Xylo says what it does."
    assert opening.dateline.printed in printed


@pytest.mark.parametrize(
    "words",
    [
        "On March 14, 2027 - the team met",
        "Acme Corp. (NASDAQ: ACM) – a leading maker of things",
        "ACME CORP. (NASDAQ: ACM) – a leading maker of things",
        "ACME, Inc. – a leading maker of things",
        "The Quay Group (QG) - a leader",
        "He said – and this matters – that",
        "Mr. Smith – CEO of Acme – said on",
        "MERIN, 14 March 2027, 09:30 – the doors open",
        "A pilot and/or a deckhand - both",
        "MERIN – ",
    ],
)
def test_what_opens_a_sentence_is_no_dateline(words):
    assert dateline.split((Text(words),), spoken("en")) is None


def test_a_wire_may_be_a_link_and_its_address_is_kept_in_the_words():
    content = (
        Text("MERIN - "),
        Link((Text("Media OutReach Newswire"),), "https://wire.example/"),
        Text(" – 14 March 2027 – Xylo says."),
    )
    opening = dateline.split(content, spoken("en"))
    assert opening
    assert opening.words == "MERIN - Media OutReach Newswire (https://wire.example/) – 14 March 2027"
    assert opening.rest == (Text("Xylo says."),)
