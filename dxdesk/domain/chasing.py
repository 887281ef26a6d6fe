"""Who owes an answer, and how many days are left for it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from dxdesk.domain.asking import Stage
from dxdesk.domain.days import read_day

# Who has been asked and owes an answer.
OWING = frozenset({Stage.SENT, Stage.FILLING, Stage.RETURNED})


def days_left(deadline: str, asked_at: str, today: date) -> int | None:
    """The days from today to a deadline, below 0 when it has passed; None where it names no day.

    `asked_at` is the moment of the request: a day without a year is the one nearest to that.
    """
    near = today
    with suppress(ValueError):
        near = date.fromisoformat(asked_at[:10])
    day = read_day(deadline, near)
    return (day - today).days if day else None


def is_late(stage: Stage, left: int | None) -> bool:
    """Whether somebody in a stage owes what should have been there already."""
    return stage in OWING and left is not None and left < 0
