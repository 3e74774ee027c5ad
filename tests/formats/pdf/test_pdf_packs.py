"""Briefing packs as PDF: bound in one pass, its lists lead to the right pages, and the pack comes back."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from releasekit import Context, Entity, Mention, Moment, Number, Paragraph, ReadError, Release, Text, Translation, reads
from releasekit.binding import read_pack, write_pack
from releasekit.briefing import Enclosure, Entry, LeftOut, Origin, Pack, Part, canonical
from releasekit.errors import FieldError, WriteError
from releasekit.format import PackContext
from releasekit.formats.pdf.pack.names import ranges
from releasekit.testing import packs

FILLER = "The council heard the engineers on the state of the quay and asked for a second survey before winter. "


def release(at, *, length=1, lang="en", **more):
    person = Entity(id="p", kind="person", name=f"Ann {('Quill', 'Rook', 'Stone')[at % 3]}")
    body = (
        *(Paragraph((Text(FILLER * 6),)) for _ in range(length)),
        Paragraph((Text("So said "), Mention((Text(person.name),), ref="p"))),
    )
    fields = {
        "headline": (Text(f"Zebra{at} headline"),),
        "numbers": (Number(f"{at}-2027"),),
        "entities": (person,),
        "body": body,
    }
    return Release(lang=lang, released=Moment("2027-03-15"), **(fields | more))


def bound(*releases, parts=1, **more):
    entries = [Entry(release=each, origin=Origin(name=f"{at}.md")) for at, each in enumerate(releases)]
    size = -(-len(entries) // parts)
    groups = [entries[start : start + size] for start in range(0, len(entries), size)]
    titled = len(groups) > 1
    made = tuple(Part(title=f"Part{at}" if titled else "", entries=tuple(group)) for at, group in enumerate(groups))
    return Pack(parts=made, **({"title": "The week", "lang": "en"} | more))


def pages(data):
    reader = PdfReader(io.BytesIO(data))
    return reader, [page.extract_text() for page in reader.pages]


def page_of(reader, annotation):
    """The place of the page that an internal link leads to."""
    target = annotation["/Dest"]
    if isinstance(target, str):
        names = reader.trailer["/Root"]["/Names"]["/Dests"]["/Names"]
        target = names[names.index(target) + 1]
    return next(at for at, page in enumerate(reader.pages) if page.indirect_reference == target[0])


def links(reader, page):
    found = [each.get_object() for each in reader.pages[page].get("/Annots", [])]
    return [each for each in found if "/Dest" in each]


@settings(max_examples=6)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(1, 2), st.sampled_from(["after", "facing"]))
def test_every_link_of_contents_and_index_leads_to_the_page_that_it_names(lengths, parts, translations):
    pack = bound(*(release(at, length=length) for at, length in enumerate(lengths)), parts=parts, translations=translations)
    reader, texts = pages(write_pack(pack, "pdf"))
    labels = reader.page_labels
    front = labels.index("1")
    assert labels[front:] == [str(number) for number in range(1, len(labels) - front + 1)]
    assert labels[0] == "i"
    contents = next(at for at in range(front) if "Contents" in texts[at])
    led = [each for each in links(reader, contents) if each["/Contents"].startswith("Zebra")]
    for link in led:
        title, page = link["/Contents"].rsplit(", ", 1)
        assert labels[page_of(reader, link)] == page
        assert title in texts[front + int(page) - 1].replace("\n", " ")
    assert len({link["/Contents"] for link in led}) == len(lengths)
    index = next(at for at in range(front, len(texts)) if texts[at].startswith("Index") or "Persons" in texts[at])
    named = links(reader, index)
    assert named
    for link in named:
        family, first, said = link["/Contents"].replace("\u2013", ", ").split(", ")[:3]
        assert labels[page_of(reader, link)] == said
        assert f"{first} {family}" in texts[front + int(said) - 1].replace("\n", " ").replace("\u00a0", " ")


def test_each_page_of_the_body_says_which_of_how_many_it_is():
    reader, texts = pages(write_pack(bound(release(0, length=9), release(1)), "pdf"))
    front = reader.page_labels.index("1")
    body = texts[front:]
    assert all(f"Page {number} of {len(body)}" in text for number, text in enumerate(body, 1))


def test_a_part_begins_on_a_right_hand_page_and_its_back_is_empty():
    reader, texts = pages(write_pack(bound(release(0), release(1), parts=2), "pdf"))
    front = reader.page_labels.index("1")
    assert front % 2 == 0
    for part in ("Part0", "Part1"):
        at = next(at for at in range(front, len(texts)) if part in texts[at])
        assert (at - front) % 2 == 0
        assert not texts[at + 1].strip()


def test_a_translation_faces_its_release():
    one = release(0, id="urn:x:1", translations=(Translation("de", "urn:x:2"),))
    other = release(1, id="urn:x:2", lang="de")
    reader, texts = pages(write_pack(bound(one, other, translations="facing"), "pdf"))
    front = reader.page_labels.index("1")
    assert "Zebra0 headline" in texts[front + 1]
    assert "Zebra1 headline" in texts[front + 2]


def test_a_marking_stands_on_each_page_and_what_is_under_embargo_is_stamped():
    pack = bound(release(0, length=9), release(1), marking="TLP:AMBER")
    entries = (evolve(pack.entries[0], embargoed=True), pack.entries[1])
    pack = evolve(pack, parts=(Part(entries=entries),))
    reader, texts = pages(write_pack(pack, "pdf"))
    assert all(text.count("TLP:AMBER") >= 2 for text in texts)
    front = reader.page_labels.index("1")
    assert "Under embargo" in texts[0]
    assert all("Under embargo" in text for text in texts[front : front + 2])


def test_what_was_withdrawn_or_could_not_be_read_is_listed():
    left = tuple(
        LeftOut(origin=Origin(name=f"{reason}.md"), reason=reason, title=f"Lost {reason}")
        for reason in ("withdrawn", "unread", "duplicate")
    )
    _, texts = pages(write_pack(bound(release(0), left_out=left), "pdf"))
    contents = next(text for text in texts if "Contents" in text)
    assert "Lost withdrawn" in contents
    assert "Lost unread" in contents
    assert "Lost duplicate" not in contents


def test_a_pack_comes_back_and_gives_the_same_bytes():
    pack = bound(release(0), release(1, lang="ar", headline=(Text("مرحبا"),)), release(2), parts=2, notes="One.\n\nTwo.")
    data = write_pack(pack, "pdf")
    context = PackContext()
    assert read_pack(data, "pdf", context=context) == canonical(pack)
    assert not context.notes
    assert write_pack(pack, "pdf") == data


def unmarked(pack):
    """The pack in letters that every font has, without markings, which are of a known scheme or refused."""
    parts = tuple(
        evolve(part, entries=tuple(evolve(each, marking="", release=evolve(each.release, extra=())) for each in part.entries))
        for part in pack.parts
    )
    text = write_pack(evolve(pack, marking="", scale=(), parts=parts), "json").decode()
    return "".join(char if " " <= char < "\x7f" or char == "\n" else "x" for char in text).encode()


@settings(max_examples=15)
@given(packs())
def test_any_pack_comes_back(pack):
    with suppress(FieldError, ReadError):  # letters were exchanged in what is to be a language or a name
        plain = read_pack(unmarked(pack), "json")
        with suppress(WriteError):
            assert read_pack(write_pack(plain, "pdf"), "pdf") == plain


def test_a_pack_read_as_a_release_says_what_to_do():
    with pytest.raises(ReadError, match="releasekit unpack"):
        reads(write_pack(bound(release(0)), "pdf"), "pdf", context=Context())


def test_pages_of_an_attached_pdf_are_shown_and_described_and_other_files_are_embedded():
    inside = write_pack(bound(release(7)), "pdf")
    files = {"map.pdf": inside, "table.csv": b"a,b\n"}
    enclosures = (
        Enclosure(href="map.pdf", pages="1-2", title="The map"),
        Enclosure(href="table.csv"),
        Enclosure(href="gone.pdf"),
    )
    pack = bound(release(0))
    pack = evolve(pack, parts=(Part(entries=(evolve(pack.entries[0], enclosures=enclosures),)),))
    context = PackContext(resources=files.get)
    data = write_pack(pack, "pdf", context=context)
    assert {note.code for note in context.notes} == {"enclosure-pictured", "enclosure-embedded", "enclosure-missing"}
    reader, texts = pages(data)
    assert any("The map, 2/" in text for text in texts)
    assert any(name.endswith("table.csv") for name in reader.attachments)


def test_pages_are_named_as_ranges():
    assert ranges([3, 7, 8, 9, 12]) == [(3, 3), (7, 9), (12, 12)]
