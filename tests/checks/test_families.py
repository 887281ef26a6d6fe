"""Figures, completeness, parts and last year: what each example has beyond the rules' own."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain.checks import Example
from dxdesk.domain.checks.last_year import likeness
from dxdesk.domain.figures import Direction
from tests.checks.samples import findings

GOAL = Example(target="100件", actual="120件")
UNSAID = replace(GOAL, direction=Direction.NOT_SAID)
TWO = ("企画課", "情報課")
PARTS = "(1) 様式を減らす。 (2) 画面を作る。 (3) 案内を改める。"
LONG = "相談の窓口を三か所に増やし、待ち時間を減らす案内の画面を置いて、使い方を職員が一人ずつ説明した。"

CASES = [
    # figures
    (replace(GOAL, actual="120"), "", ""),
    (replace(GOAL, actual="１２０件"), "", ""),
    (replace(GOAL, actual="120人"), "other-unit", "warning"),
    (Example(target="12ha", actual="１３ｈａ"), "", ""),
    (Example(target="100人", actual="120名"), "", ""),
    (Example(target="42.0%", actual="45%"), "decimals-differ", "hint"),
    (Example(target="42.0%", actual="100%"), "", ""),
    (Example(target="100%", actual="86.2%", rating="B"), "", ""),
    (Example(target="40%", actual="42.5%", last_actual="41.25%"), "decimals-differ", "hint"),
    (Example(target="50%", actual="-3%", rating="C"), "not-compared", "hint"),
    (Example(target="120%", actual="130%"), "", ""),
    (
        Example(
            target="+5%", kpi="収入の伸び", actual="▲3%", rating="C", issues="収入の伸びを戻す。"
        ),
        "",
        "",
    ),
    (Example(target="100件", actual="1、2か所", rating="C"), "figure-doubtful", "warning"),
    (Example(target="500万円", actual="520"), "", ""),
    (Example(target="500万円", actual="5,200,000"), "figure-doubtful", "warning"),
    (Example(target="60%", actual="0.62", rating="B"), "figure-doubtful", "warning"),
    (Example(target="100", actual="120件"), "unit-added", "hint"),
    (Example(target="4時間以内", actual="230分", direction=Direction.LESS), "", ""),
    (Example(target="100件", actual="5年間で120件"), "not-compared", "hint"),
    (Example(target="1,000件", actual="12件", rating="A"), "figure-far-off", "warning"),
    (Example(target="1,000件", actual="12,000件", rating="B"), "figure-far-off", "warning"),
    (
        Example(target="4時間以内", actual="4時間10分", rating="A", direction=Direction.LESS),
        "rated-achieved-kpi-missed",
        "warning",
    ),
    (Example(target="50%", kpi="目標達成率", actual="130%"), "", ""),
    (
        Example(target="100件", kpi="延べ利用件数", actual="110件", last_actual="120件"),
        "cumulative-fell",
        "warning",
    ),
    (Example(target="100件", actual="110件", last_actual="120件"), "", ""),
    (Example(target="1,000件", actual="11,000件", rating="A"), "power-of-ten", "warning"),
    (Example(target="1,000件", actual="11,000件", rating="S"), "", ""),
    (Example(target="1,000件", actual="11,000件", rating="A", last_actual="10,400件"), "", ""),
    (Example(target="2件", actual="20件", rating="S"), "", ""),
    (Example(target="100件", actual="おおよそ計画どおり"), "not-a-number", "warning"),
    (Example(target="100件", actual="未実施", rating="C"), "", ""),
    (Example(target="2025年度運用開始", actual=""), "", ""),
    (Example(target="2024年度運用開始", actual=""), "milestone-unreported", "hint"),
    (Example(target="2024年度運用開始", actual="運用開始"), "", ""),
    (Example(target="未設定", actual=""), "", ""),
    (
        replace(GOAL, result="案内を改め、利用件数は累計130件となった。"),
        "prose-figure-differs",
        "warning",
    ),
    (replace(GOAL, result="案内を改め、利用件数は目標の100件を超えた。"), "", ""),
    (replace(GOAL, result="案内を改め、利用件数は20件増えた。"), "", ""),
    (replace(GOAL, result="案内を改めた。利用件数は130人が使った窓口のものである。"), "", ""),
    (replace(GOAL, result="案内を改めた。【利用件数：120件】"), "", ""),
    (replace(GOAL, result="案内を改めた。【注意：必ず見る】"), "", ""),
    (replace(GOAL, lead_in="利用者の数："), "kpi-name-changed", "hint"),
    (replace(GOAL, lead_in="利用件数："), "", ""),
    # completeness
    (Example(result="同上"), "empty-unclear", "warning"),
    (Example(result="なし"), "empty-unclear", "warning"),
    (Example(issues="なし"), "", ""),
    (Example(issues="特に無し。"), "", ""),
    (replace(GOAL, actual="―"), "empty-unclear", "warning"),
    (Example(target="0件", kpi="障害の件数", actual="0件", result="該当なし"), "", ""),
    (
        Example(target="100件", actual="80件", rating="B", issues="図書の棚を増やす。"),
        "missed-kpi-not-in-issues",
        "hint",
    ),
    (
        Example(target="100件", actual="80件", rating="B", issues="件数を増やす。"),
        "missed-kpi-not-in-issues",
        "hint",
    ),
    (
        Example(target="100件", actual="80件", rating="B", issues="利用を増やす。"),
        "missed-kpi-not-in-issues",
        "hint",
    ),
    # parts and departments
    (Example(content=PARTS, result="(1) 減らした。\n(2) 作った。\n(3) 改めた。"), "", ""),
    (Example(content=PARTS, result="(1)(2) 減らして作った。\n(3) 改めた。"), "", ""),
    (Example(content=PARTS, result="様式を減らし、画面を作り、案内を改めた。"), "", ""),
    (Example(content=PARTS, result="(1) 減らした。\n(3) 改めた。"), "part-missing", "warning"),
    (
        Example(
            content=PARTS, issues="(1) 利用件数を見る。\n(4) 改める。\n(2) 作る。\n(3) 案内する。"
        ),
        "part-extra",
        "hint",
    ),
    (Example(content="(1) 様式だけを減らす。", result="(1) 減らした。\n(2) 作った。"), "", ""),
    (Example(departments=TWO, result="様式を減らし、画面を作った。"), "", ""),
    (Example(departments=TWO, issues="案内を増やす。（情報課）"), "department-silent", "hint"),
    # last year
    (Example(result=LONG, last_result=LONG), "same-as-last-year", "warning"),
    (Example(issues=LONG, last_issues=LONG), "same-as-last-year", "hint"),
    (
        Example(result=LONG, last_result=LONG.replace("三か所", "四か所")),
        "same-as-last-year",
        "warning",
    ),
    (Example(result="該当なし", last_result="該当なし"), "", ""),
    (Example(result="案内した。", last_result="案内した。"), "", ""),
    (Example(rating="B", last_rating="A"), "rating-changed", "warning"),
    (Example(rating="B", last_rating="A", note="担当者が減った。"), "", ""),
    (replace(GOAL, rating="A", last_rating="B", last_actual="80件"), "", ""),
    (replace(GOAL, rating="A", last_rating="B", last_actual="125件"), "rating-changed", "warning"),
    (replace(UNSAID, last_rating="B", last_actual="125件"), "", ""),
    (replace(UNSAID, last_rating="B", last_actual="115件"), "", ""),
    (replace(UNSAID, last_rating="B", last_actual="120件"), "rating-changed", "warning"),
    (Example(result="終了", rating="D", last_rating="A"), "", ""),
]


@pytest.mark.parametrize(("example", "code", "severity"), CASES)
def test_found(example: Example, code: str, severity: str) -> None:
    found = [(f.code, f.severity.value) for f in findings(example)]
    assert found == ([(code, severity)] if code else [])


@pytest.mark.parametrize(
    ("text", "last", "per_cent"),
    [
        (LONG, LONG, 100),
        (LONG, LONG.replace("、", "、\n"), 100),
        (LONG + "また、夜も開いた。", LONG, 92),
        (LONG[:30], LONG, 0),
        ("あ" * 19, "あ" * 19, 0),
    ],
)
def test_likeness_is_told_in_per_cent(text: str, last: str, per_cent: int) -> None:
    assert likeness(text, last) == per_cent


def test_the_evidence_has_both_texts() -> None:
    (finding,) = findings(Example(result=LONG, last_result=LONG.replace("三か所", "四か所")))
    assert finding.evidence["text"] == LONG
    assert finding.evidence["last"] == LONG.replace("三か所", "四か所")
    assert 90 <= int(str(finding.evidence["likeness"])) < 100


def test_a_silent_department_with_a_place_of_its_own_is_told_as_unwritten() -> None:
    found = findings(Example(departments=TWO, result=""))
    assert "department-silent" not in [f.code for f in found]
    missing = [f.department for f in found if f.code == "text-missing" and "result" in f.field]
    assert missing == list(TWO)


@settings(max_examples=300)
@given(st.data())
def test_the_short_cut_loses_no_near_text(data: st.DataObject) -> None:
    """Edits scattered over a text: what counts as near is found near."""
    kanji = st.characters(min_codepoint=0x4E00, max_codepoint=0x6000)
    last = data.draw(st.text(kanji, min_size=60, max_size=160))
    text = list(last)
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 1))] = data.draw(st.sampled_from(["", "ア", "イ"]))
    now = "".join(text)
    here, there = set(pairwise(now)), set(pairwise(last))
    exact = 200 * len(here & there) // (len(here) + len(there))
    if exact >= 90:
        assert likeness(now, last) >= 90
