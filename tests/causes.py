"""Why a test may be left out: these causes and no other.

A test that is left out for anything else fails instead, and so does one whose cause does not
hold here: a tool, a font or a package that is missing is a fault of the set-up, not a reason.
Loaded by conftest.py as a plugin, so it also judges what a module skips while it is collected.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "plans"
_MAY_MOUNT = 1 << 21  # CAP_SYS_ADMIN of capabilities(7)


@dataclass(frozen=True)
class Cause:
    """What a machine lacks by its nature, and whether this one does."""

    reason: str
    holds: Callable[[], bool]

    def mark(self) -> pytest.MarkDecorator:
        """Leaves a test out where the cause holds."""
        return pytest.mark.skipif(self.holds(), reason=self.reason)

    def skip(self) -> None:
        """Leave the running test out; where the cause does not hold, that is a failure."""
        pytest.skip(self.reason)


def _on_windows() -> bool:
    return os.name == "nt"


def _on_wine() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


def _is_embedded() -> bool:
    return _on_windows() and find_spec("venv") is None


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _may_not_mount() -> bool:
    if sys.platform != "linux":
        return True
    status = Path("/proc/self/status").read_text(encoding="ascii")
    rights = next(line.split()[1] for line in status.splitlines() if line.startswith("CapEff:"))
    return not int(rights, 16) & _MAY_MOUNT


NO_DOCUMENTS = Cause(
    "the two published documents are not beside this checkout", lambda: not SHARED.is_dir()
)
NO_BYTE_NAMES = Cause("file names are bytes on Linux alone", lambda: sys.platform != "linux")
NO_PIPES = Cause("Windows has no pipes in folders", _on_windows)
NO_MODES = Cause("file modes bind nobody on Windows", _on_windows)
NO_LINKS = Cause("Windows lets this user make no symbolic links", _on_windows)
NO_LOCKLESS_DISKS = Cause("locks always work on Windows", _on_windows)
NO_JUDGES = Cause("poppler and LibreOffice judge what was made on Linux alone", _on_windows)
NO_OPEN_FILE_GOES = Cause("Windows deletes no file that is open", _on_windows)
NAMES_ARE_CUT = Cause("Wine cuts a name that is too long instead of refusing it", _on_wine)
WATCHED_FOLDERS_STAY = Cause("Wine keeps a folder until nobody watches it", _on_wine)
ALWAYS_A_SCREEN = Cause("Windows is never without a screen", _on_windows)
NO_LINUX_DESKTOP = Cause("what is tried is a Linux desktop's", _on_windows)
HALVES_ARE_NAMES = Cause("half of a pair of surrogates is a name on Windows", _on_windows)
BOXES_WAIT = Cause("a message box of Windows waits for a person", _on_windows)
NO_SIGNALS = Cause("Windows asks no program to end by a signal", _on_windows)
NO_SOURCES = Cause("Windows' embeddable Python has neither its sources nor venv", _is_embedded)
NO_NOTO = Cause("Windows has no Noto Sans CJK", _on_windows)
NOTHING_CLOSED = Cause("nothing is closed to root", _is_root)
NO_MOUNTS = Cause("mounting a small disk needs root on Linux", _may_not_mount)

CAUSES = {cause.reason: cause for cause in list(globals().values()) if isinstance(cause, Cause)}


def _judge(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = told.removeprefix("Skipped: ")
    cause = CAUSES.get(reason)
    if cause is None:
        report.outcome = "failed"
        report.longrepr = f"left out, and tests/causes.py knows no such cause: {reason}"
    elif not cause.holds():
        report.outcome = "failed"
        report.longrepr = f"left out for a cause that does not hold here: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _judge(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _judge(report)
    return report
