"""One frozen value that feeds every output, so that totals are tested without a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dxdesk.domain.asking import LastYear
from dxdesk.domain.cells import Cells, actual_of, cells_of, rating_note_of, rating_of
from dxdesk.domain.fields import Answers, field_of
from dxdesk.domain.plan import Grade, Group, Item, Kpi, Phase, Plan, RatingStage
from dxdesk.domain.summary import StageSaid, Summary, stages_of, summarise
from dxdesk.export.overview import Tally, overview


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One indicator with its figures as they are printed; `actual` is empty where unwritten.

    `lead_in` is what the document prints before the actual, separator included, where that is
    not the name. `past` are the actuals of earlier years.
    """

    kpi: Kpi
    actual: str
    past: Mapping[int, str]

    @property
    def name(self) -> str:
        """The indicator's name."""
        return self.kpi.name

    @property
    def target(self) -> str:
        """The target as printed."""
        return self.kpi.target

    @property
    def lead_in(self) -> str:
        """See the class."""
        return self.kpi.lead_in


@dataclass(frozen=True, slots=True)
class Entry:
    """One item, its cells composed. `opened` are the inner groups that begin with it.

    `…_before` are those of the year before; empty where the file does not know it. One that is
    there `again` repeats another item's cells, with its rating in brackets, so that nobody counts it.
    """

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
    rating_before: str = ""
    result_before: str = ""
    issues_before: str = ""
    again: bool = False
    stages: tuple[StageSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class StageLine:
    """A rating behind the departments' own, with the rows of its summary."""

    stage: RatingStage
    tallies: tuple[Tally, ...] = ()

    def meaning_of(self, code: str) -> str:
        """The wording of a code of its scale; empty for any other."""
        return next((tally.meaning for tally in self.tallies if tally.code == code), "")


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
    `document_title` is the title as last printed by `layout`, or empty. `past_years` are the
    earlier years of which KPIs have figures, oldest first, with their names. Shares are printed
    with so many `decimals`; `forced_shares` were made to add up to 100 %. `self_name` is what the
    departments' own rating is called, `stages` are those behind it.
    """

    title: str
    document_title: str
    layout: str
    municipality: str
    year: int
    year_text: str
    year_before_text: str
    years: tuple[int, ...]
    years_text: tuple[str, ...]
    schedule_years: tuple[str, ...]
    tallies: tuple[Tally, ...]
    total: int
    unrated: int
    overview: tuple[str, ...]
    sections: tuple[Section, ...]
    past_years: tuple[tuple[int, str], ...] = ()
    decimals: int = 0
    forced_shares: bool = False
    self_name: str = "自己評価"
    stages: tuple[StageLine, ...] = ()

    def meaning_of(self, code: str) -> str:
        """The wording of a code of the scale; empty for any other."""
        return next((tally.meaning for tally in self.tallies if tally.code == code), "")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every item in the plan's order."""
        return tuple(entry for section in self.sections for entry in section.entries)


def build_report(
    plan: Plan, answers: Answers, last: LastYear | None = None, signed: str = ""
) -> Report:
    """Derive a year's document.

    Departments sign their texts as in the published form `signed`; by default as in the plan's
    own, whatever layout is written later, since that is part of the text that is compared after
    a re-import. `last` is what is known of the years before.
    """
    earlier = _Earlier(last)
    summary = summarise(plan, answers)
    tallies = _tallies_of(plan.scale, summary)
    year_text = plan.year_name(plan.year)
    return Report(
        plan.title,
        plan.document_title,
        plan.layout,
        plan.municipality,
        plan.year,
        year_text,
        plan.year_name(plan.year - 1),
        plan.years,
        tuple(map(plan.year_name, plan.years)),
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
        _sections(plan, answers, earlier, signed or plan.layout),
        tuple((year, plan.year_name(year)) for year in earlier.years),
        plan.rulebook.percent_decimals,
        plan.rulebook.percent_to_100,
        plan.self_name,
        tuple(
            StageLine(stage, _tallies_of(plan.scale_of(stage), summarise(plan, answers, stage)))
            for stage in plan.stages
        ),
    )


_NOTHING = Cells("", "", "", "")


def _tallies_of(scale: tuple[Grade, ...], summary: Summary) -> tuple[Tally, ...]:
    return tuple(
        Tally(g.code, g.meaning, summary.counts[g.code], summary.percent(g.code), g.achieved)
        for g in scale
    )


class _Earlier:
    """The years before, ready to be asked by field."""

    def __init__(self, last: LastYear | None) -> None:
        self.answers: Answers = last.answers if last else {}
        self._past: dict[str, dict[int, str]] = {}
        for one in last.past if last else ():
            self._past.setdefault(one.field, {})[one.year] = one.actual
        self.years = sorted({one.year for one in last.past} if last else ())

    def past(self, field: str) -> Mapping[int, str]:
        """A KPI's actuals by year."""
        return self._past.get(field, {})


def _schedule_years(plan: Plan) -> tuple[str, ...]:
    known = plan.schedule_years or tuple(str(year) for year in plan.years or (plan.year,))
    printed = (phase.year for item in plan.items for phase in item.schedule if phase.label)
    return tuple(dict.fromkeys((*known, *printed)))


def _sections(plan: Plan, answers: Answers, earlier: _Earlier, signed: str) -> tuple[Section, ...]:
    sections: list[tuple[Group | None, list[Entry]]] = []
    before: tuple[Group, ...] = ()
    for item in plan.items:
        groups = plan.groups_of(item)
        opened = _opened(before, groups)
        if not sections or opened[:1] == groups[:1] != () or bool(before) != bool(groups):
            sections.append((groups[0] if groups else None, []))
            opened = groups[1:]
        sections[-1][1].append(_entry(plan, item, answers, earlier, signed, groups, opened))
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
    plan: Plan,
    item: Item,
    answers: Answers,
    earlier: _Earlier,
    signed: str,
    groups: tuple[Group, ...],
    opened: tuple[Group, ...],
) -> Entry:
    printed, item = item, plan.answered_by(item)
    cells = cells_of(item, answers, signed)
    before = cells_of(item, earlier.answers, signed) if earlier.answers else _NOTHING
    return Entry(
        printed.no,
        printed.printed_title,
        printed.departments or item.departments,
        groups,
        opened,
        cells.content,
        cells.goal,
        cells.result,
        cells.issues,
        tuple(
            KpiLine(kpi, actual_of(item, kpi, answers), earlier.past(field_of(item, kpi.id)))
            for kpi in item.kpis
        ),
        _in_brackets(rating_of(item, answers)) if printed.again else rating_of(item, answers),
        rating_note_of(item, answers),
        item.schedule,
        rating_of(item, earlier.answers),
        before.result,
        before.issues,
        bool(printed.again),
        tuple(_printed(said, printed) for said in stages_of(plan, item, answers)),
    )


def _printed(said: StageSaid, item: Item) -> StageSaid:
    return replace(said, rating=_in_brackets(said.rating)) if item.again else said


def _in_brackets(rating: str) -> str:
    return f"（{rating}）" if rating else ""
