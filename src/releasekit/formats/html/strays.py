"""The tree of a page in, the same with what may not stand directly in a table moved before it, as browsers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import html

_ALLOWED = {
    "table": frozenset({"caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"}),
    "thead": frozenset({"tr"}), "tbody": frozenset({"tr"}), "tfoot": frozenset({"tr"}), "tr": frozenset({"td", "th"}),
    "colgroup": frozenset({"col"}),
}  # fmt: skip
"""What may stand in the parts of a table (WHATWG HTML, 4.9 and 13.2.6.4.9)."""


def foster(root: html.HtmlElement) -> None:
    """Move stray words and elements out of tables, so that no reader of cells passes them over."""
    for table in list(root.iter("table")):
        if table.getparent() is None:
            continue
        for part in [table, *_parts(table)]:
            _put_before(table, part.text)
            part.text = None
            for child in list(part):
                tail, child.tail = child.tail, None
                if child.tag not in _ALLOWED[str(part.tag)]:
                    table.addprevious(child)
                _put_before(table, tail)


def _parts(table: html.HtmlElement) -> list[html.HtmlElement]:
    """The groups and rows of a table, not those of a table inside it."""
    groups = [child for child in table if child.tag in _ALLOWED]
    return [*groups, *(row for group in groups for row in group if row.tag == "tr")]


def _put_before(table: html.HtmlElement, words: str | None) -> None:
    if words and words.strip():
        stray = table.makeelement("p")
        stray.text = words
        table.addprevious(stray)
