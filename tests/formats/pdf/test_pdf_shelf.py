"""What is remembered of words and lines: as long as it is asked for, and no longer than its shelf is there."""

from __future__ import annotations

import gc

import pytest

from releasekit.formats.pdf import shelf
from releasekit.formats.pdf.shelf import Shelf


@pytest.fixture
def made(monkeypatch):
    monkeypatch.setattr(shelf, "_all", [])
    monkeypatch.setattr(shelf, "_new", 0)
    monkeypatch.setattr(shelf, "MOST", 10)
    return []


def keeping(made):
    def make(key):
        made.append(key)
        return object()

    return Shelf(make)


def test_a_thing_is_made_once(made):
    words = keeping(made)
    assert words["quay"] is words["quay"]
    assert made == ["quay"]


def test_what_was_asked_for_lately_is_kept_and_the_rest_forgotten(made):
    words, lines = keeping(made), keeping(made)
    kept = words["quay"]
    words["pier"]
    for number in range(100):
        lines["line", number]
        assert words["quay"] is kept
    assert made.count("quay") == 1
    assert len(words) + len(lines) + len(words.aged) + len(lines.aged) <= 2 * (shelf.MOST + 1)
    words["pier"]
    assert made.count("pier") == 2


def test_long_texts_are_not_kept(made):
    words = keeping(made)
    text = "a" * (shelf.LONGEST + 1)
    assert words[text] is not words[text]
    assert not words


def test_a_shelf_that_nobody_needs_is_not_kept(made):
    for number in range(100):
        keeping(made)["word"]
        assert len(shelf._all) <= shelf.MOST + 2, number
    gc.collect()
    assert sum(each() is not None for each in shelf._all) == 0
