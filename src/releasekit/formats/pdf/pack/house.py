"""How a pack looks: the pack and what stands beside it in, the house style with the pack's own logo out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.errors import ReadError, WriteError
from releasekit.formats.pdf.pictures import PictureError
from releasekit.formats.pdf.raster import load
from releasekit.style.house import SHIPPED, House, Logo, shipped

if TYPE_CHECKING:
    from releasekit.briefing import Pack
    from releasekit.format import PackContext
    from releasekit.formats.pdf.pictures import Picture

LOGO_WIDTH = 113.0
"""The most that the logo of a pack takes in width, in points: 4 cm."""


def house_of(pack: Pack, context: PackContext) -> House:
    """The house style: that of the context, else that which the pack names, else `ministry`; with the logo of the pack."""
    house = context.house or _named(pack, context) or shipped("ministry")
    if not pack.logo:
        return house
    data = context.resources(pack.logo)
    if data is None:
        context.loss(
            "logo-missing", f"the logo {pack.logo!r} of the pack is not shown: there is no such file beside the manifest"
        )
        return house
    try:
        wide, high = load(data).pixels
    except PictureError as error:
        context.loss("logo-missing", f"the logo {pack.logo!r} of the pack is not shown: {error}")
        return house
    width = min(LOGO_WIDTH, 72 * wide / high)
    return evolve(house, logo=Logo(data=data, alt=pack.logo_alt or pack.title, width=width))


def logo_of(house: House) -> Picture | None:
    """The logo of a house style, ready for the page. Raises `WriteError`."""
    try:
        return load(house.logo.data) if house.logo else None
    except PictureError as error:
        raise WriteError(f"the logo of the house style {house.name!r} cannot be shown: {error}") from None


def _named(pack: Pack, context: PackContext) -> House | None:
    """The style that the pack names, by a shipped name or a file beside the manifest."""
    if not pack.style:
        return None
    if pack.style in SHIPPED:
        return shipped(pack.style)
    data = context.resources(pack.style)
    reason = "there is no such file beside the manifest, and no such style is shipped"
    if data is not None:
        try:
            return House.from_toml(data.decode(), pack.style, context.resources)
        except (ReadError, UnicodeDecodeError) as error:
            reason = str(error)
    context.loss("style-missing", f"the house style {pack.style!r} of the pack is not used: {reason}")
    return None
