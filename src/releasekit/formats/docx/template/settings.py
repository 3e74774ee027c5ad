"""Settings over a template: its settings in, those that say how its pages are set out (ECMA-376, 17.15.1)."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from releasekit.formats.docx.xml import W

_KEPT = frozenset(
    W + name
    for name in (
        "zoom", "displayBackgroundShape", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter", "gutterAtTop", "embedTrueTypeFonts", "saveSubsetFonts", "defaultTabStop",
        "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders",
        "bookFoldRevPrinting", "bookFoldPrinting", "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing",
        "characterSpacingControl", "strictFirstAndLastChars", "noLineBreaksAfter", "noLineBreaksBefore", "footnotePr",
        "endnotePr", "compat", "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator",
    )
)  # fmt: skip
"""The others link to other files, protect, merge addresses, track changes or say how somebody's screen looked."""
_AFTER_NOTES = frozenset(
    W + name for name in ("endnotePr", "compat", "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator")
)


def fitted(template: Any, ours: Any, *, notes: bool) -> Any:
    """The settings of the new document; `notes` are its footnotes, if those are ours, whose separators are named here."""
    if template is None:
        return ours
    for child in [*template]:
        if child.tag not in _KEPT or (notes and child.tag == f"{W}footnotePr"):
            template.remove(child)
    said = ours.find(f"{W}footnotePr")
    if notes and said is not None:
        at = next((index for index, child in enumerate(template) if child.tag in _AFTER_NOTES), len(template))
        template.insert(at, deepcopy(said))
    return template
