"""Tests are left out for declared causes alone, and tools come with the set-up."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tools
from tests.causes import CAUSES

ROOT = Path(__file__).resolve().parent.parent
_UNDECLARED = "tests/causes.py knows no such cause"
_NOT_HERE = "a cause that does not hold here"
_AWAY = next(cause.reason for cause in CAUSES.values() if not cause.holds())


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("@pytest.mark.skip(reason='too slow')\ndef test(): ...", _UNDECLARED),
        ("@pytest.mark.skipif(True, reason='pdfinfo is missing')\ndef test(): ...", _UNDECLARED),
        ("def test(): pytest.skip('no LibreOffice')", _UNDECLARED),
        ("def test(): pytest.importorskip('no_such_module')", _UNDECLARED),
        ("@pytest.fixture\ndef tool(): pytest.skip('no')\ndef test(tool): ...", _UNDECLARED),
        ("pytest.skip('not now', allow_module_level=True)", _UNDECLARED),
        ("pytest.importorskip('no_such_module')", _UNDECLARED),
        (f"def test(): pytest.skip({_AWAY!r})", _NOT_HERE),
        (f"@pytest.mark.skip(reason={_AWAY!r})\ndef test(): ...", _NOT_HERE),
    ],
)
def test_what_is_left_out_without_a_cause_fails(source: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text(f"import pytest\n{source}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.causes", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [*command, f"--rootdir={tmp_path}", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode != 0
    assert told in run.stdout


@pytest.mark.parametrize("tool", tools.PACKAGES)
def test_the_set_up_installs_every_tool(tool: str) -> None:
    script = (ROOT / "scripts" / "setup.sh").read_text(encoding="utf-8")
    level = "long" if tool == "soffice" else "test"
    packages = re.search(rf"^{level}_packages=\(([^)]*)\)", script, re.MULTILINE)
    assert packages
    assert tools.PACKAGES[tool] in packages[1].split()
