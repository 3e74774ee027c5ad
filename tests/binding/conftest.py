"""A folder of releases for the tests that bind it."""

from __future__ import annotations

from datetime import datetime

import pytest

NOW = datetime.fromisoformat("2027-03-20T12:00Z")


def text(title, *lines, body="Boats may land again."):
    return "\n".join(["---", f"title: {title}", "lang: en", *lines, "---", "", body, ""])


@pytest.fixture
def week(tmp_path):
    """Three releases, and what else lies in such a folder."""
    folder = tmp_path / "week"
    folder.mkdir()
    (folder / "a.md").write_text(text("The quay is open", "released: 2027-03-15", "numbers: [1-2027]", "section: [Sea]"))
    (folder / "b.txt").write_text("No. 2-2027\n\nHarbour fees fall\n\nFees fall by a tenth.\n")
    (folder / "c.md").write_text(text("A bridge is planned", "released: 2027-03-17", "type: statement"))
    (folder / "README.md").write_text("# What this is\n")
    (folder / ".hidden.md").write_text("# Not this\n")
    (folder / "people.csv").write_text("id,name\n")
    (folder / "data.json").write_text('{"boats": 3}\n')
    (folder / "style.toml").write_text('name = "x"\n')
    (folder / "more").mkdir()
    (folder / "more" / "d.md").write_text(text("Deep water", "released: 2027-03-18"))
    return folder


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def release_text():
    """The Markdown of a release by its title and further lines of its front matter."""
    return text
