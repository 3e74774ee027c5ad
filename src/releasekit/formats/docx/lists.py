"""Lists as they are read: the part `numbering.xml` in, how each list counts, and from which number, out (ECMA-376, 17.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from releasekit.formats.docx.xml import W, value
from releasekit.model.nodes import ListStyle

if TYPE_CHECKING:
    from collections.abc import Iterable

_STYLES: dict[str, ListStyle] = dict(
    zip(("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"), get_args(ListStyle), strict=True)
)
_LEVELS = 9
_HIGHEST = 999_999_999


class Lists:
    """The lists of a document; it counts their items as they are met."""

    def __init__(self, root: Any) -> None:
        self._formats: dict[str, dict[int, tuple[str, int]]] = {}
        """By list: the format and the start of each level."""
        self._definition: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        """By definition: the last number at each level."""
        if root is None:
            return
        definitions = {
            found.get(f"{W}abstractNumId", ""): _levels(found.iterfind(f"{W}lvl")) for found in root.iterfind(f"{W}abstractNum")
        }
        for number in root.iterfind(f"{W}num"):
            key = number.get(f"{W}numId", "")
            self._definition[key] = value(number, "abstractNumId")
            overrides = number.findall(f"{W}lvlOverride")
            own = _levels(level for override in overrides for level in override.iterfind(f"{W}lvl"))
            self._formats[key] = definitions.get(self._definition[key], {}) | own
            self._restarts[key] = {
                _whole(override.get(f"{W}ilvl")): _whole(start)
                for override in overrides
                if (start := value(override, "startOverride"))
            }

    def __contains__(self, number: str) -> bool:
        """Whether there is such a list."""
        return number in self._formats

    def is_simple(self, number: str) -> bool:
        """Whether a list is one of those that releasekit writes, and none that counts chapters."""
        return bool(self._restarts.get(number)) or self.format(number, 0) == "bullet"

    def format(self, number: str, level: int) -> str:
        """How a list counts at a level, in Word's words; empty if nothing says so."""
        return self._formats.get(number, {}).get(level, ("", 1))[0]

    def style(self, number: str, level: int) -> ListStyle | None:
        """How a list counts at a level; None for bullets."""
        format = self.format(number, level)
        return None if format in {"bullet", "none", ""} else _STYLES.get(format, "decimal")

    def next(self, number: str, level: int) -> int:
        """The number of the item that comes next in a list at a level."""
        counts = self._counts.setdefault(self._definition.get(number, number), {})
        restart = self._restarts.get(number, {}).pop(level, None)
        if restart is not None:
            counts[level] = restart
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = self._formats.get(number, {}).get(level, ("", 1))[1]
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return min(max(counts[level], 0), _HIGHEST)


def _levels(levels: Iterable[Any]) -> dict[int, tuple[str, int]]:
    return {_whole(level.get(f"{W}ilvl")): (value(level, "numFmt"), _whole(value(level, "start"), 1)) for level in levels}


def _whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number of at most nine digits."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 9 else otherwise
