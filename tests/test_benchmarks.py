"""The benchmarks run; what they measure is for a person to look at."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def test_the_benchmark_of_word_runs(root):
    pytest.importorskip("mammoth")
    command = [sys.executable, root / "benchmarks" / "word.py", "--quick", "--rounds", "1", "--json"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert [row["what"] for row in report["rows"]][:3] == ["written", "read: ours, as written", "read: ours, edited"]
    assert all(row["ms"]["releasekit"] > 0 for row in report["rows"])


def test_the_benchmark_of_packs_runs(root):
    command = [sys.executable, root / "benchmarks" / "pack.py", "--releases", "2", "--runs", "1", "--json"]
    (pack,) = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["packs"]
    assert pack["pages"]["releasekit"] > pack["releases"]
    assert pack["pages"]["booklet"] == -(-pack["pages"]["releasekit"] // 4) * 2
    assert all(seconds > 0 for seconds in pack["cpu"].values())


def test_the_benchmark_of_pages_runs(root, tmp_path):
    command = [sys.executable, root / "benchmarks" / "pdf.py", "--pages", "1", "--runs", "1", "--chart", tmp_path / "pages.svg"]
    report = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout)
    assert report["python"]
    assert report["versions"]["releasekit"]
    assert (tmp_path / "pages.svg").read_text().startswith("<svg")


def test_the_benchmark_of_texts_runs(root):
    command = [sys.executable, root / "benchmarks" / "throughput.py", "--seconds", "0.1", "--json"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert report


def test_the_benchmark_of_the_command_line_runs(root):
    command = [sys.executable, root / "benchmarks" / "cli.py", "--runs", "1", "--json"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert report
