"""A briefing pack as PDF: its pages, what leads to them, and the pack that comes back."""

from __future__ import annotations

import io
import random
import re
from datetime import UTC, datetime

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer
from pypdf import PdfReader, PdfWriter
from tests.conftest import LONG
from tests.formats.pdf.conftest import Written

import releasekit
from releasekit import (
    Contact,
    Embargo,
    Entity,
    Mention,
    Moment,
    Note,
    PackContext,
    Paragraph,
    ReadError,
    Release,
    Text,
    WriteError,
    registry,
    writes,
)
from releasekit.binding import read_pack, write_pack
from releasekit.briefing import Enclosure, Entry, LeftOut, Origin, Pack, Part, canonical, index
from releasekit.briefing.sheets import sheets
from releasekit.formats.pdf.looks import looks
from releasekit.formats.pdf.pack.book import Book
from releasekit.formats.pdf.pack.dress import dress
from releasekit.formats.pdf.pack.marking import label
from releasekit.formats.pdf.pack.names import ranges
from releasekit.formats.pdf.pack.rows import Row, row
from releasekit.formats.pdf.structure import HEADER
from releasekit.style.house import shipped
from releasekit.testing import check_pack_format, packs

PDF = registry.by_name("pdf")
SYLLABLES = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "xo", "zu"]


def bound(pack: Pack, **settings) -> Written:
    """A pack as PDF."""
    context = PackContext(**settings)
    return Written(write_pack(pack, "pdf", context=context), context.notes)


def said(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def release(headline: str, *words: str, **fields) -> Release:
    return Release(headline=said(headline), lang="en", body=tuple(Paragraph(said(text)) for text in words), **fields)


def pack_of(*releases: Release, **fields) -> Pack:
    entries = tuple(Entry(release=each, origin=Origin(name=f"{at}.md")) for at, each in enumerate(releases))
    return canonical(Pack(**{"title": "The week", "lang": "en", "parts": (Part(entries=entries),), **fields}))


def drawn_pack(seed: int) -> Pack:
    """Releases of one to three pages that name people, each with words of its own."""
    chance = random.Random(seed)

    def name(length: int) -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(length)).capitalize()

    people = [Entity(f"p{at}", name=f"{name(3)} {name(2)}") for at in range(6)]
    releases = []
    for _ in range(chance.randint(2, 7)):
        named = chance.sample(people, 3)
        body = []
        for _ in range(chance.randint(1, 40)):
            words = [Text(" ".join(name(2).lower() for _ in range(chance.randint(3, 60))))]
            if chance.random() < 0.3:
                person = chance.choice(named)
                words += [Text(" "), Mention(said(person.name), ref=person.id), Text(" came.")]
            body.append(Paragraph(tuple(words)))
        moment = Moment(f"2027-03-{chance.randint(1, 28):02}")
        number = (releasekit.Number(f"{chance.randint(1, 99)}/2027"),)
        releases.append(
            Release(headline=said(f"{name(4)} {name(4)}"), lang="en", body=tuple(body), entities=tuple(people),
                    released=moment, numbers=number)
        )  # fmt: skip
    cut = chance.randint(1, len(releases))
    entries = [Entry(release=each, origin=Origin(name=f"{at}.md")) for at, each in enumerate(releases)]
    halves = [half for half in (entries[:cut], entries[cut:]) if half]
    parts = tuple(Part(title=chance.choice(("", name(3))), entries=tuple(half)) for half in halves)
    return canonical(Pack(title=name(3), lang="en", parts=parts))


def labels(reader: PdfReader) -> dict[str, int]:
    """The pages by what they are called."""
    return {label: at for at, label in enumerate(reader.page_labels)}


def links(reader: PdfReader, at: int) -> list[tuple[str, int]]:
    """The links of a page that lead within the file: what is said of each, and the page it leads to."""
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    found = []
    for annotation in reader.pages[at].get("/Annots", ()):
        entries = annotation.get_object()
        if "/Dest" in entries:
            target = entries["/Dest"]
            if isinstance(target, str):
                target = reader.named_destinations[target].page
                found.append((entries["/Contents"], numbers[target.idnum]))
            else:
                found.append((entries["/Contents"], numbers[target[0].idnum]))
    return found


