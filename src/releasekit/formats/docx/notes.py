"""Footnotes: the notes of a document in, the package's `footnotes.xml` out (ECMA-376, 17.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.docx.blocks import Around, blocks
from releasekit.formats.docx.markup import DECLARATION, NAMESPACES, Look, run
from releasekit.formats.docx.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.docx.story import Manuscript

_MARK = run("<w:footnoteRef/>", Look(style="FootnoteReference")) + '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
_PARAGRAPH_START = "<w:p><w:pPr>"
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:before="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def footnotes(manuscript: Manuscript, around: Around) -> tuple[str, Story]:
    """The part's text, and its story with the links and pictures that stand in notes."""
    story = Story(manuscript, is_note=True)
    return part([noted(story, around)]), story


def part(written: Iterable[str]) -> str:
    """The part's text, with notes that `noted` wrote."""
    return f"{DECLARATION}<w:footnotes {NAMESPACES}>{_SEPARATORS}{''.join(written)}</w:footnotes>"


def noted(story: Story, around: Around, first: int = 0) -> str:
    """The notes of a story's manuscript; of those of a document, those from the `first`, counted from 0."""
    written = []
    for number, (note, where) in enumerate(story.manuscript.notes[first:], first + 1):
        inside = Around(width=around.width, style="FootnoteText", look=around.look, compact=True)
        story.out = []
        blocks(note.blocks, inside, story, where + "/blocks")
        if not story.out or not story.out[0].startswith('<w:p><w:pPr><w:pStyle w:val="FootnoteText"/>'):
            story.out.insert(0, '<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr></w:p>')
        if not story.out[-1].startswith(_PARAGRAPH_START):
            story.out.append('<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr></w:p>')
        story.out[0] = story.out[0].replace("</w:pPr>", "</w:pPr>" + _MARK, 1)
        written.append(f'<w:footnote w:id="{number}">{"".join(story.out)}</w:footnote>')
    return "".join(written)
