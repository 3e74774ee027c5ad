"""The documentation, run: every block of Python and every console session of the README and of docs/ does what it says.

A block with a title (`title="pyproject.toml"`) is a file, put into the page's own folder. A block of Python runs there, with
the names of the blocks before it; a `text` block right after it is what it prints. A `console` block is a session of bash:
its `$` lines are run, the lines below are what they print. Parts between `made from the code` and `until here` are what the
code says of itself. `pytest --accept` writes what was printed, and those parts, back into the pages.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import define
from lxml import etree

import releasekit
from releasekit import briefing, checks, losses
from releasekit.binding import KEYS as KEYS_OF_MANIFEST
from releasekit.briefing import SCHEMES
from releasekit.cli import formats, matrix
from releasekit.formats import pandoc
from releasekit.formats.docx.template.fields import FIELDS as FIELDS_OF_TEMPLATE
from releasekit.formats.tei.schema import schema
from releasekit.profile.toml import KEYS as KEYS_OF_PROFILE
from releasekit.registry import BUILTINS, by_name
from releasekit.style.toml import KEYS as KEYS_OF_STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "releasekit"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^(`{3,})(\w*)(?: +title=\"([^\"]+)\")?[^\n`]*\n(.*?)^\1`*$", re.MULTILINE | re.DOTALL)
MADE = re.compile(r"(<!-- made from the code: (\w+) -->\n)(.*?)(<!-- until here -->)", re.DOTALL)


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture
def accept(request) -> bool:
    return bool(request.config.getoption("--accept"))


# ── running ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@define
class Block:
    kind: str
    title: str | None
    text: str
    start: int
    end: int
    line: int


def blocks_of(text: str) -> list[Block]:
    return [
        Block(found[2], found[3], found[4], found.start(4), found.end(4), text.count("\n", 0, found.start()) + 1)
        for found in FENCE.finditer(text)
    ]


@define
class Page:
    """A page that is being run, in a folder of its own."""

    folder: Path
    names: dict[str, object]
    printed: str | None = None
    """What the block before printed, if it was Python."""

    def run(self, block: Block) -> str:
        """What the block should say: its own text, where running it gave that."""
        printed, self.printed = self.printed, None
        if block.title:
            target = self.folder / block.title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text)
            if target.name == "pyproject.toml":
                install(tomllib.loads(block.text), self.folder)
        elif block.kind == "python":
            self.printed = self.python(block)
        elif block.kind == "text" and printed is not None:
            return printed
        elif block.kind == "console":
            return self.console(block)
        return block.text

    def python(self, block: Block) -> str:
        out = io.StringIO()
        code = compile("\n" * block.line + block.text, "<page>", "exec")
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out):
            exec(code, self.names)  # noqa: S102  (that is what a page's code is for)
        return out.getvalue()

    def console(self, block: Block) -> str:
        lines = block.text.splitlines()
        assert lines[0].startswith("$ "), f"line {block.line}: a console block starts with a command"
        return "".join(f"{line}\n{self.command(line[2:])}" for line in lines if line.startswith("$ "))

    def command(self, command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder, env=environment(self.folder), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stdout, done.stdout
        return done.stdout and done.stdout.rstrip("\n") + "\n"


def install(project: dict, folder: Path) -> None:
    """Make a package of the page importable with its entry points, as pip would."""
    name, version, points = (project["project"][key] for key in ("name", "version", "entry-points"))
    info = folder / "src" / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [
        f"[{group}]\n" + "".join(f"{name} = {target}\n" for name, target in all_.items()) for group, all_ in points.items()
    ]
    (info / "entry_points.txt").write_text("\n".join(lines))


def environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]),
        "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder), "TZ": "UTC",
        "LC_ALL": "C.UTF-8", "COLUMNS": "100", "NO_COLOR": "1",
    }  # fmt: skip


def with_code(pages: list[Path]) -> list[Path]:
    return [page for page in pages if any(block.kind in {"python", "console"} for block in blocks_of(page.read_text()))]


@pytest.mark.parametrize("page", with_code(PAGES), ids=named)
def test_the_code_of_a_page_does_what_the_page_says(page, tmp_path, accept):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    text = page.read_text()
    running = Page(tmp_path, {"__name__": "page"})
    new, done = "", 0
    for block in blocks_of(text):
        said = running.run(block)
        if not accept:
            assert said == block.text, f"{named(page)}:{block.line}"
        new += text[done : block.start] + said
        done = block.end
        if running.printed:
            after = text[block.end :].lstrip("`\n")
            assert after.startswith("text\n") or accept, f"{named(page)}:{block.line} prints, and no text block follows"
    if accept:
        page.write_text(new + text[done:])


def test_pages_hold_code_at_all():
    assert len(with_code(PAGES)) >= 5
    kinds = [block.kind for page in PAGES for block in blocks_of(page.read_text())]
    assert kinds.count("python") >= 5
    assert kinds.count("console") >= 10
    assert not [kind for kind in kinds if kind in {"", "py", "sh", "shell", "python3"}], (
        "a block without a known kind is not run"
    )


# ── made from the code ───────────────────────────────────────────────────────────────────────────────────────────────


def row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def code(*words: str) -> str:
    return ", ".join(f"`{word}`" for word in words)


def first_paragraph(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())


def table_of_formats(*, all: bool = False) -> str:
    """The registry: for the README the formats that are our own, and the four that people ask of pandoc most."""
    asked = {"html", "odt", "epub", "rtf"}
    shown = [format for format in BUILTINS if all or format not in pandoc.FORMATS or format.name in asked]
    yes = {True: "yes", False: "–"}
    out = row("Format", "Name", "Suffixes", "Read", "Write", "Lossless") + row(*["---"] * 3, *[":-:"] * 3)
    for format in shown:
        can = (format.read is not None, format.write is not None, format.lossless)
        out += row(
            format.title, code(format.name, *format.aliases), code(*format.suffixes) or "–", *(yes[each] for each in can)
        )
    rest = len(BUILTINS) - len(shown)
    return out + (f"\nAnd {rest} more that pandoc reads or writes: `releasekit formats` lists them all.\n" if rest else "")


def table_of_drops() -> str:
    """What the formats declare that they cannot carry; those that declare the same stand together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for format in BUILTINS:
        if format.write is not None:
            nothing = "nothing: it is lossless" if format.lossless else "nothing by itself: see its notes"
            dropped = (code(*sorted(format.drops)),) if format.drops else (nothing,)
            alike.setdefault(dropped, []).append(format.name)
    return row("Format", "Cannot carry") + row("---", "---") + "".join(row(code(*at), *what) for what, at in alike.items())


