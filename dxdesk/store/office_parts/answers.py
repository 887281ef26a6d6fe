"""What the fields of a year say, and what the office decided on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dxdesk.domain.merging import Decision, Facts
from dxdesk.store import office_decisions, office_fields, office_history, office_merging
from dxdesk.store.base import Store
from dxdesk.store.values import Change


class Answers(Store):
    """Facts and decisions."""

    def facts(self, year: int) -> Facts:
        """Everything known of a year's fields, or UNKNOWN_YEAR; undone merges are not."""
        with self._database.read() as session:
            return office_merging.facts(session, year, self.path.name)

    def decisions(self, year: int, fields: Collection[str]) -> dict[str, Decision]:
        """The decisions on some fields that count, by field."""
        with self._database.read() as session:
            return office_decisions.of_year(session, year, self.path.name, fields)

    def fields_ever(self) -> frozenset[str]:
        """Every field that was ever asked or written, of all years."""
        with self._database.read() as session:
            return office_fields.ever(session)

    def decide_all(self, year: int, decisions: Mapping[str, Decision], *, at: str, by: str) -> None:
        """Settle several fields by hand, all or none."""
        with self._database.write() as session:
            office_decisions.decide(session, year, decisions, at, by)

    def withdraw_decisions(self, year: int, fields: Iterable[str], *, at: str, by: str) -> int:
        """Take back the newest decision of each field, all or none; return how many there were."""
        with self._database.write() as session:
            return office_decisions.withdraw(session, year, fields, at, by)

    def history(self, year: int, field: str) -> tuple[Change, ...]:
        """What a field said, who changed it and when, oldest first, or UNKNOWN_YEAR."""
        with self._database.read() as session:
            return office_history.history(session, year, field, self.path.name)
