"""What can be printed: pages that are worked out, and the ways to narrow them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain.file_names import safe_name
from ui.printing.pages import MarkedPages


@dataclass(frozen=True)
class PrintJob:
    """Pages, their title, and the file that a PDF of them is suggested to go to."""

    title: str
    pages: MarkedPages
    file: Path


@dataclass(frozen=True)
class Choice:
    """A range that can be printed (すべての項目); its pages are worked out when it is chosen."""

    name: str
    make: Callable[[], PrintJob]


Choices = Sequence[Choice]


def pdf_beside(path: Path, stem: str) -> Path:
    """The PDF to suggest beside a desk's file; plans and departments may have any name."""
    return path.with_name(f"{safe_name(stem)}.pdf")
