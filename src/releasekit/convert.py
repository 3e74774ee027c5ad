"""Read, write and convert: paths, file objects and bytes in, a `Release` or bytes out, with notes on what was lost."""

from __future__ import annotations

import os
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias

from releasekit import files, registry
from releasekit.errors import FieldError, FileError, FormatError, LossError, ReadError, WriteError
from releasekit.format import Context, Format, Note, no_resources
from releasekit.garbage import uncollected
from releasekit.losses import dropped
from releasekit.media import extracted, left_inside
from releasekit.model import Release, normalise
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.style.house import House

Source: TypeAlias = "str | os.PathLike[str] | bytes | IO[bytes]"
Target: TypeAlias = "str | os.PathLike[str] | IO[bytes]"


class LossWarning(UserWarning):
    """What a conversion lost, when the caller gave no `Context` to collect it in."""


@frozen
class Result:
    """The bytes of a conversion, the release on the way, and what reader and writer had to say."""

    data: bytes
    release: Release
    notes: tuple[Note, ...] = ()

    @property
    def losses(self) -> tuple[Note, ...]:
        """The notes that say that something was lost."""
        return tuple(note for note in self.notes if note.kind == "loss")


def reads(data: bytes | str, format: str | Format | None = None, *, context: Context | None = None) -> Release:
    """The release in canonical form that bytes or text hold.

    Without a format, the content decides. Notes go to the context; without one, each loss is a `LossWarning`.
    Raises `ReadError`, `FormatError`.
    """
    with _reporting(context) as known:
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
        return _read(raw, _format(format) or registry.detect(raw), known)


def writes(release: Release, format: str | Format, *, context: Context | None = None) -> bytes:
    """The release as bytes of a format; notes as in `reads`. Raises `WriteError`, `FormatError`."""
    with _reporting(context) as known:
        return _write(release, registry.by_name(format) if isinstance(format, str) else format, known)


def read(source: Source, format: str | Format | None = None, *, context: Context | None = None) -> Release:
    """The release in a file, a binary file object or bytes.

    Without a format, the suffix decides, and where it says nothing, the content. Pictures that the release names are
    looked for in the file's own folder. Raises `FileError`, `ReadError`, `FormatError`.
    """
    with _reporting(context) as known:
        data, name = _load(source)
        known.name = known.name or name
        if known.resources is no_resources and (path := _path(source)):
            known.resources = files.Folders(path.absolute().parent)
        return _read(data, _format(format) or registry.by_suffix(name) or registry.detect(data), known)


def write(release: Release, target: Target, format: str | Format | None = None, *, context: Context | None = None) -> None:
    """Put the release in a file or a binary file object; without a format, the suffix decides.

    A file is replaced whole or stays as it was. Raises `FileError`, `WriteError`, `FormatError`.
    """
    with _reporting(context) as known:
        wanted = _format(format) or registry.by_suffix(_name(target))
        if wanted is None:
            raise FormatError("cannot tell the format from the name: give one", name=_name(target))
        _save(_write(release, wanted, known), target)


def convert(
    source: Source,
    target: Target | None = None,
    *,
    reader: str | Format | None = None,
    writer: str | Format | None = None,
    fail_on_loss: bool = False,
    media: str | os.PathLike[str] | None = None,
    context: Context | None = None,
) -> Result:
    """Read from a source and write to a target; without a target the bytes are only in the result.

    `media` is a folder for the pictures that the source holds inside itself: they are put there, where no others of their
    names are, and the target names them. With `fail_on_loss` nothing is written where something would be lost, and
    `LossError` is raised. Raises what `read` and `write` raise.
    """
    known = context or Context()
    release = read(source, reader, context=known)
    wanted = _format(writer) or registry.by_suffix(_name(target))
    if wanted is None:
        raise FormatError("cannot tell the format of the target: give `writer`", name=_name(target))
    pictures: dict[Path, bytes] = {}
    if media is not None:
        path = _path(target)
        release, pictures = _extracted(release, Path(media), path.parent if path else Path(), known)
    data = _write(release, wanted, known)
    result = Result(data, release, tuple(known.notes))
    if fail_on_loss and result.losses:
        raise LossError(str(result.losses[0]), name=known.name, line=result.losses[0].line)
    for place, picture in pictures.items():
        files.make_folder(place.parent)
        files.save(place, picture)
    if target is not None:
        _save(data, target)
    return result


