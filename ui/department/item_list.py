"""The list of items at the left: number, title and how far each is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.department.desk_model import ItemRow, ItemState
from ui.marks import Mark, icon
from ui.models.rows import Column, RowModel
from ui.theme import GRID, Tone

LOOKS = {
    ItemState.UNTOUCHED: (Mark.UNTOUCHED, Tone.QUIET),
    ItemState.STARTED: (Mark.STARTED, Tone.ACCENT),
    ItemState.DOUBTFUL: (Mark.WARNING, Tone.WARNING),
    ItemState.DONE: (Mark.DONE, Tone.GOOD),
    ItemState.RETURNED: (Mark.RETURNED, Tone.ERROR),
    ItemState.CLOSED: (Mark.LOCKED, Tone.QUIET),
}


class ItemList(QTableView):
    """Emits `item_chosen` with the item's id when another line becomes current."""

    item_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.rows = RowModel[ItemRow](
            (
                Column("番号", lambda row: row.no, alignment=right),
                Column(
                    "取組項目",
                    lambda row: row.title,
                    spoken=lambda row: f"{row.no} {row.title} {row.state.value} {_count(row)}",
                ),
                Column("指摘", lambda row: str(row.findings or ""), alignment=right, hint=_count),
                Column("状態", lambda row: row.state.value, decoration=self._mark),
            ),
            self,
        )
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("取組項目の一覧"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(GRID * 3)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self._fit()

    def show_rows(self, rows: Sequence[ItemRow]) -> None:
        """Show the items; the current line stays."""
        current, numbers = self.current_id(), [row.no for row in rows]
        fits = numbers == [row.no for row in self.rows.rows]
        self.rows.set_rows(rows)
        if not fits:
            self._fit()
        if current and self.current_id() != current:
            self.choose(current)

    def current_id(self) -> str:
        """The item of the current line."""
        row = self.rows.row_at(self.currentIndex())
        return row.id if row else ""

    def shows(self, item: str) -> bool:
        """Whether an item has a line now."""
        return any(row.id == item for row in self.rows.rows)

    def choose(self, item: str) -> None:
        """Make an item's line current."""
        for n, row in enumerate(self.rows.rows):
            if row.id == item:
                self.setCurrentIndex(self.rows.index(n, 1))
                return

    def step(self, by: int) -> None:
        """Go some lines down or up, stopping at the ends."""
        last = self.rows.rowCount() - 1
        row = min(last, max(0, self.currentIndex().row() + by))
        self.setCurrentIndex(self.rows.index(row, 1))

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.rows.row_at(current)
        if row:
            self.item_chosen.emit(row.id)

    def _mark(self, row: ItemRow) -> object:
        mark, tone = LOOKS[row.state]
        return icon(mark, theme.colour(tone, self.palette()), theme.mark_side(self))

    def _fit(self) -> None:
        measure, header = self.fontMetrics().horizontalAdvance, self.horizontalHeader()
        side = theme.mark_side(self)
        self.setIconSize(QSize(side, side))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        widest = max((measure(row.no) for row in self.rows.rows), default=0)
        header.resizeSection(0, max(widest, measure("00")) + GRID * 2)
        header.resizeSection(2, measure("00") + GRID * 2)
        header.resizeSection(3, measure("指摘あり") + side + GRID * 3)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + GRID * 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(
            self, "rows"
        ):
            self._fit()


def _count(row: ItemRow) -> str:
    return f"指摘{row.findings}件" if row.findings else ""
