"""The project's frame: what its files say of each other, what an import loads, what a conversion touches."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import releasekit
from releasekit.formats import pandoc
from releasekit.registry import BUILTINS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "releasekit"
WRITTEN = [*ROOT.glob("*.md"), *ROOT.glob("benchmarks/*.md"), *ROOT.glob("examples/README.md"), *ROOT.glob("docs/**/*.md")]


def python(code: str, *args: str, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *args], env=os.environ | variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_module_is_over_400_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCE.rglob("*.py")
        if (lines := len(path.read_text().split("\n"))) > 401
    }
    assert not long


def test_every_module_opens_with_a_sentence():
    silent = [str(path.relative_to(ROOT)) for path in SOURCE.rglob("*.py") if not path.read_text().startswith('"""')]
    assert not silent


def test_every_folder_of_a_format_has_its_format_in_the_registry():
    folders = {path.parent.name for path in SOURCE.glob("formats/*/__init__.py")}
    assert {"markdown", "tei", "docx", "pdf", "native", "text", "pandoc"} <= folders
    registered = {format for format in BUILTINS if format not in pandoc.FORMATS}
    assert len(registered) == len(folders - {"pandoc"})
    assert set(pandoc.FORMATS) <= set(BUILTINS)


def test_no_two_formats_claim_a_name_or_a_suffix():
    names = [name for format in BUILTINS for name in (format.name, *format.aliases)]
    suffixes = [suffix for format in BUILTINS for suffix in format.suffixes]
    assert sorted(set(names)) == sorted(names)
    assert sorted(set(suffixes)) == sorted(suffixes)
    assert [suffix for suffix in suffixes if not re.fullmatch(r"(\.[a-z0-9]+)+", suffix)] == []


