"""No label of the clerk's pages is cut off, at 100 % and at 150 %, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from tests.ui.clerk_year import Choices, ClerkYear
from ui import theme
from ui.app import Files
from ui.main_window import MainWindow
from ui.start_page import StartPage

SIZES = [(1280, 860), (1024, 700)]


@pytest.fixture(params=[1.0, 1.5])
def scale(request: pytest.FixtureRequest) -> Iterator[float]:
    with letters(request.param):
        yield request.param


@pytest.mark.parametrize("size", SIZES)
def test_the_clerks_pages(year: ClerkYear, scale: float, size: tuple[int, int]) -> None:
    page = year.open("情報課")
    page.resize(*size)
    for row in page.items.rows.rows:
        page.items.choose(row.id)
        year.bot.waitUntil(lambda: not cut_texts(page))
    page.show_hand_in()
    page.hand_in.submit.click()
    year.bot.waitUntil(lambda: not cut_texts(page))
    page.hand_in.name.setText("山田")
    page.hand_in.submit.click()
    year.bot.waitUntil(lambda: not cut_texts(page))


def test_the_start_page(year: ClerkYear, scale: float) -> None:
    page = StartPage()
    year.bot.addWidget(page)
    page.resize(1280, 860)
    page.show()
    assert not cut_texts(page)


def test_the_notice_bar(year: ClerkYear, scale: float) -> None:
    from PySide6.QtCore import QSettings

    settings = QSettings(str(year.folder / "s.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Files(Choices()), Choices(), settings)
    year.bot.addWidget(window)
    window.resize(800, 600)
    window.show()
    window.tell_error("空き容量が足りないため保存できません。" * 5)
    year.bot.waitUntil(lambda: not cut_texts(window.notice))


@contextmanager
def letters(scale: float) -> Iterator[None]:
    """Text of another size in the block."""
    before = QApplication.font()
    QApplication.setFont(theme.font(scale=scale))
    try:
        yield
    finally:
        QApplication.setFont(before)


def cut_texts(page: QWidget) -> list[str]:
    """The texts of visible labels and buttons that have less room than they need."""
    cut: list[str] = []
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text() and not fits(label):
            cut.append(f"{label.text()} {label.size()}")
    for button in page.findChildren(QPushButton):
        if button.isVisible() and button.width() < button.minimumSizeHint().width():
            cut.append(button.text())
    return cut


def fits(label: QLabel) -> bool:
    need = label.sizeHint()
    if label.wordWrap():
        return label.height() >= label.heightForWidth(label.width())
    return label.width() >= need.width() and label.height() >= need.height()
