"""An item to be made two: which of its KPIs go along with the new one."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.fields import field_of
from dxdesk.domain.plan import Item
from ui import theme
from ui.office.places import item_words
from ui.theme import GRID, HALF, Tone
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class SplitForm(QWidget):
    """Emits `chosen` with the ids of the KPIs that go along, or `left`."""

    chosen = Signal(tuple)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Item | None = None
        self.heading = theme.label(step=1, bold=True, wrap=True)
        self.kpis = QListWidget()
        self.kpis.setWordWrap(True)
        self.kpis.setSpacing(HALF)
        self.kpis.setAccessibleName(self.tr("新しい項目に移す指標"))
        self.kpis.setMinimumHeight(GRID * 20)
        self.split = writes(QPushButton(self.tr("二つに分ける")))
        self.leave = QPushButton(self.tr("やめる"))
        self.split.clicked.connect(self._on_split)
        self.leave.clicked.connect(self.left)
        self._arrange()

    def show_item(self, item: Item, written: Collection[str]) -> None:
        """Ask about an item; `written` are the fields that somebody has a text for."""
        self.item = item
        self.heading.setText(self.tr("{}　を二つに分ける").format(item_words(item)))
        self.kpis.clear()
        for kpi in item.kpis:
            words = kpi.name
            if field_of(item, kpi.id) in written:
                words += self.tr("（回答があるので、元の項目にも残ります）")
            row = QListWidgetItem(words)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Unchecked)
            self.kpis.addItem(row)
        self.kpis.setCurrentRow(0)

    def forget(self) -> None:
        """Ask about nothing any more."""
        self.item = None

    def choose(self, *numbers: int) -> None:
        """Tick KPIs by their places."""
        for number in numbers:
            self.kpis.item(number).setCheckState(Qt.CheckState.Checked)

    def _arrange(self) -> None:
        words = self.tr(
            "新しい項目は、元の項目の担当課、内容、目標、スケジュールを引き継ぎます。新しい項目に移す指標を"
            "選んでください。選ばない指標は、元の項目に残ります。"
        )
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.split)
        row.addWidget(self.leave)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.heading)
        column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        column.addWidget(self.kpis)
        column.addLayout(row)
        column.addStretch(1)

    def _on_split(self) -> None:
        rows = range(self.kpis.count())
        ticked = [n for n in rows if self.kpis.item(n).checkState() is Qt.CheckState.Checked]
        assert self.item is not None
        self.chosen.emit(tuple(self.item.kpis[n].id for n in ticked))
