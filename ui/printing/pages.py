"""What is printed, page by page, whatever shows it: preview, printer or PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QPageLayout, QPainter


@dataclass(frozen=True, slots=True)
class Bookmark:
    """What a reader jumps to. Level 0 is the outermost; `top` is in points from the paper's top."""

    title: str
    level: int
    page: int
    top: float = 0.0


class Pages(Protocol):
    """Pages that are worked out; painting one changes nothing and may be repeated.

    Indexes count from 0.
    """

    def __len__(self) -> int:
        """How many pages there are; never 0."""
        ...

    def layout(self, index: int) -> QPageLayout:
        """The paper of a page, its orientation and margins; a run may mix A4 and A3."""
        ...

    def paint(self, index: int, painter: QPainter) -> None:
        """Paint a page, and leave the painter's state as it was.

        The painter's unit is a point (1/72 inch), from the upper left corner of the paper.
        """
        ...


class MarkedPages(Pages, Protocol):
    """Pages that can become a PDF."""

    @property
    def marks(self) -> Sequence[Bookmark]:
        """The bookmarks, in the order of the pages."""
        ...

    @property
    def typed(self) -> str:
        """Every character that was painted, in any order."""
        ...
