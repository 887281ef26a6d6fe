"""Edits of the plan by hand: what each does, and laws that hold for any series of them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain import plan_editing as edit
from dxdesk.domain.asking import with_room_for_all
from dxdesk.domain.became import Moved, what_became
from dxdesk.domain.fields import all_fields, fields_of
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Grade, Group, Item, Kpi, Plan, RatingStage, Target
from dxdesk.domain.plan_editing import Numbering
from dxdesk.domain.plan_faults import plan_faults
from dxdesk.domain.plan_ids import Kind, fresh_id, names_in
from dxdesk.domain.rulebook import Rulebook

PLAN = with_room_for_all(
    Plan(
        "p",
        "計画",
        "海市",
        2025,
        (2024, 2025, 2026),
        (Grade("A", "達成", True), Grade("B", "未達成", False)),
        (
            Group("g1", 0, "方針", "1", "窓口"),
            Group("g2", 1, "", "(1)", "申請", "g1"),
            Group("g3", 0, "方針", "2", "庁内"),
        ),
        (
            Item("i001", "1", "予約", ("市民課", "情報課"), "g1", kpis=(Kpi("k1", "件数", "3件"),)),
            Item("i002", "2", "申請", ("市民課",), "g2"),
            Item("i003", "3", "決裁", ("総務課",), "g3", kpis=(Kpi("k1", "割合"), Kpi("k2", "数"))),
            Item("i004", "4", "研修", ("人事課",), "g3"),
        ),
        rulebook=Rulebook(reason_for=("B",)),
    )
)


def numbers(plan: Plan) -> list[str]:
    return [item.no for item in plan.items]


def outline(plan: Plan) -> list[tuple[str, int, str]]:
    return [(group.id, group.level, group.parent or "") for group in plan.groups]


# What each edit makes of the plan: the edit, how to look, and what is seen.
Edit = Callable[[Plan], Plan]
Seen = Callable[[Plan], Any]
EDITS: dict[str, tuple[Edit, Seen, Any]] = {
    "a group under another": (
        lambda p: edit.add_group(p, "研修", parent="g1", no="(2)"),
        outline,
        [("g1", 0, ""), ("g2", 1, "g1"), ("g4", 1, "g1"), ("g3", 0, "")],
    ),
    "a group's name": (
        lambda p: edit.change_group(p, "g1", title="市役所"),
        lambda p: p.groups_by_id["g1"].heading,
        "方針1「市役所」",
    ),
    "a group to another": (
        lambda p: edit.move_group(p, "g1", "g3"),
        lambda p: (outline(p), numbers(p)),
        ([("g3", 0, ""), ("g1", 1, "g3"), ("g2", 2, "g1")], ["3", "4", "1", "2"]),
    ),
    "a group under itself": (lambda p: edit.move_group(p, "g1", "g2"), lambda p: p, PLAN),
    "a group up": (
        lambda p: edit.shift_group(p, "g3", -1),
        lambda p: ([g.id for g in p.groups], numbers(p)),
        (["g3", "g1", "g2"], ["3", "4", "1", "2"]),
    ),
    "a group away": (
        lambda p: edit.remove_group(p, "g1"),
        lambda p: (outline(p), [i.group for i in p.items]),
        ([("g2", 0, ""), ("g3", 0, "")], [None, "g2", "g3", "g3"]),
    ),
    "an item in its group": (
        lambda p: edit.add_item(p, Item("", "9", "新規", ("情報課",), "g1"), taken={"i017/k1"}),
        lambda p: [(i.id, i.no) for i in p.items][:3],
        [("i001", "1"), ("i018", "9"), ("i002", "2")],
    ),
    "an item behind another": (
        lambda p: edit.add_item(p, Item("", "9", "新規", group="g3"), after="i003"),
        numbers,
        ["1", "2", "3", "9", "4"],
    ),
    "room for a new item's departments": (
        lambda p: edit.add_item(p, Item("", "9", "新規", ("情報課",))),
        lambda p: [s.departments for i in p.items if i.no == "9" for s in i.slots],
        [("情報課",), ("情報課",)],
    ),
    "an item's texts": (
        lambda p: edit.change_item(p, "i002", no="5", content="内容"),
        lambda p: (p.by_id["i002"].no, p.by_id["i002"].content, p.by_id["i002"].title),
        ("5", "内容", "申請"),
    ),
    "an item to another group": (
        lambda p: edit.move_item(p, "i001", "g3"),
        numbers,
        ["2", "3", "4", "1"],
    ),
    "an item down": (lambda p: edit.shift_item(p, "i003", 1), numbers, ["1", "2", "4", "3"]),
    "an item down at the end": (lambda p: edit.shift_item(p, "i004", 1), numbers, numbers(PLAN)),
    "an item away": (lambda p: edit.remove_item(p, "i002"), numbers, ["1", "3", "4"]),
    "an item ended": (
        lambda p: edit.end_item(p, "i002"),
        lambda p: (numbers(p), p.ended),
        (["1", "3", "4"], ("i002",)),
    ),
    "an item again": (
        lambda p: edit.repeat_item(p, "i001", "g3"),
        lambda p: (p.items[-1].id, p.items[-1].no, p.items[-1].again, len(p.own_items)),
        ("i005", "1", "i001", 4),
    ),
    "an item away with what repeats it": (
        lambda p: edit.remove_item(edit.repeat_item(p, "i001", "g3"), "i001"),
        numbers,
        ["2", "3", "4"],
    ),
    "numbers through": (
        lambda p: edit.renumbered(edit.remove_item(edit.repeat_item(p, "i004", "g1"), "i001")),
        lambda p: [(i.id, i.no) for i in p.items],
        [("i005", "3"), ("i002", "1"), ("i003", "2"), ("i004", "3")],
    ),
    "numbers by group": (
        lambda p: edit.renumbered(p, Numbering.BY_GROUP),
        numbers,
        ["1-1", "1-2", "2-1", "2-2"],
    ),
    "another department in the place of one": (
        lambda p: edit.set_departments(p, "i001", ("窓口課", "情報課")),
        lambda p: sorted({n for s in p.by_id["i001"].slots for n in s.departments}),
        ["情報課", "窓口課"],
    ),
    "a department more": (
        lambda p: edit.set_departments(p, "i002", ("情報課", "市民課")),
        lambda p: (p.by_id["i002"].lead, [s.departments for s in p.by_id["i002"].slots]),
        ("情報課", [("市民課",), ("情報課",), ("市民課",), ("情報課",)]),
    ),
    "a department less": (
        lambda p: edit.set_departments(p, "i001", ("情報課",)),
        lambda p: [s.departments for s in p.by_id["i001"].slots],
        [("情報課",), ("情報課",)],
    ),
    "a KPI": (
        lambda p: edit.add_kpi(p, "i003", "回数", "5回", taken={"i003/k7", "i001/k9"}),
        lambda p: [k.id for k in p.by_id["i003"].kpis],
        ["k1", "k2", "k8"],
    ),
    "a KPI's name and direction": (
        lambda p: edit.change_kpi(p, "i001", "k1", name="数", direction=Direction.LESS),
        lambda p: p.by_id["i001"].kpis,
        (Kpi("k1", "数", "3件", direction=Direction.LESS),),
    ),
    "where a KPI began and what is wished of it": (
        lambda p: edit.change_kpi(p, "i001", "k1", baseline="1件", aim="↑"),
        lambda p: (p.by_id["i001"].kpis[0].baseline, p.by_id["i001"].kpis[0].aim),
        ("1件", "↑"),
    ),
    "targets by year": (
        lambda p: edit.change_kpi(
            p, "i001", "k1", targets=(Target(2026, "9件"), Target(2025, "5件"))
        ),
        lambda p: (p.by_id["i001"].kpis[0].target, p.by_id["i001"].kpis[0].targets),
        ("5件", (Target(2025, "5件"), Target(2026, "9件"))),
    ),
    "the year's target": (
        lambda p: edit.change_kpi(
            edit.change_kpi(p, "i001", "k1", targets=(Target(2025, "5件"),)),
            "i001",
            "k1",
            target="6件",
        ),
        lambda p: p.by_id["i001"].kpis[0].targets,
        (Target(2025, "6件"),),
    ),
    "KPIs in another order": (
        lambda p: edit.shift_kpi(p, "i003", "k2", -1),
        lambda p: [k.id for k in p.by_id["i003"].kpis],
        ["k2", "k1"],
    ),
    "a KPI away": (
        lambda p: edit.remove_kpi(p, "i003", "k1"),
        lambda p: [k.id for k in p.by_id["i003"].kpis],
        ["k2"],
    ),
    "a part": (
        lambda p: edit.add_part(p, "i002", "(1)", ("市民課",)),
        lambda p: sorted((s.id, s.part) for s in p.by_id["i002"].slots),
        [("issues-1", ""), ("issues-2", "(1)"), ("result-1", ""), ("result-2", "(1)")],
    ),
    "a part's label": (
        lambda p: edit.rename_part(p, "i002", "", "(1)"),
        lambda p: [part.label for part in edit.parts_of(p.by_id["i002"])],
        ["(1)"],
    ),
    "a part's writers": (
        lambda p: edit.assign_part(p, "i001", "", ("情報課",)),
        lambda p: edit.parts_of(p.by_id["i001"])[0].departments,
        ("情報課",),
    ),
    "a grade's code and the rules that name it": (
        lambda p: edit.change_grade(p, 1, Grade("C", "未達成")),
        lambda p: (p.codes, p.rulebook.reason_for),
        (("A", "C"), ("C",)),
    ),
    "a grade away": (
        lambda p: edit.remove_grade(p, 1),
        lambda p: (p.codes, p.rulebook.reason_for),
        (("A",), ()),
    ),
    "grades in another order": (lambda p: edit.shift_grade(p, 0, 1), lambda p: p.codes, ("B", "A")),
    "a stage": (
        lambda p: edit.add_stage(
            edit.add_stage(p, RatingStage("", "事務局")), RatingStage("", "外部")
        ),
        lambda p: [stage.id for stage in p.stages],
        ["stage-1", "stage-2"],
    ),
    "a stage's own scale": (
        lambda p: edit.add_grade(
            edit.add_stage(p, RatingStage("office", "事務局")), Grade("良", ""), "office"
        ),
        lambda p: (p.codes, [g.code for g in p.stages[0].scale]),
        (("A", "B"), ["良"]),
    ),
    "a name put right": (
        lambda p: edit.rename_department(p, "市民課", "市民窓口課"),
        lambda p: (p.departments, p.successions),
        (("市民窓口課", "情報課", "総務課", "人事課"), ()),
    ),
    "items before another": (
        lambda p: edit.place_items(p, ("i004", "i001"), "g2", "i002"),
        lambda p: [(i.id, i.group) for i in p.items],
        [("i001", "g2"), ("i004", "g2"), ("i002", "g2"), ("i003", "g3")],
    ),
    "items before one that goes along": (
        lambda p: edit.place_items(p, ("i003", "i002"), "g3", "i003"),
        lambda p: [(i.id, i.group) for i in p.items],
        [("i001", "g1"), ("i002", "g3"), ("i003", "g3"), ("i004", "g3")],
    ),
    "items to a group's end": (
        lambda p: edit.place_items(p, ("i003", "i004"), "g1"),
        lambda p: [(i.id, i.group) for i in p.items],
        [("i001", "g1"), ("i003", "g1"), ("i004", "g1"), ("i002", "g2")],
    ),
    "items where they are": (
        lambda p: edit.place_items(p, ("i003",), "g3", "i004"),
        lambda p: p,
        PLAN,
    ),
    "an item split": (
        lambda p: edit.split_item(p, "i003", "3-2", "押印", kpis=("k2",)),
        lambda p: [(i.no, i.came_from, [k.name for k in i.kpis]) for i in p.items[2:4]],
        [("3", (), ["割合"]), ("3-2", ("i003",), ["数"])],
    ),
    "items merged": (
        lambda p: edit.merge_items(p, "i003", ("i001", "i002")),
        lambda p: (
            numbers(p),
            p.by_id["i003"].came_from,
            p.by_id["i003"].departments,
            [(k.id, k.name) for k in p.by_id["i003"].kpis],
        ),
        (
            ["3", "4"],
            ("i001", "i002"),
            ("総務課", "市民課", "情報課"),
            [("k1", "割合"), ("k2", "数"), ("k3", "件数")],
        ),
    ),
    "an item as new": (
        lambda p: edit.as_new(p, "i002"),
        lambda p: [i.id for i in p.items],
        ["i001", "i005", "i003", "i004"],
    ),
    "an item's sources": (
        lambda p: edit.set_sources(replace(p, ended=("x",)), "i002", ("x", "i002")),
        lambda p: (p.by_id["i002"].came_from, p.ended),
        (("x",), ()),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_gives_another_plan(name: str) -> None:
    made, look, seen = EDITS[name]
    changed = made(PLAN)
    assert look(changed) == seen
    assert not [fault for fault in plan_faults(changed) if fault.flaw.breaks]


WRITTEN = frozenset({"i001/result-1", "i003/k2", "i002/issues-1"})
KEEPING: dict[str, Edit] = {
    "a department": lambda p: edit.set_departments(
        p, "i001", ("人事課", "総務課"), written=WRITTEN
    ),
    "a part": lambda p: edit.remove_part(p, "i001", "", written=WRITTEN),
    "a part's writers": lambda p: edit.assign_part(p, "i001", "", ("情報課",), written=WRITTEN),
    "a new item": lambda p: edit.as_new(p, "i002", written=WRITTEN),
    "a split": lambda p: edit.split_item(p, "i003", "9", "別", kpis=("k2",), written=WRITTEN),
}


@pytest.mark.parametrize("name", KEEPING)
def test_what_is_written_keeps_its_place(name: str) -> None:
    changed = KEEPING[name](PLAN)
    assert all_fields(changed) >= WRITTEN
    before = {f: s.departments for i in PLAN.items for s in i.slots for f in (f"{i.id}/{s.id}",)}
    after = {f: s.departments for i in changed.items for s in i.slots for f in (f"{i.id}/{s.id}",)}
    assert after["i001/result-1"] == before["i001/result-1"]


def test_repeated_items_follow_in_number_and_title() -> None:
    plan = edit.repeat_item(PLAN, "i001", "g3")
    changed = edit.change_item(plan, "i001", no="7", title="窓口の予約", content="内容")
    again = changed.items[-1]
    assert (again.no, again.title, again.content) == ("7", "窓口の予約", "")


def test_what_became_of_each_item_is_told() -> None:
    now = edit.change_item(PLAN, "i001", no="10")
    now = edit.split_item(now, "i003", "3-2", "押印")
    now = edit.end_item(now, "i004")
    now = edit.add_item(now, Item("", "11", "新規"))
    now = edit.merge_items(now, "i001", ("i002",))
    told = {(*line.moved, line.item.no) for line in what_became((PLAN, now))}
    assert told == {
        (Moved.MERGED, Moved.RENUMBERED, "10"),
        (Moved.SPLIT, "3"),
        (Moved.SPLIT, Moved.RENUMBERED, Moved.RENAMED, "3-2"),
        (Moved.NEW, "11"),
        (Moved.GONE_INTO, "2"),
        (Moved.ENDED, "4"),
    }
    lost = what_became((PLAN, edit.remove_item(PLAN, "i004")))[-1]
    assert (lost.moved, lost.now) == ((Moved.MISSING,), None)
    changed = what_became((PLAN, edit.change_item(PLAN, "i001", title="別")))[0]
    assert changed.moved == (Moved.RENAMED,)


def test_an_item_of_last_year_comes_back_with_its_fields() -> None:
    gone = edit.end_item(PLAN, "i002")
    back = edit.bring_back(gone, PLAN, "i002")
    assert back.ended == ()
    assert fields_of(back.by_id["i002"]) == fields_of(PLAN.by_id["i002"])


def test_identities_are_above_all_that_ever_were() -> None:
    assert fresh_id(Kind.ITEM, ["i9", "i010/k4", "ix", "k77", "i"]) == "i011"
    assert fresh_id(Kind.GROUP, []) == "g1"


# Any series of edits. Each gets the plan, names that are taken, and numbers to choose by.
Step = Callable[[Plan, frozenset[str], int, int], Plan]


def _item(plan: Plan, at: int) -> str:
    return plan.own_items[at % len(plan.own_items)].id


def _group(plan: Plan, at: int) -> str:
    return plan.groups[at % len(plan.groups)].id


def _names(at: int) -> tuple[str, ...]:
    every = ("市民課", "情報課", "総務課", "人事課", "会計課")
    return tuple(every[n] for n in range(5) if at >> n & 1) or every[:1]


STEPS: dict[str, Step] = {
    "add group": lambda p, t, a, b: edit.add_group(
        p,
        "題",
        parent=_group(p, a) if b % 2 and p.groups_by_id[_group(p, a)].level < 5 else None,
        taken=t,
    ),
    "move group": lambda p, t, a, b: (
        edit.move_group(p, _group(p, a), None if b % 3 == 0 else _group(p, b))
        if all(g.level < 5 for g in p.groups)
        else p
    ),
    "shift group": lambda p, t, a, b: edit.shift_group(p, _group(p, a), b % 5 - 2),
    "remove group": lambda p, t, a, b: (
        edit.remove_group(p, _group(p, a)) if len(p.groups) > 1 else p
    ),
    "add item": lambda p, t, a, b: edit.add_item(
        p, Item("", str(b), f"題{b}", _names(a), _group(p, b)), taken=t
    ),
    "move item": lambda p, t, a, b: edit.move_item(p, _item(p, a), _group(p, b)),
    "place item": lambda p, t, a, b: edit.place_items(p, (_item(p, a),), _group(p, b), _item(p, b)),
    "shift item": lambda p, t, a, b: edit.shift_item(p, _item(p, a), b % 5 - 2),
    "repeat": lambda p, t, a, b: edit.repeat_item(p, _item(p, a), _group(p, b), taken=t),
    "departments": lambda p, t, a, b: edit.set_departments(
        p, _item(p, a), _names(b), written=WRITTEN, taken=t
    ),
    "add part": lambda p, t, a, b: edit.add_part(p, _item(p, a), f"({b % 9})", _names(b), taken=t),
    "assign part": lambda p, t, a, b: edit.assign_part(
        p, _item(p, a), f"({b % 9})", _names(a), written=WRITTEN, taken=t
    ),
    "remove part": lambda p, t, a, b: edit.remove_part(
        p, _item(p, a), f"({b % 9})", written=WRITTEN
    ),
    "add KPI": lambda p, t, a, b: edit.add_kpi(p, _item(p, a), f"指標{b}", taken=t),
    "split": lambda p, t, a, b: edit.split_item(
        p, _item(p, a), str(b), "別", kpis=("k2",), written=WRITTEN, taken=t
    ),
    "number": lambda p, t, a, b: edit.renumbered(p, list(Numbering)[b % 2]),
    "stage": lambda p, t, a, b: (
        edit.add_stage(p, RatingStage("", "外部"), taken=t) if len(p.stages) < 5 else p
    ),
}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 40), st.integers(0, 40)),
        min_size=1,
        max_size=12,
    )
)
def test_any_series_of_edits_keeps_the_laws(steps: list[tuple[str, int, int]]) -> None:
    plan, taken = PLAN, names_in(PLAN)
    for name, a, b in steps:
        before = deepcopy(plan)
        touched = _item(plan, a)
        changed = STEPS[name](plan, taken, a, b)
        assert plan == before, "undo is the old value"
        # No answer changes its place, no identity is given twice.
        assert all_fields(changed) >= WRITTEN
        assert not (names_in(changed) - names_in(plan)) & taken
        assert not [fault for fault in plan_faults(changed) if fault.flaw.breaks]
        for item in plan.items:
            if item.id != touched:
                assert fields_of(changed.by_id[item.id]) == fields_of(item)
                assert changed.by_id[item.id].departments == item.departments
        plan, taken = changed, taken | names_in(changed)


def test_edits_of_one_item_leave_the_groups_contiguous() -> None:
    moved = edit.move_item(PLAN, "i001", "g2")
    assert [item.id for item in moved.items] == ["i002", "i001", "i003", "i004"]


def test_places_of_others_are_new_ones() -> None:
    changed = edit.set_departments(PLAN, "i001", ("総務課", "人事課"))
    names = {slot.id for slot in PLAN.by_id["i001"].slots}
    assert not names & {slot.id for slot in changed.by_id["i001"].slots}
