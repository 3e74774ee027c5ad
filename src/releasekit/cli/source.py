"""The input of a command: a file name or `-` in, a release and what its reader had to say out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field

from releasekit import files, registry
from releasekit.cli import terminal
from releasekit.convert import reads
from releasekit.errors import FileError, FormatError, ReadError
from releasekit.format import Context, no_resources
from releasekit.values import frozen

if TYPE_CHECKING:
    import argparse

    from releasekit.format import Format, Resources, Track
    from releasekit.model import Release
    from releasekit.profile import Profile


TRACKS: tuple[Track, ...] = ("accept", "reject", "report")


@frozen
class Source:
    """An opened input."""

    name: str
    """What messages call it."""
    path: Path | None
    """Where it lies; None for standard input."""
    data: bytes = field(repr=False)
    format: Format
    resources: Resources
    named: bool
    """Whether `--from` named the format."""
    strict: bool = False
    """Whether a reader refuses what it would otherwise guess or leave out."""
    find: bool = True
    """Whether a reader looks for fields in the words."""
    profiles: tuple[Profile, ...] = ()
    """House rules: the first that the release matches is used."""
    track: Track = "accept"
    """What a reader does with tracked changes."""
    comments: bool = False
    """Whether a reader keeps comments."""

    def read(self) -> tuple[Release, Context]:
        """The release, and the context with the reader's notes. Raises `ReadError`."""
        context = Context(
            name=self.name,
            resources=self.resources,
            strict=self.strict,
            find=self.find,
            profiles=self.profiles,
            track=self.track,
            comments=self.comments,
        )
        try:
            release = reads(self.data, self.format, context=context)
        except (FormatError, ReadError) as error:
            message = error.message + self._advice()
            raise type(error)(message, name=error.name, line=error.line, column=error.column) from None
        if self.profiles and not (release.source and release.source.found):
            context.advise("profile-unused", "nothing was found in the words of this file, by a profile or without one")
        return release, context

    def _advice(self) -> str:
        """What the content looks like, where the suffix says something else."""
        if self.named or not self.data.strip():
            return ""
        try:
            seen = registry.detect(self.data)
        except FormatError:
            return ""
        return "" if seen.name in {"text", self.format.name} else f"; it looks like {seen.title}: try --from {seen.name}"


def is_input(path: Path, opened: Source) -> bool:
    """Whether a path is that of the input, or of the file that standard input comes from. Raises `OSError`."""
    if opened.path:
        return files.same(path, opened.path)
    try:
        return os.path.samestat(os.fstat(sys.stdin.fileno()), path.stat())
    except (OSError, ValueError):  # standard input is no file, or there is none at the path
        return False


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that reads a release."""
    parser.add_argument("input", metavar="IN", help="the file to read; - is standard input")
    parser.add_argument(
        "-f", "--from", dest="reader", metavar="FORMAT", help="the format of IN; else its suffix decides, or its content"
    )
    parser.add_argument(
        "--resources",
        action="append",
        default=[],
        metavar="DIR",
        help="look for pictures in this folder too, after the folder of IN; may be given several times",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="refuse IN where its reader would guess or lose something, or where it is not valid by the schema of its format",
    )
    finding(parser)
    editing(parser)
    parser.add_argument("-v", "--verbose", action="store_true", help="show every loss and guess, also those that repeat")


def finding(parser: argparse.ArgumentParser) -> None:
    """The arguments that say how fields are found in words."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--no-find",
        dest="find",
        action="store_false",
        help="look for no fields in the words: what is not marked up as a field stays in the text",
    )
    how.add_argument(
        "--profile",
        dest="profiles",
        action="append",
        default=[],
        metavar="FILE",
        help="find fields by the house rules in FILE; of several, by the first that matches the release",
    )


def editing(parser: argparse.ArgumentParser) -> None:
    """The arguments that say what becomes of what editors left in a document."""
    parser.add_argument(
        "--track",
        choices=TRACKS,
        default=TRACKS[0],
        metavar="HOW",
        help="what to do with tracked changes: accept (as without this), reject, or report, which accepts and tells each",
    )
    parser.add_argument("--comments", action="store_true", help="keep comments as footnotes, with who made them and when")


def opened(args: argparse.Namespace) -> Source:
    """The input that the arguments name. Raises `FileError`, `FormatError`."""
    if not args.input:
        args.wrong("the name of IN is empty")
    wanted = named(args, args.reader) if args.reader else None
    if wanted and wanted.read is None:
        args.wrong(f"{wanted.title} is written, not read: see releasekit formats")
    folders = [_folder(name) for name in args.resources]
    profiles = profiles_in(args.profiles)
    if args.input == "-":
        path, name, data = None, terminal.STDIN, _standard_input()
    else:
        path, name = Path(args.input), args.input
        if is_folder(path):
            raise FileError("it is a folder: name a file", name=name)
        data = files.load(path)
        folders.insert(0, path.absolute().parent)
    resources = files.Folders(*folders) if folders else no_resources
    format = wanted or registry.by_suffix(args.input) or _detected(data, name)
    how = (args.strict, args.find, profiles, args.track, args.comments)
    return Source(name, path, data, format, resources, wanted is not None, *how)


def named(args: argparse.Namespace, name: str) -> Format:
    """The format of a name; one that there is not is wrong use."""
    try:
        return registry.by_name(name)
    except FormatError as error:
        args.wrong(error.message)
        raise


def is_folder(path: Path) -> bool:
    """Whether a folder is there; a name that no file can have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _detected(data: bytes, name: str) -> Format:
    if not data.strip():
        raise ReadError("the input is empty", name=name)
    try:
        return registry.detect(data)
    except FormatError as error:
        raise FormatError(error.message, name=name) from None


def _folder(name: str) -> Path:
    path = Path(name)
    if not is_folder(path):
        raise FileError("cannot look for pictures here: it is no folder", name=name)
    return path


def profiles_in(names: list[str]) -> tuple[Profile, ...]:
    """The profiles in files. One alone is for every release: whoever names it has picked it."""
    if not names:
        return ()
    profiles = tuple(_profile(name) for name in names)
    return profiles if len(profiles) > 1 else (evolve(profiles[0], match=()),)


def _profile(name: str) -> Profile:
    from releasekit.profile import Profile
    from releasekit.toml_file import text_of

    return Profile.from_toml(text_of(files.load(Path(name)), name, "profile"), name)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise FileError("cannot read: standard input is closed", name=terminal.STDIN)
    try:
        data = sys.stdin.buffer.read(files.MAX_INPUT + 1)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot read: {terminal.reason(error)}", name=terminal.STDIN) from None
    if len(data) > files.MAX_INPUT:
        message = f"larger than {files.MAX_INPUT >> 20} MB, which is the limit for one release"
        raise FileError(message, name=terminal.STDIN)
    return data
