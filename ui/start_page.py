"""What the program shows before a file is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from dxdesk.there import Kind
from ui import theme
from ui.looking import Seen
from ui.marks import Mark
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Help
from ui.widgets.tone_label import ToneLabel
from ui.widgets.way_button import WayButton


class StartPage(QWidget):
    """Five ways in, and the files that were opened last."""

    open_requested = Signal()
    ledger_requested = Signal()
    create_requested = Signal()
    clerk_sample_requested = Signal()
    office_sample_requested = Signal()
    file_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recent = QListWidget()
        self.recent.setAccessibleName(self.tr("最近使ったファイル"))
        self.recent.setUniformItemSizes(True)
        self.recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.recent.itemActivated.connect(self._on_recent)
        self.recent.itemClicked.connect(self._on_recent)
        row = QHBoxLayout()
        row.setSpacing(GRID * 5)
        row.addLayout(self._ways(), 3)
        row.addWidget(self._divider())
        row.addLayout(self._recent_column(), 2)
        middle = QWidget()
        middle.setMaximumWidth(GRID * 150)
        inner = QWidget()
        around = QHBoxLayout(inner)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(1)
        around.addWidget(middle, 20)
        around.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(GRID * 4, GRID * 5, GRID * 4, GRID * 4)
        column.setSpacing(GRID)
        column.addWidget(theme.label("dxdesk", step=10, bold=True))
        about = self.tr("計画の進捗を、照会から回答・取りまとめ・公表資料まで")
        column.addWidget(ToneLabel(about, Tone.QUIET, step=1))
        column.addSpacing(GRID * 2)
        column.addLayout(row, 1)
        # On a low screen, or with large letters, the window is no higher than what it stands on.
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_recent(self, files: Sequence[Path]) -> None:
        """Fill the list of recent files."""
        self.recent.clear()
        for path in files:
            item = QListWidgetItem(f"{path.name}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(str(path))
            item.setSizeHint(QSize(0, self.fontMetrics().lineSpacing() * 2 + GRID * 2))
            self.recent.addItem(item)
        self._show_list()

    def mark(self, path: Path, seen: Seen) -> None:
        """Say what is known of a recent file by now; one that is gone is not shown any more."""
        for row in range(self.recent.count()):
            item = self.recent.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == str(path):
                if isinstance(seen, DxdeskError):
                    item.setForeground(self.palette().brush(theme.ROLES[Tone.QUIET]))
                    item.setToolTip(f"{path}\n{sentence(seen)}")
                elif seen is Kind.NOTHING:
                    self.recent.takeItem(row)
                    self._show_list()
                return

    def _show_list(self) -> None:
        self.recent.setVisible(self.recent.count() > 0)
        self._none.setVisible(self.recent.count() == 0)

    def _ways(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        self._section(column, self.tr("担当課の方"))
        first = self._way(
            column,
            Mark.FILE,
            self.tr("照会ファイルを開く(&R)"),
            self.tr("届いた照会に回答します。書きかけの続きもここから開けます。"),
        )
        first.clicked.connect(self.open_requested)
        self._section(column, self.tr("DX推進担当の方"))
        ledger = self._way(
            column,
            Mark.LEDGER,
            self.tr("台帳を開く(&L)"),
            self.tr("照会の配布、提出の取込み、差戻し、公表資料の作成をします。"),
        )
        ledger.clicked.connect(self.ledger_requested)
        create = self._way(
            column,
            Mark.TABLE,
            self.tr("公表済みの表から台帳を作る(&T)"),
            self.tr("昨年度の実績一覧（テキストまたは .xlsx）を読み込んで始めます。"),
        )
        create.clicked.connect(self.create_requested)
        self._section(column, self.tr("はじめての方"))
        clerk = self._way(
            column,
            Mark.SAMPLE,
            self.tr("見本で試す：担当課の入力(&S)"),
            self.tr("見本の照会ファイルに回答してみます。"),
        )
        clerk.clicked.connect(self.clerk_sample_requested)
        office = self._way(
            column,
            Mark.SAMPLE,
            self.tr("見本で試す：取りまとめ(&O)"),
            self.tr("見本の計画（37項目）の台帳を開きます。"),
        )
        office.clicked.connect(self.office_sample_requested)
        column.addStretch(1)
        return column

    def _section(self, column: QVBoxLayout, text: str) -> None:
        if column.count():
            column.addSpacing(GRID * 2)
        column.addWidget(ToneLabel(text, Tone.QUIET, bold=True))

    def _way(self, column: QVBoxLayout, mark: Mark, text: str, about: str) -> WayButton:
        button = WayButton(mark, text, about)
        column.addWidget(button)
        return button

    def _recent_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addWidget(ToneLabel(self.tr("最近使ったファイル"), Tone.QUIET, bold=True))
        self._none = ToneLabel(
            self.tr("まだありません。ファイルをここへドラッグしても開けます。"),
            Tone.QUIET,
            wrap=True,
        )
        column.addWidget(self._none)
        column.addWidget(self.recent, 1)
        column.addStretch(0)
        return column

    def _divider(self) -> QFrame:
        line = QFrame()
        line.setFrameShape(QFrame.Shape.VLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setForegroundRole(self.palette().ColorRole.Mid)
        return line

    def _on_recent(self, item: QListWidgetItem) -> None:
        self.file_chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))


def start_help() -> Help:
    """What F1 says before a file is opened."""
    return Help(
        "はじめに",
        (
            (
                "担当課の方",
                "DX推進担当から届いた照会ファイル（.dxreq、または .xlsx）を開くと、そのまま入力できます。"
                "エクスプローラーでファイルをダブルクリックするか、この画面にドラッグしても開きます。"
                "回答は照会ファイルと同じフォルダーの「回答_…dxdesk」に保存され、同じ照会ファイルを開くと続きになります。",
            ),
            (
                "DX推進担当の方",
                "公表済みの一覧表から台帳を作り、課ごとの照会ファイルを配ります。届いた提出ファイルは台帳に取り込みます。",
            ),
            (
                "キー操作",
                "Ctrl+O　ファイルを開く\nCtrl++ / Ctrl+-　文字を大きく・小さく（Ctrl+0で元の大きさ）\n"
                "F1　使い方を見る・閉じる\nCtrl+Q　終了",
            ),
        ),
    )