# ── the law ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def without_markings(pack: Pack) -> Pack:
    """The same pack with no marking: most that are drawn are of no scale, and refused."""
    parts = tuple(evolve(part, entries=tuple(evolve(each, marking="") for each in part.entries)) for part in pack.parts)
    return evolve(pack, marking="", scale=(), parts=parts)


@pytest.mark.roundtrip
def test_a_pack_comes_back_from_its_pdf_equal_and_in_the_same_bytes():
    boxed = evolve(PDF, write_pack=lambda pack, _: PDF.write_pack(pack, PackContext(fallback="box")))
    check_pack_format(boxed, of=packs().map(without_markings), max_examples=200 if LONG else 12)


def test_a_pack_is_no_release_and_a_release_no_pack():
    data = write_pack(pack_of(release("One")), "pdf")
    with pytest.raises(ReadError, match="unpack"):
        releasekit.reads(data, "pdf")
    with pytest.raises(ReadError, match="a single release"):
        read_pack(writes(release("One"), "pdf"), "pdf")


def test_changed_pages_of_a_pack_are_told():
    changed = PdfWriter(clone_from=io.BytesIO(write_pack(pack_of(release("One")), "pdf")))
    changed.pages[0].get_contents()
    changed.pages[0].rotate(90)
    changed.remove_page(1)
    out = io.BytesIO()
    changed.write(out)
    context = PackContext()
    assert read_pack(out.getvalue(), "pdf", context=context) == pack_of(release("One"))
    assert [note.code for note in context.notes] == ["pages-changed"]


# ── every page number is right ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("duplex", [False, True])
@pytest.mark.parametrize("seed", range(60 if LONG else 4))
def test_contents_digest_and_lists_lead_to_the_page_of_the_release(seed, duplex):
    pack = drawn_pack(seed)
    reader = bound(pack, duplex=duplex).reader
    pages = labels(reader)
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    headlines = [releasekit.inline_text(entry.release.headline) for entry in pack.entries]
    told = dict.fromkeys(headlines, 0)
    for at in range(len(reader.pages)):
        for tip, target in links(reader, at):
            title, _, number = tip.rpartition(", ")
            if title in told:
                told[title] += 1
                assert pages[number] == target
                assert title in texts[target]
    assert min(told.values()) >= 3  # contents, digest, by date


@pytest.mark.parametrize("duplex", [False, True])
@pytest.mark.parametrize("seed", range(60 if LONG else 4))
def test_the_index_names_each_page_on_which_a_name_stands(seed, duplex):
    pack = drawn_pack(seed)
    reader = bound(pack, duplex=duplex).reader
    pages = labels(reader)
    texts = [" ".join(page.extract_text().replace("\xad\n", "").split()) for page in reader.pages]
    body = texts[pages["1"] : next(at for at, text in enumerate(texts) if text.startswith("Index"))]
    indexed = " ".join(texts[pages["1"] + len(body) :]).partition("By date")[0]
    for name in index(pack):
        found = [number for number, text in enumerate(body, 1) if name_of(name) in text]
        listed = re.search(re.escape(name.name) + r"\D{0,3}((?:\d+[,\u2013 ]*)+)", indexed)
        assert listed, name.name
        assert numbers(listed[1]) == found


def name_of(name) -> str:
    """A name as the text has it: given name first."""
    family, _, given = name.name.partition(", ")
    return f"{given} {family}".strip()


def numbers(listed: str) -> list[int]:
    """The page numbers of an entry, ranges written out."""
    found: list[int] = []
    for part in re.findall(r"\d+(?:\u2013\d+)?", listed):
        first, _, last = part.partition("\u2013")
        found += range(int(first), int(last or first) + 1)
    return found


