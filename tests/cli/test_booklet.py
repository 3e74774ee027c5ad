"""`--duplex` and `--booklet`: what is written beside the PDF, and what is refused in one line."""

from __future__ import annotations

import io
import zipfile

import pytest
from pypdf import PdfReader

from releasekit.binding import read_pack
from releasekit.cli.booklet import PAPERS

MM = 72 / 25.4
AT = ("--at", "2027-03-20")


@pytest.fixture
def week(folder):
    place = folder / "week"
    place.mkdir()
    for name, title in (("a", "Quay"), ("b", "Bridge"), ("c", "Ferry")):
        (place / f"{name}.md").write_text(f"---\ntitle: {title}\nlang: en\n---\n\nBoats may land.\n")
    return place


def pages(path):
    return PdfReader(path).pages


def test_a_release_gets_the_sheets_of_a_booklet_beside_its_pdf(run, folder):
    outcome = run("convert", "harbour.json", "-o", "out.pdf", "--booklet")
    assert (outcome.code, outcome.out) == (0, "out.pdf\nout.booklet.pdf\n")
    assert len(pages(folder / "out.pdf")) == 1
    assert len(pages(folder / "out.booklet.pdf")) == 2
    assert run("convert", "harbour.json", "-o", "out.pdf", "--booklet").code == 0  # that one may be replaced


def test_of_several_formats_only_the_pdf_has_a_booklet(run, folder):
    outcome = run("convert", "harbour.json", "--to", "docx,pdf,md", "-o", "all/", "--booklet", "-q")
    assert outcome.code == 0
    assert sorted(path.name for path in (folder / "all").iterdir()) == [
        "harbour.booklet.pdf", "harbour.docx", "harbour.md", "harbour.pdf",
    ]  # fmt: skip
    again = run("convert", "harbour.json", "--to", "pdf", "-o", "all/", "--booklet")
    assert again.code == 1
    assert "--force replaces it" in again.err


def test_the_options_say_paper_creep_and_marks(run, folder, week):
    assert run("pack", week, "-o", "one.pdf", "--booklet", *AT).code == 0
    assert run("pack", week, "-o", "two.pdf", "--booklet", "--booklet-sheet", "A3", "--creep", "0.1 mm", *AT).code == 0
    assert run("pack", week, "-o", "three.pdf", "--booklet", "--booklet-sheet", "A3", "--booklet-marks", *AT).code == 0
    one, two, three = (pages(folder / f"{name}.booklet.pdf") for name in ("one", "two", "three"))
    assert float(one[0].mediabox.width) == pytest.approx(297 * MM, abs=0.1)
    assert float(two[0].mediabox.width) == pytest.approx(PAPERS["a3"][1], abs=0.1)
    drawn = [[page.get_contents().get_data() for page in each] for each in (two, three)]
    assert len(drawn[1][0]) > len(drawn[0][0])
    assert b" 283.1811 " not in drawn[0][0]


def test_a_pack_for_print_on_both_sides_holds_the_same_pack(run, folder, week):
    plain = run("pack", week, "-o", "plain.pdf", *AT)
    duplex = run("pack", week, "-o", "duplex.pdf", "--duplex", "--say-blank", *AT)
    assert (plain.code, duplex.code) == (0, 0)
    one, other = ((folder / f"{name}.pdf").read_bytes() for name in ("plain", "duplex"))
    assert read_pack(one, "pdf") == read_pack(other, "pdf")
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(other)).pages]
    assert sum("intentionally left blank" in text for text in texts) > 2
    (week / "pack.toml").write_text('duplex = true\nsay-blank = true\nreleases = ["a.md", "b.md", "c.md"]\n')
    assert run("pack", "week/pack.toml", "-o", "manifest.pdf", *AT).code == 0
    assert len(pages(folder / "manifest.pdf")) == len(texts)


def test_a_release_for_print_on_both_sides_mirrors_its_pages(run, folder):
    assert run("convert", "harbour.json", "-o", "plain.pdf").code == 0
    assert run("convert", "harbour.json", "-o", "duplex.pdf", "--duplex").code == 0
    assert run("convert", "harbour.json", "-o", "duplex.docx", "--duplex").code == 0
    assert (folder / "plain.pdf").read_bytes() != (folder / "duplex.pdf").read_bytes()
    with zipfile.ZipFile(folder / "duplex.docx") as file:
        stated = file.read("word/settings.xml")
    assert b"mirrorMargins" in stated
    assert b"evenAndOddHeaders" in stated


