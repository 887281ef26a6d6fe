"""A KPI over the years as bars, with its target as a line; the same for screen and paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from dxdesk.domain.figure_reading import read_figure

# Of the step from bar to bar.
_BAR = 0.6


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: its short name, what is printed, and the number where there is one."""

    year: str
    text: str
    value: float | None
    now: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """The years, oldest first, and the target where it is a number."""

    bars: tuple[Bar, ...] = ()
    target: float | None = None
    target_text: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there are two numbers to compare."""
        return len(self._known) > 1

    @property
    def _known(self) -> list[float]:
        known = (*(bar.value for bar in self.bars), self.target)
        return [value for value in known if value is not None]

    def heights(self, plot: QRectF) -> Callable[[float], float]:
        """Where a value stands in a plot; bars begin at zero, so that their lengths compare."""
        top, bottom = max([0.0, *self._known]), min([0.0, *self._known])
        span = (top - bottom) or 1.0
        return lambda value: plot.bottom() - (value - bottom) / span * plot.height()


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours and widths of a surface; `edge` is drawn around bars, where it has a width."""

    past: QColor
    now: QColor
    axis: QPen
    target: QPen
    edge: QPen


def bar(year: str, text: str, *, now: bool) -> Bar:
    """A year's bar, from the text as it is printed."""
    value = read_figure(text).value
    return Bar(year, " ".join(text.split()), None if value is None else float(value), now)


def chart(bars: list[Bar], target: str) -> BarChart:
    """Bars against a target, from its text as it is printed."""
    value = read_figure(target).value
    return BarChart(tuple(bars), None if value is None else float(value), target)


def paint_plot(painter: QPainter, plot: QRectF, shown: BarChart, ink: Ink, widest: float) -> None:
    """Paint axis, bars and target; what is no number has no bar. `widest` is that of a bar."""
    height = shown.heights(plot)
    step = plot.width() / max(len(shown.bars), 1)
    wide = min(step * _BAR, widest)
    for n, one in enumerate(shown.bars):
        if one.value is not None:
            left, top = plot.left() + n * step + (step - wide) / 2, height(one.value)
            painter.setPen(ink.edge)
            painter.setBrush(QBrush(ink.now if one.now else ink.past))
            painter.drawRect(QRectF(left, top, wide, height(0.0) - top).normalized())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen, value in ((ink.axis, 0.0), (ink.target, shown.target)):
        if value is not None:
            painter.setPen(pen)
            at = height(value)
            painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at))
