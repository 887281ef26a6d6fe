"""All that a form shows, so that what a person typed can be told from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice

from dxdesk.domain.asking import Request
from dxdesk.files import form_cover
from dxdesk.files.form_layout import SHOWN, Role, former_pieces, pieces, shown, tag_of
from dxdesk.files.form_rows import FormRow, form_rows
from dxdesk.sheets.cell_text import visible

# Where a row says which question it is.
SIGNED = (Role.NO, Role.TITLE, Role.ASK, Role.PART, Role.ASKED)
_COMPARED = (*SIGNED, Role.LAST, Role.NOTE)
_TELLING = 12
_MOST_ALIKE = 12
_MOST_LOOKED_AT = 500
_FIXED = frozenset(role.value for role in Role)


class FormTexts:
    """What the form of one request shows; `besides` are texts of a copy with marks."""

    def __init__(self, request: Request, besides: Collection[str] = ()) -> None:
        self.request = request
        self.tag = tag_of(request.id)
        self.rows = form_rows(request, request.base)
        self.by_field = {row.field: row for row in self.rows}
        self.besides = frozenset(besides)
        self._shown: dict[tuple[str, Role], str] = {}

    def as_sent(self, roles: Sequence[Role | None]) -> dict[str, tuple[FormRow, list[str]]]:
        """The open rows that fit on one line, by field, with their cells in these columns.

        A form that came back whole needs no closer look.
        """
        getters = [SHOWN.get(role) if role else None for role in roles]
        ids = [(at, role) for at, role in enumerate(roles) if role in (Role.MARK, Role.FIELD)]
        sent: dict[str, tuple[FormRow, list[str]]] = {}
        for number, row in enumerate(self.rows, 1):
            if row.is_open and len(pieces(row.answer, Role.ANSWER)) == 1:
                cells = [get(row) if get else "" for get in getters]
                for at, role in ids:
                    cells[at] = row.field if role is Role.FIELD else f"{self.tag}-{number}"
                if visible(whole := "".join(cells)) != whole:
                    cells = list(map(visible, cells))
                sent[row.field] = (row, cells)
        return sent

    def says(self, row: FormRow, role: Role, cell: str) -> bool:
        """Whether a form shows just this in one column of a row."""
        place = (row.field, role)
        if place not in self._shown:
            self._shown[place] = visible(shown(row, role))
        if cell == self._shown[place] or (role is Role.NOTE and cell in self.besides):
            return True
        return (role is Role.ASK and cell == row.ask.value) or cell in self._pieces_of(role)

    def roles_of(self, cell: str) -> Iterable[Role]:
        """The columns in which some row shows this text."""
        return self._roles.get(cell, ())

    def shows(self, role: Role | None, cell: str) -> bool:
        """Whether a text stands in some row of a column; without one, anywhere but in answers.

        A word or a figure proves nothing where there is no column to expect it in.
        """
        if role is not None:
            return role in self.roles_of(cell) or cell in self._pieces_of(role)
        if cell in _FIXED or cell in self.cover:
            return True
        return len(cell) >= _TELLING and (
            cell in self._roles or any(cell in self._pieces_of(role) for role in _COMPARED)
        )

    def matching(self, said: Mapping[Role, str]) -> list[FormRow]:
        """The rows whose question is the one that these cells show; not all of very many.

        The question itself and the kind of field have to be there; what else is there has to fit.
        """
        if not said.get(Role.ASKED) or not said.get(Role.ASK):
            return []
        known = next((r for r in (Role.NO, Role.TITLE) if said.get(r)), Role.ASK)
        rows = self._by_question.get((said[Role.ASKED], known, said[known]), [])
        return list(
            islice((row for row in rows[:_MOST_LOOKED_AT] if self.fits(row, said)), _MOST_ALIKE)
        )

    def fits(self, row: FormRow, said: Mapping[Role, str]) -> bool:
        """Whether nothing in these cells is another row's."""
        return all(not said.get(role) or self.says(row, role, said[role]) for role in SIGNED)

    def like(self, said: Mapping[Role, str]) -> list[FormRow]:
        """The open rows that share most with these cells: suggestions, nothing more."""
        shared: Counter[str] = Counter()
        for place, text in said.items():
            if text:
                shared.update(row.field for row in self._by_cell.get((place, text), ()))
        most = max(shared.values(), default=0)
        return [self.by_field[name] for name, count in shared.items() if count == most]

    @cached_property
    def cover(self) -> frozenset[str]:
        """The texts of the first sheet, its labels included, and what stands above a table."""
        lines = form_cover.request_lines(self.request, is_marked=True)
        texts = {
            visible(text)
            for line in lines
            for text in (line.label, line.text)
            if not (line.is_input and text == line.text)
        }
        texts |= {piece for text in texts for piece in pieces(text, Role.ASKED)}
        more = (
            form_cover.request_title(self.request),
            form_cover.head_line(self.request),
            *form_cover.former_texts(self.request),
        )
        return frozenset(texts) | frozenset(map(visible, more))

    @cached_property
    def _roles(self) -> dict[str, set[Role]]:
        roles: dict[str, set[Role]] = {}
        for row in self.rows:
            for role in _COMPARED:
                if text := visible(shown(row, role)):
                    roles.setdefault(text, set()).add(role)
            roles.setdefault(row.ask.value, set()).add(Role.ASK)
        return roles

    @cached_property
    def _by_question(self) -> dict[tuple[str, Role, str], list[FormRow]]:
        """The rows by their question and one cell more; most questions are asked of every item."""
        rows: dict[tuple[str, Role, str], list[FormRow]] = {}
        for row in self.rows:
            asked = visible(row.asked)
            for role in (Role.NO, Role.TITLE, Role.ASK):
                rows.setdefault((asked, role, visible(shown(row, role))), []).append(row)
        return rows

    @cached_property
    def _by_cell(self) -> dict[tuple[Role, str], list[FormRow]]:
        rows: dict[tuple[Role, str], list[FormRow]] = {}
        for row in self.rows:
            for role in SIGNED:
                alike = rows.setdefault((role, visible(shown(row, role))), [])
                if row.is_open and len(alike) < _MOST_ALIKE:
                    alike.append(row)
        return rows

    def _pieces_of(self, role: Role) -> frozenset[str]:
        if role not in self._pieces:
            found: set[str] = set()
            for row in self.rows:
                for cut in (pieces, former_pieces):
                    cells = cut(shown(row, role), role)
                    found.update(cells if len(cells) > 1 else ())
            self._pieces[role] = frozenset(found - {""})
        return self._pieces[role]

    @cached_property
    def _pieces(self) -> dict[Role, frozenset[str]]:
        return {}
