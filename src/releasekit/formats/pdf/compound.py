"""Glyphs put together: a TrueType font and which of its glyphs stand where in, the font with one more glyph for each group out.

A letter with its marks then is one glyph that is as wide as the letter's place on the line, in every program that looks.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PART, _MORE, _OVERLAP = 0x0003, 0x0020, 0x0400
"""What a part of a composite glyph says of itself: two words that are a distance; that parts follow; that parts may meet."""

_CHECKED = 0xB1B0AFBA
"""What a font file adds up to, by its last check sum (OpenType, `head`)."""


class Compound(NamedTuple):
    """A glyph that is made of others. Lengths are in units of the font."""

    parts: tuple[tuple[int, int, int], ...]
    """Each glyph with its place, to the right and upwards; without parts it is a line without a height, which draws nothing."""
    advance: int


def compounded(program: bytes, compounds: Sequence[Compound], places: Mapping[int, int]) -> bytes:
    """The font with the compounds behind its own glyphs; `places` says where the glyphs that they name stand in it."""
    tables = _tables(program)
    (count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    starts = _starts(tables, count)
    glyphs, outlines = bytearray(tables[b"glyf"][: starts[-1]]), tables[b"glyf"]
    metrics = _metrics(tables, count)
    for compound in compounds:
        made, left = _glyph(compound, places, outlines, starts)
        glyphs += made + bytes(len(made) % 2)
        starts.append(len(glyphs))
        metrics.append((compound.advance, left))
    tables[b"glyf"] = bytes(glyphs)
    tables[b"loca"] = struct.pack(f">{len(starts)}I", *starts)
    tables[b"hmtx"] = b"".join([struct.pack(">Hh", *metric) for metric in metrics])
    tables[b"head"] = tables[b"head"][:50] + struct.pack(">h", 1) + tables[b"head"][52:]
    widest = max(advance for advance, _ in metrics)
    tables[b"hhea"] = (
        tables[b"hhea"][:10] + struct.pack(">H", widest) + tables[b"hhea"][12:34] + struct.pack(">H", len(metrics))
    )
    tables[b"maxp"] = _limits(tables[b"maxp"], len(metrics), max(len(compound.parts) for compound in compounds))
    return _file(program[:4], tables)


def _glyph(compound: Compound, places: Mapping[int, int], outlines: bytes, starts: Sequence[int]) -> tuple[bytes, int]:
    """A composite glyph (OpenType, `glyf`), and how far from its origin it begins."""
    boxes, parts = [], []
    for glyph, x, y in compound.parts:
        place = places[glyph]
        if starts[place] < starts[place + 1]:  # it draws something
            low, bottom, high, top = struct.unpack_from(">4h", outlines, starts[place] + 2)
            boxes.append((low + x, bottom + y, high + x, top + y))
            parts.append((place, x, y))
    if not compound.parts:
        return struct.pack(">5h2H3B", 1, 0, 0, compound.advance, 0, 1, 0, 0x31, 0x33, compound.advance), 0
    if not parts:
        return b"", 0
    lows, bottoms, highs, tops = zip(*boxes, strict=True)
    out = struct.pack(">5h", -1, min(lows), min(bottoms), max(highs), max(tops))
    for number, (place, x, y) in enumerate(parts, 1):
        flags = _PART | _OVERLAP * (number == 1) | _MORE * (number < len(parts))
        out += struct.pack(">HHhh", flags, place, x, y)
    return out, min(lows)


def _tables(program: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">H", program, 4)
    entries = [struct.unpack_from(">4sIII", program, 12 + 16 * index) for index in range(count)]
    return {name: program[offset : offset + length] for name, _, offset, length in entries}


def _starts(tables: Mapping[bytes, bytes], count: int) -> list[int]:
    """Where each glyph begins, and where the last ends."""
    if struct.unpack_from(">h", tables[b"head"], 50) == (1,):
        return [*struct.unpack_from(f">{count + 1}I", tables[b"loca"])]
    return [2 * half for half in struct.unpack_from(f">{count + 1}H", tables[b"loca"])]


def _metrics(tables: Mapping[bytes, bytes], count: int) -> list[tuple[int, int]]:
    """How wide each glyph is, and how far from its origin it begins; the last width that is said is that of all behind it."""
    (full,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    metrics = [*struct.iter_unpack(">Hh", tables[b"hmtx"][: 4 * full])]
    lefts = struct.unpack_from(f">{count - full}h", tables[b"hmtx"], 4 * full)
    return [*metrics, *((metrics[-1][0], left) for left in lefts)]


def _limits(table: bytes, count: int, parts: int) -> bytes:
    """The table `maxp`, which says how large glyphs may be."""
    points, contours, joint_points, joint_contours = struct.unpack_from(">4H", table, 6)
    most = (max(points, joint_points), max(contours, joint_contours))
    elements, depth = struct.unpack_from(">2H", table, 28)
    return (
        table[:4]
        + struct.pack(">3H", count, points, contours)
        + struct.pack(">2H", *(min(0xFFFF, each * max(parts, 1)) for each in most))
        + table[14:28]
        + struct.pack(">2H", max(elements, parts), depth + 1)
    )


def _file(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    tables[b"head"] = tables[b"head"][:8] + bytes(4) + tables[b"head"][12:]
    power = 1 << (len(tables).bit_length() - 1)
    head = version + struct.pack(">4H", len(tables), 16 * power, power.bit_length() - 1, 16 * (len(tables) - power))
    body, offset = b"", len(head) + 16 * len(tables)
    directory = b""
    for name, table in sorted(tables.items()):
        directory += struct.pack(">4sIII", name, _sum(table), offset + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    at = len(head + directory) + struct.unpack_from(">I", directory, directory.index(b"head") + 8)[0] - offset + 8
    program = head + directory + body
    return program[:at] + struct.pack(">I", (_CHECKED - _sum(program)) & 0xFFFFFFFF) + program[at + 4 :]


def _sum(table: bytes) -> int:
    """The check sum of a table (OpenType, the table directory)."""
    table += bytes(-len(table) % 4)
    total: int = sum(struct.unpack(f">{len(table) // 4}I", table))
    return total & 0xFFFFFFFF
