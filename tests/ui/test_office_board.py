"""The board: filtered, sorted, chased by hand, watched, and taken back, on the real page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dxdesk.domain.asking import Stage
from dxdesk.domain.direction_questions import is_asked
from dxdesk.domain.figures import Direction
from dxdesk.domain.text import squeeze
from dxdesk.office import Carrier, Office, Verdict
from dxdesk.office.taken_table import HEADINGS, VERDICT_WORDS
from tests.causes import WATCHED_FOLDERS_STAY
from tests.ui.office_year import YEAR, World, field_named, open_world, show
from tests.ui.test_printing import text_of
from ui.app import main
from ui.marks import Mark
from ui.office.board_rows import Late, Sort, View, totals
from ui.office.folder_watch import FolderWatch
from ui.office.tables import CellIcons
from ui.printing.board_leaf import ListKind, list_pages, list_sheet
from ui.printing.pdf import render_pages
from ui.theme import Tone

A, B, C = "交通局", "地域交通課", "人事課"
LONG_AGO = 1_700_000_000
_ACROSS = Qt.Orientation.Horizontal


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    return open_world(qtbot, tmp_path)


def names(world: World) -> list[str]:
    return [row.department for row in world.page.board.board.rows.rows]


def test_a_mark_in_a_chosen_row_is_as_light_as_its_words(qtbot: QtBot) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    # A page is grey until its year has been read.
    table.setEnabled(False)
    icon = CellIcons(table)(Mark.DONE, Tone.GOOD)
    picture = icon.pixmap(QSize(48, 48), QIcon.Mode.Selected).toImage()
    inks = {picture.pixelColor(x, y).name() for x in range(48) for y in range(48)}
    assert QApplication.palette().color(QPalette.ColorRole.HighlightedText).name() in inks


def cell(world: World, department: str, heading: str) -> str:
    rows = world.page.board.board.rows
    heads = [str(rows.headerData(n, _ACROSS)) for n in range(rows.columnCount())]
    return str(rows.index(names(world).index(department), heads.index(heading)).data())


def in_time(world: World, deadline: str, *late: str) -> None:
    """Ask three departments; those named were to answer the day before yesterday."""
    world.page.board.panels.ask.deadline.setText(deadline)
    world.ask(A, B, C)
    for name in late:
        world.office.extend(name, "4月18日")
    world.page.refresh()


def test_who_is_late_is_said_and_can_be_shown_alone(world: World) -> None:
    in_time(world, "4月23日", B)
    assert [cell(world, name, "残り") for name in (A, B, C)] == ["あと3日", "2日超過", "あと3日"]
    strip, board = world.page.board.stages, world.page.board.board
    assert board.today == date(2026, 4, 20)
    assert strip.buttons[Late.LATE].text() == "期限超過　1"
    assert strip.buttons[Stage.SENT].text() == "配布済　3"
    assert not strip.buttons[Stage.ACCEPTED].isVisibleTo(strip)
    strip.buttons[Late.LATE].click()
    assert names(world) == [B]
    strip.buttons[Stage.SENT].click()
    assert set(names(world)) == {A, B, C}
    strip.buttons[None].click()
    assert names(world) == list(world.office.plan().departments)
    # A department that is looked for is never hidden.
    strip.buttons[Late.LATE].click()
    board.choose([A])
    assert [one.department for one in board.chosen] == [A]
    assert strip.buttons[None].isChecked()


def test_a_stage_that_nobody_is_at_any_more_stays_while_it_is_shown(world: World) -> None:
    in_time(world, "4月23日", B)
    strip = world.page.board.stages
    strip.buttons[Late.LATE].click()
    world.office.extend(B, "4月30日")
    world.page.refresh()
    assert names(world) == []
    assert strip.buttons[Late.LATE].isVisibleTo(strip)


def test_the_board_sorts_by_click_and_by_the_box(world: World, qtmodeltester: ModelTester) -> None:
    in_time(world, "4月23日", B)
    world.office.extend(C, "4月19日")
    world.page.refresh()
    board, order = world.page.board.board, world.page.board.stages.order
    plain = names(world)
    board.choose([A])
    for sort, first in ((Sort.LEFT, [B, C, A]), (Sort.ROUND, None), (Sort.NAME, sorted(plain)[:3])):
        board.horizontalHeader().sectionClicked.emit(board.sorts.index(sort))
        assert order.currentData() is sort
        assert first is None or names(world)[:3] == first
        assert [one.department for one in board.chosen] == [A]
        descending = board.view.descending
        order.activated.emit(order.currentIndex())
        assert board.view.descending is not descending
    order.setCurrentIndex(order.findData(Sort.PLAN))
    order.activated.emit(order.currentIndex())
    assert names(world) == plain
    qtmodeltester.check(board.rows)
    assert {order.itemData(n) for n in range(order.count())} == set(Sort)
    for sort in Sort:
        board.sort_by(sort)
        assert sorted(names(world)) == sorted(plain)


def test_what_was_told_by_telephone_is_shown_as_such_and_undone(world: World) -> None:
    in_time(world, "4月23日")
    panel = world.page.board.panels.contact
    world.page.board.panels.show_panel(panel)
    world.page.board.board.choose([A, B])
    panel.stage.setCurrentIndex(panel.stage.findData(Stage.SUBMITTED))
    panel.note.setText("電話で確認")
    panel.mark.click()
    world.settle()
    assert [cell(world, name, "段階") for name in (A, C)] == ["提出（手で記録）", "配布済"]
    assert cell(world, B, "メモ") == "電話で確認"
    undo = world.notices[-1].act
    world.page.board.board.choose([A])
    assert "電話で確認" in panel.said.text()
    panel.unmark.click()
    world.settle()
    assert cell(world, A, "段階") == "配布済"
    back = world.notices[-1].act
    assert back
    back()
    world.settle()
    assert cell(world, A, "段階") == "提出（手で記録）"
    assert undo
    undo()
    world.settle()
    assert [cell(world, name, "段階") for name in (A, B)] == ["配布済", "配布済"]


def test_a_deadline_is_moved_for_one_and_moved_back(world: World) -> None:
    in_time(world, "4月23日")
    panel = world.page.board.panels.contact
    world.page.board.board.choose([A])
    assert not panel.extend.isEnabled()
    panel.deadline.setText("5月15日")
    panel.extend.click()
    world.settle()
    assert [cell(world, name, "期限") for name in (A, B)] == ["5月15日", "4月23日"]
    undo = world.notices[-1].act
    assert undo
    undo()
    world.settle()
    assert cell(world, A, "期限") == "4月23日"
    not_asked = next(n for n in names(world) if n not in (A, B, C))
    world.page.board.board.choose([not_asked])
    panel.deadline.setText("5月15日")
    assert not panel.extend.isEnabled()


def test_a_note_or_deadline_that_is_too_long_is_told_and_stays_as_typed(world: World) -> None:
    in_time(world, "4月23日")
    panel = world.page.board.panels.contact
    world.page.board.panels.show_panel(panel)
    world.page.board.board.choose([A])
    for line, long, act, most in (
        (panel.note, panel.note_long, panel.mark, 500),
        (panel.deadline, panel.deadline_long, panel.extend, 100),
    ):
        line.setText("長" * (most + 3))
        assert not act.isEnabled()
        assert f"{most}字以内にしてください（いま3字多い）" in long.text()
        assert line.text() == "長" * (most + 3)
        line.setText("長" * most)
        assert act.isEnabled()
        assert not long.isVisible()
    panel.mark.click()
    world.settle()
    assert cell(world, A, "メモ") == "長" * 500


def test_undoing_an_acceptance_gives_the_mark_back_and_a_return_the_moved_deadline(
    world: World,
) -> None:
    requests = world.ask(A)
    world.take_in(world.hand_in(requests[A], {}))
    world.office.extend(A, "5月15日", YEAR)
    world.office.mark(A, Stage.RESUBMITTED, "紙で再提出", YEAR)
    world.page.refresh()
    board = world.page.board
    board.panels.show_panel(board.panels.returning)
    board.board.choose([A])
    assert "5月15日" in board.panels.returning.deadline.placeholderText()
    board.panels.returning.accept.click()
    world.settle()
    assert cell(world, A, "段階") == "受理"
    undo = world.notices[-1].act
    assert undo
    undo()
    world.settle()
    assert cell(world, A, "段階") == "再提出（手で記録）"
    assert cell(world, A, "メモ") == "紙で再提出"


def test_the_kind_of_file_is_kept_for_a_department_and_used(world: World) -> None:
    panel = world.page.board.panels.contact
    world.page.board.board.choose([A])
    panel.carrier.choose(Carrier.XLSX)
    panel.carrier.activated.emit(panel.carrier.currentIndex())
    world.settle()
    made = world.ask(A, B)
    assert [made[name].suffix for name in (A, B)] == [".xlsx", ".dxreq"]
    assert "1課" in world.page.board.panels.ask.own.text()


def test_a_reminder_is_copied_for_those_that_owe(world: World) -> None:
    requests = world.ask(A, B)
    world.take_in(world.hand_in(requests[A], {}))
    panel = world.page.board.panels.contact
    world.page.board.board.choose([A])
    assert not panel.copy.isEnabled()
    world.page.board.board.choose([A, B])
    panel.copy.click()
    text = QGuiApplication.clipboard().text()
    assert f"{B}　御中" in text
    assert f"{A}　御中" not in text
    assert "1課" in world.told


def test_asking_again_says_that_the_older_request_still_counts(world: World) -> None:
    ask = world.page.board.panels.ask
    assert not ask.again.isVisibleTo(ask)
    world.ask(A)
    assert "1課には、もう照会しています" in ask.again.text()
    assert ask.again.isVisibleTo(ask)
    ask.unsent.setChecked(True)
    assert not ask.again.isVisibleTo(ask)


def test_the_plans_deadline_is_proposed_until_another_is_typed(world: World) -> None:
    ask, office = world.page.board.panels.ask, world.office
    for deadline, typed, shown in (
        ("4月30日", "", "4月30日"),
        ("5月1日", "", "5月1日"),
        ("5月2日", "5月9日", "5月9日"),
    ):
        if typed:
            ask.deadline.setText(typed)
        office._change_plan(replace(office.plan(), deadline=deadline))
        world.page.refresh()
        assert ask.deadline.text() == shown


def test_requests_in_folders_with_covering_sheets(world: World) -> None:
    ask = world.page.board.panels.ask
    world.page.board.board.choose([A])
    ask.selected.setChecked(True)
    ask.packing.setCurrentIndex(1)
    ask.covering.setChecked(True)
    world.choices.path = world.folder / "照会"
    ask.make.click()
    world.settle()
    made = sorted(path.name for path in (world.folder / "照会" / A).iterdir())
    stem = f"{YEAR}_{A}_第1回"
    assert made == [f"照会_{stem}.dxreq", f"送り状_{stem}.pdf", f"送り状_{stem}.txt"]
    assert (world.folder / "照会" / A / made[1]).read_bytes().startswith(b"%PDF")


def test_departments_are_asked_for_directions_where_nobody_knows_them(world: World) -> None:
    ask = world.page.board.panels.ask
    world.page.board.board.choose([A])
    ask.selected.setChecked(True)
    kpis = [kpi for item in world.office.plan(YEAR).items_of(A) for kpi in item.kpis]
    unknown = sum(is_asked(kpi, YEAR) for kpi in kpis)
    assert unknown
    assert f"指標{unknown}件" in ask.directions.text()
    ask.directions.setChecked(True)
    world.choices.path = world.folder / "照会"
    ask.make.click()
    world.settle()
    asked = [
        kpi for item in world.office.plan(YEAR).items for kpi in item.kpis if kpi.asks_direction
    ]
    assert len(asked) == unknown
    fields = {question.field: Direction.MORE for question in world.office.direction_questions(YEAR)}
    world.office.set_directions(fields, YEAR)
    world.page.refresh()
    assert not ask.directions.isVisibleTo(ask)


def put(file: Path, box: Path) -> Path:
    """A file in a folder, as it lies there after a while."""
    made = Path(shutil.copy(file, box))
    os.utime(made, (LONG_AGO, LONG_AGO))
    return made


def watch(world: World, box: Path) -> None:
    box.mkdir(exist_ok=True)
    world.choices.path = box
    world.page.board.panels.watch_box.choose.click()


def looked(world: World, so: Callable[[], bool]) -> None:
    world.page.board.watch.look()
    world.bot.waitUntil(so)


def test_what_arrives_is_offered_and_taken_only_when_wanted(world: World) -> None:
    page, bar = world.page.board, world.page.board.arrivals
    field = field_named(world.office, "19", "result-1")
    file = world.hand_in(world.ask(A)[A], {field: "路線を見直した。"})
    box = world.folder / "受付"
    watch(world, box)
    assert not bar.isVisible()
    arrived = put(file, box)
    looked(world, bar.isVisible)
    assert bar.words.text() == f"1件の提出が届いています。（{A}）"
    assert not world.office.merges()
    bar.take.click()
    world.settle()
    world.bot.waitUntil(lambda: not bar.isVisible())
    assert world.office.answers()[field] == "路線を見直した。"
    page.panels.log.undo.click()
    world.settle()
    world.bot.waitUntil(bar.isVisible)
    assert bar.arrivals[0].path == arrived


@pytest.mark.long
def test_on_another_page_an_arrival_is_told_with_a_way_to_take_it(world: World) -> None:
    field = field_named(world.office, "19", "result-1")
    file = world.hand_in(world.ask(A)[A], {field: "路線を見直した。"})
    watch(world, world.folder / "受付")
    world.page.tabs.setCurrentWidget(world.page.items)
    put(file, world.folder / "受付")
    looked(world, lambda: "届いています" in world.told)
    act = world.notices[-1].act
    assert act
    act()
    assert world.page.tabs.currentWidget() is world.page.board
    assert field in world.office.answers()


def test_an_answer_that_cannot_be_taken_in_is_told_on_every_page(world: World) -> None:
    """Once, as long as it stays the same file; beside its own line nothing more is said."""
    box = world.folder / "受付"
    watch(world, box)
    page = world.page.board
    page.panels.show_panel(page.panels.ask)
    world.page.tabs.setCurrentWidget(world.page.items)
    form = world.folder / "回答.csv"
    form.write_text("照会番号,欄番号\n", "utf-8")
    put(form, box)
    looked(world, lambda: "として保存し直して" in world.told)
    told = len(world.notices)
    act = world.notices[-1].act
    assert act
    act()
    assert world.page.tabs.currentWidget() is page
    assert page.panels.watch_box.isVisible()
    page.watch.look()
    world.bot.wait(50)
    assert len(world.notices) == told


@pytest.mark.long
def test_a_file_that_is_refused_when_taken_is_not_offered_again_until_it_changes(
    world: World,
) -> None:
    bar = world.page.board.arrivals
    field = field_named(world.office, "19", "result-1")
    file = world.hand_in(world.ask(A)[A], {field: "路線を見直した。"})
    box = world.folder / "受付"
    watch(world, box)
    arrived = put(file, box)
    looked(world, bar.isVisible)
    whole = arrived.read_bytes()
    arrived.write_bytes(b"PK")
    bar.take.click()
    world.settle()
    assert world.page.board.panels.intake.lines.rows[0].verdict is Verdict.REFUSED
    arrived.write_bytes(whole)
    os.utime(arrived, (LONG_AGO, LONG_AGO))
    world.page.board.watch.look()
    world.bot.wait(50)
    assert not bar.isVisible()
    os.utime(arrived, (LONG_AGO + 5, LONG_AGO + 5))
    looked(world, bar.isVisible)


@WATCHED_FOLDERS_STAY.mark()
def test_a_folder_that_is_gone_is_said_and_comes_back(world: World) -> None:
    box = world.folder / "受付"
    watch(world, box)
    words = world.page.board.panels.watch_box.words
    world.bot.waitUntil(lambda: "0件" in words.text())
    box.rmdir()
    looked(world, lambda: "見つかりません" in words.text())
    box.mkdir()
    looked(world, lambda: "0件" in words.text())
    world.page.board.panels.watch_box.end.click()
    assert world.office.watched_folder is None
    undo = world.notices[-1].act
    assert undo
    undo()
    assert world.office.watched_folder == box


def test_each_choice_shows_as_many_as_it_says(world: World) -> None:
    in_time(world, "4月23日", B)
    world.office.mark(C, Stage.NOT_CONCERNED)
    standings, today = world.office.status(), world.office.today
    counted = totals(standings, today)
    for shown in (None, Late.LATE, *Stage):
        for sort in Sort:
            for descending in (True, False):
                assert len(View(shown, sort, descending).rows(standings, today)) == counted[shown]


def test_a_watch_ends_with_the_page(world: World) -> None:
    watch(world, world.folder / "受付")
    world.page.board.watch.look()
    world.page.board.release()
    assert world.page.board.watch.folder is None


@pytest.mark.long
def test_the_system_tells_of_a_new_file_before_the_next_round(qtbot: QtBot, tmp_path: Path) -> None:
    office_file = open_world(qtbot, tmp_path)
    watcher = FolderWatch()
    watcher._soon.setInterval(1)
    watcher.watch(tmp_path, office_file.office.expected())
    with qtbot.waitSignal(watcher.seen):
        pass
    with qtbot.waitSignal(watcher.seen, timeout=5000):
        (tmp_path / "新しい.dxsub").write_bytes(b"PK")
    watcher.stop()


def test_the_record_of_merges_is_there_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    first = open_world(qtbot, tmp_path)
    requests = first.ask(A, B)
    fields = {A: field_named(first.office, "19", "result-1"), B: ""}
    first.take_in(first.hand_in(requests[A], {fields[A]: "路線を見直した。"}))
    first.take_in(first.hand_in(requests[B], {}))
    first.page.release()
    world = show(qtbot, tmp_path, Office.open(tmp_path / "台帳.dxdesk", by="鈴木"))
    log = world.page.board.panels.log
    assert [len(row.submissions) for row in log.merges.rows] == [1, 1]
    assert not log.brought.rows
    world.page.board.panels.show_panel(log)
    assert [row.submission.department for row in log.brought.rows] == [B]
    log.table.selectRow(1)
    assert [(row.submission.department, row.changed) for row in log.brought.rows] == [(A, 1)]
    log.undo.click()
    world.settle()
    assert [bool(row.undone_at) for row in log.merges.rows] == [True, False]
    log.undo.click()
    world.settle()
    assert not log.undo.isEnabled()
    assert fields[A] not in world.office.answers()


def test_lines_are_filtered_copied_and_written(world: World) -> None:
    wrong = world.folder / "=メモ.dxsub"
    wrong.write_bytes(b"\x00\x01")
    file = world.hand_in(world.ask(A)[A], {})
    world.take_in(wrong, file, file)
    bar = world.page.board.panels.intake.bar
    assert bar.shown[0].verdict is Verdict.REFUSED
    assert bar.kinds.itemText(0) == "すべて（3）"
    bar.kinds.setCurrentIndex(bar.kinds.findData(Verdict.REFUSED))
    bar.kinds.activated.emit(bar.kinds.currentIndex())
    assert [line.path for line in bar.shown] == [wrong]
    bar.copy.click()
    head, row = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t") == list(HEADINGS)
    assert row.split("\t")[-1] == "'=メモ.dxsub"
    for name in ("結果", "結果.csv"):
        world.choices.path = world.folder / name
        bar.export.click()
    assert (world.folder / "結果.xlsx").read_bytes().startswith(b"PK")
    text = (world.folder / "結果.csv").read_text("utf-8-sig")
    assert text.startswith("結果,課,提出者")
    assert text.count("\n") == 2
    assert set(VERDICT_WORDS) == set(Verdict)


def test_a_text_that_collides_is_written(world: World) -> None:
    field = field_named(world.office, "19", "result-1")
    requests = world.ask(A, B)
    world.take_in(
        world.hand_in(requests[A], {field: "路線を見直した。"}),
        world.hand_in(requests[B], {field: "停留所を見直した。"}),
    )
    assert field not in world.office.answers()
    for name in (A, B):
        assert (cell(world, name, "記入")[0], cell(world, name, "競合")) == ("1", "1")


def test_a_dropped_folder_is_opened_and_an_empty_one_is_said(world: World) -> None:
    box = world.folder / "受付"
    box.mkdir()
    world.page.board.take_in([box])
    assert "ありません" in world.told
    put(world.hand_in(world.ask(A)[A], {}), box)
    world.page.board.take_in([box])
    assert [line.path.parent for line in world.page.board.panels.intake.lines.rows] == [box]


def test_lists_on_paper_say_who_stands_where_and_who_is_to_be_reminded(
    world: World, tmp_path: Path
) -> None:
    in_time(world, "4月23日", B)
    world.office.mark(C, Stage.SUBMITTED, "紙で提出")
    said = {
        kind: squeeze(
            text_of(render_pages(list_pages(list_sheet(world.office, kind)), "一覧"), tmp_path)
        )
        for kind in ListKind
    }
    board, owing = said[ListKind.BOARD], said[ListKind.REMINDERS]
    for words in (
        "進捗一覧",
        "配布済2",
        "提出1",
        "期限超過1",
        "（手で記録）",
        "（紙で提出）",
        A,
        B,
        C,
    ):
        assert words in board, words
    for words in (
        "督促先一覧",
        "2課（うち期限超過1課）",
        "2日超過",
        "あと3日",
        A,
        B,
        "04/20期限変更",
    ):
        assert words in owing, words
    assert C not in owing


def test_lists_are_shown_before_they_are_printed_and_come_from_the_command_line(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letters = world.page.board.letters
    assert not letters.owing.isEnabled()
    world.ask(A)
    for button, title in ((letters.board, "進捗一覧"), (letters.owing, "督促先一覧")):
        button.click()
        preview = letters.printing.preview
        assert preview is not None
        assert preview.job.title.startswith(title)
        preview.close()
    out = tmp_path / "一覧.pdf"
    base = ["letters", str(world.office.path), "--out", str(out), "--kind"]
    for kind in ListKind:
        assert main([*base, kind.value, "--date", "2026-05-01"]) == 0
        assert "ページ" in capsys.readouterr().out
    assert out.read_bytes().startswith(b"%PDF")
