"""The file of a profile: TOML in, a `Profile` out; what is not understood is refused with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.errors import FieldError
from releasekit.model import Issuer
from releasekit.profile import Match, Profile
from releasekit.profile.pattern import Pattern
from releasekit.toml_file import TomlFile
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_WORDS = 500
"""How many values a list has at most."""

LABELS = ("instruction", "embargo", "released", "modified", "number", "about", "notes", "contacts", "end")
"""What `[labels]` may have more words for."""
KEYS: dict[str, dict[str, str]] = {
    "": {
        "name": "what `source.found` and messages call the profile; the one key that must be there",
        "lang": "the language of all releases of the source, such as `fr`; leave it out where the source writes in several",
        "kind": "the kind of a release whose words name none",
        "zone": "the zone of times that are printed without one, by its name in the IANA database: `Europe/Berlin`",
        "residue": "lines that belong to the page, such as `Send to a friend`, wherever they stand",
    },
    "match": {
        "addresses": "how the address begins that the release states, or that one of its first 40 lines links to",
        "files": "the name of the file, with `*` for any characters",
        "words": "words that stand in one of the first 40 lines",
        "number": "`true`: one of the first 40 lines is a number by the pattern below",
    },
    "issuer": {
        "name": "who issues a release whose words name nobody: a name, or a table of names by language",
        "uri": "the issuer's address on the web",
        "address": "its postal address",
    },
    "section": {
        "drop": "steps of the breadcrumb that are no section when they stand first, such as `Home`",
        "separators": "what stands between the steps, where it is none of `/ › » > → | \\`",
    },
    "number": {
        "pattern": "what a whole line is that is the number, as a regular expression",
        "scheme": "the name of the numbering",
    },
    "labels": {
        "instruction": "words of a line that says when the release may be used",
        "embargo": "words before the time of an embargo",
        "released": "words beside the time of release",
        "modified": "words beside the time of the last change",
        "number": "words before the number",
        "about": "how the heading of the boilerplate begins",
        "notes": "the heading of the notes to editors",
        "contacts": "the heading of the contacts",
        "end": "the end mark",
    },
}
"""Every key by its table (the empty one: the top of the file), and what it says. The reference is made from this."""


def profile(text: str, name: str) -> Profile:
    """The profile that a file holds. Raises `ReadError`."""
    return _File(TomlFile(text, name, "profile")).profile()


@frozen
class _File:
    file: TomlFile

    def profile(self) -> Profile:
        data = self.file.data()
        top = {*KEYS[""], *KEYS} - {""}
        self.file.only(data, "", top)
        if not data.get("name"):
            raise self.file.refusal('a profile has to have a name: write name = "our-ministry" at its top')
        section, number = (self._table(data, table) for table in ("section", "number"))
        labels = self._table(data, "labels")
        if number and "pattern" not in number:
            raise self.file.refusal("[number] needs a pattern: write pattern = '\\d+-\\d{4}'", "number")
        made: dict[str, Any] = {key: self.file.words(data, key) for key in ("name", "lang", "kind", "zone") if key in data}
        made |= {
            "match": self._matches(data),
            "issuers": self._issuers(self._table(data, "issuer")) if "issuer" in data else (),
            "drop": self._list(section, "drop", "section"),
            "separators": self._list(section, "separators", "section"),
            "number": self._made(Pattern, self.file.words(number, "pattern", "number"), "number", "pattern")
            if number
            else None,
            "scheme": self.file.words(number, "scheme", "number"),
            "residue": self._list(data, "residue"),
            "labels": tuple((key, self._list(labels, key, "labels")) for key in KEYS["labels"] if key in labels),
        }
        for key, table in {"name": "", "lang": "", "kind": "", "zone": "", "scheme": "number"}.items():
            self._allowed(key, made.get(key, ""), table, key)
        if any(match.number for match in made["match"]) and made["number"] is None:
            raise self.file.refusal(
                "[match] asks for a number, and there is no pattern for it: add [number]", "match", "number"
            )
        return Profile(**made)

    def _matches(self, data: dict[str, Any]) -> tuple[Match, ...]:
        value = data.get("match", [])
        tables = value if isinstance(value, list) else [value]
        return tuple(self._match(self._table({"match": table}, "match")) for table in tables)

    def _match(self, table: dict[str, Any]) -> Match:
        number = table.get("number", False)
        if not isinstance(number, bool):
            raise self.file.refusal("number is true or false; the pattern itself goes into [number]", "match", "number")
        lists = {key: self._list(table, key, "match") for key in ("addresses", "files", "words")}
        if not number and not any(lists.values()):
            raise self.file.refusal("[match] says nothing: give addresses, files, words or number, or leave it out", "match")
        return Match(number=number, **lists)

    def _issuers(self, table: dict[str, Any]) -> tuple[tuple[str, Issuer], ...]:
        value = table.get("name")
        names: dict[str, Any] = value if isinstance(value, dict) else {"": value}
        uri, address = (self.file.words(table, key, "issuer") for key in ("uri", "address"))
        if not names:
            raise self.file.refusal("the issuer has no name: write one, or one for each language", "issuer", "name")
        for lang, name in names.items():
            self._allowed("lang", lang, "issuer", "name")
            if not isinstance(name, str) or not name.strip():
                raise self.file.refusal('the issuer\'s name is words in quotes, or { en = "…", fr = "…" }', "issuer", "name")
        return tuple((lang, Issuer(name.strip(), uri, address)) for lang, name in names.items())

    def _table(self, data: dict[str, Any], table: str) -> dict[str, Any]:
        return self.file.table(data, table, KEYS[table])

    def _list(self, data: dict[str, Any], key: str, table: str = "") -> tuple[str, ...]:
        value = data.get(key, [])
        if not isinstance(value, list) or len(value) > MOST_WORDS:
            raise self.file.refusal(f'{key} is a list of at most {MOST_WORDS} values: write {key} = ["…"]', table, key)
        return tuple(self.file.words({key: word or None}, key, table) for word in value)

    def _allowed(self, field: str, value: str, table: str, key: str) -> None:
        """Refuse a value that a field of the profile does not take."""
        given: dict[str, Any] = {field: value}
        self._made(lambda _: Profile(**given), value, table, key)

    def _made(self, make: Callable[[str], Any], value: str, table: str, key: str) -> Any:
        """What the model makes of a value; what it does not allow is refused with the line of the key."""
        try:
            return make(value)
        except FieldError as error:
            raise self.file.refusal(f"{key}: {error}", table, key) from None
