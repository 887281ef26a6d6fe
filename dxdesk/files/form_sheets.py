"""The sheets of a form in openpyxl's terms; the one module of the files that touches it.

openpyxl takes texts for formulas and errors unless it is told each time what they are, so no
cell is written but through `_put`.
"""

from __future__ import annotations

import io
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dxdesk.domain.plan import Plan
from dxdesk.files.form_rows import Ask, FormRow
from dxdesk.sheets.cell_text import escaped, visible
from dxdesk.sheets.heights import POINTS_PER_WIDTH, Box, row_height, split_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

ANSWER = "回答"
FIELD = "欄番号"
BY = "提出者"
NUMBER = "提出番号"
FORM_SHEET = "記入"
DATA_SHEET = "データ"

_COLUMNS = (
    ("番号", 6.0),
    ("取組項目", 18.0),
    ("欄", 12.0),
    ("区分", 6.0),
    ("照会内容", 42.0),
    ("前年度の記入", 34.0),
    (ANSWER, 52.0),
    ("備考", 20.0),
    (FIELD, 8.0),
)
_HEADINGS = [heading for heading, _ in _COLUMNS]
_FONT = "BIZ UDゴシック"
_SIZE = 10.0
_BOXES = [Box(width * POINTS_PER_WIDTH, _SIZE) for _, width in _COLUMNS]
_COVER_WIDTHS = (16.0, 100.0)
_COVER_BOX = Box(_COVER_WIDTHS[1] * POINTS_PER_WIDTH, _SIZE)
_INPUT, _HEAD, _QUIET, _GREY = "FFF8DC", "DCE6F1", "F2F2F2", "808080"
_FIRST_DATE = datetime(1980, 1, 1)
_LONGEST_LIST = 255
_MISREAD = ("=", "+", "-", "@", "'", "#")


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of the first sheet; `is_input` is a cell that a person fills in."""

    label: str
    text: str
    is_input: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """How a cell looks. `quoted` keeps a text one when somebody edits the cell."""

    fill: str = ""
    bold: bool = False
    grey: bool = False
    locked: bool = True
    border: bool = True
    wrap: bool = True
    quoted: bool = False

    def give(self, cell: Cell) -> None:
        """Set every property of the cell."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        cell.number_format = "@"
        cell.quotePrefix = self.quoted
        colour = _GREY if self.grey else None
        cell.font = Font(name=_FONT, size=_SIZE, bold=self.bold, color=colour)
        cell.alignment = Alignment(vertical="top", wrap_text=self.wrap)
        cell.protection = Protection(locked=self.locked)
        if self.fill:
            cell.fill = PatternFill("solid", fgColor=self.fill)
        if self.border:
            side = Side("thin", color=_GREY)
            cell.border = Border(side, side, side, side)


