"""Whether more or less is better: what was set, said or shown, and else not known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.asking import PastFigure
from dxdesk.domain.direction_questions import Speaks, questions
from dxdesk.domain.directions import NOT_KNOWN, Known, Source, aim_of, direction_of
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Item, Kpi, Plan, Target

MORE, LESS, KEEP = Direction.MORE, Direction.LESS, Direction.KEEP

SAID = [
    # name, target, direction
    ("数", "100件以上", MORE),
    ("数", "100件超", MORE),
    ("数", "10分以内", LESS),
    ("数", "10分未満", LESS),
    ("数", "10分に短縮", LESS),
    ("数", "100人に増やす", MORE),
    ("数", "10日→7日", LESS),
    ("数", "10→15か所", MORE),
    ("数", "10%減", LESS),
    ("数", "3%増", MORE),
    ("数", "全17施設", MORE),
    ("数", "90%を維持", KEEP),
    ("数（少ないほどよい）", "100件", LESS),
    ("数 ↓", "100件", LESS),
    ("数", "100件 ↑", MORE),
    ("数", "10分↓", LESS),
    ("数", "↓10件", LESS),
    ("数", "10件 減少を目指す", LESS),
    ("数", "100件（減少を目指す）", LESS),
    ("苦情を減らす", "100件", LESS),
    ("処理日数（5日以内）", "5日", LESS),
]


@pytest.mark.parametrize(("name", "target", "direction"), SAID)
def test_what_target_or_name_say(name: str, target: str, direction: Direction) -> None:
    kpi = Kpi("k1", name, target)
    assert direction_of(kpi, 2024) == Known(direction, Source.SAID)
    assert kpi.figure.value is not None


@pytest.mark.parametrize(
    ("name", "target"),
    [
        # The name counts something beside the word.
        ("待ち時間", "10分"),
        ("苦情を減らす研修の受講者数", "100人"),
        ("待ち時間短縮に取り組む窓口数", "10か所"),
        ("紙の使用量の削減", "10,000枚"),
        ("65歳以上の利用者数", "100人"),
        ("5日以内に処理した割合", "80%"),
        ("要介護者数（65歳以上）", "100人"),
        ("将来負担比率", "80%"),
        # Neither a sign nor a dash says what is wished.
        ("人口の増減", "▲0.5%"),
        ("収入の伸び", "+5%"),
        ("通知の数", "0件"),
        # Two things at once.
        ("利用者数（増加）", "100人（減少を目指す）"),
    ],
)
def test_what_nobody_said_is_not_known(name: str, target: str) -> None:
    assert direction_of(Kpi("k1", name, target), 2024) == NOT_KNOWN


SHOWN = [
    # baseline, target, targets of other years, direction
    ("45%", "60%", {}, MORE),
    ("80件", "60件", {}, LESS),
    ("1.2万人", "13,000人", {}, MORE),
    ("60件", "60件", {}, None),
    ("45%", "60件", {}, None),
    ("", "60件", {2022: "40件", 2023: "50件"}, MORE),
    ("", "60件", {2025: "50件", 2026: "50件"}, LESS),
    ("", "60件", {2023: "50件"}, None),
    ("", "60件", {2022: "70件", 2023: "50件"}, None),
    # Nothing in the data may move the other way.
    ("45件", "60件", {2025: "55件"}, None),
    ("45件", "60件", {2023: "50件", 2025: "70件"}, MORE),
    ("現状なし", "60件", {2022: "40件", 2023: "50件"}, MORE),
]


@pytest.mark.parametrize(("baseline", "target", "others", "direction"), SHOWN)
def test_what_the_data_show(
    baseline: str, target: str, others: dict[int, str], direction: Direction | None
) -> None:
    targets = tuple(Target(year, text) for year, text in others.items())
    kpi = Kpi("k1", "数", target, baseline=baseline, targets=targets)
    expected = Known(direction, Source.SHOWN) if direction else NOT_KNOWN
    assert direction_of(kpi, 2024) == expected


@pytest.mark.parametrize(
    ("aim", "direction"),
    [
        ("↑", MORE),
        ("↗", MORE),
        ("増", MORE),
        ("増加を目指す", MORE),
        ("↓", LESS),
        ("減少", LESS),
        ("▼", LESS),
        ("→", KEEP),
        ("維持", KEEP),
        ("高いほどよい", MORE),
        ("現状より増加", MORE),
        ("少ない方が望ましい", LESS),
        ("現状維持", KEEP),
        ("増減", Direction.NOT_SAID),
        ("維持・向上", Direction.NOT_SAID),
        ("－", Direction.NOT_SAID),
        ("-", Direction.NOT_SAID),
        ("別途", Direction.NOT_SAID),
        ("", Direction.NOT_SAID),
    ],
)
def test_a_column_of_its_own(aim: str, direction: Direction) -> None:
    assert aim_of(aim) is direction


def test_what_is_set_counts_before_what_is_said_and_that_before_what_is_shown() -> None:
    kpi = Kpi("k1", "数", "60件以上", baseline="80件", aim="")
    assert direction_of(kpi, 2024) == (MORE, Source.SAID)
    assert direction_of(replace(kpi, aim="↓"), 2024) == (LESS, Source.SAID)
    assert direction_of(replace(kpi, direction=LESS), 2024) == (LESS, Source.SET)
    assert direction_of(replace(kpi, target="60件"), 2024) == (LESS, Source.SHOWN)


def plan_of(*kpis: Kpi) -> Plan:
    named = tuple(replace(kpi, id=f"k{n}") for n, kpi in enumerate(kpis, 1))
    return Plan("p", "計画", "市", 2024, items=(Item("i001", "1", "窓口", ("課",), kpis=named),))


def test_the_question_is_asked_where_a_verdict_needs_it() -> None:
    plan = plan_of(
        Kpi("", "待ち時間", "10分"),
        Kpi("", "待ち時間", "10分以内"),
        Kpi("", "会場", "3～5か所"),
        Kpi("", "運用", "2024年度運用開始"),
        Kpi("", "件数", "増やす"),
        Kpi("", "件数", ""),
        Kpi("", "苦情の件数", "10件", direction=LESS),
    )
    assert [one.field for one in questions(plan)] == ["i001/k1"]


CLUES = [
    # name, target, baseline, last actual, told; what speaks, the proposal
    ("待ち時間", "10分", "", "", None, [(Speaks.NAME, LESS)], LESS),
    ("講習の受講者数", "100人", "", "", None, [(Speaks.NAME, MORE)], MORE),
    # The last word is what is counted.
    ("苦情対応研修の受講者数", "100人", "", "", None, [(Speaks.NAME, MORE)], MORE),
    ("研修での事故", "3件", "", "", None, [(Speaks.NAME, LESS)], LESS),
    ("件数", "100件", "", "", None, [], Direction.NOT_SAID),
    # Last year's actual is shown, and decides nothing.
    ("件数", "100件", "", "80件", None, [(Speaks.ACTUAL, MORE)], None),
    ("待ち時間", "10分", "", "8分", None, [(Speaks.NAME, LESS), (Speaks.ACTUAL, MORE)], LESS),
    ("順位", "3位", "", "", None, [(Speaks.UNIT, LESS)], LESS),
    ("増減", "▲5%", "", "", None, [(Speaks.SIGN, LESS)], LESS),
    ("待ち時間", "10分", "", "8分", MORE, None, MORE),
]


@pytest.mark.parametrize(
    ("name", "target", "baseline", "last", "told", "speaks", "proposal"), CLUES
)
def test_what_speaks_for_either_side(
    name: str,
    target: str,
    baseline: str,
    last: str,
    told: Direction | None,
    speaks: list[tuple[Speaks, Direction]] | None,
    proposal: Direction | None,
) -> None:
    past = (PastFigure("i001/k1", 2023, target, last),) if last else ()
    plan = plan_of(Kpi("", name, target, baseline=baseline))
    (question,) = questions(plan, past, {"i001/k1": told} if told else None)
    if speaks is not None:
        assert [(clue.speaks, clue.side) for clue in question.clues] == speaks
    assert question.proposal is (proposal or Direction.NOT_SAID)


texts = st.text(max_size=30)


@given(texts, texts, texts, texts, texts)
def test_any_text_can_stand_anywhere(
    name: str, target: str, aim: str, baseline: str, other: str
) -> None:
    kpi = Kpi("", name, target, aim=aim, baseline=baseline, targets=(Target(2023, other),))
    known = direction_of(kpi, 2024)
    assert (known.direction is Direction.NOT_SAID) == (known.source is Source.NOT_KNOWN)
    questions(plan_of(kpi))
