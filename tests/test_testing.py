"""What `releasekit.testing` says of formats that break a law."""

from __future__ import annotations

import time

import pytest
from attrs import evolve

from releasekit import Format, Release, testing
from releasekit.registry import by_name
from releasekit.testing import check_format


def _native(release, context):
    return by_name("json").write(release, context)


def _format(**more):
    return Format(**{"name": "wall", "title": "a wall", "write": _native} | more)


@pytest.mark.parametrize(
    ("format", "said"),
    [
        (_format(write=lambda _release, _context: b"x"), "id is lost in silence"),
        (_format(drops={"nonsense"}), "not in the model: nonsense"),
        (_format(write=lambda _release, _context: "x"), "a writer gives bytes, and this one gave str"),
        (_format(lossless=True), "a lossless format reads and writes"),
        (_format(drops={"keywords"}), "keywords is declared to be dropped, and is kept"),
        (_format(write=lambda r, c: _native(evolve(r, keywords=()), c)), "keywords is lost in silence"),
        (_format(lossless=True, read=lambda _data, _context: Release()), "the release did not come back"),
    ],
)
def test_a_format_that_breaks_a_law_is_told_which(format, said):
    with pytest.raises(AssertionError, match=said):
        check_format(format, max_examples=20)


def test_a_format_that_declares_what_it_loses_keeps_the_laws():
    wall = _format(write=lambda r, c: _native(evolve(r, keywords=()), c), drops={"keywords"})
    check_format(wall, max_examples=5)


def test_the_search_for_a_smaller_release_ends(monkeypatch):
    monkeypatch.setattr(testing, "_PATIENCE", 0.2)

    def slow(data, _context):
        time.sleep(0.02)
        assert len(data) < 300, "too long"
        return Release()

    begun = time.monotonic()
    with pytest.raises(AssertionError, match="too long") as caught:
        check_format(_format(read=slow), max_examples=50)
    assert time.monotonic() - begun < 20
    assert "Breaks it: " in "".join(caught.value.__notes__)
