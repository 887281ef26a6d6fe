"""Reading a published table: its shapes, from text, workbook, Word document or clipboard.

A document is recognised by its headings, columns and marks, never by its name. What cannot
be placed is noted, not guessed: `Reading.report` accounts for every visible character that
is not in the plan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Protocol

from dxdesk.domain.plan import Grade, Order, Plan
from dxdesk.domain.reading import Noted, Reading
from dxdesk.domain.summary import summarise
from dxdesk.domain.text import one_line
from dxdesk.errors import DxdeskError, Trouble

from .accounts import with_source
from .aims import is_legend
from .build import build
from .by_role import RoleReader
from .codes import in_known_order, settle_spellings
from .front import Front, is_scale_head, is_total
from .grid import Grid, Row, grid_of_clipboard, read_grid
from .headings import Role, find_columns
from .notes import Notes
from .odd_cells import drop_zeros, live_rows, tell_odd_figures
from .raw import RawTable
from .scales import Scales
from .sheets import of_one_year
from .stages import SELF_NAME
from .three_column import RATING, ThreeColumnReader
from .three_column import find_columns as three_columns
from .wide import WideReader
from .wide import is_head as is_wide_head


class Shape(Enum):
    """The kinds of tables, each with a reader of its own."""

    WIDE = "wide"
    THREE_COLUMN = "three-column"
    BY_ROLE = "by-role"


class Reader(Protocol):
    """Takes the rows of a table in order."""

    def read(self, source: Row, /) -> None:
        """Take one row."""

    def finish(self) -> RawTable:
        """The table."""
        ...


__all__ = ["Reading", "read_clipboard", "read_published"]

_LONE_CODE = re.compile(r"[A-ZＡ-Ｚ◎○△▲×]$")
_LONE_DIGIT = re.compile(r"[1-9１-９]$")


def read_published(path: Path, *, plan_id: str, year: int | None = None) -> Reading:
    """Read a published table from a text file or a workbook.

    `year` is the fiscal year it reports on where the document does not say.

    Raises:
        DxdeskError: the file cannot be read, holds no table of either shape, or no year.
    """
    return _read(read_grid(path), plan_id, year)


def read_clipboard(text: str, html: str, *, plan_id: str, year: int | None = None) -> Reading:
    """Read a table from what the clipboard holds, like `read_published`."""
    return _read(grid_of_clipboard(text, html, "クリップボード"), plan_id, year)


def _read(grid: Grid, plan_id: str, year: int | None) -> Reading:
    notes, front = Notes(grid.notes), Front()
    of_year = of_one_year(grid.rows, year, _begins_table, notes)
    # What dxdesk wrote was typed as it stands, #N/A and 0 too.
    live = of_year if grid.ours else live_rows(of_year, notes)
    of_year = _without_legend_of_signs(live, notes)
    scales = Scales(of_year)
    rows = [row for row in of_year if row.place not in scales.places]
    for row in of_year:
        if row.place in scales.places and row.filled:
            notes.add(row.place, Noted.SCALE, " ".join(row.filled))
    start, shape = _find_table(rows)
    if start is None or shape is None:
        raise DxdeskError(Trouble.NO_TABLE, file=grid.name)
    first = rows[start].place
    lines = _read_front(rows[:start], front, notes)
    if shape is Shape.BY_ROLE:
        _read_years_of_heading(rows[start:], front)
    scales.counted = front.scale
    early = front.year or year or next(reversed(front.years), None)
    scale = scales.main or _grades(_codes_in(rows[start:]))
    readers: dict[Shape, Callable[[], Reader]] = {
        Shape.WIDE: lambda: WideReader(grid, notes, scale),
        Shape.THREE_COLUMN: lambda: ThreeColumnReader(grid, notes, scale),
        Shape.BY_ROLE: lambda: RoleReader(grid, notes, scales, rows, early),
    }
    table = _read_table(grid, rows[start:], shape, readers[shape](), front)
    if not grid.ours:
        _drop_zeros(table, scales, notes, flat=grid.flat)
    if not table.items:
        raise DxdeskError(Trouble.NO_TABLE, file=grid.name)
    tell_odd_figures(table.items, grid.odds, notes)
    if not scales.main and shape is Shape.BY_ROLE:
        scale = _grades(settle_spellings(table.items, notes))
    codes = tuple(grade.code for grade in scale)
    built = build(table, notes, ours=grid.ours, codes=codes)
    year = _year(front, year, notes, first)
    if year is None:
        raise DxdeskError(Trouble.NO_YEAR, file=grid.name)
    order = scales.order(lines)
    if not scales.main:
        notes.add(first, Noted.SCALE_MISSING)
    elif order is Order.NOT_SAID:
        notes.add(first, Noted.ORDER_NOT_SAID)
    plan = Plan(
        plan_id,
        front.title,
        front.place,
        year,
        front.years,
        scale,
        tuple(table.groups),
        tuple(built.items),
        table.layout,
        front.year_style,
        tuple(one_line(text).replace(" ", "") for text in table.schedule_years),
        front.document_title,
        stated=front.stated,
        order=order,
        self_name=table.self_name or SELF_NAME,
        stages=tuple(replace(stage, scale=scales.of(stage)) for stage in table.stages),
    )
    _compare_counts(plan, built.answers, front, notes)
    reading = Reading(plan, built.answers, tuple(notes.entries))
    return with_source(reading, grid, table.items)


def _drop_zeros(table: RawTable, scales: Scales, notes: Notes, *, flat: bool) -> None:
    known = (scales.main, *map(scales.of, table.stages))
    drop_zeros(table, {grade.code for scale in known for grade in scale}, notes, flat=flat)


def _without_legend_of_signs(rows: Iterable[Row], notes: Notes) -> list[Row]:
    """The rows but those that explain ↑ and ↓, which are no scale of rating and no item's."""
    kept: list[Row] = []
    for row in rows:
        if row.filled and is_legend(row):
            notes.add(row.place, Noted.FRONT, " ".join(row.filled))
        else:
            kept.append(row)
    return kept


