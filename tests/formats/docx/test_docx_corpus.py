"""Documents that other programs made, here and now: each is read without error, and with every word that stands in it.

What stands in them is taken by a few lines that know nothing of the reader: all `w:t` and `m:t` of text, footnotes and endnotes.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import docx
import pypandoc
import pytest
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Pt
from lxml import etree

from releasekit import Context, plain_text, reads

if TYPE_CHECKING:
    from collections.abc import Callable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def in_package(data: bytes) -> Counter[str]:
    """The letters and digits of a package, with all changes accepted."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            if not re.search(r"(?:document|footnotes|endnotes)\.xml$", name):
                continue
            root = etree.fromstring(file.read(name))
            for gone in [*root.iter(f"{W}del", f"{W}moveFrom", f"{MC}Fallback")]:
                if gone.getparent() is not None:
                    gone.getparent().remove(gone)
            for text in root.iter(f"{W}t", f"{M}t"):
                found.update(re.findall(r"\w", text.text or ""))
    return found


def complete(data: bytes) -> None:
    """Fail if a letter of a document is not in what is read of it."""
    wanted = in_package(data)
    assert wanted
    for find in (False, True):
        release = reads(data, "docx", context=Context(find=find, comments=True))
        shown = plain_text(release) if not find else repr(release)
        assert wanted - Counter(re.findall(r"\w", shown)) == Counter()


# ── python-docx ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _letter(document) -> None:
    document.sections[0].header.paragraphs[0].text = "Port of Westhaven"
    document.sections[0].footer.paragraphs[0].text = "Press office: +44 20 7946 0018"
    for text in ("Dear editors,", "the new pier opens in spring.", "Yours, Mara Lind"):
        document.add_paragraph(text)


def _styles(document) -> None:
    for style in document.styles:
        if style.type == 1:
            document.add_paragraph(f"In the style {style.name}", style=style)


def _runs(document) -> None:
    paragraph = document.add_paragraph()
    for style in document.styles:
        if style.type == 2:
            paragraph.add_run(f"{style.name} ", style=style)
    for name in (
        "bold",
        "italic",
        "underline",
        "all_caps",
        "small_caps",
        "strike",
        "double_strike",
        "outline",
        "emboss",
        "superscript",
    ):
        run = paragraph.add_run(f"{name} ")
        setattr(run.font, name, True)
        run.font.size = Pt(14)


def _tables(document) -> None:
    for style in document.styles:
        if style.type == 3:
            table = document.add_table(3, 3, style=style)
            for index, cell in enumerate(table._cells):
                cell.text = f"{index} of {style.name}"
            table.cell(0, 0).merge(table.cell(1, 1))


def _sections(document) -> None:
    for number, kind in enumerate(WD_SECTION):
        section = document.add_section(kind)
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = f"Header {number}"
        section.different_first_page_header_footer = bool(number % 2)
        section.first_page_footer.paragraphs[0].text = f"Footer of first page {number}"
        document.add_paragraph(f"Section {number}")


def _breaks(document) -> None:
    paragraph = document.add_paragraph("before")
    for kind in WD_BREAK:
        if kind.name in {"LINE", "PAGE", "COLUMN", "TEXT_WRAPPING"}:
            paragraph.add_run().add_break(kind)
            paragraph.add_run(f"after {kind.name}\twith a tab")


def _comments(document) -> None:
    paragraph = document.add_paragraph("The first pier ")
    run = paragraph.add_run("in the world")
    document.add_comment(run, text="Is it?", author="Elina", initials="E")


def _nested(document) -> None:
    cell = document.add_table(1, 2).cell(0, 0)
    for depth in range(12):
        cell.text = f"depth {depth}"
        cell = cell.add_table(1, 1).cell(0, 0)


def _odd(document) -> None:
    paragraph = document.add_paragraph("seen ")
    for tag in ("w:proofErr", "w:lastRenderedPageBreak", "w:noProof"):
        paragraph._p.append(OxmlElement(tag))
    paragraph.add_run("too")


