"""Briefing packs in Word: what their document is made of, and what comes back of it, edited or not."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from attrs import evolve
from lxml import etree

from releasekit import (
    Context,
    Division,
    Entity,
    Figure,
    Image,
    Issuer,
    Item,
    Link,
    Mention,
    Moment,
    Note,
    Number,
    OrderedList,
    Paragraph,
    ReadError,
    Release,
    Text,
    plain_text,
    reads,
    writes,
)
from releasekit.briefing import Enclosure, Entry, LeftOut, Origin, Pack, Part, canonical
from releasekit.format import PackContext
from releasekit.formats.docx import FORMAT
from releasekit.formats.docx.pack.prefixes import bare
from releasekit.model import inline_text
from releasekit.style.house import shipped
from releasekit.testing import check_pack_format

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def para(*content):
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in content))


def release(headline, *body, number="", day="2027-03-15", lang="en", **more):
    fields = {
        "headline": (Text(headline),) if headline else (),
        "numbers": (Number(number),) if number else (),
        "released": Moment(day),
        "issuers": (Issuer("Harbour Board"),),
        "body": body or (para("Boats may land again."),),
    }
    return Release(lang=lang, **(fields | more))


def entry(release, name, **more):
    return Entry(release=release, origin=Origin(name=name, digest="sha256:0", format="md"), **more)


@pytest.fixture
def pack():
    """Two parts: an English release with a mention, a note and a list, a German one, and one in Arabic."""
    marest = Mention((Text("Elina Marest"),), kind="person", ref="m")
    quay = release(
        "The quay is open",
        para(
            "Minister ", marest, " came by boat.", Note((para("It was the mail boat."),)), Link((Text(" More below."),), "#end")
        ),
        OrderedList((Item((para("Moor"),)), Item((para("Pay"),)))),
        Division((para("All is said."),), attributes=(("id", "end"),)),
        number="1-2027",
        entities=(Entity(id="m", kind="person", name="Elina Marest"),),
    )
    fees = release(
        "Die Gebühren sinken",
        para("Um ein Zehntel.", Note((para("Ab Juli."),))),
        OrderedList((Item((para("Kai"),)),)),
        number="2-2027",
        day="2027-03-17",
        lang="de",
    )
    lights = release("أضواء الميناء", para("تعمل من جديد."), day="2027-03-18", lang="ar")
    return canonical(
        Pack(
            title="Harbour week",
            subtitle="Three days",
            purpose="For Monday.",
            prepared_by=("Press Office",),
            distribution=("The Minister",),
            marking="TLP:GREEN",
            lang="en",
            parts=(
                Part(title="At sea", entries=(entry(quay, "quay.md"), entry(fees, "fees.md", embargoed=True))),
                Part(title="On land", entries=(entry(lights, "lights.md", enclosures=(Enclosure(href="plan.pdf"),)),)),
            ),
            left_out=(LeftOut(origin=Origin(name="old.md"), reason="withdrawn", title="An old notice"),),
        )
    )


class Written:
    """A pack as a document, and what was said while it was written."""

    def __init__(self, pack, **settings):
        self.context = PackContext(**settings)
        self.data = FORMAT.write_pack(pack, self.context)
        with zipfile.ZipFile(io.BytesIO(self.data)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])[0]
        self.sections = [*self.body.iter(f"{W}sectPr")]
        self.rels = {
            each.get("Id"): each.get("Target") for each in etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        }

    def texts(self, style):
        return [
            words(paragraph)
            for paragraph in self.body.iter(f"{W}p")
            if (found := paragraph.find(f"{W}pPr/{W}pStyle")) is not None and found.get(f"{W}val") == style
        ]

    def heads(self, section, which="default", kind="header"):
        for reference in section.iter(f"{W}{kind}Reference"):
            if reference.get(f"{W}type") == which:
                return words(etree.fromstring(self.parts[f"word/{self.rels[reference.get(f'{R}id')]}"]))
        return None

    @property
    def codes(self):
        return [text.text.strip() for text in self.body.iter(f"{W}instrText")]


def words(element):
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def section_of(written, name):
    """The properties of the section that a bookmark begins."""
    is_in = False
    for element in written.body.iter(f"{W}bookmarkStart", f"{W}sectPr"):
        is_in = is_in or element.get(f"{W}name") == name
        if is_in and element.tag == f"{W}sectPr":
            return element
    return None


def read_back(data, **settings):
    context = PackContext(**settings)
    return canonical(FORMAT.read_pack(data, context)), context


def edited(data, old, new):
    """The document after somebody put other words in place of some."""
    document = docx.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if old in run.text:
                run.text = run.text.replace(old, new)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ── what it is made of ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_pack_is_written_in_the_same_bytes_each_time_and_for_facing_pages(pack):
    for each in (pack, evolve(pack, lang="ar", translations="facing"), evolve(pack, distribution=(), marking="", left_out=())):
        house = evolve(shipped("newsroom"), page=evolve(shipped("newsroom").page, facing=True))
        data = Written(each, house=house).data
        assert data == Written(each, house=house).data
        assert read_back(data)[0] == each


def test_cover_contents_digest_parts_and_lists_come_in_their_order(pack):
    written = Written(pack)
    names = [mark.get(f"{W}name") for mark in written.body.iter(f"{W}bookmarkStart")]
    assert [name for name in names if name.startswith("pack_")] == [
        "pack_cover", "pack_distribution", "pack_contents", "pack_digest", "pack_part_1", "pack_release_1", "pack_release_2",
        "pack_part_2", "pack_release_3", "pack_lists", "pack_index", "pack_sources",
    ]  # fmt: skip
    assert written.texts("CoverTitle") == ["Harbour week"]
    assert written.texts("PartTitle") == ["At sea", "On land"]
    assert written.texts("DigestNote") == []


def test_contents_are_a_field_that_is_filled_and_that_word_makes_anew(pack):
    written = Written(pack)
    assert [code for code in written.codes if code.startswith("TOC ")] == [
        'TOC \\h \\z \\n 3-3 \\t "Part Title,1,Pack Heading,1,Title,2,Release Facts,3" \\f'
    ]
    assert [re.sub(r"[0-9ivx]+$", "", text) for text in written.texts("TOC2")] == [
        "The quay is open", "Die Gebühren sinken", "أضواء الميناء",
    ]  # fmt: skip
    assert "No. 1-2027 · March 15, 2027" in written.texts("TOC3")
    assert b"<w:updateFields w:val=" in written.parts["word/settings.xml"]


def test_a_release_without_a_headline_is_in_the_contents_by_the_name_of_its_file(bind_one):
    written = Written(bind_one(release("")))
    assert 'TC "0.md" \\l 2' in written.codes
    assert written.texts("TOC2") == ["0.md1"]


def test_a_release_with_a_short_title_is_in_the_contents_by_that_also_when_word_makes_them_anew(bind_one):
    pack = bind_one(release("A headline that is far too long for a line of the contents"))
    (named,) = pack.entries
    pack = evolve(pack, parts=(Part(entries=(evolve(named, title="Long: in short"),)),))
    written = Written(pack)
    assert 'TC "Long\\: in short" \\l 2' in written.codes
    assert written.texts("TOC2") == ["Long: in short1"]
    assert written.texts("Title") == []
    assert written.texts("LongTitle") == ["A headline that is far too long for a line of the contents"]
    back, _ = read_back(edited(written.data, "far too long", "long"))
    assert inline_text(back.entries[0].release.headline) == "A headline that is long for a line of the contents"
    assert back.entries[0].title == "Long: in short"
    assert read_back(edited(written.data, "none of this", ""))[0] == canonical(pack)


def test_every_page_number_is_that_of_a_bookmark_that_is_there(pack):
    written = Written(pack)
    names = {mark.get(f"{W}name") for mark in written.body.iter(f"{W}bookmarkStart")}
    asked = {code.split()[1] for code in written.codes if code.startswith("PAGEREF")}
    anchors = {link.get(f"{W}anchor") for link in written.body.iter(f"{W}hyperlink")} - {None}
    assert asked
    assert asked | anchors <= names
    assert b"\x00" not in written.parts["word/document.xml"]


def test_front_matter_is_numbered_i_ii_and_the_releases_1_2(pack):
    formats = [
        (section.find(f"{W}pgNumType").get(f"{W}fmt"), section.find(f"{W}pgNumType").get(f"{W}start"))
        for section in Written(pack).sections
    ]
    assert formats[:4] == [("lowerRoman", "1"), *[("lowerRoman", None)] * 3]
    assert formats[4:] == [("decimal", "1"), *[("decimal", None)] * 7]


def test_releases_that_begin_on_an_even_page_are_numbered_from_2(pack):
    german = evolve(pack.entries[1], release=evolve(pack.entries[1].release, id="x"))
    english = evolve(pack.entries[0], release=evolve(pack.entries[0].release, id="x"))
    facing = evolve(pack, translations="facing", parts=(Part(entries=(english, german)),))
    written = Written(facing)
    first, second = section_of(written, "pack_release_1"), section_of(written, "pack_release_2")
    assert [each.find(f"{W}type").get(f"{W}val") for each in (first, second)] == ["evenPage", "oddPage"]
    assert [each.find(f"{W}pgNumType").get(f"{W}start") for each in (first, second)] == ["2", None]
    assert [text[-1] for text in written.texts("TOC2")] == ["2", "3"]


@pytest.mark.parametrize(("number", "is_beside"), [("1-2027", True), ("2000-20-09-2027", True), ("MFA/" * 12 + "1", False)])
def test_titles_stand_beside_the_numbers_that_they_are_listed_by_or_below_long_ones(bind_one, number, is_beside):
    written = Written(bind_one(release("The quay is open", number=number, day="2027-09-28")))
    dated, numbered = written.body.xpath("//w:p[w:pPr/w:pStyle/@w:val='PackLine']", namespaces={"w": W[1:-1]})
    for line, beside in ((dated, True), (numbered, is_beside)):
        assert (line[1].find(f"{W}t").text, line[2][0].tag) == (words(line[1]), f"{W}tab" if beside else f"{W}br")
    shapes = {tuple(line.find(f"{W}pPr/{W}ind").attrib.values()) for line in (dated, numbered)}
    assert len(shapes) == 1
    left, hanging = map(int, shapes.pop())
    assert left == hanging
    assert left > 20 * 9.5 * 0.55 * len("September 28, 2027")
    assert left > 20 * 9.5 * 0.55 * len(number) or not is_beside


def test_a_divider_begins_on_an_odd_page_and_notes_begin_anew_with_each_release(pack):
    written = Written(pack)
    divider, first = section_of(written, "pack_part_1"), section_of(written, "pack_release_1")
    assert divider.find(f"{W}type").get(f"{W}val") == "oddPage"
    assert first.find(f"{W}type").get(f"{W}val") == "nextPage"
    assert first.find(f"{W}footnotePr/{W}numRestart").get(f"{W}val") == "eachSect"


def test_each_release_has_its_own_heads_and_the_marking_stands_on_every_page(pack):
    written = Written(pack)
    first, second = section_of(written, "pack_release_1"), section_of(written, "pack_release_2")
    assert written.heads(first) == "TLP:GREENHarbour BoardThe quay is open"
    assert written.heads(first, "first") == "TLP:GREENHarbour Board"
    assert written.heads(second) == "TLP:GREENUnter SperrfristHarbour BoardDie Gebühren sinken"
    assert all("TLP:GREEN" in written.heads(section) for section in written.sections)
    assert all("TLP:GREEN" in written.heads(section, kind="footer") for section in written.sections)


def test_a_release_of_a_higher_marking_raises_that_of_the_cover_and_keeps_its_own(pack):
    part = pack.parts[1]
    raised = evolve(pack, parts=(pack.parts[0], evolve(part, entries=(evolve(part.entries[0], marking="TLP:RED"),))))
    written = Written(raised)
    assert "TLP:RED" in written.heads(section_of(written, "pack_cover"))
    assert "TLP:RED" in written.heads(section_of(written, "pack_release_3"))


def test_markings_that_no_scale_compares_are_all_on_the_cover(pack):
    part = pack.parts[1]
    mixed = evolve(pack, parts=(pack.parts[0], evolve(part, entries=(evolve(part.entries[0], marking="GEHEIM"),))))
    written = Written(mixed)
    assert "TLP:GREEN / GEHEIM" in written.heads(section_of(written, "pack_cover"))
    assert [note.code for note in written.context.notes if note.code.startswith("mark")] == ["markings-not-compared"]


def test_what_is_under_embargo_is_stamped_on_cover_digest_and_its_own_pages(pack):
    written = Written(pack)
    assert written.texts("EmbargoBanner") == ["Under embargo", "Unter Sperrfrist"]
    assert written.texts("DigestFacts")[1].endswith("Under embargo")


def test_a_release_from_right_to_left_has_a_section_from_right_to_left(pack):
    written = Written(pack)
    assert section_of(written, "pack_release_3").find(f"{W}bidi") is not None
    assert section_of(written, "pack_release_1").find(f"{W}bidi") is None


def test_a_release_in_another_language_says_so_in_its_words(pack):
    runs = [run for run in Written(pack).body.iter(f"{W}r") if words(run) == "Um ein Zehntel."]
    assert [run.find(f"{W}rPr/{W}lang").get(f"{W}val") for run in runs if run.find(f"{W}rPr") is not None] == ["de", "de"]


def test_lists_are_counted_for_each_release_by_itself(pack):
    written = Written(pack)
    lists = [number.get(f"{W}val") for number in written.body.iter(f"{W}numId")]
    assert len(set(lists)) == 3
    assert lists[0] == lists[1]


def test_names_are_entries_of_an_index_that_is_filled(pack):
    written = Written(pack)
    assert 'XE "Marest, Elina" \\f "p"' in written.codes
    assert [code for code in written.codes if code.startswith("INDEX")] == ['INDEX \\c "2" \\e ", " \\f "p"']
    assert written.texts("Index1") == ["Marest, Elina, 2"]


def test_marks_in_a_name_do_not_end_its_index_entry(bind_one):
    said = 'A "B": C; D\\E'
    mention = Mention((Text(said),), kind="event")
    written = Written(bind_one(release("X", para(mention))))
    assert 'XE "A \\"B\\"\\: C\\; D\\\\E" \\f "p"' in written.codes


@pytest.fixture
def bind_one():
    def _bind(*releases, **more):
        entries = tuple(entry(each, f"{at}.md") for at, each in enumerate(releases))
        return canonical(Pack(parts=(Part(entries=entries),), **more))

    return _bind


def test_two_releases_with_one_id_have_bookmarks_of_their_own(bind_one):
    block = Division((para(Link((Text("here"),), "#end")),), attributes=(("id", "end"),))
    pack = bind_one(release("One", block), release("Two", block))
    written = Written(pack)
    names = [mark.get(f"{W}name") for mark in written.body.iter(f"{W}bookmarkStart")]
    assert {"r1_end", "r2_end"} <= set(names)
    assert len(names) == len({name.lower() for name in names})
    assert read_back(edited(written.data, "Two", "Three"))[0].entries[1].release.body == pack.entries[1].release.body
    assert bare('<w:hyperlink w:anchor="r12_end">') == '<w:hyperlink w:anchor="end">'


def test_what_is_enclosed_or_withdrawn_is_listed(pack):
    written = Written(pack)
    assert written.texts("Attachment") == ["plan.pdf"]
    assert "enclosure-missing" in [note.code for note in written.context.notes]
    assert "An old notice" in written.texts("Distribution")


def test_pages_of_an_enclosed_pdf_are_shown_with_their_words(pack):
    plan = writes(release("The plan", para("Dig here.")), "pdf")
    written = Written(pack, resources={"plan.pdf": plan}.get)
    notes = [note.code for note in written.context.notes]
    assert "enclosure-pictured" in notes
    assert not {"enclosure-missing", "enclosure-pages"} & {*notes}
    (shown,) = [each.get("descr") for each in written.body.iter(f"{WP}docPr") if each.get("descr", "").startswith("plan.pdf")]
    assert shown.startswith("plan.pdf, 1/1: ")
    assert "Dig here." in shown
    assert "plan.pdf, 1/1" in written.texts("Caption")
    assert read_back(written.data)[0] == pack


def test_pages_that_an_enclosed_pdf_does_not_have_are_told(pack):
    plan = writes(release("The plan", para("Dig here.")), "pdf")
    last = pack.parts[-1]
    asked = evolve(last.entries[0], enclosures=(Enclosure(href="plan.pdf", pages="1-9"),))
    asking = evolve(pack, parts=(*pack.parts[:-1], evolve(last, entries=(asked,))))
    notes = [note.code for note in Written(asking, resources={"plan.pdf": plan}.get).context.notes]
    assert "enclosure-pages" in notes


def test_of_a_file_with_a_damaged_page_none_is_shown(pack, monkeypatch):
    monkeypatch.setattr("releasekit.briefing.sheets.MOST_BYTES", 60_000)
    plan = writes(release("The plan", *[para("Dig here. " * 300)] * 9), "pdf")
    written = Written(pack, resources={"plan.pdf": plan}.get)
    assert "enclosure-listed" in [note.code for note in written.context.notes]
    assert written.texts("Caption") == []


def test_an_enclosed_picture_is_shown_and_anything_else_listed(pack, png):
    for data, captions, code in (
        (png(9, 5), ["plan.pdf"], ""),
        (b"PK", [], "enclosure-listed"),
        (b"%PDF-", [], "enclosure-listed"),
    ):
        written = Written(pack, resources={"plan.pdf": data}.get)
        assert written.texts("Caption") == captions
        assert (code in [note.code for note in written.context.notes]) == bool(code)
        assert read_back(written.data)[0] == pack


def test_pictures_of_two_releases_with_one_name_stay_two(bind_one, png):
    figure = Figure(Image("photo.png", "A boat"))
    pack = bind_one(release("One", figure), release("Two", figure))
    around = {"0.md": {"photo.png": png(2, 3)}.get, "1.md": {"photo.png": png(5, 4)}.get}
    written = Written(pack, around=around)
    back, context = read_back(written.data)
    assert back == pack
    assert [context.around[name]("photo.png") for name in ("0.md", "1.md")] == [png(2, 3), png(5, 4)]


def test_a_logo_that_is_not_there_is_told(bind_one):
    written = Written(bind_one(release("One"), logo="logo.png", logo_alt="A ship"))
    assert [note.code for note in written.context.notes] == ["picture-missing"]


# ── what comes back ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_pack_comes_back():
    check_pack_format(FORMAT, max_examples=25)


def test_one_release_at_a_time_is_read_and_a_pack_says_what_to_do(pack):
    with pytest.raises(ReadError, match="releasekit unpack"):
        reads(FORMAT.write_pack(pack, PackContext()), "docx", context=Context())


def test_a_document_of_one_release_is_no_pack(pack):
    with pytest.raises(ReadError, match="a single release, and no pack"):
        read_back(writes(pack.entries[0].release, "docx"))


def test_a_document_of_somebody_else_is_no_pack():
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(ReadError, match="no pack travels in this document"):
        read_back(out.getvalue())


def test_a_pack_that_is_saved_anew_without_a_change_comes_back_without_a_word(pack):
    back, context = read_back(edited(FORMAT.write_pack(pack, PackContext()), "nothing of this", ""))
    assert back == pack
    assert context.notes == []


def test_an_edit_in_one_release_changes_that_one_alone_and_is_told_with_its_place(pack):
    back, context = read_back(edited(FORMAT.write_pack(pack, PackContext()), "Kai", "Mole"))
    assert back.entries[0] == pack.entries[0]
    assert back.entries[2] == pack.entries[2]
    assert back.entries[1].release.body[1] == OrderedList((Item((para("Mole"),)),))
    assert back.entries[1].release.body[0] == pack.entries[1].release.body[0]
    assert [(note.code, note.where) for note in context.notes] == [("edited-in-word", "/entries/1")]


def test_an_edited_headline_is_that_of_its_release(pack):
    back, _ = read_back(edited(FORMAT.write_pack(pack, PackContext()), "Die Gebühren sinken", "Die Gebühren steigen"))
    assert back.entries[1].release.headline == (Text("Die Gebühren steigen"),)


def test_the_title_of_the_pack_and_of_a_part_are_taken_from_the_pages(pack):
    data = edited(FORMAT.write_pack(pack, PackContext()), "Harbour week", "Another week")
    back, context = read_back(edited(data, "At sea", "Afloat"))
    assert (back.title, back.parts[0].title) == ("Another week", "Afloat")
    assert back.entries == pack.entries
    assert {note.where for note in context.notes} == {"/title", "/parts/0/title"}


def test_an_edit_of_a_list_that_is_made_from_the_releases_is_told_as_lost(pack):
    back, context = read_back(edited(FORMAT.write_pack(pack, PackContext()), "The Minister", "The Deputy"))
    assert back == pack
    assert [(note.code, note.kind) for note in context.notes] == [("pack-page-edited", "loss")]


def without(data, key):
    """The document without the section in a bookmark."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    is_in = False
    for child in list(root[0]):
        is_in = is_in or child.get(f"{W}name") == key
        if is_in:
            root[0].remove(child)
            if child.find(f"{W}pPr/{W}sectPr") is not None:
                break
    return packed(parts | {"word/document.xml": etree.tostring(root)})


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def test_a_release_that_was_taken_out_is_gone_from_the_pack_and_told(pack):
    back, context = read_back(without(FORMAT.write_pack(pack, PackContext()), "pack_release_2"))
    assert [each.origin.name for each in back.entries] == ["quay.md", "lights.md"]
    assert [(note.code, note.where) for note in context.losses] == [("pack-release-gone", "/entries/1")]


