"""取込みの記録: every merge, the newest first, what each brought, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QTableView, QVBoxLayout, QWidget

from dxdesk.office import Delivered, MergeRecord, Office
from dxdesk.office.rejoin_words import undone_words
from ui import theme
from ui.marks import Mark
from ui.models.rows import Column, RowModel
from ui.office.places import moment
from ui.office.state import YearState
from ui.office.tables import CellIcons, arrange
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.tone_label import ToneLabel

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MergeLog(QWidget):
    """Merges are taken back one by one, the newest first."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._icons = CellIcons(self)
        self._shown: MergeRecord | None = None
        self._about = ToneLabel("", Tone.QUIET, wrap=True)
        self.merges = RowModel[MergeRecord](
            (
                Column(self.tr("日時"), lambda row: moment(row.at), decoration=self._mark),
                Column(self.tr("件"), lambda row: str(len(row.submissions)), alignment=_RIGHT),
                Column(self.tr("状態・取り込んだ人"), self._state_of),
            ),
            self,
        )
        self.brought = RowModel[Delivered](
            (
                Column(self.tr("課"), lambda row: row.submission.department),
                Column(self.tr("回・号"), _number),
                Column(self.tr("変わった欄"), lambda row: str(row.changed), alignment=_RIGHT),
                Column(self.tr("提出者"), lambda row: row.submission.by),
                Column(self.tr("ファイル"), lambda row: row.submission.file),
            ),
            self,
        )
        self.table = _table(self.merges, self.tr("取込みの記録"), stretch=2)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_brought())
        self.inside = _table(self.brought, self.tr("この取込みで届いた提出"), stretch=4)
        self._inside_title = theme.label(bold=True)
        self.undo = QPushButton(self.tr("最新の一つを取り消す(&U)"))
        self.undo.clicked.connect(self._on_undo)
        self._arrange()
        self.inside.hide()
        self._inside_title.hide()

    def show_state(self, state: YearState) -> None:
        """Show the merges of every year; they are taken back in the order of time."""
        newest_first = tuple(reversed(state.merges))
        if newest_first != self.merges.rows:
            self.merges.set_rows(newest_first)
            self.table.selectRow(0)
        self.undo.setEnabled(state.last_merge is not None)
        self._about.set_text(
            self.tr(
                "新しい順に一つずつ取り消せます。取り消しても記録は残り、同じファイルをもう一度"
                "取り込めば元に戻ります。この後に事務局で直した文は、そのまま残ります。"
            )
            if newest_first
            else self.tr(
                "まだ何も取り込んでいません。「取込み」で提出ファイルを取り込んでください。"
            )
        )
        self._show_brought()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(theme.label(self.tr("取込みの記録"), step=1, bold=True))
        column.addWidget(self._about)
        column.addWidget(self.table, 1)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside_title)
        column.addWidget(self.inside, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_brought()

    def _show_brought(self) -> None:
        """Show what came with the chosen merge; it is read when somebody looks at it."""
        merge = self.merges.row_at(self.table.currentIndex())
        if merge == self._shown or not self.isVisible():
            return
        self._shown = merge
        self.brought.set_rows(self._office.brought(merge) if merge else ())
        self.inside.setVisible(merge is not None)
        self._inside_title.setVisible(merge is not None)
        if merge:
            self._inside_title.setText(self.tr("{}の取込み").format(moment(merge.at)))

    def _state_of(self, merge: MergeRecord) -> str:
        if merge.undone_at:
            words = self.tr("{}に取消し　{}").format(moment(merge.undone_at), merge.undone_by)
            return words.strip("　")
        return merge.by

    def _mark(self, merge: MergeRecord) -> object:
        return (
            self._icons(Mark.RETURNED, Tone.QUIET)
            if merge.undone_at
            else self._icons(Mark.DONE, Tone.GOOD)
        )

    def _on_undo(self) -> None:
        undone = self._office.undo_merge()
        words = self.tr("{}の取込み（{}件）を取り消しました。")
        words = words.format(moment(undone.at), len(undone.submissions))
        more = undone_words(self._office.asked_by(undone))
        self.noticed.emit(Notice(words + more, Tone.WARNING) if more else Notice(words))
        self.changed.emit()


def _number(row: Delivered) -> str:
    return f"第{row.submission.round}回 {row.submission.number}号"


def _table(model: RowModel, name: str, stretch: int) -> QTableView:  # type: ignore[type-arg]
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    arrange(table, stretch=stretch, least=8)
    table.setMinimumHeight(GRID * 14)
    return table
