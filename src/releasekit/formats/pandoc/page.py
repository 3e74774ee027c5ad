"""A release as the document that pandoc writes: a `Release` in; fields, the lines around the text, and the text out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.format import Context
from releasekit.formats.pandoc.ast_out import VERSION, Nodes, attributes, div, element, para, span, text
from releasekit.formats.pandoc.pictures import Pictures
from releasekit.formats.pandoc.safety import harmless_link
from releasekit.losses import report_unprinted
from releasekit.model import Release
from releasekit.model.words import inline_text
from releasekit.style.furniture import attachment_title, furniture
from releasekit.style.words import date_words, direction_of, kind_word, word
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.pandoc.ast_out import Element
    from releasekit.model import Contact, Moment

WEB = frozenset({"html", "html4"})
BOOKS = frozenset({"epub", "epub2"})
PAPER = frozenset({"odt", "opendocument", "rtf"})
BARE = frozenset({
    "bbcode", "commonmark", "dokuwiki", "haddock", "icml", "ipynb", "jira", "markdown_phpextra", "markdown_strict", "markua",
    "mediawiki", "textile", "xwiki", "zimwiki",
})  # fmt: skip
"""The formats that have no place for a title outside the text."""
STACKED = WEB | BOOKS | PAPER | BARE
"""The formats whose title stands among the blocks, below banner and kicker; in the others it is metadata, shown on top."""
SUBTITLED = frozenset({
    "commonmark_x", "context", "docbook", "docbook5", "gfm", "jats", "jats_articleauthoring", "jats_publishing", "latex",
    "markdown_mmd", "muse", "typst",
})  # fmt: skip
"""Those of the others that have a subtitle, too."""
UNSIGNED = frozenset({"ansi", "vimdoc"})
"""Those that have no author."""
HEADED = WEB | BOOKS | BARE | frozenset({"commonmark_x", "gfm", "markdown_mmd", "djot"})
"""The formats in which the title is a heading of level 1, so that the first in the text has level 2."""
MARKED = WEB | BOOKS | frozenset({"commonmark_x", "djot"})
"""The formats that keep the classes of divisions and spans, by which the lines around the text are known again."""
DATED = WEB | BOOKS | frozenset({
    "docbook", "docbook4", "docbook5", "fb2", "jats", "jats_articleauthoring", "jats_publishing",
})  # fmt: skip
"""The formats that keep a date in their metadata as a date, and do not print it as a line of its own."""
ABSTRACTED = frozenset({"docbook", "docbook5", "jats", "jats_articleauthoring", "jats_publishing", "latex"})
"""The formats that show a summary as the abstract."""

_STYLES = {
    "issuer": "Release_20_Issuer", "kicker": "Release_20_Kicker", "facts": "Release_20_Facts",
    "banner": "Release_20_Banner",
    "headline": "Title", "subtitle": "Subtitle", "instruction": "Release_20_Instruction", "dateline": "Release_20_Dateline",
    "rights": "Release_20_Rights", "end-mark": "Release_20_End_20_Mark",
}  # fmt: skip
"""The paragraph styles of `data/release.opendocument`."""


@frozen
class Document:
    """What pandoc is given: its JSON form; and what is put in afterwards: pictures, their alternative texts, the direction."""

    tree: dict[str, Any]
    pictures: Pictures
    direction: str
    styles: tuple[str, ...] = ()
    """Further style sheets of `data/`, for a page of our own."""


def document(release: Release, name: str, context: Context, later: dict[str, str] | None = None) -> Document:
    """The whole document; `later` holds the pictures of others that stand in the same file (see `Pictures`)."""
    shift = int(name not in HEADED and not any(_level(block) == 1 for block in release.body))
    pictures = Pictures(name, context, later)
    if name not in MARKED or name == "epub2":  # which has no attributes for moments
        report_unprinted(release, context, "the document", exact=name == "odt")
    elif release.embargo and release.status == "withdrawn":
        context.loss("embargo-hidden", "a withdrawn release says that it is withdrawn, and not its embargo", "/embargo")
    page = _Page(release, name, Nodes(name, context, pictures, shift))
    tree = {"pandoc-api-version": VERSION, "meta": page.meta(), "blocks": page.blocks()}
    return Document(tree, pictures, page.direction)


def contact_blocks(contacts: Iterable[Contact], lang: str, name: str) -> list[Element]:
    """Contacts by themselves, as a release shows them; what is lost of them is told where the release is written."""
    release, context = Release(lang=lang, contacts=tuple(contacts)), Context()
    return _Page(release, name, Nodes(name, context, Pictures(name, context))).contacts()


def _level(block: object) -> int | None:
    return getattr(block, "level", None)


class _Page:
    def __init__(self, release: Release, name: str, nodes: Nodes) -> None:
        self.release = release
        self.name = name
        self.nodes = nodes
        self.lines = furniture(release)
        self.headline = nodes.heading(release.headline, "/headline")
        self.subtitle = nodes.inlines(release.subtitle, "/subtitle")
        self.direction = direction_of(release.lang, release.direction) if release.lang else release.direction

    # ── fields ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def meta(self) -> dict[str, Element]:
        release = self.release
        title = inline_text(release.headline) or self.lines.kicker
        known: dict[str, Element | None] = {
            "pagetitle": _string(title.replace("\n", " ") if self.name in WEB | BOOKS | PAPER else ""),
            "title": element("MetaInlines", self.headline or text(title)),
            "subtitle": element("MetaInlines", self.subtitle) if release.subtitle else None,
            "author": _list(issuer.name for issuer in release.issuers),
            "lang": _string(release.lang),
            "dir": _string(self.direction),
            "keywords": _list(release.keywords),
            "description": _string(release.summary),
            "identifier": _string(release.id),
        }
        if release.released and self.name in DATED:
            known["date"] = _string(release.released.day.isoformat())
        if self.name in ABSTRACTED and release.summary:
            known["abstract"] = element("MetaBlocks", [para(*text(part)) for part in release.summary.split("\n\n")])
        if self.name in BOOKS:
            known["subject"] = _list(release.keywords)
            known["rights"] = _string(self.lines.rights)
            known["publisher"] = _string(self.lines.issuer)
        if self.name in WEB:
            known |= self._web_meta()
        if self.name == "odt":  # what pandoc has no field for becomes a field of the user's own
            known["released"] = _string(_iso(release.released))
        return {key: value for key, value in known.items() if value is not None and value["c"]}

    def _web_meta(self) -> dict[str, Element | None]:
        release = self.release
        stated = {
            "kind": release.kind if release.kind != "press-release" else "", "version": release.version, "status": release.status,
            "distributed": _iso(release.distributed), "event_date": _iso(release.event_date), "modified": _iso(release.modified),
        }  # fmt: skip
        fields = [("releasekit." + key, value) for key, value in stated.items()]
        fields += [("releasekit.replaces", value) for value in release.replaces]
        fields += [("releasekit.replaced_by", value) for value in release.replaced_by]
        links = [t for t in release.translations if t.href and harmless_link(t.href)]
        return {
            "rights": _string(self.lines.rights),
            "issued": _string(_iso(release.released)),
            "fields": _maps({"name": key, "value": value} for key, value in fields if value),
            "translations": _maps({"lang": link.lang, "href": link.href} for link in links),
        }

    # ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self) -> list[Element]:
        head = self._head()
        body = self.nodes.blocks(self.release.body, "/body")
        foot = [*self._attachments(), *self._part("contacts", self.lines.contacts_title, self.contacts()), *self._rights()]
        foot += self._line("end-mark", text(self.release.end_mark))
        if self.name in BOOKS:  # a book's first chapter starts with its title, or pandoc puts one there
            title = self._headline()
            rest = [*(block for block in head if block not in title), *body, *foot]
            return [*title, div(rest, "release", pairs=[("dir", self.direction)])]
        return [div([*head, *body, *foot], "release")] if self.name in WEB else [*head, *body, *foot]

    def _head(self) -> list[Element]:
        release, lines = self.release, self.lines
        until = release.embargo.until if release.embargo and release.status != "withdrawn" else None
        dateline = release.dateline
        stated = [("place", dateline.place), ("when", _iso(dateline.date))] if dateline else []
        stacked = self.name in STACKED
        return [
            *self._line("banner", _strong(lines.banner), [("until", _iso(until))]),
            *self._line("issuer", self._issuers() if stacked or self.name in UNSIGNED else []),
            *self._line("kicker", self._kicker()),
            *(self._headline() if stacked else []),
            *self._line("subtitle", self.subtitle if stacked or self.name not in SUBTITLED else []),
            *self._line("facts", self._facts()),
            *self._line("instruction", _strong(lines.instruction)),
            *self._line("dateline", text(lines.dateline), stated),
        ]

    def _line(self, role: str, content: list[Element], pairs: Iterable[tuple[str, str]] = ()) -> list[Element]:
        """A line around the text, with a style of its own where the format has one, and known again when it is read."""
        if not content:
            return []
        if self.name in {"odt", "opendocument"}:
            return [div([para(*content)], pairs=[("custom-style", _STYLES[role])])]
        return self._division([para(*content)], f"release-{role}", pairs)

    def _division(self, blocks: list[Element], kind: str, pairs: Iterable[tuple[str, str]] = ()) -> list[Element]:
        return [div(blocks, kind, pairs=self.nodes.marked(pairs))] if self.name in MARKED else blocks

    def _mark(
        self, words: str, kind: str, *pairs: tuple[str, str], href: str = "", where: str = "", direction: str = ""
    ) -> list[Element]:
        """Words that say one thing, marked as that where the format keeps it; they lead somewhere where that is harmless."""
        if not words:
            return []
        content = text(words)
        if href and harmless_link(href):
            content = [element("Link", [attributes(), content, [href, ""]])]
        elif href:
            self.nodes.context.loss("link-dropped", f"the link to {href[:80]!r} is not one of the web", where)
        known = [*self.nodes.marked(pairs), ("dir", direction)]
        return [span(content, kind, pairs=known)] if self.name in MARKED else content

    def _headline(self) -> list[Element]:
        content = self.headline
        if not content or self.name in {"odt", "opendocument"}:
            return self._line("headline", content)
        classes = ["release-headline"] if self.name in MARKED else []
        pairs = [("dir", self.direction)] if self.name in BOOKS else []
        return [element("Header", [1, attributes(classes, pairs), content])]

    def _issuers(self) -> list[Element]:
        return _joined([self._mark(issuer.name, "issuer", ("uri", issuer.uri)) for issuer in self.release.issuers], " · ")

    def _kicker(self) -> list[Element]:
        kind = self._mark(kind_word(self.release.kind, self.release.lang), "kind", ("kind", self.release.kind))
        section = _joined([self._mark(level, "path") for level in self.release.section], " › ")
        return _joined([kind, section], " · ")

    def _facts(self) -> list[Element]:
        lang, released = self.release.lang, self.release.released
        facts = [
            self._mark(
                word("number", lang, number=number.value), "number", ("value", number.value), ("scheme", number.scheme),
                href=number.href, where=f"/numbers/{index}/href",
            )
            for index, number in enumerate(self.release.numbers)
        ]  # fmt: skip
        if released:
            facts.append(self._mark(date_words(released, lang), "released", ("when", released.iso)))
        return _joined(facts, " · ")

    def _attachments(self) -> list[Element]:
        items = [
            self._mark(
                attachment_title(attachment), "attachment", ("type", attachment.media_type),
                href=attachment.href, where=f"/attachments/{index}/href",
            )
            for index, attachment in enumerate(self.release.attachments)
        ]  # fmt: skip
        bullets = element("BulletList", [[element("Plain", item)] for item in items if item])
        return self._part("attachments", self.lines.attachments_title, [bullets] if items else [])

    def contacts(self) -> list[Element]:
        """The contacts, without a heading."""
        found: list[Element] = []
        for index, contact in enumerate(self.release.contacts):
            found += self._division([para(*self._contact(contact, f"/contacts/{index}"))], "contact")
        return found

    def _contact(self, contact: Contact, where: str) -> list[Element]:
        """A contact, a line for each thing that is known; addresses and numbers can be followed."""
        phone = "".join(character for character in contact.phone if character in "+0123456789")
        direction = "ltr" if self.direction == "rtl" else ""  # of a number, whose groups of digits else change places
        name = self._mark(contact.name, "name")
        lines = [
            [element("Strong", name)] if name else [],
            self._mark(contact.role, "role"),
            self._mark(contact.organisation, "org"),
            self._mark(contact.email, "email", href=f"mailto:{contact.email}"),
            self._mark(contact.phone, "phone", href=f"tel:{phone}" if phone else "", direction=direction),
            self._mark(contact.url, "url", href=contact.url, where=f"{where}/url"),
            self._mark(contact.hours, "hours"),
        ]
        joined: list[Element] = []
        for line in filter(None, lines):
            joined += [element("LineBreak"), *line] if joined else line
        return joined

    def _part(self, role: str, title: str, blocks: list[Element]) -> list[Element]:
        if not blocks:
            return []
        heading = element("Header", [max(1, 2 - self.nodes.shift), attributes(), text(title)])
        return self._division([heading, *blocks], f"release-{role}")

    def _rights(self) -> list[Element]:
        rights = self.release.rights
        if rights is None:
            return []
        link = self._mark(rights.href, "license", href=rights.href, where="/rights/href")
        return self._line(
            "rights", _joined([self._mark(rights.notice, "notice"), self._mark(rights.terms, "terms"), link], " ")
        )


def _strong(words: str) -> list[Element]:
    return [element("Strong", text(words))] if words else []


def _joined(parts: Iterable[list[Element]], between: str) -> list[Element]:
    joined: list[Element] = []
    for part in filter(None, parts):
        joined += [*text(between), *part] if joined else part
    return joined


def _iso(moment: Moment | None) -> str:
    return moment.iso if moment else ""


def _string(words: str) -> Element | None:
    return element("MetaString", words) if words else None


def _list(items: Iterable[str]) -> Element | None:
    return element("MetaList", [element("MetaInlines", text(item)) for item in items])


def _maps(items: Iterable[dict[str, str]]) -> Element | None:
    return element(
        "MetaList", [element("MetaMap", {key: _string(value) for key, value in item.items() if value}) for item in items]
    )
