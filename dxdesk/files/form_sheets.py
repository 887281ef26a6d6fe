"""The sheets of a form in openpyxl's terms; the one module of the files that touches it.

openpyxl takes texts for formulas and errors unless it is told each time what they are, so no
cell is written but through `_put`. The one formula there is counts the answers.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dxdesk.files.form_choices import Choices
from dxdesk.files.form_cover import CoverLine, Tint
from dxdesk.files.form_layout import (
    BOXES,
    DATA_SHEET,
    FORM_SHEET,
    PROGRESS,
    ROLES,
    SIZE,
    TO_DO_SHEET,
    WIDTHS,
    Line,
    Role,
)
from dxdesk.files.form_rows import Ask
from dxdesk.sheets.cell_text import escaped, header_text, visible
from dxdesk.sheets.columns import letters
from dxdesk.sheets.heights import FONT, POINTS_PER_WIDTH, Box, row_height, split_text
from dxdesk.sheets.steady_zip import SteadyZip

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_COVER_WIDTHS = (18.0, 110.0)
_COVER_BOX = Box(_COVER_WIDTHS[1] * POINTS_PER_WIDTH, SIZE)
_TO_DO_WIDTHS = (5.0, 22.0, 50.0, 56.0)
_TO_DO_BOXES = [Box(width * POINTS_PER_WIDTH, SIZE) for width in _TO_DO_WIDTHS]
_HEAD, _QUIET, _GREY = "DCE6F1", "F2F2F2", "808080"
_TINTS = {Tint.PLAIN: "", Tint.INPUT: "FFF8DC", Tint.READ_ONLY: _QUIET, Tint.MARKED: "FFC7CE"}
_FIRST_DATE = datetime(1980, 1, 1)
_MISREAD = ("=", "+", "-", "@", "'", "#")
_HEADING_ROW = 2
_PROSE = (Ask.RESULT, Ask.ISSUES, Ask.RATING_NOTE)
# Room to write: six lines of prose, a line and a half of anything else.
_PROSE_HEIGHT, _LINE_HEIGHT = 92.0, 22.0
_MOST_RANGES = 60


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
    opens: bool = False
    size: float = SIZE

    def give(self, cell: Cell) -> None:
        """Set every property of the cell; `opens` draws a stronger line above it."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        cell.number_format = "@"
        cell.quotePrefix = self.quoted
        colour = _GREY if self.grey else None
        cell.font = Font(name=FONT, size=self.size, bold=self.bold, color=colour)
        cell.alignment = Alignment(vertical="top", wrap_text=self.wrap)
        cell.protection = Protection(locked=self.locked)
        if self.fill:
            cell.fill = PatternFill("solid", fgColor=self.fill)
        if self.border:
            side = Side("thin", color=_GREY)
            top = Side("medium", color="404040") if self.opens else side
            cell.border = Border(side, side, top, side)


