"""A label with the line height that Japanese text needs where it wraps."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.prose_layout import LINE_HEIGHT, ProseLayout, with_line_ends

_OF_HEIGHT = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.ContentsRectChange)


class ProseLabel(QLabel):
    """Takes and gives plain text; what looks like markup in it is shown as it is.

    Where it wraps its lines are its own: Qt has a line height for rich texts alone, and a rich
    text costs ten times as much. One that can be selected becomes one at the first press.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        wrap: bool = True,
        selectable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._selectable = selectable
        self._layout: ProseLayout | None = None
        # Layouts ask a dozen times for the same two or three widths.
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            # Without this flag layouts may take the hint of a narrow label for its height.
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._plain = ""
        self.setText(text)

    def text(self) -> str:
        return self._plain

    def setText(self, text: str) -> None:
        if text == self._plain:
            return
        self._plain = text
        self._forget()
        if self._is_rich:
            self._show_rich()
        else:
            super().setText(text)

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._height(width)
        return height

    def sizeHint(self) -> QSize:
        if not self._has_lines:
            return super().sizeHint()
        letter = self.fontMetrics().horizontalAdvance("x")
        return self._around + self._lines().fair_size(letter)

    def minimumSizeHint(self) -> QSize:
        if not self._has_lines:
            return super().minimumSizeHint()
        lines = self._lines()
        return self._around + QSize(lines.least_width, lines.least_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._has_lines or self._is_rich:
            super().paintEvent(event)
            return
        room, lines = self.contentsRect(), self._lines()
        left = room.height() - lines.height(room.width())
        # To whole pixels, as labels do.
        above = int(left * self._share_above) if left > 0 else 0
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        lines.draw(painter, QPointF(room.left(), room.top() + above), room.width())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._selectable and not self._is_rich:
            self._show_rich()
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _OF_HEIGHT:
            self._forget()
        super().changeEvent(event)

    @property
    def _has_lines(self) -> bool:
        return self.wordWrap() and bool(self._plain)

    @property
    def _is_rich(self) -> bool:
        return self.textFormat() is Qt.TextFormat.RichText

    def _show_rich(self) -> None:
        lines = with_line_ends(html.escape(self._plain), "<br>")
        style = f"line-height:{LINE_HEIGHT}%; margin:0; white-space:pre-wrap"
        self.setTextFormat(Qt.TextFormat.RichText)
        super().setText(f'<p style="{style}">{lines}</p>')

    def _forget(self) -> None:
        self._layout = None
        self._heights.clear()

    def _height(self, width: int) -> int:
        if not self._has_lines:
            return super().heightForWidth(width)
        around = self._around
        return self._lines().height(max(width - around.width(), 0)) + around.height()

    def _lines(self) -> ProseLayout:
        if self._layout is None:
            self.ensurePolished()
            self._layout = ProseLayout(self._plain, self.font())
        return self._layout

    @property
    def _around(self) -> QSize:
        """What is left and right, above and below the text."""
        margins = self.contentsMargins()
        return QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    @property
    def _share_above(self) -> float:
        """How much of the room that is left stands above the text."""
        alignment = self.alignment()
        if alignment & Qt.AlignmentFlag.AlignVCenter:
            return 0.5
        return 1.0 if alignment & Qt.AlignmentFlag.AlignBottom else 0.0
