"""SVG on the page: lines and areas as they are, and what is said of drawings that cannot be shown or would do harm."""

from __future__ import annotations

import base64
import io
import shutil
import socket
import subprocess
import sys
import time

import pytest
from PIL import Image as Pixels

from releasekit import Figure, Image, Paragraph, Text

pytest.importorskip("svg2pdf_py", reason="the extra svg is not installed")

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="400" height="300">'


def svg(inner: str, head: str = HEAD) -> bytes:
    return f"{head}{inner}</svg>".encode()


def png(width: int = 8, height: int = 8) -> str:
    out = io.BytesIO()
    Pixels.new("RGB", (width, height), "#126").save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


CHART = svg(
    '<linearGradient id="g"><stop offset="0" stop-color="#135"/><stop offset="1" stop-color="#8bd" stop-opacity=".4"/></linearGradient>'
    '<clipPath id="c"><circle cx="90" cy="90" r="60"/></clipPath>'
    '<rect width="180" height="180" fill="url(#g)" clip-path="url(#c)"/><g opacity=".5"><path d="M9 9L300 200" stroke="#a00"/></g>'
    f'<image width="40" height="40" x="200" xlink:href="{png()}"/>'
    '<text x="20" y="250" font-size="30" font-family="Lantern Gothic" style="font-family: Other; fill: #222">Catch</text>'
)


def placed(write, data: bytes, alt: str = "A chart of the catch", **options):
    return write(Figure(Image("chart.svg", alt), (Text("Caption"),)), resources={"chart.svg": data}.get, **options)


def form(page):
    (found,) = page.reader.pages[0]["/Resources"]["/XObject"].values()
    return found.get_object()


def test_a_drawing_is_shown_as_lines_and_areas_with_its_alternative_text(write):
    page = placed(write, CHART)
    assert not page.notes
    assert [part.words for part in page.tree.all("Figure")] == ["A chart of the catch"]
    found = form(page)
    assert found["/Subtype"] == "/Form"
    assert "/Font" not in found["/Resources"]
    assert found.get_data().count(b" Do") == 2  # the group and the picture


def test_a_drawing_is_drawn_at_its_own_size_and_at_least_half_as_wide_as_the_text(write):
    measure = 419.53
    for width, points in ((300, 225.0), (40, measure / 2), (9000, measure)):
        page = placed(write, svg('<rect width="9" height="9"/>', f'{HEAD[:-25]} width="{width}" height="30">'))
        box = page.tree.all("Figure")[0].attributes["/BBox"]
        assert float(box[2]) - float(box[0]) == pytest.approx(points, abs=1)


def test_the_words_of_a_drawing_are_drawn_in_a_font_that_travels_along(write):
    with_words, without = (
        form(placed(write, svg(f'<text x="9" y="90" font-size="40" font-family="Unknown">{text}</text>')))
        for text in ("Harbour", "")
    )
    assert len(with_words.get_data()) + len(str(with_words["/Resources"])) > len(without.get_data()) + 60


@pytest.mark.parametrize("word", ["Κύμα", "гавань", "ميناء", "นคร", "तट"])
def test_words_in_any_script_are_drawn(write, word):
    drawn, empty = (
        placed(write, svg(f'<text x="9" y="90" font-size="40">{words}</text>')) for words in (word, "\u00a0" * len(word))
    )
    assert not drawn.notes
    assert form(drawn).get_data() != form(empty).get_data()


def test_letters_that_no_font_has_are_told(write):
    page = placed(write, svg('<title>\U00012000</title><text x="9" y="90">Sign \U00013000</text>'))
    (note,) = page.notes
    assert (note.code, note.kind) == ("picture-letters", "loss")
    assert "U+13000 EGYPTIAN HIEROGLYPH A001" in note.message


@pytest.mark.parametrize("bold", ['<text font-weight="bold">x</text>', '<text style="font-weight : 700">x</text>'])
def test_bold_words_that_are_not_bold_are_told(write, bold):
    assert [note.code for note in placed(write, svg(bold)).notes] == ["picture-weight"]


