"""The wide table as Oita prints it: one row a measure, with a schedule by year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxdesk.domain.plan import Grade, Group, Phase
from dxdesk.domain.rating_reading import meant_code, same_code
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import fold, one_line, squeeze

from .codes import find_moved, respell
from .departments import names_behind
from .grid import Grid, Row
from .notes import Notes
from .odd_cells import is_made_date
from .raw import CONTENT, ISSUES, RESULT, RawItem, RawRow, RawTable, clean, drop_copies

_ITEM_NO = re.compile(
    r"^(?:No\.?|第|[IVX]{1,4}[-.])?(?:\d{1,3}|\(\d{1,3}\))(?:[-.]\d{1,3}|[-.]?\(\d{1,3}\))*号?\.?$",
    re.I,
)
_GROUP = re.compile(r"^(?P<mark>[◆◇■□●○◎▼]?)[ \u3000]*(?P<title>\S.*?)$")
_LABELLED = re.compile(
    r"^(?P<label>[^\d\s「」。、]{1,12}?)(?P<no>[\dⅠ-Ⅻ]+)(?P<open>「)(?P<title>.+)(?P<close>」)$"
)
_PAGE = re.compile(r"[ \u3000]*[(（]\d{1,3}\s*[/／]\s*\d{1,3}[)）]\s*$")
_KPI_HEAD = re.compile(r"^\s*[【\[]\s*KPI\s*(?:達成状況|実績)")
_YEAR = re.compile(r"\d{4}|(?:令和|R)\s*\d+")
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand, from the two heading rows."""

    group_no: int | None
    group: int | None
    no: int
    title: int
    names: int | None
    content: int
    schedule: int
    result: int
    issues: int
    rating: int
    years: tuple[str, ...]


def is_head(row: Row) -> bool:
    """Whether a row is the upper heading row: a schedule, and a rating at the end."""
    texts = [squeeze(cell) for cell in row.filled]
    return (
        len(texts) >= 5
        and all(len(text) < 40 for text in texts)
        and any("スケジュール" in text or "年次計画" in text for text in texts)
        and any("評価" in text for text in texts)
    )


def find_columns(upper: Row, lower: Row) -> Columns | None:
    """Find the columns by their words; None where the rows are no such heading."""
    width = max(len(upper.cells), len(lower.cells))
    top = [squeeze(cell) for cell in upper.cells] + [""] * (width - len(upper.cells))
    below = [squeeze(cell) for cell in lower.cells] + [""] * (width - len(lower.cells))

    def at(pattern: str, cells: list[str], start: int = 0) -> int | None:
        found = (i for i, text in enumerate(cells) if i >= start and re.search(pattern, text))
        return next(found, None)

    schedule = at("スケジュール|年次計画", top)
    result = at("実績|取組状況|進捗", below)
    if result is None:
        result = at("実績|取組状況|進捗", top)
    if schedule is None or result is None:
        return None
    issues = at("課題|今後|改善", below, result + 1) or at("課題|今後|改善", top, result + 1)
    content = at("概要|内容|目標", top)
    names = at("^(?:主?担当|所管|主管|実施)(?:課|部|室|所属|組織|者|$)", top)
    names = None if names is None or names > schedule else names
    title = _title_before(top, content, names)
    rating = at("評価", top, schedule)
    if issues is None or content is None or title is None or rating is None:
        return None
    numbers = [i for i in range(title) if re.search(r"^(?:No|№|番号|Ｎｏ)", top[i], re.IGNORECASE)]
    no = numbers[-1] if numbers else max(title - 1, 0)
    groups = [i for i in range(no) if i not in numbers and i != names and top[i]]
    years = tuple(below[schedule:result])
    group_no = numbers[0] if len(numbers) > 1 else None
    group = groups[-1] if groups else None
    places = [group_no, group, no, title, content, schedule, result, issues, rating]
    known = [place for place in places if place is not None]
    if known != sorted(set(known)):
        return None
    return Columns(
        group_no, group, no, title, names, content, schedule, result, issues, rating, years
    )


def _title_before(top: list[str], content: int | None, names: int | None) -> int | None:
    before = range((content or 0) - 1, -1, -1)
    return next((i for i in before if top[i] and i != names), None)


