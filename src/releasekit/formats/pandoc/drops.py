"""What each of pandoc's formats cannot carry, as `Format.drops` wants it: a format's name in, names of the model out.

The table was found by writing releases that differ in one field or node: where the bytes are the same, it is lost. A test
does so again.
"""

from __future__ import annotations

_BLOCKS = (
    "BlockQuote", "BulletList", "Division", "Figure", "Heading", "OrderedList", "Paragraph", "Span", "Speech", "Table",
)  # fmt: skip
_GROUPS: dict[str, tuple[str, ...]] = {
    # what no page shows and no file's properties have room for
    "FIELDS": (
        "changes", "entities", "extra", "source", "subjects", "distributed", "event_date", "modified", "replaced_by", "replaces",
        "status", "translations", "version",
    ),
    # what records hold and no line of the page says
    "RECORDS": (
        "Attachment.media_type", "Dateline.date", "Dateline.place", "Issuer.address", "Issuer.uri", "Number.scheme",
    ),
    "HEAD": ("direction", "id", "keywords", "summary"),
    "LANG": tuple(f"{name}.lang" for name in _BLOCKS),
    "DIRECTION": tuple(f"{name}.direction" for name in _BLOCKS),
    # what words mean, and what a part is for
    "MEANING": (
        "Date", "Mention", "Mention.kind", "Mention.ref", "Quotation", "Quotation.speaker", "Span.attributes", "Span.kind",
    ),
    "ROLES": ("BlockQuote.attribution", "Division.attributes", "Division.kind", "Paragraph.role", "Speech"),
    "SPANS": ("Cell.align", "Cell.colspan", "Cell.rowspan", "Table.head_columns"),
    "TIGHT": ("BulletList.tight", "OrderedList.tight"),
    "CAPTION": ("Figure.caption", "Figure.credit"),
}  # fmt: skip
_DROPS: dict[str, str] = {
    "html": "Issuer.address changes entities extra source subjects",
    "odt": "FIELDS RECORDS DIRECTION MEANING ROLES -BlockQuote.attribution CodeBlock.info Figure.lang Heading.lang Image.title",
    "epub": "FIELDS Issuer.address",
    "rtf": "FIELDS RECORDS HEAD -direction LANG DIRECTION MEANING ROLES SPANS CodeBlock.info Image.alt Image.title Link.title",
    "ansi": (
        "FIELDS RECORDS HEAD LANG DIRECTION MEANING ROLES TIGHT Cell.rowspan Image.src Image.title Link.title SmallCaps "
        "Table.align Table.head_columns"
    ),
    "asciidoc": (
        "FIELDS RECORDS HEAD -keywords LANG DIRECTION ROLES TIGHT Date.moment Link.title Mention.ref Quotation.speaker "
        "Span.attributes Table.head_columns"
    ),
    "asciidoc_legacy": (
        "FIELDS RECORDS HEAD -keywords LANG DIRECTION ROLES TIGHT Date.moment Link.title Mention.ref Quotation.speaker "
        "Span.attributes Table.head_columns"
    ),
    "bbcode": (
        "FIELDS RECORDS HEAD LANG DIRECTION MEANING ROLES SPANS TIGHT Code Link.title OrderedList.start SmallCaps "
        "Subscript Superscript Table.align"
    ),
    "commonmark": "FIELDS RECORDS HEAD Heading.direction Heading.lang OrderedList.style",
    "commonmark_x": "FIELDS Cell.align Issuer.address Issuer.uri Table.head_columns",
    "context": (
        "FIELDS RECORDS MEANING ROLES Figure.direction Figure.lang Heading.direction Heading.lang Heading.level Image.alt "
        "Image.title Link.title Table.head_columns id summary"
    ),
    "djot": "FIELDS HEAD SPANS Issuer.address Issuer.uri",
    "docbook": (
        "FIELDS RECORDS HEAD LANG DIRECTION -Heading.direction MEANING ROLES SPANS Heading.level Link.title ThematicBreak"
    ),
    "docbook4": "FIELDS RECORDS HEAD LANG -Heading.lang DIRECTION MEANING ROLES SPANS Heading.level Link.title ThematicBreak",
    "docbook5": (
        "FIELDS RECORDS HEAD LANG DIRECTION -Heading.direction MEANING ROLES SPANS Heading.level Link.title ThematicBreak"
    ),
    "dokuwiki": (
        "FIELDS RECORDS HEAD LANG DIRECTION MEANING ROLES -Speech SPANS TIGHT Link.title OrderedList.start "
        "OrderedList.style SmallCaps"
    ),
    "epub2": ("FIELDS RECORDS Date.moment Division.attributes Mention.ref Quotation.speaker Span.attributes"),
    "fb2": "FIELDS RECORDS HEAD LANG DIRECTION MEANING ROLES SPANS CAPTION CodeBlock.info Heading.level Image.title Link.title",
    "gfm": "FIELDS RECORDS Cell.align Heading.direction Heading.lang OrderedList.style Table.head_columns",
    "haddock": (
        "FIELDS RECORDS HEAD LANG DIRECTION MEANING ROLES BlockQuote Cell.align CodeBlock.info Image.title Link.title "
        "OrderedList.style SmallCaps Subscript Superscript Table.head_columns"
    ),
    "html4": "Issuer.address changes entities extra source subjects",
    "icml": (
        "FIELDS RECORDS HEAD LANG -Span.lang DIRECTION -Span.direction MEANING ROLES SPANS CodeBlock.info Image.alt "
        "Image.title ThematicBreak"
    ),
    "ipynb": (
        "FIELDS RECORDS HEAD LANG -Figure.lang -Span.lang DIRECTION -Figure.direction -Span.direction ROLES Cell.align "
        "OrderedList.start OrderedList.style Table.head_columns"
    ),
    "jats": (
        "FIELDS RECORDS HEAD -summary TIGHT Date.moment Division.attributes Division.direction Figure.direction "
        "Figure.lang Heading.direction Heading.lang Heading.level Mention.ref Quotation.speaker Span.attributes "
        "Span.direction Speech.direction ThematicBreak"
    ),
    "jats_articleauthoring": (
        "FIELDS RECORDS HEAD -summary TIGHT Date.moment Division.attributes Division.direction Figure.direction "
        "Figure.lang Heading.direction Heading.lang Heading.level Mention.ref OrderedList.style Quotation.speaker "
        "Span.attributes Span.direction Speech.direction ThematicBreak"
    ),
    "jats_publishing": (
        "FIELDS RECORDS HEAD -summary TIGHT Date.moment Division.attributes Division.direction Figure.direction "
        "Figure.lang Heading.direction Heading.lang Heading.level Mention.ref Quotation.speaker Span.attributes "
        "Span.direction Speech.direction ThematicBreak"
    ),
    "jira": (
        "FIELDS RECORDS HEAD MEANING ROLES -Division.attributes SPANS TIGHT CAPTION Heading.direction Heading.lang "
        "Link.title OrderedList.start OrderedList.style Span.direction Span.lang Table.align Table.caption"
    ),
    "latex": (
        "FIELDS RECORDS MEANING ROLES Cell.align Figure.direction Figure.lang Image.title Link.title Table.head_columns "
        "direction id"
    ),
    "man": (
        "FIELDS RECORDS HEAD LANG DIRECTION MEANING ROLES SPANS TIGHT CodeBlock.info Heading.level Image.src Image.title "
        "Link.title SmallCaps"
    ),
    "markdown_mmd": "FIELDS RECORDS CAPTION Cell.align OrderedList.start OrderedList.style Table.head_columns",
    "markdown_phpextra": "FIELDS RECORDS HEAD Cell.align OrderedList.start OrderedList.style Table.head_columns",
    "markdown_strict": (
        "FIELDS RECORDS HEAD LANG -Figure.lang -Span.lang DIRECTION -Figure.direction -Span.direction ROLES "
        "CodeBlock.info OrderedList.start OrderedList.style"
    ),
    "markua": (
        "FIELDS RECORDS HEAD LANG -Heading.lang -Span.lang DIRECTION -Heading.direction -Span.direction ROLES SPANS Figure"
    ),
    "mediawiki": "FIELDS RECORDS HEAD TIGHT CAPTION Heading.direction Heading.lang Image.title Link.title SmallCaps",
    "ms": (
        "FIELDS RECORDS HEAD LANG -Paragraph.lang DIRECTION -Paragraph.direction MEANING SPANS TIGHT Attachment.href "
        "Division.attributes Image.title Link Link.title Number.href"
    ),
    "muse": (
        "FIELDS RECORDS HEAD LANG -Span.lang DIRECTION -Span.direction ROLES SPANS TIGHT CodeBlock.info Date.moment "
        "Link.title Mention.ref Quotation.speaker Span.attributes Table.align"
    ),
    "opendocument": (
        "FIELDS RECORDS HEAD DIRECTION MEANING ROLES -BlockQuote.attribution CodeBlock.info Figure.lang Heading.lang "
        "Image.title"
    ),
    "org": (
        "FIELDS RECORDS HEAD LANG -Heading.lang DIRECTION -Heading.direction MEANING ROLES SPANS Image.alt Image.title "
        "Link.title OrderedList.style SmallCaps Table.align"
    ),
    "rst": (
        "FIELDS RECORDS HEAD MEANING Cell.align Division.attributes Division.direction Division.lang Figure.direction "
        "Figure.lang Heading.direction Heading.lang Heading.level Image.title Link.title SmallCaps Span.direction "
        "Span.lang Speech.direction Speech.lang Table.align Table.head_columns"
    ),
    "texinfo": (
        "FIELDS RECORDS HEAD LANG DIRECTION MEANING ROLES -Speech SPANS CodeBlock.info Image.title Link.title "
        "OrderedList.style Table.align"
    ),
    "textile": "FIELDS RECORDS HEAD MEANING SPANS TIGHT Heading.direction Link.title SmallCaps Span.direction Span.lang",
    "typst": (
        "FIELDS RECORDS HEAD -keywords MEANING Division.attributes Division.direction Figure.direction Figure.lang "
        "Heading.direction Heading.lang Image.alt Image.title Link.title Span.direction Span.lang Speech.direction "
        "Table.head_columns"
    ),
    "vimdoc": (
        "FIELDS RECORDS HEAD LANG DIRECTION MEANING ROLES CAPTION Cell.align Emphasis Image.alt Image.src Image.title "
        "Link.title SmallCaps Strike Strong Subscript Superscript Table.head_columns Underline"
    ),
    "xwiki": (
        "FIELDS RECORDS HEAD LANG DIRECTION MEANING ROLES SPANS TIGHT CAPTION Link.title OrderedList.start "
        "OrderedList.style SmallCaps Table.align Table.caption"
    ),
    "zimwiki": (
        "FIELDS RECORDS HEAD LANG DIRECTION MEANING ROLES -Speech -BlockQuote.attribution SPANS TIGHT Link.title "
        "OrderedList.start OrderedList.style SmallCaps"
    ),
}
"""Per format: groups and single names; a `-` before a name takes it out of its group."""


def drops(name: str) -> frozenset[str]:
    """What the format of that name cannot carry."""
    found: set[str] = set()
    for part in _DROPS[name].split():
        if part.startswith("-"):
            found.discard(part[1:])
        else:
            found.update(_GROUPS.get(part, (part,)))
    return frozenset(found)


def flattens(name: str) -> frozenset[str]:
    """What of `drops` leaves its words behind: every node that has any, and the attribution of a quote."""
    dropped = drops(name)
    return (frozenset(each for each in dropped if each[0].isupper() and "." not in each) - {"ThematicBreak"}) | (
        dropped & {"BlockQuote.attribution"}
    )
