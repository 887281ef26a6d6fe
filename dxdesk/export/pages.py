"""Paper: what a sheet is printed on, and where its pages end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dxdesk.sheets.heights import POINTS_PER_WIDTH

# Inches: left and right, top, bottom.
MARGINS = (0.45, 0.7, 0.6)


class Paper(Enum):
    """A size, landscape: its number in a workbook, and width and height in points."""

    A4 = (9, 841.9, 595.3)
    A3 = (8, 1190.6, 841.9)

    @property
    def number(self) -> int:
        """The number that stands for the size in a workbook."""
        return int(self.value[0])


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet's paper and columns.

    `widths` are in characters. `header` is printed on every page. `freeze` is the first cell
    that scrolls.
    """

    paper: Paper
    widths: tuple[float, ...]
    header: str
    freeze: str = ""

    @property
    def points(self) -> tuple[float, ...]:
        """The widths in points."""
        return tuple(width * POINTS_PER_WIDTH for width in self.widths)

    @property
    def capacity(self) -> float:
        """The height of the rows that one page takes, in points of the sheet.

        A little less than the paper has: Excel rounds the scale that makes the columns fit.
        """
        _, width, height = self.paper.value
        sides, top, bottom = MARGINS
        scale = min(1.0, (width - 144 * sides) / sum(self.points))
        return (height - 72 * (top + bottom)) / scale - 8


class Pager:
    """Counts the points used on the current page."""

    def __init__(self, capacity: float) -> None:
        self._capacity = capacity
        self._heights: list[float] = []
        self._repeated = 0.0
        self._used = 0.0

    def add(self, height: float) -> None:
        """A row was written; one that does not fit begins the next page."""
        self._heights.append(height)
        if self._used + height > self._capacity:
            self._used = self._repeated
        self._used += height

    def repeat(self, top: int, bottom: int) -> None:
        """These rows, counted from 1, head every later page."""
        self._repeated = sum(self._heights[top - 1 : bottom])

    def breaks_before(self, height: float) -> bool:
        """Whether rows of this height that stay together must begin a new page."""
        if self._used <= self._repeated or self._used + height <= self._capacity:
            return False
        self._used = self._repeated
        return True
