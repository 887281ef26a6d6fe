"""What review sheets say: values gathered through the doors, before anything is painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dxdesk.domain.asking import Correction, PastFigure, Remark
from dxdesk.domain.checks import Finding
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.fields import (
    RATING,
    RATING_NOTE,
    Answers,
    direction_name,
    field_of,
    fields_for,
    split_field,
)
from dxdesk.domain.findings import weighs
from dxdesk.domain.plan import STAMPS, Column, Item, Plan, Slot
from dxdesk.domain.sealing import short_code
from dxdesk.finding_words import finding_sentence
from dxdesk.messages import field_label, place_label, remark_lines

if TYPE_CHECKING:
    # Each desk prints without loading the other's door.
    from dxdesk.department import Desk
    from dxdesk.office import Office


@dataclass(frozen=True, slots=True)
class Written:
    """A labelled text; `who` is named where the item has several departments."""

    label: str
    text: str
    last: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a KPI reached in an earlier year, as printed; `year` is its short name (R5)."""

    year: str
    actual: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A line of the KPI table; `past` are the years before the last, oldest first.

    Under the name stands which way is better for the department, where it was asked and said so.
    """

    name: str
    target: str
    last: str
    actual: str
    past: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The review sheet of one item for one department.

    `findings` are those that wait for an answer, then those that have one with its reason.
    `handed_in` says which hand-in this is and `code` matches it to the file; both are empty
    before the first. `remarks` are what the office says in a return, `corrections` what it put in
    place of what the department had handed in. `short_years` are the names of the last and of this
    year for narrow places.
    """

    plan: str
    year: str
    last_year: str
    department: str
    groups: str
    no: str
    title: str
    departments: str
    content: str
    goal: str
    schedule: str
    results: tuple[Written, ...]
    figures: tuple[Figures, ...]
    issues: tuple[Written, ...]
    rating: Written | None
    note: str
    findings: tuple[str, ...] = ()
    handed_in: str = ""
    code: str = ""
    remarks: tuple[str, ...] = ()
    stamps: tuple[str, ...] = STAMPS
    short_years: tuple[str, str] = ("", "")
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    plan: Plan
    answers: Answers
    last: Answers
    last_year: int | None
    past: tuple[PastFigure, ...] = ()

    def earlier(self, field: str) -> tuple[Earlier, ...]:
        """What a KPI reached in the years before the last."""
        known = (one for one in self.past if one.field == field and one.year != self.last_year)
        return tuple(Earlier(self.plan.short_year(one.year), one.actual) for one in known)


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a department handed in and what the office said to it."""

    handed_in: str = ""
    code: str = ""
    remarks: tuple[Remark, ...] = ()
    corrections: tuple[Correction, ...] = ()


def sheets_of_desk(desk: Desk, item: Item | None = None) -> list[Sheet]:
    """One sheet per item of the clerk's request, or that of one item."""
    request = desk.request
    plan = request.plan if item is None else request.plan.only([item])
    source = _Source(plan, desk.answers(), request.last, request.last_year, request.past)
    known = desk.submissions() if desk.handed_in else ()
    sent = _Sent(remarks=request.remarks, corrections=request.corrections)
    if known:
        submission = known[-1].submission
        said = _handed_in(submission.number, submission.by, submission.at)
        sent = replace(sent, handed_in=said, code=submission.code)
    found = desk.findings(closed=True)
    return list(_sheets(source, request.department, found, sent))


def sheets_of_office(
    office: Office, year: int | None = None, departments: Sequence[str] = ()
) -> list[Sheet]:
    """The sheets of every department, or of some, in the plan's order."""
    year = office.year if year is None else year
    last = office.last_year(year)
    source = _Source(
        office.plan(year),
        office.answers(year),
        last.answers if last else {},
        last.year if last else None,
        office.past(year),
    )
    made: list[Sheet] = []
    for standing in office.status(year):
        if departments and standing.department not in departments:
            continue
        request = office.request_of(standing.department, year)
        sent = _Sent(remarks=request.remarks if request else ())
        sent = replace(sent, corrections=office.corrections(standing.department, year))
        if record := standing.submission:
            said = _handed_in(record.number, record.by, record.at)
            sent = replace(sent, handed_in=said, code=short_code(record.seal))
        found = office.findings_of(standing.department, year)
        made += _sheets(source, standing.department, found, sent)
    return made


def _handed_in(number: int, by: str, at: str) -> str:
    return f"提出 第{number}回（{by}　{_day(at)}）"


def _day(at: str) -> str:
    return at[:10]


