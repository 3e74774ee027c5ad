"""What an editor would say of links and pictures: a release and its resources in, findings out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from releasekit.checks.finding import finding, quoted
from releasekit.format import no_resources
from releasekit.model import inline_text, walk
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.format import Note, Resources
    from releasekit.model import Release

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DANGEROUS = {"javascript", "vbscript", "data", "file"}
_HOSTED = {"http", "https", "ftp", "ftps", "sftp"}
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]")


def check_links(release: Release, resources: Resources) -> Iterator[Note]:
    """Findings on every address in a release, and on its pictures."""
    anchors = _anchors(release)
    for where, href, what in _addresses(release):
        yield from _address(href, what, where, anchors, resources)
    for where, node in walk(release):
        match node:
            case n.Link():
                words = inline_text(node.content).strip()
                pictured = any(isinstance(inner, n.Image) for _, inner in walk(node))
                if not (words or pictured):
                    yield finding("link-words", f"the link to {quoted(node.href)} has no words", where)
                yield from _address(node.href, f"the link {quoted(words)}" if words else "a link", where, anchors, resources)
            case n.Image():
                yield from _picture(node, where, resources)
            case _:
                pass


def _addresses(release: Release) -> Iterator[tuple[str, str, str]]:
    """The addresses that fields state: place, address, and what to call it."""
    for index, file in enumerate(release.attachments):
        yield f"/attachments/{index}/href", file.href, f"the attachment {quoted(file.title or file.href)}"
    for index, contact in enumerate(release.contacts):
        if contact.url:
            yield f"/contacts/{index}/url", contact.url, "the address of a contact"
    for index, translation in enumerate(release.translations):
        if translation.href:
            yield f"/translations/{index}/href", translation.href, f"the translation into {translation.lang}"
    for index, number in enumerate(release.numbers):
        if number.href:
            yield f"/numbers/{index}/href", number.href, f"the number {quoted(number.value)}"
    if release.rights and release.rights.href:
        yield "/rights/href", release.rights.href, "the address of the rights"


def _address(href: str, what: str, where: str, anchors: set[str], resources: Resources) -> Iterator[Note]:
    if href in {"", "#"}:
        yield finding("link-empty", f"{what} leads nowhere", where)
        return
    if "[[" in href:  # a placeholder, and reported as one
        return
    if _SPACE.search(href):
        yield finding("link-malformed", f"{what} leads to {quoted(href)}: an address has no spaces", where)
        return
    scheme = found.group(1).lower() if (found := _SCHEME.match(href)) else ""
    if scheme in _DANGEROUS:
        harm = "opens a file of the author's own machine" if scheme == "file" else "would run or carry hidden content"
        yield finding("link-scheme", f"{what} {harm}: {quoted(href)}", where)
    elif scheme or href.startswith("//"):
        if reason := _fault(scheme, href):
            yield finding("link-malformed", f"{what} leads to {quoted(href)}: {reason}", where)
    elif href.startswith("#"):
        if href != "#top" and unquote(href[1:]) not in anchors:
            yield finding("link-anchor", f"{what} leads to {quoted(href)}, and no heading is called that", where)
    elif href.startswith("/"):
        yield finding("link-relative", f"{what} leads to {quoted(href)} on some web site: give the whole address", where)
    elif resources is not no_resources and resources(_path(href)) is None:
        yield finding("link-file", f"{what} leads to {quoted(href)}, and there is no such file", where)


def _fault(scheme: str, href: str) -> str:
    """What is wrong with an address that has a scheme, or an empty string."""
    if scheme == "mailto":
        address = href.partition(":")[2].partition("?")[0]
        return "" if "@" in address.strip("@") or not address else "that is no e-mail address"
    if scheme not in _HOSTED and not href.startswith("//"):
        return ""
    try:
        parts = urlsplit(href)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        return str(error)
    if not host.strip("."):
        return "it names no site"
    return "the name of the site has an empty part" if ".." in host or host.startswith(".") else ""


def _path(href: str) -> str:
    """The path of a relative address, as a file has it."""
    return unquote(href.partition("#")[0].partition("?")[0])


def _picture(image: n.Image, where: str, resources: Resources) -> Iterator[Note]:
    name = quoted(image.src)
    scheme = found.group(1).lower() if (found := _SCHEME.match(image.src)) else ""
    if not image.src:
        yield finding("picture-missing", "a picture names no file", where)
    elif scheme in _HOSTED or image.src.startswith("//"):
        message = f"the picture {name} lies on the network, from where it is never fetched: keep it beside the release"
        yield finding("picture-remote", message, where)
    elif scheme or image.src.startswith(("/", "#", "?")):
        yield finding("picture-missing", f"the picture {name} is no file beside the release", where)
    elif resources is not no_resources and resources(_path(image.src)) is None:
        yield finding("picture-missing", f"the picture {name} is not there, or may not be read", where)
    if not image.alt:
        yield finding("picture-words", f"the picture {name} has no alternative text", where)


def _anchors(release: Release) -> set[str]:
    """What a link within the release may lead to: ids that are stated, and headings by the names that web pages give them."""
    found: set[str] = set()
    for _, node in walk(release):
        match node:
            case n.Heading(content=content):
                found |= _slugs(inline_text(content))
            case n.Span(attributes=attributes) | n.Division(attributes=attributes):
                found |= {value for name, value in attributes if name == "id"}
            case _:
                pass
    return found


def _slugs(words: str) -> set[str]:
    """A heading's name in an address, as GitHub and as pandoc make it, with and without its accents."""
    plain = re.sub(r"[^\w\s.-]", "", " ".join(words.lower().split()))
    names = {plain.replace(" ", "-"), plain.replace(" ", "-").replace(".", "")}
    names |= {re.sub(r"^[^a-z]+", "", name) for name in names}
    return names | {normalize("NFKD", name).encode("ascii", "ignore").decode() for name in names}
