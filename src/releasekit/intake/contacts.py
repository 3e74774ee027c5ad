"""Whom the press may ask: the blocks under a contacts heading in, `Contact` records and what they do not explain out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from releasekit.intake.lines import Line, ends_sentence, lines, paragraph
from releasekit.intake.words import EDGES, bare, folded, is_one_of, said, start_of
from releasekit.model import BulletList, Contact, Link, Paragraph, Text, inline_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.intake.claims import Certainty
    from releasekit.intake.language import Language
    from releasekit.model import Block

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>]{2,500}|[a-z0-9-]{2,40}(?:\.[a-z]{2,10}){1,3}(?:/[^\s]{0,200})?", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d(][\d\s()./\u00a0‑–-]{4,30}\d(?:\s?(?:ext\.?|x|доб\.?|int\.?|Durchwahl)\s?\d{1,6})?", re.IGNORECASE)
_HOURS = re.compile(r"(?=.{3,100}\Z).*\d{1,2}(?:[:.]\d\d)?\s?(?:h|Uhr|am|pm)?\s?[-–—]\s?\d{1,2}[:.]\d\d.*|.{0,40}24/7.{0,40}")
_COMPANY_END = re.compile(r",\s+(?=(?:Inc|Ltd|LLC|Llc|Co|Corp|S\.A|GmbH|AG|PLC|plc|BV|B\.V)\b)")


MOST_LINES = 200
"""How many lines contacts have at most: what has more is a text."""
LONGEST = 600
"""How many characters a contact has at most."""


@frozen
class Read:
    """Contacts, the words that they came from, and the lines that are in none."""

    contacts: tuple[Contact, ...]
    left: tuple[Line, ...]
    words: str
    certainty: Certainty
    taken: int
    """How many of the blocks they were."""


def is_opener(text: str, spoken: tuple[Language, ...]) -> bool:
    """Whether a line is a heading of contacts."""
    return len(text) <= 80 and is_one_of(text, said(spoken, "contacts"))


def read(blocks: Sequence[Block], spoken: tuple[Language, ...]) -> Read | None:
    """The contacts that blocks begin with, or None where there is neither an address nor a telephone number.

    A block is a contact if it states how to reach somebody; a name alone belongs to the block below it. A sentence above
    the first is left over. What follows the last is not looked at.
    """
    found: list[Contact] = []
    left: list[Line] = []
    printed: list[str] = []
    waiting: list[tuple[Contact, list[Line], list[str]]] = []
    taken = 0
    for at, block in enumerate(blocks):
        groups = _groups(block)
        if not groups:
            break
        for group in groups:
            contact, unplaced = _contact(group, spoken)
            words = [line.printed for line in group]
            if not _reachable(contact):
                waiting.append((contact, unplaced, words))
                continue
            if waiting and not contact.name:
                above, more, first = waiting.pop()
                contact, unplaced, words = _merged(above, contact), [*more, *unplaced], [*first, *words]
            if waiting and (found or not all(ends_sentence(words[-1]) for *_, words in waiting)):
                return _read(found, left, printed, taken)
            left += [Line((Text(line),)) for *_, lines_above in waiting for line in lines_above]
            waiting = []
            found.append(contact)
            left += unplaced
            printed += words
        if len(waiting) > 2 or len(printed) > MOST_LINES:
            break
        if not waiting:
            taken = at + 1
    return _read(found, left, printed, taken)


def _read(found: Sequence[Contact], left: Sequence[Line], printed: Sequence[str], taken: int) -> Read | None:
    if not found or not taken:
        return None
    return Read(tuple(found), tuple(left), "\n".join(printed), "low" if left else "medium", taken)


def _groups(block: Block) -> list[list[Line]]:
    """The lines of a block that could be a contact, or of each item of a list; nothing for what could be none."""
    if isinstance(block, BulletList):
        groups = [_group(item.blocks) for item in block.items]
        return groups if all(groups) else []
    group = _group((block,))
    return [group] if group else []


def _group(blocks: Sequence[Block]) -> list[Line]:
    if not all(isinstance(block, Paragraph) for block in blocks):
        return []
    own = [line for block in blocks for line in lines(block)]
    fits = sum(len(line.text) for line in own) <= LONGEST
    return own if fits and not any(line.has_picture for line in own) else []


def _reachable(contact: Contact) -> bool:
    return bool(contact.email or contact.phone)


def _merged(one: Contact, other: Contact) -> Contact:
    """One contact of two, the first with what only the second has."""
    fields = ("role", "organisation", "email", "phone", "url", "hours")
    return evolve(one, **{name: getattr(other, name) for name in fields if not getattr(one, name)})


def _contact(group: Sequence[Line], spoken: tuple[Language, ...]) -> tuple[Contact, list[Line]]:
    known: dict[str, str] = {}
    words: list[str] = []
    left: list[Line] = []
    for line in group:
        for piece in _pieces(line, spoken):
            name, value = _what(piece, spoken)
            if not name:
                words.append(value)
            elif name in known or name == "other":
                left.append(Line((Text(piece),)))
            else:
                known[name] = value
    left += [Line((Text(word),)) for word in _people(words, known, spoken)]
    return Contact(**known), left


def _pieces(line: Line, spoken: tuple[Language, ...]) -> Iterator[str]:
    """The parts of a line that state one thing each."""
    text = _with_targets(line)
    reachable = "@" in text or any(map(str.isdigit, text))
    hours = _HOURS.fullmatch(text.strip()) if len(text) <= 100 else None
    if hours and "@" not in text and not start_of(text, said(spoken, "phone")):
        yield text
        return
    for part in re.split(r"\s+[|·•–—]\s+|;\s+|\t+", text):
        halves = re.split(r",\s+", _COMPANY_END.sub("\0", part)) if reachable or len(part.split(", ")) <= 3 else [part]
        for half in halves:
            if piece := half.replace("\0", ", ").strip():
                yield piece


def _with_targets(line: Line) -> str:
    """The words of a line; a link whose words are no address is followed by its target."""
    parts = []
    for item in line.content:
        words = inline_text((item,))
        if isinstance(item, Link) and item.href not in {"#", words, f"mailto:{words}", f"http://{words}", f"https://{words}"}:
            parts.append(f"{words} | {item.href.removeprefix('mailto:').removeprefix('tel:')}")
        else:
            parts.append(words)
    return "".join(parts).strip()


def _what(piece: str, spoken: tuple[Language, ...]) -> tuple[str, str]:
    """Which field a part states, and its value; no field for words."""
    value = piece.strip(" ,;")
    for field in ("email", "phone", "url"):
        labels = said(spoken, "web" if field == "url" else field)
        label = start_of(value, labels)
        shorn = value
        if label and len(folded(value)) == len(value):
            shorn = value[folded(value).find(label) + len(label) :].lstrip(" .:：\t")
        shape = {"email": _EMAIL, "phone": _PHONE, "url": _URL}[field]
        if len(shorn) <= 600 and shape.fullmatch(shorn.strip("<>() ") if field != "phone" else shorn):
            if field == "phone" and sum(map(str.isdigit, shorn)) < 6:
                continue
            return field, shorn.strip("<>() ") if field != "phone" else shorn
    if len(value) <= 100 and _HOURS.fullmatch(value):
        return "hours", value
    if "@" in value or sum(map(str.isdigit, value)) >= 5:
        return "other", value
    return "", value


def _people(words: Sequence[str], known: dict[str, str], spoken: tuple[Language, ...]) -> list[str]:
    """Put words into name, role and organisation; what finds no place comes back."""
    left: list[str] = []
    roles = said(spoken, "roles")
    houses = said(spoken, "organisations")
    for word in words:
        order: tuple[str, ...]
        if _speaks_of(word, roles):
            order = ("role", "organisation")
        elif _speaks_of(word, houses):
            if "organisation" in known and "name" not in known:  # the desk, then the house that it is in
                known["name"] = known.pop("organisation")
            order = ("organisation", "role")
        elif len(word.split()) <= 5:
            order = ("name", "role", "organisation")
        else:
            order = ("organisation",)
        slot = next((name for name in order if name not in known), "")
        if slot and len(word) <= 160:
            known[slot] = word
        else:
            left.append(word)
    return left


def _speaks_of(words: str, stems: tuple[str, ...]) -> bool:
    """Whether a word of the words begins with one of the stems."""
    own = bare(words).split()
    known = tuple(bare(stem) for stem in stems)
    return any(word.strip(EDGES).startswith(known) for word in own) if known else False


def remaining(left: Sequence[Line]) -> list[Block]:
    """The lines that are in no contact, as a paragraph."""
    return [paragraph(left)] if left else []
