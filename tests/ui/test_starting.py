"""Starts and ends of the program itself, each a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSettings

from dxdesk.department import Desk
from dxdesk.errors import DxdeskError
from tests.causes import BOXES_WAIT, NO_SIGNALS
from tests.ui.clerk_year import ClerkYear
from tests.ui.driven import ROOT, SLOW, Driven, driven
from tests.windows import windows_error
from ui.app import Files
from ui.handed_path import absolute, as_bytes, as_path
from ui.main_window import MainWindow
from ui.recent import Recent

ON_WINDOWS = sys.platform == "win32"
BADLY = "正常に終了しませんでした"


def of_posix(*values: Any) -> tuple[Any, ...]:
    """What there is to try only where it exists."""
    return () if ON_WINDOWS else values


def clerks_file(year: ClerkYear, department: str) -> Path:
    with year.desk(department) as desk:
        return desk.path


def start_again(folder: Path, *words: str | Path, **environment: str) -> int:
    """Start the program where one is open already; it has to end by itself."""
    with driven(folder, *words, **environment) as second:
        return second.ended()


def test_a_second_start_with_the_same_file_shows_the_window(year: ClerkYear) -> None:
    file = clerks_file(year, "健康課")
    with driven(year.folder, file) as first:
        before = first.until(lambda state: "健康課" in state["title"])
        first.tell("minimise")
        assert first.tell("state")["minimised"]
        assert start_again(year.folder, file) == 0
        after = first.until(lambda state: not state["minimised"])
        assert (after["page"], after["title"]) == (before["page"], before["title"])
        assert not after["notice"]


def test_the_request_of_the_open_file_is_the_same_file(year: ClerkYear) -> None:
    request = year.requests["健康課"]
    with driven(year.folder, request) as first:
        before = first.until(lambda state: "健康課" in state["title"])
        # From one drive to another no path of Windows' leads.
        same_drive = request.drive == ROOT.drive
        word = os.path.relpath(request, ROOT) if same_drive else os.fspath(request)
        assert start_again(year.folder, word) == 0
        time.sleep(0.5)
        assert first.tell("state")["page"] == before["page"]


def test_a_second_start_with_another_file_opens_it_in_the_window(year: ClerkYear) -> None:
    one, other = clerks_file(year, "健康課"), clerks_file(year, "情報課")
    with driven(year.folder, one) as first:
        first.until(lambda state: "健康課" in state["title"])
        assert start_again(year.folder, other) == 0
        first.until(lambda state: "情報課" in state["title"])
        with pytest.raises(DxdeskError):
            Desk.open(other)


def test_a_second_start_without_a_file_shows_the_window(year: ClerkYear) -> None:
    with driven(year.folder) as first:
        first.until(lambda state: state["title"] == "dxdesk")
        first.tell("minimise")
        assert start_again(year.folder) == 0
        first.until(lambda state: not state["minimised"])


def test_a_file_that_is_not_there_is_told_of_in_the_open_window(year: ClerkYear) -> None:
    with driven(year.folder) as first:
        first.until(lambda state: state["title"] == "dxdesk")
        assert start_again(year.folder, year.folder / "無い.dxdesk") == 0
        first.until(lambda state: "無い.dxdesk" in state["notice"])


@pytest.mark.parametrize("differs", ["SETTINGS", "DXDESK_LOG_DIR", *of_posix("DISPLAY")])
def test_somebody_elses_window_is_not_asked(year: ClerkYear, differs: str) -> None:
    with driven(year.folder) as first:
        first.until(lambda state: state["title"] == "dxdesk")
        with driven(year.folder, **{differs: str(year.folder / "other")}) as second:
            assert second.until(lambda state: state["title"] == "dxdesk")


def test_a_window_that_does_not_answer_is_not_waited_for(year: ClerkYear) -> None:
    with driven(year.folder) as first:
        first.until(lambda state: state["title"] == "dxdesk")
        first.tell("sleep")
        with driven(year.folder, clerks_file(year, "健康課"), PATIENCE="2") as second:
            second.until(lambda state: "健康課" in state["title"])
        # The letter was taken back: the file is not opened twice.
        assert not list(year.folder.rglob("*.open-*"))
        assert first.tell("state")["title"] == "dxdesk"


@pytest.mark.parametrize("way", ["close", "close and die", "close and hang", *of_posix("term")])
def test_a_window_that_was_closed_is_never_told_as_a_crash(year: ClerkYear, way: str) -> None:
    """Whatever becomes of the process after that."""
    with driven(year.folder, clerks_file(year, "健康課")) as first:
        first.until(lambda state: "健康課" in state["title"])
        if way == "term":
            first.process.send_signal(signal.SIGTERM)
        else:
            first.tell(way)
        if way == "close and hang":
            first.answer()
            first.kill()
        first.ended()
    with driven(year.folder) as again:
        state = again.until(lambda state: bool(state["recent"]))
        time.sleep(0.7)
        assert (again.tell("state")["notice"], state["page"]) == ("", 0)


@NO_SIGNALS.mark()
def test_a_program_that_is_to_survive_its_terminal_does(year: ClerkYear) -> None:
    """As nohup starts it; without, it ends as when it is closed."""
    for ignored in (True, False):
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else signal.SIG_DFL)
        try:
            run = Driven(year.folder)
        finally:
            signal.signal(signal.SIGHUP, before)
        try:
            run.until(lambda state: state["title"] == "dxdesk")
            time.sleep(0.5)
            run.process.send_signal(signal.SIGHUP)
            if ignored:
                with pytest.raises(subprocess.TimeoutExpired):
                    run.ended(3)
                run.tell("close")
            assert run.ended() == 0
        finally:
            run.kill()


def test_a_window_that_was_killed_is_told_of_and_goes_on(year: ClerkYear) -> None:
    with driven(year.folder, clerks_file(year, "健康課")) as first:
        first.until(lambda state: "健康課" in state["title"])
    with driven(year.folder) as again:
        again.until(lambda state: BADLY in state["notice"] and "健康課" in state["title"])
        # Another start has that one's window.
        assert start_again(year.folder) == 0


def test_a_file_that_ends_every_start_is_offered_instead(year: ClerkYear) -> None:
    file = clerks_file(year, "健康課")
    for words in ([file], []):
        with driven(year.folder, *words) as run:
            run.until(lambda state: "健康課" in state["title"])
    for _ in range(2):
        # It is offered as often as that ends badly, too.
        with driven(year.folder) as run:
            state = run.until(lambda state: "続けて正常に終了しませんでした" in state["notice"])
            assert file.name in state["notice"]
            time.sleep(0.7)
            assert (run.tell("state")["page"], run.tell("state")["title"]) == (0, "dxdesk")
            run.tell("act")
            run.until(lambda state: "健康課" in state["title"])
    # Another file in its place is no such one.
    with driven(year.folder, clerks_file(year, "情報課")) as run:
        run.until(lambda state: "情報課" in state["title"] and BADLY in state["notice"])
    with driven(year.folder) as run:
        run.until(lambda state: "情報課" in state["title"] and BADLY in state["notice"])


def test_a_crash_keeps_no_file_from_the_window_that_has_it_open(year: ClerkYear) -> None:
    one, other = clerks_file(year, "健康課"), clerks_file(year, "情報課")
    with driven(year.folder, one) as first:
        before = first.until(lambda state: "健康課" in state["title"])
        with driven(
            year.folder, other, DISPLAY=":other", SETTINGS=str(year.folder / "o")
        ) as second:
            second.until(lambda state: "情報課" in state["title"])
        assert start_again(year.folder, one) == 0
        assert first.tell("state")["page"] == before["page"]
        first.tell("close")
        assert first.ended() == 0
    # It is told as soon as a start has a window of its own.
    with driven(year.folder) as third:
        third.until(lambda state: BADLY in state["notice"] and "情報課" in state["title"])


def test_a_killed_window_whose_file_is_gone_is_told_of(year: ClerkYear) -> None:
    file = clerks_file(year, "健康課")
    with driven(year.folder, file) as first:
        first.until(lambda state: "健康課" in state["title"])
    file.rename(file.with_suffix(".bak"))
    with driven(year.folder) as again:
        assert again.until(lambda state: BADLY in state["notice"])["page"] == 0


def remembered(folder: Path, *files: Path) -> None:
    """Have the user's settings remember these files."""
    place = folder / "settings" / "dxdesk" / "dxdesk.ini"
    place.parent.mkdir(parents=True, exist_ok=True)
    names = ", ".join(json.dumps(str(file), ensure_ascii=False) for file in files)
    place.write_text(f"[General]\nrecent={names}\n", encoding="utf-8")


