"""Words in styles, set in lines of a terminal: pieces of text in, lines that fit out, with colours or without.

Without colours what was taken away stands in `[-` and `-]`, what was added in `{+` and `+}`, as wdiff has it. Words that are
written from right to left are kept apart from what stands around them by the isolates of Unicode (UAX 9), so that a
terminal which knows them shows each line in its own order.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, TypeAlias

from releasekit.cli import terminal
from releasekit.cli.layout import wrapped
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Style: TypeAlias = Literal["", "heading", "removed", "added", "faint"]

_CODES: dict[Style, str] = {"": "", "heading": "1", "removed": "31;9", "added": "32;4", "faint": "2"}
_MARKS: dict[Style, tuple[str, str]] = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
_SPACE = re.compile(r"\s")
_RLI, _LRI, _FSI, _PDI = "\u2067", "\u2066", "\u2068", "\u2069"


@frozen
class Piece:
    """Some text in one style."""

    text: str
    style: Style = ""


@frozen
class Setter:
    """Sets lines for one terminal."""

    width: int
    colours: bool = False
    isolates: bool = True
    """Whether the terminal's encoding has the characters that keep directions apart."""

    def lines(self, pieces: Iterable[Piece], indent: int = 0) -> list[str]:
        """The pieces as one text, in lines of the width; those after the first are indented as the first is."""
        chars: list[str] = []
        styles: list[Style] = []
        for piece in self._marked(pieces):
            chars.append(piece.text)
            styles += [piece.style] * sum(not char.isspace() for char in piece.text)
        text = "".join(chars)
        direction = _direction(text) if self.isolates else ""
        at = 0
        out = []
        for line in wrapped(text, self.width - indent):
            count = sum(not char.isspace() for char in line)
            out.append(" " * indent + self._line(line, styles[at : at + count], direction))
            at += count
        return out

    def _marked(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """The pieces, harmless, with spaces in place of other white space, and with marks where there are no colours."""
        for piece in pieces:
            text = terminal.harmless(_SPACE.sub(" ", piece.text))
            if piece.style not in _MARKS:
                yield Piece(text, piece.style)
                continue
            words = text.strip(" ") or "␣"
            start = text[: len(text) - len(text.lstrip(" "))] if text.strip(" ") else ""
            end = text[len(start) + len(words) :] if text.strip(" ") else ""
            before, after = ("", "") if self.colours else _MARKS[piece.style]
            yield Piece(start)
            yield Piece(before + words + after, piece.style)
            yield Piece(end)

    def _line(self, line: str, styles: list[Style], direction: str) -> str:
        """One line, with what the terminal needs to know of styles and directions."""
        groups: list[tuple[Style, str]] = []
        waiting = ""
        known = iter(styles)
        for char in line:
            if char.isspace():
                waiting += char
                continue
            style = next(known)
            if groups and groups[-1][0] == style:
                groups[-1] = (style, groups[-1][1] + waiting + char)
            else:
                if waiting:
                    groups.append(("", waiting))
                groups.append((style, char))
            waiting = ""
        said = "".join(self._coloured(style, _isolated(text) if direction and style else text) for style, text in groups)
        return {"rtl": _RLI, "ltr": _LRI}[direction] + said + _PDI if direction else said

    def _coloured(self, style: Style, text: str) -> str:
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colours and style else text


def _isolated(text: str) -> str:
    return f"{_FSI}{text}{_PDI}"


def _direction(text: str) -> str:
    """`rtl` or `ltr` by the first letter, where some letter is written from right to left; else empty."""
    classes = [bidi for char in text if (bidi := unicodedata.bidirectional(char)) in {"L", "R", "AL"}]
    if not {"R", "AL"} & {*classes}:
        return ""
    return "ltr" if classes[0] == "L" else "rtl"
