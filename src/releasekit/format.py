"""What a format is, and what a reader or writer may know of the world: bytes in, a `Release` out, and the other way."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeGuard, get_args

from attrs import evolve, field

from releasekit.errors import WriteError
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from releasekit.briefing import Origin, Pack
    from releasekit.model import Release
    from releasekit.profile import Profile
    from releasekit.style.house import House

NoteKind: TypeAlias = Literal["loss", "guess", "advice"]
Fallback: TypeAlias = Literal["error", "box"]
Track: TypeAlias = Literal["accept", "reject", "report"]
_FALLBACKS, _TRACKS = get_args(Fallback), get_args(Track)


@frozen
class Note:
    """Something that a reader or writer has to say: what it dropped, what it guessed, what to look at.

    `where` is a place in the release (a JSON Pointer such as `/body/3`), `line` a line of the input.
    """

    code: str
    """Kebab-case and stable: programs may rely on it."""
    message: str
    where: str = ""
    line: int | None = None
    kind: NoteKind = "loss"

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]" + (f" at {self.where}" if self.where else "")


class Resources(Protocol):
    """Where pictures and other files that a release names come from."""

    def __call__(self, href: str, /) -> bytes | None:
        """The bytes behind a relative path, or None where there are none or they may not be read."""


class Carrying(Protocol):
    """Resources of a document that holds its pictures inside."""

    around: Resources
    """Where other files come from."""

    def __call__(self, href: str, /) -> bytes | None:
        """As `Resources`: a picture that is inside, else what is around."""

    def carried(self, href: str, /) -> bytes | None:
        """The bytes of a picture that the document itself holds, or None."""


def no_resources(_href: str, /) -> bytes | None:
    """The resources of a release that came from no folder: none."""
    return None


def are_carrying(resources: Resources) -> TypeGuard[Carrying]:
    """Whether resources are those of a document that holds its pictures inside.

    Every writing asks, and a protocol that can be asked takes a tenth of it to answer.
    """
    return hasattr(resources, "carried") and hasattr(resources, "around")


class Context:
    """The one thing through which a reader or writer touches the world: it reports notes and asks for resources."""

    def __init__(
        self,
        *,
        name: str = "",
        resources: Resources = no_resources,
        strict: bool = False,
        find: bool = True,
        profiles: Iterable[Profile] = (),
        house: House | None = None,
        template: bytes | None = None,
        track: Track = "accept",
        comments: bool = False,
        fallback: Fallback = "error",
    ) -> None:
        self.name = name
        """What to call the input or output in a message."""
        self.resources = resources
        self.strict = strict
        """Whether a reader refuses what it would otherwise guess or leave out, and what is not valid by its format's schema."""
        self.find = find
        """Whether a reader looks for fields in the words where the markup states none."""
        self.profiles = tuple(profiles)
        """House rules for what a reader looks for: the first that the release matches is used."""
        self.house = house
        """How a writer of pages sets them: a house style, or None for the shipped `ministry`."""
        self.template = template
        """A Word file whose styles, headers, footers and page a Word document takes; other formats pass over it."""
        if track not in _TRACKS:
            raise ValueError(f"tracked changes are accepted, rejected or reported, not {track!r}: give one of {_TRACKS}")
        self.track = track
        """What a reader does with tracked changes: take them, undo them, or take them and report each."""
        self.comments = comments
        """Whether a reader keeps comments, as notes to whoever edits the release."""
        if fallback not in _FALLBACKS:
            raise ValueError(f"a character that no font has is an error or a box, not {fallback!r}: give one of {_FALLBACKS}")
        self.fallback = fallback
        """What a writer of pages does with a character that no font has: refuse it, or show a box and report it."""
        self.notes: list[Note] = []
        self._known: set[Note] = set()

    def report(self, note: Note) -> None:
        """Add a note, once."""
        if note not in self._known:
            self._known.add(note)
            self.notes.append(note)

    def loss(self, code: str, message: str, where: str = "", line: int | None = None) -> None:
        """Report that something of the input does not reach the output."""
        self.report(Note(code, message, where, line, "loss"))

    def guess(self, code: str, message: str, where: str = "", line: int | None = None) -> None:
        """Report that something was understood by rule, and could be wrong."""
        self.report(Note(code, message, where, line, "guess"))

    def advise(self, code: str, message: str, where: str = "", line: int | None = None) -> None:
        """Report what a person should look at, though nothing is lost."""
        self.report(Note(code, message, where, line, "advice"))

    @property
    def losses(self) -> list[Note]:
        """The notes that say that something was lost."""
        return [note for note in self.notes if note.kind == "loss"]


