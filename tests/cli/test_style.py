"""House styles on the command line: `convert --style` and `new --style`."""

from __future__ import annotations

import io
import zipfile

import pytest
from pypdf import PdfReader

from releasekit import house, read
from releasekit.style.house import SHIPPED, shipped_text


def styles(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("word/styles.xml").decode()


def test_word_and_pdf_are_in_the_house_style_that_is_named(run, folder):
    assert run("convert", "harbour.json", "--style", "newsroom", "--to", "docx,pdf,md", "-q").code == 0
    assert 'w:ascii="Arial"' in styles((folder / "harbour.docx").read_bytes())
    fonts = PdfReader(folder / "harbour.pdf").pages[0]["/Resources"]["/Font"].values()
    assert any("+Inter-" in font["/BaseFont"] for font in fonts)
    assert read("harbour.docx") == read("harbour.json")
    assert run("convert", "harbour.json", "-o", "plain.docx").code == 0
    assert 'w:ascii="Cambria"' in styles((folder / "plain.docx").read_bytes())


def test_a_house_style_that_was_begun_and_changed_is_used(run, folder):
    assert run("new", "--style", "newsroom", "-o", "own.toml").out == ""
    assert house("own.toml") == house("newsroom")
    text = (folder / "own.toml").read_text().replace('word = "Arial"', 'word = "Verdana"')
    (folder / "own.toml").write_text(text)
    assert run("convert", "harbour.json", "--style", "own.toml", "-o", "own.docx").code == 0
    assert 'w:ascii="Verdana"' in styles((folder / "own.docx").read_bytes())


def test_a_shipped_house_style_is_printed_as_it_stands(run):
    assert run("new", "--style").out == shipped_text("ministry")
    for name in SHIPPED:
        assert run("new", "--style", name).out == shipped_text(name)


@pytest.mark.parametrize("argv", [["--style", "tabloid"], ["--style", "-o", "own.md"], ["--style", "-o", ""]])
def test_a_house_style_of_no_name_or_suffix_is_wrong_use(run, folder, argv):
    assert run("new", *argv).code == 2
    assert sorted(path.name for path in folder.iterdir()) == ["harbour.json"]


def test_a_file_that_exists_is_kept(run, folder):
    (folder / "own.toml").write_text("mine")
    assert run("new", "--style", "-o", "own.toml").lines == ["own.toml: there is such a file already: --force replaces it"]
    assert (folder / "own.toml").read_text() == "mine"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "own"\n[colours]\naccent = "teal"', "own.toml:3: accent is a colour of red, green and blue"),
        ('name = "own"\n[fonts]\nheadings = "Lantern Gothic"', "pip install fontpkg-lantern-gothic"),
        ('name = "own"\n[fonts]\nfiles = [\n"../own.ttf"]', "own.toml:4: no file '../own.ttf' in the folder of this file"),
        (
            'name = "own"\n[fonts]\nfiles = ["own.toml"]',
            "own.toml:3: 'own.toml' is no font: it has to be a TTF, OTF or TTC file",
        ),
        ('name = "own"\n[letterhead]\nalt = "x"\nlogo = "../secret.png"', "own.toml:4: no file '../secret.png' in the folder"),
    ],
)
def test_a_house_style_that_cannot_be_used_is_one_line_and_nothing_is_written(run, folder, text, said):
    (folder / "own.toml").write_text(text)
    outcome = run("convert", "harbour.json", "--style", "own.toml", "--to", "docx,pdf", "-q")
    assert outcome.code == 1
    assert said in outcome.lines[-1]
    assert sorted(path.name for path in folder.iterdir()) == ["harbour.json", "own.toml"]


def test_a_style_that_is_nowhere_is_one_line_that_names_those_there_are(run):
    outcome = run("convert", "harbour.json", "--style", "tabloid", "-o", "out.docx")
    assert outcome.code == 1
    assert outcome.lines == [
        "tabloid: cannot read: No such file or directory; the shipped house styles are ministry and newsroom"
    ]


def test_a_style_for_a_format_that_has_no_looks_is_refused(run):
    outcome = run("convert", "harbour.json", "-o", "own.md", "--style", "newsroom")
    assert outcome.code == 2
    assert "--style is for Word and PDF, and none would be written" in outcome.err
