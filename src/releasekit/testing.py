"""For the authors of formats: a Hypothesis strategy over the whole model, and every law of a format in one call.

    from releasekit.testing import check_format, releases

    def test_my_format_keeps_the_laws():
        check_format(FORMAT)

Needs the package `hypothesis`.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any, get_args

from attrs import evolve, fields
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releasekit import model as m
from releasekit.briefing import ABREAST, REASONS, Enclosure, Entry, LeftOut, Origin, Pack, Part, canonical
from releasekit.convert import reads, writes
from releasekit.differing import NAMES, check_losses
from releasekit.errors import ReadError, WriteError
from releasekit.format import Context, PackContext
from releasekit.losses import dropped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from releasekit.format import Format

_CONTROLS = "".join(map(chr, {*range(32)} - {9, 10, 13}))
_XML = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff" + _CONTROLS)
"""Every code point that XML 1.0 allows (section 2.2)."""

_PIECES = [
    "word ", "Words", " and", "release", ". ", "; ", "\u2014 ", "\u201cquote\u201d", "R&D",
    *"*_`~^[](){}<>&#!|:+-.\\\"'=;/@$%,?0123456789abcXYZ  \n\t\r",
    "\u00a0", "\u0085", "\u2028", "\u3000", "\u200b", "\u200f", "\u202e", "\ufeff", "\u0301", "\U0001f468\u200d\U0001f469",
    "\u05d0", "\u0639", "\u0e01", "\u4e00", "\uac00", "\u1112\u1161", "[^1]", "](", "]{.", ":::", "```", "~~~", "---", "***",
    "<!--", "-->", "]]>", "<b>", "&amp;", "&#65;", "<?", "{{", "=html}", "| ", "1. ", "- ", "> ", "# ", "http://", "www.",
    "a@b.c", "\\\n", "  \n", "no", "true", "null", "2027-01-01", "***", "{.lead}",
]  # fmt: skip
"""Words, and what means something to a markup language, alone or in pieces."""

_PIECE_OF = {0xE000 + index: piece for index, piece in enumerate(_PIECES)}
"""A character for each piece: Hypothesis draws a string at once, and a list step by step."""

_HOSTILE = st.text("".join(map(chr, _PIECE_OF)), max_size=12).map(lambda drawn: drawn.translate(_PIECE_OF))


def texts(max_size: int = 12) -> st.SearchStrategy[str]:
    """Text of every code point legal in XML 1.0, and of what is hostile to markup."""
    foreign = st.text(_XML, max_size=max_size)
    return _HOSTILE | foreign | st.builds(str.__add__, _HOSTILE, foreign)


def tokens() -> st.SearchStrategy[str]:
    """Names: of kinds, roles and attributes."""
    return st.sampled_from([
        "person", "organisation", "place", "event", "boilerplate", "notes-to-editors", "lead", "note", "table", "figure",
        "quote", "speech", "list", "row", "cell", "span", "division", "underline", "strike", "caption", "credit", "speaker",
        "attribution", "date", "mention", "quotation", "html", "tei", "x", "A_b.c-1", "class", "id", "kind", "type", "ref", "when",
        "section", "release", "contact", "attachments",
    ])  # fmt: skip


def langs() -> st.SearchStrategy[str]:
    """Language tags, and none."""
    return st.sampled_from(["", "en", "ru", "ar", "zh-Hant", "pt-BR", "de-CH-1996", "he", "x-klingon"])


def moments() -> st.SearchStrategy[m.Moment]:
    """Moments of every precision, with a zone and without."""
    days = st.dates().map(str)
    clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
    seconds = st.sampled_from(["", ":00", ":59", ":07.5", ":07.123456"])
    zones = st.sampled_from(["", "Z", "+03:00", "-05:30", "+00:00"])
    return st.one_of(
        days.map(lambda day: day[:4]),
        days.map(lambda day: day[:7]),
        days,
        st.builds("{}T{}{}{}".format, days, clocks, seconds, zones),
    ).map(m.Moment)


_IDS = st.sampled_from(["a", "p1", "lavrov", "o-1", "kind.press-release", "Section_2", "release", "e1", "x.y"])
_EXTRAS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | texts(6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(4), inner, max_size=3),
    max_leaves=5,
)


def extras() -> st.SearchStrategy[tuple[m.Extra, ...]]:
    """Keys of other people's files, some of them keys that are ours."""
    keys = st.one_of(st.sampled_from(["layout", "title", "body", "type", "extra", "releasekit", "no", "2027"]), texts(4))
    return st.dictionaries(keys.map(m.legal), _EXTRAS, max_size=3).map(
        lambda found: tuple(m.Extra.of(key, value) for key, value in found.items())
    )


