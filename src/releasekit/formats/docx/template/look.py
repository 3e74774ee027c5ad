"""How a template looks: its styles and theme in, the house style with its fonts, sizes and colours out.

What the template has no style for, such as a contact or a caption, is set as if its designer had made one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.formats.docx.xml import A, W, value

if TYPE_CHECKING:
    from releasekit.style.house import House, Page

_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_SMALLEST, _LARGEST = 6.0, 24.0
"""Sizes of text, in points, that are believed."""


def house_of(styles: Any, theme: Any, house: House, page: Page) -> House:
    """The house style in the fonts, size and colours of a template, on its page."""
    house = evolve(house, page=page)
    if styles is None:
        return house
    by_name = {value(style, "name").lower(): style for style in styles.iterfind(f"{W}style")}
    normal, heading = by_name.get("normal"), by_name.get("heading 1")
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault")
    text = _font(normal, theme) or _font(defaults, theme) or house.word_text_font
    size = _size(normal) or _size(defaults) or 10.0
    scale = size / house.size
    accent = _colour(heading, house.accent)
    return evolve(
        house,
        word_text_font=text,
        word_head_font=_font(heading, theme) or text,
        size=size,
        leading=round(house.leading * scale, 1),
        title_size=round(house.title_size * scale, 1),
        subtitle_size=round(house.subtitle_size * scale, 1),
        heading_sizes=tuple(round(each * scale, 1) for each in house.heading_sizes),
        small_size=round(house.small_size * scale, 1),
        ink=_colour(normal, house.ink),
        accent=accent,
    )


def _font(style: Any, theme: Any) -> str:
    """The font that a style names, itself or by the theme."""
    fonts = None if style is None else style.find(f"{W}rPr/{W}rFonts")
    if fonts is None:
        return ""
    of_theme = fonts.get(f"{W}asciiTheme", "")
    if of_theme and theme is not None:
        group = "majorFont" if of_theme.startswith("major") else "minorFont"
        latin = next(theme.iter(A + group), None)
        latin = None if latin is None else latin.find(f"{A}latin")
        if latin is not None and latin.get("typeface"):
            return _clean(latin.get("typeface"))
    return _clean(fonts.get(f"{W}ascii", ""))


def _clean(name: str) -> str:
    """A font's name that may stand in an attribute as it is."""
    return re.sub(r'[<>&"\s]+', " ", name).strip()[:60]


def _size(style: Any) -> float:
    said = "" if style is None else value(style, "rPr/sz")
    size = int(said) / 2 if said.isascii() and said.isdecimal() and len(said) < 4 else 0.0
    return size if _SMALLEST <= size <= _LARGEST else 0.0


def _colour(style: Any, otherwise: str) -> str:
    said = "" if style is None else value(style, "rPr/color")
    return f"#{said.lower()}" if _COLOUR.fullmatch(said) else otherwise
