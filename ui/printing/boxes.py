"""Cells painted: their grounds, their texts, and the rules around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.printing.table_lines import ABOVE, SIDE, LaidCell

_RULE = QColor("#808080")
# Widths in points by the name of the border's style.
_WIDTHS = {"hair": 0.25, "thin": 0.5, "medium": 1.0, "thick": 1.5}
_USUAL = "thin"


@dataclass(slots=True)
class Box:
    """A cell on its page; whether it `begins` the page, and whether it `ends` it."""

    cell: LaidCell
    top: float
    bottom: float
    begins: bool
    ends: bool

    @property
    def left(self) -> float:
        return self.cell.left

    @property
    def right(self) -> float:
        return self.cell.left + self.cell.width


def paint_boxes(painter: QPainter, boxes: Iterable[Box], point: float) -> None:
    """Paint the cells of a page, `point` units to the point."""
    boxes = list(boxes)
    for box in boxes:
        if fill := box.cell.cell.look.fill:
            rect = QRectF(box.left, box.top, box.cell.width, box.bottom - box.top)
            painter.fillRect(rect, QColor(f"#{fill}"))
    painter.setPen(Qt.GlobalColor.black)
    for box in boxes:
        if box.cell.laid.count:
            box.cell.laid.paint(painter, text_corner(box, point))
    rules: dict[str, dict[tuple[float, float, float, float], None]] = {}
    for box in boxes:
        for style, line in _rules(box):
            rules.setdefault(style, {})[line] = None
    for style, lines in rules.items():
        pen = QPen(_RULE, _WIDTHS.get(style, _WIDTHS[_USUAL]) * point)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        painter.drawLines([QLineF(*line) for line in lines])


def text_corner(box: Box, point: float) -> QPointF:
    """Where the first line of a cell's text begins."""
    cell = box.cell
    room = box.bottom - box.top
    space = (room - cell.laid.height) / 2 if cell.cell.look.middle else ABOVE * point
    return QPointF(box.left + min(SIDE * point, cell.width / 4), box.top + space)


def _rules(box: Box) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """The rules around a cell; one of a table is closed where its page begins and ends."""
    look = box.cell.cell.look
    closed = _USUAL if look.sides else ""
    if style := look.top or (closed if box.begins else ""):
        yield style, (box.left, box.top, box.right, box.top)
    if style := look.bottom or (closed if box.ends else ""):
        yield style, (box.left, box.bottom, box.right, box.bottom)
    if look.sides:
        yield _USUAL, (box.left, box.top, box.left, box.bottom)
        yield _USUAL, (box.right, box.top, box.right, box.bottom)
