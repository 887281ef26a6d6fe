"""Starts the child process of the tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def child(what: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has a desk or a ledger open; it is killed at the end, if not before."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.child", what, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "open\n"
            yield process
        finally:
            process.kill()
