"""A row of a table whose last cell is a small chart; it says the same on a black-and-white copy."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

from ui.bar_chart import BarChart, Ink, paint_plot
from ui.printing.leaf import Brush
from ui.printing.rows import Cell, Ground, LaidRow, Row

# Blank lines that keep the room of the chart.
_LINES = 3
_ROOM = "\n" * (_LINES - 1)
_SHARE = 18
_SPACE = 3.0
_YEAR = 8.0
_YEAR_SIZE = 6.5
_WIDEST_BAR = 10.0
_PAST, _NOW = QColor("#d4d4d4"), QColor("#303030")

HEADING = Cell("推移（破線は目標）", _SHARE, Ground.LABEL, bold=True, size=7.5)


@dataclass(frozen=True, slots=True)
class ChartRow(Row):
    """Cells of text, and a chart at the right."""

    chart: BarChart | None = None


def chart_row(cells: tuple[Cell, ...], chart: BarChart) -> ChartRow:
    """A row with a chart, or with a dash where there is nothing to compare."""
    shown = chart if chart.says_something else None
    return ChartRow((*cells, Cell(_ROOM if shown else "―", _SHARE)), chart=shown)


def paint_chart(brush: Brush, laid: LaidRow, top: float) -> None:
    """Paint the chart of a row that was painted at `top`, in the units of the painter."""
    row = laid.row
    if not isinstance(row, ChartRow) or row.chart is None or laid.cells[-1].count < _LINES:
        return
    point = laid.setting.point
    left, wide = sum(laid.widths[:-1]) / point + _SPACE, laid.widths[-1] / point - 2 * _SPACE
    high = laid.height / point
    plot = QRectF(left, top / point + _SPACE, wide, high - 2 * _SPACE - _YEAR)
    dashed = brush.pen(0.9, Qt.PenStyle.DashLine)
    ink = Ink(_PAST, _NOW, brush.pen(0.5), dashed, brush.pen(0.4))
    paint_plot(brush.painter, brush.scaled(plot), row.chart, ink, _WIDEST_BAR * point)
    step = wide / len(row.chart.bars)
    for n, bar in enumerate(row.chart.bars):
        box = QRectF(left + n * step, plot.bottom() + 1, step, _YEAR)
        brush.line(bar.year, box, _YEAR_SIZE, Qt.AlignmentFlag.AlignHCenter)