def naming(*names: str, role: str = "") -> Release:
    """A release that names people."""
    people = tuple(Entity(f"p{at}", name=name, role=role, kind="person") for at, name in enumerate(names))
    body = tuple(Paragraph((Mention(said(each.name), ref=each.id), Text(" came."))) for each in people)
    return Release(headline=said("One"), lang="en", body=body, entities=people)


def test_in_an_index_from_right_to_left_a_name_comes_first_and_then_its_role_and_pages():
    lines = across(bound(pack_of(naming("Tomas Averin", role="وزير الخارجية"), lang="ar")).data)
    assert "1\u2002" + "وزير الخارجية"[::-1] + " ,Averin, Tomas" in lines


def test_names_in_ideographs_do_not_stand_under_the_last_letter_of_an_index():
    data = bound(pack_of(naming(*[f"{chr(at)}ada" for at in range(65, 77)], "山田花子", "高橋健太"))).data
    found = [
        layout for layout in extract_pages(io.BytesIO(data)) if "Index" in "".join(char.get_text() for char in letters(layout))
    ]
    heights = {char.get_text(): char.matrix[5] for char in letters(found[-1])}
    assert heights["L"] - heights["山"] > 1.5 * (heights["山"] - heights["高"]) > 15


def test_pages_before_the_releases_are_counted_in_roman_numerals_and_the_rest_from_one():
    page = bound(pack_of(release("One"), release("Two")))
    front = [label for label in page.reader.page_labels if not label.isdigit()]
    assert front == ["i", "ii", "iii", "iv", "v", "vi"][: len(front)]
    body = page.reader.page_labels[len(front) :]
    assert body == [str(number) for number in range(1, len(body) + 1)]
    assert len(front) % 2 == 0  # the first release stands on the right
    for number, text in enumerate(page.pages[len(front) :], 1):
        assert f"Page {number} of {len(body)}" in text


def test_bookmarks_lead_by_parts_to_the_releases():
    week = pack_of(release("One"), release("Two"))
    named = evolve(week, parts=tuple(evolve(part, title="At home") for part in week.parts))
    outline = bound(named).reader.outline
    at = next(at for at, entry in enumerate(outline) if not isinstance(entry, list) and entry.title == "At home")
    assert [entry.title for entry in outline[at + 1] if not isinstance(entry, list)] == ["One", "Two"]


# ── what stands on the pages ────────────────────────────────────────────────────────────────────────────────────────


def test_each_release_counts_its_own_notes_and_has_its_own_running_head():
    noted = [
        evolve(
            release(f"Headline {name}", *["Words that fill the page. " * 40] * 8),
            body=(
                Paragraph((Text("A word"), Note((Paragraph(said(f"Note of {name}")),)), Text("."))),
                *[Paragraph(said("Words that fill the page. " * 40)) for _ in range(8)],
            ),
        )
        for name in ("Alpha", "Beta")
    ]
    page = bound(pack_of(*noted))
    assert [part.words for part in page.tree.all("Lbl") if part.words.strip() in {"1", "2"}] == ["1", "1"]
    filled = [text for text in page.pages[labels(page.reader)["1"] :] if "fill the page" in text]
    heads = ["\n".join(text.splitlines()[:3]) for text in filled]
    alpha, beta = ([at for at, head in enumerate(heads) if f"Headline {name}" in head] for name in ("Alpha", "Beta"))
    assert len(alpha) > 1
    assert len(beta) > 1
    assert alpha + beta == list(range(len(filled)))


def test_the_marking_stands_on_every_page_and_is_the_highest_of_all():
    week = pack_of(release("One"), release("Two"), marking="TLP:GREEN")
    (part,) = week.parts
    marked = evolve(week, parts=(evolve(part, entries=(part.entries[0], evolve(part.entries[1], marking="TLP:AMBER"))),))
    page = bound(marked)
    assert all("TLP:AMBER" in text for text in page.pages)
    with pytest.raises(WriteError, match="TLP:"):
        bound(evolve(marked, marking="TLP:PINK"))


