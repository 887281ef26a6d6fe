"""Judging answers item by item: changes, corrections, remarks and their answers, later ratings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dxdesk.department import Desk
from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.fields import RATING, RATING_NOTE, stage_field
from dxdesk.office import Office
from tests.stages import NOW, YEAR, open_staged
from tests.ui.office_year import World, field_named, show
from ui.office.field_row import FieldRow
from ui.office.field_value import Since
from ui.office.items_filter import Sorting, Wanted
from ui.office.items_page import ItemsPage
from ui.widgets.difference_text import DifferenceText
from ui.widgets.kpi_chart import KpiChart
from ui.widgets.rating_box import RatingBox
from ui.widgets.text_edit import TextEdit

LEAD, OTHER = "デジタル推進課", "人事課"


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office that asked two departments, the first of which has answered."""
    folder = tmp_path_factory.mktemp("台帳")
    with open_staged(folder) as office:
        prose, figure = (field_named(office, "1", name) for name in ("result-1", "k1"))
        asked, _ = office.make_requests(YEAR, folder, departments=(LEAD, OTHER))
        out = folder / "提出.dxsub"
        with Desk.start(asked, folder / "課.dxdesk", clock=lambda: NOW) as desk:
            desk.answer(prose, "相談は12件あった。")
            desk.answer(figure, "185件")
            desk.hand_in("山田", out)
        office.merge([out])
        return office.path


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path, answered: Path) -> World:
    path = tmp_path / answered.name
    shutil.copy(answered, path)
    world = show(qtbot, tmp_path, Office.open(path, by="鈴木", clock=lambda: NOW))
    world.page.tabs.setCurrentWidget(world.page.items)
    return world


def items(world: World) -> ItemsPage:
    return world.page.items


def row(world: World, no: str, name: str) -> FieldRow:
    field = field_named(world.office, no, name)
    items(world).show_place(field)
    return items(world).desk.view.rows[field]


def texts_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.text())


def undo(world: World) -> None:
    act = world.notices[-1].act
    assert act is not None
    act()
    world.settle()


def returned(world: World, no: str, name: str, remark: str, answer: str | None) -> None:
    """Send a remark back, and have it answered."""
    field = field_named(world.office, no, name)
    out = world.folder / "差戻し.dxreq"
    world.office.send_back(LEAD, [Remark(field, remark)], out)
    if answer is not None:
        world.office.merge([world.hand_in(out, {field: answer})])
    world.page.refresh()


@pytest.mark.parametrize(
    ("since", "wanted"),
    [
        (Since.NOTHING, []),
        (Since.ROUND, ["相談は12件あった。内訳は三件。"]),
        (Since.YEAR, None),
    ],
)
def test_changes_are_marked_since_the_round_or_the_year(
    world: World, since: Since, wanted: list[str] | None
) -> None:
    returned(world, "1", "result-1", "内訳を。", "相談は12件あった。内訳は三件。")
    box = items(world).desk.since
    row(world, "1", "result-1")
    box.setCurrentIndex(box.findData(since))
    box.activated.emit(box.currentIndex())
    shown = row(world, "1", "result-1").findChildren(DifferenceText)
    if wanted is None:
        last = row(world, "1", "result-1").value.last or ""
        assert last
        assert set(shown[0].toPlainText()) >= set(last + "内訳は三件")
    else:
        assert [one.toPlainText() for one in shown] == wanted


def test_a_correction_says_what_the_department_had_written(world: World) -> None:
    field = field_named(world.office, "1", "result-1")
    world.office.write(field, "相談は十二件あった。", YEAR)
    world.page.refresh()
    corrected = row(world, "1", "result-1")
    assert "事務局が直しました" in texts_in(corrected)
    assert corrected.value.corrected == "相談は12件あった。"
    corrected.take_back.click()
    world.settle()
    assert world.office.answers()[field] == "相談は12件あった。"
    assert row(world, "1", "result-1").value.corrected is None
    undo(world)
    assert world.office.answers()[field] == "相談は十二件あった。"


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (None, "再提出はまだありません。"),
        ("相談は12件あった。", "書き換えられていません。"),
        ("相談は12件で、内訳は三件。", "再提出で書き換えられました。"),
    ],
)
def test_a_remark_stands_beside_its_answer(world: World, answer: str | None, wanted: str) -> None:
    returned(world, "1", "result-1", "内訳を書いてください。", answer)
    told = texts_in(row(world, "1", "result-1"))
    assert "内訳を書いてください。" in told
    assert wanted in told


