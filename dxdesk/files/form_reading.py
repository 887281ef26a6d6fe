"""Giving every text of a form that came back its field, or saying that it has none.

Each cell is either what the form had shown there, or the answer of a row that is known for sure,
or it is listed. Nothing is guessed, and nothing is taken for empty that is only not there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain.fields import kept_text
from dxdesk.domain.text import fold
from dxdesk.domain.unplaced import Stray, Unplaced
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.form_fields import FieldCells, Spot
from dxdesk.files.form_layout import (
    ANY_FIELD_ID,
    BY,
    FIELD_ID,
    MARK,
    NUMBER,
    PROGRESS_SAID,
    TO_DO_SHEET,
    Role,
)
from dxdesk.files.form_marks import FormMarks, whole
from dxdesk.files.form_rows import FormRow
from dxdesk.files.form_table import Owner, Table, find_table, owner_of
from dxdesk.files.form_texts import FormTexts
from dxdesk.files.gate import Sheet
from dxdesk.sheets.cell_text import visible
from dxdesk.sheets.columns import letters

MOST_UNPLACED = 20_000
_NUMBER = re.compile(r"第?(\d{1,6})[回号版]?")
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says: the fields whose text is another than it had shown, and what is left over.

    `number` is 0 where none stands in its cell.
    """

    answers: dict[str, str]
    by: str
    number: int
    unplaced: tuple[Unplaced, ...]


def read_said(sheets: Iterable[Sheet], texts: FormTexts, file: str) -> Said:
    """Read the sheets of one form.

    Raises:
        DxdeskError: FILE_TOO_LARGE when there are more texts without a field than anybody
            would go through.
    """
    reading = _Reading(texts, file)
    for sheet in map(whole, sheets):
        table = find_table(sheet, texts)
        if table:
            reading.table(table)
        else:
            reading.other(sheet)
    return reading.said()


