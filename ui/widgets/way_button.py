"""A large button with a mark, what it does, and what that is for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.marks import Mark, paint
from ui.theme import GRID, Tone

_SIDE = 28


class WayButton(QAbstractButton):
    """Painted whole; hover, focus and press each look different."""

    def __init__(self, mark: Mark, text: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self._about = about
        self.setText(text)
        self.setAccessibleDescription(about)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        title = QFontMetrics(self._title_font())
        plain = self.text().replace("&", "")
        wide = max(
            title.horizontalAdvance(plain), self.fontMetrics().horizontalAdvance(self._about)
        )
        high = title.height() + self.fontMetrics().height() + GRID // 2
        return QSize(wide + _SIDE + GRID * 6, max(high, _SIDE) + GRID * 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _title_font(self) -> QFont:
        made = QFont(self.font())
        made.setPointSizeF(made.pointSizeF() * 1.15)
        made.setBold(True)
        return made

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, box = self.palette(), self.rect().adjusted(1, 1, -2, -2)
        lit = self.underMouse() or self.hasFocus()
        edge = theme.colour(Tone.ACCENT, palette) if lit else theme.border(palette)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        tone = Tone.ACCENT if self.isDown() or self.underMouse() else Tone.PLAIN
        painter.setBrush(theme.ground(tone, palette))
        painter.drawRoundedRect(box, 4, 4)
        side = QRect(GRID * 2, (self.height() - _SIDE) // 2, _SIDE, _SIDE)
        paint(painter, self._mark, theme.colour(Tone.ACCENT, palette), side.toRectF())
        left = side.right() + GRID * 2
        painter.setFont(self._title_font())
        high = painter.fontMetrics().height()
        top = (self.height() - high - self.fontMetrics().height() - GRID // 2) // 2
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour(Tone.PLAIN, palette))
        words = QRect(left, top, self.width() - left - GRID, high)
        painter.drawText(words, flags | Qt.TextFlag.TextShowMnemonic, self.text())
        painter.setFont(self.font())
        painter.setPen(theme.colour(Tone.QUIET, palette))
        words = QRect(left, top + high + GRID // 2, words.width(), self.fontMetrics().height())
        painter.drawText(words, flags, self._about)
