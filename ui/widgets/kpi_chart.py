"""A KPI over the years as bars, with its target as a line; painted by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import GRID, HALF, Tone

# Of the height of a line of text.
_HIGH = 4.2
_WIDEST_BAR = 5.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: its short name, what is printed, and the number where there is one."""

    year: str
    text: str
    value: float | None
    now: bool = False


class KpiChart(QWidget):
    """Bars begin at zero, so that their lengths compare; what is no number is written only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._target: float | None = None
        self._target_text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar], target: float | None, target_text: str) -> None:
        """Show years, oldest first."""
        self._bars, self._target, self._target_text = tuple(bars), target, target_text
        said = "、".join(f"{bar.year} {bar.text or '―'}" for bar in bars)
        goal = self.tr("目標 {}").format(target_text) if target_text else ""
        self.setAccessibleName(f"{said}　{goal}".strip())
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(24 * GRID, round((_HIGH + 3.2) * line))

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * GRID, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        metrics = self.fontMetrics()
        line = metrics.lineSpacing()
        plot = QRectF(HALF, 2 * line, self.width() - GRID, self.height() - 3.2 * line)
        values = [bar.value for bar in self._bars if bar.value is not None]
        known = [*values, *([self._target] if self._target is not None else [])]
        top, bottom = max([0.0, *known]), min([0.0, *known])
        span = (top - bottom) or 1.0

        def height(value: float) -> float:
            return plot.bottom() - (value - bottom) / span * plot.height()

        painter.setPen(QPen(theme.border(self.palette()), 1))
        painter.drawLine(QPointF(plot.left(), height(0)), QPointF(plot.right(), height(0)))
        if self._target is not None:
            pen = QPen(theme.colour(Tone.ERROR, self.palette()), 1.4, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            at = height(self._target)
            painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at))
        self._paint_bars(painter, plot, height)
        if self._target_text:
            painter.setPen(theme.colour(Tone.ERROR, self.palette()))
            words = self.tr("┄ 目標 {}").format(self._target_text)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(plot.width()))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
            painter.drawText(QRectF(HALF, 0, plot.width(), line), flags, shown)

    def _paint_bars(
        self, painter: QPainter, plot: QRectF, height: Callable[[float], float]
    ) -> None:
        metrics = self.fontMetrics()
        line, step = metrics.lineSpacing(), plot.width() / len(self._bars)
        wide = min(step * 0.6, _WIDEST_BAR * line)
        for n, bar in enumerate(self._bars):
            left = plot.left() + n * step
            tone = Tone.ACCENT if bar.now else Tone.QUIET
            colour = theme.colour(tone, self.palette())
            top = height(0.0)
            if bar.value is not None:
                top = height(bar.value)
                body = QRectF(left + (step - wide) / 2, top, wide, height(0.0) - top)
                fill = theme.colour(tone, self.palette())
                fill.setAlphaF(1.0 if bar.now else 0.45)
                painter.fillRect(body.normalized(), fill)
            painter.setPen(colour)
            words = metrics.elidedText(
                bar.text or "―", Qt.TextElideMode.ElideRight, round(step - HALF)
            )
            above = min(top, height(0.0)) - line
            said = QRectF(left, above, step, line)
            # The target's line does not strike a figure through.
            width = metrics.horizontalAdvance(words) + GRID
            ground = QRectF(said.center().x() - width / 2, above, width, line)
            painter.fillRect(ground, theme.ground(Tone.QUIET, self.palette()))
            painter.setPen(colour)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextDontClip
            painter.drawText(said, flags, words)
            name = QRectF(left, plot.bottom() + 0.1 * line, step, line)
            painter.drawText(name, flags, bar.year)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