def _grades(codes: Iterable[str]) -> tuple[Grade, ...]:
    return tuple(Grade(code, "") for code in codes)


def _year(front: Front, year: int | None, notes: Notes, place: str) -> int | None:
    """The year that is reported on: as the document says, as was told, else its last."""
    known = front.year or year
    if known is None and front.years:
        known = front.years[-1]
        notes.add(place, Noted.YEAR_GUESSED, about=str(known))
    return known


def _find_table(rows: Sequence[Row]) -> tuple[int | None, Shape | None]:
    """The row in which the table begins, with a heading of a group right above it."""
    for index, row in enumerate(rows):
        columns = find_columns(rows[index : index + 3]) if row.filled else None
        if columns and columns.says_more:
            return index, Shape.BY_ROLE
        if is_wide_head(row):
            return _with_heading(rows, index), Shape.WIDE
        if three_columns(row):
            return index, Shape.THREE_COLUMN
        if columns:
            return index, Shape.BY_ROLE
    return None, None


def _begins_table(row: Row) -> bool:
    """Whether a row alone heads a table of any shape."""
    return is_wide_head(row) or bool(three_columns(row)) or find_columns([row]) is not None


def _read_years_of_heading(rows: Sequence[Row], front: Front) -> None:
    """The year may stand over the columns of what was done alone."""
    columns = find_columns(rows[:3])
    for heading in columns.headings if columns else ():
        if heading.year and heading.role in (Role.RESULT, Role.RATING):
            front.read_column_year("".join(heading.path))


def _with_heading(rows: Sequence[Row], index: int) -> int:
    for above in range(index - 1, max(index - 4, -1), -1):
        filled = rows[above].filled
        if filled:
            return above if len(filled) == 1 and filled[0].strip()[0] in "◆◇■□●◎▼" else index
    return index


def _read_front(rows: Sequence[Row], front: Front, notes: Notes) -> list[str]:
    """Read what stands before the table; returns the lines that are no table of counts."""
    in_scale, lines = False, list[str]()
    for row in rows:
        if not row.filled:
            in_scale = False
            continue
        text = " ".join(row.filled)
        if is_scale_head(row):
            in_scale = True
            notes.add(row.place, Noted.SCALE, text)
        elif in_scale and is_total(row):
            front.read_total(row)
            notes.add(row.place, Noted.SCALE, text)
        elif in_scale and front.read_scale_row(row.cells):
            notes.add(row.place, Noted.SCALE, text)
        else:
            front.read_line(text)
            lines.append(text)
            notes.add(row.place, Noted.FRONT, text)
    return lines


def _codes_in(rows: Sequence[Row]) -> tuple[str, ...]:
    """The codes that a table without a count table uses, S and ◎ first.

    A digit may be a rating only where it ends a row and no other codes are in the table.
    """
    cells = [cell.strip() for row in rows for cell in row.cells]
    marked = [RATING.fullmatch(cell) for cell in cells]
    found = {mark["code"] for mark in marked if mark} | set(filter(_LONE_CODE.match, cells))
    found -= {""}
    if not found:
        ends = (row.filled[-1].strip() for row in rows if len(row.filled) > 1)
        found = set(filter(_LONE_DIGIT.match, ends))
    return in_known_order(found)


def _read_table(
    grid: Grid, rows: Iterable[Row], shape: Shape, reader: Reader, front: Front
) -> RawTable:
    for row in rows:
        if not row.filled:
            continue
        if shape is Shape.THREE_COLUMN and is_wide_head(row):
            raise DxdeskError(Trouble.TWO_PLANS, file=grid.name)
        if shape is Shape.WIDE and is_wide_head(row):
            front.read_years(" ".join(row.filled))
        reader.read(row)
    return reader.finish()


def _compare_counts(plan: Plan, answers: dict[str, str], front: Front, notes: Notes) -> None:
    """The printed summary against the list; the list is what counts.

    A document that rates its KPIs may count those instead of the items.
    """
    counts = summarise(plan, answers).counts
    rated = Counter(note.text for note in notes.entries if note.noted is Noted.KPI_RATED)
    for code, printed in front.counts.items():
        if printed not in (counts.get(code, 0), counts.get(code, 0) + rated[code]):
            notes.add(
                "", Noted.COUNTS_DIFFER, about=f"{code}: 表紙 {printed}、一覧 {counts.get(code, 0)}"
            )
