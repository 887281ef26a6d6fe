"""Sheets of a workbook that hold another year's table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from dxdesk.domain.reading import Noted
from dxdesk.domain.text import read_year

from .front import Front
from .grid import Row
from .notes import Notes


def of_one_year(
    rows: Sequence[Row], year: int | None, begins: Callable[[Row], bool], notes: Notes
) -> list[Row]:
    """The rows without the sheets whose tables say that they are of another year.

    The year that was asked for is kept, else the latest one. A sheet that says no year stays.
    """
    sheets = {name: list(group) for name, group in groupby(rows, lambda row: row.sheet)}
    if len(sheets) < 2:
        return list(rows)
    years = {name: _year_of(name, part, begins) for name, part in sheets.items()}
    known = {found for found in years.values() if found}
    if len(known) < 2:
        return list(rows)
    wanted = year if year in known else max(known)
    kept, told = list[Row](), set[str]()
    for row in rows:
        if years[row.sheet] in (None, wanted):
            kept.append(row)
        elif row.filled:
            if row.sheet not in told:
                told.add(row.sheet)
                notes.add(row.place, Noted.OTHER_YEAR, about=row.sheet)
            notes.add(row.place, Noted.ASIDE, " ".join(row.filled), about=row.sheet)
    return kept


def _year_of(name: str, rows: Sequence[Row], begins: Callable[[Row], bool]) -> int | None:
    """The year of a sheet's table; None where it has no table, or none is said."""
    front = Front()
    for row in rows:
        if row.filled and begins(row):
            for cell in row.filled:
                front.read_years(cell)
            return front.year or read_year(name)
        front.read_line(" ".join(row.filled))
    return None
