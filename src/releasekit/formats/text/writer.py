"""A `Release` in, text as it is sent by wire out: a paragraph is one line, a blank line stands between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from releasekit.errors import WriteError
from releasekit.formats.text.chunks import columns
from releasekit.formats.text.columns import table as set_table
from releasekit.losses import report_unprinted
from releasekit.model import nodes as n
from releasekit.model.words import contact_lines, list_number
from releasekit.style.furniture import attachment_title, furniture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.format import Context
    from releasekit.model import Release
    from releasekit.style.furniture import Furniture

_BULLET = "• "
_DATELINE_DASH = " – "


def write(release: Release, context: Context) -> bytes:
    """The release as plain text in UTF-8 with a newline at the end. Raises `WriteError` for a release without a word."""
    notes: list[n.Note] = []
    report_unprinted(release, context, "plain text")
    page = furniture(release)
    parts = [*_head(release, page, notes), *_body(release, page, notes), *_foot(release, page, notes)]
    shown = [part for part in parts if part.strip()]
    if not shown:
        raise WriteError("there is no word in the release that plain text could show", name=context.name)
    return ("\n\n".join(shown) + "\n").encode()


def _head(release: Release, page: Furniture, notes: list[n.Note]) -> list[str]:
    """What stands before the text."""
    return [
        page.banner,
        page.instruction,
        " · ".join(part for part in (page.issuer, page.kicker) if part),
        page.facts,
        _inlines(release.headline, notes).replace("\n", " "),
        _inlines(release.subtitle, notes).replace("\n", " "),
    ]


def _body(release: Release, page: Furniture, notes: list[n.Note]) -> list[str]:
    """The text; the dateline is run into its first paragraph."""
    parts = [_block(block, notes) for block in release.body]
    if not page.dateline:
        return parts
    if release.body and isinstance(release.body[0], n.Paragraph):
        return [page.dateline + _DATELINE_DASH + parts[0], *parts[1:]]
    return [page.dateline, *parts]


def _foot(release: Release, page: Furniture, notes: list[n.Note]) -> list[str]:
    """What stands after the text: notes, contacts, attachments, rights, end mark."""
    parts: list[str] = []
    if notes:
        parts.append(page.notes_title)
        for number, note in enumerate(notes, 1):  # a note may hold a note: the list grows while it is written
            parts.append(_hung(f"[{number}] ", _blocks(note.blocks, notes)))
    if release.contacts:
        parts.append(page.contacts_title)
        parts += ["\n".join(contact_lines(contact)) for contact in release.contacts]
    if release.attachments:
        parts.append(page.attachments_title)
        parts.append("\n".join(_attachment(attachment_title(one), one.href) for one in release.attachments))
    if release.rights:
        parts.append(" ".join(part for part in (page.rights, _target(release.rights.href)) if part))
    return [*parts, release.end_mark]


def _attachment(title: str, href: str) -> str:
    return _BULLET + (title if title == href else f"{title} {_target(href)}")


def _target(href: str) -> str:
    return f"({href})" if href else ""


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(blocks: Iterable[n.Block], notes: list[n.Note]) -> str:
    return "\n\n".join(part for block in blocks if (part := _block(block, notes)))


def _block(block: n.Block, notes: list[n.Note]) -> str:
    match block:
        case n.Paragraph(content=content) | n.Heading(content=content):
            return _inlines(content, notes)
        case n.BulletList(items=items):
            return _items([(_BULLET, item) for item in items], block.tight, notes)
        case n.OrderedList(items=items):
            numbers = [f"{list_number(number, block.style)}. " for number in range(block.start, block.start + len(items))]
            return _items(list(zip(numbers, items, strict=True)), block.tight, notes)
        case n.BlockQuote(blocks=blocks, attribution=attribution):
            whose = f"— {_inlines(attribution, notes)}" if attribution else ""
            return _indented("\n\n".join(part for part in (_blocks(blocks, notes), whose) if part), "    ")
        case n.Table():
            return _table(block, notes)
        case n.Figure(image=image):
            return "\n".join(
                part for part in (_picture(image), _inlines(block.caption, notes), _inlines(block.credit, notes)) if part
            )
        case n.Speech(blocks=blocks):
            speaker = _inlines(block.speaker, notes)
            said = _blocks(blocks, notes)
            return f"{speaker}: {said}" if speaker and said else speaker or said
        case n.Division(blocks=blocks):
            return _blocks(blocks, notes)
        case n.CodeBlock(text):
            return text
        case n.ThematicBreak():
            return "* * *"
        case n.RawBlock():
            return ""
        case _:
            assert_never(block)


def _items(items: Sequence[tuple[str, n.Item]], tight: bool, notes: list[n.Note]) -> str:
    between = "\n" if tight else "\n\n"
    parts = []
    for sign, item in items:
        inner = [part for block in item.blocks if (part := _block(block, notes))]
        parts.append(_hung(sign, between.join(inner)))
    return between.join(parts)


def _hung(sign: str, text: str) -> str:
    """Text behind a sign, its further lines indented as far as the sign is wide."""
    first, *rest = text.split("\n")
    pad = " " * columns(sign)
    return "\n".join([(sign + first).rstrip(), *(pad + line if line else "" for line in rest)])


def _indented(text: str, pad: str) -> str:
    return "\n".join(pad + line if line else "" for line in text.split("\n"))


def _table(table: n.Table, notes: list[n.Note]) -> str:
    rows = [[(_blocks(cell.blocks, notes), cell.colspan, cell.rowspan, cell.align) for cell in row.cells] for row in table.rows]
    caption = _inlines(table.caption, notes)
    return "\n\n".join(part for part in (caption, set_table(rows, table.head_rows, table.align)) if part)


# ── inlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _inlines(content: Iterable[n.Inline], notes: list[n.Note]) -> str:
    return "".join(_inline(item, notes) for item in content)


def _inline(item: n.Inline, notes: list[n.Note]) -> str:
    match item:
        case n.Text(text):
            return text.replace("\n", " ")
        case n.Code(text):
            return text
        case n.Link(content=content, href=href):
            words = _inlines(content, notes)
            shown = href in {"", words, f"mailto:{words}", f"https://{words}", f"http://{words}"}
            return words if shown else f"{words} ({href})" if words else f"({href})"
        case n.Image():
            return _picture(item)
        case n.LineBreak():
            return "\n"
        case n.Note():
            notes.append(item)
            return f"[{len(notes)}]"
        case n.RawInline():
            return ""
        case (
            n.Emphasis() | n.Strong() | n.Underline() | n.Strike() | n.Superscript() | n.Subscript() | n.SmallCaps()
            | n.Quotation() | n.Mention() | n.Date() | n.Span()
        ):  # fmt: skip
            return _inlines(item.content, notes)
        case _:
            assert_never(item)


def _picture(image: n.Image) -> str:
    return f"[Picture: {image.alt}]" if image.alt else "[Picture]"
