"""What all tests share: Hypothesis' profiles, the samples, plug-ins forgotten; all TEI, Word and PDF that they write is judged."""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import shutil
import socket
import subprocess
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from lxml import etree

from releasekit import Context, ReadError, reads, registry, writes
from releasekit.formats.docx import writer as word_writer
from releasekit.formats.docx.pack import writer as word_pack_writer
from releasekit.formats.pdf import writer as pdf_writer
from releasekit.formats.pdf.choice import FALLBACKS, SCRIPTS
from releasekit.formats.pdf.fonts import face
from releasekit.formats.pdf.pack import writer as page_pack_writer
from releasekit.formats.tei import corpus, writer
from releasekit.formats.tei.schema import problems

LONG = os.environ.get("RELEASEKIT_LONG") == "1"
settings.register_profile(
    "releasekit", deadline=None, derandomize=not LONG, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("releasekit")


class Listener:
    """A server on this machine: its address, and how often somebody has connected."""

    def __init__(self, server):
        self.address = f"http://127.0.0.1:{server.getsockname()[1]}"
        self.asked = 0
        self.ended = threading.Event()

    def listen(self, server):
        while not self.ended.is_set():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            self.asked += 1
            connection.close()


@pytest.fixture
def listener():
    """Hears whoever fetches something from its address, as long as the test runs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        found = Listener(server)
        thread = threading.Thread(target=found.listen, args=(server,))
        thread.start()
        yield found
        found.ended.set()
        thread.join()


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


@pytest.fixture(scope="session")
def covered() -> frozenset[int]:
    """The characters that the shipped fonts have."""
    families = {"Source Serif 4", *FALLBACKS, *(family for _, family in SCRIPTS.values())}
    return frozenset().union(*(face(family).covers for family in families))


@pytest.fixture(scope="session")
def rewritten():
    """The same release with its native form changed as text; of keys that become the same, each later one has more x behind it."""

    def _rewritten(release, change):
        text = change(writes(release, "json", context=Context()).decode())
        return reads(json.dumps(json.loads(text, object_pairs_hook=_keys_apart)), "json", context=Context())

    return _rewritten


def _keys_apart(pairs):
    kept = {}
    for first, value in pairs:
        key = first
        while key in kept:
            key += "x"
        kept[key] = value
    return kept


@pytest.fixture(scope="session")
def printable(covered, rewritten):
    """The same release with an x for every character that no font has."""

    def _change(text):
        kept = (char if (ord(char) < 127 or ord(char) in covered) and char not in "\x80\x85" else "x" for char in text)
        return "".join(kept).replace("zh-Hant", "de")

    return lambda release: rewritten(release, _change)


@pytest.fixture
def small_heap():
    """For tests that measure time: Python's collector does not look through what the tests before have left."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


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


# ── every TEI file that is written in a run is valid ────────────────────────────────────────────────────────────────────

SPILL = 16 << 20
"""How many bytes of TEI are held before they go to the disk."""
BATCH = 5000
"""How many files one run of jing gets."""


class Judge:
    """Every different TEI document that is written while the tests run, and what the judges say of it in the end.

    Documents are kept in memory during a test, which may have bent the disk, and go to files between tests.
    """

    suffix = "xml"
    room = "written-tei"
    """The folder of what is judged in this run."""

    def __init__(self, folder: Path = Path()) -> None:
        self.folder = folder
        self.count = 0
        self.report: list[str] = []
        self.failed = False
        self._known: set[bytes] = set()
        self._held: dict[str, bytes] = {}
        self._size = 0

    def keep(self, data: bytes) -> None:
        digest = hashlib.blake2b(data, digest_size=16)
        if digest.digest() not in self._known:
            self._known.add(digest.digest())
            self._held[f"{digest.hexdigest()}.{self.suffix}"] = data
            self._size += len(data)
            self.count += 1

    def spill(self, *, least: int = 0) -> None:
        if self._size > least:
            for name, data in self._held.items():
                (self.folder / name).write_bytes(data)
            self._held.clear()
            self._size = 0

    def gather(self, folder: Path) -> None:
        """What the command line wrote in a process of its own: a test that breaks a file on purpose calls it otherwise."""
        for path in (*folder.rglob("*.tei.xml"), *folder.rglob("*.tei")):
            if path.is_file() and b"<name>releasekit</name>" in (data := path.read_bytes()):
                self.keep(data)

    def judge(self) -> None:
        """Both judges over all files, and what they say."""
        files = sorted(self.folder.iterdir())
        start = time.perf_counter()
        bad = ours(files)
        said = f"{len(files)} different TEI documents were written: judged by our schema in {time.perf_counter() - start:.1f} s"
        start = time.perf_counter()
        if (command := jing_command()) is None:
            said += ", not by jing: it is not here (Java, and tools/jing run once)"
        else:
            bad += jing(files, command)
            said += f", by jing (tei_all) in {time.perf_counter() - start:.1f} s"
        self.report = [said, *bad[:20]]
        self.failed = bool(bad)


def ours(files: list[Path]) -> list[str]:
    out = []
    for path in files:
        try:
            out += [f"{path}:{each.line}: {each.message} (our schema)" for each in problems(path.read_bytes(), Context())[:3]]
        except ReadError as error:
            out.append(f"{path}: {error}")
    return out


def jing_command() -> tuple[str, ...] | None:
    """The command that judges TEI; a test fetches nothing, so the jar and the schema must be here."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "releasekit-jing"
    jar, schema = cache / "jing.jar", cache / "tei_all.rng"
    if shutil.which("java") is None or not (jar.is_file() and schema.is_file()):
        return None
    return ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", str(jar), str(schema))


def jing(files: list[Path], command: tuple[str, ...]) -> list[str]:
    out: list[str] = []
    for start in range(0, len(files), BATCH):
        names = [path.name for path in files[start : start + BATCH]]
        done = subprocess.run([*command, *names], cwd=files[0].parent, capture_output=True, text=True, check=False)
        out += [line if len(line) < 400 else line[:399] + "…" for line in done.stdout.splitlines()]
        if done.returncode and not done.stdout:
            out.append(f"jing failed: {done.stderr.strip()[:500]}")
    return out


@pytest.fixture(scope="session")
def jing_tei() -> tuple[str, ...]:
    """The command that judges TEI by tei_all; its last word is the schema."""
    command = jing_command()
    return command or pytest.skip("jing is not here: it needs Java, and tools/jing run once")


# ── and so is every Word document ───────────────────────────────────────────────────────────────────────────────────────

FIRST, THEN, LARGE = 200, 16, 100_000
"""In an ordinary run so many different documents are judged, one in so many of those that are written later, and none that
has more bytes than this: what is that large says the same again and again. A long run judges all."""


class WordJudge(Judge):
    """Every different Word document that is written while the tests run, and what Microsoft's rules say of it in the end.

    The rules are those of the Open XML SDK, as openxml-audit has them: each part against its schema, and what the schema
    cannot say (relationships, ids, references from part to part).
    """

    suffix = "docx"
    room = "written-word"

    def keep(self, data: bytes) -> None:
        is_picked = self.count < FIRST or hashlib.blake2b(data, digest_size=2).digest()[0] % THEN == 0
        if LONG or (is_picked and len(data) < LARGE):
            super().keep(data)

    def gather(self, folder: Path) -> None:
        """What the command line wrote; folders of judges hold what tests broke on purpose."""
        for path in folder.rglob("*.docx"):
            if "judged" not in str(path.parent) and path.is_file() and is_ours(data := path.read_bytes()):
                self.keep(data)

    def judge(self) -> None:
        files = sorted(self.folder.iterdir())
        start = time.perf_counter()
        validate = word_validator()
        bad = [f"{path}: {error}" for path in files for error in validate(path).errors[:3]]
        said = f"{len(files)} different Word documents were judged by the rules of the Open XML SDK"
        self.report = [f"{said} in {time.perf_counter() - start:.1f} s", *bad[:20]]
        self.failed = bool(bad)


def is_ours(data: bytes) -> bool:
    """Whether a file is a Word document as we wrote it."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return "docProps/app.xml" in file.namelist() and b"<Application>releasekit<" in file.read("docProps/app.xml")


def word_validator():
    """The judge of Word documents; a part that relates to no other is looked at once, however many documents have it."""
    from openxml_audit import OpenXmlValidator
    from openxml_audit.validator import create_word_semantic_validator

    validator = OpenXmlValidator(max_errors=100)
    remember(validator._schema_validator, set())
    good: set[bytes] = set()

    def validate(path):
        # It knows what other parts hold by the `id` of the package, and another package may get the same.
        validator._semantic_validator_word = create_word_semantic_validator()
        remember(validator._semantic_validator_word, good)
        return validator.validate(path)

    return validate


def remember(inner, good: set[bytes]) -> None:
    judged = inner.validate_part

    def validate_part(part, context):
        content = b"" if part.xml is None else etree.tostring(part.xml)
        key = hashlib.blake2b(part.uri.encode() + content).digest()
        if key in good and not [*part._package.get_part_relationships(part.uri)]:
            return context.errors
        before = len(context.errors)
        found = judged(part, context)
        if len(context.errors) == before:
            good.add(key)
        return found

    inner.validate_part = validate_part


@pytest.fixture
def new_judge(tmp_path_factory) -> Judge:
    """A judge of TEI that knows of no file yet."""
    return Judge(tmp_path_factory.mktemp("judged"))


@pytest.fixture
def new_word_judge(tmp_path_factory) -> WordJudge:
    """A judge of Word documents that knows of no file yet."""
    return WordJudge(tmp_path_factory.mktemp("judged-word"))


@pytest.fixture
def session_judge() -> Judge:
    """The judge of the TEI of this run."""
    return judge


# ── and the PDF files keep the standards that they claim ────────────────────────────────────────────────────────────────

LARGEST = 16 << 20 if LONG else 300_000
"""The most bytes of a PDF file that is judged: the judge is slow."""
FLAVOURS = "ua1,3a"
PAGE_BATCH = 200
"""How many files one run of veraPDF gets; two run side by side."""


class PageJudge(Judge):
    """Every different PDF file that is written while the tests run, and what veraPDF says of it in the end."""

    suffix = "pdf"
    room = "judged-here"

    def keep(self, data: bytes) -> None:
        if len(data) <= LARGEST:
            super().keep(data)

    def gather(self, folder: Path) -> None:
        """What the command line wrote; folders of judges hold what tests broke on purpose."""
        for path in folder.rglob("*.pdf"):
            if (
                path.is_file()
                and not path.parent.name.startswith("judged")
                and b"<pdf:Producer>releasekit<" in (data := path.read_bytes())
            ):
                self.keep(data)

    def judge(self) -> None:
        files = sorted(self.folder.iterdir())
        said = f"{len(files)} different PDF files were written"
        start = time.perf_counter()
        if (command := verapdf_command()) is None:
            self.report = [f"{said}, not judged by veraPDF: it is not here (Java, and tools/verapdf run once)"]
            return
        batches = [files[start : start + PAGE_BATCH] for start in range(0, len(files), PAGE_BATCH)]
        with ThreadPoolExecutor(2) as both:
            bad = [error for found in both.map(verapdf, batches, [command] * len(batches)) for error in found]
        self.report = [f"{said} and judged by veraPDF (PDF/UA-1, PDF/A-3a) in {time.perf_counter() - start:.1f} s", *bad[:20]]
        self.failed = bool(bad)


def verapdf_command() -> tuple[str, ...] | None:
    """The command that judges PDF; a test fetches nothing, so the jar must be here, or a veraPDF that somebody installed."""
    jar = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "releasekit-verapdf" / "verapdf.jar"
    if shutil.which("java") and jar.is_file():
        program = Path(__file__).parents[1] / "tools" / "VeraPdf.java"
        return ("java", "-XX:+UseSerialGC", "-cp", str(jar), str(program), FLAVOURS)
    return ("verapdf",) if shutil.which("verapdf") else None


def verapdf(files: list[Path], command: tuple[str, ...]) -> list[str]:
    """What is wrong with files."""
    if command == ("verapdf",):
        return [line for flavour in FLAVOURS.split(",") for line in installed_verapdf(files, flavour)]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    try:
        results = json.loads(done.stdout)
    except ValueError:
        return [f"veraPDF failed: {done.stderr.strip()[:500]}"]
    return [
        f"{result['file']}: {result['flavour']}: {error[:300]}"
        for result in results
        if not result.get("compliant")
        for error in (result.get("errors") or [result.get("error", "not compliant")])
    ]


def installed_verapdf(files: list[Path], flavour: str) -> list[str]:
    """The same of the program as its makers distribute it: a line for each file that begins with PASS or not."""
    done = subprocess.run(
        ["verapdf", "--flavour", flavour, "--format", "text", *files], capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    bad = [f"{flavour}: {line}" for line in lines if not line.startswith("PASS")]
    if len(lines) < len(files) and not bad:
        bad.append(f"veraPDF failed: {done.stderr.strip()[:500]}")
    return bad


@pytest.fixture
def new_page_judge(tmp_path_factory) -> PageJudge:
    """A judge that knows of no file yet."""
    return PageJudge(tmp_path_factory.mktemp("judged-pages"))


@pytest.fixture
def session_page_judge() -> PageJudge:
    """The judge of this run."""
    return page_judge


@pytest.fixture(scope="session")
def verapdf_here() -> tuple[str, ...]:
    """The command that judges PDF."""
    command = verapdf_command()
    return command or pytest.skip("veraPDF is not here: it needs Java, and tools/verapdf run once")


judge, word_judge, page_judge = Judge(), WordJudge(), PageJudge()
JUDGES = {"TEI": judge, "Word": word_judge, "PDF": page_judge}


def record(module, judge) -> None:
    """Have a judge keep all that a module writes."""
    written = module.write

    def write(thing, context):
        data = written(thing, context)
        judge.keep(data)
        return data

    module.write = write


record(writer, judge)
record(corpus, judge)
record(word_writer, word_judge)
record(word_pack_writer, word_judge)
record(pdf_writer, page_judge)
record(page_pack_writer, page_judge)


def pytest_sessionstart(session):
    """Each judge has a folder; where tests run side by side, all their processes put what they write into the same one."""
    given = getattr(session.config, "workerinput", {}).get("judged")
    for name, each in JUDGES.items():
        each.folder = Path(given[name]) if given else session.config._tmp_path_factory.mktemp(each.room)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """A process that runs some of the tests is told where they are judged."""
    node.workerinput["judged"] = {name: str(each.folder) for name, each in JUDGES.items()}


def pytest_runtest_logfinish():
    for each in JUDGES.values():
        each.spill(least=SPILL)


def pytest_sessionfinish(session):
    """The process that was called judges what all of them have left."""
    is_one_of_several = hasattr(session.config, "workerinput")
    for each in JUDGES.values():
        if not is_one_of_several:
            each.gather(session.config._tmp_path_factory.getbasetemp())
        each.spill()
        if not is_one_of_several and any(each.folder.iterdir()):
            each.judge()
            if each.failed:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    for name, each in JUDGES.items():
        if each.report:
            terminalreporter.section(name, red=each.failed)
            for line in each.report:
                terminalreporter.write_line(line)
