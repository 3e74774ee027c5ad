"""The judge: jing and tei_all, over every file that the tests of this folder wrote."""

from __future__ import annotations

import subprocess


def test_every_file_that_these_tests_wrote_is_valid(write, written_files, jing, whole):
    write(whole)
    files = sorted(str(path) for path in written_files.iterdir())
    done = subprocess.run([*jing, *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[:2000]) == (0, "")


def test_the_judge_sees_what_is_not_valid(write, jing, whole, tmp_path):
    broken = tmp_path / "broken.xml"
    broken.write_bytes(write(whole).data.replace(b"<body>", b"<body><nonsense/>"))
    done = subprocess.run([*jing, str(broken)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "nonsense" in done.stdout
