"""Lines of the published table, laid out for the width of their paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from dxdesk.export.document import Line, Sheet
from dxdesk.export.rows import Text
from ui.printing.rows import Laid, Setting

# Between a border and its text, in points.
SIDE, ABOVE = 3.0, 2.0
# What a cell says again overleaf, and a text over several lines, take at most this share of a page.
_SHARE = 0.5
_SHIFTS = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell where it stands; `run` is the same for all that a cell over several lines covers.

    What is `said` again is no text of its own: it may be left out.
    """

    cell: Text
    laid: Laid
    left: float
    width: float
    run: int
    covered: bool = False
    said: bool = False

    @property
    def height(self) -> float:
        """What it needs of its line."""
        return 0.0 if self.covered or self.cell.rows > 1 else self.laid.height


@dataclass(frozen=True)
class LaidLine:
    """A line as a block of `ui.printing.flow`, in units of the setting."""

    index: int
    line: Line
    cells: tuple[LaidCell, ...]
    setting: Setting
    limit: float
    minimum: float = 0.0
    keeps: bool = False
    repeated: bool = False

    @property
    def height(self) -> float:
        return self._height

    @cached_property
    def _height(self) -> float:
        if not self.cells:
            return self.minimum
        tallest = max(cell.height for cell in self.cells)
        pitch = max(cell.laid.pitch for cell in self.cells)
        return max(tallest, pitch, self.minimum - self._padding) + self._padding

    @property
    def least(self) -> float:
        pitches = [cell.laid.pitch for cell in self.cells]
        return max(max(pitches, default=0.0) + self._padding, self.minimum)

    @property
    def blank(self) -> bool:
        return not self.cells

    @property
    def _padding(self) -> float:
        return 2 * ABOVE * self.setting.point

    def split(self, height: float) -> tuple[LaidLine, LaidLine] | None:
        """Break so that the first piece is at most `height`; None where no line would fit."""
        room = height - self._padding
        pairs = [self._split_cell(cell, room) for cell in self.cells]
        goes_on = [pair for pair in pairs if pair[1].laid.count]
        if not goes_on or any(not first.laid.count for first, _ in goes_on):
            return None
        rests = tuple(rest if rest.laid.count else self._again(rest) for _, rest in pairs)
        head = replace(self, cells=tuple(first for first, _ in pairs), keeps=False)
        return head, replace(self, cells=rests, minimum=0.0)

    def _split_cell(self, cell: LaidCell, room: float) -> tuple[LaidCell, LaidCell]:
        if not cell.height:
            return cell, replace(cell, laid=cell.laid.nothing)
        first, rest = cell.laid.split(int(room / cell.laid.pitch + 1e-6))
        if cell.said:
            rest = rest.nothing
        return replace(cell, laid=first), replace(cell, laid=rest)

    def _again(self, cell: LaidCell) -> LaidCell:
        if cell.cell.rows > 1 or not cell.cell.again:
            return cell
        made = lay_text(self.setting, cell.cell._replace(text=cell.cell.again), cell.width)
        return replace(cell, laid=made, said=True) if made.height <= _SHARE * self.limit else cell


def lay_text(setting: Setting, cell: Text, width: float) -> Laid:
    """Lay a cell's text out; a column of less than a character's width has smaller ones."""
    look, inner = cell.look, width - 2 * SIDE * setting.point
    inner = max(inner, width / 2)
    size = min(look.size, inner / setting.point)
    shift = _SHIFTS.get(look.align, 0.0)
    laid = setting.lay(cell.text, inner, size, bold=look.bold, shift=shift)
    if inner < 4 * size * setting.point and (wide := laid.width) > inner:
        laid = setting.lay(
            cell.text, inner, size * inner / wide * 0.99, bold=look.bold, shift=shift
        )
    return laid


class Columns:
    """Lays lines out in the columns of a sheet, which fill the width of the paper.

    Where they would be wider than it, the texts are smaller. `limit` is the height of a page's
    body.
    """

    def __init__(
        self, setting: Setting, points: Sequence[float], width: float, limit: float
    ) -> None:
        scale = width / sum(points)
        self._setting = setting
        self._edges = [edge * scale for edge in accumulate(points, initial=0.0)]
        self._size = min(1.0, scale / setting.point)
        self._limit = limit
        # The cells from above that reach down to the next line, by column.
        self._runs: dict[int, tuple[LaidCell, int]] = {}

    def lay(self, index: int, line: Line) -> LaidLine:
        """Lay out the next line."""
        cells: list[LaidCell] = []
        column = 0
        for cell in line.cells:
            cells.append(self._cell(index, column, cell))
            column += cell.span
        minimum = min(line.height * self._size * self._setting.point, self._limit)
        shown = tuple(cells)
        return LaidLine(index, line, shown, self._setting, self._limit, minimum, line.with_next)

    def _cell(self, index: int, column: int, cell: Text) -> LaidCell:
        above, lines = self._runs.pop(column, (None, cell.rows))
        if above is None:
            left = self._edges[column]
            width = self._edges[min(column + cell.span, len(self._edges) - 1)] - left
            look = replace(cell.look, size=cell.look.size * self._size)
            cell = cell._replace(look=look)
            laid = lay_text(self._setting, cell, width)
            made = LaidCell(cell, laid, left, width, index * len(self._edges) + column)
        else:
            made = replace(above, covered=True, laid=above.laid.nothing)
        if lines > 1:
            self._runs[column] = (made, lines - 1)
        return made


def lay_lines(columns: Columns, sheet: Sheet) -> list[LaidLine]:
    """Lay out the lines of a sheet; those that head it keep the one below them."""
    lines = [columns.lay(index, line) for index, line in enumerate(sheet.lines)]
    _make_room(lines)
    for index in range(*sheet.heads):
        lines[index] = replace(lines[index], keeps=True)
    return lines


def _make_room(lines: list[LaidLine]) -> None:
    """Let a cell over several lines have room: in those that hold it, else in the last of them.

    Lines are kept together until they hold it. One that takes more than its share of a page
    stands in its first line, where it can be torn.
    """
    for at in range(len(lines)):
        for n, cell in enumerate(lines[at].cells):
            if cell.covered or cell.cell.rows < 2:
                continue
            line = lines[at]
            if cell.laid.height > _SHARE * line.limit:
                single = replace(cell, cell=cell.cell._replace(rows=1))
                lines[at] = replace(line, cells=(*line.cells[:n], single, *line.cells[n + 1 :]))
            else:
                _hold(lines, at, min(at + cell.cell.rows, len(lines)), cell.laid.height)


def _hold(lines: list[LaidLine], start: int, end: int, needed: float) -> None:
    for at in range(start, end):
        line = lines[at]
        needed += 2 * ABOVE * line.setting.point if at == start else 0.0
        last = at == end - 1
        if line.height >= needed or last:
            lines[at] = replace(line, minimum=max(line.minimum, needed))
            return
        lines[at] = replace(line, keeps=True)
        needed -= line.height
