"""TEI in the manner of other projects, whole files: all are read, no word is lost without a note, and all come back from our TEI."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from releasekit import (
    BulletList,
    Change,
    Context,
    Date,
    Division,
    Entity,
    Figure,
    Heading,
    Image,
    Issuer,
    Link,
    Mention,
    Moment,
    Note,
    Number,
    Paragraph,
    Quotation,
    ReadError,
    Release,
    Source,
    Span,
    Speech,
    Table,
    Text,
    plain_text,
    reads,
    walk,
    writes,
)  # fmt: skip
from releasekit.formats.tei.schema import problems
from releasekit.registry import detect

FILES = sorted(Path(__file__).with_name("others").glob("*.xml"))


def other(name: str) -> tuple[Release, Context]:
    context = Context(name=name)
    return reads(next(path for path in FILES if path.stem == name).read_bytes(), "tei", context=context), context


def nodes(release: Release, kind: type) -> list:
    return [node for _, node in walk(release) if isinstance(node, kind)]


# ── every file ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def file(request) -> Path:
    return request.param


def parsed(data: bytes):
    return etree.fromstring(
        data, etree.XMLParser(remove_comments=True, remove_pis=True, no_network=True, resolve_entities=False)
    )


def test_every_file_is_known_for_tei_and_read(file):
    data = file.read_bytes()
    assert detect(data).name == "tei"
    assert plain_text(reads(data, context=Context()))


def test_no_word_of_the_text_is_lost_without_a_note(file):
    context = Context()
    data = file.read_bytes()
    release = reads(data, "tei", context=context)
    kept = plain_text(release) + writes(release, "json").decode() + " ".join(note.message for note in context.notes)
    text = next(element for element in parsed(data).iter() if etree.QName(element).localname == "text")
    words = {word for words in text.itertext() for word in re.findall(r"\w+", words)}
    assert words
    assert {word for word in words if word not in kept} == set()


def test_every_part_of_the_header_is_a_field_or_has_a_note(file):
    context = Context()
    data = file.read_bytes()
    kept = writes(reads(data, "tei", context=context), "json").decode() + " ".join(note.message for note in context.notes)
    for header in (each for each in parsed(data).iter() if etree.QName(each).localname == "teiHeader"):
        for element in header.iter():
            words = " ".join((element.text or "").split())
            if etree.QName(element).localname == "catDesc":
                words = words.lower()  # a kind of release is called by its name
            if words and words not in kept:
                above = [each for each in element.iterancestors() if f"/{etree.QName(each).localname}: " in kept]
                moment = element.get("when") or element.get("value") or element.get("ident") or element.get("id")
                assert above or moment in kept, words  # its note is cut, or it only spells out a date or a language


def test_every_file_comes_back_from_our_tei_and_has_nothing_more_to_tell(file):
    release = reads(file.read_bytes(), "tei", context=Context())
    data = writes(release, "tei", context=(writing := Context()))
    assert writing.notes == []
    assert problems(data, Context()) == ()  # jing judges it with all others at the end of the run
    assert reads(data, "tei", context=(reading := Context())) == release
    assert reading.notes == []
    assert writes(release, "tei") == data


def test_every_file_comes_back_from_markdown_and_json(file):
    release = reads(file.read_bytes(), "tei", context=Context())
    for format in ("md", "json"):
        assert reads(writes(release, format), format) == release


def test_no_file_is_taken_strictly(file):
    with pytest.raises(ReadError, match="not valid TEI of a release, and reading is strict: ") as caught:
        reads(file.read_bytes(), "tei", context=Context(name="x.xml", strict=True))
    assert caught.value.line == problems(file.read_bytes(), Context())[0].line
    assert str(caught.value).startswith(f"x.xml:{caught.value.line}: ")


# ── what each is to say ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_only_text_of_a_corpus_is_read_in_the_language_of_the_corpus():
    release, context = other("sitting")
    assert release.lang == "en"
    assert release.headline == (Text("Town hall, sitting of 2 March 2026"),)
    assert (release.id, release.released) == ("https://hall.example/2026-03-02", Moment("2026-03-02"))
    assert release.issuers == (Issuer("Hall of Westhaven", "https://hall.example/"),)
    assert release.entities == (
        Entity("OlsenKari", "person", "Olsen Kari"),
        Entity("RaoDev", "person", "Dev Rao", "", "chair"),
        Entity("greens", "organisation", "The Greens"),
    )
    (corpus,) = (note for note in context.losses if note.code == "corpus-dropped")
    assert "Sittings of the town hall" in corpus.message


def test_the_utterances_of_a_sitting_are_speeches_and_its_annotations_are_kept():
    release, _ = other("sitting")
    first, second = nodes(release, Speech)
    assert first.speaker == (Mention((Text("The chair:"),), "person", "RaoDev"),)
    assert second.speaker == (Mention((Text("Olsen Kari"),), "person", "OlsenKari"),)
    word = next(span for span in nodes(release, Span) if span.kind == "w")
    assert word.attributes == (
        ("id", "w1"), ("lemma", "order"), ("pos", "NN"), ("msd", "UPosTag=NOUN|Number=Sing"), ("join", "right"),
    )  # fmt: skip
    kinds = {division.kind for division in nodes(release, Division)}
    assert {"debateSection", "note", "writing"} <= kinds
    assert Mention((Span((Text("Harbour"),), "w"), Text(" "), Span((Text("Office"),), "w")), "organisation") in nodes(
        release, Mention
    )
    assert [date.moment for date in nodes(release, Date)] == [Moment("2026-02-11")]
    assert next(span for span in nodes(release, Span) if span.kind == "unclear").attributes == (("reason", "noise"),)
    assert "Vi venter" in plain_text(release)


def test_a_paper_gives_its_references_figures_formulas_and_source():
    release, _ = other("paper")
    assert [link.href for link in nodes(release, Link)] == [
        "#b0",
        "#fig_1",
        "#formula_1",
        "#foot_0",
        "https://gauges.example/1",
    ]
    assert [heading.level for heading in nodes(release, Heading)] == [2, 2, 2]
    assert nodes(release, Figure)[0].image == Image("image-2.png", "Levels at noon.")
    assert nodes(release, Table)[0].caption == (Text("Table 1 ."),)
    assert nodes(release, Note)[0].blocks == (Paragraph((Text("By hand."),)),)
    formula = next(division for division in (*nodes(release, Span), *nodes(release, Division)) if division.kind == "formula")
    assert dict(formula.attributes)["id"] == "formula_1"
    assert release.source == Source("https://doi.org/10.9999/straits.3", "Tides in narrow straits")
    assert release.summary == "Water is slow. It is also deep."


def test_a_pamphlet_gives_front_verse_glossary_and_notes_at_its_end():
    release, context = other("pamphlet")
    assert (release.issuers, release.released) == ((Issuer("Lantern Press", "", "Westhaven"),), Moment("1911"))
    assert release.changes == (Change("Typed.", Moment("2020-02-02")), Change("Proofread.", Moment("2020-03-03")))
    assert [division.kind for division in release.body if isinstance(division, Division)][::3] == ["front", "back"]
    assert "Sea, be still,\nbe still." in plain_text(release)
    glossary = next(each for each in nodes(release, BulletList) if "wick" in str(each))
    assert glossary.items[0].blocks == (Paragraph((Text("wick"),), "label"), Paragraph((Text("what burns"),)))
    assert "1. white\n2. green" in plain_text(release)
    assert nodes(release, Quotation)[0].content[0] == Text("never ")
    assert [len(note.blocks) for note in nodes(release, Note)] == [1]
    assert {"dedication", "contents", "chapter", "notes", "index"} <= {each.kind for each in nodes(release, Division)}
    assert "header-dropped" in {note.code for note in context.losses}


def test_tei_p4_is_read_as_what_p5_calls_the_same():
    release, context = other("circular-p4")
    assert (release.released, release.lang, release.numbers) == (Moment("1998-05-06"), "en", (Number("44", "circ"),))
    assert [link.href for link in nodes(release, Link)] == ["#d1", "https://lights.example/", "https://more.example/"]
    assert [date.moment for date in nodes(release, Date)] == [Moment("1998-06-01")]
    assert "café" in plain_text(release)
    assert ("corr", "harbour") in next(span for span in nodes(release, Span) if span.kind == "sic").attributes
    assert (context.notes[0].code, context.notes[0].line) == ("tei-p4", 3)


def test_an_edition_of_a_stone_shows_the_best_reading_and_tells_of_the_others():
    release, context = other("stone")
    words = plain_text(release)
    assert "via volt" in words
    assert "viaa" not in words
    dropped = " ".join(note.message for note in context.losses if note.code == "reading-dropped")
    for word in ("viaa", "vult", "milia"):
        assert word in dropped
    kinds = {span.kind for span in nodes(release, Span)}
    assert {"supplied", "ex", "unclear", "num", "surplus", "add", "subst", "fw"} <= kinds
    assert [division.kind for division in release.body] == ["edition", "apparatus", "translation", "commentary", "bibliography"]


def test_a_text_without_header_and_namespace_keeps_what_nobody_knows():
    release, context = other("headless")
    assert context.notes[0].code == "namespace-missing"
    assert release.body[0] == Heading((Text("Loose page"),), 2)
    mystery = next(division for division in nodes(release, Division) if division.kind == "mystery")
    assert mystery.attributes == (("weight", "3"),)
    assert next(span for span in nodes(release, Span) if span.kind == "odd").attributes == (("n", "1"),)
    assert plain_text(release).endswith("x = 2")


def test_a_collection_of_texts_is_divisions_with_their_languages():
    release, _ = other("collection")
    group = next(division for division in release.body if isinstance(division, Division) and division.kind == "group")
    assert [(each.kind, each.lang) for each in group.blocks if isinstance(each, Division)] == [
        ("text", "en"), ("text", "fr"), ("group", ""),
    ]  # fmt: skip


# ── corpora ─────────────────────────────────────────────────────────────────────────────────────────────────────────

NS = "http://www.tei-c.org/ns/1.0"


def test_a_corpus_that_includes_its_texts_from_elsewhere_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "part.xml").write_text(f'<TEI xmlns="{NS}"><text><body><p>SECRET</p></body></text></TEI>')
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{(tmp_path / "part.xml").as_uri()}"/>'
    with pytest.raises(ReadError, match="a corpus without a text: if it includes other files, read those"):
        reads(f'<teiCorpus xmlns="{NS}"><teiHeader/>{include}</teiCorpus>', "tei", context=Context())


def test_the_only_text_of_a_corpus_in_a_corpus_keeps_its_lines_its_language_and_its_white_space():
    text = f"<TEI xml:lang='fr'>\n<text><body><p>deux  mots</p>\n<p>{'<seg>' * 300}"
    with pytest.raises(ReadError) as caught:
        reads(f'<teiCorpus xmlns="{NS}"><teiCorpus xml:space="preserve" xml:lang="en">{text}', "tei", context=Context())
    assert caught.value.line == 3
    whole = text.split("\n<p>", maxsplit=1)[0] + "</body></text></TEI></teiCorpus></teiCorpus>"
    release = reads(f'<teiCorpus xmlns="{NS}"><teiCorpus xml:space="preserve" xml:lang="en">{whole}', "tei", context=Context())
    assert (release.lang, release.body) == ("fr", (Paragraph((Text("deux  mots"),)),))
