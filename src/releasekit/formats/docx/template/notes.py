"""Footnotes over a template: its notes and ours in, one part with both out (ECMA-376, 17.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.docx.template.cleaning import Story
from releasekit.formats.docx.xml import W, whole

if TYPE_CHECKING:
    from releasekit.formats.docx.template.ours import Ours


def offset(template: Story | None) -> int:
    """What is added to the numbers of our notes: the highest that the template has."""
    return max((whole(note.get(f"{W}id", "")) for note in template.root), default=0) if template else 0


def merged(template: Story | None, ours: Ours) -> Story | None:
    """The footnotes of the new document, ours renumbered before; the separators are the template's, if it has notes."""
    if ours.notes is None:
        return template
    if template is None:
        return Story(ours.notes, ours.note_relations)
    template.root.extend([note for note in ours.notes if not note.get(f"{W}type")])
    return Story(template.root, [*template.relations, *ours.note_relations])


def is_ours(template: Story | None, ours: Ours) -> bool:
    """Whether the part and its separators are ours."""
    return template is None and ours.notes is not None


def by_id(story: Story | None) -> dict[str, Any]:
    """The notes by their ids."""
    return {note.get(f"{W}id", ""): note for note in story.root} if story else {}
