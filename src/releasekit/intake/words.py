"""Words compared as a reader compares them: without case, direction marks, odd spaces and the punctuation around them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from releasekit.intake.language import Language

EDGES = " \t\n.,:;!·•|/\\-–—―−*#_=~()[]{}<>«»‹›„“”\"'‘’「」『』【】（）［］：，。、؛،"
"""What may stand around a label and says nothing."""

_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xAD]
)


def folded(text: str) -> str:
    """The text for comparing: no invisible characters, single spaces, lower case."""
    return " ".join(text.translate(_INVISIBLE).casefold().split())


def bare(text: str) -> str:
    """The text for comparing, without what stands around it."""
    return folded(text).strip(EDGES)


@cache
def _bare_list(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases for comparing, the longest first."""
    return tuple(sorted((word for phrase in phrases if (word := bare(phrase))), key=len, reverse=True))


@cache
def _firsts(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """What a text must start with to start with one of the phrases."""
    return tuple(sorted({phrase[0] for phrase in _bare_list(phrases)}))


def is_one_of(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether the text is one of the phrases and nothing else."""
    return bare(text) in _bare_list(phrases)


def start_of(text: str, phrases: tuple[str, ...]) -> str:
    """The longest of the phrases that the text starts with, as whole words; empty for none."""
    own = folded(text).lstrip(EDGES)
    if not own.startswith(_firsts(phrases)):
        return ""
    for phrase in _bare_list(phrases):
        if own.startswith(phrase) and not (_is_word(phrase[-1]) and _is_word(own[len(phrase) : len(phrase) + 1])):
            return phrase
    return ""


def end_of(text: str, phrases: tuple[str, ...]) -> str:
    """The longest of the phrases that the text ends with, other words before it; empty for none."""
    own = bare(text)
    return next((phrase for phrase in _bare_list(phrases) if own.endswith(phrase) and own != phrase), "")


@cache
def said(spoken: tuple[Language, ...], what: str) -> tuple[str, ...]:
    """The phrases that languages have for something: a field of `Language` (`embargo`), or a kind (`kinds.statement`)."""
    field, _, kind = what.partition(".")
    lists = (getattr(language, field) for language in spoken)
    return tuple(phrase for phrases in lists for phrase in (phrases.get(kind, ()) if kind else phrases))


def is_ideographic(character: str) -> bool:
    """Whether a character is of a script that parts no words."""
    return "\u2e80" <= character <= "\uffee" or "\u0e00" <= character <= "\u0e7f"


def width(text: str) -> int:
    """How wide a text is, in letters: those of Chinese, Japanese and Korean are twice as wide as others."""
    return len(text) + sum(map(is_ideographic, text[:_SHORT]))


_SHORT = 100
"""No more characters are looked at: what is longer is wide enough for whoever asks."""


def _is_word(character: str) -> bool:
    """Whether a word may go on with this character; scripts that part no words part none here."""
    return character.isalnum() and not is_ideographic(character)
