"""次にすること: one line that says what is to be done next, and a button that leads there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from dxdesk.domain.asking import Stage
from ui import theme
from ui.office.state import HANDED_IN, NextStep, YearState, next_step
from ui.theme import GRID, HALF, Tone
from ui.widgets.tone_label import ToneLabel


class NextStepBar(QFrame):
    """Emits `chosen` with the step."""

    chosen = Signal(NextStep)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = NextStep.WAIT
        self.words = theme.label(wrap=True)
        # The line height adds its room below the line.
        self.words.setContentsMargins(0, HALF, 0, 0)
        self.go = QPushButton()
        self.go.clicked.connect(self._on_go)
        self.buttons = {
            NextStep.SET_UP: self.tr("計画へ(&0)"),
            NextStep.BEGIN_YEAR: self.tr("次の年度へ(&0)"),
            NextStep.ASK: self.tr("照会へ(&0)"),
            NextStep.SETTLE: self.tr("競合へ(&0)"),
            NextStep.REVIEW: self.tr("確認・受理へ(&0)"),
            NextStep.WAIT: self.tr("取込みへ(&0)"),
            NextStep.EXPORT: self.tr("出力へ(&0)"),
            NextStep.CLOSED: self.tr("年度へ(&0)"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, HALF, theme.MARGIN, HALF)
        row.setSpacing(GRID * 2)
        row.addWidget(ToneLabel(self.tr("次にすること"), Tone.ACCENT, bold=True))
        row.addWidget(self.words, 1)
        row.addWidget(self.go)

    @property
    def step(self) -> NextStep:
        """The step that is shown."""
        return self._step

    def show_state(self, state: YearState) -> None:
        """Show what is to be done next in a year."""
        self._step = next_step(state)
        self.words.setText(self._sentence(state))
        self.go.setText(self.buttons[self._step])
        self.go.show()

    def show_waiting(self) -> None:
        """Say that it is not known yet."""
        self.words.setText(self.tr("計画と回答を読み込んでいます…"))
        self.go.hide()

    def _sentence(self, state: YearState) -> str:
        stages = [standing.stage for standing in state.standings]
        unsent = stages.count(Stage.NOT_SENT)
        waiting = sum(stage in (Stage.SENT, Stage.RETURNED) for stage in stages)
        handed_in = sum(stage in HANDED_IN for stage in stages)
        sentences = {
            NextStep.SET_UP: self.tr(
                "計画にまだ担当課がありません。評価の区分、項目、担当課を入れてください。"
            ),
            NextStep.BEGIN_YEAR: self.tr(
                "{}の内容は読み込み済みです。次の年度を始めて、各課に照会してください。"
            ).format(state.name_of(state.year)),
            NextStep.ASK: self.tr(
                "照会をまだ配布していない課が{}課あります。照会ファイルを作ってください。"
            ).format(unsent),
            NextStep.SETTLE: self.tr(
                "書かれた内容がぶつかっている欄が{}件あります。どの文にするか選んでください。"
            ).format(len(state.collisions)),
            NextStep.REVIEW: self.tr(
                "{}課の提出が確認を待っています。内容を見て、受理するか差し戻してください。"
            ).format(handed_in),
            NextStep.WAIT: self.tr(
                "{}課の提出を待っています。届いた提出ファイルを取り込んでください。"
            ).format(waiting),
            NextStep.EXPORT: self.tr("公表資料を書き出せます。"),
            NextStep.CLOSED: self.tr(
                "{}は締め切られています。直すときは、理由を書いて締切りを解いてください。"
            ).format(state.name_of(state.year)),
        }
        return sentences[self._step]

    def _on_go(self) -> None:
        self.chosen.emit(self._step)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ground(Tone.ACCENT, self.palette()))
