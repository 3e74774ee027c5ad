"""The fields of an edited document that its page shows: changed lines in, the release with what they say now out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.formats.docx import edited_people
from releasekit.formats.docx.edited_lines import filed, until_of
from releasekit.formats.docx.read_blocks import FURNITURE
from releasekit.model import Embargo, LineBreak, Rights, Text, inline_text
from releasekit.style.furniture import furniture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from releasekit.format import Context
    from releasekit.formats.docx.read_blocks import Met
    from releasekit.model import Inline, Release

_LINES = {"/headline": "title", "/subtitle": "subtitle"}
_TEXTS = {"/instruction": "instruction", "/end_mark": "end"}
_GONE = {"/embargo": "banner", "/kind": "kicker", "/released": "facts", "/rights": "rights", "/dateline": "dateline"}


def put(release: Release, page: Sequence[str | Met], shown: set[str], context: Context) -> Release:
    """The release with what changed lines say; fields whose line is gone are gone where the line is all that they are.

    The `page` has, in its order, the places of lines that are as they were, and the changed ones; `shown` are all places
    that it had lines for.
    """
    kept = {one for one in page if isinstance(one, str)}
    changed: dict[str, list[Met]] = defaultdict(list)
    for one in page:
        if not isinstance(one, str):
            changed[one.kind].append(one)
    fields: dict[str, Any] = {}
    for place, kind in _LINES.items():
        lines = [met.content for met in changed.get(kind, ()) if any(map(_is_shown, met.content))]
        if place not in kept and (lines or place in shown):
            fields[place[1:]] = _joined(lines)
        elif lines:  # the line stands as it was, and another in its style beside it
            fields[place[1:]] = _joined([getattr(release, place[1:]), *lines])
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
    fields["contacts"] = edited_people.contacts(release, page, shown)
    fields["attachments"] = edited_people.attachments(release, page, shown, context)
    changes = {name: value for name, value in fields.items() if value != getattr(release, name)}
    return evolve(release, **changes) if changes else release


def as_they_were(met: Sequence[Met], release: Release, shown: set[str]) -> dict[int, str]:
    """Of what was met, the lines that say what the line of their field said, and are only set otherwise; with their places."""
    if not any(one.kind in FURNITURE for one in met):  # so it is where a paragraph of the text was changed
        return {}
    lines = furniture(release)
    href = release.rights.href if release.rights else ""
    said = {
        "banner": ("/embargo", lines.banner), "kicker": ("/kind", lines.kicker), "facts": ("/released", lines.facts),
        "instruction": ("/instruction", lines.instruction), "dateline": ("/dateline", lines.dateline),
        "contacts": ("/contacts", lines.contacts_title), "attachments": ("/attachments", lines.attachments_title),
        "end": ("/end_mark", release.end_mark), "rights": ("/rights", f"{lines.rights} {href}"),
    }  # fmt: skip
    found: dict[int, str] = {}
    for index, one in enumerate(met):
        place, words = said.get(one.kind, ("", ""))
        if place in shown and inline_text(one.content).split() == words.split():
            found[index] = place
    return found


def _filed(release: Release, changed: Mapping[str, Sequence[Met]], kept: set[str], context: Context) -> dict[str, Any]:
    """Dateline, embargo and rights, whose line is words beside other things."""
    fields: dict[str, Any] = {}
    if said := " ".join(_words(changed.get("dateline", ()))):
        old = release.dateline
        fields["dateline"] = new = filed(f"{old.printed} {said}" if old and "/dateline" in kept else said, release)
        if old and (new.place or new.date):
            when = new.date.iso if new.date else "no date"
            message = (
                f"the dateline says {new.printed[:80]!r} now; it means {new.place or 'no place'}, {when}: look at all three"
            )
            context.advise("edited-in-word", message, "/dateline")
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
        fields["rights"] = Rights(
            *(old_rights.notice, f"{old_rights.terms} {said}") if beside else _parted(said, old_rights), old_rights.href
        )
    return fields


def _parted(said: str, old: Rights) -> tuple[str, str]:
    """Notice and terms of a changed line: where one of them is as it was, the rest is the other."""
    if old.terms and old.notice and said.startswith(f"{old.notice} "):
        return old.notice, said.removeprefix(old.notice).strip()
    if old.terms and said.endswith(f" {old.terms}"):
        return said.removesuffix(old.terms).strip(), old.terms
    return said, ""


def _is_shown(item: Inline) -> bool:
    return not isinstance(item, Text) or bool(item.text.strip())


def _words(met: Sequence[Met]) -> list[str]:
    return [words for one in met if (words := inline_text(one.content).strip())]


def _joined(lines: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Several lines as one, with a line end between them."""
    out: list[Inline] = []
    for line in lines:
        out += [LineBreak(), *line] if out and line else line
    return tuple(out)
