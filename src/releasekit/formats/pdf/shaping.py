"""Words to glyphs: text in one setting in, shaped words with the text behind each glyph out. Shaped words are kept."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # it has no types
from attrs import field

from releasekit.formats.pdf.capitals import CAPITALS, capitals
from releasekit.formats.pdf.choice import BOX, BOXED, choose, first_face
from releasekit.formats.pdf.scripts import COMMON, EAST_ASIAN, WESTERN_SIGNS, home_script, script_of
from releasekit.formats.pdf.shelf import LONGEST, Shelf
from releasekit.formats.pdf.unspaced import CLOSING, OPENING
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from releasekit.formats.pdf.fonts import Cut, Face

JOINER = "\u200d"
"""Put at the edge of a piece of a word that joins the next piece, as Arabic letters do and signs that share a square."""

_UNSEEN = JOINER + "\u2066\u2067\u2068\u2069"
"""What steers the setting of a word and is no part of it: joiners at its edges, and isolates."""

_FLAGS = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
_BY_CHARACTERS, _BY_LETTERS = hb.BufferClusterLevel.MONOTONE_CHARACTERS, hb.BufferClusterLevel.MONOTONE_GRAPHEMES

BLANKS = frozenset(" \u00a0\u202f")
"""The spaces that are made wider or narrower so that a line is full."""

_SQUARE = frozenset("\u2014\u2018\u2019\u201c\u201d\u2026\u00b7")
"""The Western signs that fill a square in Chinese and Japanese: dash, quotation marks, ellipsis, middle dot."""

_WESTERN = re.compile("[\0-\u024f\u2010-\u203a\u20a0-\u20cf]")
"""The signs, digits and currencies of Western text; ※ and ① are not among them."""

_MEETING = f"[{CLOSING}\u2019\u201d](?=[{CLOSING}\u2019\u201d{JOINER}])|(?<=[{OPENING}\u2018\u201c])[{OPENING}\u2018\u201c]"
"""Signs that meet and of whose blank halves one is left out."""

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""A character of private use, for which PDF/A asks to say what it stands for beside it (ISO 19005-3, 6.2.11.7.3)."""

FIGURES = frozenset({"lnum", "onum", "pnum", "tnum"})
"""The features that say how figures look, and change no letter."""

CUT = 240.0
"""How much narrower a sign is, of which a blank half is left out, in thousandths of the size."""

SMALL = 0.8
"""The size of small capitals that a face does not have and that are made from its capitals."""


class Glyph(NamedTuple):
    """One glyph of a word. Lengths are in thousandths of the size."""

    id: int
    text: str
    """The characters that it stands for: the whole of a ligature; nothing for the further glyphs of one character."""
    advance: float
    dx: float = 0.0
    dy: float = 0.0


_NOTHING: Mapping[int, str] = {}


