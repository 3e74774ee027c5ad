"""What a page draws in, the same in inks out: operators of colour written anew, tags taken out, what reaches the edge made to bleed.

Operators are those of ISO 32000-1, annex A.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from attrs import evolve, field

from releasekit.errors import WriteError
from releasekit.prepress.shadings import seen
from releasekit.prepress.spaces import CMYK, GREY, RGB, Space, space
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.prepress.inks import Inks
    from releasekit.prepress.spaces import Kind

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

NEAR = 0.5
"""How near to the edge of the page a rectangle has to come so that it bleeds, in points."""

_DEVICES = {"g": GREY, "rg": RGB, "k": CMYK}
_SPACES = {"cs", "CS"}
_SET = {"sc", "scn", "SC", "SCN"}
_COLOURS = {*_DEVICES, *(operator.upper() for operator in _DEVICES), *_SPACES, *_SET}
"""Those in small letters are for areas, those in capitals for lines."""

_FIRST: dict[Kind, tuple[float, ...]] = {"grey": (0.0,), "rgb": (0.0,) * 3, "cmyk": (0.0, 0.0, 0.0, 1.0), "pattern": ()}
"""The colour that a space begins with (8.6.3)."""


def times(first: Matrix, then: Matrix) -> Matrix:
    """A matrix after another: what `cm` makes of the one in force (8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def area(matrix: Matrix) -> float:
    """How large a picture is that is laid by a matrix."""
    return abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])


@define
class _State:
    """What `q` keeps."""

    fill: Space = GREY
    stroke: Space = GREY
    matrix: Matrix = IDENTITY


@define
class Drawn:
    """What a stream draws."""

    code: bytes
    shown: list[tuple[str, Matrix]] = field(factory=list)
    """The pictures and forms in it by their names, and how each is laid on it."""
    heaviest: float = 0.0
    """The most ink all together of its colours, where 1 is all of one ink."""


class Painter:
    """Writes streams anew. `light`: their colours say how much of something else is seen, and become greys."""

    def __init__(self, inks: Inks) -> None:
        self.inks = inks
        self._codes: dict[tuple[Space, tuple[float, ...], bool, bool], Any] = {}

    def paint(
        self, stream: Any, named: Any, *, light: bool = False, size: tuple[float, float] | None = None, bleed: float = 0.0
    ) -> Drawn:
        """A stream of drawing in inks; `named` are the colour spaces of its resources.

        `size` is that of the page, where it is one: its rectangles that reach the edge go on for the bleed.
        """
        drawn = Drawn(b"")
        state, kept = _State(), list[_State]()
        tags: list[bool] = []
        out: list[Any] = [] if light else [self._code(GREY, (0.0,), drawn, fill=fill, light=False) for fill in (True, False)]
        for instruction in pikepdf.parse_content_stream(stream):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                raise WriteError("a picture stands among the operators of a page, and cannot be turned into inks")
            operands, operator = instruction.operands, str(instruction.operator)
            if operator in _COLOURS:
                out.append(self._coloured(state, instruction, operator, named, drawn, light=light, page=size is not None))
                continue
            match operator:
                case "q":
                    kept.append(evolve(state))
                case "Q" if kept:
                    state = kept.pop()
                case "cm":
                    state.matrix = times(_matrix(operands), state.matrix)
                case "Do":
                    drawn.shown.append((str(operands[0]), state.matrix))
                case "re" if size and state.matrix[:4] == IDENTITY[:4]:
                    out.append(_reaching(operands, state.matrix[4:], size, bleed))
                    continue
                case "BDC" | "BMC":
                    tags.append(_speaks(operands))
                    if tags[-1]:
                        out.append(_tag(operands))
                    continue
                case "EMC" if tags and not tags.pop():
                    continue
                case "MP" | "DP" | "ri":
                    continue
                case _:
                    pass
            out.append(instruction)
        drawn.code = pikepdf.unparse_content_stream(out)
        return drawn

    def _coloured(
        self, state: _State, instruction: Any, operator: str, named: Any, drawn: Drawn, *, light: bool, page: bool
    ) -> Any:
        """An operator of colour as inks."""
        operands, fill = instruction.operands, operator.islower()
        if operator in _SET:
            known = state.fill if fill else state.stroke
            if known.kind == "pattern" and (len(operands) > 1 or page):
                where = "on the page itself" if page else "that takes its colour from where it is used"
                raise WriteError(f"a pattern {where} cannot be turned into inks")
            numbers = () if known.kind == "pattern" else _numbers(operands)
        else:
            known = space(operands[0], named) if operator in _SPACES else _DEVICES[operator.lower()]
            if fill:
                state.fill = known
            else:
                state.stroke = known
            numbers = _FIRST[known.kind] if operator in _SPACES else _numbers(operands)
        return instruction if known.kind == "pattern" else self._code(known, numbers, drawn, fill=fill, light=light)

    def _code(self, known: Space, numbers: tuple[float, ...], drawn: Drawn, *, fill: bool, light: bool) -> Any:
        """The operator that chooses a colour."""
        key = (known, numbers, fill, light)
        code = self._codes.get(key)
        if code is None:
            code = self._codes[key] = self._written(known, numbers, fill=fill, light=light)
        if not light:
            drawn.heaviest = max(drawn.heaviest, sum(float(number) for number in code.operands))
        return code

    def _written(self, known: Space, numbers: tuple[float, ...], *, fill: bool, light: bool) -> Any:
        if len(numbers) != {"grey": 1, "rgb": 3, "cmyk": 4}[known.kind]:
            raise WriteError("a colour has more or fewer numbers than its space")
        if light:
            return _instruction([seen([*numbers], known)], "g" if fill else "G")
        inks: Sequence[float] = numbers
        if known.kind == "grey":
            inks = self.inks.grey(numbers[0])
        elif known.kind == "rgb":
            inks = self.inks.colour(numbers, known.profile)
        return _instruction(inks, "k" if fill else "K")


