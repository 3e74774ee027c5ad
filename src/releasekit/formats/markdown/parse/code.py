"""Code spans. Braces behind one make raw markup of it, `{=format}`, or are the attributes of a span around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from releasekit.formats.markdown.attributes import parse
from releasekit.formats.markdown.spans import span
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from releasekit.formats.markdown.parse.inlines import Line

RAW = re.compile(r"\{=([A-Za-z_][A-Za-z0-9_.-]*)\}")
_RUN = re.compile("`+")


def code(line: Line, at: int, after: int) -> int:
    """Take a code span (CommonMark 0.31.2, 6.1), or the backticks alone where no run of the same length follows."""
    text = line.text
    if line.backticks is None:
        line.backticks = _runs(text)
    starts = line.backticks.get(after - at, ())
    closer = bisect_left(starts, after)
    if closer == len(starts):
        line.out.append(text[at:after])
        return after
    end = starts[closer]
    content = text[after:end].replace("\n", " ")
    if content[0] == content[-1] == " " and content.strip(" "):
        content = content[1:-1]
    end += after - at
    raw = RAW.match(text, end)
    if raw:
        line.out.append(n.RawInline(raw[1], content))
        return raw.end()
    node: n.Inline = n.Code(content)
    if text.startswith("{", end) and (parsed := parse(text, end)):
        attributes, end = parsed
        node = span((node,), attributes)
        line.made += 1
    line.out.append(node)
    return end


def _runs(text: str) -> dict[int, list[int]]:
    """Where runs of backticks begin, by their length."""
    runs: dict[int, list[int]] = {}
    for run in _RUN.finditer(text):
        runs.setdefault(run.end() - run.start(), []).append(run.start())
    return runs
