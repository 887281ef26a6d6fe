"""A code that answers use stays in the scale, whoever would take it away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain import plan_editing as edit
from dxdesk.domain.merging import Claim, Decision, Facts
from dxdesk.domain.plan import Grade, Item, Plan, RatingStage
from dxdesk.domain.plan_faults import Fault, Flaw
from dxdesk.domain.plan_merging import MergedPlan
from dxdesk.domain.rating_use import code_faults, codes_lost, with_codes_kept
from dxdesk.domain.rulebook import Rulebook

ITEMS = (Item("i1", "1", "予約", ("甲課",)), Item("i2", "2", "申請", ("甲課",)))
OWN = RatingStage("outside", "外部", (Grade("良", "よい"), Grade("否", "わるい")))
PLAN = Plan(
    *("p", "計画", "市", 2025),
    scale=(Grade("A", "達成"), Grade("B", "未達成"), Grade("C", "終了")),
    items=ITEMS,
    stages=(RatingStage("office", "事務局"), OWN, RatingStage("talk", "意見", (), False, True)),
    rulebook=Rulebook(reason_for=("B",)),
)
B = Grade("Ｂ", "未達成")
WITHOUT_B = edit.remove_grade(PLAN, 1)
RENAMED = edit.change_grade(PLAN, 1, B)


def claim(text: str) -> Claim:
    return Claim("s1", "甲課", (1, 1), "", text)


USES: dict[str, tuple[Plan, Facts, dict[tuple[str, str], int]]] = {
    "renamed": (RENAMED, Facts({"i1/rating": "B", "i2/rating": "A"}), {("", "B"): 1}),
    "removed": (WITHOUT_B, Facts({"i1/rating": "B", "i2/rating": "B"}), {("", "B"): 2}),
    "of no answer": (WITHOUT_B, Facts({"i1/rating": "A", "i1/rating_note": "B"}), {}),
    "handed in": (WITHOUT_B, Facts({}, {"i1/rating": (claim("B"),)}), {("", "B"): 1}),
    "decided otherwise since": (
        WITHOUT_B,
        Facts({}, {"i1/rating": (claim("B"),)}, {"i1/rating": Decision("A", frozenset(("B", "")))}),
        {},
    ),
    "one of two texts that collide": (
        WITHOUT_B,
        Facts({}, {"i1/rating": (claim("B"),)}, {"i1/rating": Decision("A")}),
        {("", "B"): 1},
    ),
    "of an item that is not in the plan": (WITHOUT_B, Facts({"i9/rating": "B"}), {}),
    "of a stage by the departments' scale": (
        WITHOUT_B,
        Facts({"i1/rating@office": "B"}),
        {("office", "B"): 1},
    ),
    "of a stage's own scale": (
        edit.remove_grade(PLAN, 0, "outside"),
        Facts({"i1/rating@outside": "良", "i2/rating": "良"}),
        {("outside", "良"): 1},
    ),
    "of a stage that gets the departments' scale": (
        edit.change_stage(PLAN, replace(OWN, scale=())),
        Facts({"i1/rating@outside": "否"}),
        {("outside", "否"): 1},
    ),
    "in another place only": (edit.shift_grade(PLAN, 1, 1), Facts({"i1/rating": "B"}), {}),
    "with another meaning": (
        edit.change_grade(PLAN, 1, Grade("B", "下回った")),
        Facts({"i1/rating": "B"}),
        {},
    ),
}


@pytest.mark.parametrize("case", USES)
def test_a_code_goes_only_where_no_answer_has_it(case: str) -> None:
    after, facts, uses = USES[case]
    told = code_faults(PLAN, after, facts)
    assert told == tuple(Fault(Flaw.GRADE_USED, *one, count=n) for one, n in uses.items())


@pytest.mark.parametrize("case", USES)
def test_a_merged_plan_keeps_what_answers_use_and_the_rest_of_the_change(case: str) -> None:
    after, facts, uses = USES[case]
    title = replace(after, title="別の計画")
    merged = with_codes_kept(MergedPlan(title), PLAN, facts)
    assert code_faults(PLAN, merged.plan, facts) == ()
    assert merged.plan.title == "別の計画"
    assert bool(merged.settings) == bool(uses)
    assert set(merged.plan.rulebook.reason_for) <= set(merged.plan.codes)
    if not uses:
        assert merged.plan == title


def test_a_stage_that_is_gone_is_not_asked_about_its_codes() -> None:
    assert codes_lost(PLAN, edit.remove_stage(PLAN, "outside")) == frozenset()
