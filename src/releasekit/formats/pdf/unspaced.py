"""Line ends in scripts without spaces between words: text and its language in, where a line may end out.

ICU does it by the Unicode line breaking algorithm (UAX #14) and, for Thai, Lao, Khmer and Burmese, by its dictionaries. It is
loaded when the first such text is set.
"""

from __future__ import annotations

import re
from bisect import bisect
from functools import cache

# Where ranges begin and where what is not in them begins, in turns: patterns of so many characters take long to compile.
_WITHOUT_SPACES = (
    "\u0e00\u10a0\u1100\u1200\u1780\u1800\u1950\u19e0\u1a20\u1aae\u2e80\ua4d0\ua960\ua980\uaa60\uaae0\uac00\ud800\uf900\ufb00\ufe30\ufe50"
    "\uff00\ufff0\U00020000\U00040000"
)
_SQUARE = "\u2e80\u3130\u31a0\ua000\uf900\ufb00\ufe30\ufe50\uff01\uff61\U00020000\U00040000"

OPENING = "「『（【〈《〔［｛"
CLOSING = "、。，．」』）】〉》〕］｝"
"""Signs of which half the square is blank."""

_HANGUL = "[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]"
_COUNTED = "[0-9０-９][年月日時时点點分秒号號人名円元億亿万萬千百回次度％]"
"""A number with what it counts, which a line end parts only where it must."""

_PARTED = 60.0


def is_unspaced(text: str) -> bool:
    """Whether a text has a character of such a script, or of Korean, which stands among Chinese characters."""
    return any(bisect(_WITHOUT_SPACES, char) % 2 for char in text)


def is_square(char: str) -> bool:
    """Whether a character fills a square, beside which a line may be stretched."""
    return bool(bisect(_SQUARE, char) % 2)


def meet(text: str, at: int) -> bool:
    """Whether a closing sign stands before an opening one at a place: it leaves out its blank half, on a line or at its end."""
    return 0 < at < len(text) and text[at - 1] in CLOSING and text[at] in OPENING


def ends(text: str, lang: str) -> list[tuple[int, float]]:
    """The places where a line may end within a text without spaces, and what that costs.

    Korean is parted at its spaces alone, as books and newspapers do it: its syllables count as letters.
    """
    from icu4py.breakers import LineBreaker

    found = LineBreaker(re.sub(_HANGUL, "a", text), _locale(lang)).segments()
    counted = {match.start() + 1 for match in re.finditer(_COUNTED, text)}
    return [(end, _PARTED if end in counted else 0.0) for _, end in found if end < len(text)]


@cache
def _locale(lang: str) -> str:
    """The name of a locale with strict rules for what may not begin a line, such as small kana (kinsoku)."""
    language = lang.split("-", 1)[0].lower()
    return f"{language if language in {'ja', 'zh', 'ko'} else 'und'}-u-lb-strict"
