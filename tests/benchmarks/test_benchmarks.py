"""The benchmarks run and print what they promise; no time is judged here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("part", "lines"),
    [("merging", 3), ("exporting", 2), ("growing", 8), ("starting", 3), ("window", 6)],
)
def test_every_part_prints_its_ratios(part: str, lines: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", part],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.count("ratio") == lines
