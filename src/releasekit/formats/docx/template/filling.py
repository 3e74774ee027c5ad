"""A template being filled: its text, headers and footers and a document of ours in, one body with what each part shows out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from releasekit.formats.docx.template.dressing import apart, directed, dressed, empty, marked, reworded, set_as
from releasekit.formats.docx.template.fields import BLOCKS, BODY, BODY_ONLY, FIELDS, NAMES, REPEATED, RICH, nearest
from releasekit.formats.docx.template.marks import OTHER
from releasekit.formats.docx.template.placeholders import Spot, fill, holder, put, shows_nothing, words_of
from releasekit.formats.docx.xml import W
from releasekit.style.words import direction_of, kind_word, number_words

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.formats.docx.template.ours import Ours
    from releasekit.formats.docx.template.sections import Seat
    from releasekit.model import Release

_TOLD = 20
"""How many unknown placeholders are told of."""


class Filling:
    """One template that is being filled."""

    def __init__(self, body: Any, release: Release, ours: Ours, seat: Seat, context: Context) -> None:
        self._body = body
        self._release = release
        self._ours = ours
        self._seat = seat
        self._context = context
        self._rtl = direction_of(release.lang, release.direction) == "rtl"
        self._placed: set[str] = set()
        """The names of the fields that have a place."""
        self._taken: set[str] = set()
        """The places of what was taken from our document for one."""
        self._strangers: set[str] = set()
        self._places: dict[Any, str] = {}
        """What elements of the body show of the release."""

    def around(self, root: Any) -> None:
        """Fill a header or footer: with words only."""
        fill(root, self._words)

    def text(self) -> None:
        """Fill the text, and put the release in its place."""
        fill(self._body, self._value)
        self._seated(self._rest())

    def places(self) -> list[str]:
        """What each element of the body shows: a place in the release, or that it is the template's own."""
        return [self._places.get(element, f"{OTHER}{index}") for index, element in enumerate(self._body)]

    # ── placeholders ────────────────────────────────────────────────────────────────────────────────────────────────

    def _words(self, _paragraph: Any, spot: Spot) -> str | None:
        if spot.name not in NAMES:
            self._unknown(spot.name)
            return None
        if spot.name in {BODY, BODY_ONLY}:
            message = "the template's {{body}} has to be a paragraph of its own, outside of text boxes, headers and footers"
            self._context.advise("placeholder-misplaced", f"{message}: the text does not go there")
            return None
        self._placed |= {spot.name} - REPEATED
        return FIELDS[spot.name].words(self._release)

    def _value(self, paragraph: Any, spot: Spot) -> str | None:
        name = spot.name
        if name not in NAMES:
            self._unknown(name)
            return None
        if name in {BODY, BODY_ONLY}:
            return None  # where it goes was looked for before
        self._placed.add(name)
        said = FIELDS[name].words(self._release)
        if not spot.is_alone or not said or any(around.tag == f"{W}txbxContent" for around in paragraph.iterancestors()):
            return said
        field = FIELDS[name]
        if name in BLOCKS and name not in self._taken:
            self._taken.add(name)
            self._blocks(paragraph, spot)
            return None
        if name in RICH and name not in self._taken:
            self._taken.add(name)
            self._rich(paragraph, spot)
        else:
            put(words_of(paragraph), [(spot, said)])
        if field.place:
            self._shows(paragraph, field.place, field.kind)
        directed(paragraph, rtl=self._rtl)
        return None

    def _unknown(self, name: str) -> None:
        """Report a name that is no field's, as far as anybody reads on."""
        self._strangers.add(name)
        if len(self._strangers) <= _TOLD:
            said, near = name.replace("_", " "), nearest(name)
            meant = f": is {{{{{near}}}}} meant?" if near else ""
            self._context.advise("placeholder-unknown", f"the template's {{{{{said}}}}} is no field, and stays as it is{meant}")

    def _shows(self, element: Any, place: str, kind: str) -> None:
        """Note what an element of the body shows, in the document too if its style does not say so."""
        if element.getparent() is self._body:
            self._places[element] = place
            if kind:
                marked(element, kind)

    def _rich(self, paragraph: Any, spot: Spot) -> None:
        """Put the words of a field with their marks and links, set as the placeholder was."""
        words = words_of(paragraph)
        run = holder(words, spot).getparent()
        around = run.getparent()
        if around.tag == f"{W}hyperlink":
            put(words, [(spot, FIELDS[spot.name].words(self._release))])
            return
        put(words, [(spot, "")])
        ours = next(element for element, place in self._ours.shown if place == FIELDS[spot.name].place)
        at = around.index(run) + 1
        around[at:at] = dressed(ours, run.find(f"{W}rPr"))

    def _blocks(self, paragraph: Any, spot: Spot) -> None:
        """Put the paragraphs of a field before one, and take that one out; they have its style if it says one."""
        field = FIELDS[spot.name]
        for element, place in self._ours.shown:
            if place.startswith(f"{field.place}/"):
                is_styled = set_as(element, paragraph)
                paragraph.addprevious(element)
                self._shows(element, place, field.kind if is_styled else "")
        empty(paragraph)

    # ── what has no place of its own ────────────────────────────────────────────────────────────────────────────────

    def _rest(self) -> list[tuple[Any, str]]:
        """What of our document has no place of its own in the template."""
        placed = {FIELDS[name].place for name in self._placed} - {""}
        rest: list[tuple[Any, str]] = []
        for element, place in self._ours.shown:
            root = "/".join(place.split("/")[:2])
            if root == "/body" or (root == "/embargo" and root not in placed):
                rest.append((element, place))
            elif self._seat.only:
                self._unplaced(root, placed)
            elif root in {"/kind", "/released"} and root in placed:
                if left := self._left(root):
                    rest.append((reworded(element, left, rtl=self._rtl), place))
            elif root and root not in placed:
                rest.append((element, place))
        return rest

    def _left(self, root: str) -> str:
        """What of a line of several fields has no place of its own."""
        release, placed = self._release, self._placed
        if root == "/kind":
            parts = ["" if "kind" in placed else kind_word(release.kind, release.lang)]
            parts += ["" if "section" in placed else " › ".join(release.section)]
        else:
            parts = [number_words(each.value, release.lang) for each in release.numbers if "number" not in placed]
            parts += ["" if {"date", "released"} & placed else FIELDS["released"].words(release)]
        return " · ".join(part for part in parts if part)

    def _unplaced(self, root: str, placed: set[str]) -> None:
        """Report that a field is not printed. The kind is not missed: no release is without one."""
        if root and root not in placed | {"/kind"}:
            message = f"the template says {{{{body only}}}} and has no place for {root[1:]!r}: it is not printed"
            self._context.advise("template-unplaced", message, root)

    def _seated(self, rest: list[tuple[Any, str]]) -> None:
        """Put what is left where the text goes."""
        seat = self._seat.paragraph
        if seat is None:
            seat = self._at_the_end()
        for element, _ in rest:
            seat.addprevious(element)
        apart([element for element, _ in rest], seat)
        top = seat
        while top.getparent() is not self._body:
            top = top.getparent()
        empty(seat)
        if top is not seat:
            self._places[top] = "/body"
            message = "the template's {{body}} stands in a table: what an editor changes there is read back as that table"
            self._context.advise("template-text-in-table", message)
        else:
            self._places |= rest

    def _at_the_end(self) -> Any:
        """A new paragraph at the end, in place of the empty ones there."""
        body = self._body
        section = body[-1] if len(body) and body[-1].tag == f"{W}sectPr" else None
        while (
            last := body[-1] if section is None and len(body) else None if section is None else section.getprevious()
        ) is not None:
            if last.tag != f"{W}p" or not shows_nothing(last):
                break
            body.remove(last)
        seat = etree.Element(f"{W}p")
        body.insert(len(body) if section is None else body.index(section), seat)
        return seat
