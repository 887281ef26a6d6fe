"""Rows of bordered cells that break between two lines of text, so that nothing is cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout, QTextLine, QTextOption

from dxdesk.sheets.cell_text import visible
from ui import theme
from ui.printing.breaking import last_break, may_break, units

LINE_HEIGHT = 1.35
# To the point; texts are laid out in these.
UNITS = 20
SIZE = 9.5
_PADDING = 3.0
_LEAN = 0.05
_RULE = 0.5
_GROUND = QColor("#eef1f5")


class Ground(Enum):
    """What a cell is painted on."""

    PLAIN = "plain"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of one share of the row's width."""

    text: str
    share: float
    ground: Ground = Ground.PLAIN
    bold: bool = False
    size: float = SIZE
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side. A row that `heads` a table stands again where that goes on overleaf."""

    cells: tuple[Cell, ...]
    borders: bool = True
    heads: bool = False


class Setting:
    """How texts are set: in units of a twentieth of a point, whatever they are painted on.

    A font of whole units is measured alike on screen, printer and PDF, so that lines end at the
    same places everywhere and nothing is laid out twice.
    """

    point = UNITS

    def __init__(self) -> None:
        self._typed: dict[str, None] = {}

    @property
    def typed(self) -> str:
        """Every character that was laid out, once."""
        return "".join(self._typed)

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """A font of a size in points, unhinted, since it is measured once and painted anywhere."""
        return font_of(size, bold)

    def lay(
        self, text: str, width: float, size: float, *, bold: bool = False, shift: float = 0.0
    ) -> Laid:
        """Break a text into lines of a width; `shift` of what is left of it stands before a line."""
        pitch = size * LINE_HEIGHT * self.point
        shown = visible(text)
        self._typed.update(dict.fromkeys(shown))
        shown = units(shown.replace("\n", "\u2028"))
        layout = QTextLayout(shown, self.font(size, bold=bold))
        layout.setTextOption(_option(size))
        layout.setCacheEnabled(True)
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            end = _end(line)
            if end < len(shown) and not may_break(shown, end):
                _end_sooner(line, shown, width)
            left = (width - line.naturalTextWidth()) * shift if shift else 0.0
            line.setPosition(QPointF(left, count * pitch + (pitch - line.height()) / 2))
            count += 1
        layout.endLayout()
        return Laid(layout, 0, count if text else 0, pitch)


@lru_cache(maxsize=64)
def font_of(size: float, bold: bool) -> QFont:
    """The font of all paper, in the units of a setting."""
    made = QFont(theme.font(bold=bold))
    made.setPixelSize(max(int(size * UNITS), 1))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=64)
def _option(size: float) -> QTextOption:
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    made.setTabStopDistance(4 * size * UNITS)
    return made


def _end_sooner(line: QTextLine, text: str, width: float) -> None:
    """End a line where it may end; where no place in it may, it stays as it was.

    Qt's own breaking follows UAX 14, which is nearly as strict, but tears full-width numbers, takes
    ～ for a letter, and ends a line at places of its own only, which may be none of ours.
    """
    start, end = line.textStart(), _end(line)
    while (at := last_break(text, start, end)) is not None:
        _shorten(line, at, width)
        sooner = _end(line)
        if sooner == at or may_break(text, sooner):
            return
        if sooner >= end:
            break
        end = sooner
    line.setLineWidth(width)


def _shorten(line: QTextLine, at: int, width: float) -> None:
    """Let a line end at a place or before it."""
    # The stubs know only of a number; it is a pair.
    x = cast(tuple[float, int], line.cursorToX(at))[0]
    # A little more, for a glyph that leans out to the right counts as wider than it is.
    line.setLineWidth(min(x + line.height() * _LEAN, width))
    # Behind a tab the place of a character is not known before the layout is ended.
    while (end := _end(line)) > at:
        line.setLineWidth(line.naturalTextWidth() - 1)
        if _end(line) >= end:
            return


def _end(line: QTextLine) -> int:
    return line.textStart() + line.textLength()


@dataclass(frozen=True)
class Laid:
    """Some lines of a laid-out text; `pitch` is the distance from line to line."""

    layout: QTextLayout
    first: int
    last: int
    pitch: float

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self.last - self.first

    @property
    def height(self) -> float:
        """What the lines take up."""
        return self.count * self.pitch

    @property
    def width(self) -> float:
        """What the widest line takes up."""
        lines = (self.layout.lineAt(n) for n in range(self.first, self.last))
        return max((line.naturalTextWidth() for line in lines), default=0.0)

    @property
    def nothing(self) -> Laid:
        """No line of it, of the same pitch."""
        return replace(self, first=self.last)

    def split(self, count: int) -> tuple[Laid, Laid]:
        """The first lines, and the rest."""
        at = min(self.first + count, self.last)
        return replace(self, last=at), replace(self, first=at)

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Paint the lines below each other."""
        at = at - QPointF(0, self.first * self.pitch)
        if self.count == self.layout.lineCount():
            self.layout.draw(painter, at)
            return
        for n in range(self.first, self.last):
            self.layout.lineAt(n).draw(painter, at)