def test_a_share_that_is_gone_delays_no_start(year: ClerkYear) -> None:
    dead, file = year.folder / "dead", clerks_file(year, "健康課")
    remembered(year.folder, dead / "台帳.dxdesk", file, year.folder / "無い.dxdesk")
    began = time.monotonic()
    with driven(year.folder, SLOW_TO_ANSWER=str(dead)) as run:
        # What is gone is not shown; what did not answer yet is, and holds nothing up.
        state = run.until(lambda state: len(state["recent"]) == 2)
        assert [text.split("\n")[0] for text in state["recent"]] == ["台帳.dxdesk", file.name]
        assert start_again(year.folder, dead / "台帳.dxdesk") == 0
        run.until(lambda state: "返事を待っています" in state["notice"])
        # Another file is opened meanwhile, and an answer that comes late changes nothing.
        assert start_again(year.folder, file) == 0
        run.until(lambda state: "健康課" in state["title"])
        run.tell("close")
        assert run.ended() == 0
    assert time.monotonic() - began < SLOW


def test_a_crash_over_a_share_that_is_gone_delays_no_start(year: ClerkYear) -> None:
    file = clerks_file(year, "健康課")
    with driven(year.folder, file) as first:
        first.until(lambda state: "健康課" in state["title"])
    with driven(year.folder, SLOW_TO_ANSWER=str(file)) as again:
        again.until(lambda state: "返事を待っています" in state["notice"], within=15)


