"""The years of an office's file: their plans, the documents they were read from, closings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dxdesk.codec import stored
from dxdesk.domain.plan import Plan
from dxdesk.domain.reading import Reading, SourceRow
from dxdesk.errors import Trouble
from dxdesk.store import office_editions, office_reading, office_years
from dxdesk.store.base import Store
from dxdesk.store.values import Closing, Duties, EventKind, KeptNote


class Years(Store):
    """Every year's plan."""

    def plan(self, year: int) -> Plan:
        """The plan as it stands in a year's document, or UNKNOWN_YEAR."""
        with self._database.read(Trouble.FILE_DAMAGED) as session:
            return office_editions.plan(session, year, self.path.name)

    def head(self, year: int) -> Plan:
        """The same without its items, which are most of it, or UNKNOWN_YEAR."""
        with self._database.read(Trouble.FILE_DAMAGED) as session:
            return office_editions.head(session, year, self.path.name)

    def duties(self, year: int) -> Duties:
        """How many items each department answers in a year; no item is decoded."""
        with self._database.read(Trouble.FILE_DAMAGED) as session:
            return office_editions.duties(session, year, self.path.name)

    def add_reading(self, reading: Reading, *, at: str, by: str) -> None:
        """Begin a year with what was read, its source and its notes, or YEAR_EXISTS."""
        with self._database.write() as session:
            office_years.begin(session, reading.plan, reading.answers, at, by, EventKind.IMPORTED)
            office_reading.keep(session, reading)

    def add_year(
        self, plan: Plan, base: Mapping[str, str], *, at: str, by: str, event: EventKind
    ) -> None:
        """Begin the plan's year with the texts that are known, or YEAR_EXISTS."""
        with self._database.write() as session:
            office_years.begin(session, plan, base, at, by, event)

    def replace_plan(self, plan: Plan, *, at: str, by: str, directions: Sequence[str] = ()) -> Plan:
        """Change the plan of its year, or UNKNOWN_YEAR; return it as `plan` will give it.

        `directions` are the KPIs' fields whose direction changes, for the journal.
        """
        body, kept = stored(plan)
        with self._database.write() as session:
            office_years.replace_plan(session, plan, body, at, by, directions)
        return kept

    def close_year(self, year: int, *, at: str, by: str) -> None:
        """Let nothing of a year change any more, or UNKNOWN_YEAR."""
        with self._database.write() as session:
            office_years.close(session, year, at, by)

    def reopen_year(self, year: int, reason: str, *, at: str, by: str) -> bool:
        """Let a closed year change again; return whether it was closed."""
        with self._database.write() as session:
            return office_years.reopen(session, year, reason, at, by)

    def closings(self) -> tuple[Closing, ...]:
        """Every closing of a year, oldest first, opened again or not."""
        with self._database.read() as session:
            return office_years.closings(session)

    def closed_years(self) -> frozenset[int]:
        """The years that are closed now."""
        with self._database.read() as session:
            return office_years.closed_years(session)

    def read_years(self) -> tuple[int, ...]:
        """The years whose reading has notes, oldest first."""
        with self._database.read() as session:
            return office_reading.years(session)

    def source(self, year: int) -> tuple[SourceRow, ...]:
        """The rows of the document in their order; none where it is not known."""
        with self._database.read() as session:
            return office_reading.source(session, year, self.path.name)

    def notes(self, year: int) -> tuple[KeptNote, ...]:
        """The notes of its reading, in the order of the report."""
        with self._database.read() as session:
            return office_reading.notes(session, year, self.path.name)

    def check_off(self, year: int, position: int, *, done: bool, at: str, by: str) -> None:
        """Say that the office has looked at a note, or has to look again."""
        with self._database.write() as session:
            office_reading.check_off(session, year, position, at, by, done=done)
