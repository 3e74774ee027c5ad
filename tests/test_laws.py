"""The laws of every format, over releases drawn from the whole model."""

from __future__ import annotations

import os
from typing import get_args

import pytest
from attrs import fields
from hypothesis import HealthCheck, given, seed, settings

from releasekit import Context, model, reads, writes
from releasekit.differing import NAMES
from releasekit.registry import BUILTINS, by_name
from releasekit.testing import check_format, releases

LONG = os.environ.get("RELEASEKIT_LONG") == "1"
EXAMPLES = 20_000 if LONG else 1_000
LOSSLESS = [format for format in BUILTINS if format.lossless]
ANY_SCRIPT = [format for format in LOSSLESS if format.name != "pdf"]
"""Those that refuse no release; a page has fonts for some scripts only."""


@pytest.mark.roundtrip
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(releases())
def test_a_release_comes_back_from_every_lossless_format_and_from_their_chain(release):
    written = {}
    for format in ANY_SCRIPT:
        context = Context()
        written[format.name] = writes(release, format, context=context)
        assert not context.losses, format.name
        back = reads(written[format.name], format, context=context)
        assert back == release, format.name
        assert writes(back, format, context=context) == written[format.name], format.name
    previous = release
    for name in ("md", "tei", "docx", "json", "md"):
        previous = reads(writes(previous, name, context=Context()), name, context=Context())
    assert writes(previous, "md", context=Context()) == written["md"]


@pytest.mark.roundtrip
def test_a_release_comes_back_from_a_pdf_and_from_the_chain_through_it(printable):
    @settings(max_examples=EXAMPLES // 5, suppress_health_check=list(HealthCheck))
    @given(releases())
    def check(drawn):
        release = printable(drawn)
        context = Context()
        page = writes(release, "pdf", context=context)
        back = reads(page, "pdf", context=context)
        assert not context.losses
        assert back == release
        assert writes(back, "pdf", context=Context()) == page
        markdown = writes(release, "md", context=Context())
        through = reads(writes(reads(markdown, "md", context=Context()), "pdf", context=Context()), "pdf", context=Context())
        assert writes(through, "md", context=Context()) == markdown

    check()


@pytest.mark.roundtrip
@pytest.mark.parametrize("format", LOSSLESS, ids=[format.name for format in LOSSLESS])
def test_a_lossless_format_keeps_all_laws(format, printable):
    check_format(format, of=None if format in ANY_SCRIPT else releases().map(printable))


def test_formats_that_lose_something_are_not_called_lossless():
    assert [format.name for format in LOSSLESS] == ["md", "tei", "docx", "pdf", "json"]
    assert not [format.name for format in LOSSLESS if format.drops]


def test_what_a_format_declares_to_drop_is_in_the_model():
    for format in BUILTINS:
        assert format.flattens <= format.drops <= NAMES, format.name


def test_the_strategy_leaves_no_node_and_no_field_out():
    said = set()

    def note(node):
        for field in fields(type(node)):
            if getattr(node, field.name) != field.default:
                said.add(f"{type(node).__name__}.{field.name}")
            value = getattr(node, field.name)
            for record in value if isinstance(value, tuple) else (value,):
                if type(record).__module__.endswith(".release"):
                    note(record)

    def collect(release):
        note(release)
        for _, node in model.walk(release):
            note(node)
            said.add(type(node).__name__)

    nodes = [*get_args(model.Inline), *get_args(model.Block), model.Item, model.Row, model.Cell]
    records = [kind for name in model.__all__ if hasattr(kind := getattr(model, name), "__attrs_attrs__") and kind not in nodes]
    wanted = {kind.__name__ for kind in nodes}
    wanted |= {f"{kind.__name__}.{field.name}" for kind in [*nodes, *records] for field in fields(kind)}
    wanted.remove("Moment.iso")  # every moment has it, and no default
    few = settings(max_examples=300, derandomize=False, database=None, suppress_health_check=list(HealthCheck))
    # How soon the last is drawn hangs on chance: what matters is that it is.
    for number in range(12):
        seed(number)(few(given(releases())(collect)))()
        if wanted <= said:
            break
    assert not wanted - said


def test_detection_by_content_finds_the_format_that_wrote_it():
    release = model.Release(headline=(model.Text("A headline"),), body=(model.Paragraph((model.Text("Words."),)),))
    for format in LOSSLESS:
        assert reads(writes(release, format.name)) == release
    assert by_name("markdown") is by_name("md")
