"""Characters to faces: a character and the wanted shape in, the face that it is set in out.

A house's own fonts come first, if they have the letters of the script; then the families for that script; then those that
are asked for anything. No font is opened that is not asked.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.errors import WriteError
from releasekit.formats.pdf.families import CJK, EXTRAS, family, installed
from releasekit.formats.pdf.fonts import Cut, Face, face
from releasekit.formats.pdf.scripts import COMMON, home_script, script_name, script_of, unicode_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.format import Context
    from releasekit.style.fontfile import FontFace

SCRIPTS = {
    "Arab": ("ب", "Amiri"), "Hebr": ("ה", "Frank Ruhl Libre"), "Thai": ("ก", "Sarabun"), "Armn": ("ա", "Noto Sans Armenian"),
    "Beng": ("ক", "Noto Sans Bengali"), "Deva": ("क", "Noto Sans Devanagari"), "Ethi": ("ሀ", "Noto Sans Ethiopic"),
    "Geor": ("ა", "Noto Sans Georgian"), "Gujr": ("ક", "Noto Sans Gujarati"), "Guru": ("ਕ", "Noto Sans Gurmukhi"),
    "Khmr": ("ក", "Noto Sans Khmer"), "Knda": ("ಕ", "Noto Sans Kannada"), "Laoo": ("ກ", "Noto Sans Lao"),
    "Mlym": ("ക", "Noto Sans Malayalam"), "Mymr": ("က", "Noto Sans Myanmar"), "Orya": ("କ", "Noto Sans Oriya"),
    "Sinh": ("ක", "Noto Sans Sinhala"), "Taml": ("க", "Noto Sans Tamil"), "Telu": ("క", "Noto Sans Telugu"),
    "Hani": ("文", CJK), "Kana": ("あ", CJK), "Hang": ("한", CJK), "Bopo": ("ㄅ", CJK),
}  # fmt: skip
"""By script: a letter that tells whether a font is for it, and the family that sets it where the house has none."""

FALLBACKS = ("Noto Serif", "Noto Sans", "Source Sans 3", "Source Code Pro", "Noto Sans Symbols", "Noto Emoji")
"""The families that are asked, in this order, for what the wanted one does not have."""

BOX = "\u25a1"
"""What is shown for a character that no font has, where that is wanted."""

USUAL = 400
"""The weight of text that is not bold."""

BOXED = "Boxed"
"""What the name of a face begins with that shows nothing but boxes."""


@lru_cache(maxsize=500)
def chain(cut: Cut, script: str) -> tuple[str, ...]:
    """The families that are asked for a character of a script, in order."""
    house = (cut.first, cut.family, *cut.further) if cut.first and script in SCRIPTS else (cut.family, *cut.further)
    sans = not family(cut.family, cut.own).serif
    rest = (FALLBACKS[1], FALLBACKS[0], *FALLBACKS[2:]) if sans else FALLBACKS
    if script in SCRIPTS:
        letter, own = SCRIPTS[script]
        house = (*(name for name in house if ord(letter) in _at(name, cut).covers), own, *house)
    others = (name for _, name in SCRIPTS.values())
    return tuple(name for name in dict.fromkeys((*house, *rest, *others)) if name not in EXTRAS or installed(name))


def beside(wanted: str, other: str, lang: str, own: tuple[FontFace, ...] = ()) -> str:
    """The family for Western letters in a language: where its own letters have no serifs, rather the `other` that has none."""
    home = home_script(lang)
    if home == COMMON or not family(wanted, own).serif or family(other, own).serif:
        return wanted
    first = chain(Cut(wanted, own=own), home)[0]
    return wanted if first == wanted or family(first, own).serif else other


@lru_cache(maxsize=500)
def first_face(cut: Cut, script: str) -> Face:
    """The face that is asked first for a script."""
    return _at(chain(cut, script)[0], cut)


def choose(cluster: str, cut: Cut, script: str, before: Face | None) -> Face:
    """The face that has all of a character and its marks. Raises `WriteError` for a character that no font has.

    Digits, spaces and signs, which have no script of their own, stay in the face of the text `before` them. What no bold or
    italic face has is taken from an upright one of usual weight.
    """
    wanted = {ord(char) for char in cluster if not ignorable(char)}
    if before is not None and script_of(cluster[0]) == COMMON and wanted <= before.covers and not before.name.startswith(BOXED):
        return before
    names = chain(cut, script)
    for asked in _cuts(cut):
        for name in names:
            found = _at(name, asked)
            if wanted <= found.covers:
                return found
        if len(wanted) > 1:  # no one font has them together: the marks may come from another
            for name in names:
                found = _at(name, asked)
                if ord(cluster[0]) in found.covers and all(_covered(char, cut, script) for char in cluster[1:]):
                    return found
    if cut.box:
        return _boxes(cut)
    missing = next((char for char in cluster if not ignorable(char) and not _covered(char, cut, script)), cluster[0])
    raise WriteError(f"{missing_glyph(missing)}: {what_to_do(missing)}")


def _cuts(cut: Cut) -> tuple[Cut, ...]:
    """A cut, and the upright one of usual weight if it is another."""
    return (cut,) if cut.weight == USUAL and not cut.italic else (cut, evolve(cut, weight=USUAL, italic=False))


def _at(name: str, cut: Cut) -> Face:
    return face(name, cut.weight, cut.italic, cut.optical, cut.own)


@lru_cache(maxsize=100)
def _boxes(cut: Cut) -> Face:
    """The face that shows boxes: one that has them, by a name of its own."""
    found = next(each for name in chain(cut, COMMON) if ord(BOX) in (each := _at(name, cut)).covers)
    return evolve(found, name=f"{BOXED}-{found.name}")


def _covered(char: str, cut: Cut, script: str) -> bool:
    return ignorable(char) or any(ord(char) in _at(name, asked).covers for asked in _cuts(cut) for name in chain(cut, script))


def missing_glyph(char: str) -> str:
    """What to say about a character that no font has: which it is, and of which script."""
    script = script_of(char)
    where = f" (script: {script_name(script)})" if script not in {COMMON, "Zinh"} else ""
    return f"no font for the page has U+{ord(char):04X} {unicode_name(char)}{where}"


def what_to_install(char: str) -> str:
    """The command that installs a font for a character; empty where no package of ours has one."""
    own = SCRIPTS.get(script_of(char), ("", ""))[1]
    return f'pip install "releasekit[{EXTRAS[own]}]"' if own in EXTRAS and not installed(own) else ""


def what_to_do(char: str) -> str:
    """How a page can have a character that no font has."""
    return (
        what_to_install(char)
        or "name a font that has it in the house style (--style), or have a box in its place (--fallback box)"
    )


def report_boxes(chars: Iterable[str], context: Context) -> None:
    """Say which characters are shown as boxes: a note for each script, which names the first."""
    by_script: dict[str, list[str]] = {}
    for char in sorted(chars):
        by_script.setdefault(script_of(char), []).append(char)
    for first, *others in by_script.values():
        more = f" and {len(others)} more of its kind" if others else ""
        context.loss("character-boxed", f"{missing_glyph(first)}{more}: shown as a box; {what_to_do(first)}")


def report_lacking(lacking: Iterable[tuple[str, str]], context: Context) -> None:
    """Say which fonts of the house have no bold or italic file, where that was wanted: a note for each."""
    for name, what in sorted(lacking):
        context.advise(
            "face-missing", f"the font {name} of the house has no {what} file: the nearest stands for it; add it to files"
        )


@cache
def ignorable(char: str) -> bool:
    """Whether a character is drawn as nothing: joiners, direction marks, variation selectors (Unicode 5.21)."""
    code = ord(char)
    return (
        code in {0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF}
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
    )
