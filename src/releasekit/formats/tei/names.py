"""What our TEI calls the things of the model, and how values that an attribute cannot hold are spelt there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from releasekit.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"

MARKS = {
    "Emphasis": "italic",
    "Strong": "bold",
    "Underline": "underline",
    "Strike": "strikethrough",
    "Superscript": "superscript",
    "Subscript": "subscript",
    "SmallCaps": "smallcaps",
}
"""Marks of the model, and the `hi/@rend` that says the same."""

NAME_ELEMENTS = {"person": "persName", "organisation": "orgName", "place": "placeName"}
"""Kinds of mention with an element of their own; all others are `rs` with a type."""

ENTITY_ELEMENTS = {
    "person": ("listPerson", "person", "persName"),
    "organisation": ("listOrg", "org", "orgName"),
    "place": ("listPlace", "place", "placeName"),
    "event": ("listEvent", "event", "label"),
}
"""Kinds of entity with a list of their own: the list, its member, and the member's name. All others are a `list`."""

DIV_TYPES = {"notes-to-editors": "notesToEditors"}
"""Kinds of division that TEI spells in its own way."""

DIV_RESERVED = frozenset(
    {"release", "section", "continuation", "contact", "attachments", "division", *DIV_TYPES.values()},
)
"""Types of `div` that say something else than the kind of a division: such a kind stands in `@subtype`."""

SEG_RESERVED = frozenset({"content", "span", "releaseInstruction"})
"""Types of `seg` that say something else than the kind of a span: such a kind stands in `@subtype`."""

IDNO_RESERVED = frozenset({"URI", "docnumber", "number", "section"})
"""Types of `idno` that say something else than the scheme of a number: such a scheme stands in `@subtype`."""

SERIES = "Press releases"
"""The title of the series that sections belong to."""

PROJECT = "A press release as releasekit keeps it. What types, kinds and words of rend mean, its schema releasekit.rng says."
"""What the header says of the encoding, for those who find the file without us."""

NO_KINDS = "Kinds of release"
"""What a taxonomy says in which no kind stands, which TEI does not let be empty."""

NO_SOURCE = "No source is stated."
"""What stands in `sourceDesc`, which TEI does not let be empty, where a release has no source."""

LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ms": "Malay", "mt": "Maltese", "nb": "Norwegian Bokmål", "nl": "Dutch", "nn": "Norwegian Nynorsk", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""English names of languages, for people who read a header; the tag is what counts."""


# ── pointers ────────────────────────────────────────────────────────────────────────────────────────────────────────

