"""A new office file from a file or from the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Office, Reading
from dxdesk.resources import resource
from tests.ui.office_year import Choices
from ui.office.import_page import ImportPage
from ui.widgets.desk_page import Notice


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> ImportPage:
    page = ImportPage(Choices(tmp_path / "台帳"), "鈴木")
    qtbot.addWidget(page)
    return page


def made_by(page: ImportPage, button: str) -> tuple[Office, Reading]:
    made: list[tuple[Office, Reading]] = []
    page.made.connect(lambda office, read: made.append((office, read)))
    getattr(page, button).click()
    return made[0]


def copy_sample() -> None:
    data = QMimeData()
    data.setText(resource("sample", "plan-r6.txt").read_text("utf-8"))
    QGuiApplication.clipboard().setMimeData(data)


def test_a_copied_table_becomes_a_file(page: ImportPage, tmp_path: Path) -> None:
    copy_sample()
    office, read = made_by(page, "from_clipboard")
    with office:
        assert office.path == tmp_path / "台帳.dxdesk"
        assert len(office.plan().items) == len(read.plan.items) == 37


def test_an_empty_clipboard_says_what_to_do(page: ImportPage, tmp_path: Path) -> None:
    QGuiApplication.clipboard().clear()
    told: list[Notice] = []
    page.noticed.connect(told.append)
    page.from_clipboard.click()
    assert "コピー" in told[0].text
    assert not list(tmp_path.iterdir())


def test_the_year_can_be_given_where_the_table_is_silent(qtbot: QtBot, tmp_path: Path) -> None:
    text = resource("sample", "plan-r6.txt").read_text("utf-8")
    table = text[text.index("取組内容 目標") :]
    (tmp_path / "表.txt").write_text(table, "utf-8")

    class Twice(Choices):
        def open_file(self, *args: object, **more: object) -> Path:
            return tmp_path / "表.txt"

    page = ImportPage(Twice(tmp_path / "新.dxdesk"))
    qtbot.addWidget(page)
    page.year.setText("令和６年度")
    office, _ = made_by(page, "from_file")
    with office:
        assert office.years == (2024,)


def test_what_is_no_table_leaves_no_file(page: ImportPage, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setText("お疲れさまです。")
    with capture_exceptions() as caught:
        page.from_clipboard.click()
    error = caught[0][1]
    assert isinstance(error, DxdeskError)
    assert error.trouble is Trouble.NO_TABLE
    assert not list(tmp_path.iterdir())


def test_a_plan_is_begun_by_hand(page: ImportPage, tmp_path: Path) -> None:
    told: list[Notice] = []
    page.noticed.connect(told.append)
    page.by_hand.click()
    assert "名前" in told[0].text
    assert not list(tmp_path.iterdir())
    begun: list[Office] = []
    page.begun.connect(begun.append)
    page.plan_title.setText("海市DX計画")
    page.first_year.setText("令和７年度")
    page.by_hand.click()
    with begun[0] as office:
        assert office.path == tmp_path / "台帳.dxdesk"
        assert (office.plan().title, office.years) == ("海市DX計画", (2025,))
