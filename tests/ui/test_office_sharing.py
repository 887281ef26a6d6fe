"""Several people in the office, at the window: reading, taking over, copies and their way back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.asking import Stage
from dxdesk.domain.fields import field_of
from dxdesk.office import Office
from dxdesk.store.lock import lock_path
from tests.plans import SAMPLE
from tests.ui.office_year import NOW, YEAR, Choices, open_world
from ui.app import Files
from ui.main_window import MainWindow
from ui.office.page import OfficePage
from ui.ways_in import WayIn


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("共有") / "台帳.dxdesk"
    office, _ = Office.create(SAMPLE, path, by="鈴木", clock=lambda: NOW)
    with office:
        office.roll_over(YEAR)
    return path


@pytest.fixture
def path(ledger: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(ledger, tmp_path / "台帳.dxdesk"))


@pytest.fixture
def choices() -> Choices:
    return Choices()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, choices: Choices) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = MainWindow(Files(choices), choices, settings)
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.show()
    made.begin()
    yield made
    made.close()


def page_of(window: MainWindow) -> OfficePage:
    assert isinstance(window.page, OfficePage)
    return window.page


def opened(path: Path, by: str = "佐藤") -> Office:
    return Office.open(path, by=by, clock=lambda: NOW)


def rating(office: Office, no: str = "12") -> str:
    return field_of(office.plan().by_no[no], "rating")


def press(window: MainWindow, words: str) -> None:
    """Press a button of the notice bar."""
    found = [one for one in window.notice.findChildren(QPushButton) if words in one.text()]
    assert found[-1].isVisible()
    found[-1].click()
    QApplication.processEvents()


def left_behind(path: Path) -> None:
    text = {"who": "佐藤", "where": "PC-9", "since": "2026-04-20T10:15:00", "pid": 1}
    lock_path(path).write_text(json.dumps(text), encoding="utf-8")


def take_in(qtbot: QtBot, page: OfficePage) -> None:
    page.rollover.copies.take.click()
    assert not page.rollover.copies.take.isEnabled()
    qtbot.waitUntil(lambda: not page.rollover.copies.is_busy)
    assert page.rollover.copies.take.isEnabled()
    QApplication.processEvents()


def test_a_file_that_a_colleague_has_open_is_read_and_then_written(
    window: MainWindow, path: Path
) -> None:
    with opened(path) as colleague:
        window.open_file(path)
        assert window.page is None
        assert "佐藤（" in window.notice.text
        assert "引き継いで" not in "".join(one.text() for one in window.notice.others)
        press(window, "読取り専用で開く")
        page = page_of(window)
        page.tabs.setCurrentWidget(page.items)
        field = rating(colleague, "1")
        correct = page.items.desk.view.rows[field].correct
        assert not correct.isEnabled()
        assert not page.board.panels.watch_box.choose.isEnabled()
        assert "佐藤さん（" in page.access.words.text()
        page.access.again.click()
        assert "佐藤（" in window.notice.text
        colleague.write(field, "A")
        page.access.look()
        assert page.access.refresh.isVisible()
        page.access.refresh.click()
        QApplication.processEvents()
        assert page.state is not None
        assert page.state.answers[field] == "A"
        assert not page.access.refresh.isVisible()
    page.access.again.click()
    QApplication.processEvents()
    assert not page.access.isVisible()
    assert page.board.panels.watch_box.choose.isEnabled()
    row = page.items.desk.view.rows[field]
    assert row.correct.isEnabled()
    row.correct.click()
    assert row.editor is not None
    row.editor.set_text("B")
    row.settle()
    with Office.open(path, read_only=True) as office:
        assert office.answers()[field] == "B"


def test_nothing_that_can_be_pressed_writes_while_the_file_is_read(
    window: MainWindow, path: Path, choices: Choices
) -> None:
    with opened(path) as colleague:
        window.open_file(path, WayIn.TO_READ)
        page = page_of(window)
        before = path.read_bytes()
        pressed = 0
        for number in range(page.tabs.count()):
            if page.tabs.name_at(number) == "output":
                continue
            page.tabs.setCurrentIndex(number)
            QApplication.processEvents()
            for button in page.findChildren(QAbstractButton):
                # What was pressed before may have made its page anew.
                if not shiboken6.isValid(button):
                    continue
                if button.isVisible() and button.isEnabled() and "大" not in button.text():
                    button.click()
                    QApplication.processEvents()
                    pressed += 1
                    page.tabs.setCurrentIndex(number)
        assert pressed > 20
        assert path.read_bytes() == before
        assert "読取り専用で開いているため" not in window.notice.text
        assert colleague.years == page._office.years


def test_what_a_crash_left_is_taken_over_from_the_notice(window: MainWindow, path: Path) -> None:
    left_behind(path)
    window.open_file(path)
    assert "開いたまま" in window.notice.text
    press(window, "引き継いで開く")
    assert not page_of(window)._office.read_only
    window.close_page()
    left_behind(path)
    window.open_file(path, WayIn.TO_READ)
    page_of(window).access.again.click()
    press(window, "引き継いで開く")
    assert not page_of(window)._office.read_only


def test_a_share_that_is_away_is_told_and_comes_back(window: MainWindow, path: Path) -> None:
    window.open_file(path, WayIn.TO_READ)
    page = page_of(window)
    away = path.rename(path.with_name("別の所.dxdesk"))
    page.access.look()
    assert "見つかりません" in page.access.words.text()
    away.rename(path)
    page.access.look()
    assert "いまは誰も開いていません" in page.access.words.text()


def test_a_copy_is_made_from_the_notice_worked_on_and_merged_back(
    qtbot: QtBot, window: MainWindow, path: Path, choices: Choices
) -> None:
    choices.path = path.with_name("写し.dxdesk")
    with opened(path) as colleague:
        field = rating(colleague)
        window.open_file(path)
        press(window, "写しを作って作業する")
        assert Path(choices.suggested).name == "台帳の写し.dxdesk"
        page = page_of(window)
        assert "「台帳.dxdesk」の写しです" in page.access.words.text()
        assert not page.access.again.isVisible()
        page._office.write(field, "B")
        page._office.mark("交通局", Stage.NOT_CONCERNED)
        colleague.write(field, "C")
    window.open_file(path)
    page = page_of(window)
    take_in(qtbot, page)
    rows = page.rollover.copies.lines
    said = [[rows.index(row, n).data() for n in range(2)] for row in range(rows.rowCount())]
    assert said == [
        ["競合", "事務局の修正　12　自己評価"],
        ["取込み済", "課の記録　交通局"],
    ]
    assert "1件は両方で変えられています" in window.notice.text
    press(window, "競合を見る")
    assert page.tabs.currentWidget() is page.conflicts
    names = [button.text() for button in page.conflicts.view.buttons]
    assert any("の写し" in name for name in names)
    page.conflicts.view.buttons[-1].click()
    QApplication.processEvents()
    assert page.state is not None
    assert not page.state.collisions
    assert page._office.answers()[field] == "B"
    take_in(qtbot, page)
    assert "新しいことはありませんでした" in window.notice.text


@pytest.mark.parametrize("where", ["intake", "log"])
def test_undoing_a_copy_says_whose_answers_cannot_be_taken(
    qtbot: QtBot, tmp_path: Path, where: str
) -> None:
    world = open_world(qtbot, tmp_path)
    department, copy = world.office.plan().departments[0], tmp_path / "写し.dxdesk"
    world.office.make_copy(copy)
    with Office.open(copy, by="佐藤", clock=lambda: NOW) as there:
        there.make_requests(YEAR, tmp_path / "写しの照会", departments=[department])
    world.office.rejoin(copy)
    world.page.refresh()
    board = world.page.board
    (board.panels.intake.undo if where == "intake" else board.panels.log.undo).click()
    assert f"{department}への照会と差戻しも取り消されました" in world.told
