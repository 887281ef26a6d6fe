"""The history of one field: what it said and when, how it differed, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QWidget,
)

from dxdesk.department import Change
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card
from ui.widgets.difference import difference
from ui.widgets.difference_text import DifferenceText
from ui.widgets.tone_label import ToneLabel

_SHOWN = 5


class HistoryCard(Card):
    """Newest state first; emits `restored` with a text to go back to, or `closed`."""

    restored = Signal(str)
    closed = Signal()

    def __init__(
        self, changes: Sequence[Change], now: str, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(Tone.QUIET, parent)
        self._now = now
        self._states = list(reversed(changes))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("{} 履歴").format(label))
        self.difference = DifferenceText()
        self.difference.setAccessibleName(self.tr("選んだ時点の文と、今の文の違い"))
        self.restore = self._button(self.tr("この時点の文に戻す(&R)"))
        self.restore.clicked.connect(self._on_restore)
        close = self._button(self.tr("閉じる"))
        close.clicked.connect(self.closed)
        if not changes:
            self.column.addWidget(ToneLabel(self.tr("まだ変更はありません。"), Tone.QUIET))
            self.restore.hide()
        else:
            self._add_changes()
        row = QHBoxLayout()
        row.setSpacing(HALF)
        row.addWidget(self.restore)
        row.addWidget(close)
        row.addStretch(1)
        self.column.addLayout(row)
        self.setFocusProxy(self.list if changes else close)

    def _add_changes(self) -> None:
        high = self.fontMetrics().height() + GRID
        for change in self._states:
            line = QListWidgetItem(_line(change))
            line.setSizeHint(QSize(0, high))
            self.list.addItem(line)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown = min(len(self._states), _SHOWN)
        self.list.setFixedHeight(shown * high + 2 * self.list.frameWidth() + 2)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(self._on_restore)
        words = self.tr("今の文と比べて、下線は選んだ時点にあった文字、取消線はその後の文字です。")
        self.column.addWidget(self.list)
        self.column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        self.column.addWidget(self.difference)
        self.column.addSpacing(GRID // 2)
        self.list.setCurrentRow(0)

    def _button(self, words: str) -> QToolButton:
        made = QToolButton()
        made.setText(words)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made

    def _on_row(self, row: int) -> None:
        text = self._states[row].after
        self.difference.show_runs(difference(self._now, text))
        self.restore.setEnabled(text != self._now)

    def _on_restore(self) -> None:
        text = self._states[self.list.currentRow()].after
        if text != self._now:
            self.restored.emit(text)


def _line(change: Change) -> str:
    when = change.at.replace("-", "/").replace("T", " ")[:16]
    what = "事務局から" if change.source == "base" else "入力"
    first = change.after.partition("\n")[0].strip()
    return f"{when}　{what}　{len(change.after)}字　{first[:24] or '（空欄）'}"
