"""Reading a published table: its shapes, from text, workbook, Word document or clipboard.

A document is recognised by its headings, columns and marks, never by its name. What cannot
be placed is noted, not guessed: `Reading.report` accounts for every visible character that
is not in the plan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from dxdesk.domain.plan import Grade, Plan
from dxdesk.domain.reading import Note, Noted, Reading, texts_of
from dxdesk.domain.summary import summarise
from dxdesk.domain.text import one_line, squeeze
from dxdesk.errors import DxdeskError, Trouble

from .build import build
from .front import Front, is_scale_head, is_total
from .grid import Grid, Row, grid_of_clipboard, read_grid
from .notes import Notes
from .raw import RawTable
from .three_column import RATING, ThreeColumnReader
from .three_column import find_columns as three_columns
from .wide import WideReader
from .wide import is_head as is_wide_head

__all__ = ["Reading", "read_clipboard", "read_published"]

_LONE_CODE = re.compile(r"[A-ZＡ-Ｚ◎○△▲×]$")
_LONE_DIGIT = re.compile(r"[1-9１-９]$")
_BEST_FIRST = "SＳ◎○△▲×"


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
    start, wide = _find_table(grid)
    if start is None:
        raise DxdeskError(Trouble.NO_TABLE, file=grid.name)
    _read_front(grid.rows[:start], front, notes)
    codes = tuple(grade.code for grade in front.scale)
    if not codes:
        codes = _codes_in(grid.rows[start:])
    table = _read_table(grid, start, wide, front, notes, codes)
    if not table.items:
        raise DxdeskError(Trouble.NO_TABLE, file=grid.name)
    built = build(table, notes, ours=grid.ours, codes=codes)
    year = front.year or year
    if year is None and front.years:
        year = front.years[-1]
        notes.add(grid.rows[start].place, Noted.YEAR_GUESSED, about=str(year))
    if year is None:
        raise DxdeskError(Trouble.NO_YEAR, file=grid.name)
    if not front.scale:
        notes.add(grid.rows[start].place, Noted.SCALE_MISSING)
    plan = Plan(
        plan_id,
        front.title,
        front.place,
        year,
        front.years,
        tuple(front.scale) or tuple(Grade(code, "") for code in codes),
        tuple(table.groups),
        tuple(built.items),
        table.layout,
        front.year_style,
        tuple(one_line(text).replace(" ", "") for text in table.schedule_years),
        front.document_title,
        stated=front.stated,
    )
    _compare_counts(plan, built.answers, front, notes)
    reading = Reading(plan, built.answers, tuple(notes.entries))
    lost = _visible(cell for row in grid.rows for cell in row.cells)
    lost -= _visible(texts_of(reading)) + _visible(note.text for note in reading.report)
    if lost:
        # A rule of the reader has dropped something: that is a bug, but not the user's loss.
        note = Note("", Noted.UNPLACED, "".join(lost.elements()))
        return replace(reading, report=(*reading.report, note))
    return reading


def _visible(texts: Iterable[str]) -> Counter[str]:
    return Counter(squeeze("".join(texts)))


def _find_table(grid: Grid) -> tuple[int | None, bool]:
    """The row in which the table begins, with a heading of a group right above it."""
    for index, row in enumerate(grid.rows):
        wide = is_wide_head(row)
        if wide or three_columns(row):
            return _with_heading(grid, index) if wide else index, wide
    return None, False


def _with_heading(grid: Grid, index: int) -> int:
    for above in range(index - 1, max(index - 4, -1), -1):
        filled = grid.rows[above].filled
        if filled:
            return above if len(filled) == 1 and filled[0].strip()[0] in "◆◇■□●◎▼" else index
    return index


def _read_front(rows: tuple[Row, ...], front: Front, notes: Notes) -> None:
    in_scale = False
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
            notes.add(row.place, Noted.FRONT, text)


def _codes_in(rows: tuple[Row, ...]) -> tuple[str, ...]:
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
    known = [code for code in _BEST_FIRST if code in found]
    return (*known, *sorted(found.difference(known)))


def _read_table(
    grid: Grid, start: int, wide: bool, front: Front, notes: Notes, codes: tuple[str, ...]
) -> RawTable:
    reader = WideReader(grid, notes, codes) if wide else ThreeColumnReader(grid, notes, codes)
    for row in grid.rows[start:]:
        if not row.filled:
            continue
        if not wide and is_wide_head(row):
            raise DxdeskError(Trouble.TWO_PLANS, file=grid.name)
        if wide and is_wide_head(row):
            front.read_years(" ".join(row.filled))
        reader.read(row)
    return reader.finish()


def _compare_counts(plan: Plan, answers: dict[str, str], front: Front, notes: Notes) -> None:
    """The printed summary against the list; the list is what counts."""
    counts = summarise(plan, answers).counts
    for code, printed in front.counts.items():
        if counts.get(code, 0) != printed:
            notes.add(
                "", Noted.COUNTS_DIFFER, about=f"{code}: 表紙 {printed}、一覧 {counts.get(code, 0)}"
            )
