"""The wordings that are proposed for codes without any."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.open_questions import OpenQuestion, Question, open_questions, unexplained
from dxdesk.domain.plan import Grade, Order, Plan
from dxdesk.domain.scale import Standing, read_standing
from dxdesk.domain.usual_scales import USUAL, agree, proposals

HEIGHTS = {
    "目標を大きく上回った": Standing.ABOVE,
    "目標を上回った": Standing.ABOVE,
    "目標どおり": Standing.MET,
    "目標をやや下回った": Standing.BELOW,
    "目標を下回った": Standing.BELOW,
    "目標を大きく下回った、又は未実施": Standing.FAR_BELOW,
}


def plan(*codes: str, order: Order = Order.NOT_SAID) -> Plan:
    scale = tuple(Grade(code, "") for code in codes)
    return Plan("p", "計画", "海市", 2024, (2024,), scale, order=order)


def test_every_usual_wording_is_read_as_it_is_meant() -> None:
    said = {wording for _, wordings in USUAL for wording in wordings}
    assert {wording: read_standing(wording) for wording in said} == HEIGHTS


@pytest.mark.parametrize(("ladder", "wordings"), USUAL)
def test_every_usual_scale_goes_down(ladder: str, wordings: tuple[str, ...]) -> None:
    assert len(ladder) == len(wordings) == len(set(ladder)) == len(set(wordings))
    heights = [read_standing(wording).height or 0 for wording in wordings]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize(
    ("codes", "ladders", "order"),
    [
        ("ABC", ["ABC", "SABC", "ABCD", "SABCD", "SABCD", "ABCDE"], Order.BEST_FIRST),
        ("SABC", ["SABC", "SABCD", "SABCD"], Order.BEST_FIRST),
        ("SABCD", ["SABCD", "SABCD"], Order.BEST_FIRST),
        ("ABCDE", ["ABCDE"], Order.BEST_FIRST),
        ("◎○△×", ["◎○△×"], Order.BEST_FIRST),
        ("◯△", ["○△×", "◎○△×"], Order.BEST_FIRST),
        ("12345", ["54321", "12345"], Order.BEST_LAST),
        ("23", ["321", "123", "4321", "1234", "54321", "12345"], Order.BEST_LAST),
        (("Ａ", "Ｂ", "Ｃ", "Ｄ", "Ｅ"), ["ABCDE"], Order.BEST_FIRST),
        ("DCBAS", ["SABCD", "SABCD"], Order.BEST_LAST),
        ("Z", [], None),
        ("AZ", ["ABC", "SABC", "ABCD", "SABCD", "SABCD", "ABCDE"], None),
        (("甲", "乙"), [], None),
        ("A3", [], None),
        ("6", [], None),
    ],
)
def test_a_scale_has_the_proposals_that_hold_all_of_its_codes(
    codes: tuple[str, ...], ladders: list[str], order: Order | None
) -> None:
    found = proposals(plan(*codes))
    assert [one.ladder for one in found] == ladders
    if order is not None:
        assert found[0].order is order


def test_of_numbers_either_end_may_be_the_best() -> None:
    up, down = proposals(plan(*"12345"))
    assert (up.order, down.order) == (Order.BEST_LAST, Order.BEST_FIRST)
    assert [grade.says for grade in up.grades] == [grade.says for grade in reversed(down.grades)]
    assert not agree((up, down))
    assert agree(proposals(plan(*"ABC")))


def test_words_speak_for_themselves() -> None:
    (found,) = proposals(plan("順調", "概ね順調", "遅れ", "その他"))
    assert (found.ladder, found.order) == ("", Order.NOT_SAID)
    assert [(grade.code, grade.meaning, grade.achieved) for grade in found.grades] == [
        ("順調", "順調", True),
        ("概ね順調", "概ね順調", True),
        ("遅れ", "遅れ", False),
    ]


@pytest.mark.parametrize(("word", "order"), [("順調", Order.NOT_SAID), ("中止", Order.BEST_FIRST)])
def test_a_word_that_compares_leaves_the_order_open(word: str, order: Order) -> None:
    found = proposals(plan("A", "B", word))
    assert [grade.meaning for grade in found[0].grades] == ["目標どおり", "目標を下回った", word]
    assert found[0].order is order


def test_a_dash_is_not_rated_and_leaves_the_order() -> None:
    found = proposals(plan("A", "B", "－"))[0]
    assert found.grades[-1].says is Standing.NOT_RATED
    assert found.order is Order.BEST_FIRST


def test_nothing_is_proposed_that_is_said_already() -> None:
    said = replace(plan(*"ABC"), scale=(Grade("A", "よい", True, Standing.MET), Grade("B", "")))
    (found, *_) = proposals(said)
    assert [grade.code for grade in found.grades] == ["B"]


def test_a_question_is_open_until_each_code_is_said_or_all_have_no_order() -> None:
    asked = plan("A", "B")
    assert open_questions(asked) == (OpenQuestion(Question.SCALE, "「A」「B」"),)
    half = replace(asked, scale=(asked.scale[0].restated("計画どおり", None), asked.scale[1]))
    assert [grade.code for grade in unexplained(half)] == ["B"]
    silent = replace(half.scale[1], standing=Standing.NOT_SAID)
    assert not open_questions(replace(half, scale=(half.scale[0], silent)))
    assert not open_questions(replace(asked, order=Order.NONE))
    assert not open_questions(replace(asked, scale=()))


def test_a_wording_that_says_nothing_of_the_target_is_asked_for_as_well() -> None:
    told = replace(plan("A"), scale=(Grade("A", "よく頑張った"),))
    assert [grade.code for grade in unexplained(told)] == ["A"]
