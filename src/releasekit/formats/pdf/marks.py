"""The content of one page: operators in, each within the mark of the part that it belongs to, the bytes of a content stream out.

Nothing is drawn outside a mark: what is not content of the document is an artifact by construction (ISO 14289-1, 7.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.pdf.code import utf16
from releasekit.formats.pdf.ink import Said, State
from releasekit.formats.pdf.structure import Artifact, Marked, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable


class Content:
    """What is drawn on a page: the decoration first, since it lies below the words, then the words and pictures."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.parents: list[Tag] = []
        """The part that each marked-content sequence belongs to, by its number."""
        self.ink = State()
        self._decoration: list[str] = []
        self._code: list[str] = []
        self._open: Tag | None = None

    def decorate(self, code: str) -> None:
        """Draw a rule or a ground."""
        self._decoration.append(code)

    def allot(self, tag: Tag) -> int:
        """The number of a new sequence of a part."""
        number = len(self.parents)
        self.parents.append(tag)
        tag.hold(Marked(self.page, number))
        return number

    def draw(self, tag: Tag, code: Iterable[str | Said]) -> None:
        """Draw something of a part; what follows on the same part stays in one sequence.

        What is said beside its glyphs is a sequence of the part by itself: programs lose what follows one within another.
        """
        for each in code:
            if isinstance(each, Said):
                self._say(tag, each)
                continue
            if tag is not self._open:
                self._close()
                if isinstance(tag, Artifact):
                    self._code.append(f"/Artifact <<{tag.role}>> BDC" if tag.role else "/Artifact BMC")
                else:
                    self._code.append(f"/{tag.role} <</MCID {self.allot(tag)}>> BDC")
                self._open = tag
            self._code.append(each)

    def _say(self, tag: Tag, said: Said) -> None:
        actual = f"/ActualText <FEFF{utf16(said.text)}>"
        if isinstance(tag, Artifact):
            self._code += [f"/Span <<{actual}>> BDC", *said.code, "EMC"]
        else:
            self._close()
            self._code += [f"/Span <</MCID {self.allot(tag)} {actual}>> BDC", *said.code, "EMC"]

    def _close(self) -> None:
        if self._open is not None:
            self._code.append("EMC")
            self._open = None

    def data(self) -> bytes:
        """The content stream."""
        self._close()
        below = ["/Artifact BMC", *self._decoration, "EMC"] if self._decoration else []
        return "\n".join([*below, *self._code]).encode("ascii")
