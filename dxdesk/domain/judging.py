"""A KPI's actual against its target: met or missed, how far, and how sure that is.

Nothing is judged that would have to be guessed: a direction that nobody said, another unit, several
measures, a change beside a value, words and doubtful readings give no verdict, and say why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import NamedTuple

from dxdesk.domain.directions import Source, direction_of, way_of_change
from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figure_words import told_empty
from dxdesk.domain.figures import (
    Aside,
    Basis,
    Comparator,
    Direction,
    Doubt,
    Empty,
    Figure,
    Kind,
    Measure,
)
from dxdesk.domain.milestones import is_milestone, milestone_reached
from dxdesk.domain.plan import Kpi
from dxdesk.domain.units import SCALES, same_unit, size_of, trimmed

_TENTH = Decimal("0.1")
# Beyond it a rate tells nothing.
_HIGHEST_RATE = Decimal(10) ** 15
# Beyond these it tells of a slip of the unit or of the digits rather than of what was achieved.
_LOW_RATE, _HIGH_RATE = Decimal(5), Decimal(1000)
_FULL = Decimal(100)
_ONE_WAY = (Direction.MORE, Direction.LESS)
_ENDLESS = Decimal("Infinity")
# A count of what was saved: there 28.5%減 is 28.5% of it.
_OF_A_REDUCTION = re.compile(
    r"(?:削減|縮減|短縮|減少|低減)(?:\S{0,4}(?:率|数|量|額|時間|割合|件数|枚数|日数)|$)"
)
_OF_A_CHANGE = re.compile(
    r"伸び|増減|変化|成長|[前対同昨]\S{0,4}比|増加[率数量額]|上昇|基準\S{0,3}比"
)


_ADDS_UP = re.compile(r"累計|累積|延べ|のべ|通算")
_OF_EVERY_COUNT = re.compile(r"延べ|のべ")
_OF_A_RATE = re.compile(r"達成|進捗|執行|消化|比|伸び|増減")
_SPANS = (Comparator.BETWEEN, Comparator.WITHIN, Comparator.WITHIN_BELOW)
# A figure without a unit that would be so many times its target was hardly meant in that unit.
_TOO_MANY = Decimal(10)


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

    `rate` is the achievement in per cent with one decimal; a missed target never prints
    as 100.0. Where less is better it is target over actual. `later` says that the target is for
    a year after the report's; `straight_line` is then what a steady way from nothing in the
    year before the plan to the target would give by now, for figures that add up, and `behind`
    whether the actual is under it. `source` is how `direction` is known. `empty` is the kind of
    nothing that the actual says or tells in words. `doubt` is why a figure that can be read alone
    is doubtful beside its target. `counted` is the actual's number in its whole unit, which is the
    target's where it has none (520 beside 500万円 is 5,200,000円).
    """

    kpi: Kpi
    target: Figure
    actual: Figure
    verdict: Verdict
    why: Why | None = None
    rate: Decimal | None = None
    later: bool = False
    straight_line: Decimal | None = None
    behind: bool = False
    direction: Direction = Direction.NOT_SAID
    source: Source = Source.NOT_KNOWN
    empty: Empty | None = None
    doubt: Doubt | None = None
    counted: Measure | None = None

    @property
    def missed(self) -> bool:
        """Whether the target was due and not reached, or the work was not done at all."""
        return not self.later and (self.verdict is Verdict.MISSED or self.empty is Empty.NOT_DONE)

    @property
    def reached(self) -> bool:
        """Whether the target was reached, due or not."""
        return self.verdict in (Verdict.MET, Verdict.ABOVE)

    @property
    def far_off(self) -> bool:
        """Whether the rate is so far from the target that a unit or a digit may have slipped."""
        if self.rate is None or self.later:
            return False
        return self.rate > _HIGH_RATE or (self.rate < _LOW_RATE and self.actual.value != 0)


