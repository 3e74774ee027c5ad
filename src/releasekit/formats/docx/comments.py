"""Comments (ECMA-376, 17.13.4): what an editor said beside the text in, the same as notes to whoever edits the release out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.formats.docx.xml import W
from releasekit.model import Note, Paragraph, Text, walk

if TYPE_CHECKING:
    from releasekit.formats.docx.parts import Document
    from releasekit.model import Block, Release

ROLE = "comment"
"""The role of the paragraphs of a comment: by it they are found again, and taken out before a release goes out."""


def signed(blocks: tuple[Block, ...], comment: Any) -> tuple[Block, ...]:
    """The blocks of a comment, in their role, after who made it and when."""
    who = " ".join(comment.get(f"{W}author", "").split()) or "somebody"
    when = comment.get(f"{W}date", "")[:16].replace("T", " ").strip()
    by = Text(f"{who}, {when}: " if when else f"{who}: ")
    said = [evolve(block, role=ROLE) if isinstance(block, Paragraph) else block for block in blocks]
    if said and isinstance(first := said[0], Paragraph):
        return (evolve(first, content=(by, *first.content)), *said[1:])
    return (Paragraph((by,), ROLE), *said)


def told(document: Document, release: Release) -> None:
    """Say how many comments there are, and that they are not kept; or which could not be, if they are."""
    comments, _ = document.notes("comments")
    if not comments:
        return
    many = "1 comment is" if len(comments) == 1 else f"{len(comments)} comments are"
    if not document.context.comments:
        document.context.advise("comments-left-out", f"{many} not part of the release: --comments keeps them as notes")
        return
    kept = sum(isinstance(node, Note) and _is_comment(node) for _, node in walk(release))
    if kept < len(comments):
        message = f"{len(comments) - kept} of {len(comments)} comments are left out: their place in the text is not shown"
        document.context.loss("comment-unplaced", message)


def _is_comment(note: Note) -> bool:
    return bool(note.blocks) and isinstance(first := note.blocks[0], Paragraph) and first.role == ROLE