@pytest.mark.parametrize("key", ["pack_part_1", "pack_part_2", "pack_release_2"])
def test_where_one_bookmark_is_gone_its_section_begins_where_the_contents_lead_to(pack, key):
    with zipfile.ZipFile(io.BytesIO(FORMAT.write_pack(pack, PackContext()))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for begin in [each for each in root.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == key]:
        begin.getparent().remove(begin)
    back, context = read_back(packed(parts | {"word/document.xml": etree.tostring(root)}))
    assert back == pack
    assert context.notes == []


def test_without_bookmarks_the_pack_is_as_it_was_written_and_that_is_told(pack):
    data = FORMAT.write_pack(pack, PackContext())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["word/document.xml"] = re.sub(rb"<w:bookmark(?:Start|End) [^>]*/>", b"", parts["word/document.xml"])
    back, context = read_back(packed(parts))
    assert back == pack
    assert "pack-not-parted" in [note.code for note in context.notes]


def test_contents_that_word_made_anew_are_no_edit(pack):
    data = edited(FORMAT.write_pack(pack, PackContext()), "nothing of this", "")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for text in root.iter(f"{W}t"):
        if next(text.iterancestors(f"{W}sdt"), None) is not None or (text.text or "").isdecimal():
            text.text = "99"
    back, context = read_back(packed(parts | {"word/document.xml": etree.tostring(root)}))
    assert back == pack
    assert context.notes == []


def test_words_outside_of_all_releases_are_told_as_lost(pack):
    data = FORMAT.write_pack(pack, PackContext())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    root[0].insert(0, etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>Read this first.</w:t></w:r></w:p>'))
    back, context = read_back(packed(parts | {"word/document.xml": etree.tostring(root)}))
    assert back == pack
    assert [note.code for note in context.losses] == ["pack-text-outside"]


def test_words_that_somebody_puts_above_a_release_are_part_of_it(pack):
    data = FORMAT.write_pack(pack, PackContext())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    (begin,) = [each for each in root.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == "pack_release_2"]
    begin.addprevious(etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>Read this first.</w:t></w:r></w:p>'))
    back, context = read_back(packed(parts | {"word/document.xml": etree.tostring(root)}))
    assert "Read this first." in plain_text(back.entries[1].release)
    assert back.entries[0] == pack.entries[0]
    assert context.losses == []


def test_a_comment_on_a_release_is_kept_with_it_where_that_is_asked_for(pack):
    document = docx.Document(io.BytesIO(FORMAT.write_pack(pack, PackContext())))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if run.text == "Moor")
    document.add_comment(run, text="To what?", author="Ed")
    out = io.BytesIO()
    document.save(out)
    back, context = read_back(out.getvalue(), comments=True)
    assert "To what?" in plain_text(back.entries[0].release)
    assert back.entries[1:] == pack.entries[1:]
    assert context.losses == []


def test_a_damaged_part_with_the_pack_is_refused_with_a_sentence(pack):
    data = FORMAT.write_pack(pack, PackContext())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["customXml/item1.xml"] = parts["customXml/item1.xml"].replace(
        b'"releasekit":1,"numbers"', b'"releasekit":99,"numbers"', 1
    )
    with pytest.raises(ReadError, match="can be read"):
        read_back(packed(parts))


def starts(pack, **settings):
    """How each section begins, by Word's word for it, and whether heads differ on left and right."""
    with zipfile.ZipFile(io.BytesIO(FORMAT.write_pack(pack, PackContext(**settings)))) as file:
        document, said = (etree.fromstring(file.read(f"word/{name}.xml")) for name in ("document", "settings"))
    kinds = [each.get(f"{W}val") for each in document.iter(f"{W}type") if each.getparent().tag == f"{W}sectPr"]
    return kinds, said.find(f"{W}evenAndOddHeaders") is not None


def test_for_print_on_both_sides_each_section_begins_on_an_odd_page(pack):
    plain, duplex = starts(pack), starts(pack, duplex=True)
    assert plain[0].count("nextPage") > 3
    assert (plain[1], duplex[1]) == (False, True)
    assert duplex[0].index("nextPage") == 1  # distribution stands on the back of the cover
    assert duplex[0].count("nextPage") == 1
    assert {*starts(evolve(pack, distribution=()), duplex=True)[0]} == {"oddPage"}
    back = FORMAT.read_pack(FORMAT.write_pack(pack, PackContext(duplex=True)), PackContext())
    assert back == FORMAT.read_pack(FORMAT.write_pack(pack, PackContext()), PackContext())