class _Reported(NamedTuple):
    """An actual in its target's unit, as near as it is meant: 約1,200 is from 1,150 to 1,250."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    @property
    def exact(self) -> bool:
        return self.low == self.high


class _Pair(NamedTuple):
    """Target and actual in one unit. `moves` is the way of a target that is an amount of change."""

    goal: Decimal
    upper: Decimal | None
    how: Comparator
    got: _Reported
    moves: int
    # What is all of it, where the unit is a share.
    full: Decimal | None
    # Whether the actual is counted over less time than the target.
    short: bool = False


def judge(kpi: Kpi, actual_text: str, year: int, years: Sequence[int] = ()) -> Judgement:
    """Compare an actual with its target; `year` is the report's, `years` the plan's."""
    target, actual = kpi.figure, read_figure(actual_text)
    direction, source = direction_of(kpi, year)
    if target.is_plain and actual.is_plain and target.unit == actual.unit and direction in _ONE_WAY:
        return _plainly(kpi, target, actual, direction, source)
    later = target.due is not None and target.due.year > year
    verdict, why, rate, line, behind = Verdict.UNKNOWN, None, None, None, False
    pair = _comparable(kpi, target, actual, year)
    if isinstance(pair, Why):
        why = pair
        if why is Why.TARGET_IN_WORDS and is_milestone(target):
            verdict, why = _of_milestone(target, actual_text, year)
    elif isinstance(pair, Doubt):
        why = Why.DOUBTFUL
    elif source is Source.NOT_KNOWN and pair.upper is None:
        why = Why.DIRECTION_NOT_KNOWN
    else:
        way = _of_change(kpi, pair, direction)
        verdict, why = _verdict(pair, way)
        if why is Why.SPAN and pair.short:
            why = Why.OTHER_PERIOD
        rate = _rate(pair, way, verdict) if why is None else None
        if later and direction is Direction.MORE:
            line = _straight_line(target, year, years)
        if later and verdict is Verdict.MISSED:
            behind = line is None or pair.got.low * target.measures[0].value < line * pair.goal
    return Judgement(
        kpi,
        target,
        actual,
        verdict,
        why,
        rate,
        later,
        line,
        behind,
        direction,
        source,
        told_empty(actual),
        pair if isinstance(pair, Doubt) else None,
        counted_as(target, actual) if tells_of_the_year(kpi, target, actual) else None,
    )


def _plainly(
    kpi: Kpi, target: Figure, actual: Figure, direction: Direction, source: Source
) -> Judgement:
    """What plans are full of, in a third of the time; the general way comes to the same."""
    goal, counted = target.measures[0].value, actual.measures[0]
    got = counted.value
    if got == goal:
        verdict = Verdict.MET
    elif (got > goal) is (direction is Direction.MORE):
        verdict = Verdict.ABOVE
    else:
        verdict = Verdict.MISSED
    rate = _percent(goal, got, direction) if goal else None
    return Judgement(
        kpi,
        target,
        actual,
        verdict,
        rate=rate,
        direction=direction,
        source=source,
        counted=counted,
    )


def tells_of_the_year(kpi: Kpi, target: Figure, actual: Figure) -> bool:
    """Whether an actual's figure is the KPI's own of a year that is over.

    Not what is planned, last year's, or a rate to something (達成率95%) where the KPI is none.
    """
    if actual.aside is Aside.RELATIVE:
        return target.aside is Aside.RELATIVE or bool(_OF_A_RATE.search(kpi.name))
    return actual.aside not in (Aside.PLANNED, Aside.OTHER_YEAR)


def counted_as(target: Figure, figure: Figure) -> Measure | None:
    """The one number of a figure in its whole unit: its own, else the target's with its scale.

    None where there is none or several, or where it is doubtful whether it is of that size.
    """
    if figure.value is None:
        return None
    only = figure.measures[0]
    if only.unit or len(target.measures) != 1 or not target.unit:
        return only
    taken = _in_targets_unit(target.measures[0], only)
    return None if isinstance(taken, Doubt) else taken


def _of_milestone(target: Figure, actual: str, year: int) -> tuple[Verdict, Why | None]:
    reached = milestone_reached(target, actual, year)
    if reached is None:
        return Verdict.UNKNOWN, Why.TARGET_IN_WORDS
    return (Verdict.MET if reached else Verdict.MISSED), None


def _comparable(kpi: Kpi, target: Figure, actual: Figure, year: int) -> _Pair | Why | Doubt:
    """The two amounts to compare, in one unit, or why there are none.

    Of several measures in the actual the year's is taken, or the only one in the target's unit.
    """
    if why := _unreadable(target, actual) or _other_period(target, actual, year):
        return why
    if not tells_of_the_year(kpi, target, actual):
        return Why.CHANGE
    goal, *more = target.measures
    given = [one for one in actual.measures if one.year in (None, year)]
    same = _alike(goal, target.basis, given)
    if not given:
        return Why.OTHER_PERIOD
    if more or (len(given) > 1 and (len(same) != 1 or not goal.unit)):
        return Why.SEVERAL_MEASURES
    got = (same or given)[0]
    if not goal.unit and goal.value == 0:
        # None of them is none, whatever is counted.
        goal = replace(goal, unit=got.unit)
    goal, got = _per_year(goal, target.basis, got), _per_year(got, actual.basis, goal)
    if not got.unit and got.of is None:
        completed = _in_targets_unit(goal, got)
        if isinstance(completed, Doubt):
            return completed
        got = completed
    if not _counts_alike(goal, got) or _other_marks(target, actual, goal, got):
        return Why.OTHER_UNIT
    short = _is_short(kpi, target, actual, got, year)
    return _paired(
        kpi, target, goal, got, Comparator.AT_LEAST if short else actual.comparator, short
    )


def _alike(goal: Measure, basis: Basis, given: Sequence[Measure]) -> Sequence[Measure]:
    """The measures that count as the target does: 延べ34名 for 延べ30人, 45% of 45％（9/20）."""
    same = [one for one in given if _counts_alike(goal, one)]
    if len(same) > 1 and basis is not Basis.NOT_SAID:
        same = [one for one in same if one.basis is basis] or same
    if len(same) > 1:
        same = [one for one in same if one.unit == goal.unit]
    return same


def _per_year(one: Measure, basis: Basis, other: Measure) -> Measure:
    """年12回 beside 月1回 is 12回/年."""
    if basis is Basis.YEARLY and one.unit and "/" in other.unit and "/" not in one.unit:
        return replace(one, unit=f"{one.unit}/年")
    return one


def _other_marks(target: Figure, actual: Figure, goal: Measure, got: Measure) -> bool:
    """Whether the one is counted of another full mark than the other: 80点, 4.2点（5点満点）."""
    full = target.full or actual.full
    if full is None or goal.of is not None or got.of is not None:
        return False
    return actual.full not in (None, full) or max(goal.value, got.value) > full


def _is_short(kpi: Kpi, target: Figure, actual: Figure, got: Measure, year: int) -> bool:
    """Whether an actual may be counted over less time than its target: a part of the year, or of a sum."""
    if actual.aside is Aside.PART and target.aside is not Aside.PART:
        return True
    later = target.due is not None and target.due.year > year
    sums = target.basis is Basis.CUMULATIVE and not _OF_EVERY_COUNT.search(target.text)
    return (
        sums and not later and got.basis is not Basis.CUMULATIVE and not _ADDS_UP.search(kpi.name)
    )


def _unreadable(target: Figure, actual: Figure) -> Why | None:
    if actual.empty is not None:
        return Why.UNREPORTED
    if target.doubts or actual.doubts:
        return Why.DOUBTFUL
    if target.kind is not Kind.NUMBER:
        return Why.TARGET_IN_WORDS
    if actual.kind is not Kind.NUMBER or actual.aside is Aside.PLANNED:
        return Why.ACTUAL_IN_WORDS
    return None


def _other_period(target: Figure, actual: Figure, year: int) -> Why | None:
    """Whether the one is counted over other years than the other."""
    if actual.aside is Aside.OTHER_YEAR or (actual.due and actual.due.year != year):
        return Why.OTHER_PERIOD
    every = _OF_EVERY_COUNT.search(actual.text)
    if target.basis is Basis.YEARLY and actual.basis is Basis.CUMULATIVE and not every:
        return Why.OTHER_PERIOD
    if target.years == actual.years or (target.due is not None and target.due.year > year):
        return None
    summed = actual.basis is Basis.CUMULATIVE and target.due is not None
    return None if summed else Why.OTHER_PERIOD


def _counts_alike(goal: Measure, got: Measure) -> bool:
    """Whether both count the same things, or both are shares of a whole."""
    left, right = goal.unit.rstrip("増減"), got.unit.rstrip("増減")
    if same_unit(left, right) and (left or (goal.of is None and got.of is None)):
        return True
    return _share(goal) is not None and _share(got) is not None


def _share(measure: Measure) -> Decimal | None:
    """A share of a whole in thousandths: 割, %, 12/15課, 3分の2."""
    if measure.of is not None:
        return Decimal(1000) * measure.value / measure.of
    size = size_of(measure.unit)
    return measure.value * size.factor if size.base == "‰" else None


def _in_targets_unit(goal: Measure, got: Measure) -> Measure | Doubt:
    """A figure without a unit in the target's whole unit, 520 beside 500万円 being 520万円."""
    value = got.value
    if size_of(goal.unit).base == "‰" and 0 < abs(value) < 1 <= goal.value:
        return Doubt.SHARE
    if goal.scale and not got.scale:
        scaled = trimmed(value * SCALES[goal.scale])
        if value and goal.value:
            far = scaled / goal.value > _TOO_MANY
            if far or _off(value, goal.value) < _off(scaled, goal.value):
                return Doubt.SCALE
        upper = None if got.upper is None else got.upper * SCALES[goal.scale]
        got = replace(got, value=scaled, upper=upper, scale=goal.scale)
    return replace(got, unit=goal.unit)