def test_a_release_under_embargo_is_stamped_and_flagged():
    held = release("Held", *["Words that fill the page. " * 40] * 8, embargo=Embargo(until=Moment("2027-05-01T09:00")))
    week = pack_of(release("Free"), held)
    (part,) = week.parts
    page = bound(evolve(week, parts=(evolve(part, entries=(part.entries[0], evolve(part.entries[1], embargoed=True))),)))
    filled = [text for text in page.pages[labels(page.reader)["1"] :] if "fill the page" in text]
    assert len(filled) > 1
    assert all("embargo" in text.lower() for text in filled)
    assert all("embargo" in page.pages[at].lower() for at in (0, 1, 2))  # cover, handling, contents


def test_what_was_withdrawn_or_cannot_be_read_is_listed():
    left = (
        LeftOut(origin=Origin(name="old.md"), reason="withdrawn", said="withdrawn on 3 March", title="The old bridge"),
        LeftOut(origin=Origin(name="torn.docx"), reason="unread", said="no ZIP file starts here"),
    )
    page = bound(pack_of(release("One"), left_out=left))
    assert "The old bridge" in page.text
    assert "torn.docx" in page.text


def test_the_cover_says_who_made_the_pack_for_whom_and_why():
    page = bound(
        pack_of(
            release("One", contacts=(Contact("Ada Berg", email="ada@port.example"),)),
            subtitle="Number 12", purpose="For the talks on Monday", prepared_by=("Press office",),
            prepared_for=("The minister",), distribution=("Cabinet, 3 copies",), date=Moment("2027-03-20"),
        )
    )  # fmt: skip
    for words in ("The week", "Number 12", "For the talks on Monday", "Press office", "The minister", "March 20, 2027"):
        assert words in page.pages[0]
    assert "Cabinet, 3 copies" in "".join(page.pages[:3])
    assert "ada@port.example" in page.pages[-1] + page.pages[-2]


def test_a_release_from_right_to_left_stands_in_a_pack_from_left_to_right():
    arabic = Release(headline=said("فتح الجسر"), lang="ar", body=(Paragraph(said("يفتح الجسر اليوم.")),))
    page = bound(pack_of(release("One"), arabic))
    assert [part.entries.get("/Lang") for part in page.tree.all("Art")] == [None, "ar"]
    assert "فتح الجسر" in [entry.title for entry in page.reader.outline if not isinstance(entry, list)]


def letters(item):
    """The letters of a page as pdfminer has it."""
    if isinstance(item, LTChar):
        yield item
    elif isinstance(item, LTContainer):
        for each in item:
            yield from letters(each)


def across(data: bytes) -> list[str]:
    """The lines of all pages, letter by letter from left to right."""
    found = []
    for layout in extract_pages(io.BytesIO(data)):
        lines: dict[float, list[LTChar]] = {}
        for char in letters(layout):
            lines.setdefault(round(char.matrix[5], 1), []).append(char)
        found += ["".join(char.get_text() for char in sorted(line, key=lambda char: char.x0)) for line in lines.values()]
    return found


@pytest.mark.parametrize(
    ("pack_lang", "title", "lang", "seen"),
    [
        ("ar", "3 ministers meet: who pays (and when)?", "en", "3 ministers meet: who pays (and when)?"),
        ("ar", "2027-03 statement.md", "", "2027-03 statement.md"),
        ("en", "2027: سيدفع!", "ar", "!عفديس :2027"),
        ("ar", "2027: سيدفع!", "ar", "!عفديس :2027"),
    ],
)
def test_a_title_that_runs_the_other_way_than_its_list_is_read_as_by_itself(pack_lang, title, lang, seen):
    week = pack_of(evolve(release(title, "Words."), lang=lang), title="12", lang=pack_lang)
    assert sum(seen in line for line in across(bound(week).data)) >= 4  # contents, digest, release, by date