class FormBook:
    """A form being built: cover, questions, data, in this order."""

    def __init__(self, title: str) -> None:
        from openpyxl import Workbook

        self._book: Any = Workbook()
        self._book.remove(self._book.active)
        self._book.properties.creator = "dxdesk"
        self._book.properties.title = visible(title)
        self._book.properties.created = _FIRST_DATE
        self._looks: dict[_Look, Any] = {}

    def save(self) -> bytes:
        """The workbook as a file."""
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()

    def cover(self, name: str, title: str, lines: list[CoverLine]) -> None:
        """What this is and how to fill it in; long texts go on in the next row."""
        sheet = self._sheet(name, _COVER_WIDTHS)
        self._put(sheet, 1, 1, title, _Look(bold=True, border=False, wrap=False))
        sheet.row_dimensions[1].height = 22
        row = 2
        for line in lines:
            for index, text in enumerate(split_text(visible(line.text), _COVER_BOX)):
                self._put(sheet, row, 1, "" if index else line.label, _Look(_HEAD))
                look = _Look(_INPUT, locked=False) if line.is_input else _Look()
                self._put(sheet, row, 2, text, look)
                sheet.row_dimensions[row].height = max(18.0, row_height([(text, _COVER_BOX)]))
                row += 1
        _protect(sheet)

    def questions(self, plan: Plan, rows: list[FormRow], *, locked: bool) -> None:
        """One row per field, more where a text is too long for a cell."""
        sheet = self._sheet(FORM_SHEET, tuple(width for _, width in _COLUMNS))
        for column, heading in enumerate(_HEADINGS, 1):
            self._put(sheet, 1, column, heading, _Look(_HEAD, bold=True))
        sheet.row_dimensions[1].height = 20
        sheet.freeze_panes = "C2"
        sheet.print_title_rows = "1:1"
        choices = _choices(sheet, plan)
        at = 2
        for row in rows:
            at = self._question(sheet, at, row, locked, choices)
        _protect(sheet)

    def _question(
        self, sheet: Worksheet, at: int, row: FormRow, locked: bool, choices: DataValidation | None
    ) -> int:
        texts = [row.no, row.title, row.ask.value, row.part, row.asked, row.last, row.answer]
        columns = [
            split_text(visible(text), box)
            for text, box in zip([*texts, row.note], _BOXES[:-1], strict=True)
        ]
        answers = columns[_HEADINGS.index(ANSWER)]
        for index in range(max(len(column) for column in columns)):
            line = [column[index] if index < len(column) else "" for column in columns]
            writable = row.is_open and index < len(answers)
            for column, text in enumerate(line, 1):
                is_input = writable and _HEADINGS[column - 1] == ANSWER
                fill = _INPUT if is_input else "" if row.is_open else _QUIET
                self._put(sheet, at, column, text, _Look(fill, locked=locked or not is_input))
            name = (f"{row.field}#{index + 1}" if index else row.field) if writable else ""
            self._put(sheet, at, len(_COLUMNS), name, _Look(grey=True, wrap=False))
            if choices and writable and row.ask is Ask.RATING and not index:
                menu: Any = choices
                menu.add(sheet.cell(at, _HEADINGS.index(ANSWER) + 1))
            height = row_height(list(zip(line, _BOXES[:-1], strict=True)))
            room_to_write = 92.0 if writable and row.ask in _PROSE and not locked else 18.0
            sheet.row_dimensions[at].height = max(height, room_to_write)
            at += 1
        return at

    def data(self, lines: list[tuple[str, str]]) -> None:
        """The content for the program; labels in the first column."""
        sheet = self._sheet(DATA_SHEET, (16.0, 60.0))
        for row, (label, text) in enumerate(lines, 1):
            self._put(sheet, row, 1, label, _Look(border=False))
            self._put(sheet, row, 2, text, _Look(grey=True, border=False, wrap=False))
            sheet.row_dimensions[row].height = 15
        _protect(sheet)

    def _sheet(self, name: str, widths: tuple[float, ...]) -> Worksheet:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet: Worksheet = self._book.create_sheet(name)
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top = margins.bottom = 0.6
        footer: Any = sheet.oddFooter
        footer.center.text = "&P / &N"
        return sheet

    def _put(self, sheet: Worksheet, row: int, column: int, text: str, look: _Look) -> None:
        """Write a text that stays one whatever it looks like."""
        cell: Any = sheet.cell(row, column)
        if text:
            cell.value = escaped(visible(text))
            cell.data_type = "s"
        look = replace(look, quoted=text.startswith(_MISREAD))
        if look not in self._looks:
            look.give(cell)
            self._looks[look] = cell._style
        # Setting the properties one by one takes ten times as long.
        cell._style = copy(self._looks[look])


_PROSE = (Ask.RESULT, Ask.ISSUES, Ask.RATING_NOTE)


def _choices(sheet: Worksheet, plan: Plan) -> DataValidation | None:
    """A list of the scale's codes that never refuses what else is typed.

    None where Excel has no way to write the codes down.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    listed = ",".join(plan.codes)
    if (
        not listed
        or len(listed) > _LONGEST_LIST
        or any(c in code for code in plan.codes for c in ',"')
    ):
        return None
    choices = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    choices.showErrorMessage = False
    sheet.add_data_validation(choices)
    return choices


def _protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in, without a password; rows and columns may be resized."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.protection.formatColumns = False
