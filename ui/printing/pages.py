"""What is printed, page by page, whatever shows it: preview, printer or PDF."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QPageLayout, QPainter


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
