"""A release in canonical form to TEI, as bytes: header, entities, and text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.tei.markup import attribute, element, escape, local, quoted, refers, target
from releasekit.formats.tei.names import NAMESPACE, token
from releasekit.formats.tei.write_body import Writer, weighty
from releasekit.formats.tei.write_header import header, stand_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.format import Context
    from releasekit.model import Attachment, Contact, Dateline, Entity, Release


DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def write(release: Release, _context: Context) -> bytes:
    """The release as TEI P5 in UTF-8, valid against tei_all. Nothing is lost.

    `xml:space="preserve"` (XML 1.0, section 2.10) says that white space between words is the author's; around the blocks
    it is ours.
    """
    return f"{DECLARATION}\n{text(release)}\n".encode()


def text(release: Release) -> str:
    """The `TEI` element of a release."""
    parts = [header(release), stand_off(release), _text(release)]
    root = f'<TEI xmlns="{NAMESPACE}"{attribute("xml:lang", release.lang)}{_id(release)} xml:space="preserve">'
    return "\n".join([root, *(f"  {part}" for part in parts if part), "</TEI>"])


def _id(release: Release) -> str:
    """An id for those who gather releases in a corpus: the first number, if it can stand in one."""
    number = release.numbers[0].value if release.numbers else ""
    name = f"r-{number}"
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", number) or any(entity.id == name for entity in release.entities):
        return ""
    return f' xml:id="{name}"'


def _text(release: Release) -> str:
    line = "\n        "
    writer = Writer()
    parts = [line + part for part in _top(release, writer)]
    parts.append(writer.division(release.body, line, 1))
    parts += [line + part for part in _end(release, line)]
    content = "".join(parts)
    division = f'<div type="release">{content}\n      </div>' if content else '<div type="release"/>'
    attributes = local(release.lang, release.direction)
    return f"<text{attributes}>\n    <body>\n      {division}\n    </body>\n  </text>"


def _top(release: Release, writer: Writer) -> Iterator[str]:
    if release.headline:
        yield element("head", ' type="main"', writer.inlines(release.headline))
    if release.subtitle:
        yield element("head", ' type="sub"', writer.inlines(release.subtitle))
    opener = []
    if release.instruction:
        opener.append(f'<seg type="releaseInstruction">{escape(release.instruction)}</seg>')
    if release.dateline:
        opener.append(_dateline(release.dateline, release.entities))
    if opener:
        lines = "".join(f"\n          {part}" for part in opener)
        yield f"<opener>{lines}\n        </opener>"


_EDGES = " \t\n,;:.()[]–—-"
"""What may stand around the date in a dateline, and is no part of it."""

_AFTER = re.compile(r"\s[(/\[–—]|\s--|\s-\s|\)|(?<=[0-9]{4}),(?![^(/]*[0-9])")
"""What ends the date in a dateline: a bracket, stroke or dash, as before the name of a wire; a comma behind the year."""


def _dateline(dateline: Dateline, entities: tuple[Entity, ...]) -> str:
    """The printed words, with the place and the date marked in them, or beside them where they are not printed."""
    printed, place, front = dateline.printed, "", ""
    if dateline.place:
        start, end = _found(dateline.place, printed)
        words = printed[start:end]
        known = next((each for each in entities if each.kind == "place" and each.name == dateline.place), None)
        exact = "" if words == dateline.place else attribute("key", dateline.place)
        place = element("placeName", refers("ref", known.id) if known else exact, escape(words))
        front, printed = escape(printed[:start]), printed[end:]
    if not dateline.date:
        return f"<dateline>{front}{place}{escape(printed)}</dateline>"
    start, end = _dated(printed)
    date = element("date", f' when-iso="{dateline.date.iso}"', escape(printed[start:end]))
    return f"<dateline>{front}{place}{escape(printed[:start])}{date}{escape(printed[end:])}</dateline>"


def _found(words: str, text: str) -> tuple[int, int]:
    """Where the words stand in the text, in these or other cases; else an empty place at its start."""
    at = text.find(words)
    if at < 0 and len(text.lower()) == len(text) and len(words.lower()) == len(words):
        at = text.lower().find(words.lower())
    return (at, at + len(words)) if at >= 0 else (0, 0)


def _dated(text: str) -> tuple[int, int]:
    """Where the words of the date stand: from the comma or dash before the first digit to what is no date; else an empty place at the end."""
    digit = re.search(r"[0-9]", text)
    if digit is None:
        return len(text), len(text)
    start = max(text.rfind(mark, 0, digit.start()) for mark in ",;:(–—") + 1
    words = text[start:]
    start += len(words) - len(words.lstrip(_EDGES))
    after = _AFTER.search(text, digit.end())
    return start, len(text[: after.start() if after else len(text)].rstrip(_EDGES))


def _end(release: Release, line: str) -> Iterator[str]:
    if release.contacts:
        paragraphs = "".join(f"{line}  <p>{_contact(contact)}</p>" for contact in release.contacts)
        yield f'<div type="contact">{paragraphs}{line}</div>'
    if release.attachments:
        items = "".join(f"{line}    <item>{_attachment(attachment)}</item>" for attachment in release.attachments)
        yield f'<div type="attachments">{line}  <list>{items}{line}  </list>{line}</div>'
    if release.end_mark:
        # The content of `div` is not complete with what may stand anywhere, and a trailer.
        empty = not (release.contacts or release.attachments or any(weighty(block) for block in release.body))
        yield ("<p/>" if empty else "") + f"<trailer>{escape(release.end_mark)}</trailer>"


def _contact(contact: Contact) -> str:
    phone = "".join(re.findall(r"[0-9]", contact.phone))
    plus = "+" if contact.phone.startswith("+") else ""
    fields = (
        (contact.name, "persName", ""),
        (contact.role, "roleName", ""),
        (contact.organisation, "orgName", ""),
        (contact.email, "email", ""),
        (contact.phone, "ref", ' type="phone"' + attribute("target", f"tel:{plus}{phone}" if phone else "")),
        (contact.url, "ref", ' type="url"' + target("target", contact.url)),
        (contact.hours, "seg", ' type="hours"'),
    )
    lines = [f"<addrLine>{element(name, given, escape(words))}</addrLine>" for words, name, given in fields if words]
    return f"<address>{''.join(lines)}</address>"


def _attachment(attachment: Attachment) -> str:
    mime = f' mimeType="{quoted(token(attachment.media_type))}"' if attachment.media_type else ""
    return element("ref", (target("target", attachment.href) if attachment.href else "") + mime, escape(attachment.title))
