"""検査: every finding of the year, chosen by filters, with what can be done about it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.checks import Finding
from dxdesk.domain.open_questions import Question
from dxdesk.office import Office
from ui import theme
from ui.dialogs.files import FileDialogs
from ui.office.background import Background
from ui.office.filter_bar import FilterBar
from ui.office.finding_acts import FindingActs
from ui.office.finding_table import FindingTable
from ui.office.finding_view import FindingView
from ui.office.findings_filter import Line
from ui.office.keys import OfficeKeys
from ui.office.open_questions import OpenQuestions
from ui.office.rules_page import RulesPage
from ui.office.state import YearState
from ui.theme import GRID, Keys, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.keyboard import page_key


class FindingsPage(QWidget):
    """Confirms, withdraws and fixes through the door; the plan's rules are set one leaf behind.

    `place_requested` asks for a field to be shown, `remark_requested` for a remark to be
    written to a department (department, place, text), `answered` for the page that led to a question.
    """

    changed = Signal()
    noticed = Signal(Notice)
    place_requested = Signal(str)
    remark_requested = Signal(str, str, str)
    answered = Signal()

    def __init__(self, office: Office, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._dialogs = dialogs
        self._acts = FindingActs(office, self)
        self._acts.changed.connect(self.changed)
        self._acts.noticed.connect(self.noticed)
        self._state: YearState | None = None
        self._lines: tuple[Line, ...] = ()
        # Looking through so many takes less time than anybody notices.
        self.at_once = 2_000
        self._choosing = Background(self)
        self._rules_are_stale = False
        # Whether another page led to the question that is answered.
        self._is_led = False
        self.questions = OpenQuestions()
        self._count = theme.label(bold=True, wrap=True)
        self.bar = FilterBar()
        self.table = FindingTable()
        self.view = FindingView()
        self.export = QPushButton(self.tr("書き出す(&E)…"))
        self.export.setToolTip(self.tr("いま表示している指摘をExcelかCSVに書き出します"))
        self.to_rules = QPushButton(self.tr("検査の設定(&T)"))
        self.rules = RulesPage(office)
        self.leaves = QStackedWidget()
        self._list = QWidget()
        self._arrange()
        self._connect()

    def show_state(self, state: YearState) -> None:
        """Show a year; the finding that was chosen stays chosen."""
        self._state, self._lines = state, state.lines
        self.questions.show_questions(state.open_questions)
        self._choose_lines()
        self._rules_are_stale = True
        if self.leaves.currentWidget() is self.rules or len(self._lines) <= self.at_once:
            self._show_rules()

    def settle(self) -> None:
        """Keep what was typed."""
        self.bar.settle()
        self.view.settle()
        self.rules.settle()

    def show_list(self) -> None:
        """Show the list, with the keys on it."""
        self.leaves.setCurrentWidget(self._list)
        self.table.setFocus()

    def show_rules(self) -> None:
        """Show what the plan sets about its checks."""
        self._is_led = False
        self.rules.lead_back()
        self.settle()
        self._show_rules()
        self.leaves.setCurrentWidget(self.rules)
        self.rules.begin()

    def show_question(self, question: Question, back: str = "") -> None:
        """Show where a question about the plan is answered; `back` is said of the page that led there."""
        self.show_rules()
        if back:
            self._is_led = True
            self.rules.lead_back(back)
        self.rules.show_question(question)

    @property
    def is_busy(self) -> bool:
        """Whether lines are still being looked for."""
        return self._choosing.is_busy

    def release(self) -> None:
        """Stop looking through the findings."""
        self._choosing.stop()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._count, 1)
        row.addWidget(self.export)
        row.addWidget(self.to_rules)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, 0)
        column.setSpacing(GRID)
        column.addWidget(self.bar)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(above)
        both.addWidget(self.view)
        both.setSizes([460, 340])
        both.setChildrenCollapsible(False)
        inner = QVBoxLayout(self._list)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.questions)
        inner.addWidget(both, 1)
        self.leaves.addWidget(self._list)
        self.leaves.addWidget(self.rules)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.leaves)

    def _connect(self) -> None:
        self.questions.answer_requested.connect(self.show_question)
        self.bar.changed.connect(self._choose_lines)
        self.table.chosen.connect(self._on_line)
        self.table.opened.connect(self._on_open)
        self.view.opened.connect(self._on_open)
        self.view.confirmed.connect(self._on_confirm)
        self.view.withdrawn.connect(self._on_withdraw)
        self.view.fixed.connect(self._on_fix)
        self.view.remarked.connect(self._on_remark)
        self.view.left.connect(self.table.setFocus)
        self.export.clicked.connect(self._on_export)
        self.to_rules.clicked.connect(self.show_rules)
        self.rules.closed.connect(self._on_rules_closed)
        self.rules.changed.connect(self.changed)
        self.rules.noticed.connect(self.noticed)
        for keys, slot in (
            (Keys.NEXT_FINDING, lambda: self.table.step(1)),
            (Keys.PREVIOUS_FINDING, lambda: self.table.step(-1)),
            (OfficeKeys.CONFIRM, self.view.press_confirm),
            (OfficeKeys.SEARCH, self.bar.search.setFocus),
        ):
            page_key(self._list, keys, slot)

    def _show_rules(self) -> None:
        if self._rules_are_stale and self._state:
            self._rules_are_stale = False
            self.rules.show_state(self._state)

    def _on_rules_closed(self) -> None:
        self.show_list()
        if self._is_led:
            self.answered.emit()

    def _choose_lines(self) -> None:
        """Show the lines that the bar asks for; where they are many they come a little later."""
        if self._state is None:
            return
        chosen, lines = self.bar.filter, self._lines
        if len(lines) <= self.at_once:
            self._show_lines(chosen.apply(lines))
        else:
            self._count.setText(self.tr("調べています…"))
            self.export.setEnabled(False)
            self._choosing.run(lambda: chosen.apply(lines), self._show_lines)

    def _show_lines(self, found: tuple[tuple[Line, ...], dict[str, Counter[object]]]) -> None:
        state, (lines, counts) = self._state, found
        assert state is not None
        known = dict.fromkeys(line.finding.department for line in self._lines)
        plan = [name for name in state.plan.departments if name in known]
        others = sorted(known.keys() - state.plan.departments)
        self.bar.show_counts(counts, [*plan, *others])
        self.table.show_lines(lines)
        words = self.tr("{}件を表示（全{}件、うち未対応の要入力・要確認{}件）")
        self._count.setText(words.format(len(lines), len(self._lines), len(state.weighing)))
        self.export.setEnabled(bool(lines))

    def _on_line(self, line: Line | None) -> None:
        if line is None:
            words = self.tr("指摘はありません。") if not self._lines else ""
            self.view.show_nothing(words or self.tr("この条件に当たる指摘はありません。"))
        elif self._state:
            self.view.show_case(self._acts.case(self._state, line.finding))

    def _chosen(self) -> tuple[YearState, Finding]:
        line = self.table.line
        assert self._state is not None
        assert line is not None
        return self._state, line.finding

    def _on_open(self) -> None:
        _, finding = self._chosen()
        if finding.field:
            self.place_requested.emit(finding.field)

    def _on_confirm(self, reason: str) -> None:
        state, finding = self._chosen()
        self.table.setFocus()
        self._acts.confirm(state, finding, reason)

    def _on_withdraw(self) -> None:
        state, finding = self._chosen()
        if finding.confirmation:
            self.view.begin_reason(finding, finding.confirmation.reason)
        self.table.setFocus()
        self._acts.withdraw(state, finding)

    def _on_fix(self) -> None:
        state, finding = self._chosen()
        self.table.setFocus()
        self._acts.fix(state, finding)

    def _on_remark(self) -> None:
        _, finding = self._chosen()
        line = self.table.line
        assert line is not None
        self.remark_requested.emit(finding.department, finding.field, line.sentence)

    def _on_export(self) -> None:
        assert self._state is not None
        state = self._state
        name = self.tr("指摘一覧_{}.xlsx").format(state.name_of(state.year))
        filters = self.tr("Excelファイル (*.xlsx);;CSVファイル (*.csv)")
        suggested = str(self._office.path.with_name(name))
        out = self._dialogs.save_file(self, self.tr("指摘一覧の保存先"), filters, suggested)
        if out is None:
            return
        out = out if out.suffix else out.with_suffix(".xlsx")
        found = [line.finding for line in self.table.rows.rows]
        self._office.export_findings(found, out, state.year)
        words = self.tr("指摘{}件を「{}」に書き出しました。").format(len(found), out.name)
        act = self.tr("開く")
        self.noticed.emit(Notice(words, Tone.GOOD, act, lambda: _open(out)))


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
