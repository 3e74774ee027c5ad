"""Our customisation of TEI (`releasekit.rng`, RELAX NG): a document in, what does not keep to it out; without Java or a network."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from attrs import frozen
from lxml import etree

from releasekit.formats.tei.document import root

if TYPE_CHECKING:
    from releasekit.format import Context


@frozen
class Problem:
    """One place where a document does not keep to the schema."""

    message: str
    line: int


def schema() -> bytes:
    """The schema itself, documented: RELAX NG in XML syntax (ISO/IEC 19757-2)."""
    return files(__package__).joinpath("releasekit.rng").read_bytes()


def problems(data: bytes, context: Context) -> tuple[Problem, ...]:
    """What in a TEI document is not as releasekit writes it; nothing for what releasekit wrote. Raises `ReadError`.

    A line is that of the element whose content or attributes do not fit, or of one that holds it. TEI of other projects may be good TEI and have problems here: the reader does not ask for this.
    """
    top = root(data, context)
    grammar = _grammar()
    grammar.validate(top)
    found = dict.fromkeys(Problem(_plain(entry.message), max(entry.line, 1)) for entry in grammar.error_log)
    return tuple(sorted(found, key=lambda problem: problem.line))


@cache
def _grammar() -> Any:
    return etree.RelaxNG(etree.fromstring(schema()))


def _plain(message: str) -> str:
    """A message without the namespace that every element has."""
    return re.sub(r"\{[^}]*\}", "", message).strip()