_SHAPE = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]+(?:/[^?#]*)?|/(?:[^/?#][^?#]*)?|[^/?#][^?#]*)"
    r"|//[^/?#]+(?:/[^?#]*)?|/(?:[^/?#][^?#]*)?|[^:/?#]+(?:/[^?#]*)?|(?=[?#]))(?:\?[^#]*)?(?:#[^#]*)?"
)
"""The parts of an IRI reference, in a text whose characters all may stand in one."""

_STRANGE = r"%(?![0-9A-Fa-f]{2})|[^%A-Za-z0-9._~!$&'()*+,;=@:/?#\-"
_NOT_IN_URI = re.compile(_STRANGE + "]")


@cache
def _not_in_iri() -> re.Pattern[str]:
    """Large sets of characters take long to compile, and few addresses have such characters."""
    return re.compile(_STRANGE + r"\xa1-\u167f\u1681-\u1fff\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdcf]")


def pointer(href: str) -> str:
    """The address in the shape that TEI's pointers have (an IRI reference, RFC 3987): itself where it has that shape.

    Where it has not, what cannot stand there is percent-encoded. The result does not say what the address was, so a
    writer puts that beside it: see `pointed`.
    """
    strange = _NOT_IN_URI if href.isascii() else _not_in_iri()
    escaped = strange.sub(lambda match: quote(match[0], safe=""), href)
    if _SHAPE.fullmatch(escaped):
        return escaped
    return quote(href, safe="") or "#"


def pointed(target: str, exact: str | None) -> str:
    """The address that a pointer stands for: the exact one beside it, if the two belong together."""
    return exact if exact is not None and pointer(exact) == target else target


def reference(ref: str) -> str:
    """An entity's id as a pointer into this document; an absolute URI is left as it is."""
    return ref if _ABSOLUTE.match(ref) else "#" + ref


def referred(target: str) -> str:
    """The entity's id, or the absolute URI, that a pointer leads to."""
    return target.removeprefix("#")


_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def is_uri(text: str) -> bool:
    """Whether the text is an absolute URI that a pointer can hold as it is."""
    return _ABSOLUTE.match(text) is not None and pointer(text) == text


# ── tokens ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_IN_TOKEN = re.compile("[!-$&-~]*")


@cache
def _not_in_token() -> re.Pattern[str]:
    return re.compile(
        "[^!-$&-~\xa1-\xac\xae-\u024f\u0400-\u0481\u048a-\u052f\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u0905-\u0939\u0e01-\u0e2e"
        "\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3]"
    )


def token(text: str) -> str:
    """Text as one word of a list of words (`teidata.word`): white space and what else may not stand there, encoded."""
    if _IN_TOKEN.fullmatch(text):
        return text
    return _not_in_token().sub(lambda match: quote(match[0], safe=""), text)


def untoken(text: str) -> str:
    """The text that a word stands for."""
    return unquote(text, errors="replace") if "%" in text else text


def pairs(attributes: Iterable[tuple[str, str]]) -> str:
    """Names and values as words: `lemma=be pos=V`."""
    return " ".join(f"{name}={token(value)}" for name, value in attributes)


def unpaired(rend: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The names and values in a list of words, and the words that are none."""
    named, rest = [], []
    for word in rend.split():
        name, sign, value = word.partition("=")
        if sign and _TOKEN.fullmatch(name):
            named.append((name, untoken(value)))
        else:
            rest.append(word)
    return named, rest


_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def is_token(text: str) -> bool:
    """Whether the model takes the text as a name."""
    return _TOKEN.fullmatch(text) is not None


def as_token(text: str) -> str:
    """The nearest name that the model takes."""
    if is_token(text):
        return text
    clean = re.sub(r"[^A-Za-z0-9_.-]+", "_", text)
    return clean if is_token(clean) else "_" + clean


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────

_MEDIA_TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "svg": "image/svg+xml",
    "webp": "image/webp", "tif": "image/tiff", "tiff": "image/tiff",
}  # fmt: skip


def media_type(src: str) -> str:
    """The media type that the suffix of a picture's address says (RFC 6838), or nothing."""
    return _MEDIA_TYPES.get(src.rpartition(".")[2].lower(), "")


# ── kinds of release ────────────────────────────────────────────────────────────────────────────────────────────────

KIND_PREFIX = "g."
GENRES = "genre"
"""The `xml:id` of the taxonomy of kinds; a category's is the prefix and the kind."""

_SQUEEZED = {kind.replace("-", ""): kind for kind in KINDS}


def kind_of(category: str) -> str:
    """The kind that the id of a category names: `g.press-release` and `g.pressrelease` are `press-release`."""
    name = category.removeprefix(KIND_PREFIX)
    return _SQUEEZED.get(name, name)


def kind_words(kind: str) -> str:
    """A kind spelled out: `Press release`."""
    return kind.replace("-", " ").replace("_", " ").strip().capitalize()


# ── direction ───────────────────────────────────────────────────────────────────────────────────────────────────────

_DIRECTION = re.compile(r"\s*direction\s*:\s*(ltr|rtl)\s*;?\s*")


def direction_in(style: str) -> str | None:
    """`ltr` or `rtl` where a style says that and nothing else, or None."""
    match = _DIRECTION.fullmatch(style)
    return match[1] if match else None
