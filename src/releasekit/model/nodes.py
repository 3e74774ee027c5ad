"""The parts of a release's text: blocks stand one below the other, inlines one beside the other.

All nodes are frozen values, and their content is in tuples. `Block` and `Inline` are closed unions: a `match` over
them ends with `assert_never`, so that a writer which forgot a node does not pass the type checker.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from attrs import field

from releasekit.errors import FieldError
from releasekit.model.moment import Moment  # noqa: TC001  (attrs.resolve_types, for programs that read the model)
from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.values import frozen as node
else:
    from releasekit.model.node import node

Align: TypeAlias = Literal["", "left", "center", "right"]
Direction: TypeAlias = Literal["", "ltr", "rtl"]
ListStyle: TypeAlias = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
_STYLES = get_args(ListStyle)

MAX_DEPTH = 100
"""How many nodes may stand one inside the other."""

_LANG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def check_lang(_node: object, _field: object, value: str) -> None:
    """Refuse what is not shaped like a language tag (BCP 47, RFC 5646 section 2.1); empty means inherited."""
    if value and not _LANG.fullmatch(value):
        raise FieldError(f"{value!r} is not a language tag: write en, pt-BR or zh-Hant")


def check_direction(_node: object, _field: object, value: str) -> None:
    """Refuse a direction other than ltr and rtl; empty means inherited."""
    if value and value not in {"ltr", "rtl"}:
        raise FieldError(f"{value!r} is not a direction: write ltr or rtl")


def check_token(_node: object, _field: object, value: str) -> None:
    """Refuse a name that could not be a class in Markdown and a type in TEI; empty means none."""
    if value and not _TOKEN.fullmatch(value):
        raise FieldError(f"{value!r} is not a name: use letters of the Latin alphabet, digits, '-', '_' and '.'")


def check_attributes(_node: object, _field: object, value: tuple[tuple[str, str], ...]) -> None:
    """Refuse attributes whose names are not tokens or are repeated."""
    names = [name for name, _ in value]
    for name in names:
        check_token(None, None, name or " ")
    if len(set(names)) != len(names):
        raise FieldError(f"an attribute is given twice: {', '.join(names)}")


def check_level(_node: object, _field: object, value: int) -> None:
    """Refuse a level of heading other than 1 to 6."""
    if not 1 <= value <= 6:
        raise FieldError(f"a heading has no level {value}: write 1 to 6")


def check_span(_node: object, _field: object, value: int) -> None:
    """Refuse a cell that spans fewer than one row or column, or more than 1,000."""
    if not 1 <= value <= 1000:
        raise FieldError(f"a cell cannot span {value}: write 1 to 1000")


def check_align(_node: object, _field: object, value: str) -> None:
    """Refuse an alignment other than left, center and right; empty means none of its own."""
    if value and value not in {"left", "center", "right"}:
        raise FieldError(f"{value!r} is no alignment: write left, center or right")


def check_aligns(_node: object, _field: object, value: tuple[str, ...]) -> None:
    """Refuse alignments of columns of which one is none."""
    for align in value:
        check_align(None, None, align)


def check_heads(_node: object, _field: object, value: int) -> None:
    """Refuse a number of header rows or columns below 0."""
    if value < 0:
        raise FieldError(f"a table cannot have {value} header rows or columns: write 0 or more")


def check_start(_node: object, _field: object, value: int) -> None:
    """Refuse a number that Markdown could not begin a list with."""
    if not 0 <= value <= 999_999_999:
        raise FieldError(f"a list cannot begin with {value}: write 0 to 999999999")


def check_style(_node: object, _field: object, value: str) -> None:
    """Refuse a style of numbers that no format has a name for."""
    if value not in _STYLES:
        raise FieldError(f"{value!r} is no style of numbers: write {', '.join(_STYLES)}")


@frozen
class Localised:
    """What a node says of its language and direction; empty means as its surroundings."""

    lang: str = field(default="", kw_only=True, validator=check_lang)
    direction: Direction = field(default="", kw_only=True, validator=check_direction)


# ── inlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@node
class Text:
    """Words. A newline is a soft break: it may be shown as a space."""

    text: str


@frozen
class Emphasis:
    """Stressed words, most often set in italics."""

    content: tuple[Inline, ...]


@frozen
class Strong:
    """Important words, most often set in bold."""

    content: tuple[Inline, ...]


@frozen
class Underline:
    """Underlined words."""

    content: tuple[Inline, ...]


@frozen
class Strike:
    """Words struck through."""

    content: tuple[Inline, ...]


@frozen
class Superscript:
    """Raised characters."""

    content: tuple[Inline, ...]


@frozen
class Subscript:
    """Lowered characters."""

    content: tuple[Inline, ...]


@frozen
class SmallCaps:
    """Words in small capitals."""

    content: tuple[Inline, ...]


@frozen
class Code:
    """A piece of code within a line; it holds no newline and is not empty."""

    text: str


@frozen
class Link:
    """Words that lead somewhere. A link holds no other link."""

    content: tuple[Inline, ...]
    href: str
    title: str = ""


@frozen
class Image:
    """A picture, in a line or in a `Figure`."""

    src: str
    alt: str = ""
    title: str = ""


@frozen
class LineBreak:
    """A line end that is kept."""


@frozen
class Quotation:
    """Words that somebody said, within a paragraph; the quotation marks are part of the content."""

    content: tuple[Inline, ...]
    speaker: str = ""
    """The id of the entity that speaks."""


@frozen
class Mention:
    """Words that name a person, an organisation, a place or an event."""

    content: tuple[Inline, ...]
    kind: str = field(default="person", validator=check_token)
    """`person`, `organisation`, `place`, `event`, or another kind of entity."""
    ref: str = ""
    """The id of the entity in the release's `entities`."""


