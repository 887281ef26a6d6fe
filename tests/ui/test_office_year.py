"""One whole year on the office's page: real files, the real doors, no dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.domain.asking import Stage
from dxdesk.office import Carrier, Office
from tests.ui.office_year import YEAR, World, field_named, open_world
from ui.office.state import NextStep

A, B = "交通局", "地域交通課"


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    return open_world(qtbot, tmp_path)


def stage_of(world: World, department: str) -> str:
    board = world.page.board.board.rows
    names = [row.department for row in board.rows]
    return str(board.index(names.index(department), 1).data())


def test_a_year_from_the_rollover_to_the_published_file(qtbot: QtBot, tmp_path: Path) -> None:
    world = open_world(qtbot, tmp_path, year=None)
    page = world.page
    assert page.next_step.step is NextStep.BEGIN_YEAR
    page.next_step.go.click()
    assert page.tabs.currentWidget() is page.rollover
    assert page.rollover.to.currentText().startswith("令和7年度")
    page.rollover.begin.click()
    world.settle()
    assert page.tabs.currentWidget() is page.board
    assert page.next_step.step is NextStep.ASK

    requests = world.ask(A, B)
    assert stage_of(world, A) == Stage.SENT.value
    field = field_named(world.office, "19", "result-1")
    files = [
        world.hand_in(requests[A], {field: "路線を見直した。"}),
        world.hand_in(requests[B], {field: "停留所を見直した。"}),
    ]
    assert world.take_in(*files) == ["競合　1件", "競合　1件"]
    assert page.next_step.step is NextStep.SETTLE
    world.notices[-1].act()  # pyright: ignore[reportOptionalCall]
    assert page.tabs.currentWidget() is page.conflicts
    page.conflicts.view.buttons[1].click()
    world.settle()
    assert world.office.answers(YEAR)[field] == "停留所を見直した。"
    assert page.conflicts.rows.rowCount() == 0

    assert page.next_step.step is NextStep.REVIEW
    page.next_step.go.click()
    send_back(world, A, field, "便数も書いてください。")
    assert stage_of(world, A) == Stage.RETURNED.value
    again = world.hand_in(world.choices.path or Path(), {field: "停留所と便数を見直した。"})
    assert world.take_in(again) == ["取込み済　1欄"]
    assert stage_of(world, A) == Stage.RESUBMITTED.value
    page.board.board.choose([A, B])
    page.board.panels.returning.accept.click()
    world.settle()
    assert stage_of(world, A) == stage_of(world, B) == Stage.ACCEPTED.value
    assert world.office.answers(YEAR)[field] == "停留所と便数を見直した。"

    publish(world, tmp_path)


def publish(world: World, folder: Path) -> None:
    """Write the document and the review sheets."""
    output = world.page.output
    world.choices.path = folder / "公表資料.xlsx"
    output.export.click()
    assert (folder / "公表資料.xlsx").read_bytes().startswith(b"PK")
    assert "公表資料.xlsx" in world.told
    world.choices.path = folder / "確認票.pdf"
    output.sheets.click()
    assert output.printing.preview is not None
    output.printing.preview.save.click()
    output.printing.preview.close()
    assert (folder / "確認票.pdf").read_bytes().startswith(b"%PDF")
    assert "確認票.pdf" in world.told


def send_back(world: World, department: str, field: str, remark: str) -> None:
    panel = world.page.board.panels.returning
    world.page.board.board.choose([department])
    places = [row.place for row in panel.form.places.rows]
    panel.form.table.setCurrentIndex(panel.form.places.index(places.index(field), 0))
    panel.form.remark.put(remark)
    world.choices.path = world.folder / "差戻し.dxreq"
    panel.send_back.click()
    world.settle()


def test_requests_go_to_the_departments_that_have_none(world: World) -> None:
    world.ask(A, carrier=Carrier.XLSX)
    ask = world.page.board.panels.ask
    ask.unsent.setChecked(True)
    count = len(world.office.plan().departments)
    assert f"（{count - 1}課）" in ask.unsent.text()
    ask.carrier.choose(Carrier.NATIVE)
    ask.deadline.setText("６月３０日")
    ask.make.click()
    world.settle()
    folder = world.folder / "照会"
    assert len(list(folder.glob("*.dxreq"))) == count - 1
    assert [path.suffix for path in folder.glob(f"*_{A}_*")] == [".xlsx"]
    standings = {row.department: row for row in world.office.status()}
    assert (standings[B].deadline, standings[A].deadline) == ("６月３０日", "")
    assert not ask.make.isEnabled()


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_counts_once_and_an_undo_takes_it_out(world: World, times: int) -> None:
    field = field_named(world.office, "19", "result-1")
    file = world.hand_in(world.ask(A)[A], {field: "路線を見直した。"})
    assert world.take_in(*[file] * times) == ["取込み済　1欄", "変更なし"][:times]
    intake = world.page.board.panels.intake
    assert A in intake.last.text()
    intake.undo.click()
    world.settle()
    assert field not in world.office.answers()
    assert stage_of(world, A) == Stage.SENT.value
    assert not intake.undo.isEnabled()
    assert world.take_in(file) == ["取込み済　1欄"]


def test_a_file_that_cannot_be_taken_says_why_and_the_others_come_in(world: World) -> None:
    wrong = world.folder / "メモ.dxsub"
    wrong.write_bytes(b"\x00\x01")
    field = field_named(world.office, "19", "result-1")
    file = world.hand_in(world.ask(A)[A], {field: "路線を見直した。"})
    assert world.take_in(wrong, file) == ["受け取れません", "取込み済　1欄"]
    lines = world.page.board.panels.intake.lines
    assert "メモ.dxsub" in lines.index(0, 1).data()
    assert "1件は受け取れません" in world.told


def test_the_deadline_and_the_text_outlive_the_page(world: World) -> None:
    field = field_named(world.office, "1", "result-1")
    world.page.items.show_place(field)
    row = world.page.items.desk.view.rows[field]
    row.correct.click()
    assert row.editor is not None
    row.editor.set_text("直した。")
    world.page.settle()
    path = world.office.path
    world.page.release()
    with Office.open(path) as again:
        assert again.answers()[field] == "直した。"
        assert [change.source for change in again.history(field)] == ["decision"]


def test_a_closed_year_says_what_can_be_done(world: World) -> None:
    world.office.close_year(YEAR)
    world.page.refresh()
    assert world.page.next_step.step is NextStep.CLOSED
    assert "令和7年度は締め切られています" in world.page.next_step.words.text()
    world.page.next_step.go.click()
    assert world.page.tabs.currentWidget() is world.page.rollover
    assert world.page.rollover.tabs.currentWidget() is world.page.rollover.years


def test_a_year_is_not_over_because_the_office_wrote_into_it(world: World) -> None:
    world.office.write(field_named(world.office, "12", "result-1"), "事務局で書いた。")
    world.page.refresh()
    assert world.page.next_step.step is NextStep.ASK


def test_an_older_year_can_still_be_looked_at(world: World) -> None:
    page = world.page
    page.years.setCurrentIndex(1)
    page.years.activated.emit(1)
    world.settle()
    assert page.state is not None
    assert page.state.year == YEAR - 1
    assert page.next_step.step is NextStep.EXPORT
    assert page.output.summary.rows.index(1, 2).data() == "24"
