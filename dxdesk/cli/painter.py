"""What the command line asks of whoever can paint; the core cannot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dxdesk.export.document import Document
    from dxdesk.office.letters import Letter


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """Which letters are wanted; `day` is theirs, None today, and no departments are all."""

    kind: str
    departments: tuple[str, ...] = ()
    day: date | None = None
    year: int | None = None


class Painter(Protocol):
    """Writes PDF files; each method returns the number of pages."""

    def sheets(self, file: Path, out: Path, year: int | None = None) -> int:
        """Write the review sheets of a desk's or an office's file."""
        ...

    def letters(self, file: Path, out: Path, order: LetterOrder) -> int:
        """Write letters of an office's file."""
        ...

    def covering(self, letter: Letter) -> bytes:
        """A covering sheet as the bytes of a PDF."""
        ...

    def table(self, document: Document, out: Path) -> int:
        """Write a published document."""
        ...
