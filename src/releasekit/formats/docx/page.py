"""The page around the text: letterhead, running head, foot, what stands above and below the body; furniture in, parts out."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from releasekit.errors import WriteError
from releasekit.formats.docx import kinds
from releasekit.formats.docx.blocks import Around, page_width, text_paragraph
from releasekit.formats.docx.inlines import inlines
from releasekit.formats.docx.markup import (
    DECLARATION,
    NAMESPACES,
    PLAIN_LOOK,
    Look,
    Shape,
    field,
    paragraph,
    quoted,
    run,
    runs,
    twips,
)
from releasekit.formats.docx.pictures import PictureError, drawing
from releasekit.formats.docx.story import target
from releasekit.model import BulletList, inline_text
from releasekit.style.furniture import Furniture, address_line, attachment_title, contact_title
from releasekit.style.house import LOGO_HEIGHT
from releasekit.style.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from releasekit.formats.docx.story import Manuscript, Story
    from releasekit.model import Attachment, Contact
    from releasekit.style.house import House, Logo, Page

_WIDE = frozenset("WF")
"""Characters that take the room of two, by their East Asian width."""
_ISSUER = 0.4
"""The share of the running head that the issuer has at most, beside a headline."""
_BREAK = "<w:br/>"


def front(story: Story, found: Furniture, around: Around) -> None:
    """Write what stands above the body: banner, kicker, headline, subtitle, number and date, instruction, dateline."""
    release = story.manuscript.release
    measure = around.width / 20

    def line(style: str, words: str, place: str) -> None:
        if words:
            text_paragraph(style, runs(words, around.look), around, story)
            story.told(place)

    line("EmbargoBanner", found.banner, "/embargo")
    line("ReleaseKicker", found.kicker, "/kind")
    if release.headline:
        text_paragraph(
            story.manuscript.title, inlines(release.headline, around.look, story, "/headline", measure), around, story
        )
        story.told("/headline")
    if release.subtitle:
        text_paragraph("Subtitle", inlines(release.subtitle, around.look, story, "/subtitle", measure), around, story)
        story.told("/subtitle")
    line("ReleaseFacts", found.facts, "/released")
    line("ReleaseInstruction", found.instruction, "/instruction")
    line("Dateline", found.dateline, "/dateline")


def back(story: Story, found: Furniture, around: Around) -> None:
    """Write what stands below the body: contacts, attachments, end mark, rights."""
    release = story.manuscript.release
    if release.contacts:
        text_paragraph("ContactsHeading", runs(found.contacts_title, around.look), around, story)
        story.told("/contacts")
    for index, contact in enumerate(release.contacts):
        text_paragraph("Contact", contact_words(contact, around.look, story), around, story)
        story.told(f"/contacts/{index}")
    if release.attachments:
        text_paragraph("AttachmentsHeading", runs(found.attachments_title, around.look), around, story)
        story.told("/attachments")
        number = story.manuscript.numbering.add(BulletList(()), 0)
        for index, attachment in enumerate(release.attachments):
            text_paragraph("Attachment", _attachment(attachment, around.look, story), around, story, number=(0, number))
            story.told(f"/attachments/{index}")
    if release.end_mark:
        text_paragraph("EndMark", runs(release.end_mark, around.look), around, story)
        story.told("/end_mark")
    if found.rights:
        words = runs(found.rights, around.look)
        if release.rights and release.rights.href:
            words += runs(" ", around.look) + _linked(release.rights.href, release.rights.href, around.look, story)
        text_paragraph("Rights", words, around, story)
        story.told("/rights")


def contact_words(contact: Contact, look: Look, story: Story) -> str:
    """A contact: its title, then how to reach it, then when."""
    title = contact_title(contact)
    named = runs(contact.name, look._replace(style="ContactName")) + runs(title.removeprefix(contact.name), look)
    reach = [
        _linked(contact.email, f"mailto:{contact.email}", look, story) if contact.email else "",
        runs(contact.phone, look) if contact.phone else "",
        _linked(contact.url, _web(contact.url), look, story) if contact.url else "",
    ]
    between = runs("  ·  ", look)
    lines = [named if title else "", between.join(part for part in reach if part), runs(contact.hours, look)]
    return run(_BREAK, look).join(line for line in lines if line)


def _attachment(attachment: Attachment, look: Look, story: Story) -> str:
    words = _linked(attachment_title(attachment), attachment.href, look, story)
    return words + (runs(f"  {attachment.media_type}", look._replace(style="MediaType")) if attachment.media_type else "")


def _web(address: str) -> str:
    """The address of a web site, which people write without its scheme."""
    return address if ":" in address else f"https://{address}"


def _linked(words: str, href: str, look: Look, story: Story) -> str:
    """Words that lead to an address, if a click may lead there."""
    safe = target(href)
    if not safe:
        return runs(words, look)
    content = runs(words, look._replace(style="Hyperlink"))
    return f'<w:hyperlink r:id="{story.link(safe)}" w:history="1">{content}</w:hyperlink>'


# ── headers, footer, section ────────────────────────────────────────────────────────────────────────────────────────


def letterhead(story: Story, found: Furniture) -> str:
    """The header of the first page: the logo, who issues the release, from where, and the house's own lines."""
    manuscript = story.manuscript
    house = manuscript.house
    look, shape = manuscript.look, manuscript.shape
    addresses = [address_line(issuer) for issuer in manuscript.release.issuers if issuer.address]
    lines = [("Letterhead", found.issuer if house.issuer else "")]
    lines += [("LetterheadAddress", line) for line in (*addresses, *house.letterhead)]
    content = paragraph("LetterheadLogo", shown_logo(house.logo, story), shape) if house.logo else ""
    content += "".join(paragraph(style, runs(words, look), shape) for style, words in lines if words)
    return header(content or paragraph("Normal", "", shape))


