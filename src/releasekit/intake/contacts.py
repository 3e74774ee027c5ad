"""Whom the press may ask: the blocks under a contacts heading in, `Contact` records and what they do not explain out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve, field

from releasekit.intake.lines import Line, cut, ends_sentence, lines, one_line, paragraph
from releasekit.intake.person import EMAIL, PHONE, contact_of, with_targets
from releasekit.intake.words import is_one_of, said, start_of
from releasekit.model import BulletList, Contact, Paragraph, Text, inline_text
from releasekit.values import define, frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.intake.claims import Certainty
    from releasekit.intake.language import Language
    from releasekit.model import Block


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


def opened(own: Sequence[Line], spoken: tuple[Language, ...]) -> tuple[Line, tuple[Line, ...]] | None:
    """The heading of contacts that lines begin with, and the lines below it; None for other lines.

    The first contact may stand in the line of the heading: `Media contact: Elina Marest`, `Contact DetailsElina Marest`.
    """
    if not own:
        return None
    text = own[0].text
    if is_opener(text, spoken):
        return own[0], tuple(own[1:])
    end = _end_of_label(text, spoken) if len(text) <= LONGEST and not own[0].level else 0
    if not end:
        return None
    at = inline_text(own[0].content).find(text[:20])
    parts = cut(own[0].content, at + end, at + end)
    if parts is None:
        return None
    rest = Line(parts[1])
    if not own[1:] and _SITE.search(rest.text) and "@" not in text and sum(map(str.isdigit, rest.text)) < _LEAST_DIGITS:
        return None  # `For further information see: https://a.example` sends readers somewhere, and names nobody
    return Line(parts[0]), ((rest, *own[1:]) if rest.text else tuple(own[1:]))


_SITE = re.compile(r"https?://|www\.")


def _end_of_label(text: str, spoken: tuple[Language, ...]) -> int:
    """Where a heading ends that a contact follows in the same line: after a colon, or at a capital glued to it; 0 for none."""
    labels = said(spoken, "contacts")
    ends = [len(label) for label in labels if text[: len(label)].casefold() == label.casefold()]
    glued = [end for end in ends if text[end - 1 : end].islower() and text[end : end + 1].isupper()]
    if glued or not start_of(text, labels):
        return max(glued, default=0)
    colon = _LABEL.match(text)
    return colon.end() if colon and (colon.end() < len(text) or len(text) <= 80) else 0


_LABEL = re.compile(r"[^:：.]{0,80}[:：]\s*")


def read(blocks: Sequence[Block], spoken: tuple[Language, ...], *, sure: bool = False) -> Read | None:
    """The contacts that blocks begin with, or None where there is neither an address nor a telephone number.

    A block is a contact if it states how to reach somebody; a name alone belongs to the block below it. Words above the
    first that name nobody are left over; where nothing is `sure` to be a contact, they must be sentences. What follows the
    last contact is not looked at.
    """
    people = _People(sure=sure)
    for at, block in enumerate(blocks):
        groups = _groups(block)
        if not groups:
            break
        for group in groups:
            contact, unplaced = contact_of(group, spoken)
            if not people.take(contact, unplaced, [line.printed for line in group]):
                return people.read()
        if len(people.waiting) > (_MOST_WAITING if sure else 2) or len(people.printed) > MOST_LINES:
            break
        if not people.waiting:
            people.taken = at + 1
    return people.read()


_MOST_WAITING = 8
"""How many lines that reach nobody may follow each other below a heading of contacts."""


@define
class _People:
    """Contacts as they are read, block by block."""

    sure: bool
    found: list[Contact] = field(factory=list)
    left: list[Line] = field(factory=list)
    printed: list[str] = field(factory=list)
    waiting: list[tuple[Contact, list[Line], list[str]]] = field(factory=list)
    """What names somebody, and does not say yet how to reach them."""
    taken: int = 0

    def take(self, contact: Contact, unplaced: list[Line], words: list[str]) -> bool:
        """Take in what a block states; False where it no longer belongs to contacts."""
        if contact == Contact() and not unplaced:  # a label of what follows
            self.printed += words
            return True
        if not self.waiting and self.found and (whose := _together(self.found[-1], contact)):
            self.found[-1] = whose
            self.left += unplaced
            self.printed += words
            return True
        if not _reachable(contact):
            self.waiting.append((contact, unplaced, words))
            return True
        if self.waiting and not contact.name:
            above, more, first = self.waiting.pop()
            contact, unplaced, words = _merged(above, contact), [*more, *unplaced], [*first, *words]
            contact, words = self._with_house(contact, words)
        if self.waiting and not self.sure and (self.found or not all(ends_sentence(own[-1]) for *_, own in self.waiting)):
            return False
        for stranger, more, own in self.waiting:
            if stranger.url and not contact.url and not stranger.name:
                contact = evolve(contact, url=stranger.url)
                self.printed += own
                self.left += more
            else:
                self.left += [Line((Text(line),)) for line in own]
        self.waiting = []
        self.found.append(contact)
        self.left += unplaced
        self.printed += words
        return True

    def _with_house(self, contact: Contact, words: list[str]) -> tuple[Contact, list[str]]:
        """A contact with the organisation that stands on the line above its name."""
        if not self.waiting or contact.organisation or not contact.name:
            return contact, words
        above, more, own = self.waiting[-1]
        house = above.organisation or above.name
        if not house or more or above.role or len(own) > 1 or (ends_sentence(own[0]) and not above.organisation):
            return contact, words
        self.waiting.pop()
        return evolve(contact, organisation=house), [*own, *words]

    def read(self) -> Read | None:
        """All that was found so far."""
        if not self.found or not self.taken:
            return None
        certainty: Certainty = "low" if self.left else "medium"
        return Read(tuple(self.found), tuple(self.left), "\n".join(self.printed), certainty, self.taken)


def _together(known: Contact, contact: Contact) -> Contact | None:
    """Two contacts that are one: a number and the name below it, a name and more addresses of it; None for two people."""
    if not _adds(contact, known):
        return None
    if contact.name and known.phone and known == Contact(phone=known.phone):
        return _merged(contact, known)
    nameless = not (contact.name or contact.organisation or contact.role)
    return _merged(known, contact) if nameless and contact != Contact() else None


def _adds(contact: Contact, known: Contact) -> bool:
    """Whether a contact says only what another does not say yet."""
    return all(not getattr(known, name) for name in ("email", "phone", "url", "hours") if getattr(contact, name))


def is_bare(block: Block) -> bool:
    """Whether a block without a heading is a contact: short, no sentence, and with an e-mail address."""
    if not isinstance(block, Paragraph):
        return False
    own = lines(block)
    text = " ".join(line.text for line in own)
    if not own or len(text) > LONGEST // 2 or any(line.has_picture for line in own):
        return False
    addresses = EMAIL.findall(text) or any(line.href.startswith("mailto:") for line in own)
    if not addresses:
        return False
    return not _SENTENCE.search(text) and not ends_sentence(EMAIL.sub("", text).strip() or "x")


_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?]\s+[^\W\d_a-z]|(?:\b[a-z]{2,}\b\W+){5,}")


def bare_group(blocks: Sequence[Block], at: int, spoken: tuple[Language, ...]) -> Read | None:
    """Contacts without a heading that start with a block: it has an address, or is a name above one that has."""
    if not isinstance(blocks[at], Paragraph):
        return None
    start = blocks[at]
    if not is_bare(start):
        own = lines(start)
        is_name = len(own) == 1 and 1 < len(own[0].text.split()) <= 6 and not ends_sentence(own[0].text)
        below = blocks[at + 1 : at + 4]
        if not is_name or not any(is_bare(block) for block in below) or not all(_is_short(block) for block in below[:1]):
            return None
    return read(blocks[at : at + MOST_LINES], spoken)


def invited(block: Block, spoken: tuple[Language, ...]) -> Read | None:
    """The address in a sentence that invites to ask: `For more information, call 1632 960 189 or write to press@a.example.`."""
    if not isinstance(block, Paragraph):
        return None
    line = one_line(block)
    text = with_targets(line)
    if len(text) > LONGEST // 2 or not start_of(text, said(spoken, "contacts")) or _MORE.search(text):
        return None
    email = EMAIL.search(text)
    if email is None:
        return None
    phone = PHONE.search(text)
    number = phone[0].strip() if phone and sum(map(str.isdigit, phone[0])) >= _LEAST_DIGITS else ""
    return Read((Contact(email=email[0].rstrip("."), phone=number),), (), line.printed, "low", 1)


_MORE = re.compile(r"[^\W\d_]{3,}[.!?]\s+[^\W\d_a-z]")
_LEAST_DIGITS = 7


def _is_short(block: Block) -> bool:
    return isinstance(block, Paragraph) and sum(len(line.text) for line in lines(block)) <= 160


def _groups(block: Block) -> list[list[Line]]:
    """The lines of a block that could be a contact, or of each item of a list; nothing for what could be none."""
    if isinstance(block, BulletList):
        groups = [_group(item.blocks) for item in block.items]
        return groups if all(groups) else []
    group = _group((block,))
    return _persons(group) if group else []


def _persons(group: Sequence[Line]) -> list[list[Line]]:
    """The lines of a paragraph, parted where another person begins: words after a line with an address, with one to come."""
    people: list[list[Line]] = [[]]
    reached = False
    for at, line in enumerate(group):
        named = bool(_NAME.match(line.text))
        if reached and named and any("@" in other.text for other in group[at:]):
            people.append([])
            reached = False
        people[-1].append(line)
        reached = reached or "@" in line.text
    return people


_NAME = re.compile(r"[^\W\d_][^@:：]{3,}")
"""How a line begins that may name somebody: with words, and no label before an address."""


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


def remaining(left: Sequence[Line]) -> list[Block]:
    """The lines that are in no contact, as a paragraph."""
    return [paragraph(left)] if left else []
