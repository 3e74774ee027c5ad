"""Our customisation of TEI (`releasekit.rng`, RELAX NG): a document in, what does not keep to it out; without Java or a network."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from releasekit.errors import ReadError
from releasekit.format import Context, Note
from releasekit.formats.tei.document import parsed, text_of
from releasekit.formats.tei.grammar import Grammar
from releasekit.formats.tei.names import NAMESPACE
from releasekit.formats.tei.validation import Problem, Validation

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Problem", "findings", "grammar", "problems", "require", "schema"]


def schema() -> bytes:
    """The schema itself, documented: RELAX NG in XML syntax (ISO/IEC 19757-2)."""
    return files(__package__).joinpath("releasekit.rng").read_bytes()


@cache
def grammar() -> Grammar:
    """The schema, read."""
    return Grammar(schema())


def problems(data: bytes, context: Context) -> tuple[Problem, ...]:
    """What in a TEI document is not as releasekit writes it, in the order of the document; nothing for what releasekit wrote.

    TEI of other projects may be good TEI and have problems here. Raises `ReadError` for what is no TEI.
    """
    _, found = _judged(data, context)
    return found


def findings(data: bytes, context: Context) -> Iterator[Note]:
    """The problems as findings of a check.

    A document that releasekit made gets one for each. One that others made gets a single finding, and each problem is told
    to the context as advice: it need not keep to a customisation of which it knows nothing.
    """
    top, found = _judged(data, context)
    if not found or _is_ours(top):
        yield from (Note("tei-invalid", problem.message, line=problem.line, kind="advice") for problem in found)
        return
    for problem in found:
        context.advise("tei-invalid", problem.message, line=problem.line)
    many = f"in {len(found)} places, first here" if len(found) > 1 else "here"
    message = f"TEI of another project: it differs from what releasekit writes {many}: {found[0].message}"
    yield Note("tei-foreign", message, line=found[0].line, kind="advice")


_TAKEN = {"corpus-of-one", "namespace-missing", "tei-p4"}
"""Notes that say that the document is not what it is read as."""


def _judged(data: bytes, context: Context) -> tuple[Any, tuple[Problem, ...]]:
    """The `TEI` element, or the pack that is ours, and the problems: also that it is no root, or not what the document calls it."""
    asked = Context(name=context.name)
    top = parsed(data, asked)
    if top.tag == f"{{{NAMESPACE}}}teiCorpus" and _is_ours(top):
        return top, Validation(grammar()).of(top)
    top = text_of(top, asked)
    taken = tuple(Problem(note.message, note.line or 1) for note in asked.notes if note.code in _TAKEN)
    return top, taken + Validation(grammar()).of(top)


def _is_ours(top: Any) -> bool:
    """Whether the header names releasekit as who made the document."""
    path = "/".join(f"{{{NAMESPACE}}}{name}" for name in ("teiHeader", "fileDesc", "titleStmt", "respStmt", "name"))
    return any("".join(name.itertext()).strip() == "releasekit" for name in top.iterfind(path))


def require(data: bytes, context: Context) -> None:
    """Raises `ReadError` with the first problem, if there is one."""
    for problem in problems(data, context):
        message = f"not valid TEI of a release, and reading is strict: {problem.message}"
        raise ReadError(message, name=context.name, line=problem.line)
