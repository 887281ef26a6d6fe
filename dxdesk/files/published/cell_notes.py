"""What a workbook's cells show that is not what they hold, told beside the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain.reading import Note, Noted
from dxdesk.domain.text import typed
from dxdesk.files.cell_marks import Mark, Odd
from dxdesk.files.gate import Sheet
from dxdesk.sheets.columns import letters


@dataclass(frozen=True, slots=True)
class Odds:
    """The marks of a document by the row that they stand in."""

    by_place: Mapping[str, Sequence[Mark]]

    def at(self, places: Iterable[str], *odd: Odd) -> Iterator[Mark]:
        """Those of some kinds in some rows."""
        for place in dict.fromkeys(places):
            yield from (mark for mark in self.by_place.get(place, ()) if mark.odd in odd)


NO_ODDS = Odds({})


def odds_of(sheets: Iterable[Sheet]) -> Odds:
    """The marks of a workbook by row."""
    by_place: dict[str, list[Mark]] = {}
    for sheet in sheets:
        for mark in sheet.marks:
            by_place.setdefault(f"{sheet.name}!{mark.row + 1}", []).append(mark)
    return Odds(by_place)


def notes_of(sheet: Sheet) -> Iterator[Note]:
    """What has to be told of a sheet's cells whatever they are for."""
    rounded: dict[int, list[Mark]] = {}
    hidden: dict[int, list[Mark]] = {}
    uncounted: list[Mark] = []
    for mark in sheet.marks:
        place, cell = _place(sheet, mark), cell_of(mark)
        if mark.odd is Odd.STRUCK:
            yield Note(place, Noted.STRUCK, typed(mark.stored))
        elif mark.odd is Odd.DIFFERENT and not mark.shown and mark.stored == "0":
            hidden.setdefault(mark.column, []).append(mark)
        elif mark.odd is Odd.DIFFERENT:
            yield Note(place, Noted.SHOWN_DIFFERS, about=_both(mark))
        elif mark.odd is Odd.ROUNDED:
            rounded.setdefault(mark.column, []).append(mark)
        elif mark.odd is Odd.NO_VALUE and mark.row < len(sheet.rows) and any(sheet.rows[mark.row]):
            yield Note(place, Noted.NO_VALUE, about=cell)
        elif mark.odd is Odd.NO_VALUE:
            uncounted.append(mark)
    for column, marks in rounded.items():
        about = f"{letters(column)}列の{len(marks)}セル"
        yield Note(_place(sheet, marks[0]), Noted.COLUMN_ROUNDED, about=about)
        yield from (Note(_place(sheet, m), Noted.ROUNDED, about=_both(m)) for m in marks)
    for column, marks in hidden.items():
        about = f"{letters(column)}列の{len(marks)}セル（{cell_of(marks[0])}など）"
        yield Note(_place(sheet, marks[0]), Noted.ZEROS_HIDDEN, about=about)
    if uncounted:
        # Rows that hold nothing else: a form that was made for more than there is.
        about = f"{cell_of(uncounted[0])}など{len(uncounted)}セル"
        yield Note(_place(sheet, uncounted[0]), Noted.NO_VALUE, about=about)


def _place(sheet: Sheet, mark: Mark) -> str:
    return f"{sheet.name}!{mark.row + 1}"


def cell_of(mark: Mark) -> str:
    """Where a marked cell stands, as a spreadsheet names it."""
    return f"{letters(mark.column)}{mark.row + 1}"


def _both(mark: Mark) -> str:
    shown = f"「{mark.shown}」" if mark.shown else "空"
    return f"{cell_of(mark)}の表示は{shown}、入っている値は{mark.stored}"
