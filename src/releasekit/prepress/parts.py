"""The resources of a page in, the same in inks out: pictures, forms, patterns, gradients and masks, each once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pikepdf
from attrs import field

from releasekit.errors import WriteError
from releasekit.prepress import pictures, shadings
from releasekit.prepress.content import IDENTITY, Matrix, Painter, area, times
from releasekit.values import define

if TYPE_CHECKING:
    from releasekit.prepress.content import Drawn
    from releasekit.prepress.inks import Inks

MAX_DEPTH = 60
"""How deeply forms may stand one in the other."""

_FORM = {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/Filter", "/DecodeParms", "/Length",
         "/PatternType", "/PaintType", "/TilingType", "/XStep", "/YStep"}  # fmt: skip
_STATES = {"/TR", "/TR2", "/HT", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2"}
"""How a state of graphics would meddle with the press (ISO 15930-7)."""


@define
class Made:
    """What a form or the resources of a page hold."""

    drawn: Drawn | None = None
    held: dict[str, Any] = field(factory=dict)
    """Its pictures and forms, by name."""
    matrix: Matrix = IDENTITY


class Parts:
    """Turns into inks what pages share, once."""

    def __init__(self, pdf: pikepdf.Pdf, untouched: pikepdf.Pdf, inks: Inks) -> None:
        self.pdf = pdf
        self.untouched = untouched
        """The same file once more: masks are made from it, since what they show may be seen in colour elsewhere."""
        self.inks = inks
        self.painter = Painter(inks)
        self.heaviest = 0.0
        """The most ink all together of all colours that are no pictures."""
        self.pictures: dict[tuple[int, int], pictures.Found] = {}
        self._forms: dict[tuple[int, int], Made] = {}
        self._resources: dict[tuple[tuple[int, int], bool], dict[str, Any]] = {}
        self._done: dict[tuple[int, int], bool] = {}
        """What was met, and whether it says how much of something else is seen."""
        self._spaces: list[Any] = []
        """The resources whose colour spaces nothing needs when all is done."""
        self._sizes: dict[tuple[int, int], dict[tuple[int, int], Matrix]] = {}
        self._depth = 0

    def resources(self, found: Any, *, light: bool = False) -> dict[str, Any]:
        """Turn resources into inks; their pictures and forms by name. The colour spaces in them stay until `finish`."""
        if (found.objgen, light) in self._resources:
            return self._resources[found.objgen, light]
        named = found.get("/ColorSpace", None)
        self._spaces.append(found)
        for font in _values(found, "/Font"):
            _embedded(font)
        for state in _values(found, "/ExtGState"):
            self._state(state, light=light)
        for pattern in _values(found, "/Pattern"):
            self._pattern(pattern, light=light)
        for shading in _values(found, "/Shading"):
            self._shading(shading, named, light=light)
        held: dict[str, Any] = {}
        for name, thing in (found.get("/XObject", None) or {}).items():
            held[str(name)] = thing
            if str(thing.get("/Subtype", "")) == "/Image":
                self._picture(thing, light=light)
            else:
                self.form(thing, light=light)
        for key in ("/ProcSet", "/Properties"):
            if key in found:
                del found[key]
        if found.objgen != (0, 0):
            self._resources[found.objgen, light] = held
        return held

    @cached_property
    def every_plate(self) -> Any:
        """The colour that stands on every plate (ISO 32000-1, 8.6.6.4); where plates are only shown, all inks."""
        mixed = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
        return self.pdf.make_indirect(
            pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, mixed])
        )  # fmt: skip

    def finish(self) -> None:
        """Take out the colour spaces of a screen."""
        for resources in self._spaces:
            if "/ColorSpace" in resources:
                del resources.ColorSpace

    def form(self, form: Any, *, light: bool = False) -> Made:
        """Turn a form, or a pattern of tiles, into inks."""
        if not self._first(form, light=light):
            return self._forms[form.objgen]
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise WriteError("forms are nested too deeply")
        for key in [key for key in form.keys() if key not in _FORM]:  # noqa: SIM118  # a stream is no dictionary of Python's
            del form[key]
        if "/Group" in form and "/CS" in form.Group:
            form.Group.CS = pikepdf.Name.DeviceGray if light else pikepdf.Name.DeviceCMYK
        resources = form.get("/Resources", None)
        made = self._forms[form.objgen] = Made(matrix=_matrix(form))
        named = resources.get("/ColorSpace", None) if resources is not None else None
        made.drawn = self.painter.paint(form, named, light=light)
        self.heaviest = max(self.heaviest, made.drawn.heaviest)
        if resources is not None:
            made.held = self.resources(resources, light=light)
        form.write(made.drawn.code)
        self._depth -= 1
        return made

    def sizes(self, drawn: Drawn, held: dict[str, Any]) -> dict[tuple[int, int], Matrix]:
        """The pictures that are drawn, each as large as it is anywhere there, also by way of forms."""
        found: dict[tuple[int, int], Matrix] = {}
        for name, matrix in drawn.shown:
            thing = held.get(name)
            if thing is None:
                raise WriteError(f"a page shows {name}, which is not there")
            inner = {thing.objgen: IDENTITY} if thing.objgen in self.pictures else self._within(thing)
            for key, own in inner.items():
                laid = times(own, matrix)
                if key not in found or area(laid) > area(found[key]):
                    found[key] = laid
        return found

    def _within(self, form: Any) -> dict[tuple[int, int], Matrix]:
        known = self._sizes.get(form.objgen)
        if known is None:
            self._sizes[form.objgen] = {}  # a form that shows itself shows nothing more
            made = self._forms[form.objgen]
            inner = self.sizes(made.drawn, made.held) if made.drawn else {}
            known = self._sizes[form.objgen] = {key: times(own, made.matrix) for key, own in inner.items()}
        return known

    # ── within ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _first(self, thing: Any, *, light: bool = False) -> bool:
        """Whether an object is met for the first time. Raises `WriteError` where it was one of colour, and is to be a mask."""
        known = self._done.get(thing.objgen)
        if thing.objgen == (0, 0) or known is None:
            self._done[thing.objgen] = light
            return True
        if known != light:
            raise WriteError("a part of a drawing is both shown and a mask, and cannot be turned into inks")
        return False

    def _picture(self, picture: Any, *, light: bool) -> None:
        if self._first(picture, light=light):
            self.pictures[picture.objgen] = pictures.in_inks(picture, self.pdf, self.inks, light=light)

    def _pattern(self, pattern: Any, *, light: bool) -> None:
        if int(pattern.PatternType) == 2:
            if self._first(pattern, light=light):
                self._shading(pattern.Shading, None, light=light)
        elif int(pattern.PaintType) == 1:
            self.form(pattern, light=light)
        else:
            raise WriteError("a pattern that takes its colour from where it is used cannot be turned into inks")

    def _shading(self, shading: Any, named: Any, *, light: bool) -> None:
        if self._first(shading, light=light):
            shadings.in_inks(shading, self.pdf, self.inks, named, light=light)

    def _state(self, state: Any, *, light: bool) -> None:
        if not self._first(state, light=light):
            return
        for key in _STATES & {*state.keys()}:
            del state[key]
        mask = state.get("/SMask", None)
        if isinstance(mask, pikepdf.Dictionary):
            for key in {"/BC", "/TR"} & {*mask.keys()}:
                if key == "/TR" and str(mask.TR) != "/Identity":
                    raise WriteError("a mask with a function of its own cannot be turned into inks")
                del mask[key]
            as_light = str(mask.S) == "/Luminosity"
            if as_light and not light:  # what is within a mask is a copy already
                mask.G = self.pdf.copy_foreign(self.untouched.get_object(mask.G.objgen))
            self.form(mask.G, light=as_light)


def _values(resources: Any, kind: str) -> list[Any]:
    return [thing for _, thing in (resources.get(kind, None) or {}).items()]


def _matrix(form: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in form.get("/Matrix", IDENTITY))
    return a, b, c, d, e, f


def _embedded(font: Any) -> None:
    """Refuse a font that does not travel along. Raises `WriteError`."""
    found = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    described = found.get("/FontDescriptor", None)
    if described is None or not {"/FontFile", "/FontFile2", "/FontFile3"} & {*described.keys()}:
        raise WriteError(
            f"the font {str(font.get('/BaseFont', '/without a name'))[1:]} is not embedded, so it cannot be printed"
        )
