"""Two years beside each other: what became of items, ratings and KPIs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.became import Moved, what_became
from dxdesk.domain.comparing import Compared, Comparison, Trend, compare, trend_of
from dxdesk.domain.figure_printing import print_change
from dxdesk.domain.plan import Grade, Group, Item, Kpi, Order, Plan, Succession
from dxdesk.messages import MOVED_WORDS, TREND_WORDS

SCALE = (Grade("A", "目標を達成した"), Grade("B", "目標を下回った"), Grade("C", "終了した"))
GROUPS = (Group("g1", 0, "", "1", "窓口"), Group("g2", 0, "", "2", "庁内"))


def item(number: int, **changes: object) -> Item:
    made = Item(f"i{number}", str(number), f"項目{number}", ("総務課",), "g1")
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


def plan(year: int, *items: Item, **changes: object) -> Plan:
    made = Plan("p", "計画", "市", year, scale=SCALE, groups=GROUPS, items=items)
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


def line(found: Comparison, no: str) -> Compared:
    return next(one for one in found.lines if one.item.no == no)


BEFORE = plan(2023, item(1), item(2), item(3))

CASES: list[tuple[str, Plan, str, set[Moved]]] = [
    ("the same", plan(2024, item(1)), "1", set()),
    ("new", plan(2024, item(9)), "9", {Moved.NEW}),
    ("renumbered", plan(2024, item(1, no="7")), "7", {Moved.RENUMBERED}),
    ("renamed", plan(2024, item(1, title="別の名")), "1", {Moved.RENAMED}),
    ("white space is no name", plan(2024, item(1, title="項目 1")), "1", set()),
    ("moved", plan(2024, item(1, group="g2")), "1", {Moved.REGROUPED}),
    ("reassigned", plan(2024, item(1, departments=("人事課",))), "1", {Moved.REASSIGNED}),
    ("merged", plan(2024, item(1, came_from=("i2",))), "1", {Moved.MERGED}),
    (
        "split",
        plan(2024, item(8, came_from=("i1",)), item(1)),
        "1",
        {Moved.SPLIT},
    ),
    ("ended", plan(2024, item(1), ended=("i2",)), "2", {Moved.ENDED}),
    ("gone without a word", plan(2024, item(1)), "3", {Moved.MISSING}),
    (
        "a department called otherwise",
        plan(
            2024,
            item(1, departments=("総務部総務課",)),
            successions=(Succession(("総務課",), ("総務部総務課",)),),
        ),
        "1",
        set(),
    ),
]


@pytest.mark.parametrize(
    ("now", "no", "moved"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_became_of_an_item(now: Plan, no: str, moved: set[Moved]) -> None:
    assert set(line(compare((BEFORE, now), {}, {}), no).moved) == moved


def test_years_between_are_followed() -> None:
    between = plan(2024, item(4, came_from=("i1",)), item(2), ended=("i3",))
    now = plan(2025, item(5, came_from=("i4",)), item(2, no="20"))
    found = compare((BEFORE, between, now), {}, {})
    assert [one.id for one in line(found, "5").before] == ["i1"]
    assert set(line(found, "20").moved) == {Moved.RENUMBERED}
    assert line(found, "3").moved == (Moved.ENDED,)
    assert len(found.lines) == 3


@pytest.mark.parametrize(
    ("old", "new", "order", "trend"),
    [
        ("B", "A", Order.NOT_SAID, Trend.UP),
        ("A", "B", Order.NOT_SAID, Trend.DOWN),
        ("A", "A", Order.NOT_SAID, Trend.SAME),
        ("C", "C", Order.NOT_SAID, Trend.SAME),
        ("A", "C", Order.NOT_SAID, Trend.OTHER),
        ("A", "B", Order.BEST_LAST, Trend.UP),
        ("A", "B", Order.NONE, Trend.OTHER),
        ("", "A", Order.NOT_SAID, Trend.NO_PAIR),
        ("A", "", Order.NOT_SAID, Trend.NO_PAIR),
        ("Z", "Z", Order.NOT_SAID, Trend.SAME),
    ],
)
def test_a_rating_against_the_other_year(old: str, new: str, order: Order, trend: Trend) -> None:
    now = plan(2024, order=order)
    assert trend_of(replace(now, year=2023), old, now, new) is trend


def test_ratings_of_two_scales_are_compared_by_their_words() -> None:
    other = (Grade("1", "目標を上回った"), Grade("2", "目標を達成した"), Grade("A", "その他"))
    now = plan(2024, scale=other, order=Order.BEST_FIRST)
    assert trend_of(BEFORE, "A", now, "1") is Trend.UP
    assert trend_of(BEFORE, "A", now, "2") is Trend.SAME
    assert trend_of(BEFORE, "A", now, "A") is Trend.OTHER


def test_kpis_stand_side_by_side() -> None:
    old = item(1, kpis=(Kpi("k1", "件数", "10件"), Kpi("k2", "割合", "5%")))
    new = item(1, kpis=(Kpi("k1", "受付の件数", "20件"), Kpi("k3", "人数")))
    answers = {"i1/k1": "8件", "i1/k2": "4.5%"}, {"i1/k1": "12件", "i1/k3": "3人"}
    found = line(compare((plan(2023, old), plan(2024, new)), *answers), "1")
    said = [(pair.name, pair.before, pair.now, pair.difference) for pair in found.kpis]
    assert said == [
        ("受付の件数", "8件", "12件", Decimal(4)),
        ("人数", "", "3人", None),
        ("割合", "4.5%", "", None),
    ]


@pytest.mark.parametrize(
    ("change", "words"), [("4", "+4"), ("-1.5", "▲1.5"), ("0", "±0"), ("1234", "+1,234")]
)
def test_a_change_is_printed_as_cities_do(change: str, words: str) -> None:
    assert print_change(Decimal(change)) == words


def test_every_kind_has_its_word() -> None:
    assert set(MOVED_WORDS) == set(Moved)
    assert set(TREND_WORDS) == set(Trend)


@given(st.sets(st.integers(1, 6)), st.sets(st.integers(1, 6)), st.data())
def test_every_item_of_both_years_is_in_one_line(
    old: set[int], new: set[int], data: st.DataObject
) -> None:
    sources = st.lists(st.sampled_from([f"i{n}" for n in range(1, 7)]), max_size=2).map(tuple)
    items = [item(n, came_from=data.draw(sources)) for n in sorted(new)]
    editions = plan(2023, *(item(n) for n in sorted(old))), plan(2024, *items)
    found = compare(editions, {}, {})
    here = [one.now.id for one in found.lines if one.now]
    there = {one.id for each in found.lines for one in each.before}
    gone = [each.before[0].id for each in found.lines if each.now is None]
    assert here == [one.id for one in items]
    assert there == {f"i{n}" for n in old}
    assert len(gone) == len(set(gone))
    left = [one.before[0].id for one in what_became(editions) if one.now is None]
    assert left == [f"i{n}" for n in sorted(old - new)]


@pytest.mark.parametrize(
    ("before", "now", "difference"),
    [
        ("100人", "95名", Decimal(-5)),
        ("1時間", "50分", None),
        ("1,200千円", "1,300,000円", Decimal(100_000)),
        ("10%減", "5%増", None),
        ("120件（昨年度）", "130件", None),
        ("96%", "達成率95%", None),
    ],
)
def test_a_difference_is_of_amounts_in_one_unit(
    before: str, now: str, difference: Decimal | None
) -> None:
    old = item(1, kpis=(Kpi("k1", "件数", "10件"),))
    found = line(
        compare((plan(2023, old), plan(2024, old)), {"i1/k1": before}, {"i1/k1": now}), "1"
    )
    assert [pair.difference for pair in found.kpis] == [difference]
