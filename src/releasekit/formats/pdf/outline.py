"""The outline, which a reader shows beside the pages: titles with their levels and places in, PDF objects out (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from releasekit.formats.pdf.code import text_string

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.formats.pdf.structure_out import Objects


class Entry(NamedTuple):
    """A title and where it stands."""

    title: str
    level: int
    """From 1, and at most one deeper than the entry before."""
    page: int
    top: float


def write_outline(entries: Sequence[Entry], pages: Sequence[bytes], objects: Objects) -> bytes | None:
    """Write the tree of entries, all of them open; a reference to it, or none where there are none."""
    if not entries:
        return None
    root, *numbers = objects.reserve(1 + len(entries))
    parents: list[int] = []
    below: dict[int, list[int]] = {root: []}
    inside = [root]
    for entry, number in zip(entries, numbers, strict=True):
        del inside[entry.level :]
        parents.append(inside[-1])
        below[inside[-1]].append(number)
        below[number] = []
        inside.append(number)
    counts = dict.fromkeys(below, 0)
    for number, parent in zip(reversed(numbers), reversed(parents), strict=True):
        counts[parent] += 1 + counts[number]
    beside = {number: index for kids in below.values() for index, number in enumerate(kids)}
    for entry, number, parent in zip(entries, numbers, parents, strict=True):
        row, index = below[parent], beside[number]
        links = [(b"Prev", row[index - 1])] if index else []
        links += [(b"Next", row[index + 1])] if index + 1 < len(row) else []
        objects.put(
            number,
            b"<</Title %s /Parent %d 0 R /Dest [%s /XYZ 0 %.2f 0]"
            % (text_string(entry.title), parent, pages[entry.page], entry.top)
            + b"".join([b" /%s %d 0 R" % link for link in links])
            + _down(below[number], counts[number])
            + b">>",
        )
    objects.put(root, b"<</Type /Outlines" + _down(below[root], counts[root]) + b">>")
    return b"%d 0 R" % root


def _down(row: Sequence[int], count: int) -> bytes:
    """What an entry says of those below it."""
    return b" /First %d 0 R /Last %d 0 R /Count %d" % (row[0], row[-1], count) if row else b""
