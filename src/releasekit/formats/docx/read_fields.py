"""Fields (ECMA-376, 17.16): their marks as they are met in, whether words are shown, and what they link to, out."""

from __future__ import annotations

import re
from typing import Any

from releasekit.formats.docx.xml import W, is_on, value

_DEEPEST = 50
"""How many fields may stand one inside the other; a document that leaves more open is damaged."""
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\\[A-Za-z])|(\S+)')
_ESCAPED = re.compile(r"\\(.)")
_MARK = f"{W}fldChar"
_KIND = f"{W}fldCharType"


class Fields:
    """The fields that are open where a part is read.

    Between the begin of a field and its separator stands an instruction, and then what the field shows. Marks without their
    counterparts are passed over, so that a field which is never closed hides no words.
    """

    def __init__(self, root: Any) -> None:
        self._root = root
        """What holds all marks that may be met."""
        self._paired: set[Any] | None = None
        self._open: list[list[str]] = []
        """The instruction of each open field."""
        self._links: list[str | None] = []
        """What each links to; None while its instruction is read."""

    @property
    def are_open(self) -> bool:
        """Whether a field has begun and not ended."""
        return bool(self._links)

    @property
    def hides(self) -> bool:
        """Whether words are part of an instruction here."""
        return None in self._links

    @property
    def link(self) -> str:
        """What words link to here, as `packed` gives it."""
        return next((found for found in reversed(self._links) if found), "") if self._links else ""

    def instruction(self, text: str) -> None:
        """Take words of an instruction."""
        if self._links and self._links[-1] is None:
            self._open[-1].append(text)

    def mark(self, element: Any) -> str:
        """Take the begin, the separator or the end of a field; what is shown for it: the state of a form field."""
        if self._paired is None:
            self._paired = _paired(self._root)
        if element not in self._paired:
            return ""
        kind = element.get(_KIND)
        if kind == "begin":
            self._open.append([])
            self._links.append(None)
            return _form(element.find(f"{W}ffData"))
        if kind == "separate" and self._open:
            self._links[-1] = field_link("".join(self._open[-1]))
        elif kind == "end" and self._open:
            self._open.pop()
            self._links.pop()
        return ""


def _paired(root: Any) -> set[Any]:
    """The marks of fields that have a begin and an end."""
    found: set[Any] = set()
    opened: list[list[Any]] = []
    for mark in root.iter(_MARK):
        kind = mark.get(_KIND)
        if kind == "begin":
            opened.append([mark])
        elif kind == "separate" and opened:
            opened[-1][1:] = [mark]
        elif kind == "end" and opened:
            marks = opened.pop()
            if len(opened) < _DEEPEST:
                found.update(marks, (mark,))
    return found


def _form(data: Any) -> str:
    """What a form field shows that has no words of its own: whether a box is ticked, and what was chosen from a list."""
    if data is None:
        return ""
    box, choice = data.find(f"{W}checkBox"), data.find(f"{W}ddList")
    if box is not None:
        ticked = is_on(box, "checked" if box.find(f"{W}checked") is not None else "default")
        return "☒" if ticked else "☐"
    if choice is not None:
        entries = [entry.get(f"{W}val", "") for entry in choice.iterfind(f"{W}listEntry")]
        at = value(choice, "result") or value(choice, "default") or "0"
        return entries[int(at)] if at.isascii() and at.isdecimal() and len(at) < 6 and int(at) < len(entries) else ""
    return ""


def packed(href: str, title: str = "") -> str:
    """An address and its title as one string."""
    return f"{href}\x00{title}"


def field_link(instruction: str) -> str:
    """What a field links to, packed; empty if it is no hyperlink."""
    words = _WORD.findall(instruction)
    if not words or words[0][3].upper() != "HYPERLINK":
        return ""
    address = anchor = title = ""
    switch = ""
    for quoted, curled, option, plain in words[1:]:
        said = _ESCAPED.sub(r"\1", quoted) or curled or plain
        if option:
            switch = option[1].lower()
        elif switch == "l":
            anchor, switch = said, ""
        elif switch == "o":
            title, switch = said, ""
        elif switch == "t":
            switch = ""
        elif not address:
            address = said
    return packed(address + (f"#{anchor}" if anchor else ""), title) if address or anchor else ""
