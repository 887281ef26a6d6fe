"""What begins on a page of its own, and how its head and foot are painted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.printing.rows import Row, Setting
from ui.printing.words import paint_words

# Points in a millimetre.
MM = 72 / 25.4
_RULE = 0.5


class Brush:
    """Paints lines of text and boxes; every measure is in points from the inner corner."""

    def __init__(self, painter: QPainter, setting: Setting, width: float) -> None:
        self.painter = painter
        self.width = width
        self._setting = setting

    def line(
        self,
        text: str,
        box: QRectF,
        size: float,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        *,
        bold: bool = False,
    ) -> None:
        """Paint one line; one that is too long for its box is set smaller, never cut."""
        words = " ".join(text.split("\n"))
        paint_words(self.painter, self._setting, words, self.scaled(box), size, align, bold=bold)

    def frame(self, box: QRectF) -> None:
        """Paint the border of a box."""
        self.painter.setPen(self.pen(_RULE))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(self.scaled(box))

    def pen(self, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A black pen."""
        return QPen(Qt.GlobalColor.black, width * self._setting.point, style)

    def scaled(self, box: QRectF) -> QRectF:
        """A box in the units of the painter."""
        point = self._setting.point
        return QRectF(
            box.left() * point, box.top() * point, box.width() * point, box.height() * point
        )


class Leaf(Protocol):
    """One sheet or letter; it goes on over as many pages as its rows need."""

    @property
    def department(self) -> str:
        """Whom it is for or from."""
        ...

    @property
    def name(self) -> str:
        """What a bookmark calls it."""
        ...

    def rows(self) -> Iterable[Row]:
        """What flows over the pages."""
        ...

    def head_height(self, *, first: bool) -> float:
        """The height of the head of the first page, or of a later one."""
        ...

    def paint_head(self, brush: Brush, *, first: bool) -> None:
        """Paint the head."""
        ...

    def foot(self, number: int, count: int) -> tuple[str, str]:
        """What stands at the left and in the middle of the foot of a page of `count`."""
        ...
