"""Answers of a form whose cells show something else than they hold, or hold what nobody wrote."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.fields import RATING, split_field
from dxdesk.domain.plan import Plan
from dxdesk.domain.text import fold
from dxdesk.domain.unplaced import Stray
from dxdesk.files.cell_marks import Mark, Odd
from dxdesk.files.form_fields import FieldCells, Spot
from dxdesk.files.gate import Sheet

_WHY = {
    Odd.STRUCK: Stray.STRUCK,
    Odd.ERROR: Stray.ERROR_VALUE,
    Odd.NO_VALUE: Stray.NO_VALUE,
    Odd.ROUNDED: Stray.SHOWN_OTHERWISE,
    Odd.DIFFERENT: Stray.SHOWN_OTHERWISE,
    Odd.DAY: Stray.MADE_DATE,
    Odd.LINKED_ZERO: Stray.LINKED_ZERO,
}


def whole(sheet: Sheet) -> Sheet:
    """A sheet with what is struck out, which says whose a row is as well as before."""
    struck = [mark for mark in sheet.marks if mark.odd is Odd.STRUCK]
    if not struck:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for mark in struck:
        rows[mark.row][mark.column] = mark.whole
    return replace(sheet, rows=rows)


class FormMarks:
    """The marks of a form's tables, and what they make of its answers."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._marks: dict[tuple[str, int, int], list[Mark]] = {}

    def add(self, sheet: Sheet) -> None:
        """Take the marks of a sheet with a table."""
        for mark in sheet.marks:
            self._marks.setdefault((sheet.name, mark.row, mark.column), []).append(mark)

    def live(self, spot: Spot) -> Spot:
        """The cell of an answer, without what is struck out in it."""
        struck = (mark for mark in self._at(spot) if mark.odd is Odd.STRUCK)
        return next((replace(spot, text=mark.shown) for mark in struck), spot)

    def judge(
        self, known: FieldCells, text: str, before: str
    ) -> tuple[str | None, list[tuple[Spot, Stray]]]:
        """A field's text, None where its cells hold none that anybody wrote; and what to tell.

        Of a value that stands as it was sent nothing is doubtful.
        """
        is_false = text != before and self._is_false_zero(known.row.field, text)
        is_kept, told = not is_false, list[tuple[Spot, Stray]]()
        for spot in (spot for spots in known.cells.values() for spot in spots):
            for mark in self._at(spot):
                why = _WHY[mark.odd]
                if why is Stray.SHOWN_OTHERWISE and not mark.shown:
                    why = Stray.NOT_SHOWN
                if why.is_taken and (text == before or is_false):
                    continue
                told.append((replace(spot, text=_told(mark)), why))
                is_kept &= why.is_taken or why is Stray.STRUCK
            if is_false:
                told.append((spot, Stray.ZERO))
        return text if is_kept else None, told

    def _at(self, spot: Spot) -> list[Mark]:
        return self._marks.get((spot.sheet, spot.row, spot.column), [])

    def _is_false_zero(self, field: str, text: str) -> bool:
        """Whether a text or a rating is the 0 of a link to an empty cell."""
        item, name = split_field(field)
        if fold(text.strip()) != "0" or any(kpi.id == name for kpi in self._plan.by_id[item].kpis):
            return False
        return name != RATING or text.strip() not in {grade.code for grade in self._plan.scale}


def _told(mark: Mark) -> str:
    """What a cell shows and what it holds, where that is not the same."""
    if mark.odd in (Odd.ROUNDED, Odd.DIFFERENT) and mark.shown:
        return f"{mark.shown}（値は{mark.stored}）"
    return mark.stored if mark.odd in (Odd.STRUCK, Odd.NO_VALUE) or not mark.shown else mark.shown
