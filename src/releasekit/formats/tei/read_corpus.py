"""A `teiCorpus` to a pack: ours exactly, and those of others as far as their texts are releases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.briefing import Entry, Origin, Pack, Part
from releasekit.errors import FieldError, ReadError
from releasekit.formats.tei.document import parsed
from releasekit.formats.tei.earlier import lifted
from releasekit.formats.tei.names import XML
from releasekit.formats.tei.parts import Walk
from releasekit.formats.tei.read_cover import Cover
from releasekit.formats.tei.read_words import own_words, short, tei, told
from releasekit.formats.tei.reader import release_of
from releasekit.model import normalise

if TYPE_CHECKING:
    from releasekit.format import PackContext

_CORPUS, _TEXT, _HEADER = tei("teiCorpus"), tei("TEI"), tei("teiHeader")
_ID, _SPACE, _LANG = f"{{{XML}}}id", f"{{{XML}}}space", f"{{{XML}}}lang"


def read(data: bytes, context: PackContext) -> Pack:
    """The pack that a corpus holds; a corpus of others gives its title and its texts. Raises `ReadError` with a line."""
    top = lifted(parsed(data, context), context)
    if top.tag != _CORPUS:
        message = "a single text, and no corpus: it is read as a release, without unpacking"
        raise ReadError(message, name=context.name, line=top.sourceline)
    held = list(top.iter())  # lxml makes an element anew for each visit, unless somebody holds it
    parts, fields = _parts(top, context, _Numbers())
    try:
        pack = Pack(**fields, parts=tuple(parts))
    except FieldError as error:
        raise ReadError(str(error), name=context.name, line=top.sourceline) from None
    held.clear()
    return pack


class _Numbers:
    """Counts the texts, and finds for each one without a name of its own one that nobody has."""

    def __init__(self) -> None:
        self.next = 0
        self.taken: set[str] = set()

    def name(self, wanted: str) -> str:
        """The name, or what it may be instead."""
        name, more = wanted, 1
        while not name or name in self.taken:
            name, more = wanted or f"text-{self.next + more}", more + 1
            name = name if name not in self.taken else f"{name}-{more}"
        self.taken.add(name)
        return name


def _parts(corpus: Any, context: PackContext, numbers: _Numbers) -> tuple[list[Part], dict[str, Any]]:
    """The parts of a corpus, and the fields of its cover: a corpus within it is one, and so are the texts in a row."""
    walk = Walk(context, {}, exact=_said(corpus, _SPACE) == "preserve")
    header = corpus.find(_HEADER)
    cover = Cover(walk, header)
    texts = corpus.findall(_TEXT)
    bound: list[Any] = cover.bound
    if len(bound) != len(texts):
        if bound:
            message = (
                f"the header describes {len(bound)} releases, and there are {len(texts)}: they are bound without what it says"
            )
            walk.loss("corpus-dropped", message, header)
        bound = [None] * len(texts)
    within = corpus.getparent() is not None
    fields = cover.of_part(walk, header) if within else {}
    walk.known(corpus, _SPACE, _LANG)
    parts: list[Part] = []
    waiting: list[Entry] = []
    for child in corpus:
        if child.tag == _TEXT:
            waiting.append(_entry(child, bound.pop(0), context, numbers))
        elif child.tag == _CORPUS:
            if waiting:
                parts.append(Part(**fields, entries=tuple(waiting)))
                waiting = []
            parts += _parts(child, context, numbers)[0]
        elif child is not header and (said := told(child)):
            walk.loss("corpus-dropped", f"the corpus holds what is no text: {said}", child)
    if own := own_words(corpus):
        walk.loss("corpus-dropped", f"the corpus holds what is no text: {short(own)}", corpus)
    if waiting:
        parts.append(Part(**fields, entries=tuple(waiting)))
    elif within and not corpus.findall(_CORPUS) and any(fields.values()):
        walk.loss("corpus-dropped", f"a part without a text has no place in a pack: {fields['title']!r}", corpus)
    return parts, cover.fields


def _said(element: Any, name: str) -> str:
    """What an element says by an attribute that counts for all in it, itself or by what is around it."""
    return next((value for each in (element, *element.iterancestors()) if (value := each.get(name))), "")


def _entry(text: Any, bound: dict[str, Any] | None, context: PackContext, numbers: _Numbers) -> Entry:
    fields: dict[str, Any] = {"origin": Origin(name=numbers.name(""), format="tei")}
    inherited = [_SPACE, _LANG]
    if bound is not None:
        _without_letters(text, bound["letters"])
        fields = {name: said for name, said in bound.items() if name != "letters"}
        inherited = [_SPACE]
    for name in inherited:
        if said := _said(text, name):
            text.set(name, said)
    at, numbers.next = numbers.next, numbers.next + 1
    with context.of(fields["origin"], at) as inner:
        try:
            release = normalise(release_of(text, inner))
        except FieldError as error:
            raise ReadError(str(error), name=context.name, line=text.sourceline) from None
    return Entry(release=release, **fields)


def _without_letters(text: Any, letters: str) -> None:
    """Give ids, and pointers to them, back the form that they have in the release alone."""
    pointer = f"#{letters}"
    for element in text.iter():
        for key, value in element.attrib.items():
            if key == _ID and value.startswith(letters):
                element.set(key, value[len(letters) :])
            elif value.startswith(pointer):
                element.set(key, f"#{value[len(pointer) :]}")
