"""A house style: the fonts, sizes, colours and page that DOCX and PDF share. Sizes are in points, colours `#rrggbb`."""

from __future__ import annotations

from attrs import field, frozen


@frozen(kw_only=True)
class Page:
    """A sheet of paper and its margins, in points (1 pt is 1/72 inch)."""

    width: float = 595.276
    height: float = 841.89
    top: float = 85.0
    right: float = 79.0
    bottom: float = 79.0
    left: float = 79.0

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - self.left - self.right


A4 = Page()
LETTER = Page(width=612.0, height=792.0)


@frozen(kw_only=True)
class House:
    """What a designer decides once for all releases of a house."""

    name: str = "ministry"
    page: Page = A4
    text_font: str = "Source Serif 4"
    head_font: str = "Source Sans 3"
    word_text_font: str = "Cambria"
    """The text font in Word, which embeds none: one that every Word has."""
    word_head_font: str = "Calibri"
    size: float = 10.5
    leading: float = 15.0
    title_size: float = 22.0
    subtitle_size: float = 13.0
    heading_sizes: tuple[float, ...] = field(default=(15.0, 12.5, 11.0, 10.5, 10.5, 10.5))
    small_size: float = 8.5
    ink: str = "#1a1a1a"
    muted: str = "#5c6166"
    accent: str = "#0f4c6b"
    rule: str = "#c5cad0"
    alert: str = "#9b1c1c"


MINISTRY = House()
"""Serif and restrained: the style of a release without another."""
