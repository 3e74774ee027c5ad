"""Everything else that pandoc reads and writes (pandoc 3, its own names), through its document tree."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from releasekit.format import Format
from releasekit.formats.pandoc.content import EXCUSES
from releasekit.formats.pandoc.drops import drops, flattens

if TYPE_CHECKING:
    from releasekit.briefing import Pack
    from releasekit.format import Context, PackContext
    from releasekit.model import Release


class Dialect(NamedTuple):
    """One of pandoc's formats: its name there and here, and what a person and a file system call it."""

    name: str
    title: str
    ways: str
    """`r` where pandoc reads it, `w` where it writes it, `rw` for both."""
    suffixes: tuple[str, ...] = ()
    media_type: str = "text/plain"
    aliases: tuple[str, ...] = ()


DIALECTS: tuple[Dialect, ...] = (
    Dialect("odt", "OpenDocument text", "rw", (".odt",), "application/vnd.oasis.opendocument.text"),
    Dialect("epub", "EPUB book", "rw", (".epub",), "application/epub+zip", ("epub3",)),
    Dialect("rtf", "Rich Text Format", "rw", (".rtf",), "application/rtf"),
    Dialect("ansi", "text for a terminal (ANSI)", "w", (".ansi",)),
    Dialect("asciidoc", "AsciiDoc", "rw", (".adoc", ".asciidoc"), "text/asciidoc", ("asciidoctor",)),
    Dialect("asciidoc_legacy", "AsciiDoc of the Python tools", "w"),
    Dialect("bbcode", "BBCode", "w", (".bbcode",)),
    Dialect("bits", "BITS XML", "r", (".bits.xml",), "application/xml"),
    Dialect("commonmark", "CommonMark", "rw", (), "text/markdown"),
    Dialect("commonmark_x", "CommonMark with pandoc's extensions", "rw", (), "text/markdown"),
    Dialect("context", "ConTeXt", "w", (), "text/x-tex"),
    Dialect("creole", "Creole wiki", "r", (".creole",)),
    Dialect("djot", "Djot", "rw", (".dj", ".djot"), "text/djot"),
    Dialect("docbook", "DocBook", "rw", (".dbk", ".docbook.xml", ".docbook"), "application/docbook+xml"),
    Dialect("docbook4", "DocBook 4", "w", (), "application/xml"),
    Dialect("docbook5", "DocBook 5", "w", (), "application/docbook+xml"),
    Dialect("dokuwiki", "DokuWiki", "rw", (".dokuwiki",)),
    Dialect("epub2", "EPUB 2 book", "w", (), "application/epub+zip"),
    Dialect("fb2", "FictionBook", "rw", (".fb2",), "application/x-fictionbook+xml"),
    Dialect("gfm", "GitHub Markdown", "rw", (), "text/markdown"),
    Dialect("haddock", "Haddock markup", "rw"),
    Dialect("html4", "XHTML 1.0 page", "w", (), "application/xhtml+xml"),
    Dialect("icml", "InCopy story", "w", (".icml",), "application/x-incopy+xml"),
    Dialect("ipynb", "Jupyter notebook", "rw", (".ipynb",), "application/x-ipynb+json"),
    Dialect("jats", "JATS XML", "rw", (".jats.xml", ".jats", ".nxml"), "application/jats+xml", ("jats_archiving",)),
    Dialect("jats_articleauthoring", "JATS XML for authors", "w", (), "application/jats+xml"),
    Dialect("jats_publishing", "JATS XML for publishers", "w", (), "application/jats+xml"),
    Dialect("jira", "Jira wiki", "rw", (".jira",)),
    Dialect("latex", "LaTeX", "rw", (".tex", ".latex"), "application/x-latex"),
    Dialect("man", "manual page", "rw", (".man",), "text/troff"),
    Dialect("markdown_mmd", "MultiMarkdown", "rw", (".mmd",), "text/markdown"),
    Dialect("markdown_phpextra", "PHP Markdown Extra", "rw", (), "text/markdown"),
    Dialect("markdown_strict", "Markdown of 2004", "rw", (), "text/markdown"),
    Dialect("markua", "Markua", "w", (".markua",)),
    Dialect("mdoc", "BSD manual page", "r", (".mdoc",), "text/troff"),
    Dialect("mediawiki", "MediaWiki", "rw", (".mediawiki", ".wiki")),
    Dialect("ms", "troff ms", "w", (".ms",), "text/troff"),
    Dialect("muse", "Emacs Muse", "rw", (".muse",)),
    Dialect("opendocument", "OpenDocument content XML", "w", (), "application/xml"),
    Dialect("opml", "OPML outline", "r", (".opml",), "text/x-opml"),
    Dialect("org", "Org mode", "rw", (".org",), "text/org"),
    Dialect("pod", "Perl documentation", "r", (".pod",)),
    Dialect("pptx", "PowerPoint slides", "r", (".pptx",), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    Dialect("rst", "reStructuredText", "rw", (".rst",), "text/x-rst"),
    Dialect("t2t", "txt2tags", "r", (".t2t",)),
    Dialect("texinfo", "GNU Texinfo", "w", (".texi", ".texinfo"), "application/x-texinfo"),
    Dialect("textile", "Textile", "rw", (".textile",), "text/x-textile"),
    Dialect("tikiwiki", "TikiWiki", "r"),
    Dialect("twiki", "TWiki", "r", (".twiki",)),
    Dialect("typst", "Typst", "rw", (".typ",), "text/x-typst"),
    Dialect("vimdoc", "Vim help", "w", (".vimdoc",)),
    Dialect("vimwiki", "Vimwiki", "r", (".vimwiki",)),
    Dialect("xwiki", "XWiki", "w", (".xwiki",)),
    Dialect("zimwiki", "Zim wiki", "w"),
)  # fmt: skip
"""What goes through pandoc. Left out: what releasekit has itself (Markdown, Word, TEI, JSON, plain text, PDF, HTML),
bibliographies, spreadsheets, slide shows to write, and pandoc's dumps of its own tree. An outline (OPML) has no place for text
above its first heading, so that it is only read."""


def _read(name: str, data: bytes, context: Context) -> Release:
    from releasekit.formats.pandoc.reader import read

    return read(name, data, context)


def _write(name: str, release: Release, context: Context) -> bytes:
    from releasekit.formats.pandoc.writer import write

    return write(name, release, context)


def _write_pack(name: str, pack: Pack, context: PackContext) -> bytes:
    from releasekit.formats.pandoc.pack import write

    return write(name, pack, context)


def _format(dialect: Dialect) -> Format:
    return Format(
        name=dialect.name,
        title=dialect.title,
        aliases=dialect.aliases,
        suffixes=dialect.suffixes,
        media_type=dialect.media_type,
        read=partial(_read, dialect.name) if "r" in dialect.ways else None,
        write=partial(_write, dialect.name) if "w" in dialect.ways else None,
        write_pack=partial(_write_pack, dialect.name) if dialect.name == "epub" else None,
        excuse=EXCUSES.get(dialect.name),
        drops=drops(dialect.name) if "w" in dialect.ways else frozenset(),
        flattens=flattens(dialect.name) if "w" in dialect.ways else frozenset(),
    )


FORMATS: tuple[Format, ...] = tuple(map(_format, DIALECTS))
