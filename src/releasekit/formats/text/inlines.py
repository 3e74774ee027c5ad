"""The words of a line in, inlines out: links that a copied page shows as `[words](target)`, addresses, pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.model import Image, Link, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.format import Context
    from releasekit.model import Inline

_MARKUP = re.compile(
    r"(?P<picture>!)?\[(?P<words>[^\[\]]{0,1000})\]\((?P<target>[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500}){0,4})\)"
    r"|(?P<url>(?:https?://|www\.(?=\w))[^\s<>\"“”„«»「」『』【】、。，；：（）]{1,2000})"
    r"|(?P<email>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})",
)
_HINTS = ("](", "://", "www.", "@")
_TRAILING = ".,;:!?'’\""
_SCRIPTS = ("javascript:", "vbscript:", "data:")


def inlines(text: str, context: Context, line: int) -> tuple[Inline, ...]:
    """The inlines of a paragraph's text that starts on a line of the input."""
    if not any(hint in text for hint in _HINTS):
        return (Text(text),)
    return tuple(_inlines(text, context, line))


def _inlines(text: str, context: Context, line: int) -> Iterator[Inline]:
    at = 0
    for match in _MARKUP.finditer(text):
        if match.start() > at:
            yield Text(text[at : match.start()])
        at = match.end()
        if match["target"] is not None:
            yield _bracketed(match, context, line + text.count("\n", 0, match.start()))
        elif match["url"]:
            url = _trimmed(match["url"])
            yield Link((Text(url),), url if "://" in url else f"https://{url}")
            if rest := match["url"][len(url) :]:
                yield Text(rest)
        else:
            yield Link((Text(match["email"]),), f"mailto:{match['email']}")
    if at < len(text):
        yield Text(text[at:])


def _bracketed(match: re.Match[str], context: Context, line: int) -> Inline:
    words, target = match["words"], match["target"]
    if match["picture"]:
        return Image(target, words)
    if target.lower().startswith(_SCRIPTS):
        context.loss("target-dropped", f"the link {words!r} runs a script: its words are kept", line=line)
        return Text(words)
    return Link((Text(words),), target) if target else Text(words)


def _trimmed(url: str) -> str:
    """An address without the punctuation of the sentence that it ends."""
    end = len(url)
    closers = url.count(")") - url.count("(")
    while end and (url[end - 1] in _TRAILING or (url[end - 1] == ")" and closers > 0)):
        closers -= url[end - 1] == ")"
        end -= 1
    return url[:end]
