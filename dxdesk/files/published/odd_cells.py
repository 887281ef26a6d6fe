"""Cells that say nothing, or something else than was typed: taken out of the table, or doubted.

Links to other workbooks leave 0 and error values where nothing was written, and Excel makes dates
of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figures import Kind
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import fold, squeeze
from dxdesk.files.cell_marks import Odd

from .cell_notes import Odds, cell_of
from .grid import Row
from .notes import Notes
from .raw import RawItem, RawKpi, RawTable

_ERROR = re.compile(
    r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|EXTERNAL!|GETTING_DATA|####*)"
)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# No 2024-1, which is how some number their items by year.
_DATE = re.compile(
    rf"\d{{1,2}}月(?:\d{{1,2}}日)?|\d{{1,2}}-(?:{_MONTHS})(?:-\d{{2,4}})?|(?:{_MONTHS})-\d{{2,4}}"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T]?[\d:]{4,8})?|\d{4}年\d{1,2}月"
    r"|(?:令和|平成|R|H)\d{1,2}[.年]\d{1,2}[.月]\d{1,2}日?",
    re.IGNORECASE,
)
# Of a date its year is what a figure never has.
_DAY = re.compile(rf"\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}-(?:{_MONTHS})|(?:{_MONTHS})-\d{{2}}", re.I)


def is_error(text: str) -> bool:
    """Whether a cell holds one of Excel's error values, or #### for what did not fit."""
    return bool(_ERROR.fullmatch(text.strip()))


def is_zero(text: str) -> bool:
    """Whether nothing but 0 stands in a cell."""
    return fold(text.strip()) == "0"


def live_rows(rows: Iterable[Row], notes: Notes) -> list[Row]:
    """The rows without error values, and without those that hold nothing but 0."""
    kept: list[Row] = []
    for row in rows:
        filled = row.filled
        is_dead = len(filled) > 1 and all(is_zero(cell) or is_error(cell) for cell in filled)
        if is_dead and any(map(is_zero, filled)):
            notes.add(row.place, Noted.ZERO, " ".join(filled))
            continue
        for cell in filter(is_error, filled):
            notes.add(row.place, Noted.ERROR_VALUE, cell)
        live = tuple("" if is_error(cell) else cell for cell in row.cells)
        kept.append(replace(row, cells=live))
    return kept


def drop_zeros(table: RawTable, codes: Collection[str], notes: Notes, *, flat: bool) -> None:
    """Empty the texts and ratings of items that are nothing but 0; figures keep theirs.

    An item that has no other title goes, if nothing is written in it. In `flat` text a lone 0
    may be the end of a line, so that there a whole column of an item has to be 0.
    """
    for item in list(table.items):
        _Zeros(item, codes, notes).drop(flat=flat)
        if is_zero(item.title) and not _says_anything(item):
            texts = (item.no, item.title, *(t for kpi in item.kpis for t in _texts(kpi)))
            notes.add(item.place, Noted.ZERO, " ".join(filter(None, texts)))
            table.items.remove(item)


class _Zeros:
    """Takes the zeros out of one item."""

    def __init__(self, item: RawItem, codes: Collection[str], notes: Notes) -> None:
        self._item = item
        self._codes = codes
        self._notes = notes

    def drop(self, *, flat: bool) -> None:
        """Take them out of every text and rating."""
        item = self._item
        for column in range(max((len(row.cells) for row in item.rows), default=0)):
            filled = [row for row in item.rows if squeeze(row.cells[column])]
            if not flat or all(is_zero(row.cells[column]) for row in filled):
                for row in filled:
                    row.cells[column] = self._without(row.cells[column], row.place)
        item.goal, item.note = self._without(item.goal), self._without(item.note)
        item.names = self._without(item.names)
        item.rating = item.rating and self._code(item.rating)
        stages = {name: self._code(text) for name, text in item.stages.items()}
        item.stages = {name: text for name, text in stages.items() if text}

    def _code(self, text: str) -> str:
        return text if text in self._codes else self._without(text)

    def _without(self, text: str, place: str = "") -> str:
        if not is_zero(text):
            return text
        self._notes.add(place or self._item.place, Noted.ZERO, text.strip(), item=self._item.no)
        return ""


def _says_anything(item: RawItem) -> bool:
    figures = (text for kpi in item.kpis for text in _texts(kpi))
    cells = (cell for row in item.rows for cell in row.cells)
    said = (*cells, item.goal, item.note, item.names, item.rating or "", *item.stages.values())
    return any(map(squeeze, said)) or not all(map(is_zero, filter(None, figures)))


def _texts(kpi: RawKpi) -> Iterator[str]:
    yield from (kpi.name, kpi.target, kpi.actual)
    yield from (target.text for target in kpi.targets)
    yield from (text for half in kpi.halves.values() for text in half)


def is_made_date(no: str, place: str, odds: Odds) -> bool:
    """Whether the number of an item is a date, as Excel makes of 1-1 and 2-3."""
    days = (squeeze(mark.shown) for mark in odds.at([place], Odd.DAY))
    return bool(_DATE.fullmatch(fold(no))) or no in days


def tell_odd_figures(items: Sequence[RawItem], odds: Odds, notes: Notes) -> None:
    """Tell of numbers and figures that may be dates of Excel's making, and of fetched zeros."""
    for item in items:
        if is_made_date(item.no, item.place, odds):
            notes.add(item.place, Noted.MADE_DATE, item=item.no, about=f"番号「{item.no}」")
        for kpi in item.kpis:
            _tell_odd_kpi(item, kpi, odds, notes)


def _tell_odd_kpi(item: RawItem, kpi: RawKpi, odds: Odds, notes: Notes) -> None:
    figures = [squeeze(text) for text in _texts(kpi)][1:]
    mine = [mark for mark in odds.at([kpi.place], *Odd) if mark.column in kpi.columns]
    days = {squeeze(mark.shown) for mark in mine if mark.odd is Odd.DAY}
    is_counted = read_figure(kpi.target).kind is Kind.NUMBER
    for figure in dict.fromkeys(figures):
        if figure and (figure in days or (is_counted and _DAY.fullmatch(fold(figure)))):
            about = f"指標「{kpi.name}」の「{figure}」"
            notes.add(kpi.place, Noted.MADE_DATE, item=item.no, about=about)
    for mark in mine:
        if mark.odd is Odd.LINKED_ZERO:
            about = f"指標「{kpi.name}」（{cell_of(mark)}）"
            notes.add(kpi.place, Noted.LINKED_ZERO, item=item.no, about=about)