def _instruction(numbers: Sequence[float], operator: str) -> Any:
    return pikepdf.ContentStreamInstruction([round(number, 4) for number in numbers], pikepdf.Operator(operator))


def _numbers(operands: Any) -> tuple[float, ...]:
    try:
        return tuple(min(max(float(number), 0.0), 1.0) for number in operands)
    except (TypeError, ValueError):
        raise WriteError("a colour is no number") from None


def _matrix(operands: Any) -> Matrix:
    try:
        a, b, c, d, e, f = (float(number) for number in operands)
    except (TypeError, ValueError):
        raise WriteError("a page is laid out by what are no six numbers") from None
    return a, b, c, d, e, f


def _reaching(operands: Any, moved: Sequence[float], size: tuple[float, float], bleed: float) -> Any:
    """A rectangle of the page, larger by the bleed where it reaches an edge; `moved` is how far its places are."""
    x, y, width, height = (float(number) for number in operands)
    spans = []
    for start, length, edge, by in ((x, width, size[0], moved[0]), (y, height, size[1], moved[1])):
        low, high = min(start, start + length), max(start, start + length)
        if high + by > 0 and low + by < edge:
            low, high = low - bleed if low + by <= NEAR else low, high + bleed if high + by >= edge - NEAR else high
        spans.append((low, high))
    (left, right), (bottom, top) = spans
    numbers = [round(number, 3) for number in (left, bottom, right - left, top - bottom)]
    return pikepdf.ContentStreamInstruction(numbers, pikepdf.Operator("re"))


def _speaks(operands: Any) -> bool:
    """Whether a tag says what words behind it are: that stays, so that they are found and copied as they are read."""
    if operands and str(operands[0]) == "/OC":
        raise WriteError("a part of a page that may be hidden cannot be printed as such")
    return len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and "/ActualText" in operands[1]


def _tag(operands: Any) -> Any:
    said = pikepdf.Dictionary(ActualText=operands[1].ActualText)
    return pikepdf.ContentStreamInstruction([pikepdf.Name.Span, said], pikepdf.Operator("BDC"))
