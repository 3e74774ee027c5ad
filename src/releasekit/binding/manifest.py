"""The manifest of a pack, `pack.toml`: TOML in, a `Plan` out; what is not understood is refused with its line."""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit import files
from releasekit.binding.plan import Item, Plan, Section
from releasekit.briefing import ABREAST, ORDERS, Choice, Enclosure, known
from releasekit.errors import FieldError, FileError, FormatError, ReadError
from releasekit.model import Moment
from releasekit.model.nodes import check_lang
from releasekit.registry import by_name
from releasekit.style.house import SHIPPED
from releasekit.toml_file import TomlFile, text_of, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KEYS: dict[str, dict[str, str]] = {
    "": {
        "title": "of the pack, on its cover",
        "subtitle": "a second line of the title",
        "purpose": "what the pack is for, in a sentence",
        "prepared-by": "who prepared it: a name, or a list",
        "prepared-for": "for whom: a name, or a list",
        "distribution": "who gets a copy: a list",
        "date": "of the pack, as in `2027-03-19`; else it is that of its latest release",
        "marking": "how the pack is to be handled, at least: `TLP:AMBER`, `OFFICIAL-SENSITIVE`; a higher one of a release counts",
        "scale": "the house's own markings, from the lowest: a list; else the usual schemes are known",
        "lang": "the language of the pack's own pages, and of the order of its index: `en`, `pt-BR`",
        "style": "a house style: a shipped one by its name, or a file beside the manifest",
        "logo": "a PNG or JPEG file, by its path from the folder of the manifest",
        "logo-alt": "what the logo shows, for people who cannot see it",
        "notes": "a page to the reader; an empty line parts paragraphs",
        "translations": '`"after"`: a release and its translations one after the other; `"facing"`: side by side',
        "duplex": "`true`: for print on both sides, in PDF and Word: each release and each list begins on a right-hand page",
        "say-blank": "`true`: a page that stays empty says that it is meant to, in PDF",
        "order": "what the releases of each part are ordered by: `given`, `date`, `section`, `number` or `issuer`",
        "releases": "the releases of a pack without parts: a list of files, folders and patterns such as `week/*.md`",
        "include": "other manifests, whose parts come after those of this one: a list",
    },
    "choose": {
        "since": "the first day, month or year: `2027-03-15`",
        "until": "the last day, month or year",
        "section": "a section, or a list of them: other releases are left out",
        "lang": "a language, or a list",
        "kind": "a kind of release, or a list",
    },
    "part": {
        "title": "of the part, on its divider",
        "note": "a word to the reader, below it",
        "releases": "its releases: a list of files, folders and patterns",
    },
    "release": {
        "file": "the file; the one key that must be there",
        "from": "its format, where suffix and content do not say it: `md`, `text`, `docx`",
        "title": "what the contents call it, where its headline is too long",
        "note": "a word to the reader, in the digest",
        "marking": "how it is to be handled",
        "letterhead": "`false`: it is bound without its letterhead",
        "attach": 'files that are bound after it: `[{ file = "map.pdf", pages = "1-3, 7", title = "Map" }]`',
    },
}
"""Every key by its table (the empty one: the top of the file), and what it says. The reference is made from this."""

