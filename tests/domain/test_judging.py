"""Actual against target: the verdict, the rate, and where there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.figures import Direction
from dxdesk.domain.judging import Verdict, Why, judge
from dxdesk.domain.plan import Kpi

ABOVE, MET, MISSED = Verdict.ABOVE, Verdict.MET, Verdict.MISSED

JUDGED = [
    # name, target, actual, verdict, rate
    ("公開データ数", "200", "85", MISSED, "42.5"),
    ("公開データ数", "200件", "200件", MET, "100.0"),
    ("公開データ数", "200件", "２０１件", ABOVE, "100.5"),
    # Printed as missed, however near.
    ("証明書の交付", "100,000件", "99,999件", MISSED, "99.9"),
    ("納税比率", "42.0%", "45.3％", ABOVE, "107.9"),
    ("面積", "10ha", "12㏊", ABOVE, "120.0"),
    ("投稿", "3件/週", "2件／週", MISSED, "66.7"),
    ("企業の誘致", "毎年度1件以上", "8件", ABOVE, "800.0"),
    ("企業の誘致", "1件超", "1件", MISSED, "100.0"),
    ("待ち時間", "10分以内", "8分", ABOVE, "125.0"),
    ("待ち時間", "10分以内", "12分", MISSED, "83.3"),
    ("待ち時間", "10分未満", "10分", MISSED, "100.0"),
    ("会場", "3～5か所", "4か所", MET, None),
    ("会場", "3～5か所", "6か所", MISSED, None),
    ("増減", "▲5.0%", "▲3.9%", MISSED, None),
    ("納付の額", "12億円以上", "13.1億円", ABOVE, "109.2"),
    ("利用者", "1万人", "9,500人", MISSED, "95.0"),
    ("通信の障害", "0件", "0件", MET, None),
    ("センサーの累計導入数", "0基", "5基", ABOVE, None),
    ("情報の漏えい", "0件以下", "1件", MISSED, None),
    ("研修", "1回", "0回", MISSED, "0.0"),
    ("運用", "2024年度運用開始", "2024年度運用開始", MET, None),
    ("運用", "2024年度運用開始", "運用開始は見送り", MISSED, None),
]


@pytest.mark.parametrize(("name", "target", "actual", "verdict", "rate"), JUDGED)
def test_judged(name: str, target: str, actual: str, verdict: Verdict, rate: str | None) -> None:
    judged = judge(Kpi("k1", name, target), actual, 2024)
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
        ("年間200会議・業務", "92会議、927人、92,186枚", Why.SEVERAL_MEASURES),
        ("100件", "1,2345件", Why.DOUBTFUL),
        ("0件", "5件", Why.ZERO_TARGET),
        ("100件", "90～110件", Why.SPAN),
    ],
)
def test_no_verdict_where_it_would_be_guessed(target: str, actual: str, why: Why) -> None:
    judged = judge(Kpi("k1", "通知の数", target), actual, 2024)
    assert (judged.verdict, judged.why, judged.rate) == (Verdict.UNKNOWN, why, None)
    assert not judged.missed
    assert not judged.reached


def test_the_measure_in_the_targets_unit_is_taken_of_several() -> None:
    judged = judge(Kpi("k1", "会議", "年間90会議"), "92会議、927人、92,186枚", 2024)
    assert judged.verdict is ABOVE


def test_people_are_counted_in_two_words() -> None:
    """170人 and 244名 are counted alike (one of the two documents writes both)."""
    assert judge(Kpi("k1", "受講者数", "毎年度170人以上"), "計244名が参加", 2024).verdict is ABOVE


@pytest.mark.parametrize(
    ("direction", "verdict"), [(Direction.MORE, ABOVE), (Direction.LESS, MISSED)]
)
def test_a_direction_that_is_said_counts(direction: Direction, verdict: Verdict) -> None:
    judged = judge(Kpi("k1", "通知の数", "0件", direction=direction), "5件", 2024)
    assert (judged.verdict, judged.rate, judged.guessed) == (verdict, None, False)


@pytest.mark.parametrize(
    ("target", "actual", "line", "behind"),
    [
        ("2025年度末:100件", "80件", "75.0", False),
        ("2025年度末:100件", "70件", "75.0", True),
        ("2025年度末:累計 40,000件", "20,000件", "30000.0", True),
        ("2025年度:年間100件", "70件", None, True),
        ("2025年度:年間100件", "120件", None, False),
    ],
)
def test_a_later_target_is_set_beside_a_straight_line(
    target: str, actual: str, line: str | None, behind: bool
) -> None:
    judged = judge(Kpi("k1", "利用件数", target), actual, 2024, (2022, 2023, 2024, 2025))
    assert judged.later
    assert not judged.missed
    assert judged.straight_line == (Decimal(line) if line else None)
    assert judged.behind is behind


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
def test_judging_never_raises(target: str, actual: str, name: str) -> None:
    judged = judge(Kpi("k1", name, target), actual, 2024, (2022, 2025))
    assert (judged.verdict is Verdict.UNKNOWN) == (judged.why is not None)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_missed_target_is_never_told_as_reached(actual: int, target: int) -> None:
    judged = judge(Kpi("k1", "利用件数", f"{target}件"), f"{actual}件", 2024)
    assert judged.rate is not None
    assert (judged.rate < 100) == judged.missed
