"""What is asked of departments: requests, remarks sent and remarks being written."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.asking import Remark, Request
from dxdesk.domain.plan import Plan
from dxdesk.domain.reviewing import SentRemark
from dxdesk.errors import Trouble
from dxdesk.store import office_drafts, office_requests
from dxdesk.store.base import Store
from dxdesk.store.values import RequestKey


class Asking(Store):
    """Requests, and what is said in returns."""

    def add_requests(
        self, requests: Sequence[Request], *, carrier: str | Sequence[str], at: str, by: str
    ) -> None:
        """Remember requests that were cut together, or UNKNOWN_YEAR and none of them.

        `carrier` is the kind of file that all went in, or of each.
        """
        carriers = [carrier] * len(requests) if isinstance(carrier, str) else carrier
        with self._database.write() as session:
            office_requests.add(session, requests, carriers, at, by)

    def requests(self, year: int) -> tuple[Request, ...]:
        """Every request of a year, in the order in which they were cut."""
        with self._database.read() as session:
            return office_requests.of_year(session, year, self.path.name)

    def latest_request(self, year: int, department: str) -> Request | None:
        """The request of a department's highest round, the last cut of several."""
        with self._database.read() as session:
            return office_requests.latest(session, year, department, self.path.name)

    def asked_plans(self, requests: Sequence[str]) -> dict[str, Plan]:
        """What some requests, by id, ask: the plan of each."""
        with self._database.read(Trouble.FILE_DAMAGED) as session:
            return dict(office_requests.plans(session, requests, self.path.name))

    def secrets(self, year: int | None = None) -> dict[str, RequestKey]:
        """What is known of each request without its body, by id, in the order they were cut.

        Of all years, or of one.
        """
        with self._database.read() as session:
            return office_requests.keys(session, self.path.name, year)

    def asked_by(self, merge: int) -> tuple[str, ...]:
        """The departments whose requests came with a copy, undone or not."""
        with self._database.read() as session:
            return office_requests.came_with(session, merge)

    def remarks(self, year: int) -> tuple[SentRemark, ...]:
        """What was said in the returns of a year, in the order in which they were cut."""
        with self._database.read() as session:
            return office_requests.remarks(session, year)

    def keep_draft(self, year: int, department: str, remark: Remark) -> None:
        """Keep what is written for one place; an empty text takes it away."""
        with self._database.write() as session:
            office_drafts.keep(session, year, department, remark)

    def clear_drafts(self, year: int, department: str) -> None:
        """Forget a department's drafts."""
        with self._database.write() as session:
            office_drafts.clear(session, year, department)

    def drafts(self, year: int) -> dict[str, tuple[Remark, ...]]:
        """The drafts of a year by department."""
        with self._database.read() as session:
            return office_drafts.of_year(session, year)
