"""Words: marks, languages, directions, links, footnotes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit import (
    Attachment,
    BlockQuote,
    Code,
    CodeBlock,
    Contact,
    Date,
    Dateline,
    Division,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Mention,
    Moment,
    Note,
    Paragraph,
    Quotation,
    Release,
    Rights,
    SmallCaps,
    Span,
    Speech,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)  # fmt: skip
from releasekit.formats.docx.markup import Look, runs
from releasekit.formats.docx.read_nesting import Piece, nested
from releasekit.formats.docx.story import target


def properties(document, ns, words: str) -> list[str]:
    """The names of the properties of the run that holds the words."""
    for run in document.body.iter(f"{ns}r"):
        if "".join(found.text or "" for found in run.iter(f"{ns}t")) == words:
            found = run.find(f"{ns}rPr")
            return [] if found is None else [child.tag.removeprefix(ns) for child in found]
    raise AssertionError(words)


def value(document, ns, words: str, name: str, attribute: str = "val") -> str | None:
    for run in document.body.iter(f"{ns}r"):
        if "".join(found.text or "" for found in run.iter(f"{ns}t")) == words:
            found = run.find(f"{ns}rPr/{ns}{name}")
            return None if found is None else found.get(f"{ns}{attribute}")
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (Emphasis, ["i", "iCs"]),
        (Strong, ["b", "bCs"]),
        (Underline, ["u"]),
        (Strike, ["strike"]),
        (SmallCaps, ["smallCaps"]),
        (Superscript, ["vertAlign"]),
        (Subscript, ["vertAlign"]),
    ],
)
def test_a_mark_is_a_property_of_its_run(body_of, ns, words, mark, said):
    assert properties(body_of(Paragraph((mark(words("marked")),))), ns, "marked") == said


def test_marks_within_marks_add_up(body_of, ns, words):
    document = body_of(Paragraph((Strong((Emphasis((Underline((Superscript(words("all")),)),)),)),)))
    assert properties(document, ns, "all") == ["b", "bCs", "i", "iCs", "u", "vertAlign"]
    assert value(document, ns, "all", "vertAlign") == "superscript"


def test_what_words_mean_is_a_character_style(body_of, ns, words):
    document = body_of(
        Paragraph((
            Code("code"), Quotation(words("said")), Mention(words("Lavrov"), "person", "lavrov"),
            Date(words("today"), Moment("2027-03-14")), Span(words("span"), kind="term"),
        ))
    )  # fmt: skip
    styles = [value(document, ns, found, "rStyle") for found in ("code", "said", "Lavrov", "today", "span")]
    assert styles == ["Code", "Quotation", "Mention_person", "DateInText", "Span_term"]
    assert document.context.notes == []


def test_lines_tabs_and_soft_hyphens_are_what_word_calls_them(body_of, ns):
    document = body_of(Paragraph((Text("one\ttwo\u00adthree\nfour"), LineBreak(), Text("five"))), CodeBlock("a\n\tb\n\nc"))
    assert document.texts("BodyText") == ["one\ttwo\u00adthree four\nfive"]
    assert document.texts("CodeBlock") == ["a\n\tb\n\nc"]
    assert len(list(document.body.iter(f"{ns}softHyphen"))) == 1
    assert document.document.paragraphs[1].text.startswith("one\ttwo")


def test_a_link_to_a_part_of_the_text_leads_to_its_bookmark_and_one_to_nothing_is_words(body_of, ns, words):
    document = body_of(
        Paragraph((Link(words("there"), "#there"), Link(words("nowhere"), "#nowhere"), Link(words("odd"), "#an odd id"))),
        Division(
            (Paragraph((Text("There "), Span(words("it is"), attributes=(("id", "an odd id"),)))),),
            attributes=(("id", "there"),),
        ),
        Division((Paragraph(words("Again")),), attributes=(("id", "there"),)),
    )
    anchors = [found.get(f"{ns}anchor") for found in document.body.iter(f"{ns}hyperlink")]
    names = [found.get(f"{ns}name") for found in document.body.iter(f"{ns}bookmarkStart")]
    assert anchors[0] == "there"
    assert sorted(anchors) == sorted(names)
    assert all(re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,39}", name) for name in names)
    assert document.codes == ["link-inactive"]


def test_words_of_another_script_have_fonts_for_it(body_of, ns, words):
    spans = (("日本語", "ja"), ("漢字", "zh-Hant"), ("हिन्दी", "hi"), ("deutsch", "de"))
    document = body_of(Paragraph(tuple(Span(words(text), lang=lang) for text, lang in spans)), lang="en")
    found = [value(document, ns, text, "rFonts", "cs" if lang == "hi" else "eastAsia") for text, lang in spans]
    assert found == ["Yu Mincho", "PMingLiU", "Nirmala UI", None]


# ── languages and directions ────────────────────────────────────────────────────────────────────────────────────────


def test_the_language_of_the_release_is_its_default_and_that_of_a_part_is_on_its_runs(body_of, ns, words):
    document = body_of(
        Paragraph(
            (
                Text("english "),
                Span(words("deutsch"), lang="de"),
                Span(words("日本語"), lang="ja"),
                Span(words("ไทย"), lang="th"),
            )
        ),
        Paragraph(words("français"), lang="fr"),
        lang="en-GB",
    )
    default = document.xml("word/styles.xml").find(f".//{ns}rPrDefault//{ns}lang")
    assert default.get(f"{ns}val") == "en-GB"
    assert value(document, ns, "english ", "lang") is None
    assert value(document, ns, "deutsch", "lang") == "de"
    assert value(document, ns, "日本語", "lang", "eastAsia") == "ja"
    assert value(document, ns, "ไทย", "lang", "bidi") == "th"
    assert value(document, ns, "français", "lang") == "fr"
    assert document.document.core_properties.language == "en-GB"


def test_a_release_in_arabic_runs_from_right_to_left(body_of, ns, words):
    document = body_of(Paragraph(words("بيان")), Paragraph(words("English"), lang="en"), lang="ar", headline=words("عنوان"))
    arabic, english = document.paragraphs("BodyText")
    assert arabic.find(f"{ns}pPr/{ns}bidi").get(f"{ns}val") is None
    assert english.find(f"{ns}pPr/{ns}bidi").get(f"{ns}val") == "0"
    assert "rtl" in properties(document, ns, "بيان")
    assert "rtl" not in properties(document, ns, "English")
    assert document.body.find(f"{ns}sectPr/{ns}bidi") is not None
    default = document.xml("word/styles.xml").find(f".//{ns}rPrDefault//{ns}lang")
    assert default.get(f"{ns}bidi") == "ar"


def test_a_direction_that_is_stated_wins_over_that_of_the_language(body_of, ns, words):
    document = body_of(Paragraph(words("Yiddish in Latin letters"), lang="yi", direction="ltr"))
    assert document.paragraphs("BodyText")[0].find(f"{ns}pPr/{ns}bidi") is None


def stretches(found: str, rtl: bool) -> list[tuple[str, bool]]:
    from lxml import etree

    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    root = etree.fromstring(f'<x xmlns:w="{namespace}">{runs(found, Look(rtl=rtl))}</x>')
    return [("".join(run.itertext()), run.find(f".//{{{namespace}}}rtl") is not None) for run in root]


@pytest.mark.parametrize(
    ("found", "rtl", "expected"),
    [
        ("plain words, 12", False, [("plain words, 12", False)]),
        ("see שלום עולם now", False, [("see ", False), ("שלום עולם", True), (" now", False)]),
        ("نشر PostgreSQL 17 اليوم", True, [("نشر ", True), ("PostgreSQL 17", False), (" اليوم", True)]),
        ("الإصدار 17.2 (جديد)", True, [("الإصدار 17.2 (جديد)", True)]),
        ("(2016) 100", True, [("(2016) 100", True)]),
        ("e\u0301 ב\u05b0", False, [("e\u0301 ", False), ("ב\u05b0", True)]),
    ],
)
def test_text_is_split_where_its_direction_changes(found, rtl, expected):
    assert stretches(found, rtl) == expected


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab1 .אب٣(\u0301-\u200f\t")), st.booleans())
def test_splitting_loses_no_character(found, rtl):
    assert "".join(text for text, _ in stretches(found.replace("\t", "x"), rtl)) == found.replace("\t", "x")


# ── links ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:press@example.org", "mailto:press@example.org"),
        ("tel:+442079460000", "tel:+442079460000"),
        ("photos/station 1.jpg", "photos/station%201.jpg"),
        ("../plan.pdf", "../plan.pdf"),
        ("https://пример.рф/путь", "https://пример.рф/путь"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ('https://example.org/"><x', "https://example.org/%22%3E%3Cx"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("vbscript:x", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("ms-word:ofe|u|https://example.org/x.docm", ""),
        ("//example.org/share", ""),
        ("\\\\example.org\\share", ""),
        ("/etc/passwd", ""),
        ("C:\\x", ""),
        ("#part", ""),
        ("mailto:", ""),
        ("https://example.org/" + "x" * 3000, ""),
    ],
)
def test_a_click_leads_only_to_addresses_that_run_nothing(href, expected):
    assert target(href) == expected


def test_a_link_has_a_relationship_a_tip_and_the_style_hyperlink(body_of, ns, words):
    document = body_of(
        Paragraph((Link(words("here"), "https://example.org/?a=1&b=2", "The place"),)),
        Paragraph((Link(words("again"), "https://example.org/?a=1&b=2"),)),
    )
    first, second = document.body.iter(f"{ns}hyperlink")
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    assert document.targets()[first.get(key)] == "https://example.org/?a=1&b=2"
    assert first.get(key) == second.get(key)
    assert first.get(f"{ns}tooltip") == "The place"
    assert value(document, ns, "here", "rStyle") == "Hyperlink"
    assert document.document.paragraphs[1].hyperlinks[0].url == "https://example.org/?a=1&b=2"


def test_code_in_a_link_still_looks_like_a_link(body_of, ns):
    document = body_of(Paragraph((Link((Code("x"),), "https://example.org"),)))
    assert properties(document, ns, "x") == ["rStyle", "color", "u"]


def test_a_link_that_is_not_followed_keeps_its_words_and_says_so(body_of, ns, words):
    document = body_of(Paragraph((Link(words("press me"), "javascript:alert(1)"),)))
    assert document.texts("BodyText") == ["press me"]
    assert not list(document.body.iter(f"{ns}hyperlink"))
    assert [(note.code, note.kind, note.where) for note in document.context.notes] == [
        ("link-inactive", "advice", "/body/0/content/0")
    ]
    assert [name for name, part in document.parts.items() if b"javascript" in part] == ["customXml/item1.xml"]


# ── footnotes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_footnotes_are_footnotes(body_of, ns, words, text):
    document = body_of(
        Paragraph((Text("One"), Note((Paragraph(words("First.")), Paragraph(words("More of it.")))))),
        Paragraph((Text("Two"), Note((Paragraph((Text("See "), Link(words("this"), "https://example.org/n"))),)))),
        headline=(Text("Head"), Note((Paragraph(words("Of the headline.")),))),
    )
    marks = [mark.get(f"{ns}id") for mark in document.body.iter(f"{ns}footnoteReference")]
    assert marks == ["1", "2", "3"]
    notes = {note.get(f"{ns}id"): note for note in document.xml("word/footnotes.xml")}
    assert list(notes) == ["-1", "0", "1", "2", "3"]
    assert [text(paragraph) for paragraph in notes["2"]] == [" First.", "More of it."]
    assert notes["2"].find(f".//{ns}footnoteRef") is not None
    assert [p.find(f"{ns}pPr/{ns}pStyle").get(f"{ns}val") for p in notes["2"]] == ["FootnoteText"] * 2
    assert list(document.targets("footnotes").values()) == ["https://example.org/n"]
    kept = document.xml("word/settings.xml").findall(f"{ns}footnotePr/{ns}footnote")
    assert [note.get(f"{ns}id") for note in kept] == ["-1", "0"]
    assert document.codes == []


def test_a_release_without_footnotes_has_no_part_for_them(body_of, words):
    document = body_of(Paragraph(words("x")))
    assert "word/footnotes.xml" not in document.names
    assert b"footnotePr" not in document.parts["word/settings.xml"]


def test_a_note_in_a_note_keeps_its_words_and_says_so(body_of, words):
    inner = Note((Paragraph(words("Inner.")),))
    document = body_of(Paragraph((Text("x"), Note((Paragraph((Text("Outer."), inner)),)))))
    assert b"Inner." in document.parts["word/footnotes.xml"]
    assert [(note.code, note.where) for note in document.context.notes] == [
        ("note-in-note", "/body/0/content/1/blocks/0/content/1")
    ]


# ── what stands around and between ──────────────────────────────────────────────────────────────────────────────────


def test_the_page_is_in_the_order_of_a_release(opened, words):
    document = opened(
        Release(
            headline=words("Headline"), subtitle=words("Subtitle"), instruction="For immediate release", section=("News",),
            dateline=Dateline("HOLLINGSEA, 14 March"), released=Moment("2027-03-14"), status="withdrawn", lang="en",
            body=(Paragraph(words("Lead."), role="lead"), Paragraph(words("Text.")), Heading(words("Part"))),
            contacts=(Contact("Jo", "Officer", "Trust", "jo@example.org", "+44 1", "example.org", "9–17"),),
            attachments=(Attachment("https://example.org/plan.pdf", "Plan", "application/pdf"),), end_mark="###",
            rights=Rights("© Trust", "Free to use.", "https://example.org/licence"),
        )
    )  # fmt: skip
    styles = [paragraph.style.name for paragraph in document.document.paragraphs]
    assert styles == [
        "Embargo Banner", "Release Kicker", "Title", "Subtitle", "Release Facts", "Release Instruction", "Dateline", "Lead",
        "Body Text", "Heading 2", "Contacts Heading", "Contact", "Attachments Heading", "Attachment", "End Mark", "Rights",
    ]  # fmt: skip
    texts = [paragraph.text for paragraph in document.document.paragraphs]
    assert texts[0:2] == ["Withdrawn", "Press release · News"]
    assert texts[11].split("\n") == ["Jo, Officer, Trust", "jo@example.org  ·  +44 1  ·  example.org", "9–17"]
    assert texts[13] == "Plan  application/pdf"
    assert texts[15] == "© Trust Free to use. https://example.org/licence"
    assert {"mailto:jo@example.org", "https://example.org", "https://example.org/plan.pdf"} <= set(document.targets().values())


def test_a_quotation_and_a_turn_of_a_transcript_have_their_styles(body_of, words):
    document = body_of(
        BlockQuote((Paragraph(words("Quoted.")), Paragraph(words("More."))), words("Somebody")),
        Speech((Paragraph(words("An answer.")),), words("Minister")),
    )
    assert document.texts("Quote") == ["Quoted.", "More."]
    assert document.texts("Attribution") == ["Somebody"]
    assert document.texts("Speaker") == ["Minister"]
    assert document.texts("Speech") == ["An answer."]


def test_words_side_by_side_that_look_alike_are_one_however_many_runs_they_are_in():
    runs = [Piece(Text(word), under) for word in ("high ", "tide ") for under in ((), ())]
    strong = [Piece(Text(word), (("b", ""),)) for word in ("at ", "noon")]
    assert nested([*runs, *strong]) == (Text("high high tide tide "), Strong((Text("at noon"),)))
    assert nested([*runs, Piece(LineBreak(), ()), *runs]) == (
        *(together := (Text("high high tide tide "),)), LineBreak(), *together,
    )  # fmt: skip