def _sheets(
    source: _Source, department: str, found: Iterable[Finding], sent: _Sent
) -> Iterator[Sheet]:
    by_item: dict[str, list[Finding]] = {}
    for finding in found:
        by_item.setdefault(split_field(finding.field)[0], []).append(finding)
    for item in source.plan.items_of(department):
        made = _sheet(source, item, department)
        yield replace(
            made,
            findings=tuple(_findings(by_item.get(item.id, ()))),
            handed_in=sent.handed_in,
            code=sent.code,
            remarks=tuple(remark_lines(item, sent.remarks)),
            corrections=tuple(_correction_lines(item, sent.corrections)),
        )


def _correction_lines(item: Item, corrections: Iterable[Correction]) -> Iterator[str]:
    """What the department had handed in, where the office wrote something else."""
    for one in corrections:
        if one.field.startswith(f"{item.id}/"):
            yield f"{place_label(item, one.field)}　もとの文：{one.text or '（空欄）'}"


def _sheet(source: _Source, item: Item, department: str) -> Sheet:
    """The lead's sheet shows the whole item, another department's its own fields."""
    plan = source.plan
    lead = department == item.lead
    mine = set(fields_for(item, department))
    rating = field_of(item, RATING)
    return Sheet(
        plan.title,
        plan.year_name(plan.year),
        "" if source.last_year is None else plan.year_name(source.last_year),
        department,
        " ＞ ".join(group.heading for group in plan.groups_of(item)),
        item.no,
        item.title,
        "、".join(item.departments),
        item.content,
        item.goal,
        "　".join(f"{phase.year}：{phase.label}" for phase in item.schedule if phase.label),
        tuple(_written(source, item, Column.RESULT, mine, lead=lead)),
        tuple(_figures(source, item, mine, lead=lead)),
        tuple(_written(source, item, Column.ISSUES, mine, lead=lead)),
        Written(
            "自己評価",
            wording(plan, source.answers.get(rating, "")),
            wording(plan, source.last.get(rating, "")),
        )
        if lead
        else None,
        source.answers.get(field_of(item, RATING_NOTE), "") if lead else "",
        stamps=plan.stamps,
        short_years=(
            "" if source.last_year is None else plan.short_year(source.last_year),
            plan.short_year(plan.year),
        ),
    )


def _written(
    source: _Source, item: Item, column: Column, mine: set[str], *, lead: bool
) -> Iterator[Written]:
    for slot in item.slots_in(column):
        field = field_of(item, slot.id)
        if lead or field in mine:
            text, last = source.answers.get(field, ""), source.last.get(field, "")
            yield Written(slot.part, text, last, _who(item, slot))


def _figures(source: _Source, item: Item, mine: set[str], *, lead: bool) -> Iterator[Figures]:
    for kpi in item.kpis:
        field = field_of(item, kpi.id)
        if lead or field in mine:
            last, now = source.last.get(field, ""), source.answers.get(field, "")
            side = source.answers.get(field_of(item, direction_name(kpi)), "")
            name = f"{kpi.name}\n（課の考え：{side}）" if side else kpi.name
            yield Figures(name, kpi.target, last, now, source.earlier(field))


def _who(item: Item, slot: Slot) -> str:
    return "、".join(slot.departments) if len(item.departments) > 1 else ""


def _findings(findings: Iterable[Finding]) -> Iterator[str]:
    """What waits for an answer, then what was answered; a hint that was not is no paper's matter."""
    known = tuple(findings)
    for finding in (*filter(weighs, known), *(one for one in known if one.confirmation)):
        place = field_label(split_field(finding.field)[1])
        part = f" {finding.part}" if finding.part else ""
        said = f"{place}{part}：{finding_sentence(finding)}"
        if finding.confirmation:
            said += f"（確認済み：{_signed(finding.confirmation)}）"
        elif finding.earlier:
            said += f"（変更前の理由：{_signed(finding.earlier)}）"
        yield said


def _signed(given: Confirmation) -> str:
    return f"{given.reason}　{given.by}　{_day(given.at)}"


def wording(plan: Plan, code: str) -> str:
    """A code of the scale with its wording."""
    meaning = next((grade.meaning for grade in plan.scale if grade.code == code), "")
    return f"{code}　{meaning}".strip()


def title_of(sheets: Sequence[Sheet]) -> str:
    """What a file of sheets is called."""
    if not sheets:
        return "確認票"
    names = list(dict.fromkeys(sheet.department for sheet in sheets))
    who = names[0] if len(names) == 1 else f"{len(names)}課"
    return f"確認票 {sheets[0].year} {who} {sheets[0].plan}"