def _off(value: Decimal, goal: Decimal) -> Decimal:
    times = abs(value / goal)
    return max(times, 1 / times)


def _paired(
    kpi: Kpi, target: Figure, goal: Measure, got: Measure, near: Comparator, short: bool
) -> _Pair | Why:
    """Both as amounts of one unit, those of a change with their sign."""
    shares = not same_unit(goal.unit.rstrip("増減"), got.unit.rstrip("増減")) or not goal.unit
    if shares and (aim := _share(goal)) is not None and (share := _share(got)) is not None:
        return _Pair(aim, None, target.comparator, _Reported(share, share), 0, _FULL * 10)
    size, theirs = size_of(goal.unit), size_of(got.unit)
    percent = size.base in ("‰", "ポイント")
    turn = 1
    changes = goal.is_change or got.is_change
    # Less than none is a change, but of money and degrees.
    less = goal.value > 0 > got.value and goal.unit[:1] not in ("", "円", "℃")
    signs = percent or less or _OF_A_REDUCTION.search(kpi.name)
    if changes or (signs and (goal.value < 0 or got.value < 0)):
        turns = _turns(kpi, goal, got)
        if turns is None:
            return Why.CHANGE
        turn = turns
    reported = _reported(got, near)
    low, high = reported.low * theirs.factor * turn, reported.high * theirs.factor * turn
    ends = reported.low_open, reported.high_open
    reported = _Reported(low, high, *ends) if turn > 0 else _Reported(high, low, *ends[::-1])
    aim = goal.value * size.factor * (-1 if size.moves < 0 else 1)
    upper = None if goal.upper is None else goal.upper * size.factor
    full = _FULL * 10 if size.base == "‰" else None
    return _Pair(aim, upper, target.comparator, reported, size.moves, full, short)


