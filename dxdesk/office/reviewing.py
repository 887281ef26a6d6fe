"""Reviewing: what was handed in is returned with remarks, or accepted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dxdesk.disk import refuse_database
from dxdesk.domain.asking import Remark, Request, Stage
from dxdesk.domain.fields import fields_for
from dxdesk.domain.plan import Plan
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import Carrier, request_bytes
from dxdesk.files.remarks import read_remarks
from dxdesk.office.asking import Asking
from dxdesk.office.packing import Envelope, Outgoing
from dxdesk.office.sending import send


class Reviewing(Asking):
    """What the office decides on answers; a return is a request of the next round."""

    def send_back(
        self,
        department: str,
        remarks: Sequence[Remark],
        out: Path,
        carrier: Carrier = Carrier.NATIVE,
        year: int | None = None,
        deadline: str = "",
    ) -> Request:
        """Return a department's answer with remarks: the request of the next round.

        Only the fields that the remarks name are open in it.
        """
        year = self.year if year is None else year
        plan = self.plan(year)
        latest = self._answered_request(plan, department)
        mine = {name for item in plan.items_of(department) for name in fields_for(item, department)}
        places = mine | {item.id for item in plan.items_of(department)}
        if not remarks or any(remark.place not in places for remark in remarks):
            raise DxdeskError(Trouble.BAD_REMARKS, file=out.name)
        request = self._cut(
            year,
            department,
            deadline=deadline or latest.deadline,
            round_=latest.round + 1,
            remarks=tuple(remarks),
        )
        refuse_database(out)
        file = Outgoing(out, lambda stream: stream.write(request_bytes(request, carrier)))
        send(self._store, [Envelope(request, carrier)], [file], at=self._now, by=self.by)
        self._store.clear_drafts(year, department)
        return request

    def remarks_in(self, file: Path, department: str, year: int | None = None) -> list[Remark]:
        """Read the office's remarks to a department from a JSON file."""
        plan = self.plan(year)
        self._known_department(plan, department)
        return read_remarks(file, plan, department)

    def accept(self, department: str, year: int | None = None) -> None:
        """Accept what a department has handed in."""
        year = self.year if year is None else year
        self._answered_request(self.plan(year), department)
        self._store.mark(year, department, Stage.ACCEPTED, at=self._now, by=self.by)

    def _answered_request(self, plan: Plan, department: str) -> Request:
        self._known_department(plan, department)
        request = self._store.latest_request(plan.year, department)
        stage = self._store.stages(plan.year, (department,))[department]
        answered = (Stage.SUBMITTED, Stage.RESUBMITTED, Stage.ACCEPTED)
        if request is None or stage not in answered:
            raise DxdeskError(Trouble.NOT_HANDED_IN, department=department)
        return request

    def drafts(self, year: int | None = None) -> dict[str, tuple[Remark, ...]]:
        """The remarks that are being written, by department."""
        return self._store.drafts(self.year if year is None else year)

    def keep_draft(self, department: str, remark: Remark, year: int | None = None) -> None:
        """Keep a remark that is being written; an empty text takes it away."""
        self._store.keep_draft(self.year if year is None else year, department, remark)
