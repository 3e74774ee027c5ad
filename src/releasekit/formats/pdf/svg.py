"""SVG to SVG that can do no harm: the bytes of a file in, its text out, or why it cannot be shown.

It may name no other file, be no larger than `MAX_UNITS` when all that it repeats is written out, and hold nothing that only
pixels can show. So the time and memory that it takes to draw it are bounded, and nothing is fetched.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from lxml import etree

from releasekit.formats.pdf.pictures import Picture, PictureError
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES = 4_000_000
MAX_DEPTH = 200
MAX_UNITS = 60_000
"""The most elements of a drawing with all repetitions; letters count as well, and so do pixels of pictures in it."""

PIXELS_A_UNIT = 200
VERTEX = 4
"""How many characters of a path are taken for one of its corners, each of which may show a marker."""

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"

_REFERENCE = re.compile(r"url\(\s*['\"]?\s*([^'\")\s]*)")
_FONT = re.compile(r"(?<![-\w])font-family\s*:[^;}]*;?")
_SHORTHAND = re.compile(r"(?<![-\w])font\s*:")
_EFFECT = re.compile(r"(?<![-\w])filter\s*:(?!\s*none\s*(?:[;!}]|$))")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FAMILY = "Noto Sans"
"""The font of all words in drawings; others are asked for letters that it lacks."""

ADVICE = "save it as PNG, at 300 dots to the inch of its size on paper"

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_BOLD_WEIGHTS = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_UNDRAWN = frozenset({"style", "script", "title", "desc", "metadata"})
"""The elements whose text is not shown."""


@frozen
class Plain:
    """A drawing that can do no harm."""

    text: str
    """Its SVG, with one font for all its words."""
    letters: frozenset[str]
    """The characters of its words, but for space."""
    bold: bool
    """Whether some of them are to be bold."""


def checked(data: bytes, load: Callable[[bytes], Any]) -> Plain:
    """What a file draws, if that can do no harm. Raises `PictureError`."""
    if len(data) > MAX_BYTES:
        raise PictureError(f"its SVG is longer than {MAX_BYTES // 1_000_000} MB: {ADVICE}")
    if b"<!ENTITY" in data:
        raise PictureError("its SVG declares entities: save it without")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise PictureError("its SVG is broken") from None
    if root.tag != f"{SVG}svg":
        raise PictureError(
            "its SVG is broken: it does not begin with an svg element of the namespace http://www.w3.org/2000/svg"
        )
    units = _Units(root, load)
    for element in root.iter():
        units.see(element)
    if units.total(root) > MAX_UNITS:
        raise PictureError(f"its SVG has too many parts: {ADVICE}")
    root.set("font-family", FAMILY)
    return Plain(etree.tostring(root, encoding="unicode"), frozenset(units.letters), units.bold)


class _Units:
    """Looks through the elements of a drawing, and counts what is drawn when all that it repeats is written out."""

    def __init__(self, root: Any, load: Callable[[bytes], Any]) -> None:
        self.load = load
        self.named: dict[str, Any] = {}
        """By their ids; of several with one id, the first is what is shown."""
        for element in root.iter():
            if element.get("id"):
                self.named.setdefault(element.get("id"), element)
        self.own: dict[Any, int] = {}
        self.shown: dict[Any, list[Any]] = {}
        """The elements elsewhere that an element shows."""
        self.styled: list[Any] = []
        """The same for the style sheets, which may mean any element."""
        self.corners = 0
        """Of all paths: each may show what a style sheet says of markers."""
        self.marked = False
        self.referred = 0
        self.letters: set[str] = set()
        self.bold = False

    def see(self, element: Any) -> None:
        """Look at one element. Raises `PictureError` for what cannot be shown."""
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if kind == "filter" or kind.startswith("fe") or element.get("filter", "none").strip() != "none":
            raise PictureError(f"its SVG has filters, such as shadows: {ADVICE}")
        if kind == "foreignObject" and etree.QName(element.getparent()).localname != "switch":
            raise PictureError(f"its SVG holds HTML: {ADVICE}")
        units = 1 + len(element.text or "") + len(element.tail or "") // 10
        self.letters.update("".join((("" if kind in _UNDRAWN else element.text or "") + (element.tail or "")).split()))
        self.bold = self.bold or element.get("font-weight", "").strip() in _BOLD_WEIGHTS
        refers: list[str] = []
        for attribute, value in element.attrib.items():
            if attribute in {"href", XLINK} or attribute.endswith("}href"):
                units += self._linked(element, kind, attribute, value, refers)
            elif attribute == "style":
                element.set("style", self._declared(value))
            refers += _REFERENCE.findall(value)
        element.attrib.pop("font-family", None)
        if kind == "style":
            element.text = self._declared(element.text or "")
            self.styled += [self._named(found) for found in _REFERENCE.findall(element.text)]
            self.marked = self.marked or "marker" in element.text
        corners = len(element.get("d", "") + element.get("points", "")) // VERTEX
        self.corners += corners
        has_markers = any("marker" in attribute or "marker" in value for attribute, value in element.attrib.items())
        times = 1 + corners if has_markers else 1
        self.referred += len(refers) * times
        if self.referred > MAX_UNITS:
            raise PictureError(f"its SVG has too many parts: {ADVICE}")
        refers *= times
        self.own[element] = units
        self.shown[element] = [self._named(found) for found in refers]

    def _declared(self, css: str) -> str:
        css = _COMMENT.sub("", css)
        if "\\" in css:
            raise PictureError(f"its SVG has CSS with escapes: {ADVICE}")
        if _SHORTHAND.search(css):
            raise PictureError("its SVG sets words in a way that is not shown (CSS font): turn its text into paths")
        if _EFFECT.search(css):
            raise PictureError(f"its SVG has filters, such as shadows: {ADVICE}")
        self.bold = self.bold or _BOLD.search(css) is not None
        return _FONT.sub("", css)

    def _linked(self, element: Any, kind: str, attribute: str, value: str, refers: list[str]) -> int:
        value = value.strip()
        if kind not in {"image", "use"} or value.startswith("#"):
            if value.startswith("#"):
                refers.append(value)
            else:  # a link, a script, a style sheet: nothing that is drawn
                del element.attrib[attribute]
            return 0
        head, _, body = value.partition(",")
        if kind == "use" or not head.startswith("data:image/") or "svg" in head:
            raise PictureError(f"its SVG shows another file, {value[:60]!r}: save it with all that it shows in it")
        try:
            data = base64.b64decode(unquote_to_bytes(body)) if ";base64" in head else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            raise PictureError("a picture in its SVG is broken") from None
        picture = self.load(data)
        if not isinstance(picture, Picture):
            raise PictureError(f"its SVG holds another SVG: {ADVICE}")
        return picture.width * picture.height // PIXELS_A_UNIT

    def _named(self, reference: str) -> Any:
        """The element that a reference leads to, or None."""
        if not reference.startswith("#"):
            raise PictureError(f"its SVG shows another file, {reference[:60]!r}: save it with all that it shows in it")
        return self.named.get(reference[1:])

    def total(self, root: Any) -> int:
        """The units of an element with all that is in it and that it shows."""
        known: dict[Any, int] = {}
        open_: set[Any] = set()
        style = [element for element in self.styled if element is not None]
        waiting = [root]
        while waiting:
            element = waiting[-1]
            if element in known:
                waiting.pop()
                continue
            parts = [*element, *(part for part in self.shown[element] if part is not None)]
            if element not in open_:
                open_.add(element)
                if len(open_) > MAX_DEPTH:
                    raise PictureError(f"its SVG is nested too deeply: {ADVICE}")
                fresh = [part for part in dict.fromkeys(parts) if part not in known]
                if any(part in open_ for part in fresh):
                    raise PictureError("its SVG shows a part within itself")
                waiting += fresh
                if fresh:
                    continue
            waiting.pop()
            open_.discard(element)
            known[element] = min(self.own[element] + sum(known[part] for part in parts), MAX_UNITS + 1)
        repeated = sum(known.get(element, MAX_UNITS) for element in style)
        return (known[root] + (self.corners if self.marked else 0)) * (1 + repeated)
