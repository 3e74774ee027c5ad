"""The judges of every TEI file that is written while tests run: what is valid passes, what is not fails the run, and is named."""

from __future__ import annotations

import re

from releasekit import Release, convert, write, writes


def test_a_valid_document_passes_both_judges(new_judge, jing_tei, whole):  # noqa: ARG001  (skips where jing is not)
    new_judge.keep(writes(whole, "tei"))
    new_judge.spill()
    new_judge.judge()
    assert not new_judge.failed
    assert re.fullmatch("1 different TEI documents .* by our schema in .* by jing .tei_all. in .*", *new_judge.report)


def test_what_either_judge_refuses_fails_and_names_the_file_that_is_kept(new_judge, jing_tei, whole):  # noqa: ARG001  (jing is put in place by its fixture)
    new_judge.keep(writes(whole, "tei").replace(b"<body>", b"<body><nonsense/>"))
    new_judge.spill()
    new_judge.judge()
    assert new_judge.failed
    _, ours, jing = new_judge.report[:3]
    kept = next(new_judge.folder.iterdir())
    assert ours.startswith(f"{kept}:")
    assert "nonsense cannot stand here in body" in ours
    assert kept.name in jing
    assert "nonsense" in jing


def test_without_jing_the_report_says_so(new_judge, monkeypatch, whole):
    monkeypatch.setenv("PATH", "")
    new_judge.keep(writes(whole, "tei"))
    new_judge.spill()
    new_judge.judge()
    assert not new_judge.failed
    assert new_judge.report[0].endswith("not by jing: it is not here (Java, and tools/jing run once)")


def test_equal_documents_are_judged_once_and_files_of_other_processes_too(new_judge, tmp_path, whole):
    data = writes(whole, "tei")
    (tmp_path / "a.tei.xml").write_bytes(data)
    (tmp_path / "b.tei").write_bytes(data.replace(b"Ministry", b"Office"))
    (tmp_path / "c.tei.xml").write_bytes(b"<TEI/>")
    (tmp_path / "d.xml").write_bytes(data + b" ")
    new_judge.keep(data)
    new_judge.gather(tmp_path)
    assert new_judge.count == 2


def test_all_that_is_written_in_this_run_is_kept_for_the_judges(session_judge, tmp_path):
    release = Release(id=f"urn:x:{tmp_path.name}")
    before = session_judge.count
    writes(release, "tei")
    assert session_judge.count == before + 1
    convert(writes(release, "json"), tmp_path / "a.tei.xml", reader="json")
    assert session_judge.count == before + 1
    write(Release(id=release.id, version="2"), tmp_path / "b.tei")
    assert session_judge.count == before + 2
