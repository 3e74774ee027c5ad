"""A format of another package, found by its entry point."""

from __future__ import annotations

import sys
import textwrap

import pytest

from releasekit import FormatError, PluginError, Release, Text, convert, read, reads, registry, writes
from releasekit.cli import main

pytestmark = pytest.mark.usefixtures("fresh_plugins")

SHOUT = """
from releasekit import Format, Release, Text

def read(data, context):
    context.guess("shouted", "the headline was shouted")
    return Release(headline=(Text(data.decode().strip().capitalize()),))

def write(release, context):
    return release.headline[0].text.upper().encode() + b"\\n"

FORMAT = Format(name="shout", title="shout", suffixes=(".shout",), read=read, write=write, drops={"body"})
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    def put(code: str, target: str = "releasekit_shout:FORMAT") -> None:
        (tmp_path / "releasekit_shout.py").write_text(textwrap.dedent(code))
        info = tmp_path / "releasekit_shout-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: releasekit-shout\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[releasekit.formats]\nshout = {target}\n")
        monkeypatch.syspath_prepend(str(tmp_path))

    yield put
    sys.modules.pop("releasekit_shout", None)


def test_a_format_package_is_found_by_name_and_by_suffix(install, tmp_path):
    install(SHOUT)
    assert writes(Release(headline=(Text("Quiet"),)), "shout") == b"QUIET\n"
    (tmp_path / "a.shout").write_bytes(b"HELLO\n")
    assert read(tmp_path / "a.shout").headline == (Text("Hello"),)


def test_a_format_package_takes_part_in_convert_and_in_formats(install, tmp_path, capsys):
    install(SHOUT)
    (tmp_path / "a.shout").write_bytes(b"HELLO\n")
    assert main(["convert", str(tmp_path / "a.shout"), "--to", "json"]) == 0
    assert b"Hello" in (tmp_path / "a.json").read_bytes()
    assert main(["convert", str(tmp_path / "a.json"), "-o", str(tmp_path / "b.shout")]) == 0
    assert (tmp_path / "b.shout").read_bytes() == b"HELLO\n"
    capsys.readouterr()
    assert main(["formats"]) == 0
    assert "shout" in capsys.readouterr().out


def test_what_a_format_package_declares_to_drop_is_reported(install):
    install(SHOUT)
    source = b'{"releasekit": 1, "title": "Quiet", "body": [{"type": "paragraph", "content": "Words."}]}'
    result = convert(source, writer="shout")
    assert [(note.code, note.where) for note in result.losses] == [("field-dropped", "/body")]


def test_a_built_in_format_wins_over_a_package_of_the_same_name(install):
    install(SHOUT.replace('name="shout"', 'name="json"'))
    assert registry.by_name("json") in registry.BUILTINS


@pytest.mark.parametrize(
    ("code", "target", "words"),
    [
        ("import a_module_that_is_not_there", "releasekit_shout:FORMAT", "does not load: ModuleNotFoundError"),
        ("1 / 0", "releasekit_shout:FORMAT", "does not load: ZeroDivisionError"),
        ("FORMAT = 3", "releasekit_shout:FORMAT", "is no releasekit.Format"),
        ("", "releasekit_shout:FORMAT", "does not load: AttributeError"),
    ],
)
def test_a_package_that_does_not_load_is_named(install, code, target, words):
    install(code, target)
    with pytest.raises(PluginError, match=words) as caught:
        writes(Release(), "shout")
    assert "releasekit_shout" in str(caught.value)


def test_a_broken_package_does_not_disturb_the_built_in_formats(install):
    install("1 / 0")
    assert reads(writes(Release(), "json"), "json") == Release()


def test_a_name_that_nobody_has_is_refused():
    with pytest.raises(FormatError, match="there is no format 'shout'"):
        writes(Release(), "shout")
