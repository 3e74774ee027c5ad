"""What an editor's change in a document over a template is a change of: a paragraph in, what its mark says of it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from releasekit.formats.docx import seen
from releasekit.formats.docx.xml import W, is_on
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK = "_releasekit_"
"""Begins the name of the bookmark that says what a paragraph in a style of the template's is. Word hides such bookmarks."""
OTHER = "/template/"
"""Begins the place of what the template itself has: of nothing that a release says."""
_LOOKS: dict[str, tuple[str, type[n.Inline]]] = {
    "b": ("b", n.Strong), "i": ("i", n.Emphasis), "u": ("u", n.Underline), "s": ("strike", n.Strike),
    "c": ("smallCaps", n.SmallCaps),
}  # fmt: skip
"""How a template may set such a paragraph, which is not what its words say: a letter in the mark, a property of a run."""


class Mark(NamedTuple):
    """What a paragraph is."""

    kind: str = ""
    """As the reader calls it: `title`; empty for a paragraph without a mark."""
    looks: str = ""
    """How all of its words are set, in letters."""


def mark_name(kind: str, look: Any) -> str:
    """The name of a mark; `look` are the properties of the run that the words are set as."""
    on = (letter for letter, (name, _) in _LOOKS.items() if look is not None and look.find(W + name) is not None)
    return f"{_MARK}{kind}_" + "".join(letter for letter in on if letter == "u" or is_on(look, _LOOKS[letter][0]))


def mark_of(element: Any) -> Mark:
    """What a paragraph was marked as when it was written."""
    for start in element.iterfind(f"{W}bookmarkStart"):
        name = start.get(f"{W}name", "")
        if name.startswith(_MARK) and name.count("_") == _MARK.count("_") + 2:
            kind, looks, _ = name.removeprefix(_MARK).split("_")
            return Mark(kind, looks)
    return Mark()


def undressed(content: Iterable[Any], looks: str) -> tuple[n.Inline, ...]:
    """Words without the marks that are only how the template sets them."""
    kinds = tuple(_LOOKS[letter][1] for letter in looks if letter in _LOOKS)
    out: list[n.Inline] = []
    for item in content:
        if hasattr(item, "content"):
            inside = undressed(item.content, looks)
            out += inside if isinstance(item, kinds) else (evolve(item, content=inside),)
        else:
            out.append(item)
    return tuple(out)


def words_mark(element: Any) -> str:
    """A short digest of the letters and digits of an element, by which it is known again however it is set now."""
    letters = "".join(char for text in element.iter(f"{W}t") for char in text.text or "" if char.isalnum())
    return seen.mark(letters)
