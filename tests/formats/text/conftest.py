"""What the tests of plain text share: text in, a release in canonical form out."""

from __future__ import annotations

import pytest

from releasekit import Context, reads


@pytest.fixture
def read_text():
    """A function from text to a release."""

    def read(text, context=None):
        return reads(text.encode(), "text", context=context or Context())

    return read
