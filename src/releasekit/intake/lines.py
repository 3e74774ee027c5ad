"""The lines that a paragraph was made of: a block in, lines with their words and links out, and blocks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.model import Heading, Image, LineBreak, Link, Paragraph, Text, inline_text
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.model import Block, Inline

NOWHERE = "#"
"""The target of a link that leads nowhere: what a page that works by script leaves when it is copied."""

_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "۔", "։")
_CLOSING = "”“\"'’»«›‹」』)]）】"


@frozen
class Line:
    """One line of a block."""

    content: tuple[Inline, ...]
    level: int = 0
    """The level of the heading that it is; 0 for none."""

    @property
    def text(self) -> str:
        """The words, without white space around them."""
        return inline_text(self.content).strip()

    @property
    def leads_nowhere(self) -> bool:
        """Whether it has a link without a target: so breadcrumbs and document numbers come out of a copied page."""
        return any(isinstance(item, Link) and item.href == NOWHERE for item in self.content)

    @property
    def href(self) -> str:
        """The target of the first link that has one."""
        return next((item.href for item in self.content if isinstance(item, Link) and item.href != NOWHERE), "")

    @property
    def printed(self) -> str:
        """The words with the targets of their links, for the record of what was found where."""
        return "".join(map(_printed, self.content)).strip()

    @property
    def has_picture(self) -> bool:
        """Whether a picture stands in it."""
        return any(isinstance(item, Image) for item in self.content)


def _printed(item: Inline) -> str:
    words = inline_text((item,))
    if isinstance(item, Link) and item.href not in {NOWHERE, words, f"mailto:{words}"}:
        return f"{words} ({item.href})"
    return words


def lines(block: Block) -> tuple[Line, ...]:
    """The lines of a paragraph or heading that have words; none for other blocks."""
    if isinstance(block, Heading):
        return (Line(block.content, block.level),)
    if not isinstance(block, Paragraph):
        return ()
    parts: list[list[Inline]] = [[]]
    for item in block.content:
        if isinstance(item, LineBreak):
            parts.append([])
        elif isinstance(item, Text):
            first, *rest = item.text.split("\n")
            parts[-1].append(Text(first))
            parts.extend([Text(words)] for words in rest)
        else:
            parts[-1].append(item)
    return tuple(line for part in parts if (line := Line(tuple(part))).text or line.has_picture)


def one_line(block: Paragraph | Heading) -> Line:
    """A paragraph or heading as one line, with spaces for its line ends."""
    content: list[Inline] = []
    for item in block.content:
        if isinstance(item, LineBreak):
            content.append(Text(" "))
        else:
            content.append(Text(item.text.replace("\n", " ")) if isinstance(item, Text) else item)
    return Line(tuple(content), block.level if isinstance(block, Heading) else 0)


def paragraph(rest: Iterable[Line]) -> Paragraph:
    """Lines as one paragraph, each on a line of its own."""
    content: list[Inline] = []
    for line in rest:
        content += [LineBreak(), *line.content] if content else line.content
    return Paragraph(tuple(content))


def block(line: Line) -> Block:
    """A line as the block that it was."""
    return Heading(line.content, line.level) if line.level else Paragraph(line.content)


def cut(content: tuple[Inline, ...], start: int, end: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]] | None:
    """Inlines before and after a stretch of their words; None where its edges stand inside a link or a mark."""
    before: list[Inline] = []
    after: list[Inline] = []
    at = 0
    for item in content:
        words = inline_text((item,))
        stop = at + len(words)
        if stop <= start:
            before.append(item)
        elif at >= end:
            after.append(item)
        elif isinstance(item, Text):
            before.append(Text(words[: max(0, start - at)]))
            after.append(Text(words[max(0, end - at) :]))
        else:
            return None
        at = stop
    return tuple(before), tuple(after)


def parted(content: tuple[Inline, ...], stretches: Sequence[tuple[int, int]]) -> list[tuple[Inline, ...]]:
    """Inlines in parts, without the stretches of their words; a stretch whose edges stand inside a link or mark parts nothing."""
    parts: list[list[Inline]] = [[]]
    queue = list(reversed(stretches))
    at = 0
    for item in content:
        words = inline_text((item,))
        stop = at + len(words)
        if not isinstance(item, Text):
            while queue and queue[-1][0] < stop:
                queue.pop()
            parts[-1].append(item)
            at = stop
            continue
        start = at
        while queue and queue[-1][1] <= stop:
            first, last = queue.pop()
            if first >= start:
                parts[-1].append(Text(words[start - at : first - at]))
                parts.append([])
                start = last
        while queue and queue[-1][0] < stop:
            queue.pop()
        parts[-1].append(Text(words[start - at :]))
        at = stop
    return [tuple(item for item in part if not isinstance(item, Text) or item.text) for part in parts]


def ends_sentence(text: str) -> bool:
    """Whether the words end as a sentence does."""
    return text.rstrip().rstrip(_CLOSING).endswith(_SENTENCE_ENDS)
