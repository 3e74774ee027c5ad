"""The fields of an edited document that its page shows: changed lines in, the release with what they say now out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.formats.docx.edited_lines import until_of
from releasekit.formats.docx.seen import address
from releasekit.model import (
    Attachment,
    Contact,
    Dateline,
    Embargo,
    Inline,
    LineBreak,
    Link,
    Rights,
    inline_text,
)
from releasekit.style.furniture import attachment_title, contact_title, furniture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from releasekit.format import Context
    from releasekit.formats.docx.read_blocks import Met
    from releasekit.model import Release

_LINES = {"/headline": "title", "/subtitle": "subtitle"}
_TEXTS = {"/instruction": "instruction", "/end_mark": "end"}
_GONE = {"/embargo": "embargo", "/kind": "kicker", "/released": "facts", "/rights": "rights", "/dateline": "dateline"}
_BETWEEN = re.compile(r"\s+·\s+")


def put(release: Release, changed: Mapping[str, Sequence[Met]], kept: set[str], shown: set[str], context: Context) -> Release:
    """The release with what changed lines say; fields whose line is gone are gone where the line is all that they are."""
    kept = kept | _unshown(release, shown)
    fields: dict[str, Any] = {}
    for place, kind in _LINES.items():
        if place not in kept and (changed.get(kind) or place in shown):
            fields[place[1:]] = _joined([met.content for met in changed.get(kind, ())])
        elif changed.get(kind):  # the line stands as it was, and another in its style beside it
            fields[place[1:]] = _joined([getattr(release, place[1:]), *(met.content for met in changed[kind])])
    for place, kind in _TEXTS.items():
        said = [getattr(release, place[1:])] if place in kept else []
        said += _words(changed.get(kind, ()))
        if place in shown or said:
            fields[place[1:]] = " ".join(said)
    fields |= _filed(release, changed, kept, context)
    for place, kind in _GONE.items():
        if place in shown and place not in kept and not changed.get(kind):
            context.advise(
                "edited-in-word", f"the line that shows {place[1:]!r} was taken out of the page: the field stays", place
            )
    fields |= _people(release, changed, kept) | _files(release, changed, kept)
    return evolve(release, **fields)


def _unshown(release: Release, shown: set[str]) -> set[str]:
    """The contacts and attachments that have no paragraph of their own, which nobody can have taken out."""
    places = {f"/contacts/{index}" for index in range(len(release.contacts))}
    return (places | {f"/attachments/{index}" for index in range(len(release.attachments))}) - shown


def _filed(release: Release, changed: Mapping[str, Sequence[Met]], kept: set[str], context: Context) -> dict[str, Any]:
    """Dateline, embargo and rights, whose line is words beside other things."""
    fields: dict[str, Any] = {}
    if said := " ".join(_words(changed.get("dateline", ()))):
        old = release.dateline
        printed = f"{old.printed} {said}" if old and "/dateline" in kept else said
        fields["dateline"] = evolve(old, printed=printed) if old and old.place and old.place in printed else Dateline(printed)
    if (said := " ".join(_words(changed.get("banner", ())))) and release.status != "withdrawn":
        if "/embargo" in kept:
            said = f"{furniture(release).banner} {said}"
        until = until_of(said, release)
        fields["embargo"] = evolve(release.embargo or Embargo(), printed=said, until=until)
        message = f"the embargo is now printed as {said[:80]!r}; its instant is {until.iso if until else 'open'}: look at both"
        context.advise("edited-in-word", message, "/embargo")
    if said := " ".join(_words(changed.get("rights", ()))):
        old_rights = release.rights or Rights()
        if old_rights.href and said.endswith(old_rights.href):
            said = said.removesuffix(old_rights.href).rstrip()
        beside = "/rights" in kept
        fields["rights"] = Rights(*(old_rights.notice, f"{old_rights.terms} {said}") if beside else (said, ""), old_rights.href)
    return fields


def _people(release: Release, changed: Mapping[str, Sequence[Met]], kept: set[str]) -> dict[str, Any]:
    """The contacts: those whose paragraph stands as it was, and what the changed ones say."""
    left = [contact for index, contact in enumerate(release.contacts) if f"/contacts/{index}" not in kept]
    new = [_contact(met.content, left[at] if at < len(left) else None) for at, met in enumerate(changed.get("contact", ()))]
    if not left and not new:
        return {}
    replaced = iter(new)
    contacts = []
    for index, contact in enumerate(release.contacts):
        if f"/contacts/{index}" in kept:
            contacts.append(contact)
        elif (found := next(replaced, None)) is not None:
            contacts.append(found)
    return {"contacts": (*contacts, *replaced)}


def _contact(content: tuple[Inline, ...], old: Contact | None) -> Contact:
    """A contact as it is printed: name, role and organisation; how to reach it; when."""
    if old and _squeezed(inline_text(content)) == _squeezed(_printed(old)):
        return old  # only its links are others now, or how it is set
    first, *rest = [line.strip() for line in inline_text(content).split("\n")]
    said: dict[str, list[str]] = {name: [] for name in ("name", "role", "organisation", "email", "phone", "url", "hours")}
    if old and old.name and first.startswith(old.name):
        said["name"], first = [old.name], first.removeprefix(old.name).lstrip(", ")
    parts = [part for part in first.split(", ") if part]
    if not said["name"]:
        said["name"] = parts[:1]
        parts = parts[1:]
    if parts and (old is None or old.role or len(parts) > 1):
        count = old.role.count(", ") + 1 if old else 1
        said["role"], parts = [", ".join(parts[:count])], parts[count:]
    said["organisation"] = [", ".join(parts)] if parts else []
    for number, line in enumerate(rest):
        for part in _BETWEEN.split(line) if number == 0 else [line]:
            kind = "hours"
            if number == 0 and re.fullmatch(r"\S+@\S+", part):
                kind = "email"
            elif number == 0 and re.fullmatch(r"[+(]?[\d\s()./+-]{4,}", part):
                kind = "phone"
            elif number == 0 and re.fullmatch(r"\S+\.\S+", part):
                kind = "url"
            said[kind if not said[kind] else "hours"].append(part)
    return Contact(**{name: "; ".join(part for part in parts if part) for name, parts in said.items()})


def _printed(contact: Contact) -> str:
    return "".join((contact_title(contact), contact.email, contact.phone, contact.url, contact.hours))


def _squeezed(words: str) -> str:
    """Words without white space and what stands between the ways to reach somebody."""
    return re.sub(r"[\s·]", "", words)


def _files(release: Release, changed: Mapping[str, Sequence[Met]], kept: set[str]) -> dict[str, Any]:
    """The attachments: those whose line stands as it was, and the changed ones, whose links say where they lead."""
    found = [one for index, one in enumerate(release.attachments) if f"/attachments/{index}" in kept]
    left = [one for index, one in enumerate(release.attachments) if f"/attachments/{index}" not in kept]
    new = []
    for at, met in enumerate(changed.get("attachment", ())):
        words = inline_text(met.content).strip()
        old = left[at] if at < len(left) else None
        href = next((item.href for item in met.content if isinstance(item, Link)), old.href if old else "")
        media_type = old.media_type if old and words.endswith(old.media_type) else ""
        title = words.removesuffix(media_type).strip()
        if old and media_type == old.media_type and title == attachment_title(old) and address(href) == address(old.href):
            new.append(old)  # only how far its link goes is another: LibreOffice ends some with the first script
        else:
            new.append(Attachment(href, title, media_type))
    return {"attachments": (*found, *new)} if left or new else {}


def _words(met: Sequence[Met]) -> list[str]:
    return [inline_text(one.content).strip() for one in met if one.content]


def _joined(lines: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Several lines as one, with a line end between them."""
    out: list[Inline] = []
    for line in lines:
        out += [LineBreak(), *line] if out and line else line
    return tuple(out)
