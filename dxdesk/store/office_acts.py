"""What a copy brings, one act for each thing: told in a line, and done when the copy is merged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from dxdesk.domain.text import typed_line
from dxdesk.store.office_forks import Parted
from dxdesk.store.values import Brought, Event, EventKind, Fate, RejoinLine, Why

_LONGEST_STAMP = 40
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class Into:
    """Where an act is done: its merge, and the line of the journal that tells of it."""

    session: Session
    merge: int
    line: int


@dataclass(frozen=True, slots=True)
class Act:
    """`do` is None for what is left; `kind`, `at`, `by` and `detail` are its line in the journal."""

    told: RejoinLine
    do: Callable[[Into], None] | None = None
    kind: EventKind = EventKind.DECIDED
    at: str = ""
    by: str = ""
    detail: dict[str, Any] = field(default_factory=dict[str, Any])


Acts = Iterator[Act]


def left(what: Brought, year: int, about: str, why: Why) -> Act:
    """Something that is not taken, and why."""
    return Act(RejoinLine(what, Fate.LEFT, year, about, why))


def taken(
    parted: Parted,
    number: int,
    told: RejoinLine,
    kind: EventKind,
    do: Callable[[Into], None],
    **detail: object,
) -> Act:
    """Something that is taken; `number` is its line in the copy's journal."""
    event = parted.events.get(number)
    at, by = who_and_when(event)
    return Act(told, do, kind, at, by, {"year": told.year, **detail})


def who_and_when(event: Event | None) -> tuple[str, str]:
    """When and by whom, as short as people's names and clocks are."""
    if event is None:
        return "", ""
    return typed_line(event.at)[:_LONGEST_STAMP], typed_line(event.by)[:_LONGEST_NAME]


def why_not(parted: Parted, year: int) -> Why | None:
    """Why nothing of a year can be taken; None where it can."""
    if year in parted.years:
        return None
    return Why.YEAR_CLOSED if year in parted.closed else Why.UNKNOWN_YEAR
