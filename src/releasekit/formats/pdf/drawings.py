"""SVG to what a page can show: the bytes of a drawing in, its lines and areas out, as sharp in print as on a screen.

Its words are drawn as outlines of the fonts that pages are set in.
"""

from __future__ import annotations

import hashlib
import io
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, cast

from releasekit.errors import WriteError
from releasekit.formats.pdf.choice import choose, missing_glyph, what_to_install
from releasekit.formats.pdf.code import stream
from releasekit.formats.pdf.copied import copied
from releasekit.formats.pdf.families import family
from releasekit.formats.pdf.fonts import Cut
from releasekit.formats.pdf.pictures import PictureError, scaled
from releasekit.formats.pdf.scripts import script_of
from releasekit.formats.pdf.svg import ADVICE, FAMILY, checked
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.resources.abc import Traversable

POINTS = 0.75
"""A CSS pixel in points."""


@frozen(eq=False)
class Drawing:
    """A drawing, ready for the page."""

    width: float
    """In CSS pixels."""
    height: float
    data: bytes
    """Its file."""
    page: bytes
    """A PDF with one page, which is the drawing."""
    missing: str = ""
    """What to say of letters in it that no font has."""
    bold: bool = False
    """Whether words in it that should be bold are not."""
    decimals: ClassVar[int] = 3
    """With how many its matrix is written."""

    @cached_property
    def digest(self) -> bytes:
        """What it is told from others by."""
        return hashlib.sha256(self.page).digest()

    @property
    def pixels(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height

    def within(self, width: float, height: float, least: float = 0.0) -> tuple[float, float]:
        """Its size in points: in a box, and `least` wide; it may be drawn at any size."""
        return scaled((self.width, self.height), max(POINTS, least / self.width), (width, height))

    def matrix(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float, float, float]:
        """What draws it into a rectangle, from the lower left corner."""
        return width, 0, 0, height, x, y

    def form(self, add: Callable[[bytes], bytes]) -> bytes:
        """A reference to it as a form that fills a square of one point; `add` puts an object into the file and returns one."""
        from pypdf import PdfReader

        page: Any = PdfReader(io.BytesIO(self.page)).pages[0]
        box = [float(edge) for edge in page.mediabox]
        sizes = f"/BBox [0 0 {box[2]:g} {box[3]:g}] /Matrix [{1 / box[2]:.8f} 0 0 {1 / box[3]:.8f} 0 0]"
        resources = copied(page["/Resources"], _Copies(add).refer)
        content = page.get_contents()
        entries = f"/Type /XObject /Subtype /Form {sizes} /Resources ".encode() + resources
        return add(stream(entries, content.get_data() if content is not None else b""))


def is_svg(data: bytes) -> bool:
    """Whether a file is meant to be SVG."""
    return b"<svg" in data[:4000]


def drawing(data: bytes, load: Callable[[bytes], Any]) -> Drawing:
    """The drawing of a file; `load` loads the pictures in it. Raises `PictureError`."""
    try:
        import svg2pdf_py  # type: ignore[import-untyped]  # it has no types
    except ImportError:
        raise PictureError("it is SVG, which needs a library: pip install 'releasekit[svg]'") from None
    plain = checked(data, load)
    families, missing = _families(plain.letters)
    options = svg2pdf_py.ConversionOptions(compress=True, raster_scale=1.0, embed_text=False)
    try:
        made = svg2pdf_py.svg_to_pdf(plain.text, _fonts(families), options)
    except ValueError:
        raise PictureError("its SVG is broken, or has no size") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what an error in Rust that nobody expected becomes
            raise
        raise PictureError(f"its SVG cannot be drawn: {ADVICE}") from None
    from pypdf import PdfReader

    box = PdfReader(io.BytesIO(made)).pages[0].mediabox
    width, height = float(box.width), float(box.height)
    if not (0.01 <= width <= 1e6 and 0.01 <= height <= 1e6):
        raise PictureError("its SVG has no size, or one that no paper has")
    return Drawing(width, height, data, made, missing, plain.bold)


def _families(letters: frozenset[str]) -> tuple[tuple[str, ...], str]:
    """The families that have letters, and what to say of the first letter that none has."""
    cut = Cut(FAMILY)
    families, missing = {FAMILY: None}, ""
    for letter in sorted(letters):
        try:
            families[choose(letter, cut, script_of(letter), None).family] = None
        except WriteError:
            missing = missing or f"{missing_glyph(letter)}: {what_to_install(letter) or 'turn its text into paths'}"
    return tuple(families), missing


@lru_cache(maxsize=8)
def _fonts(families: tuple[str, ...]) -> Any:
    from importlib.resources import as_file

    import svg2pdf_py

    found = svg2pdf_py.FontDatabase()
    for each in families:
        with as_file(cast("Traversable", family(each).nearest(400, italic=False).path)) as path:  # these come by pip
            found.load_font_file(str(path))
    return found


class _Copies:
    """Objects of another PDF, of which each that is new is added once, however many are alike."""

    def __init__(self, add: Callable[[bytes], bytes]) -> None:
        self.add = add
        self.references: dict[int, bytes] = {}
        self.same: dict[bytes, bytes] = {}

    def refer(self, reference: Any) -> bytes:
        """The reference to the copy of what a reference leads to."""
        known = self.references.get(reference.idnum)
        if known is None:
            code = copied(reference.get_object(), self.refer)
            if code not in self.same:
                self.same[code] = self.add(code)
            known = self.references[reference.idnum] = self.same[code]
        return known
