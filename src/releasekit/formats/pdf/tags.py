"""What a drawn thing is: the tree of parts of a document, beside the nodes of the model that they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

if TYPE_CHECKING:
    from releasekit.model import Node


@define(eq=False)
class Tag:
    """One part of the document, by its standard structure type (ISO 32000-1, 14.8.4)."""

    role: str
    parent: Tag | None = None
    node: Node | None = None
    lang: str = ""
    alt: str = ""

    def child(self, role: str, node: Node | None = None, *, lang: str = "", alt: str = "") -> Tag:
        """A part of this part."""
        return Tag(role, self, node, lang, alt)