def test_a_remark_is_written_at_its_field_and_kept_in_the_file(world: World) -> None:
    field = field_named(world.office, "1", "result-1")
    at_field = row(world, "1", "result-1")
    at_field.to_remark.click()
    assert at_field.remark
    at_field.remark.text.put("内訳を書いてください。")
    assert world.office.drafts() == {LEAD: (Remark(field, "内訳を書いてください。"),)}
    world.page.board.board.choose([LEAD])
    panel = world.page.board.panels.returning
    listed = {place.place: place.remark for place in panel.form.places.rows if place.remark}
    assert listed == {field: "内訳を書いてください。"}
    assert panel.opening.text().startswith("所見1件（項目1）")
    world.page.refresh()
    assert row(world, "1", "result-1") is at_field
    places = [place.place for place in panel.form.places.rows]
    panel.form.table.setCurrentIndex(panel.form.places.index(places.index(field), 0))
    items(world).tree.setFocus()
    panel.form.remark.put("内訳を三行で。")
    assert at_field.remark.text.text() == "内訳を三行で。"


def test_a_remark_on_an_item_opens_all_its_fields(world: World) -> None:
    item = world.office.plan().by_no["1"]
    items(world).show_place(item.id)
    head = items(world).desk.view.head
    assert head
    head.to_remark.click()
    assert head.remark
    head.remark.text.put("全体を短く。")
    world.page.board.board.choose([LEAD])
    world.choices.path = world.folder / "差戻し.dxreq"
    world.page.board.panels.returning.send_back.click()
    world.settle()
    request = world.office.request_of(LEAD)
    assert request
    assert {name.partition("/")[0] for name in request.open} == {item.id}
    assert world.office.drafts() == {}


def test_later_ratings_are_written_beside_the_departments_own(world: World) -> None:
    item = world.office.plan().by_no["1"]
    items(world).show_place(item.id)
    stages = items(world).desk.view.stages
    assert list(stages) == ["office", "outside"]
    code, note = (stage_field(item, name, "office") for name in (RATING, RATING_NOTE))
    rating, reason = stages["office"].inputs[code], stages["office"].inputs[note]
    assert isinstance(rating, RatingBox)
    assert isinstance(reason, TextEdit)
    rating.put("B")
    reason.setFocus()
    reason.insertPlainText("件数は増えたが目標")
    world.settle()
    # The page was shown anew after the rating; what is being typed stays where it is.
    assert items(world).desk.view.stages["office"].inputs[note] is reason
    assert reason.text() == "件数は増えたが目標"
    world.page.settle()
    world.settle()
    answers = world.office.answers()
    assert (answers[code], answers[note]) == ("B", "件数は増えたが目標")
    assert [change.by for change in world.office.history(code)] == ["鈴木"]
    undo(world)
    assert note not in world.office.answers()
    outside = stages["outside"].inputs
    assert [name.partition("/")[2] for name in outside] == [
        "rating@outside",
        "rating_note@outside",
        "comment@outside",
        "response@outside",
    ]
    own_scale = outside[stage_field(item, RATING, "outside")]
    assert isinstance(own_scale, RatingBox)
    assert own_scale.itemText(1) == "a　妥当である"


def test_a_text_that_is_left_is_written(world: World) -> None:
    item = world.office.plan().by_no["1"]
    items(world).show_place(item.id)
    place = stage_field(item, "comment", "outside")
    comment = items(world).desk.view.stages["outside"].inputs[place]
    assert isinstance(comment, TextEdit)
    comment.setFocus()
    comment.insertPlainText("成果が分かりにくい。")
    items(world).tree.setFocus()
    world.settle()
    assert world.office.answers()[place] == "成果が分かりにくい。"
    assert "「1　オープンデータの推進　外部評価の意見」を書きました" in world.told


def test_an_item_is_looked_over_until_it_changes(world: World) -> None:
    field = field_named(world.office, "1", "result-1")
    model, item = items(world).model, field.partition("/")[0]

    def mark() -> str:
        return str(model.index_of(item).siblingAtColumn(5).data())

    items(world).show_place(item)
    assert mark() == "未"
    head = items(world).desk.view.head
    assert head
    head.inspect.click()
    world.settle()
    assert mark() == "済"
    world.office.write(field, "直した文", YEAR)
    world.page.refresh()
    assert mark() == "変更"
    head = items(world).desk.view.head
    assert head
    assert "点検した後に文が変わりました。" in texts_in(head)
    head.inspect.click()
    world.settle()
    undo(world)
    assert mark() == "未"


