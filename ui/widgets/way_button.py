"""A large button with a mark, what it does, and what that is for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.marks import Mark, paint
from ui.theme import GRID, Tone

_SIDE = 28
_ABOUT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class WayButton(QAbstractButton):
    """Painted whole; hover, focus and press each look different."""

    def __init__(self, mark: Mark, text: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self._about = about
        self.setText(text)
        self.setAccessibleDescription(about)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        title = QFontMetrics(self._title_font())
        plain = self.text().replace("&", "")
        wide = max(
            title.horizontalAdvance(plain), self.fontMetrics().horizontalAdvance(self._about)
        )
        width = wide + _SIDE + GRID * 6
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        plain = self.text().replace("&", "")
        wide = QFontMetrics(self._title_font()).horizontalAdvance(plain) + _SIDE + GRID * 6
        return QSize(wide, self.heightForWidth(wide))

    def heightForWidth(self, width: int) -> int:
        title = QFontMetrics(self._title_font()).height()
        return max(title + GRID // 2 + self._about_height(width), _SIDE) + GRID * 2

    def _about_height(self, width: int) -> int:
        """What is said about the way is broken where it is wider than the button."""
        room = QRect(0, 0, width - _SIDE - GRID * 5, 10_000)
        return self.fontMetrics().boundingRect(room, _ABOUT.value, self._about).height()

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
        below = self._about_height(self.width())
        top = (self.height() - high - below - GRID // 2) // 2
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour(Tone.PLAIN, palette))
        words = QRect(left, top, self.width() - left - GRID, high)
        painter.drawText(words, flags | Qt.TextFlag.TextShowMnemonic, self.text())
        painter.setFont(self.font())
        painter.setPen(theme.colour(Tone.QUIET, palette))
        words = QRect(left, top + high + GRID // 2, words.width(), below)
        painter.drawText(words, _ABOUT, self._about)
