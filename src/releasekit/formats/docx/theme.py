"""What Word offers an editor: a house style in, the package's colour theme and table of fonts out (ECMA-376, 14.2.7, 17.8).

No style refers to the theme. It is there so that the colours of the house stand in Word's palette.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from releasekit.formats.docx.markup import DECLARATION, NAMESPACES, quoted
from releasekit.formats.docx.stylesheet import SERIF_FONTS

if TYPE_CHECKING:
    from releasekit.style.house import House

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_METRIC_TWINS = {"Cambria": "Caladea", "Calibri": "Carlito", "Times New Roman": "Liberation Serif", "Arial": "Liberation Sans"}
"""Free fonts of the same widths, for programs that have not the others."""


@lru_cache(maxsize=8)
def theme(house: House) -> str:
    """The part `theme1.xml`."""
    colours = (
        ("dk1", house.ink), ("lt1", "#FFFFFF"), ("dk2", house.accent), ("lt2", house.ground), ("accent1", house.accent),
        ("accent2", house.alert), ("accent3", house.muted), ("accent4", house.rule), ("accent5", house.ink),
        ("accent6", house.muted), ("hlink", house.accent), ("folHlink", house.accent),
    )  # fmt: skip
    palette = "".join(f'<a:{name}><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:{name}>' for name, colour in colours)
    families = "".join(
        f'<a:{name}Font><a:latin typeface="{quoted(font)}"/><a:ea typeface=""/><a:cs typeface=""/></a:{name}Font>'
        for name, font in (("major", house.word_title_font), ("minor", house.word_text_font))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_DRAWING}" name="{quoted(house.name)}"><a:themeElements>'
        f'<a:clrScheme name="{quoted(house.name)}">{palette}</a:clrScheme>'
        f'<a:fontScheme name="{quoted(house.name)}">{families}</a:fontScheme>'
        f'<a:fmtScheme name="{quoted(house.name)}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


@lru_cache(maxsize=8)
def font_table(house: House) -> str:
    """The part `fontTable.xml`: what may stand in for a font that is not there."""
    own = (house.word_text_font, house.word_head_font, house.word_title_font)
    faces = (
        *((name, "roman" if name in SERIF_FONTS else "swiss", "variable") for name in own),
        ("Times New Roman", "roman", "variable"),
        ("Arial", "swiss", "variable"),
        ("Consolas", "modern", "fixed"),
        ("Courier New", "modern", "fixed"),
    )
    rows = "".join(
        f'<w:font w:name="{quoted(name)}">'
        + (f'<w:altName w:val="{_METRIC_TWINS[name]}"/>' if name in _METRIC_TWINS else "")
        + f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, family, pitch in dict.fromkeys(faces)
    )
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{rows}</w:fonts>"