@dataclass(frozen=True)
class LaidRow:
    """A row whose cells are laid out for a width."""

    row: Row
    cells: tuple[Laid, ...]
    widths: tuple[float, ...]
    setting: Setting

    @property
    def padding(self) -> float:
        """The space inside a border."""
        return _PADDING * self.setting.point

    @property
    def height(self) -> float:
        """What the row takes up on paper."""
        tallest = max((cell.height for cell in self.cells), default=0.0)
        pitch = max((cell.pitch for cell in self.cells), default=0.0)
        return max(tallest, pitch) + 2 * self.padding

    @property
    def least(self) -> float:
        """The height of a line of each cell."""
        return max((cell.pitch for cell in self.cells), default=0.0) + 2 * self.padding

    @property
    def keeps(self) -> bool:
        """A head of a table stands above its first row."""
        return self.row.heads

    @property
    def blank(self) -> bool:
        return False

    def split(self, height: float) -> tuple[LaidRow, LaidRow] | None:
        """Break so that the first piece is at most `height`; None where no line would fit."""
        room = height - 2 * self.padding
        counts = [int(room / cell.pitch + 1e-6) for cell in self.cells]
        if min(counts, default=0) < 1:
            return None
        pairs = [cell.split(count) for cell, count in zip(self.cells, counts, strict=True)]
        if all(rest.count == 0 for _, rest in pairs):
            return None
        head = replace(self, cells=tuple(first for first, _ in pairs))
        rests = [rest for _, rest in pairs]
        again = [self._label_again(n) if not rest.count else rest for n, rest in enumerate(rests)]
        return head, replace(self, cells=tuple(again))

    def _label_again(self, n: int) -> Laid:
        """What stands overleaf in a cell that has nothing left: the label once more."""
        cell, width = self.row.cells[n], self.widths[n] - 2 * self.padding
        text = f"{cell.text}（続き）" if cell.ground is Ground.LABEL else ""
        return self.setting.lay(text, width, cell.size, bold=cell.bold)

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint grounds, borders and texts."""
        height = self.height
        for cell, laid, width in zip(self.row.cells, self.cells, self.widths, strict=True):
            box = QRectF(left, top, width, height)
            if cell.ground is Ground.LABEL:
                painter.fillRect(box, _GROUND)
            painter.setPen(QPen(Qt.GlobalColor.black, _RULE * self.setting.point))
            if self.row.borders:
                painter.drawRect(box)
            space = (height - laid.height) / 2 if cell.middle else self.padding
            laid.paint(painter, QPointF(left + self.padding, top + space))
            left += width


def lay_row(setting: Setting, row: Row, width: float) -> LaidRow:
    """Lay a row out for a width."""
    total = sum(cell.share for cell in row.cells)
    widths = tuple(width * cell.share / total for cell in row.cells)
    padding = 2 * _PADDING * setting.point
    cells = tuple(
        setting.lay(cell.text, share - padding, cell.size, bold=cell.bold)
        for cell, share in zip(row.cells, widths, strict=True)
    )
    return LaidRow(row, cells, widths, setting)


def label_row(label: str, text: str, *, bold: bool = False) -> Row:
    """A label at the left and its text."""
    return Row((Cell(label, 19, Ground.LABEL, bold=True), Cell(text, 81, bold=bold)))


def head_row(cells: Sequence[tuple[str, float]]) -> Row:
    """The heading of a table; it is painted again where the table goes on overleaf."""
    return Row(tuple(Cell(t, s, Ground.LABEL, bold=True) for t, s in cells), heads=True)
