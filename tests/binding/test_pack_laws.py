"""The laws of formats that hold packs: what is written comes back, in the same bytes; damage gives a pack or a `ReadError`."""

from __future__ import annotations

import random
from contextlib import suppress
from operator import attrgetter

import pytest
from hypothesis import given, settings

import releasekit
from releasekit import PackContext, ReadError, registry
from releasekit.binding import read_pack, write_pack
from releasekit.formats.tei.schema import problems
from releasekit.testing import check_pack_format, packs

FORMATS = [format for format in registry.BUILTINS if format.read_pack]
FREE = [format for format in FORMATS if format.name != "pdf"]
"""Those that write any pack; a page asks for markings that are known and for characters that a font has."""


@pytest.mark.roundtrip
@pytest.mark.parametrize("format", FREE, ids=attrgetter("name"))
def test_a_pack_comes_back_equal(format):
    check_pack_format(format, max_examples=40)


@settings(max_examples=15)
@given(packs())
def test_a_pack_survives_a_chain_of_all_formats(pack):
    now = pack
    for format in (*FREE, *FREE):
        now = read_pack(write_pack(now, format), format)
    assert now == pack


@settings(max_examples=20)
@given(packs())
def test_a_corpus_keeps_to_our_schema(pack):
    assert not problems(write_pack(pack, "tei"), PackContext())


@pytest.mark.parametrize("format", FORMATS, ids=attrgetter("name"))
def test_a_damaged_pack_gives_a_pack_or_a_read_error(format, root, now):
    pack = releasekit.pack(root / "examples", at=now, embargoed=True, title="Week", context=PackContext())
    data = write_pack(pack, format)
    chance = random.Random(7)
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 1, 3))):
            start = chance.randrange(len(damaged))
            damaged[start : start + chance.choice((0, 1, 1, 40))] = chance.choice(
                (b"", b"<", b'"', b"\n", b"- x: [", b"---\n", b"\xff")
            )
        with suppress(ReadError):
            read_pack(bytes(damaged), format, context=PackContext())


def test_notes_on_a_release_have_its_place_in_the_pack(root, now):
    context = PackContext()
    pack = releasekit.pack(root / "examples", at=now, embargoed=True, context=PackContext())
    write_pack(pack, "html", context=context)
    assert context.notes
    assert all(note.where.startswith("/entries/") for note in context.notes if note.code == "picture-missing")


def test_progress_is_told_after_each_release(root, now):
    told = []
    context = PackContext(progress=lambda: told.append(1))
    pack = releasekit.pack(root / "examples", at=now, embargoed=True, context=context)
    count = len(pack.entries)
    assert len(told) == count
    for name in ("tei", "json", "md", "html"):
        told.clear()
        write_pack(pack, name, context=context)
        assert len(told) == count, name
