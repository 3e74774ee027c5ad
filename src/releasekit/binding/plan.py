"""What is to be packed: the cover, and what is to be read for it, before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field

from releasekit.briefing import Choice, Cover
from releasekit.errors import ReadError
from releasekit.values import frozen

if TYPE_CHECKING:
    from pathlib import Path

    from releasekit.briefing import Enclosure
    from releasekit.model import Release


@frozen(kw_only=True)
class Item:
    """A line of a plan: a file, a folder, a pattern of file names, or a release that is there already; and how it is bound."""

    name: str
    """As it was given, and as messages call it."""
    base: Path | None = None
    """The folder from which the name is meant; None for the folder that the program runs in."""
    release: Release | None = None
    format: str = ""
    """The name of the format; empty means by suffix, else by content."""
    title: str = ""
    note: str = ""
    marking: str = ""
    letterhead: bool = True
    enclosures: tuple[Enclosure, ...] = ()
    file: str = ""
    """The manifest that it stands in."""
    line: int | None = None

    def refusal(self, message: str) -> ReadError:
        """The error that says what is wrong with it, where it stands."""
        return ReadError(message, name=self.file or self.name, line=self.line if self.file else None)


@frozen(kw_only=True)
class Section:
    """What becomes a part of the pack."""

    title: str = ""
    note: str = ""
    items: tuple[Item, ...] = ()


@frozen(kw_only=True)
class Plan(Cover):
    """A pack to be: as a manifest says it, or as a command line does."""

    choice: Choice = field(factory=Choice)
    sections: tuple[Section, ...] = ()
    duplex: bool = False
    """Whether its pages are for print on both sides: each release and each list begins on the front of a leaf."""
    say_blank: bool = False
    """Whether a page that stays empty says that it is meant to."""
    base: Path | None = None
    """The folder of the manifest: from it house style, logo and attached files are meant."""