@define(eq=False)
class Word:
    """Glyphs of one face in the order in which they stand from left to right, in columns."""

    face: Face
    ids: tuple[int, ...]
    texts: Sequence[str]
    """As `Glyph.text`; of most words the text that they are."""
    advances: tuple[float, ...]
    width: float
    rtl: bool
    scale: float
    """The factor on the size that its look asks for."""
    places: tuple[tuple[float, float], ...] = ()
    """How far they stand beside their places, to the right and upwards; empty where none does."""
    spans: tuple[tuple[int, int, str], ...] = ()
    """Groups of glyphs that stand for some text together, as a letter and its marks do: first, end, text."""
    give: float = 0.0
    """How much of a line's stretch it takes, in thousandths of the size: a space as much as it is wide, other words nothing."""
    raised: bool = False
    """Whether a glyph of it stands beside its place, above or below the line."""
    code: str = ""
    """How it is drawn where each glyph stands for the text that it usually stands for (`embed`)."""
    said: Mapping[int, str] = _NOTHING
    """The texts that its glyphs must stand for then."""
    usual: bool = False
    """Whether these are the letters of the alphabet, each of which always stands for itself (`embed`)."""

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Its glyphs, one by one."""
        places = self.places or repeat((0.0, 0.0))
        columns = zip(self.ids, self.texts, self.advances, places)  # noqa: B905  # the last may have no end
        return tuple(Glyph(number, text, advance, *place) for number, text, advance, place in columns)


@define(eq=False)
class Setting:
    """How words are shaped: a cut, features, a language and a direction, with the words that were shaped so before."""

    cut: Cut
    features: tuple[str, ...]
    lang: str
    rtl: bool
    home: str = COMMON
    """The script whose faces set digits and signs that follow no letter."""
    words: Shelf[str, tuple[Word, ...]] = field(init=False)
    hyphened: Shelf[str, tuple[Word, ...]] = field(init=False)
    firsts: dict[str, Face] = field(init=False, factory=dict)
    """The face that is asked first for each script."""

    letters: Setting | None = field(init=False)
    """Where the features are for figures, too: the same setting without these, in which letters are as they are here."""

    def __attrs_post_init__(self) -> None:
        others = tuple([name for name in self.features if name not in FIGURES])
        self.letters = setting(self.cut, others, self.lang, self.rtl) if others != self.features else None
        self.words = Shelf(self._words)
        self.hyphened = Shelf(self._hyphenated)

    def shape(self, text: str) -> tuple[Word, ...]:
        """The words that a piece of text becomes, in its logical order: one for each face and script in it."""
        return self.words[text]

    def hyphenated(self, text: str) -> tuple[Word, ...]:
        """A piece of a word with the hyphen of the line end, which is U+00AD in the text of the page (ISO 32000-1, 14.8.2.2.3)."""
        return self.hyphened[text]

    def _hyphenated(self, text: str) -> tuple[Word, ...]:
        *front, last = self.shape(text + "-")
        texts = [*last.texts]
        texts[0 if last.rtl else -1] = "\u00ad"
        return (
            *front,
            Word(
                last.face, last.ids, texts, last.advances, last.width, last.rtl, last.scale, last.places, last.spans,
                raised=last.raised,
            ),
        )  # fmt: skip

    def _words(self, text: str) -> tuple[Word, ...]:
        if self.letters is not None and text.isalpha():
            return self.letters.shape(text)
        scripts = {"Latn"} if text.isascii() and text.isalpha() else set(map(script_of, text))
        signs = COMMON in scripts
        scripts.discard(COMMON)
        if len(scripts) <= 1 and "Zinh" not in scripts and "smcp" not in self.features:
            script = scripts.pop() if scripts else self.home
            if not signs or script not in WESTERN_SIGNS:
                first = self._first(script)
                if first.covers.issuperset(map(ord, text)):  # nearly every word
                    return (self._shape(text, first, script, made_small=False),)
        return tuple(self._shape(part, face, script, made_small=small) for part, face, script, small in self._parted(text))

    def _first(self, script: str) -> Face:
        known = self.firsts.get(script)
        if known is None:
            known = self.firsts[script] = first_face(self.cut, script)
        return known

    def _parted(self, text: str) -> Iterator[tuple[str, Face, str, bool]]:
        """Stretches of one face and one script; `True` where lower-case letters are to be drawn as small capitals."""
        script = self.home
        current: list[str] = []
        state: tuple[Face, str, bool] | None = None
        before: Face | None = None
        small = "smcp" in self.features
        at = 0
        for cluster in _clusters(text):
            own = script_of(cluster[0])
            if own not in {COMMON, "Zinh"}:
                script = own
            asked, beside = self._asked(text, at, script, before) if own == COMMON else (script, before)
            at += len(cluster)
            face = before = choose(cluster, self.cut, asked, beside)
            made = small and "smcp" not in face.features and cluster.islower()
            new = (face, script if own not in {COMMON, "Zinh"} or state is None else state[1], made)
            if state is not None and state[1] == COMMON and new[1] != COMMON and new[0] is state[0] and new[2] == state[2]:
                state = new
            if new != state:
                if state is not None:
                    yield ("".join(current), *state)
                current, state = [], new
            current.append(cluster)
        if state is not None:
            yield ("".join(current), *state)

    def _asked(self, text: str, at: int, script: str, before: Face | None) -> tuple[str, Face | None]:
        """The script whose faces are asked for a sign, and the face of the text before if it may stay in that.

        In most scripts Western digits and signs are in the face of Western letters. The quotation marks and dashes that
        fill a square in Chinese and Japanese, and do not in Korean, go by the language.
        """
        char = text[at]
        if (
            self.home == "Hani"
            and char in _SQUARE
            and not (char == "\u2019" and (text[at - 1 : at] + text[at + 1 : at + 2]).isascii())
        ):
            return "Hani", None
        if script in WESTERN_SIGNS and (_WESTERN.match(char) or char in _SQUARE):
            return COMMON, None if before is self._first(script) else before
        return script, before

    def _shape(self, text: str, face: Face, script: str, *, made_small: bool) -> Word:
        scale = face.scale * (SMALL if made_small else 1.0)
        if face.name.startswith(BOXED):
            return _boxed(text, face, rtl=self.rtl, scale=scale)
        drawn = capitals(text, self.lang, face.covers) if made_small or CAPITALS in self.features else text
        buffer = hb.Buffer()
        if not drawn.isascii():  # else there are no marks and nothing that is not seen
            buffer.flags = _FLAGS
            buffer.cluster_level = _BY_LETTERS if self.rtl else _BY_CHARACTERS
        buffer.add_str(drawn)
        if script == "Zzzz":
            buffer.guess_segment_properties()
        else:
            buffer.script = script
        buffer.direction = "rtl" if self.rtl else "ltr"
        buffer.language = self.lang or "und"  # what HarfBuzz would guess is the language of the machine
        features: dict[str, Any] = {name: True for name in self.features if name in face.features} if self.features else {}
        tight: list[tuple[int, int, bool]] = []
        if script in EAST_ASIAN and len(text) <= LONGEST:
            tight = [(*match.span(), True) for match in re.finditer(_MEETING, text)]
            features |= {"halt": tight} if tight else {}
        hb.shape(face.font, buffer, features)
        word = _word(text, face, buffer, rtl=self.rtl, scale=scale, cut=bool(tight))
        if text in BLANKS:  # among ideographs a space is the gap of Western words, and the other gaps do their part
            word.give = word.width * (0.5 if self.home == "Hani" else 1.0)
        return word


def _word(text: str, face: Face, buffer: hb.Buffer, *, rtl: bool, scale: float, cut: bool) -> Word:
    """The shaped word; `cut` says that blank halves of signs were left out."""
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    unit = 1000 / face.data.upem
    if (
        not rtl and not cut and text and [info.cluster for info in infos] == [*range(len(text))]
    ):  # a glyph for each character: nearly every word
        across, up, along, _ = zip(*[place.position for place in positions])  # noqa: B905  # they have four numbers each
        if all(along) and not any(across) and not any(up) and (text.isascii() or not PRIVATE.search(text)):
            advances = [advance * unit for advance in along]
            return Word(
                face, tuple([info.codepoint for info in infos]), text, tuple(advances), sum(advances) * scale, rtl, scale
            )
    starts = sorted({info.cluster for info in infos}) or [0]
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    begins = {starts[0]: 0}  # what is drawn as nothing goes with its neighbour
    counts: dict[int, int] = {}
    for info in infos:
        counts[info.cluster] = counts.get(info.cluster, 0) + 1
    glyphs: list[Glyph] = []
    spans: list[tuple[int, int, str]] = []
    index = 0
    while index < len(infos):
        cluster = infos[index].cluster
        count = counts[cluster]
        own = text[begins.get(cluster, cluster) : ends[cluster]].strip(_UNSEEN)
        group = [
            Glyph(info.codepoint, "", place.x_advance * unit, place.x_offset * unit, place.y_offset * unit)
            for info, place in zip(infos[index : index + count], positions[index : index + count], strict=True)
        ]
        index += count
        if rtl:
            _add_leftward(own, group, glyphs, spans)
        else:
            _add_rightward(own, group, face, glyphs, spans)
    return _of(glyphs, face, rtl=rtl, scale=scale, spans=spans)


def _of(glyphs: Sequence[Glyph], face: Face, *, rtl: bool, scale: float, spans: Sequence[tuple[int, int, str]]) -> Word:
    """A word of some glyphs."""
    advances = tuple([glyph.advance for glyph in glyphs])
    places = tuple([(glyph.dx, glyph.dy) for glyph in glyphs])
    moved = any(map(any, places))
    return Word(
        face, tuple([glyph.id for glyph in glyphs]), tuple([glyph.text for glyph in glyphs]), advances, sum(advances) * scale,
        rtl, scale, places if moved else (), tuple(spans), raised=bool(spans) or moved,
    )  # fmt: skip


def _add_rightward(own: str, group: list[Glyph], face: Face, glyphs: list[Glyph], spans: list[tuple[int, int, str]]) -> None:
    """Add the glyphs of one cluster of characters in a word that runs from left to right.

    Glyphs that changed places say the characters one after the other, so that they are read in their order. A sign of
    which a blank half is left out ends where the next begins.
    """
    count, start, first = len(group), len(glyphs), group[0]
    texts = [own] + [""] * (count - 1) if len(own) < count else [*own[: count - 1], own[count - 1 :]]
    glyphs += [glyph._replace(text=said) for glyph, said in zip(group, texts, strict=True)]
    if start and (first.dy or not first.advance):  # a mark on the glyph before
        if spans and spans[-1][1] == start:
            start, _end, before = spans.pop()
        else:
            start, before = start - 1, glyphs[start - 1].text
        spans.append((start, len(glyphs), before + own))
    elif count > 1 or PRIVATE.match(own) or _is_cut(first, face):
        spans.append((start, len(glyphs), own))


def _is_cut(glyph: Glyph, face: Face) -> bool:
    """Whether a blank half of a sign is left out."""
    return face.advances[glyph.id] - glyph.advance > CUT


def _add_leftward(own: str, group: list[Glyph], glyphs: list[Glyph], spans: list[tuple[int, int, str]]) -> None:
    """The same in a word that runs from right to left, where marks stand before their letter."""
    start = len(glyphs)
    glyphs += [*group[:-1], group[-1]._replace(text=own)]
    if len(group) > 1:
        spans.append((start, len(glyphs), own))


def _boxed(text: str, face: Face, *, rtl: bool, scale: float) -> Word:
    """Characters that no font has, each as a box that stands for it."""
    box = face.font.get_nominal_glyph(ord(BOX))
    glyphs = [Glyph(box, said, face.advances[box]) for cluster in _clusters(text) if (said := cluster.strip(_UNSEEN))]
    if rtl:
        glyphs.reverse()
    spans = [(at, at + 1, glyph.text) for at, glyph in enumerate(glyphs) if PRIVATE.match(glyph.text)]
    return _of(glyphs, face, rtl=rtl, scale=scale, spans=spans)


def _clusters(text: str) -> Iterator[str]:
    """Characters with the marks and joiners that belong to them."""
    start = 0
    for index in range(1, len(text)):
        if not _belongs(text[index]):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


@cache
def _belongs(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me", "Mc"} or char in "\u200d\u200c" or "\ufe00" <= char <= "\ufe0f"


def cluster_starts(text: str) -> list[int]:
    """Where in a text a line may be broken without parting a letter from its marks."""
    return [0, *(index for index in range(1, len(text)) if not _belongs(text[index]) and text[index - 1] != "\u200d")]


@lru_cache(maxsize=300)
def setting(cut: Cut, features: tuple[str, ...], lang: str, rtl: bool) -> Setting:
    """The one setting of its kind, shared by all documents of a process."""
    return Setting(cut, features, lang, rtl, home_script(lang))
