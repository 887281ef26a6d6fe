"""Actual against target: the verdict, the rate, and where there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.directions import Source
from dxdesk.domain.figures import Comparator, Direction
from dxdesk.domain.judging import Verdict, Why, judge
from dxdesk.domain.plan import Kpi

ABOVE, MET, MISSED = Verdict.ABOVE, Verdict.MET, Verdict.MISSED

MORE, LESS, KEEP = Direction.MORE, Direction.LESS, Direction.KEEP

JUDGED = [
    # target, actual, direction, verdict, rate
    ("200", "85", MORE, MISSED, "42.5"),
    ("200件", "200件", MORE, MET, "100.0"),
    ("200件", "２０１件", MORE, ABOVE, "100.5"),
    # Printed as missed, however near.
    ("100,000件", "99,999件", MORE, MISSED, "99.9"),
    ("42.0%", "45.3％", MORE, ABOVE, "107.9"),
    ("10ha", "12㏊", MORE, ABOVE, "120.0"),
    ("3件/週", "2件／週", MORE, MISSED, "66.7"),
    ("毎年度1件以上", "8件", None, ABOVE, "800.0"),
    ("1件超", "1件", None, MISSED, None),
    ("10分以内", "8分", None, ABOVE, "125.0"),
    ("10分以内", "12分", None, MISSED, "83.3"),
    ("10分未満", "10分", None, MISSED, None),
    ("3～5か所", "4か所", None, MET, None),
    ("3～5か所", "6か所", LESS, MISSED, None),
    ("3か所以上5か所以下", "6か所", None, MISSED, None),
    ("▲5.0%", "▲3.9%", LESS, MISSED, None),
    ("12億円以上", "13.1億円", None, ABOVE, "109.2"),
    ("1万人", "9,500人", MORE, MISSED, "95.0"),
    ("0件", "0件", LESS, MET, None),
    ("0件", "5件", LESS, MISSED, None),
    ("0基", "5基", MORE, ABOVE, None),
    ("0件以下", "1件", None, MISSED, None),
    ("1回", "0回", MORE, MISSED, "0.0"),
    ("20件", "10件", LESS, ABOVE, "200.0"),
    # 維持 asks for the same, and what can go but one way is missed by any other.
    ("100%を維持", "100%", None, MET, None),
    ("100%を維持", "98%", None, MISSED, None),
    ("0件を維持", "1件", None, MISSED, None),
    ("90%", "90%", KEEP, MET, None),
]


def kpi(target: str, direction: Direction | None = None, name: str = "通知の数") -> Kpi:
    return Kpi("k1", name, target, direction=direction or Direction.NOT_SAID)


@pytest.mark.parametrize(("target", "actual", "direction", "verdict", "rate"), JUDGED)
def test_judged(
    target: str, actual: str, direction: Direction | None, verdict: Verdict, rate: str | None
) -> None:
    judged = judge(kpi(target, direction), actual, 2024)
    assert judged.verdict is verdict
    assert judged.rate == (Decimal(rate) if rate else None)
    assert judged.why is None


@pytest.mark.parametrize(
    ("target", "actual", "why"),
    [
        ("100件", "", Why.UNREPORTED),
        ("100件", "把握できない", Why.UNREPORTED),
        ("できるだけ増やす", "120件", Why.TARGET_IN_WORDS),
        ("2024年度運用開始", "順調", Why.TARGET_IN_WORDS),
        ("100件", "おおむね順調", Why.ACTUAL_IN_WORDS),
        ("100件", "120人", Why.OTHER_UNIT),
        ("100", "120件", Why.OTHER_UNIT),
        ("年間200会議・業務", "92会議、927人、92,186枚", Why.SEVERAL_MEASURES),
        ("100件", "1,2345件", Why.DOUBTFUL),
        ("100件", "90～110件", Why.SPAN),
        ("100件", "約100件", Why.SPAN),
        ("90%を維持", "93%", Why.KEPT),
        ("20%減", "18%", Why.CHANGE),
        ("50%", "▲5%", Why.CHANGE),
        ("100件", "5年間で120件", Why.OTHER_PERIOD),
        ("100件", "令和5年度実績：120件", Why.OTHER_PERIOD),
    ],
)
def test_no_verdict_where_it_would_be_guessed(target: str, actual: str, why: Why) -> None:
    direction = None if "維持" in target else MORE
    judged = judge(kpi(target, direction), actual, 2024)
    assert (judged.verdict, judged.why, judged.rate) == (Verdict.UNKNOWN, why, None)
    assert not judged.missed
    assert not judged.reached


@pytest.mark.parametrize("actual", ["80件", "100件", "120件", "0件"])
def test_no_verdict_where_nobody_said_a_direction(actual: str) -> None:
    judged = judge(kpi("100件", name="苦情の件数"), actual, 2024)
    assert (judged.verdict, judged.why) == (Verdict.UNKNOWN, Why.DIRECTION_NOT_KNOWN)
    assert (judged.rate, judged.direction, judged.source) == (
        None,
        Direction.NOT_SAID,
        Source.NOT_KNOWN,
    )


def test_the_measure_in_the_targets_unit_is_taken_of_several() -> None:
    judged = judge(kpi("年間90会議", MORE), "92会議、927人、92,186枚", 2024)
    assert judged.verdict is ABOVE


def test_people_are_counted_in_two_words() -> None:
    """170人 and 244名 are counted alike (one of the two documents writes both)."""
    assert judge(kpi("毎年度170人以上"), "計244名が参加", 2024).verdict is ABOVE


@pytest.mark.parametrize(
    ("target", "actual", "counted"),
    [
        ("500万円", "520", "5200000円"),
        ("500万円", "520万", "5200000円"),
        ("500(万円)", "520", "5200000円"),
        ("120万人", "121.3", "1213000人"),
        ("5,000千円", "5,200", "5200000円"),
        ("3億円", "3.1", "310000000円"),
        ("10百万円", "12", "12000000円"),
        ("60千枚", "58", "58000枚"),
        ("100件", "120", "120件"),
        ("100件", "120人", "120人"),
        ("500万円", "5,200,000", None),
        ("60％", "62", "62%"),
        ("60％", "0.62", None),
        ("0.5％", "0.6", "0.6%"),
        ("10%減", "12", "12%減"),
    ],
)
def test_a_figure_without_a_unit_takes_the_whole_unit(
    target: str, actual: str, counted: str | None
) -> None:
    judged = judge(kpi(target, MORE), actual, 2024)
    one = judged.counted
    assert (f"{one.value:f}{one.unit}" if one else None) == counted
    assert (judged.why is Why.DOUBTFUL) == (counted is None)


@pytest.mark.parametrize(
    ("target", "actual", "far"),
    [
        ("1,000件", "12件", True),
        ("1,000件", "49件", True),
        ("1,000件", "50件", False),
        ("1,000件", "0件", False),
        ("100件", "1,000件", False),
        ("100件", "1,001件", True),
        ("2025年度末:1,000件", "12件", False),
    ],
)
def test_what_nobody_misses_by_is_told(target: str, actual: str, far: bool) -> None:
    assert judge(kpi(target, MORE), actual, 2024).far_off is far


@pytest.mark.parametrize(
    ("target", "actual", "line", "behind"),
    [
        ("2025年度末:100件", "80件", "75.0", False),
        ("2025年度末:100件", "70件", "75.0", True),
        ("2025年度末:累計 40,000件", "20,000件", "30000.0", True),
        ("2025年度:年間100件", "70件", None, True),
        ("2025年度:年間100件", "120件", None, False),
        ("2025年度末:100万円", "70", "750000.0", True),
        ("2025年度末:4時間", "190分", "3.0", False),
    ],
)
def test_a_later_target_is_set_beside_a_straight_line(
    target: str, actual: str, line: str | None, behind: bool
) -> None:
    judged = judge(kpi(target, MORE), actual, 2024, (2022, 2023, 2024, 2025))
    assert judged.later
    assert not judged.missed
    assert judged.straight_line == (Decimal(line) if line else None)
    assert judged.behind is behind


directions = st.sampled_from([*Direction])


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20), directions)
def test_judging_never_raises(target: str, actual: str, name: str, direction: Direction) -> None:
    judged = judge(kpi(target, direction, name), actual, 2024, (2022, 2025))
    assert (judged.verdict is Verdict.UNKNOWN) == (judged.why is not None)


CHARACTERS = "0123456789,.、 /％%-▲△+～約延累計年度月日令和R前比増減以上下未満超万千億円人件分時間()（）→中の"


@given(
    st.text(CHARACTERS, max_size=16),
    st.text(CHARACTERS, max_size=16),
    st.text(CHARACTERS),
    directions,
)
def test_judging_never_raises_on_what_looks_like_figures(
    target: str, actual: str, name: str, direction: Direction
) -> None:
    judged = judge(kpi(target, direction, name), actual, 2024, (2022, 2025))
    assert (judged.verdict is Verdict.UNKNOWN) == (judged.why is not None)
    assert judged.rate is None or judged.rate >= 0
    # The laws: nothing without a source, and no missed target that is told as reached.
    needs_none = judged.target.comparator is Comparator.BETWEEN or not judged.target.measures
    if judged.verdict is not Verdict.UNKNOWN and not needs_none:
        assert judged.source is not Source.NOT_KNOWN
    if judged.verdict is Verdict.MISSED:
        assert judged.rate is None or judged.rate < 100


UNITS = [
    ("時間", "分", 60),
    ("分", "秒", 60),
    ("千円", "円", 1000),
    ("百万円", "千円", 1000),
    ("億円", "万円", 10**4),
    ("万人", "人", 10**4),
    ("割", "%", 10),
    ("㎢", "ha", 100),
    ("㎥", "L", 1000),
    ("kWh", "Wh", 1000),
    ("年間", "か月", 12),
    ("回/月", "回/年", 12),
]


@given(
    st.sampled_from(UNITS),
    st.integers(1, 10**5),
    st.integers(1, 10**5),
    st.sampled_from([MORE, LESS]),
)
def test_converting_units_keeps_verdicts(
    units: tuple[str, str, int], goal: int, got: int, direction: Direction
) -> None:
    large, small, times = units
    plain = judge(kpi(f"{goal}{large}", direction), f"{got}{large}", 2024)
    for target, actual in (
        (f"{goal * times}{small}", f"{got}{large}"),
        (f"{goal}{large}", f"{got * times}{small}"),
        (f"{goal * times}{small}", f"{got * times}{small}"),
    ):
        judged = judge(kpi(target, direction), actual, 2024)
        assert (judged.verdict, judged.rate) == (plain.verdict, plain.rate), (target, actual)


@given(
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.sampled_from(["", "件", "%", "分"]),
    st.sampled_from([MORE, LESS]),
)
def test_the_short_way_judges_as_the_long_way(
    goal: int, got: int, unit: str, direction: Direction
) -> None:
    # A year keeps a target from the short way, and is the report's own.
    short = judge(kpi(f"{goal}{unit}", direction), f"{got}{unit}", 2024)
    long = judge(kpi(f"2024年度：{goal}{unit}", direction), f"{got}{unit}", 2024)
    assert (short.verdict, short.rate, short.counted) == (long.verdict, long.rate, long.counted)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_missed_target_is_never_told_as_reached(actual: int, target: int) -> None:
    judged = judge(kpi(f"{target}件", MORE), f"{actual}件", 2024)
    assert judged.rate is not None
    assert (judged.rate < 100) == judged.missed
