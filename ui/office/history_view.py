"""Every text that a field had: when, who, from where."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from dxdesk.office import Change
from ui import theme
from ui.models.rows import Column, RowModel
from ui.office.places import moment
from ui.office.tables import arrange
from ui.theme import GRID, HALF, Keys


class HistoryView(QFrame):
    """Hidden until a field's history is asked for; newest first."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = theme.label(bold=True, wrap=True)
        close = QPushButton(self.tr("履歴を閉じる"))
        close.clicked.connect(self._on_close)
        escape = QShortcut(Keys.BACK, self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_close)
        sources = {
            "base": self.tr("年度の初めの内容"),
            "submission": self.tr("担当課の提出"),
            "decision": self.tr("事務局の修正"),
            "typed": self.tr("入力"),
            "copy": self.tr("事務局の修正（写し）"),
        }
        self.model = RowModel[Change](
            (
                Column(self.tr("日時"), lambda change: moment(change.at)),
                Column(self.tr("どこから"), lambda change: self._source(change, sources)),
                Column(self.tr("だれ"), lambda c: f"{c.department} {c.by}".strip()),
                Column(self.tr("内容"), lambda c: c.after or self.tr("（空欄）")),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("欄の履歴"))
        arrange(self.table, stretch=3, wraps=True, least=10)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, HALF, GRID * 2, GRID)
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addWidget(self.table)
        self.hide()

    def show_history(self, place: str, changes: Sequence[Change]) -> None:
        """Show what a field was, newest first."""
        none = self.tr("履歴：{}（まだ何も書かれていません）")
        self._title.setText((self.tr("履歴：{}") if changes else none).format(place))
        self.model.set_rows(tuple(reversed(changes)))
        self.show()
        self.table.setFocus()

    def _source(self, change: Change, sources: dict[str, str]) -> str:
        words = sources[change.source]
        return self.tr("{}（取消済み）").format(words) if change.undone else words

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