def test_a_title_with_tall_letters_has_the_room_of_its_own_language_and_the_date_before_it_stands_on_its_line():
    book = Book(pack_of(release("One")), PackContext())
    style = book.dress.row
    lines = [Row(title="فتح الجسر", page="3", href="#release-1", lang=lang, lead="14 March 2027") for lang in ("ar", "")]
    (own,), (other,) = (row(book.flow, book.place, line, style, book.document, lead=90) for line in lines)
    assert own.height > other.height == style.leading
    assert len({drawn.base for drawn in own.drawn}) == 1


def test_names_of_files_and_people_are_not_turned_round_in_a_pack_from_right_to_left():
    left = (LeftOut(origin=Origin(name="3-old.docx"), reason="unread", said="no ZIP file starts here."),)
    week = pack_of(release("One"), lang="ar", prepared_by=("1st Secretary",), distribution=("2. Minister",), left_out=left)
    lines = across(bound(week).data)
    for words in ("0.md", "3-old.docx", "no ZIP file starts here.", "1st Secretary", "2. Minister"):
        assert any(words in line for line in lines), words


def test_a_translation_faces_its_release():
    english = release("The bridge opens", "Words.", id="urn:bridge")
    german = evolve(release("Die Brücke öffnet", "Worte.", id="urn:bridge"), lang="de")
    page = bound(pack_of(english, german, translations="facing"))
    pages = labels(page.reader)
    left = next(at for at, text in enumerate(page.pages) if at >= pages["1"] and "The bridge opens" in text)
    assert "Die Brücke öffnet" in page.pages[left + 1]
    assert int(page.reader.page_labels[left]) % 2 == 0


def test_releases_that_face_each_other_may_begin_on_the_back_of_a_divider():
    english = release("The bridge opens", "Words.", id="urn:bridge")
    german = evolve(release("Die Brücke öffnet", "Worte.", id="urn:bridge"), lang="de")
    (part,) = pack_of(english, german).parts
    page = bound(evolve(pack_of(english, german, translations="facing"), parts=(evolve(part, title="Roads"),)))
    divider = next(at for at, text in enumerate(page.pages) if "Roads" in text and at >= labels(page.reader)["1"])
    assert "Words." in page.pages[divider + 1]
    assert "Worte." in page.pages[divider + 2]


def test_two_house_styles_have_the_same_structure():
    pack = drawn_pack(3)
    one, other = (bound(pack, house=shipped(name)) for name in ("ministry", "newsroom"))
    assert one.data != other.data
    assert [*one.tree.roles()] == [*other.tree.roles()]


# ── files that are bound with a release ─────────────────────────────────────────────────────────────────────────────


def with_file(href: str, data: bytes, **fields) -> Written:
    week = pack_of(release("One"))
    (part,) = week.parts
    entry = evolve(part.entries[0], enclosures=(Enclosure(href=href, **fields),))
    return bound(evolve(week, parts=(evolve(part, entries=(entry,)),)), resources={href: data}.get)


def test_pages_of_another_pdf_are_shown_with_their_words_as_description():
    other = writes(release("A plan", "It is long."), "pdf")
    page = with_file("plan.pdf", other, title="The plan")
    (figure,) = page.tree.all("Figure")
    assert figure.entries["/Alt"].startswith("The plan, 1/1: Press release A plan It is long.")
    assert page.notes == []


def test_the_sources_lead_to_the_page_on_which_a_file_is_shown():
    files = {"plan.pdf": writes(release("A plan"), "pdf"), "map.pdf": writes(release("A map"), "pdf"), "a.csv": b"1,2"}
    week = pack_of(release("One"))
    (part,) = week.parts
    entry = evolve(part.entries[0], enclosures=tuple(Enclosure(href=href) for href in files))
    page = bound(evolve(week, parts=(evolve(part, entries=(entry,)),)), resources=files.get)
    told = {tip: page.reader.page_labels[target] for tip, target in links(page.reader, len(page.pages) - 1)}
    assert {"0.md, 1": "1", "plan.pdf, 2": "2", "map.pdf, 3": "3", "a.csv, 1": "1"}.items() <= told.items()