def _turns(kpi: Kpi, goal: Measure, got: Measure) -> int | None:
    """How an actual's digits go into a comparison of changes: 1, or -1 for 減; None for neither.

    A change says that it is one, by 増 or 減 or a sign, on both sides or by the KPI's name.
    """
    mine, theirs = size_of(goal.unit).moves, size_of(got.unit).moves
    reduction, change = _OF_A_REDUCTION.search(kpi.name), _OF_A_CHANGE.search(kpi.name)
    if mine and theirs:
        return None if got.value < 0 else theirs
    if mine:
        if got.value <= 0 or got.signed or (mine > 0 and change):
            return 1
        return -1 if reduction and mine < 0 else None
    if theirs:
        if reduction and goal.value >= 0 and not goal.signed:
            return -theirs
        return theirs if change or goal.value < 0 or goal.signed else None
    if change or goal.signed or got.value == 0 or size_of(goal.unit).base == "ポイント":
        return 1
    return 1 if not got.signed and (goal.value < 0) is (got.value < 0) else None


def _reported(measure: Measure, near: Comparator) -> _Reported:
    """What an actual says at least and at most: 1,000人弱, 約1,200件, 100件以上, 3～5件."""
    value, upper = measure.value, measure.upper
    if upper is not None:
        return _Reported(value, upper)
    if near is Comparator.ABOUT:
        return _Reported(value - _step(value) / 2, value + _step(value) / 2)
    if near is Comparator.JUST_ABOVE:
        return _Reported(value, value + _step(value), high_open=True)
    if near is Comparator.JUST_BELOW:
        return _Reported(value - _step(value), value, low_open=True, high_open=True)
    if near in (Comparator.AT_LEAST, Comparator.ABOVE):
        return _Reported(value, _ENDLESS, low_open=near is Comparator.ABOVE)
    if near in (Comparator.AT_MOST, Comparator.BELOW):
        return _Reported(-_ENDLESS, value, high_open=near is Comparator.BELOW)
    return _Reported(value, value)


def _step(value: Decimal) -> Decimal:
    """The size of the last digit that is not 0: 100 for 1,200."""
    digits = value.normalize().as_tuple()
    exponent = digits.exponent if isinstance(digits.exponent, int) else 0
    return Decimal(1).scaleb(exponent)