class _Reading:
    """A form while it is read."""

    def __init__(self, texts: FormTexts, file: str) -> None:
        self._texts = texts
        self._file = file
        self._fields: dict[str, FieldCells] = {}
        self._strays: list[Unplaced] = []
        self._beside: dict[str, list[Spot]] = {}
        self._marks = FormMarks(texts.request.plan)

    # A table

    def table(self, table: Table) -> None:
        """Take every row of a table."""
        sheet, rows = table.sheet, table.sheet.rows
        self._marks.add(sheet)
        self._headings(table)
        whole = self._whole(table)
        owners = {
            at: Owner(whole[at]) if at in whole else owner_of(cells, table, self._texts)
            for at, cells in enumerate(rows)
            if at != table.heading and any(cells)
        }
        hidden = self._merged(table, owners)
        last: tuple[FormRow, ...] = ()
        for at, owner in owners.items():
            if owner.row:
                last = (owner.row,)
                if at not in whole:
                    self._own(table, at, owner.row, owner, hidden)
            elif at < table.heading and not owner.near:
                self._leftover(sheet.name, at, rows[at], ())
            else:
                self._strange(table, at, owner, last, hidden)
        self._notes(sheet, owners)

    def _notes(self, sheet: Sheet, owners: Mapping[int, Owner]) -> None:
        """List comments and shapes, which nobody sees in a list of answers."""
        for at, column, text in sheet.notes:
            row = owners[at].row if at in owners else None
            why = Stray.BESIDE if row else Stray.OUTSIDE
            self._stray(Spot(sheet.name, at, column, text), why, (row,) if row else ())

    def _whole(self, table: Table) -> dict[int, FormRow]:
        """Take the rows that are as they were sent but for their answers; return whose they are."""
        answers, fields = table.columns(Role.ANSWER), table.columns(Role.FIELD)
        sheet = table.sheet
        if sheet.merged or not sheet.rows or len(answers) != 1 or len(fields) != 1:
            return {}
        answer, name = answers[0], fields[0]
        sent = self._texts.as_sent([table.roles.get(c) for c in range(len(sheet.rows[0]))])
        whole: dict[int, FormRow] = {}
        for at, cells in enumerate(sheet.rows):
            known = sent.get(cells[name])
            if not known:
                continue
            row, expected = known
            if (
                cells[:answer] == expected[:answer]
                and cells[answer + 1 :] == expected[answer + 1 :]
            ):
                kept = self._fields.setdefault(row.field, FieldCells(row, is_short=True))
                kept.add(1, self._marks.live(Spot(sheet.name, at, answer, cells[answer])))
                whole[at] = row
        return whole

    def _headings(self, table: Table) -> None:
        cells = table.sheet.rows[table.heading] if table.heading >= 0 else []
        self._leftover(table.sheet.name, table.heading, cells, ())

    def _own(
        self,
        table: Table,
        at: int,
        row: FormRow,
        owner: Owner,
        hidden: Collection[_Place],
    ) -> None:
        cells = table.sheet.rows[at]
        known = self._fields.setdefault(row.field, FieldCells(row))
        known.count = max(known.count, owner.pieces)
        known.is_loose |= not owner.is_twice
        is_answered = row.is_open and (not owner.pieces or owner.piece <= owner.pieces)
        for column, cell in enumerate(cells):
            role = table.roles.get(column)
            if (at, column) in hidden:
                continue
            if role is Role.ANSWER and is_answered:
                known.add(owner.piece, self._marks.live(Spot(table.sheet.name, at, column, cell)))
            elif cell and not self._is_shown(row, role, cell):
                self._stray(Spot(table.sheet.name, at, column, cell), Stray.BESIDE, (row,))

    def _strange(
        self,
        table: Table,
        at: int,
        owner: Owner,
        last: tuple[FormRow, ...],
        hidden: Collection[_Place],
    ) -> None:
        near = owner.near or last
        for column, cell in enumerate(table.sheet.rows[at]):
            if not cell or (at, column) in hidden:
                continue
            role = table.roles.get(column)
            spot = Spot(table.sheet.name, at, column, cell)
            if role is Role.ANSWER:
                if not any(self._texts.says(row, Role.ANSWER, cell) for row in near):
                    self._stray(spot, owner.why, near)
            elif not self._is_known(cell, role):
                self._stray(spot, owner.why, near)

    def _merged(self, table: Table, owners: Mapping[int, Owner]) -> set[_Place]:
        """The answers that cannot be read as their row's: covered by a merge, or meant for several.

        What is covered says nothing, not even that it is empty.
        """
        hidden: set[_Place] = set()
        answers = table.columns(Role.ANSWER)
        for top, left, bottom, right in table.sheet.merged:
            for column in range(left, right + 1):
                if column not in answers:
                    continue
                spanned = [at for at in range(top, bottom + 1) if at in owners]
                rows = {r.field: r for at in spanned if (r := owners[at].row) and r.is_open}
                covered = {(at, column) for at in spanned} - {(top, left)}
                if len(rows) > 1:
                    covered.add((top, left))
                    self._shared(table, top, left, list(rows.values()))
                hidden |= covered
        return hidden

    def _shared(self, table: Table, top: int, left: int, rows: Sequence[FormRow]) -> None:
        text = table.sheet.rows[top][left]
        role = table.roles.get(left)
        if (
            role is Role.ANSWER
            and text
            and not any(self._texts.says(row, Role.ANSWER, text) for row in rows)
        ):
            self._stray(Spot(table.sheet.name, top, left, text), Stray.MERGED, rows)

    # Any other sheet

    def other(self, sheet: Sheet) -> None:
        """Take a sheet that has no table: the name and the number of the hand-in may be there."""
        is_to_do = any(cell.strip() == TO_DO_SHEET for cells in sheet.rows[:1] for cell in cells)
        besides = self._texts.besides if is_to_do else frozenset[str]()
        for at, cells in enumerate(sheet.rows):
            filled = [column for column, cell in enumerate(cells) if cell.strip()]
            label = cells[filled[0]].strip() if filled else ""
            taken: set[int] = set()
            if label in (BY, NUMBER) and len(filled) > 1:
                spot = Spot(sheet.name, at, filled[1], cells[filled[1]].strip())
                self._beside.setdefault(label, []).append(spot)
                taken.add(filled[1])
            taken |= {column for column in filled if cells[column] in besides}
            self._leftover(sheet.name, at, cells, taken)
        self._notes(sheet, {})

    def _leftover(self, sheet: str, at: int, cells: Sequence[str], taken: Collection[int]) -> None:
        for column, cell in enumerate(cells):
            if cell.strip() and column not in taken and not self._is_known(cell, None):
                self._stray(Spot(sheet, at, column, cell), Stray.OUTSIDE, ())

    # What a cell is

    def _is_shown(self, row: FormRow, role: Role | None, cell: str) -> bool:
        if role in (Role.MARK, Role.FIELD):
            return self._is_id(cell)
        return role is not None and self._texts.says(row, role, cell)

    def _is_known(self, cell: str, role: Role | None) -> bool:
        """Whether a cell says what a form shows somewhere, or what its formula gives."""
        if role in (Role.MARK, Role.FIELD):
            return self._is_id(cell)
        text = cell.strip()
        return (
            self._texts.shows(role, cell)
            or self._texts.shows(role, text)
            or bool(PROGRESS_SAID.fullmatch(text))
        )

    def _is_id(self, cell: str) -> bool:
        """Whether a cell has an id, of this form or another: no person's words."""
        said = cell.strip()
        found = FIELD_ID.fullmatch(said)
        known = bool(found and found["field"] in self._texts.by_field)
        return (
            not said
            or known
            or any(shape.fullmatch(said) for shape in (MARK, ANY_FIELD_ID))
            or self._texts.shows(None, said)
        )

    def _stray(self, spot: Spot, why: Stray, near: Sequence[FormRow]) -> None:
        if not spot.text.strip():
            return
        if len(self._strays) >= MOST_UNPLACED:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=self._file)
        fields = tuple(dict.fromkeys(row.field for row in near if row.is_open))
        self._strays.append(
            Unplaced(spot.sheet, spot.row + 1, letters(spot.column), spot.text, why, fields)
        )

    # What it comes to

    def said(self) -> Said:
        """All answers, once every sheet was read."""
        answers: dict[str, str] = {}
        for name, known in self._fields.items():
            if not known.cells:
                continue
            before = visible(known.row.answer)
            text, strays = known.settle(before)
            judged, doubts = self._marks.judge(known, before if text is None else text, before)
            text = None if text is None else judged
            strays += doubts
            for spot, why in strays:
                self._stray(spot, why, (known.row,))
            if text is not None and text != before:
                answers[name] = kept_text(name, text)
        by = self._one_beside(BY)
        number = _number_in(self._one_beside(NUMBER))
        return Said(answers, by, number or 0, tuple(self._strays))

    def _one_beside(self, label: str) -> str:
        spots = self._beside.get(label, [])
        texts = list(dict.fromkeys(spot.text for spot in spots))
        for spot in spots:
            if spot.text != texts[0] or (label == NUMBER and _number_in(spot.text) is None):
                self._stray(spot, Stray.TWICE, ())
        return texts[0] if texts else ""


def _number_in(text: str) -> int | None:
    """The number of a hand-in; None for a text that says anything else, such as a date."""
    found = _NUMBER.fullmatch("".join(fold(text).split()))
    return int(found[1]) if found else None