def test_pages_that_another_pdf_does_not_have_are_told():
    page = with_file("plan.pdf", writes(release("A plan"), "pdf"), pages="1, 5")
    assert [note.code for note in page.notes] == ["enclosure-pages"]


def test_what_is_filled_into_a_form_is_shown():
    from reportlab.pdfgen.canvas import Canvas

    sizes = []
    for value in ("", "FILLED IN BY HAND"):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(300, 200))
        canvas.acroForm.textfield(name="a", value=value, x=20, y=100, width=200, height=30, borderStyle="solid")
        canvas.drawString(20, 150, "Form")
        canvas.save()
        (sheet,) = sheets(out.getvalue(), lambda count: range(1, count + 1), 300)
        sizes.append(len(sheet.packed))
    assert sizes[1] > sizes[0] + 200


def test_pages_that_would_fill_the_memory_are_not_shown(monkeypatch):
    monkeypatch.setattr("releasekit.briefing.sheets.MOST_BYTES", 40_000)
    page = with_file("plan.pdf", writes(release("A plan", *["Words. " * 900] * 9), "pdf"))
    assert [note.code for note in page.notes] == ["enclosure-unshown", "enclosure-embedded"]


def test_a_pdf_behind_other_bytes_is_told_of_as_a_pdf():
    page = with_file("plan.pdf", b"mail header\n" + writes(release("A plan"), "pdf"))
    assert page.notes == []
    assert "A plan" in page.text


def test_a_long_marking_stands_whole_on_every_page():
    words = "OFFICIAL-SENSITIVE COMMERCIAL: HANDLE AS AGREED WITH THE CABINET OFFICE AND THE TREASURY SOLICITOR"
    page = bound(pack_of(release("One"), marking=words, scale=("OPEN", words)))
    assert all(words in " ".join(text.split()) for text in page.pages)


@pytest.mark.parametrize("margin", [14, 22, 28, 34, 60])
@pytest.mark.parametrize("words", ["TLP:RED", "SECRET"])
def test_a_marking_stays_on_the_paper_and_clear_of_the_embargo_above_the_running_head(margin, words):
    page = evolve(shipped("ministry").page, header=float(margin), footer=float(margin))
    book = Book(pack_of(release("One"), marking=words), PackContext(house=evolve(shipped("ministry"), page=page)))
    strip = label(book.flow, book.place, book.dress.marking, words, HEADER)
    head, foot = page.height - book.head_at(strip), (page.footer - strip.height) / 2
    assert min(head, foot) > 1
    assert strip.height >= 6
    alert = book.looks.running.leading if margin > 20 else 0  # a margin of 7 mm has no room for both
    assert head + strip.height <= page.header - alert


def test_a_cover_that_goes_on_overleaf_is_marked_once_at_its_head_and_names_the_pack_once_there():
    page = bound(pack_of(release("One"), title="Talks", purpose="The strait is narrow. " * 300, marking="TLP:RED"))
    assert page.reader.page_labels[:2] == ["i", "ii"]
    assert [text.count("TLP:RED") for text in page.pages[:2]] == [2, 2]
    assert page.pages[1].count("Talks") == 1


@pytest.mark.parametrize("house", ["ministry", "newsroom"])
@pytest.mark.parametrize("count", range(0, 34, 3))
def test_the_title_of_a_cover_stands_higher_where_there_is_much_below_it_and_touches_nothing(house, count):
    names = tuple(f"Reader {number}" for number in range(count))
    data = bound(pack_of(release("One"), prepared_for=names), house=shipped(house)).data
    (cover,) = extract_pages(io.BytesIO(data), page_numbers=[0])
    heights = sorted({round(char.matrix[5]) for char in letters(cover)}, reverse=True)
    assert len(heights) == 2 + (1 + count if count else 0)
    assert count == 0 or heights[1] - heights[2] > 50


