"""What letters to departments say: values gathered through the office's door, before painting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from dxdesk.domain.asking import Request, Stage
from dxdesk.domain.days import print_day, read_day
from dxdesk.domain.fields import RATING_NOTE, split_field
from dxdesk.domain.plan import Item
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import field_label
from ui.printing.sheets import remark_lines

if TYPE_CHECKING:
    from dxdesk.office import Office, Standing


class Kind(Enum):
    """The two letters; the value is the word of the command line."""

    COVER = "cover"
    REMINDER = "reminder"


# Who has been asked and owes an answer.
_OWING = frozenset({Stage.SENT, Stage.FILLING, Stage.RETURNED})
_ASKED = frozenset(Stage) - {Stage.NOT_SENT, Stage.NOT_CONCERNED}
STAGES = {Kind.COVER: _ASKED, Kind.REMINDER: _OWING}
_NONE = {Kind.COVER: Trouble.NOBODY_ASKED, Kind.REMINDER: Trouble.NOBODY_OWES}


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
    has passed and None where the deadline's text names no day. `round` above 1 is a return.
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


def letters(
    office: Office, kind: Kind, day: date, year: int | None = None, departments: Sequence[str] = ()
) -> list[Letter]:
    """A letter to every department, or to some, that it concerns; in the plan's order.

    Covering letters go to those that were asked, reminders to those that have not answered.

    Raises:
        DxdeskError: UNKNOWN_DEPARTMENT; NOBODY_ASKED or NOBODY_OWES where there is no letter.
    """
    named = {name: office.request_of(name, year) for name in departments}
    made: list[Letter] = []
    for standing in concerned(kind, office.status(year)):
        if named and standing.department not in named:
            continue
        request = named.get(standing.department) or office.request_of(standing.department, year)
        if request is not None:
            made.append(_letter(kind, request, day))
    if not made:
        raise DxdeskError(_NONE[kind])
    return made


def concerned(kind: Kind, standings: Sequence[Standing]) -> list[Standing]:
    """The departments that a kind of letter goes to."""
    return [standing for standing in standings if standing.stage in STAGES[kind]]


def _letter(kind: Kind, request: Request, day: date) -> Letter:
    plan = request.plan
    until = read_day(request.deadline, day)
    return Letter(
        kind,
        request.department,
        f"{plan.municipality}　DX推進担当".strip(),
        plan.title,
        plan.year_name(plan.year),
        print_day(day, plan.year_style),
        request.deadline.strip(),
        (until - day).days if until else None,
        request.round,
        tuple(_wanted(request)),
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
