"""The file of a house style: TOML in, a `House` out; what is not understood is refused with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.errors import FieldError
from releasekit.model.nodes import check_lang
from releasekit.style.fonts_table import FontsTable
from releasekit.style.house import SHIPPED, House, Logo, Page, shipped
from releasekit.style.lengths import points
from releasekit.toml_file import TomlFile

if TYPE_CHECKING:
    from collections.abc import Callable

    Resources = Callable[[str], bytes | None]

LANGUAGE = "en, de, pt-BR, …"
"""What stands for a key that is the tag of a language."""

KEYS: dict[str, dict[str, str]] = {
    "": {
        "name": "what Word calls the colours and fonts of the house; the one key that must be there",
        "based-on": "the shipped house style that says all that the file does not: `ministry` or `newsroom`; else `ministry`",
    },
    "page": {
        "size": "`A4` or `Letter`",
        "top": "the upper margin of the text, from the second page on, as a length: `25mm`, `2.5cm`, `1in`, `72pt`",
        "right": "the right margin",
        "bottom": "the lower margin",
        "left": "the left margin",
        "header": "from the upper edge of the paper to the letterhead, and to the running head of the other pages",
        "footer": "from the lower edge of the paper to the page number",
        "facing": "`true`: for print on both sides; on even pages the margins, running head and foot are mirrored; what runs from right to left is bound at the right",
    },
    "fonts": {
        "files": "a list of font files of your own (TTF, OTF, TTC), by their paths from the folder of this file, in which they have to stand",
        "text": 'the font of the text: `{ pdf = "Source Serif 4", word = "Cambria" }`, or one name for both',
        "headings": "the font of headings, tables, letterhead and contacts, in the same way; `weight` from 300 to 900 if not 600",
        "headline": "the font of the headline, in the same way",
        "languages": 'the fonts that PDF asks first for words in a language: `{ ur = "Noto Nastaliq Urdu" }`',
        "further": "a list of fonts that PDF asks, in this order, for letters that these do not have, as of another script",
    },
    "sizes": {
        "text": "of the text, from 7 to 18 pt; lead, quotations, tables and contacts follow from it",
        "leading": "from one line of the text to the next",
        "headline": "of the headline",
        "subtitle": "of the subtitle",
        "headings": "of the headings of level 1 to 6: a list; if it is shorter, its last size goes for the rest",
        "small": "of addresses, running head and page number",
    },
    "colours": {
        "ink": 'of the text: `"#1a1a1a"`',
        "muted": "of what stands back: subtitle, captions, addresses",
        "accent": "of the house: headings, links, kicker",
        "rule": "of thin lines",
        "alert": "of an embargo",
        "ground": "behind code",
    },
    "design": {
        "justify": "`true`: lines of equal length where words can be parted, in PDF; `false`: ragged",
        "kicker": '`"words"`, or `"capitals"`',
        "banner": '`"outline"`, `"tint"` or `"solid"`: how an embargo stands out',
        "quote": '`"plain"`: quotations in the size of the text; `"large"`: as pull quotes',
        "table": '`"rules"`: thin lines; `"solid"`: the first row on a dark ground',
    },
    "letterhead": {
        "logo": "a PNG or JPEG file, by its path from the folder of this file, in which it has to stand",
        "alt": "what the logo shows, for people who cannot see it",
        "width": "how wide it is",
        "issuer": "`false`: the issuers' names are left out, because the logo or the lines say them",
        "lines": "further lines of the letterhead: a list",
    },
    "footer": {"text": "a line beside the number of each page"},
    "dates": {LANGUAGE: 'how a day is written in that language: a pattern of the CLDR, `"d MMMM y"`, or `"full"` to `"short"`'},
    "times": {LANGUAGE: "how the time of a day is written in that language: a pattern of the CLDR; else 24 hours, as in 09:30"},
}
"""Every key by its table (the empty one: the top of the file), and what it says. The reference is made from this."""

_PAPERS = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_CHOICES = {
    "kicker": ("words", "capitals"), "banner": ("outline", "tint", "solid"), "quote": ("plain", "large"),
    "table": ("rules", "solid"),
}  # fmt: skip
_SIZES = {"text": (7, 18), "leading": (8, 36), "headline": (9, 60), "subtitle": (7, 36), "headings": (7, 36), "small": (6, 14)}
"""Of each size, the least and the most, in points."""
_NAMES = {"full", "long", "medium", "short"}
_QUOTED = re.compile("'[^']*'")
_LONGEST_PATTERN = 80
_ALLOWED = {"dates": re.compile("[GyMLdEec]"), "times": re.compile("[HhKkmasb]")}
"""The CLDR's letters for parts of a day and of a time."""
_EXAMPLES = {"dates": "d MMMM y", "times": "h:mm a"}
_MOST_LINES = 6
_MOST_BYTES = 8 << 20
"""Of a logo."""
_HEAD, _FOOT = 20.0, 12.0
"""What running head and page number need, in points."""
_LEAST_MEASURE, _LEAST_HEIGHT = 200.0, 240.0


