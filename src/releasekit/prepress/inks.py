"""Colours of a screen to inks: numbers and pictures in RGB and grey in, cyan, magenta, yellow and black out, by an ICC profile.

What is neutral is printed with black alone, as light as it looks; the darkest neutral colours are black in full, so that small
letters need no screen. All else goes by the profile: relative colorimetric, with black point compensation.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms

from releasekit.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_PROFILE = 16 * 1024 * 1024
"""The longest profile that is taken: those of presses have up to some three million bytes."""

MIDDLE, PALE = 0.5, 0.9
"""Below the one a colour is dark, above the other it is a tint of paper."""

NEUTRAL_DARK, NEUTRAL, NEUTRAL_PALE = 0.08, 0.05, 0.012
"""How far the numbers of a colour may lie apart that is printed as a grey: the paler it is, the sooner it is seen as a colour."""

SOLID = 25.0
"""Up to which lightness (L*, from 0 to 100) a neutral colour is black in full."""

WHAT_TO_DO = "name a CMYK profile of a press (class prtr) as your print shop gives it, such as PSOcoated_v3.icc"

Ink = tuple[float, float, float, float]


def checked(profile: bytes, name: str = "") -> bytes:
    """A profile if it is one of a press with four inks. Raises `WriteError`."""
    if len(profile) > MAX_PROFILE:
        raise WriteError(f"the profile is larger than {MAX_PROFILE >> 20} MB: {WHAT_TO_DO}", name=name)
    if len(profile) < 132 or profile[36:40] != b"acsp":
        raise WriteError(f"this is no ICC profile: {WHAT_TO_DO}", name=name)
    space, kind = (profile[start : start + 4].decode("latin-1").strip() for start in (16, 12))
    if space != "CMYK":
        raise WriteError(f"the profile is for {space} and not for four inks: {WHAT_TO_DO}", name=name)
    if kind != "prtr":
        raise WriteError(f"the profile is of the class {kind} and not one of a press: {WHAT_TO_DO}", name=name)
    if profile[8] not in {2, 4}:
        raise WriteError(f"the profile is of ICC version {profile[8]}, and PDF/X-4 knows 2 and 4: {WHAT_TO_DO}", name=name)
    return profile


class Inks:
    """What colours are on a press. `screen` is the profile of those that name none."""

    def __init__(self, press: bytes, screen: bytes, name: str = "") -> None:
        self.profile = checked(press, name)
        self._screen = screen
        self._colours: dict[tuple[bytes, tuple[float, ...]], Ink] = {}
        self._transforms: dict[tuple[bytes, str], Any] = {}
        self._ramps: dict[bytes, bytes] = {}
        self.unread: set[bytes] = set()
        """Profiles of pictures that could not be used."""
        try:
            self._press = ImageCms.ImageCmsProfile(io.BytesIO(press))
            self.called = " ".join((self._press.profile.profile_description or "").split()) or "a CMYK profile"
            self._lightness = self._of_black()
            self.colour((1.0, 0.0, 0.0))
        except (ImageCms.PyCMSError, OSError, ValueError):
            raise WriteError(f"the profile cannot turn colours into inks: {WHAT_TO_DO}", name=name) from None

    def colour(self, numbers: Sequence[float], profile: bytes = b"") -> Ink:
        """The inks of a colour in RGB."""
        key = (profile, tuple(numbers))
        known = self._colours.get(key)
        if known is None:
            known = self._colours[key] = self._mixed(key[1], profile)
        return known

    def _mixed(self, numbers: tuple[float, ...], profile: bytes) -> Ink:
        if neutral(numbers):
            return self.grey(0.299 * numbers[0] + 0.587 * numbers[1] + 0.114 * numbers[2])
        pixel = Image.new("RGB", (1, 1), tuple(_byte(number) for number in numbers))
        cyan, magenta, yellow, black = (round(value / 255, 4) for value in self.picture(pixel, profile).tobytes())
        return cyan, magenta, yellow, black

    def grey(self, value: float) -> Ink:
        """The ink of a grey: black alone."""
        return 0.0, 0.0, 0.0, round(self.ramp()[_byte(value)] / 255, 4) if _lightness(value) > SOLID else 1.0

    def ramp(self, profile: bytes = b"") -> bytes:
        """How much black each of 256 greys is, without the rule for the darkest: that of a picture has its own shades."""
        known = self._ramps.get(profile)
        if known is None:
            known = self._ramps[profile] = bytes(self._black(each) for each in self._lights(profile))
        return known

    def picture(self, image: Image.Image, profile: bytes = b"") -> Image.Image:
        """A picture in RGB or CMYK as inks."""
        made: Image.Image | None = ImageCms.applyTransform(image, self._transform(profile or self._screen, image.mode))
        if made is None:
            raise WriteError("a picture cannot be turned into inks")
        return made

    def _transform(self, profile: bytes, mode: str) -> Any:
        known = self._transforms.get((profile, mode))
        if known is None:
            known = self._transforms[profile, mode] = self._built(profile, mode)
        return known

    def _built(self, profile: bytes, mode: str) -> Any:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.buildTransform(
                source, self._press, mode, "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            instead = self.profile if mode == "CMYK" else self._screen
            if profile == instead:
                raise
            self.unread.add(profile)
            return self._transform(instead, mode)

    # ── black alone ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _of_black(self) -> list[float]:
        """The lightness of 256 amounts of black, from the most to none, as far as the darkest lets it range from 0 to 100."""
        inks = Image.frombytes("CMYK", (256, 1), bytes(part for amount in range(255, -1, -1) for part in (0, 0, 0, amount)))
        lab = ImageCms.createProfile("LAB")
        plain = ImageCms.buildTransform(self._press, lab, "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
        seen = ImageCms.applyTransform(inks, plain)
        found = [float(value) for value in seen.tobytes()[::3]] if seen else [0.0]
        low, high = found[0], max(found[-1], found[0] + 1)
        rising, top = [], 0.0
        for value in found:
            top = max(top, (value - low) / (high - low) * 100)
            rising.append(top)
        return rising

    def _black(self, lightness: float) -> int:
        """How much black is as light as that."""
        at = min(bisect_left(self._lightness, lightness), 255)
        if at and lightness - self._lightness[at - 1] < self._lightness[at] - lightness:
            at -= 1
        return 255 - at

    def _lights(self, profile: bytes) -> list[float]:
        """The lightness of 256 greys."""
        if profile:
            try:
                source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
                lab = ImageCms.createProfile("LAB")
                turn = ImageCms.buildTransform(source, lab, "L", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
                seen = ImageCms.applyTransform(Image.frombytes("L", (256, 1), bytes(range(256))), turn)
                if seen:
                    return [value / 2.55 for value in seen.tobytes()[::3]]
            except (ImageCms.PyCMSError, OSError, ValueError):
                self.unread.add(profile)
        return [_lightness(value / 255) for value in range(256)]


def neutral(numbers: Sequence[float]) -> bool:
    """Whether a colour in RGB is near enough to grey to be printed with black alone."""
    most = max(numbers)
    apart = most - min(numbers)
    return apart <= (NEUTRAL_DARK if most < MIDDLE else NEUTRAL if most <= PALE else NEUTRAL_PALE)


def _byte(value: float) -> int:
    return round(min(max(value, 0.0), 1.0) * 255)


def _lightness(value: float) -> float:
    """The lightness L* of a grey of sRGB (CIE 15, 8.2.1)."""
    value = min(max(value, 0.0), 1.0)
    light = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return light * 903.3 if light <= 0.008856 else 116 * light ** (1 / 3) - 16
