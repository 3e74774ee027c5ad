"""Real releases, where they are beside the project: each becomes Markdown, valid TEI and Word, and reads back from each."""

from __future__ import annotations

from pathlib import Path

import pytest

from releasekit import Context, reads, writes
from releasekit.registry import by_name

SHARED = Path(__file__).parents[3] / "shared" / "samples"
SAMPLES = sorted(path for path in SHARED.glob("*.*") if path.suffix in {".md", ".txt", ".html"} and path.name != "README.md")
FORMATS = {".md": "md", ".txt": "text", ".html": "html"}


@pytest.mark.skipif(not SAMPLES, reason="the samples are not here: they lie beside the project, in ../shared")
def test_the_samples_are_looked_at():
    assert len(SAMPLES) >= 26


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_becomes_markdown_tei_and_word_and_reads_back(path):
    release = reads(path.read_bytes(), FORMATS[path.suffix], context=Context(name=path.name))
    for name in ("md", "tei", "json", "docx"):
        data = writes(release, name, context=Context())
        assert reads(data, name, context=Context()) == release
        check = by_name(name).check
        assert not check or list(check(data, Context())) == []
