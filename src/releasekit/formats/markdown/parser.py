"""Markdown text to tokens: markdown-it's CommonMark with the rules of the dialect, safe for text that nobody vouches for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.token import Token

from releasekit.formats.markdown.rules.blockquote import blockquote
from releasekit.formats.markdown.rules.brackets import brackets
from releasekit.formats.markdown.rules.code import code
from releasekit.formats.markdown.rules.depth import MAX_LEVEL, TooDeepError
from releasekit.formats.markdown.rules.division import closes, division
from releasekit.formats.markdown.rules.footnote import footnote
from releasekit.formats.markdown.rules.heading import heading
from releasekit.formats.markdown.rules.paragraph import paragraph
from releasekit.formats.markdown.rules.table import table

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

_ENDING: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_MARKUP = re.compile(r"[\\`*_~\[<&\n]")
"""Without one of these, a line is words and nothing else."""


class _Blocks(ParserBlock):
    """The block parser, which refuses depth instead of dropping what is deep, and stops where a division closes."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803  (the parent's names)
        """Make tokens of the lines, to the end of what they stand in."""
        rules = self.ruler.getRules("")
        line = startLine
        gap = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent or closes(state, line):
                break
            if state.level >= MAX_LEVEL:
                raise TooDeepError(line)
            for rule in rules:
                if rule(state, line, endLine, False):
                    break
            state.tight = not gap
            line = state.line
            # A list is loose if an empty line stands between two blocks; one after the last does not count.
            if state.isEmpty(line - 1):
                gap = True
            if line < endLine and state.isEmpty(line):
                gap = True
                line += 1
                state.line = line


class _Parser(MarkdownIt):
    """The parser, which keeps addresses as they are written: `releasekit check` speaks of those that nobody should follow."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  (the parent's name)
        """Leave an address as it is."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Leave the words of an autolink as they are."""
        return link

    def validateLink(self, _url: str) -> bool:  # noqa: N802
        """Take any address."""
        return True


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"maxNesting": 2 * MAX_LEVEL})
    parser.block = _Blocks()
    for chain, names in parser_rules(parser).items():
        parser[chain].ruler.enableOnly(names)
    return parser


def parser_rules(parser: MarkdownIt) -> dict[str, list[str]]:
    """Put our rules among markdown-it's, and name all that are on, chain by chain."""
    block, inline = parser.block.ruler, parser.inline.ruler
    block.at("paragraph", paragraph)
    block.at("heading", heading, {"alt": ["paragraph", "reference", "blockquote"]})
    block.at("blockquote", blockquote, _ENDING)
    block.at("table", table, {"alt": ["paragraph", "reference"]})
    block.before("reference", "footnote", footnote, _ENDING)
    block.before("fence", "division", division, _ENDING)
    inline.at("link", brackets)
    inline.at("backticks", code)
    parser.inline.ruler2.enable(["strikethrough"])
    return {
        "block": [
            "table", "code", "division", "fence", "blockquote", "hr", "list", "footnote", "reference", "html_block", "heading",
            "paragraph",
        ],
        "inline": [
            "text", "newline", "escape", "backticks", "strikethrough", "emphasis", "link", "autolink", "html_inline", "entity",
        ],
    }  # fmt: skip


def parse(text: str, env: dict[str, Any]) -> list[Token]:
    """The tokens of a body. Raises `TooDeepError`."""
    parser = _parser()
    tokens: list[Token] = []
    parser.block.parse(text, parser, env, tokens)
    for token in tokens:
        if token.type == "inline":
            token.children = parse_line(token.content, env, token.map[0] if token.map else None)
    return tokens


def parse_line(text: str, env: dict[str, Any], line: int | None = None) -> list[Token]:
    """The tokens of one line of words, such as a headline. Raises `TooDeepError`."""
    tokens: list[Token] = []
    if not _MARKUP.search(text):
        if text:
            tokens.append(Token("text", "", 0, content=text))
        return tokens
    parser = _parser()
    try:
        parser.inline.parse(text, parser, env, tokens)
    except TooDeepError:
        raise TooDeepError(line) from None
    return tokens
