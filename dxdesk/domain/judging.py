"""A KPI's actual against its target: met or missed, how far, and how sure that is.

Nothing is judged that would have to be guessed: another unit, several measures, words and
doubtful readings give no verdict. A target of zero gives a verdict but no rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import Enum

from dxdesk.domain.figures import (
    Basis,
    Comparator,
    Direction,
    Empty,
    Figure,
    Kind,
    Measure,
    direction_of,
    read_figure,
    told_empty,
)
from dxdesk.domain.plan import Kpi


class Verdict(Enum):
    """What the comparison says."""

    ABOVE = "above"
    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


class Why(Enum):
    """Why there is no verdict."""

    UNREPORTED = "unreported"
    TARGET_IN_WORDS = "target-in-words"
    ACTUAL_IN_WORDS = "actual-in-words"
    OTHER_UNIT = "other-unit"
    SEVERAL_MEASURES = "several-measures"
    DOUBTFUL = "doubtful"
    ZERO_TARGET = "zero-target"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of one KPI in one year.

    `rate` is the achievement in per cent with one decimal; a missed target never prints as
    100.0. Where less is better it is target over actual. `later` says that the target is for
    a year after the report's; `straight_line` is then what a steady way from nothing in the
    year before the plan to the target would give by now, for figures that add up. `guessed`
    says that the direction was taken from the KPI's words or, for want of any, that more is
    better. `empty` is the kind of nothing that the actual says or tells in words.
    """

    kpi: Kpi
    target: Figure
    actual: Figure
    verdict: Verdict
    why: Why | None = None
    rate: Decimal | None = None
    later: bool = False
    straight_line: Decimal | None = None
    direction: Direction = Direction.MORE
    guessed: bool = False
    empty: Empty | None = None

    @property
    def missed(self) -> bool:
        """Whether the target was due and not reached, or the work was not done at all."""
        return not self.later and (self.verdict is Verdict.MISSED or self.empty is Empty.NOT_DONE)

    @property
    def reached(self) -> bool:
        """Whether the target was reached, due or not."""
        return self.verdict in (Verdict.MET, Verdict.ABOVE)

    @property
    def behind(self) -> bool:
        """Whether a target that is not due yet is missed, and by more than the straight line."""
        if not self.later or self.verdict is not Verdict.MISSED:
            return False
        value = self.actual.value
        return self.straight_line is None or (value is not None and value < self.straight_line)


def judge(kpi: Kpi, actual_text: str, year: int, years: Sequence[int] = ()) -> Judgement:
    """Compare an actual with its target; `year` is the report's, `years` the plan's."""
    target, actual = kpi.figure, read_figure(actual_text)
    direction, said = direction_of(kpi.name, target, kpi.direction)
    due = target.due.year if target.due else None
    judged = Judgement(
        kpi,
        target,
        actual,
        Verdict.UNKNOWN,
        later=due is not None and due > year,
        direction=direction,
        guessed=not said,
        empty=told_empty(actual),
    )
    return _with_verdict(judged, year, years)


def _with_verdict(judged: Judgement, year: int, years: Sequence[int]) -> Judgement:
    goal, got = _comparable(judged.target, judged.actual)
    if isinstance(goal, Why):
        return replace(judged, why=goal)
    assert got is not None
    target, comparator = judged.target, judged.target.comparator
    if goal.value == 0 and goal.upper is None and judged.guessed and got.value != 0:
        return replace(judged, why=Why.ZERO_TARGET)
    verdict = _verdict(goal, got, comparator, judged.direction)
    line = None
    if judged.later and target.due and judged.direction is Direction.MORE:
        line = _straight_line(goal.value, target, year, years)
    return replace(
        judged,
        verdict=verdict,
        rate=_rate(goal, got.value, verdict, judged.direction),
        straight_line=line,
    )


def _comparable(target: Figure, actual: Figure) -> tuple[Measure | Why, Measure | None]:
    """The two numbers to compare, or why there are none.

    Of several measures in the actual the only one in the target's unit is taken.
    """
    if actual.empty is not None:
        return Why.UNREPORTED, None
    if target.kind is not Kind.NUMBER:
        return Why.TARGET_IN_WORDS, None
    if actual.kind is not Kind.NUMBER:
        return Why.ACTUAL_IN_WORDS, None
    if target.doubts or actual.doubts:
        return Why.DOUBTFUL, None
    if len(target.measures) != 1:
        return Why.SEVERAL_MEASURES, None
    goal = target.measures[0]
    same = [m for m in actual.measures if m.unit == goal.unit]
    if len(actual.measures) > 1:
        return (goal, same[0]) if len(same) == 1 and goal.unit else (Why.SEVERAL_MEASURES, None)
    got = actual.measures[0]
    if got.upper is not None:
        return Why.SPAN, None
    if not same and got.unit:
        return Why.OTHER_UNIT, None
    return goal, got


def _verdict(goal: Measure, got: Measure, how: Comparator, direction: Direction) -> Verdict:
    value = got.value
    if how is Comparator.BETWEEN and goal.upper is not None:
        return Verdict.MET if goal.value <= value <= goal.upper else Verdict.MISSED
    if how is Comparator.ABOVE or how is Comparator.BELOW:
        beyond = value > goal.value if how is Comparator.ABOVE else value < goal.value
        return Verdict.ABOVE if beyond else Verdict.MISSED
    if value == goal.value:
        return Verdict.MET
    more = value > goal.value
    return Verdict.ABOVE if more is (direction is Direction.MORE) else Verdict.MISSED


def _rate(goal: Measure, value: Decimal, verdict: Verdict, direction: Direction) -> Decimal | None:
    if goal.value <= 0 or value < 0 or goal.upper is not None:
        return None
    if direction is Direction.LESS:
        if value == 0:
            return None
        share = goal.value / value * 100
    else:
        share = value / goal.value * 100
    # Never told as 100.0 what was missed.
    rounding = ROUND_DOWN if verdict is Verdict.MISSED else ROUND_HALF_UP
    if share > 10**9:
        return None
    return share.quantize(Decimal("0.1"), rounding)


def _straight_line(
    goal: Decimal, target: Figure, year: int, years: Sequence[int]
) -> Decimal | None:
    """What a steady way to the target would give by `year`; only for what grows from year to year."""
    if target.basis is Basis.YEARLY or not years or target.due is None:
        return None
    start = min(years) - 1
    if target.due.year <= start or year <= start:
        return None
    share = Decimal(year - start) / Decimal(target.due.year - start)
    return (goal * share).quantize(Decimal("0.1"), ROUND_HALF_UP)
