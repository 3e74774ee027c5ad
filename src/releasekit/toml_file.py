"""A TOML file that a person wrote: its text in, tables and values out; what is not as asked for is refused with its line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 100_000
"""How many characters a file has at most."""
LONGEST_WORDS = 200

_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'""")
_NAME = rf"(?:{_PART.pattern})(?:[ \t]*\.[ \t]*(?:{_PART.pattern}))*"
_LINE = re.compile(rf"[ \t]*(?:(?P<sign>\[\[?)[ \t]*(?P<table>{_NAME})[ \t]*\]|(?P<key>{_NAME})[ \t]*=(?P<value>.*))")

_LARGE = re.compile("[0-9_]{4301}")
"""A number that Python does not read, as its digits would take it too long."""


def _bare(part: str) -> str:
    return part.strip("\"'")


def text_of(data: bytes, name: str, kind: str) -> str:
    """The text of a file. Raises `ReadError` where it is not UTF-8, with the line."""
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(f"not UTF-8, as a {kind} has to be: save it so", name=name, line=line) from None


def unknown(key: str, table: str, known: Iterable[str]) -> str:
    """What is said of a key that a table (the empty one: the top) does not have."""
    from difflib import get_close_matches

    near = get_close_matches(key, [*known], 1)
    advice = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"
    return f"there is no key {key!r} {f'in [{table}]' if table else 'at the top'}: {advice}"


class TomlFile(NamedTuple):
    """The text of a file, what messages call it, and what it should be: `profile`."""

    text: str
    name: str
    kind: str
    longest: int = LONGEST

    def data(self) -> dict[str, Any]:
        """The file's own tables. Raises `ReadError`."""
        if len(self.text) > self.longest:
            raise self.refusal(f"a {self.kind} has at most {self.longest:,} characters: this is another file")
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            what = str(error).split(" (at ", maxsplit=1)[0]
            message = f"not TOML: {what[:1].lower()}{what[1:]}; strings stand in quotes, lists in square brackets"
            place = (int(at[1]), int(at[2])) if at else (len(self.text.splitlines()) or None, None)
            raise ReadError(message, name=self.name, line=place[0], column=place[1]) from None
        except ValueError:
            large = (number for number, line in enumerate(self.text.splitlines(), 1) if _LARGE.search(line))
            raise ReadError("it has a number with too many digits", name=self.name, line=next(large, None)) from None
        except RecursionError:
            raise self.refusal(f"nested too deeply to be a {self.kind}") from None

    def table(self, data: dict[str, Any], table: str, known: Iterable[str]) -> dict[str, Any]:
        """A table of the file, empty if it has none. Raises `ReadError`, also for a key that is not known."""
        value = data.get(table, {})
        if not isinstance(value, dict):
            raise self.refusal(f"{table} is a table: write [{table}] on a line, and its keys below it", table)
        self.only(value, table, known)
        return value

    def only(self, data: dict[str, Any], table: str, known: Iterable[str]) -> None:
        """Refuse a key that is not known. Raises `ReadError`."""
        known = set(known)
        for key in data:
            if key not in known:
                raise self.refusal(unknown(key, table, known), table, key)

    def words(self, data: dict[str, Any], key: str, table: str = "") -> str:
        """A value that is words; empty if there is none. Raises `ReadError`."""
        value = data.get(key, "")
        if not isinstance(value, str) or len(value) > LONGEST_WORDS:
            raise self.refusal(f"{key} is words in quotes, of at most {LONGEST_WORDS} characters", table, key)
        return value.strip()

    def lines(self) -> dict[str, int]:
        """The line of each table and key, by its place as a JSON Pointer: `/part/0/release/2/file`.

        For files whose tables repeat, which also have the line of the first; a value in a list that goes over several lines has the line of its key.
        """
        found, counts = {"": 1}, dict[str, int]()
        table = inside = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            if inside:  # a text of several lines
                inside = "" if inside in line else inside
                continue
            shape = _LINE.match(line)
            if shape is None:
                continue
            if shape["table"]:
                *before, last = _PART.findall(shape["table"])
                table = ""
                for part in before:
                    table += f"/{_bare(part)}"
                    table += f"/{counts[table]}" if table in counts else ""
                table += f"/{_bare(last)}"
                if shape["sign"] == "[[":
                    found.setdefault(table, number)
                    counts[table] = counts.get(table, -1) + 1
                    table += f"/{counts[table]}"
                found.setdefault(table, number)
            else:
                key = "".join(f"/{_bare(part)}" for part in _PART.findall(shape["key"]))
                found.setdefault(table + key, number)
                inside = next((sign for sign in ('"""', "'''") if shape["value"].count(sign) == 1), "")
        return found

    def refusal(self, message: str, table: str = "", key: str = "", value: str = "") -> ReadError:
        """The error that says what is wrong with a key of a table, or with one value of a list that goes over several lines."""
        line = self._line(table, key)
        if value and line:
            below = enumerate(self.text.splitlines()[line - 1 :], line)
            line = next((number for number, words in below if f'"{value}"' in words or f"'{value}'" in words), line)
        return ReadError(message, name=self.name, line=line)

    def _line(self, table: str, key: str) -> int | None:
        """The line on which a key of a table stands, or the table itself; None for neither."""
        inside, opened = "", None
        for number, line in enumerate(self.text.splitlines(), 1):
            words = line.strip()
            if words.startswith("["):
                inside = words.strip("[] \t").partition("]")[0].strip()
                opened = number if inside == table and opened is None else opened
            start = re.match(r"([\"'])(?P<quoted>[^\"']*)\1|(?P<bare>[\w-]+)", words)
            if start and (inside, start["quoted"] or start["bare"]) in {(table, key), ("", table)}:
                return number
        return opened
