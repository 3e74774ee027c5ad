"""Line ends in scripts without spaces between words: text and its language in, where a line may end out.

ICU does it by the Unicode line breaking algorithm (UAX #14) and, for Thai, Lao, Khmer and Burmese, by its dictionaries. It is
loaded when the first such text is set.
"""

from __future__ import annotations

import re
from functools import cache

NEEDED = re.compile(
    "[\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad\u2e80-\ua4cf\ua960-\ua97f\uaa60-\uaadf\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
"""A character of such a script, or of Korean, which stands among Chinese characters."""

SQUARE = re.compile("[\u2e80-\u30ff\u3100-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff]")
"""A character that fills a square, beside which a line may be stretched."""

OPENING = "「『（【〈《〔［｛"
CLOSING = "、。，．」』）】〉》〕］｝"
"""Signs of which half the square is blank."""

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_COUNTED = re.compile("[0-9０-９][年月日時时点點分秒号號人名円元億亿万萬千百回次度％]")
"""A number with what it counts, which a line end parts only where it must."""

_PARTED = 60.0


def meet(text: str, at: int) -> bool:
    """Whether a closing sign stands before an opening one at a place: it leaves out its blank half, on a line or at its end."""
    return 0 < at < len(text) and text[at - 1] in CLOSING and text[at] in OPENING


def ends(text: str, lang: str) -> list[tuple[int, float]]:
    """The places where a line may end within a text without spaces, and what that costs.

    Korean is parted at its spaces alone, as books and newspapers do it: its syllables count as letters.
    """
    from icu4py.breakers import LineBreaker

    found = LineBreaker(_HANGUL.sub("a", text), _locale(lang)).segments()
    counted = {match.start() + 1 for match in _COUNTED.finditer(text)}
    return [(end, _PARTED if end in counted else 0.0) for _, end in found if end < len(text)]


@cache
def _locale(lang: str) -> str:
    """The name of a locale with strict rules for what may not begin a line, such as small kana (kinsoku)."""
    language = lang.split("-", 1)[0].lower()
    return f"{language if language in {'ja', 'zh', 'ko'} else 'und'}-u-lb-strict"
