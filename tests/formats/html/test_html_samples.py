"""Real pages and the same as text: read, they are one release."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from releasekit import Context, plain_text, reads
from releasekit import model as m

FOLDER = Path(__file__).parents[4] / "shared" / "samples"
PAGES = sorted(path for path in FOLDER.glob("*.html") if path.with_suffix(".txt").exists())
_TARGET = re.compile(r"\s*<[^<>\s]+>")
"""Where a link leads, as a text prints it."""
_SIGNS = re.compile(r"^\W+")


def lines(release):
    return [
        _SIGNS.sub("", "".join(_TARGET.sub("", " ".join(line.split())).split())) for line in plain_text(release).split("\n")
    ]


def headline(release):
    return " ".join(m.inline_text(release.headline).split())


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_without_metadata_gives_the_headline_date_and_text_of_its_text(path):
    page = reads(path.read_bytes(), "html", context=Context())
    text = reads(path.with_suffix(".txt").read_bytes(), "text", context=Context())
    assert headline(page) == headline(text)
    assert (page.lang, page.released, page.kind) == (text.lang, text.released, text.kind)
    own, other = set(lines(page)), set(lines(text))
    assert len(own & other) > 0.85 * len(other)


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_gives_the_blocks_of_its_text_where_no_fields_are_looked_for(path):
    page = reads(path.read_bytes(), "html", context=Context(find=False))
    text = reads(path.with_suffix(".txt").read_bytes(), "text", context=Context(find=False))
    assert [line for line in lines(page) if line] == [line for line in lines(text) if line]
