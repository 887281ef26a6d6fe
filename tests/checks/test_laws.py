"""Laws of the checks: no text makes them raise, and no order changes what they find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain.asking import LastYear
from dxdesk.domain.checks import Finding, Material, check, check_again, check_list
from dxdesk.domain.fields import fields_of
from dxdesk.domain.plan import Item
from tests.checks.samples import Example, material

FIGURES = [
    "",
    "100件",
    "85件",
    "120人",
    "累計 300件",
    "2025年度末：50%",
    "毎年度2回以上",
    "10分以内",
    "0件",
    "▲3.5%",
    "92会議、927人、92,186枚",
    "2024年度運用開始",
    "未実施",
    "把握できない",
    "1,2345件",
    "サービス終了のため実施していない",
    "3～5件",
    "1.2億円",
]
PROSE = [
    "",
    "該当なし",
    "未実施",
    "終了",
    "-",
    "(1) 様式を減らした。（企画課）\n(3) 画面を作った。（情報課）",
    "①案内を配った。③ﾎｰﾑﾍﾟｰｼﾞを直した。",
    "利用件数は90件であった。【利用件数：95件】",
    "【市民課】窓口で案内した。",
    "前年度に続き、窓口の案内を改めて利用件数を増やす取組を進めた。",
]
text = st.one_of(st.sampled_from(FIGURES), st.sampled_from(PROSE), st.text(max_size=40))
examples = st.builds(
    Example,
    content=st.sampled_from(["窓口を改める。", "(1) 様式を減らす。 (2) 画面を作る。"]),
    target=st.sampled_from(FIGURES),
    kpi=st.sampled_from(["利用件数", "待ち時間", "累計利用者数", "苦情の件数"]),
    actual=text,
    result=text,
    issues=text,
    rating=st.sampled_from(["S", "A", "B", "C", "D", "", "Z"]),
    note=st.sampled_from(["", "補足を書いた。"]),
    departments=st.sampled_from([("企画課",), ("企画課", "情報課", "市民課")]),
    last_actual=text,
    last_result=text,
    last_issues=text,
    last_rating=st.sampled_from(["", "A", "B"]),
)


def joined(parts: list[Example]) -> Material:
    """One plan of several examples."""
    items: list[Item] = []
    answers: dict[str, str] = {}
    last: dict[str, str] = {}
    whole = material(parts[0])
    for number, part in enumerate(parts, 1):
        one = material(part)
        identity = f"i{number:03}"
        item = one.plan.items[0]
        items.append(replace(item, id=identity, no=str(number)))
        for texts, into in ((one.answers, answers), (one.last.answers if one.last else {}, last)):
            into.update({f.replace(item.id, identity, 1): text for f, text in texts.items()})
    plan = replace(whole.plan, items=tuple(items))
    return Material(plan, answers, LastYear(2023, last) if last else None)


def said(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return sorted((finding.mark, finding.severity.value) for finding in findings)


@settings(deadline=None, max_examples=150)
@given(st.lists(examples, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_items_and_departments_changes_nothing(
    parts: list[Example], random: Random
) -> None:
    first = joined(parts)
    items = list(first.plan.items)
    random.shuffle(items)
    for index, item in enumerate(items):
        # The first department is the lead by its place; the others have no order.
        lead, *others = item.departments
        random.shuffle(others)
        items[index] = replace(item, departments=(lead, *others))
    second = replace(first, plan=replace(first.plan, items=tuple(items)))
    assert said(check_list(first)) == said(check_list(second))


@settings(deadline=None, max_examples=100)
@given(st.lists(examples, min_size=1, max_size=6), st.data())
def test_checking_one_item_again_is_checking_all(parts: list[Example], data: st.DataObject) -> None:
    before = joined(parts)
    item = data.draw(st.sampled_from(before.plan.items))
    field = data.draw(st.sampled_from(fields_of(item)))
    after = replace(before, answers={**before.answers, field: data.draw(text)})
    assert check_again(check(before), after, item.id).findings == check(after).findings


@settings(deadline=None, max_examples=300)
@given(examples, st.text(max_size=60))
def test_no_text_makes_the_checks_raise(example: Example, text: str) -> None:
    found = check_list(material(example))
    hostile = replace(example, actual=text, result=text, issues=text, rating=text, last_result=text)
    for finding in (*found, *check_list(material(hostile))):
        assert finding.mark


def test_a_finding_tells_of_its_place() -> None:
    """Every finding of an item is at a field of that item, where a form can show it."""
    for rule_example in (Example(target="100件", actual="85件"), Example(rating="", result="")):
        whole = material(rule_example)
        fields = set(fields_of(whole.plan.items[0]))
        assert {finding.field for finding in check_list(whole)} <= fields
