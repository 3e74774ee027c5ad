"""What stands around the text: the furniture of a release in, strips for its letterhead, its head and its end out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.errors import WriteError
from releasekit.formats.pdf.inlines import apart, linked
from releasekit.formats.pdf.pictures import PictureError
from releasekit.formats.pdf.prose import Link, Run
from releasekit.formats.pdf.strips import Bookmark, Fill, Shown, Stack, Strip, Words
from releasekit.formats.pdf.structure import FOOTER, HEADER
from releasekit.model.words import inline_text
from releasekit.style.furniture import address_line, attachment_title
from releasekit.style.house import LOGO_HEIGHT, tinted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.formats.pdf.flow import Flow, Place
    from releasekit.formats.pdf.looks import Align, Look, Style
    from releasekit.formats.pdf.structure import Artifact, Tag
    from releasekit.model import Contact
    from releasekit.style.furniture import Furniture

_LOOSE = " ,;:.\u00b7\u203a\u2013\u2014-"
"""What no shortened line ends with before its ellipsis."""

LAST_WORDS = 6
"""The most lines of a last paragraph that go with the contacts below it as one; of a longer one go the last two."""


def letterhead(flow: Flow, place: Place, lines: Furniture) -> Stack:
    """The logo, the issuers with their addresses and the house's own lines, over a rule."""
    looks, house = flow.looks, flow.looks.house
    stack = Stack()
    if house.logo:
        from releasekit.formats.pdf.raster import load

        try:
            picture = load(house.logo.data)
        except PictureError as error:
            raise WriteError(f"the logo of the house style {house.name!r} cannot be shown: {error}") from None
        scale = min(house.logo.width / picture.pixels[0], LOGO_HEIGHT / picture.pixels[1])
        width, height = picture.pixels[0] * scale, picture.pixels[1] * scale
        tag = place.tag.child("Figure", alt=house.logo.alt)
        stack.add([Strip(height, [Shown(picture, place.at_start(width), 0, width, height, tag)])], after=8)
    if lines.issuer and house.issuer:
        stack.add(_plain(flow, lines.issuer, looks.issuer, place, "P"), after=1)
    addresses = [address_line(issuer) for issuer in flow.release.issuers if issuer.address]
    for line in (*addresses, *house.letterhead):
        stack.add(_plain(flow, line, looks.address, place, "P"))
    if not stack.strips:
        return stack
    for strip in stack.strips:
        strip.keep = True
    stack.add([Strip(8, [Fill(place.left, 4, place.width, 0.8, house.accent)], keep=True)], 4, 16)
    return stack


def opening(flow: Flow, place: Place, lines: Furniture) -> Stack:
    """All that stands before the text: banner, kicker, headline, facts, instruction, dateline."""
    looks, release = flow.looks, flow.release
    stack = Stack()
    if lines.banner:
        banner(flow, place, lines.banner, stack)
    if lines.kicker:
        stack.add(_plain(flow, lines.kicker, looks.kicker, place, "P"), after=looks.kicker.after)
    title = flow.paragraph(release.headline, looks.title, place, place.tag.heading(flow.top))
    if title:
        title[0].bookmark = Bookmark(" ".join(inline_text(release.headline).split()), flow.top)
    stack.add(title, after=looks.title.after)
    subtitle = flow.paragraph(release.subtitle, looks.subtitle, place, place.tag.child("P"))
    stack.add(subtitle, after=looks.subtitle.after)
    if lines.facts:
        stack.add(_plain(flow, _facts(flow, place, lines.facts), looks.facts, place, "P"), 1, 4)
    if lines.kicker or title or subtitle or lines.facts:
        stack.strips[-1].keep = True
        stack.add([Strip(1, [Fill(place.left, 0, place.width, 0.5, looks.house.rule)], keep=True)], 6, 12)
    for text, style in ((lines.instruction, looks.instruction), (lines.dateline, looks.dateline)):
        if text:
            stack.add(_plain(flow, text, style, place, "P"), after=style.after)
    return stack


def _facts(flow: Flow, place: Place, text: str) -> str:
    """The facts, with the numbers kept from being turned round among words that run from right to left."""
    if place.rtl:
        for value in dict.fromkeys(number.value for number in flow.release.numbers):
            text = text.replace(value, apart(value)) if value else text
    return text


def close(flow: Flow, place: Place, lines: Furniture, stack: Stack) -> None:
    """Put all that stands after the text below it: contacts, end mark, attachments, rights."""
    looks, release = flow.looks, flow.release
    if release.contacts:
        for strip in _last_words(stack, looks.body.leading):  # they go with them, or the contacts would stand on a page alone
            strip.keep = True
        _contacts(flow, place, lines.contacts_title, release.contacts, stack)
    if release.end_mark:
        mark = looks.end_mark
        stack.add(_plain(flow, release.end_mark, mark, place, "P"), mark.before, mark.after)
    if release.attachments:
        _attachments(flow, place, lines.attachments_title, stack)
    if release.rights:
        href = release.rights.href if linked(release.rights.href) else ""
        if release.rights.href and not href:
            message = f"a page links only to web, e-mail and telephone addresses, not to {release.rights.href!r}"
            flow.context.advise("link-inactive", message, "/rights/href")
        tag = place.tag.child("P")
        for strip in stack.strips[-1:]:
            strip.keep = False
        stack.add([Strip(5, [Fill(place.left, 0, place.width, 0.5, looks.house.rule)], keep=True)], 12)
        text = [_run(lines.rights or release.rights.href, looks.facts.look, href, tag)]
        stack.add(flow.lines(text, looks.facts, place, tag))


