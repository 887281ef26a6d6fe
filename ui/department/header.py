"""The strip above the form: which request this is, how far it is, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.department.desk_model import DeskModel
from ui.marks import Mark
from ui.theme import GRID, HALF, Tone
from ui.widgets.tone_label import ToneLabel

# Full-width characters that the facts need beside the buttons.
_FACTS = 14


class Header(QWidget):
    """Title, progress, and the buttons of the page."""

    hand_in_requested = Signal()
    form_requested = Signal()
    sheets_requested = Signal()
    reopen_requested = Signal()
    overview_requested = Signal()

    FORM, HAND_IN, OVERVIEW = range(3)

    def __init__(self, model: DeskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._title = theme.label("", step=2, bold=True, wrap=True)
        self._facts = ToneLabel("", Tone.QUIET, wrap=True)
        self._state = ToneLabel("", Tone.GOOD, Mark.DONE, bold=True, wrap=True)
        self._count = theme.label("", bold=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(GRID * 16, GRID)
        self._bar.setAccessibleName(self.tr("進み具合"))
        self.sheets = QPushButton(self.tr("確認票を印刷(&P)…"))
        self.sheets.clicked.connect(self.sheets_requested)
        self.overview = QPushButton(self.tr("照会の内容(&I)"))
        self.overview.clicked.connect(self.overview_requested)
        self.reopen = QPushButton(self.tr("回答を直す（再開）(&E)"))
        self.reopen.clicked.connect(self.reopen_requested)
        self.back = QPushButton(self.tr("入力に戻る(&B)"))
        self.back.clicked.connect(self.form_requested)
        self.hand_in = QPushButton(self.tr("提出へ進む(&H)"))
        self.hand_in.clicked.connect(self.hand_in_requested)
        self.hand_in.setDefault(True)
        self.hand_in.setToolTip(self.tr("提出へ進む（Ctrl+Enter）"))
        self._arrange()
        self.show_view(self.FORM)

    def show_model(self) -> None:
        """Show the request, the progress and whether it was handed in."""
        request, progress = self._model.request, self._model.progress
        self._title.setText(f"{self._model.year_name()}　{request.plan.title}")
        facts = [request.department]
        if request.round > 1:
            facts.append(self.tr("第{}回の照会（差戻し）").format(request.round))
        if request.deadline:
            facts.append(self.tr("期限 {}").format(request.deadline))
        self._facts.set_text("　｜　".join(facts))
        self._count.setText(self.tr("{} / {} 項目").format(progress.done, progress.total))
        self._bar.setRange(0, max(progress.total, 1))
        self._bar.setValue(progress.done)
        submission = self._model.submission() if self._model.handed_in else None
        self._state.setVisible(submission is not None)
        if submission:
            said = self.tr("提出済み（第{}回）　照合コード {}")
            self._state.set_text(said.format(submission.number, submission.code))
        self.reopen.setVisible(self._model.handed_in)
        self._show_buttons()

    def show_view(self, view: int) -> None:
        """Offer the ways from one of the views to the others."""
        self._view = view
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.back.setVisible(self._view != self.FORM)
        self.hand_in.setVisible(self._view != self.HAND_IN)
        self.overview.setVisible(self._view != self.OVERVIEW)
        text = self.tr("提出の内容(&H)") if self._model.handed_in else self.tr("提出へ進む(&H)")
        self.hand_in.setText(text)
        self._share_room()

    def _arrange(self) -> None:
        progress = QVBoxLayout()
        progress.setSpacing(HALF)
        progress.addWidget(self._count)
        progress.addWidget(self._bar)
        words = QVBoxLayout()
        words.setSpacing(HALF)
        words.addWidget(self._facts)
        words.addWidget(self._state)
        ways = QHBoxLayout()
        ways.setSpacing(GRID)
        ways.addLayout(progress)
        ways.addSpacing(GRID * 2)
        for button in self._buttons:
            ways.addWidget(button)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(GRID)
        self._lower.addLayout(words, 1)
        self._lower.addLayout(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, GRID, theme.MARGIN, GRID)
        column.setSpacing(HALF)
        column.addWidget(self._title)
        column.addLayout(self._lower)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.overview, self.sheets, self.reopen, self.back, self.hand_in)

    def _share_room(self) -> None:
        """Put the buttons under the facts where both side by side would squeeze them."""
        shown = [button for button in self._buttons if not button.isHidden()]
        taken = sum(button.sizeHint().width() + GRID for button in shown) + self._bar.width()
        facts = self.fontMetrics().horizontalAdvance("項" * _FACTS)
        ways = QBoxLayout.Direction
        beside = self.width() - taken - 6 * GRID >= facts
        self._lower.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        painter.setPen(theme.border(self.palette()))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
