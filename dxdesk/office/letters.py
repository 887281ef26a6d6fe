"""Letters to departments: to whom, and what is asked; `letter_words` has the sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from dxdesk.domain.asking import Request, Stage
from dxdesk.domain.chasing import OWING, days_left
from dxdesk.domain.days import print_day
from dxdesk.domain.fields import RATING_NOTE, split_field
from dxdesk.domain.plan import Item
from dxdesk.errors import Trouble
from dxdesk.messages import field_label, remark_lines
from dxdesk.office.standing import Standing


class Kind(Enum):
    """The two letters; the value is the word of the command line."""

    COVER = "cover"
    REMINDER = "reminder"


_ASKED = frozenset(Stage) - {Stage.NOT_SENT, Stage.NOT_CONCERNED}
STAGES = {Kind.COVER: _ASKED, Kind.REMINDER: OWING}
NOBODY = {Kind.COVER: Trouble.NOBODY_ASKED, Kind.REMINDER: Trouble.NOBODY_OWES}
_OFFICE = "DX推進担当"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item of a letter, and what is to be written for it or what the office said of it."""

    no: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A covering letter or a reminder to one department.

    `day` is that of the letter. `left` are the days from then to the deadline, below 0 when it
    has passed and None where the deadline's text names no day. `round` above 1 is a return. `office`
    is what the office is called, empty where the plan does not say; `fields` are those to be written.
    """

    kind: Kind
    department: str
    sender: str
    plan: str
    year: str
    day: str
    deadline: str
    left: int | None
    round: int
    items: tuple[Wanted, ...]
    office: str = ""
    fields: int = 0


def concerned(kind: Kind, standings: Sequence[Standing]) -> list[Standing]:
    """The departments that a kind of letter goes to."""
    return [standing for standing in standings if standing.stage in STAGES[kind]]


def letter_of(kind: Kind, request: Request, day: date, deadline: str | None = None) -> Letter:
    """The letter that goes with a request; `deadline` is another one than the request says."""
    plan = request.plan
    until = (request.deadline if deadline is None else deadline).strip()
    return Letter(
        kind,
        request.department,
        f"{plan.municipality}　{plan.office or _OFFICE}".strip(),
        plan.title,
        plan.year_name(plan.year),
        print_day(day, plan.year_style),
        until,
        days_left(until, request.made_at, day),
        request.round,
        tuple(_wanted(request)),
        plan.office,
        len(request.open),
    )


def _wanted(request: Request) -> Iterator[Wanted]:
    """The items with open fields: in a return what was said of them, else the kinds of fields."""
    for item in request.plan.items:
        mine = [split_field(field)[1] for field in request.open if _is_of(field, item)]
        if mine:
            said = "\n".join(remark_lines(item, request.remarks))
            # The note on a rating is written where there is something to say.
            names = (name for name in mine if name != RATING_NOTE)
            fields = " ／ ".join(dict.fromkeys(map(field_label, names)))
            yield Wanted(item.no, item.title, said or fields)


def _is_of(field: str, item: Item) -> bool:
    return split_field(field)[0] == item.id
