"""A `teiCorpus` to a pack: ours exactly, and those of others as far as their texts are releases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.briefing import Enclosure, Entry, LeftOut, Origin, Pack, Part
from releasekit.errors import FieldError, ReadError
from releasekit.formats.tei.corpus import NOTES
from releasekit.formats.tei.document import parsed
from releasekit.formats.tei.earlier import lifted
from releasekit.formats.tei.names import XML
from releasekit.formats.tei.read_words import tei
from releasekit.formats.tei.reader import release_of
from releasekit.model import Moment, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from releasekit.format import PackContext

_CORPUS, _TEXT, _HEADER, _BIBL, _NOTE = tei("teiCorpus"), tei("TEI"), tei("teiHeader"), tei("bibl"), tei("note")
_ID, _SPACE, _LANG = f"{{{XML}}}id", f"{{{XML}}}space", f"{{{XML}}}lang"


def read(data: bytes, context: PackContext) -> Pack:
    """The pack that a corpus holds; a corpus of others gives its title and its texts. Raises `ReadError` with a line."""
    top = lifted(parsed(data, context), context)
    if top.tag != _CORPUS:
        message = "a single text, and no corpus: it is read as a release, without unpacking"
        raise ReadError(message, name=context.name, line=top.sourceline)
    held = list(top.iter())  # lxml makes an element anew for each visit, unless somebody holds it
    header = top.find(_HEADER)
    parts = tuple(_parts(top, context, _Numbers()))
    try:
        pack = Pack(**(_pack_fields(header) if header is not None else {}), parts=parts)
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


def _parts(corpus: Any, context: PackContext, numbers: _Numbers) -> Iterator[Part]:
    """The parts of a corpus: a corpus within it is one, and so are the texts that stand in a row."""
    header = corpus.find(_HEADER)
    bound = _bibls(header)
    texts = [child for child in corpus if child.tag == _TEXT]
    if len(bound) != len(texts):
        bound = [None] * len(texts)
    waiting: list[Entry] = []
    fields = _part_fields(header) if corpus.getparent() is not None else {}
    for child in corpus:
        if child.tag == _TEXT:
            waiting.append(_entry(child, bound.pop(0), context, numbers))
        elif child.tag == _CORPUS:
            if waiting:
                yield Part(**fields, entries=tuple(waiting))
                waiting = []
            yield from _parts(child, context, numbers)
        elif child.tag != _HEADER:
            words = " ".join("".join(child.itertext()).split())[:80]
            context.loss("corpus-dropped", f"the corpus holds what is no text: {words!r}", line=child.sourceline)
    if waiting:
        yield Part(**fields, entries=tuple(waiting))


def _bibls(header: Any) -> list[Any]:
    """The entries of our header, one for each text."""
    if header is None:
        return []
    found = header.findall(f"{tei('fileDesc')}/{tei('sourceDesc')}/{tei('listBibl')}/{_BIBL}")
    return found if all(bibl.get("n") for bibl in found) else []


def _entry(text: Any, bibl: Any, context: PackContext, numbers: _Numbers) -> Entry:
    fields: dict[str, Any] = {"origin": Origin(name=numbers.name(""), format="tei")}
    if bibl is not None:
        _without_letters(text, bibl.get("n"))
        fields = _entry_fields(bibl, context)
    for name in (_LANG, _SPACE):
        around = [value for each in text.iterancestors() if (value := each.get(name))]
        if around and not text.get(name) and (bibl is None or name == _SPACE):
            text.set(name, around[0])
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


# ── headers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pack_fields(header: Any) -> dict[str, Any]:
    titles = header.findall(f"{tei('fileDesc')}/{tei('titleStmt')}/{tei('title')}")
    found: dict[str, Any] = {}
    for title in titles:
        field = {"main": "title", "sub": "subtitle", "": "title"}.get(title.get("type") or "")
        if field:
            found.setdefault(field, _words(title))
    responsible = header.findall(f"{tei('fileDesc')}/{tei('titleStmt')}/{tei('respStmt')}")
    found["prepared_by"] = tuple(
        _words(each.find(tei("name"))) for each in responsible if _words(each.find(tei("resp"))) == "preparation"
    )
    publication = f"{tei('fileDesc')}/{tei('publicationStmt')}"
    found["marking"] = _words(header.find(f"{publication}/{tei('availability')}/{tei('p')}"))
    found["date"] = _moment(header.find(f"{publication}/{tei('date')}"))
    language = header.find(f"{tei('profileDesc')}/{tei('langUsage')}/{tei('language')}")
    found["lang"] = (language.get("ident") or "") if language is not None else ""
    notes = header.findall(f"{tei('fileDesc')}/{tei('notesStmt')}/{_NOTE}")
    several = {"prepared_for", "distribution", "scale"}
    for type, field in (*NOTES, ("translations", "translations")):
        words = tuple(_words(note) for note in notes if note.get("type") == type)
        if words:
            found[field] = words if field in several else words[0]
    found["left_out"] = tuple(_left_out(note) for note in notes if note.get("type") == "leftOut")
    return found


def _part_fields(header: Any) -> dict[str, Any]:
    if header is None:
        return {}
    notes = header.findall(f"{tei('fileDesc')}/{tei('notesStmt')}/{_NOTE}")
    title = header.find(f"{tei('fileDesc')}/{tei('titleStmt')}/{tei('title')}")
    return {"title": _words(title), "note": _words(notes[0]) if notes else ""}


def _entry_fields(bibl: Any, context: PackContext) -> dict[str, Any]:
    notes = bibl.findall(_NOTE)
    known = {note.get("type"): _words(note) for note in notes}
    try:
        enclosures = tuple(_enclosure(note) for note in notes if note.get("type") == "enclosure")
    except FieldError as error:
        raise ReadError(str(error), name=context.name, line=bibl.sourceline) from None
    return {
        "origin": _origin(bibl),
        "title": _words(bibl.find(tei("title"))),
        "note": known.get("note", ""),
        "marking": known.get("marking", ""),
        "letterhead": known.get("letterhead") != "no",
        "embargoed": known.get("embargoed") == "yes",
        "enclosures": enclosures,
    }


def _left_out(note: Any) -> LeftOut:
    bibl = note.find(_BIBL)
    known = {each.get("type"): _words(each) for each in bibl.findall(_NOTE)} if bibl is not None else {}
    of: Callable[[str], Any] = lambda name: bibl.find(tei(name)) if bibl is not None else None  # noqa: E731  (as short as it is)
    return LeftOut(
        origin=_origin(bibl) if bibl is not None else Origin(),
        reason=note.get("subtype") or "",
        said=known.get("said", ""),
        title=_words(of("title")),
        number=known.get("number", ""),
        date=_moment(of("date")),
    )


def _origin(bibl: Any) -> Origin:
    known = {each.get("type"): _words(each) for each in bibl.findall(tei("idno"))}
    return Origin(name=known.get("file", ""), digest=known.get("digest", ""), format=known.get("format", ""))


def _enclosure(note: Any) -> Enclosure:
    ref = note.find(tei("ref"))
    known = {each.get("type"): _words(each) for each in note.findall(tei("idno"))}
    where = (ref.get("n") or ref.get("target") or "") if ref is not None else ""
    return Enclosure(
        href=where,
        title=_words(ref),
        media_type=known.get("mediaType", ""),
        pages=known.get("pages", ""),
        digest=known.get("digest", ""),
    )


def _words(element: Any) -> str:
    return "".join(element.itertext()) if element is not None else ""


def _moment(element: Any) -> Moment | None:
    iso = element.get("when-iso") if element is not None else None
    return Moment(iso) if iso else None
