"""Families of fonts to their files: a name in, what the house brings or pip installed of it out.

Most families are packages of their own from fontpkg, each with a list of its files. Those of many scripts stand together in
one package, and those of Chinese, Japanese and Korean come with the extra `cjk`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from releasekit.errors import WriteError
from releasekit.values import frozen

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from releasekit.style.fontfile import FontFace

CJK = "Noto Sans CJK"

EXTRAS = {CJK: "cjk"}
"""The families that are not part of the default install, and the extra of releasekit that brings each."""

NOTO = (
    "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Kannada", "Khmer", "Lao", "Malayalam",
    "Myanmar", "Oriya", "Sinhala", "Symbols", "Tamil", "Telugu",
)  # fmt: skip
"""The families `Noto Sans …` of one package: variable in their weight, without italics."""

_TOGETHER: dict[str, tuple[tuple[str, str, int | None], ...]] = {
    **{f"Noto Sans {name}": (("manimgx_fonts", f"NotoSans{name}[wght].ttf", None),) for name in NOTO},
    "Noto Emoji": (("manimgx_fonts", "NotoEmoji[wght].ttf", None),),
    CJK: (
        ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf", 400),
        ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf", 700),
    ),
}
"""The families whose packages have no list: package, file and weight of each."""


@frozen
class File:
    """A font file, and what it is for."""

    path: Traversable | FontFace
    weight: int | None
    """None: it has all weights."""
    italic: bool = False
    index: int = 0
    """The number of the font in a collection."""
    digest: str = ""
    """Of its bytes, where a house brings it."""


@frozen(eq=False)
class Family:
    """What there is of a family."""

    name: str
    files: tuple[File, ...]
    serif: bool = False
    sizes: tuple[float, float] | None = None
    """The least and the largest size that its letters are drawn for, where they differ by size."""

    def nearest(self, weight: int, *, italic: bool) -> File:
        """The file that comes nearest to what is wanted."""
        choices = [file for file in self.files if file.italic == italic] or self.files
        return min(choices, key=lambda file: (abs((file.weight or weight) - weight), file.path.name))


def family(name: str, own: tuple[FontFace, ...] = ()) -> Family:
    """A family by its name: of the font files of the house, else installed. Raises `WriteError` if it is neither."""
    faces = tuple(face for face in own if face.family == name)
    return _brought(name, faces) if faces else _installed(name)


@cache
def _installed(name: str) -> Family:
    try:
        return _together(name) if name in _TOGETHER else _listed(name)
    except (ModuleNotFoundError, OSError, ValueError):
        what = f'pip install "releasekit[{EXTRAS[name]}]"' if name in EXTRAS else _how_to_have(name)
        raise WriteError(f"the font {name} is not installed: {what}") from None


@cache
def installed(name: str) -> bool:
    """Whether a family is there."""
    try:
        _installed(name)
    except WriteError:
        return False
    return True


def _how_to_have(name: str) -> str:
    return f"pip install {_package(name).replace('_', '-')}, or give its font files to the house style (files in [fonts])"


def _package(name: str) -> str:
    return _TOGETHER[name][0][0] if name in _TOGETHER else "fontpkg_" + name.lower().replace(" ", "_").replace("-", "_")


def _brought(name: str, faces: tuple[FontFace, ...]) -> Family:
    """A family of font files."""
    files = tuple(File(face, face.weight, face.italic, face.index, face.digest) for face in faces)
    sizes = next((face.sizes for face in faces if face.sizes), None)
    return Family(name, files, serif=faces[0].serif, sizes=sizes)


def _together(name: str) -> Family:
    found = [(files(package).joinpath(file), weight) for package, file, weight in _TOGETHER[name]]
    if not all(path.is_file() for path, _ in found):
        raise OSError(name)
    return Family(name, tuple(File(path, weight) for path, weight in found))


def _listed(name: str) -> Family:
    """A family whose package says what there is in it (`metadata.json` of fontpkg)."""
    root = files(_package(name))
    known: dict[str, Any] = json.loads(root.joinpath("metadata.json").read_text("utf-8"))
    found = tuple(File(root.joinpath(each["path"]), each["weight"], each["style"] == "italic") for each in known["files"])
    sizes = next(((float(axis["min"]), float(axis["max"])) for axis in known["axes"] if axis["tag"] == "opsz"), None)
    return Family(name, found, serif="SERIF" in known.get("category", ()), sizes=sizes)
