"""Where departments stand in a year, as the board shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dxdesk.domain.asking import Stage
from dxdesk.domain.chasing import OWING, days_left, is_late
from dxdesk.domain.plan import Plan
from dxdesk.store.values import Contact, Mark, SubmissionRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one department stands in one year.

    `findings` are those that it is told and that wait for an answer, hints not counted, `written`
    its items with a text of its own, `collisions` the fields of its items that collide: None while
    they are not known. `mark` is what the office set by hand and still holds, `asked_at` when its
    request was made.
    """

    department: str
    stage: Stage
    items: int
    findings: int | None
    round: int
    deadline: str
    submission: SubmissionRecord | None
    mark: Mark | None = None
    written: int | None = None
    collisions: int | None = None
    asked_at: str = ""
    contact: Contact | None = None

    @property
    def is_by_hand(self) -> bool:
        """Whether its stage is what somebody told otherwise than by file."""
        return self.mark is not None and (
            self.stage is not Stage.ACCEPTED or self.submission is None
        )

    def left(self, today: date) -> int | None:
        """The days to its deadline, while it owes an answer; see `days_left`."""
        if self.stage not in OWING:
            return None
        return days_left(self.deadline, self.asked_at, today)

    def is_late(self, today: date) -> bool:
        """Whether it should have answered already."""
        return is_late(self.stage, self.left(today))


class Told(NamedTuple):
    """What the items say of a department; see `Standing`."""

    findings: int
    written: int
    collisions: int


@dataclass(frozen=True)
class Glance:
    """What is known of a year without reading its items: `plan` has none, `items` counts them."""

    plan: Plan
    years: tuple[int, ...]
    items: int
    standings: tuple[Standing, ...]