class PackContext(Context):
    """The context of a whole pack: its own `resources` are what stands beside the manifest, such as a logo and attached files."""

    def __init__(
        self,
        *,
        around: Mapping[str, Resources] | None = None,
        progress: Callable[[], None] | None = None,
        duplex: bool = False,
        say_blank: bool = False,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self.around = dict(around or {})
        """By the name of an entry's origin: where the pictures of its release come from."""
        self.duplex = duplex
        """Whether a writer of pages sets them for print on both sides: each release and each list begins on the front of a leaf."""
        self.say_blank = say_blank
        """Whether a page that stays empty says that it is meant to."""
        self._progress = progress

    @contextmanager
    def of(self, origin: Origin, at: int) -> Iterator[Context]:
        """The context of one release of the pack, by where it is from and its place in `pack.entries`, while it is read or written.

        What is told to it is told to the pack, with the place: `/entries/3/body/2`. At the end the entry counts as done.
        """
        inner = Context(
            name=origin.name or self.name, resources=self.around.get(origin.name, no_resources),
            strict=self.strict, house=self.house, fallback=self.fallback,
        )  # fmt: skip
        try:
            yield inner
        except WriteError as error:
            error.name = error.name or inner.name
            raise
        self.around[origin.name] = inner.resources
        for note in inner.notes:
            self.report(evolve(note, where=f"/entries/{at}{note.where}"))
        self.advance()

    def advance(self) -> None:
        """One more release is done: whoever shows progress wants to know."""
        if self._progress:
            self._progress()


class Reader(Protocol):
    """Bytes to a release. Raises `ReadError`; reports what it drops and guesses."""

    def __call__(self, data: bytes, context: Context, /) -> Release:
        """Read."""


class Writer(Protocol):
    """A release in canonical form to bytes: the same release gives the same bytes."""

    def __call__(self, release: Release, context: Context, /) -> bytes:
        """Write."""


class PackReader(Protocol):
    """Bytes to a pack. Raises `ReadError`."""

    def __call__(self, data: bytes, context: PackContext, /) -> Pack:
        """Read."""


class PackWriter(Protocol):
    """A pack in canonical form to bytes: the same pack gives the same bytes."""

    def __call__(self, pack: Pack, context: PackContext, /) -> bytes:
        """Write."""


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


@frozen(kw_only=True)
class Format:
    """A name, what it claims, and up to two functions."""

    name: str
    title: str
    """What a person calls it: `Word document`."""
    aliases: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    """With their dot and in lower case; the first is the one that is written."""
    media_type: str = "application/octet-stream"
    read: Reader | None = None
    write: Writer | None = None
    read_pack: PackReader | None = None
    """Where a file of this format may hold a whole briefing pack."""
    write_pack: PackWriter | None = None
    excuse: Callable[[bytes], str | None] | None = None
    """Why these bytes are not ours, or None if they could be; without it the bytes are never taken for this format."""
    check: Callable[[bytes, Context], Iterable[Note]] | None = None
    """What in these bytes is not as the format's own schema says: findings of the kind `advice`, each with its line.

    Asked only for bytes that `read` took. What only those need who want to know all goes to the context as advice.
    """
    drops: frozenset[str] = field(default=frozenset(), converter=_names)
    """What it cannot carry: fields (`embargo`), nodes (`Speech`), and fields of nodes and records (`Cell.colspan`, `Number.scheme`)."""
    flattens: frozenset[str] = field(default=frozenset(), converter=_names)
    """What of `drops` leaves its words behind, as ordinary text: a mark, a speech turn, an attribution."""
    lossless: bool = False
    """Whether `read(write(release)) == release` for every release that it does not refuse to write."""

    def __attrs_post_init__(self) -> None:
        """Raise `ValueError` where `flattens` names what `drops` does not."""
        if strangers := sorted(self.flattens - self.drops):
            raise ValueError(f"the format {self.name!r} flattens {', '.join(strangers)}, and does not drop it")