def _of_change(kpi: Kpi, pair: _Pair, direction: Direction) -> Direction:
    """The way of a target in 増 or 減: its own word says it, unless the office has set the other.

    Where the name counts a reduction (紙の削減率), more of it is set, and 減 says the same.
    """
    if not pair.moves:
        return direction
    if kpi.direction is not Direction.NOT_SAID and not _OF_A_REDUCTION.search(kpi.name):
        return kpi.direction
    return way_of_change(pair.moves, pair.how)


def _verdict(pair: _Pair, direction: Direction) -> tuple[Verdict, Why | None]:
    got, goal = pair.got, pair.goal
    if pair.upper is not None:
        return _beside_span(got, goal, pair.upper, pair.how, direction)
    if direction is Direction.KEEP:
        return _kept(pair)
    more = direction is Direction.MORE
    if not more:
        got = _Reported(-got.high, -got.low, got.high_open, got.low_open)
        goal = -goal
    beyond = pair.how in (Comparator.ABOVE, Comparator.BELOW)
    tolerated = _step(goal) / 2 if pair.how is Comparator.ABOUT else Decimal(0)
    if got.low > goal or (got.low == goal and got.low_open):
        return Verdict.ABOVE, None
    if got.low == goal and not beyond:
        # At least as much is more than that only where it is said how much.
        return Verdict.MET, None
    under = goal - tolerated
    if got.high < under or (got.high == under and (got.high_open or (beyond and got.exact))):
        return Verdict.MISSED, None
    return Verdict.UNKNOWN, Why.SPAN


def _beside_span(
    got: _Reported, low: Decimal, high: Decimal, how: Comparator, direction: Direction
) -> tuple[Verdict, Why | None]:
    """3～5件: less is missed where more is better; where nobody said which, only 95%以上100%以下 tells."""
    below = how is Comparator.WITHIN_BELOW
    if low <= got.low and (got.high < high or (got.high == high and (not below or got.high_open))):
        return Verdict.MET, None
    under = got.high < low or (got.high == low and got.high_open)
    over = got.low > high or (got.low == high and below)
    bounds = how is not Comparator.BETWEEN or direction is Direction.KEEP
    if (under and (bounds or direction is Direction.MORE)) or (
        over and (bounds or direction is Direction.LESS)
    ):
        return Verdict.MISSED, None
    return Verdict.UNKNOWN, Why.SPAN


def _kept(pair: _Pair) -> tuple[Verdict, Why | None]:
    """維持: the same is met, and what can go but one way from there is missed by any other."""
    got, goal = pair.got, pair.goal
    if not got.exact:
        return Verdict.UNKNOWN, Why.SPAN
    if got.low == goal:
        return Verdict.MET, None
    one_way = (goal == 0 and got.low > 0) or (goal == pair.full and got.low < goal)
    return (Verdict.MISSED, None) if one_way else (Verdict.UNKNOWN, Why.KEPT)


def _rate(pair: _Pair, direction: Direction, verdict: Verdict) -> Decimal | None:
    goal, got = pair.goal, pair.got.low
    if not pair.got.exact or pair.upper is not None or direction is Direction.KEEP or not goal:
        return None
    if pair.moves:
        if direction is not (Direction.MORE if pair.moves > 0 else Direction.LESS):
            return None
        # The share of a change is that of its size, whichever way it goes.
        goal, got, direction = abs(goal), got if goal > 0 else -got, Direction.MORE
    if goal < 0 or got < 0:
        return None
    rate = _percent(goal, got, direction)
    # A bound that is not enough (15分未満, 15分) is no whole target.
    return None if rate is None or (verdict is Verdict.MISSED and rate >= _FULL) else rate


def _percent(goal: Decimal, got: Decimal, direction: Direction) -> Decimal | None:
    """The achievement with one decimal; None where nothing is better and nothing was left."""
    if direction is Direction.LESS:
        if not got:
            return None
        share = goal / got * 100
    else:
        share = got / goal * 100
    if share > _HIGHEST_RATE:
        return None
    rate = share.quantize(_TENTH, ROUND_HALF_UP)
    # What is less is never told as 100.0.
    return rate - _TENTH if share < _FULL == rate else rate


def _straight_line(target: Figure, year: int, years: Sequence[int]) -> Decimal | None:
    """What a steady way to the target would give by `year`; only for what grows from year to year."""
    if target.value is None or target.basis is Basis.YEARLY or not years or target.due is None:
        return None
    start = min(years) - 1
    if target.due.year <= start or year <= start:
        return None
    share = Decimal(year - start) / Decimal(target.due.year - start)
    return (target.value * share).quantize(_TENTH, ROUND_HALF_UP)
