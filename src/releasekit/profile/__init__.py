"""House rules: what a small TOML file teaches of a source's releases in, a `Profile` for the reader out.

- `pattern`: the pattern of document numbers, matched in linear time
- `toml`: the file, checked key by key

A profile never opens anything itself: the command line reads the file, and the profile reaches the reader in its `Context`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field

from releasekit.errors import FieldError
from releasekit.model import Issuer  # noqa: TC001  (attrs.resolve_types, as in the model)
from releasekit.model.nodes import check_lang, check_token
from releasekit.profile.pattern import Pattern  # noqa: TC001  (the same)
from releasekit.values import frozen

if TYPE_CHECKING:
    from attrs import Attribute


def _check_zone(_profile: Profile, _field: Attribute[str], value: str) -> None:
    if not value:
        return
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (LookupError, ValueError, OSError):
        raise FieldError(f"{value!r} is not a time zone: write its name in the IANA database, such as Europe/Berlin") from None


@frozen(kw_only=True)
class Match:
    """What tells a source's releases from others. All that is given must hold; of several values of one key, one is enough."""

    addresses: tuple[str, ...] = ()
    """How the address begins that the release states, or that one of its first lines links to."""
    files: tuple[str, ...] = ()
    """The name of the file, with `*` for any characters."""
    words: tuple[str, ...] = ()
    """Words that stand in one of its first lines."""
    number: bool = False
    """Whether one of its first lines is a number by the profile's pattern."""


@frozen(kw_only=True)
class Profile:
    """What is known of a source's releases before one is read. Every field has a default that means "nothing"."""

    name: str = field(default="", validator=check_token)
    """What `source.found` and messages call it."""
    match: tuple[Match, ...] = ()
    """Which releases it is for: one of these is enough. Without any it is for all."""
    lang: str = field(default="", validator=check_lang)
    """The language of all its releases."""
    kind: str = field(default="", validator=check_token)
    """The kind of a release whose words name none."""
    zone: str = field(default="", validator=_check_zone)
    """The time zone, by its name in the IANA database, of times that are printed without one."""
    issuers: tuple[tuple[str, Issuer], ...] = ()
    """Who issues a release whose words name nobody: by language, the first for all others."""
    drop: tuple[str, ...] = ()
    """Steps of a breadcrumb that are no section when they stand first."""
    separators: tuple[str, ...] = ()
    """What stands between the steps of its breadcrumb."""
    number: Pattern | None = None
    """What a line is that is its number."""
    scheme: str = field(default="", validator=check_token)
    """The scheme of its numbers."""
    residue: tuple[str, ...] = ()
    """Lines that belong to the page around a release, wherever they stand."""
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """More of the words by which fields and parts are known, by what they label."""

    @classmethod
    def from_toml(cls, text: str, name: str = "") -> Profile:
        """A profile as its file has it; `name` is what messages call the file. Raises `ReadError` with the line."""
        from releasekit.profile.toml import profile

        return profile(text, name)
