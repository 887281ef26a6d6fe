"""Asking: what departments are sent, and the request that each one has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from dxdesk.domain.asking import (
    Remark,
    Request,
    corrections_of,
    cut_request,
    with_known,
    with_room_for_all,
)
from dxdesk.domain.direction_questions import with_departments_asked
from dxdesk.domain.office_words import kept_line
from dxdesk.domain.plan import Plan
from dxdesk.errors import Trouble
from dxdesk.files.carriers import Carrier
from dxdesk.intake import Step
from dxdesk.office.file import OfficeFile
from dxdesk.office.letters import Kind, letter_of
from dxdesk.office.look import Look
from dxdesk.office.packing import Covering, Envelope, Packing, pack
from dxdesk.office.sending import see_that_none_exists, send, ticket
from dxdesk.office.steps import Steps, StoppedError


class Asking(OfficeFile):
    """What the office does to ask."""

    def make_requests(  # noqa: PLR0913 - each is a choice of one page and of one command
        self,
        year: int,
        folder: Path,
        carrier: Carrier = Carrier.NATIVE,
        departments: Iterable[str] | None = None,
        deadline: str | None = None,
        packing: Packing = Packing.FLAT,
        covering: Covering | None = None,
        progress: Step | None = None,
        *,
        ask_directions: bool = False,
    ) -> list[Path]:
        """Write one request per department into a folder, which is made when it is missing.

        A department that the plan has a carrier for gets that one, the others `carrier`. Without
        a deadline the plan's is taken. `ask_directions` has the departments say which way of their
        KPIs is better where nobody knows; what they answer are clues of `direction_questions`.
        Returns the request files in the order of the departments,
        or the zip. When one file cannot be written, or stands there already, none is written and
        nothing is recorded; so when `progress(done, total)` returns False, and nothing is returned.

        Raises:
            DxdeskError: UNKNOWN_DEPARTMENT, DEADLINE_TOO_LONG, and whatever writing files may raise.
        """
        look = self._look(year)
        plan = with_room_for_all(look.plan)
        chosen = tuple(dict.fromkeys(departments or plan.departments))
        for department in chosen:
            self._known_department(plan, department)
        if ask_directions:
            plan = with_departments_asked(plan, chosen)
        until = plan.deadline
        if deadline is not None:
            until = kept_line(deadline, Trouble.DEADLINE_TOO_LONG)
        steps = Steps(progress, 2 * len(chosen))
        envelopes: list[Envelope] = []
        try:
            for department in chosen:
                request = self._cut(look, plan, department, deadline=until)
                letter = letter_of(Kind.COVER, request, self.today) if covering else None
                own = carrier_of(plan, department, carrier)
                envelopes.append(Envelope(request, own, letter))
                steps.take()
            if not envelopes:
                return []
            sent, files = pack(envelopes, folder, packing, covering, steps)
            see_that_none_exists(files)
            at, room = self._now, partial(self._change_plan, plan)
            send(self._store, envelopes, files, at=at, by=self.by, before=room)
        except StoppedError:
            return []
        return sent

    def set_carriers(
        self, departments: Iterable[str], carrier: Carrier | None, year: int | None = None
    ) -> None:
        """Say in what kind of file departments are asked; None leaves it to be chosen when asking."""
        plan = self.plan(year)
        carriers = dict(plan.carriers)
        for department in departments:
            self._known_department(plan, department)
            carriers.pop(department, None)
            if carrier is not None:
                carriers[department] = carrier.value
        self._change_plan(replace(plan, carriers=carriers))

    def request_of(self, department: str, year: int | None = None) -> Request | None:
        """The newest request to a department; None where it was not asked yet."""
        plan = self.plan(year)
        self._known_department(plan, department)
        return self._store.latest_request(plan.year, department)

    def _cut(
        self,
        look: Look,
        plan: Plan,
        department: str,
        *,
        deadline: str,
        round_: int = 1,
        remarks: tuple[Remark, ...] = (),
    ) -> Request:
        request = cut_request(
            plan,
            department,
            look.answers,
            ticket(self._now),
            round_=round_,
            last=look.earlier,
            deadline=deadline,
            remarks=remarks,
        )
        request = replace(request, corrections=corrections_of(plan, department, look.facts))
        known = (one for item in request.plan.items for one in look.confirmed.get(item.id, ()))
        return with_known(request, known)


def carrier_of(plan: Plan, department: str, usual: Carrier) -> Carrier:
    """The kind of file that a department gets; a plan made by hand may name one that is none."""
    known = {one.value: one for one in Carrier}
    return known.get(plan.carriers.get(department, ""), usual)
