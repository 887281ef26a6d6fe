"""From year to year: departments and items become others, and their texts find them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.lineage import (
    carried,
    continued,
    kpi_fields,
    lost_items,
    reorganised,
    sources_of,
    successors,
)
from dxdesk.domain.plan import Column, Item, Kpi, Plan, Slot, Succession


def slot(name: str, *departments: str) -> Slot:
    return Slot(name, Column(name.partition("-")[0]), departments=departments)


def item(id_: str, no: str, *departments: str, came_from: tuple[str, ...] = ()) -> Item:
    return Item(
        id_,
        no,
        f"題{no}",
        departments,
        kpis=(Kpi("k1", "申請率", departments=departments[:1]),),
        slots=tuple(slot(f"result-{n}", name) for n, name in enumerate(departments, 1)),
        came_from=came_from,
    )


def plan(*items: Item, year: int = 2024) -> Plan:
    return Plan("p", "計画", "海市", year, items=items)


BEFORE = plan(item("a", "1", "市民課", "納税課"), item("b", "2", "情報課"))
TEXTS = {
    "a/result-1": "市民の文",
    "a/result-2": "納税の文",
    "a/k1": "3件",
    "a/rating": "A",
    "b/result-1": "情報の文",
    "b/k1": "5件",
    "b/rating": "A",
    "b/rating_note": "順調",
}

SUCCESSIONS = [
    ("renamed", (("市民課",), ("窓口課",)), ("窓口課", "納税課")),
    (
        "merged",
        (("市民課", "納税課"), ("税市民課",)),
        ("税市民課",),
    ),
    (
        "split",
        (("納税課",), ("収納課", "課税課")),
        ("市民課", "収納課", "課税課"),
    ),
    ("of others", (("水道課",), ("下水道課",)), ("市民課", "納税課")),
]


@pytest.mark.parametrize(
    ("change", "departments"),
    [s[1:] for s in SUCCESSIONS],
    ids=[s[0] for s in SUCCESSIONS],
)
def test_departments_are_replaced_wherever_they_are_named(
    change: tuple[tuple[str, ...], tuple[str, ...]],
    departments: tuple[str, ...],
) -> None:
    changed = reorganised(BEFORE, Succession(*change))
    first = changed.by_id["a"]
    assert first.departments == departments
    named = {name for s in first.slots for name in s.departments}
    assert named == set(departments)
    assert {name for kpi in first.kpis for name in kpi.departments} <= set(departments)
    assert changed.by_id["b"] == BEFORE.by_id["b"]
    assert BEFORE.by_id["a"].departments == ("市民課", "納税課")


NAMES = st.sampled_from("市納情水税窓")


@given(st.lists(NAMES, unique=True, max_size=4), st.lists(st.tuples(NAMES, NAMES), max_size=4))
def test_a_chain_of_renamings_is_followed(
    names: list[str], renamings: list[tuple[str, str]]
) -> None:
    changed = plan(item("a", "1", *names))
    for old, new in renamings:
        changed = reorganised(changed, Succession((old,), (new,)))
    now = successors(names, changed.successions)
    assert changed.by_id["a"].departments == now
    assert len(now) == len(set(now))


MERGED = item("c", "3", "市民課", "情報課", came_from=("a", "b"))
ITEMS = [
    ("the same", BEFORE.items, {"a/result-1": "市民の文", "b/rating": "A"}, []),
    ("renumbered", (replace(BEFORE.items[0], no="9"), BEFORE.items[1]), {"a/k1": "3件"}, []),
    (
        "merged",
        (MERGED,),
        {
            "c/result-1": "【1 題1】\n市民の文\n【1 題1】\n納税の文",
            "c/result-2": "【2 題2】\n情報の文",
            "c/k1": "3件",
            "c/rating": "A",
            "c/rating_note": "【2 題2】\n順調",
        },
        [],
    ),
    (
        "split",
        (
            item("d", "1-1", "市民課", came_from=("a",)),
            item("e", "1-2", "納税課", came_from=("a",)),
        ),
        {
            "d/result-1": "【1 題1】\n市民の文\n【1 題1】\n納税の文",
            "e/result-1": "【1 題1】\n市民の文\n【1 題1】\n納税の文",
        },
        ["b"],
    ),
    (
        "merged into one that stays",
        (replace(BEFORE.items[0], came_from=("b",)),),
        {"a/rating": "A"},
        [],
    ),
    ("dropped without a word", (BEFORE.items[1],), {"b/result-1": "情報の文"}, ["a"]),
]


@pytest.mark.parametrize(
    ("items", "texts", "lost"), [i[1:] for i in ITEMS], ids=[i[0] for i in ITEMS]
)
def test_texts_of_last_year_find_the_items_they_went_to(
    items: tuple[Item, ...], texts: dict[str, str], lost: list[str]
) -> None:
    now = plan(*items, year=2025)
    found = carried(now, BEFORE, TEXTS)
    assert {place: found.get(place) for place in texts} == texts
    assert [one.id for one in lost_items(now, BEFORE)] == lost


def test_ratings_that_differ_are_not_carried_into_one() -> None:
    texts = {**TEXTS, "b/rating": "B"}
    assert "c/rating" not in carried(plan(MERGED), BEFORE, texts)
    into = plan(replace(BEFORE.items[0], came_from=("b",)))
    assert "a/rating" not in carried(into, BEFORE, texts)


def test_figures_follow_the_kpi_of_the_same_name() -> None:
    other = replace(MERGED, kpis=(Kpi("k4", "申請 率"), Kpi("k5", "別の指標")))
    assert kpi_fields(plan(other), BEFORE) == {"a/k1": "c/k4", "b/k1": "c/k4"}
    assert kpi_fields(BEFORE, BEFORE) == {}


def test_ended_items_are_accounted_for() -> None:
    assert [one.id for one in sources_of(MERGED, BEFORE)] == ["a", "b"]
    ended = replace(plan(BEFORE.items[1]), ended=("a",))
    assert lost_items(ended, BEFORE) == ()


def test_a_kpi_taken_out_and_put_in_again_keeps_its_figures() -> None:
    """It has another id then, and the same name but for its spelling."""
    again = replace(BEFORE.by_id["a"], kpis=(Kpi("k5", "申請 の率"), Kpi("k6", "窓口の数")))
    now = plan(again, BEFORE.by_id["b"], year=2025)
    texts = carried(now, BEFORE, TEXTS)
    assert texts["a/k5"] == "3件"
    assert "a/k1" not in texts
    assert "a/k6" not in texts
    assert kpi_fields(now, BEFORE) == {"a/k1": "a/k5"}


def test_a_kpi_with_its_own_id_is_not_looked_for_by_name() -> None:
    """Two names that were exchanged stay with their figures; a finding tells of the names."""
    item = replace(BEFORE.by_id["a"], kpis=(Kpi("k1", "窓口の数"), Kpi("k2", "申請率")))
    before = plan(replace(item, kpis=(Kpi("k1", "申請率"), Kpi("k2", "窓口の数"))))
    assert kpi_fields(plan(item, year=2025), before) == {}


def test_items_that_go_on_as_they_are() -> None:
    now = plan(item("a", "1", "市民課"), item("c", "2", "情報課", came_from=("b",)), year=2025)
    assert list(continued(now, BEFORE)) == ["a"]
    merged = plan(item("a", "1", "市民課", came_from=("b",)), year=2025)
    assert continued(merged, BEFORE) == {}
