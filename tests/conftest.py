"""What all tests share: the profiles of Hypothesis, the samples that may stand beside the project, plug-ins forgotten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from releasekit import registry

LONG = os.environ.get("RELEASEKIT_LONG") == "1"
settings.register_profile(
    "releasekit", deadline=None, derandomize=not LONG, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("releasekit")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def samples(root: Path) -> Path:
    """Real releases, where they are present."""
    folder = root.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the real releases are not here: ../shared/samples")
    return folder


@pytest.fixture
def fresh_plugins():
    """Format packages are looked for anew, before and after."""
    registry.plugins.cache_clear()
    yield
    registry.plugins.cache_clear()


def pytest_addoption(parser):
    parser.addoption(
        "--accept", action="store_true", help="rewrite the golden files with what is written today; then read them"
    )
