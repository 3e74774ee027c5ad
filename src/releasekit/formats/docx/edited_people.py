"""Contacts and attachments of an edited document: those whose line is as it was, and the changed ones, in; all in the page's order out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from releasekit.formats.docx.read_blocks import Met
from releasekit.formats.docx.seen import address
from releasekit.model import Attachment, Contact, LineBreak, Link, Paragraph, inline_text
from releasekit.style.furniture import attachment_title, contact_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from releasekit.format import Context
    from releasekit.model import Inline, Release

T = TypeVar("T", Contact, Attachment)

_BETWEEN = re.compile(r"\s+·\s+")
_WAYS = (
    ("email", re.compile(r"\S+@\S+")),
    ("phone", re.compile(r"[+(]?[\d\s()./+-]{4,}")),
    ("url", re.compile(r"\S+\.\S+")),
)
"""How to reach somebody, and what it looks like."""
_WEB = re.compile(r"(?:https?|ftp)://\S+")
_TITLE = ("name", "role", "organisation")
"""What the first line of a contact says, in this order."""
_MOST = 100
"""With how many that are gone a changed one is compared."""


def contacts(release: Release, page: Iterable[str | Met], shown: set[str]) -> tuple[Contact, ...]:
    """The contacts; of the `page` there are the places that are as they were and what is changed between them."""
    lines = _lines(page, "contact")
    if all(map(contact_title, release.contacts)):
        lines = [*_with_their_ways(lines)]
    return _in_order(release.contacts, "/contacts/", lines, shown, read=_contact, said=_printed)


def attachments(release: Release, page: Iterable[str | Met], shown: set[str], context: Context) -> tuple[Attachment, ...]:
    """The attachments, as `contacts` has its own; one that leads nowhere is told."""
    lines = _lines(page, "attachment")
    found = _in_order(release.attachments, "/attachments/", lines, shown, read=_attachment, said=_listed)
    for index, one in enumerate(found):
        if not one.href and one not in release.attachments:
            message = f"the attachment {one.title[:80]!r} leads nowhere: its line needs a link to the file"
            context.advise("edited-in-word", message, f"/attachments/{index}")
    return found


def _lines(page: Iterable[str | Met], kind: str) -> list[str | Met]:
    """What is as it was, and of what is changed the lines of a kind that say something."""
    return [one for one in page if isinstance(one, str) or (one.kind == kind and inline_text(one.content).strip())]


def _in_order(
    old: tuple[T, ...],
    prefix: str,
    lines: Sequence[str | Met],
    shown: set[str],
    *,
    read: Callable[[tuple[Inline, ...], T | None], T],
    said: Callable[[T], str],
) -> tuple[T, ...]:
    """What lines say, in their order; what never had one stays behind that which it stood behind."""
    places = {f"{prefix}{index}": index for index in range(len(old))}
    kept = {places[one] for one in lines if isinstance(one, str) and one in places}
    left = {index: said(old[index]) for place, index in places.items() if place in shown and index not in kept}
    found: list[tuple[int, T]] = []
    for one in lines:
        if isinstance(one, Met):
            at = _nearest(inline_text(one.content), left)
            left.pop(at, None)
            found.append((at, read(one.content, old[at] if at >= 0 else None)))
        elif one in places:
            found.append((places[one], old[places[one]]))
    for place, index in places.items():
        if place not in shown and index not in kept:
            before = next((at for at, (number, _) in enumerate(found) if number == index - 1), -1)
            found.insert(before + 1, (index, old[index]))
    return tuple(one for _, one in found)


def _nearest(words: str, left: dict[int, str]) -> int:
    """Which of those whose line is gone has most words in common with a new line; -1 for none."""
    here = set(words.split())
    best, most = -1, 0
    for index, other in [*left.items()][:_MOST]:
        common = len(here & set(other.split())) or _squeezed(words) == _squeezed(other)
        if common > most:
            best, most = index, common
    return best


# ── contacts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_their_ways(lines: Iterable[str | Met]) -> Iterator[str | Met]:
    """Contacts as one paragraph each, also where a line in one has become a paragraph of its own."""
    last: Met | None = None
    for one in lines:
        if isinstance(one, Met):
            if last and "\n" not in inline_text(last.content) and _is_way(inline_text(one.content).partition("\n")[0]):
                last = last._replace(block=Paragraph((*last.content, LineBreak(), *one.content)))
                continue
            if last:
                yield last
            last = one
        else:
            if last:
                yield last
            last = None
            yield one
    if last:
        yield last


def _is_way(words: str) -> bool:
    """Whether a line says nothing but how to reach somebody."""
    parts = _BETWEEN.split(words.strip())
    return all(any(shape.fullmatch(part) for _, shape in _WAYS) for part in parts)


def _contact(content: tuple[Inline, ...], old: Contact | None) -> Contact:
    """A contact as it is printed: name, role and organisation; how to reach it; when."""
    if old and _squeezed(inline_text(content)) == _squeezed(_printed(old)):
        return old  # only its links are others now, or how it is set
    first, *rest = [line.strip() for line in inline_text(content).split("\n")]
    said: dict[str, list[str]] = {"email": [], "phone": [], "url": [], "hours": []}
    if _is_way(first):
        rest.insert(0, first)
        titles = {}
    else:
        titles = _titles(first, old)
    for number, line in enumerate(rest):
        for part in _BETWEEN.split(line) if number == 0 else [line]:
            kind = next((name for name, shape in _WAYS if number == 0 and shape.fullmatch(part)), "hours")
            said[kind if not said[kind] else "hours"].append(part)
    return Contact(**titles, **{name: "; ".join(part for part in parts if part) for name, parts in said.items()})


def _titles(line: str, old: Contact | None) -> dict[str, str]:
    """Name, role and organisation: what stands at either end as it did is what it was, and the rest what it then can be."""
    found: dict[str, str] = {}
    given = [(name, said) for name in _TITLE if old and (said := getattr(old, name))]
    while given and (line == given[0][1] or line.startswith(f"{given[0][1]}, ")):
        name, said = given.pop(0)
        found[name], line = said, line.removeprefix(said).removeprefix(", ")
    while given and f", {line}".endswith(f", {given[-1][1]}"):
        name, said = given.pop()
        found[name], line = said, f", {line}".removesuffix(f", {said}").removeprefix(", ")
    if not line:
        return found
    counts = {name: said.count(", ") + 1 for name, said in given}
    names = [name for name in _TITLE if name in counts] or [name for name in _TITLE if name not in found]
    if not names:
        return found | {"role": f"{found['role']}, {line}"}
    parts = line.split(", ")
    for name in names[:-1]:
        count = counts.get(name, 1)
        found[name], parts = ", ".join(parts[:count]), parts[count:]
    if "organisation" not in found and names[-1] == "role" and len(parts) > counts.get("role", 1):
        count = counts.get("role", 1)
        names[-1:], found["role"], parts = ["organisation"], ", ".join(parts[:count]), parts[count:]
    return found | {names[-1]: ", ".join(parts)}


def _printed(contact: Contact) -> str:
    return " ".join((contact_title(contact), contact.email, contact.phone, contact.url, contact.hours))


def _squeezed(words: str) -> str:
    """Words without white space and what stands between the ways to reach somebody."""
    return re.sub(r"[\s·]", "", words)


# ── attachments ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _attachment(content: tuple[Inline, ...], old: Attachment | None) -> Attachment:
    """An attachment, whose link says where it leads, or an address that somebody has typed."""
    words = inline_text(content).strip()
    href = next((item.href for item in content if isinstance(item, Link)), "")
    typed = _WEB.search(words)
    if not href and typed and not (old and typed[0] in attachment_title(old)):
        href, words = typed[0], words.replace(typed[0], "").strip() or typed[0]
    media_type = old.media_type if old and words.endswith(old.media_type) else ""
    title = words.removesuffix(media_type).strip()
    href = href or (old.href if old else "")
    if old and media_type == old.media_type and title == attachment_title(old) and address(href) == address(old.href):
        return old  # only how far its link goes is another: LibreOffice ends some with the first script
    return Attachment(href, title, media_type)


def _listed(attachment: Attachment) -> str:
    return f"{attachment_title(attachment)} {attachment.media_type}"