def shown_logo(logo: Logo, story: Story) -> str:
    """The house's logo, as wide as it says. Raises `WriteError`."""
    manuscript = story.manuscript
    try:
        found, part = manuscript.held(logo.data)
    except PictureError as error:
        raise WriteError(f"the logo of the house style {manuscript.house.name!r} cannot be shown: it {error}") from None
    manuscript.drawings += 1
    scale = min(logo.width / found.width, LOGO_HEIGHT / found.height)
    size = (found.width * scale, found.height * scale)
    shown = drawing(story.part(kinds.IMAGE, part), manuscript.drawings, size, name="logo", alt=logo.alt, title="")
    return run(shown, PLAIN_LOOK)


def running_head(manuscript: Manuscript, found: Furniture, *, mirrored: bool = False) -> str:
    """The header of the other pages: issuer and headline, and again the banner."""
    return header(running_lines(manuscript, found, mirrored=mirrored))


def running_lines(manuscript: Manuscript, found: Furniture, headline: str = "", *, mirrored: bool = False) -> str:
    """The banner, and issuer and headline, or what stands for it, in one line."""
    look, shape = manuscript.look, manuscript.shape
    house = manuscript.house
    room = house.page.measure / house.small_size * 1.8
    headline = headline or inline_text(manuscript.release.headline).replace("\n", " ")
    issuer = shortened(found.issuer, room * _ISSUER if headline else room)
    headline = shortened(headline, room - _wide(issuer) - 4)
    words = sides(runs(issuer, look), runs(headline, look) if headline else "", mirrored=mirrored)
    banner = paragraph("RunningBanner", runs(found.banner, look), shape) if found.banner else ""
    return banner + paragraph("Header" if words else "Normal", words, shape)


def foot(manuscript: Manuscript, *, mirrored: bool = False) -> str:
    """The footer of all pages: page x of y, in the release's language, beside the line that the house has there."""
    return _foot(manuscript.house, manuscript.lang, rtl=manuscript.rtl, mirrored=mirrored)


