"""One frozen value that feeds every output, so that totals are tested without a workbook."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.cells import actual_of, cells_of, rating_note_of, rating_of
from dxdesk.domain.fields import Answers
from dxdesk.domain.plan import Group, Item, Phase, Plan, YearStyle
from dxdesk.domain.summary import summarise
from dxdesk.domain.text import era_year
from dxdesk.export.overview import Tally, overview


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One indicator with its figures as they are printed; `actual` is empty where unwritten.

    `lead_in` is what the document prints before the actual, separator included, where that is
    not the name.
    """

    name: str
    target: str
    actual: str
    lead_in: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item, its cells composed. `opened` are the inner groups that begin with it."""

    no: str
    title: str
    departments: tuple[str, ...]
    groups: tuple[Group, ...]
    opened: tuple[Group, ...]
    content: str
    goal: str
    result: str
    issues: str
    kpis: tuple[KpiLine, ...]
    rating: str
    rating_note: str
    schedule: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The items that follow one heading of the outermost level; `group` is None without one."""

    group: Group | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Report:
    """A year's document before it has a layout.

    `tallies` are the rows of the summary in the order of the scale, `overview` the paragraphs
    of 総括. `schedule_years` has a heading for every phase of every item, at least one.
    `document_title` is the title as last printed by `layout`, or empty.
    """

    title: str
    document_title: str
    layout: str
    municipality: str
    year: int
    year_text: str
    years: tuple[int, ...]
    years_text: tuple[str, ...]
    schedule_years: tuple[str, ...]
    tallies: tuple[Tally, ...]
    total: int
    unrated: int
    overview: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every item in the plan's order."""
        return tuple(entry for section in self.sections for entry in section.entries)


def build_report(plan: Plan, answers: Answers) -> Report:
    """Derive a year's document.

    Cells are composed as the plan's own document does, whatever layout they are written in
    later: how a department signs is part of the text that is compared after a re-import.
    """
    summary = summarise(plan, answers)
    tallies = tuple(
        Tally(g.code, g.meaning, summary.counts[g.code], summary.percent(g.code), g.achieved)
        for g in plan.scale
    )
    year_text = _year_text(plan, plan.year)
    return Report(
        plan.title,
        plan.document_title,
        plan.layout,
        plan.municipality,
        plan.year,
        year_text,
        plan.years,
        tuple(_year_text(plan, year) for year in plan.years),
        _schedule_years(plan),
        tallies,
        summary.total,
        summary.unrated,
        overview(
            year_text,
            tallies,
            summary.total,
            summary.unrated,
            lambda codes: summary.percent_of(codes, plan.rulebook),
        ),
        _sections(plan, answers),
    )


def _year_text(plan: Plan, year: int) -> str:
    return era_year(year) if plan.year_style is YearStyle.ERA else f"{year}年度"


def _schedule_years(plan: Plan) -> tuple[str, ...]:
    known = plan.schedule_years or tuple(str(year) for year in plan.years or (plan.year,))
    printed = (phase.year for item in plan.items for phase in item.schedule if phase.label)
    return tuple(dict.fromkeys((*known, *printed)))


def _sections(plan: Plan, answers: Answers) -> tuple[Section, ...]:
    sections: list[tuple[Group | None, list[Entry]]] = []
    before: tuple[Group, ...] = ()
    for item in plan.items:
        groups = plan.groups_of(item)
        opened = _opened(before, groups)
        if not sections or opened[:1] == groups[:1] != () or bool(before) != bool(groups):
            sections.append((groups[0] if groups else None, []))
            opened = groups[1:]
        sections[-1][1].append(_entry(item, answers, plan.layout, groups, opened))
        before = groups
    return tuple(Section(group, tuple(entries)) for group, entries in sections)


def _opened(before: tuple[Group, ...], groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The headings to print between two items, outermost first.

    An item that leaves an inner group without entering another gets its outer headings again:
    nothing else on paper would say that the inner group has ended.
    """
    if before[: len(groups)] == groups:
        return groups if len(before) > len(groups) else ()
    same = 0
    while before[same : same + 1] == groups[same : same + 1]:
        same += 1
    return groups[same:]


def _entry(
    item: Item,
    answers: Answers,
    layout: str,
    groups: tuple[Group, ...],
    opened: tuple[Group, ...],
) -> Entry:
    cells = cells_of(item, answers, layout)
    return Entry(
        item.no,
        item.title,
        item.departments,
        groups,
        opened,
        cells.content,
        cells.goal,
        cells.result,
        cells.issues,
        tuple(
            KpiLine(kpi.name, kpi.target, actual_of(item, kpi, answers), kpi.lead_in)
            for kpi in item.kpis
        ),
        rating_of(item, answers),
        rating_note_of(item, answers),
        item.schedule,
    )
