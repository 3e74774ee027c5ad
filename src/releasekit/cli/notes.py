"""What readers and writers had to say, as lines: notes in, `FILE:LINE: lost: message [code]` out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.cli import terminal
from releasekit.errors import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.format import Note

LABELS = {"loss": "lost", "guess": "guessed", "advice": "note"}
"""What a line calls each kind of note."""

SHOWN = 5
"""How many different messages of one code are shown, unless all are asked for."""


def say(notes: Iterable[tuple[str, Note]], *, verbose: bool = False) -> None:
    """Print notes, each with the name of the file that it speaks of, to standard error, behind all that was put out before."""
    terminal.flush()  # so that what both say stands in its order where they are one
    for line in lines(notes, verbose=verbose):
        terminal.say(line)


def lines(notes: Iterable[tuple[str, Note]], *, verbose: bool = False) -> Iterator[str]:
    """A line for each note; unless `verbose`, equal ones share a line, and of one code only the first few are shown.

    Whatever is left out is counted.
    """
    if verbose:
        yield from (line(name, note) for name, note in notes)
        return
    sorts: dict[tuple[str, str, str], dict[str, list[Note]]] = {}
    for name, note in notes:
        sorts.setdefault((name, note.kind, note.code), {}).setdefault(note.message, []).append(note)
    for (name, kind, code), messages in sorts.items():
        groups = [*messages.values()]
        shown = groups if len(groups) <= SHOWN + 1 else groups[:SHOWN]
        for first, *more in shown:
            yield line(name, first) + (f" (and {len(more)} more like this; --verbose shows all)" if more else "")
        if left := sum(map(len, groups[len(shown) :])):
            yield f"{name}: {LABELS[kind]}: {left} more of this sort [{code}]; --verbose shows all"


def line(name: str, note: Note) -> str:
    """One note as a line."""
    where = f" at {note.where}" if note.where else ""
    return f"{place(name, note.line)}{LABELS[note.kind]}: {note.message} [{note.code}]{where}"


def plain(note: Note) -> dict[str, object]:
    """A note as plain data."""
    return {"kind": note.kind, "code": note.code, "message": note.message, "where": note.where, "line": note.line}