LONGEST_FILE = 4_000_000
"""How many characters a manifest has at most."""
LONGEST = 5000
"""The most characters of a value."""
_YEARS = 10_000
"""The first year that no date can have."""
MOST = 10_000
"""The most values of a list."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
DEEPEST = 20
"""How many manifests may include one another in a row."""
_KIND = "manifest"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
"""How PNG and JPEG files begin."""
_INCLUDED = {"title", "part", "release", "releases", "include"}
"""The keys that count in a manifest that another includes; its title is for whoever binds it alone."""
_ATTACHED = ("file", "pages", "title")


def manifest(path: Path) -> Plan:
    """The plan that a manifest holds, with those that it includes. Raises `ReadError` with the line, `FileError`."""
    return _plan(path, (), set())


def _plan(path: Path, within: tuple[Path, ...], seen: set[Path]) -> Plan:
    """The plan of a file; `within` are the manifests that include it, `seen` all that were read."""
    return _File(path, text_of(files.load(path), str(path), _KIND), within, seen).plan()


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST and not _CONTROL.search(value)


class _File:
    """A manifest while it is read."""

    def __init__(self, path: Path, text: str, within: tuple[Path, ...], seen: set[Path]) -> None:
        self.path = path
        self.within = (*within, Path(os.path.realpath(path)))
        self.seen = seen
        seen.add(self.within[-1])
        self.toml = TomlFile(text, str(path), _KIND, LONGEST_FILE)
        self.text = text.splitlines()
        self.data = self.toml.data()
        self.lines = self.toml.lines()
        self.resources = files.Folders(path.absolute().parent)

    def refusal(self, message: str, place: str) -> ReadError:
        """The error for a place, with its line."""
        return ReadError(message, name=str(self.path), line=self._near(place))

    def _near(self, place: str) -> int:
        """The line of a place: that of the nearest table or key around it."""
        while place and place not in self.lines:
            place = place.rpartition("/")[0]
        return self.lines.get(place, 1)

    def plan(self) -> Plan:
        self._only(self.data, "", "", {*KEYS[""], "choose", "part", "release"})
        if self.within[:-1] and (odd := sorted(self.data.keys() - _INCLUDED)):
            message = f"{odd[0]} counts only in the manifest that includes this one: write it there, and take it out here"
            raise self.refusal(message, f"/{odd[0]}")
        values: dict[str, Any] = {
            key.replace("-", "_"): self._words(self.data, key, "")
            for key in ("title", "subtitle", "purpose", "marking", "lang", "style", "logo", "logo-alt", "notes")
        }
        values |= {
            key.replace("-", "_"): self._list(self.data, key, "") for key in ("prepared-by", "prepared-for", "distribution")
        }
        values["scale"] = self._list(self.data, "scale", "")
        values["date"] = self._moment(self.data, "date", "")
        values["translations"] = self._one_of(self.data, "translations", ABREAST)
        values["duplex"], values["say_blank"] = (self._yes_or_no(self.data, key, "") for key in ("duplex", "say-blank"))
        values["choice"] = self._choice()
        self._allowed(lambda: check_lang(None, None, values["lang"]), "/lang")
        self._marking(values["marking"], values["scale"], "/marking")
        if values["logo"] and not values["logo_alt"]:
            raise self.refusal('the logo needs words for who cannot see it: write logo-alt = "Coat of arms of …"', "/logo")
        for key in ("style", "logo"):
            name = values[key]
            if name and not (key == "style" and name in SHIPPED) and self.resources(name) is None:
                shipped = f", and no shipped house style ({' or '.join(SHIPPED)})" if key == "style" else ""
                message = f"no file {name!r} in the folder of this manifest{shipped}: put it there, or name another"
                raise self.refusal(message, f"/{key}")
        if values["logo"] and not (self.resources(values["logo"]) or b"").startswith(_PICTURES):
            raise self.refusal(f"{values['logo']!r} is neither a PNG nor a JPEG picture: save it as one", "/logo")
        plan = Plan(**values, sections=tuple(self._sections(values["scale"])), base=self.path.parent)
        for place, name in enumerate(self._list(self.data, "include", "")):
            plan = evolve(plan, sections=plan.sections + self._included(name, place).sections)
        if not any(section.items for section in plan.sections):
            raise self.refusal('it names no release: write releases = ["week/*.md"], or [[part]] and releases below it', "")
        return plan

    def _included(self, name: str, place: int) -> Plan:
        path = self.path.parent / name
        real = Path(os.path.realpath(path))
        if real in self.within:
            raise self.refusal(f"{name} includes this manifest, so that neither would end: take one of the two out", "/include")
        if real in self.seen:
            raise self.refusal(f"{name} is included already, and would be bound twice: take it out here", f"/include/{place}")
        if len(self.within) == DEEPEST:
            message = f"{name} would be the manifest after {DEEPEST} that include one another: include it further up"
            raise self.refusal(message, f"/include/{place}")
        try:
            return _plan(path, self.within, self.seen)
        except FileError as error:
            raise self.refusal(f"include: {name}: {error.message}", f"/include/{place}") from None

    def _choice(self) -> Choice:
        table = self._table(self.data, "choose")
        self._only(table, "choose", "/choose", KEYS["choose"])
        order = self._one_of(self.data, "order", ORDERS)
        values: dict[str, Any] = {key: self._moment(table, key, "/choose") for key in ("since", "until")}
        values |= {f"{key}s": self._list(table, key, "/choose") for key in ("section", "lang", "kind")}
        for key in ("since", "until"):
            self._allowed(partial(Choice, **{key: values[key]}), f"/choose/{key}")
        self._allowed(partial(Choice, since=values["since"], until=values["until"]), "/choose/since")
        return Choice(order=order, **values)

    # ── parts and releases ──────────────────────────────────────────────────────────────────────────────────────────

    def _sections(self, scale: tuple[str, ...]) -> list[Section]:
        loose = [*self._named(self.data, ""), *self._releases(self.data, "", scale)]
        sections = [Section(items=tuple(loose))] if loose else []
        for at, part in enumerate(self._tables(self.data, "part", "")):
            place = f"/part/{at}"
            self._only(part, "part", place, {*KEYS["part"], "release"})
            items = (*self._named(part, place), *self._releases(part, place, scale))
            if not items:
                raise self.refusal('a part without a release: write releases = ["week/*.md"] below it', place)
            title, note = (self._words(part, key, place) for key in ("title", "note"))
            sections.append(Section(title=title, note=note, items=items))
        return sections

    def _named(self, table: dict[str, Any], place: str) -> list[Item]:
        names = self._list(table, "releases", place)
        line = self._near(f"{place}/releases")
        found = []
        for name in names:
            line = self._line(line, name)
            found.append(self._item(name, line))
        return found

    def _releases(self, table: dict[str, Any], place: str, scale: tuple[str, ...]) -> list[Item]:
        found = []
        for at, release in enumerate(self._tables(table, "release", place)):
            here = f"{place}/release/{at}"
            self._only(release, "release", here, KEYS["release"])
            name = self._words(release, "file", here)
            if not name:
                raise self.refusal('a release without its file: write file = "statement.md"', here)
            format = self._words(release, "from", here)
            self._allowed(partial(by_name, format) if format else str, f"{here}/from")
            marking = self._words(release, "marking", here)
            self._marking(marking, scale, f"{here}/marking")
            item = evolve(
                self._item(name, self._near(f"{here}/file")),
                format=format,
                title=self._words(release, "title", here),
                note=self._words(release, "note", here),
                marking=marking,
                letterhead=self._yes_or_no(release, "letterhead", here, usual=True),
                enclosures=self._enclosures(release, here),
            )
            found.append(item)
        return found

    def _item(self, name: str, line: int | None) -> Item:
        return Item(name=name, base=self.path.parent, file=str(self.path), line=line)

    def _from_first(self, name: str, place: str) -> str:
        """The path of a file beside this manifest from the folder of the first one, where the pack looks for it."""
        if not self.within[:-1]:
            return name
        here = Path(os.path.realpath(self.path)).parent / name
        href = Path(os.path.relpath(here, self.within[0].parent))
        if ".." in href.parts:
            message = f"{name!r} lies outside the folder of the manifest that includes this one: put it there, or below it"
            raise self.refusal(message, place)
        return href.as_posix()

    def _enclosures(self, release: dict[str, Any], place: str) -> tuple[Enclosure, ...]:
        value = release.get("attach", [])
        place = f"{place}/attach"
        asked = 'attach is a list of files: write attach = [{ file = "map.pdf", pages = "1-3" }]'
        if not isinstance(value, list) or len(value) > MOST:
            raise self.refusal(asked, place)
        found = []
        for each in value:
            table = {"file": each} if isinstance(each, str) else each
            if not isinstance(table, dict) or not table.get("file"):
                raise self.refusal(asked, place)
            self._only(table, "attach", place, _ATTACHED)
            name, pages, title = (self._words(table, key, place) for key in _ATTACHED)
            if self.resources(name) is None:
                raise self.refusal(f"no file {name!r} in the folder of this manifest: put it there, or name another", place)
            try:
                found.append(Enclosure(href=self._from_first(name, place), pages=pages, title=title))
            except FieldError as error:
                raise self.refusal(str(error), place) from None
        return tuple(found)

    # ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _only(self, table: dict[str, Any], name: str, place: str, wanted: Iterable[str]) -> None:
        for key in table:
            if key not in wanted:
                raise self.refusal(unknown(key, name, wanted), f"{place}/{key}")

    def _table(self, data: dict[str, Any], key: str) -> dict[str, Any]:
        value = data.get(key, {})
        if not isinstance(value, dict):
            raise self.refusal(f"{key} is a table: write [{key}] on a line, and its keys below it", f"/{key}")
        return value

    def _tables(self, data: dict[str, Any], key: str, place: str) -> list[dict[str, Any]]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value) or len(value) > MOST:
            name = "part.release" if place else key
            raise self.refusal(
                f"{key} stands once for each: write [[{name}]] on a line, and its keys below it", f"{place}/{key}"
            )
        return value

    def _words(self, table: dict[str, Any], key: str, place: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or len(value) > LONGEST or _CONTROL.search(value):
            raise self.refusal(f"{key} is words in quotes, of at most {LONGEST:,} characters", f"{place}/{key}")
        return value.strip()

    def _list(self, table: dict[str, Any], key: str, place: str) -> tuple[str, ...]:
        value = table.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or len(values) > MOST or not all(map(_is_words, values)):
            raise self.refusal(f'{key} is a list of words: write {key} = ["…", "…"]', f"{place}/{key}")
        return tuple(each.strip() for each in values)

    def _yes_or_no(self, table: dict[str, Any], key: str, place: str, *, usual: bool = False) -> bool:
        value = table.get(key, usual)
        if not isinstance(value, bool):
            raise self.refusal(f"{key} is true or false, without quotes", f"{place}/{key}")
        return value

    def _one_of(self, table: dict[str, Any], key: str, choices: tuple[str, ...]) -> str:
        value = table.get(key, choices[0])
        if value not in choices:
            quoted = [f'"{choice}"' for choice in choices]
            raise self.refusal(f"{key} is {', '.join(quoted[:-1])} or {quoted[-1]}", f"/{key}")
        return str(value)

    def _moment(self, table: dict[str, Any], key: str, place: str) -> Moment | None:
        value = table.get(key)
        if isinstance(value, (date, datetime)):
            value = value.isoformat().replace("+00:00", "Z")
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _YEARS:
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise self.refusal(f"{key} is a date: write {key} = 2027-03-19", f"{place}/{key}")
        try:
            return Moment(value) if value else None
        except FieldError as error:
            raise self.refusal(f"{key}: {error}", f"{place}/{key}") from None

    def _marking(self, words: str, scale: tuple[str, ...], place: str) -> None:
        self._allowed(lambda: words and known(words, scale), place)

    def _allowed(self, make: Callable[[], object], place: str) -> None:
        """Refuse, with its line, a value that the model does not allow."""
        try:
            make()
        except (FieldError, FormatError) as error:
            raise self.refusal(f"{place.rpartition('/')[2]}: {error}", place) from None

    def _line(self, start: int, value: str) -> int:
        """The line of a value in a list, from a line on: the first that has it in quotes, of the next few."""
        near = enumerate(self.text[start - 1 : start + 19], start)
        return next((number for number, line in near if f'"{value}"' in line or f"'{value}'" in line), start)
