"""取り込む: a published table becomes a new office file, from a file or from the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.text import read_year
from dxdesk.office import Office, Reading
from ui import theme
from ui.dialogs.files import FileDialogs
from ui.theme import GRID, HALF, Tone
from ui.widgets.desk_page import DeskPage, Notice
from ui.widgets.figure_edit import LineEdit
from ui.widgets.tone_label import ToneLabel

Make = Callable[[Path, int | None], tuple[Office, Reading]]


class ImportPage(DeskPage):
    """Emits `made` with the office, opened, and the reading with its report.

    `begun` tells of an office with an empty plan, to be set up by hand.
    """

    made = Signal(Office, Reading)
    begun = Signal(Office)

    def __init__(self, dialogs: FileDialogs, by: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._by = by
        self.from_file = QPushButton(self.tr("ファイルから読み込む(&I)…"))
        self.from_file.clicked.connect(self._on_file)
        self.from_clipboard = QPushButton(self.tr("コピーした表を読み込む(&P)…"))
        self.from_clipboard.clicked.connect(self._on_clipboard)
        self.by_hand = QPushButton(self.tr("計画を手で作る(&H)…"))
        self.by_hand.clicked.connect(self._on_by_hand)
        self.plan_title = LineEdit()
        self.plan_title.setPlaceholderText(self.tr("例：海市DX推進計画（手で作るときに入れます）"))
        self.plan_title.setAccessibleName(self.tr("計画の名前"))
        self.year = LineEdit()
        self.year.setPlaceholderText(self.tr("例：令和6年度（表に書かれていれば空欄のまま）"))
        self.year.setAccessibleName(self.tr("表の年度"))
        self.first_year = LineEdit()
        self.first_year.setPlaceholderText(self.tr("例：令和7年度"))
        self.first_year.setAccessibleName(self.tr("始める年度"))
        self._arrange()

    def title(self) -> str:
        """What the title bar says while no file is open."""
        return self.tr("公表済みの表から台帳を作る")

    def _arrange(self) -> None:
        about = self.tr(
            "昨年度に公表した取組実績の一覧表から、計画の項目、担当課、指標、昨年度の実績を読み取り、"
            "新しい台帳を作ります。読み取れなかったところや疑わしいところは、後で一つずつ確かめられます。"
        )
        form = QFormLayout()
        form.addRow(self.tr("表の年度(&Y)"), self.year)
        narrow = QWidget()
        narrow.setMaximumWidth(GRID * 90)
        column = QVBoxLayout(narrow)
        column.setContentsMargins(GRID * 6, GRID * 5, GRID * 6, GRID * 4)
        column.setSpacing(GRID * 2)
        column.addWidget(theme.label(self.title(), step=3, bold=True, wrap=True))
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        column.addLayout(form)
        file = self.tr(
            "公表した一覧表のテキスト（.txt、.csv など）、Excel（.xlsx）か Word（.docx）のファイルを選びます。"
        )
        column.addLayout(_way(self.from_file, file))
        copied = self.tr(
            "Word、Excel、PDF、ホームページの表を、見出しごとコピーしてから押してください。"
        )
        column.addLayout(_way(self.from_clipboard, copied))
        by_hand = self.tr(
            "公表した表がないときは、空の計画から始めて、評価の区分、区分と項目、担当課を画面で入れます。"
            "表計算などで作った項目の一覧は、行をコピーして貼り付けられます。名前と年度を入れてから押してください。"
        )
        names = QFormLayout()
        names.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        names.addRow(self.tr("計画の名前(&T)"), self.plan_title)
        names.addRow(self.tr("始める年度(&B)"), self.first_year)
        column.addLayout(_way(self.by_hand, by_hand))
        column.addLayout(names)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidget(narrow)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.addWidget(area)

    def _on_file(self) -> None:
        filters = self.tr("実績一覧 (*.xlsx *.docx *.txt *.tsv *.csv *.html);;すべて (*)")
        source = self._dialogs.open_file(self, self.tr("公表済みの表を選ぶ"), filters)
        if source:
            self._make(
                str(source.with_suffix(".dxdesk")),
                lambda path, year: Office.create(source, path, by=self._by, year=year),
            )

    def _on_clipboard(self) -> None:
        # PySide's types do not tell that an empty clipboard has no data at all.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is None or not (data.hasText() or data.hasHtml()):
            words = self.tr("コピーされた表がありません。表を選んでコピーしてから押してください。")
            self.noticed.emit(Notice(words, Tone.WARNING))
            return
        text, page = data.text(), data.html()
        self._make(
            self.tr("台帳.dxdesk"),
            lambda path, year: Office.create_from_clipboard(
                text, page, path, by=self._by, year=year
            ),
        )

    def _on_by_hand(self) -> None:
        title, year = self.plan_title.text().strip(), read_year(self.first_year.text())
        if not title or year is None:
            words = self.tr("計画の名前と年度（例：令和7年度）を入れてから押してください。")
            self.noticed.emit(Notice(words, Tone.WARNING))
            (self.first_year if title else self.plan_title).setFocus()
            return
        path = self._place(self.tr("台帳.dxdesk"))
        if path:
            self.begun.emit(Office.create_by_hand(path, title=title, year=year, by=self._by))

    def _make(self, suggested: str, make: Make) -> None:
        path = self._place(suggested)
        if path:
            self.made.emit(*make(path, read_year(self.year.text())))

    def _place(self, suggested: str) -> Path | None:
        title, filters = self.tr("台帳の保存先"), self.tr("台帳 (*.dxdesk)")
        path = self._dialogs.save_file(self, title, filters, suggested)
        return path if path is None or path.suffix else path.with_suffix(".dxdesk")


def _way(button: QPushButton, about: str) -> QVBoxLayout:
    """A button and what it does."""
    button.setAccessibleDescription(about)
    column = QVBoxLayout()
    column.setSpacing(HALF)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
    return column