BY_PYTHON_DOCX: list[Callable] = [_letter, _styles, _runs, _tables, _sections, _breaks, _comments, _nested, _odd]


@pytest.mark.parametrize("fill", BY_PYTHON_DOCX, ids=lambda fill: fill.__name__[1:])
def test_what_python_docx_makes_is_read_whole(fill):
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    complete(out.getvalue())


# ── pandoc and LibreOffice ──────────────────────────────────────────────────────────────────────────────────────────

TEXTS = {
    "headings": "# One\n\ntext\n\n## Two {#two}\n\nSee [there](#two).\n\n### Three\n\n###### Six",
    "marks": '*a* **b** ***c*** ~~d~~ x^2^ H~2~O `code` [small]{.smallcaps} [under]{.underline} "quoted" -- dash --- and … dots',
    "links": '[words](https://a.example/?a=1&b=2 "Title") <https://b.example/> <mail@c.example> [*marked* **link**](https://d.example)',
    "bullets": "- a\n- b\n    - c\n        - d\n    - e\n\n        more of e\n- f",
    "numbers": "3. three\n4. four\n    a. x\n    b. y\n        i. deep\n\nbetween\n\n1. again\n\n#. auto",
    "loose": "- one\n\n  more\n\n- two\n\n  > quoted\n\n  ```\n  code\n  ```",
    "quotes": "> a quotation\n>\n> > within\n>\n> - list in it\n\nafter",
    "code": "```python\ndef f():\n    return 1\n```\n\n    indented\n\ntext",
    "notes": "Text[^1] and more[^2].\n\n[^1]: Short.\n[^2]: Long.\n\n    Two paragraphs, *marked*.",
    "tables": "| a | b |\n|---|--:|\n| 1 | 2 |\n| *3* | [4](https://x.example) |\n\n: Its caption",
    "grid": "+-----+-----+\n| a   | b   |\n+=====+=====+\n| - x | y   |\n| - z |     |\n+-----+-----+\n| wide      |\n+-----+-----+",
    "headless": "--- ---\n a   b\n c   d\n--- ---",
    "lines": "| one\n|    two\n| three\n\nhard  \nbreak\\\nagain",
    "rules": "a\n\n---\n\nb\n\n***\n\nc",
    "maths": "Inline $a^2+b_1=\\frac{c}{2}$ and\n\n$$\\sum_{i=1}^n \\sqrt{i} \\int_0^1 x\\,dx$$",
    "definitions": "Term\n:   What it is\n\nOther *term*\n:   First\n:   Second",
    "metadata": "---\ntitle: A title\nsubtitle: Below\nauthor: [Mara, Elina]\ndate: 2027-03-14\nabstract: In short.\nkeywords: [a, b]\n---\n\ntext",
    "right": "---\nlang: ar\ndir: rtl\n---\n\nافتتح الرصيف الجديد *اليوم* 14 مارس 2027.\n\n- واحد\n- اثنان",
    "hebrew": "[הרציף נפתח היום]{dir=rtl lang=he} and English.",
    "far-east": "新しい桟橋は**本日**開業する。\n\n한국어 문장입니다.\n\n新码头今天开放。",
    "styles": '::: {custom-style="My Style"}\nin a style\n:::\n\n[run]{custom-style="My Run"}',
    "long": "\n\n".join(f"Paragraph {number} of a long text, with *marks* and [links](https://a.example/{number})." for number in range(200)),
    "changes": "Kept [added]{.insertion author=Mara date=2027-03-01T10:00:00Z} [gone]{.deletion author=Mara date=2027-03-01T10:00:00Z}.",
    "comments": "A [what?]{.comment-start id=0 author=Elina date=2027-03-01T10:00:00Z}remark[]{.comment-end id=0} here.",
}  # fmt: skip


