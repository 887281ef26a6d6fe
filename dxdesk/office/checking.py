"""Checking: what is missing or doubtful, its answers and its fixes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dxdesk.domain.asking import in_order
from dxdesk.domain.checks import Finding
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.fields import has_field
from dxdesk.domain.findings import EVERY, Choice, confirmed, fixed_texts
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.machine import this_user
from dxdesk.office.taking_in import TakingIn


class Checking(TakingIn):
    """What the office does with findings; a fix is a text that it writes."""

    def findings(self, year: int | None = None) -> tuple[Finding, ...]:
        """What is missing or doubtful in a year: of its list, then item by item in the plan's order.

        Each has the answer that a department or the office has given it.
        """
        return self._look(year).findings

    def findings_of(self, department: str, year: int | None = None) -> tuple[Finding, ...]:
        """What a department is told, in the order of its form; the answers included."""
        look = self._look(year)
        self._known_department(look.plan, department)
        return look.findings_of(department)

    def confirmations(self, year: int | None = None) -> tuple[Confirmation, ...]:
        """The answers to findings that count, the departments' and the office's."""
        return in_order(self._look(year).confirmations)

    def confirm(self, finding: Finding, reason: str, year: int | None = None) -> Confirmation:
        """Answer a finding with a reason; a former answer to it counts no longer.

        It changes no text. A change of the finding's data brings the finding back.

        Raises:
            DxdeskError: no reason or one that is too long, or a rule that has to be obeyed.
        """
        year = self.year if year is None else year
        at, by = self._now, self.by or this_user()
        answer = confirmed(finding, reason, by, at)
        if answer.field and not has_field(self.plan(year), answer.field):
            raise DxdeskError(Trouble.UNKNOWN_FIELD, field=answer.field)
        self._store.confirm(year, answer, at=at, by=by)
        return answer

    def withdraw_confirmation(self, finding: Finding, year: int | None = None) -> None:
        """Let no answer to a finding count, a department's neither; it waits for one again.

        Raises:
            DxdeskError: it has none.
        """
        year = self.year if year is None else year
        place, at = finding.confirmed("", "", ""), self._now
        if not self._store.withdraw_confirmation(year, place, at=at, by=self.by):
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)

    def fixes(self, choice: Choice = EVERY, year: int | None = None) -> dict[str, str]:
        """The texts that the fixes of waiting findings give, by field; nothing is decided."""
        look = self._look(year)
        return fixed_texts(look.checked, look.confirmations, choice)

    def fix(self, choice: Choice = EVERY, year: int | None = None) -> dict[str, str]:
        """Decide the texts that `fixes` gives, and return them."""
        texts = self.fixes(choice, year)
        for field, text in texts.items():
            self.write(field, text, year)
        return texts

    def export_findings(
        self, findings: Iterable[Finding], out: Path, year: int | None = None
    ) -> None:
        """Write findings as a table for people; see `write_findings`."""
        from dxdesk.export.findings import write_findings

        write_findings(self.plan(year), tuple(findings), out)
