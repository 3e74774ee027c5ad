"""Lists over a template: its definitions and ours in, both with numbers of their own out (ECMA-376, 17.9)."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.formats.docx.xml import W, value, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.docx.template.styles import Sheet

_BULLET_STYLE = "list bullet"


class Lists(NamedTuple):
    """The lists of the new document."""

    root: Any
    offset: int
    """What is added to the numbers of our lists."""


def merged(template: Any, ours: Any, sheet: Sheet) -> Lists:
    """The template's lists, and ours after them; where its List Bullet has a bullet of its own, ours have that one."""
    if template is None:
        for level in ours.iter(f"{W}lvl"):
            _fitted(level, sheet, [])
        return Lists(ours, 0)
    offset = _highest(template.iterfind(f"{W}num"), "numId")
    before = _highest(template.iterfind(f"{W}abstractNum"), "abstractNumId", -1) + 1
    bullet = _bullet(template, sheet)
    first, last = template.find(f"{W}num"), template.find(f"{W}numIdMacAtCleanup")
    for definition in [*ours.iterfind(f"{W}abstractNum")]:
        new = deepcopy(definition)
        new.set(f"{W}abstractNumId", str(int(new.get(f"{W}abstractNumId")) + before))
        for level in new.iterfind(f"{W}lvl"):
            _fitted(level, sheet, bullet)
        _put(new, template, last if first is None else first)
    for number in [*ours.iterfind(f"{W}num")]:
        new = deepcopy(number)
        new.set(f"{W}numId", str(int(new.get(f"{W}numId")) + offset))
        definition = new.find(f"{W}abstractNumId")
        definition.set(f"{W}val", str(int(definition.get(f"{W}val")) + before))
        _put(new, template, last)
    return Lists(template, offset)


def _put(new: Any, root: Any, behind: Any) -> None:
    if behind is None:
        root.append(new)
    else:
        behind.addprevious(new)


def _highest(elements: Iterable[Any], name: str, otherwise: int = 0) -> int:
    """The highest number that elements have."""
    return max((whole(element.get(W + name, "")) for element in elements), default=otherwise)


def _bullet(template: Any, sheet: Sheet) -> list[Any]:
    """The levels of the template's own List Bullet, if it has bullets."""
    styles = {
        style.get(f"{W}styleId"): style
        for style in sheet.root.iterfind(f"{W}style")
        if style.get(f"{W}styleId") in sheet.own and value(style, "name").lower() == _BULLET_STYLE
    }
    number = next((value(style, "pPr/numPr/numId") for style in styles.values()), "")
    definition = next(
        (value(num, "abstractNumId") for num in template.iterfind(f"{W}num") if number and num.get(f"{W}numId") == number), ""
    )
    for each in template.iterfind(f"{W}abstractNum"):
        if definition and each.get(f"{W}abstractNumId") == definition:
            return [level for level in each.iterfind(f"{W}lvl") if value(level, "numFmt") == "bullet"]
    return []


def _fitted(level: Any, sheet: Sheet, bullet: list[Any]) -> None:
    """A level of ours: without a style that counts otherwise, and with the template's bullet."""
    style = level.find(f"{W}pStyle")
    if style is not None:
        id = sheet.ids.get(style.get(f"{W}val"), style.get(f"{W}val"))
        if id in sheet.own:
            level.remove(style)
        else:
            style.set(f"{W}val", id)
    depth = int(level.get(f"{W}ilvl", "0"))
    if value(level, "numFmt") != "bullet" or not bullet:
        return
    theirs = next((each for each in bullet if each.get(f"{W}ilvl") == str(depth)), bullet[0])
    if theirs.find(f"{W}lvlPicBulletId") is not None or not value(theirs, "lvlText"):
        return
    level.find(f"{W}lvlText").set(f"{W}val", value(theirs, "lvlText"))
    level.remove(level.find(f"{W}rPr"))
    if (look := theirs.find(f"{W}rPr")) is not None:
        level.append(deepcopy(look))
