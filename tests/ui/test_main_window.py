"""The window: what is opened becomes a page, errors become sentences, nothing is left behind."""

from __future__ import annotations

import gc
import sqlite3
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    QRect,
    QSettings,
    Qt,
    QUrl,
)
from PySide6.QtGui import QDropEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.department import Desk
from dxdesk.domain.fields import field_of
from dxdesk.errors import DxdeskError, Trouble
from tests.plans import THREE_COLUMN
from tests.ui.clerk_year import ClerkYear, choose, compose, editor, type_in
from ui import theme
from ui.app import Files
from ui.crash import CrashHook
from ui.crash_log import report
from ui.department.page import DepartmentPage
from ui.first_place import put_in_place
from ui.main_window import MainWindow
from ui.office.import_page import ImportPage
from ui.office.page import OfficePage
from ui.theme import Mode, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.notice import NoticeBar


@pytest.fixture
def window(qtbot: QtBot, year: ClerkYear) -> Iterator[MainWindow]:
    made = make_window(year)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def make_window(year: ClerkYear) -> MainWindow:
    settings = QSettings(str(year.folder / "settings.ini"), QSettings.Format.IniFormat)
    return MainWindow(Files(year.choices), year.choices, settings)


def shown_recent(window: MainWindow) -> list[Path]:
    listed = window.start_page.recent
    role = Qt.ItemDataRole.UserRole
    return [Path(str(listed.item(n).data(role))) for n in range(listed.count())]


def clerk(window: MainWindow) -> DepartmentPage:
    assert isinstance(window.page, DepartmentPage)
    return window.page


def test_a_request_becomes_a_desk_file_beside_it(window: MainWindow, year: ClerkYear) -> None:
    window.open_file(year.requests["健康課"])
    assert clerk(window).model.path == year.requests["健康課"].with_name("回答_2024_健康課.dxdesk")
    assert window.windowTitle() == "令和6年度 みどり市情報化計画 ― 健康課 ― dxdesk"
    window.close_page()
    assert window.windowTitle() == "dxdesk"
    assert [path.name for path in shown_recent(window)] == ["回答_2024_健康課.dxdesk"]


def test_a_request_under_another_name_goes_into_the_same_desk_file(
    window: MainWindow, year: ClerkYear
) -> None:
    request = year.requests["健康課"]
    window.open_file(request)
    path = clerk(window).model.path
    window.close_page()
    window.open_file(request.rename(request.with_name("添付 (1).bin")))
    assert clerk(window).model.path == path


def test_what_is_opened_is_told_by_its_content(window: MainWindow, year: ClerkYear) -> None:
    office = year.office_file.rename(year.folder / "名前を変えた.bin")
    window.open_file(office)
    assert isinstance(window.page, OfficePage)
    request = year.requests["健康課"].rename(year.folder / "届いた照会.zip")
    window.open_file(request)
    desk = clerk(window).model.path
    window.open_file(desk)
    assert clerk(window).model.path == desk


def test_the_file_that_was_open_comes_back_when_another_cannot_be_opened(
    window: MainWindow, year: ClerkYear
) -> None:
    window.open_file(year.requests["健康課"])
    desk = clerk(window).model.path
    with pytest.raises(DxdeskError, match="FILE_MISSING"):
        window.open_file(year.folder / "無い.dxreq")
    assert clerk(window).model.path == desk


