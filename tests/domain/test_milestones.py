"""Milestones: reached by a deed that is said to be done, in time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.milestones import is_milestone, milestone_reached

MILESTONES = [
    # target, actual, reached
    ("令和6年度完了", "完了", True),
    ("令和6年度完了", "完了した。", True),
    ("令和6年度完了", "完了見込み", False),
    ("令和6年度完了", "令和7年度に完了予定", False),
    ("令和6年度運用開始", "令和6年10月運用開始", True),
    ("令和6年度運用開始", "令和7年3月に運用を開始した", True),
    ("令和6年度運用開始", "令和7年4月運用開始", False),
    ("令和6年度末までに整備完了", "整備中", False),
    ("令和6年度策定", "策定した", True),
    ("令和6年度策定", "令和7年2月策定", True),
    ("令和6年度策定", "策定作業中", False),
    ("令和6年度策定", "素案を作成", False),
    ("令和6年度までに導入", "導入を断念した", False),
    ("令和6年度までに導入", "導入に向けて準備した", False),
    ("令和6年度までに導入", "他市の導入状況を調査", False),
    ("令和6年度までに導入", "導入可否を検討", False),
    ("令和6年度までに導入", "導入済み2課、導入なし3課", None),
    ("令和6年度までに導入", "システムを導入した。来年度の拡充を検討している。", True),
    ("令和6年度までに公表", "公表資料を作成中", False),
    ("令和6年度までに廃止", "廃止した", True),
    ("令和6年度までに廃止", "廃止を延期", False),
    ("毎年度実施", "実施済", True),
    ("毎年度実施", "一部実施", None),
    ("毎年度実施", "順調", None),
    ("実施", "実施", True),
    ("2024年度運用開始", "運用開始は見送り", False),
    ("2024年度運用開始", "", None),
    # Done with a date behind or before it.
    ("令和6年度運用開始", "完了（R7.3）", True),
    ("令和6年度運用開始", "R7.3完了", True),
    ("令和6年度運用開始", "R7.5完了", False),
    ("令和6年度策定", "策定（R7.3）", True),
    ("令和6年度策定", "令和7年3月に策定・公表", True),
    ("令和6年度運用開始", "2025/4/1 運用開始", False),
    ("令和6年度運用開始", "開始済", True),
    ("令和6年度に方針決定", "方針を決定", True),
    ("毎年度実施", "実施", True),
    ("令和6年度運用開始", "令和7年度へ繰越", False),
    ("令和6年度策定", "策定に至らず", False),
    # What is done is another deed, though the first is named.
    ("令和6年度策定", "策定委員会を設置した", None),
    ("令和6年度策定", "策定方針を決定した", None),
    ("令和6年度策定", "策定支援業務委託を完了した", None),
    ("令和6年度策定", "関連計画を策定した", None),
    ("令和6年度策定", "策定手続きを開始した", None),
    ("令和6年度運用開始", "システムの運用開始日を決定した", None),
    ("令和6年度運用開始", "実施中", None),
    ("令和6年度までに導入", "試験導入した", None),
    ("令和6年度までに導入", "仮導入済み", None),
    ("令和6年度までに導入", "導入計画を策定した", None),
    ("令和6年度までに導入", "導入業者決定済み", None),
    ("令和6年度までに導入", "導入に必要な機器を調達した", None),
    ("令和6年度までに導入", "他市では導入済み", None),
    ("令和6年度竣工", "竣工検査済", None),
    ("令和6年度試行開始", "試行を開始した", True),
    # A deed that elsewhere is but a step.
    ("令和6年度工事着手", "着手した", True),
]


@pytest.mark.parametrize(("target", "actual", "reached"), MILESTONES)
def test_milestones(target: str, actual: str, reached: bool | None) -> None:
    figure = read_figure(target)
    assert is_milestone(figure)
    assert milestone_reached(figure, actual, 2024) is reached


@pytest.mark.parametrize("target", ["増加", "○", "できるだけ増やす", "全職員", "", "100件"])
def test_other_words_are_no_milestones(target: str) -> None:
    assert not is_milestone(read_figure(target))


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_text_is_judged_or_left_alone(target: str, actual: str) -> None:
    figure = read_figure(target)
    if is_milestone(figure):
        assert milestone_reached(figure, actual, 2024) in (True, False, None)
