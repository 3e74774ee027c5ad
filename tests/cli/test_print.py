"""`--print` of `releasekit convert` and `releasekit pack`: a print shop's file beside the PDF, or a line that says what to do."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from tests.prepress.conftest import PAGE, simple_profile

PRINT = ("--print", "--icc", "press.icc")


@pytest.fixture(autouse=True)
def files(folder):
    (folder / "ferry.md").write_text(PAGE)
    (folder / "press.icc").write_bytes(simple_profile())


def boxes(path) -> list[float]:
    """The width of the sheet, of the bleed and of the page, in millimetres."""
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        leaf = pdf.pages[0]
        return [
            round(float(box[2] - box[0]) * 25.4 / 72, 1) for box in (leaf.MediaBox, leaf.obj.BleedBox, leaf.obj.TrimBox)
        ]  # fmt: skip


def test_the_file_stands_beside_the_pdf_and_both_are_named(run, folder):
    outcome = run("convert", "ferry.md", "-o", "ferry.pdf", *PRINT)
    assert (outcome.code, outcome.out, outcome.err) == (0, "ferry.pdf\nferry.print.pdf\n", "")
    assert boxes(folder / "ferry.print.pdf") == [216.0, 216.0, 210.0]


def test_the_ordinary_pdf_is_the_same_with_it(run, folder):
    run("convert", "ferry.md", "-o", "alone.pdf")
    run("convert", "ferry.md", "-o", "ferry.pdf", *PRINT)
    assert (folder / "alone.pdf").read_bytes() == (folder / "ferry.pdf").read_bytes()


@pytest.mark.parametrize(
    ("bleed", "found"), [("3mm", 216.0), ("0.5cm", 220.0), ("0.125in", 216.4), ("9 pt", 216.4), ("0mm", 210.0)]
)
def test_the_bleed_has_a_unit(run, folder, bleed, found):
    assert run("convert", "ferry.md", "-o", "ferry.pdf", *PRINT, "--bleed", bleed).code == 0
    assert boxes(folder / "ferry.print.pdf") == [found, found, 210.0]


def test_marks_stand_on_a_larger_sheet(run, folder):
    assert run("convert", "ferry.md", "-o", "ferry.pdf", *PRINT, "--marks").code == 0
    assert boxes(folder / "ferry.print.pdf") == [234.0, 216.0, 210.0]


def test_a_pack_has_one_as_well(run, folder):
    outcome = run("pack", "ferry.md", "-o", "week.pdf", *PRINT)
    assert (outcome.code, outcome.out, outcome.err) == (0, "week.pdf\nweek.print.pdf\n", "")
    assert boxes(folder / "week.print.pdf") == [216.0, 216.0, 210.0]


def test_a_pack_that_is_glued_has_a_cover_with_a_spine(run, folder):
    outcome = run("pack", "ferry.md", "-o", "week.pdf", *PRINT, "--spine", "12mm", "--title", "The week")
    assert (outcome.code, outcome.out) == (0, "week.pdf\nweek.print.pdf\nweek.cover.pdf\n")
    assert boxes(folder / "week.cover.pdf") == [438.0, 438.0, 432.0]
    assert boxes(folder / "week.print.pdf") == [216.0, 216.0, 210.0]


def test_a_spine_that_is_too_narrow_has_no_words_and_that_is_told(run):
    outcome = run("pack", "ferry.md", "-o", "week.pdf", *PRINT, "--spine", "3mm", "--title", "The week")
    assert outcome.code == 0
    assert "[print-spine]" in outcome.err


def test_of_several_formats_the_pdf_has_one(run, folder):
    outcome = run("convert", "ferry.md", "--to", "json,pdf", "-o", "out/", *PRINT)
    assert outcome.out.split() == ["out/ferry.json", "out/ferry.pdf", "out/ferry.print.pdf"]
    again = run("convert", "ferry.md", "--to", "pdf", "-o", "out/", *PRINT)
    assert again.code == 1
    (folder / "out" / "ferry.pdf").unlink()
    again = run("convert", "ferry.md", "--to", "pdf", "-o", "out/", *PRINT)
    assert again.err == "out/ferry.print.pdf: there is such a file already: --force replaces it, -o names another\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("convert", "ferry.md", "-o", "ferry.pdf", "--print"), "--print needs the colour profile of the press"),
        (("convert", "ferry.md", "-o", "ferry.docx", *PRINT), "--print is for PDF, and none would be written"),
        (("pack", "ferry.md", "-o", "week.docx", *PRINT), "--print is for PDF, and none would be written"),
        (("convert", "ferry.md", "-o", "-", "--to", "pdf", *PRINT), "--print writes a second file beside the PDF"),
        (("pack", "ferry.md", "-o", "-", "--to", "pdf", *PRINT), "--print writes a second file beside the PDF"),
        (("convert", "ferry.md", "-o", "ferry.pdf", "--marks"), "--marks is for a print shop's file: add --print"),
        (("convert", "ferry.md", "-o", "ferry.pdf", "--icc", "press.icc"), "--icc is for a print shop's file: add --print"),
        (("convert", "ferry.md", "-o", "ferry.pdf", *PRINT, "--bleed", "3"), "--bleed is a length up to 25mm with its unit"),
        (("convert", "ferry.md", "-o", "ferry.pdf", *PRINT, "--bleed", "3in"), "--bleed is a length up to 25mm with its unit"),
        (("pack", "ferry.md", "-o", "week.pdf", *PRINT, "--spine", "9cm"), "--spine is a length up to 80mm with its unit"),
        (("pack", "ferry.md", "-o", "week.pdf", "--spine", "9mm"), "--spine is for a print shop's file: add --print"),
    ],
)
def test_wrong_use_is_told_before_anything_is_written(run, folder, words, said):
    outcome = run(*words)
    assert outcome.code == 2
    assert said in outcome.lines[-1]
    assert not [*folder.glob("*.pdf"), *folder.glob("*.docx")]


@pytest.mark.parametrize(
    ("icc", "said"),
    [
        ("gone.icc", "gone.icc: cannot read: No such file or directory"),
        (".", ".: it is a folder: name the file of a profile"),
        ("ferry.md", "ferry.md: this is no ICC profile: name a CMYK profile of a press"),
    ],
)
def test_a_profile_that_is_none_is_named_and_nothing_is_written(run, folder, icc, said):
    outcome = run("convert", "ferry.md", "-o", "ferry.pdf", "--print", "--icc", icc)
    assert outcome.code == 1
    assert outcome.err.startswith(said)
    assert len(outcome.lines) == 1
    assert not (folder / "ferry.pdf").exists()


def test_the_profile_is_not_written_over(run, folder):
    (folder / "ferry.print.pdf").write_bytes(simple_profile())
    outcome = run("convert", "ferry.md", "-o", "ferry.pdf", "--print", "--icc", "ferry.print.pdf")
    assert outcome.err == "ferry.print.pdf: this is the profile itself: name another PDF with -o\n"


def test_nothing_is_written_over_but_an_earlier_file_for_the_press(run, folder):
    (folder / "mine.icc").write_bytes(simple_profile())
    outcome = run("convert", "ferry.md", "-o", "mine.icc", "--to", "pdf", "--print", "--icc", "mine.icc")
    assert outcome.err == "mine.icc: this is the profile itself: name another PDF with -o\n"
    assert (folder / "mine.icc").read_bytes() == simple_profile()
    (folder / "ferry.print.pdf").write_bytes(b"%PDF-1.7 of somebody else")
    outcome = run("convert", "ferry.md", "-o", "ferry.pdf", *PRINT)
    said = "this is no file for a print shop that releasekit made: name another PDF with -o"
    assert outcome.err == f"ferry.print.pdf: {said}\n"
    (folder / "ferry.print.pdf").unlink()
    for _ in range(2):
        assert run("convert", "ferry.md", "-o", "ferry.pdf", *PRINT).code == 0


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="there are no devices with names here")
def test_nothing_is_put_beside_a_device(run):
    outcome = run("convert", "ferry.md", "-o", "/dev/null", "--to", "pdf", *PRINT)
    assert outcome.err == "/dev/null: nothing can stand beside this: name a file with -o OUT.pdf\n"


def test_what_cannot_be_printed_leaves_no_pdf_either(run, folder):
    (folder / "press.icc").write_bytes(simple_profile()[:132] + bytes(5000))
    outcome = run("convert", "ferry.md", "-o", "ferry.pdf", *PRINT)
    assert outcome.code == 1
    assert outcome.lines[-1].startswith("ferry.print.pdf: the profile cannot turn colours into inks")
    assert not (folder / "ferry.pdf").exists()
    outcome = run("pack", "ferry.md", "-o", "ferry.pdf", *PRINT)
    assert outcome.code == 1
    assert not (folder / "ferry.pdf").exists()


def test_a_file_for_the_press_holds_no_release(run):
    run("convert", "ferry.md", "-o", "ferry.pdf", *PRINT)
    outcome = run("convert", "ferry.print.pdf", "-o", "again.md")
    assert outcome.code == 1
    assert len(outcome.lines) == 1
