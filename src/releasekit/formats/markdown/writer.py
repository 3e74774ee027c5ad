"""A release to Markdown: YAML front matter, an empty line, and the body, in one stable style.

- Front matter has the title first, then the fields in the order of the model, each entry of a list or map on a line of its
  own; only keywords and sections are in brackets. Words are in quotation marks only where YAML would read something else.
- Headings have number signs; one of level 1 or 2 that holds a line end is underlined.
- Bullets are `-`, and `*` in a list that follows another or begins an item; numbers have a point, or a parenthesis in a
  list that follows another. A tight list has no empty line in it, a loose one has one between its items.
- Delimiters are `*`, `**` and `~~`; underscores stand only where an asterisk would touch another. Code stands between
  backticks, code blocks in fences of them. A rule is `---`. A hard line break is a backslash.
- Blocks are parted by one empty line. Soft line breaks are kept, and no line is wrapped: the diff of a changed word is one
  line. A backslash stands only before a character that would mean something else without it, and a character reference
  only for white space that would be lost.
- Table cells have one space at each side. Divisions have three colons, and one more than those in them. Notes are numbered
  from 1 and follow the body.
- Addresses and titles stand where they are used; titles are in double quotes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.markdown.blocks_out import Blocks
from releasekit.formats.markdown.fields_out import front_matter
from releasekit.formats.markdown.inlines_out import inlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.format import Context
    from releasekit.model import Inline, Release


def write(release: Release, _context: Context) -> bytes:
    """The release as UTF-8."""
    front, body = halves(release)
    return ("\n\n".join([f"---\n{front}---", *([body] if body else [])]) + "\n").encode()


def halves(release: Release, before: str = "") -> tuple[str, str]:
    """The lines of the front matter, and the text; `before` stands before the number of each note."""
    page = Blocks(before)

    def headline(content: Sequence[Inline]) -> str:
        return inlines(content, page.one_line)

    front = front_matter(release, headline)
    body = page.blocks(release.body)
    return front, "\n\n".join("\n".join(lines) for lines in (body, page.definitions()) if lines)
