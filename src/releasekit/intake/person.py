"""One contact: its lines in, a `Contact` and the lines that it has no place for out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.intake.lines import Line
from releasekit.intake.words import EDGES, bare, folded, is_one_of, said, start_of
from releasekit.model import Contact, Link, Text, inline_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.intake.language import Language

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>]{2,500}|[a-z0-9-]{2,40}(?:\.[a-z]{2,10}){1,3}(?:/[^\s]{0,200})?", re.IGNORECASE)
PHONE = re.compile(r"\+?[\d(][\d\s()./\u00a0‑–-]{4,30}\d(?:\s?(?:ext\.?|x|доб\.?|int\.?|Durchwahl)\s?\d{1,6})?", re.IGNORECASE)
_VANITY = re.compile(r"1-8\d\d-(?=[A-Z\d-]*[A-Z])[A-Z\d-]{4,12}(?:\s?\([\d-]{5,12}\))?")
_HOURS = re.compile(r"(?=.{3,100}\Z).*\d{1,2}(?:[:.]\d\d)?\s?(?:h|Uhr|am|pm)?\s?[-–—]\s?\d{1,2}[:.]\d\d.*|.{0,40}24/7.{0,40}")
_COMPANY_END = re.compile(r",\s+(?=(?:Inc|Ltd|LLC|Llc|Co|Corp|S\.A|GmbH|AG|PLC|plc|BV|B\.V)\b)")
_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}")


def contact_of(group: Sequence[Line], spoken: tuple[Language, ...]) -> tuple[Contact, list[Line]]:
    """The contact that lines state, and the lines that it has no place for."""
    known: dict[str, str] = {}
    words: list[str] = []
    left: list[Line] = []
    for line in group:
        for piece in _pieces(line, spoken):
            name, value = _what(piece, spoken)
            if not name:
                words.append(value)
            elif known.get(name) == value:
                continue
            elif name in known or name == "other":
                left.append(Line((Text(piece),)))
            else:
                known[name] = value
    left += [Line((Text(word),)) for word in _people(words, known, spoken)]
    return Contact(**known), left


def _pieces(line: Line, spoken: tuple[Language, ...]) -> Iterator[str]:
    """The parts of a line that state one thing each."""
    text = _GLUED_URL.sub(" ", with_targets(line))
    reachable = "@" in text or any(map(str.isdigit, text))
    hours = _HOURS.fullmatch(text.strip()) if len(text) <= 100 else None
    if hours and "@" not in text and not start_of(text, said(spoken, "phone")):
        yield text
        return
    for part in re.split(r"\s+[|·•–—]\s+|;\s+|\t+", text):
        halves = re.split(r",\s+", _COMPANY_END.sub("\0", part)) if reachable or len(part.split(", ")) <= 3 else [part]
        for half in halves:
            if piece := half.replace("\0", ", ").strip():
                yield from _split(piece, spoken)


_GLUED_URL = re.compile(r"(?<=[^\W\d_])(?=https?://)")
_NUMBERED = re.compile(r"[^\W\d_]+:[^@:]*")
_REACH = re.compile(rf"({EMAIL.pattern}|(?:https?://|www\.)[^\s<>]{{2,500}}|{_VANITY.pattern}|{PHONE.pattern})")


def _split(piece: str, spoken: tuple[Language, ...]) -> Iterator[str]:
    """A part of a line, parted before and after the addresses in it; labels of what follows are left away."""
    if _what(piece, spoken)[0] not in {"", "other"}:
        yield piece
        return
    if _NUMBERED.fullmatch(piece) and not _is_label(piece.partition(":")[0], spoken):
        yield piece  # `Fax: 1632 960 189` is no telephone
        return
    for own in _REACH.split(piece):
        words = own.strip(" ,;:()") if not _REACH.fullmatch(own) else own
        if words and not _is_label(words, spoken):
            yield words


def _is_label(words: str, spoken: tuple[Language, ...]) -> bool:
    """Whether words only say what follows: `E-mail`, `For media enquiries`."""
    labels = (*said(spoken, "phone"), *said(spoken, "email"), *said(spoken, "web"), *said(spoken, "contacts"))
    return is_one_of(words, labels) or (len(words) <= 80 and bool(start_of(words, said(spoken, "contacts"))))


def with_targets(line: Line) -> str:
    """The words of a line; a link whose words are no address is followed by its target."""
    parts = []
    for item in line.content:
        words = inline_text((item,))
        if isinstance(item, Link) and item.href not in {"#", words, f"mailto:{words}", f"http://{words}", f"https://{words}"}:
            parts.append(f"{words} | {item.href.removeprefix('mailto:').removeprefix('tel:')}")
        else:
            parts.append(words)
    return _TARGET.sub(r" | \1 ", "".join(parts)).strip(" |")


_TARGET = re.compile(r"<(?:mailto:|tel:)?([^<>\s]{3,500})>")


_SITES = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}(?:\s+\w{1,4}\s+[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10})+")
"""Several sites in one line, `tidewerk.example and yard.example`: no name, and more than a contact has a place for."""


def _what(piece: str, spoken: tuple[Language, ...]) -> tuple[str, str]:
    """Which field a part states, and its value; no field for words."""
    value = piece.strip(" ,;")
    for name in ("email", "phone", "url"):
        labels = said(spoken, "web" if name == "url" else name)
        label = start_of(value, labels)
        shorn = value
        if label and len(folded(value)) == len(value) and (len(label) > 1 or value[1:2] in {":", " ", "："}):
            shorn = value[folded(value).find(label) + len(label) :].lstrip(" .:：\t")
        shape = {"email": EMAIL, "phone": _VANITY if _VANITY.fullmatch(shorn) else PHONE, "url": _URL}[name]
        if len(shorn) <= 600 and shape.fullmatch(shorn.strip("<>() ") if name != "phone" else shorn):
            if name == "phone" and (sum(map(str.isdigit, shorn)) < 6 or _DATE.fullmatch(shorn)):
                continue
            return name, shorn.strip("<>() ") if name != "phone" else shorn
    if len(value) <= 100 and _HOURS.fullmatch(value):
        return "hours", value
    if "@" in value or sum(map(str.isdigit, value)) >= 5 or _SITES.fullmatch(value):
        return "other", value
    return "", value


_QUOTES = ("“", "”", '"', "«", "„", "「")


def _people(words: Sequence[str], known: dict[str, str], spoken: tuple[Language, ...]) -> list[str]:
    """Put words into name, role and organisation; what finds no place comes back."""
    left: list[str] = []
    roles = said(spoken, "roles")
    houses = said(spoken, "organisations")
    for word in words:
        if word.startswith(_QUOTES):
            left.append(word)
            continue
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


def speaks_of_house(words: str, spoken: tuple[Language, ...]) -> bool:
    """Whether one of the words says that they name an organisation."""
    return _speaks_of(words, said(spoken, "organisations"))


def speaks_of_role(words: str, spoken: tuple[Language, ...]) -> bool:
    """Whether one of the words says that they name a person in a role."""
    return _speaks_of(words, said(spoken, "roles"))


def _speaks_of(words: str, stems: tuple[str, ...]) -> bool:
    """Whether a word of the words begins with one of the stems."""
    own = bare(words).split()
    known = tuple(bare(stem) for stem in stems)
    return any(word.strip(EDGES).startswith(known) for word in own) if known else False
