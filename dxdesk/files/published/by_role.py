"""A table whose columns say what they are: a measure in one row, or in several with its KPIs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dxdesk.domain.fields import COMMENT, RATING, RATING_NOTE, RESPONSE
from dxdesk.domain.plan import Phase
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import fold, one_line, squeeze

from .by_cells import told_by_cells
from .departments import names_behind
from .front import is_total
from .grid import Grid, Row
from .groups import GroupHeadings
from .headings import KPI_FIGURES, Columns, Heading, Role, find_columns
from .kpi_columns import KpiColumns
from .notes import Notes
from .odd_cells import is_zero
from .ratings import Given, Ratings
from .raw import RawItem, RawRow, RawTable, clean, drop_copies
from .scales import Scales

_NO = re.compile(r"[\dⅠ-Ⅻ①-⑳一二三四五六七八九十]")
_LONGEST_NO = 12
_TITLE_NO = re.compile(
    r"^(?P<no>(?:第|N[oO]\.?)?[\dⅠ-Ⅻ０-９①-⑳(（][\dⅠ-Ⅻ０-９()（）\-－‐.．]{0,8}号?)"
    r"(?P<dot>[.．、:：]?)(?:(?<=[①-⑳)）.．、:：])|[ \u3000])[ \u3000]*(?P<title>\S.*)$"
)
_PAGE = re.compile(
    r"[-－―‐ \u3000(（]*\d{1,3}(?:\s*[/／]\s*\d{1,3}|\s*(?:ページ|頁)|\s*[-－―‐)）])+\s*"
)
_TEXTS = (Role.CONTENT, Role.RESULT, Role.ISSUES)
_NAMED = (Role.NO, Role.TITLE, Role.NAMES, Role.GROUP, Role.GROUP_NO)
_OF_A_KPI = (*KPI_FIGURES, Role.KPI, Role.RATING, Role.ASIDE)
_FIELDS = {Role.REASON: RATING_NOTE, Role.COMMENT: COMMENT, Role.RESPONSE: RESPONSE}
_AT_TOP = 3


class RoleReader:
    """Reads rows in order; `finish` gives the table."""

    def __init__(
        self, grid: Grid, notes: Notes, scales: Scales, rows: Iterable[Row], year: int | None
    ) -> None:
        self._grid = grid
        self._notes = notes
        self._scales = scales
        self._rows = [row for row in rows if row.filled]
        self._at = {row.place: n for n, row in enumerate(self._rows)}
        self._columns: Columns | None = None
        self._left_of_head = 0
        self._sheet = ""
        self._goes_on = False
        self._cells: list[str] = []
        self._aside: set[tuple[str, ...]] = set()
        self._year = year
        self._kpis = KpiColumns(notes, year, flat=grid.flat)
        self._rated: dict[int, list[Given]] = {}
        self._headings = GroupHeadings(notes, ours=False)
        self._table = RawTable("three-column", self._headings.groups)

    def read(self, source: Row) -> None:
        """Take one row: of a heading, a group, a measure, or what goes on with one."""
        if source.sheet != self._sheet:
            self._sheet, self._goes_on = source.sheet, False
        if self._is_heading(source):
            self._notes.add(source.place, Noted.HEADER, " ".join(source.filled))
            return
        row, columns = clean(source, self._grid, self._notes), self._columns
        if not row.filled:
            return
        if columns is None:
            self._notes.add(row.place, Noted.OUTSIDE, " ".join(row.filled))
            return
        width = max((h.at for h in columns.headings), default=0) + 1
        cells = [*row.cells, *[""] * (width - len(row.cells))]
        if len(row.filled) == 1 and self._stands_alone(columns, row, cells):
            return
        if is_total(row):
            self._notes.add(row.place, Noted.FRONT, " ".join(row.filled))
            return
        if self._begins(columns, cells):
            self._begin(columns, row.place, cells)
        elif self._goes_on:
            self._continue(columns, row.place, cells)
        else:
            self._notes.add(row.place, Noted.OUTSIDE, " ".join(row.filled))

    def finish(self) -> RawTable:
        """The table, with repeated cells dropped and ratings resolved."""
        drop_copies(self._table.items, self._notes)
        ratings = Ratings(self._notes, self._scales)
        for at, item in enumerate(self._table.items):
            for row in item.rows[1:]:
                self._notes.add(row.place, Noted.JOINED, item=item.no)
            ratings.settle(item, self._rated.get(at, []), self._table.stages)
        return self._table

    def _is_heading(self, row: Row) -> bool:
        if self._left_of_head:
            self._left_of_head -= 1
            return True
        at = self._at[row.place]
        columns = find_columns(self._rows[at : at + _AT_TOP])
        if columns is None:
            return False
        columns = told_by_cells(columns, self._rows, at + columns.rows).of_year(self._year)
        self._columns, self._left_of_head = columns, columns.rows - 1
        self._goes_on = bool(self._table.items)
        known = {stage.id: stage for stage in columns.stages.found}
        self._table.stages = tuple({**{s.id: s for s in self._table.stages}, **known}.values())
        self._table.self_name = self._table.self_name or columns.stages.self_name
        years = tuple(h.path[-1] for h in columns.by_role[Role.PHASE])
        self._table.schedule_years = self._table.schedule_years or years
        if years:
            self._table.layout = "wide"
        return True

    def _stands_alone(self, columns: Columns, row: Row, cells: list[str]) -> bool:
        """Take a row of one text: a group's heading, a page's number, or a line beside the table."""
        text = one_line(row.filled[0])
        at = next(n for n, cell in enumerate(cells) if cell.strip())
        named = at == 0 or at in [h.at for role in _NAMED for h in columns.by_role[role]]
        if _PAGE.fullmatch(text):
            self._notes.add(row.place, Noted.PAGE_MARK, text)
        elif named and self._headings.take(
            row.place, text, before_item=self._is_before_item(columns, row)
        ):
            self._cells = []
        elif len(row.cells) == 1 or (named and not self._begins(columns, cells)):
            self._notes.add(row.place, Noted.FRONT, text)
        else:
            return False
        return True

    def _is_before_item(self, columns: Columns, row: Row) -> bool:
        """Whether the rows that follow are other headings and then an item."""
        for following in self._rows[self._at[row.place] + 1 :][:_AT_TOP]:
            cells = [*following.cells, *[""] * (len(row.cells) - len(following.cells))]
            if len(following.filled) > 1:
                return self._begins(columns, cells) or find_columns([following]) is not None
        return False

    def _begins(self, columns: Columns, cells: list[str]) -> bool:
        """Whether an item begins in this row, and not the same once more."""
        no, title = self._number_and_title(columns, cells)
        if not title or (no and len(no) > _LONGEST_NO):
            return False
        last = self._table.items[-1] if self._table.items and self._goes_on else None
        if last and squeeze(title) == squeeze(last.heading) and no in ("", last.no):
            return False
        if columns.first(Role.NO) is None or (no and _NO.search(fold(no))):
            return True
        filled = {h.role for h in columns.headings if h.at < len(cells) and cells[h.at].strip()}
        return Role.NAMES in filled and bool(filled & {*_TEXTS, Role.RATING, Role.KPI})

    def _number_and_title(self, columns: Columns, cells: list[str]) -> tuple[str, str]:
        at, no_at = columns.first(Role.TITLE), columns.first(Role.NO)
        title = cells[at] if at is not None and at < len(cells) else ""
        no = squeeze(cells[no_at]) if no_at is not None and no_at < len(cells) else ""
        return no, title

    def _begin(self, columns: Columns, place: str, cells: list[str]) -> None:
        no, title = self._number_and_title(columns, cells)
        self._enter_groups(columns, place, cells)
        item = RawItem(place, no, one_line(title), self._headings.innermost, heading=title)
        if not no:
            self._number(item)
        names_at, behind = columns.first(Role.NAMES), names_behind(item.title)
        if names_at is not None and cells[names_at].strip():
            item.names = cells[names_at]
        elif behind:
            item.title, item.names = behind[0], behind[1]
            self._notes.mark(place, *behind[2], item=item.no)
        self._table.items.append(item)
        self._goes_on, self._cells = True, cells
        self._take(columns, item, place, cells)

    def _number(self, item: RawItem) -> None:
        """The number in front of a title; one that is nowhere is counted."""
        found = _TITLE_NO.match(item.title)
        if found:
            item.no, item.title = found["no"], found["title"]
            self._notes.mark(item.place, found["dot"], item=item.no)
            return
        item.no = str(len(self._table.items) + 1)
        self._notes.add(item.place, Noted.NUMBER_MISSING, item=item.no, about=item.no)
        self._notes.add(item.place, Noted.ADDED, item.no, item=item.no)

    def _enter_groups(self, columns: Columns, place: str, cells: list[str]) -> None:
        numbers = {
            heading.at: squeeze(cells[heading.at]) for heading in columns.by_role[Role.GROUP_NO]
        }
        for depth, heading in enumerate(columns.by_role[Role.GROUP]):
            text = one_line(cells[heading.at])
            no = numbers.pop(heading.at - 1, "")
            if is_zero(text):
                self._notes.add(place, Noted.ZERO, text)
            elif text:
                self._headings.enter(place, self._headings.levels + depth, "", no, text)
            else:
                self._notes.mark(place, no)
        for no in numbers.values():
            self._notes.mark(place, no)

    def _continue(self, columns: Columns, place: str, cells: list[str]) -> None:
        """A row without a measure of its own goes on with the one above."""
        item = self._table.items[-1]
        rest = list(cells)
        for heading in columns.headings:
            text = rest[heading.at]
            figures = heading.role in _OF_A_KPI
            before = self._cells[heading.at] if heading.at < len(self._cells) else ""
            if not text.strip() or figures:
                continue
            if squeeze(text) == squeeze(before):
                # A workbook that is filled down says an item's texts in each of its rows.
                self._notes.add(place, Noted.REPEAT, text, item=item.no)
                rest[heading.at] = ""
            elif heading.role in _NAMED:
                self._notes.add(place, Noted.OUTSIDE, text, item=item.no)
                rest[heading.at] = ""
        self._take(columns, item, place, rest)

    def _take(self, columns: Columns, item: RawItem, place: str, cells: list[str]) -> None:
        """Take all that the row says of its item, but what names it."""
        item.places.append(place)
        self._kpis.read(columns, item, place, cells)
        for heading in columns.headings:
            text = cells[heading.at].strip()
            if text:
                self._take_cell(item, heading, place, text)
        texts = [self._text(columns, role, item, place, cells) for role in _TEXTS]
        if any(texts):
            item.rows.append(RawRow(place, texts))
        known = {h.at for h in columns.headings}
        for at, text in enumerate(cells):
            if at not in known and text.strip():
                self._put_aside(item, place, columns.unknown.get(at, ()), text)

    def _take_cell(self, item: RawItem, heading: Heading, place: str, text: str) -> None:
        role = heading.role
        if role is Role.GOAL:
            item.goal = f"{item.goal}\n{text}".strip()
        elif role is Role.PHASE:
            item.schedule.append(Phase(heading.path[-1], one_line(text)))
        elif role is Role.RATING and not heading.stage:
            kpi = item.kpis[-1].name if item.kpis and item.kpis[-1].place == place else ""
            self._rated.setdefault(len(self._table.items) - 1, []).append(Given(place, kpi, text))
        elif role is Role.RATING:
            self._add(item, f"{RATING}@{heading.stage}", text)
        elif role is Role.REASON and not heading.stage:
            item.note = f"{item.note}\n{text}".strip()
        elif role in _FIELDS:
            self._add(item, f"{_FIELDS[role]}@{heading.stage}", text)
        elif role is Role.ASIDE:
            self._put_aside(item, place, heading.path, text)

    def _add(self, item: RawItem, name: str, text: str) -> None:
        item.stages[name] = f"{item.stages.get(name, '')}\n{text}".strip()

    def _put_aside(self, item: RawItem, place: str, path: tuple[str, ...], text: str) -> None:
        about = "・".join(path)
        if self._kpis.take_remark(item, place, text):
            return
        if not path:
            self._notes.add(place, Noted.OUTSIDE, text, item=item.no)
            return
        if path not in self._aside:
            self._aside.add(path)
            self._notes.add(place, Noted.COLUMN_ASIDE, about=about)
        self._notes.add(place, Noted.ASIDE, text, item=item.no, about=about)

    def _text(
        self, columns: Columns, role: Role, item: RawItem, place: str, cells: list[str]
    ) -> str:
        """The columns of one kind as one text; of several each has its heading above it."""
        headings = columns.by_role[role]
        filled = [h for h in headings if cells[h.at].strip()]
        if len(headings) < 2:
            return "".join(cells[h.at].strip("\n") for h in filled)
        texts: list[str] = []
        for heading in filled:
            above = f"【{heading.half or heading.path[-1]}】"
            self._notes.add(place, Noted.ADDED, above, item=item.no)
            texts.append(f"{above}\n{cells[heading.at].strip()}")
        return "\n".join(texts)
