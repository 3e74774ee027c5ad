"""Lists as they are read: the part `numbering.xml` in, how each list counts, and from which number, out (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from releasekit.formats.docx.xml import W, said, stated, value
from releasekit.model.nodes import ListStyle
from releasekit.model.words import list_number

if TYPE_CHECKING:
    from collections.abc import Iterable

_STYLES: dict[str, ListStyle] = dict(
    zip(("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"), get_args(ListStyle), strict=True)
)
_BULLETS, _NUMBERS = "list bullet", "list number"
"""The lists that the styles of these names are, where nothing says how they count."""
_BLANKS = " \t\u00a0\uf020\uf0a0"
"""Characters without ink; the last two are those of symbol fonts."""
_PLACE = re.compile("%([1-9])")
_HIGHEST = 999_999_999


class _Level(NamedTuple):
    """How one level of a list counts."""

    format: str = ""
    start: int = 1
    text: str = ""
    """What stands before an item, with `%1` for the number at the first level."""
    style: str = ""
    """The style of paragraphs that belong to it."""


class Definitions:
    """How the lists of a document count, and of any other document with the same ones: nothing changes them."""

    def __init__(self, root: Any) -> None:
        self.formats: dict[str, dict[int, _Level]] = {_BULLETS: {}, _NUMBERS: {}}
        """By list: how each of its levels counts."""
        self.definition: dict[str, str] = {}
        """By list: the definition that it counts together with others of."""
        self.restarts: dict[str, dict[int, int]] = {}
        """By list: the number that each of its levels begins with, if not as the definition says."""
        if root is None:
            return
        found = {each.get(f"{W}abstractNumId", ""): each for each in root.iterfind(f"{W}abstractNum")}
        styled = {name: each for each in found.values() if (name := value(each, "styleLink"))}
        definitions: dict[str, dict[int, _Level]] = {}
        for number in root.iterfind(f"{W}num"):
            key = number.get(f"{W}numId", "")
            definition = self.definition[key] = value(number, "abstractNumId")
            if definition in found and definition not in definitions:
                base = found[definition]
                definitions[definition] = _levels(styled.get(value(base, "numStyleLink"), base).iterfind(f"{W}lvl"))
            overrides = number.findall(f"{W}lvlOverride")
            own = _levels(level for override in overrides for level in override.iterfind(f"{W}lvl"))
            self.formats[key] = definitions.get(definition, {}) | own
            self.restarts[key] = {
                _whole(override.get(f"{W}ilvl")): _whole(start)
                for override in overrides
                if (start := value(override, "startOverride"))
            }


class Lists:
    """The lists of a document; it counts their items as they are met."""

    def __init__(self, known: Definitions) -> None:
        self.known = known
        self._restarted: set[tuple[str, int]] = set()
        """The lists that have begun with a number of their own, by their levels."""
        self._counts: dict[str, dict[int, int]] = {}
        """By definition: the last number at each level."""

    def __contains__(self, number: str) -> bool:
        """Whether there is such a list."""
        return number in self.known.formats

    def is_simple(self, number: str) -> bool:
        """Whether a list is one of those that releasekit writes, and none that counts chapters."""
        return bool(self.known.restarts.get(number)) or self.format(number, 0) == "bullet"

    def format(self, number: str, level: int) -> str:
        """How a list counts at a level, in Word's words; empty if nothing says so."""
        return "bullet" if number == _BULLETS else self._level(number, level).format

    def _level(self, number: str, level: int) -> _Level:
        return self.known.formats.get(number, {}).get(level) or (_Level("decimal") if number == _NUMBERS else _Level())

    def level_of(self, number: str, styles: tuple[str, ...]) -> str:
        """The level of a list that belongs to one of the styles; empty for none."""
        levels = self.known.formats.get(number, {})
        return next((str(level) for style in styles for level, found in levels.items() if found.style == style), "")

    def goes_on(self, number: str, level: int) -> bool:
        """Whether paragraphs at a level belong to the item above: their bullet is a blank."""
        found = self._level(number, level)
        return found.format == "bullet" and bool(found.text) and not found.text.strip(_BLANKS)

    def is_one(self, number: str, other: str) -> bool:
        """Whether two lists count together: they have one definition."""
        return number == other or self._of(number) == self._of(other)

    def _of(self, number: str) -> str:
        """The definition of a list."""
        return self.known.definition.get(number, number)

    def is_counted(self, number: str, level: int) -> bool:
        """Whether paragraphs at a level have a number or a bullet, and are not merely indented."""
        found = self._level(number, level)
        return found.format != "none" or bool(found.text.strip())

    def is_labelled(self, number: str, level: int) -> bool:
        """Whether the number of an item stands among words, as in `Article 1.`; a list here has only numbers."""
        found = self._level(number, level)
        if found.format == "bullet":
            return False
        return any(map(str.isalpha, _PLACE.sub("", found.text)))

    def label(self, number: str, level: int) -> str:
        """Count an item, and give the words around its number with it; empty where there are none."""
        count = self.next(number, level)
        found = self._level(number, level)
        if not self.is_labelled(number, level):
            return ""
        counts = self._counts[self._of(number)] | {level: count}

        def said(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            above = self._level(number, at)
            return list_number(min(max(counts.get(at, above.start), 0), _HIGHEST), _STYLES.get(above.format, "decimal"))

        return _PLACE.sub(said, found.text).strip()

    def style(self, number: str, level: int) -> ListStyle | None:
        """How a list counts at a level; None for bullets."""
        format = self.format(number, level)
        return None if format in {"bullet", "none", ""} else _STYLES.get(format, "decimal")

    def next(self, number: str, level: int) -> int:
        """The number of the item that comes next in a list at a level."""
        counts = self._counts.setdefault(self._of(number), {})
        restart = self.known.restarts.get(number, {}).get(level)
        if restart is not None and (number, level) not in self._restarted:
            self._restarted.add((number, level))
            counts[level] = restart
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = self._level(number, level).start
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return min(max(counts[level], 0), _HIGHEST)


def _levels(levels: Iterable[Any]) -> dict[int, _Level]:
    return {_whole(level.get(f"{W}ilvl")): _level(stated(level)) for level in levels}


def _level(properties: dict[str, Any]) -> _Level:
    format, start, text, style = (said(properties.get(f"{W}{name}")) for name in ("numFmt", "start", "lvlText", "pStyle"))
    return _Level(format, _whole(start, 1), text, style)


def _whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number of at most nine digits."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 9 else otherwise