def test_the_title_of_a_pack_is_smaller_where_lines_are_short():
    page = shipped("ministry").page
    title, narrow, large = (
        dress(looks(evolve(house, page=evolve(page, left=margin, right=margin)), "en", justify=False)).cover_title.look.size
        for house, margin in (
            (shipped("ministry"), page.left), (shipped("ministry"), 195.0), (evolve(shipped("ministry"), title_size=60.0), 195.0),
        )
    )  # fmt: skip
    assert title == 33
    assert narrow == pytest.approx(25.7, abs=0.1)
    assert large == 60


def test_a_long_number_stands_whole_in_the_list_by_number():
    number = "BMWK/Pressemitteilung/Nr. 45/2027 (Wirtschaft und Klima)"
    page = bound(pack_of(release("One", numbers=(releasekit.Number(number),))))
    listed = page.text[page.text.index("By number") :]
    assert "".join(number.split()) in "".join(listed.split()).replace("\xad", "")


def test_another_file_is_embedded_and_listed():
    page = with_file("figures.csv", b"a,b\n1,2\n", title="The figures", media_type="text/csv")
    (name,) = [name for name in page.reader.attachments if name.endswith("figures.csv")]
    assert page.reader.attachments[name] == [b"a,b\n1,2\n"]
    assert "figures.csv" in page.text
    assert [note.code for note in page.notes] == ["enclosure-embedded"]


def test_a_file_that_is_not_there_or_broken_is_told():
    week = with_file("plan.pdf", b"%PDF-1.7 and nothing else")
    assert "enclosure-unshown" in [note.code for note in week.notes]
    week = pack_of(release("One"))
    (part,) = week.parts
    entry = evolve(part.entries[0], enclosures=(Enclosure(href="gone.pdf"),))
    page = bound(evolve(week, parts=(evolve(part, entries=(entry,)),)), resources=lambda _: None)
    assert [note.code for note in page.notes] == ["enclosure-missing"]


# ── the examples ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("style", ["ministry", "newsroom"])
def test_the_examples_make_a_pack_that_comes_back(style, root, tmp_path):
    target = tmp_path / "pack.pdf"
    context = PackContext(house=shipped(style))
    at = datetime(2027, 3, 1, tzinfo=UTC)
    pack = releasekit.pack(root / "examples", target, at=at, embargoed=True, title="Examples", context=context)
    assert releasekit.unpack(target, context=PackContext()) == pack
    assert not [note for note in context.notes if note.kind == "loss"]


@settings(max_examples=60 if LONG else 10)
@given(st.one_of(packs(), packs().map(without_markings)))
def test_no_pack_makes_anything_but_a_pdf_or_one_line(pack):
    try:
        data = write_pack(pack, "pdf")
    except WriteError as error:
        assert "\n" not in str(error)
        return
    assert read_pack(data, "pdf") == pack


def test_samples_in_all_languages_make_a_pack(samples):
    pack = releasekit.pack(samples, context=PackContext(), title="Samples", at=datetime(2030, 1, 1, tzinfo=UTC))
    page = bound(pack, fallback="box")
    assert len(pack.entries) >= 20
    assert not [note for note in page.notes if note.code == "character-boxed"]


# ── parts and ranges ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_part_begins_on_a_right_hand_page_and_its_back_is_empty():
    entries = pack_of(release("One"), release("Two")).entries
    page = bound(
        canonical(
            Pack(
                title="Week",
                lang="en",
                parts=(Part(title="Home", entries=entries[:1]), Part(title="Abroad", entries=entries[1:])),
            )
        )
    )
    pages = labels(page.reader)
    for part in ("Home", "Abroad"):
        at = next(at for at, text in enumerate(page.pages) if at >= pages["1"] and part in text)
        assert int(page.reader.page_labels[at]) % 2 == 1
        assert not page.pages[at + 1].strip()


def test_pages_in_a_row_are_named_as_ranges():
    assert ranges([3, 7, 8, 9, 12]) == [(3, 3), (7, 9), (12, 12)]
