"""The door itself: a method for each thing that an office does, in the order of its year."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dxdesk.disk import disk_errors, refuse_database, write_atomically
from dxdesk.domain import scale
from dxdesk.domain.asking import (
    LastYear,
    PastFigure,
    Remark,
    Request,
    Stage,
    cut_request,
    in_order,
    roll_over,
    with_known,
    with_room_for_all,
)
from dxdesk.domain.checks import Finding
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.fields import all_fields, fields_for, is_line
from dxdesk.domain.figures import Direction
from dxdesk.domain.findings import EVERY, Choice, confirmed, fixed_texts
from dxdesk.domain.merging import Decision, Outcome
from dxdesk.domain.plan import Plan
from dxdesk.domain.reading import Reading
from dxdesk.domain.rulebook import Rulebook
from dxdesk.domain.settings import Settings, with_settings
from dxdesk.domain.summary import dump
from dxdesk.domain.text import typed, typed_line
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import Carrier, write_marked
from dxdesk.files.published import read_clipboard, read_published
from dxdesk.files.remarks import read_remarks
from dxdesk.intake import Known, Step, Taken, take_in
from dxdesk.machine import this_host, this_user
from dxdesk.office.asking import marked_path, request_paths, send, ticket
from dxdesk.office.look import Look, Looks, Standing
from dxdesk.office.publishing import (
    LayoutChoice,
    document_of,
    layout_choices,
    layout_of,
    report_of,
)
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import Change, EventKind, MergeRecord

if TYPE_CHECKING:
    from dxdesk.export.document import Document

Clock = Callable[[], datetime]


class Office:
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

    def _look(self, year: int | None = None) -> Look:
        return self._looks.at(self.year if year is None else year)

    @property
    def _now(self) -> str:
        return _stamp(self._clock)

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

    # What the plan says about its checks

    def set_rulebook(self, rulebook: Rulebook, year: int | None = None) -> None:
        """Set which rules are on, how severe, and what they need to know; later years keep it.

        Raises:
            DxdeskError: a code that no rule or no rating has, or a figure out of its range.
        """
        self.change_settings(Settings(rulebook), year)

    def set_direction(self, field: str, direction: Direction, year: int | None = None) -> None:
        """Say of a KPI, by its field, whether more or less is better."""
        self.change_settings(Settings(directions={field: direction}), year)

    def set_standing(
        self, code: str, standing: scale.Standing | None, year: int | None = None
    ) -> None:
        """Say where a code of the scale stands; None leaves it to the code's wording."""
        self.change_settings(Settings(standings={code: standing}), year)

    def change_settings(self, settings: Settings, year: int | None = None) -> None:
        """Set several things about the checks, all or none."""
        self._change_plan(with_settings(self.plan(year), settings))

    def _change_plan(self, plan: Plan) -> None:
        if plan != self.plan(plan.year):
            self._store.replace_plan(plan, at=self._now, by=self.by)

    # Asking

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
        self._change_plan(with_room_for_all(plan))
        requests = [self._cut(year, department, deadline=deadline) for department in chosen]
        paths = request_paths(requests, folder, carrier)
        for path in paths:
            if path.exists():
                raise DxdeskError(Trouble.FILE_EXISTS, file=path.name)
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        send(self._store, requests, paths, carrier, at=self._now, by=self.by)
        return paths

    def request_of(self, department: str, year: int | None = None) -> Request | None:
        """The newest request to a department; None where it was not asked yet."""
        plan = self.plan(year)
        _known_department(plan, department)
        return self._store.latest_request(plan.year, department)

    def _cut(
        self,
        year: int,
        department: str,
        *,
        deadline: str,
        round_: int = 1,
        remarks: tuple[Remark, ...] = (),
    ) -> Request:
        look = self._look(year)
        request = cut_request(
            look.plan,
            department,
            look.answers,
            ticket(self._now),
            round_=round_,
            last=look.earlier,
            deadline=deadline,
            remarks=remarks,
        )
        return with_known(request, look.confirmations)

    # Taking in

    def merge(self, files: Sequence[Path], progress: Step | None = None) -> list[Taken]:
        """Take submissions in: one line of outcome for each file, in the order given.

        Files that cannot be taken are refused one by one; the others are recorded together. A
        workbook with the forms of several departments gives a line for each of them.
        `progress(done, total)` may return False to stop; then nothing is recorded.
        """

        def known(year: int) -> Known:
            look = self._look(year)
            return Known(look.facts, look.reasons)

        return take_in(self._store, self.plan, known, files, progress, at=self._now, by=self.by)

    def write_marked(self, line: Taken, folder: Path) -> Path:
        """Write a form with what a department wrote, marked where it has to place something.

        The file gets a name of its own in `folder`, which is made when it is missing.

        Raises:
            DxdeskError: NOTHING_TO_MARK; UNKNOWN_FORM where it is not known whose form it was.
        """
        said = line.submission
        if not line.unplaced:
            raise DxdeskError(Trouble.NOTHING_TO_MARK, file=line.path.name)
        sent = self._store.requests(said.year) if said else ()
        asked = next((one for one in sent if said and one.id == said.request), None)
        if said is None or asked is None:
            raise DxdeskError(Trouble.UNKNOWN_FORM, file=line.path.name)
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        path = marked_path(asked, folder)
        write_marked(asked, said, line.unplaced, path)
        return path

    def undo_merge(self) -> MergeRecord:
        """Take the last merge back, exactly; what the office decided since stays."""
        undone = self._store.undo_last_merge(at=self._now, by=self.by)
        if undone is None:
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)
        return undone

    def merges(self) -> tuple[MergeRecord, ...]:
        """The journal of merges, oldest first."""
        return self._store.merges()

    def collisions(self, year: int | None = None) -> dict[str, Outcome]:
        """The fields where texts collide and a person has to choose."""
        return dict(self._look(year).collisions)

    def write(self, field: str, text: str, year: int | None = None) -> None:
        """Decide what a field says: a choice between colliding texts, or a correction."""
        look = self._look(year)
        if field not in all_fields(look.plan):
            raise DxdeskError(Trouble.UNKNOWN_FIELD, field=field)
        facts = look.facts
        claims = facts.claims.get(field, ())
        seen = {facts.base.get(field, "")} | {t for c in claims for t in (c.base, c.text)}
        clean = typed_line(text) if is_line(field) else typed(text)
        decision = Decision(clean, frozenset(seen - {clean}))
        self._store.decide(look.plan.year, field, decision, at=self._now, by=self.by)

    def withdraw(self, field: str, year: int | None = None) -> None:
        """Take the newest decision on a field back; what collided before collides again."""
        year = self.year if year is None else year
        if not self._store.withdraw_decision(year, field, at=self._now, by=self.by):
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)

    def history(self, field: str, year: int | None = None) -> tuple[Change, ...]:
        """Every text that a field had: who, when, and from which submission."""
        return self._store.history(self.year if year is None else year, field)

    # Findings and their answers

    def findings(self, year: int | None = None) -> tuple[Finding, ...]:
        """What is missing or doubtful in a year: of its list, then item by item in the plan's order.

        Each has the answer that a department or the office has given it.
        """
        return self._look(year).findings

    def findings_of(self, department: str, year: int | None = None) -> tuple[Finding, ...]:
        """What a department is told, in the order of its form; the answers included."""
        look = self._look(year)
        _known_department(look.plan, department)
        return look.findings_of(department)

    def confirmations(self, year: int | None = None) -> tuple[Confirmation, ...]:
        """The answers to findings that count, the departments' and the office's."""
        return in_order(self._look(year).confirmations)

    def confirm(self, finding: Finding, reason: str, year: int | None = None) -> Confirmation:
        """Answer a finding with a reason; a former answer to it counts no longer.

        It changes no text. A change of the finding's data brings the finding back.

        Raises:
            DxdeskError: no reason or one that is too long, or a rule that has to be obeyed.
        """
        year = self.year if year is None else year
        at, by = self._now, self.by or this_user()
        answer = confirmed(finding, reason, by, at)
        if answer.field and answer.field not in all_fields(self.plan(year)):
            raise DxdeskError(Trouble.UNKNOWN_FIELD, field=answer.field)
        self._store.confirm(year, answer, at=at, by=by)
        return answer

    def withdraw_confirmation(self, finding: Finding, year: int | None = None) -> None:
        """Let no answer to a finding count, a department's neither; it waits for one again.

        Raises:
            DxdeskError: it has none.
        """
        year = self.year if year is None else year
        place, at = finding.confirmed("", "", ""), self._now
        if not self._store.withdraw_confirmation(year, place, at=at, by=self.by):
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)

    def fixes(self, choice: Choice = EVERY, year: int | None = None) -> dict[str, str]:
        """The texts that the fixes of waiting findings give, by field; nothing is decided."""
        look = self._look(year)
        return fixed_texts(look.checked, look.confirmations, choice)

    def fix(self, choice: Choice = EVERY, year: int | None = None) -> dict[str, str]:
        """Decide the texts that `fixes` gives, and return them."""
        texts = self.fixes(choice, year)
        for field, text in texts.items():
            self.write(field, text, year)
        return texts

    def export_findings(
        self, findings: Iterable[Finding], out: Path, year: int | None = None
    ) -> None:
        """Write findings as a table for people; see `write_findings`."""
        from dxdesk.export.findings import write_findings

        write_findings(self.plan(year), tuple(findings), out)

    # Deciding on what was handed in

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
        request = self._cut(
            year,
            department,
            deadline=deadline or latest.deadline,
            round_=latest.round + 1,
            remarks=tuple(remarks),
        )
        refuse_database(out)
        send(self._store, [request], [out], carrier, at=self._now, by=self.by)
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
        self._store.mark(year, department, Stage.ACCEPTED, at=self._now, by=self.by)

    def _answered_request(self, plan: Plan, department: str) -> Request:
        _known_department(plan, department)
        request = self._store.latest_request(plan.year, department)
        stage = self._store.stages(plan.year, (department,))[department]
        answered = (Stage.SUBMITTED, Stage.RESUBMITTED, Stage.ACCEPTED)
        if request is None or stage not in answered:
            raise DxdeskError(Trouble.NOT_HANDED_IN, department=department)
        return request

    def status(self, year: int | None = None) -> list[Standing]:
        """Where every department stands, in the plan's order.

        Of a department's findings those are counted that wait for an answer; hints are not.
        """
        return list(self._look(year).standings)

    # Publishing

    def layouts(self) -> list[LayoutChoice]:
        """The layouts to choose from: those shipped, then those in the folder beside this file."""
        return layout_choices(self.path)

    def document(self, year: int, layout: str) -> Document:
        """A year in a layout, by its name or file, to be shown or printed.

        Raises:
            DxdeskError: no such layout, or one that is wrong, with its lines.
        """
        return document_of(self._look(year), layout_of(layout, self.path))

    def losses(self, year: int, layout: str) -> list[str]:
        """What a layout cannot hold of a year, a sentence each."""
        from dxdesk.export.workbooks import losses

        found = layout_of(layout, self.path)
        return losses(report_of(self._look(year), found), found)

    def export(self, year: int, layout: str, out: Path) -> list[str]:
        """Write a year's document as a workbook; returns what the layout cannot hold."""
        from dxdesk.export.workbooks import losses, write_workbook

        found = layout_of(layout, self.path)
        report = report_of(self._look(year), found)
        write_atomically(out, lambda file: write_workbook(report, found, file))
        return losses(report, found)

    def export_data(self, year: int, out: Path, *, license_: str = "") -> list[Path]:
        """Write a year as open data, .csv or .json; returns the files, see `write_open_data`."""
        from dxdesk.export.open_data import build_open_data
        from dxdesk.export.open_data_files import write_open_data

        data = build_open_data(self.plan(year), self.answers(year), license_=license_)
        return write_open_data(data, out)

    def roll_over(self, to: int) -> Plan:
        """Begin a later year: targets carried over, this year's answers kept as last year's."""
        if to <= self.year:
            raise DxdeskError(Trouble.YEAR_BEFORE, year=to, last=self.year)
        plan = roll_over(self.plan(), to)
        self._store.add_year(plan, {}, at=self._now, by=self.by, event=EventKind.ROLLED_OVER)
        return plan

    def dump(self, year: int | None = None) -> dict[str, Any]:
        """Everything of a year as JSON values (DESIGN §9)."""
        return dump(self.plan(year), self.answers(year), self.years)


def _stamp(clock: Clock) -> str:
    return clock().isoformat(timespec="seconds")


def _known_department(plan: Plan, department: str) -> None:
    if department not in plan.departments:
        raise DxdeskError(Trouble.UNKNOWN_DEPARTMENT, department=department)
