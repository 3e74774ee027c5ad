"""The rules for TEI speeches: `sp` as in a play, and `u` as in a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.read_words import has_own_words, is_white, tei
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.tei.parts import Parts, Walk
    from releasekit.formats.tei.read_flat import Part

_SP, _SPEAKER, _QUOTE, _NOTE, _SEG = tei("sp"), tei("speaker"), tei("quote"), tei("note"), tei("seg")


def turn(walk: Walk, element: Any) -> Part | Parts:
    """`sp`: a speaker and what is said."""
    if has_own_words(element):
        return walk.unknown(element)
    lang, direction = walk.said(element, "who", "n")
    speaker: list[n.Inline] = []
    blocks: list[n.Block] = []
    for child in element[:]:
        if child.tag == _SPEAKER:
            speaker += (n.Text(" "), *walk.content(child)) if speaker else walk.content(child)
        elif child.tag == _QUOTE and child.get("type") == "speech" and len(child) == 1 and child[0].tag == _SP:
            walk.known(child, "type")
            blocks += walk.grouped(walk.one(child[0]))
        else:
            blocks += walk.grouped(walk.one(child))
    return n.Speech(tuple(blocks), _who(walk, element, tuple(speaker)), lang=lang, direction=direction)


def _who(walk: Walk, element: Any, speaker: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
    """The speaker as printed, and as an attribute names one whom no mention does."""
    who = walk.reference(element, "who")
    if not who or any(isinstance(item, n.Mention) and item.ref for item in speaker):
        return speaker
    if speaker:
        return (n.Mention(speaker, "person", who),)
    if who not in walk.entity_names:
        walk.guess("speaker-unnamed", f"no name is given for the speaker {who!r}, who is called by that reference", element)
    return walk.named(who)


def utterance(walk: Walk, element: Any) -> Part:
    """`u`: an utterance, in segments; a note just before it that names the speaker is its speaker."""
    lang, direction = walk.said(element, "who", "n")
    blocks: list[n.Block] = []
    for part in _segments(walk, element):
        silent = [walk.standing(each) for each in part if isinstance(each, n.RawInline)]
        blocks += silent if all(map(_wordless, part)) else walk.grouped(part)
    before = element.getprevious()
    named = before is not None and before.tag == _NOTE and before.get("type") == "speaker"
    speaker = _who(walk, element, walk.content(before, "type") if named else ())
    return n.Speech(tuple(blocks), speaker, lang=lang, direction=direction)


def _wordless(part: Part) -> bool:
    return isinstance(part, n.RawInline) or (isinstance(part, n.Text) and is_white(part.text))


def _segments(walk: Walk, element: Any) -> Iterable[list[Part]]:
    run: list[Part] = [n.Text(walk.text(element.text))] if element.text else []
    for child in element[:]:
        if child.tag == _SEG and not child.get("type"):
            yield run
            run = []
            yield [*walk.content(child)]
        else:
            run += walk.one(child)
        if child.tail:
            run.append(n.Text(walk.text(child.tail)))
    yield run
