"""What review sheets say: values gathered through the doors, before anything is painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dxdesk.domain.asking import short_code
from dxdesk.domain.checks import Finding
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.fields import RATING, RATING_NOTE, Answers, field_of, fields_for, split_field
from dxdesk.domain.findings import weighs
from dxdesk.domain.plan import Column, Item, Plan, Slot, YearStyle
from dxdesk.domain.text import era_year
from dxdesk.finding_words import finding_sentence
from dxdesk.messages import field_label

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
class Figures:
    """A line of the KPI table."""

    name: str
    target: str
    last: str
    actual: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The review sheet of one item for one department.

    `findings` are those that wait for an answer, then those that have one with its reason.
    `handed_in` says which hand-in this is and `code` matches it to the file; both are empty
    before the first.
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


@dataclass(frozen=True, slots=True)
class _Source:
    plan: Plan
    answers: Answers
    last: Answers
    last_year: int | None


def sheets_of_desk(desk: Desk, item: Item | None = None) -> list[Sheet]:
    """One sheet per item of the clerk's request, or that of one item."""
    request = desk.request
    source = _Source(request.plan, desk.answers(), request.last, request.last_year)
    known = desk.submissions() if desk.handed_in else ()
    handed_in, code = "", ""
    if known:
        submission = known[-1].submission
        handed_in = f"提出 第{submission.number}回（{submission.by}　{_day(submission.at)}）"
        code = submission.code
    found = desk.findings(closed=True)
    if item is not None:
        source = replace(source, plan=source.plan.only([item]))
    return list(_sheets(source, request.department, found, handed_in, code))


def sheets_of_office(office: Office, year: int | None = None) -> list[Sheet]:
    """The sheets of every department, in the plan's order."""
    year = office.year if year is None else year
    last = office.last_year(year)
    source = _Source(
        office.plan(year),
        office.answers(year),
        last.answers if last else {},
        last.year if last else None,
    )
    made: list[Sheet] = []
    for standing in office.status(year):
        handed_in, code = "", ""
        if standing.submission:
            record = standing.submission
            handed_in = f"提出 第{record.number}回（{record.by}　{_day(record.at)}）"
            code = short_code(record.seal)
        found = office.findings_of(standing.department, year)
        made += _sheets(source, standing.department, found, handed_in, code)
    return made


def _day(at: str) -> str:
    return at[:10]


def _sheets(
    source: _Source, department: str, found: Iterable[Finding], handed_in: str, code: str
) -> Iterator[Sheet]:
    by_item: dict[str, list[Finding]] = {}
    for finding in found:
        by_item.setdefault(split_field(finding.field)[0], []).append(finding)
    for item in source.plan.items_of(department):
        made = _sheet(source, item, department)
        said = tuple(_findings(by_item.get(item.id, ())))
        yield replace(made, findings=said, handed_in=handed_in, code=code)


def _sheet(source: _Source, item: Item, department: str) -> Sheet:
    """The lead's sheet shows the whole item, another department's its own fields."""
    plan = source.plan
    lead = department == item.lead
    mine = set(fields_for(item, department))
    rating = field_of(item, RATING)
    return Sheet(
        plan.title,
        _year(plan, plan.year),
        "" if source.last_year is None else _year(plan, source.last_year),
        department,
        " ＞ ".join(group.heading for group in plan.groups_of(item)),
        item.no,
        item.title,
        "、".join(item.departments),
        item.content,
        item.goal,
        "　".join(f"{phase.year}：{phase.label}" for phase in item.schedule if phase.label),
        tuple(_written(source, item, Column.RESULT, mine, lead=lead)),
        tuple(
            Figures(
                kpi.name,
                kpi.target,
                source.last.get(field_of(item, kpi.id), ""),
                source.answers.get(field_of(item, kpi.id), ""),
            )
            for kpi in item.kpis
            if lead or field_of(item, kpi.id) in mine
        ),
        tuple(_written(source, item, Column.ISSUES, mine, lead=lead)),
        Written(
            "自己評価",
            wording(plan, source.answers.get(rating, "")),
            wording(plan, source.last.get(rating, "")),
        )
        if lead
        else None,
        source.answers.get(field_of(item, RATING_NOTE), "") if lead else "",
    )


def _written(
    source: _Source, item: Item, column: Column, mine: set[str], *, lead: bool
) -> Iterator[Written]:
    for slot in item.slots_in(column):
        field = field_of(item, slot.id)
        if lead or field in mine:
            text, last = source.answers.get(field, ""), source.last.get(field, "")
            yield Written(slot.part, text, last, _who(item, slot))


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


def _year(plan: Plan, year: int) -> str:
    return era_year(year) if plan.year_style is YearStyle.ERA else f"{year}年度"


def wording(plan: Plan, code: str) -> str:
    """A code of the scale with its wording."""
    meaning = next((grade.meaning for grade in plan.scale if grade.code == code), "")
    return f"{code}　{meaning}".strip()
