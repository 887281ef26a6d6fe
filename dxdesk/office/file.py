"""An office's file, opened: what every part of the door stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Self

from dxdesk.disk import Held
from dxdesk.domain.asking import LastYear, PastFigure
from dxdesk.domain.plan import Plan
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.machine import this_host, this_user
from dxdesk.office.look import Look, Looks
from dxdesk.store.lock import Holder, holder_of
from dxdesk.store.office_store import OfficeStore

Clock = Callable[[], datetime]


class OfficeFile(Held):
    """An office's file, opened. Close it, or use it as a context manager.

    `by` is the person at the desk; it stands in the history of what the office changes.
    """

    def __init__(self, store: OfficeStore, path: Path, *, by: str, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._looks = Looks(store)
        self.path = path
        self.by = by

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        by: str = "",
        clock: Clock = datetime.now,
        read_only: bool = False,
        check_later: bool = False,
        take_over: bool = False,
    ) -> Self:
        """Open an office file.

        `take_over` ignores a lock that another machine left behind.

        With `check_later` it is not known to be whole before `check` has ended well, and is
        changed by nothing before: a window shows it meanwhile.
        """
        store = OfficeStore.open(
            path,
            by=by or this_user(),
            at=stamp(clock),
            host=this_host(),
            read_only=read_only,
            check_later=check_later,
            take_over=take_over,
        )
        if not store.years():
            store.close()
            raise DxdeskError(Trouble.NOT_SET_UP, file=path.name)
        return cls(store, path, by=by, clock=clock)

    def check(self) -> None:
        """See that the file is whole, unless that is known; may be called on any thread.

        Raises:
            DxdeskError: FILE_DAMAGED.
        """
        self._store.check()

    def close(self) -> None:
        """Release the file."""
        self._store.close()

    @property
    def years(self) -> tuple[int, ...]:
        """The years in the file, ascending."""
        return self._store.years()

    @property
    def year(self) -> int:
        """The newest year: the one that is being worked on."""
        return self.years[-1]

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed through this door."""
        return self._store.read_only

    @property
    def state(self) -> object:
        """Another one after every change of the file, whoever made it; to be compared alone."""
        return self._store.state()

    @property
    def holder(self) -> Holder | None:
        """Who says to work on the file; None where nobody does."""
        return holder_of(self.path)

    def begin_writing(self, *, take_over: bool = False) -> None:
        """Open for writing what was opened for reading alone, once nobody else has it open.

        `take_over` ignores a lock that another machine left behind.

        Raises:
            DxdeskError: FILE_LOCKED and whatever else `open` may raise; the file stays open for
                reading then.
        """
        if not self.read_only:
            return
        by, at, host = self.by or this_user(), self._now, this_host()
        store = OfficeStore.open(self.path, by=by, at=at, host=host, take_over=take_over)
        # The former store holds neither lock nor connection, and a thread may be reading by it.
        self._store, self._looks = store, Looks(store)

    def _look(self, year: int | None = None) -> Look:
        return self._looks.at(self.year if year is None else year)

    @property
    def _now(self) -> str:
        return stamp(self._clock)

    @property
    def today(self) -> date:
        """The day on the office's clock."""
        return self._clock().date()

    def plan(self, year: int | None = None) -> Plan:
        """The plan as of a year (the newest by default)."""
        return self._look(year).plan

    def answers(self, year: int | None = None) -> dict[str, str]:
        """The text of every field that has one; where texts collide, the one sent out."""
        return dict(self._look(year).answers)

    def last_year(self, year: int | None = None) -> LastYear | None:
        """The newest year in this file before `year`, with its answers."""
        return self._look(year).last

    def past(self, year: int | None = None) -> tuple[PastFigure, ...]:
        """The KPIs' figures of every year in this file before `year`, oldest first."""
        return self._look(year).past

    def _change_plan(self, plan: Plan, directions: Sequence[str] = ()) -> None:
        """Change the plan of its year; `directions` as the journal is told of them."""
        if plan != self.plan(plan.year):
            store, at = self._store, self._now
            kept = store.replace_plan(plan, at=at, by=self.by, directions=directions)
            self._looks.wrote(kept)

    def _known_department(self, plan: Plan, department: str) -> None:
        if department not in plan.departments:
            raise DxdeskError(Trouble.UNKNOWN_DEPARTMENT, department=department)


def stamp(clock: Clock) -> str:
    """The moment on a clock, as files have it."""
    return clock().isoformat(timespec="seconds")
