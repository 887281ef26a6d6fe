"""Years: begun, closed, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dxdesk.domain.comparing import Compared, Comparison, compare
from dxdesk.domain.office_words import kept_line
from dxdesk.domain.plan import Plan
from dxdesk.domain.plan_faults import Fault, Flaw, is_year
from dxdesk.domain.rolling_over import roll_over
from dxdesk.domain.summary import dump, summarise
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import fault_sentence
from dxdesk.office.closing import OpenPoints, open_points
from dxdesk.office.file import OfficeFile
from dxdesk.store.values import Closing, Event, EventKind


class Years(OfficeFile):
    """What the office does with whole years."""

    def close_year(self, year: int) -> None:
        """Let nothing of a year change any more: no file, no decision, no mark, no plan."""
        self._store.close_year(year, at=self._now, by=self.by)

    def reopen_year(self, year: int, reason: str) -> None:
        """Let a closed year change again; who, when and why is kept.

        Raises:
            DxdeskError: REOPEN_REASON_MISSING, REOPEN_REASON_TOO_LONG, or YEAR_OPEN where it is not
                closed.
        """
        said = kept_line(reason, Trouble.REOPEN_REASON_TOO_LONG)
        if not said:
            raise DxdeskError(Trouble.REOPEN_REASON_MISSING)
        if not self._store.reopen_year(year, said, at=self._now, by=self.by):
            raise DxdeskError(Trouble.YEAR_OPEN, year=year)

    def closings(self) -> tuple[Closing, ...]:
        """Every closing of a year, oldest first, with its reopening."""
        return self._store.closings()

    def is_closed(self, year: int | None = None) -> bool:
        """Whether a year is closed."""
        return (self.year if year is None else year) in self._store.closed_years()

    def open_points(self, year: int | None = None) -> OpenPoints:
        """What is still open in a year, to be told before it is closed."""
        look = self._look(year)
        summary = summarise(look.plan, look.answers)
        return open_points(look.standings, look.findings, look.collisions, summary)

    def compare(self, year: int, other: int) -> Comparison:
        """Two years of the plan beside each other, the earlier one first, item by item.

        Raises:
            DxdeskError: UNKNOWN_YEAR; SAME_YEAR where there is nothing to compare.
        """
        if year == other:
            raise DxdeskError(Trouble.SAME_YEAR, year=year)
        first, last = sorted((year, other))
        answers = self._look(first).answers, self._look(last).answers
        editions = [self.plan(known) for known in self.years if first <= known <= last]
        return compare(editions, *answers)

    def export_comparison(
        self, comparison: Comparison, lines: Sequence[Compared], out: Path
    ) -> None:
        """Write some lines of a comparison as a table for people; see `write_comparison`."""
        from dxdesk.export.comparison import write_comparison

        write_comparison(comparison, lines, out)

    def journal(self) -> tuple[Event, ...]:
        """Everything that was done with this file, oldest first."""
        return self._store.journal()

    def roll_over(self, to: int) -> Plan:
        """Begin a later year: targets carried over, this year's answers kept as last year's.

        Raises:
            DxdeskError: YEAR_BEFORE; PLAN_FAULT for a number that is no year.
        """
        if to <= self.year:
            raise DxdeskError(Trouble.YEAR_BEFORE, year=to, last=self.year)
        if not is_year(to):
            raise DxdeskError(Trouble.PLAN_FAULT, fault=fault_sentence(Fault(Flaw.BAD_YEAR)))
        plan = roll_over(self.plan(), to)
        self._store.add_year(plan, {}, at=self._now, by=self.by, event=EventKind.ROLLED_OVER)
        return plan

    def dump(self, year: int | None = None) -> dict[str, Any]:
        """Everything of a year as JSON values (DESIGN §9)."""
        return dump(self.plan(year), self.answers(year), self.years)
