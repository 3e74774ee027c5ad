"""What the model takes: a word from a document in, whether it may be a language or a name out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.errors import FieldError
from releasekit.model.nodes import check_lang, check_token

if TYPE_CHECKING:
    from collections.abc import Callable


def is_lang(tag: str) -> bool:
    """Whether a text is a language tag, and not empty."""
    return bool(tag) and _is_allowed(check_lang, tag)


def is_token(name: str) -> bool:
    """Whether a text may be the name of a kind or role, and is not empty."""
    return bool(name) and _is_allowed(check_token, name)


def _is_allowed(check: Callable[[Any, Any, str], None], text: str) -> bool:
    try:
        check(None, None, text)
    except FieldError:
        return False
    return True
