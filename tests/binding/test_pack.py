"""`releasekit.pack` and `releasekit.unpack`: what of folders is taken, read, left out, refused; and what comes back."""

from __future__ import annotations

import hashlib
import io
import re
import time
import zipfile
from datetime import datetime

import pytest
from PIL import Image as Pixels

import releasekit
from releasekit import (
    Choice,
    EmbargoError,
    FieldError,
    FileError,
    FormatError,
    LossWarning,
    Pack,
    PackContext,
    PackError,
    ReadError,
    registry,
)
from releasekit.binding import files_of, read_pack, write_pack
from releasekit.briefing import Entry, Origin, Part


def picture(colour):
    """A PNG file of one pixel."""
    out = io.BytesIO()
    Pixels.new("RGB", (1, 1), colour).save(out, "PNG")
    return out.getvalue()


PICTURE, COLOURED = picture("white"), picture("red")


def names(pack):
    return [entry.origin.name for entry in pack.entries]


def codes(context):
    return sorted(note.code for note in context.notes)


def test_a_folder_gives_the_files_in_it_that_may_be_releases(week, now):
    context = PackContext()
    pack = releasekit.pack(week, at=now, context=context)
    assert names(pack) == ["a.md", "b.txt", "c.md"]
    assert codes(context).count("left-out-other") == 1
    assert "data.json" in next(note.message for note in context.notes if note.code == "left-out-other")


def test_a_pattern_goes_deeper(week, now):
    assert names(releasekit.pack(f"{week}/**/*.md", at=now, context=PackContext())) == ["a.md", "c.md", "d.md"]


def test_a_pack_says_nothing_of_where_its_files_lie_on_this_machine(week, now, monkeypatch):
    monkeypatch.chdir(week.parent)
    assert names(releasekit.pack("week", at=now, context=PackContext())) == ["week/a.md", "week/b.txt", "week/c.md"]
    for pack in (releasekit.pack(week / "a.md", at=now), releasekit.pack("week/../week/a.md", at=now)):
        assert names(pack) == ["a.md"]


def test_an_entry_has_the_digest_and_format_of_its_file(week, now):
    (entry,) = releasekit.pack(week / "a.md", at=now).entries
    assert entry.origin.digest == "sha256:" + hashlib.sha256((week / "a.md").read_bytes()).hexdigest()
    assert entry.origin.format == "md"
    assert entry.release == releasekit.read(week / "a.md")


def test_releases_of_a_program_are_bound_beside_files(week, now, release_text):
    release = releasekit.reads(release_text("Made here"), "md")
    pack = releasekit.pack([release, week / "a.md"], at=now, title="Both", date="2027-03-19")
    assert names(pack) == ["release-1", "a.md"]
    assert (pack.title, str(pack.date)) == ("Both", "2027-03-19")


def test_two_files_of_one_name_are_told_apart(week, now):
    (week / "more" / "a.md").write_text((week / "c.md").read_text())
    pack = releasekit.pack([week / "a.md", week / "more" / "a.md"], at=now)
    assert names(pack) == ["a.md", "a.md (2)"]


def test_a_pack_speaks_the_language_of_most_of_its_releases(week, now):
    assert releasekit.pack(week, at=now, context=PackContext()).lang == "en"


def test_a_folder_without_a_release_is_refused(tmp_path):
    with pytest.raises(ReadError, match="no file here has the suffix of a format that is read"):
        releasekit.pack(tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileError, match=r"gone\.md: cannot read"):
        releasekit.pack(tmp_path / "gone.md")


def test_a_release_that_cannot_be_read_stops_the_pack_and_is_named(week):
    (week / "bad.md").write_text("---\ntitle: [\n---\n")
    with pytest.raises(ReadError, match=r"bad\.md:"):
        releasekit.pack(week)


def test_with_keep_going_it_is_listed_as_missing(week, now):
    (week / "bad.md").write_text("---\ntitle: [\n---\n")
    context = PackContext()
    pack = releasekit.pack(week, at=now, keep_going=True, context=context)
    assert [left.origin.name for left in pack.missing] == ["bad.md"]
    assert "release-missing" in codes(context)
    with pytest.warns(LossWarning, match="listed as missing"):
        releasekit.pack(week, at=now, keep_going=True)