@frozen
class Date:
    """Words that state a date, and the moment that they mean."""

    content: tuple[Inline, ...]
    moment: Moment


@frozen
class Span(Localised):
    """Words in another language or direction, or marked in a way that the model has no node for."""

    content: tuple[Inline, ...]
    kind: str = field(default="", validator=check_token)
    attributes: tuple[tuple[str, str], ...] = field(default=(), validator=check_attributes)


@frozen
class Note:
    """A footnote, where its mark stands."""

    blocks: tuple[Block, ...]


@frozen
class RawInline:
    """Markup of one format, kept and never executed; other formats do not show it."""

    format: str = field(validator=check_token)
    text: str


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@node
class Paragraph(Localised):
    """A paragraph; it is not empty."""

    content: tuple[Inline, ...]
    role: str = field(default="", validator=check_token)
    """`lead` for the paragraph that opens a release and sums it up."""


@frozen
class Heading(Localised):
    """A heading in the body. Levels may be skipped."""

    content: tuple[Inline, ...]
    level: int = field(default=2, validator=check_level)


@node
class Item:
    """One item of a list."""

    blocks: tuple[Block, ...] = ()


@frozen
class BulletList(Localised):
    """A list without numbers."""

    items: tuple[Item, ...]
    tight: bool = True
    """No space between the items."""


@frozen
class OrderedList(Localised):
    """A numbered list."""

    items: tuple[Item, ...]
    start: int = field(default=1, validator=check_start)
    style: ListStyle = field(default="decimal", validator=check_style)
    tight: bool = True


@frozen
class BlockQuote(Localised):
    """Quoted paragraphs, and whose they are."""

    blocks: tuple[Block, ...]
    attribution: tuple[Inline, ...] = ()


@node
class Cell:
    """One cell of a table."""

    blocks: tuple[Block, ...] = ()
    colspan: int = field(default=1, validator=check_span)
    rowspan: int = field(default=1, validator=check_span)
    align: Align = field(default="", validator=check_align)
    """Empty means as its column."""


@node
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]


@frozen
class Table(Localised):
    """A table; the first `head_rows` rows and `head_columns` columns are headers."""

    rows: tuple[Row, ...]
    head_rows: int = field(default=0, validator=check_heads)
    head_columns: int = field(default=0, validator=check_heads)
    align: tuple[Align, ...] = field(default=(), validator=check_aligns)
    """Per column, from the first; columns beyond have none."""
    caption: tuple[Inline, ...] = ()


@frozen
class Figure(Localised):
    """A picture that stands alone, with its caption and credit."""

    image: Image
    caption: tuple[Inline, ...] = ()
    credit: tuple[Inline, ...] = ()


@frozen
class Speech(Localised):
    """One turn of a transcript: who speaks, and what is said."""

    blocks: tuple[Block, ...]
    speaker: tuple[Inline, ...] = ()


@frozen
class Division(Localised):
    """A part with a purpose of its own: `boilerplate`, `notes-to-editors`, or markup that the model has no node for."""

    blocks: tuple[Block, ...]
    kind: str = field(default="", validator=check_token)
    attributes: tuple[tuple[str, str], ...] = field(default=(), validator=check_attributes)


@frozen
class CodeBlock:
    """Lines of code, without the newline after the last."""

    text: str
    info: str = ""
    """What the code is: a language, and what else its author noted."""


@frozen
class ThematicBreak:
    """A change of subject, shown as a rule."""


@frozen
class RawBlock:
    """Markup of one format, kept and never executed; other formats do not show it."""

    format: str = field(validator=check_token)
    text: str


Inline: TypeAlias = (
    Text | Emphasis | Strong | Underline | Strike | Superscript | Subscript | SmallCaps | Code | Link | Image | LineBreak
    | Quotation | Mention | Date | Span | Note | RawInline
)  # fmt: skip
Block: TypeAlias = (
    Paragraph | Heading | BulletList | OrderedList | BlockQuote | Table | Figure | Speech | Division | CodeBlock
    | ThematicBreak | RawBlock
)  # fmt: skip
Node: TypeAlias = Inline | Block | Item | Row | Cell

MARKS = (Emphasis, Strong, Underline, Strike, Superscript, Subscript, SmallCaps)
"""The inlines that say only how their words are set."""