class WideReader:
    """Reads rows in order; `finish` gives the table."""

    def __init__(self, grid: Grid, notes: Notes, scale: Sequence[Grade]) -> None:
        self._grid = grid
        self._notes = notes
        self._scale = scale
        self._codes = tuple(grade.code for grade in scale)
        self._columns: Columns | None = None
        self._sheet = ""
        # Whether a row may belong to the measure above: not across sheets without a heading.
        self._goes_on = False
        self._upper: Row | None = None
        self._outer: Group | None = None
        self._inner: Group | None = None
        self._table = RawTable("wide")

    def read(self, source: Row) -> None:
        """Take one row: a heading row, a group's heading, or a measure's."""
        if source.sheet != self._sheet:
            self._sheet, self._goes_on = source.sheet, False
        if is_head(source):
            self._upper, self._goes_on = source, bool(self._table.items)
            self._notes.add(source.place, Noted.HEADER, " ".join(source.filled))
            return
        if self._upper is not None:
            upper, self._upper = self._upper, None
            columns = find_columns(upper, Row(upper.place, ()))
            if columns and self._is_number("".join(source.cells[columns.no :][:1]), source.place):
                # The heading is one row; this one is the first measure's.
                self._columns = columns
            elif columns := find_columns(upper, source):
                self._columns = columns
                years = tuple(year for year in columns.years if year)
                self._table.schedule_years = self._table.schedule_years or years
                self._notes.add(source.place, Noted.HEADER, " ".join(source.filled))
                return
        row = clean(source, self._grid, self._notes)
        if len(row.filled) == 1 and self._heading(row.place, one_line(row.filled[0])):
            return
        if self._columns is None:
            self._notes.add(row.place, Noted.OUTSIDE, " ".join(row.filled))
        else:
            self._measure(self._columns, row)

    def finish(self) -> RawTable:
        """The table, with repeated cells dropped."""
        if not self._grid.ours:
            drop_copies(self._table.items, self._notes)
        for item in self._table.items:
            for row in item.rows[1:]:
                self._notes.add(row.place, Noted.JOINED, item=item.no)
            if not item.rating and not self._grid.ours:
                find_moved(item, self._codes, self._notes)
        return self._table

    def heading_of(self, text: str) -> bool:
        """Whether a lone cell before the table is a group's heading."""
        return bool(text) and text[0] in "◆◇■□●◎▼" and len(text) <= _LONGEST_HEADING

    def _heading(self, place: str, text: str) -> bool:
        if not self.heading_of(text):
            return False
        page = _PAGE.search(text)
        if page:
            text = text[: page.start()]
            self._notes.add(place, Noted.PAGE_MARK, page[0])
        found = _GROUP.match(text)
        assert found is not None
        title, label, no = found["title"], "", ""
        marks = [found["mark"]]
        labelled = _LABELLED.match(title)
        if labelled:
            label, no, title = labelled["label"], labelled["no"], labelled["title"]
            marks += [labelled["open"], labelled["close"]]
        self._notes.mark(place, *marks)
        same = self._outer and (self._outer.label, self._outer.no, self._outer.title)
        if same == (label, no, title):
            self._notes.add(place, Noted.REPEAT, f"{label}{no}{title}")
        else:
            self._outer, self._inner = self._group(0, label, no, title, None), None
        return True

    def _group(self, level: int, label: str, no: str, title: str, parent: str | None) -> Group:
        group = Group(f"g{len(self._table.groups) + 1}", level, label, no, title, parent)
        self._table.groups.append(group)
        return group

    def _measure(self, columns: Columns, row: Row) -> None:
        cells = [*row.cells, *([""] * (columns.rating + 1 - len(row.cells)))]
        no = squeeze(cells[columns.no])
        if not self._is_number(no, row.place):
            if self._goes_on:
                self._continue(columns, row.place, cells)
            else:
                self._notes.add(row.place, Noted.OUTSIDE, " ".join(row.filled))
            return
        if self._says_again(columns, no, cells):
            said = [cells[at] for at in (columns.no, columns.title)]
            self._notes.add(row.place, Noted.REPEAT, " ".join(said), item=no)
            cells[columns.no] = cells[columns.title] = ""
            self._continue(columns, row.place, cells)
            return
        self._enter_group(columns, row.place, cells)
        group = self._inner or self._outer
        item = RawItem(
            row.place,
            no,
            one_line(cells[columns.title]),
            group.id if group else None,
        )
        item.heading = cells[columns.title]
        self._take_names(columns, item, cells)
        self._table.items.append(item)
        self._goes_on = True
        self._fill(columns, item, row.place, cells)

    def _is_number(self, cell: str, place: str) -> bool:
        no = squeeze(cell)
        return bool(_ITEM_NO.match(fold(no))) or is_made_date(no, place, self._grid.odds)

    def _says_again(self, columns: Columns, no: str, cells: list[str]) -> bool:
        if not (self._grid.ours and self._goes_on):
            return False
        item = self._table.items[-1]
        return item.no == no and item.goes_on_under(cells[columns.title])

    def _take_names(self, columns: Columns, item: RawItem, cells: list[str]) -> None:
        """The departments: in a column of their own, else behind the title."""
        behind = names_behind(cells[columns.title])
        if columns.names is not None and cells[columns.names].strip():
            item.names = cells[columns.names]
        elif behind:
            item.title, item.names = one_line(behind[0]), behind[1]
            self._notes.mark(item.place, *behind[2], item=item.no)

    def _enter_group(self, columns: Columns, place: str, cells: list[str]) -> None:
        no = squeeze(cells[columns.group_no]) if columns.group_no is not None else ""
        title = one_line(cells[columns.group]) if columns.group is not None else ""
        if not no and not title:
            return
        known = self._inner
        if known and title == known.title and no in ("", known.no):
            self._notes.add(place, Noted.REPEAT, f"{no}{title}")
            return
        self._inner = self._group(1, "", no, title, self._outer.id if self._outer else None)

    def _continue(self, columns: Columns, place: str, cells: list[str]) -> None:
        """A row without a number goes on with the measure above."""
        item = self._table.items[-1]
        used = {columns.content, columns.result, columns.issues}
        for index, cell in enumerate(cells):
            if index not in used and cell.strip():
                self._notes.add(place, Noted.OUTSIDE, cell, item=item.no)
        texts = [cells[columns.content], cells[columns.result], cells[columns.issues]]
        item.rows.append(RawRow(place, texts))

    def _fill(self, columns: Columns, item: RawItem, place: str, cells: list[str]) -> None:
        shift = self._shift(columns, cells)
        if shift:
            self._notes.add(place, Noted.SHIFTED, item=item.no, about=f"{shift:+d}")
        end = columns.result + shift
        years = columns.years
        for index, label in enumerate(cells[columns.schedule : end]):
            if label.strip():
                year = years[min(index, len(years) - 1)] if years else ""
                item.schedule.append(Phase(year, one_line(label)))
        tail = cells[end:]
        printed = squeeze(cells[columns.rating + shift])
        code = meant_code(cells[columns.rating + shift], self._scale)
        if code or not printed:
            item.rating = code
            respell(self._notes, place, item.no, printed, code)
            tail[columns.rating - columns.result] = ""
        issues = columns.issues - columns.result
        texts = [cells[columns.content], tail[0], tail[issues]]
        between, rest = tail[1:issues], tail[issues + 1 :]
        if item.rating is None and _KPI_HEAD.match(texts[2]):
            self._notes.add(place, Noted.KPI_MOVED, item=item.no)
            texts = [texts[0], f"{texts[1]}\n{texts[2]}", rest[0]]
            rest = rest[1:]
        for cell in (*between, *rest):
            if cell.strip():
                self._notes.add(place, Noted.OUTSIDE, cell, item=item.no)
        for index, cell in enumerate(cells[: columns.schedule]):
            known = (columns.group_no, columns.group, columns.no, columns.title, columns.names)
            if index not in (*known, columns.content) and cell.strip():
                self._notes.add(place, Noted.OUTSIDE, cell, item=item.no)
        item.rows.append(RawRow(place, texts))
        assert (CONTENT, RESULT, ISSUES) == (0, 1, 2)

    def _shift(self, columns: Columns, cells: list[str]) -> int:
        """How far the right half of a row has moved: where the last code of the scale stands."""
        filled = [index for index, cell in enumerate(cells) if cell.strip()]
        last = filled[-1]
        moved = last - columns.rating
        possible = -(columns.result - columns.schedule) <= moved <= 3
        return moved if possible and same_code(cells[last], self._codes) else 0
