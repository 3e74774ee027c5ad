"""Images to pictures: a source in, the picture behind it out, and a note where there is none or it will not look well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field

from releasekit.formats.pdf.pictures import PRINT_DPI, Picture, PictureError
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.format import Context
    from releasekit.formats.pdf.drawings import Drawing
    from releasekit.model import Node
    from releasekit.model import nodes as n


@define(eq=False)
class Gallery:
    """The pictures of one release, each loaded once."""

    context: Context
    where: Callable[[Node], str]
    """The JSON Pointer of a node."""
    _pictures: dict[str, Picture | Drawing | None] = field(factory=dict)
    _placed: set[str] = field(factory=set)

    def picture(self, image: n.Image) -> Picture | Drawing | None:
        """The picture behind an image, or None with a note."""
        if image.src not in self._pictures:
            from releasekit.formats.pdf.raster import load

            self._pictures[image.src] = None
            data = self.context.resources(image.src) if image.src else None
            try:
                if data is None:
                    reason = "there is no such file beside the release"
                else:
                    self._pictures[image.src] = load(data)
                    reason = ""
            except PictureError as error:
                reason = str(error)
            if reason:
                message = f"the picture {image.src!r} is not shown: {reason}"
                self.context.advise("picture-missing", message, self.where(image))
        return self._pictures[image.src]

    def placed(self, image: n.Image, picture: Picture | Drawing, width: float) -> None:
        """Note what a person should look at before a picture is printed `width` points wide; once for each file."""
        if image.src in self._placed:
            return
        self._placed.add(image.src)
        if not isinstance(picture, Picture):
            self._drawn(image, picture)
            return
        dots = picture.pixels[0] / width * 72
        if dots < PRINT_DPI - 0.5:
            self.context.advise(
                "picture-coarse",
                f"the picture {image.src!r} has {dots:.0f} pixels to the inch on the page: from 150 on it is sharp in print",
                self.where(image),
            )
        if picture.converted:
            self.context.advise(
                "picture-colours",
                f"the picture {image.src!r} is made for inks (CMYK) without a colour profile, and its colours are a guess: save as RGB",
                self.where(image),
            )

    def _drawn(self, image: n.Image, drawing: Drawing) -> None:
        if drawing.missing:
            message = f"the picture {image.src!r} is shown without some of its letters: {drawing.missing}"
            self.context.loss("picture-letters", message, self.where(image))
        if drawing.bold:
            message = f"the picture {image.src!r} has bold words, which are not bold on the page: turn them into paths"
            self.context.advise("picture-weight", message, self.where(image))