def test_nothing_left_to_bind_is_refused_with_the_first_reason(week):
    with pytest.raises(ReadError, match=r"nothing is left to be bound: .* is left out, because its kind is press-release"):
        releasekit.pack(week / "a.md", choice=Choice(kinds=("speech",)))


# ── embargoes, versions, withdrawals ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def held(week, release_text):
    path = week / "held.md"
    path.write_text(release_text("Not yet", "embargo: 2027-03-25T09:00+01:00"))
    return path


@pytest.mark.usefixtures("held")
def test_an_embargo_refuses_the_pack_and_writes_nothing(week, now, tmp_path):
    with pytest.raises(EmbargoError, match=r"held\.md: under embargo until 2027-03-25T09:00\+01:00: nothing is bound"):
        releasekit.pack(week, tmp_path / "pack.json", at=now)
    assert not (tmp_path / "pack.json").exists()


@pytest.mark.usefixtures("held")
def test_with_embargoed_it_is_bound_and_stamped(week, now):
    context = PackContext()
    pack = releasekit.pack(week, at=now, embargoed=True, context=context)
    assert pack.embargoed
    assert [entry.origin.name for entry in pack.entries if entry.embargoed] == ["held.md"]
    assert "embargoed" in codes(context)


def test_all_embargoes_of_all_parts_are_counted(week, release_text):
    for name in ("x.md", "y.md", "z.md"):
        (week / name).write_text(release_text(name, "embargo: 2027-03-25T09:00Z"))
    (week / "pack.toml").write_text('releases = ["a.md", "x.md"]\n[[part]]\nreleases = ["y.md", "z.md"]\n')
    with pytest.raises(EmbargoError, match=r"x\.md: under embargo until 2027-03-25T09:00Z, and 2 more"):
        releasekit.pack(week / "pack.toml", at=datetime.fromisoformat("2027-03-20T00:00Z"))


def test_an_embargo_that_is_over_is_none(held):
    pack = releasekit.pack(held, at=datetime.fromisoformat("2027-03-25T08:00Z"))
    assert not pack.embargoed


@pytest.mark.usefixtures("held")
def test_an_embargoed_release_that_is_not_chosen_refuses_nothing(week, now):
    pack = releasekit.pack(week, at=now, choice=Choice(kinds=("statement",)), context=PackContext())
    assert names(pack) == ["c.md"]


def test_what_is_left_out_is_told(week, now, release_text):
    (week / "z.md").write_text((week / "a.md").read_text())
    (week / "y.md").write_text(release_text("Corrected", "replaces: [1-2027]"))
    (week / "x.md").write_text(release_text("Gone", "status: withdrawn"))
    context = PackContext()
    pack = releasekit.pack(week, at=now, context=context)
    assert names(pack) == ["b.txt", "c.md", "y.md"]
    assert {"left-out-duplicate", "left-out-superseded", "left-out-withdrawn"} <= set(codes(context))
    assert [left.origin.name for left in pack.withdrawn] == ["x.md"]


def test_a_release_that_was_replaced_by_one_that_is_not_here_is_told(week, now, release_text):
    (week / "old.md").write_text(release_text("Old", "replaced_by: [urn:new]"))
    context = PackContext()
    assert "old.md" in names(releasekit.pack(week, at=now, context=context))
    assert "replaced-elsewhere" in codes(context)


def test_a_release_with_a_higher_marking_raises_that_of_the_pack_and_is_told(week, now, release_text):
    (week / "secret.md").write_text(release_text("Secret", "marking: TLP:RED"))
    context = PackContext()
    releasekit.pack(week, at=now, marking="TLP:GREEN", context=context)
    assert "marking-raised" in codes(context)
    with pytest.raises(ReadError, match=r"secret\.md: the marking 'TLP:RED' is not known"):
        releasekit.pack(week, at=now, scale=("Deck", "Bridge"), context=PackContext())


# ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────────

FORMATS = ["tei", "json", "md", "docx", "pdf"]


@pytest.mark.parametrize("suffix", [".tei.xml", ".json", ".md", ".docx", ".pdf"])
def test_a_pack_comes_back_from_its_file(week, now, tmp_path, suffix):
    target = tmp_path / f"pack{suffix}"
    pack = releasekit.pack(week, target, at=now, title="The week", context=PackContext())
    assert releasekit.unpack(target) == pack


@pytest.mark.parametrize("suffix", [".tei.xml", ".json", ".md", ".docx", ".pdf", ".html", ".epub"])
def test_a_folder_does_not_take_the_pack_that_was_made_in_it(week, now, suffix):
    target = week / f"pack{suffix}"
    first = releasekit.pack(week, target, at=now, context=PackContext())
    assert releasekit.pack(week, target, at=now, context=PackContext()) == first
    context = PackContext()
    assert releasekit.pack(week, at=now, context=context) == first
    assert any("it is a briefing pack" in note.message for note in context.notes)


@pytest.mark.parametrize("format", FORMATS)
def test_reading_a_pack_as_a_release_says_what_to_do(week, now, format):
    data = write_pack(releasekit.pack(week, at=now, context=PackContext()), format)
    with pytest.raises(ReadError, match="'releasekit unpack' puts each in a file"):
        releasekit.reads(data)


@pytest.mark.parametrize("format", FORMATS)
def test_unpacking_a_release_says_that_it_is_none(week, format):
    data = releasekit.writes(releasekit.read(week / "a.md"), format)
    with pytest.raises(ReadError, match=r"without unpacking|no pack"):
        releasekit.unpack(data)


