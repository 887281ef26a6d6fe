"""One item whole: what was asked, what was answered, last year's answer beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dxdesk.domain.fields import fields_of, split_field
from dxdesk.domain.plan import Item, Kpi
from ui import theme
from ui.marks import Mark
from ui.office.field_row import FieldRow, FieldValue
from ui.office.places import field_words, item_words, writers_of
from ui.office.state import YearState
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card
from ui.widgets.tone_label import ToneLabel


class ItemView(QScrollArea):
    """Shows one item; fields can be corrected in place, each has its history."""

    written = Signal(str, str)
    history_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("選んだ取組項目の内容"))
        self.rows: dict[str, FieldRow] = {}

    def settle(self) -> None:
        """Keep what was typed in a correction that was not ended."""
        for row in tuple(self.rows.values()):
            row.settle()

    def show_nothing(self, words: str) -> None:
        """Show a sentence in place of an item."""
        self.rows = {}
        body, column = self._body()
        column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        column.addStretch(1)
        self._put(body)

    def show_item(self, state: YearState, item: Item) -> None:
        """Show an item of a year."""
        body, column = self._body()
        column.addWidget(theme.label(item_words(item), step=3, bold=True, wrap=True))
        above = "　＞　".join(group.heading for group in state.plan.groups_of(item))
        column.addWidget(ToneLabel(above, Tone.QUIET, wrap=True))
        column.addWidget(theme.label(self._departments(item), wrap=True))
        self._add_findings(column, state, item)
        column.addLayout(self._asked(item))
        if item.schedule:
            card = Card()
            phases = "　".join(f"{phase.year}：{phase.label}" for phase in item.schedule)
            card.add_text(self.tr("スケジュール"), phases)
            column.addWidget(card)
        column.addWidget(_line())
        column.addLayout(self._years(state))
        self.rows = {}
        for field in fields_of(item):
            row = FieldRow(self._value(state, item, field), state.plan.scale)
            row.written.connect(self.written)
            row.history_requested.connect(self.history_requested)
            self.rows[field] = row
            column.addWidget(row)
            column.addWidget(_line())
        column.addStretch(1)
        self._put(body)

    def show_field(self, field: str) -> None:
        """Bring a field into view and put the focus on it."""
        row = self.rows.get(field)
        if row:
            self.ensureWidgetVisible(row, 0, GRID * 4)
            row.correct.setFocus()

    def _body(self) -> tuple[QWidget, QVBoxLayout]:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID * 2)
        column.setSpacing(HALF)
        return body, column

    def _put(self, body: QWidget) -> None:
        old = self.takeWidget()
        if old:
            # The button that was clicked may be in it.
            old.hide()
            old.deleteLater()
        self.setWidget(body)

    def _departments(self, item: Item) -> str:
        if not item.departments:
            return self.tr("担当課：（記載なし）")
        words = self.tr("担当課：{}").format("、".join(item.departments))
        if len(item.departments) > 1:
            words += self.tr("（取りまとめは{}）").format(item.lead)
        return words

    def _add_findings(self, column: QVBoxLayout, state: YearState, item: Item) -> None:
        found = len(state.weighing_by_item.get(item.id, ()))
        others = len(state.findings_by_item.get(item.id, ())) - found
        rest = self.tr("（ほかに参考・確認済み{}件）").format(others) if others else ""
        if found:
            words = self.tr("未対応の指摘が{}件あります{}。それぞれの欄に示しています。")
            said = words.format(found, rest)
            column.addWidget(ToneLabel(said, Tone.WARNING, Mark.WARNING, wrap=True))
        elif others:
            words = self.tr("参考・確認済みの指摘が{}件あります。それぞれの欄に示しています。")
            column.addWidget(ToneLabel(words.format(others), Tone.QUIET, Mark.NOTE, wrap=True))

    def _asked(self, item: Item) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for heading, text in ((self.tr("取組内容"), item.content), (self.tr("目標"), item.goal)):
            card = Card()
            card.add_text(heading, text or self.tr("（記載なし）"))
            card.column.addStretch(1)
            row.addWidget(card, 1)
        return row

    def _years(self, state: YearState) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(ToneLabel(state.name_of(state.year), Tone.ACCENT, bold=True), 3)
        if state.last_year is not None:
            row.addWidget(ToneLabel(state.name_of(state.last_year), Tone.QUIET, bold=True), 2)
        return row

    def _value(self, state: YearState, item: Item, field: str) -> FieldValue:
        name = split_field(field)[1]
        kpi = next((kpi for kpi in item.kpis if kpi.id == name), None)
        findings = state.findings_by_item.get(item.id, ())
        return FieldValue(
            field,
            field_words(item, field),
            "、".join(writers_of(item, field)) if len(item.departments) > 1 else "",
            state.answers.get(field, ""),
            None if state.last_year is None else state.last_answers.get(field, ""),
            self._facts(kpi) if kpi else "",
            tuple(finding for finding in findings if finding.field == field),
            field in state.collisions,
        )

    def _facts(self, kpi: Kpi) -> str:
        return self.tr("目標 {}").format(kpi.target or self.tr("（記載なし）"))


def _line() -> QFrame:
    made = QFrame()
    made.setFrameShape(QFrame.Shape.HLine)
    made.setFrameShadow(QFrame.Shadow.Plain)
    made.setForegroundRole(made.palette().ColorRole.Mid)
    return made
