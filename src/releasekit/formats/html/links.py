"""The addresses of a page in, absolute where they can be and harmless, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.html.meta import is_absolute, joined
from releasekit.formats.pandoc.safety import harmless_link

if TYPE_CHECKING:
    from lxml import html

    from releasekit.format import Context
    from releasekit.formats.html.meta import Head

_SPACES = re.compile(r"[\t\n\r\f]+")
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-srcset", "srcset")
"""Where a page keeps the address of a picture that its script shows later."""


class Links:
    """The addresses of one page. `base` is what relative ones are relative to: what the page says, else where it stood."""

    def __init__(self, head: Head, context: Context) -> None:
        self.context = context
        self.base = head.base if is_absolute(head.base) else head.address
        self.based = is_absolute(head.base)
        """Whether the page says what relative addresses are relative to: pictures are no files beside it then."""

    def link(self, node: html.HtmlElement) -> str | None:
        """Where a link leads, or None for one that runs something, with a note."""
        href = _SPACES.sub("", str(node.get("href") or "").strip())
        if not harmless_link(href):
            message = f"the link to {href[:80]!r} is left out: it is not one of the web"
            self.context.loss("link-dropped", message, line=node.sourceline)
            return None
        return joined(self.base, href) if href and href != "#" else href

    def picture(self, node: html.HtmlElement) -> str:
        """The address of a picture: files beside the page keep their relative path, so that they are found."""
        src = _SPACES.sub("", str(node.get("src") or "").strip())
        if not src or (src[:5].lower() == "data:" and len(src) < 200):
            later = (_first(str(node.get(name))) for name in _LAZY if node.get(name))
            src = next((address for address in later if address), src)
        if self.based or src.startswith("/"):
            return joined(self.base, src)
        return src


def _first(srcset: str) -> str:
    """The first address of a list of them with their widths (WHATWG HTML, 4.8.4.2.1)."""
    words = srcset.strip().split(maxsplit=1)
    return words[0].rstrip(",") if words else ""
