"""A phase of the report's year that the result does not show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain.checks import Example, Finding, check_list
from dxdesk.domain.plan import Phase
from tests.checks.samples import material

LISTENED = "職員から意見を聞いた。"


def hints(example: Example, *phases: Phase) -> list[Finding]:
    one = material(example)
    item = one.plan.items[0]
    if phases:
        one = replace(one, plan=replace(one.plan, items=(replace(item, schedule=phases),)))
    return [f for f in check_list(one) if f.code == "phase-not-in-result"]


@pytest.mark.parametrize(
    ("phase", "result", "told"),
    [
        ("システムの導入", LISTENED, True),
        ("運用開始", LISTENED, True),
        ("本稼働", LISTENED, True),
        ("計画の策定", LISTENED, True),
        ("実証実験", LISTENED, True),
        ("データ移行", LISTENED, True),
        ("システム構築 → 運用", LISTENED, True),
        ("設計、導入", "設計した。", True),
        # The deed as what is still to come.
        ("導入", "導入を検討した。", True),
        ("導入", "導入に向けて、業者から話を聞いた。", True),
        ("運用開始", "運用開始の準備を進めた。", True),
        # The deed as done, in its own words or in others.
        ("導入", "検討を行い、導入した。", False),
        ("導入", "必要な端末を配布した。", False),
        ("運用開始", "4月から職員が使えるようにした。", False),
        ("計画の策定", "計画をまとめ、公表した。", False),
        ("実証", "二つの窓口で試した。", False),
        ("データ移行", "新しい仕組みへ切り替えた。", False),
        ("メニューの拡充", "45の手続をオンライン化した。", False),
        # Put off, and said so.
        ("導入", "業者との調整に時間を要し、延期した。", False),
        ("運用開始", "翌年度の運用開始に向けて準備した。", False),
        ("エリア拡大", "費用の面から実現に至らなかった。", False),
        ("導入", "未実施", False),
        ("導入", "終了", False),
        # What says no deed.
        ("導入の検討", LISTENED, False),
        ("運用開始準備", LISTENED, False),
        ("調査・研究", LISTENED, False),
        ("実施", LISTENED, False),
        ("継続", LISTENED, False),
        ("→", LISTENED, False),
        ("→ 運用", LISTENED, False),
        ("〃", LISTENED, False),
        ("", LISTENED, False),
    ],
)
def test_the_result_beside_the_phase(phase: str, result: str, told: bool) -> None:
    found = hints(Example(schedule=phase, result=result))
    assert bool(found) is told
    assert all(f.evidence["phase"] == phase and f.field == "i001/result-1" for f in found)


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("2024", True),
        ("令和6年度", True),
        ("Ｒ６", True),
        ("2024(令和6)年度", True),
        ("2023", False),
        ("2025以降", False),
        ("2024以降", False),
        ("2024～2026", False),
        ("令和6年度から", False),
        ("前期", False),
    ],
)
def test_only_the_phase_of_the_year_counts(heading: str, told: bool) -> None:
    assert bool(hints(Example(result=LISTENED), Phase(heading, "導入"))) is told


@pytest.mark.parametrize(
    "example",
    [
        Example(issues="機器が届かず、導入が遅れている。"),
        Example(note="導入は翌年度に行う。"),
        Example(rating="D"),
        # The KPI's own rules tell of it.
        Example(kpi="端末", target="2024年度導入", actual=""),
        Example(kpi="端末", target="100台", actual="120台配置"),
    ],
)
def test_what_else_tells_of_it(example: Example) -> None:
    assert hints(replace(example, schedule="端末の導入", result=LISTENED)) == []


def test_of_several_phases_one_is_told() -> None:
    assert (
        len(hints(Example(result=LISTENED), Phase("2024", "導入、移行"), Phase("2024", "策定")))
        == 1
    )


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=20), st.text(max_size=30), st.text(max_size=40))
def test_no_text_makes_it_raise(heading: str, label: str, result: str) -> None:
    hints(Example(result=result), Phase(heading, label), Phase("2024", label))
