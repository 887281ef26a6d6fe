"""The table of departments: where each stands, by when it has to answer, what it handed in last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QTableView, QWidget

from dxdesk.domain.sealing import short_code
from dxdesk.messages import days_words
from dxdesk.office import Standing, SubmissionRecord
from ui.marks import Mark
from ui.models.rows import Column, RowModel
from ui.office.board_rows import Show, Sort, View, findings_of
from ui.office.places import moment
from ui.office.stages import LOOKS
from ui.office.tables import CellIcons, arrange
from ui.theme import Tone

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Board(QTableView):
    """Several departments can be chosen; `chosen_changed` tells which, `view_changed` what shows."""

    chosen_changed = Signal(tuple)
    view_changed = Signal(View)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = CellIcons(self)
        self._standings: tuple[Standing, ...] = ()
        self.today = date.min
        self.view = View()
        self.sorts, columns = zip(*self._columns(), strict=True)
        self.rows = RowModel[Standing](columns, self)
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("課の一覧"))
        arrange(self, stretch=len(columns) - 1, several=True, held={0: 11}, least=8)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_heading)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    def _columns(self) -> Sequence[tuple[Sort | None, Column[Standing]]]:
        """What each column is sorted by, and what it shows."""
        return (
            (Sort.NAME, Column(self.tr("課"), lambda row: row.department)),
            (Sort.STAGE, Column(self.tr("段階"), self._stage, decoration=self._mark)),
            (Sort.LEFT, Column(self.tr("残り"), self._left, decoration=self._late)),
            (
                Sort.WRITTEN,
                Column(self.tr("記入"), _written, alignment=_RIGHT),
            ),
            (Sort.FINDINGS, Column(self.tr("指摘"), self._findings, alignment=_RIGHT)),
            (
                Sort.COLLISIONS,
                Column(self.tr("競合"), lambda row: str(row.collisions or ""), alignment=_RIGHT),
            ),
            (Sort.ROUND, Column(self.tr("回"), self._round, alignment=_RIGHT)),
            (None, Column(self.tr("期限"), lambda row: row.deadline)),
            (Sort.CONTACT, Column(self.tr("最後の連絡"), _contact)),
            (
                Sort.HANDED_IN,
                Column(self.tr("最後の提出"), lambda row: _last(row, lambda s: moment(s.at)[5:])),
            ),
            (Sort.BY, Column(self.tr("提出者"), lambda row: _last(row, lambda s: s.by))),
            (
                None,
                Column(
                    self.tr("号"), lambda row: _last(row, lambda s: str(s.number)), alignment=_RIGHT
                ),
            ),
            (
                None,
                Column(self.tr("照合コード"), lambda row: _last(row, lambda s: short_code(s.seal))),
            ),
            (None, Column(self.tr("メモ"), lambda row: row.mark.note if row.mark else "")),
        )

    @property
    def chosen(self) -> tuple[Standing, ...]:
        """The departments that are chosen, in the order of the table."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.rows.rows[number] for number in numbers)

    def show_standings(self, standings: Sequence[Standing], today: date) -> None:
        """Show where the departments stand; those that were chosen stay chosen."""
        self._standings, self.today = tuple(standings), today
        self._show([standing.department for standing in self.chosen])

    def show_only(self, show: Show) -> None:
        """Show the departments at a stage, the late ones, or all."""
        self._look_at(replace(self.view, show=show))

    def sort_by(self, sort: Sort) -> None:
        """Put the rows in order; by what they are sorted by already, the other way round."""
        self._look_at(self.view.by(sort))

    def choose(self, names: Sequence[str]) -> None:
        """Choose departments by name; all are shown where one of them is not."""
        shown = {row.department for row in self.rows.rows}
        if self.view.show is not None and not shown.issuperset(names):
            self.show_only(None)
        self._choose(names)

    def _look_at(self, view: View) -> None:
        self.view = view
        self._show([standing.department for standing in self.chosen])
        self.view_changed.emit(view)

    def _show(self, chosen: Sequence[str]) -> None:
        self.rows.set_rows(self.view.rows(self._standings, self.today))
        header, sort = self.horizontalHeader(), self.view.sort
        header.setSortIndicatorShown(sort in self.sorts)
        if sort in self.sorts:
            down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
            header.setSortIndicator(self.sorts.index(sort), down if self.view.descending else up)
        self._choose(chosen)

    def _choose(self, names: Sequence[str]) -> None:
        selection = QItemSelection()
        for number, standing in enumerate(self.rows.rows):
            if standing.department in names:
                index = self.rows.index(number, 0)
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        self.chosen_changed.emit(self.chosen)

    def _findings(self, standing: Standing) -> str:
        if standing.submission is not None and standing.findings is None:
            return self.tr("検査中…")
        return str(findings_of(standing) or "")

    def _on_selection(self) -> None:
        self.chosen_changed.emit(self.chosen)

    def _on_heading(self, section: int) -> None:
        if sort := self.sorts[section]:
            self.sort_by(sort)

    def _stage(self, row: Standing) -> str:
        return (
            self.tr("{}（手で記録）").format(row.stage.value) if row.is_by_hand else row.stage.value
        )

    def _mark(self, row: Standing) -> object:
        return self._icons(*LOOKS[row.stage])

    def _left(self, row: Standing) -> str:
        left = row.left(self.today)
        return "" if left is None else days_words(left)

    def _late(self, row: Standing) -> object:
        return self._icons(Mark.WARNING, Tone.WARNING) if row.is_late(self.today) else None

    def _round(self, row: Standing) -> str:
        return self.tr("第{}回").format(row.round) if row.round else ""


def _last(standing: Standing, words: Callable[[SubmissionRecord], str]) -> str:
    return words(standing.submission) if standing.submission else ""


def _written(standing: Standing) -> str:
    known = "…" if standing.written is None else standing.written
    return f"{known}/{standing.items}"


def _contact(standing: Standing) -> str:
    contact = standing.contact
    return f"{moment(contact.at)[5:10]} {contact.touch.value}" if contact else ""