def _last_words(stack: Stack, leading: float) -> Sequence[Strip]:
    """The lines of the last paragraph, if it is short, or the last of them."""
    lines = stack.strips[-LAST_WORDS:]
    starts = [index for index, line in enumerate(lines) if line.before]
    last = lines[starts[-1] :] if starts else lines[-1:]
    return last if all(line.height <= 2 * leading for line in last) else ()


def running_head(flow: Flow, place: Place, lines: Furniture, *, mirrored: bool = False, title: str = "") -> list[Strip]:
    """Issuer and headline, or a shorter title, over a rule, on one line; above it the banner.

    What is too long ends in an ellipsis.
    """
    style = flow.looks.running
    above = Strip(0.0)
    if lines.banner:
        alert = style.with_look(weight=flow.looks.house.head_weight, colour=flow.looks.house.alert)
        _shortened(flow, lines.banner, alert, place, above)
        above.height = style.leading
    title = title or " ".join(inline_text(flow.release.headline).split())
    half = place.width * (0.36 if title else 1.0)
    at_left = place.rtl == mirrored
    inner, outer = _sides(mirrored=mirrored)
    strip = Strip(style.leading + 5)
    used = 0.0
    if lines.issuer:
        narrow = place.between(place.left, place.left + half) if at_left else place.between(place.right - half, place.right)
        used = _shortened(flow, lines.issuer, style.but(align=inner), narrow, strip) + 14
    if title:
        width = place.width - used
        rest = place.between(place.right - width, place.right) if at_left else place.between(place.left, place.left + width)
        _shortened(flow, title, style.but(align=outer), rest, strip)
    strip.drawn.append(Fill(place.left, style.leading + 3, place.width, 0.5, flow.looks.house.rule))
    return [above, strip] if lines.banner else [strip]


def folio(flow: Flow, place: Place, text: str, *, mirrored: bool = False) -> list[Strip]:
    """The number of a page, at its foot, beside the line that the house has there."""
    running, line = flow.looks.running, flow.looks.house.footer
    if not line and not flow.looks.house.page.facing:
        style = running.but(align="center")
        return flow.lines([Run(text, style.look)], style, place, FOOTER)
    strip = Strip(running.leading)
    inner, outer = _sides(mirrored=mirrored)
    used = _shortened(flow, text, running.but(align=outer), place, strip, part=FOOTER) + 14
    starts = place.rtl != mirrored
    room = place.between(place.left + used, place.right) if starts else place.between(place.left, place.right - used)
    if line:
        _shortened(flow, line, running.but(align=inner), room, strip, part=FOOTER)
    return [strip]


def _sides(*, mirrored: bool) -> tuple[Align, Align]:
    """The inner and the outer side of a page, as where its lines start and end."""
    return ("end", "start") if mirrored else ("start", "end")


def _shortened(flow: Flow, text: str, style: Style, place: Place, strip: Strip, *, part: Artifact = HEADER) -> float:
    """Draw as much of a text as goes on one line; its width."""
    shown = text[:400]
    strips = flow.lines([Run(shown, style.look)], style, place, part)
    if len(strips) > 1 or shown != text:
        low, high = 0, len(shown)
        while low < high:
            middle = (low + high + 1) // 2
            candidate = shown[:middle].rstrip(_LOOSE) + "\u2026"
            if len(flow.lines([Run(candidate, style.look)], style, place, part)) == 1:
                low = middle
            else:
                high = middle - 1
        cut = shown[:low]
        if " " in cut[-16:] and low < len(shown) and shown[low] != " ":  # end between words where one is near
            cut = cut[: cut.rindex(" ")]
        strips = flow.lines([Run(cut.rstrip(_LOOSE) + "\u2026", style.look)], style, place, part)
    width = 0.0
    for drawn in strips[0].drawn if strips else []:
        strip.drawn.append(drawn)
        if isinstance(drawn, Words) and drawn.line.items:
            width = max(item.x + item.width for item in drawn.line.items) - min(item.x for item in drawn.line.items)
    return width


def _plain(flow: Flow, text: str, style: Style, place: Place, role: str) -> list[Strip]:
    return flow.lines([Run(text, style.look)], style, place, place.tag.child(role))


def _section(flow: Flow, title: str, place: Place) -> list[Strip]:
    """The title of a part that the release has no heading for."""
    style = flow.looks.section
    return flow.lines([Run(title, style.look)], style, place, place.tag.heading(1))


