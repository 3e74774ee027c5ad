"""Real text through all lossless formats: the same bytes come back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from releasekit import Context, read, reads, writes

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in {".md", ".txt"} and path.stem != "README")
REAL = sorted(path for path in SAMPLES.glob("*.md") if path.stem != "README") if SAMPLES.is_dir() else []


def through(data: bytes, *formats: str) -> bytes:
    """What is left of a file after it was read and written in one format after the other."""
    for format, following in pairwise(formats):
        data = writes(reads(data, format, context=Context()), following, context=Context())
    return data


def keeps_its_bytes(markdown: bytes) -> None:
    tei = through(markdown, "md", "tei")
    assert through(markdown, "md", "tei", "md") == markdown
    assert through(markdown, "md", "json", "md") == markdown
    assert through(tei, "tei", "md", "tei") == tei


def test_there_are_examples_in_four_languages():
    assert {read(path, context=Context()).lang for path in EXAMPLES} >= {"en", "ru", "ar", "de"}


@pytest.mark.roundtrip
@pytest.mark.parametrize("path", EXAMPLES, ids=[path.name for path in EXAMPLES])
def test_an_example_keeps_its_bytes_through_tei_and_json(path):
    if path.suffix == ".md":
        keeps_its_bytes(path.read_bytes())
    else:
        keeps_its_bytes(writes(read(path, context=Context()), "md", context=Context()))


@pytest.mark.roundtrip
@pytest.mark.skipif(not REAL, reason="the real releases are not here: ../shared/samples")
@pytest.mark.parametrize("path", REAL, ids=[path.name for path in REAL])
def test_a_real_release_keeps_its_bytes_once_it_is_in_our_form(path):
    keeps_its_bytes(writes(read(path, context=Context()), "md", context=Context()))
