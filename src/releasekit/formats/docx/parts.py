"""The parts of a Word document that its text refers to: unpacked parts in; styles, lists, notes and pictures by their ids out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from releasekit.errors import ReadError
from releasekit.formats.docx import untouched
from releasekit.formats.docx.lists import Definitions, Lists
from releasekit.formats.docx.read_fields import field_link
from releasekit.formats.docx.seen import Around
from releasekit.formats.docx.styles import Styles
from releasekit.formats.docx.tracked import is_tracked, settle
from releasekit.formats.docx.xml import DRAWINGS, WP, A, R, W, is_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from releasekit.format import Context, Resources
    from releasekit.formats.docx.tracked import Change
    from releasekit.formats.docx.unpack import Target, Unpacked

_T = TypeVar("_T")

_MAIN = "officeDocument"
_USUAL = "word/document.xml"
"""Where the main part is, if nothing says so."""
_EMPTY = 1000
"""How many bytes a part for notes has at most if it has none in it, as pandoc writes one for comments into every document."""


class Document:
    """One document while it is read."""

    def __init__(self, unpacked: Unpacked, context: Context) -> None:
        self.unpacked = unpacked
        self.context = context
        self.changes: list[Change] = []
        """The tracked changes that were met, and taken or undone."""
        self.part = unpacked.related("", _MAIN) or _USUAL
        """The name of the main part."""
        self.ours = False
        """Whether runs say their language on purpose; elsewhere it is what a proofing program guessed."""
        self.pictures: dict[str, str] = {}
        """The parts of the pictures that were met, by the addresses that they got."""
        self._notes: dict[str, tuple[dict[str, Any], dict[str, Target]]] = {}
        self._names: dict[str, str] = {}
        """The addresses of pictures by the names of their parts."""
        self.original: dict[str, str] = {}
        """The addresses that pictures had in the release that travels along, by the names of their drawings."""

    @cached_property
    def body(self) -> Any:
        """The text. Raises `ReadError` if there is none."""
        root = self.story(self.part)
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            message = "no main document is in the package: is it a Word document? Open it in Word and save it as .docx"
            raise ReadError(message, name=self.context.name)
        return body

    @cached_property
    def styles(self) -> Styles:
        """The styles."""
        return self._related("styles", Styles)

    @cached_property
    def lists(self) -> Lists:
        """The lists, as far as they have been read."""
        return Lists(self._related("numbering", Definitions))

    @cached_property
    def rtl(self) -> bool:
        """Whether the document runs from right to left."""
        return self.styles.rtl

    @cached_property
    def lang(self) -> str:
        """The language of the document."""
        return self.styles.bidi_lang if self.rtl else self.styles.lang

    def is_as_written(self, exact: str) -> bool:
        """Whether a digest that was made when the document was written still holds (see `untouched`). Raises `ReadError`."""
        if not exact or self.part not in self.unpacked:
            return False
        return exact == untouched.digest(self.part, self.unpacked.whole(self.part), self.unpacked.entries())

    def story(self, part: str) -> Any:
        """The root of a part with text, without tracked changes; None if there is no such part."""
        root = self.unpacked.xml(part)
        if root is None or self.unpacked.is_changed(part) or not is_tracked(root):
            return root
        changeable = self.unpacked.changeable(part)
        self.changes += settle(changeable, undo=self.context.track == "reject")
        return self.unpacked.changed(part, changeable)

    def is_prompt(self, control: Any) -> bool:
        """Whether a content control was never filled in, and shows only what to do with it."""
        if not is_on(control.find(f"{W}sdtPr"), "showingPlcHdr"):
            return False
        words = "".join(text.text or "" for text in control.iter(f"{W}t")).strip()
        if words:
            self.context.advise("prompt-left-out", f"a field of a form is not filled in: its prompt {words[:80]!r} is left out")
        return True

    def _related(self, kind: str, make: Callable[[Any], _T]) -> _T:
        """What is made of the root of the part of a kind; of None, if there is no such part."""
        part = self.unpacked.related(self.part, kind)
        return self.unpacked.made(part, make) if part else make(None)

    @cached_property
    def targets(self) -> dict[str, Target]:
        """What the body relates to."""
        return self.unpacked.targets(self.part)

    @cached_property
    def anchors(self) -> set[str]:
        """The bookmarks that links in the body lead to."""
        named = {link.get(f"{W}anchor", "") for link in self.body.iter(f"{W}hyperlink") if not link.get(f"{R}id")}
        codes = [text.text or "" for text in self.body.iter(f"{W}instrText")]
        codes += [field.get(f"{W}instr", "") for field in self.body.iter(f"{W}fldSimple")]
        linked = (field_link(code).partition("\x00")[0] for code in codes)
        return (named | {address[1:] for address in linked if address.startswith("#")}) - {""}

    def notes(self, kind: str) -> tuple[dict[str, Any], dict[str, Target]]:
        """The `footnotes`, `endnotes` or `comments` by their ids, and what they relate to."""
        if kind not in self._notes:
            part = self.unpacked.related(self.part, kind)
            if part and self.unpacked.size(part) <= _EMPTY and not self.unpacked.made(part, len):
                part = ""
            root = self.story(part) if part else None
            found = {} if root is None else {note.get(f"{W}id", ""): note for note in root}
            self._notes[kind] = found, self.unpacked.targets(part) if found else {}
        return self._notes[kind]

    @cached_property
    def around(self) -> Around:
        """What the digest of the page needs."""
        notes, targets = self.notes("footnotes")
        return Around(self.styles.names, self.lists.format, _addresses(self.targets), notes, _addresses(targets))

    def around_of(self, part: str) -> Around:
        """What the digest of a header or footer needs."""
        return self.around._replace(targets=_addresses(self.unpacked.targets(part)), notes={})

    def picture(self, target: Target, name: str) -> str:
        """The address of a picture in the text: in the package its name, outside the address, which is not fetched."""
        if target.is_external:
            return target.to
        if target.to not in self.unpacked:
            self.context.loss("picture-missing", f"the picture {target.to[:80]!r} is not in the document")
            return ""
        src = self.original.get(name) or self._names.get(target.to) or self._new_name(target.to)
        self.pictures.setdefault(src, target.to)
        return src

    def _new_name(self, part: str) -> str:
        """A name for a picture that no other has: that of its part, if it can be."""
        name = part.rsplit("/", 1)[-1]
        stem, dot, suffix = name.rpartition(".")
        again = len(self._names) + 1
        while name in self.pictures:
            name, again = f"{stem or 'picture'}-{again}{dot}{suffix}", again + 1
        self._names[part] = name
        return name

    @property
    def has_pictures(self) -> bool:
        """Whether the text relates to pictures."""
        return any(target.kind == "image" for target in self.targets.values())

    @property
    def has_macros(self) -> bool:
        """Whether a program is in the package."""
        return any(
            name.rsplit("/", 1)[-1] in {"vbaproject.bin", "vbadata.xml"}
            for name in map(str.lower, self.unpacked.names())
            if "vba" in name
        )

    def custom_parts(self) -> Iterator[str]:
        """The names of the custom XML parts."""
        return (each.to for each in self.targets.values() if each.kind == "customXml" and not each.is_external)

    @cached_property
    def drawn(self) -> dict[str, str]:
        """The parts of the pictures in the body, by the names that their drawings have."""
        found: dict[str, str] = {}
        for drawing in (each for each in self.body.iter() if each.tag in DRAWINGS):
            shown, blip = drawing.find(f"{WP}docPr"), next(drawing.iter(f"{A}blip"), None)
            target = None if blip is None else self.targets.get(blip.get(f"{R}embed", ""))
            if shown is not None and target and not target.is_external and target.to in self.unpacked:
                found.setdefault(shown.get("name", ""), target.to)
        return found


def _addresses(targets: dict[str, Target]) -> dict[str, str]:
    return {key: target.to for key, target in targets.items() if target.is_external}


class Inside:
    """Resources of a document that carries its pictures inside: theirs first, then those from around the document."""

    def __init__(self, around: Resources, unpacked: Unpacked, parts: dict[str, str]) -> None:
        self.around = around
        self.unpacked = unpacked
        self.parts = parts
        """The names of parts by the addresses of pictures."""

    def __call__(self, href: str, /) -> bytes | None:
        """The bytes of a picture; None for one that is damaged or not there."""
        return self.carried(href) if href in self.parts else self.around(href)

    def carried(self, href: str, /) -> bytes | None:
        """The bytes of a picture in the document."""
        if href not in self.parts:
            return None
        try:
            return self.unpacked.data(self.parts[href])
        except ReadError:
            return None
