"""A KPI over the years as bars, with its target as a line; the same for screen and paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figures import Figure, Measure
from dxdesk.domain.judging import counted_as
from dxdesk.domain.units import size_of

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


def chart(years: Sequence[tuple[str, str]], target: str) -> BarChart:
    """The years' short names and texts as they are printed, this year's last, against a target.

    All are drawn in the target's unit, which a number alone has too; what does not count the same
    things, or may be of another size, has no bar.
    """
    goal = read_figure(target)
    figures = ((year, text, counted_as(goal, read_figure(text))) for year, text in years)
    bars = [
        Bar(year, " ".join(text.split()), _height(counted, goal), now=number == len(years))
        for number, (year, text, counted) in enumerate(figures, 1)
    ]
    return BarChart(tuple(bars), None if goal.value is None else float(goal.value), target)


def _height(counted: Measure | None, goal: Figure) -> float | None:
    if counted is None:
        return None
    unit, wanted = size_of(counted.unit), size_of(goal.unit)
    if goal.value is None or not goal.unit or not counted.unit:
        return float(counted.value)
    return float(counted.value * unit.factor / wanted.factor) if unit.base == wanted.base else None


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
