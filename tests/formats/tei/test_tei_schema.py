"""Our own schema: what we write is valid, and what is not ours is told with its line."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given, settings

from releasekit import Context, ReadError, Release
from releasekit.formats.tei.schema import problems, schema
from releasekit.testing import releases


@given(release=releases())
@settings(max_examples=100)
def test_every_release_is_written_as_the_schema_says(release, write):
    assert problems(write(release).data, Context()) == ()


def test_the_least_and_the_whole_release_are_as_the_schema_says(whole, write):
    for release in (Release(), whole):
        assert problems(write(release).data, Context()) == ()


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("<body>", "<body><nonsense/>", "nonsense"),
        ('when-iso="2027-03-13"', 'when-iso="13 March"', "date"),
        ('<div type="contact">', '<div type="contact"><p>Words</p>', "p"),
        (' xml:space="preserve"', "", "TEI"),
        ("<publisher>Ministry</publisher>", "", "address"),
        ('rend="lead"', 'rend="two words"', "div"),
    ],
)
def test_what_is_not_ours_is_told(old, new, word, whole, write):
    data = write(whole).text
    assert old in data
    found = problems(data.replace(old, new, 1).encode(), Context())
    assert found
    assert any(word in problem.message for problem in found), found
    assert all(problem.line > 0 and "{http" not in problem.message for problem in found)


def test_what_is_no_tei_cannot_be_judged():
    with pytest.raises(ReadError):
        problems(b"<html/>", Context())


def test_jing_reads_the_schema_and_agrees(whole, write, jing, tmp_path):
    ours, good, bad = tmp_path / "ours.rng", tmp_path / "good.xml", tmp_path / "bad.xml"
    ours.write_bytes(schema())
    good.write_bytes(write(whole).data)
    bad.write_bytes(write(whole).data.replace(b"<body>", b"<body><nonsense/>"))
    assert subprocess.run([*jing[:-1], str(ours), str(good)], capture_output=True, check=False).returncode == 0
    assert subprocess.run([*jing[:-1], str(ours), str(bad)], capture_output=True, check=False).returncode == 1