def banner(flow: Flow, place: Place, text: str, stack: Stack) -> None:
    """The words that must not be overlooked: framed, on a ground of their own, or in a bar."""
    looks, house = flow.looks, flow.looks.house
    strips = _plain(flow, text, looks.banner, place.inset(12, 12), "P")
    strips.insert(0, Strip(6, keep=True))
    strips.append(Strip(6, keep=True))
    left, width, line = place.left, place.width, 0.9
    for strip in strips:
        strip.keep = True
        if house.banner == "outline":
            edges = [
                Fill(left, 0, line, strip.height, house.alert),
                Fill(left + width - line, 0, line, strip.height, house.alert),
            ]
            strip.drawn[:0] = edges
        else:
            ground = house.alert if house.banner == "solid" else tinted(house.alert)
            strip.drawn.insert(0, Fill(left, 0, width, strip.height, ground))
        if house.banner == "tint":
            strip.drawn.insert(1, Fill(place.at_start(4), 0, 4, strip.height, house.alert))
    if house.banner == "outline":
        strips[0].drawn.append(Fill(left, 0, width, line, house.alert))
        strips[-1].drawn.append(Fill(left, strips[-1].height - line, width, line, house.alert))
    stack.add(strips, 0, 18)


def _contacts(flow: Flow, place: Place, title: str, contacts: Sequence[Contact], stack: Stack) -> None:
    """Contacts below a rule and a title."""
    looks = flow.looks
    stack.add([Strip(8, [Fill(place.left, 0, place.width, 0.5, looks.house.rule)], keep=True, parting=True)], 12)
    place = place.within(place.tag.child("Sect"))
    stack.add(_section(flow, title, place), 0, looks.section.after)
    cards(flow, place, contacts, stack)


def cards(flow: Flow, place: Place, contacts: Sequence[Contact], stack: Stack) -> None:
    """Contacts, two side by side where there are several."""
    gutter = 18.0
    columns = 2 if len(contacts) > 1 else 1
    width = (place.width - gutter * (columns - 1)) / columns
    for first in range(0, len(contacts), columns):
        row = []
        for offset, contact in enumerate(contacts[first : first + columns]):
            start = offset * (width + gutter)
            left = place.right - start - width if place.rtl else place.left + start
            row.append(_card(flow, place.between(left, left + width), contact))
        height = sum(strip.height for strip in max(row, key=lambda card: sum(strip.height for strip in card), default=[]))
        if height > flow.height * 0.8:
            for card in row:
                stack.add(card, 0, 8)
        elif height:
            together = Strip(height)
            for card in row:
                y = 0.0
                for strip in card:
                    for drawn in strip.drawn:
                        if isinstance(drawn, Words):
                            together.drawn.append(Words(drawn.line, drawn.x, drawn.base + y, drawn.tag))
                    y += strip.height
            stack.add([together], 0, 9)


def _card(flow: Flow, place: Place, contact: Contact) -> list[Strip]:
    looks = flow.looks
    strips: list[Strip] = []
    for index, (text, href) in enumerate(_contact_lines(contact)):
        style = looks.contact_name if index == 0 and contact.name else looks.contact
        tag = place.tag.child("P")
        look = style.look.but(colour=looks.house.accent) if href else style.look
        shown = text
        if place.rtl:
            shown = apart(text) if href or text == contact.phone else text
        elif not text.isascii():  # a name or hours in a language that runs the other way
            shown = f"\u2068{text}\u2069"
        strips += flow.lines([_run(shown, look, href, tag)], style, place, tag)
    return strips


def _contact_lines(contact: Contact) -> list[tuple[str, str]]:
    """What is known of a contact, each with the address that it leads to."""
    phone = "".join(char for char in contact.phone if char in "+0123456789")
    lines = [
        (contact.name, ""),
        (contact.role, ""),
        (contact.organisation, ""),
        (contact.email, f"mailto:{contact.email}"),
        (contact.phone, f"tel:{phone}" if len(phone) > 4 else ""),
        (contact.url, contact.url if "://" in contact.url else f"https://{contact.url}"),
        (contact.hours, ""),
    ]
    return [(text, href if linked(href) else "") for text, href in lines if text]


def _attachments(flow: Flow, place: Place, title: str, stack: Stack) -> None:
    looks = flow.looks
    place = place.within(place.tag.child("Sect"))
    stack.add(_section(flow, title, place), 8, looks.section.after)
    for attachment in flow.release.attachments:
        name = attachment_title(attachment)
        href = attachment.href if linked(attachment.href) else ""
        tag = place.tag.child("P")
        plain = looks.contact.look
        text = [_run(name, plain.but(colour=looks.house.accent) if href else plain, href, tag)]
        if name != attachment.href:
            text += [Run(" ", plain.but(tracking=700)), _run(apart(attachment.href), looks.facts.look, href, tag)]
        stack.add(flow.lines(text, looks.contact, place, tag), 0, 2)
    stack.after = 8


def _run(text: str, look: Look, href: str, tag: Tag) -> Run:
    """Text in a block, which leads to an address if there is one."""
    if not href:
        return Run(text, look)
    part = tag.inline("Link")
    return Run(text, look, part, Link(href, "", part))
