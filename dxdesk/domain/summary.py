"""The summary, always derived from the list, and the dump that shows everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dxdesk.domain.cells import actual_of, cells_of, rating_note_of, rating_of
from dxdesk.domain.fields import (
    COMMENT,
    RATING,
    RATING_NOTE,
    RESPONSE,
    Answers,
    stage_field,
)
from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.plan import Item, Plan, RatingStage
from dxdesk.domain.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Summary:
    """How often each code of the scale was given; `unrated` items have none of its codes.

    `shares` are per cent of all items, as the plan's rulebook wants them printed.
    """

    total: int
    counts: dict[str, int]
    unrated: int
    shares: dict[str, Decimal]

    def percent(self, code: str) -> Decimal:
        """The share of a code in per cent, with the decimals that are printed."""
        return self.shares[code]

    def percent_of(self, codes: Iterable[str], rulebook: Rulebook) -> Decimal:
        """The share of several codes together; of forced shares it is their sum."""
        chosen = tuple(codes)
        if rulebook.percent_to_100:
            return sum((self.shares[code] for code in chosen), Decimal(0))
        count = sum(self.counts[code] for code in chosen)
        return share(count, self.total, rulebook.percent_decimals)


def share(count: int, total: int, decimals: int = 0) -> Decimal:
    """A share in per cent, halves rounded up; of nothing it is 0."""
    step = Decimal(1).scaleb(-decimals)
    if not total:
        return Decimal(0).quantize(step)
    units = (2 * count * 100 * 10**decimals + total) // (2 * total)
    return Decimal(units).scaleb(-decimals).quantize(step)


def shares_to_100(counts: Sequence[int], decimals: int = 0) -> list[Decimal]:
    """Shares in per cent that add up to exactly 100, by the largest remainders.

    Of equal remainders the earlier one is rounded up. Of nothing every share is 0.
    """
    total, step = sum(counts), Decimal(1).scaleb(-decimals)
    if not total:
        return [Decimal(0).quantize(step) for _ in counts]
    whole = 100 * 10**decimals
    units = [count * whole // total for count in counts]
    remainders = [count * whole % total for count in counts]
    order = sorted(range(len(counts)), key=lambda at: (-remainders[at], at))
    for at in order[: whole - sum(units)]:
        units[at] += 1
    return [Decimal(unit).scaleb(-decimals).quantize(step) for unit in units]


def summarise(plan: Plan, answers: Answers, stage: RatingStage | None = None) -> Summary:
    """Count the ratings of every item: the departments' own, or those of a stage behind them."""
    if stage is None:
        given = Counter(rating_of(item, answers) for item in plan.own_items)
    else:
        fields = (stage_field(item, RATING, stage.id) for item in plan.own_items)
        given = Counter(answers.get(field, "") for field in fields)
    codes = plan.codes if stage is None else tuple(g.code for g in plan.scale_of(stage))
    counts = {code: given[code] for code in codes}
    total = len(plan.own_items)
    unrated = total - sum(counts.values())
    decimals = plan.rulebook.percent_decimals
    if plan.rulebook.percent_to_100:
        parts = shares_to_100([*counts.values(), unrated], decimals)[: len(counts)]
    else:
        parts = [share(count, total, decimals) for count in counts.values()]
    return Summary(total, counts, unrated, dict(zip(counts, parts, strict=True)))


def _plain(number: Decimal) -> int | float:
    """As JSON prints it: an int where no decimals are printed."""
    return float(number) if number.as_tuple().exponent else int(number)


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
            "percent": {code: _plain(summary.percent(code)) for code in summary.counts},
        },
    }


def _dump_item(plan: Plan, item: Item, answers: Answers) -> dict[str, Any]:
    cells = cells_of(item, answers, plan.layout)
    again = {"again": plan.answered_by(item).no} if item.again else {}
    said = stages_of(plan, plan.answered_by(item), answers)
    stages = {"stages": [_dump_stage(stage) for stage in said]} if said else {}
    return again | {
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
        **stages,
    }


@dataclass(frozen=True, slots=True)
class StageSaid:
    """What a stage behind the departments' own says of one item."""

    stage: RatingStage
    rating: str = ""
    note: str = ""
    comment: str = ""
    response: str = ""


def stages_of(plan: Plan, item: Item, answers: Answers) -> tuple[StageSaid, ...]:
    """What each stage of the plan says of an item, in their order."""
    names = (RATING, RATING_NOTE, COMMENT, RESPONSE)
    return tuple(
        StageSaid(stage, *(answers.get(stage_field(item, n, stage.id), "") for n in names))
        for stage in plan.stages
    )


def _dump_stage(said: StageSaid) -> dict[str, Any]:
    return {
        "stage": said.stage.id,
        "name": said.stage.name,
        "rating": said.rating or None,
        "note": said.note,
        "comment": said.comment,
        "response": said.response,
    }