def matrix_of_losses() -> str:
    """What the formats that people ask for most keep of every field and node."""
    shown = [by_name(name) for name in formats.MAIN]
    signs = {kept: sign for kept, (sign, _, _) in matrix.MARKS.items()}
    out = row("", *(f"`{format.name}`" for format in shown)) + row("---", *[":-:"] * len(shown))
    for line in losses.matrix(shown):
        owner, _, detail = line.name.partition(".")
        label = f"{losses.called(owner)}: `{line.label}`" if detail else f"`{line.label}`"
        label = f"any part: `{line.label}`" if owner == matrix.ANY else label
        out += row(label, *(signs[kept] for kept in line.kept))
    return out + "\n" + ", ".join(f"{sign} {meaning}" for sign, _, meaning in matrix.MARKS.values()) + ".\n"


def tables_of_model() -> str:
    """The classes of the model with their fields, from its source."""
    out = f"The kinds of a release: {code(*releasekit.KINDS)}, or another.\n\n"
    out += f"Its stations: {code(*releasekit.STATUSES)}, or another.\n\n"
    for module in ("release", "nodes", "moment"):
        tree = ast.parse((SOURCE / "model" / f"{module}.py").read_text())
        for item in tree.body:
            if isinstance(item, ast.ClassDef) and item.name in releasekit.__all__:
                out += f"### {item.name}\n\n{first_paragraph(ast.get_docstring(item))}\n\n"
                out += table_of_fields(item) + table_of_methods(item)
    return out


def table_of_fields(item: ast.ClassDef) -> str:
    out = ""
    for at, line in enumerate(item.body):
        if isinstance(line, ast.AnnAssign):
            told = item.body[at + 1] if at + 1 < len(item.body) else None
            told = told.value.value if isinstance(told, ast.Expr) and isinstance(told.value, ast.Constant) else ""
            holds = f"`{ast.unparse(line.annotation)}`"
            out += row(f"`{ast.unparse(line.target)}`", holds, default_of(line.value), " ".join(told.split()))
    return out and row("Field", "Holds", "By default", "") + row("---", "---", "---", "---") + out + "\n"


