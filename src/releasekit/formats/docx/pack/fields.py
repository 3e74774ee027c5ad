"""What Word computes in a pack (ECMA-376, 17.16): contents, index, pages of places; as fields that are filled already."""

from __future__ import annotations

import re

from releasekit.formats.docx.markup import Look, escape, field, run, runs

_BEGIN, _SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "separate", "end")
)  # fmt: skip
"""The marks of a field; the end may stand in a later paragraph than the begin."""
_PAGE = re.compile("\x00([^\x00]+)\x00")
_MEANT = re.compile(r'(["\\:;])')
"""What means something to an index entry: a quotation mark ends it, a colon parts levels, a semicolon begins a key."""


def opened(instruction: str) -> str:
    """The begin of a field that shows paragraphs: they follow, and then `END`."""
    return f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>{_SEPARATE}'


def page_of(bookmark: str) -> str:
    """The number of the page that a bookmark is on, as a field; `numbered` puts in what it shows until Word computes it."""
    return field(f"PAGEREF {bookmark} \\h", f"\x00{bookmark}\x00")


def numbered(text: str, pages: dict[str, str]) -> str:
    """Text with the numbers of pages, by the names of bookmarks, in what `page_of` shows."""
    return _PAGE.sub(lambda found: pages.get(found[1], ""), text)


def entry(words: str, kind: str) -> str:
    """An entry of the index of a kind, which stands unseen where a name is (17.16.5.79)."""
    code = escape(f'XE "{_said(words)}" \\f "{kind}"')
    return f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{END}'


def listed(words: str) -> str:
    """An entry of the contents, which stands unseen where no heading is that they could list (17.16.5.66)."""
    code = escape(f'TC "{_said(words)}" \\l 2')
    return f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{END}'


def _said(words: str) -> str:
    return _MEANT.sub(r"\\\1", " ".join(words.split()))


def leading(words: str, bookmark: str, look: Look, *, page: bool = True) -> str:
    """Words that lead to a bookmark, and behind a tab the number of its page."""
    number = run("<w:tab/>", look) + page_of(bookmark) if page else ""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{runs(words, look)}{number}</w:hyperlink>'
