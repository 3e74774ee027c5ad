"""Which formats there are: a name, a file name or bytes in, a `Format` out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from releasekit.errors import FormatError, PluginError
from releasekit.format import Format
from releasekit.formats import docx, html, markdown, native, pandoc, pdf, tei, text

if TYPE_CHECKING:
    from collections.abc import Iterator

BUILTINS: tuple[Format, ...] = (
    markdown.FORMAT,
    tei.FORMAT,
    docx.FORMAT,
    pdf.FORMAT,
    native.FORMAT,
    text.FORMAT,
    html.FORMAT,
    *pandoc.FORMATS,
)
"""Every format that comes with releasekit. Detection asks the strict ones first: see `detect`."""

ENTRY_POINTS = "releasekit.formats"
"""The entry point group under which other packages offer theirs."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What files of Word 97 to 2003 begin with, and those that a password locks."""


@cache
def plugins() -> tuple[Format, ...]:
    """The formats of other packages. Raises `PluginError` for one that does not load or is no `Format`."""
    from importlib.metadata import entry_points

    found = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        try:
            format = point.load()
        except Exception as error:
            raise PluginError(f"the format package {point.value!r} does not load: {type(error).__name__}: {error}") from error
        if not isinstance(format, Format):
            raise PluginError(f"the entry point {point.name!r} of {point.value!r} is no releasekit.Format")
        found.append(format)
    return tuple(found)


def formats() -> tuple[Format, ...]:
    """All formats: the built-in ones, then those of other packages."""
    return BUILTINS + plugins()


def by_name(name: str) -> Format:
    """The format of a name or alias. Raises `FormatError`. Other packages are asked only if no built-in has it."""
    wanted = name.lower()
    for group in (BUILTINS, plugins):
        for format in group if isinstance(group, tuple) else group():
            if wanted == format.name or wanted in format.aliases:
                return format
    raise FormatError(f"there is no format {name!r}: see releasekit formats")


def by_suffix(path: str) -> Format | None:
    """The format that a file name asks for by its longest known suffix, or None."""
    lower = path.lower()
    for group in (BUILTINS, plugins):
        known = group if isinstance(group, tuple) else group()
        hits = [(len(suffix), format) for format in known for suffix in format.suffixes if lower.endswith(suffix)]
        if hits:
            return max(hits, key=lambda hit: hit[0])[1]
    return None


def detect(data: bytes) -> Format:
    """The format that bytes look like. Raises `FormatError` with what each format has against them."""
    excuses = []
    known = ""
    """What the bytes are, where nobody reads them."""
    for format in _lazily():
        if format.read is None or format.excuse is None:
            continue
        excuse = format.excuse(data)
        if excuse is None:
            return format
        if format is docx.FORMAT and data.startswith(_OLD_OFFICE):
            known = excuse
        excuses.append(f"{format.name}: {excuse}")
    if known:
        raise FormatError(known)
    raise FormatError("cannot tell the format from the content: name it with --from (" + "; ".join(excuses) + ")")


def _lazily() -> Iterator[Format]:
    """Built-in formats before others; of the built-in ones, plain text last, because any text could be it."""
    yield from (format for format in BUILTINS if format is not text.FORMAT)
    yield text.FORMAT
    yield from plugins()