def house(name: str | os.PathLike[str]) -> House:
    """A house style for a `Context`: a shipped one by its name, `ministry` or `newsroom`, or the one in a file.

    A logo and font files are looked for in the file's own folder. Raises `FileError`, `ReadError`.
    """
    from releasekit.style.house import SHIPPED, House, shipped
    from releasekit.toml_file import text_of

    if name in SHIPPED:
        return shipped(str(name))
    path = Path(name)
    try:
        data = files.load(path)
    except FileError as error:
        if len(path.parts) > 1 or path.suffix:
            raise
        raise FileError(f"{error.message}; the shipped house styles are {' and '.join(SHIPPED)}", name=error.name) from None
    return House.from_toml(text_of(data, str(path), "house style"), str(path), files.Folders(path.absolute().parent))


# ── within ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read(data: bytes, format: Format, context: Context) -> Release:
    if format.read is None:
        raise FormatError(f"{format.title} is written, not read: see releasekit formats", name=context.name)
    if not data.strip():
        raise ReadError("the input is empty", name=context.name)
    known = len(context.notes)
    try:
        with uncollected():
            release = normalise(format.read(data, context))
    except FieldError as error:
        raise ReadError(str(error), name=context.name) from None
    except RecursionError:
        raise ReadError("nested too deeply to be a press release", name=context.name) from None
    if context.strict:
        for note in context.notes[known:]:
            if note.kind != "advice":
                raise ReadError(f"{note.message} [{note.code}], and reading is strict", name=context.name, line=note.line)
    return release


def _write(release: Release, format: Format, context: Context) -> bytes:
    if format.write is None:
        raise FormatError(f"{format.title} is read, not written: see releasekit formats", name=context.name)
    try:
        canonical = normalise(release)
        for note in (*dropped(canonical, format), *left_inside(canonical, format, context)):
            context.report(note)
        return format.write(canonical, context)
    except FieldError as error:
        raise WriteError(str(error), name=context.name) from None
    except RecursionError:
        raise WriteError("nested too deeply to be written", name=context.name) from None


def _extracted(release: Release, folder: Path, beside: Path, context: Context) -> tuple[Release, dict[Path, bytes]]:
    """The release with its pictures in a folder, and what is to be written there. Raises `FileError`."""
    found = extracted(release, files.between(folder, beside), context)
    return found.release, files.new_in(folder, found.files)


def _format(format: str | Format | None) -> Format | None:
    return registry.by_name(format) if isinstance(format, str) else format


def _path(place: Source | Target | None) -> Path | None:
    return Path(place) if isinstance(place, (str, os.PathLike)) else None


def _name(place: Source | Target | None) -> str:
    """What to call a source or target in messages; its suffix may say its format."""
    if isinstance(place, (str, os.PathLike)):
        return os.fspath(place)
    name = getattr(place, "name", "")
    return name if isinstance(name, str) else ""


def _load(source: Source) -> tuple[bytes, str]:
    if path := _path(source):
        return files.load(path), str(path)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), ""
    data = source.read(files.MAX_INPUT + 1)  # type: ignore[union-attr]  # the other kinds of source have returned
    if not isinstance(data, bytes):
        raise ReadError("the file object gives text: open it in binary mode", name=_name(source))
    if len(data) > files.MAX_INPUT:
        raise ReadError(f"larger than {files.MAX_INPUT >> 20} MB, which is the limit for one release", name=_name(source))
    return data, _name(source)


def _save(data: bytes, target: Target) -> None:
    if isinstance(target, (str, os.PathLike)):
        files.save(Path(target), data)
    else:
        target.write(data)


@contextmanager
def _reporting(context: Context | None) -> Iterator[Context]:
    """The caller's context, or a new one whose losses become warnings at the end."""
    known = context or Context()
    yield known
    if context is None:
        for note in known.losses:
            warnings.warn(str(note), LossWarning, stacklevel=4)
