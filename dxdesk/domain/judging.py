"""A KPI's actual against its target: met or missed, how far, and how sure that is.

Nothing is judged that would have to be guessed: another unit, several measures, words and
doubtful readings give no verdict. A target of zero gives a verdict but no rate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import NamedTuple

from dxdesk.domain.directions import Source, direction_of
from dxdesk.domain.figure_words import told_empty
from dxdesk.domain.figures import (
    Basis,
    Comparator,
    Direction,
    Empty,
    Figure,
    Kind,
    Measure,
    read_figure,
)
from dxdesk.domain.plan import Kpi

# What stands between the year of a milestone and its deed (2023年度までに実施, 研修を毎年度実施).
_BEFORE_DEED = re.compile(r"年度末?|年間|毎年|まで|中|[にをではの、 　]")
_TENTH, _WHOLE = Decimal("0.1"), Decimal(100)
# Beyond it a rate tells nothing.
_HIGHEST_RATE = Decimal(10) ** 15
_NOT_YET = re.compile(r"未|ない|なかった|見送|延期|遅れ|予定|準備|検討|見込|向け")


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
    SPAN = "span"
    DIRECTION_NOT_KNOWN = "direction-not-known"
    KEPT = "kept"
    CHANGE = "change"
    OTHER_PERIOD = "other-period"


class Judgement(NamedTuple):
    """What is known of one KPI in one year.

    `rate` is the achievement in per cent with one decimal; less than the target never prints
    as 100.0. Where less is better it is target over actual. `later` says that the target is for
    a year after the report's; `straight_line` is then what a steady way from nothing in the
    year before the plan to the target would give by now, for figures that add up. `source` is
    how `direction` is known. `empty` is the kind of nothing that the actual says or tells in words.
    """

    kpi: Kpi
    target: Figure
    actual: Figure
    verdict: Verdict
    why: Why | None = None
    rate: Decimal | None = None
    later: bool = False
    straight_line: Decimal | None = None
    direction: Direction = Direction.NOT_SAID
    source: Source = Source.NOT_KNOWN
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
    direction, source = direction_of(kpi)
    later = target.due is not None and target.due.year > year
    verdict, why, rate, line = Verdict.UNKNOWN, None, None, None
    numbers = _comparable(target, actual)
    if isinstance(numbers, Why):
        why = numbers
        if why is Why.TARGET_IN_WORDS and target.kind is Kind.MILESTONE:
            verdict = _milestone(target.text, actual.text)
            why = why if verdict is Verdict.UNKNOWN else None
    elif source is Source.NOT_KNOWN and target.comparator is not Comparator.BETWEEN:
        why = Why.DIRECTION_NOT_KNOWN
    else:
        goal, got = numbers
        verdict = _verdict(goal, got, target.comparator, direction)
        rate = _rate(goal, got.value, direction)
        if later and direction is Direction.MORE:
            line = _straight_line(goal.value, target, year, years)
    empty = told_empty(actual)
    return Judgement(kpi, target, actual, verdict, why, rate, later, line, direction, source, empty)


def _comparable(target: Figure, actual: Figure) -> tuple[Measure, Measure] | Why:
    """The two numbers to compare, or why there are none.

    Of several measures in the actual the only one in the target's unit is taken.
    """
    if target.unit == actual.unit and target.value is not None and actual.value is not None:
        goal, got = target.measures[0], actual.measures[0]
        return Why.SPAN if got.upper is not None else (goal, got)
    if why := _unreadable(target, actual):
        return why
    goal, *more = target.measures
    same = [measure for measure in actual.measures if same_unit(measure.unit, goal.unit)]
    if more or (len(actual.measures) > 1 and (len(same) != 1 or not goal.unit)):
        return Why.SEVERAL_MEASURES
    got = (same or list(actual.measures))[0]
    if got.upper is not None:
        return Why.SPAN
    if goal.unit and got.unit and not same:
        return Why.OTHER_UNIT
    return goal, got


def same_unit(one: str, other: str) -> bool:
    """Whether two units count the same; their spellings are folded already.

    人 and 名 do, and so does 20% beside 20%減 where only one says the change.
    """
    if one == other or {one, other} == {"人", "名"}:
        return True
    return one.rstrip("増減") == other.rstrip("増減") and (one in other or other in one)


def _unreadable(target: Figure, actual: Figure) -> Why | None:
    if actual.empty is not None:
        return Why.UNREPORTED
    if target.doubts or actual.doubts:
        return Why.DOUBTFUL
    if target.kind is not Kind.NUMBER:
        return Why.TARGET_IN_WORDS
    return None if actual.kind is Kind.NUMBER else Why.ACTUAL_IN_WORDS


def _milestone(target: str, actual: str) -> Verdict:
    """Whether an actual says that the deed of a milestone (運用開始, 実施) was done or was not."""
    deed = _BEFORE_DEED.split(target.strip())[-1]
    if len(deed) < 2 or deed not in actual:
        return Verdict.UNKNOWN
    return Verdict.MISSED if _NOT_YET.search(actual) else Verdict.MET


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


def _rate(goal: Measure, value: Decimal, direction: Direction) -> Decimal | None:
    if goal.value <= 0 or value < 0 or goal.upper is not None:
        return None
    if direction is Direction.LESS:
        if value == 0:
            return None
        share = goal.value / value * 100
    else:
        share = value / goal.value * 100
    if share > _HIGHEST_RATE:
        return None
    rate = share.quantize(_TENTH, ROUND_HALF_UP)
    # What is less is never told as 100.0.
    return rate - _TENTH if share < _WHOLE == rate else rate


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
    return (goal * share).quantize(_TENTH, ROUND_HALF_UP)
