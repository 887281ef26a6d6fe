"""Rows of bordered cells that break between two lines of text, so that nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPainter, QPen, QTextLayout, QTextOption

from ui import theme

LINE_HEIGHT = 1.35
SIZE = 9.5
_PADDING = 3.0
_RULE = 0.5
_GROUND = QColor("#eef1f5")

Paint = Callable[[QPainter], None]


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


@dataclass(frozen=True)
class Setting:
    """A paint device's measures: `point` is the length of one point in its units."""

    device: QPagedPaintDevice
    point: float = field(init=False, default=1.0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "point", self.device.logicalDpiY() / 72)

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """A font for this device, unhinted, since lines are measured and painted alike."""
        made = QFont(theme.font(bold=bold))
        made.setPointSizeF(size)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return made

    def lay(self, text: str, width: float, size: float, *, bold: bool = False) -> Laid:
        """Break a text into lines of a width."""
        layout = QTextLayout(text.replace("\n", "\u2028"), self.font(size, bold=bold), self.device)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
        layout.endLayout()
        return Laid(layout, 0, layout.lineCount() if text else 0, size * LINE_HEIGHT * self.point)


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

    def split(self, count: int) -> tuple[Laid, Laid]:
        """The first lines, and the rest."""
        at = min(self.first + count, self.last)
        return replace(self, last=at), replace(self, first=at)

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Paint the lines below each other, each centred in its pitch."""
        for n in range(self.first, self.last):
            line = self.layout.lineAt(n)
            space = (self.pitch - line.height()) / 2
            line.draw(painter, at + QPointF(0, (n - self.first) * self.pitch + space))


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
