"""Asking: what departments are sent, and the request that each one has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from dxdesk.disk import disk_errors
from dxdesk.domain.asking import (
    Remark,
    Request,
    corrections_of,
    cut_request,
    with_known,
    with_room_for_all,
)
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import Carrier
from dxdesk.office.file import OfficeFile
from dxdesk.office.sending import request_paths, send, ticket


class Asking(OfficeFile):
    """What the office does to ask."""

    def make_requests(
        self,
        year: int,
        folder: Path,
        carrier: Carrier = Carrier.NATIVE,
        departments: Iterable[str] | None = None,
        deadline: str = "",
    ) -> list[Path]:
        """Write one request per department into a folder, which is made when it is missing.

        Returns the files in the order of the departments. When one cannot be written, or
        stands there already, none is written and nothing is recorded.
        """
        plan = self.plan(year)
        chosen = tuple(dict.fromkeys(departments or plan.departments))
        for department in chosen:
            self._known_department(plan, department)
        self._change_plan(with_room_for_all(plan))
        requests = [self._cut(year, department, deadline=deadline) for department in chosen]
        paths = request_paths(requests, folder, carrier)
        for path in paths:
            if path.exists():
                raise DxdeskError(Trouble.FILE_EXISTS, file=path.name)
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        send(self._store, requests, paths, carrier, at=self._now, by=self.by)
        return paths

    def request_of(self, department: str, year: int | None = None) -> Request | None:
        """The newest request to a department; None where it was not asked yet."""
        plan = self.plan(year)
        self._known_department(plan, department)
        return self._store.latest_request(plan.year, department)

    def _cut(
        self,
        year: int,
        department: str,
        *,
        deadline: str,
        round_: int = 1,
        remarks: tuple[Remark, ...] = (),
    ) -> Request:
        look = self._look(year)
        request = cut_request(
            look.plan,
            department,
            look.answers,
            ticket(self._now),
            round_=round_,
            last=look.earlier,
            deadline=deadline,
            remarks=remarks,
        )
        request = replace(request, corrections=corrections_of(request, look.facts))
        return with_known(request, look.confirmations)
