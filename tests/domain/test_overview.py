"""An overview equals the list that it is counted from."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.asking import Stage
from dxdesk.domain.figures import Direction
from dxdesk.domain.overview import By, Overview
from dxdesk.domain.overview_topics import Overviews, Topic, Year
from dxdesk.domain.plan import Column, Grade, Group, Item, Kpi, Plan, RatingStage, Slot, Succession
from dxdesk.domain.summary import summarise

SCALE = (Grade("A", "達成した", True), Grade("B", "下回った", False))
GROUPS = (
    Group("g", 0, "", "", "計画"),
    Group("g1", 1, "", "1", "窓口", "g"),
    Group("g2", 1, "", "2", "庁内", "g"),
    Group("g21", 2, "", "2-1", "端末", "g2"),
)
SLOTS = (Slot("result-1", Column.RESULT), Slot("issues-1", Column.ISSUES))
STAGES = (RatingStage("office", "事務局評価", (Grade("○", "よい"), Grade("×", "わるい"))),)
PLACES = st.sampled_from([None, "g1", "g2", "g21"])
NAMES = st.lists(st.sampled_from(["甲課", "乙課", "丙課"]), unique=True, max_size=3).map(tuple)
TEXTS = st.sampled_from(["", "A", "B", "Z", "10件", "12件", "8件", "未実施", "該当なし", "○"])


def overview(
    topic: Topic, by: By, now: Year, before: Year | None = None, stage: str = ""
) -> Overview:
    return Overviews(now, before).at(topic, by, stage)


@st.composite
def years(draw: st.DrawFn) -> Year:
    items: list[Item] = []
    for n in range(draw(st.integers(0, 6))):
        kpis = tuple(Kpi(f"k{k}", f"指標{k}", "10件") for k in range(draw(st.integers(0, 2))))
        again = f"i{n - 1}" if n and draw(st.booleans()) and not items[-1].again else ""
        group, names = draw(PLACES), draw(NAMES)
        items.append(Item(f"i{n}", str(n), "", names, group, "", "", kpis, (), SLOTS, (), again))
    plan = Plan(
        "p", "計画", "市", 2024, scale=SCALE, groups=GROUPS, items=tuple(items), stages=STAGES
    )
    answers = {
        f"i{n}/{name}": draw(TEXTS)
        for n in range(len(items))
        for name in ("rating", "rating@office", "k0", "k1", "result-1", "issues-1")
    }
    waiting = frozenset(draw(st.sets(st.sampled_from([f"i{n}" for n in range(6)]))))
    stages = {name: draw(st.sampled_from(Stage)) for name in plan.departments}
    return Year(plan, answers, waiting, stages)


def total(topic: Topic, plan: Plan) -> int:
    if topic is Topic.KPI:
        return sum(len(item.kpis) for item in plan.own_items)
    return len(plan.own_items)


@given(years(), st.sampled_from(Topic), st.sampled_from(By))
def test_the_rows_add_up_to_the_whole_and_the_whole_is_the_list(
    year: Year, topic: Topic, by: By
) -> None:
    found = overview(topic, by, year)
    assert found.whole.whole.count == total(topic, year.plan)
    for at, key in enumerate(found.keys):
        assert sum(row.counts[at].count for row in found.rows) == found.whole.counts[at].count
        behind = Counter(one for row in found.rows for one in row.counts[at].items)
        # Every item has one group and one lead.
        assert not behind or max(behind.values()) == 1
        assert set(behind) == set(found.whole.counts[at].items), key
    for row in (found.whole, *found.rows):
        assert row.whole.count == sum(count.count for count in row.counts)
        assert all(count.count >= len(count.items) for count in row.counts)


@given(years(), st.sampled_from(By))
def test_the_ratings_are_those_of_the_summary(year: Year, by: By) -> None:
    found, summary = overview(Topic.RATING, by, year), summarise(year.plan, year.answers)
    counts = {k.id: c.count for k, c in zip(found.keys, found.whole.counts, strict=True)}
    assert counts == {**summary.counts, "": summary.unrated}


@given(years(), years(), st.sampled_from([Topic.RATING, Topic.KPI]), st.sampled_from(By))
def test_a_change_is_the_difference_of_two_overviews(
    now: Year, before: Year, topic: Topic, by: By
) -> None:
    before = replace(before, plan=replace(before.plan, year=2023))
    found, then = overview(topic, by, now, before), overview(topic, by, before)
    pairs = zip(found.whole.counts, then.whole.counts, strict=True)
    assert all(one.change == one.count - other.count for one, other in pairs)
    earlier = {row.name: row for row in then.rows}
    for row in found.rows:
        same = earlier.get(row.name)
        assert row.whole.change == (row.whole.count - same.whole.count if same else None)


def led(*leads: str, gone: tuple[str, ...] = (), **changes: object) -> Plan:
    """A plan of items i0, i1, ... by their leads."""
    items = (
        Item(f"i{n}", str(n), f"項目{n}", (lead,) if lead else ()) for n, lead in enumerate(leads)
    )
    plan = Plan("p", "計画", "市", 2024, scale=SCALE, items=tuple(items))
    plan = replace(plan, items=tuple(item for item in plan.items if item.id not in gone))
    return replace(plan, **changes)  # pyright: ignore[reportArgumentType]


def became(before: str, after: str) -> tuple[Succession, ...]:
    return (Succession(tuple(before.split()), tuple(after.split())),)


# What became of the departments and items: the plans of two years, then by department how many
# items it had last year, None where nothing is like it, and which departments those were of.
REORGANISED: dict[str, tuple[Plan, Plan, dict[str, tuple[int | None, str]]]] = {
    "renamed": (
        led("甲", "甲", "乙"),
        led("新", "新", "乙", successions=became("甲", "新")),
        {"新": (2, "甲"), "乙": (1, "")},
    ),
    "merged": (
        led("甲", "甲", "乙"),
        led("新", "新", "新", successions=became("甲 乙", "新")),
        {"新": (3, "甲 乙")},
    ),
    "merged into one of them": (
        led("甲", "甲", "乙"),
        led("甲", "甲", "甲", successions=became("乙 甲", "甲")),
        {"甲": (3, "甲 乙")},
    ),
    "split": (
        led("甲", "甲", "甲"),
        led("東", "西", "西", successions=became("甲", "東 西")),
        {"東": (1, "甲"), "西": (2, "甲")},
    ),
    "split, and the name stays with one": (
        led("甲", "甲", "甲"),
        led("甲", "西", "西", successions=became("甲", "甲 西")),
        {"甲": (1, ""), "西": (2, "甲")},
    ),
    "split, and one has new work only": (
        led("甲", "甲"),
        led("東", "東", "西", successions=became("甲", "東 西")),
        {"東": (2, "甲"), "西": (None, "")},
    ),
    "split, and an item ended": (
        led("甲", "甲", "甲"),
        led("東", "西", "西", gone=("i2",), ended=("i2",), successions=became("甲", "東 西")),
        {"東": (1, "甲"), "西": (1, "甲")},
    ),
    "split, then one part renamed": (
        led("甲", "甲"),
        led("東", "南", successions=(*became("甲", "東 西"), *became("西", "南"))),
        {"東": (1, "甲"), "南": (1, "甲")},
    ),
    "not reorganised, an item changed hands": (
        led("甲", "甲", "乙"),
        led("甲", "乙", "乙"),
        {"甲": (2, ""), "乙": (1, "")},
    ),
    "new": (led("甲"), led("甲", "丙"), {"甲": (1, ""), "丙": (None, "")}),
}


@pytest.mark.parametrize("case", REORGANISED)
def test_a_department_is_held_against_what_it_came_out_of(case: str) -> None:
    before, now, wanted = REORGANISED[case]
    found = overview(Topic.RATING, By.DEPARTMENT, Year(now, {}), Year(before, {}))
    told = {
        row.name: (
            None if row.whole.change is None else row.whole.count - row.whole.change,
            " ".join(row.former),
        )
        for row in found.rows
    }
    assert told == wanted


def test_the_ratings_of_merged_departments_are_added_up() -> None:
    before = Year(led("甲", "甲", "乙"), {"i0/rating": "A", "i1/rating": "B", "i2/rating": "A"})
    now = led("新", "新", "新", successions=became("甲 乙", "新"))
    found = overview(Topic.RATING, By.DEPARTMENT, Year(now, {"i0/rating": "A"}), before)
    assert [one.change for one in found.rows[0].counts] == [-1, -1, 2]


ENDS = st.lists(st.sampled_from(["甲課", "乙課", "丙課"]), unique=True, min_size=1).map(tuple)


@given(years(), years(), st.lists(st.builds(Succession, ENDS, ENDS), max_size=2).map(tuple))
def test_no_item_of_last_year_is_counted_twice(
    now: Year, before: Year, successions: tuple[Succession, ...]
) -> None:
    now = replace(now, plan=replace(now.plan, successions=successions))
    found = overview(Topic.RATING, By.DEPARTMENT, now, before)
    had = [row.whole.count - row.whole.change for row in found.rows if row.whole.change is not None]
    assert all(count > 0 for count in had)
    assert sum(had) <= len(before.plan.own_items)


def counts(found: Overview) -> dict[str, int]:
    return {k.word: c.count for k, c in zip(found.keys, found.whole.counts, strict=True)}


KPI = Kpi("k0", "件数", "10件", direction=Direction.MORE)


def one(answers: dict[str, str], **changes: object) -> Year:
    item = Item("i0", "1", "", ("甲課", "乙課"), "g21", kpis=(KPI,), slots=SLOTS)
    item = replace(item, **changes)  # pyright: ignore[reportArgumentType]
    plan = Plan("p", "計画", "市", 2024, scale=SCALE, groups=GROUPS, items=(item,), stages=STAGES)
    return Year(plan, answers, stages={"甲課": Stage.ACCEPTED, "乙課": Stage.SENT})


@pytest.mark.parametrize(
    ("actual", "word"),
    [
        ("12件", "達成"),
        ("8件", "未達成"),
        ("未実施", "未達成"),
        ("", "未記入"),
        ("多数", "判定不可"),
        ("3人", "判定不可"),
    ],
)
def test_a_kpi_is_counted_as_it_is_judged(actual: str, word: str) -> None:
    found = overview(Topic.KPI, By.GROUP, one({"i0/k0": actual}))
    assert {name for name, count in counts(found).items() if count} == {word}
    assert found.rows[0].name == "2 庁内"


@pytest.mark.parametrize("actual", ["12件", "8件", "10件"])
def test_a_kpi_whose_direction_nobody_has_said_is_not_judged(actual: str) -> None:
    kpi = replace(KPI, direction=Direction.NOT_SAID)
    found = overview(Topic.KPI, By.GROUP, one({"i0/k0": actual}, kpis=(kpi,)))
    assert counts(found)["判定不可"] == 1


def test_a_target_of_a_later_year_is_not_missed_yet() -> None:
    year = one({"i0/k0": "8件"}, kpis=(replace(KPI, target="2026年度末：10件"),))
    assert counts(overview(Topic.KPI, By.GROUP, year))["期限前"] == 1


@pytest.mark.parametrize(
    ("topic", "word"),
    [(Topic.ACCEPTANCE, "一部受理"), (Topic.WRITING, "記入中"), (Topic.FINDINGS, "指摘なし")],
)
def test_how_far_the_work_has_come(topic: Topic, word: str) -> None:
    found = overview(topic, By.DEPARTMENT, one({"i0/rating": "A"}))
    assert {name for name, count in counts(found).items() if count} == {word}
    assert [row.name for row in found.rows] == ["甲課"]


def test_a_stage_is_counted_by_its_own_scale() -> None:
    found = overview(Topic.RATING, By.GROUP, one({"i0/rating@office": "○"}), stage="office")
    assert counts(found) == {"○": 1, "×": 0, "評価なし": 0}
