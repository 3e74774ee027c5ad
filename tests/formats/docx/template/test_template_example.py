"""The example letterhead: its script makes it, byte for byte, and a release on it reads as it should."""

from __future__ import annotations

import runpy
from pathlib import Path

from releasekit import Context, read, reads, writes

EXAMPLES = Path(__file__).parents[4] / "examples"


def test_the_script_makes_the_letterhead_that_stands_there():
    made = runpy.run_path(str(EXAMPLES / "letterhead" / "make.py"))["letterhead"]()
    assert made == (EXAMPLES / "letterhead" / "letterhead.docx").read_bytes()
    assert len(made) < 8_000


def test_every_example_goes_on_the_letterhead_and_comes_back():
    template = (EXAMPLES / "letterhead" / "letterhead.docx").read_bytes()
    for path in (*sorted(EXAMPLES.glob("*.md")), *sorted(EXAMPLES.glob("*.txt"))):
        if path.name == "README.md":
            continue
        context = Context()
        release = read(path, context=context)
        context = Context(template=template, resources=context.resources)
        data = writes(release, "docx", context=context)
        assert not context.losses
        assert reads(data, context=Context()) == release
