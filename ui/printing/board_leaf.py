"""Lists of departments on paper: where all of them stand, and who is to be reminded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from PySide6.QtCore import QRectF, Qt

from dxdesk.domain.asking import Stage
from dxdesk.domain.chasing import OWING
from dxdesk.domain.days import print_day
from dxdesk.domain.plan import Plan
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import days_words
from dxdesk.office import Office, Standing
from dxdesk.office.letters import Kind, Letter
from ui.printing.leaf import MM, Brush
from ui.printing.painter import LeafPages, lay_out
from ui.printing.rows import Cell, Row, head_row

_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_SIZE = 8.5
# Behind every day that a deadline can name.
_NO_DAY = 10**7


class ListKind(Enum):
    """The two lists; the value is the word of the command line."""

    BOARD = "board"
    REMINDERS = "reminders"


NAMES = {ListKind.BOARD: "進捗一覧", ListKind.REMINDERS: "督促先一覧"}
_BOARD = (
    *(("課", 23), ("段階", 13), ("残り", 10), ("期限", 15), ("記入", 8), ("指摘", 7)),
    *(("競合", 7), ("回", 8), ("最後の連絡", 15)),
)
_REMINDERS = (
    *(("課", 24), ("回", 8), ("未提出の項目", 13), ("期限", 17), ("残り", 12)),
    *(("最後の連絡", 15), ("確認", 11)),
)


@dataclass(frozen=True, slots=True)
class ListSheet:
    """What a list says; `letters` has the reminder of each department that owes."""

    kind: ListKind
    plan: Plan
    day: date
    standings: tuple[Standing, ...]
    letters: dict[str, Letter] = field(default_factory=dict[str, Letter])


def list_sheet(
    office: Office, kind: ListKind, day: date | None = None, year: int | None = None
) -> ListSheet:
    """Gather a list through the door; of those that owe the most urgent come first.

    Raises:
        DxdeskError: NOBODY_OWES where nobody is to be reminded.
    """
    day, plan = day or office.today, office.plan(year)

    def urgency(one: Standing) -> int:
        left = one.left(day)
        return _NO_DAY if left is None else left

    standings = office.status(year)
    if kind is ListKind.BOARD:
        return ListSheet(kind, plan, day, tuple(standings))
    owing = sorted((one for one in standings if one.stage in OWING), key=urgency)
    if not owing:
        raise DxdeskError(Trouble.NOBODY_OWES)
    letters = {one.department: one for one in office.letters(Kind.REMINDER, day, year)}
    return ListSheet(kind, plan, day, tuple(owing), letters)


class ListLeaf:
    """Lays a list out: a line for each department, and how many stand where."""

    department = ""

    def __init__(self, sheet: ListSheet) -> None:
        self.sheet = sheet

    @property
    def name(self) -> str:
        return NAMES[self.sheet.kind]

    def head_height(self, *, first: bool) -> float:
        return (24 if first else 10) * MM

    def foot(self, number: int, count: int) -> tuple[str, str]:
        return f"{self.name}　{self.sheet.plan.title}", f"{number} / {count} ページ"

    def paint_head(self, brush: Brush, *, first: bool) -> None:
        plan, wide = self.sheet.plan, brush.width
        if not first:
            brush.line(f"{self.name}（続き）", QRectF(0, 0, wide, 7 * MM), 9, bold=True)
            return
        said = f"{print_day(self.sheet.day, plan.year_style)}現在"
        brush.line(said, QRectF(0, 0, wide, 6 * MM), 9, _RIGHT)
        title = f"{plan.title}　{plan.year_name(plan.year)}の実績　{self.name}"
        brush.line(title, QRectF(0, 8 * MM, wide, 9 * MM), 13, _CENTRE, bold=True)

    def rows(self) -> Iterator[Row]:
        board = self.sheet.kind is ListKind.BOARD
        yield Row((Cell(self._totals(), 100, size=9),), borders=False)
        yield head_row(_BOARD if board else _REMINDERS)
        widths = [width for _, width in (_BOARD if board else _REMINDERS)]
        for one in self.sheet.standings:
            cells = self._standing(one) if board else self._reminder(one)
            pairs = zip(cells, widths, strict=True)
            yield Row(tuple(Cell(text, width, size=_SIZE) for text, width in pairs))

    def _totals(self) -> str:
        sheet = self.sheet
        late = sum(one.is_late(sheet.day) for one in sheet.standings)
        if sheet.kind is ListKind.REMINDERS:
            return f"回答の届いていない課　{len(sheet.standings)}課（うち期限超過　{late}課）"
        stages = [one.stage for one in sheet.standings]
        counts = [f"{s.value} {stages.count(s)}" for s in Stage if s in stages]
        return f"全{len(stages)}課　" + "　".join([*counts, f"期限超過 {late}"])

    def _standing(self, one: Standing) -> Sequence[str]:
        return (
            _with_note(one),
            f"{one.stage.value}（手で記録）" if one.is_by_hand else one.stage.value,
            _left(one, self.sheet.day),
            one.deadline,
            f"{one.written}/{one.items}",
            str(one.findings) if one.submission else "",
            str(one.collisions or ""),
            _round(one),
            _contact(one),
        )

    def _reminder(self, one: Standing) -> Sequence[str]:
        letter = self.sheet.letters.get(one.department)
        return (
            _with_note(one),
            _round(one),
            f"{len(letter.items) if letter else one.items}項目",
            one.deadline,
            _left(one, self.sheet.day),
            _contact(one),
            "",
        )


def list_pages(sheet: ListSheet) -> LeafPages:
    """Work out every page of a list."""
    return lay_out([ListLeaf(sheet)])


def list_title(sheet: ListSheet) -> str:
    """What a file of the list is called."""
    return f"{NAMES[sheet.kind]} {sheet.plan.year_name(sheet.plan.year)} {sheet.plan.title}"


def _with_note(one: Standing) -> str:
    note = one.mark.note if one.mark else ""
    return f"{one.department}\n（{note}）" if note else one.department


def _round(one: Standing) -> str:
    return f"第{one.round}回" if one.round else ""


def _left(one: Standing, day: date) -> str:
    left = one.left(day)
    return "" if left is None else days_words(left)


def _contact(one: Standing) -> str:
    contact = one.contact
    return f"{contact.at[5:10].replace('-', '/')} {contact.touch.value}" if contact else ""
