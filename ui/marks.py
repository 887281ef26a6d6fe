"""Small marks painted by hand: sharp at every size, in the colours of the palette."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget


class Mark(Enum):
    """The marks; each has its own shape, so that none is told by colour alone."""

    UNTOUCHED = "untouched"
    STARTED = "started"
    DONE = "done"
    WARNING = "warning"
    ERROR = "error"
    RETURNED = "returned"
    LOCKED = "locked"
    NOTE = "note"
    FILE = "file"
    TABLE = "table"
    LEDGER = "ledger"
    SAMPLE = "sample"


def pixmap(mark: Mark, colour: QColor, size: QSize, widget: QWidget | None = None) -> QPixmap:
    """Paint a mark for the screen that `widget` is on; `size` is in device-independent pixels."""
    ratio = widget.devicePixelRatioF() if widget else 1.0
    return _pixmap(mark, colour.rgba(), size.width(), size.height(), ratio)


@lru_cache(maxsize=256)
def _pixmap(mark: Mark, colour: int, width: int, height: int, ratio: float) -> QPixmap:
    size = QSize(width, height)
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, mark, QColor.fromRgba(colour), QRectF(0, 0, width, height))
    painter.end()
    return made


def icon(mark: Mark, colour: QColor, size: int = 20) -> QIcon:
    """A mark as an icon, for plain and for high-density screens."""
    return _icon(mark, colour.rgba(), size)


@lru_cache(maxsize=256)
def _icon(mark: Mark, rgba: int, size: int) -> QIcon:
    """Lists ask for the same few icons with every line that they paint."""
    colour = QColor.fromRgba(rgba)
    made = QIcon()
    for ratio in (1, 2, 3):
        picture = QPixmap(QSize(size, size) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint(painter, mark, colour, QRectF(0, 0, size, size))
        painter.end()
        made.addPixmap(picture)
    # On a selected line the ground has the accent's colour.
    made.addPixmap(_selected(mark, size), QIcon.Mode.Selected)
    return made


def _selected(mark: Mark, size: int) -> QPixmap:
    picture = QPixmap(QSize(size, size) * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, mark, QColor("#ffffff"), QRectF(0, 0, size, size))
    painter.end()
    return picture


def paint(painter: QPainter, mark: Mark, colour: QColor, box: QRectF) -> None:
    """Paint a mark into `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 16, box.height() / 16)
    pen = QPen(colour, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _SHAPES[mark](painter, colour)
    painter.restore()


def _untouched(painter: QPainter, _colour: QColor) -> None:
    painter.drawEllipse(QRectF(2.5, 2.5, 11, 11))


def _started(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QRectF(2.5, 2.5, 11, 11))
    painter.setBrush(colour)
    painter.drawPie(QRectF(2.5, 2.5, 11, 11), 90 * 16, -180 * 16)


def _done(painter: QPainter, _colour: QColor) -> None:
    painter.setPen(QPen(painter.pen().color(), 2.2))
    painter.drawPolyline(QPolygonF([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4)]))


def _warning(painter: QPainter, colour: QColor) -> None:
    painter.drawPolygon(QPolygonF([QPointF(8, 2), QPointF(14.5, 13.5), QPointF(1.5, 13.5)]))
    _exclaim(painter, colour, 6, 11.4)


def _error(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(2, 2, 12, 12))
    light = QColor("#ffffff") if colour.lightness() < 140 else QColor("#1b1b1b")
    painter.setPen(QPen(light, 1.8, c=Qt.PenCapStyle.RoundCap))
    _exclaim(painter, light, 5, 11.2)


def _exclaim(painter: QPainter, colour: QColor, top: float, dot: float) -> None:
    painter.drawLine(QPointF(8, top), QPointF(8, top + 3.2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8, dot), 1.0, 1.0)


def _returned(painter: QPainter, _colour: QColor) -> None:
    path = QPainterPath(QPointF(3, 5.5))
    path.lineTo(10, 5.5)
    path.cubicTo(14.5, 5.5, 14.5, 12, 10, 12)
    path.lineTo(5, 12)
    painter.drawPath(path)
    painter.drawPolyline(QPolygonF([QPointF(5.8, 2.5), QPointF(2.8, 5.5), QPointF(5.8, 8.5)]))


def _locked(painter: QPainter, colour: QColor) -> None:
    painter.drawArc(QRectF(5, 2.5, 6, 8), 0, 180 * 16)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(3.5, 7.5, 9, 6), 1, 1)


def _note(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QRectF(2, 2, 12, 12))
    painter.drawLine(QPointF(8, 7.8), QPointF(8, 11))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8, 5.2), 1.0, 1.0)


def _file(painter: QPainter, _colour: QColor) -> None:
    path = QPainterPath(QPointF(3.5, 1.8))
    for x, y in ((9.5, 1.8), (12.5, 4.8), (12.5, 14.2), (3.5, 14.2)):
        path.lineTo(x, y)
    path.closeSubpath()
    painter.drawPath(path)
    for y in (7, 9.4, 11.8):
        painter.drawLine(QPointF(5.6, y), QPointF(10.4, y))


def _table(painter: QPainter, _colour: QColor) -> None:
    painter.drawRect(QRectF(1.8, 2.8, 12.4, 10.4))
    for y in (6.2, 9.7):
        painter.drawLine(QPointF(1.8, y), QPointF(14.2, y))
    painter.drawLine(QPointF(6, 2.8), QPointF(6, 13.2))


def _ledger(painter: QPainter, _colour: QColor) -> None:
    painter.drawRoundedRect(QRectF(2.5, 1.8, 11, 12.4), 1, 1)
    painter.drawLine(QPointF(5, 1.8), QPointF(5, 14.2))
    for y in (5, 7.6):
        painter.drawLine(QPointF(7.2, y), QPointF(11.2, y))


def _sample(painter: QPainter, _colour: QColor) -> None:
    painter.drawEllipse(QRectF(2, 2, 12, 12))
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF([QPointF(6.4, 5), QPointF(11.2, 8), QPointF(6.4, 11)]))


_SHAPES: dict[Mark, Callable[[QPainter, QColor], None]] = {
    Mark.UNTOUCHED: _untouched,
    Mark.STARTED: _started,
    Mark.DONE: _done,
    Mark.WARNING: _warning,
    Mark.ERROR: _error,
    Mark.RETURNED: _returned,
    Mark.LOCKED: _locked,
    Mark.NOTE: _note,
    Mark.FILE: _file,
    Mark.TABLE: _table,
    Mark.LEDGER: _ledger,
    Mark.SAMPLE: _sample,
}
