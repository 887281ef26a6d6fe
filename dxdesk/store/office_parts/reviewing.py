"""Answers to findings, and items that were looked over."""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import Reasons
from dxdesk.domain.reviewing import Inspection
from dxdesk.store import office_confirmations, office_inspections
from dxdesk.store.base import Store


class Reviewing(Store):
    """What the office has looked at."""

    def reasons(self, year: int) -> Reasons:
        """Everything known of a year's answers to findings, or UNKNOWN_YEAR."""
        with self._database.read() as session:
            return office_confirmations.reasons(session, year)

    def confirm(self, year: int, answer: Confirmation, *, at: str, by: str) -> None:
        """Answer a finding, or UNKNOWN_YEAR; the answer before is set aside."""
        with self._database.write() as session:
            office_confirmations.confirm(session, year, answer, at, by)

    def withdraw_confirmation(self, year: int, place: Confirmation, *, at: str, by: str) -> bool:
        """Let no answer count for one state of a finding; return whether there was one."""
        with self._database.write() as session:
            return office_confirmations.withdraw(session, year, place, at, by)

    def inspect(self, year: int, marks: Iterable[tuple[str, str]], *, at: str, by: str) -> None:
        """Keep that items were looked over, each with the mark of its texts."""
        with self._database.write() as session:
            office_inspections.inspect(session, year, marks, at, by)

    def withdraw_inspection(self, year: int, item: str, *, at: str, by: str) -> bool:
        """Take back that an item was looked over; return whether it was."""
        with self._database.write() as session:
            return office_inspections.withdraw(session, year, item, at, by)

    def inspections(self, year: int) -> dict[str, Inspection]:
        """The items of a year that were looked over, by id."""
        with self._database.read() as session:
            return office_inspections.of_year(session, year)
