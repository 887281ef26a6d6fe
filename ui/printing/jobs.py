"""What can be printed: pages that are worked out, and the ways to narrow them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ui.printing.pages import MarkedPages


@dataclass(frozen=True)
class PrintJob:
    """Pages, their title, and the file that a PDF of them is suggested to go to."""

    title: str
    pages: MarkedPages
    file: str


@dataclass(frozen=True)
class Choice:
    """A range that can be printed (すべての項目); its pages are worked out when it is chosen."""

    name: str
    make: Callable[[], PrintJob]


Choices = Sequence[Choice]
