"""A plan to a pack: files are found and read, those that are wanted chosen and ordered, embargoes kept; what is left out is told."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, fields

from releasekit import files, registry
from releasekit.binding.found import A_PACK, files_at, is_other, same_file
from releasekit.briefing import Cover, Entry, LeftOut, Origin, Pack, Part, canonical, chosen, is_held, overall
from releasekit.convert import reads
from releasekit.errors import EmbargoError, FieldError, FileError, FormatError, PackError, ReadError
from releasekit.format import Context

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from releasekit.binding.plan import Item, Plan
    from releasekit.briefing import Enclosure
    from releasekit.format import Format, PackContext

_SAID = {
    "duplicate": "left-out-duplicate",
    "superseded": "left-out-superseded",
    "withdrawn": "left-out-withdrawn",
    "not-chosen": "left-out-not-chosen",
}


def gather(
    plan: Plan,
    context: PackContext,
    *,
    at: datetime,
    embargoed: bool = False,
    keep_going: bool = False,
    target: Path | None = None,
) -> Pack:
    """The pack that a plan is for; `at` is the instant by which embargoes are judged.

    A folder or pattern never takes the `target`, which an earlier run may have written. What is left out is told to the
    context. Raises `ReadError` for a release that cannot be read (with `keep_going` it is listed as missing), `EmbargoError`
    for one that is under embargo (with `embargoed` it is stamped), `FileError`.
    """
    reading = _Reading(context, target, keep_going=keep_going)
    parts = [[entry for item in section.items for entry in reading.entries(item)] for section in plan.sections]
    found = chosen(parts, plan.choice, plan.lang)
    for left in found.left_out:
        context.advise(_SAID[left.reason], f"{left.origin.name} is left out: {left.said}")
    held = _held(found.parts, at, embargoed=embargoed)
    secret = set() if embargoed else {entry.origin.name for part in parts for entry in part if is_held(entry.release, at)}
    left_out = tuple(_unnamed(left) if left.origin.name in secret else left for left in found.left_out)
    made = [
        Part(title=section.title, note=section.note, entries=_stamped(entries, held))
        for section, entries in zip(plan.sections, found.parts, strict=True)
        if entries
    ]
    if not made:
        raise ReadError("nothing is left to be bound" + _reasons([*found.left_out, *reading.missing]), name=context.name)
    cover = {each.name: getattr(plan, each.name) for each in fields(Cover)} | {"lang": plan.lang or _most_spoken(made)}
    pack = canonical(Pack(**cover, parts=tuple(made), left_out=(*left_out, *reading.missing)))
    _advise(pack, context)
    return pack


class _Reading:
    """The reading of all items of a plan."""

    def __init__(self, context: PackContext, target: Path | None, *, keep_going: bool) -> None:
        self.context = context
        self.target = target
        self.keep_going = keep_going
        self.missing: list[LeftOut] = []
        self.names: set[str] = set()

    def entries(self, item: Item) -> Iterator[Entry]:
        """The entries that an item stands for."""
        if item.release is not None:
            yield self._entry(item, Entry(release=item.release, origin=Origin(name=self._name(item.name))))
            return
        path = Path(item.name) if item.base is None else item.base / item.name
        try:
            paths = files_at(path)
        except FileError as error:
            if item.file:
                raise item.refusal(f"{item.name}: {error.message}") from None
            raise ReadError(error.message, name=error.name) from None
        for one in paths:
            named = one == path
            if same_file(one, self.target):
                if named or self._is_release(one, item):
                    raise FileError("this is a release to be bound: name another file with -o", name=str(self.target))
                continue
            name = _called(one, path, item)
            try:
                yield from self._read(one, name, item, named=named)
            except PackError as error:
                if named:
                    raise self._refusal(item, name, error) from None
                self.context.advise("left-out-other", f"{name} is left out: {A_PACK}")
            except (ReadError, FormatError, FileError) as error:
                if not self.keep_going:
                    raise self._refusal(item, name, error) from None
                self.context.loss("release-missing", f"{name} cannot be read, and is listed as missing: {error.message}")
                self.missing.append(LeftOut(origin=Origin(name=name), reason="unread", said=error.message))

    def _is_release(self, path: Path, item: Item) -> bool:
        """Whether a file can be read as a release, and is not the pack that an earlier run has written."""
        try:
            data = files.load(path)
            if is_other(path, data):
                return False
            reads(data, self._format(path, item, data), context=Context(name=str(path)))
        except (ReadError, FormatError, FileError):
            return False
        return True

    def _refusal(self, item: Item, name: str, error: ReadError | FormatError | FileError) -> Exception:
        """What stops the pack: a file that a manifest names and that is not there is the manifest's fault, with its line."""
        if isinstance(error, FileError) and item.file:
            return item.refusal(f"{name}: {error.message}")
        error.name = error.name or name
        return error

    def _read(self, path: Path, name: str, item: Item, *, named: bool) -> Iterator[Entry]:
        if named and path.suffix.lower() == ".toml":
            raise item.refusal(f"{name} is a manifest, and no release: put it into include")
        data = files.load(path)
        if not named and (reason := is_other(path, data)):
            self.context.advise("left-out-other", f"{name} is left out: {reason}")
            return
        format = self._format(path, item, data)
        inner = Context(
            name=str(path), resources=files.Folders(path.absolute().parent), strict=self.context.strict, find=self.context.find,
            profiles=self.context.profiles, track=self.context.track, comments=self.context.comments,
        )  # fmt: skip
        release = reads(data, format, context=inner)
        for note in inner.notes:
            at = f"{name}:{note.line}" if note.line else name
            self.context.report(evolve(note, message=f"{at}: {note.message}", line=None, where=""))
        origin = Origin(name=self._name(name), digest=_digest(data), format=format.name)
        self.context.around[origin.name] = inner.resources
        self.context.advance()
        yield self._entry(item, Entry(release=release, origin=origin))

    def _format(self, path: Path, item: Item, data: bytes) -> Format:
        if item.format:
            return registry.by_name(item.format)
        return registry.by_suffix(path.name) or registry.detect(data)

    def _entry(self, item: Item, entry: Entry) -> Entry:
        """The entry as the item wants it bound."""
        enclosures = tuple(map(self._enclosed, item.enclosures))
        return evolve(
            entry, title=item.title, note=item.note, marking=item.marking, letterhead=item.letterhead, enclosures=enclosures
        )

    def _enclosed(self, enclosure: Enclosure) -> Enclosure:
        data = self.context.resources(enclosure.href)
        kind = mimetypes.guess_type(enclosure.href)[0] or "application/octet-stream"
        return evolve(enclosure, digest=_digest(data) if data is not None else "", media_type=kind)

    def _name(self, name: str) -> str:
        """A name that no other entry has."""
        free, more = name or f"release-{len(self.names) + 1}", 2
        while free in self.names:
            free, more = f"{name} ({more})", more + 1
        self.names.add(free)
        return free


