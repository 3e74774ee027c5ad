"""What streams of drawing need: fonts, pictures, forms, patterns, gradients and states of graphics of others in, those that are made of them out.

Each is made once. A form is made once for each state that it begins with, and states it: nothing is taken from around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pypdf.generic import DictionaryObject, NameObject, StreamObject

from releasekit.formats.pdf.foreign.bounds import MOST_DEPTH, UnplacedError
from releasekit.formats.pdf.foreign.colours import Colours
from releasekit.formats.pdf.foreign.content import FRESH, Redrawn, Start, redrawn
from releasekit.formats.pdf.foreign.fonts import Fonts
from releasekit.formats.pdf.foreign.images import Images
from releasekit.formats.pdf.foreign.objects import (
    array,
    content,
    dictionary,
    entry,
    identity,
    listed,
    name,
    number,
    numbers,
    true,
    whole,
    written,
)
from releasekit.formats.pdf.foreign.shadings import Shadings

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.formats.pdf.foreign.bounds import Bounds
    from releasekit.formats.pdf.foreign.objects import Made, Piece

BLENDS = {
    "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn", "HardLight", "SoftLight",
    "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity",
}  # fmt: skip
"""The ways to blend that PDF 1.7 has (ISO 32000-1, 11.3.5)."""

_STATE_NUMBERS = ("/LW", "/ML", "/CA", "/ca")

GROUP = b"/Group <</S /Transparency /CS /DeviceRGB /I %s /K %s>> "


class Parts:
    """The parts of the pages of a file."""

    def __init__(self, bounds: Bounds, made: Made) -> None:
        self.bounds, self.made = bounds, made
        self.colours = Colours(bounds, made)
        self.fonts = Fonts(bounds, made)
        self.images = Images(bounds, made, self.colours)
        self.shadings = Shadings(bounds, made, self.colours)
        self.transparent = False
        """Whether something that was made lets what is below it be seen."""
        self.drawn: dict[int, int] = {}
        """By how many operators forms, patterns and masks draw, by their numbers."""
        self._known: dict[Any, int | UnplacedError] = {}
        self._kept: list[Any] = []
        self._open: list[Any] = []

    def _once(self, kind: str, stated: Any, make: Callable[[], int], *further: Any) -> int:
        """What an object becomes, or why it does not. An object stands in itself nowhere. Raises `UnplacedError`."""
        key = (kind, identity(stated), *further)
        known = self._known.get(key)
        if known is None:
            self.bounds.take("objects")
            if key[:2] in self._open or len(self._open) > MOST_DEPTH:
                raise UnplacedError("its drawing is nested too deeply")
            self._kept.append(stated)  # so that what it is told by is its own as long as this is known
            self._open.append(key[:2])
            try:
                known = make()
            except UnplacedError as refusal:
                known = refusal
            finally:
                self._open.pop()
            self._known[key] = known
        if isinstance(known, UnplacedError):
            raise known
        return known

    def shown(self, stated: Any, resources: Any, start: Start) -> int:
        """A picture or a form. Raises `UnplacedError`."""
        if not isinstance(stated, StreamObject):
            raise UnplacedError("it is damaged")
        if "/OC" in stated:
            raise UnplacedError("it has layers")
        match name(entry(stated, "/Subtype")):
            case "Image":
                if "/SMask" in stated:
                    self.transparent = True
                return self._once("image", stated, lambda: self.images.image(stated, resources))
            case "Form":
                around = None if "/Resources" in stated else identity(resources)
                self._kept.append(resources)
                return self._once("form", stated, lambda: self._form(stated, resources, start), start, around)
            case _:
                raise UnplacedError("it shows what is no picture and no drawing")

    def _form(self, stated: Any, resources: Any, start: Start, *, grouped: bool = False) -> int:
        if "/PS" in stated or name(entry(stated, "/Subtype2")) == "PS" or "/Ref" in stated:
            raise UnplacedError("it shows what is no picture and no drawing")
        own = entry(stated, "/Resources")
        made = redrawn(content(stated, self.bounds), dictionary(own if own is not None else resources), self, start)
        box = b"/BBox %s " % listed(numbers(entry(stated, "/BBox"), 4))
        matrix = b"/Matrix %s " % listed(numbers(entry(stated, "/Matrix"), 6)) if "/Matrix" in stated else b""
        group = dictionary(entry(stated, "/Group"))
        has_group = grouped or name(entry(group, "/S")) == "Transparency"
        if has_group:
            self.transparent = True
        flags = [b"true" if true(entry(group, key)) else b"false" for key in ("/I", "/K")]
        entries = box + matrix + (GROUP % (*flags,) if has_group else b"")
        return self.form(entries, made)

    def form(self, entries: bytes, made: Redrawn) -> int:
        """A form of what is drawn."""
        return self._counted(self.made.add(b"/Type /XObject /Subtype /Form " + entries, *made.resources, data=made.code), made)

    def _counted(self, number: int, made: Redrawn) -> int:
        self.drawn[number] = made.drawn
        return number

    def shading(self, stated: Any, resources: Any) -> int:
        """A gradient. Raises `UnplacedError`."""
        return self._once("shading", stated, lambda: self.shadings.shading(stated, resources))

    def pattern(self, stated: Any, resources: Any) -> int:
        """A pattern, of tiles in colours of their own or of a gradient. Raises `UnplacedError`."""
        return self._once("pattern", stated, lambda: self._pattern(stated, resources))

    def _pattern(self, stated: Any, resources: Any) -> int:
        kind = whole(entry(stated, "/PatternType"), 1, 2)
        matrix = b"/Matrix %s " % listed(numbers(entry(stated, "/Matrix"), 6)) if "/Matrix" in stated else b""
        if kind == 2:
            if "/ExtGState" in stated:
                raise UnplacedError("it has patterns of an unusual kind")
            return self.made.add(
                b"<</PatternType 2 " + matrix + b"/Shading ", self.shading(entry(stated, "/Shading"), resources), b">>"
            )
        if whole(entry(stated, "/PaintType"), 1, 2) != 1:
            raise UnplacedError("it has patterns without a colour of their own")
        across, up = (number(entry(stated, key)) for key in ("/XStep", "/YStep"))
        if not across or not up:
            raise UnplacedError("it is damaged")
        made = redrawn(content(stated, self.bounds), dictionary(entry(stated, "/Resources")), self, FRESH)
        entries = b"/PatternType 1 /PaintType 1 /TilingType %d /BBox %s /XStep %s /YStep %s " % (
            whole(entry(stated, "/TilingType"), 1, 3),
            listed(numbers(entry(stated, "/BBox"), 4)),
            written(across),
            written(up),
        )
        return self._counted(self.made.add(entries + matrix, *made.resources, data=made.code), made)

    def state(self, stated: Any, resources: Any) -> int:
        """A state of graphics. Raises `UnplacedError`."""
        return self._once("state", stated, lambda: self._state(dictionary(stated), resources))

    def _state(self, stated: DictionaryObject, resources: Any) -> int:
        if "/Font" in stated:
            raise UnplacedError("it sets its fonts in an unusual way")
        if any(name(entry(stated, key)) not in {"", "Identity", "Default"} for key in ("/TR", "/TR2")) or any(
            key in stated and not isinstance(entry(stated, key), NameObject) for key in ("/TR", "/TR2")
        ):
            raise UnplacedError("it changes its colours for a press")
        pieces: list[Piece] = [b"<</Type /ExtGState"]
        pieces += [b" %s %s" % (key.encode(), written(number(entry(stated, key)))) for key in _STATE_NUMBERS if key in stated]
        pieces += [b" %s %d" % (key.encode(), whole(entry(stated, key), 0, 2)) for key in ("/LC", "/LJ") if key in stated]
        for key in ("/CA", "/ca"):
            if key in stated and not 0 <= number(entry(stated, key)) <= 1:
                raise UnplacedError("it is damaged")
        if "/D" in stated:
            dashes, phase = array(entry(stated, "/D"), 2)
            pieces.append(b" /D [%s %s]" % (listed([number(each) for each in array(dashes, 64)]), written(number(phase))))
        for key in ("/AIS", "/TK"):
            if key in stated:
                pieces.append(b" %s %s" % (key.encode(), b"true" if true(entry(stated, key)) else b"false"))
        if "/BM" in stated:
            blend = entry(stated, "/BM")
            blend = name(blend) or name(array(blend, 20)[0])
            if blend not in BLENDS:
                raise UnplacedError("its colours are laid one over the other in an unusual way")
            pieces.append(b" /BM /%s" % blend.encode())
        if "/SMask" in stated:
            pieces += self._mask(entry(stated, "/SMask"), resources)
        self.transparent = self.transparent or bool({"/CA", "/ca", "/BM", "/SMask"} & {*stated})
        made = self.made.add(*pieces, b">>")
        self.drawn[made] = sum(self.drawn.get(piece, 0) for piece in pieces if isinstance(piece, int))
        return made

    def _mask(self, stated: Any, resources: Any) -> list[Piece]:
        """What says how much of all that is drawn is seen (11.6.5.3)."""
        if name(stated) == "None":
            return [b" /SMask /None"]
        mask = dictionary(stated)
        kind, form = name(entry(mask, "/S")), entry(mask, "/G")
        ground = array(entry(mask, "/BC"), 4) if "/BC" in mask else []
        if (
            kind not in {"Alpha", "Luminosity"}
            or not isinstance(form, StreamObject)
            or ("/TR" in mask and name(entry(mask, "/TR")) != "Identity")
            or (kind == "Luminosity" and any(number(each) for each in ground))
        ):
            raise UnplacedError("it has masks of an unusual kind")
        made = self._once("mask", form, lambda: self._form(form, resources, FRESH, grouped=True))
        return [b" /SMask <</Type /Mask /S /%s /G " % kind.encode(), made, b">>"]
