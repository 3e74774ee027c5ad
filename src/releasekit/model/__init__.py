"""The press release as one typed, immutable value."""

from releasekit.model.canonical import legal, normalise
from releasekit.model.moment import Moment
from releasekit.model.nodes import (
    MAX_DEPTH, Align, Block, BlockQuote, BulletList, Cell, Code, CodeBlock, Date, Direction, Division, Emphasis, Figure,
    Heading, Image, Inline, Item, LineBreak, Link, ListStyle, Mention, Node, Note, OrderedList, Paragraph, Quotation,
    RawBlock, RawInline, Row, SmallCaps, Span, Speech, Strike, Strong, Subscript, Superscript, Table, Text,
    ThematicBreak, Underline,
)  # fmt: skip
from releasekit.model.release import (
    KINDS, STATUSES, Attachment, Change, Contact, Dateline, Embargo, Entity, Extra, Found, Issuer, Number, Release,
    Rights, Source, Subject, Translation,
)  # fmt: skip
from releasekit.model.walk import walk
from releasekit.model.words import inline_text, plain_text

__all__ = [
    "KINDS", "MAX_DEPTH", "STATUSES", "Align", "Attachment", "Block", "BlockQuote", "BulletList", "Cell", "Change", "Code",
    "CodeBlock", "Contact", "Date", "Dateline", "Direction", "Division", "Embargo", "Emphasis", "Entity", "Extra",
    "Figure", "Found", "Heading", "Image", "Inline", "Issuer", "Item", "LineBreak", "Link", "ListStyle", "Mention",
    "Moment", "Node", "Note", "Number", "OrderedList", "Paragraph", "Quotation", "RawBlock", "RawInline", "Release",
    "Rights", "Row", "SmallCaps", "Source", "Span", "Speech", "Strike", "Strong", "Subject", "Subscript", "Superscript",
    "Table", "Text", "ThematicBreak", "Translation", "Underline", "inline_text", "legal", "normalise", "plain_text", "walk",
]  # fmt: skip
