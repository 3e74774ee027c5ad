"""What the judges of PDF say: veraPDF of every standard, and outloud of what a screen reader would say."""

from __future__ import annotations

import io
import json
import re
import subprocess
import unicodedata
import warnings

import pytest
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, NameObject

from releasekit import Context, Figure, Image, Paragraph, Release, Text, convert, read, write, writes

RELEASE = Release(headline=(Text("Station to reopen"),), lang="en", body=(Paragraph((Text("Words."),)),))
EXAMPLES = (
    "company-announcement.md", "health-agency-ar.md", "ministry-readout.txt", "ministry-statement-ru.txt", "press-conference.md",
    "university-de.md",
)  # fmt: skip


@pytest.fixture(scope="module")
def outloud():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the libraries below it
        return pytest.importorskip("outloud", reason="outloud is not installed")


# ── veraPDF ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("verapdf_here")
def test_what_releasekit_writes_keeps_both_standards(new_page_judge):
    new_page_judge.keep(writes(RELEASE, "pdf", context=Context()))
    new_page_judge.spill()
    new_page_judge.judge()
    assert not new_page_judge.failed
    assert re.fullmatch(r"1 different PDF files were written and judged by veraPDF .* in .* s", *new_page_judge.report)


def broken(data, entry, key):
    """A file whose catalogue says the contrary, as another program would save it."""
    changed = PdfWriter(clone_from=io.BytesIO(data))
    dictionary = changed.root_object[entry].get_object()
    assert dictionary[key]
    dictionary[NameObject(key)] = BooleanObject(False)
    out = io.BytesIO()
    changed.write(out)
    return out.getvalue()


@pytest.mark.usefixtures("verapdf_here")
def test_every_character_of_every_font_keeps_both_standards(new_page_judge, covered):
    """Among them ligatures of whole phrases, wider than ten thousand units; of ideographs and Hangul one in forty."""
    shown = [code for code in sorted(covered) if not (0x3400 <= code <= 0xD7A3 or code >= 0x20000) or code % 40 == 0]
    seen = [chr(code) for code in shown if chr(code).isprintable() and not unicodedata.combining(chr(code))]
    words = ["".join(seen[start : start + 60]) for start in range(0, len(seen), 60)]
    marks = [chr(code) for code in sorted(covered) if unicodedata.combining(chr(code))]
    words += [" ".join(base + mark for mark in marks) for base in "aжא"]
    new_page_judge.keep(writes(Release(body=tuple(Paragraph((Text(each),)) for each in words)), "pdf", context=Context()))
    new_page_judge.spill()
    new_page_judge.judge()
    assert new_page_judge.report[1:] == []


@pytest.mark.usefixtures("verapdf_here")
def test_what_does_not_keep_them_fails_and_is_named(new_page_judge):
    data = writes(RELEASE, "pdf", context=Context())
    assert data.count(b"<pdfaid:part>3") == 1
    for wrong in (
        broken(data, "/MarkInfo", "/Marked"),
        broken(data, "/ViewerPreferences", "/DisplayDocTitle"),
        data.replace(b"<pdfaid:part>3", b"<pdfaid:part>1"),
    ):
        new_page_judge.keep(wrong)
    new_page_judge.spill()
    new_page_judge.judge()
    assert new_page_judge.failed
    for rule in ("ua1: 6.2-1", "ua1: 7.1-10", "3a: 6.6.4-2"):
        assert any(f": {rule}" in line for line in new_page_judge.report)


def test_without_verapdf_the_report_says_so(new_page_judge, monkeypatch):
    monkeypatch.setenv("PATH", "")
    new_page_judge.keep(writes(RELEASE, "pdf", context=Context()))
    new_page_judge.spill()
    new_page_judge.judge()
    assert not new_page_judge.failed
    assert new_page_judge.report[0].endswith("not judged by veraPDF: it is not here (Java, and tools/verapdf run once)")


@pytest.mark.parametrize(("answer", "failed"), [("PASS", False), ("FAIL", True)])
def test_a_verapdf_that_somebody_installed_is_asked_for_each_standard(answer, failed, new_page_judge, monkeypatch, tmp_path):
    program = tmp_path / "verapdf"
    program.write_text(f'#!/bin/sh\nshift 4\nfor file; do echo "{answer} $file ua1"; done\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    new_page_judge.keep(writes(RELEASE, "pdf", context=Context()))
    new_page_judge.spill()
    new_page_judge.judge()
    assert new_page_judge.failed is failed
    assert len(new_page_judge.report) == 1 + 2 * failed


def test_each_file_is_judged_and_equal_ones_once(new_page_judge, monkeypatch):
    """In batches, and what each batch says is heard."""
    pages = [writes(Release(id=f"urn:x:{number}"), "pdf", context=Context()) for number in range(6)]
    for page in pages + pages:
        new_page_judge.keep(page)
    new_page_judge.spill()
    monkeypatch.setattr("tests.conftest.PAGE_BATCH", 4)
    monkeypatch.setattr("tests.conftest.verapdf_command", lambda: ("judge",))
    monkeypatch.setattr("tests.conftest.verapdf", lambda files, _: [f"{len(files)} are bad"])
    new_page_judge.judge()
    assert new_page_judge.failed
    assert new_page_judge.report[1:] == ["4 are bad", "2 are bad"]


def test_all_that_is_written_in_this_run_is_offered_to_the_judge(session_page_judge, tmp_path):
    before = session_page_judge.count
    release = Release(id=f"urn:x:{tmp_path.name}")
    data = writes(release, "pdf", context=Context())
    assert session_page_judge.count == before + 1
    convert(writes(release, "json"), tmp_path / "a.pdf", reader="json", context=Context())
    assert (tmp_path / "a.pdf").read_bytes() == data
    assert session_page_judge.count == before + 1
    write(Release(id=release.id, version="2"), tmp_path / "b.pdf", context=Context())
    assert session_page_judge.count == before + 2


def test_the_judge_is_called_once_for_many_files(verapdf_here, tmp_path):
    if verapdf_here == ("verapdf",):
        pytest.skip("this is about our own way to call it")
    files = []
    for number in range(3):
        files.append(tmp_path / f"{number}.pdf")
        files[-1].write_bytes(writes(Release(id=f"urn:y:{number}"), "pdf", context=Context()))
    done = subprocess.run([*verapdf_here, *files], capture_output=True, text=True, check=True)
    assert [(each["flavour"], each["compliant"]) for each in json.loads(done.stdout)] == [("ua1", True), ("3a", True)] * 3
    assert "WARNING" not in done.stderr


# ── outloud ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def errors(outloud, path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = outloud.check(str(path))
    assert not result.error
    return [finding for finding in result.findings if finding.severity == "error"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_outloud_finds_no_error_in_an_example(name, outloud, root, tmp_path):
    release = read(root / "examples" / name, context=Context())
    path = tmp_path / "a.pdf"
    write(release, path, context=Context())
    for error in errors(outloud, path):
        # The one exception: a running head shortens the headline, which is prose, and outloud takes prose that is an
        # artifact for lost text, unless it stands on several pages. It is no loss: the headline is H1 on the first page.
        assert error.rule == "TAG-002"
        assert error.count == 1
        assert "…" in error.evidence or release.headline


def test_outloud_finds_the_error_that_there_is(outloud, tmp_path):
    path = tmp_path / "broken"
    data = writes(Release(lang="en", body=(Figure(Image("a.png", "A station")),)), "pdf", context=Context())
    path.write_bytes(broken(data, "/MarkInfo", "/Marked"))
    assert errors(outloud, path)
