"""Chasing: who stands where, until when, and what the office knows by other ways than files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dxdesk.domain.asking import Stage
from dxdesk.domain.office_words import kept_line
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office.asking import Asking
from dxdesk.office.letters import NOBODY, Kind, Letter, concerned, letter_of
from dxdesk.office.standing import Glance, Standing


class Chasing(Asking):
    """What the office does about departments."""

    def status(self, year: int | None = None) -> list[Standing]:
        """Where every department stands, in the plan's order.

        Of a department's findings those are counted that wait for an answer; hints are not.
        """
        return list(self._look(year).standings)

    def glance(self, year: int | None = None) -> Glance:
        """The same without what was found: known at once, however many items there are."""
        return self._look(year).glance()

    def letters(
        self,
        kind: Kind,
        day: date | None = None,
        year: int | None = None,
        departments: Sequence[str] = (),
    ) -> list[Letter]:
        """A letter to every department, or to some, that it concerns; in the plan's order.

        Covering letters go to those that were asked, reminders to those that have not answered.
        `day` is the letters' (today).

        Raises:
            DxdeskError: UNKNOWN_DEPARTMENT; NOBODY_ASKED or NOBODY_OWES where there is no letter.
        """
        look, day = self._look(year), day or self.today
        plan = look.plan
        for name in departments:
            self._known_department(plan, name)
        made: list[Letter] = []
        for standing in concerned(kind, look.standings):
            name, until = standing.department, standing.deadline
            if departments and name not in departments:
                continue
            request = self._store.latest_request(plan.year, name)
            # Asked on paper: what it would have been sent.
            request = request or self._cut(look, plan, name, deadline=until)
            made.append(letter_of(kind, request, day, until))
        if not made:
            raise DxdeskError(NOBODY[kind])
        return made

    def mark(self, department: str, stage: Stage, note: str = "", year: int | None = None) -> None:
        """Set a department's stage by hand, as for what it told by telephone.

        It holds until something newer is sent or comes in; NOT_CONCERNED until it is taken back.

        Raises:
            DxdeskError: UNKNOWN_DEPARTMENT, NOTE_TOO_LONG.
        """
        plan = self.plan(year)
        self._known_department(plan, department)
        said = kept_line(note, Trouble.NOTE_TOO_LONG)
        self._store.mark(plan.year, department, stage, at=self._now, by=self.by, note=said)

    def unmark(self, department: str, year: int | None = None) -> None:
        """Take the mark of a department back.

        Raises:
            DxdeskError: NOTHING_TO_UNDO.
        """
        plan = self.plan(year)
        self._known_department(plan, department)
        if not self._store.unmark(plan.year, department, at=self._now, by=self.by):
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)

    def extend(self, department: str, deadline: str, year: int | None = None) -> None:
        """Give one department another deadline for the request that it has.

        An empty one gives the request's own back.

        Raises:
            DxdeskError: NOTHING_TO_EXTEND where it was not asked yet; DEADLINE_TOO_LONG.
        """
        plan = self.plan(year)
        self._known_department(plan, department)
        if self._store.latest_request(plan.year, department) is None:
            raise DxdeskError(Trouble.NOTHING_TO_EXTEND, department=department)
        said = kept_line(deadline, Trouble.DEADLINE_TOO_LONG)
        self._store.extend(plan.year, department, said, at=self._now, by=self.by)