def test_a_published_table_becomes_an_office_file(window: MainWindow, year: ClerkYear) -> None:
    source = year.folder / "公表.txt"
    source.write_text(THREE_COLUMN, encoding="utf-8")
    year.choices.path = source
    choices = iter([source, year.folder / "新しい台帳.dxdesk"])
    year.choices.open_file = lambda *_: next(choices)  # type: ignore[method-assign]
    year.choices.save_file = lambda *_: next(choices)  # type: ignore[method-assign]
    window.start_page.create_requested.emit()
    assert isinstance(window.page, ImportPage)
    window.page.from_file.click()
    assert isinstance(window.page, OfficePage)
    assert (year.folder / "新しい台帳.dxdesk").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("表.txt", b"\xe8\xa1\xa8\n", "ここで開く種類のファイルではありません"),
        ("空.dxreq", b"", "壊れています"),
        ("無い.dxreq", None, "見つかりません"),
    ],
)
@pytest.mark.qt_no_exception_capture
def test_what_cannot_be_opened_is_said_in_the_notice_bar(
    window: MainWindow, year: ClerkYear, name: str, content: bytes | None, said: str
) -> None:
    path = year.folder / name
    if content is not None:
        path.write_bytes(content)
    elif path.exists():
        path.unlink()
    hook = CrashHook(year.folder / "log", window)
    hook.told.connect(window.tell_error)
    hook.crashed.connect(window.tell_crash)
    try:
        window.open_file(path)
    except DxdeskError as error:
        hook.catch(type(error), error, error.__traceback__)
    assert said in window.notice.text
    assert window.notice.isVisible()
    assert window.page is None
    assert not (year.folder / "log").exists()


def test_a_notice_paints_its_whole_ground_anew(qtbot: QtBot) -> None:
    class Watched(NoticeBar):
        painted = QRect()

        def paintEvent(self, event: QPaintEvent) -> None:
            self.painted = event.rect()
            super().paintEvent(event)

    bar = Watched()
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    for tone in (Tone.HINT, Tone.GOOD):
        bar.painted = QRect()
        bar.tell(Notice("作りました。", tone))
        qtbot.waitUntil(lambda: bar.painted == bar.rect())


