"""Where each grade of the scale stands to its target."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dxdesk.domain.plan import Grade, Order
from dxdesk.domain.scale import Standing, read_standing
from dxdesk.messages import STANDING_WORDS
from ui.models.rows import Column
from ui.office.choice_table import ChoiceRows, ChoiceTable
from ui.office.scale_proposals import ScaleProposals
from ui.office.state import YearState
from ui.theme import GRID, Tone
from ui.widgets.figure_edit import LineEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


class StandingPanel(QWidget):
    """Emits `scale_changed` with grades as they are to be, the order if it changes, and both in words."""

    scale_changed = Signal(tuple, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grade: Grade | None = None
        self.proposals = ScaleProposals()
        self.proposals.taken.connect(self._on_taken)
        self.rows = ChoiceRows[Grade](
            (
                Column(self.tr("評価"), lambda grade: grade.code),
                Column(self.tr("文言"), lambda grade: grade.meaning),
            ),
            self.tr("目標との関係"),
            self._choices,
            lambda grade: grade.standing,
            self,
        )
        self.rows.chosen.connect(self._on_chosen)
        self.table = ChoiceTable(self.rows, stretch=1, held={2: 20})
        self.table.setAccessibleName(self.tr("評価の区分と目標との関係"))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_meaning())
        self.meaning = writes(LineEdit())
        self.meaning.left.connect(self._on_left)
        self.meaning.returnPressed.connect(self._on_left)
        self.whose = QLabel()
        self.whose.setBuddy(self.meaning)
        wording = QWidget()
        row = QHBoxLayout(wording)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.whose)
        row.addWidget(self.meaning, 1)
        words = self.tr(
            "評価を指標と比べるときに使います。"
            "文言から読み取れないときや、読み取りが違うときに選んでください。"
        )
        _fill(self, words, self.proposals, self.table, wording)

    def show_state(self, state: YearState) -> None:
        """Show a year's scale."""
        self.proposals.show_plan(state.plan)
        self.rows.set_rows(state.plan.scale)
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.rows.index(0, 0))
        self._show_meaning()

    def settle(self) -> None:
        """Tell the wording that was typed and not left yet."""
        self.meaning.flush()
        self._on_left()

    def begin(self) -> None:
        """Put the keys on what is to be done first."""
        if self.proposals.isVisibleTo(self):
            self.proposals.begin()
        else:
            self.table.setFocus()

    def _show_meaning(self) -> None:
        """Show the wording of the grade that the cursor is on; one that is being written stays."""
        grade = self.rows.row_at(self.table.currentIndex())
        same = grade is not None and self._grade is not None and grade.code == self._grade.code
        being_written = same and self._grade and self.meaning.text() != self._grade.meaning
        self._grade = grade
        name = self.tr("「{}」の文言(&G)").format(grade.code.replace("&", "&&") if grade else "")
        self.whose.setText(name)
        self.meaning.setAccessibleName(name.replace("(&G)", "").replace("&&", "&"))
        self.meaning.setEnabled(grade is not None)
        if not being_written:
            self.meaning.set_text(grade.meaning if grade else "")

    def _on_left(self) -> None:
        grade, meaning = self._grade, self.meaning.text().strip()
        if grade is not None and meaning != grade.meaning:
            self._grade = changed = grade.restated(meaning, grade.standing)
            words = self.tr("「{}」の文言　{}").format(grade.code, meaning or self.tr("なし"))
            self.scale_changed.emit((changed,), None, words)

    def _on_taken(self, grades: tuple[Grade, ...], order: Order, words: str) -> None:
        # What was pressed is gone once the question is answered.
        self.table.setFocus()
        self.scale_changed.emit(grades, order, words)

    def _choices(self, grade: Grade) -> list[tuple[str, object]]:
        read = read_standing(grade.meaning)
        words = self.tr("文言から：{}").format(STANDING_WORDS[read])
        if read is Standing.NOT_SAID:
            words = self.tr("まだ決まっていない")
        own: list[tuple[str, object]] = [(STANDING_WORDS[one], one) for one in Standing]
        return [(words, None), *own]

    def _on_chosen(self, grade: Grade, standing: Standing | None) -> None:
        words = next(words for words, value in self._choices(grade) if value is standing)
        changed = grade.restated(grade.meaning, standing)
        self.scale_changed.emit((changed,), None, f"{grade.code}　{words}")


def _fill(panel: QWidget, words: str, *widgets: QWidget) -> None:
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, GRID, 0, 0)
    column.setSpacing(GRID)
    column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
    for widget in widgets:
        column.addWidget(widget)
