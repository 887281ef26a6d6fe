"""The sentences of findings that tell of several KPIs name every one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.checks import Example, check_list
from dxdesk.domain.plan import Kpi
from dxdesk.finding_words import finding_sentence
from tests.checks.samples import material

TWO = {
    "rated-achieved-kpi-missed": (
        "A",
        ("100件以上", "85件"),
        ("50回以上", "20回"),
        "「回数」は目標50回以上に対して20回（達成率40.0%）、"
        "「件数」は目標100件以上に対して85件（達成率85.0%）です。",
    ),
    "rated-achieved-kpi-behind": (
        "A",
        ("2025年度末:100件以上", "30件"),
        ("2025年度末:50回以上", "20回"),
        "「件数」は2025年度の目標2025年度末:100件以上に対して30件（達成率30.0%）、"
        "「回数」は2025年度の目標2025年度末:50回以上に対して20回（達成率40.0%）です。",
    ),
    "rated-milder-than-far-below": (
        "B",
        ("100件以上", "30件"),
        ("50回以上", "未実施"),
        "「回数」は目標50回以上に対して未実施（達成率―）、"
        "「件数」は目標100件以上に対して30件（達成率30.0%）です。「C」は",
    ),
    "rated-below-kpi-reached": (
        "B",
        ("100件以上", "110件"),
        ("50回以上", "60回"),
        "（「件数」目標100件以上、実績110件、「回数」目標50回以上、実績60回）。",
    ),
    "rated-above-kpi-not-exceeded": (
        "S",
        ("100件以上", "100件"),
        ("50回以上", "50回"),
        "（「件数」目標100件以上、実績100件、「回数」目標50回以上、実績50回）。",
    ),
    "rating-without-evidence": (
        "A",
        ("できるだけ増やす", "120件"),
        ("50回以上", "把握できない"),
        "「件数」の目標（できるだけ増やす）と実績（120件）、"
        "「回数」の目標（50回以上）と実績（把握できない）は比べられません。",
    ),
}


@pytest.mark.parametrize("code", TWO)
def test_every_kpi_is_named(code: str) -> None:
    rating, first, second, words = TWO[code]
    one = material(Example(kpi="件数", target=first[0], actual=first[1], rating=rating))
    item = one.plan.items[0]
    item = replace(item, kpis=(*item.kpis, Kpi("k2", "回数", second[0])))
    plan = replace(one.plan, items=(item,))
    found = check_list(replace(one, plan=plan, answers={**one.answers, "i001/k2": second[1]}))
    (finding,) = (finding for finding in found if finding.code == code)
    sentence = finding_sentence(finding)
    assert words in sentence
    # What is true of the item is said once.
    assert sentence.count(f"「{rating}」") == 1


def test_one_kpi_is_named_once() -> None:
    found = check_list(material(Example(target="100件以上", actual="85件", rating="A")))
    (finding,) = (f for f in found if f.code == "rated-achieved-kpi-missed")
    assert finding_sentence(finding).count("利用件数") == 1
