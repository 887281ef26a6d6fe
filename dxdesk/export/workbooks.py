"""The published document as .xlsx, and what each layout cannot hold."""

from __future__ import annotations

from typing import BinaryIO

from dxdesk.export.book import write_book
from dxdesk.export.compose import compose
from dxdesk.export.layout import Layout
from dxdesk.export.layout_files import find_layout
from dxdesk.export.losses import find_losses
from dxdesk.export.report import Report


def write_workbook(report: Report, layout: str | Layout, file: BinaryIO) -> None:
    """Write a report as a workbook; the same report always gives the same bytes.

    Raises:
        DxdeskError: there is no such layout.
    """
    write_book(compose(_found(layout), report), file)


def losses(report: Report, layout: str | Layout) -> list[str]:
    """What a layout cannot hold, a sentence each: what a re-import would read otherwise.

    Raises:
        DxdeskError: there is no such layout.
    """
    return [loss.sentence for loss in find_losses(report, _found(layout))]


def _found(layout: str | Layout) -> Layout:
    return find_layout(layout) if isinstance(layout, str) else layout
