"""The office's door: everything that a screen or a script may do with a whole plan."""

from __future__ import annotations

import secrets
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from dxdesk.disk import (
    disk_errors,
    refuse_database,
    replace_file,
    safe_name,
    write_atomically,
)
from dxdesk.domain.asking import (
    LastYear,
    Remark,
    Request,
    Stage,
    Ticket,
    cut_request,
    roll_over,
    with_room_for_all,
)
from dxdesk.domain.checks import Finding, Material, check_list
from dxdesk.domain.fields import all_fields, fields_for, is_line
from dxdesk.domain.merging import Decision, Outcome
from dxdesk.domain.plan import Plan
from dxdesk.domain.reading import Reading
from dxdesk.domain.summary import dump
from dxdesk.domain.text import typed, typed_line
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import (
    REQUEST_SUFFIX,
    Carrier,
    ReadSubmission,
    read_submission,
    write_request,
)
from dxdesk.files.published import read_clipboard, read_published
from dxdesk.files.remarks import read_remarks
from dxdesk.intake import Doorkeeper, Taken, Verdict, outcomes
from dxdesk.machine import this_host, this_user
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import Change, EventKind, MergeRecord, Received, SubmissionRecord

Clock = Callable[[], datetime]
Step = Callable[[int, int], bool]

_LONGEST_NAME = 40