@pytest.mark.parametrize("code", [5, 32, 33, 53, 59, 64, 121, 206, 1231, 1326])
def test_a_recent_file_that_cannot_be_reached_is_dimmed(
    year: ClerkYear, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    file, real = year.folder / "share" / "台帳.dxdesk", os.stat

    def stat(path: str | os.PathLike[str], *args: object, **more: object) -> os.stat_result:
        if str(path).startswith(str(file.parent)):
            raise windows_error(code, str(path))
        return real(path, *args, **more)  # type: ignore[arg-type]

    settings = QSettings(str(year.folder / "s.ini"), QSettings.Format.IniFormat)
    settings.setValue("recent", [str(file)])
    monkeypatch.setattr(os, "stat", stat)
    window = MainWindow(Files(year.choices), year.choices, settings)
    year.bot.addWidget(window)
    window.begin()
    listed = window.start_page.recent
    assert listed.count() == 1
    item = listed.item(0)
    year.bot.waitUntil(lambda: "\n" in item.toolTip())
    assert file.name in item.toolTip().split("\n")[1]
    window.close()


@pytest.mark.parametrize("suffix", ["", "x"])
def test_a_file_is_remembered_once(tmp_path: Path, suffix: str) -> None:
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    recent = Recent(settings)
    for name in ("台帳.dxdesk", f"台帳.dxdesk{suffix}", "台帳.dxdesk"):
        recent.add(tmp_path / name)
    assert len(recent.files()) == 1 + bool(suffix)


# Half of a pair of surrogates; bytes that are no UTF-8, as Linux has them; control characters.
@pytest.mark.parametrize("name", ["\ud800", "\udcff\udc80", "a\nb", "\x7f"])
def test_a_name_that_cannot_be_kept_is_not_remembered(tmp_path: Path, name: str) -> None:
    place = str(tmp_path / "s.ini")
    settings = QSettings(place, QSettings.Format.IniFormat)
    recent = Recent(settings)
    recent.add(tmp_path / "台帳.dxdesk")
    recent.add(tmp_path / f"{name}.dxdesk")
    settings.sync()
    again = Recent(QSettings(place, QSettings.Format.IniFormat))
    assert again.files() == [tmp_path / "台帳.dxdesk"]
    assert name not in str(settings.value("recent"))


@pytest.mark.parametrize("kept", ["", 7, ["相対.dxdesk"], ["/a\0b", "/c\nd"], QRect(1, 2, 3, 4)])
def test_what_is_kept_and_is_no_name_is_no_recent_file(tmp_path: Path, kept: object) -> None:
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    settings.setValue("recent", kept)
    assert Recent(settings).files() == []


@pytest.mark.parametrize(
    "left",
    [
        *(b"", b"a.dxdesk", b"http://a/b.dxreq", b"file:///a.dxreq", b"/a\nb", b"/a\0b", b"\x7f"),
        *(b"/" + b"a" * 200_000, b"\\\\.\\PhysicalDrive0", b"\n"),
    ],
)
def test_what_is_no_path_of_a_file_is_not_taken_for_one(left: bytes) -> None:
    assert as_path(left) is None


def test_a_word_is_taken_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert absolute("x.dxreq") == tmp_path / "a" / "b" / "x.dxreq"
    assert absolute("../../x.dxreq") == tmp_path / "x.dxreq"
    assert absolute("c/../x.dxreq") == tmp_path / "a" / "b" / "c" / ".." / "x.dxreq"
    assert absolute(str(tmp_path / "x")) == tmp_path / "x"
    if not ON_WINDOWS:  # Nobody removes there what somebody stands in.
        (tmp_path / "a" / "b").rmdir()
        assert absolute("x.dxreq") == Path("x.dxreq")


def test_a_path_comes_back_as_it_was(tmp_path: Path) -> None:
    no_text = "\ud800.dxdesk" if ON_WINDOWS else os.fsdecode(b"\xff.dxdesk")
    for name in ("回答 (1)#%20.dxdesk", "a" * 200, no_text):
        assert as_path(as_bytes(tmp_path / name)) == tmp_path / name


@pytest.mark.parametrize(
    "settings",
    [b"\xff\xfe\0garbage" * 99, b"[General\nwindow=1\n", None],
    ids=["bytes", "open", "folder"],
)
def test_settings_that_cannot_be_read_keep_no_window_away(
    year: ClerkYear, settings: bytes | None
) -> None:
    place = year.folder / "settings" / "dxdesk" / "dxdesk.ini"
    place.parent.mkdir(parents=True)
    if settings is None:
        place.mkdir()
    else:
        place.write_bytes(settings)
    with driven(year.folder) as run:
        run.until(lambda state: "設定ファイルを読めない" in state["notice"])
        run.tell("close")
        assert run.ended() == 0


@pytest.mark.parametrize(
    "environment",
    [
        # Below a file there is no folder to be had.
        {"DXDESK_LOG_DIR": f"{__file__}/log"},
        {"HOME": f"{__file__}/home", "XDG_DATA_HOME": "", "LOCALAPPDATA": f"{__file__}/local"},
        {"SETTINGS": f"{__file__}/settings"},
    ],
)
def test_folders_that_cannot_be_written_keep_no_window_away(
    year: ClerkYear, environment: dict[str, str]
) -> None:
    with driven(year.folder, clerks_file(year, "健康課"), **environment) as run:
        run.until(lambda state: "健康課" in state["title"])
        run.tell("close")
        assert run.ended() == 0


@BOXES_WAIT.mark()
@pytest.mark.parametrize(
    ("before", "environment", "said"),
    [
        ("", {"QT_QPA_PLATFORM": "nonsense"}, "画面に窓を出せない"),
        ("", {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4711"}, "画面に窓を出せない"),
        ("sys.modules['PySide6.QtWidgets'] = None", {}, "フォルダーが壊れている"),
        ("sys.modules['ui.main_window'] = None", {}, "フォルダーが壊れている"),
        ("import ui.identity; del ui.identity.NAME", {}, "予期しない不具合"),
    ],
)
def test_what_goes_wrong_before_the_window_is_told_and_logged(
    tmp_path: Path, before: str, environment: dict[str, str], said: str
) -> None:
    code = f"import sys\n{before}\nfrom ui.app import main\nsys.exit(main([]))"
    logs = tmp_path / "log"
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "DXDESK_LOG_DIR": str(logs),
            "XDG_CONFIG_HOME": str(tmp_path),
            **environment,
        },
    )
    words = done.stderr.decode()
    assert done.returncode == 1
    assert said in words
    assert "Traceback" not in words
    (log,) = logs.iterdir()
    assert str(log) in words
    assert "dxdesk" in log.read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        *(["dump", "無い.dxdesk"], ["dump"], ["merge"]),
        # Of these a person is told, in a message box on Windows.
        *of_posix(["--help"], ["--version"], ["exprot"]),
    ],
)
def test_a_program_without_streams_ends_with_its_status(words: list[str]) -> None:
    """As a window program on Windows has none."""
    code = (
        "import os, sys\nsys.stdin = sys.stdout = sys.stderr = None\n"
        f"from ui.app import main\nos._exit(10 + main({words!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, cwd=ROOT, timeout=60
    )
    known = {"--help": 10, "--version": 10, "無い.dxdesk": 11}
    assert done.returncode == known.get(words[-1], 12)
    assert (done.stdout, done.stderr) == (b"", b"")
