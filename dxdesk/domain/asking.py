"""Requests and submissions: what is asked of a department, and its answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.fields import Answers, field_of, fields_for, fields_of, split_field, writes_slot
from dxdesk.domain.merging import Claim, Facts, latest_by_department
from dxdesk.domain.plan import Column, Item, Plan, Slot
from dxdesk.domain.plan_ids import SLOT_KINDS, fresh_name
from dxdesk.domain.sealing import short_code
from dxdesk.domain.text import fold


class Carrier(Enum):
    """The two kinds of file that carry a request or a submission."""

    NATIVE = "native"
    XLSX = "xlsx"


class Stage(Enum):
    """Where a department stands; the value is what the screen says."""

    NOT_SENT = "未配布"
    SENT = "配布済"
    FILLING = "入力中"
    SUBMITTED = "提出"
    RETURNED = "差戻し"
    RESUBMITTED = "再提出"
    ACCEPTED = "受理"
    NOT_CONCERNED = "該当なし"


@dataclass(frozen=True, slots=True)
class Remark:
    """What the office says in a return; `place` is a field, or an item's id for all of it."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class PastFigure:
    """What one KPI, named by its field, was to reach and reached in an earlier year, as printed."""

    field: str
    year: int
    target: str
    actual: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A field that the office corrected; `text` is what the department had handed in."""

    field: str
    text: str


@dataclass(frozen=True)
class Request:
    """What is asked of one department for one year.

    `plan` holds the department's items alone. `base` is every known text of their fields,
    `last` the texts of the year `last_year`. `open` are the fields to be answered: all of the
    department's in the first round, the remarked ones later. `secret` authenticates the
    answer; whoever holds the request file can answer it. `last_names` are the KPIs' names of
    the year before, by field; `departments` are all that the whole plan names;
    `confirmations` are the answers that findings of these items have so far. `past` are the
    KPIs' figures of every earlier year that the office knows, oldest first. `corrections` are the
    fields whose text in `base` is the office's.
    """

    id: str
    plan: Plan
    department: str
    round: int
    secret: str
    made_at: str
    open: tuple[str, ...]
    base: dict[str, str] = field(default_factory=dict[str, str])
    last: dict[str, str] = field(default_factory=dict[str, str])
    last_year: int | None = None
    deadline: str = ""
    remarks: tuple[Remark, ...] = ()
    last_names: dict[str, str] = field(default_factory=dict[str, str])
    departments: tuple[str, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    past: tuple[PastFigure, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class Submission:
    """A department's answer to one request, sealed.

    `answers` and `base` hold every open field: what is said now, and what the form had shown.
    `number` counts the hand-ins of one request from 1. `confirmations` are all that the
    department has for its items, those of earlier rounds included. `seal` is the HMAC of the
    rest.
    """

    request: str
    plan: str
    year: int
    department: str
    round: int
    number: int
    by: str
    at: str
    answers: dict[str, str]
    base: dict[str, str]
    seal: str = ""
    confirmations: tuple[Confirmation, ...] = ()

    @property
    def code(self) -> str:
        """Eight characters of the seal, printed on the review sheet to match paper and file."""
        return short_code(self.seal)


def claims_of(submission: Submission, identity: str) -> dict[str, Claim]:
    """What a submission says, field by field; `identity` names the submission (its digest)."""
    rank = (submission.round, submission.number)
    return {
        name: Claim(
            identity,
            submission.department,
            rank,
            submission.base.get(name, ""),
            text,
            submission.request,
        )
        for name, text in submission.answers.items()
    }


@dataclass(frozen=True, slots=True)
class Ticket:
    """What makes a request one of its own: its id, the secret to answer with, and when."""

    identity: str
    secret: str
    made_at: str


@dataclass(frozen=True)
class LastYear:
    """The answers of the year before, to be shown beside the form.

    `names` are the KPIs' names as that year printed them, by field. `past` are the KPIs' figures
    of that year and all before it, oldest first. `items` are the items that this year's go on
    with unmerged, by their id; a clerk's request does not bring them.
    """

    year: int
    answers: Answers
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    past: tuple[PastFigure, ...] = ()
    items: Mapping[str, Item] = field(default_factory=dict[str, Item])

    def past_of(self, items: Iterable[Item]) -> tuple[PastFigure, ...]:
        """The figures of some items, in the order of all; of KPIs that they still have."""
        shown = {field_of(item, kpi.id) for item in items for kpi in item.kpis}
        places = sorted(place for name in shown for place in self._places.get(name, ()))
        return tuple(self.past[place] for place in places)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where the figures of each field stand: a request has few of all."""
        found: dict[str, list[int]] = {}
        for place, figure in enumerate(self.past):
            found.setdefault(figure.field, []).append(place)
        return found


def past_figures(plan: Plan, answers: Answers) -> tuple[PastFigure, ...]:
    """The KPIs of a year's plan that have a target or an actual, in the plan's order."""
    every = ((field_of(item, kpi.id), kpi.target) for item in plan.items for kpi in item.kpis)
    return tuple(
        PastFigure(place, plan.year, target, answers.get(place, ""))
        for place, target in every
        if target or answers.get(place, "")
    )


