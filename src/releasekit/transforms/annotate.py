"""The names of an authority list as mentions: a release and a list in, the same words with mentions and entities out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar, assert_never

from attrs import evolve, field

from releasekit.format import Context
from releasekit.model import nodes as n
from releasekit.model.canonical import normalise
from releasekit.model.walk import language_at, walk
from releasekit.transforms.folding import fold
from releasekit.transforms.line import annotated
from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.model import Entity, Issuer, Release
    from releasekit.transforms.authority import Authority, Record
    from releasekit.transforms.line import Place
    from releasekit.transforms.names import Found, Names

B = TypeVar("B", n.Item, n.Cell, n.BlockQuote, n.Speech, n.Division)

PLACES = 5
"""How many places a message names."""


def annotate(release: Release, authority: Authority, *, context: Context | None = None, unused: bool = False) -> Release:
    """Mark the persons, organisations, places and events of an authority list as mentions, and add those to the entities.

    Marked are whole words (see `folding`), the longest name first, in headline, subtitle and body with its notes, tables and
    captions; never within a link, code, a date, an address or a mention that is there already. Not a word changes, and doing it
    twice is doing it once. An issuer without a URI whose name is one of the list gets that entity's.

    A name that several entities have is not marked but reported to the context, once, with the places where it stands. So is
    a name within a compound (`Lind-Holm`), one of which a mark covers only a part, and an id that the release has for somebody
    else. With `unused` it is also reported which entries were not found. Mentions that are there already keep their ids; of
    those that the list has and the release has not, the entities are added too.
    """
    return _Annotation(normalise(release), authority, context or Context()).release(unused=unused)


_Why: TypeAlias = Literal["ambiguous", "compound", "marks", "clash"]


@frozen
class _Doubt:
    """Why a name is not marked, and where it stands."""

    detail: str
    places: list[str] = field(factory=list)


class _Annotation:
    def __init__(self, release: Release, authority: Authority, context: Context) -> None:
        self._release = release
        self._context = context
        self._names: Names = authority.names
        self._records = {record.id: record for record in authority.records}
        self._own = {entity.id: entity for entity in release.entities}
        self._by_uri = {entity.uri: entity for entity in release.entities if entity.uri}
        self._by_name: dict[str, list[Entity]] = {}
        for entity in release.entities:
            self._by_name.setdefault(fold(entity.name).text, []).append(entity)
        self._added: dict[str, Entity] = {}
        self._found: set[str] = set()
        self._same: dict[str, bool] = {}
        self._doubts: dict[tuple[_Why, str], _Doubt] = {}

    def release(self, *, unused: bool) -> Release:
        old = self._release
        self._mentioned()
        headline = self._line(old.headline, "/headline", old.lang, 1)
        subtitle = self._line(old.subtitle, "/subtitle", old.lang, 1)
        body = self.blocks(old.body, "/body", old.lang, 1)
        issuers = tuple(self._issuer(issuer, f"/issuers/{index}/name") for index, issuer in enumerate(old.issuers))
        self._report(unused=unused)
        entities = (*old.entities, *self._added.values())
        return normalise(evolve(old, headline=headline, subtitle=subtitle, body=body, issuers=issuers, entities=entities))

    # ── where there are words ───────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, blocks: tuple[n.Block, ...], where: str, lang: str, depth: int) -> tuple[n.Block, ...]:
        """Blocks with the mentions in them."""
        return tuple(self._block(block, f"{where}/{index}", lang, depth) for index, block in enumerate(blocks))

    def _block(self, block: n.Block, where: str, inherited: str, depth: int) -> n.Block:
        lang = language_at(block, inherited)
        match block:
            case n.Paragraph(content=content) | n.Heading(content=content):
                return evolve(block, content=self._line(content, f"{where}/content", lang, depth + 1))
            case n.BulletList(items=items) | n.OrderedList(items=items):
                new = tuple(self._within(item, f"{where}/items/{index}", lang, depth + 1) for index, item in enumerate(items))
                return evolve(block, items=new)
            case n.BlockQuote():
                attribution = self._line(block.attribution, f"{where}/attribution", lang, depth + 1)
                return evolve(self._within(block, where, lang, depth), attribution=attribution)
            case n.Table():
                caption = self._line(block.caption, f"{where}/caption", lang, depth + 1)
                rows = tuple(self._row(row, f"{where}/rows/{index}", lang, depth + 2) for index, row in enumerate(block.rows))
                return evolve(block, rows=rows, caption=caption)
            case n.Figure():
                caption = self._line(block.caption, f"{where}/caption", lang, depth + 1)
                return evolve(block, caption=caption, credit=self._line(block.credit, f"{where}/credit", lang, depth + 1))
            case n.Speech():
                speaker = self._line(block.speaker, f"{where}/speaker", lang, depth + 1)
                return evolve(self._within(block, where, lang, depth), speaker=speaker)
            case n.Division():
                return self._within(block, where, lang, depth)
            case n.CodeBlock() | n.ThematicBreak() | n.RawBlock():
                return block
            case _:
                assert_never(block)

    def _within(self, node: B, where: str, lang: str, depth: int) -> B:
        return evolve(node, blocks=self.blocks(node.blocks, f"{where}/blocks", lang, depth + 1))

    def _row(self, row: n.Row, where: str, lang: str, depth: int) -> n.Row:
        return n.Row(tuple(self._within(cell, f"{where}/cells/{index}", lang, depth) for index, cell in enumerate(row.cells)))

    def _line(self, content: tuple[n.Inline, ...], where: str, lang: str, depth: int) -> tuple[n.Inline, ...]:
        return annotated(content, self, where, lang, depth) if content else content

    def _issuer(self, issuer: Issuer, where: str) -> Issuer:
        if issuer.uri:
            return issuer
        for found in self._names.find(issuer.name, self._release.lang):
            if (found.start, found.end) == (0, len(issuer.name)) and (ref := self.chosen(found, lambda: where)):
                entity = self._own.get(ref) or self._records[ref].entity()
                return evolve(issuer, uri=entity.uri)
        return issuer

    # ── whose name it is ────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def names(self) -> Names:
        """The names of the list."""
        return self._names

    def chosen(self, found: Found, place: Place) -> str:
        """The id of the entity that a name is of; empty where that is not sure, which is remembered."""
        self._found.update(found.ids)
        if found.within:
            self._doubt("compound", found.words, found.within, place)
            return ""
        ids = dict.fromkeys(self._entity_id(self._records[id]) for id in found.ids)
        ids |= dict.fromkeys(entity.id for entity in self._by_name.get(found.words, ()))
        if len(ids) > 1:
            self._doubt("ambiguous", found.words, " or ".join(map(self._called, ids)), place)
            return ""
        (id,) = ids
        own, record = self._own.get(id), self._records.get(id)
        if own and record and not self._is_same(own, record):
            self._doubt("clash", id, f"{own.name or own.kind} in the release and {record.name or record.kind}", place)
            return ""
        return id

    def _entity_id(self, record: Record) -> str:
        """The id of a record, or of an entity that the release has under the same address."""
        same = next((self._by_uri[ref] for ref in record.refs if ref in self._by_uri), None)
        return same.id if same and same.kind == record.kind and record.id not in self._own else record.id

    def _called(self, id: str) -> str:
        entity = self._own.get(id) or self._records[id].entity()
        what = f"{entity.kind}, {entity.role}" if entity.role else entity.kind
        return f"{id} ({entity.name}, {what})" if entity.name else f"{id} ({what})"

    def mention(self, content: tuple[n.Inline, ...], id: str) -> n.Mention:
        """Words as a mention of an entity."""
        return n.Mention(content, (self._own.get(id) or self._added[id]).kind, id)

    def taken(self, id: str) -> None:
        """Remember that an entity is mentioned: the release has it from now on."""
        if id not in self._own:
            self._added.setdefault(id, self._records[id].entity())

    def _mentioned(self) -> None:
        """What mentions that are there already speak of."""
        for _, node in walk(self._release):
            if isinstance(node, n.Mention) and (record := self._records.get(node.ref)):
                self._found.add(record.id)
                if node.kind == record.kind:
                    self.taken(record.id)

    # ── what is not sure ────────────────────────────────────────────────────────────────────────────────────────────

    def broken(self, found: Found, place: Place) -> None:
        """Remember a name of which a mark covers only a part, or that stands too deep."""
        self._doubt("marks", found.words, "", place)

    def _doubt(self, why: _Why, words: str, detail: str, place: Place) -> None:
        places = self._doubts.setdefault((why, words), _Doubt(detail)).places
        if (where := place()) not in places[-1:]:
            places.append(where)

    def _report(self, *, unused: bool) -> None:
        for (why, words), doubt in self._doubts.items():
            first, *more = doubt.places
            left = f" and {len(more) - PLACES} more" if len(more) > PLACES else ""
            also = f"; also at {', '.join(more[:PLACES])}{left}" if more else ""
            match why:
                case "ambiguous":
                    message = f"{words!r} may be {doubt.detail}, and is not marked{also}"
                    self._context.advise("mention-ambiguous", message, first)
                case "compound":
                    message = (
                        f"{words!r} is a part of {doubt.detail!r}, and not marked; add that as a form if it is meant{also}"
                    )
                    self._context.advise("mention-in-compound", message, first)
                case "marks":
                    message = f"a mark begins or ends within {words!r}, or it stands too deep: it is not a mention{also}"
                    self._context.advise("mention-across-marks", message, first)
                case "clash":
                    message = f"the id {words!r} is {doubt.detail} in the authority list: give one of them another{also}"
                    self._context.advise("entity-clash", message, first)
                case _:
                    assert_never(why)
        if unused and (ids := [id for id in self._records if id not in self._found]):
            message = f"{len(ids)} of {len(self._records)} entries are not named in the release: {', '.join(ids)}"
            self._context.advise("authority-unused", message)

    def _is_same(self, own: Entity, record: Record) -> bool:
        """Whether an entity of the release and a record with its id are one thing."""
        if own.id not in self._same:
            names = {fold(name).text for name in (record.name, *(form.text for form in record.forms))}
            named = not own.name or own.uri in record.refs or fold(own.name).text in names
            self._same[own.id] = named and own.kind == record.kind
        return self._same[own.id]
