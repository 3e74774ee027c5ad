"""The files behind the names of a plan: a file, a folder or a pattern in, the files that may be releases out."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from releasekit import files, registry
from releasekit.errors import FileError
from releasekit.formats.pdf.imposed import made_for_print

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PATTERN = re.compile(r"[*?\[]")
_NO_RELEASES = frozenset({"readme", "license", "licence", "changelog", "contributing", "copying", "authors", "notice"})
"""What stands beside releases in a folder, and is none, by its name without the suffix."""
MOST = 100_000
"""How many files a folder or pattern may have."""


def files_at(path: Path) -> list[Path]:
    """The files that a path names, in the order of their names: a file, those in a folder, those of a pattern.

    A file is taken whatever it is. Of a folder and of a pattern those are taken that have a suffix of a format that is read,
    are not hidden, and are no README or the like; a folder's own folders are not gone into (the pattern `**/*` does that).
    Raises `FileError`.
    """
    try:
        if path.is_dir():
            return _releases(path.iterdir(), path)
        if not os.path.lexists(path) and _PATTERN.search(str(path)):
            return _matching(path)
    except FileError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise FileError(f"cannot look for releases here: {reason}", name=str(path)) from None
    return [path]


def _matching(pattern: Path) -> list[Path]:
    parts = pattern.parts
    first = next(at for at, part in enumerate(parts) if _PATTERN.search(part))
    base = type(pattern)(*parts[:first])
    return _releases(base.glob("/".join(parts[first:])), pattern)


def _releases(found: Iterable[Path], name: Path) -> list[Path]:
    kept: list[Path] = []
    for path in found:
        if may_be_release(path):
            kept.append(path)
        if len(kept) > MOST:
            raise FileError(f"more than {MOST:,} files: name fewer", name=str(name))
    if not kept:
        raise FileError("no file here has the suffix of a format that is read, such as .md, .txt or .docx", name=str(name))
    return sorted(kept, key=lambda path: path.parts)


def may_be_release(path: Path) -> bool:
    """Whether a file of a folder is taken for a release, by its name."""
    name = path.name
    format = registry.by_suffix(name)
    if name.startswith((".", "~$")) or format is None or format.read is None or name.split(".")[0].lower() in _NO_RELEASES:
        return False
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:  # a link that leads nowhere is told of by its own name, when it is read
        return True


A_PACK = "it is a briefing pack"


def is_other(path: Path, data: bytes) -> str:
    """Why a file of a folder is no release though its suffix could be that of one: a pack, or data of another sort; else nothing."""
    format = registry.by_suffix(path.name)
    if format is not None and format.name == "pdf":
        what = made_for_print(data)
        return f"it is {what}" if what else ""
    if format is None or format.name not in {"json", "tei"}:
        return ""
    if b"<teiCorpus" in data[:65536]:
        return A_PACK
    reason = format.excuse(data) if format.excuse else None
    return f"it is no release: {reason}" if reason else ""


def same_file(path: Path, other: Path | None) -> bool:
    """Whether a path leads to the file that is to be written."""
    return other is not None and files.same(path, other)
