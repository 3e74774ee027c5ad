"""The disk: whole files or none, and nothing outside the named folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from releasekit import FileError
from releasekit.files import Folders, load, same, save

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, modes and /dev are POSIX")


def test_a_file_is_replaced_whole(tmp_path):
    save(tmp_path / "a", b"one")
    save(tmp_path / "a", b"two")
    assert load(tmp_path / "a") == b"two"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    save(tmp_path / "a", b"old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="a: cannot write: No space left on device"):
        save(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_an_interrupted_write_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    save(tmp_path / "a", b"old")

    def interrupted(_handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "a", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


@posix
def test_a_replaced_file_keeps_its_mode_and_a_new_one_has_the_usual(tmp_path):
    save(tmp_path / "a", b"x")
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o666 & ~umask
    (tmp_path / "a").chmod(0o640)
    save(tmp_path / "a", b"y")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


@posix
def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path):
    save(tmp_path / "a", b"old")
    (tmp_path / "link").symlink_to("a")
    save(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"


@posix
def test_links_that_lead_in_a_circle_are_no_target(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(FileError, match="lead in a circle"):
        save(tmp_path / "a", b"x")
    assert (tmp_path / "a").is_symlink()
    assert same(tmp_path / "a", tmp_path / "a")


@posix
def test_a_device_is_written_to_and_never_replaced():
    save(Path("/dev/null"), b"x")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("name", ["folder", "file/below", "none/below", "nul\0"])
def test_a_target_that_cannot_be_written_is_named(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileError, match="cannot write"):
        save(tmp_path / name, b"x")


@posix
def test_a_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="not a regular file"):
        load(tmp_path / "pipe")


def test_a_folder_is_no_input(tmp_path):
    with pytest.raises(FileError, match="it is a folder: name a file"):
        load(tmp_path)


def test_a_file_is_the_same_by_any_path(tmp_path):
    save(tmp_path / "a", b"")
    assert same(tmp_path / "a", tmp_path / "x" / ".." / "a") or not (tmp_path / "x").exists()
    assert same(tmp_path / "not-there", tmp_path / "." / "not-there")
    assert not same(tmp_path / "a", tmp_path / "b")


class TestFolders:
    @pytest.fixture
    def folder(self, tmp_path):
        inside = tmp_path / "in"
        (inside / "img").mkdir(parents=True)
        (inside / "img" / "a.png").write_bytes(b"a")
        (tmp_path / "secret").write_bytes(b"secret")
        return inside

    def test_a_relative_path_is_read(self, folder):
        assert Folders(folder)("img/a.png") == b"a"

    def test_a_second_folder_is_asked_when_the_first_has_nothing(self, folder, tmp_path):
        assert Folders(folder, tmp_path)("secret") == b"secret"

    @pytest.mark.parametrize(
        "href",
        ["../secret", "img/../../secret", "/etc/passwd", "file:///etc/passwd", "http://example.org/a.png", "data:,x", "C:\\x",
         "img\\a.png", "", "img", "none.png", "a\0b", "//host/share"],
    )  # fmt: skip
    def test_what_leads_out_or_nowhere_is_not_read(self, folder, href):
        assert Folders(folder)(href) is None

    @posix
    def test_links_are_not_followed(self, folder, tmp_path):
        (folder / "link").symlink_to(tmp_path / "secret")
        (folder / "out").symlink_to(tmp_path)
        (folder / "near").symlink_to("img")
        assert [Folders(folder)(href) for href in ("link", "out/secret", "near/a.png")] == [None, None, None]

    def test_what_is_too_large_is_not_read(self, folder):
        assert Folders(folder, limit=0)("img/a.png") is None
