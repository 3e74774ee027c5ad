"""Not a word of an input is lost: it is in the text, in a field, or in what `source.found` and the notes record."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from releasekit import Context, reads, writes

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "samples"
TEXTS = [*sorted((ROOT / "examples").glob("*.txt")), *sorted((ROOT / "benchmarks" / "intake" / "texts").glob("*.[mt][dx]*"))]
SAMPLES = sorted(path for path in SHARED.glob("*.[mt][dx]*") if path.name != "README.md")
FORMATS = {".md": "md", ".txt": "text"}


WORD = re.compile(r"\d+|[\u0e00-\u0e7f\u2e80-\uffee]|[^\W\d_][^\W\d_A-Z\u0e00-\u0e7f\u2e80-\uffee]*")
"""A word, parted where a capital is glued to it; where words are not parted, a character."""


def words_of(text):
    return Counter(WORD.findall(text))


def lost(path):
    data = path.read_bytes()
    context = Context()
    release = reads(data, FORMATS[path.suffix], context=context)
    kept = writes(release, "json", context=Context()).decode()
    said = words_of("\n".join(strings(json.loads(kept))) + "\n" + "\n".join(str(note) for note in context.notes))
    return {word: count - said[word] for word, count in words_of(text_of(data.decode())).items() if count > said[word]}


def text_of(text):
    """The words of a text without what stands for something else: entities, the language of a fence, numbers of a list."""
    return re.sub(r"^```\w+$|&\w+;|^ *\d+\. ", "", text, flags=re.MULTILINE)


def strings(value):
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from strings(one)
        case dict():
            for one in value.values():
                yield from strings(one)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_not_a_word_of_a_text_is_lost(path):
    assert lost(path) == {}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_not_a_word_of_a_sample_is_lost(path):
    assert lost(path) == {}


@pytest.mark.skipif(not SAMPLES, reason="the samples are not here: they lie beside the project, in ../shared")
def test_the_samples_are_looked_at():
    assert len(SAMPLES) >= 19


def test_a_lost_word_would_be_seen(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Merin harbour\n\nopens", "utf-8")
    assert lost(path) == {}
    assert words_of("a a b") - words_of("a b") == Counter({"a": 1})
