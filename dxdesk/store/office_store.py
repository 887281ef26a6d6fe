"""The office's file: every year's plan, what was asked, what came back, what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import canonical, encode
from dxdesk.domain.asking import Remark, Request, Stage, is_seal
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import Reasons
from dxdesk.domain.fields import is_line
from dxdesk.domain.merging import Decision, Facts
from dxdesk.domain.plan import Plan
from dxdesk.domain.reading import Reading, SourceRow
from dxdesk.domain.reviewing import Inspection, SentRemark
from dxdesk.domain.text import typed, typed_line
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store import (
    office_confirmations,
    office_contacts,
    office_copies,
    office_copy_plans,
    office_drafts,
    office_editions,
    office_fields,
    office_forks,
    office_history,
    office_inspections,
    office_journal,
    office_merging,
    office_progress,
    office_reading,
    office_requests,
    office_years,
)
from dxdesk.store.base import Store
from dxdesk.store.database import Database
from dxdesk.store.lock import Holder
from dxdesk.store.office_copy_answers import Genuine
from dxdesk.store.office_journal import log
from dxdesk.store.office_migrations import OFFICE
from dxdesk.store.office_tables import DecisionRow, EditionRow
from dxdesk.store.office_years import require_open
from dxdesk.store.sqlite import insert_rows
from dxdesk.store.values import (
    Change,
    Closing,
    Contact,
    CopyOf,
    Delivered,
    Duties,
    Event,
    EventKind,
    KeptNote,
    Mark,
    MergeRecord,
    Received,
    Rejoined,
    RequestKey,
    SubmissionRecord,
)


class OfficeStore(Store):
    """Takes and gives domain values; each method is one transaction.

    Every method may raise DxdeskError for the disk (READ_ONLY, DISK_FULL, FILE_LOCKED,
    FILE_DAMAGED); what was begun is then undone.
    """

    @classmethod
    def create(cls, path: Path, *, by: str, at: str, host: str = "") -> Self:
        """Make an empty office file; see `Database.create` for what may go wrong."""

        def first(session: Session) -> None:
            log(session, at, by, EventKind.CREATED)

        return cls._on(Database.create(path, OFFICE, Holder(by, host, at), first))

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        by: str = "",
        at: str = "",
        host: str = "",
        read_only: bool = False,
        take_over: bool = False,
        check_later: bool = False,
    ) -> Self:
        """Open an office file; see `Database.open` for what may go wrong."""
        database = Database.open(
            path,
            OFFICE,
            Holder(by, host, at),
            read_only=read_only,
            take_over=take_over,
            check_later=check_later,
        )
        return cls._on(database)

    @classmethod
    def _on(cls, database: Database) -> Self:
        return cls(database, OFFICE.tables.tables["setting"])

    # Years

    def years(self) -> tuple[int, ...]:
        """The years that have a plan, oldest first."""
        with self._database.read() as session:
            return tuple(session.scalars(select(col(EditionRow.year)).order_by("year")))

    def plan(self, year: int) -> Plan:
        """The plan as it stands in a year's document, or UNKNOWN_YEAR."""
        with self._database.read(Trouble.FILE_DAMAGED) as session:
            return office_editions.plan(session, year, self.path.name)

    def head(self, year: int) -> Plan:
        """The same without its items, which are most of it, or UNKNOWN_YEAR."""
        with self._database.read(Trouble.FILE_DAMAGED) as session:
            return office_editions.head(session, year, self.path.name)

    def duties(self, year: int) -> Duties:
        """How many items each department answers in a year; no item is decoded."""
        with self._database.read(Trouble.FILE_DAMAGED) as session:
            return office_editions.duties(session, year, self.path.name)

    def add_reading(self, reading: Reading, *, at: str, by: str) -> None:
        """Begin a year with what was read, its source and its notes, or YEAR_EXISTS."""
        with self._database.write() as session:
            _add_year(session, reading.plan, reading.answers, at, by, EventKind.IMPORTED)
            office_reading.keep(session, reading)

    def add_year(
        self, plan: Plan, base: Mapping[str, str], *, at: str, by: str, event: EventKind
    ) -> None:
        """Begin the plan's year with the texts that are known, or YEAR_EXISTS."""
        with self._database.write() as session:
            _add_year(session, plan, base, at, by, event)

    def replace_plan(self, plan: Plan, *, at: str, by: str) -> None:
        """Change the plan of its year, or UNKNOWN_YEAR."""
        with self._database.write() as session:
            require_open(session, plan.year)
            log(session, at, by, EventKind.PLAN_CHANGED, year=plan.year, items=len(plan.items))
            session.execute(
                update(EditionRow)
                .where(col(EditionRow.year) == plan.year)
                .values(body=encode(plan).decode())
            )

    def close_year(self, year: int, *, at: str, by: str) -> None:
        """Let nothing of a year change any more, or UNKNOWN_YEAR."""
        with self._database.write() as session:
            office_years.close(session, year, at, by)

    def reopen_year(self, year: int, reason: str, *, at: str, by: str) -> bool:
        """Let a closed year change again; return whether it was closed."""
        with self._database.write() as session:
            return office_years.reopen(session, year, reason, at, by)

    def closings(self) -> tuple[Closing, ...]:
        """Every closing of a year, oldest first, opened again or not."""
        with self._database.read() as session:
            return office_years.closings(session)

    def closed_years(self) -> frozenset[int]:
        """The years that are closed now."""
        with self._database.read() as session:
            return office_years.closed_years(session)

    # The document that a year was read from

    def read_years(self) -> tuple[int, ...]:
        """The years whose reading has notes, oldest first."""
        with self._database.read() as session:
            return office_reading.years(session)

    def source(self, year: int) -> tuple[SourceRow, ...]:
        """The rows of the document in their order; none where it is not known."""
        with self._database.read() as session:
            return office_reading.source(session, year, self.path.name)

    def notes(self, year: int) -> tuple[KeptNote, ...]:
        """The notes of its reading, in the order of the report."""
        with self._database.read() as session:
            return office_reading.notes(session, year, self.path.name)

    def check_off(self, year: int, position: int, *, done: bool, at: str, by: str) -> None:
        """Say that the office has looked at a note, or has to look again."""
        with self._database.write() as session:
            office_reading.check_off(session, year, position, at, by, done=done)

    # Requests

    def add_request(self, request: Request, *, carrier: str, at: str, by: str) -> None:
        """Remember one request that was cut."""
        self.add_requests((request,), carrier=carrier, at=at, by=by)

    def add_requests(
        self, requests: Sequence[Request], *, carrier: str | Sequence[str], at: str, by: str
    ) -> None:
        """Remember requests that were cut together, or UNKNOWN_YEAR and none of them.

        `carrier` is the kind of file that all went in, or of each.
        """
        carriers = [carrier] * len(requests) if isinstance(carrier, str) else carrier
        with self._database.write() as session:
            office_requests.add(session, requests, carriers, at, by)

    def requests(self, year: int) -> tuple[Request, ...]:
        """Every request of a year, in the order in which they were cut."""
        with self._database.read() as session:
            return office_requests.of_year(session, year, self.path.name)

    def latest_request(self, year: int, department: str) -> Request | None:
        """The request of a department's highest round, the last cut of several."""
        with self._database.read() as session:
            return office_requests.latest(session, year, department, self.path.name)

    def secrets(self, year: int | None = None) -> dict[str, RequestKey]:
        """What is known of each request without its body, by id, in the order they were cut.

        Of all years, or of one.
        """
        with self._database.read() as session:
            return office_requests.keys(session, self.path.name, year)

    def remarks(self, year: int) -> tuple[SentRemark, ...]:
        """What was said in the returns of a year, in the order in which they were cut."""
        with self._database.read() as session:
            return office_requests.remarks(session, year)

    # Answers

    def facts(self, year: int) -> Facts:
        """Everything known of a year's fields, or UNKNOWN_YEAR; undone merges are not."""
        with self._database.read() as session:
            return office_merging.facts(session, year, self.path.name)

    def decisions(self, year: int, fields: Collection[str]) -> dict[str, Decision]:
        """The decisions on some fields that count, by field."""
        with self._database.read() as session:
            return office_merging.decisions(session, year, self.path.name, fields)

    def fields_ever(self) -> frozenset[str]:
        """Every field that was ever asked or written, of all years."""
        with self._database.read() as session:
            return office_fields.ever(session)

    def has_submission(self, identity: str) -> bool:
        """Whether a submission was taken in and still counts."""
        with self._database.read() as session:
            return office_merging.has_submission(session, identity)

    def known_submissions(self) -> frozenset[str]:
        """The identities of every submission that counts."""
        with self._database.read() as session:
            return office_merging.known_submissions(session)

    def submissions(self, year: int, *, with_undone: bool = False) -> tuple[SubmissionRecord, ...]:
        """The submissions of a year, in the order in which they were merged."""
        with self._database.read() as session:
            known = office_merging.submissions(session, year, with_undone=with_undone)
        if not all(is_seal(one.seal) for one in known):
            raise DxdeskError(Trouble.FILE_DAMAGED, file=self.path.name)
        return known

    def record_merge(self, received: Sequence[Received], *, at: str, by: str) -> int:
        """Take submissions in, all or none, and return the merge's number.

        Those that count already are left out; when none is left nothing happens, and the
        number is 0. The file is copied first. UNKNOWN_REQUEST when one answers a request
        that this file did not cut.
        """
        with self._database.read() as session:
            fresh = office_merging.news(session, received)
        if not fresh:
            return 0
        if not self.read_only:
            self._database.backup()
        with self._database.write() as session:
            return office_merging.record(session, fresh, at, by)

    def undo_last_merge(self, *, at: str, by: str) -> MergeRecord | None:
        """Take back the newest merge that counts; None when there is none."""
        with self._database.write() as session:
            undone = office_merging.undo_last(session, at, by)
            if undone is not None:
                office_copy_plans.take_back(session, undone.id, self.path.name)
            return undone

    def merges(self) -> tuple[MergeRecord, ...]:
        """Every merge, oldest first, undone or not."""
        with self._database.read() as session:
            return office_merging.merges(session)

    def brought(self, merge: int) -> tuple[Delivered, ...]:
        """What came with a merge, undone or not, in the order in which it was taken in."""
        with self._database.read() as session:
            return office_merging.brought(session, merge)

    def decide(self, year: int, field: str, decision: Decision, *, at: str, by: str) -> None:
        """Settle a field by hand, or UNKNOWN_YEAR; the newest decision counts."""
        self.decide_all(year, {field: decision}, at=at, by=by)

    def decide_all(self, year: int, decisions: Mapping[str, Decision], *, at: str, by: str) -> None:
        """Settle several fields by hand, all or none."""
        with self._database.write() as session:
            require_open(session, year)
            for field, decision in decisions.items():
                clean = typed_line if is_line(field) else typed
                event = log(session, at, by, EventKind.DECIDED, year=year, field=field)
                session.add(
                    DecisionRow(
                        event=event,
                        year=year,
                        field=field,
                        text=clean(decision.text),
                        seen=canonical(sorted(decision.seen)).decode(),
                    )
                )

    def withdraw_decision(self, year: int, field: str, *, at: str, by: str) -> bool:
        """Take back a field's newest decision, so that the one before counts again.

        Returns whether there was one.
        """
        return bool(self.withdraw_decisions(year, (field,), at=at, by=by))

    def withdraw_decisions(self, year: int, fields: Iterable[str], *, at: str, by: str) -> int:
        """Take back the newest decision of each field, all or none; return how many there were."""
        with self._database.write() as session:
            require_open(session, year)
            return sum(_withdraw(session, year, field, at, by) for field in fields)

    # Answers to findings

    def reasons(self, year: int) -> Reasons:
        """Everything known of a year's answers to findings, or UNKNOWN_YEAR."""
        with self._database.read() as session:
            return office_confirmations.reasons(session, year)

    def confirm(self, year: int, answer: Confirmation, *, at: str, by: str) -> None:
        """Answer a finding, or UNKNOWN_YEAR; the answer before is set aside."""
        with self._database.write() as session:
            office_confirmations.confirm(session, year, answer, at, by)

    def withdraw_confirmation(self, year: int, place: Confirmation, *, at: str, by: str) -> bool:
        """Let no answer count for one state of a finding; return whether there was one."""
        with self._database.write() as session:
            return office_confirmations.withdraw(session, year, place, at, by)

    # Progress

    def stages(self, year: int, departments: Iterable[str]) -> dict[str, Stage]:
        """Where each of the departments stands, or UNKNOWN_YEAR."""
        with self._database.read() as session:
            return office_progress.stages(session, year, departments)

    def mark(
        self, year: int, department: str, stage: Stage, *, at: str, by: str, note: str = ""
    ) -> None:
        """Set a stage by hand; but for NOT_CONCERNED it lasts until something newer is known."""
        with self._database.write() as session:
            office_progress.mark(session, year, department, stage, at, by, note)

    def mark_all(
        self, year: int, departments: Iterable[str], stage: Stage, *, at: str, by: str
    ) -> None:
        """Set the same stage for several departments, all or none."""
        with self._database.write() as session:
            office_progress.mark_all(session, year, departments, stage, at, by)

    def unmark_all(self, year: int, departments: Iterable[str], *, at: str, by: str) -> None:
        """Take back the marks of several departments, all or none."""
        with self._database.write() as session:
            for department in departments:
                office_progress.unmark(session, year, department, at, by)

    def marks(self, year: int) -> dict[str, Mark]:
        """What was set by hand and still holds, by department."""
        with self._database.read() as session:
            return office_progress.marks(session, year)

    def extend(self, year: int, department: str, deadline: str, *, at: str, by: str) -> None:
        """Give one department another deadline for the request that it has."""
        with self._database.write() as session:
            office_progress.extend(session, year, department, deadline, at, by)

    def extensions(self, year: int) -> dict[str, str]:
        """The deadlines that were moved, by department."""
        with self._database.read() as session:
            return office_progress.extensions(session, year)

    def contacts(self, year: int) -> dict[str, Contact]:
        """The last contact with each department that had one."""
        with self._database.read() as session:
            return office_contacts.of_year(session, year)

    # Items that were looked over

    def inspect(self, year: int, marks: Iterable[tuple[str, str]], *, at: str, by: str) -> None:
        """Keep that items were looked over, each with the mark of its texts."""
        with self._database.write() as session:
            office_inspections.inspect(session, year, marks, at, by)

    def withdraw_inspection(self, year: int, item: str, *, at: str, by: str) -> bool:
        """Take back that an item was looked over; return whether it was."""
        with self._database.write() as session:
            return office_inspections.withdraw(session, year, item, at, by)

    def inspections(self, year: int) -> dict[str, Inspection]:
        """The items of a year that were looked over, by id."""
        with self._database.read() as session:
            return office_inspections.of_year(session, year)

    # Remarks that are being written

    def keep_draft(self, year: int, department: str, remark: Remark) -> None:
        """Keep what is written for one place; an empty text takes it away."""
        with self._database.write() as session:
            office_drafts.keep(session, year, department, remark)

    def clear_drafts(self, year: int, department: str) -> None:
        """Forget a department's drafts."""
        with self._database.write() as session:
            office_drafts.clear(session, year, department)

    def drafts(self, year: int) -> dict[str, tuple[Remark, ...]]:
        """The drafts of a year by department."""
        with self._database.read() as session:
            return office_drafts.of_year(session, year)

    def unmark(self, year: int, department: str, *, at: str, by: str) -> bool:
        """Take back a department's mark; return whether there was one."""
        with self._database.write() as session:
            return office_progress.unmark(session, year, department, at, by)

    def history(self, year: int, field: str) -> tuple[Change, ...]:
        """What a field said, who changed it and when, oldest first, or UNKNOWN_YEAR."""
        with self._database.read() as session:
            return office_history.history(session, year, field, self.path.name)

    # Copies to work on elsewhere

    def copy_of(self) -> CopyOf | None:
        """What this file is a copy of; None where it says nothing of that."""
        with self._database.read() as session:
            return office_forks.copy_of(session, self.path.name)

    def make_copy(self, path: Path, made: CopyOf) -> None:
        """Write a copy to work on; `made.fork` is set to the newest line of the journal.

        Raises:
            DxdeskError: FILE_EXISTS, FOLDER_MISSING, or the disk does not take it; nothing is
                left under the name then.
        """
        with self._database.read() as session:
            known = replace(made, fork=office_journal.newest(session))
            settings = office_forks.settings_of_copy(session, known)
        self._database.copy_to(path, OFFICE, settings)

    def rejoin(self, copy: OfficeStore, genuine: Genuine, *, at: str, by: str) -> Rejoined:
        """Merge a copy of this file, all that can be taken or nothing; see `office_copies`.

        `genuine` tells of a submission whether it is what was sealed. The file is copied first.

        Raises:
            DxdeskError: NOT_A_COPY, COPY_ALTERED, OTHER_PLAN, FILE_DAMAGED.
        """
        damaged = Trouble.FILE_DAMAGED
        with self._database.read() as ours, copy._database.read(damaged) as theirs:
            parted = office_forks.part(ours, theirs, self.path.name, copy.path.name)
            made = office_forks.copy_of(theirs, copy.path.name)
            brought = office_copies.acts(parted, genuine)
        author = made.by if made else next((e.by for e in reversed(parted.there) if e.by), "")
        lines = tuple(act.told for act in brought)
        if all(act.do is None for act in brought):
            return Rejoined(0, author, lines)
        if not self.read_only:
            self._database.backup()
        with self._database.write() as session:
            merge = office_copies.record(session, parted, brought, author, at, by)
        return Rejoined(merge, author, lines)

    def state(self) -> int:
        """The number of the newest line of the journal: another one after every change."""
        with self._database.read() as session:
            return office_journal.newest(session)

    def journal_since(self, number: int) -> tuple[Event, ...]:
        """The lines after a number, oldest first."""
        with self._database.read() as session:
            return office_journal.journal(session, self.path.name, number)

    def journal(self) -> tuple[Event, ...]:
        """Everything that was done with this file, oldest first."""
        with self._database.read() as session:
            return office_journal.journal(session, self.path.name)


def _withdraw(session: Session, year: int, field: str, at: str, by: str) -> bool:
    row = session.scalars(
        select(DecisionRow)
        .where(
            col(DecisionRow.year) == year,
            col(DecisionRow.field) == field,
            col(DecisionRow.undone).is_(None),
        )
        .order_by(col(DecisionRow.id).desc())
        .limit(1)
    ).first()
    if row is None:
        return False
    row.undone = log(session, at, by, EventKind.DECISION_WITHDRAWN, year=year, field=field)
    return True


def _add_year(
    session: Session, plan: Plan, base: Mapping[str, str], at: str, by: str, event: EventKind
) -> None:
    if session.get(EditionRow, plan.year):
        raise DxdeskError(Trouble.YEAR_EXISTS, year=plan.year)
    number = log(session, at, by, event, year=plan.year, items=len(plan.items))
    session.add(EditionRow(year=plan.year, event=number, body=encode(plan).decode()))
    session.flush()
    rows = ((plan.year, field, text) for field, text in sorted(base.items()))
    insert_rows(session.connection(), OFFICE.tables.tables["base"], rows)
