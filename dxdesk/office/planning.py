"""The plan: read from a published table, set up and changed."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from dxdesk.domain import scale
from dxdesk.domain.direction_questions import (
    Question,
    questions,
    told_directions,
)
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Plan
from dxdesk.domain.plan_faults import plan_faults
from dxdesk.domain.reading import Reading, SourceRow
from dxdesk.domain.rulebook import Rulebook
from dxdesk.domain.settings import Settings, directions_of, with_settings
from dxdesk.domain.text import typed_line
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.direction_table import read_directions
from dxdesk.files.published import read_clipboard, read_published
from dxdesk.machine import this_host, this_user
from dxdesk.messages import fault_sentence
from dxdesk.office.file import Clock, OfficeFile, stamp
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import EventKind, KeptNote
from dxdesk.there import require_free


class Planning(OfficeFile):
    """What the office does with its plan."""

    @classmethod
    def create(
        cls,
        source: Path,
        path: Path,
        *,
        by: str = "",
        clock: Clock = datetime.now,
        year: int | None = None,
    ) -> tuple[Self, Reading]:
        """Read a published table into a new office file.

        `year` is the fiscal year of the table where it does not say itself. Returns the
        office, opened, and the reading with its report of what was doubtful.

        Raises:
            DxdeskError: the source is no table, or `path` exists; then no file is left behind.
        """
        require_free(path)
        reading = read_published(source, plan_id=uuid.uuid4().hex, year=year)
        return cls._begin(reading, path, by, clock), reading

    @classmethod
    def create_from_clipboard(
        cls,
        text: str,
        html: str,
        path: Path,
        *,
        by: str = "",
        clock: Clock = datetime.now,
        year: int | None = None,
    ) -> tuple[Self, Reading]:
        """Like `create`, from what the clipboard holds as tab-separated text and as HTML."""
        require_free(path)
        reading = read_clipboard(text, html, plan_id=uuid.uuid4().hex, year=year)
        return cls._begin(reading, path, by, clock), reading

    @classmethod
    def create_by_hand(
        cls,
        path: Path,
        *,
        title: str,
        year: int,
        municipality: str = "",
        by: str = "",
        clock: Clock = datetime.now,
    ) -> Self:
        """Begin a new office file with an empty plan.

        Raises:
            DxdeskError: `path` exists; PLAN_FAULT for names that no plan can have; then no file is
                left behind.
        """
        require_free(path)
        name, place = typed_line(title).strip(), typed_line(municipality).strip()
        plan = Plan(uuid.uuid4().hex, name, place, year, (year,))
        for fault in plan_faults(plan):
            if fault.flaw.breaks:
                raise DxdeskError(Trouble.PLAN_FAULT, fault=fault_sentence(fault))
        return cls._made(
            path,
            by,
            clock,
            lambda store, at: store.add_year(plan, {}, at=at, by=by, event=EventKind.BEGUN),
        )

    @classmethod
    def _begin(cls, reading: Reading, path: Path, by: str, clock: Clock) -> Self:
        return cls._made(
            path, by, clock, lambda store, at: store.add_reading(reading, at=at, by=by)
        )

    @classmethod
    def _made(
        cls, path: Path, by: str, clock: Clock, fill: Callable[[OfficeStore, str], None]
    ) -> Self:
        """A new file that `fill` puts its first year into; none is left where it cannot."""
        at = stamp(clock)
        store = OfficeStore.create(path, by=by or this_user(), at=at, host=this_host())
        try:
            fill(store, at)
        except BaseException:
            store.close()
            with suppress(OSError):
                path.unlink()
            raise
        return cls(store, path, by=by, clock=clock)

    def read_years(self) -> tuple[int, ...]:
        """The years that were read from a document and have notes of it, oldest first."""
        return self._store.read_years()

    def source(self, year: int | None = None) -> tuple[SourceRow, ...]:
        """The rows of the document that a year was read from; none where it was made otherwise."""
        return self._store.source(self.year if year is None else year)

    def notes(self, year: int | None = None) -> tuple[KeptNote, ...]:
        """The notes of that reading, in the order of the report."""
        return self._store.notes(self.year if year is None else year)

    def check_off(self, note: KeptNote, year: int | None = None, *, done: bool = True) -> None:
        """Say that a note of the reading was looked at, or has to be looked at again."""
        year = self.year if year is None else year
        self._store.check_off(year, note.position, done=done, at=self._now, by=self.by)

    def set_rulebook(self, rulebook: Rulebook, year: int | None = None) -> None:
        """Set which rules are on, how severe, and what they need to know; later years keep it.

        Raises:
            DxdeskError: a code that no rule or no rating has, or a figure out of its range.
        """
        self.change_settings(Settings(rulebook), year)

    def set_direction(self, field: str, direction: Direction, year: int | None = None) -> None:
        """Say of a KPI, by its field, whether more or less is better."""
        self.set_directions({field: direction}, year)

    def set_directions(
        self, directions: Mapping[str, Direction], year: int | None = None
    ) -> dict[str, Direction]:
        """Say it of several KPIs, all or none; later years keep it. NOT_SAID takes it away.

        Returns what was set of them before: setting that undoes it exactly.

        Raises:
            DxdeskError: UNKNOWN_FIELD.
        """
        before = directions_of(self.plan(year))
        self.change_settings(Settings(directions=directions), year)
        return {field: before[field] for field in directions}

    def directions_in(self, path: Path, year: int | None = None) -> dict[str, Direction]:
        """What a table of KPIs and directions says of this plan's, by their fields.

        Raises:
            DxdeskError: as `read_directions`.
        """
        return read_directions(path, self.plan(year))

    def direction_questions(self, year: int | None = None) -> tuple[Question, ...]:
        """The KPIs of which nobody knows whether more or less is better, with what speaks for it."""
        look = self._look(year)
        return questions(look.plan, look.past, told_directions(look.plan, look.answers))

    def accept_proposals(self, year: int | None = None) -> dict[str, Direction]:
        """Set every direction that is proposed, in one act; returns them by field."""
        proposed = {one.field: one.proposal for one in self.direction_questions(year)}
        taken = {field: one for field, one in proposed.items() if one is not Direction.NOT_SAID}
        if taken:
            self.set_directions(taken, year)
        return taken

    def set_standing(
        self, code: str, standing: scale.Standing | None, year: int | None = None
    ) -> None:
        """Say where a code of the scale stands; None leaves it to the code's wording."""
        self.change_settings(Settings(standings={code: standing}), year)

    def change_settings(self, settings: Settings, year: int | None = None) -> None:
        """Set several things about the checks, all or none."""
        plan = self.plan(year)
        before = directions_of(plan) if settings.directions else {}
        changed = with_settings(plan, settings)
        told = [f for f, direction in settings.directions.items() if direction is not before[f]]
        self._change_plan(changed, told)
