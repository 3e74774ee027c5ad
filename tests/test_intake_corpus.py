"""The corpus of copies: what the labels say is in the texts, and as much is found as was found before."""

from __future__ import annotations

import html
import importlib
import json

import pytest


@pytest.fixture(scope="module")
def benchmark(root):
    """The scorer, which is a program beside the package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "benchmarks"))
        yield importlib.import_module("intake")


@pytest.fixture(scope="module")
def report(benchmark):
    """The scores of the whole corpus."""
    return benchmark.run()


@pytest.fixture(scope="module")
def labels(benchmark):
    """The labels of the corpus."""
    lines = (benchmark.FOLDER / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("part", ["tune", "held-out"])
def test_every_field_of_the_corpus_is_found_as_often_as_it_was(benchmark, report, part):
    assert set(report["fields"][part]) == set(benchmark.FLOORS[part])
    assert [name for name in report["low"] if name.endswith(f"({part})")] == []


def test_no_floor_of_the_corpus_is_out_of_reach(benchmark):
    assert all(0 < share <= 1 for floors in benchmark.FLOORS.values() for share in floors.values())


def test_every_text_of_the_corpus_has_one_label(benchmark, labels):
    texts = sorted(path.name for path in (benchmark.FOLDER / "texts").iterdir())
    assert sorted(label["file"] for label in labels) == texts


def test_a_third_of_the_corpus_is_held_out(benchmark, labels):
    apart = (benchmark.FOLDER / "held-out.txt").read_text(encoding="utf-8").split()
    assert set(apart) <= {label["file"] for label in labels}
    assert 0.25 < len(apart) / len(labels) < 0.42


def test_what_a_label_wants_stands_in_its_text(benchmark, labels):
    for label in labels:
        text = (benchmark.FOLDER / "texts" / label["file"]).read_text(encoding="utf-8")
        if label["file"].endswith(".html"):
            continue
        words = " ".join(html.unescape(text).split())
        for key in ("title", "subtitle", "dateline_as_printed", "embargo_as_printed", "first_body_words", "last_body_words"):
            assert " ".join((label[key] or "").split()) in words, (label["file"], key)
        wanted = [*label["numbers"], *label["boilerplate_headings"], *filter(None, (c["email"] for c in label["contacts"]))]
        assert [one for one in wanted if one not in text] == [], label["file"]


def test_the_scorer_sees_a_word_that_is_lost(benchmark):
    rules = importlib.import_module("intake_rules")
    release = rules.Release(body=(rules.m.Paragraph((rules.m.Text("The mill opens."),)),))
    assert rules.lost_words("The mill opens in May.", "a.txt", release, []) == ["in", "may"]
    assert rules.lost_words("The millopens.", "a.txt", release, []) == []
    assert benchmark.PARTS == ("tune", "held-out")


def test_the_scorer_sees_a_zone_that_nobody_printed():
    rules = importlib.import_module("intake_rules")
    assert rules.same_moment("2027-03-14T09:30", "2027-03-14T09:30")
    assert not rules.same_moment("2027-03-14T09:30", "2027-03-14T09:30+01:00")
    assert rules.same_moment("2027-03-14T09:30+01:00", "2027-03-14T08:30Z")
    assert rules.same_moment("2027-03-14", "2027-03-14T09:30")
    assert not rules.same_moment(None, "2027-03-14")
