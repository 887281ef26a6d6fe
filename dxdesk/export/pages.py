"""Paper: what a sheet is printed on, and where its pages end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dxdesk.sheets.heights import POINTS_PER_WIDTH

# Inches: left and right, top, bottom.
MARGINS = (0.45, 0.7, 0.6)
# Of the paper's width the columns take no more, since a machine may draw them a little wider
# and the last one must not fall onto a page of its own.
_SAFE = 0.97


class Paper(Enum):
    """A size: its number in a workbook, and its longer and shorter side in points."""

    A4 = (9, 841.9, 595.3)
    A3 = (8, 1190.6, 841.9)

    @property
    def number(self) -> int:
        """The number that stands for the size in a workbook."""
        return int(self.value[0])


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet's paper and columns.

    `widths` are in characters. `header` is printed on every page, and its number when it is
    `numbered`. `freeze` is the first cell that scrolls.
    """

    paper: Paper
    widths: tuple[float, ...]
    header: str
    freeze: str = ""
    landscape: bool = True
    numbered: bool = True

    @property
    def points(self) -> tuple[float, ...]:
        """The widths in points."""
        return tuple(width * POINTS_PER_WIDTH for width in self.widths)

    @property
    def scale(self) -> int:
        """The per cent to which the sheet is printed smaller, so that its columns fit.

        It is said outright: told to fit a page's width, Excel does not break pages by hand.
        """
        _, longer, shorter = self.paper.value
        room = (longer if self.landscape else shorter) - 144 * MARGINS[0]
        return max(10, min(100, int(100 * _SAFE * room / sum(self.points))))

    @property
    def capacity(self) -> float:
        """The height of the rows that one page takes, in points of the sheet.

        A little less than the paper has: Excel rounds the heights of rows to pixels.
        """
        _, longer, shorter = self.paper.value
        _, top, bottom = MARGINS
        height = (shorter if self.landscape else longer) - 72 * (top + bottom)
        return height * 100 / self.scale - 8


class Pager:
    """Counts the points used on the current page."""

    def __init__(self, capacity: float) -> None:
        self._capacity = capacity
        self._repeated = 0.0
        self._used = 0.0

    def add(self, height: float) -> None:
        """A row was written; one that does not fit begins the next page."""
        if self._used + height > self._capacity:
            self._used = self._repeated
        self._used += height

    def repeat(self, height: float) -> None:
        """Rows of this height head every later page."""
        self._repeated = height

    def breaks_before(self, height: float) -> bool:
        """Whether rows of this height that stay together must begin a new page."""
        if self._used <= self._repeated or self._used + height <= self._capacity:
            return False
        self._used = self._repeated
        return True