def default_of(value: ast.expr | None) -> str:
    if isinstance(value, ast.Call):
        value = next((word.value for word in value.keywords if word.arg == "default"), None)
    return "" if value is None else f"`{ast.unparse(value)}`"


def list_of_api() -> str:
    """The public names that are not the model's, with their signatures and docstrings, from the source."""
    out = ""
    for module in (
        "convert",
        "binding/bind",
        "binding/unbind",
        "briefing/choice",
        "comparison/__init__",
        "comparison/difference",
        "format",
        "profile/__init__",
        "style/house",
        "transforms/annotate",
        "transforms/authority/__init__",
        "errors",
    ):
        tree = ast.parse((SOURCE / f"{module}.py").read_text())
        for item in tree.body:
            if isinstance(item, (ast.FunctionDef, ast.ClassDef)) and item.name in {
                *releasekit.__all__,
                "Match",
                "Logo",
                "Note",
                "Page",
                "Resources",
                "Run",
                "Side",
            }:
                public = getattr(releasekit, item.name, None)
                home = module.replace("/", ".").removesuffix(".__init__")
                out += f"### {item.name if getattr(public, '__module__', '') == f'releasekit.{home}' else f'{home}.{item.name}'}\n\n"
                if isinstance(item, ast.FunctionDef):
                    out += f"    {item.name}({ast.unparse(item.args)}) -> {ast.unparse(item.returns)}\n\n"
                out += (ast.get_docstring(item) or "") + "\n\n"
                out += table_of_fields(item) + table_of_methods(item) if isinstance(item, ast.ClassDef) else ""
    return out


def table_of_methods(item: ast.ClassDef) -> str:
    out = ""
    for method in item.body:
        if isinstance(method, ast.FunctionDef) and (not method.name.startswith("_") or method.name == "__call__"):
            named_ = ast.unparse(method.args).removeprefix("self").strip(", /")
            call = "" if method.decorator_list else f"({named_})"
            name = item.name.lower() if method.name == "__call__" else method.name
            out += row(f"`{name}{call}`", first_paragraph(ast.get_docstring(method)))
    return out and row("Method or property", "") + row("---", "---") + out + "\n"


def table_of_notes() -> str:
    """Every note that the code can report, from the calls that report it."""
    found: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        room = path.relative_to(SOURCE).with_suffix("").parts
        for function in ast.walk(ast.parse(path.read_text())):
            for code_, kind, message in notes_of(function) if isinstance(function, ast.FunctionDef) else ():
                rooms, messages = found.setdefault((code_, kind), (set(), set()))
                rooms.add(room[1] if room[0] == "formats" and len(room) > 2 else room[0])
                messages.add(message)
    out = row("Code", "Kind", "Said by", "In words") + row("---", "---", "---", "---")
    for (code_, kind), (rooms, messages) in sorted(found.items()):
        out += row(f"`{code_}`", kind, ", ".join(sorted(rooms)), max(sorted(messages), key=len))
    return out


KINDS = {"loss": "loss", "lost": "loss", "guess": "guess", "guessed": "guess", "advise": "advice", "Note": "loss",
         "report": "loss or advice"}  # fmt: skip
"""The functions that report a note, and its kind; those of TEI's parts hand on to the context."""


def notes_of(function: ast.FunctionDef) -> Iterator[tuple[str, str, str]]:
    """Code, kind and message of the notes that a function reports; a message may have been put into a variable before."""
    variables: dict[str, list[ast.Assign]] = {}
    for item in ast.walk(function):
        if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
            variables.setdefault(item.targets[0].id, []).append(item)
    for call in ast.walk(function):
        if not (isinstance(call, ast.Call) and len(call.args) >= 2 and isinstance(call.args[0], ast.Constant)):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in KINDS and re.fullmatch(r"[a-z]+(-[a-z]+)+", str(call.args[0].value)):
            message = call.args[1]
            if isinstance(message, ast.Name):
                before = [each for each in variables.get(message.id, []) if each.lineno < call.lineno]
                message = max(before, key=lambda each: each.lineno).value if before else message
            yield call.args[0].value, KINDS[name], message_of(message)


