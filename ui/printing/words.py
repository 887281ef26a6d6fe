"""One line of words in a box."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.printing.rows import Setting

_SHIFTS = {Qt.AlignmentFlag.AlignHCenter: 0.5, Qt.AlignmentFlag.AlignRight: 1.0}


def paint_words(
    painter: QPainter,
    setting: Setting,
    text: str,
    box: QRectF,
    size: float,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    bold: bool = False,
) -> None:
    """Paint one line; one that is too long for its box is set smaller, never cut."""
    laid = setting.lay(text, 10 * box.width(), size, bold=bold)
    if not laid.count:
        return
    wide = laid.layout.lineAt(0).naturalTextWidth()
    if wide > box.width():
        laid = setting.lay(text, 10 * box.width(), size * box.width() / wide * 0.98, bold=bold)
        wide = laid.layout.lineAt(0).naturalTextWidth()
    x = box.left() + (box.width() - wide) * _SHIFTS.get(align, 0.0)
    painter.setPen(Qt.GlobalColor.black)
    laid.paint(painter, QPointF(x, box.top() + (box.height() - laid.pitch) / 2))
