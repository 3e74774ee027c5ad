"""What a stream of others draws in, the same written anew out: operators of a list alone, with numbers and names of our own (ISO 32000-1, annex A).

Tags are taken out, since the page is one figure here, but for words that they say. Text is shown by the numbers of its glyphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from attrs import evolve, field

from releasekit.formats.pdf.code import utf16
from releasekit.formats.pdf.foreign import unicodes
from releasekit.formats.pdf.foreign.bounds import MOST_DRAWN, MOST_GRAPHICS, UnplacedError
from releasekit.formats.pdf.foreign.colours import GREY, PATTERN, RGB, Space
from releasekit.formats.pdf.foreign.fonts import Font
from releasekit.formats.pdf.foreign.objects import dictionary, entry, found, written
from releasekit.formats.pdf.foreign.strings import shown
from releasekit.formats.pdf.foreign.tokens import operations
from releasekit.values import define, frozen

if TYPE_CHECKING:
    from releasekit.formats.pdf.foreign.objects import Piece
    from releasekit.formats.pdf.foreign.parts import Parts

Operands: TypeAlias = list[Any]

MOST_SAID = 2000
"""Characters that a tag says."""


class Colour(NamedTuple):
    """A colour of areas or of lines."""

    space: Space
    numbers: tuple[float, ...]
    pattern: int = -1


BLACK = Colour(GREY, (0,))


@frozen
class Start:
    """The state that a stream begins with and that is not its own: what it inherits."""

    fill: Colour = BLACK
    stroke: Colour = BLACK
    tracking: float = 0.0
    """Between letters."""
    blanks: float = 0.0
    """What spaces are wider by."""
    fresh: bool = True
    """Whether all else is as on an empty page."""


FRESH = Start()

_RESET = b"1 w 0 J 0 j 10 M [] 0 d 0 Tc 0 Tw 100 Tz 0 TL 0 Tr 0 Ts\n"
"""What a state begins with (8.4.1 and 9.3.1): on our pages something else may be in force."""


@define
class _State:
    """What `q` keeps."""

    fill: Colour
    stroke: Colour
    tracking: float
    blanks: float
    font: Font | UnplacedError | None = None
    """The second is why there is none: files choose fonts that they show nothing of."""
    size: float = 0.0


class Redrawn(NamedTuple):
    """A stream and what it needs."""

    code: bytes
    resources: tuple[Piece, ...]
    """The entry of its resources."""
    drawn: int
    """By how many operators it draws, with those of what it shows each time."""


def redrawn(data: bytes, resources: Any, parts: Parts, start: Start) -> Redrawn:
    """A stream of drawing, written anew. Raises `UnplacedError`."""
    hand = _Hand(resources, parts, start)
    for operator, operands in operations(data, parts.bounds):
        hand.draw(operator, operands)
    return hand.finish()


_PLAIN = {
    b"w": 1, b"J": 1, b"j": 1, b"M": 1, b"cm": 6, b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"h": 0, b"re": 4, b"S": 0, b"s": 0,
    b"f": 0, b"F": 0, b"f*": 0, b"B": 0, b"B*": 0, b"b": 0, b"b*": 0, b"n": 0, b"W": 0, b"W*": 0, b"Tz": 1, b"TL": 1, b"Ts": 1,
    b"Td": 2, b"TD": 2, b"Tm": 6, b"T*": 0, b"Tr": 1,
}  # fmt: skip
"""Operators that are written as they are, and how many numbers each has."""

_CHOICES = {b"J": 2, b"j": 2, b"Tr": 7}
"""Those whose number is one of a few, from 0 to this (8.4.3.3, 8.4.3.4 and 9.3.6)."""

_OUTSIDE = frozenset(b"m l c v y h re S s f F f* B B* b b* n W W* cm q Q Do sh BT".split())
"""Those that stand outside of text (8.2, figure 9)."""

_DROPPED = frozenset((b"ri", b"i", b"MP", b"DP", b"BX", b"EX"))
"""Those that change nothing of what is seen here: intents, flatness, tags, and what may not be known."""

_DEVICES = {b"g": GREY, b"rg": RGB}


@define
class _Hand:
    """Writes one stream."""

    given: Any
    parts: Parts
    start: Start
    state: _State = field(init=False)
    kept: list[_State] = field(factory=list)
    out: list[bytes] = field(factory=list)
    in_text: bool = False
    drawn: int = 0
    tags: list[bool | None] = field(factory=list)
    """For each tag that is open, whether it was opened within text; None for one that is not kept."""
    names: dict[tuple[bytes, int], bytes] = field(factory=dict)
    """The names of what is needed, by its kind and its number."""

    def __attrs_post_init__(self) -> None:
        start = self.start
        self.state = _State(start.fill, start.stroke, start.tracking, start.blanks)
        if start.fresh:
            self.out.append(_RESET)
        self._colour(start.fill, fill=True)
        self._colour(start.stroke, fill=False)

    def draw(self, operator: bytes, operands: Operands) -> None:
        """Write what an operator does. Raises `UnplacedError`."""
        self._drawn(1)
        if self.in_text and operator in _OUTSIDE:
            raise UnplacedError("its drawing is broken")
        count = _PLAIN.get(operator)
        if count is not None:
            numbers = _numbers(operands, count)
            if operator in _CHOICES and numbers[0] not in range(_CHOICES[operator] + 1):
                raise UnplacedError("its drawing is broken")
            self._write(numbers, operator)
            return
        match operator:
            case b"q":
                self._keep()
            case b"Q":
                if self.kept:
                    self.state = self.kept.pop()
                    self.out.append(b"Q\n")
            case b"BT" | b"ET":
                if self.in_text == (operator == b"BT"):
                    raise UnplacedError("its drawing is broken")
                self.in_text = not self.in_text
                self.out.append(operator + b"\n")
            case b"d":
                self._dash(operands)
            case b"gs":
                self._needed(operands, "/ExtGState", b"gs")
            case b"sh":
                self._needed(operands, "/Shading", b"sh")
            case b"Do":
                self._show(operands)
            case b"Tc" | b"Tw" | b"Tf" | b"Tj" | b"TJ" | b"'" | b'"':
                self._text(operator, operands)
            case b"g" | b"rg" | b"G" | b"RG" | b"cs" | b"CS" | b"sc" | b"scn" | b"SC" | b"SCN":
                self._choose(operator, operands)
            case b"BDC" | b"BMC":
                self._tag(operands)
            case b"EMC":
                self._untag()
            case b"k" | b"K":
                raise UnplacedError("its colours are those of inks")
            case b"BI":
                raise UnplacedError("it has pictures among its operators")
            case _ if operator in _DROPPED:
                pass
            case _:
                raise UnplacedError("its drawing has operators that are not known")

    def finish(self) -> Redrawn:
        """What was drawn."""
        if self.in_text or any(tag is not None for tag in self.tags):
            raise UnplacedError("its drawing is cut off")
        self.out += [b"Q\n"] * len(self.kept)
        pieces: list[Piece] = [b"/Resources <<"]
        for kind in sorted({kind for kind, _ in self.names}):
            pieces.append(b"/%s <<" % kind)
            for (of, number), called in self.names.items():
                if of == kind:
                    pieces += [b"/%s " % called, number, b" "]
            pieces.append(b">> ")
        return Redrawn(b"".join(self.out), (*pieces, b">> "), self.drawn)

    # ── graphics ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _write(self, numbers: list[float], operator: bytes) -> None:
        self.out.append(b"%s %s\n" % (b" ".join(map(written, numbers)), operator) if numbers else operator + b"\n")

    def _keep(self) -> None:
        if len(self.kept) >= MOST_GRAPHICS:
            raise UnplacedError("its drawing is nested too deeply")
        self.kept.append(evolve(self.state))
        self.out.append(b"q\n")

    def _dash(self, operands: Operands) -> None:
        if len(operands) != 2 or not isinstance(operands[0], list):
            raise UnplacedError("its drawing is broken")
        dashes = _numbers(operands[0], len(operands[0]))
        if min(dashes, default=0) < 0 or (dashes and not any(dashes)):
            raise UnplacedError("its drawing is broken")
        self.out.append(b"[%s] %s d\n" % (b" ".join(map(written, dashes)), written(_numbers(operands[1:], 1)[0])))

    def _given(self, operands: Operands, kind: str) -> Any:
        """The part of a kind that a name means."""
        if len(operands) != 1 or not isinstance(operands[0], str):
            raise UnplacedError("its drawing is broken")
        value = entry(dictionary(entry(self.given, kind)), "/" + operands[0])
        if value is None:
            raise UnplacedError("parts of it are missing")
        return found(value)

    def _drawn(self, more: int) -> None:
        """Count what is drawn."""
        self.drawn += more
        if self.drawn > MOST_DRAWN:
            raise UnplacedError("it is larger than pages usually are")

    def _name(self, kind: bytes, number: int) -> bytes:
        """What a part is called in this stream."""
        self._drawn(self.parts.drawn.get(number, 0))
        return self.names.setdefault((kind, number), b"%s%d" % (kind[:2], len(self.names)))

    def _needed(self, operands: Operands, kind: str, operator: bytes) -> None:
        stated = self._given(operands, kind)
        make = self.parts.state if operator == b"gs" else self.parts.shading
        self.out.append(b"/%s %s\n" % (self._name(kind[1:].encode(), make(stated, self.given)), operator))

    def _show(self, operands: Operands) -> None:
        state = self.state
        fill, stroke = (colour if colour.space is not PATTERN else BLACK for colour in (state.fill, state.stroke))
        start = Start(fill, stroke, state.tracking, state.blanks, fresh=False)
        number = self.parts.shown(self._given(operands, "/XObject"), self.given, start)
        self.out.append(b"/%s Do\n" % self._name(b"XObject", number))

    # ── tags ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _tag(self, operands: Operands) -> None:
        """Open a tag: one that says what words are meant by what is drawn is kept, without its place in a structure (14.9.4)."""
        if operands and operands[0] == "OC":
            raise UnplacedError("it has layers")
        said = self._said(operands[1]) if len(operands) == 2 else None
        if said is None:
            self.tags.append(None)
        else:
            self.tags.append(self.in_text)
            self.out.append(b"/Span <</ActualText <FEFF%s>>> BDC\n" % utf16(said).encode())

    def _said(self, properties: Any) -> str | None:
        """The words that a tag says; None where it says none that may be kept."""
        if isinstance(properties, str):
            stated = entry(dictionary(entry(self.given, "/Properties")), "/" + properties)
            value = entry(stated, "/ActualText") if hasattr(stated, "raw_get") else None
            text = str(value) if isinstance(value, str) else None
        else:
            value = properties.get("ActualText") if isinstance(properties, dict) else None
            text = unicodes.of_string(value) if isinstance(value, bytes) else None
        if text is None or len(text) > MOST_SAID:
            return None
        kept = unicodes.allowed(text)
        return kept if kept or not text else None

    def _untag(self) -> None:
        tag = self.tags.pop() if self.tags else None
        if tag is not None:
            if tag != self.in_text:
                raise UnplacedError("its drawing is broken")
            self.out.append(b"EMC\n")

    # ── colours ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _choose(self, operator: bytes, operands: Operands) -> None:
        fill = operator.islower()
        operator = operator.lower()
        known = self.state.fill if fill else self.state.stroke
        if operator in _DEVICES:
            space = self.parts.colours.named("DeviceGray" if operator == b"g" else "DeviceRGB", self.given)
            colour = Colour(space, (*_numbers(operands, space.channels),))
        elif operator == b"cs":
            if len(operands) != 1 or not isinstance(operands[0], str):
                raise UnplacedError("its drawing is broken")
            space = self.parts.colours.named(operands[0], self.given)
            colour = Colour(space, space.first)
        elif known.space is PATTERN:
            if len(operands) != 1:
                raise UnplacedError("it has patterns without a colour of their own")
            colour = Colour(PATTERN, (), self.parts.pattern(self._given(operands, "/Pattern"), self.given))
        else:
            colour = Colour(known.space, (*_numbers(operands, known.space.channels),))
        if fill:
            self.state.fill = colour
        else:
            self.state.stroke = colour
        self._colour(colour, fill=fill)

    def _colour(self, colour: Colour, *, fill: bool) -> None:
        """Write a colour with its space: it is so the same wherever it stands."""
        space = colour.space
        if space is PATTERN:
            if colour.pattern >= 0:
                code = b"/Pattern cs /%s scn" % self._name(b"Pattern", colour.pattern)
            else:
                return
        elif space in {GREY, RGB}:
            code = b"%s %s" % (b" ".join(map(written, colour.numbers)), b"g" if space == GREY else b"rg")
        else:
            number = self.parts.made.add(*space.pieces)
            code = b"/%s cs %s sc" % (self._name(b"ColorSpace", number), b" ".join(map(written, colour.numbers)))
        if not fill:
            code = b" ".join(word.upper() if word in {b"g", b"rg", b"cs", b"sc", b"scn"} else word for word in code.split(b" "))
        self.out.append(code + b"\n")

    # ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _text(self, operator: bytes, operands: Operands) -> None:
        state = self.state
        match operator:
            case b"Tc":
                (state.tracking,) = _numbers(operands, 1)
                self._write([state.tracking], b"Tc")
            case b"Tw":
                (state.blanks,) = _numbers(operands, 1)
            case b"Tf":
                if len(operands) != 2:
                    raise UnplacedError("its drawing is broken")
                (state.size,) = _numbers(operands[1:], 1)
                state.font = self._font(operands[:1])
                if isinstance(state.font, Font):
                    self.out.append(b"/%s %s Tf\n" % (self._name(b"Font", state.font.object), written(state.size)))
            case b"Tj":
                self._strings(operands)
            case b"TJ":
                if len(operands) != 1 or not isinstance(operands[0], list):
                    raise UnplacedError("its drawing is broken")
                self._strings(operands[0])
            case b"'":
                self.out.append(b"T*\n")
                self._strings(operands)
            case _:
                state.blanks, state.tracking = _numbers(operands[:2], 2)
                self.out.append(b"%s Tc T*\n" % written(state.tracking))
                self._strings(operands[2:])

    def _font(self, operands: Operands) -> Font | UnplacedError:
        try:
            return self.parts.fonts.font(self._given(operands, "/Font"))
        except UnplacedError as refusal:
            return refusal

    def _strings(self, parts: list[Any]) -> None:
        """Show strings with the gaps between them."""
        state = self.state
        if isinstance(state.font, UnplacedError):
            raise state.font
        if state.font is None or not self.in_text:
            raise UnplacedError("its drawing is broken")
        self.out.append(shown(state.font, parts, state.size, state.tracking, state.blanks))


def _numbers(operands: Operands, count: int) -> list[float]:
    """So many numbers. Raises `UnplacedError`."""
    if len(operands) != count or not all(type(each) in {int, float} for each in operands):
        raise UnplacedError("its drawing is broken")
    return operands