def test_a_finding_is_answered_where_it_stands(world: World) -> None:
    field = next(f.field for f in world.office.findings_of(LEAD) if f.rule.confirmable and f.open)
    items(world).show_place(field)
    note = items(world).desk.view.rows[field].notes[0]
    finding = note.finding
    note.more.click()
    detail = note.findChild(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert detail is not None
    edit = next(e for e in note.findChildren(TextEdit) if not e.isReadOnly())
    edit.put("確かめた。")
    next(b for b in note.findChildren(type(note.more)) if "この理由で" in b.text()).click()
    world.settle()
    answered = next(f for f in world.office.findings() if f.mark == finding.mark)
    assert answered.confirmation
    undo(world)
    waiting = next(f for f in world.office.findings() if f.mark == finding.mark)
    assert waiting.confirmation is None


def test_items_are_chosen_by_what_is_open_about_them(world: World) -> None:
    returned(world, "1", "result-1", "内訳を。", "内訳は三件。")
    world.office.write(field_named(world.office, "2", "result-1"), "直した文", YEAR)
    world.page.refresh()
    model, bar = items(world).model, items(world).bar

    def shown(wanted: Wanted) -> list[str]:
        bar.choose(wanted)
        return [item.no for item in model.items()]

    assert shown(Wanted.CHANGED) == ["1"]
    assert shown(Wanted.REMARKED) == ["1"]
    assert shown(Wanted.CORRECTED) == ["2"]
    assert shown(Wanted.COLLIDING) == []
    assert "この条件に当たる項目はありません" in texts_in(items(world))
    assert len(shown(Wanted.WAITING)) == len(world.office.plan().items_of(LEAD))
    assert len(shown(Wanted.ALL)) == 37
    bar.search.put("ｵｰﾌﾟﾝﾃﾞｰﾀ")
    assert [item.no for item in model.items()] == ["1"]
    # A jump from elsewhere finds its place whatever is looked for.
    items(world).show_place(field_named(world.office, "30", "k1"))
    assert items(world).desk.view.head


def test_items_stand_under_each_department_that_answers_them(
    world: World, qtmodeltester: ModelTester
) -> None:
    page, plan = items(world), world.office.plan()
    page.bar.sort(Sorting.BY_DEPARTMENT)
    model = page.model
    assert model.rowCount() == len(plan.departments)
    heads = [model.index(n, 0).data() for n in range(model.rowCount())]
    assert any(head.startswith(f"{LEAD}（{Stage.SUBMITTED.value}・未点検") for head in heads)
    joint = plan.by_no["19"]
    for name in joint.departments:
        at = model.index_of(joint.id, name)
        assert model.department_at(at) == name
    page.tree.setCurrentIndex(model.index_of(joint.id, joint.departments[-1]))
    world.page.refresh()
    assert model.department_at(page.tree.currentIndex()) == joint.departments[-1]
    qtmodeltester.check(model)


def test_figures_of_the_years_are_drawn(world: World) -> None:
    (plot,) = row(world, "1", "k1").findChildren(KpiChart)
    assert [bar.text for bar in plot.bars] == ["85", "185件"]


def test_accepting_many_says_which_not_and_can_be_taken_back(world: World) -> None:
    panel = world.page.board.panels.returning
    assert not panel.accept_clean.isHidden()
    panel.accept_clean.click()
    world.settle()
    assert world.told.startswith("0課を受理しました。残したのは1課です：デジタル推進課（指摘")
    world.page.board.board.choose([LEAD])
    panel.accept.click()
    world.settle()
    assert {s.stage for s in world.office.status() if s.department == LEAD} == {Stage.ACCEPTED}
    undo(world)
    assert {s.stage for s in world.office.status() if s.department == LEAD} == {Stage.SUBMITTED}


def test_taking_back_leaves_those_that_were_accepted_before(world: World) -> None:
    world.office.accept(LEAD)
    world.page.refresh()
    world.page.board.board.choose([LEAD])
    world.page.board.panels.returning.accept.click()
    world.settle()
    assert world.told == "どの課も、もう受理しています。"
    assert world.notices[-1].act is None
    assert {s.stage for s in world.office.status() if s.department == LEAD} == {Stage.ACCEPTED}


def test_every_input_has_a_name(world: World) -> None:
    row(world, "1", "result-1").to_remark.click()
    for widget in items(world).findChildren(QWidget):
        if isinstance(widget, TextEdit | RatingBox) and not widget.isHidden():
            assert widget.accessibleName(), widget


@pytest.mark.long
def test_nothing_is_left_behind_when_items_are_switched(world: World) -> None:
    ids = [item.id for item in world.office.plan().items[:8]]

    def count() -> int:
        for one in ids:
            items(world).show_place(one)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return len(items(world).findChildren(QWidget))

    assert count() == count()
