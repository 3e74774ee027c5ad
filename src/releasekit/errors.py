"""Every error that releasekit raises on purpose.

ReleasekitError
├── FieldError (ValueError)      a value that the model does not allow
├── ReadError (ValueError)       the input is not what its format asks for
│   └── PackError                it is a briefing pack, and one release is read at a time
├── WriteError (ValueError)      the release cannot be written in that format
├── LossError (ValueError)       something would be lost, and the caller forbade it
├── EmbargoError (ValueError)    a release is under embargo, and nobody said that it may be bound
├── FormatError (LookupError)    no such format, or it does not read or write
├── FileError (OSError)          a file cannot be opened, read or replaced
└── PluginError (ImportError)    a format package is installed and does not load
"""

from __future__ import annotations

_ONE = "and one release is read at a time: 'releasekit unpack' puts each in a file"


class ReleasekitError(Exception):
    """The root: catch it to catch all that releasekit raises on purpose."""


class FieldError(ReleasekitError, ValueError):
    """A value that the model does not allow, such as a date that no calendar has."""


class PlacedError(ReleasekitError):
    """An error that may know the file and the line that it speaks of.

    `str(error)` is one line: `FILE:LINE:COLUMN: message`, as far as they are known.
    """

    def __init__(self, message: str, *, name: str = "", line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.name = name
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return place(self.name, self.line, self.column) + " ".join(self.message.splitlines())


class ReadError(PlacedError, ValueError):
    """The input is not what its format asks for: says what was expected, where, and what to do."""


class PackError(ReadError):
    """The input is a whole briefing pack, and one release is read at a time."""

    def __init__(
        self, message: str = f"a briefing pack, {_ONE}", *, name: str = "", line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message, name=name, line=line, column=column)

    @classmethod
    def for_reading(cls, *, name: str) -> PackError:
        """The same of a pack in a form that is made to be read, and not to be unpacked."""
        return cls(
            "a briefing pack as one page or book, from which no release is read: take its PDF, Word or TEI form", name=name
        )

    @classmethod
    def of_texts(cls, count: int, *, name: str = "", line: int | None = None) -> PackError:
        """The same of a corpus with so many texts."""
        return cls(f"a corpus of {count} texts, {_ONE}", name=name, line=line)


class WriteError(PlacedError, ValueError):
    """The release cannot be written in that format."""


class LossError(PlacedError, ValueError):
    """Something would be lost, and the caller forbade it."""


class EmbargoError(PlacedError, ValueError):
    """A release that is to be bound is under embargo, and nobody said that it may."""


class FormatError(PlacedError, LookupError):
    """No format of that name, or one that does not read or does not write."""


class FileError(PlacedError, OSError):
    """A file that cannot be opened, read or replaced."""


class PluginError(ReleasekitError, ImportError):
    """A format package is installed and does not load."""


def place(name: str, line: int | None = None, column: int | None = None) -> str:
    """`FILE:LINE:COLUMN: `, as far as the parts are known; empty without a name."""
    if not name:
        return f"line {line}: " if line else ""
    parts = [name, *(str(number) for number in (line, column) if number)]
    return ":".join(parts) + ": "