def test_the_same_drawing_gives_the_same_bytes_and_is_stored_once(write):
    figure = Figure(Image("chart.svg", "A chart"))
    one, other = (write(figure, figure, resources={"chart.svg": CHART}.get) for _ in range(2))
    assert one.data == other.data
    assert len(one.reader.pages[0]["/Resources"]["/XObject"]) == 1


def test_a_drawing_stands_in_a_line_too(write):
    page = write(
        Paragraph((Text("The mark "), Image("chart.svg", "of the port"), Text(" is new."))), resources={"chart.svg": CHART}.get
    )
    assert "The mark of the port is new." in page.tree.words


BOMB = '<defs><rect id="a0" width="4" height="4"/>' + "".join(
    f'<g id="a{number}">' + f'<use xlink:href="#a{number - 1}"/>' * 10 + "</g>" for number in range(1, 9)
) + '</defs><use xlink:href="#a8"/>'  # fmt: skip
REFUSED = {
    "entities": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<text>&a;</text>"), "declares entities"),
    "file": (svg('<image width="9" height="9" xlink:href="/etc/hostname"/>'), "shows another file, '/etc/hostname'"),
    "network": (svg('<image width="9" height="9" href="http://203.0.113.9/a.png"/>'), "shows another file"),
    "other drawing": (svg('<use href="other.svg#a"/>'), "shows another file"),
    "other fill": (svg('<rect width="9" height="9" fill="url(other.svg#a)"/>'), "shows another file"),
    "drawing within": (svg(f'<image width="9" height="9" href="data:image/svg+xml;base64,{base64.b64encode(svg("")).decode()}"/>'), "shows another file"),
    "disguised": (svg(f'<image width="9" height="9" href="data:image/png;base64,{base64.b64encode(svg("")).decode()}"/>'), "another SVG"),
    "filter": (svg('<filter id="f"><feMorphology radius="500"/></filter><rect width="9" height="9" filter="url(#f)"/>'), "filters"),
    "filter in style": (svg('<rect width="9" height="9" style="filter:blur(99px)"/>'), "filters"),
    "filter that is a function": (svg('<rect width="9" height="9" filter="blur(5)"/>'), "filters"),
    "filter behind a comment": (svg('<rect width="9" height="9" style="filter/**/:blur(5px)"/>'), "filters"),
    "filter behind an escape": (svg('<rect width="9" height="9" style="filt\\65r:blur(5px)"/>'), "escapes"),
    "filter in a style sheet": (svg('<style>rect {fill: red; filter/* */ : blur(5px)}</style><rect width="9" height="9"/>'), "filters"),
    "words by shorthand behind a comment": (svg('<text style="font/**/: 20px Lantern">Words</text>'), "turn its text into paths"),
    "markers in a style sheet": (
        svg(
            '<style>path {marker-mid: url(#m)}</style><marker id="m">' + "<rect width='2' height='2'/>" * 30
            + f'</marker><path d="M0 0{"L1 1" * 40_000}"/>'
        ),
        "too many parts",
    ),
    "references to nothing": (
        svg('<path marker="" d="' + "L1 1" * 500 + '" style="' + "url(#)" * 330 + '"/>', HEAD) , "too many parts"
    ),
    "two of one name": (
        svg(
            "".join(f'<g id="l{at}">' + (f'<use href="#l{at - 1}"/>' * 8 if at else "<rect width='1' height='1'/>" * 8) + "</g>" for at in range(7))
            + "".join(f'<g id="l{at}"/>' for at in range(7)) + '<use href="#l6"/>'
        ),
        "too many parts",
    ),
    "repeats": (svg(BOMB), "too many parts"),
    "itself": (svg('<g id="a"><use href="#a"/></g>'), "within itself"),
    "patterns": (
        svg(
            '<pattern id="p" width="9" height="9">' + "<path d='M0 0L9 9'/>" * 2000 + "</pattern>"
            + '<rect width="9" height="9" fill="url(#p)"/>' * 2000
        ),
        "too many parts",
    ),
    "patterns in a style sheet": (
        svg(
            "<style>rect {fill: url(#p)}</style>" + '<pattern id="p" width="9" height="9">' + "<path d='M0 0L9 9'/>" * 2000
            + "</pattern>" + '<rect width="9" height="9"/>' * 2000
        ),
        "too many parts",
    ),
    "markers": (
        svg(
            '<marker id="m">' + "<path d='M0 0L9 9'/>" * 500 + "</marker>"
            + f'<path marker-mid="url(#m)" d="M0 0{"L9 9L8 8" * 2000}"/>'
        ),
        "too many parts",
    ),
    "pixels": (svg(f'<image width="9" height="9" href="{png(4000, 4000)}"/>'), "too many parts"),
    "depth": (svg("<g>" * 5000 + "</g>" * 5000), "its SVG is"),
    "cut off": (svg("<rect")[:-8], "broken"),
    "no namespace": (b"<svg width='9' height='9'/>", "namespace"),
    "no size": (svg("", HEAD.replace("400", "0")), "size"),
    "html": (svg("<foreignObject><p>Words</p></foreignObject>"), "HTML"),
    "words by shorthand": (svg('<text style="font: 20px Lantern">Words</text>'), "turn its text into paths"),
    "long": (svg("<rect/>" * 900_000), "longer than 4 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_drawing_that_would_do_harm_or_lose_something_is_refused_in_time_with_what_to_do(name, write, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    data, said = REFUSED[name]
    start = time.process_time()
    page = placed(write, data)
    assert time.process_time() - start < 4
    assert [note.code for note in page.notes] == ["picture-missing"]
    assert said in page.notes[0].message
    assert "A chart of the catch" in page.tree.words


@pytest.mark.parametrize(
    "inner",
    [
        '<a href="https://example.org"><rect width="9" height="9"/></a><script href="https://example.org/x.js">alert(1)</script>',
        '<switch><foreignObject><p>Words</p></foreignObject><text y="20">Words</text></switch>',
        '<rect width="90" height="90" fill="url(#nothing)"/><use href="#nothing"/>',
        '<rect width="4000000000" height="90"/>',
        '<rect width="9" height="9" filter="none" style="filter: none; fill: red"/>',
        "",
    ],
)
def test_what_does_no_harm_is_drawn(inner, write):
    page = placed(write, svg(inner))
    assert not page.notes
    assert form(page)["/Subtype"] == "/Form"


def test_without_the_library_the_alternative_text_stands_there_and_a_note_says_what_to_install(write, monkeypatch):
    monkeypatch.setitem(sys.modules, "svg2pdf_py", None)
    page = placed(write, CHART)
    assert [note.code for note in page.notes] == ["picture-missing"]
    assert "releasekit[svg]" in page.notes[0].message
    assert "A chart of the catch" in page.tree.words


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler's pdftoppm is not here")
def test_a_drawing_is_seen_where_it_is_placed(write, tmp_path):
    page = placed(
        write, svg('<rect width="400" height="150" fill="#00ff00"/><rect y="150" width="200" height="150" fill="#ff0000"/>')
    )
    (tmp_path / "page.pdf").write_bytes(page.data)
    subprocess.run(
        ["pdftoppm", "-r", "72", "-png", "-singlefile", str(tmp_path / "page.pdf"), str(tmp_path / "page")], check=True
    )
    left, bottom, right, top = map(float, page.tree.all("Figure")[0].attributes["/BBox"])
    with Pixels.open(tmp_path / "page.png") as seen:
        places = [
            (left + (right - left) * x, seen.height - top + (top - bottom) * y) for x, y in ((0.9, 0.1), (0.1, 0.9), (0.9, 0.9))
        ]
        colours = [seen.convert("RGB").getpixel((round(x), round(y))) for x, y in places]
    assert colours == [(0, 255, 0), (255, 0, 0), (255, 255, 255)]
