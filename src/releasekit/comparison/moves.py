"""What only changed its place: what one release has and the other has not in, differences out."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from releasekit.comparison.difference import Difference, Side
from releasekit.comparison.texts import text_of
from releasekit.comparison.tree import Loose
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from releasekit.comparison.tree import Comparison

_TELLING = 4  # how many words make a part known again in another list, quote or division; in its own, one does
_LONG = 6  # how many words it must have to be known again though it was changed,
_ALIKE = 0.7  # and how many of them must be the same
_ALL = 4096  # the most comparisons that are made to find such

_BLOCKS = (
    n.Paragraph, n.Heading, n.BulletList, n.OrderedList, n.BlockQuote, n.Table, n.Figure, n.Speech, n.Division, n.CodeBlock,
    n.RawBlock, n.Item, n.Row, n.Note, n.Image, str,
)  # fmt: skip
_NEVER = (n.LineBreak, n.RawInline, n.ThematicBreak, n.Cell)


def settled(comparison: Comparison) -> Iterator[Difference]:
    """The differences that were found; what went from one place and came to another as one that moved."""
    loose = [item for item in comparison.found if isinstance(item, Loose) and not isinstance(item.member, _NEVER)]
    sources = _equal(comparison, loose)
    sources |= _alike(comparison, [item for item in loose if id(item) not in sources])
    moved = {id(source) for source, _ in sources.values()}
    for item in [*comparison.found]:
        if isinstance(item, Difference):
            yield item
        elif id(item) in sources and not item.gone:
            yield from _moved(comparison, sources[id(item)][0], item)
        elif id(item) not in moved:
            yield item.difference()


def _equal(comparison: Comparison, loose: list[Loose]) -> dict[int, tuple[Loose, Loose]]:
    """What went and came as it was: each that went and each that came with both of them."""
    gone: dict[Hashable, deque[Loose]] = {}
    for item in loose:
        if item.gone:
            gone.setdefault((item.what, comparison.keys.of(item.member)), deque()).append(item)
    found = {}
    for item in loose:
        known = None if item.gone else gone.get((item.what, comparison.keys.of(item.member)))
        if known and _is_told(comparison, known[0], item):
            source = known.popleft()
            found[id(source)] = found[id(item)] = (source, item)
    return found


def _is_told(comparison: Comparison, source: Loose, target: Loose) -> bool:
    """Whether two equal parts are surely the same one."""
    if not isinstance(target.member, _BLOCKS) and target.what:
        return True
    words = len(comparison.likeness.features(target.member))
    return words >= _TELLING or (words > 0 and source.within == target.where.rsplit("/", 1)[0])


def _alike(comparison: Comparison, loose: list[Loose]) -> dict[int, tuple[Loose, Loose]]:
    """What went and came a little changed."""
    long = [item for item in loose if isinstance(item.member, _BLOCKS) and _length(comparison, item.member) >= _LONG]
    gone, come = [item for item in long if item.gone], [item for item in long if not item.gone]
    if len(gone) * len(come) > _ALL:
        return {}
    found: dict[int, tuple[Loose, Loose]] = {}
    for item in come:
        choice = [source for source in gone if id(source) not in found and type(source.member) is type(item.member)]
        likeness = {id(source): comparison.likeness.of(source.member, item.member) for source in choice}
        best = max(choice, key=lambda source: likeness[id(source)], default=None)
        if best and likeness[id(best)] >= _ALIKE:
            found[id(best)] = found[id(item)] = (best, item)
    return found


def _length(comparison: Comparison, member: Any) -> int:
    return len(comparison.likeness.features(member))


def _moved(comparison: Comparison, source: Loose, target: Loose) -> Iterator[Difference]:
    """A part that moved, and what was changed in it."""
    before, after = Side(source.where, text_of(source.member)), Side(target.where, text_of(target.member))
    yield Difference("moved", target.what, before, after)
    if comparison.keys.of(source.member) != comparison.keys.of(target.member):
        known = len(comparison.found)
        comparison.members(source.member, target.member, source.where, target.where)
        for item in comparison.found[known:]:
            yield item if isinstance(item, Difference) else item.difference()
