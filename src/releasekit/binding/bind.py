"""`pack`: files, folders, patterns, a manifest or releases in, a `Pack` and its document out; and packs as bytes, both ways."""

from __future__ import annotations

import os
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit import files, registry
from releasekit.binding.found import same_file
from releasekit.binding.gather import gather
from releasekit.binding.manifest import manifest
from releasekit.binding.plan import Item, Plan, Section
from releasekit.briefing import canonical
from releasekit.convert import LossWarning, house
from releasekit.errors import FieldError, FileError, FormatError, ReadError, WriteError
from releasekit.format import Format, PackContext, no_resources
from releasekit.garbage import uncollected
from releasekit.losses import dropped
from releasekit.model import Moment, Release
from releasekit.style.house import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.briefing import Choice, Pack

MANIFEST = ".toml"
"""The suffix of a manifest."""


def pack(
    inputs: str | os.PathLike[str] | Release | Iterable[str | os.PathLike[str] | Release],
    target: str | os.PathLike[str] | None = None,
    *,
    format: str | Format | None = None,
    choice: Choice | None = None,
    embargoed: bool = False,
    keep_going: bool = False,
    at: datetime | None = None,
    context: PackContext | None = None,
    **cover: Any,
) -> Pack:
    """Bind releases into a briefing pack, and write it to a target if there is one; without a format, its suffix decides.

    Inputs are files in any format, folders, patterns such as `week/*.md`, a manifest (`pack.toml`), and `Release` values.
    `cover` are fields of the pack (`title="…"`, `marking="…"`); they, and a choice, go before what a manifest says. `at` is
    the instant by which embargoes are judged, and now without one. Notes go to the context; without one, each loss is a
    `LossWarning`. Raises `EmbargoError` for a release under embargo unless `embargoed`, `ReadError` for one that cannot be
    read unless `keep_going`, and what `read` and `write` raise.
    """
    known = context or PackContext()
    wanted = format_of(format, os.fspath(target)) if target is not None else None
    made = bound(
        plan_of(inputs, known, choice, **cover), known, embargoed=embargoed, keep_going=keep_going, at=at,
        target=Path(target) if target is not None else None,
    )  # fmt: skip
    if wanted is not None and target is not None:
        data = write_pack(made, wanted, context=known)
        files.save(Path(target), data)
    if context is None:
        for note in known.losses:
            warnings.warn(str(note), LossWarning, stacklevel=2)
    return made


def plan_of(inputs: Any, context: PackContext, choice: Choice | None = None, **cover: Any) -> Plan:
    """The plan that inputs come to: that of a manifest, which stands alone, or one part with all of them. Raises `ReadError`."""
    given = [inputs] if isinstance(inputs, (str, os.PathLike, Release)) else [*inputs]
    manifests = [each for each in given if not isinstance(each, Release) and os.fspath(each).lower().endswith(MANIFEST)]
    if manifests and len(given) > 1:
        message = "a manifest stands alone: put the other inputs into it, under releases or include"
        raise ReadError(message, name=os.fspath(manifests[0]))
    if isinstance(cover.get("date"), str):
        cover["date"] = Moment(cover["date"])
    if manifests:
        path = Path(manifests[0])
        plan = manifest(path)
        context.name = context.name or str(path)
    else:
        items = tuple(
            Item(name="", release=each) if isinstance(each, Release) else Item(name=os.fspath(each)) for each in given
        )
        plan = Plan(sections=(Section(items=items),), base=Path())
    if choice is not None:
        cover["choice"] = choice
    return evolve(plan, **cover)


def bound(
    plan: Plan,
    context: PackContext,
    *,
    embargoed: bool = False,
    keep_going: bool = False,
    at: datetime | None = None,
    target: Path | None = None,
) -> Pack:
    """The pack of a plan, with the context that its writers want: the house style, and what stands beside the manifest."""
    if at is not None and at.tzinfo is None:
        raise FieldError("the instant by which embargoes are judged has no zone: write datetime.now(UTC)")
    if target is not None and plan.base is not None and any(same_file(plan.base / name, target) for name in _beside(plan)):
        raise FileError("this file belongs to the pack: name another file with -o", name=str(target))
    if context.resources is no_resources and plan.base is not None:
        context.resources = files.Folders(plan.base.absolute())
    context.duplex, context.say_blank = context.duplex or plan.duplex, context.say_blank or plan.say_blank
    if plan.style and context.house is None:
        context.house = house(plan.style if plan.style in SHIPPED else (plan.base or Path()) / plan.style)
    return gather(plan, context, at=at or datetime.now(UTC), embargoed=embargoed, keep_going=keep_going, target=target)


def _beside(plan: Plan) -> set[str]:
    """The files beside the manifest that the pack shows or binds."""
    attached = (each.href for section in plan.sections for item in section.items for each in item.enclosures)
    return {name for name in (plan.logo, plan.style, *attached) if name}


# ── packs as bytes ──────────────────────────────────────────────────────────────────────────────────────────────────


def write_pack(pack: Pack, format: str | Format, *, context: PackContext | None = None) -> bytes:
    """The pack as bytes of a format. Raises `WriteError`, `FormatError`."""
    wanted = registry.by_name(format) if isinstance(format, str) else format
    known = context or PackContext()
    if wanted.write_pack is None:
        raise _unwritten(wanted, "")
    try:
        made = canonical(pack)
        for at, entry in enumerate(made.entries):
            for note in dropped(entry.release, wanted):
                known.report(evolve(note, where=f"/entries/{at}{note.where}"))
        return wanted.write_pack(made, known)
    except FieldError as error:
        raise WriteError(str(error), name=known.name) from None
    except RecursionError:
        raise WriteError("nested too deeply to be written", name=known.name) from None


def read_pack(data: bytes, format: str | Format | None = None, *, context: PackContext | None = None) -> Pack:
    """The pack that bytes hold; without a format, the content decides. Raises `ReadError`, `FormatError`."""
    known = context or PackContext()
    wanted = registry.by_name(format) if isinstance(format, str) else format or registry.detect(data)
    if wanted.read_pack is None:
        readable = ", ".join(each.name for each in registry.formats() if each.read_pack)
        raise FormatError(f"no pack is read back from {wanted.title}: there are {readable}", name=known.name)
    try:
        with uncollected():
            return canonical(wanted.read_pack(data, known))
    except FieldError as error:
        raise ReadError(str(error), name=known.name) from None
    except RecursionError:
        raise ReadError("nested too deeply to be a pack of releases", name=known.name) from None


def format_of(format: str | Format | None, name: str) -> Format:
    """The format that a pack is written in, by its name or by that of the file. Raises `FormatError`."""
    wanted = registry.by_name(format) if isinstance(format, str) else format or registry.by_suffix(name)
    if wanted is None:
        raise FormatError("cannot tell the format from the suffix: name it with --to", name=name)
    if wanted.write_pack is None:
        raise _unwritten(wanted, name)
    return wanted


def _unwritten(format: Format, name: str) -> FormatError:
    writable = ", ".join(each.suffixes[0] for each in registry.formats() if each.write_pack)
    return FormatError(f"packs are not written as {format.title} yet: there are {writable}", name=name)
