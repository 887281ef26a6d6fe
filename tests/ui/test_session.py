"""Crashes: the next start goes on with what was saved, and offers the log."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from tests.ui.clerk_year import ClerkYear
from ui import second_start
from ui.app import Files
from ui.department.page import DepartmentPage
from ui.main_window import MainWindow
from ui.session import Crash, Session

_DIE = """
import os, signal, sys
from pathlib import Path
from ui.session import Session
session = Session(Path(sys.argv[1]))
session.begin()
session.note(Path(sys.argv[2]))
if sys.argv[3] == "segfault":
    import faulthandler
    faulthandler._sigsegv()
if sys.argv[3] == "well":
    session.end()
    sys.exit()
# Windows has no SIGKILL; there every signal kills.
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""

_FOLLOW = """
from ui.session import Crash
file, before = (Path(word) if word else None for word in (sys.argv[2], sys.argv[4]))
session.follow(Crash(before, None))
session.note(file)
"""


def run(folder: Path, file: Path, way: str) -> None:
    subprocess.run([sys.executable, "-c", _DIE, str(folder), str(file), way], check=False)


@pytest.mark.parametrize(
    ("way", "crashed", "logged"),
    [
        ("well", False, False),
        ("kill", True, False),
        ("segfault", True, True),
    ],
)
def test_a_session_that_ended_badly_is_known(
    tmp_path: Path, way: str, crashed: bool, logged: bool
) -> None:
    file = tmp_path / "回答.dxdesk"
    file.write_text("x", encoding="utf-8")
    run(tmp_path / "log", file, way)
    session = Session(tmp_path / "log")
    found = session.crashed()
    assert (found is not None) is crashed
    if found:
        assert found.file == file
        assert (found.log is not None) is logged
        said = found.log.read_text(encoding="utf-8") if found.log else None
        assert said is None or "Segmentation" in said or "access violation" in said
    assert Session(tmp_path / "log").crashed() is None


@pytest.mark.parametrize(
    ("before", "now", "again"),
    [("a", "a", True), ("a", "b", False), ("a", None, False), (None, "a", False)],
)
def test_a_file_that_ended_two_sessions_is_known(
    tmp_path: Path, before: str | None, now: str | None, again: bool
) -> None:
    named = {"a": tmp_path / "a.dxdesk", "b": tmp_path / "b.dxdesk", None: None}
    # Not this process: whoever has a lock of its own number is taken for alive.
    code = _DIE.replace("session.note(Path(sys.argv[2]))", _FOLLOW)
    words = [str(named[one] or "") for one in (now, before)]
    subprocess.run([sys.executable, "-c", code, str(tmp_path), words[0], "", words[1]], check=False)
    assert Session(tmp_path).crashed() == Crash(named[now], None, again)
    assert not list(tmp_path.iterdir())


def test_a_running_session_is_no_crash(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.begin()
    try:
        assert session.crashed() is None
        code = "import sys; from pathlib import Path; from ui.session import Session; "
        code += "sys.exit(Session(Path(sys.argv[1])).crashed() is not None)"
        assert (
            subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 0
        )
    finally:
        session.end()
    assert not list(tmp_path.iterdir())


def test_a_note_that_names_no_file_is_none(tmp_path: Path) -> None:
    run(tmp_path / "log", Path("相対.dxdesk"), "kill")
    assert Session(tmp_path / "log").crashed() == Crash(None, None)


def test_a_session_that_ended_but_for_its_lock_is_no_crash(tmp_path: Path) -> None:
    """A scanner held the lock's file when it was to go away."""
    run(tmp_path, tmp_path / "回答.dxdesk", "kill")
    (trace,) = tmp_path.glob("*.log")
    trace.unlink()
    assert Session(tmp_path).crashed() is None
    assert not list(tmp_path.iterdir())


# The second is no Unicode: of bytes on Linux, of half a pair of surrogates on Windows.
@pytest.mark.parametrize("name", [b"a.dxdesk", b"\xed\xa0\x80.dxdesk"])
def test_a_crash_that_was_not_told_is_left_for_the_next_start(tmp_path: Path, name: bytes) -> None:
    file = tmp_path / os.fsdecode(name)
    log = tmp_path / "session-7-8.log"
    log.write_bytes(b"x")
    for crash in (Crash(file, log), Crash(None, None), Crash(file, None, again=True)):
        Session(tmp_path).leave(crash)
        assert Session(tmp_path).crashed() == crash
        assert Session(tmp_path).crashed() is None


@pytest.mark.parametrize(
    ("left", "crash"),
    [
        *((data, None) for data in (b"", b"{", b"[]", b"7", b"{}", b"\xff", b"[" * 100_000)),
        *((data, None) for data in (b'{"file": 1, "log": ""}', b'{"file": "", "log": null}')),
        (b'{"file": "a.dxdesk", "log": "../../other.log"}', Crash(None, None)),
        (b'{"file": "/a\\u0000", "log": "a\\u0000.log"}', Crash(None, None)),
    ],
)
def test_what_was_left_and_is_no_crash_is_not_told(
    tmp_path: Path, left: bytes, crash: Crash | None
) -> None:
    (tmp_path / "crash.json").write_bytes(left)
    session = Session(tmp_path)
    assert session.crashed() == crash
    assert session.crashed() is None


@pytest.mark.parametrize("words", [b"", b"\0" * 20])
@pytest.mark.parametrize(("age", "dead"), [(60, True), (-60, True), (0, False)])
def test_a_lock_without_its_words_is_nobodys_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: bytes, age: int, dead: bool
) -> None:
    """A power cut leaves it so. A young one is of a program that begins."""
    monkeypatch.setattr(second_start, "PATIENCE", 1.0)
    file, settings = tmp_path / "回答.dxdesk", "settings.ini"
    run(tmp_path, file, "kill")
    (lock,) = tmp_path.glob("*.lock")
    lock.write_bytes(words)
    written = time.time() - age
    os.utime(lock, (written, written))
    lock.with_suffix(".door").write_bytes(second_start._address(settings))
    session = Session(tmp_path)
    assert session.crashed() == (Crash(file, None) if dead else None)
    assert lock.exists() is not dead
    began = time.monotonic()
    assert not second_start.hand_over(session, settings, file)
    assert (time.monotonic() - began >= second_start.PATIENCE) is not dead


def test_a_log_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    """On Windows a file is not renamed onto another one."""
    file = tmp_path / "回答.dxdesk"
    run(tmp_path, file, "segfault")
    (lock,) = tmp_path.glob("*.lock")
    kept = tmp_path / f"{lock.stem}-{int(lock.stat().st_mtime)}.log"
    kept.write_text("older", encoding="utf-8")
    found = Session(tmp_path).crashed()
    assert found == Crash(file, kept)
    assert "Segmentation" in kept.read_text(encoding="utf-8")


def test_the_next_start_goes_on_and_offers_the_log(year: ClerkYear, tmp_path: Path) -> None:
    with year.desk("健康課") as desk:
        field = desk.request.open[0]
        desk.answer(field, "落ちる前に書いた。")
        path = desk.path
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Files(year.choices), year.choices, settings)
    year.bot.addWidget(window)
    window.show()
    log = tmp_path / "記録.log"
    log.write_text("…", encoding="utf-8")
    window.go_on_after(Crash(path, log))
    year.bot.waitUntil(lambda: window.page is not None)
    assert isinstance(window.page, DepartmentPage)
    assert window.page.model.text(field) == "落ちる前に書いた。"
    assert "正常に終了しませんでした" in window.notice.text
    assert window.notice._action.text() == "不具合の記録を開く"
    window.close()
