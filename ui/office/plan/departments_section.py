"""課と組織改編: the departments, what they get, and what became of those of the year before."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QTableView, QVBoxLayout, QWidget

from dxdesk.domain.plan_editing import rename_department, with_carrier
from dxdesk.office import Carrier
from ui import theme
from ui.models.rows import Column, RowModel
from ui.office.plan.fields_form import Entry, FieldsForm
from ui.office.plan.typed_lines import names_in
from ui.office.plan.view import PlanSection, PlanView
from ui.office.tables import arrange
from ui.theme import GRID, Tone
from ui.widgets.figure_edit import LineEdit
from ui.widgets.tone_label import ToneLabel

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """One department as the table shows it."""

    name: str
    items: int
    asked: bool
    carrier: str


class DepartmentsSection(PlanSection):
    """A reorganisation goes through the door by itself, which knows who was asked."""

    reorganised = Signal(tuple, tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PlanView | None = None
        self._carriers = {
            "": self.tr("いつもの種類"),
            Carrier.NATIVE.value: self.tr("dxdesk用"),
            Carrier.XLSX.value: self.tr("Excel"),
        }
        self.rows = RowModel[DepartmentRow](
            (
                Column(self.tr("課"), lambda row: row.name),
                Column(self.tr("項目"), lambda row: str(row.items), alignment=_RIGHT),
                Column(self.tr("照会"), lambda row: self.tr("済") if row.asked else ""),
                Column(self.tr("ファイル"), lambda row: self._carriers[row.carrier]),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("担当課"))
        arrange(self.table, stretch=0, several=True)
        self.table.setMinimumHeight(GRID * 30)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.selectionModel().selectionChanged.connect(self._say_chosen)
        self.empty = ToneLabel(
            self.tr("担当課は、「施策体系」で項目に入れると、ここに並びます。"),
            Tone.QUIET,
            wrap=True,
        )
        self.form = FieldsForm[DepartmentRow](self._entries())
        self.form.edited.connect(self.edited)
        self.chosen = ToneLabel("", Tone.PLAIN, wrap=True)
        self.after = LineEdit()
        self.after.setAccessibleName(self.tr("改編後の課の名前"))
        self.after.setMaximumWidth(GRID * 80)
        self.change = QPushButton(self.tr("この年度から改める"))
        self.change.clicked.connect(self._on_change)
        self.after.textChanged.connect(self._say_chosen)
        self.done = ToneLabel("", Tone.QUIET, wrap=True)
        self._arrange()

    def show_view(self, view: PlanView) -> None:
        self._view = view
        plan = view.plan
        known = (*self._carriers,)
        self.rows.set_rows(
            [
                DepartmentRow(
                    name,
                    len(plan.items_of(name)),
                    name in view.asked,
                    carrier if (carrier := plan.carriers.get(name, "")) in known else "",
                )
                for name in view.departments
            ]
        )
        self.table.setVisible(bool(view.departments))
        self.empty.setVisible(not view.departments)
        if not self.table.currentIndex().isValid() and view.departments:
            self.table.setCurrentIndex(self.rows.index(0, 0))
        self.after.setReadOnly(not view.open)
        lines = [
            self.tr("{} → {}").format("、".join(one.before), "、".join(one.after))
            for one in plan.successions
        ]
        none = self.tr("前の年度からの組織改編は、まだ入れていません。")
        self.done.set_text("\n".join(lines) if lines else none)
        self._show_current(same=True)
        self._say_chosen()

    def settle(self) -> None:
        self.form.settle()

    def show_place(self, place: str) -> None:
        names = [row.name for row in self.rows.rows]
        if place in names:
            self.table.setCurrentIndex(self.rows.index(names.index(place), 0))

    def choose(self, *names: str) -> None:
        """Choose departments."""
        self.table.clearSelection()
        mode = QAbstractItemView.SelectionMode
        self.table.setSelectionMode(mode.MultiSelection)
        for number, row in enumerate(self.rows.rows):
            if row.name in names:
                self.table.selectRow(number)
        self.table.setSelectionMode(mode.ExtendedSelection)

    def _arrange(self) -> None:
        words = self.tr(
            "改称、統合、分割のときは、上の表で改編前の課を選び（Ctrlを押しながらで複数）、改編後の名前を「、」で"
            "区切って書きます。項目、記入欄、指標の課が改まり、昨年度の回答は新しい課に引き継がれます。"
            "昨年度の記録は元の名前のままです。"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        caption = theme.label(self.tr("改編後の課の名前"), bold=True)
        caption.setBuddy(self.after)
        for widget in (
            *(self.empty, self.table, self.form),
            theme.label(self.tr("組織改編"), step=1, bold=True),
            *(ToneLabel(words, Tone.QUIET, wrap=True), self.done, self.chosen, caption, self.after),
        ):
            column.addWidget(widget)
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _entries(self) -> tuple[Entry[DepartmentRow], ...]:
        return (
            Entry(
                self.tr("照会ファイルの種類"),
                lambda row: row.carrier,
                lambda p, row, text, _: with_carrier(p, row.name, text),
                choices=lambda _, __: [(words, name) for name, words in self._carriers.items()],
            ),
            Entry(
                self.tr("課名の訂正"),
                lambda row: row.name,
                lambda p, row, text, _: (
                    rename_department(p, row.name, text) if len(names_in(text)) == 1 else None
                ),
                self.tr("読取りや入力の誤りを直すときに使います。組織改編の記録は残りません。"),
                self.tr("課の名前を一つ書いてください。まだ変わっていません。"),
            ),
        )

    @property
    def _current(self) -> DepartmentRow | None:
        return self.rows.row_at(self.table.currentIndex())

    def _chosen_names(self) -> tuple[str, ...]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.rows.rows[n].name for n in rows)

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.form.settle()
        self._show_current(same=False)

    def _show_current(self, *, same: bool) -> None:
        if self._view is not None:
            self.form.show_subject(self._view, self._current, same=same)

    def _say_chosen(self) -> None:
        names = self._chosen_names()
        said = self.tr("改編前の課：{}").format("、".join(names) or self.tr("（選んでいません）"))
        self.chosen.set_text(said)
        ready = bool(names and self.after.text().strip())
        self.change.setEnabled(ready and self._view is not None and self._view.open)

    def _on_change(self) -> None:
        self.reorganised.emit(self._chosen_names(), names_in(self.after.text()))

    def clear(self) -> None:
        """The reorganisation was made; the next one begins with an empty name."""
        self.after.set_text("")
        self._say_chosen()
