"""Pages as sites make them, and what is read of them."""

from __future__ import annotations

import pytest

from releasekit import Context, model, reads


@pytest.fixture
def read():
    """Read a page: the release and the context with its notes."""

    def read(data, *, find=True):
        context = Context(name="in.html", find=find)
        release = reads(data if isinstance(data, bytes) else data.encode(), "html", context=context)
        assert model.normalise(release) == release
        return release, context

    return read


@pytest.fixture
def page():
    """A page with a body and a head."""

    def page(body, head="", attributes=""):
        return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>".encode()

    return page
