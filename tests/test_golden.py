"""Releases that between them use every field and node, in JSON, Markdown and TEI: read by a person, kept to the byte."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from attrs import fields

from releasekit import model, read, writes

CASES = sorted(path for path in Path(__file__).with_name("golden").iterdir() if path.is_dir())
NAMES = {"json": "release.json", "md": "release.md", "tei": "release.tei.xml"}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_golden_release_is_the_same_in_every_form(case, request):
    release = read(case / "release.json")
    for format, name in NAMES.items():
        data = writes(release, format)
        if request.config.getoption("--accept"):
            (case / name).write_bytes(data)
        assert (case / name).read_bytes() == data, name
        assert read(case / name) == release, name


def test_the_golden_releases_use_every_field_and_node():
    used = set()
    for case in CASES:
        release = read(case / "release.json")
        used |= {field.name for field in fields(model.Release) if getattr(release, field.name) != field.default}
        used |= {type(node) for _, node in model.walk(release)}
    wanted = {field.name for field in fields(model.Release)}
    wanted |= {*get_args(model.Inline), *get_args(model.Block), model.Item, model.Row, model.Cell}
    assert wanted - used == set()
