"""Lists: each list of a document in, its number and the package's `numbering.xml` out (ECMA-376, 17.9).

A definition for each style of list has nine levels; every list is an instance of one, so that its numbers begin where it
says and two lists that stand one below the other stay two.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from releasekit.formats.docx.archive import continued
from releasekit.formats.docx.markup import DECLARATION, NAMESPACES, quoted
from releasekit.formats.docx.stylesheet import LIST_INDENT
from releasekit.model import BulletList, OrderedList

if TYPE_CHECKING:
    from releasekit.formats.docx.archive import Content
    from releasekit.style.house import House

LEVELS = 9
"""What Word can nest (17.9.6)."""

_FORMATS = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_DEFINITIONS = {"bullet": 0} | {style: number for number, style in enumerate(_FORMATS, 1)}
_BULLETS = ("•", "–", "▪")
_FIXED = (_DEFINITIONS["bullet"], _DEFINITIONS["decimal"])
"""What the styles List Bullet and List Number refer to, as numbers 1 and 2."""


def is_counted(ordered: OrderedList) -> bool:
    """Whether Word counts a list as the model does: past z it writes bb, not ab, and no Roman zero or number over 32767."""
    first, last = ordered.start, ordered.start + len(ordered.items) - 1
    if ordered.style == "decimal":
        return last <= 32767
    return first > 0 and last <= (26 if ordered.style.endswith("alpha") else 3999)


class Numbering:
    """The lists of one document."""

    def __init__(self) -> None:
        self._instances: list[str] = []
        self._known: dict[str, str] = {}

    def add(self, found: BulletList | OrderedList, level: int) -> int:
        """The number of a new list, at a level from 0 to 8."""
        number = len(_FIXED) + len(self._instances) + 1
        style = found.style if isinstance(found, OrderedList) else "bullet"
        self._known[str(number)] = _FORMATS.get(style, "bullet")
        start = ""
        if isinstance(found, OrderedList):
            start = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{found.start}"/></w:lvlOverride>'
        self._instances.append(_instance(number, _DEFINITIONS[style], start))
        return number

    def format(self, number: str, _level: int) -> str:
        """How the list of a number counts, in Word's words, at any of its levels."""
        return self._known.get(number, "")

    def content(self, house: House) -> Content:
        """What the part `numbering.xml` holds."""
        return continued(_fixed(house), f"{''.join(self._instances)}</w:numbering>")


@lru_cache(maxsize=8)
def _fixed(house: House) -> str:
    """What every document has: the definitions, and the instances that styles refer to; without the end tag."""
    definitions = [_definition(number, style, house) for style, number in _DEFINITIONS.items()]
    instances = [_instance(number, definition) for number, definition in enumerate(_FIXED, 1)]
    return "".join([f"{DECLARATION}<w:numbering {NAMESPACES}>", *definitions, *instances])


def _instance(number: int, definition: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


def _definition(number: int, style: str, house: House) -> str:
    levels = "".join(_level(level, style, house) for level in range(LEVELS))
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="52454C{number:02X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _level(level: int, style: str, house: House) -> str:
    bullet, font = style == "bullet", quoted(house.word_head_font)
    linked = {"bullet": "ListBullet", "decimal": "ListNumber"}.get(style, "") if level == 0 else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{_FORMATS.get(style, "bullet")}"/>'
        + (f'<w:pStyle w:val="{linked}"/>' if linked else "")
        + f'<w:lvlText w:val="{_BULLETS[level % len(_BULLETS)] if bullet else f"%{level + 1}."}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{LIST_INDENT * (level + 1)}" w:hanging="{LIST_INDENT}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="Arial" w:hint="default"/>'
        f'<w:color w:val="{house.accent.lstrip("#").upper()}"/></w:rPr></w:lvl>'
    )