def _attributes() -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    return st.dictionaries(tokens(), texts(5), max_size=3).map(lambda found: tuple(found.items()))


def _entities() -> st.SearchStrategy[tuple[m.Entity, ...]]:
    entity = st.builds(m.Entity, _IDS, tokens(), texts(5), texts(5), texts(5))
    return st.lists(entity, max_size=3, unique_by=lambda found: found.id).map(tuple)


def _value(holds: str, inner: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Values for a field of the model, by its annotation."""
    if holds in inner:
        return inner[holds]
    if holds.endswith(" | None"):
        return st.none() | _value(holds.removesuffix(" | None"), inner)
    if holds.startswith("tuple[") and holds.endswith(", ...]"):
        return st.lists(_value(holds[6:-6], inner), max_size=2).map(tuple)
    return _built(getattr(m, holds), inner)


_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "Heading.level": st.integers(1, 6),
    "OrderedList.start": st.integers(0, 999_999_999),
    "Cell.colspan": st.integers(1, 3),
    "Cell.rowspan": st.integers(1, 3),
    "Table.head_rows": st.integers(0, 2),
    "Table.head_columns": st.integers(0, 2),
    "Translation.lang": langs(),
    "Release.entities": _entities(),
    "Release.extra": extras(),
}
"""The fields whose values their annotation does not say."""


def _built(kind: type[Any], inner: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    values = {}
    for field in fields(kind):
        named = f"{kind.__name__}.{field.name}"
        if named in _FIELDS:
            values[field.name] = _FIELDS[named]
        elif field.name == "lang":
            values[field.name] = langs()
        elif field.validator is not None and field.name in {"kind", "role", "format", "scheme", "status"}:
            values[field.name] = tokens() if field.name == "format" else tokens() | st.just("")
        else:
            values[field.name] = _value(str(field.type), inner)
    return st.builds(kind, **values)


def _leaves() -> dict[str, st.SearchStrategy[Any]]:
    return {
        "str": texts(),
        "bool": st.booleans(),
        "int": st.integers(0, 9),
        "Moment": moments(),
        "Direction": st.sampled_from(["", "ltr", "rtl"]),
        "Align": st.sampled_from(["", "left", "center", "right"]),
        "ListStyle": st.sampled_from(["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]),
        "tuple[tuple[str, str], ...]": _attributes(),
        "Image": st.builds(m.Image, texts(5), texts(5), texts(4)),
    }


@cache
def _nodes() -> dict[str, st.SearchStrategy[Any]]:
    """Strategies for all annotations of the model, nodes within nodes a few levels deep."""
    known = _leaves()
    words = st.builds(m.Text, texts())
    known["Inline"] = words
    known["Block"] = st.builds(m.Paragraph, content=st.lists(words, min_size=1, max_size=2).map(tuple))
    for _ in range(3):
        shallow = dict(known)
        plain = words | words | st.builds(m.Code, texts(5)) | st.builds(m.LineBreak)
        inlines = [_built(kind, shallow) for kind in get_args(m.Inline)]
        blocks = [_built(kind, shallow) for kind in get_args(m.Block)]
        known["Inline"] = plain | st.one_of(inlines)
        known["Block"] = shallow["Block"] | st.one_of(blocks)
    return known


def inlines() -> st.SearchStrategy[m.Inline]:
    """Every inline of the model."""
    return _nodes()["Inline"]


def blocks() -> st.SearchStrategy[m.Block]:
    """Every block of the model."""
    return _nodes()["Block"]


@cache
def releases() -> st.SearchStrategy[m.Release]:
    """Releases in canonical form, with every field and node of the model."""
    return _built(m.Release, _nodes()).map(m.normalise)


@cache
def packs() -> st.SearchStrategy[Pack]:
    """Briefing packs in canonical form, with every field, of a few releases each; no two of their files share a name."""
    pages = st.sampled_from(["", "1", "1-3, 7", "12-40"])
    enclosure = st.builds(Enclosure, href=texts(5), title=texts(5), media_type=texts(3), pages=pages, digest=texts(4))
    origin = st.builds(Origin, name=texts(5), digest=texts(4), format=tokens())
    entry = st.builds(
        Entry, release=releases(), origin=origin, title=texts(5), note=texts(), marking=texts(5), letterhead=st.booleans(),
        embargoed=st.booleans(), enclosures=st.lists(enclosure, max_size=2).map(tuple),
    )  # fmt: skip
    part = st.builds(Part, title=texts(5), note=texts(), entries=st.lists(entry, min_size=1, max_size=2).map(tuple))
    left_out = st.builds(
        LeftOut, origin=origin, reason=st.sampled_from(REASONS), said=texts(5), title=texts(5), number=texts(4),
        date=st.none() | moments(),
    )  # fmt: skip
    several = st.lists(texts(5), max_size=2).map(tuple)
    return st.builds(
        Pack, title=texts(), subtitle=texts(5), purpose=texts(), prepared_by=several, prepared_for=several,
        distribution=several, date=st.none() | moments(), marking=texts(5), scale=several, lang=langs(), style=texts(4),
        logo=texts(4), logo_alt=texts(4), notes=texts(), translations=st.sampled_from(ABREAST),
        parts=st.lists(part, min_size=1, max_size=2).map(tuple), left_out=st.lists(left_out, max_size=2).map(tuple),
    ).map(_named_apart).map(canonical)  # fmt: skip


def _named_apart(pack: Pack) -> Pack:
    """The pack with a name of its own for each of its entries."""
    at = 0
    parts = []
    for part in pack.parts:
        entries = []
        for entry in part.entries:
            at += 1
            entries.append(evolve(entry, origin=evolve(entry.origin, name=f"{entry.origin.name}{at}")))
        parts.append(evolve(part, entries=tuple(entries)))
    return evolve(pack, parts=tuple(parts))


def check_pack_format(format: Format, *, max_examples: int = 50, of: st.SearchStrategy[Pack] | None = None) -> None:
    """Put a format that holds packs to its laws: the same pack gives the same bytes, and these give the pack back."""
    write, read = format.write_pack, format.read_pack

    @settings(max_examples=max_examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(packs() if of is None else of)
    def written(pack: Pack) -> None:
        assert write is not None, "the format writes no packs"
        data = write(pack, PackContext())
        assert data == write(pack, PackContext()), "the same pack gave other bytes"
        if read is not None:
            back = canonical(read(data, PackContext()))
            assert back == pack, "the pack did not come back"
            assert write(back, PackContext()) == data, "what was read is written in other bytes"

    written()


def check_format(
    format: Format,
    *,
    max_examples: int = 100,
    of: st.SearchStrategy[m.Release] | None = None,
    traces: Collection[str] = (),
) -> None:
    """Put a format to all laws that its declaration claims. Raises `AssertionError` with a small release that breaks one.

    `of` draws the releases: for a format that must refuse some, such as those in a script that it has no font for.
    `traces` names what is dropped and yet leaves a trace in the bytes.

    - Writing is deterministic, a note stands for each thing that `drops` names, and `check` finds nothing in what was written.
    - Of two releases that differ in one thing the bytes differ, or a note or `drops` says why not; what `drops` names is dropped.
    - A lossless format gives every release back, and writes what it read to the same bytes.
    - A reader answers any bytes with a release or a `ReadError`.
    """
    assert format.drops <= NAMES, f"not in the model: {', '.join(sorted(format.drops - NAMES))}"
    assert not format.lossless or (format.write and format.read), "a lossless format reads and writes"
    if format.write is not None:
        check_losses(format, traces)
        _search(lambda release: _written(format, release), releases() if of is None else of, max_examples)
    if format.read is not None:
        _search(lambda data: _read(format, data), st.binary() | texts(40).map(str.encode), max_examples)


def _written(format: Format, release: m.Release) -> None:
    context = Context()
    try:
        data = writes(release, format, context=context)
    except WriteError:
        assert not format.lossless, "a lossless format refused a release"
        return
    assert isinstance(data, bytes), f"a writer gives bytes, and this one gave {type(data).__name__}"
    assert data == writes(release, format, context=Context()), "the same release gave other bytes"
    assert set(dropped(release, format)) <= set(context.notes), "something was dropped without a note"
    if format.check is not None:
        assert not [*format.check(data, Context())], "the format's own check finds something in what was written"
    if format.read is not None:
        back = reads(data, format, context=Context())
        if format.lossless:
            assert back == release, "the release did not come back"
            assert writes(back, format, context=Context()) == data, "what was read is written in other bytes"


def _read(format: Format, data: bytes) -> None:
    with suppress(ReadError):
        reads(data, format, context=Context())


_PATIENCE = 20.0
"""For how many seconds a smaller example is looked for."""


class _Enough(BaseException):
    """Ends the search for a smaller example; Hypothesis takes any other exception for one more failure."""


def _search(law: Callable[[Any], None], of: st.SearchStrategy[Any], max_examples: int) -> None:
    """Put what is drawn to a law. What breaks it is made smaller, but not for longer than `_PATIENCE`."""
    failed: list[tuple[Exception, float]] = []

    @settings(max_examples=max_examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(of)
    def tried(drawn: Any) -> None:
        if failed and monotonic() - failed[0][1] > _PATIENCE:
            raise _Enough
        try:
            law(drawn)
        except Exception as error:
            error.add_note(f"Breaks it: {drawn!r}")
            failed.append((error, monotonic()))
            raise

    try:
        tried()
    except _Enough:
        raise failed[-1][0] from None
