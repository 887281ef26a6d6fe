"""A KPI over the years as bars, with its target as a line, on screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.bar_chart import Bar, BarChart, Ink, paint_plot
from ui.theme import GRID, HALF, Tone

# Of the height of a line of text.
_HIGH = 4.2
_WIDEST_BAR = 5.0
# How long a piece of the target's line stands before its words.
_SAMPLE = 2 * GRID


class KpiChart(QWidget):
    """What is no number is written only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = BarChart()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._chart.bars

    def show_chart(self, chart: BarChart) -> None:
        """Show years and target."""
        self._chart = chart
        said = "、".join(f"{bar.year} {bar.text or '―'}" for bar in chart.bars)
        goal = self.tr("目標 {}").format(chart.target_text) if chart.target_text else ""
        self.setAccessibleName(f"{said}　{goal}".strip())
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(24 * GRID, round((_HIGH + 3.2) * line))

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * GRID, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.bars:
            return
        painter, metrics = QPainter(self), self.fontMetrics()
        line = metrics.lineSpacing()
        plot = QRectF(HALF, 2 * line, self.width() - GRID, self.height() - 3.2 * line)
        paint_plot(painter, plot, self._chart, self._ink(), _WIDEST_BAR * line)
        self._paint_words(painter, plot)
        if self._chart.target_text:
            # The line's own sample: there is no such sign in every font.
            painter.setPen(self._ink().target)
            painter.drawLine(QLineF(HALF, line / 2, HALF + _SAMPLE, line / 2))
            words = self.tr("目標 {}").format(self._chart.target_text)
            place = QRectF(plot.left() + _SAMPLE + HALF, 0, plot.width() - _SAMPLE - HALF, line)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(place.width()))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
            painter.drawText(place, flags, shown)

    def _ink(self) -> Ink:
        past = theme.colour(Tone.QUIET, self.palette())
        past.setAlphaF(0.45)
        return Ink(
            past,
            theme.colour(Tone.ACCENT, self.palette()),
            QPen(theme.border(self.palette()), 1),
            QPen(theme.colour(Tone.ERROR, self.palette()), 1.4, Qt.PenStyle.DashLine),
            QPen(Qt.PenStyle.NoPen),
        )

    def _paint_words(self, painter: QPainter, plot: QRectF) -> None:
        """Write each year under its bar and its figure above it."""
        metrics, height = self.fontMetrics(), self._chart.heights(plot)
        line, step = metrics.lineSpacing(), plot.width() / len(self.bars)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextDontClip
        for n, bar in enumerate(self.bars):
            left = plot.left() + n * step
            words = metrics.elidedText(
                bar.text or "―", Qt.TextElideMode.ElideRight, round(step - HALF)
            )
            above = min(height(bar.value or 0.0), height(0.0)) - line
            said = QRectF(left, above, step, line)
            # The target's line does not strike a figure through.
            width = metrics.horizontalAdvance(words) + GRID
            ground = QRectF(said.center().x() - width / 2, above, width, line)
            painter.fillRect(ground, theme.ground(Tone.QUIET, self.palette()))
            painter.setPen(theme.colour(Tone.ACCENT if bar.now else Tone.QUIET, self.palette()))
            painter.drawText(said, flags, words)
            name = QRectF(left, plot.bottom() + 0.1 * line, step, line)
            painter.drawText(name, flags, bar.year)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
