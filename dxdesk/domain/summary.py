"""The summary, always derived from the list, and the dump that shows everything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from dxdesk.domain.cells import actual_of, cells_of, rating_note_of, rating_of
from dxdesk.domain.fields import Answers
from dxdesk.domain.figures import read_figure
from dxdesk.domain.plan import Item, Plan


@dataclass(frozen=True, slots=True)
class Summary:
    """How often each code of the scale was given; `unrated` items have none of its codes."""

    total: int
    counts: dict[str, int]
    unrated: int

    def percent(self, code: str) -> int:
        """The share of a code in whole per cent, halves rounded up."""
        return share(self.counts[code], self.total)


def share(count: int, total: int) -> int:
    """A share in whole per cent, halves rounded up; of nothing it is 0."""
    return (200 * count + total) // (2 * total) if total else 0


def summarise(plan: Plan, answers: Answers) -> Summary:
    """Count the self-ratings of every item."""
    given = Counter(rating_of(item, answers) for item in plan.items)
    counts = {code: given[code] for code in plan.codes}
    return Summary(len(plan.items), counts, len(plan.items) - sum(counts.values()))


def dump(plan: Plan, answers: Answers, years: tuple[int, ...] | None = None) -> dict[str, Any]:
    """Everything of one year as JSON values, in the format that DESIGN §9 gives."""
    summary = summarise(plan, answers)
    return {
        "format": 1,
        "plan": {
            "title": plan.title,
            "municipality": plan.municipality,
            "years": list(plan.years or years or (plan.year,)),
            "scale": [
                {"code": g.code, "meaning": g.meaning, "achieved": g.achieved} for g in plan.scale
            ],
        },
        "year": plan.year,
        "items": [_dump_item(plan, item, answers) for item in plan.items],
        "summary": {
            "total": summary.total,
            "counts": summary.counts,
            "percent": {code: summary.percent(code) for code in summary.counts},
        },
    }


def _dump_item(plan: Plan, item: Item, answers: Answers) -> dict[str, Any]:
    cells = cells_of(item, answers, plan.layout)
    return {
        "no": item.no,
        "title": item.title,
        "groups": [group.title for group in plan.groups_of(item)],
        "departments": list(item.departments),
        "content": cells.content,
        "goal": cells.goal,
        "result": cells.result,
        "issues": cells.issues,
        "rating": rating_of(item, answers) or None,
        "rating_note": rating_note_of(item, answers),
        "schedule": [{"year": phase.year, "label": phase.label} for phase in item.schedule],
        "kpis": [
            {
                "name": kpi.name,
                "kind": kpi.figure.kind.value,
                "target_text": kpi.target,
                "target": kpi.figure.number,
                "unit": kpi.unit,
                "actual_text": (actual := actual_of(item, kpi, answers)),
                "actual": read_figure(actual).number,
            }
            for kpi in item.kpis
        ],
    }
