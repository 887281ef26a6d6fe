"""締切り: what is still open in the year that is shown, and closing or opening it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dxdesk.office import Closing, Office, OpenPoints, open_points
from ui import theme
from ui.marks import Mark
from ui.office.places import moment
from ui.office.state import YearState
from ui.theme import GRID, HALF, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.figure_edit import LineEdit
from ui.widgets.keyboard import put_cursor
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

_NAMED = 5


class ClosePanel(QWidget):
    """Writes through the door; `changed` tells that the year is another one now."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._state: YearState | None = None
        self.title = theme.label(step=2, bold=True, wrap=True)
        self.about = ToneLabel("", Tone.QUIET, wrap=True)
        self.open = ToneLabel("", Tone.WARNING, Mark.WARNING, wrap=True)
        self.close_year = writes(QPushButton(self.tr("この年度を締め切る(&C)")))
        self.close_year.clicked.connect(self._on_close)
        self.reason = writes(LineEdit())
        self.reason.setAccessibleName(self.tr("締切りを解く理由"))
        self.reason.returnPressed.connect(self._on_reopen)
        self.reopen = writes(QPushButton(self.tr("締切りを解く(&O)")))
        self.reopen.clicked.connect(self._on_reopen)
        self._reopening = QWidget()
        self._arrange()

    def show_state(self, state: YearState, closing: Closing | None) -> None:
        """Show a year; `closing` is the one that holds now, if any."""
        self._state = state
        focus = QApplication.focusWidget() or self
        was_inside = self.isAncestorOf(focus)
        self._show(state, closing)
        # What was pressed goes away when it has been done, and Qt would leave the panel.
        if was_inside and not focus.isVisible():
            put_cursor(self)

    def _show(self, state: YearState, closing: Closing | None) -> None:
        name = state.name_of(state.year)
        self.title.setText(self.tr("{}の締切り").format(name))
        self._reopening.setVisible(closing is not None)
        self.close_year.setVisible(closing is None)
        self.open.setVisible(closing is None)
        for button in (self.close_year, self.reopen):
            button.setEnabled(not self._office.read_only)
        if closing is not None:
            words = self.tr(
                "{}に{}が締め切りました。取込み、修正、計画の変更はできません。"
                "直すときは、理由を書いて締切りを解いてください。"
            )
            self.about.setText(words.format(moment(closing.at), closing.by or self.tr("事務局")))
            return
        words = self.tr(
            "公表が済んだ年度を締め切ると、書き換えられなくなります。"
            "締切りは理由を書けば解けます。どちらも台帳の記録に残ります。"
        )
        self.about.setText(words)
        points = open_points(state.standings, state.findings, state.collisions, state.summary)
        if points.none:
            self.open.say(self.tr("済んでいないものはありません。"), Tone.GOOD, Mark.DONE)
        else:
            self.open.say("\n".join(self._words(points)), Tone.WARNING, Mark.WARNING)

    def _arrange(self) -> None:
        form = QFormLayout(self._reopening)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(GRID)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("理由(&R)"), self.reason)
        form.addRow("", self.reopen)
        form.setAlignment(self.reopen, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.addWidget(self.close_year)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF * 3)
        for widget in (self.title, self.about, self.open):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self._reopening)

    def _words(self, points: OpenPoints) -> list[str]:
        """A line for each kind of thing that is open."""
        said = [self.tr("まだ済んでいないものがあります。このままでも締め切れます。")]
        if points.departments:
            names = "、".join(points.departments[:_NAMED])
            more = self.tr("など") if len(points.departments) > _NAMED else ""
            words = self.tr("・受理していない課　{}課（{}{}）")
            said.append(words.format(len(points.departments), names, more))
        for count, words in (
            (points.collisions, self.tr("・競合　{}件")),
            (points.findings, self.tr("・未対応の指摘　{}件")),
            (points.unrated, self.tr("・評価のない項目　{}件")),
        ):
            if count:
                said.append(words.format(count))
        return said

    def _on_close(self) -> None:
        assert self._state is not None
        year, name = self._state.year, self._state.name_of(self._state.year)
        self._office.close_year(year)

        def take_back() -> None:
            self._office.reopen_year(year, self.tr("締め切った直後に元に戻した"))
            self.changed.emit()

        words = self.tr("{}を締め切りました。").format(name)
        self.noticed.emit(Notice(words, Tone.GOOD, self.tr("元に戻す"), take_back))
        self.changed.emit()

    def _on_reopen(self) -> None:
        assert self._state is not None
        self.reason.flush()
        self._office.reopen_year(self._state.year, self.reason.text())
        self.reason.set_text("")
        words = self.tr("{}の締切りを解きました。理由は台帳の記録に残っています。")
        self.noticed.emit(Notice(words.format(self._state.name_of(self._state.year))))
        self.changed.emit()