@pytest.mark.parametrize("press", ["元に戻す", "置き換える", "閉じる", ""])
def test_a_notice_gives_the_cursor_back(qtbot: QtBot, press: str) -> None:
    """Qt would give it to what comes next: a list of years, which an arrow key then turns."""
    window = QWidget()
    column = QVBoxLayout(window)
    bar, following, at = NoticeBar(), QLineEdit(), QLineEdit()
    for part in (bar, following, at):
        column.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    at.setFocus()
    bar.tell(Notice("変えました。", action="元に戻す", others=(("置き換える", lambda: None),)))
    buttons = {one.text(): one for one in bar.findChildren(QPushButton) if one.isVisible()}
    pressed = buttons[press or "閉じる"]
    pressed.setFocus()
    if press:
        pressed.click()
    else:
        qtbot.keyClick(pressed, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert QApplication.focusWidget() is at


def test_a_bug_leaves_a_log_without_what_was_typed(window: MainWindow, year: ClerkYear) -> None:
    hook = CrashHook(year.folder / "log", window)
    hook.crashed.connect(window.tell_crash)
    typed = "個人の書いた文"
    try:
        raise ValueError(typed)
    except ValueError as error:
        hook.catch(type(error), error, error.__traceback__)
    (log,) = (year.folder / "log").iterdir()
    text = log.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "test_main_window.py" in text
    assert typed not in text
    assert "保存済みの内容は失われていません" in window.notice.text


def test_a_report_can_be_made_without_a_traceback() -> None:
    assert "builtins.KeyError" in report(KeyError, None)


def test_closing_the_window_keeps_a_pending_conversion(window: MainWindow, year: ClerkYear) -> None:
    window.open_file(year.requests["健康課"])
    page = clerk(window)
    field = field_of(choose(page, "2"), "result-1")
    path = page.model.path
    type_in(editor(page, field), "ここまで")
    compose(editor(page, field), "かな")
    window.close()
    window.show()
    window.open_file(path)
    assert clerk(window).model.text(field) == "ここまでかな"


def test_what_the_disk_does_not_take_is_kept_and_tried_again(
    window: MainWindow, year: ClerkYear
) -> None:
    window.open_file(year.requests["健康課"])
    page = clerk(window)
    field = field_of(choose(page, "2"), "result-1")
    other = sqlite3.connect(page.model.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    type_in(editor(page, field), "保存できない間の文")
    window.close()
    assert window.isVisible()
    assert "保存できていません" in window.notice.text
    assert "まだ保存できていません" in window.saved
    page.form.show_item(choose(page, "2"))
    assert editor(page, field).text() == "保存できない間の文"
    other.execute("ROLLBACK")
    other.close()
    path = page.model.path
    window.close()
    assert not window.isVisible()
    with Desk.open(path) as desk:
        assert desk.answers()[field] == "保存できない間の文"


def test_a_dropped_file_is_opened(window: MainWindow, year: ClerkYear) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(year.requests["健康課"]))])
    event = QDropEvent(
        QPointF(QPoint(10, 10)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    year.bot.waitUntil(lambda: window.page is not None)
    assert clerk(window).model.request.department == "健康課"


def test_text_can_be_made_larger_and_the_size_is_kept(window: MainWindow, year: ClerkYear) -> None:
    before = QApplication.font()
    try:
        for _ in range(10):
            window._on_larger()
        assert QApplication.font().pointSizeF() == pytest.approx(21.0)
        for _ in range(12):
            window._on_smaller()
        assert QApplication.font().pointSizeF() == pytest.approx(10.5)
    finally:
        QApplication.setFont(before)


def test_a_closed_window_and_its_page_are_freed(year: ClerkYear) -> None:
    window = make_window(year)
    window.show()
    window.open_file(year.requests["情報課"])
    page = clerk(window)
    choose(page, "3")
    alive = [weakref.ref(thing) for thing in (window, page, page.model, page.form)]
    del page
    window.close()
    window.deleteLater()
    del window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert [ref() for ref in alive] == [None] * len(alive)


def test_the_reference_count_of_none_stays_steady(qtbot: QtBot) -> None:
    """PySide6 6.12 on Python 3.11 loses one with every void call, until the process aborts."""
    widget = QWidget()
    qtbot.addWidget(widget)
    gc.collect()
    before = sys.getrefcount(None)
    for n in range(1000):
        widget.setToolTip("")
        widget.resize(100 + n % 7, 100)
        widget.update()
    assert abs(sys.getrefcount(None) - before) < 200


def test_every_trouble_has_a_calm_sentence() -> None:
    from dxdesk.messages import sentence

    assert all(sentence(DxdeskError(trouble)).endswith("。") for trouble in Trouble)


def test_help_opens_over_the_work_and_goes_back_to_it(window: MainWindow, year: ClerkYear) -> None:
    window.show()
    window.activateWindow()
    window.open_file(year.requests["健康課"])
    page = clerk(window)
    page.overview.begin.click()
    year.bot.waitUntil(window.isActiveWindow)
    field = next(iter(page.form.boxes))
    page.form.focus_field(field)
    place = editor(page, field)
    type_in(place, "書きかけ")
    year.bot.keyClick(place, Qt.Key.Key_F1)
    assert window.help
    assert window.help.isVisible()
    assert page.model.text(field) == "書きかけ"
    year.bot.keyClick(window.help.back, Qt.Key.Key_Escape)
    assert window.help is None
    assert page.isVisible()
    assert place.hasFocus()
    year.bot.keyClick(place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.model.text(field) == ""
    year.bot.keyClick(page, Qt.Key.Key_F1)
    window.close_page()
    assert window.help is None
    assert window.start_page.isVisible()
    window.toggle_help()
    assert window.help
    window.toggle_help()
    assert window.start_page.isVisible()


def test_the_window_is_as_it_was_left(year: ClerkYear) -> None:
    window = make_window(year)
    year.bot.addWidget(window)
    window.show()
    window.resize(740, 720)
    window.open_file(year.requests["情報課"])
    page = clerk(window)
    page._form_view.setSizes([300, 700])
    sizes, left = page._form_view.sizes(), window.size()
    window.close()
    again = make_window(year)
    year.bot.addWidget(again)
    put_in_place(again, again._settings.value("window"))
    again.show()
    assert again.size() == left
    again.open_file(year.requests["情報課"])
    assert abs(clerk(again)._form_view.sizes()[0] - sizes[0]) <= 2
    again.close()


def test_light_and_dark_are_chosen_and_kept(window: MainWindow, year: ClerkYear) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        window._on_mode(Mode.DARK)
        assert theme.is_dark(app.palette())
        theme.follow_system(app)
        assert theme.is_dark(app.palette())
        assert theme.mode_of(window._settings.value("mode")) is Mode.DARK
        window._on_mode(Mode.LIGHT)
        assert not theme.is_dark(app.palette())
    finally:
        theme.put_on(app, Mode.LIGHT)