def test_no_note_is_reported_in_a_way_that_the_table_does_not_see():
    unseen = []
    for path in sorted(SOURCE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(call, ast.Call) and len(call.args) >= 2 and isinstance(call.args[0], ast.Constant)):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            coded = re.fullmatch(r"[a-z]+(-[a-z]+)+", str(call.args[0].value))
            if coded and " " in message_of(call.args[1]) and name not in {*KINDS, "finding"}:
                unseen.append(f"{path.relative_to(SOURCE)}:{call.lineno}: {name}")
    assert not unseen


def message_of(value: ast.expr) -> str:
    """A message, with an ellipsis for what the code puts in."""
    match value:
        case ast.JoinedStr():
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in value.values)
        case ast.Constant():
            return str(value.value)
        case ast.BinOp():
            return message_of(value.left) + message_of(value.right)
        case ast.IfExp():
            return message_of(value.body)
        case _:
            return "…"


def tables_of_keys(known: Mapping[str, Mapping[str, str]]) -> str:
    """The keys of a TOML file by their tables, from the module that reads it."""
    out = ""
    for table, keys in known.items():
        out += f"### `[{table}]`\n\n" if table else "### At the top\n\n"
        out += row("Key", "Holds") + row("---", "---") + "".join(row(f"`{key}`", told) for key, told in keys.items()) + "\n"
    return out


def list_of_findings() -> str:
    """Every finding of a check, from the docstring that lists them."""
    listed = (checks.__doc__ or "").split("\n\n", 2)[2]
    return re.sub(r"^([A-Z][a-z ]+)\n- ", r"### \1\n\n- ", listed, flags=re.MULTILINE)


RNG = "{http://relaxng.org/ns/structure/1.0}"


def told_by(node) -> str:
    return " ".join((node.findtext("{http://relaxng.org/ns/compatibility/annotations/1.0}documentation") or "").split())


def tables_of_tei() -> str:
    """The elements of our TEI by the parts of its schema, each with its attributes and what it is of a release."""
    grammar = etree.fromstring(schema())
    defines = {each.get("name"): each for each in grammar.iter(f"{RNG}define")}
    out, part = "", ""
    for top in grammar:
        if isinstance(top, etree._Comment):
            part = (top.text or "").strip()
        rows = ""
        for element in top.iter(f"{RNG}element"):
            names = [element.get("name")] if element.get("name") else [each.text for each in element[0]]
            around = [each.get("name") for each in element.iterancestors(f"{RNG}element")][:1]
            place = f"{around[0]}/" if around else ""
            rows += row(code(*(place + name for name in names)), "<br>".join(attributes_of(element, defines)), told_by(element))
        if rows and part:
            out += f"### {part.capitalize()}\n\n" + row("Element", "Attributes", "") + row("---", "---", "---")
            part = ""
        out += rows
        out = out if not rows or top.getnext() is None or isinstance(top.getnext(), etree._Element) else out + "\n"
    return re.sub(r"\|\n(?=###)", "|\n\n", out)


def attributes_of(node, defines: dict, *, optional: bool = False) -> Iterator[str]:
    """The attributes of an element, with their values where these are listed; not those of the elements in it."""
    for child in node:
        kind = str(child.tag).removeprefix(RNG)
        if kind == "attribute":
            values = [
                f'"{value.text}"' for value in child.iter(f"{RNG}value") if value.getparent().getparent().tag != f"{RNG}except"
            ]
            listed = f"={' or '.join(values)}" if values else ""
            yield f"`{child.get('name')}{'?' if optional else ''}{listed}`"
        elif kind == "ref":
            yield from attributes_of(defines[child.get("name")], defines, optional=optional)
        elif kind in {"optional", "group", "choice", "oneOrMore"}:
            yield from attributes_of(child, defines, optional=optional or kind in {"optional", "choice"})


def table_of_tei_values() -> str:
    """The kinds of value that the schema of our TEI names."""
    grammar = etree.fromstring(schema())
    out = row("Value", "") + row("---", "---")
    for each in grammar.iter(f"{RNG}define"):
        if (words := told_by(each)) and each.find(f".//{RNG}data") is not None and each.find(f".//{RNG}element") is None:
            out += row(f"`{each.get('name')}`", words) if each.find(f".//{RNG}attribute") is None else ""
    return out