def test_a_template_says_itself_how_its_pages_are(run):
    outcome = run("convert", "harbour.json", "-o", "own.docx", "--template", "letterhead.docx", "--duplex")
    assert outcome.code == 2
    assert "--duplex is not for a --template" in outcome.err


def test_a_booklet_in_the_folder_of_the_releases_is_left_out(run, folder, week):
    for _ in range(2):
        outcome = run("pack", week, "-o", "week/pack.pdf", "--booklet", *AT)
        assert (outcome.code, outcome.out) == (0, "week/pack.pdf\nweek/pack.booklet.pdf\n")
    assert "pack.booklet.pdf is left out: it is the sheets of a booklet" in outcome.err
    assert len(read_pack((folder / "week" / "pack.pdf").read_bytes()).entries) == 3
    outcome = run("convert", "week/pack.booklet.pdf", "-o", "x.md")
    assert outcome.code == 1
    assert "read the PDF that it was made from" in outcome.err


def test_another_file_in_the_place_of_the_booklet_is_kept(run, folder, week):
    (folder / "out.booklet.pdf").write_text("my notes")
    for words in (("convert", "harbour.json"), ("pack", week, *AT)):
        outcome = run(*words, "-o", "out.pdf", "--booklet")
        assert outcome.code == 1
        assert outcome.lines == ["out.booklet.pdf: this is no booklet that releasekit made: name another PDF with -o"]
    assert (folder / "out.booklet.pdf").read_text() == "my notes"
    assert not (folder / "out.pdf").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["convert", "harbour.json", "-o", "out.md", "--booklet"], "--booklet is for PDF"),
        (["convert", "harbour.json", "-o", "-", "--to", "pdf", "--booklet"], "name the PDF with -o OUT.pdf"),
        (["convert", "harbour.json", "-o", "out.pdf", "--creep", "0.1mm"], "--creep is for a booklet: add --booklet"),
        (["convert", "harbour.json", "-o", "out.pdf", "--booklet-marks"], "--booklet-marks is for a booklet"),
        (["convert", "harbour.json", "-o", "out.pdf", "--booklet", "--creep", "thin"], "write 0.1mm"),
        (["convert", "harbour.json", "-o", "out.pdf", "--booklet", "--booklet-sheet", "b5"], "'b5' is no sheet"),
        (["convert", "harbour.json", "-o", "out.md", "--duplex"], "--duplex is for PDF and Word"),
        (["pack", "week", "-o", "out.json", "--duplex"], "--duplex is for PDF and Word"),
        (["pack", "week", "-o", "out.docx", "--say-blank"], "--say-blank is for PDF, and none"),
        (["pack", "week", "-o", "out.json", "--say-blank"], "--say-blank is for PDF"),
        (["pack", "week", "-o", "out.md", "--booklet"], "--booklet is for PDF"),
    ],
)
@pytest.mark.usefixtures("week")
def test_what_makes_no_sheets_is_wrong_use(run, folder, words, said):
    outcome = run(*words)
    assert outcome.code == 2
    assert said in " ".join(outcome.lines[-1:])
    assert not [*folder.glob("out*")]


def test_too_much_creep_writes_nothing(run, folder, week):
    long = "\n\n".join(["Boats of all sizes may land here from Monday on. " * 40] * 60)
    (week / "d.md").write_text(f"---\ntitle: Long\nlang: en\n---\n\n{long}\n")
    outcome = run("pack", week, "-o", "out.pdf", "--booklet", "--creep", "4mm", *AT)
    assert outcome.code == 1
    assert "too much: give the thickness of one sheet, as in 0.1mm" in outcome.lines[-1]
    assert not [*folder.glob("out*")]


def test_more_sheets_than_can_be_folded_are_told(run, week):
    long = "\n\n".join(["Boats of all sizes may land here from Monday on. " * 40] * 160)
    (week / "d.md").write_text(f"---\ntitle: Long\nlang: en\n---\n\n{long}\n")
    outcome = run("pack", week, "-o", "out.pdf", "--booklet", *AT)
    assert outcome.code == 0
    assert "hard to fold" in outcome.err
