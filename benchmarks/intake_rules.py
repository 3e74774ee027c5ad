"""What counts as right: a label and the bytes of its text in, a verdict for each field that is scored out."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import PurePath
from typing import TYPE_CHECKING

import attrs

from releasekit import Context, ReadError, Release, inline_text, plain_text, reads, walk
from releasekit import model as m

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = (
    "converts", "words", "lang", "title", "subtitle", "released", "numbers", "embargo", "issuer", "dateline", "boilerplate",
    "contacts", "first words", "last words",
)  # fmt: skip


@dataclass
class Miss:
    """One wrong answer."""

    file: str
    field: str
    want: object
    have: object


def scored(label: dict, data: bytes) -> Iterator[tuple[str, Miss | None]]:
    """Each field that is scored for the text, with the miss if its answer is wrong."""
    context = Context(name=label["file"])
    try:
        release = reads(data, format_of(label["file"], data), context=context)
    except ReadError as error:
        yield "converts", Miss(label["file"], "converts", "a release", str(error))
        return
    yield "converts", None
    for name, right, want, have in answers(label, release):
        if name in label.get("unscored", ()):
            continue
        yield name, None if right else Miss(label["file"], name, want, have)
    lost = lost_words(data.decode(), label["file"], release, [str(note) for note in context.notes])
    yield "words", Miss(label["file"], "words", "every word of the input", lost) if lost else None


def format_of(file: str, data: bytes) -> str:
    """What a person would open the text as: one that begins with a heading mark is Markdown, whatever it is called."""
    if data.lstrip().startswith(b"# "):
        return "markdown"
    return {".txt": "text", ".html": "html", ".md": "markdown"}[PurePath(file).suffix]


def answers(label: dict, release: Release) -> Iterator[tuple[str, bool, object, object]]:
    """Field, whether it is right, what was wanted, what was found; a field that is empty on both sides is not scored."""
    lang = release.lang.split("-")[0]
    yield "lang", lang == label["lang"].split("-")[0], label["lang"], lang
    title = inline_text(release.headline)
    if label["title"] or title:
        yield "title", same(label["title"], title), label["title"], title
    if label["subtitle"]:
        subtitle = inline_text(release.subtitle)
        yield "subtitle", same(label["subtitle"], subtitle), label["subtitle"], subtitle
    released = str(release.released or "")
    if label["released"] or released:
        yield "released", same_moment(label["released"], released), label["released"], released
    numbers = [number.value for number in release.numbers]
    if label["numbers"] or numbers:
        yield "numbers", {*map(bare, label["numbers"])} == {*map(bare, numbers)}, label["numbers"], numbers
    embargo = str(release.embargo.until or "") if release.embargo else ""
    if label["embargo"] or embargo:
        yield "embargo", same_moment(label["embargo"], embargo), label["embargo"], embargo
    if label["issuer"]:
        issuers = [issuer.name for issuer in release.issuers]
        yield "issuer", any(near(label["issuer"], name) for name in issuers), label["issuer"], issuers
    if label["dateline_as_printed"]:
        dateline = release.dateline.printed if release.dateline else ""
        yield "dateline", near(label["dateline_as_printed"], dateline), label["dateline_as_printed"], dateline
    heads = [*boilerplate_heads(release)]
    if label["boilerplate_headings"] or heads:
        wanted = {*map(bare, label["boilerplate_headings"])}
        yield "boilerplate", wanted == {*map(bare, heads)}, label["boilerplate_headings"], heads
    if mails := [contact["email"] for contact in label["contacts"] if contact.get("email")]:
        found = [contact.email for contact in release.contacts if contact.email]
        yield "contacts", {*map(bare, mails)} <= {*map(bare, found)}, mails, found
    blocks = [*block_texts(release)][:6]
    first = bare(label["first_body_words"])
    yield (
        "first words",
        any(bare(block).startswith(first) for block in blocks),
        label["first_body_words"],
        [b[:40] for b in blocks],
    )
    if label["last_body_words"]:
        last = bare(label["last_body_words"])
        yield "last words", last in bare(plain_text(release)), label["last_body_words"], ""


# ── comparing ────────────────────────────────────────────────────────────────────────────────────────────────────────


_ADDRESS = r"\(?<?\(?(?:https?|mailto):[!-;=?-~]*>?"
_MARKS = re.compile(rf"{_ADDRESS}|<[^>]*>|[\\*_`\[\]()\s]")


def bare(text: str | None) -> str:
    """Words without white space, case, marks of Markdown, addresses and full stops at the edges."""
    return _MARKS.sub("", text or "").casefold().strip(".,;:")


def same(want: str | None, have: str) -> bool:
    """Equal but for marks."""
    return bare(want) == bare(have)


def near(want: str, have: str) -> bool:
    """One within the other, and neither much longer: "Kiln" for "Kiln, Inc.", not for a sentence about it."""
    one, other = bare(want), bare(have)
    return bool(other) and (one in other or other in one) and 2 * len(one) <= 3 * len(other) and len(other) <= 2 * len(one)


def same_moment(want: str | None, have: str) -> bool:
    """A day is right if that day was found, with a time or without; a time only with the same zone, or none on both sides."""
    if not want or not have:
        return not want and not have
    return instant(want) == instant(have) if "T" in want else have.startswith(want)


def instant(iso: str) -> str:
    """A time to the minute, in UTC if it has a zone."""
    if "T" not in iso:
        return iso
    found = datetime.fromisoformat(iso)
    return f"{found.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if found.tzinfo else f"{found:%Y-%m-%dT%H:%M}"


# ── looking into a release ───────────────────────────────────────────────────────────────────────────────────────────


def boilerplate_heads(release: Release) -> Iterator[str]:
    """The headings of all that is marked as boilerplate."""
    for _, node in walk(release):
        if isinstance(node, m.Division) and node.kind == "boilerplate":
            yield from (inline_text(block.content) for block in node.blocks[:1] if isinstance(block, m.Heading))


def block_texts(release: Release) -> Iterator[str]:
    """Headline, subtitle, paragraphs, headings, items and cells, in order."""
    yield from filter(None, (inline_text(release.headline), inline_text(release.subtitle)))
    alone = set()  # the one paragraph of an item or cell is that item or cell
    for _, node in walk(release):
        if isinstance(node, m.Item | m.Cell):
            alone |= {id(block) for block in node.blocks[:1] if len(node.blocks) == 1}
            yield plain_text(Release(body=node.blocks))
        elif isinstance(node, m.Paragraph | m.Heading) and id(node) not in alone:
            yield inline_text(node.content)


# ── lost words ───────────────────────────────────────────────────────────────────────────────────────────────────────


_WORD = re.compile(r"[^\W_]+")
_FENCE = re.compile(r"^```\w*", re.MULTILINE)


def lost_words(source: str, file: str, release: Release, notes: list[str]) -> list[str]:
    """Words of the source that are in no text or field of the release, in no note, and in nothing it was found by."""
    numbers = [
        str(list_.start + at)
        for _, list_ in walk(release)
        if isinstance(list_, m.OrderedList)
        for at in range(len(list_.items))
    ]
    kept = [*strings(release), *notes, *numbers]
    have = Counter(words(" ".join(kept)))
    run = "".join(words("".join(kept)))
    wanted = Counter(words(seen(source) if file.endswith(".html") else _FENCE.sub("", source)))
    return [
        word
        for word, times in wanted.items()
        if have[word] < times and not (parted(word) and word in run) and (have[word] or not cut(word, have))
    ]


def words(text: str) -> list[str]:
    """Runs of letters and digits, in one case and one form."""
    return _WORD.findall(unicodedata.normalize("NFKC", html.unescape(text)).casefold())


def parted(word: str) -> bool:
    """Whether the word is of a script that puts no spaces between words, so that it may have been cut anywhere."""
    return any(char >= "\u0e00" and not "\u1100" > char > "\u0eff" for char in word)


def cut(word: str, have: Counter[str]) -> bool:
    """Whether the word was two that had run together ("DetailsLiz"), and both are there."""
    return any(have[word[:at]] and have[word[at:]] for at in range(1, len(word)))


def strings(value: object) -> Iterator[str]:
    """All strings inside a value of the model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from strings(getattr(value, field.name))


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def seen(source: str) -> str:
    """The words of an HTML page that a browser shows."""
    parser = _Seen()
    parser.feed(re.sub(r"\{%.*?%\}", " ", source))
    return " ".join(parser.words)