def table_of_placeholders() -> str:
    """The names that a Word template may use."""
    out = row("Placeholder", "What stands there") + row("---", "---")
    out += row("`{{body}}`", "the text, and around it what has no place of its own")
    out += row("`{{body only}}`", "the text alone")
    return out + "".join(row(f"`{{{{{name.replace('_', ' ')}}}}}`", field.told) for name, field in FIELDS_OF_TEMPLATE.items())


def tables_of_manifest() -> str:
    """The keys of a manifest by their tables, from the module that reads it."""
    out = ""
    for table, keys in KEYS_OF_MANIFEST.items():
        name = {"choose": "[choose]", "part": "[[part]]", "release": "[[part.release]], [[release]]"}.get(table)
        out += f"### `{name}`\n\n" if name else "### At the top\n\n"
        out += row("Key", "Holds") + row("---", "---") + "".join(row(f"`{key}`", told) for key, told in keys.items()) + "\n"
    return out


def table_of_markings() -> str:
    """The schemes of markings that are known."""
    return row("Scheme", "Markings") + row("---", "---") + "".join(row(name, code(*steps)) for name, steps in SCHEMES.items())


def tables_of_pack() -> str:
    """The classes of a pack, and the functions that compute its lists, from their source."""
    out = ""
    for module in ("model", "listing", "names", "marking", "embargo", "collation"):
        for item in ast.parse((SOURCE / "briefing" / f"{module}.py").read_text()).body:
            if isinstance(item, (ast.FunctionDef, ast.ClassDef)) and item.name in briefing.__all__:
                out += f"### {item.name}\n\n"
                if isinstance(item, ast.FunctionDef):
                    out += f"    {item.name}({ast.unparse(item.args)}) -> {ast.unparse(item.returns)}\n\n"
                out += (ast.get_docstring(item) or "") + "\n\n"
                out += table_of_fields(item) + table_of_methods(item) if isinstance(item, ast.ClassDef) else ""
    return out


MAKERS = {
    "manifest_keys": tables_of_manifest,
    "markings": table_of_markings,
    "pack": tables_of_pack,
    "placeholders": table_of_placeholders,
    "tei": tables_of_tei,
    "tei_values": table_of_tei_values,
    "formats": table_of_formats,
    "every_format": partial(table_of_formats, all=True),
    "drops": table_of_drops,
    "losses": matrix_of_losses,
    "model": tables_of_model,
    "api": list_of_api,
    "notes": table_of_notes,
    "findings": list_of_findings,
    "profile_keys": partial(tables_of_keys, KEYS_OF_PROFILE),
    "style_keys": partial(tables_of_keys, KEYS_OF_STYLE),
}


@pytest.mark.parametrize("page", [page for page in PAGES if MADE.search(page.read_text())], ids=named)
def test_what_is_made_from_the_code_says_what_the_code_says(page, accept):
    text = page.read_text()
    new = MADE.sub(lambda found: found[1] + "\n" + MAKERS[found[2]]().rstrip() + "\n\n" + found[4], text)
    if accept:
        page.write_text(new)
    else:
        assert text == new, f"{named(page)} is not what the code says: make accept, and read the difference"


def test_everything_that_is_made_from_the_code_stands_on_a_page():
    assert {found[1] for page in PAGES for found in MADE.findall(page.read_text())} == set(MAKERS)


def test_every_public_name_stands_in_the_reference():
    reference = "".join(page.read_text() for page in PAGES if page.parent.name == "reference")
    missing = [name for name in releasekit.__all__ if not re.search(rf"\b{name}\b", reference)]
    assert not missing


def test_every_page_is_in_the_navigation_and_every_entry_is_a_page():
    def entries(nav):
        for entry in nav:
            (value,) = entry.values()
            yield from entries(value) if isinstance(value, list) else [value]

    nav = tomllib.loads((ROOT / "zensical.toml").read_text())["project"]["nav"]
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in PAGES if page.is_relative_to(ROOT / "docs")]
    assert sorted(entries(nav)) == sorted(pages)
