"""A text in the lines that it has at a width; its characters are shaped once, for every width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil, sqrt

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextLine, QTextOption

LINE_HEIGHT = 130
"""Per cent of the font's own height; BIZ UDゴシック leaves no space between lines by itself."""

_LINE_ENDS = re.compile("\r\n?|[\n\u2029]")
_LINE_END = "\u2028"
# Wider than any screen, within what Qt's fixed-point numbers hold.
_UNBROKEN = 1_000_000.0
# Qt keeps such numbers in parts of so many.
_FIXED = 64
# A text that may have any width looks well in 5 : 3, with at most so many letters in a line.
_SHAPE = 5 / 3
_LETTERS = 80
# A text of so few characters is a word or two: its line needs no more than the font's height.
_SHORT = 12


def with_line_ends(text: str, mark: str) -> str:
    """A text with its line ends, of whatever kind, written in another way."""
    return _LINE_ENDS.sub(mark, text)


class ProseLayout:
    """Lines end as those of a rich text in a label do, which is shaped anew for each width.

    A form asks each of its labels for a handful of widths; with `QTextDocument` that was half of
    the time of showing it.
    """

    def __init__(self, text: str, font: QFont) -> None:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._layout = QTextLayout(with_line_ends(text, _LINE_END), font)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._is_short = len(text) <= _SHORT and not _LINE_ENDS.search(text)
        self._share = 1.0 if self._is_short else LINE_HEIGHT / 100
        self._heights: dict[int, int] = {}
        self._width = -1
        lines = list(self._broken(_UNBROKEN))
        self._longest = max((line.naturalTextWidth() for line in lines), default=0.0)
        self._area = sum(line.naturalTextWidth() * self._pitch(line) for line in lines)
        self.least_width = ceil(self._layout.minimumWidth())
        """The width of the longest run that is not broken."""
        self.least_height = ceil(sum(map(self._pitch, lines)))
        """The height where every line of the text is one line."""

    def fair_size(self, letter: int) -> QSize:
        """About the size that looks well, where `letter` is the width of an x."""
        width = self._longest
        if not self._is_short:
            fair = max(sqrt(self._area * _SHAPE), self.least_width)
            width = min(fair, letter * _LETTERS, self._longest)
        height = max(self._area / width, self.least_height) if width else self.least_height
        return QSize(ceil(width), ceil(height))

    def height(self, width: int) -> int:
        """The height of all lines in a width."""
        if width not in self._heights:
            if self._longest <= width:
                return self.least_height
            self._break(width)
        return self._heights[width]

    def draw(self, painter: QPainter, at: QPointF, width: int) -> None:
        """Paint the lines; `at` is the left upper corner."""
        self._break(width)
        self._layout.draw(painter, at)

    def _break(self, width: int) -> None:
        if width != self._width:
            self._width = width
            lines = list(self._broken(width))
            self._heights[width] = ceil(sum(map(self._pitch, lines)))

    def _broken(self, width: float) -> Iterator[QTextLine]:
        self._layout.beginLayout()
        top = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += self._pitch(line)
            yield line
        self._layout.endLayout()

    def _pitch(self, line: QTextLine) -> float:
        """From the top of a line to the top of the next, as `QTextDocument` rounds it."""
        return int(ceil(line.height()) * self._share * _FIXED) / _FIXED
