"""What the command line asks of whoever can paint; the core cannot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dxdesk.export.document import Document


class Painter(Protocol):
    """Writes PDF files; each method returns the number of pages."""

    def sheets(self, file: Path, out: Path, year: int | None = None) -> int:
        """Write the review sheets of a desk's or an office's file."""
        ...

    def table(self, document: Document, out: Path) -> int:
        """Write a published document."""
        ...