def _called(path: Path, given: Path, item: Item) -> str:
    """What the pack calls a file: its path as it was given, but nothing of where that lies on this machine."""
    name = Path(item.name) if path == given else Path(os.path.relpath(path, item.base or Path()))
    if Path(item.name).is_absolute() or ".." in name.parts:
        name = path.relative_to(given) if path.is_relative_to(given) and path != given else Path(path.name)
    return name.as_posix()


def _most_spoken(parts: list[Part]) -> str:
    """The language of most releases; of several alike, that of the first."""
    spoken = Counter(entry.release.lang for part in parts for entry in part.entries if entry.release.lang)
    return spoken.most_common(1)[0][0] if spoken else ""


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _held(parts: tuple[tuple[Entry, ...], ...], at: datetime, *, embargoed: bool) -> set[str]:
    """The names of the entries that are under embargo. Raises `EmbargoError` if there are any, and they may not be bound."""
    held = [entry for part in parts for entry in part if is_held(entry.release, at)]
    if held and not embargoed:
        first = held[0].release
        until = f" until {first.embargo.until}" if first.embargo and first.embargo.until else ""
        more = f", and {len(held) - 1} more" if len(held) > 1 else ""
        message = f"under embargo{until}{more}: nothing is bound; with --embargoed it is, and stamped"
        raise EmbargoError(message, name=held[0].origin.name)
    return {entry.origin.name for entry in held}


def _unnamed(left: LeftOut) -> LeftOut:
    """The same without what its headline, number and date give away: it is under embargo, and only its file is named."""
    return evolve(left, title="", number="", date=None)


def _stamped(entries: tuple[Entry, ...], held: set[str]) -> tuple[Entry, ...]:
    return tuple(evolve(entry, embargoed=entry.origin.name in held) for entry in entries)


def _reasons(left: list[LeftOut]) -> str:
    return f": {left[0].origin.name} is left out, because {left[0].said}" if left else ""


def _advise(pack: Pack, context: PackContext) -> None:
    """Tell what a person should look at. Raises `ReadError` for a marking that is not known."""
    try:
        highest = overall(pack)
    except FieldError as error:
        raise ReadError(str(error), name=context.name) from None
    if pack.marking and highest and highest != overall(evolve(pack, parts=(_unmarked(pack),))):
        context.advise("marking-raised", f"the pack is marked {highest}, as a release in it is, and not {pack.marking}")
    for at, entry in enumerate(pack.entries):
        if entry.release.replaced_by:
            words = f"{entry.origin.name} says that it was replaced, and what replaced it is not here: look for it"
            context.advise("replaced-elsewhere", words, f"/entries/{at}")
        if entry.embargoed:
            context.advise("embargoed", f"{entry.origin.name} is under embargo, and stamped", f"/entries/{at}")


def _unmarked(pack: Pack) -> Part:
    """A part that says nothing of markings."""
    entry = pack.entries[0]
    extra = tuple(each for each in entry.release.extra if each.key != "marking")
    return Part(entries=(evolve(entry, marking="", release=evolve(entry.release, extra=extra)),))
