"""An authority list as a sheet: CSV with a row of headers in, entries out.

Between cells stands a comma, a semicolon (as Excel has it in many languages) or a tab, whichever the header has most of. Between
the values of one cell stands `|` or `;`. The text is UTF-8, or UTF-16 with a byte order mark.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from releasekit.decoding import decode
from releasekit.errors import FieldError, ReadError
from releasekit.transforms.authority.entry import Entry, key_of, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.format import Context

_SEVERAL = re.compile(r"[|;]")


def entries(data: bytes, context: Context) -> Iterator[Entry]:
    """An entry for each row. Raises `ReadError`."""
    name, text = context.name, decode(data, context)
    head, _, rest = text.partition("\n")
    delimiter = max(",;\t", key=head.count)
    if stated := re.fullmatch(r"sep=([,;\t])", head.strip('\r"')):  # a line for Excel alone
        text, delimiter = "\n" + rest, stated[1]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[tuple[str, str] | None] | None = None
    start = 1
    try:
        for row in rows:
            if any(map(str.strip, row)):
                if columns is None:
                    columns = _columns(row, context, start)
                else:
                    yield _entry(row, columns, name, start)
            start = rows.line_num + 1
    except csv.Error as error:
        message = f"not CSV: {error}; a cell with quotes in it stands in quotes, and each of its own is doubled"
        raise ReadError(message, name=name, line=rows.line_num) from None


def _columns(row: list[str], context: Context, line: int) -> list[tuple[str, str] | None]:
    columns = [key_of(cell) for cell in row]
    if not any(column and column[0] == "name" for column in columns):
        message = "expected a row of headers with at least name, as in id,kind,name,variants,ref"
        raise ReadError(message, name=context.name, line=line)
    strangers((cell for cell, column in zip(row, columns, strict=True) if column is None and cell.strip()), context, line)
    return columns


def _entry(row: list[str], columns: list[tuple[str, str] | None], name: str, line: int) -> Entry:
    if len(row) > len(columns) and any(map(str.strip, row[len(columns) :])):
        message = f"{len(row)} cells, and the header has {len(columns)}: put a cell with a separator in it in quotes"
        raise ReadError(message, name=name, line=line)
    entry = Entry(line)
    try:
        for cell, column in zip(row, columns, strict=False):
            if column:
                key, lang = column
                for words in [cell] if key in {"id", "kind", "name", "role"} else _SEVERAL.split(cell):
                    entry.add(key, words, lang)
    except FieldError as error:
        raise ReadError(str(error), name=name, line=line) from None
    return entry