def house(text: str, name: str, resources: Resources | None = None) -> House:
    """The house style that a file holds. Raises `ReadError`."""
    return _File(TomlFile(text, name, "house style"), resources or (lambda _: None)).house()


def whole(text: str, name: str) -> House:
    """The house style that a file holds which says every key but those of a logo."""
    file = _File(TomlFile(text, name, "house style"), lambda _: None)
    return House(page=file.page(None), **file.said())


class _File:
    """A file while it is read."""

    def __init__(self, file: TomlFile, resources: Resources) -> None:
        self.file = file
        self.resources = resources
        self.data = file.data()
        self.fonts = FontsTable(file, self.resources)

    def house(self) -> House:
        self.file.only(self.data, "", {*KEYS[""], *KEYS} - {""})
        based = self.file.words(self.data, "based-on")
        if based and based not in SHIPPED:
            raise self.file.refusal(f"based-on is the name of a shipped house style: {' or '.join(SHIPPED)}", "", "based-on")
        known = shipped(based or SHIPPED[0])
        made = evolve(known, page=self.page(known.page), **self.said())
        self.fonts.check_named(made)
        if made.leading < made.size * 1.1:
            message = "lines would touch: make leading at least 1.1 times the size of the text"
            raise self.file.refusal(message, "sizes", "leading")
        return made

    def said(self) -> dict[str, Any]:
        """All that the file says but the page."""
        name = self.file.words(self.data, "name")
        if not name:
            raise self.file.refusal('a house style has to have a name: write name = "our-house" at its top')
        found = {"name": name, **self.fonts.said(self._table("fonts")), **self._sizes(), **self._colours(), **self._design()}
        found |= {**self._letterhead(), **self._patterns("dates"), **self._patterns("times")}
        footer = self._table("footer")
        return found | ({"footer": self.file.words(footer, "text", "footer")} if "text" in footer else {})

    def _table(self, table: str) -> dict[str, Any]:
        return self.file.table(self.data, table, KEYS[table])

    # ── page, fonts, sizes, colours ─────────────────────────────────────────────────────────────────────────────────

    def page(self, known: Page | None) -> Page:
        """The page: what the file says of it, and the rest as known."""
        table = self._table("page")
        said: dict[str, Any] = {}
        if "size" in table:
            size = self._one_of(table, "size", "page", tuple(_PAPERS))
            said["width"], said["height"] = _PAPERS[size]
        for side in ("top", "right", "bottom", "left", "header", "footer"):
            if side in table:
                said[side] = self._length(table[side], "page", side, (14, 220))
        if "facing" in table:
            said["facing"] = self._yes_or_no(table, "facing", "page")
        page = evolve(known, **said) if known else Page(**said)
        for near, far, least, what in (("header", "top", _HEAD, "running head"), ("footer", "bottom", _FOOT, "page number")):
            if getattr(page, far) < getattr(page, near) + least:
                key = far if far in table else near
                message = f"the {what} has no room: make {far} at least {least:g}pt more than {near}"
                raise self.file.refusal(message, "page", key)
        if page.measure < _LEAST_MEASURE or page.height - page.top - page.bottom < _LEAST_HEIGHT:
            raise self.file.refusal("the margins leave too little room for the text: make them smaller", "page")
        return page

    def _sizes(self) -> dict[str, Any]:
        table = self._table("sizes")
        names = {
            "text": "size",
            "leading": "leading",
            "headline": "title_size",
            "subtitle": "subtitle_size",
            "small": "small_size",
        }
        said: dict[str, Any] = {
            name: self._length(table[key], "sizes", key, _SIZES[key]) for key, name in names.items() if key in table
        }
        if "headings" in table:
            sizes = table["headings"]
            if not isinstance(sizes, list) or not 1 <= len(sizes) <= 6:
                raise self.file.refusal(
                    'headings is a list of 1 to 6 sizes: write ["15pt", "12.5pt", "11pt"]', "sizes", "headings"
                )
            found = [self._length(size, "sizes", "headings", _SIZES["headings"]) for size in sizes]
            said["heading_sizes"] = tuple(found + found[-1:] * (6 - len(found)))
        if "size" in said and "leading" not in said:
            said["leading"] = round(said["size"] * 1.43 * 2) / 2
        return said

    def _length(self, value: Any, table: str, key: str, bounds: tuple[float, float]) -> float:
        length = points(value) if isinstance(value, str) else None
        if length is None:
            raise self.file.refusal(f'{key} is a length with its unit, in quotes: "25mm", "2.5cm", "1in" or "72pt"', table, key)
        length = round(length, 3)
        least, most = bounds
        if not least <= length <= most:
            said = value if value.endswith("pt") else f"{value} ({length:g} pt)"
            raise self.file.refusal(f"{key} is from {least:g} to {most:g} pt, not {said}", table, key)
        return length

    def _colours(self) -> dict[str, str]:
        table = self._table("colours")
        for key, value in table.items():
            if not isinstance(value, str) or not _COLOUR.fullmatch(value):
                raise self.file.refusal(f'{key} is a colour of red, green and blue: write {key} = "#1a1a1a"', "colours", key)
        return {key: value.lower() for key, value in table.items()}

    def _design(self) -> dict[str, Any]:
        table = self._table("design")
        said: dict[str, Any] = {key: self._one_of(table, key, "design", _CHOICES[key]) for key in _CHOICES if key in table}
        if "justify" in table:
            said["justify"] = self._yes_or_no(table, "justify", "design")
        return said

    def _one_of(self, table: dict[str, Any], key: str, name: str, choices: tuple[str, ...]) -> str:
        value = table[key]
        if value not in choices:
            quoted = [f'"{choice}"' for choice in choices]
            raise self.file.refusal(f"{key} is {' or '.join(quoted)}", name, key)
        return str(value)

    def _yes_or_no(self, table: dict[str, Any], key: str, name: str) -> bool:
        if not isinstance(table[key], bool):
            raise self.file.refusal(f"{key} is true or false, without quotes", name, key)
        return bool(table[key])

    # ── letterhead, dates ───────────────────────────────────────────────────────────────────────────────────────────

    def _letterhead(self) -> dict[str, Any]:
        table = self._table("letterhead")
        said: dict[str, Any] = {}
        if "issuer" in table:
            said["issuer"] = self._yes_or_no(table, "issuer", "letterhead")
        if "lines" in table:
            lines = table["lines"]
            if not isinstance(lines, list) or len(lines) > _MOST_LINES:
                message = f'lines is a list of at most {_MOST_LINES} lines: write lines = ["…"]'
                raise self.file.refusal(message, "letterhead", "lines")
            said["letterhead"] = tuple(self.file.words({"lines": line or None}, "lines", "letterhead") for line in lines)
        if "logo" in table:
            said["logo"] = self._logo(table)
        elif stray := next((key for key in ("alt", "width") if key in table), ""):
            raise self.file.refusal(f"{stray} is of a logo, and there is none: add logo, or take it out", "letterhead", stray)
        return said

    def _logo(self, table: dict[str, Any]) -> Logo:
        path, alt = self.file.words(table, "logo", "letterhead"), self.file.words(table, "alt", "letterhead")
        if not alt:
            raise self.file.refusal(
                'the logo needs words for who cannot see it: write alt = "Coat of arms of …"', "letterhead", "logo"
            )
        width = self._length(table.get("width", "40mm"), "letterhead", "width", (14, 400))
        data = self.resources(path)
        if data is None:
            message = f"no file {path!r} in the folder of this file, from which a logo is taken, or in a folder below it"
            raise self.file.refusal(message, "letterhead", "logo")
        if len(data) > _MOST_BYTES:
            raise self.file.refusal(f"the logo has more than {_MOST_BYTES >> 20} MB: make it smaller", "letterhead", "logo")
        if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
            raise self.file.refusal(f"{path!r} is neither a PNG nor a JPEG picture: save it as one", "letterhead", "logo")
        return Logo(data=data, alt=alt, width=width)

    def _patterns(self, table: str) -> dict[str, Any]:
        value = self.data.get(table, {})
        found = self.file.table(self.data, table, value if isinstance(value, dict) else ())
        for lang, pattern in found.items():
            try:
                check_lang(None, None, lang)
            except FieldError as error:
                raise self.file.refusal(str(error), table, lang) from None
            if not isinstance(pattern, str) or not _is_pattern(table, pattern):
                kind = "day" if table == "dates" else "time"
                message = f"{lang} is a pattern of the CLDR for a {kind}: write {lang} = \"{_EXAMPLES[table]}\", with other words in '…'"
                raise self.file.refusal(message, table, lang)
        return {table: tuple(found.items())} if found else {}


def _is_pattern(table: str, pattern: str) -> bool:
    """Whether a pattern has only letters that it may have, and none of them more often than the CLDR allows."""
    from datetime import date, time

    from babel.dates import format_date, format_time

    if table == "dates" and pattern in _NAMES:
        return True
    if len(pattern) > _LONGEST_PATTERN or re.search("[A-Za-z']", _ALLOWED[table].sub("", _QUOTED.sub("", pattern))):
        return False
    try:
        day = table == "dates"
        shown = format_date(date(2027, 3, 14), pattern, "en") if day else format_time(time(9, 30), pattern, locale="en")
    except (ValueError, LookupError, AttributeError):
        return False
    return any(char.isdecimal() for char in shown)
