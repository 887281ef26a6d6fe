"""The published document as .xlsx: the layouts by name, and what each cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.export import three_column, wide
from dxdesk.export.book import Book
from dxdesk.export.losses import find_losses
from dxdesk.export.report import Report

LAYOUTS: dict[str, Callable[[Report, Book], None]] = {
    three_column.NAME: three_column.write_three_column,
    wide.NAME: wide.write_wide,
}


def write_workbook(report: Report, layout: str, file: BinaryIO) -> None:
    """Write a report as a workbook; the same report always gives the same bytes.

    Raises:
        DxdeskError: there is no such layout.
    """
    write = LAYOUTS.get(layout)
    if write is None:
        raise DxdeskError(Trouble.NO_SUCH_LAYOUT, layout=layout)
    book = Book(report.title)
    write(report, book)
    book.save(file)


def losses(report: Report, layout: str) -> list[str]:
    """What a layout cannot hold, a sentence each: what a re-import would read otherwise.

    Raises:
        DxdeskError: there is no such layout.
    """
    if layout not in LAYOUTS:
        raise DxdeskError(Trouble.NO_SUCH_LAYOUT, layout=layout)
    return [loss.sentence for loss in find_losses(report, layout)]