def chapters(book: bytes) -> str:
    """The pages of a book, one after the other, without its table of contents."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if "/ch0" in name)


def test_markdown_begins_with_title_and_highest_marking_in_the_language_of_the_pack(tmp_path, now, release_text):
    (tmp_path / "a.md").write_text(release_text("Причал открыт", "embargo: 2099-01-01T00:00Z", "marking: TLP:AMBER"))
    context = PackContext()
    pack = releasekit.pack(tmp_path / "a.md", at=now, embargoed=True, lang="ru", marking="TLP:GREEN", context=context)
    data = write_pack(pack, "md", context=context)
    above = data.decode().partition("\n---\n")[2].partition("<!--")[0].split("\n\n")
    assert [line.strip() for line in above if line.strip()] == [
        "# Подборка материалов", "**TLP:AMBER**", "## Содержание", "1. Причал открыт (Эмбарго)",
    ]  # fmt: skip
    assert read_pack(data, "md") == pack
    apart = Pack(parts=(Part(entries=pack.entries),), marking="SECRET")
    assert "\n**SECRET / TLP:AMBER**\n" in write_pack(apart, "md", context=PackContext()).decode()


@pytest.mark.parametrize("format", ["html", "epub"])
def test_a_page_or_book_says_that_it_is_a_pack(week, now, format):
    data = write_pack(releasekit.pack(week, at=now, context=PackContext()), format)
    with pytest.raises(PackError, match="take its PDF, Word or TEI form"):
        releasekit.reads(data, format)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("format", ["html", "epub"])
def test_a_page_or_book_holds_every_headline(week, now, format):
    pack = releasekit.pack(week, at=now, embargoed=True, title="The week", marking="TLP:GREEN", context=PackContext())
    data = write_pack(pack, format, context=PackContext())
    words = chapters(data) if format == "epub" else data.decode()
    for title in ("The quay is open", "Harbour fees fall", "A bridge is planned", "Not yet", "TLP:GREEN", "Under embargo"):
        assert title in words


@pytest.mark.parametrize("format", ["html", "epub"])
def test_a_page_or_book_says_which_keys_of_other_programs_it_leaves_out(tmp_path, now, release_text, format):
    (tmp_path / "a.md").write_text(release_text("The quay is open"))
    (tmp_path / "b.md").write_text(release_text("Harbour fees fall", "layout: news\nslug: fees"))
    context = PackContext()
    write_pack(releasekit.pack(sorted(tmp_path.glob("*.md")), at=now, context=context), format, context=context)
    told = [(note.where, note.message.partition(" cannot ")[2]) for note in context.losses if note.code == "field-dropped"]
    assert ("/entries/1/extra", "carry 'extra' ('layout', 'slug')") in told
    assert not any(where == "/entries/0/extra" for where, _ in told)


def test_the_contents_of_a_page_lead_to_its_releases(week, now):
    page = write_pack(releasekit.pack(week, at=now, context=PackContext()), "html", context=PackContext()).decode()
    for number in (1, 2, 3):
        assert f'href="#release-{number}"' in page
        assert f'id="release-{number}"' in page


def test_a_page_shows_parts_notes_and_what_is_not_in_the_pack(week, now, release_text):
    (week / "x.md").write_text(release_text("Gone for good", "status: withdrawn"))
    (week / "bad.md").write_text("---\ntitle: [\n---\n")
    (week / "map.pdf").write_bytes(b"%PDF-")
    (week / "who.md").write_text(release_text("Asked", "contacts: [{name: Ada Quay, email: ada@quay.example}]"))
    (week / "pack.toml").write_text(
        'prepared-for = "The Minister"\nnotes = "Read first.\\n\\nThen ask."\n[[part]]\ntitle = "Water"\nnote = "All new."\n'
        'releases = ["who.md", "x.md", "bad.md"]\n[[part.release]]\nfile = "a.md"\nattach = ["map.pdf"]\n'
    )
    context = PackContext()
    pack = releasekit.pack(week / "pack.toml", at=now, keep_going=True, context=context)
    page = write_pack(pack, "html", context=context).decode()
    for words in (
        "The Minister",
        "Read first.",
        "Then ask.",
        "Water",
        "All new.",
        "Gone for good",
        "bad.md",
        "Ada Quay",
        "Briefing pack",
    ):
        assert words in page
    assert "enclosure-unbound" in codes(context)
    assert 'href="mailto:ada@quay.example"' in page.partition("pack-contacts")[2]


@pytest.mark.parametrize("format", ["html", "epub"])
def test_a_page_or_book_names_what_is_enclosed_and_shows_notes_to_the_reader_and_the_logo(week, now, format):
    (week / "map.pdf").write_bytes(b"%PDF-")
    (week / "arms.png").write_bytes(PICTURE)
    (week / "pack.toml").write_text(
        'logo = "arms.png"\nlogo-alt = "Coat of arms"\n[[part]]\nnote = "All new."\n[[part.release]]\nfile = "a.md"\n'
        'note = "Two ships wait."\nattach = [{ file = "map.pdf", pages = "1-2", title = "The harbour" }]\n'
    )
    context = PackContext()
    data = write_pack(releasekit.pack(week / "pack.toml", at=now, context=context), format, context=context)
    words = chapters(data) if format == "epub" else data.decode()
    for each in ("The harbour · 1-2", "<em>Two ships wait.</em>", "All new.", 'alt="Coat of arms"'):
        assert each in words
    assert [(note.code, note.where) for note in context.losses] == [("enclosure-unbound", "/entries/0/enclosures/0")]


def test_a_book_without_a_title_has_one_and_opens_in_the_direction_of_its_language(tmp_path, now, release_text):
    contacts = "contacts: [{name: المكتب, phone: +44 1632 960 301}]"
    (tmp_path / "a.md").write_text(release_text("الميناء", contacts).replace("lang: en", "lang: ar"))
    pack = releasekit.pack(tmp_path / "a.md", at=now, marking="TLP:GREEN", prepared_by=("المكتب",), context=PackContext())
    with zipfile.ZipFile(io.BytesIO(write_pack(pack, "epub", context=PackContext()))) as book:
        package, contents = book.read("EPUB/content.opf").decode(), book.read("EPUB/nav.xhtml").decode()
        last = max(name for name in book.namelist() if "/text/" in name)
        people = book.read(last).decode()
    assert re.search("<dc:title[^>]*>([^<]*)", package)[1] == "ملف إحاطة"
    assert re.search("<dc:creator[^>]*>([^<]*)", package)[1] == "المكتب"
    assert '<spine toc="ncx" page-progression-direction="rtl">' in package
    chapters = re.findall(r'href="text/ch\d+\.xhtml#([^"]*)"', contents)
    assert chapters == ["pack-title", "pack-contents", "release-1", "pack-contacts"]
    assert 'id="pack-contacts" class="level1 pack-contacts" dir="rtl"' in people
    assert re.search(r'<span class="phone" dir="ltr"><a href="tel:\+441632960301">\+44 1632 960 301</a></span>', people)


def test_a_release_without_a_headline_has_a_chapter_under_its_short_title(week, now):
    (week / "bare.md").write_text("---\nlang: en\nreleased: 2027-03-15\n---\n\nBoats may land.\n")
    (week / "pack.toml").write_text('[[release]]\nfile = "bare.md"\ntitle = "Landing"\n')
    book = write_pack(releasekit.pack(week / "pack.toml", at=now), "epub", context=PackContext())
    assert "Landing</h1>" in chapters(book)


def test_a_format_without_packs_says_which_there_are(week, tmp_path):
    with pytest.raises(
        FormatError, match=r"packs are not written as OpenDocument text yet: there are \.md, \.tei\.xml, \.docx, \.pdf"
    ):
        releasekit.pack(week, tmp_path / "pack.odt")
    with pytest.raises(FormatError, match="no pack is read back from HTML page: there are md, tei, docx, pdf, json"):
        releasekit.unpack(b"<!DOCTYPE html><p>x", format="html")
    with pytest.raises(FormatError, match="cannot tell the format from the suffix"):
        releasekit.pack(week, tmp_path / "pack")


def test_an_interrupted_pack_leaves_no_file(week, now, tmp_path, monkeypatch):
    def stop(_pack, _context):
        raise KeyboardInterrupt

    monkeypatch.setattr("releasekit.formats.native.codec.write_pack", stop)
    with pytest.raises(KeyboardInterrupt):
        releasekit.pack(week, tmp_path / "pack.json", at=now, context=PackContext())
    assert not [*tmp_path.glob("*.json"), *tmp_path.glob(".*")]


# ── taking apart ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_release_comes_back_as_a_file(week, now, tmp_path):
    pack = releasekit.pack(week, tmp_path / "pack.tei.xml", at=now, context=PackContext())
    releasekit.unpack(tmp_path / "pack.tei.xml", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.md", "b.md", "c.md"]
    for entry, name in zip(pack.entries, ("a.md", "b.md", "c.md"), strict=True):
        assert releasekit.read(tmp_path / "out" / name) == entry.release


def test_the_pictures_in_a_pack_are_put_into_one_folder_and_named_there(tmp_path, now, release_text):
    for name, data in (("a", PICTURE), ("b", PICTURE), ("c", COLOURED)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "quay.png").write_bytes(data)
        (tmp_path / name / f"{name}.md").write_text(release_text(f"News {name}", body=f"![Of {name}](quay.png)"))
    releasekit.pack(f"{tmp_path}/*/*.md", tmp_path / "pack.docx", at=now, context=PackContext())
    moved, out = tmp_path / "elsewhere", tmp_path / "elsewhere" / "out"
    moved.mkdir()
    (tmp_path / "pack.docx").rename(moved / "pack.docx")
    context = PackContext()
    releasekit.unpack(moved / "pack.docx", out / "text", media=out / "media", context=context)
    assert {path.name: path.read_bytes() for path in (out / "media").iterdir()} == {"quay.png": PICTURE, "quay-2.png": COLOURED}
    named = [re.search(r"\((.*)\)", (out / "text" / f"{name}.md").read_text())[1] for name in "abc"]
    assert named == ["../media/quay.png", "../media/quay.png", "../media/quay-2.png"]
    assert codes(context) == []
    (out / "media" / "quay.png").write_bytes(b"mine")
    with pytest.raises(FileError, match=r"quay\.png: another file of this name is there already"):
        releasekit.unpack(moved / "pack.docx", out / "more", media=out / "media", context=PackContext())
    assert not (out / "more").exists()
    context = PackContext()
    releasekit.unpack(moved / "pack.docx", out / "more", context=context)
    assert codes(context) == ["picture-inside"] * 3


def test_no_file_goes_outside_the_folder_or_over_another(release_text):
    release = releasekit.reads(release_text("Ärger am Kai"), "md")
    hostile = [
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        "C:\\x\\con.md",
        "nul.en.md",
        "COM\u00b9.md",
        "a/b.md",
        "A/B.md",
        "",
        "x" * 300,
        "a\0b\n.md",
        "...",
        "passwd",
    ]
    pack = Pack(parts=(Part(entries=tuple(Entry(release=release, origin=Origin(name=name)) for name in hostile)),))
    made = files_of(pack)
    assert len({name.casefold() for name in made}) == len(hostile)
    assert all("/" not in name and "\\" not in name and not name.startswith(".") and len(name) < 100 for name in made)
    assert {
        "passwd.md",
        "passwd-2.md",
        "passwd-3.md",
        "con-.md",
        "nul-.en.md",
        "COM\u00b9-.md",
        "Ärger-am-Kai.md",
    } <= made.keys()


def test_a_name_of_any_length_is_cut_in_no_time(release_text):
    release = releasekit.reads(release_text("The quay"), "md")
    pack = Pack(parts=(Part(entries=(Entry(release=release, origin=Origin(name="é" * 150_000)),)),))
    start = time.process_time()
    assert [*files_of(pack)] == ["é" * 40 + ".md"]
    assert time.process_time() - start < 2


# ── nothing is written over what goes into the pack, and nothing under embargo goes out in it ──────────────────────────


@pytest.mark.parametrize("given", ["pack.toml", ".", "b.txt", "*.md"])
def test_a_release_that_is_bound_is_never_written_over(week, now, given):
    (week / "pack.toml").write_text('releases = ["a.md", "b.txt"]\nlogo = "logo.png"\nlogo-alt = "A disc"\n')
    (week / "logo.png").write_bytes(b"\x89PNG")
    before = {path: path.read_bytes() for path in week.iterdir() if path.is_file()}
    name = "b.txt" if given == "b.txt" else "a.md"
    with pytest.raises(FileError, match="this is a release to be bound: name another file with -o"):
        releasekit.pack(f"{week}/{given}", week / name, format="md", at=now, context=PackContext())
    assert {path: path.read_bytes() for path in week.iterdir() if path.is_file()} == before


def test_a_file_that_the_pack_shows_is_never_written_over(week, now):
    (week / "pack.toml").write_text('releases = ["a.md"]\nlogo = "logo.png"\nlogo-alt = "A disc"\n')
    (week / "logo.png").write_bytes(b"\x89PNG")
    with pytest.raises(FileError, match="this file belongs to the pack"):
        releasekit.pack(week / "pack.toml", week / "logo.png", format="json", at=now, context=PackContext())


def test_what_is_left_out_under_embargo_gives_away_no_headline(week, now, release_text):
    (week / "c.md").write_text(
        release_text("A secret merger", "embargo: 2099-01-01T00:00Z", "status: withdrawn", "numbers: [9-2027]")
    )
    (week / "d.md").write_text(release_text("Another secret", "embargo: 2099-01-01T00:00Z").replace("lang: en", "lang: fr"))
    pack = releasekit.pack(week, at=now, choice=Choice(langs=("en",)), context=PackContext())
    assert {left.origin.name for left in pack.left_out} >= {"c.md", "d.md"}
    for name in ("json", "md", "tei", "html", "docx", "pdf"):
        assert b"secret" not in write_pack(pack, name, context=PackContext())
    assert not any(left.title or left.number for left in pack.left_out if left.origin.name in {"c.md", "d.md"})
    told = releasekit.pack(week, at=now, embargoed=True, choice=Choice(langs=("en",)), context=PackContext())
    assert "A secret merger" in [left.title for left in told.left_out]


def test_an_instant_without_a_zone_is_refused(week):
    with pytest.raises(FieldError, match="has no zone"):
        releasekit.pack(week, at=datetime(2027, 3, 20), context=PackContext())  # noqa: DTZ001  (that is what is refused)


def test_a_link_that_leads_nowhere_is_named_or_listed_as_missing(week, now):
    (week / "z.md").symlink_to(week / "nowhere.md")
    with pytest.raises(FileError, match=r"z\.md"):
        releasekit.pack(week, at=now, context=PackContext())
    pack = releasekit.pack(week, at=now, keep_going=True, context=PackContext())
    assert [left.origin.name for left in pack.missing] == ["z.md"]


def test_a_note_on_a_release_of_a_pack_in_markdown_has_its_line_in_the_pack(tmp_path, now, release_text):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(release_text(f"Release {name}", "layout: news"))
    packed = write_pack(releasekit.pack(tmp_path, at=now, context=PackContext()), "md").decode()
    edited = packed.replace("layout: news", "layout: .inf") + "\n[unused]: b\n"
    context = PackContext()
    read_pack(edited.encode(), "md", context=context)
    lines = edited.split("\n")
    assert [(note.where, lines[note.line - 1]) for note in context.notes] == [
        ("/entries/0/extra/layout", "layout: .inf"),
        ("/entries/1/extra/layout", "layout: .inf"),
        ("/entries/1", "[unused]: b"),
    ]


def test_a_note_on_a_file_has_its_line_in_that_file(week, now):
    (week / "t.tei.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<text>\n<!-- gone --><body><p>Words.</p></body></text></TEI>'
    )
    context = PackContext(name="pack")
    releasekit.pack(week / "t.tei.xml", at=now, context=context)
    (note,) = [note for note in context.notes if "gone" in note.message]
    assert ":3: " in note.message
    assert (note.line, note.where) == (None, "")


def test_files_that_exist_are_kept(week, now, tmp_path):
    pack = tmp_path / "pack.json"
    releasekit.pack(week, pack, at=now, context=PackContext())
    out = tmp_path / "out"
    out.mkdir()
    (out / "c.md").write_text("mine")
    with pytest.raises(FileError, match=r"c\.md: another file of this name is there already"):
        releasekit.unpack(pack, out)
    assert [path.name for path in out.iterdir()] == ["c.md"]
    releasekit.unpack(pack, out, force=True)
    releasekit.unpack(pack, out)
    assert (out / "c.md").read_text() != "mine"


def test_a_corpus_of_others_is_taken_apart():
    texts = "".join(
        f"<TEI><teiHeader><fileDesc><titleStmt><title>T{at}</title></titleStmt><publicationStmt><p/></publicationStmt>"
        f"<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><p>Words {at}.</p></body></text></TEI>"
        for at in (1, 2)
    )
    corpus = (
        '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de"><teiHeader><fileDesc><titleStmt><title>Sammlung</title>'
        f"</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>{texts}</teiCorpus>"
    )
    pack = read_pack(corpus.encode(), "tei", context=PackContext())
    assert pack.title == "Sammlung"
    assert [releasekit.inline_text(entry.release.headline) for entry in pack.entries] == ["T1", "T2"]
    assert [entry.release.lang for entry in pack.entries] == ["de", "de"]
    assert names(pack) == ["text-1", "text-2"]


def test_importing_releasekit_loads_nothing_of_packs():
    import subprocess
    import sys

    code = "import releasekit, sys; print([name for name in sys.modules if 'binding' in name or 'feruca' in name or 'tqdm' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_format_that_reads_packs_writes_them():
    assert {format.name for format in registry.BUILTINS if format.read_pack} == {"md", "tei", "docx", "pdf", "json"}
    assert all(format.write_pack for format in registry.BUILTINS if format.read_pack)
