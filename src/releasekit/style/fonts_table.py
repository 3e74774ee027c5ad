"""The table `[fonts]` of a house style: the table and the files that it names in, fields of a `House` out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from releasekit.errors import FieldError
from releasekit.model.nodes import check_lang
from releasekit.style.fontfile import MOST_BYTES, MOST_BYTES_TOGETHER, MOST_FILES, FontError, faces
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.style.fontfile import FontFace
    from releasekit.style.house import House
    from releasekit.toml_file import TomlFile

_FAMILY = re.compile(r"[^\W_][\w .&'+-]{0,59}")
_LANGUAGES = re.compile(r"^[ \t]*\[fonts\.languages\]", re.MULTILINE)


@frozen
class FontsTable:
    """The table while it is read."""

    file: TomlFile
    resources: Callable[[str], bytes | None]

    def said(self, table: dict[str, Any]) -> dict[str, Any]:
        """The fields of a house that the table says."""
        said: dict[str, Any] = {"font_files": self._font_files(table)} if "files" in table else {}
        for key, short in {"text": "text", "headings": "head", "headline": "title"}.items():
            if key in table:
                found = table[key] if isinstance(table[key], dict) else {"pdf": table[key], "word": table[key]}
                self._font(key, found)
                said |= {f"{short}_font": found[name] for name in ("pdf",) if name in found}
                said |= {f"word_{short}_font": found[name] for name in ("word",) if name in found}
                said |= {f"{short}_weight": found[name] for name in ("weight",) if name in found}
        if "further" in table:
            names = table["further"]
            if not isinstance(names, list) or not all(isinstance(name, str) and _FAMILY.fullmatch(name) for name in names):
                raise self.file.refusal('further is a list of fonts: write further = ["Cairo", "Mukta"]', "fonts", "further")
            said["further_fonts"] = tuple(names)
        if "languages" in table:
            said["language_fonts"] = self._languages(table["languages"])
        return said

    def _languages(self, named: Any) -> tuple[tuple[str, str], ...]:
        """The fonts of languages."""
        table, key = ("fonts.languages", "") if _LANGUAGES.search(self.file.text) else ("fonts", "languages")
        if not isinstance(named, dict):
            message = 'languages is a font for each language: write languages = { ur = "Noto Nastaliq Urdu" }'
            raise self.file.refusal(message, table, key)
        for lang, name in named.items():
            try:
                check_lang(None, None, lang)
            except FieldError as error:
                raise self.file.refusal(str(error), table, key or lang) from None
            if not isinstance(name, str) or not _FAMILY.fullmatch(name):
                raise self.file.refusal(f'{lang} is a font: write {lang} = "Noto Nastaliq Urdu"', table, key or lang)
        return tuple(named.items())

    def _font(self, key: str, found: dict[str, Any]) -> None:
        """Refuse what names no font."""
        asked = f'{key} is a font: write {key} = {{ pdf = "Source Serif 4", word = "Cambria" }}'
        if not found or not found.keys() <= {"pdf", "word", "weight"}:
            raise self.file.refusal(asked, "fonts", key)
        for name in ("pdf", "word"):
            if name in found and not (isinstance(found[name], str) and _FAMILY.fullmatch(found[name])):
                raise self.file.refusal(f"{asked}, in letters, digits and spaces", "fonts", key)
        weight = found.get("weight", 600)
        if key == "text" and "weight" in found:
            raise self.file.refusal("the text has no weight of its own: leave it out", "fonts", key)
        if isinstance(weight, bool) or not isinstance(weight, int) or not 300 <= weight <= 900:
            raise self.file.refusal(
                "weight is a number from 300 (light) to 900 (black): 400 is regular, 700 bold", "fonts", key
            )

    def _font_files(self, table: dict[str, Any]) -> tuple[FontFace, ...]:
        """The faces of all font files."""
        paths = table["files"]
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths) or len(paths) > MOST_FILES:
            message = f'files is a list of at most {MOST_FILES} font files: write files = ["fonts/Ours-Regular.ttf"]'
            raise self.file.refusal(message, "fonts", "files")
        found: dict[tuple[str, int | None, bool], FontFace] = {}
        room = MOST_BYTES_TOGETHER
        for path in dict.fromkeys(paths):
            for face in self._faces(path, room):
                twin = found.setdefault((face.family, face.weight, face.italic), face)
                if twin is not face:
                    kind = f"{face.family}, {face.weight or 'all weights'}{', italic' * face.italic}"
                    message = f"{path!r} and {twin.file!r} are the same font ({kind}): keep one of them"
                    raise self.file.refusal(message, "fonts", "files", path)
            room -= len(face.data)
        return tuple(found.values())

    def _faces(self, path: str, room: int) -> tuple[FontFace, ...]:
        """The faces of a font file, which has so many bytes at most."""
        data = self.resources(path)
        if data is None:
            message = f"no file {path!r} in the folder of this file, from which fonts are taken, or in a folder below it"
            raise self.file.refusal(message, "fonts", "files", path)
        if len(data) > min(MOST_BYTES, room):
            most = (
                f"{MOST_BYTES >> 20} MB" if len(data) > MOST_BYTES else f"{MOST_BYTES_TOGETHER >> 20} MB with those before it"
            )
            raise self.file.refusal(f"the font {path!r} has more than {most}: take a smaller one", "fonts", "files", path)
        try:
            return faces(path, data)
        except FontError as error:
            raise self.file.refusal(f"{path!r} {error}", "fonts", "files", path) from None

    def check_named(self, made: House) -> None:
        """Refuse a font file whose family the style does not name: it would not be used."""
        named = {made.text_font, made.head_font, made.title_font, *made.further_fonts, *dict(made.language_fonts).values()}
        families: dict[str, list[str]] = {}
        for face in made.font_files:
            families.setdefault(face.file, []).append(face.family)
        for path, held in families.items():
            if named.isdisjoint(held):
                known = " or ".join(f'"{family}"' for family in dict.fromkeys(held))
                message = f"{path!r} holds the font {known}, which is not used: name it as text, headings, headline, or in further or languages"
                raise self.file.refusal(message, "fonts", "files", path)