class FormBook:
    """A form being built: cover, questions, what is to do if anything, data, in this order.

    `head` is printed above every sheet's table; `identity` is kept in the file's properties.
    """

    def __init__(self, title: str, head: str, identity: str) -> None:
        from openpyxl import Workbook

        self._book: Any = Workbook()
        self._book.remove(self._book.active)
        known = self._book.properties
        known.creator = "dxdesk"
        known.title = visible(title)
        known.identifier = known.keywords = visible(identity)
        known.created = known.modified = _FIRST_DATE
        self._head = visible(head)
        self._looks: dict[_Look, Any] = {}
        self._progress: Any = None

    def save(self) -> bytes:
        """The workbook as a file; equal content gives equal bytes."""
        from openpyxl.writer.excel import ExcelWriter

        out = io.BytesIO()
        # Workbook.save would write the current time.
        make_writer: Any = ExcelWriter
        with SteadyZip(out) as archive:
            make_writer(self._book, archive).write_data()
        return out.getvalue()

    def cover(self, name: str, title: str, lines: Iterable[CoverLine]) -> None:
        """What this is and how to fill it in; long texts go on in the next row."""
        sheet = self._sheet(name, _COVER_WIDTHS)
        heading = _Look(bold=True, border=False, wrap=False, size=14.0)
        self._put(sheet, 1, 1, title, heading)
        sheet.row_dimensions[1].height = 28
        row = 2
        for line in lines:
            look = _Look(_TINTS[line.tint], locked=not line.is_input)
            for index, text in enumerate(split_text(visible(line.text), _COVER_BOX)):
                self._put(sheet, row, 1, "" if index else line.label, _Look(_HEAD))
                self._put(sheet, row, 2, text, look)
                sheet.row_dimensions[row].height = max(20.0, row_height([(text, _COVER_BOX)]))
                if line.label == PROGRESS:
                    self._progress = sheet.cell(row, 2)
                row += 1
        _protect(sheet)

    def questions(
        self,
        lines: Iterable[Line],
        choices: Choices,
        *,
        locked: bool = False,
        marked: Collection[str] = (),
    ) -> None:
        """One row per field, more where a text is too long for a cell; `marked` fields stand out."""
        sheet = self._sheet(FORM_SHEET, tuple(WIDTHS.values()))
        self._put(sheet, 1, 1, self._head, _Look(bold=True, border=False, wrap=False))
        sheet.row_dimensions[1].height = 20
        for column, role in enumerate(ROLES, 1):
            self._put(sheet, _HEADING_ROW, column, role.value, _Look(_HEAD, bold=True))
        sheet.row_dimensions[_HEADING_ROW].height = 20
        at, item, counted = _HEADING_ROW, "", list[int]()
        for at, line in enumerate(lines, _HEADING_ROW + 1):
            self._line(sheet, at, line, locked, opens=line.row.no != item, marked=marked)
            item = line.row.no
            if line.is_input and not locked:
                if line.piece == 1:
                    counted.append(at)
                choices.give(sheet.cell(at, _ANSWER_COLUMN), line.row.ask)
        if not locked:
            choices.add_to(sheet)
            self._count(counted)
        sheet.freeze_panes = f"D{_HEADING_ROW + 1}"
        sheet.print_title_rows = f"1:{_HEADING_ROW}"
        sheet.print_area = f"A1:{letters(len(ROLES) - 2)}{at}"
        sheet.auto_filter.ref = f"A{_HEADING_ROW}:{letters(len(ROLES) - 1)}{at}"
        _protect(sheet)

    def _line(
        self,
        sheet: Worksheet,
        at: int,
        line: Line,
        locked: bool,
        *,
        opens: bool,
        marked: Collection[str],
    ) -> None:
        is_open = line.row.is_open
        tint = Tint.MARKED if line.row.field in marked else Tint.INPUT
        for column, role in enumerate(ROLES, 1):
            is_input = line.is_input and role is Role.ANSWER
            fill = _TINTS[tint] if is_input else "" if is_open and role in _ASKING else _QUIET
            is_id = role in (Role.MARK, Role.FIELD)
            repeated = role in (Role.NO, Role.TITLE) and not opens
            look = _Look(
                fill,
                bold=role is Role.TITLE and opens,
                grey=is_id or repeated,
                locked=locked or not is_input,
                wrap=not is_id,
                opens=opens and line.piece == 1,
                size=8.0 if is_id else SIZE,
            )
            self._put(sheet, at, column, line.texts[role], look)
        height = row_height([(line.texts[role], BOXES[role]) for role in _WRAPPED])
        is_roomy = line.is_input and line.row.ask in _PROSE and not locked
        sheet.row_dimensions[at].height = max(height, _PROSE_HEIGHT if is_roomy else _LINE_HEIGHT)

    def _count(self, rows: Sequence[int]) -> None:
        """Say on the cover how many cells are filled in, where the rows can be named shortly."""
        starts = [row for row in rows if row - 1 not in rows]
        ends = [row for row in rows if row + 1 not in rows]
        if self._progress is None or not rows or len(starts) > _MOST_RANGES:
            return
        letter = letters(_ANSWER_COLUMN - 1)
        ranges = ",".join(
            f"{FORM_SHEET}!${letter}${start}:${letter}${end}"
            for start, end in zip(starts, ends, strict=True)
        )
        self._progress.value = f'=COUNTA({ranges})&" / {len(rows)}欄 記入済み"'
        self._progress.number_format = "General"

    def to_do(self, about: str, lines: Sequence[tuple[str, str, str]]) -> set[str]:
        """A numbered list of what has to be put right: where, the text, what to do.

        Returns the texts of its cells.
        """
        sheet = self._sheet(TO_DO_SHEET, _TO_DO_WIDTHS)
        title = _Look(bold=True, border=False, wrap=False, size=14.0)
        self._put(sheet, 1, 1, TO_DO_SHEET, title)
        self._put(sheet, 2, 1, about, _Look(border=False, wrap=False))
        for row, height in ((1, 28), (2, 20)):
            sheet.row_dimensions[row].height = height
        headings = ("", "もとの場所", "書かれていた文", "していただきたいこと")
        for column, heading in enumerate(headings, 1):
            self._put(sheet, 3, column, heading, _Look(_HEAD, bold=True))
        said = {TO_DO_SHEET, about, *headings}
        at = 4
        for number, line in enumerate(lines, 1):
            columns = [
                split_text(visible(text), box)
                for text, box in zip((str(number), *line), _TO_DO_BOXES, strict=True)
            ]
            for index in range(max(map(len, columns))):
                texts = [column[index] if index < len(column) else "" for column in columns]
                said.update(texts)
                for column, text in enumerate(texts, 1):
                    self._put(sheet, at, column, text, _Look())
                height = row_height(list(zip(texts, _TO_DO_BOXES, strict=True)))
                sheet.row_dimensions[at].height = max(height, _LINE_HEIGHT)
                at += 1
        sheet.print_title_rows = "3:3"
        _protect(sheet)
        return said - {""}

    def data(self, lines: list[tuple[str, str]]) -> None:
        """The content for the program; labels in the first column."""
        sheet = self._sheet(DATA_SHEET, (16.0, 60.0))
        for row, (label, text) in enumerate(lines, 1):
            self._put(sheet, row, 1, label, _Look(border=False))
            self._put(sheet, row, 2, text, _Look(grey=True, border=False, wrap=False))
            sheet.row_dimensions[row].height = 15
        # Whoever prints the whole file gets the sentence, not the content.
        sheet.print_area = "A1:B1"
        _protect(sheet)

    def _sheet(self, name: str, widths: tuple[float, ...]) -> Worksheet:
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet: Worksheet = self._book.create_sheet(name)
        for column, width in enumerate(widths):
            sheet.column_dimensions[letters(column)].width = width
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom = 0.5, 0.7
        margins.header = margins.footer = 0.3
        footer: Any = sheet.oddFooter
        footer.left.text = header_text(self._head)
        footer.right.text = "&P / &N"
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


_ANSWER_COLUMN = ROLES.index(Role.ANSWER) + 1
_ASKING = (Role.NO, Role.TITLE, Role.ASK, Role.ASKED, Role.ANSWER, Role.NOTE)
_WRAPPED = tuple(role for role in ROLES if role not in (Role.MARK, Role.FIELD))


def _protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in, without a password; looks and filters may be changed."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatRows = protection.formatColumns = protection.formatCells = False
    protection.autoFilter = protection.sort = False
