"""`unpack`: the file of a pack in, the pack and a file for each of its releases out."""

from __future__ import annotations

import os
import re
import unicodedata
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from releasekit import files, registry
from releasekit.binding.bind import read_pack
from releasekit.briefing import line
from releasekit.convert import LossWarning, writes
from releasekit.format import Format, PackContext
from releasekit.media import Taken, extracted

if TYPE_CHECKING:
    from releasekit.briefing import Entry, Pack

AS = "md"
"""The format of the releases, if none is named."""

_UNSAFE = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"\A(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\Z)", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_LONGEST = 80


def unpack(
    source: str | os.PathLike[str] | bytes,
    folder: str | os.PathLike[str] | None = None,
    *,
    format: str | Format | None = None,
    to: str | Format = AS,
    force: bool = False,
    media: str | os.PathLike[str] | None = None,
    context: PackContext | None = None,
) -> Pack:
    """The pack in a file or in bytes; with a folder, each of its releases is put into a file there, in the format `to`.

    `format` is that of the pack. The files get the names that they had, made safe; `media` is a folder for the pictures that
    the pack holds inside itself, which they name then. A file that exists is kept, and `FileError` raised before any is
    written, unless `force`. Raises what `read` and `write` raise.
    """
    known = context or PackContext()
    if isinstance(source, bytes):
        data, wanted = source, format
    else:
        data = files.load(Path(source))
        known.name = known.name or os.fspath(source)
        wanted = format or registry.by_suffix(os.fspath(source))
    pack = read_pack(data, wanted, context=known)
    if folder is not None:
        beside = Pictures(Path(media), Path(folder)) if media is not None else None
        save(files_of(pack, to, context=known, pictures=beside), Path(folder), force=force, pictures=beside)
    if context is None:
        for note in known.losses:
            warnings.warn(str(note), LossWarning, stacklevel=2)
    return pack


class Pictures:
    """The folder for the pictures that a pack holds inside, as the files in another folder name it; and what goes into it."""

    def __init__(self, folder: Path, beside: Path) -> None:
        self.folder = folder
        self.address = files.between(folder, beside)
        self.taken = Taken()


def files_of(
    pack: Pack, to: str | Format = AS, *, context: PackContext | None = None, pictures: Pictures | None = None
) -> dict[str, bytes]:
    """The releases of a pack as files, by names that are safe in any folder and differ in more than case.

    Pictures that the pack holds inside are named in their folder, if there is one, and `pictures` has them afterwards.
    """
    wanted = registry.by_name(to) if isinstance(to, str) else to
    known = context or PackContext()
    suffix = wanted.suffixes[0] if wanted.suffixes else f".{wanted.name}"
    made: dict[str, bytes] = {}
    taken: set[str] = set()
    for at, entry in enumerate(pack.entries):
        stem = free = _stem(entry, at)
        more = 2
        while free.casefold() in taken:
            free, more = f"{stem}-{more}", more + 1
        taken.add(free.casefold())
        with known.of(entry.origin, at) as inner:
            release = entry.release
            if pictures is not None:
                release = extracted(release, pictures.address, inner, pictures.taken).release
            made[free + suffix] = writes(release, wanted, context=inner)
    return made


def save(made: dict[str, bytes], folder: Path, *, force: bool = False, pictures: Pictures | None = None) -> list[Path]:
    """Put files into a folder, and pictures into theirs, which are made if need be; their paths.

    Raises `FileError` before the first, where one may not be replaced.
    """
    wanted = [(pictures.folder, pictures.taken.files)] if pictures is not None and pictures.taken.files else []
    wanted.append((folder, made))
    new: dict[Path, bytes] = {}
    for place, contents in wanted:
        new |= files.new_in(place, contents, force=force)
    for place, _ in wanted:
        files.make_folder(place)
    for path, data in new.items():
        files.save(path, data)
    return [place / name for place, contents in wanted for name in contents]


def _stem(entry: Entry, at: int) -> str:
    """The name that the file of an entry had, without folders and suffix; else one of its headline. No path can be in it."""
    name = entry.origin.file
    format = registry.by_suffix(name)
    known = [suffix for suffix in format.suffixes if name.lower().endswith(suffix)] if format else []
    name = name[: len(name) - max(map(len, known), default=0)] or line(entry).title
    safe = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-._")
    safe = safe.encode()[:_LONGEST].decode(errors="ignore").strip("-._") or f"release-{at + 1}"
    return _RESERVED.sub(r"\1-", safe)
