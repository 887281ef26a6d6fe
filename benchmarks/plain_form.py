"""The form that offices mail today: one sheet, one row for an item, no program behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from dxdesk.domain.cells import cells_of
from dxdesk.domain.fields import RATING, Answers, field_of
from dxdesk.domain.plan import Item

ANSWERS_FROM = 4


@dataclass(frozen=True)
class FormColumn:
    """A column of the form, and the text that an item has in it."""

    head: str
    width: int
    text: Callable[[Item, Answers], str]
    is_answer: bool = False


def _actuals(item: Item, answers: Answers) -> str:
    return "\n".join(answers.get(field_of(item, kpi.id), "") for kpi in item.kpis)


COLUMNS = (
    FormColumn("番号", 8, lambda item, _: item.no),
    FormColumn("取組項目", 20, lambda item, _: item.title),
    FormColumn("取組内容", 40, lambda item, _: item.content),
    FormColumn("目標", 30, lambda item, _: item.goal),
    FormColumn("指標", 20, lambda item, _: "\n".join(kpi.name for kpi in item.kpis)),
    FormColumn("目標値", 12, lambda item, _: "\n".join(kpi.target for kpi in item.kpis)),
    FormColumn("実績値", 12, _actuals, is_answer=True),
    FormColumn("取組実績", 50, lambda i, a: cells_of(i, a, "three-column").result, is_answer=True),
    FormColumn("課題", 40, lambda i, a: cells_of(i, a, "three-column").issues, is_answer=True),
    FormColumn("評価", 6, lambda i, a: a.get(field_of(i, RATING), ""), is_answer=True),
)


def write_plain_form(items: Iterable[Item], answers: Mapping[str, str], file: Path) -> None:
    """Write the form of one department, filled in."""
    book = Workbook()
    sheet = book.worksheets[0]
    side = Side("thin")
    border = Border(side, side, side, side)
    sheet.cell(1, 1, "取組状況調査票").font = Font(bold=True, size=14)
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        sheet.cell(ANSWERS_FROM - 1, number, column.head).border = border
        for row, item in enumerate(items, ANSWERS_FROM):
            cell = sheet.cell(row, number, column.text(item, answers))
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.border = border
    book.save(file)
