"""The CommonMark specification, for whoever needs its examples."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile

import pytest

PACKAGE = "commonmark-spec@0.31.2"


@pytest.fixture(scope="session")
def examples(pytestconfig):
    """The Markdown of the 652 examples, from the package that npm has of them."""
    folder = pytestconfig.cache.mkdir("commonmark")
    spec = folder / "spec.txt"
    if not spec.exists():
        if shutil.which("npm") is None:
            pytest.skip("npm is not installed: the CommonMark specification cannot be fetched")
        done = subprocess.run(["npm", "pack", PACKAGE], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        packed = next(folder.glob("*.tgz"), None)
        if done.returncode or packed is None:
            pytest.skip("the CommonMark specification cannot be fetched: there is no network")
        with tarfile.open(packed) as archive:
            member = archive.extractfile("package/spec.txt")
            assert member is not None
            spec.write_bytes(member.read())
    found = re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", spec.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [example.replace("→", "\t") for example in found]
