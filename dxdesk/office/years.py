"""Years: begun, closed, opened again."""

from __future__ import annotations

from typing import Any

from dxdesk.domain.asking import roll_over
from dxdesk.domain.plan import Plan
from dxdesk.domain.summary import dump
from dxdesk.domain.text import typed_line
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office.file import OfficeFile
from dxdesk.store.values import Closing, EventKind


class Years(OfficeFile):
    """What the office does with whole years."""

    def close_year(self, year: int) -> None:
        """Let nothing of a year change any more: no file, no decision, no mark, no plan."""
        self._store.close_year(year, at=self._now, by=self.by)

    def reopen_year(self, year: int, reason: str) -> None:
        """Let a closed year change again; who, when and why is kept.

        Raises:
            DxdeskError: REASON_MISSING, or YEAR_OPEN where it is not closed.
        """
        said = typed_line(reason).strip()
        if not said:
            raise DxdeskError(Trouble.REASON_MISSING)
        if not self._store.reopen_year(year, said, at=self._now, by=self.by):
            raise DxdeskError(Trouble.YEAR_OPEN, year=year)

    def closings(self) -> tuple[Closing, ...]:
        """Every closing of a year, oldest first, with its reopening."""
        return self._store.closings()

    def is_closed(self, year: int | None = None) -> bool:
        """Whether a year is closed."""
        return (self.year if year is None else year) in self._store.closed_years()

    def roll_over(self, to: int) -> Plan:
        """Begin a later year: targets carried over, this year's answers kept as last year's."""
        if to <= self.year:
            raise DxdeskError(Trouble.YEAR_BEFORE, year=to, last=self.year)
        plan = roll_over(self.plan(), to)
        self._store.add_year(plan, {}, at=self._now, by=self.by, event=EventKind.ROLLED_OVER)
        return plan

    def dump(self, year: int | None = None) -> dict[str, Any]:
        """Everything of a year as JSON values (DESIGN §9)."""
        return dump(self.plan(year), self.answers(year), self.years)
