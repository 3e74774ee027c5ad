"""TEI that others made: fields where they are, the text read, and no word lost in silence."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from releasekit import (
    BlockQuote,
    BulletList,
    CodeBlock,
    Context,
    Dateline,
    Division,
    Embargo,
    Emphasis,
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
    OrderedList,
    Paragraph,
    Quotation,
    RawBlock,
    RawInline,
    Release,
    Rights,
    Source,
    Span,
    Speech,
    Strong,
    Subject,
    Table,
    Text,
    ThematicBreak,
    Translation,
    plain_text,
    reads,
    walk,
)  # fmt: skip

SAMPLE = Path(__file__).parents[3] / "../shared/tei/sample-release.tei.xml"
HERE = Path(__file__).with_name("others")


def codes(context: Context) -> set[str]:
    return {note.code for note in context.notes}


# ── the sample of the mapping ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def sample() -> tuple[Release, Context]:
    if not SAMPLE.is_file():
        pytest.skip("the sample of the mapping is not here: ../shared/tei")
    context = Context()
    return reads(SAMPLE.read_bytes(), "tei", context=context), context


def test_the_sample_gives_every_field_that_it_has(sample):
    release, _ = sample
    assert release.id == "https://example.org/139-27-01-2017"
    assert release.version == "2"
    assert release.kind == "press-release"
    assert release.numbers == (Number("139-27-01-2017"),)
    assert release.section == ("Foreign policy", "News")
    assert release.headline == (Text("Release headline"),)
    assert release.subtitle == (Text("Subheading"),)
    assert release.summary == "Lead or summary"
    assert release.issuers == (Issuer("Issuer", "mid.ru"),)
    assert release.released == Moment("2017-01-27T16:48:00+03:00")
    assert release.embargo.until == Moment("2017-01-27T16:00:00+03:00")
    assert release.status == "published"
    assert [(change.version, change.status, change.at.iso[:10]) for change in release.changes] == [
        ("2", "published", "2017-01-28"),
        ("1", "embargoed", "2017-01-27"),
    ]
    assert release.instruction == "FOR IMMEDIATE RELEASE"
    assert (release.dateline.printed, release.dateline.place) == ("MOSCOW, January 27", "Moscow")
    assert release.dateline.date == Moment("2017-01-27")
    assert release.lang == "en"
    assert release.translations == (Translation("ru", "https://example.org/ru/139-27-01-2017"),)
    assert [(contact.name, contact.email, contact.phone) for contact in release.contacts] == [
        ("A. Person", "press@example.org", "+7 000")
    ]
    assert [(each.href, each.title, each.media_type) for each in release.attachments] == [
        ("files/a.pdf", "Annex", "application/pdf")
    ]
    assert release.keywords == ("Syria",)
    assert release.subjects == (Subject("11000000", "http://cv.iptc.org/newscodes/mediatopic/"),)
    assert [(entity.id, entity.kind) for entity in release.entities] == [
        ("p1", "person"), ("o1", "organisation"), ("l1", "place"), ("e1", "event"),
    ]  # fmt: skip
    assert release.rights == Rights("Copyright notice", "Usage terms", "https://creativecommons.org/licenses/by/4.0/")
    assert release.end_mark == "###"
    assert release.source == Source("https://example.org/139-27-01-2017", "Web page")


def test_the_sample_gives_its_text(sample):
    release, context = sample
    lead, section, said, quote, bullets, table, figure, notes, boilerplate = release.body
    assert lead.role == "lead"
    assert [(node.kind, node.ref) for node in lead.content if isinstance(node, Mention)] == [
        ("person", "p1"), ("organisation", "o1"), ("event", "e1"),
    ]  # fmt: skip
    assert isinstance(lead.content[-1], Note)
    assert section == Heading((Text("Section"),), 2)
    assert said.content == (Quotation((Text("A quoted sentence."),), "p1"),)
    assert quote.attribution[0] == Mention((Text("Sergey Lavrov"),), "person", "p1")
    assert isinstance(bullets.items[0].blocks[1], OrderedList)
    assert (table.head_rows, len(table.rows), table.caption) == (1, 2, (Text("Caption"),))
    assert figure == Figure(Image("img/a.jpg", "Alt text"), (Text("Caption"),), (Text("Credit"),))
    assert (notes.kind, boilerplate.kind) == ("notes-to-editors", "boilerplate")
    assert boilerplate.blocks[0] == Heading((Text("About the issuer"),), 2)
    assert {note.code for note in context.losses} == {"attribute-dropped"}  # the day of an event has no field


def test_the_sample_is_written_in_our_form_and_comes_back(sample, write):
    write(sample[0])


# ── whole documents in the manner of other projects ─────────────────────────────────────────────────────────────────


def other(name: str) -> tuple[Release, Context]:
    context = Context()
    return reads((HERE / name).read_bytes(), "tei", context=context), context


def test_a_parliament_gives_its_speeches(write):
    release, context = other("parliament.xml")
    first, time, second = release.body[0].blocks[1:]
    assert release.body[0].kind == "debateSection"
    assert first.speaker == (Mention((Text("Ann Lee:"),), "person", "LeeA"),)
    assert [type(block) for block in first.blocks] == [Paragraph, Paragraph, RawBlock]
    assert first.blocks[0].content[0] == Text("Thank you all for coming ")
    assert time == Division((Paragraph((Text("10:15"),)),), "note")
    assert second.speaker == (Mention((Text("Guest"),), "person", "Guest"),)
    assert release.entities == (Entity("LeeA", "person", "Ann Lee"),)
    assert release.issuers == (Issuer("The Corpus House"),)
    assert release.released == Moment("2021-06-11")
    assert release.numbers == (Number("http://hdl.example.org/1", "handle"),)
    lost = " ".join(note.message for note in context.losses)
    for words in ("Session 4", "Jane Coder", "2 speeches", "A project.", "value=F"):
        assert words in lost
    write(release)


def test_an_article_gives_its_sections_tables_and_references(write):
    release, context = other("article.xml")
    assert [block.content[0].text for block in release.body if isinstance(block, Heading)] == ["Introduction", "Methods"]
    assert next(block for block in release.body if isinstance(block, Table)).caption == (Text("Table 1 ."),)
    assert next(block for block in release.body if isinstance(block, Figure)).image.alt == "A picture of things"
    assert release.body[-1].kind == "back"
    assert "Old things Bob Ray" in plain_text(release)
    assert release.summary == "We study things.\n\nTwice."
    assert release.keywords == ("alpha", "beta")
    assert release.released == Moment("2019-03")
    assert release.source == Source("https://doi.org/10.1000/1", "A study of things")
    assert "unknown-element" in codes(context)
    write(release)


def test_a_letter_in_tei_lite_gives_its_parts(write):
    release, context = other("letter.xml")
    assert (release.dateline.printed, release.dateline.date, release.end_mark) == (
        "London, 2 Jan 1900",
        Moment("1900-01-02"),
        "Finis",
    )
    assert plain_text(release).split("\n") == [
        "A letter", "London, 2 Jan 1900", "by Somebody", "Dear Sir,", "One",
        "It is very good, he said and the Bob Book.", "Points", "1. a", "2. x", "b", "after all",
        "Roses are red", "Violets blue", "Standing alone", "Cited words", "There", "H", "a", "code", "  here",
        "BOB", "A verse", "exit", "prose", "Inner", "In", "Yours, S.", "Finis",
    ]  # fmt: skip
    assert [note.message for note in context.losses] == [
        "the comment 'a letter' has no place in a release",
        "the comment 'c' has no place in a release",
        "teiHeader/fileDesc/publicationStmt/p: 'Unpublished' has no field",
        "sic 'teh' gives way to another reading",
    ]
    assert release.issuers == (Issuer("Somebody"),)
    assert "author-as-issuer" in codes(context)
    write(release)


# ── header ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def header(publication: str = "<publisher/>", title: str = "<title>T</title>", notes: str = "", rest: str = "") -> str:
    return (
        f"<fileDesc><titleStmt>{title}</titleStmt><publicationStmt>{publication}</publicationStmt>{notes}"
        f"<sourceDesc><bibl/></sourceDesc></fileDesc>{rest}"
    )


def test_an_organisation_that_is_author_is_the_issuer_where_nobody_publishes(read):
    release, context = read(
        header=header(title="<title>T</title><author><orgName ref='https://o.example'>O</orgName></author>")
    )
    assert release.issuers == (Issuer("O", "https://o.example"),)
    assert context.notes == []


@pytest.mark.parametrize(
    ("author", "lost"),
    [
        ("<author>Ada Quill</author>", set()),
        ("<author><persName>Ada Quill</persName></author>", set()),
        ("<author><name>Ada Quill</name><email>a@b.example</email></author>", {"header-dropped"}),
    ],
)
def test_another_author_is_the_issuer_where_nobody_else_is(author, lost, read):
    release, context = read(header=header(title=f"<title>T</title>{author}"))
    assert release.issuers == (Issuer("Ada Quill"),)
    assert codes(context) == {"author-as-issuer", *lost}
    release, context = read(header=header("<publisher>B</publisher>", title=f"<title>T</title>{author}"))
    assert release.issuers == (Issuer("B"),)
    assert "Ada Quill" in context.losses[0].message


def test_an_author_who_is_no_publisher_is_reported(read):
    title = "<title>T</title><author><orgName>A</orgName></author>"
    release, context = read(header=header("<publisher>B</publisher><publisher>C</publisher>", title))
    assert release.issuers == (Issuer("B"), Issuer("C"))
    assert "'A' has no field" in context.losses[0].message


def test_the_uri_of_a_publisher_is_that_of_the_author_of_its_name(read):
    title = "<title>T</title><author><orgName key='c'>C</orgName></author>"
    release, _ = read(header=header("<publisher>B</publisher><publisher>C</publisher>", title))
    assert release.issuers == (Issuer("B"), Issuer("C", "c"))


def test_a_place_of_publication_without_a_dateline_is_the_address_of_the_issuer(read):
    release, _ = read(header=header("<publisher>B</publisher><pubPlace>Paris</pubPlace>"))
    assert release.issuers == (Issuer("B", "", "Paris"),)
    _, context = read(header=header("<publisher/><pubPlace>Paris</pubPlace>"))
    assert "Paris" in context.losses[0].message


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("<date when='2027-01-02'>x</date>", "2027-01-02"),
        ("<date>2027-01-02</date>", "2027-01-02"),
        ("<date type='published' when='2027-01-02T03:04:05+0300'/>", "2027-01-02T03:04:05+03:00"),
        ("<date from='2027-01'/>", "2027-01"),
    ],
)
def test_a_date_of_publication_is_when_it_was_released(date, moment, read):
    assert read(header=header(f"<publisher/>{date}"))[0].released == Moment(moment)


def test_a_date_that_says_no_moment_is_reported(read):
    release, context = read(header=header("<publisher/><date>last spring</date><date when='2027'/><date when='2026'/>"))
    assert release.released == Moment("2027")
    assert [note.message.split(": ")[1] for note in context.losses] == [
        "'last spring' has no field",
        "'when=2026' has no field",
    ]


@pytest.mark.parametrize(
    ("words", "printed"),
    [("", ""), ("2026-05-05T10:00+02:00", ""), ("Not before Tuesday at ten", "Not before Tuesday at ten")],
)
def test_an_embargo_among_the_dates_of_publication_is_the_embargo(words, printed, read, write):
    date = f"<date type='embargo' notBefore-iso='2026-05-05T10:00+02:00'>{words}</date>"
    release, context = read(header=header(f"<publisher/>{date}"))
    assert release.embargo == Embargo(Moment("2026-05-05T10:00+02:00"), printed)
    assert context.notes == []
    write(release)


def test_a_second_date_of_publication_is_reported_once(read):
    dates = "<date when='2026-04-30'/><date from='2026-05-01' to='2026-05-31'>in May</date>"
    release, context = read(header=header(f"<publisher/>{dates}"))
    assert release.released == Moment("2026-04-30")
    assert [note.code for note in context.notes] == ["header-dropped"]


def test_numbers_keep_their_schemes_and_the_first_uri_is_the_id(read):
    publication = "<publisher/><idno type='DOI'>10/1</idno><idno>7<idno type='sub'>8</idno></idno><idno type='URL'>u</idno><idno type='URI'>v</idno>"
    release, _ = read(header=header(publication))
    assert release.id == "u"
    assert release.numbers == (Number("10/1", "DOI"), Number("7"), Number("8", "sub"), Number("v", "URI"))


def test_keywords_subjects_and_the_language_are_read(read):
    rest = (
        "<encodingDesc><classDecl><taxonomy xml:id='t'><category xml:id='t1'><catDesc>One</catDesc></category></taxonomy></classDecl></encodingDesc>"
        "<profileDesc><langUsage><language ident='fr'>French</language><language ident='de'/></langUsage><textClass>"
        "<keywords><list><item>a</item><item>b</item></list></keywords><catRef scheme='#t' target='#t1 #t2'/></textClass></profileDesc>"
    )
    release, context = read(header=header(rest=rest))
    assert (release.lang, release.keywords) == ("fr", ("a", "b"))
    assert release.subjects == (Subject("t1", "#t"), Subject("t2", "#t"))
    assert {note.code for note in context.losses} == {"header-dropped", "language-dropped"}


def test_what_is_no_language_tag_is_reported_with_its_line(read):
    rest = "<profileDesc>\n<langUsage>\n<language ident='en'/>\n<language ident='old words'/></langUsage></profileDesc>"
    release, context = read(header=header(rest=rest))
    assert release.lang == "en"
    assert [(note.code, note.message, note.line) for note in context.notes] == [
        ("language-dropped", "'old words' is no language tag", 4)
    ]


def test_a_note_of_another_key_that_is_no_json_is_kept_as_text(read):
    release, context = read(
        header=header(notes="<notesStmt><note type='extra' n='k'>not json</note><note type='extra' n='k'>1</note></notesStmt>")
    )
    assert [(extra.key, extra.value) for extra in release.extra] == [("k", "not json")]
    assert codes(context) == {"extra-not-json", "header-dropped"}


def test_the_history_is_read_from_any_list_of_changes(read):
    rest = "<revisionDesc status='two words'><listChange><change when='2027-01-02' who='#x'><name>A</name>: did it</change></listChange></revisionDesc>"
    release, context = read(header=header(rest=rest))
    assert [(change.at, change.text) for change in release.changes] == [(Moment("2027-01-02"), "A: did it")]
    assert "who of change" in " ".join(note.message for note in context.losses)


def test_entities_without_an_id_of_ours_get_one_and_mentions_follow(read):
    rest = (
        "<standOff><listPerson><head/><person xml:id='Müller'><persName>M</persName></person><person><persName>N</persName></person>"
        "<listPerson><person xml:id='M_ller' role='x'/></listPerson></listPerson></standOff>"
    )
    release, context = read("<p><persName ref='#Müller'>M</persName> <persName ref='#M_ller'>m</persName></p>", rest=rest)
    assert [note.message for note in context.notes if note.code == "entity-renamed"] == [
        "the id 'Müller' is 'M_ller' in the release", "the id 'M_ller' is 'M_ller_' in the release",
    ]  # fmt: skip
    assert [entity.id for entity in release.entities] == ["M_ller", "person2", "M_ller_"]
    assert [node.ref for node in release.body[0].content if isinstance(node, Mention)] == ["M_ller", "M_ller_"]


# ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_white_space_of_others_is_one_space_unless_they_keep_it(read):
    body = "<p>\n   one <hi>two</hi>\n   <hi>\n three</hi>\tfour\n</p>"
    content = read(body)[0].body[0].content
    assert content == (Text("one "), Emphasis((Text("two"),)), Text(" "), Emphasis((Text(" three"),)), Text(" four"))
    kept = read("<p>one  two\n three</p>", root="xml:space='preserve'")[0].body[0].content
    assert kept == (Text("one  two\n three"),)


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<p>a<list><item>b</item></list>c</p>", (Paragraph((Text("a"),)), BulletList(items=()), Paragraph((Text("c"),)))),
        ("<p rend='x y'>a</p>", (Paragraph((Text("a"),)),)),
        ("<p><hi rend='bold italic'>a</hi></p>", (Paragraph((Strong((Emphasis((Text("a"),)),)),)),)),
        ("<p><hi rend='red'>a</hi></p>", (Paragraph((Span((Text("a"),), "hi", (("rend", "red"),)),)),)),
        ("<p><ptr target='x'/></p>", (Paragraph((Link((Text("x"),), "x"),)),)),
        ("<p><q who='#a'>b</q></p>", (Paragraph((Quotation((Text("b"),), "a"),)),)),
        ("<quote>a</quote>", (BlockQuote((Paragraph((Text("a"),)),)),)),
        ("<p>a<q><p>b</p></q></p>", (Paragraph((Text("a"),)), BlockQuote((Paragraph((Text("b"),)),)))),
        ("<p><w lemma='b' xml:id='i' xml:lang='fr'>a</w></p>", (Paragraph((Span((Text("a"),), "w", (("lemma", "b"), ("id", "i")), lang="fr"),)),)),
        ("<gap reason='x'/><p>a<gap/>b</p>", (RawBlock("tei", '<gap reason="x"/>'), Paragraph((Text("a"), RawInline("tei", "<gap/>"), Text("b"))))),
        ("<p>a<milestone unit='x' rend='rule'/>b</p>", (Paragraph((Text("a"),)), ThematicBreak(), Paragraph((Text("b"),)))),
        ("<byline>a</byline>", (Paragraph((Text("a"),), "byline"),)),
        ("<mystery>a</mystery>", (Paragraph((Text("a"),), "mystery"),)),
        ("<mystery><p>a</p></mystery>", (Division((Paragraph((Text("a"),)),), "mystery"),)),
        ("<p><date when='x'>a</date></p>", (Paragraph((Span((Text("a"),), "date", (("when", "x"),)),)),)),
        ("<div><head>a</head><div><head>b</head></div></div>", (Heading((Text("a"),), 2), Heading((Text("b"),), 3))),
        ("<div xml:lang='ru'><p>a</p></div>", (Division((Paragraph((Text("a"),)),), lang="ru"),)),
        ("<div type='chapter' subtype='x' n='1'><p>a</p></div>", (Division((Paragraph((Text("a"),)),), "chapter", (("subtype", "x"), ("n", "1"))),)),
        ("<note>a</note>", (Division((Paragraph((Text("a"),)),), "note"),)),
        ("loose <hi>words</hi>", (Paragraph((Text("loose "), Emphasis((Text("words"),)))),)),
        ("<p><persName><forename>A</forename><surname>B</surname></persName></p>",
         (Paragraph((Mention((Span((Text("A"),), "forename"), Text(" "), Span((Text("B"),), "surname"))),)),)),
        ("<p><name type='org'>a</name></p>", (Paragraph((Mention((Text("a"),), "organisation"),)),)),
        ("<eg>a\n b</eg>", (CodeBlock("a\n b"),)),
        ("<sp who='#x'><speaker>A</speaker><p>b</p></sp>", (Speech((Paragraph((Text("b"),)),), (Mention((Text("A"),), "person", "x"),)),)),
        ("<p><foreign xml:lang='la'>a</foreign><hi xml:lang='la'>b</hi></p>",
         (Paragraph((Span((Text("a"),), lang="la"), Emphasis((Span((Text("b"),), lang="la"),)))),)),
    ],
)  # fmt: skip
def test_markup_of_others_is_read_so(body, blocks, read, write):
    found = read(body)[0].body
    if any(isinstance(block, BulletList) for block in blocks):
        assert [type(block) for block in found] == [type(block) for block in blocks]
    else:
        assert found == blocks
    write(read(body)[0])


def test_the_headline_is_not_repeated_in_the_text(read):
    assert read("<head>Headline</head><p>a</p>")[0].body == (Paragraph((Text("a"),)),)
    assert read("<div><head> Headline </head><p>a</p></div>")[0].body == (Paragraph((Text("a"),)),)
    assert read("<head>Another</head><p>a</p>")[0].body[0] == Heading((Text("Another"),), 2)


def test_a_contact_keeps_what_it_can_and_reports_the_rest(read):
    body = (
        "<p>a</p><div type='contact'><head>Press</head><p>Ask us.</p><address><name>N</name><street>1 Road</street>"
        "<addrLine><ref target='mailto:a@b.c'>write</ref></addrLine><addrLine>Floor 2</addrLine></address></div>"
    )
    release, context = read(body)
    assert [(contact.name, contact.email) for contact in release.contacts] == [("N", "a@b.c")]
    assert release.body[1] == Division((Paragraph((Text("Ask us."),)),), "contact")
    assert {"contact-line-dropped", "heading-replaced"} == codes(context)
    assert "Floor 2" in " ".join(note.message for note in context.losses)


def test_a_group_of_texts_is_read_as_divisions():
    text = "<text><front><p>f</p></front><body><p>{}</p></body></text>"
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><group>{text.format("a")}{text.format("b")}</group></text></TEI>'
    release = reads(data, "tei")
    assert plain_text(release) == "f\na\nf\nb"


NAMES = [
    "p",
    "ab",
    "div",
    "head",
    "list",
    "item",
    "label",
    "quote",
    "q",
    "said",
    "cit",
    "bibl",
    "table",
    "row",
    "cell",
    "figure",
    "figDesc",
    "graphic",
    "sp",
    "speaker",
    "u",
    "seg",
    "hi",
    "emph",
    "ref",
    "note",
    "persName",
    "orgName",
    "rs",
    "name",
    "date",
    "foreign",
    "floatingText",
    "body",
    "lg",
    "l",
    "opener",
    "closer",
    "salute",
    "signed",
    "dateline",
    "byline",
    "trailer",
    "address",
    "addrLine",
    "choice",
    "sic",
    "corr",
    "del",
    "add",
    "w",
    "gap",
    "title",
    "code",
    "eg",
    "stage",
    "argument",
    "front",
    "back",
    "text",
    "mystery",
    "biblStruct",
    "author",
    "email",
    "term",
    "milestone",
    "pb",
    "lb",
    "ptr",
    "titlePage",
    "docTitle",
    "titlePart",
    "div1",
    "said",
    "postscript",
]


def tree(chance: random.Random, words: list[str], depth: int) -> str:
    """Elements of any kind within any other, each with words that stand nowhere else."""
    out = []
    for _ in range(chance.randint(1, 3)):
        if chance.random() < 0.4:
            words.append(f"w{len(words)}q")
            out.append(words[-1])
        name = chance.choice(NAMES)
        attributes = chance.choice(
            ["", "", ' type="contact"', ' type="x"', ' rend="bold"', ' xml:lang="fr"', ' who="#a"', ' target="x"']
        )
        out.append(f"<{name}{attributes}>{tree(chance, words, depth - 1) if depth else ''}</{name}>")
    return chance.choice(["", " ", "\n "]).join(out)


@pytest.mark.parametrize("seed", range(40))
def test_no_word_of_any_markup_is_lost_in_silence(seed, read, write):
    chance = random.Random(seed)
    for _ in range(10):
        words: list[str] = []
        body = tree(chance, words, 4)
        release, context = read(body, root=chance.choice(["", "xml:space='preserve'"]))
        told = plain_text(release) + " ".join(note.message for note in context.notes)
        assert [word for word in words if word not in told] == [], body
        write(release)


@pytest.mark.parametrize("who", ["#KampIlse", "https://people.example/7"])
def test_a_speaker_without_a_name_in_the_file_is_called_by_the_reference_with_a_note(who, read):
    release, context = read(f"<u who='{who}'>Good morning.</u>")
    assert isinstance(release.body[0], Speech)
    assert who.removeprefix("#") in plain_text(release)
    assert "speaker-unnamed" in codes(context)


@pytest.mark.parametrize(
    ("rend", "stated", "start"),
    [
        ("numbered upper-roman", "IX", 9),
        ("numbered lower-roman", "iv.", 4),
        ("numbered lower-alpha", "(c)", 3),
        ("numbered", "7)", 7),
    ],
)
def test_the_number_of_the_first_item_is_read_as_its_list_counts(rend, stated, start, read):
    release, context = read(f'<list rend="{rend}"><item n="{stated}">One</item><item>Two</item></list>')
    assert release.body[0].start == start
    assert not context.notes


@pytest.mark.parametrize(("rend", "stated"), [("numbered", "iv"), ("numbered upper-roman", "IIX"), ("bulleted", "4")])
def test_a_number_that_no_list_of_ours_counts_is_reported(rend, stated, read):
    _, context = read(f'<list rend="{rend}"><item n="{stated}">One</item></list>')
    assert [note.code for note in context.notes] == ["attribute-dropped"]


def test_a_link_within_a_link_is_reported_unless_it_stands_in_a_note(read):
    _, context = read('<p><ref target="a">One <ref target="b">two</ref><note>See <ref target="c">three</ref></note></ref></p>')
    assert [note.message for note in context.losses] == ["the link to b stands in another, and is left out"]


def test_a_dateline_of_marked_parts_alone_has_spaces_between_them(read):
    release, context = read(
        '<opener><dateline><name>Saltport</name><date when="2027-03-14">14 March</date></dateline></opener>'
    )
    assert release.dateline == Dateline("Saltport 14 March", "Saltport", Moment("2027-03-14"))
    assert not context.notes


def test_blocks_in_a_line_keep_what_they_are_called(read):
    release, _ = read('<p><hi><mystery kind="odd"><p>Words</p></mystery></hi></p>')
    (span,) = [node for _, node in walk(release) if isinstance(node, Span)]
    assert (span.kind, span.attributes) == ("mystery", (("kind", "odd"),))


def test_a_span_that_no_cell_can_have_is_reported(read):
    release, context = read('<table><row><cell rows="99999999" cols="-1">One</cell></row></table>')
    cell = release.body[0].rows[0].cells[0]
    assert (cell.rowspan, cell.colspan) == (1000, 1)
    assert [note.code for note in context.notes] == ["attribute-dropped", "attribute-dropped"]
