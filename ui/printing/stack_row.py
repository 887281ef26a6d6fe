"""A row of a table whose last cell is a bar of shares; letters in it tell them apart without colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor

from ui.printing.leaf import Brush
from ui.printing.rows import Cell, LaidRow, Row
from ui.stack_bar import Part, boxes_of

BAR_SHARE = 36.0
_SPACE = 3.0
_SIZE = 7.0
# Greys on which black letters are read, the first key's the darkest.
_DARKEST, _LIGHTEST = 150, 250


@dataclass(frozen=True, slots=True)
class StackRow(Row):
    """Cells of text and a bar at the right; `keys` is how many kinds of shares there are."""

    parts: tuple[Part, ...] = ()
    keys: int = 1


def stack_row(cells: tuple[Cell, ...], parts: tuple[Part, ...], keys: int) -> StackRow:
    """A row with a bar."""
    return StackRow((*cells, Cell("", BAR_SHARE)), parts=parts, keys=keys)


def paint_stack(brush: Brush, laid: LaidRow, top: float) -> None:
    """Paint the bar of a row that was painted at `top`, in the units of the painter."""
    row = laid.row
    if not isinstance(row, StackRow):
        return
    point = laid.setting.point
    left, wide = sum(laid.widths[:-1]) / point + _SPACE, laid.widths[-1] / point - 2 * _SPACE
    high = min(laid.height / point, laid.least / point)
    box = QRectF(left, top / point + _SPACE, wide, high - 2 * _SPACE)
    for part, share in zip(row.parts, boxes_of(box, row.parts), strict=True):
        step = (_LIGHTEST - _DARKEST) / max(row.keys - 1, 1)
        grey = round(_DARKEST + step * part.key)
        brush.painter.setPen(brush.pen(0.5))
        brush.painter.setBrush(QBrush(QColor(grey, grey, grey)))
        brush.painter.drawRect(brush.scaled(share))
        words = f"{part.word} {part.count}" if share.width() > 2 * _SIZE * 2 else str(part.count)
        if share.width() > _SIZE:
            text = share.adjusted(1, 0, -1, 0)
            brush.line(words, text, _SIZE, Qt.AlignmentFlag.AlignHCenter)
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
