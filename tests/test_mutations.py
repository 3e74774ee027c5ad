"""Damage: whatever is done to a valid file, a `Release` or a `ReadError` comes out, and nothing else."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from releasekit import Context, ReadError, Release, reads

LONG = os.environ.get("RELEASEKIT_LONG") == "1"
TIMES = 2_000 if LONG else 100
GOLDEN = sorted(Path(__file__).with_name("golden").glob("*/release.*"))
HOSTILE = (
    b"\x00", b"\xff", b"\x80", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b"<", b">", b"&", b"&x;", b"]]>", b"<!--", b"<!DOCTYPE a>",
    b"<?x?>", b"*", b"_", b"`", b"[", b"](", b"{", b"}", b":::", b"---\n", b"...\n", b"- ", b"> ", b"|", b"|-|\n", b"\\", b'"',
    b"'", b"#", b"%", b"!", b"[^1]", b"[^1]: ", b"1", b"-1", b"99999999999999999999", b"null", b"true", b"{}", b"[]", b"&a ",
    b"*a ", b"!!x ", b"2027-02-30", b"<div>", b"</div>", b"</p>", b"<p/>", b" xml:id='a'", b" n='x'", b"\xe2\x80\xae", b"@",
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The data with one to three wounds."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 1, 2, 5, 20, 100)))
        match chance.randrange(7):
            case 0:
                data = data[:at] + data[to:]
            case 1:
                data = data[:to] + data[at:]
            case 2:
                data = data[:at] + chance.choice(HOSTILE) + data[at:]
            case 3:
                data = data[:at] + chance.choice(HOSTILE) + data[to:]
            case 4:
                data = data[:at]
            case 5:
                other = chance.randrange(len(data) + 1)
                data = data[:other] + data[at:to] + data[other:]
            case _:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    return data


@pytest.mark.parametrize("path", GOLDEN, ids=[f"{path.parent.name}/{path.name}" for path in GOLDEN])
def test_a_damaged_file_gives_a_release_or_a_read_error(path):
    format = {"release.json": "json", "release.md": "md", "release.tei.xml": "tei"}[path.name]
    data = path.read_bytes()
    for seed in range(TIMES):
        wounded = damaged(data, random.Random(f"{path.parent.name} {seed}"))
        try:
            assert isinstance(reads(wounded, format, context=Context()), Release)
        except ReadError as error:
            assert "\n" not in str(error), seed
        except Exception as error:
            raise AssertionError(f"damage {seed} of {path.parent.name}/{path.name}: {error!r}") from error
