"""What LibreOffice opened and saved: the release comes back whole, because nobody has edited it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from lxml import etree

from releasekit import (
    BulletList,
    Cell,
    Context,
    Division,
    Item,
    Link,
    Note,
    Paragraph,
    Release,
    Row,
    Span,
    Strong,
    Table,
    Text,
    read,
    reads,
    writes,
)
from releasekit.briefing import Entry, Origin, Pack, Part, canonical
from releasekit.format import PackContext
from releasekit.formats.docx import FORMAT
from releasekit.style.house import shipped
from releasekit.testing import packs, releases

ROOT = Path(__file__).parents[3]
LONG = os.environ.get("RELEASEKIT_LONG") == "1"
DRAWN = 200 if LONG else 20
AT_ONCE = 100
"""How many files one run of LibreOffice gets: it stops somewhere after 250."""
FILES = [
    *sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in {".md", ".txt"} and path.stem != "README"),
    *sorted((ROOT / "tests" / "golden").glob("*/release.json")),
]


def para(*content):
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


def link(words, href):
    return Link((Text(words),) if words else (), href)


def cells(*words, span=1):
    return Row(tuple(Cell((para(word),) if word else (), colspan=span) for word in words))


ODD = {
    "a link to a place within a page, in several runs": para(
        Link((Text("one "), Strong((Text("two"),)), Text(" three")), "https://port.example/a%20b?c#d%20e"), " and on"
    ),
    "links without words, and to folders": para("a ", link("", "b"), link("c", "%20"), link("d", "./"), link("e", "f/..")),
    "links that end in a sign": para(link("a", "https://port.example/#"), link("b", 'c%22"d#e"f'), link("g", "?h"), " i"),
    "links to parts of the text": Division(
        (
            para("See ", link("there", "#there"), " and ", link("here", "#odd id"), "."),
            Division(
                (para("There ", Span((Text("or"),), attributes=(("id", "odd id"),)), " so."),), attributes=(("id", "there"),)
            ),
        )
    ),
    "words in other scripts": para(
        "In ", Span((Text("日本語"),), lang="ja"), " or ", Span((Text("हिन्दी"),), lang="hi"), " " + "."
    ),
    "a tab in a footnote": para("a", Note((para("b\tc"), para("\u200fd\te")))),
    "columns that no row tells apart": Table((cells("a", "b", span=2), cells("c", "", span=3), cells("", "d"))),
    "a table in a footnote": para("a", Note((Table((cells("b", "c", span=3), cells("d", ""))),))),
    "lists in a cell": Table((Row((Cell((BulletList((Item((para("a"), BulletList((Item((para("b"),)),)))),)),)),)),)),
    "two white spaces, and one that does not break": para("a  b\u00a0\u00a0c\u2003d\u00ad\u2011e"),
}


@pytest.fixture(scope="module")
def resaved(tmp_path_factory):
    """What LibreOffice saves of releases, all opened in few runs."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not here")
    folder = tmp_path_factory.mktemp("resaved")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "docx"]

    def save(documents: list[bytes]) -> list[bytes]:
        given, saved = folder / "given", folder / "saved"
        for each in (given, saved):
            shutil.rmtree(each, ignore_errors=True)
            each.mkdir()
        names = [f"{index:04}.docx" for index in range(len(documents))]
        for name, data in zip(names, documents, strict=True):
            (given / name).write_bytes(data)
        for start in range(0, len(names), AT_ONCE):
            files = [str(given / name) for name in names[start : start + AT_ONCE]]
            subprocess.run([*command, "--outdir", str(saved), *files], check=True, capture_output=True, timeout=600)
        return [(saved / name).read_bytes() for name in names]

    return save


def same(kept: dict[str, Release], resaved, house=None) -> None:
    written = [writes(release, "docx", context=Context(house=house)) for release in kept.values()]
    for (name, release), before, data in zip(kept.items(), written, resaved(written), strict=True):
        assert data != before
        context = Context()
        assert reads(data, context=context) == release, name
        assert context.notes == [], name


def test_examples_goldens_and_odd_things_still_return_every_field(resaved):
    kept = {str(path): read(path, context=Context()) for path in FILES}
    odd = {name: Release(headline=(Text("Pier"),), lang="en", body=(block,)) for name, block in ODD.items()}
    same(kept | odd, resaved)


def test_drawn_releases_still_return_every_field(resaved):
    drawn: list[Release] = []

    @settings(max_examples=DRAWN, suppress_health_check=list(HealthCheck))
    @given(releases())
    def draw(release):
        drawn.append(release)

    draw()
    same({f"the drawn release {index}: {release!r}": release for index, release in enumerate(drawn)}, resaved)


def test_examples_on_facing_pages_still_return_every_field(resaved):
    house = evolve(shipped("newsroom"), page=evolve(shipped("newsroom").page, facing=True), footer="Harbour Trust")
    same({str(path): read(path, context=Context()) for path in FILES if path.parent.name == "examples"}, resaved, house)


def test_a_pack_of_examples_and_goldens_comes_back_and_nothing_is_told(resaved):
    entries = [Entry(release=read(path, context=Context()), origin=Origin(name=str(path))) for path in FILES]
    pack = canonical(Pack(title="The week", lang="en", parts=(Part(entries=tuple(entries)),)))
    context = PackContext()
    assert canonical(FORMAT.read_pack(resaved([FORMAT.write_pack(pack, PackContext())])[0], context)) == pack
    assert context.notes == []


def test_drawn_packs_still_come_back_and_nothing_is_told(resaved):
    drawn: list[Pack] = []

    @settings(max_examples=DRAWN, suppress_health_check=list(HealthCheck))
    @given(packs())
    def draw(pack):
        drawn.append(pack)

    draw()
    written = [FORMAT.write_pack(pack, PackContext()) for pack in drawn]
    for pack, before, data in zip(drawn, written, resaved(written), strict=True):
        assert data != before
        context = PackContext()
        assert canonical(FORMAT.read_pack(data, context)) == pack
        assert context.notes == []


def without_part(data: bytes, name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            if entry.filename != name:
                new.writestr(entry, file.read(entry))
    return out.getvalue()


def test_libreoffice_keeps_the_part_that_the_release_travels_in_and_its_name(resaved):
    data = resaved([writes(Release(headline=(Text("Pier"),)), "docx", context=Context())])[0]
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert etree.fromstring(file.read("customXml/item1.xml")).findtext("{*}source").startswith('{"releasekit":')
    assert reads(without_part(data, "customXml/item1.xml"), context=Context()).headline == (Text("Pier"),)