@lru_cache(maxsize=64)
def _foot(house: House, lang: str, *, rtl: bool, mirrored: bool) -> str:
    look, shape = Look(rtl=rtl), Shape(bidi=True if rtl else None)
    pattern = word("page", lang, n="\x01", total="\x02")
    fields = {"\x01": field("PAGE", "1"), "\x02": field("NUMPAGES", "1")}
    parts = (fields.get(part) or (runs(part, look) if part else "") for part in re.split("([\x01\x02])", pattern))
    number = "".join(parts)
    words = sides(runs(house.footer, look), number, mirrored=mirrored) if house.footer or house.page.facing else number
    return footer(paragraph("Footer", words, shape))


def sides(inner: str, outer: str, *, mirrored: bool) -> str:
    """Runs at both sides of a line: the first page's inner side is where a line begins."""
    tab = run("<w:tab/>", PLAIN_LOOK)
    if mirrored:
        return outer + (tab + inner if inner else "")
    return inner + (tab + outer if outer else "")


def header(content: str) -> str:
    """The part of a header."""
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{content}</w:hdr>"


def footer(content: str) -> str:
    """The part of a footer."""
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{content}</w:ftr>"


def shortened(words: str, room: float) -> str:
    """Words that fit on one line with room for so many letters: what is too long ends in an ellipsis."""
    if _wide(words) <= room:
        return words
    ends = accumulate(map(_wide, words))
    kept = words[: sum(1 for _ in takewhile(lambda end: end <= room - 1, ends))]
    return kept.rsplit(" ", 1)[0].rstrip(" ,;:.·–—-") + "…"


def _wide(words: str) -> int:
    """For how many letters words need room."""
    return len(words) if words.isascii() else sum(2 if east_asian_width(char) in _WIDE else 1 for char in words)


def section(manuscript: Manuscript, headers: dict[str, str], footers: dict[str, str]) -> str:
    """The section's properties: page, margins, headers and footers by their relationship (17.6.17)."""
    direction = "<w:bidi/>" if manuscript.rtl else ""
    return f"<w:sectPr>{references(headers, footers)}{paper(manuscript.house.page)}<w:titlePg/>{direction}</w:sectPr>"


def references(headers: Mapping[str, str], footers: Mapping[str, str]) -> str:
    """What a section has of headers and footers."""
    return "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{relationship}"/>'
        for kind, found in (("header", headers), ("footer", footers))
        for which, relationship in found.items()
    )


def paper(page: Page) -> str:
    """The sheet and its margins."""
    margins = {side: twips(getattr(page, side)) for side in ("top", "right", "bottom", "left")}
    sides = " ".join(f'w:{side}="{length}"' for side, length in margins.items())
    return (
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/>'
        f'<w:pgMar {sides} w:header="{twips(page.header)}" w:footer="{twips(page.footer)}" w:gutter="0"/>'
    )


@lru_cache(maxsize=64)
def settings(*, notes: bool, lang: str, facing: bool, fields: bool = False) -> str:
    """The document's settings: how this Word sets it, and which footnotes are separators (17.15.1.78).

    With `fields`, Word computes all fields anew when it opens the document.
    """
    uri = "http://schemas.microsoft.com/office/word"
    modern = (
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    )
    compatible = "".join(f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>' for name, value in modern)
    updated = '<w:updateFields w:val="true"/>' if fields else ""
    separators = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if notes else ""
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{"<w:mirrorMargins/>" if facing else ""}'
        f'<w:defaultTabStop w:val="720"/>{"<w:evenAndOddHeaders/>" if facing else ""}'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{updated}{separators}<w:compat>{compatible}</w:compat>'
        + (f'<w:themeFontLang w:val="{quoted(lang)}"/>' if lang else "")
        + '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def text_around(story: Story) -> Around:
    """What surrounds the body: the page."""
    return Around(width=page_width(story), look=story.manuscript.look)
