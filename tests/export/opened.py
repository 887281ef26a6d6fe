"""Workbooks opened again, as tests look at them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from dxdesk.domain.plan import Plan
from dxdesk.export.layout_files import find_layout, shipped
from dxdesk.export.report import build_report
from dxdesk.export.workbooks import write_workbook

# The layouts that can be read in again.
BOTH = tuple(name for name in shipped() if find_layout(name).reads_as)


def export(plan: Plan, answers: Mapping[str, str], layout: str) -> bytes:
    """The workbook's bytes."""
    file = BytesIO()
    write_workbook(build_report(plan, answers), layout, file)
    return file.getvalue()


def opened(data: bytes) -> Workbook:
    """The workbook in openpyxl."""
    return load_workbook(BytesIO(data))


def rows(data: bytes, sheet: int = -1, width: int | None = None) -> list[list[str]]:
    """A sheet's first `width` cells as texts, by calamine: another reader than what wrote them."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    name = book.sheet_names[sheet]
    read: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[_text(cell) for cell in row[:width]] for row in read]


def cells(data: bytes) -> list[str]:
    """Every text of every sheet."""
    count = len(CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names)
    return [cell for sheet in range(count) for row in rows(data, sheet) for cell in row if cell]


def _text(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
