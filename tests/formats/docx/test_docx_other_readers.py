"""What others read of our Word documents: pandoc and mammoth see the text and the structure that we wrote."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import mammoth
import pypandoc
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from lxml import etree, html

from releasekit import Context, Release, inline_text, model, read, walk, writes
from releasekit.model.walk import child_fields
from releasekit.testing import releases

ROOT = Path(__file__).parents[3]
FILES = [
    *sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in {".md", ".txt"} and path.stem != "README"),
    *sorted((ROOT / "tests" / "golden").glob("*/release.json")),
]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def body_only(release: Release) -> Release:
    """The text of a release, and its title, without its other fields: others see no structure in their lines."""
    return model.normalise(Release(kind="", lang=release.lang, headline=release.headline, body=release.body))


def pandoc(data: bytes) -> dict:
    command = [pypandoc.get_pandoc_path(), "-f", "docx", "-t", "json"]
    return json.loads(subprocess.run(command, input=data, capture_output=True, check=True, timeout=60).stdout)


def nodes(found, kind: str):
    """Every node of a kind in pandoc's tree, in order."""
    if isinstance(found, dict):
        if found.get("t") == kind:
            yield found
        found = list(found.values())
    if isinstance(found, list):
        for each in found:
            yield from nodes(each, kind)


def text(found) -> str:
    """The words of a part of pandoc's tree, without its notes."""
    if isinstance(found, dict):
        if found.get("t") in {"Str", "Code"}:
            return found["c"] if isinstance(found["c"], str) else found["c"][1]
        return "" if found.get("t") == "Note" else text(list(found.values()))
    if isinstance(found, list):
        return "".join(map(text, found))
    return ""


def of_kind(release: Release, *kinds):
    return [node for _, node in walk(release) if isinstance(node, kinds)]


def depth(found, kinds) -> int:
    """How deep lists stand in lists."""
    if isinstance(found, dict):
        return (found.get("t") in kinds) + depth(list(found.values()), kinds)
    return max((depth(each, kinds) for each in found), default=0) if isinstance(found, list) else 0


def listed(found) -> tuple:
    return found if isinstance(found, tuple) else (found,)


def list_depth(node) -> int:
    inner = max((list_depth(child) for name in child_fields(type(node)) for child in listed(getattr(node, name))), default=0)
    return inner + isinstance(node, (model.BulletList, model.OrderedList))


@pytest.fixture(params=FILES, ids=lambda path: path.parent.name if path.stem == "release" else path.stem)
def whole(request):
    return read(request.param, context=Context())


@pytest.fixture
def release(whole):
    return body_only(whole)


