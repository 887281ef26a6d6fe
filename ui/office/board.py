"""The table of departments: where each stands, and what it handed in last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QTableView, QWidget

from dxdesk.domain.asking import short_code
from dxdesk.office import Standing, SubmissionRecord
from ui.models.rows import Column, RowModel
from ui.office.places import moment
from ui.office.stages import LOOKS
from ui.office.tables import CellIcons, arrange

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Board(QTableView):
    """Several departments can be chosen; `chosen_changed` tells which."""

    chosen_changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = CellIcons(self)
        self.rows = RowModel[Standing](
            (
                Column(self.tr("課"), lambda row: row.department),
                Column(
                    self.tr("段階"),
                    lambda row: row.stage.value,
                    decoration=lambda row: self._icons(*LOOKS[row.stage]),
                ),
                Column(self.tr("項目"), lambda row: str(row.items), alignment=_RIGHT),
                Column(self.tr("指摘"), self._findings, alignment=_RIGHT),
                Column(self.tr("回"), lambda row: str(row.round or ""), alignment=_RIGHT),
                Column(self.tr("期限"), lambda row: row.deadline),
                Column(self.tr("最後の提出"), lambda row: _last(row, lambda s: moment(s.at)[5:])),
                Column(self.tr("提出者"), lambda row: _last(row, lambda s: s.by)),
                Column(
                    self.tr("号"), lambda row: _last(row, lambda s: str(s.number)), alignment=_RIGHT
                ),
                Column(self.tr("照合コード"), lambda row: _last(row, lambda s: short_code(s.seal))),
            ),
            self,
        )
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("課の一覧"))
        arrange(self, stretch=9, several=True, held={0: 11}, least=6)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    @property
    def chosen(self) -> tuple[Standing, ...]:
        """The departments that are chosen, in the order of the table."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.rows.rows[number] for number in numbers)

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show where the departments stand; those that were chosen stay chosen."""
        names = [standing.department for standing in self.chosen]
        self.rows.set_rows(standings)
        self.choose(names)

    def choose(self, names: Sequence[str]) -> None:
        """Choose departments by name."""
        selection = QItemSelection()
        for number, standing in enumerate(self.rows.rows):
            if standing.department in names:
                index = self.rows.index(number, 0)
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        self.chosen_changed.emit(self.chosen)

    def _findings(self, standing: Standing) -> str:
        """Nothing before the answer is there: that all is missing then says nothing."""
        if standing.submission is None:
            return ""
        return self.tr("検査中…") if standing.findings is None else str(standing.findings or "")

    def _on_selection(self) -> None:
        self.chosen_changed.emit(self.chosen)


def _last(standing: Standing, words: Callable[[SubmissionRecord], str]) -> str:
    return words(standing.submission) if standing.submission else ""