__all__ = ["Carrier", "Change", "MergeRecord", "Office", "Reading", "Standing", "Taken", "Verdict"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one department stands in one year."""

    department: str
    stage: Stage
    items: int
    findings: int
    round: int
    deadline: str
    submission: SubmissionRecord | None


class Office:
    """An office's file, opened. Close it, or use it as a context manager.

    `by` is the person at the desk; it stands in the history of what the office changes.
    """

    def __init__(self, store: OfficeStore, path: Path, *, by: str, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.path = path
        self.by = by

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
        if path.exists():
            raise DxdeskError(Trouble.FILE_EXISTS, file=path.name)
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
        if path.exists():
            raise DxdeskError(Trouble.FILE_EXISTS, file=path.name)
        reading = read_clipboard(text, html, plan_id=uuid.uuid4().hex, year=year)
        return cls._begin(reading, path, by, clock), reading

    @classmethod
    def _begin(cls, reading: Reading, path: Path, by: str, clock: Clock) -> Self:
        at = _stamp(clock)
        store = OfficeStore.create(path, by=by or this_user(), at=at, host=this_host())
        try:
            store.add_year(reading.plan, reading.answers, at=at, by=by, event=EventKind.IMPORTED)
        except BaseException:
            store.close()
            with suppress(FileNotFoundError):
                path.unlink()
            raise
        return cls(store, path, by=by, clock=clock)

    @classmethod
    def open(
        cls, path: Path, *, by: str = "", clock: Clock = datetime.now, read_only: bool = False
    ) -> Self:
        """Open an office file."""
        store = OfficeStore.open(
            path,
            by=by or this_user(),
            at=_stamp(clock),
            host=this_host(),
            read_only=read_only,
        )
        if not store.years():
            store.close()
            raise DxdeskError(Trouble.NOT_SET_UP, file=path.name)
        return cls(store, path, by=by, clock=clock)

    def close(self) -> None:
        """Release the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def years(self) -> tuple[int, ...]:
        """The years in the file, ascending."""
        return self._store.years()

    @property
    def year(self) -> int:
        """The newest year: the one that is being worked on."""
        return self.years[-1]

    def plan(self, year: int | None = None) -> Plan:
        """The plan as of a year (the newest by default)."""
        return self._store.plan(self.year if year is None else year)

    def answers(self, year: int | None = None) -> dict[str, str]:
        """The text of every field that has one; where texts collide, the one sent out."""
        return self._store.facts(self.year if year is None else year).answers()

    def last_year(self, year: int | None = None) -> LastYear | None:
        """The newest year in this file before `year`, with its answers."""
        earlier = [known for known in self.years if known < (self.year if year is None else year)]
        return LastYear(earlier[-1], self.answers(earlier[-1])) if earlier else None

    def make_requests(
        self,
        year: int,
        folder: Path,
        carrier: Carrier = Carrier.NATIVE,
        departments: Iterable[str] | None = None,
        deadline: str = "",
    ) -> list[Path]:
        """Write one request per department into a folder, which is made when it is missing.

        Returns the files in the order of the departments. When one cannot be written, or
        stands there already, none is written and nothing is recorded.
        """
        plan = self.plan(year)
        chosen = tuple(dict.fromkeys(departments or plan.departments))
        for department in chosen:
            _known_department(plan, department)
        ready = with_room_for_all(plan)
        if ready != plan:
            plan = ready
            self._store.replace_plan(plan, at=_stamp(self._clock), by=self.by)
        answers, last = self.answers(year), self.last_year(year)
        requests = [
            cut_request(plan, department, answers, self._ticket(), last=last, deadline=deadline)
            for department in chosen
        ]
        paths = _request_paths(requests, folder, carrier)
        for path in paths:
            if path.exists():
                raise DxdeskError(Trouble.FILE_EXISTS, file=path.name)
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        self._send(requests, paths, carrier)
        return paths

    def _ticket(self) -> Ticket:
        return Ticket(uuid.uuid4().hex, secrets.token_hex(32), _stamp(self._clock))

    def _send(self, requests: list[Request], paths: list[Path], carrier: Carrier) -> None:
        """Write files aside, record them, put them in place.

        A request that is out but not recorded could never be answered; one that is recorded
        but not out is simply made again.
        """
        if not requests:
            return
        folder = paths[0].parent
        with disk_errors(folder), TemporaryDirectory(dir=folder, prefix=".dxdesk-") as name:
            aside = [Path(name) / str(index) for index in range(len(paths))]
            for request, part in zip(requests, aside, strict=True):
                write_request(request, part, carrier)
            self._store.add_requests(
                requests, carrier=carrier.value, at=_stamp(self._clock), by=self.by
            )
            for part, path in zip(aside, paths, strict=True):
                replace_file(part, path)

    def merge(self, files: Sequence[Path], progress: Step | None = None) -> list[Taken]:
        """Take submissions in: one line of outcome for each file, in the order given.

        Files that cannot be taken are refused one by one; the others are recorded together.
        `progress(done, total)` may return False to stop; then nothing is recorded.
        """
        taken: dict[int, Taken] = {}
        accepted: list[tuple[int, ReadSubmission]] = []
        doorkeeper = Doorkeeper(self._store.secrets(), self.plan, self.year)
        known = set(self._store.known_submissions())
        for index, path in enumerate(files):
            if progress and not progress(index, len(files)):
                return []
            try:
                read = read_submission(path)
                doorkeeper.check(read, path.name)
            except DxdeskError as error:
                taken[index] = Taken(path, Verdict.REFUSED, error=error)
                continue
            if read.identity in known:
                taken[index] = Taken(path, Verdict.UNCHANGED, read.submission)
            else:
                known.add(read.identity)
                accepted.append((index, read))
        before = {read.submission.year for _, read in accepted}
        facts = {year: self._store.facts(year) for year in before}
        if accepted:
            received = [
                Received(
                    read.identity, read.submission, typed(files[index].name), read.carrier.value
                )
                for index, read in accepted
            ]
            self._store.record_merge(received, at=_stamp(self._clock), by=self.by)
        paths_read = [(files[index], read) for index, read in accepted]
        for (index, _), line in zip(accepted, outcomes(facts, paths_read), strict=True):
            taken[index] = line
        return [taken[index] for index in range(len(files))]

    def undo_merge(self) -> MergeRecord:
        """Take the last merge back, exactly; what the office decided since stays."""
        undone = self._store.undo_last_merge(at=_stamp(self._clock), by=self.by)
        if undone is None:
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)
        return undone

    def merges(self) -> tuple[MergeRecord, ...]:
        """The journal of merges, oldest first."""
        return self._store.merges()

    def collisions(self, year: int | None = None) -> dict[str, Outcome]:
        """The fields where texts collide and a person has to choose."""
        return self._store.facts(self.year if year is None else year).collisions()

    def write(self, field: str, text: str, year: int | None = None) -> None:
        """Decide what a field says: a choice between colliding texts, or a correction."""
        year = self.year if year is None else year
        if field not in all_fields(self.plan(year)):
            raise DxdeskError(Trouble.UNKNOWN_FIELD, field=field)
        facts = self._store.facts(year)
        claims = facts.claims.get(field, ())
        seen = {facts.base.get(field, "")} | {t for c in claims for t in (c.base, c.text)}
        clean = typed_line(text) if is_line(field) else typed(text)
        decision = Decision(clean, frozenset(seen - {clean}))
        self._store.decide(year, field, decision, at=_stamp(self._clock), by=self.by)

    def withdraw(self, field: str, year: int | None = None) -> None:
        """Take the newest decision on a field back; what collided before collides again."""
        year = self.year if year is None else year
        at = _stamp(self._clock)
        if not self._store.withdraw_decision(year, field, at=at, by=self.by):
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)

    def history(self, field: str, year: int | None = None) -> tuple[Change, ...]:
        """Every text that a field had: who, when, and from which submission."""
        return self._store.history(self.year if year is None else year, field)

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

        Only the fields that the remarks name are open in it.
        """
        year = self.year if year is None else year
        plan = self.plan(year)
        latest = self._answered_request(plan, department)
        mine = {name for item in plan.items_of(department) for name in fields_for(item, department)}
        places = mine | {item.id for item in plan.items_of(department)}
        if not remarks or any(remark.place not in places for remark in remarks):
            raise DxdeskError(Trouble.BAD_REMARKS, file=out.name)
        request = cut_request(
            plan,
            department,
            self.answers(year),
            self._ticket(),
            round_=latest.round + 1,
            last=self.last_year(year),
            remarks=tuple(remarks),
            deadline=deadline or latest.deadline,
        )
        refuse_database(out)
        self._send([request], [out], carrier)
        return request

    def remarks_in(self, file: Path, department: str, year: int | None = None) -> list[Remark]:
        """Read the office's remarks to a department from a JSON file."""
        plan = self.plan(year)
        _known_department(plan, department)
        return read_remarks(file, plan, department)

    def accept(self, department: str, year: int | None = None) -> None:
        """Accept what a department has handed in."""
        year = self.year if year is None else year
        self._answered_request(self.plan(year), department)
        self._store.mark(year, department, Stage.ACCEPTED, at=_stamp(self._clock), by=self.by)

    def _answered_request(self, plan: Plan, department: str) -> Request:
        _known_department(plan, department)
        request = self._store.latest_request(plan.year, department)
        stage = self._store.stages(plan.year, (department,))[department]
        answered = (Stage.SUBMITTED, Stage.RESUBMITTED, Stage.ACCEPTED)
        if request is None or stage not in answered:
            raise DxdeskError(Trouble.NOT_HANDED_IN, department=department)
        return request

    def status(self, year: int | None = None) -> list[Standing]:
        """Where every department stands, in the plan's order."""
        year = self.year if year is None else year
        plan = self.plan(year)
        stages = self._store.stages(year, plan.departments)
        requests = {
            key.department: key for key in self._store.secrets().values() if key.year == year
        }
        records = sorted(self._store.submissions(year), key=lambda r: (r.round, r.number))
        submissions = {record.department: record for record in records}
        open_ = Counter(finding.field for finding in self.findings(year))
        standings: list[Standing] = []
        for department in plan.departments:
            items = plan.items_of(department)
            request = requests.get(department)
            fields = (name for item in items for name in fields_for(item, department))
            standings.append(
                Standing(
                    department,
                    stages[department],
                    len(items),
                    sum(open_[name] for name in fields),
                    request.round if request else 0,
                    request.deadline if request else "",
                    submissions.get(department),
                )
            )
        return standings

    def findings(self, year: int | None = None) -> tuple[Finding, ...]:
        """What is missing or doubtful in a year, in the plan's order."""
        return check_list(Material(self.plan(year), self.answers(year), self.last_year(year)))

    def export(self, year: int, layout: str, out: Path) -> list[str]:
        """Write a year's document as a workbook; returns what the layout cannot hold."""
        from dxdesk.export.report import build_report
        from dxdesk.export.workbooks import losses, write_workbook

        report = build_report(self.plan(year), self.answers(year))
        write_atomically(out, lambda file: write_workbook(report, layout, file))
        return losses(report, layout)

    def roll_over(self, to: int) -> Plan:
        """Begin a later year: targets carried over, this year's answers kept as last year's."""
        if to <= self.year:
            raise DxdeskError(Trouble.YEAR_BEFORE, year=to, last=self.year)
        plan = roll_over(self.plan(), to)
        self._store.add_year(
            plan, {}, at=_stamp(self._clock), by=self.by, event=EventKind.ROLLED_OVER
        )
        return plan

    def dump(self, year: int | None = None) -> dict[str, Any]:
        """Everything of a year as JSON values (DESIGN §9)."""
        return dump(self.plan(year), self.answers(year), self.years)


def _stamp(clock: Clock) -> str:
    return clock().isoformat(timespec="seconds")


def _known_department(plan: Plan, department: str) -> None:
    if department not in plan.departments:
        raise DxdeskError(Trouble.UNKNOWN_DEPARTMENT, department=department)


def _request_paths(requests: Iterable[Request], folder: Path, carrier: Carrier) -> list[Path]:
    """A file for each request; names that a file system would take for the same are numbered."""
    paths: dict[str, Path] = {}
    for request in requests:
        name = department = safe_name(request.department, _LONGEST_NAME)
        count = 1
        while name.casefold() in paths:
            count += 1
            name = f"{department}({count})"
        file = f"照会_{request.plan.year}_{name}_第{request.round}回{REQUEST_SUFFIX[carrier]}"
        paths[name.casefold()] = folder / file
    return list(paths.values())