def kpi_names(plan: Plan) -> dict[str, str]:
    """The names of a plan's KPIs by field."""
    return {field_of(item, kpi.id): kpi.name for item in plan.items for kpi in item.kpis}


def cut_request(
    plan: Plan,
    department: str,
    answers: Answers,
    ticket: Ticket,
    *,
    round_: int = 1,
    last: LastYear | None = None,
    deadline: str = "",
    remarks: tuple[Remark, ...] = (),
) -> Request:
    """Cut what one department is asked out of a whole plan.

    With `remarks` only the fields they name are open, all fields of an item where a remark
    names the item. Fields of other departments come along to be read.
    """
    items = plan.items_of(department)
    mine = [name for item in items for name in fields_for(item, department)]
    if remarks:
        places = {remark.place for remark in remarks}
        mine = [name for name in mine if name in places or name.partition("/")[0] in places]
    known = [name for item in items for name in fields_of(item)]
    return Request(
        ticket.identity,
        plan.only(items),
        department,
        round_,
        ticket.secret,
        ticket.made_at,
        tuple(mine),
        _texts(answers, known),
        _texts(last.answers, known) if last else {},
        last.year if last else None,
        deadline,
        remarks,
        _texts(last.names, known) if last else {},
        plan.departments,
        past=last.past_of(items) if last else (),
    )


def corrections_of(plan: Plan, department: str, facts: Facts) -> tuple[Correction, ...]:
    """The fields whose text the office wrote over what a department had handed in."""
    items = plan.items_of(department)
    if not (facts.decisions or facts.colleagues):
        return ()
    mine = (name for item in items for name in fields_for(item, department))
    found: list[Correction] = []
    for name in mine:
        ours = facts.of_office(name)
        if not ours:
            continue
        said = [
            claim.text
            for claim in latest_by_department(facts.claims.get(name, ()))
            if claim.department == department
        ]
        if said and (text := facts.outcome(name).text) in ours and text != said[-1]:
            found.append(Correction(name, said[-1]))
    return tuple(found)


def with_known(request: Request, confirmations: Iterable[Confirmation]) -> Request:
    """The request with the answers to findings of its items, of all that are known."""
    mine = {item.id for item in request.plan.items}
    known = (one for one in confirmations if split_field(one.field)[0] in mine)
    return replace(request, confirmations=in_order(known))


def in_order(confirmations: Iterable[Confirmation]) -> tuple[Confirmation, ...]:
    """By place and time, so that equal sets travel as equal bytes."""
    return tuple(sorted(confirmations, key=lambda c: (c.field, c.code, c.mark, c.at, c.by)))


def own_confirmations(request: Request, known: Iterable[Confirmation]) -> tuple[Confirmation, ...]:
    """What a department hands in of the answers that its desk has: those at its own fields."""
    items, department = request.plan.items, request.department
    mine = {name for item in items for name in fields_for(item, department)}
    return in_order(one for one in known if one.field in mine)


def _texts(answers: Answers, fields: list[str]) -> dict[str, str]:
    return {name: text for name in fields if (text := answers.get(name, ""))}


def with_places_to_answer(item: Item, taken: Collection[str] = ()) -> Item:
    """Give every responsible department its slots in both columns, under ids that are not `taken`.

    A published table has blocks only where somebody wrote; a form needs room for all. A
    department that writes a column part by part gets every part that it has in the other
    column; one with a single slot for the whole column keeps that.
    """
    slots = list(item.slots)
    for department in item.departments or ("",):
        mine = [slot for slot in slots if writes_slot(item, slot, department)]
        parts = tuple(dict.fromkeys(slot.part for slot in mine if slot.part))
        for column in Column:
            there = {slot.part for slot in mine if slot.column is column}
            wanted = (parts or ("",)) if "" not in there else ()
            if not there and len(parts) != 1:
                wanted = ("",)
            names = (department,) if len(item.departments) > 1 else item.departments
            for part in wanted:
                if part not in there:
                    name = fresh_name(SLOT_KINDS[column], replace(item, slots=tuple(slots)), taken)
                    _insert(slots, Slot(name, column, part, names))
    return item if len(slots) == len(item.slots) else replace(item, slots=tuple(slots))


def _insert(slots: list[Slot], made: Slot) -> None:
    """Add a slot behind the last one of its column that is not of a later part."""
    at = 0
    for index, slot in enumerate(slots, 1):
        if slot.column is made.column and _order(slot.part) <= _order(made.part):
            at = index
    opens = not any((slot.column, slot.part) == (made.column, made.part) for slot in slots)
    slots.insert(at, replace(made, opens=opens))


def _order(part: str) -> int:
    digits = "".join(c for c in fold(part) if c.isdigit())
    return int(digits) if digits else 0


def with_room_for_all(plan: Plan) -> Plan:
    """The plan with a place to answer for every responsible department of every item."""
    items = tuple(item if item.again else with_places_to_answer(item) for item in plan.items)
    return plan if items == plan.items else replace(plan, items=items)
