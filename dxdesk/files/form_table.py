"""The table of a form as it came back: which column is what, and which row is whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dxdesk.domain.unplaced import Stray
from dxdesk.files.form_layout import FIELD_ID, MARK, Role
from dxdesk.files.form_rows import FormRow
from dxdesk.files.form_texts import SIGNED, FormTexts
from dxdesk.files.gate import Sheet

_HEADINGS = {role.value: role for role in Role}
_LEAST_HEADINGS = 3
_LEAST_ROWS = 2
# One row of a form has more; the cover, filled in, has fewer that are not its own.
_LEAST_CELLS = 6
# Columns that were never filled in by hand are told by what stands in them, the surest first.
_TOLD_BY_CONTENT = (
    Role.MARK,
    Role.FIELD,
    Role.ASKED,
    Role.ASK,
    Role.PART,
    Role.TITLE,
    Role.NO,
    Role.LAST,
    Role.NOTE,
)


@dataclass(frozen=True, slots=True)
class Table:
    """`heading` is the index of the row of headings, -1 where there is none; `roles` are by column."""

    sheet: Sheet
    heading: int
    roles: Mapping[int, Role]

    def columns(self, role: Role) -> list[int]:
        """The columns of one kind; two where one was copied."""
        return [column for column, known in self.roles.items() if known is role]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a row is. `row` is None where that is not sure; `near` are the rows that it may be.

    `pieces` is how many lines the answer was sent with, 0 where the row does not say. `is_twice`
    says that both ids are there.
    """

    row: FormRow | None
    piece: int = 1
    pieces: int = 0
    is_twice: bool = False
    near: tuple[FormRow, ...] = ()
    why: Stray = Stray.NO_ROW


def find_table(sheet: Sheet, texts: FormTexts) -> Table | None:
    """The table of a sheet; None for a sheet that has none.

    Headings count as they are written; what they do not say is told by what stands below them.
    """
    heading, roles = _headings(sheet)
    if Role.ANSWER in roles.values() and Role.FIELD in roles.values():
        return Table(sheet, heading, roles)
    told = _told_by_content(sheet, texts)
    if not roles and not told:
        return None
    taken = set(roles.values())
    roles |= {c: role for c, role in told.items() if role not in taken and c not in roles}
    if Role.ANSWER not in roles.values():
        answer = _between(roles)
        if answer is not None:
            roles[answer] = Role.ANSWER
    return Table(sheet, heading, roles)


def _headings(sheet: Sheet) -> tuple[int, dict[int, Role]]:
    for index, row in enumerate(sheet.rows):
        roles = {c: _HEADINGS[t] for c, cell in enumerate(row) if (t := cell.strip()) in _HEADINGS}
        if len(roles) >= _LEAST_HEADINGS:
            return index, roles
    return -1, {}


def _told_by_content(sheet: Sheet, texts: FormTexts) -> dict[int, Role]:
    cover = texts.cover
    cells = [
        (column, cell)
        for row in sheet.rows
        for column, cell in enumerate(row)
        if cell and cell not in cover
    ]
    if len(cells) < _LEAST_CELLS:
        return {}
    votes: Counter[tuple[Role, int]] = Counter(
        (role, column) for column, cell in cells for role in _roles_of(cell, texts)
    )
    found: dict[int, Role] = {}
    for role in _TOLD_BY_CONTENT:
        counts = {c: n for (r, c), n in votes.items() if r is role and c not in found}
        best = max(counts, key=lambda c: (counts[c], -c), default=None)
        # A sheet of somebody's own may repeat a number or a title, not an id nor two questions.
        if best is not None and (found or role is Role.MARK or counts[best] >= _LEAST_ROWS):
            found[best] = role
        if role is Role.ASKED and not found:
            return {}
    return found


def _roles_of(cell: str, texts: FormTexts) -> Iterator[Role]:
    yield from texts.roles_of(cell)
    said = cell.strip()
    found = MARK.fullmatch(said)
    if found and found["tag"] == texts.tag:
        yield Role.MARK
    name = FIELD_ID.fullmatch(said)
    if name and name["field"] in texts.by_field:
        yield Role.FIELD


def _between(roles: Mapping[int, Role]) -> int | None:
    """The column of the answers, where those on both sides of it stand as they were sent."""
    at = {role: column for column, role in roles.items()}
    asked = at.get(Role.ASKED)
    if asked is None:
        return None
    if at.get(Role.FIELD) == asked + 4:
        return asked + 2
    if at.get(Role.LAST) == asked + 1 and at.get(Role.NOTE) == asked + 3:
        return asked + 2
    return None


def owner_of(cells: list[str], table: Table, texts: FormTexts) -> Owner:
    """Whose a row is: by both of its ids, or by one that nothing else in the row gainsays."""
    named: list[tuple[FormRow, int]] = []
    foreign, count = False, 0
    for column, role in table.roles.items():
        if role is Role.FIELD:
            named += _by_field(cells[column].strip(), texts)
        elif role is Role.MARK and (found := MARK.fullmatch(cells[column].strip())):
            number = int(found["number"])
            if found["tag"] != texts.tag:
                foreign = True
            elif 0 < number <= len(texts.rows):
                named.append((texts.rows[number - 1], int(found["piece"] or 1)))
                count = int(found["count"] or 1)
    if foreign:
        return Owner(None, near=tuple(row for row, _ in named), why=Stray.OTHER_FORM)
    if len(named) > 1 and any(one[0] is not named[0][0] or one[1] != named[0][1] for one in named):
        return Owner(None, near=tuple(row for row, _ in named), why=Stray.TWO_ROWS)
    said = {role: cells[column] for column, role in table.roles.items() if role in SIGNED}
    if not named:
        same = texts.matching(said)
        if len(same) == 1:
            return Owner(same[0])
        return Owner(None, near=tuple(same or texts.like(said)))
    row, piece = named[0]
    same = [] if texts.fits(row, said) else texts.matching(said)
    if same:
        return Owner(None, near=(row, *same), why=Stray.TWO_ROWS)
    if len(named) == 1 and not _fits(row, piece, said, texts):
        return Owner(None, near=(row,))
    return Owner(row, piece, count, len(named) > 1)


def _fits(row: FormRow, piece: int, said: Mapping[Role, str], texts: FormTexts) -> bool:
    """Whether what stands beside a lone id is of its row: the question, else the place it is for.

    Below the first line of a long text nothing does.
    """
    if piece > 1:
        return not any(said.get(role) for role in (Role.NO, Role.TITLE, Role.ASK))
    if Role.ASKED not in said or _asks(row, said, texts):
        return True
    place = (Role.NO, Role.TITLE, Role.ASK)
    return all(said.get(role) and texts.says(row, role, said[role]) for role in place)


def _by_field(said: str, texts: FormTexts) -> list[tuple[FormRow, int]]:
    found = FIELD_ID.fullmatch(said)
    row = texts.by_field.get(found["field"]) if found else None
    return [(row, int(found["piece"] or 1))] if found and row else []


def _asks(row: FormRow, said: Mapping[Role, str], texts: FormTexts) -> bool:
    return texts.says(row, Role.ASKED, said.get(Role.ASKED, ""))
