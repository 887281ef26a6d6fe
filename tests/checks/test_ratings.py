"""Rating against KPI, and unlike treatment within the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.checks import Example, Family, Severity, check_list
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Grade
from dxdesk.domain.rulebook import Rulebook
from dxdesk.domain.scale import Standing
from dxdesk.finding_words import finding_sentence
from tests.checks.samples import findings, material


def rated(example: Example) -> list[tuple[str, str]]:
    found = [f for f in findings(example) if f.family is Family.RATING]
    return [(f.code, f.severity.value) for f in found]


MISSED = Example(target="100件", actual="85件", rating="A")
LATER = Example(target="2025年度末:累計 400件", rating="A")
UNLIKE = Example(
    target="100件",
    actual="60件",
    rating="A",
    other=Example(target="100件", actual="94件", rating="B"),
)


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        (MISSED, [("rated-achieved-kpi-missed", "warning")]),
        (
            replace(MISSED, note="窓口の数は計画どおり増やした。"),
            [("rated-achieved-kpi-missed", "hint")],
        ),
        (replace(MISSED, rating="S"), [("rated-achieved-kpi-missed", "warning")]),
        (replace(MISSED, rating="B"), []),
        (replace(MISSED, actual="未実施"), [("rated-achieved-kpi-missed", "warning")]),
        (replace(MISSED, target="令和6年度廃止", actual="廃止済"), []),
        (replace(MISSED, actual="把握できない"), [("rating-without-evidence", "hint")]),
        (replace(MISSED, actual="85人"), []),
        (replace(LATER, actual="累計 290件"), [("rated-achieved-kpi-behind", "hint")]),
        (replace(LATER, actual="累計 300件"), []),
        (replace(LATER, actual="累計 410件", rating="B"), [("rated-below-kpi-reached", "warning")]),
        (
            Example(target="0基", kpi="機器の導入数", actual="5基", rating="B"),
            [("rated-below-kpi-reached", "hint")],
        ),
        (
            Example(
                target="10分", kpi="待ち時間", actual="12分", rating="A", direction=Direction.LESS
            ),
            [("rated-achieved-kpi-missed", "warning")],
        ),
        (
            Example(
                target="10分",
                kpi="待ち時間",
                actual="12分",
                rating="A",
                direction=Direction.NOT_SAID,
            ),
            [],
        ),
        (
            Example(
                target="10分以内",
                kpi="待ち時間",
                actual="12分",
                rating="A",
                direction=Direction.NOT_SAID,
            ),
            [("rated-achieved-kpi-missed", "warning")],
        ),
        (
            Example(target="100件", actual="49件", rating="B"),
            [("rated-milder-than-far-below", "warning")],
        ),
        (Example(target="100件", actual="50件", rating="B"), []),
        (
            Example(target="100件", actual="50件", rating="B", rulebook=Rulebook(far_below=60)),
            [("rated-milder-than-far-below", "warning")],
        ),
        (
            Example(target="1回", actual="0回", rating="B"),
            [("rated-milder-than-far-below", "warning")],
        ),
        (
            Example(target="100件", actual="100件", rating="S"),
            [("rated-above-kpi-not-exceeded", "warning")],
        ),
        (Example(result="終了", rating="A"), [("rated-on-schedule-but-ended", "warning")]),
        (Example(result="終了", rating="D"), []),
        (UNLIKE, [("rated-achieved-kpi-missed", "warning"), ("rated-unlike", "warning")]),
        (
            replace(UNLIKE, note="対象が半分になった。"),
            [("rated-achieved-kpi-missed", "hint"), ("rated-unlike", "hint")],
        ),
        # Equal at the decimals that are printed.
        (
            Example(
                target="10,000件",
                actual="8,000件",
                rating="A",
                note="補足",
                other=Example(target="10,000件", actual="8,004件", rating="B"),
            ),
            [("rated-achieved-kpi-missed", "hint")],
        ),
        (
            Example(target="できるだけ増やす", actual="120件", rating="A"),
            [("rating-without-evidence", "hint")],
        ),
        (Example(rating="A"), []),
    ],
)
def test_ratings(example: Example, expected: list[tuple[str, str]]) -> None:
    assert sorted(rated(example)) == sorted(expected)


def test_a_missed_kpi_is_told_once_with_all_of_them() -> None:
    (finding,) = (f for f in findings(MISSED) if f.code == "rated-achieved-kpi-missed")
    assert finding.field == "i001/rating"
    assert finding.evidence["rate"] == "85.0%"
    assert finding.kpi == "利用件数"


def test_each_item_is_in_one_pair_and_each_pair_told_once() -> None:
    """Twenty items rated A at 60 % beside one rated B at 94 % are one finding, not twenty."""
    example = Example(target="100件", actual="94件", rating="B")
    for _ in range(20):
        example = Example(target="100件", actual="60件", rating="A", other=example)
    found = [f for f in findings(example) if f.code == "rated-unlike"]
    assert [f.evidence["other"] for f in found] == ["21"]


def test_a_scale_is_read_by_its_wording_not_by_its_letters() -> None:
    """Here 1 is the best and 3 says that the work ended."""
    one = material(replace(MISSED, rating="1"))
    scale = (
        Grade("3", "事業が終了した"),
        Grade("2", "目標に届かなかった"),
        Grade("1", "目標を達成した"),
    )
    found = check_list(replace(one, plan=replace(one.plan, scale=scale)))
    assert [f.code for f in found if f.family is Family.RATING] == ["rated-achieved-kpi-missed"]


def test_what_the_plan_says_of_a_grade_counts_before_its_wording() -> None:
    one = material(MISSED)
    scale = (Grade("A", "良い", standing=Standing.BELOW), Grade("B", "悪い", standing=Standing.MET))
    assert check_list(replace(one, plan=replace(one.plan, scale=scale))) == ()


def test_what_the_plan_says_of_a_direction_counts() -> None:
    one = material(Example(target="100件", kpi="通知の数", actual="120件", rating="A"))
    item = one.plan.items[0]
    kpi = replace(item.kpis[0], direction=Direction.LESS)
    plan = replace(one.plan, items=(replace(item, kpis=(kpi,)),))
    found = check_list(replace(one, plan=plan))
    (finding,) = (f for f in found if f.code == "rated-achieved-kpi-missed")
    assert finding.severity is Severity.WARNING
    assert finding.evidence["rate"] == "83.3%"


@pytest.mark.parametrize(
    ("level", "severities"),
    [(Severity.ERROR, ["error"]), (Severity.HINT, ["hint"]), (None, [])],
)
def test_the_plan_sets_which_rules_are_on(level: Severity | None, severities: list[str]) -> None:
    book = Rulebook(levels={"rated-achieved-kpi-missed": level})
    found = findings(replace(MISSED, rulebook=book))
    assert [f.severity.value for f in found if f.code == "rated-achieved-kpi-missed"] == severities


@pytest.mark.parametrize(
    "example",
    [
        MISSED,
        replace(MISSED, result="未実施"),
        replace(MISSED, result="終了"),
        replace(MISSED, actual="終了"),
    ],
)
def test_a_scale_that_says_nothing_is_compared_with_nothing(example: Example) -> None:
    """The wordings are not known, so no rule may speak of what a rating means."""
    of = material(example)
    silent = replace(of.plan, scale=tuple(Grade(code, "") for code in of.plan.codes))
    found = check_list(replace(of, plan=silent))
    assert [f.code for f in found if f.family is Family.RATING and "meaning" in f.evidence] == []
    assert [f.code for f in found if "「」" in finding_sentence(f)] == []


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("Ａ", "A"),
        ("a", "A"),
        ("「A」", "A"),
        ("A評価", "A"),
        ("Ａ：計画どおりに進んだ", "A"),
        ("A・B", None),
        ("A：計画を下回った", None),
        ("Z", None),
    ],
)
def test_a_rating_in_other_words_is_put_right_where_one_code_is_meant(
    typed: str, fix: str | None
) -> None:
    (found,) = (f for f in findings(Example(rating=typed)) if f.code == "rating-unknown")
    assert (found.fix.text if found.fix else None) == fix
    assert finding_sentence(found).startswith(f"評価「{typed}」は区分にありません。")
