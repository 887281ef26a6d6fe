"""What only the office can say of its plan: a line for each question, and a button to its answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from dxdesk.domain.open_questions import OpenQuestion, Question
from dxdesk.messages import question_sentence
from ui import theme
from ui.marks import Mark
from ui.theme import GRID, HALF, Tone
from ui.widgets.tone_label import ToneLabel


class OpenQuestions(QFrame):
    """Hidden while nothing is open; emits `answer_requested` with the question."""

    answer_requested = Signal(Question)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A button for each question: what it is answered by.
        self.buttons = {
            Question.SCALE: QPushButton(self.tr("評価の意味を決める(&1)")),
            Question.DIRECTIONS: QPushButton(self.tr("指標の向きを決める(&2)")),
        }
        self.sentences = {
            question: ToneLabel("", Tone.WARNING, Mark.WARNING, wrap=True)
            for question in self.buttons
        }
        rows = QGridLayout(self)
        rows.setContentsMargins(theme.MARGIN, HALF, theme.MARGIN, HALF)
        rows.setSpacing(GRID)
        rows.setColumnStretch(0, 1)
        for row, (question, button) in enumerate(self.buttons.items()):
            button.clicked.connect(lambda _=False, of=question: self.answer_requested.emit(of))
            rows.addWidget(self.sentences[question], row, 0)
            rows.addWidget(button, row, 1)
        self.show_questions(())

    def show_questions(self, asked: tuple[OpenQuestion, ...]) -> None:
        """Show these questions alone."""
        said = {one.question: question_sentence(one) for one in asked}
        for question, button in self.buttons.items():
            sentence = self.sentences[question]
            sentence.set_text(said.get(question, ""))
            sentence.setVisible(question in said)
            button.setVisible(question in said)
        self.setVisible(bool(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ground(Tone.WARNING, self.palette()))
