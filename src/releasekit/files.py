"""The disk: the only module that opens, reads and replaces files."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from releasekit.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_INPUT = 256 * 1024 * 1024
"""The most bytes that one input may have."""


def load(path: Path) -> bytes:
    """The bytes of a regular file. Raises `FileError`; a pipe, a device and a folder are refused."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FileError("it is a folder: name a file", name=str(path))
        if not stat.S_ISREG(mode):
            raise FileError("not a regular file; pass it on standard input as '-'", name=str(path))
        with os.fdopen(_without_waiting(path), "rb") as file:
            data = file.read(MAX_INPUT + 1)
    except FileError:
        raise
    except (OSError, ValueError) as error:
        raise FileError(f"cannot read: {_reason(error)}", name=str(path)) from None
    if len(data) > MAX_INPUT:
        raise FileError(f"larger than {MAX_INPUT >> 20} MB, which is the limit for one release", name=str(path))
    return data


def _without_waiting(path: Path) -> int:
    """Open so that a pipe which took the file's place in between does not hang us."""
    return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))


def save(path: Path, data: bytes) -> None:
    """Put bytes in a file, whole or not at all: what stood there stays until the new bytes are on the disk.

    Raises `FileError`.
    """
    try:
        target = Path(os.path.realpath(path))
        reason = _refusal(target)
        if reason:
            raise FileError(f"cannot write: {reason}", name=str(path))
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except FileError:
        raise
    except (OSError, ValueError) as error:
        raise FileError(f"cannot write: {_reason(error)}", name=str(path)) from None


def _refusal(target: Path) -> str:
    if target.is_symlink():  # a link is left over only where it leads back to itself
        return "its links lead in a circle"
    if target.is_dir():
        return "it is a folder"
    if target.exists() and not os.access(target, os.W_OK):
        return "it is write-protected"
    return ""


def _replace(target: Path, data: bytes) -> None:
    beside, handle = _new_beside(target)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            with contextlib.suppress(OSError):
                beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def save_all(contents: Iterable[tuple[Path, bytes]]) -> None:
    """Save several files in their order. Raises `FileError`, which names those that were written before it."""
    written: list[str] = []
    for path, data in contents:
        try:
            save(path, data)
        except FileError as error:
            before = f"; written before it: {', '.join(written)}" if written else ""
            raise FileError(error.message + before, name=error.name) from None
        written.append(str(path))


def _new_beside(target: Path) -> tuple[Path, int]:
    """A new file in the same folder, open for writing, with the mode that new files have."""
    attempt = 0
    while True:
        path = target.parent / f".releasekit.{os.getpid()}.{attempt}.part"
        with contextlib.suppress(FileExistsError):
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        attempt += 1


def between(folder: Path, beside: Path) -> str:
    """What stands before the name of a file in a folder in an address that is relative to another; empty for the same folder."""
    try:
        way = os.path.relpath(folder, beside)
    except ValueError:  # on another drive
        way = os.path.realpath(folder)
    return "" if way == os.curdir else way.replace(os.sep, "/") + "/"


def new_in(folder: Path, wanted: Mapping[str, bytes], *, force: bool = False) -> dict[Path, bytes]:
    """The files that have to be written to a folder so that it holds what is wanted.

    Raises `FileError` where another file stands in the place of one, unless it may be replaced.
    """
    new: dict[Path, bytes] = {}
    for name, data in wanted.items():
        path = folder / name
        if os.path.lexists(path) and (path.is_symlink() or not path.is_file() or load(path) != data):
            if not force or path.is_symlink() or not path.is_file():
                raise FileError(
                    "another file of this name is there already: name another folder; --force replaces it", name=str(path)
                )
        elif os.path.lexists(path):
            continue
        new[path] = data
    return new


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where there is none. Raises `FileError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot make this folder: {_reason(error)}", name=str(folder)) from None


def beside(pdf: Path, suffix: str) -> Path:
    """What a file is called that is made of a PDF and stands beside it: `pack.pdf` and `.booklet.pdf` make `pack.booklet.pdf`.

    Raises `FileError` for a device, beside which nothing stands.
    """
    if pdf.exists() and not pdf.is_file():
        raise FileError("nothing can stand beside this: name a file with -o OUT.pdf", name=str(pdf))
    return pdf.with_name((pdf.stem if pdf.suffix.lower() == ".pdf" else pdf.name) + suffix)


def same(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same file."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return os.path.realpath(one) == os.path.realpath(other)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


class Folders:
    """Resources out of folders: relative paths that stay inside, followed through no link and over no network."""

    def __init__(self, *folders: Path, limit: int = 64 * 1024 * 1024) -> None:
        self.folders = folders
        self.limit = limit

    def __call__(self, href: str, /) -> bytes | None:
        """The bytes of a regular file of at most `limit` bytes, or None."""
        relative = Path(href)
        if not href or "\x00" in href or ":" in href or "\\" in href or relative.is_absolute() or ".." in relative.parts:
            return None
        for folder in self.folders:
            path = folder / relative
            try:
                root = folder.resolve(strict=True)
                linked = any(part.is_symlink() for part in [path, *path.parents][: len(relative.parts)])
                if linked or not path.resolve(strict=True).is_relative_to(root) or not path.is_file():
                    continue
                if path.stat().st_size <= self.limit:
                    return path.read_bytes()
            except OSError:
                continue
        return None
