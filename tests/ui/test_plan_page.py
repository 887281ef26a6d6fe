"""計画: every part edits the plan through the door at once, and one undo takes all of it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dxdesk.domain import plan_editing as edit
from dxdesk.domain.became import Moved
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Order, Plan, Succession, Target
from dxdesk.domain.plan_faults import Flaw
from dxdesk.office import Office
from tests.ui.office_year import YEAR, Choices, World, open_world
from tests.ui.test_whole_texts import cut_texts, letters
from ui.app import write_file
from ui.office.page import OfficePage
from ui.office.plan.page import PlanPage
from ui.widgets.quiet_box import QuietBox


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    world = open_world(qtbot, tmp_path)
    world.page.tabs.setCurrentWidget(world.page.plan)
    world.settle()
    return world


def page_of(world: World) -> PlanPage:
    return world.page.plan


def plan_of(world: World) -> Plan:
    return world.office.plan(YEAR)


def take_back(world: World) -> None:
    page_of(world).undo.click()
    world.settle()


def choose_item(world: World, number: int = 0) -> str:
    item = plan_of(world).items[number].id
    page_of(world).show_section(page_of(world).outline)
    page_of(world).outline.show_place(item)
    return item


TEXTS = [
    ("計画の名前", "新しい計画", "title", "新しい計画"),
    ("団体名", "海市", "municipality", "海市"),
    ("計画期間", "令和4年度～令和8年度", "years", (2022, 2023, 2024, 2025, 2026)),
    ("計画期間", "2025", "years", (2025,)),
    ("スケジュールの年度", "2024、2025、2026以降", "schedule_years", ("2024", "2025", "2026以降")),
    ("公表する表の形", "wide", "layout", "wide"),
    ("照会する課の名前", " DX推進課 ", "office", "DX推進課"),
    ("回答の期限", "令和8年4月30日", "deadline", "令和8年4月30日"),
]


@pytest.mark.parametrize(("caption", "text", "name", "value"), TEXTS)
def test_the_outline_of_the_plan(
    world: World, caption: str, text: str, name: str, value: object
) -> None:
    before = plan_of(world)
    page_of(world).overview.form.field(caption).put(text)
    world.settle()
    assert getattr(plan_of(world), name) == value
    take_back(world)
    assert plan_of(world) == before
    page_of(world).redo.click()
    world.settle()
    assert getattr(plan_of(world), name) == value


@pytest.mark.parametrize("text", ["いつか", "令和8年度～令和4年度", "2022～2024～2026", "9999"])
def test_years_that_cannot_be_read_change_nothing(world: World, text: str) -> None:
    before, field = plan_of(world), page_of(world).overview.form.field("計画期間")
    field.put(text)
    world.settle()
    assert plan_of(world) == before
    assert not field.wrong.isHidden()
    assert field.text() == text


def test_the_scale_and_its_meaning(world: World) -> None:
    scale = page_of(world).scale
    page_of(world).show_section(scale)
    scale.grades.choose(1)
    scale.grades.form.field("記号").put("Ａ")
    scale.grades.form.field("達成したか").put("no")
    scale.grades.form.field("目標との関係").put("met")
    scale.whole.field("区分の順序").put(Order.BEST_FIRST.value)
    scale.whole.field("担当課の評価の呼び名").put("一次評価")
    world.settle()
    plan = plan_of(world)
    grade = plan.scale[1]
    assert (grade.code, grade.achieved, grade.says.value) == ("Ａ", False, "met")
    assert (plan.order, plan.self_name) == (Order.BEST_FIRST, "一次評価")
    scale.grades.up.click()
    world.settle()
    assert plan_of(world).codes[0] == "Ａ"
    assert scale.grades.current is not None
    assert scale.grades.current.grade.code == "Ａ"
    scale.grades.add_button.click()
    world.settle()
    assert len(plan_of(world).codes) == 5
    assert scale.grades.current.grade.code == plan_of(world).codes[-1]
    scale.grades.form.field("記号").put("Ａ")
    world.settle()
    assert "二つ" in world.told
    scale.grades.remove_button.click()
    world.settle()
    assert len(plan_of(world).codes) == 4


def test_a_code_that_answers_use_stays_and_the_page_says_how_many(world: World) -> None:
    scale, before = page_of(world).scale, plan_of(world)
    world.office.write(f"{before.items[0].id}/rating", "A", YEAR)
    world.page.refresh()
    page_of(world).show_section(scale)
    scale.grades.choose(1)
    for act in (
        scale.grades.remove_button.click,
        lambda: scale.grades.form.field("記号").put("Ａ"),
    ):
        act()
        world.settle()
        assert "「A」は1件の回答" in world.told
        assert plan_of(world) == before
    assert scale.grades.form.field("記号").text() == "A"
    scale.grades.form.field("文言").put("おおむね達成")
    world.settle()
    assert plan_of(world).scale[1].meaning == "おおむね達成"


def test_a_code_that_requests_still_offer_is_told(world: World) -> None:
    world.ask(plan_of(world).items[0].lead)
    world.page.tabs.setCurrentWidget(world.page.plan)
    scale = page_of(world).scale
    page_of(world).show_section(scale)
    scale.grades.choose(1)
    scale.grades.form.field("記号").put("Ａ")
    world.settle()
    assert "「A」は計画にありませんが" in page_of(world).unaware.text()
    take_back(world)
    assert page_of(world).unaware.isHidden()


def test_stages_with_a_scale_of_their_own(world: World) -> None:
    scale = page_of(world).scale
    page_of(world).show_section(scale)
    scale.stages.add_button.click()
    world.settle()
    scale.stages.form.field("段階の名前").put("外部委員会")
    scale.stages.form.field("すること").put("both")
    scale.stages.form.field("評価に使う区分").put("own")
    world.settle()
    (stage,) = plan_of(world).stages
    assert (stage.name, stage.rates, stage.comments) == ("外部委員会", True, True)
    assert stage.scale == plan_of(world).scale
    scale.of.setCurrentIndex(1)
    scale.of.activated.emit(1)
    scale.grades.form.field("記号").put("良")
    world.settle()
    assert plan_of(world).stages[0].scale[0].code == "良"
    assert plan_of(world).scale[0].code == "S"
    scale.stages.remove_button.click()
    world.settle()
    assert plan_of(world).stages == ()


def test_an_item_with_its_kpis_and_parts(world: World) -> None:
    item, form = choose_item(world), page_of(world).outline.item_form
    form.fields.field("番号").put("1-1")
    form.fields.field("担当課").put("会計課、デジタル推進課")
    form.fields.field("スケジュール").put("2025：検討\n2026：運用")
    form.kpis.add_button.click()
    world.settle()
    form.kpis.form.field("指標の名前").put("利用者数")
    form.kpis.form.field("年度ごとの目標").put("令和7年度：5件\n2026：9件")
    form.kpis.form.field("よい向き").put(Direction.MORE.value)
    form.kpis.form.field("報告する課").put("会計課")
    form.parts.add_button.click()
    world.settle()
    changed = plan_of(world).by_id[item]
    assert (changed.no, changed.departments) == ("1-1", ("会計課", "デジタル推進課"))
    assert [phase.label for phase in changed.schedule] == ["検討", "運用"]
    kpi = changed.kpis[-1]
    assert (kpi.name, kpi.target) == ("利用者数", "5件")
    assert kpi.targets == (Target(2025, "5件"), Target(2026, "9件"))
    assert (kpi.direction, kpi.departments) == (Direction.MORE, ("会計課",))
    assert [part.label for part in edit.parts_of(changed)][-1] == "(1)"
    field = form.fields.field("スケジュール")
    field.put("年度がない")
    world.settle()
    assert not field.wrong.isHidden()
    assert plan_of(world).by_id[item] == changed


KPI_TEXTS = [
    ("基準値", "2021年度:52%", "baseline", "2021年度:52%"),
    ("望ましい方向の記載", "↓", "aim", "↓"),
    ("よい向き", "keep", "direction", Direction.KEEP),
]


@pytest.mark.parametrize(("caption", "text", "name", "value"), KPI_TEXTS)
def test_where_a_figure_began_and_what_is_wished_of_it(
    world: World, caption: str, text: str, name: str, value: object
) -> None:
    item, form = choose_item(world), page_of(world).outline.item_form.kpis
    form.choose(0)
    before = plan_of(world)
    form.form.field(caption).put(text)
    world.settle()
    assert getattr(plan_of(world).by_id[item].kpis[0], name) == value
    take_back(world)
    assert plan_of(world) == before
    page_of(world).redo.click()
    world.settle()
    assert getattr(plan_of(world).by_id[item].kpis[0], name) == value


SAID = [("", "分かりません"), ("↓", "少ないほどよい"), ("増加", "多いほどよい"), ("→", "維持")]


@pytest.mark.parametrize(("aim", "known"), SAID)
def test_the_choice_of_a_direction_says_what_the_document_does(
    world: World, aim: str, known: str
) -> None:
    choose_item(world)
    form = page_of(world).outline.item_form.kpis
    form.add_button.click()
    world.settle()
    form.form.field("今年度の目標").put("30%")
    form.form.field("望ましい方向の記載").put(aim)
    world.settle()
    box = form.form.field("よい向き").input
    assert isinstance(box, QuietBox)
    assert [box.itemText(n) for n in range(box.count())] == [
        *(f"文書から（{known}）", "多いほどよい", "少ないほどよい", "維持")
    ]


def test_what_can_be_done_with_items(world: World) -> None:
    outline, count = page_of(world).outline, len(plan_of(world).items)
    item = choose_item(world, 1)
    outline.add_item.click()
    world.settle()
    made = plan_of(world).items[2]
    assert made.group == plan_of(world).by_id[item].group
    assert outline.model.value_at(outline.tree.currentIndex()) == made
    outline.act("up")
    world.settle()
    assert plan_of(world).items[1].id == made.id
    outline.act("remove")
    world.settle()
    for name in ("split", "repeat"):
        choose_item(world, 1)
        outline.act(name)
        if name == "split":
            outline.split_form.split.click()
        world.settle()
    assert len(plan_of(world).items) == count + 2
    assert plan_of(world).items[2].came_from == (item,)
    assert [one.again for one in plan_of(world).items].count(item) == 1
    choose_item(world, 4)
    outline.act("end")
    outline.act("through")
    world.settle()
    assert len(plan_of(world).ended) == 1
    assert [one.no for one in plan_of(world).own_items] == [str(n) for n in range(1, count + 1)]


def test_a_split_asks_which_kpis_go_along(world: World) -> None:
    outline = page_of(world).outline
    number = next(n for n, one in enumerate(plan_of(world).items) if len(one.kpis) > 1)
    before, old = plan_of(world), plan_of(world).items[number]
    world.office.write(f"{old.id}/{old.kpis[1].id}", "3件", YEAR)
    world.page.refresh()
    choose_item(world, number)
    outline.act("split")
    form = outline.split_form
    assert form.isVisible()
    assert "残ります" in form.kpis.item(1).text()
    assert "残ります" not in form.kpis.item(0).text()
    form.leave.click()
    assert outline.item_form.isVisible()
    assert plan_of(world) == before
    outline.act("split")
    form.choose(0, 1)
    form.split.click()
    world.settle()
    made = plan_of(world).items[number + 1]
    assert [kpi.name for kpi in made.kpis] == [kpi.name for kpi in old.kpis[:2]]
    assert plan_of(world).by_id[old.id].kpis == old.kpis[1:]
    assert outline.item_form.isVisible()
    take_back(world)
    assert plan_of(world) == before


def test_a_split_that_is_not_made_is_forgotten_when_something_else_is_chosen(world: World) -> None:
    outline = page_of(world).outline
    number = next(n for n, one in enumerate(plan_of(world).items) if one.kpis)
    choose_item(world, number)
    outline.act("split")
    choose_item(world, number + 1)
    assert outline.item_form.isVisible()
    choose_item(world, number)
    assert outline.item_form.isVisible()


def drop(world: World, items: list[str], parent: str, row: int) -> bool:
    """Drop items under a heading as the tree does, if it may; whether it may."""
    model = page_of(world).outline.model
    data = model.mimeData([model.index_of(item) for item in items])
    place = (data, Qt.DropAction.MoveAction, row, 0, model.index_of(parent))
    may = model.canDropMimeData(*place)
    assert model.dropMimeData(*place) is may
    world.settle()
    return may


def test_items_are_dragged_to_another_place(world: World) -> None:
    page_of(world).show_section(page_of(world).outline)
    before = plan_of(world)
    first, second = before.groups[:2]
    one, two, *_ = (item.id for item in before.items if item.group == first.id)
    there = [item.id for item in before.items if item.group == second.id]
    children = [g for g in before.groups if g.parent == second.id]
    assert drop(world, [two, one], second.id, len(children) + 1)
    now = [item.id for item in plan_of(world).items if item.group == second.id]
    assert now == [there[0], one, two, *there[1:]]
    assert drop(world, [one], second.id, -1)
    assert [i.id for i in plan_of(world).items if i.group == second.id][-1] == one
    take_back(world)
    take_back(world)
    assert plan_of(world) == before
    # Where it is already, nothing is done that an undo would take back.
    assert drop(world, [one], first.id, 0)
    assert plan_of(world) == before
    assert not page_of(world).undo.isEnabled()


def test_what_cannot_be_dropped_changes_nothing(world: World) -> None:
    outline, before = page_of(world).outline, plan_of(world)
    page_of(world).show_section(outline)
    model, items = outline.model, [item.id for item in before.items]
    assert not drop(world, items[:1], "", -1), "out of all groups"
    assert not drop(world, items[:1], items[1], 0), "into an item"
    assert not drop(world, [], before.groups[0].id, 0)
    foreign = QMimeData()
    foreign.setData(model.mimeTypes()[0], b"i001\nnobody")
    group = model.index_of(before.groups[0].id)
    assert not model.dropMimeData(foreign, Qt.DropAction.MoveAction, 0, 0, group)
    assert not model.flags(group) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.flags(model.index_of(items[0])) & Qt.ItemFlag.ItemIsDragEnabled
    assert plan_of(world) == before
    assert outline.tree.dragDropMode() is QAbstractItemView.DragDropMode.InternalMove
    world.office.close_year(YEAR)
    world.page.refresh()
    assert outline.tree.dragDropMode() is QAbstractItemView.DragDropMode.NoDragDrop


def test_chosen_items_are_merged_into_the_first(world: World) -> None:
    outline = page_of(world).outline
    first, second = (one.id for one in plan_of(world).items[:2])
    choose_item(world, 1)
    model = outline.tree.selectionModel()
    flag = model.SelectionFlag
    model.select(outline.model.index_of(first), flag.Select | flag.Rows)
    outline.act("merge")
    world.settle()
    assert plan_of(world).by_id[first].came_from == (second,)
    assert second not in plan_of(world).by_id


def test_groups_are_made_named_and_taken_away(world: World) -> None:
    outline = page_of(world).outline
    page_of(world).show_section(outline)
    outline.show_place(plan_of(world).groups[0].id)
    outline.add_group.click()
    world.settle()
    outline.group_form.fields.field("区分の名前").put("研修")
    outline.group_form.fields.field("上位の区分").put("g1")
    world.settle()
    group = plan_of(world).groups[1]
    assert (group.title, group.parent, group.level) == ("研修", "g1", 1)
    outline.act("remove")
    world.settle()
    assert group.id not in plan_of(world).groups_by_id


def test_rows_are_pasted_as_items(world: World) -> None:
    choose_item(world, 0)
    QGuiApplication.clipboard().setText("50\t予約\t会計課、人事課\t内容\t目標\n51\t申請\t会計課")
    page_of(world).outline.paste.click()
    world.settle()
    assert [item.no for item in plan_of(world).items[1:3]] == ["50", "51"]
    assert plan_of(world).items[1].departments == ("会計課", "人事課")
    QGuiApplication.clipboard().setText("")
    before = plan_of(world)
    page_of(world).outline.paste.click()
    assert "コピー" in world.told
    assert plan_of(world) == before


def test_departments_are_reorganised_and_those_asked_are_not(world: World) -> None:
    section = page_of(world).departments
    first, second, third, *_ = plan_of(world).departments
    world.ask(first)
    world.page.tabs.setCurrentWidget(world.page.plan)
    page_of(world).show_section(section)
    section.choose(first)
    section.after.set_text("新しい課")
    section.change.click()
    assert first in world.told
    section.choose(second, third)
    section.after.set_text("新しい課")
    section.change.click()
    world.settle()
    assert plan_of(world).successions == (Succession((second, third), ("新しい課",)),)
    assert section.after.text() == ""
    take_back(world)
    assert plan_of(world).successions == ()
    section.show_place(second)
    section.form.field("課名の訂正").put("第二課")
    world.settle()
    section.show_place("第二課")
    section.form.field("照会ファイルの種類").put("xlsx")
    world.settle()
    assert plan_of(world).carriers == {"第二課": "xlsx"}
    assert plan_of(world).successions == ()


def test_who_holds_another_request_is_named(world: World) -> None:
    lead = plan_of(world).items[0].lead
    world.ask(lead)
    world.page.tabs.setCurrentWidget(world.page.plan)
    assert page_of(world).unaware.isHidden()
    choose_item(world)
    page_of(world).outline.item_form.fields.field("取組内容").put("別の内容")
    world.settle()
    assert not page_of(world).unaware.isHidden()
    assert lead in page_of(world).unaware.text()


def test_items_are_put_beside_those_of_the_year_before(world: World) -> None:
    changes, first = page_of(world).changes, plan_of(world).items[0]
    world.office.change_plan(edit.remove_item(plan_of(world), first.id))
    world.page.refresh()
    page_of(world).show_section(changes)
    assert "1件" in page_of(world).parts.item(4).text()
    changes.choose(Moved.MISSING)
    changes.end.click()
    world.settle()
    assert plan_of(world).ended == (first.id,)
    changes.choose(Moved.ENDED)
    changes.back.click()
    world.settle()
    assert first.id in plan_of(world).by_id
    changes.everything.click()
    changes.choose()
    changes.form.field("続きとする前の年度の項目").put("1、2")
    world.settle()
    told = {news.moved for news in changes.rows.rows}
    assert told == {(), (Moved.MERGED, Moved.SPLIT), (Moved.SPLIT,)}
    changes.form.field("続きとする前の年度の項目").put("999")
    assert not changes.form.field("続きとする前の年度の項目").wrong.isHidden()


def test_faults_lead_to_their_place(world: World) -> None:
    page, item = page_of(world), plan_of(world).items[3]
    world.office.change_plan(edit.change_item(plan_of(world), item.id, no=""))
    world.page.refresh()
    page.show_section(page.faults)
    assert [fault.flaw for fault in page.faults.rows.rows] == [Flaw.NUMBER_BLANK]
    page.faults.open.click()
    assert page.pages.currentIndex() == page.sections.index(page.outline)
    chosen = page.outline.model.value_at(page.outline.tree.currentIndex())
    assert chosen is not None
    assert chosen.id == item.id


def test_a_kpi_has_every_direction_to_choose(world: World) -> None:
    item, form = choose_item(world), page_of(world).outline.item_form
    form.kpis.add_button.click()
    world.settle()
    for direction in (*Direction, Direction.NOT_SAID):
        form.kpis.form.field("よい向き").put(direction.value)
        world.settle()
        assert plan_of(world).by_id[item].kpis[-1].direction is direction
    box = form.kpis.form.field("よい向き").input
    assert isinstance(box, QuietBox)
    assert [box.itemText(number) for number in range(box.count())] == [
        "文書から（分かりません）",
        "多いほどよい",
        "少ないほどよい",
        "維持",
    ]


def test_what_the_door_refuses_is_told_and_nothing_changes(world: World) -> None:
    item, before = choose_item(world), plan_of(world)
    world.office.write(f"{item}/rating", "A", YEAR)
    world.page.refresh()
    page_of(world).outline.act("remove")
    assert "行き場のなくなる回答" in world.told
    assert plan_of(world) == before


def test_a_change_made_elsewhere_is_a_step_as_well(world: World) -> None:
    page_of(world).overview.form.field("団体名").put("海市")
    world.settle()
    world.office.set_direction(f"{plan_of(world).items[0].id}/k1", Direction.LESS, YEAR)
    world.page.refresh()
    take_back(world)
    assert plan_of(world).municipality == "海市"
    assert plan_of(world).items[0].kpis[0].direction is Direction.NOT_SAID
    take_back(world)
    assert plan_of(world).municipality != "海市"
    assert not page_of(world).undo.isEnabled()


def test_a_text_that_was_not_left_is_saved_by_settling(world: World) -> None:
    choose_item(world)
    field = page_of(world).outline.item_form.fields.field("目標")
    field.input.setFocus()
    world.bot.keyClicks(field.input, "ABC")
    world.page.settle()
    assert "ABC" in plan_of(world).items[0].goal


def test_keys_undo_outside_of_inputs(world: World) -> None:
    before = plan_of(world)
    choose_item(world)
    page_of(world).outline.act("down")
    world.settle()
    page_of(world).outline.tree.setFocus()
    key, control = Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    world.bot.keyClick(page_of(world).outline.tree, key, control)
    world.settle()
    assert plan_of(world) == before


@pytest.mark.parametrize("why", ["closed", "earlier"])
def test_years_that_are_over_are_only_shown(world: World, why: str) -> None:
    if why == "closed":
        world.office.close_year(YEAR)
        world.page.refresh()
    else:
        world.page.years.setCurrentIndex(1)
        world.page.years.activated.emit(1)
    world.settle()
    page = page_of(world)
    assert not page.locked.isHidden()
    assert not page.undo.isEnabled()
    choose_item(world)
    assert not page.outline.add_item.isEnabled()
    before = world.office.plan(2024), plan_of(world)
    page.outline.act("down")
    page.show_section(page.overview)
    page.overview.form.field("計画の名前").put("別の計画")
    world.settle()
    assert (world.office.plan(2024), plan_of(world)) == before


def test_the_tree_tells_of_the_rows_that_changed_alone(world: World) -> None:
    item = choose_item(world, 2)
    model, told = page_of(world).outline.model, list[tuple[object, object]]()
    model.dataChanged.connect(
        lambda first, last: told.append((model.value_at(first), model.value_at(last)))
    )
    world.office.change_plan(edit.change_item(plan_of(world), item, title="別の名前"))
    world.page.refresh()
    changed = plan_of(world).by_id[item]
    assert told == [(changed, changed)]
    assert "別の名前" in str(model.data(model.index_of(item)))


def test_of_a_large_plan_who_holds_another_request_is_looked_up_beside(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.office.plan.page._AT_ONCE", 0)
    lead = plan_of(world).items[0].lead
    world.ask(lead)
    world.page.tabs.setCurrentWidget(world.page.plan)
    choose_item(world)
    page_of(world).outline.item_form.fields.field("取組内容").put("別の内容")
    world.bot.waitUntil(lambda: not page_of(world).unaware.isHidden())
    assert lead in page_of(world).unaware.text()


def test_the_tree_is_a_sound_model(world: World, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page_of(world).outline.model)


def test_every_input_has_a_name(world: World) -> None:
    page = page_of(world)
    for section in page.sections:
        page.show_section(section)
        for field in section.findChildren(QWidget):
            policy = field.focusPolicy() & Qt.FocusPolicy.TabFocus
            named = field.accessibleName() or getattr(field, "text", lambda: "")()
            inside = field.parentWidget() is not None and "qt_" in field.objectName()
            if policy and field.isVisible() and not inside:
                assert named, field


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_text_is_cut_off(world: World, scale: float) -> None:
    with letters(scale):
        world.page.resize(1280, 860)
        for section in page_of(world).sections:
            page_of(world).show_section(section)
            world.bot.waitUntil(lambda: not cut_texts(page_of(world)))


def test_an_empty_plan_is_set_up_from_the_beginning(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office.create_by_hand(tmp_path / "台帳.dxdesk", title="海市計画", year=YEAR)
    page = OfficePage(office, Choices(), write_file, by_hand=True)
    qtbot.addWidget(page, before_close_func=lambda _: page.release())
    page.resize(1280, 860)
    page.show()
    page.start()
    world = World(page, office, Choices(), tmp_path, qtbot)
    assert page.tabs.currentWidget() is page.plan
    world.look_at_every_page()
    world.settle()
    page.tabs.setCurrentWidget(page.plan)
    scale, outline = page.plan.scale, page.plan.outline
    page.plan.show_section(scale)
    assert scale.grades.empty.isVisible()
    scale.grades.add_button.click()
    world.settle()
    scale.grades.form.field("文言").put("計画どおり")
    page.plan.show_section(outline)
    assert outline.empty.isVisible()
    outline.add_group.click()
    world.settle()
    outline.add_item.click()
    world.settle()
    outline.item_form.fields.field("担当課").put("市民課")
    world.settle()
    plan = office.plan()
    assert (plan.codes, plan.departments, plan.items[0].group) == (("S",), ("市民課",), "g1")
    assert office.plan_faults() == ()
    paths = office.make_requests(YEAR, tmp_path / "照会")
    assert len(paths) == 1