def page_words(data: bytes) -> str:
    """The words of the document, of a footnote where its mark stands."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return letters("".join(node.text or "" for node in etree.fromstring(file.read("word/document.xml")).iter(f"{W}t")))


def test_pandoc_reads_the_text_and_the_structure(release):
    data = writes(release, "docx", context=Context())
    found = pandoc(data)
    title = text(found["meta"].get("title", {}))
    assert letters(title) == letters(inline_text(release.headline))
    headings = [(node["c"][0], letters(text(node["c"][2]))) for node in nodes(found["blocks"], "Header")]
    assert headings == [(node.level, letters(inline_text(node.content))) for node in of_kind(release, model.Heading)]
    assert len([*nodes(found["blocks"], "Note")]) == len(of_kind(release, model.Note))
    rows = [len([*rows_of(table)]) for table in nodes(found["blocks"], "Table")]
    assert rows == [len(node.rows) for node in of_kind(release, model.Table)]
    assert depth(found["blocks"], {"BulletList", "OrderedList"}) == max(map(list_depth, release.body), default=0)
    items = sum(len(node["c"]) for node in nodes(found["blocks"], "BulletList"))
    items += sum(len(node["c"][1]) for node in nodes(found["blocks"], "OrderedList"))
    assert items == sum(len(node.items) for node in of_kind(release, model.BulletList, model.OrderedList))
    links = [node["c"][2][0] for node in nodes(found["blocks"], "Link")]
    assert links == [node.href for node in of_kind(release, model.Link) if node.href.startswith(("http", "mailto:"))]
    assert letters(text(found["blocks"])) == page_words(data).removeprefix(letters(title))


def words_of(release: Release, *kinds) -> list[str]:
    """The letters of nodes with words, and of the pictures that words stand for."""
    found = of_kind(release, *kinds)
    said = (letters(node.alt if isinstance(node, model.Image) else inline_text(node.content)) for node in found)
    return [words for words in said if words]


def test_pandoc_reads_a_release_with_its_fields_as_it_is(whole):
    data = writes(whole, "docx", context=Context())
    found = pandoc(data)
    title = letters(text(found["meta"].get("title", {})))
    assert letters(text(found["blocks"])) == page_words(data).removeprefix(title)
    slanted = [letters(text(node["c"])) for node in nodes(found, "Emph")]
    assert slanted == words_of(whole, model.Emphasis, model.Image)  # no picture is there: its words stand for it
    strong = [letters(text(node["c"])) for node in nodes(found, "Strong")]
    assert strong == [*words_of(whole, model.Strong), *(letters(contact.name) for contact in whole.contacts if contact.name)]
    counted = [tuple(node["c"][0][:1]) for node in nodes(found["blocks"], "OrderedList")]
    assert counted == [(node.start,) for node in of_kind(whole, model.OrderedList)]
    bullets = sum(len(node["c"]) for node in nodes(found["blocks"], "BulletList"))
    expected = sum(len(node.items) for node in of_kind(whole, model.BulletList))
    assert bullets == expected + len(whole.attachments)
    headings = [(node["c"][0], letters(text(node["c"][2]))) for node in nodes(found["blocks"], "Header")]
    own = [(node.level, letters(inline_text(node.content))) for node in of_kind(whole, model.Heading)]
    assert headings[: len(own)] == own
    assert [level for level, _ in headings[len(own) :]] == [3] * (bool(whole.contacts) + bool(whole.attachments))
    links = [node["c"][2][0] for node in nodes(found["blocks"], "Link")]
    assert {f"mailto:{contact.email}" for contact in whole.contacts if contact.email} <= set(links)


def rows_of(table: dict):
    """The rows of one of pandoc's tables: of its head, its bodies, its foot."""
    _, _, _, head, bodies, foot = table["c"]
    yield from head[1]
    for body in bodies:
        yield from body[2]
        yield from body[3]
    yield from foot[1]


def test_mammoth_reads_the_text_and_the_structure(release):
    data = writes(release, "docx", context=Context())
    found = html.fromstring(f"<div>{mammoth.convert_to_html(io.BytesIO(data)).value}</div>")
    headings = [(int(node.tag[1]), letters(node.text_content())) for node in found.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert headings == [(node.level, letters(inline_text(node.content))) for node in of_kind(release, model.Heading)]
    rows = [len(node.findall(".//tr")) for node in found.iter("table")]
    assert rows == [len(node.rows) for node in of_kind(release, model.Table)]
    notes = found.xpath("//li[starts-with(@id, 'footnote-')]")
    assert len(notes) == len(of_kind(release, model.Note))
    links = [node.get("href") for node in found.iter("a") if node.get("href", "").startswith(("http", "mailto:"))]
    assert links == [node.href for node in of_kind(release, model.Link) if node.href.startswith(("http", "mailto:"))]


def test_mammoth_reads_a_release_with_its_fields_as_it_is(whole):
    data = writes(whole, "docx", context=Context())
    found = html.fromstring(f"<div>{mammoth.convert_to_html(io.BytesIO(data)).value}</div>")
    for mark in found.xpath("//sup[a[starts-with(@href, '#footnote-')]] | //ol[li[starts-with(@id, 'footnote-')]]"):
        mark.drop_tree()
    assert letters(found.text_content()) == page_words(data)
    assert sum(len(node.findall("li")) for node in found.iter("ol")) == items(whole, model.OrderedList)
    assert sum(len(node.findall("li")) for node in found.iter("ul")) == items(whole, model.BulletList) + len(whole.attachments)


def items(release: Release, kind) -> int:
    return sum(len(node.items) for node in of_kind(release, kind))


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(releases())
def test_pandoc_reads_every_letter_of_a_drawn_release(release):
    data = writes(evolve(release, headline=(), subtitle=()), "docx", context=Context())
    assert letters(text(pandoc(data)["blocks"])) == page_words(data)
