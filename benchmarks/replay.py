"""A workbook read once, and written again by XlsxWriter: the same cells, formats and heights."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_BORDERS = {"thin": 1, "hair": 7}


@dataclass(frozen=True)
class Formula:
    """A formula with the value that it has."""

    text: str
    value: Any


# A height, and of each cell its column, its value and the number of its format.
ReplayedRow = tuple[float, list[tuple[int, Any, int]]]


@dataclass
class Replayed:
    """What is written of one sheet."""

    name: str
    widths: list[float] = field(default_factory=list[float])
    rows: list[ReplayedRow] = field(default_factory=list[ReplayedRow])
    merged: list[list[int]] = field(default_factory=list[list[int]])


@dataclass
class Replay:
    """All sheets, and the formats that their cells name."""

    sheets: list[Replayed]
    formats: list[dict[str, Any]]

    @property
    def cells(self) -> int:
        """How many cells are written, the empty ones with a format included."""
        return sum(len(cells) for sheet in self.sheets for _, cells in sheet.rows)

    def write(self, out: Path, *, constant_memory: bool) -> None:
        """Write everything again."""
        book = xlsxwriter.Workbook(str(out), {"constant_memory": constant_memory})
        formats = [book.add_format(properties) for properties in self.formats]
        for replayed in self.sheets:
            sheet = book.add_worksheet(replayed.name)
            for column, width in enumerate(replayed.widths):
                sheet.set_column(column, column, width)
            for number, (height, cells) in enumerate(replayed.rows):
                sheet.set_row(number, height)
                for column, value, style in cells:
                    if value is None:
                        sheet.write_blank(number, column, None, formats[style])
                    elif isinstance(value, Formula):
                        look = formats[style]
                        sheet.write_formula(number, column, value.text, look, value.value)
                    elif isinstance(value, str):
                        sheet.write_string(number, column, value, formats[style])
                    else:
                        sheet.write_number(number, column, value, formats[style])
            # merge_range would write every cell of the area once more, and a row too early.
            sheet.merge.extend(replayed.merged)
        book.close()


def read_replay(file: Path) -> Replay:
    """Read what XlsxWriter is to write."""
    formats: dict[int, dict[str, Any]] = {}
    books = (load_workbook(file).worksheets, load_workbook(file, data_only=True).worksheets)
    sheets = [_sheet(sheet, values, formats) for sheet, values in zip(*books, strict=True)]
    numbers = {style: number for number, style in enumerate(formats)}
    for sheet in sheets:
        sheet.rows = [
            (height, [(column, value, numbers[style]) for column, value, style in cells])
            for height, cells in sheet.rows
        ]
    return Replay(sheets, list(formats.values()))


def _sheet(sheet: Worksheet, values: Worksheet, formats: dict[int, dict[str, Any]]) -> Replayed:
    letters = [get_column_letter(column + 1) for column in range(sheet.max_column)]
    found = Replayed(sheet.title, [sheet.column_dimensions[each].width for each in letters])
    # Reading, openpyxl takes from merged cells what they look like: as the first of them.
    first: dict[tuple[int, int], Any] = {}
    for area in sheet.merged_cells.ranges:
        left, top, right, bottom = area.bounds
        found.merged.append([top - 1, left - 1, bottom - 1, right - 1])
        first |= dict.fromkeys(area.cells, sheet.cell(top, left))
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells: list[tuple[int, Any, int]] = []
        for column, cell in enumerate(row):
            look = first.get((number, column + 1), cell)
            if look.has_style or cell.value is not None:
                if look.style_id not in formats:
                    formats[look.style_id] = _format(look)
                value = cell.value
                if cell.data_type == "f":
                    value = Formula(str(value), values[cell.coordinate].value)
                cells.append((column, value, look.style_id))
        found.rows.append((sheet.row_dimensions[number].height or 15.0, cells))
    return found


def _format(cell: Cell) -> dict[str, Any]:
    properties = {
        "font_name": cell.font.name,
        "font_size": cell.font.size,
        "bold": bool(cell.font.bold),
        "align": cell.alignment.horizontal or "left",
        "valign": "vcenter" if cell.alignment.vertical == "center" else "top",
        "text_wrap": bool(cell.alignment.wrap_text),
        "quote_prefix": bool(cell.quotePrefix),
        "num_format": cell.number_format,
    }
    for side in ("left", "right", "top", "bottom"):
        properties[side] = _BORDERS.get(getattr(cell.border, side).style or "", 0)
    if cell.fill.fill_type == "solid":
        properties |= {"bg_color": f"#{cell.fill.fgColor.rgb[-6:]}"}
    return properties
