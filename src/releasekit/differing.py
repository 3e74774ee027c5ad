"""Releases that differ in one thing: for each name of the model one without it and one with it, and what a format makes of them."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

from attrs import NOTHING, evolve, fields

from releasekit import model as m
from releasekit.convert import writes
from releasekit.errors import WriteError
from releasekit.format import Context
from releasekit.losses import NODES, RECORDS
from releasekit.model import Release

if TYPE_CHECKING:
    from collections.abc import Collection

    from releasekit.format import Format


def words(text: str) -> tuple[m.Text, ...]:
    """The content that these words are."""
    return (m.Text(text),)


def para(*content: str | m.Inline, **more: Any) -> m.Paragraph:
    """A paragraph of words and nodes."""
    return m.Paragraph(tuple(m.Text(item) if isinstance(item, str) else item for item in content), **more)


def within(node: m.Inline) -> tuple[m.Block, ...]:
    """A body of one paragraph that a node stands in."""
    return (para("x ", node, " z"),)


def _cell(text: str, **more: Any) -> m.Cell:
    return m.Cell((para(text),), **more)


_ITEMS = (m.Item((para("one"),)), m.Item((para("two"),)))
_BULLETS = m.BulletList(_ITEMS)
_NUMBERS = m.OrderedList(_ITEMS)
_TABLE = m.Table((m.Row((_cell("a wide"), _cell("column"))), m.Row((_cell("c"), _cell("d")))), head_rows=1)
_TALL = (m.Row((_cell("h"), _cell("i"))), m.Row((_cell("a"), _cell("b"))), m.Row((m.Cell(), _cell("d"))))
_ROWSPAN = (_TALL[0], m.Row((_cell("a", rowspan=2), _cell("b"))), m.Row((_cell("d"),)))
_FIGURE = m.Figure(m.Image("pier.png", "al"), words("x"))
_LINK = m.Link(words("y"), "https://port.example")
_QUOTE = m.BlockQuote((para("x"), para("y")))
_SPEECH = m.Speech((para("x"),), words("w"))
_PART = m.Division((para("x"),), "house")
_HEADING = m.Heading(words("x"), 3)
_PLAIN = within(m.Text("y"))
_PAIR = (("qzpair", "Qzvalue"),)

_ALONE: dict[str, Any] = {
    "BlockQuote": _QUOTE, "BulletList": _BULLETS, "Division": _PART, "Figure": _FIGURE, "Heading": _HEADING, "OrderedList": _NUMBERS,
    "Paragraph": para("x"), "Speech": _SPEECH, "Table": _TABLE,
}  # fmt: skip
"""One of each block that states its language."""

CASES: dict[str, tuple[tuple[m.Block, ...], tuple[m.Block, ...]]] = {
    **{kind.__name__: (_PLAIN, within(kind(words("y")))) for kind in m.nodes.MARKS},
    **{f"{name}.lang": ((node,), (evolve(node, lang="fr"),)) for name, node in _ALONE.items()},
    **{f"{name}.direction": ((node,), (evolve(node, direction="rtl"),)) for name, node in _ALONE.items()},
    "Code": (_PLAIN, within(m.Code("y"))),
    "Link": (_PLAIN, within(_LINK)),
    "Link.href": (within(_LINK), within(evolve(_LINK, href="https://qzhref.example"))),
    "Link.title": (within(_LINK), within(evolve(_LINK, title="Qztitle"))),
    "Image": (within(m.Text("al")), within(m.Image("pier.png", "al"))),
    "Image.src": (within(m.Image("pier.png", "al")), within(m.Image("quay.png", "al"))),
    "Image.alt": (within(m.Image("pier.png")), within(m.Image("pier.png", "Qzalt"))),
    "Image.title": (within(m.Image("pier.png", "al")), within(m.Image("pier.png", "al", "Qztitle"))),
    "LineBreak": (within(m.Text(" ")), within(m.LineBreak())),
    "Quotation": (within(m.Text("“y”")), within(m.Quotation(words("“y”")))),
    "Quotation.speaker": (within(m.Quotation(words("“y”"))), within(m.Quotation(words("“y”"), "Qzwho"))),
    "Mention": (_PLAIN, within(m.Mention(words("y")))),
    "Mention.kind": (within(m.Mention(words("y"))), within(m.Mention(words("y"), "place"))),
    "Mention.ref": (within(m.Mention(words("y"))), within(m.Mention(words("y"), ref="Qzwho"))),
    "Date": (_PLAIN, within(m.Date(words("y"), m.Moment("2027")))),
    "Date.moment": (within(m.Date(words("y"), m.Moment("2027"))), within(m.Date(words("y"), m.Moment("2031-05-06")))),
    "Span": (_PLAIN, within(m.Span(words("y"), "Qzkind", _PAIR, lang="fr", direction="rtl"))),
    "Span.lang": (_PLAIN, within(m.Span(words("y"), lang="fr"))),
    "Span.direction": (within(m.Text("y, 1!")), within(m.Span(words("y, 1!"), direction="rtl"))),
    "Span.kind": (_PLAIN, within(m.Span(words("y"), kind="Qzkind"))),
    "Span.attributes": (within(m.Span(words("y"), "odd")), within(m.Span(words("y"), "odd", _PAIR))),
    "Note": (_PLAIN, (para("x ", m.Text("y"), m.Note((para("Qznote"),)), " z"),)),
    "RawInline": ((para("x"),), (para("x", m.RawInline("qz", "raw")),)),
    "Paragraph.role": ((para("x"),), (para("x", role="lead"),)),
    "Heading": ((para("x"),), (m.Heading(words("x")),)),
    "Heading.level": ((_HEADING,), (evolve(_HEADING, level=4),)),
    "BulletList": ((para("one"), para("two")), (_BULLETS,)),
    "BulletList.tight": ((_BULLETS,), (evolve(_BULLETS, tight=False),)),
    "OrderedList": ((para("one"), para("two")), (_NUMBERS,)),
    "OrderedList.start": ((_NUMBERS,), (evolve(_NUMBERS, start=4),)),
    "OrderedList.style": ((_NUMBERS,), (evolve(_NUMBERS, style="upper-roman"),)),
    "OrderedList.tight": ((_NUMBERS,), (evolve(_NUMBERS, tight=False),)),
    "BlockQuote": ((para("x"), para("y")), (_QUOTE,)),
    "BlockQuote.attribution": ((_QUOTE,), (m.BlockQuote((para("x"),), words("y")),)),
    "Table": ((para("a wide"), para("column"), para("c"), para("d")), (_TABLE,)),
    "Table.head_rows": ((evolve(_TABLE, head_rows=0),), (_TABLE,)),
    "Table.head_columns": ((_TABLE,), (evolve(_TABLE, head_columns=1),)),
    "Table.align": ((_TABLE,), (evolve(_TABLE, align=("right",)),)),
    "Table.caption": ((_TABLE,), (evolve(_TABLE, caption=words("Qzcaption")),)),
    "Cell.align": ((_TABLE,), (evolve(_TABLE, rows=(_TABLE.rows[0], m.Row((_cell("c", align="center"), _cell("d"))))),)),
    "Cell.colspan": (
        (evolve(_TABLE, rows=(_TABLE.rows[0], m.Row((_cell("as wide as the two"), m.Cell())))),),
        (evolve(_TABLE, rows=(_TABLE.rows[0], m.Row((_cell("as wide as the two", colspan=2),)))),),
    ),
    "Cell.rowspan": ((evolve(_TABLE, rows=_TALL),), (evolve(_TABLE, rows=_ROWSPAN),)),
    "Figure": ((para(_FIGURE.image), para("x")), (_FIGURE,)),
    "Figure.caption": ((evolve(_FIGURE, caption=()),), (evolve(_FIGURE, caption=words("Qzcaption")),)),
    "Figure.credit": ((_FIGURE,), (evolve(_FIGURE, credit=words("Qzcredit")),)),
    "Speech": ((para(m.Strong(words("w"))), para("x")), (_SPEECH,)),
    "Speech.speaker": ((m.Speech((para(m.Strong(words("w"))), para("x"))),), (_SPEECH,)),
    "Division": ((para("x"),), (m.Division((para("x"),), "Qzkind", _PAIR, lang="fr", direction="rtl"),)),
    "Division.kind": ((para("x"),), (m.Division((para("x"),), "boilerplate"),)),
    "Division.attributes": ((_PART,), (evolve(_PART, attributes=_PAIR),)),
    "CodeBlock": ((para("x"),), (m.CodeBlock("x"),)),
    "CodeBlock.info": ((m.CodeBlock("x"),), (m.CodeBlock("x", "python"),)),
    "ThematicBreak": ((para("x"), para("y")), (para("x"), m.ThematicBreak(), para("y"))),
    "RawBlock": ((para("x"),), (para("x"), m.RawBlock("qz", "raw"))),
}
"""Bodies without a thing and with it."""

SAID = {"Text", "Paragraph", "Item", "Row", "Cell"}
"""The nodes that are the words of a text themselves: no format could do without."""
ESSENTIAL = {"content", "blocks", "items", "rows", "cells", "text", "image"}
"""The fields that are all of a node."""

FULL = Release(
    id="https://qzid.example/r/12", version="Qzversion", kind="readout", numbers=(m.Number("Qznumber", "Qzscheme", "https://qznumber.example"),),
    section=("Qzouter", "Qzinner"), headline=words("Qzheadline"), subtitle=words("Qzsubtitle"), summary="Qzsummary words.",
    issuers=(m.Issuer("Qzissuer", "https://qzissuer.example", "Qzaddress"),), released=m.Moment("2027-03-14T09:30+01:00"),
    distributed=m.Moment("2028-04-15"), event_date=m.Moment("2029-05-16"), modified=m.Moment("2030-06-17"),
    embargo=m.Embargo(m.Moment("2031-07-18T09:30+01:00")), status="cleared",
    changes=(m.Change("Qzchange", m.Moment("2032-08-19"), "Qzchanged", "draft"),), replaces=("https://qzreplaces.example",),
    replaced_by=("https://qzreplaced.example",), instruction="Qzinstruction",
    dateline=m.Dateline("Qzdateline", "Qzplace", m.Moment("2033-09-20")), lang="en", direction="rtl",
    translations=(m.Translation("fr", "https://qztranslation.example"),),
    contacts=(m.Contact("Qzname", "Qzrole", "Qzorganisation", "qzmail@port.example", "+44 131 496", "https://qzurl.example", "Qzhours"),),
    attachments=(m.Attachment("https://qzhref.example/a.pdf", "Qzattached", "application/qztype"),), keywords=("Qzkeyword",),
    subjects=(m.Subject("qzcode", "qzscheme"),), entities=(m.Entity("qzentity", "place", "Qzcalled", "https://qzentity.example", "Qzrole"),),
    rights=m.Rights("Qznotice", "Qzterms", "https://qzrights.example"), end_mark="###",
    source=m.Source("https://qzsource.example", "Qzsource", "Qzformat", (m.Found("qzfield", "Qzrule", "Qzwords", "high"),)),
    extra=(m.Extra.of("qzextra", "Qzvalue"),),
)  # fmt: skip
"""A release in which every field, and every field of every record, says something; no text."""


def _bodies(name: str) -> tuple[Release, Release]:
    less, more = (Release(id="urn:x", headline=words("Head"), lang="en", body=body) for body in CASES[name])
    return less, more


def _without(record: Any, name: str) -> Any:
    """A record, and those within, without one field."""
    kind, _, field = name.partition(".")
    if type(record).__name__ == kind:
        default = getattr(fields(type(record)), field).default
        return evolve(
            record, **{field: {"lang": "de", "printed": "LEITH"}.get(field, "other") if default is NOTHING else default}
        )
    return evolve(record, found=tuple(_without(one, name) for one in record.found)) if isinstance(record, m.Source) else record


def _recorded(name: str) -> tuple[Release, Release]:
    """The full release without one field of its records, and with it."""
    kind = name.partition(".")[0]
    holder = next(holder for holder, record in RECORDS.items() if record.__name__ == {"Found": "Source"}.get(kind, kind))
    value = getattr(FULL, holder)
    changed = tuple(_without(one, name) for one in value) if isinstance(value, tuple) else _without(value, name)
    of: dict[str, Any] = {holder: changed}
    return evolve(FULL, **of), FULL


def _fielded(name: str) -> tuple[Release, Release]:
    of: dict[str, Any] = {name: getattr(fields(Release), name).default}
    return evolve(FULL, **of), FULL


FIELDS = [field.name for field in fields(Release) if field.name != "body"]
DETAILS = [f"{kind.__name__}.{field.name}" for kind in (*RECORDS.values(), m.Found) for field in fields(kind)]
PAIRS: dict[str, tuple[Release, Release]] = {
    **{name: _fielded(name) for name in FIELDS},
    **{name: _recorded(name) for name in DETAILS},
    **{name: _bodies(name) for name in CASES},
    "Embargo.printed": (FULL, evolve(FULL, embargo=m.Embargo(m.Moment("2031-07-18T09:30+01:00"), "Qzprinted"))),
}
"""For each name two releases: without it and with it."""


def _png(shade: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head, rows = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0), (b"\0" + bytes([shade]) * 2) * 2
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PICTURES = {"pier.png": _png(90), "quay.png": _png(180)}


def holders(name: str) -> set[str]:
    """A name, the node or record that it belongs to, and the field that holds that."""
    kind = name.partition(".")[0]
    return {name, kind, *(field for field, record in RECORDS.items() if record.__name__ == {"Found": "Source"}.get(kind, kind))}


MADE_OF_DETAILS = {"Division", "Span"}
"""The nodes that say nothing but what their fields say: where those are lost, nothing of them is left."""


NAMES = frozenset(
    {field.name for field in fields(Release)}
    | {*NODES}
    | {f"{kind.__name__}.{field.name}" for kind in (*NODES.values(), *RECORDS.values(), m.Found) for field in fields(kind)}
)
"""Every name that a format can declare to drop."""


def written(release: Release, format: Format) -> tuple[bytes, frozenset[tuple[str, str, str | None]]] | None:
    """The bytes, and what was said to be lost; None where the format refuses the release."""
    context = Context(resources=PICTURES.get)
    try:
        data = writes(release, format, context=context)
    except WriteError:
        return None
    assert isinstance(data, bytes), f"a writer gives bytes, and this one gave {type(data).__name__}"
    return data, frozenset((note.code, note.message, note.where) for note in context.losses)


def check_losses(format: Format, traces: Collection[str] = ()) -> None:
    """Assert that what is lost is declared or said, and that what is declared is lost, but for `traces`."""
    for name, (less, more) in PAIRS.items():
        one, other = written(less, format), written(more, format)
        if one is None or other is None:
            continue
        (before, told), (after, tells) = one, other
        if before == after:
            assert holders(name) & format.drops or tells - told, f"{name} is lost in silence"
            raw = name.startswith("Raw") and tells - told
            assert name not in NODES or raw or name in format.drops | MADE_OF_DETAILS, f"{name} is not declared to be dropped"
        elif name not in traces:
            assert name not in format.drops, f"{name} is declared to be dropped, and is kept"
