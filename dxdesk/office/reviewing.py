"""Reviewing: what was handed in is looked over, rated, returned with remarks, or accepted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dxdesk.disk import refuse_database
from dxdesk.domain.asking import Correction, Remark, Request, Stage, corrections_of
from dxdesk.domain.fields import fields_for, has_field, split_field
from dxdesk.domain.office_words import (
    LONGEST_DRAFT,
    LONGEST_REMARK,
    kept_line,
    remark_places,
    require_short,
)
from dxdesk.domain.plan import Item, Plan
from dxdesk.domain.reviewing import Review, mark_of
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import Carrier, request_bytes
from dxdesk.files.remarks import read_remarks
from dxdesk.office.asking import Asking
from dxdesk.office.packing import Envelope, Outgoing
from dxdesk.office.sending import send

_HANDED_IN = (Stage.SUBMITTED, Stage.RESUBMITTED)
_ANSWERED = (*_HANDED_IN, Stage.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Left:
    """A department that was not accepted with the others, and why."""

    department: str
    findings: int
    collisions: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The departments that were accepted together, and those that had something open."""

    accepted: tuple[str, ...]
    left: tuple[Left, ...]


class Reviewing(Asking):
    """What the office decides on answers; a return is a request of the next round."""

    def review(self, year: int | None = None) -> Review:
        """What the answers of a year are judged by: earlier texts, corrections, remarks."""
        return self._look(year).review

    def corrections(self, department: str, year: int | None = None) -> tuple[Correction, ...]:
        """What a department had handed in where the office wrote something else."""
        look = self._look(year)
        self._known_department(look.plan, department)
        return corrections_of(look.plan, department, look.facts)

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

        Only the fields that the remarks name are open in it. Without a deadline it has that of the
        request before, or the one that this was extended to.

        Raises:
            DxdeskError: UNKNOWN_DEPARTMENT, NOT_HANDED_IN, BAD_REMARKS, REMARK_TOO_LONG,
                DEADLINE_TOO_LONG, and whatever writing a file may raise.
        """
        year = self.year if year is None else year
        plan = self.plan(year)
        latest = self._answered_request(plan, department)
        places = remark_places(plan, department)
        if not remarks or any(remark.place not in places for remark in remarks):
            raise DxdeskError(Trouble.BAD_REMARKS, file=out.name)
        for remark in remarks:
            require_short(remark.text, Trouble.REMARK_TOO_LONG)
        until = kept_line(deadline, Trouble.DEADLINE_TOO_LONG)
        request = self._cut(
            self._look(year),
            plan,
            department,
            deadline=until or self._deadline_of(latest),
            round_=latest.round + 1,
            remarks=tuple(remarks),
        )
        refuse_database(out)
        file = Outgoing(out, lambda: request_bytes(request, carrier))
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
        self.accept_all((department,), year)

    def accept_all(self, departments: Iterable[str], year: int | None = None) -> None:
        """Accept what several departments have handed in, all or none.

        Raises:
            DxdeskError: UNKNOWN_DEPARTMENT, NOT_HANDED_IN with the first that has not.
        """
        year = self.year if year is None else year
        plan, chosen = self.plan(year), tuple(dict.fromkeys(departments))
        stages = self._store.stages(year, chosen)
        asked = {key.department for key in self._store.secrets(year).values()}
        for department in chosen:
            self._known_department(plan, department)
            if department not in asked or stages[department] not in _ANSWERED:
                raise DxdeskError(Trouble.NOT_HANDED_IN, department=department)
        self._store.mark_all(year, chosen, Stage.ACCEPTED, at=self._now, by=self.by)

    def accept_clean(self, year: int | None = None) -> Acceptance:
        """Accept every department that has handed in and has nothing open; say who has.

        Open are findings that wait for an answer, and collisions at the department's fields.
        """
        look = self._look(year)
        plan, accepted, left = look.plan, list[str](), list[Left]()
        collides = {split_field(field)[0] for field in look.collisions}
        for standing in look.standings:
            if standing.stage not in _HANDED_IN:
                continue
            mine = self._fields(plan, standing.department, collides)
            collisions = len(mine & look.collisions.keys())
            if standing.findings or collisions:
                left.append(Left(standing.department, standing.findings or 0, collisions))
            else:
                accepted.append(standing.department)
        if accepted:
            at = self._now
            self._store.mark_all(plan.year, accepted, Stage.ACCEPTED, at=at, by=self.by)
        return Acceptance(tuple(accepted), tuple(left))

    def take_back_acceptance(self, departments: Iterable[str], year: int | None = None) -> None:
        """Let departments stand as before they were accepted, marks set by hand included."""
        year = self.year if year is None else year
        self._store.take_back_acceptance(year, departments, at=self._now, by=self.by)

    def inspect(self, items: Iterable[str], year: int | None = None) -> None:
        """Say that items, by id, were looked over as they are; it ends when their texts change.

        Raises:
            DxdeskError: UNKNOWN_ITEM.
        """
        look = self._look(year)
        chosen = [self._item(look.plan, item) for item in items]
        marks = [(item.id, mark_of(item, look.answers)) for item in chosen]
        self._store.inspect(look.plan.year, marks, at=self._now, by=self.by)

    def withdraw_inspection(self, item: str, year: int | None = None) -> None:
        """Say that an item has to be looked over again.

        Raises:
            DxdeskError: NOTHING_TO_UNDO.
        """
        year = self.year if year is None else year
        if not self._store.withdraw_inspection(year, item, at=self._now, by=self.by):
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)

    def drafts(self, year: int | None = None) -> dict[str, tuple[Remark, ...]]:
        """The remarks that are being written, by department."""
        return self._store.drafts(self.year if year is None else year)

    def keep_draft(self, department: str, remark: Remark, year: int | None = None) -> None:
        """Keep a remark that is being written; an empty text takes it away, wherever it was.

        Raises:
            DxdeskError: UNKNOWN_DEPARTMENT; UNKNOWN_FIELD, or NOT_ASKED for a place of others;
                REMARK_TOO_LONG.
        """
        plan = self.plan(year)
        if remark.text:
            self._known_department(plan, department)
            if remark.place not in remark_places(plan, department):
                raise _nowhere(plan, department, remark.place)
            if len(remark.text) > LONGEST_DRAFT:
                raise DxdeskError(Trouble.REMARK_TOO_LONG, most=f"{LONGEST_REMARK:,}")
        self._store.keep_draft(plan.year, department, remark)

    def _deadline_of(self, request: Request) -> str:
        """A request's deadline, or the one that it was moved to."""
        moved = self._store.extensions(request.plan.year).get(request.department)
        return moved or request.deadline

    def _answered_request(self, plan: Plan, department: str) -> Request:
        self._known_department(plan, department)
        request = self._store.latest_request(plan.year, department)
        stage = self._store.stages(plan.year, (department,))[department]
        if request is None or stage not in _ANSWERED:
            raise DxdeskError(Trouble.NOT_HANDED_IN, department=department)
        return request

    def _item(self, plan: Plan, item: str) -> Item:
        if item not in plan.by_id:
            raise DxdeskError(Trouble.UNKNOWN_ITEM, item=item)
        return plan.by_id[item]

    def _fields(self, plan: Plan, department: str, items: Iterable[str]) -> set[str]:
        """A department's fields of some items."""
        wanted = frozenset(items)
        mine = (item for item in plan.items_of(department) if item.id in wanted)
        return {name for item in mine for name in fields_for(item, department)}


def _nowhere(plan: Plan, department: str, place: str) -> DxdeskError:
    """Why a department cannot be told something at a place."""
    item = plan.by_id.get(split_field(place)[0])
    if item is None or not (place == item.id or has_field(plan, place)):
        return DxdeskError(Trouble.UNKNOWN_FIELD, field=place)
    return DxdeskError(Trouble.NOT_ASKED, item=item.no, department=department)