def test_the_changelog_knows_this_version():
    heads = re.findall(r"^## \[(.+?)\](.*)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert heads[0] == ("Unreleased", "")
    assert all(re.fullmatch(r" - \d{4}-\d\d-\d\d", date) for _, date in heads[1:])
    released = [version for version, _ in heads[1:]]
    if released:
        assert releasekit.__version__ == released[0]
    else:
        assert f"Towards {releasekit.__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_licence_is_the_one_that_is_declared():
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_links_to_is_there(page):
    without_code = re.sub(r"^(```+).*?^\1$|`[^`\n]*`", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", without_code)
    missing = [
        link
        for link in links
        if ":" not in link and not link.startswith("#") and not (page.parent / link.split("#")[0]).exists()
    ]
    assert not missing


def test_every_example_is_described():
    described = (ROOT / "examples" / "README.md").read_text()
    examples = [
        path.name for path in (ROOT / "examples").iterdir() if path.suffix in {".md", ".txt"} and path.name != "README.md"
    ]
    assert len(examples) >= 4
    assert not [name for name in examples if name not in described]


def test_the_readme_has_the_two_commands_that_ci_runs_as_they_stand():
    blocks = re.findall(r"^```bash\n(.*?)^```$", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert [block.count("\n") for block in blocks] == [1, 1]
    main_job, tests = blocks
    assert all(block.startswith("python3 -m venv .venv && .venv/bin/pip install --quiet ") for block in blocks)
    example = re.search(r"releasekit convert (\S+) -o out/", main_job)
    assert example is not None
    assert (ROOT / example[1]).is_file()
    assert tests.rstrip().endswith("&& .venv/bin/python -m pytest --quiet -n auto --dist loadfile")
    ci = (ROOT / ".ci" / "run").read_text()
    assert "command_of '.venv/bin/releasekit convert'" in ci
    assert "command_of '-m pytest'" in ci


# ── imports ──────────────────────────────────────────────────────────────────────────────────────────────────────────

BACK_ENDS = {
    "PIL", "ahocorasick_rs", "babel", "bidi", "docx", "fontTools", "hypothesis", "importlib.metadata", "lxml", "markdown_it",
    "pikepdf", "pypandoc", "pyphen",
    "reportlab", "resiliparse", "shtab", "subprocess", "uharfbuzz", "yaml", "zipfile",
}  # fmt: skip
LOADED = "import sys\nbefore = set(sys.modules)\n{}\nprint('\\n'.join(set(sys.modules) - before))"


@pytest.mark.parametrize("module", ["releasekit", "releasekit.registry", "releasekit.cli"])
def test_an_import_loads_no_back_end(module):
    loaded = set(python(LOADED.format(f"import {module}")).split())
    assert module in loaded
    assert loaded & BACK_ENDS == set()


@pytest.mark.parametrize(
    ("arguments", "strangers"),
    [
        (["--version"], BACK_ENDS),
        (["convert", "release.md", "-o", "out.tei.xml"], BACK_ENDS - {"yaml", "lxml"}),
        (["convert", "release.md", "-o", "out.json"], BACK_ENDS - {"yaml"}),
        (["show", "release.json"], BACK_ENDS - {"zipfile"}),  # importlib.resources brings it
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(arguments, strangers, tmp_path):
    release = releasekit.read(ROOT / "benchmarks" / "release.md")
    releasekit.write(release, tmp_path / "release.md")
    releasekit.write(release, tmp_path / "release.json")
    run = f"import os\nos.chdir({str(tmp_path)!r})\nfrom releasekit.cli import main\nassert main({arguments!r}) == 0"
    loaded = set(python(LOADED.format(run)).split())
    assert loaded & strangers == set()


# ── what a conversion touches ────────────────────────────────────────────────────────────────────────────────────────

OWN = [format.name for format in BUILTINS if format not in pandoc.FORMATS and format.name != "html"]
"""The formats that are written by our own code; pandoc, which writes HTML too, is another program, and its tests see to its sandbox."""

TOUCHES = """
import json, os, sys, sysconfig
import releasekit
from releasekit import Context, registry, reads, writes

source = open(sys.argv[1], "rb").read()
roots = tuple(map(os.path.realpath, {sys.prefix, sys.base_prefix, os.path.dirname(releasekit.__file__), *sysconfig.get_paths().values()}))
active, touched = False, []

def importing():
    frame = sys._getframe(2)
    while frame and "importlib._bootstrap" not in frame.f_code.co_filename:
        frame = frame.f_back
    return frame is not None

def hook(event, args):
    if not active or event.split(".")[0] not in {"open", "os", "socket", "subprocess", "tempfile", "shutil", "glob", "urllib", "pty"}:
        return
    path = args[0] if args else None
    if isinstance(path, (str, bytes)) and event in {"open", "os.listdir", "os.scandir"}:
        if os.path.realpath(os.fsdecode(path)).startswith(roots) and (event != "open" or args[1] in {"r", "rb", None}):
            return
    if not importing():  # what a library looks for as it is loaded is its own affair
        touched.append(f"{event} {path!r}")

sys.addaudithook(hook)
active = True
release = reads(source, "md", context=Context())
for name in sys.argv[2:]:
    data = writes(release, name, context=Context())
    if registry.by_name(name).read:
        reads(data, name, context=Context())
active = False
print(json.dumps(touched))
"""


def test_the_hook_of_the_next_test_sees_what_is_touched(tmp_path):
    spy = TOUCHES.replace("for name in sys.argv[2:]:", f"open({str(tmp_path / 'x')!r}, 'w').close()\nfor name in sys.argv[2:]:")
    assert json.loads(python(spy, str(ROOT / "benchmarks" / "release.md"))) != []


@pytest.mark.parametrize("name", OWN)
def test_reading_and_writing_a_format_touches_no_disk_no_network_and_no_program(name):
    assert json.loads(python(TOUCHES, str(ROOT / "benchmarks" / "release.md"), name)) == []


BYTES = """
import hashlib, json, sys, time
clock = float(sys.argv[2])
time.time = lambda: clock
time.time_ns = lambda: int(clock * 1e9)
from releasekit import Context, reads, writes
release = reads(open(sys.argv[1], "rb").read(), "md", context=Context())
print(json.dumps({name: hashlib.sha256(writes(release, name, context=Context())).hexdigest() for name in sys.argv[3:]}))
"""


def test_the_same_release_gives_the_same_bytes_whatever_the_machine_is_set_to():
    source = str(ROOT / "benchmarks" / "release.md")
    one = python(BYTES, source, "1000000000", *OWN, PYTHONHASHSEED="1", TZ="Asia/Kolkata", LC_ALL="C.UTF-8")
    other = python(
        BYTES, source, "1900000000", *OWN, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C", SOURCE_DATE_EPOCH="1"
    )
    assert json.loads(one).keys() == set(OWN)
    assert json.loads(one) == json.loads(other)
