"""届いた提出: one line that offers what has arrived in the watched folder; nothing is taken silently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from dxdesk.office import Arrival, Stamp, Taken, Verdict, Waiting
from ui import theme
from ui.theme import GRID, HALF, Tone
from ui.widgets.tone_label import ToneLabel

_NAMED = 3


class ArrivalsBar(QFrame):
    """Hidden while nothing waits; `wanted` gives the files that are to be taken in."""

    wanted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arrivals: tuple[Arrival, ...] = ()
        self._waiting: Waiting | None = None
        # Those that were tried and cannot come in, until they change.
        self._tried: dict[Path, Stamp] = {}
        self.words = theme.label(wrap=True)
        self.take = QPushButton(self.tr("取り込む(&G)"))
        self.take.clicked.connect(self._on_take)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, HALF, theme.MARGIN, HALF)
        row.setSpacing(GRID * 2)
        row.addWidget(ToneLabel(self.tr("届いた提出"), Tone.ACCENT, bold=True))
        row.addWidget(self.words, 1)
        row.addWidget(self.take)
        self.hide()

    def show_waiting(self, waiting: Waiting | None) -> None:
        """Offer what waits in a folder."""
        self._waiting = waiting
        self.arrivals = tuple(
            one
            for one in (waiting.arrivals if waiting else ())
            if self._tried.get(one.path) != one.stamp
        )
        self.words.setText(self._sentence(self.arrivals))
        self.setAccessibleName(self.words.text())
        self.setVisible(bool(self.arrivals))

    def note(self, lines: Iterable[Taken]) -> None:
        """Learn which files were tried in vain, or may be told by their words alone."""
        stamps = {one.path: one.stamp for one in self.arrivals}
        for line in lines:
            if line.path in stamps and (line.verdict is Verdict.REFUSED or line.is_matched):
                self._tried[line.path] = stamps[line.path]
        self.show_waiting(self._waiting)

    def _sentence(self, arrivals: Sequence[Arrival]) -> str:
        names = list(dict.fromkeys(name for one in arrivals for name in one.departments))
        words = self.tr("{}件の提出が届いています。").format(len(arrivals))
        if not names:
            return words
        said = "、".join(names[:_NAMED])
        if len(names) > _NAMED:
            said = self.tr("{}ほか{}課").format(said, len(names) - _NAMED)
        return f"{words}（{said}）"

    def _on_take(self) -> None:
        self.wanted.emit([one.path for one in self.arrivals])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ground(Tone.ACCENT, self.palette()))