@pytest.fixture(scope="module")
def by_pandoc(tmp_path_factory):
    """The documents that pandoc makes, by name."""
    folder = tmp_path_factory.mktemp("pandoc")
    for name, text in TEXTS.items():
        pypandoc.convert_text(
            text, "docx", "markdown", outputfile=str(folder / f"{name}.docx"), extra_args=["--track-changes=all"]
        )
    return {name: (folder / f"{name}.docx").read_bytes() for name in TEXTS}


@pytest.mark.parametrize("name", TEXTS)
def test_what_pandoc_makes_is_read_whole(by_pandoc, name):
    complete(by_pandoc[name])


PAGES = {
    "headings": "<h1>One</h1><p>text<h2>Two</h2><p>more<h6>Six</h6>",
    "marks": "<p><b>a</b> <i>b</i> <u>c</u> <s>d</s> x<sup>2</sup> H<sub>2</sub>O <code>code</code> <font color=red size=5>red</font>",
    "links": '<p><a href="https://a.example/">words</a> <a name=here>here</a> <a href="#here">up</a> <a href="mailto:a@b.example">mail</a>',
    "bullets": "<ul><li>a<li>b<ul><li>c<ul><li>d</ul></ul><li>e</ul>",
    "numbers": "<ol start=3><li>three<li>four<ol type=a><li>x<li>y</ol></ol><p>between<ol type=I><li>again</ol>",
    "quotes": "<blockquote><p>a quotation<blockquote>within</blockquote></blockquote><pre>pre\n  formatted</pre><hr><address>12 Quay</address>",
    "tables": "<table border=1><caption>Its caption</caption><thead><tr><th>a<th>b<tbody><tr><td colspan=2>wide<tr><td rowspan=2>tall<td>x<tr><td>y</table>",
    "nested": "<table><tr><td>out<table><tr><td>in<td>side</table><td>other</table>",
    "definitions": "<dl><dt>Term<dd>What it is<dt>Other<dd>First<dd>Second</dl>",
    "right": "<html dir=rtl lang=ar><p>افتتح الرصيف الجديد اليوم</p><p dir=ltr>and English</p><ul><li>واحد</ul>",
    "far-east": "<p lang=ja>新しい<ruby>桟橋<rt>さんばし</rt></ruby>は本日開業する。<p lang=ko>한국어 문장입니다.<p lang=zh>新码头今天开放。",
    "breaks": "<p>one<br>two<br>three<p>&nbsp;spaced&nbsp;&shy;soft&#8209;hard<p style='page-break-before:always'>new page",
}  # fmt: skip


@pytest.fixture(scope="module")
def by_office(tmp_path_factory, by_pandoc):
    """The documents that LibreOffice exports in both of its forms, by name: of pages, and of documents of pandoc."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    for name, page in PAGES.items():
        (folder / f"{name}.html").write_text(f"<!DOCTYPE html><meta charset=utf-8><title>{name}</title>{page}")
    for name in ("notes", "grid", "maths", "metadata", "changes", "comments", "hebrew"):
        (folder / f"pandoc-{name}.docx").write_bytes(by_pandoc[name])
    inputs = sorted(map(str, folder.iterdir()))
    found: dict[str, bytes] = {}
    for form, filter in (("word", "MS Word 2007 XML"), ("open", "Office Open XML Text")):
        out = folder / form
        command = [program, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", f"docx:{filter}"]
        subprocess.run([*command, "--outdir", str(out), *inputs], check=True, capture_output=True, timeout=300)
        found |= {f"{form} {path.stem}": path.read_bytes() for path in sorted(out.glob("*.docx"))}
    return found


def test_what_libreoffice_exports_is_read_whole(by_office):
    assert len(by_office) == 2 * (len(PAGES) + 7)
    for name, data in by_office.items():
        try:
            complete(data)
        except AssertionError as error:
            error.add_note(name)
            raise
