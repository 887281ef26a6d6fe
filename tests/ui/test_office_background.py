"""Large files: read, checked and taken in beside the window, and nothing typed is lost."""

from __future__ import annotations

import gc
import shutil
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.office_file import Campaign, make_campaign
from dxdesk.domain.asking import Stage
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Office
from tests.ui.office_year import NOW, Choices, World, show
from ui.app import Files
from ui.main_window import MainWindow
from ui.office.background import Background
from ui.office.board_rows import Sort
from ui.office.page import OfficePage
from ui.office.state import look

ITEMS = 320


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """More items than are read at once, two years, and the answers for the second."""
    return make_campaign(tmp_path_factory.mktemp("campaign"), ITEMS, years=2)


@pytest.fixture
def campaign(made: Campaign, tmp_path: Path) -> Campaign:
    """The same, in a file that may be changed."""
    copy = tmp_path / "office.dxdesk"
    copy.write_bytes(made.office.read_bytes())
    return Campaign(copy, made.year, made.submissions)


@pytest.fixture
def world(qtbot: QtBot, campaign: Campaign) -> World:
    return show(qtbot, campaign.office.parent, Office.open(campaign.office, check_later=True))


def wait(world: World) -> None:
    """Let the page show all there is."""
    world.bot.waitUntil(lambda: not world.page.is_busy, timeout=30_000)


def test_the_board_is_there_before_the_rest(world: World) -> None:
    page = world.page
    rows = page.board.board.rows
    assert page.state is None
    assert len(rows.rows) == ITEMS // 10
    assert {row.items for row in rows.rows} == {10}
    assert not page.items.isEnabled()
    page.board.board.choose([rows.rows[3].department])
    wait(world)
    assert page.state is not None
    assert page.items.isEnabled() or page.tabs.currentWidget() is page.board
    assert [one.department for one in page.board.board.chosen] == [rows.rows[3].department]
    assert {row.findings is None for row in rows.rows} == {False}
    page.tabs.setCurrentWidget(page.items)
    assert page.items.isEnabled()
    assert sum(1 for _ in page.items.model.items()) == ITEMS


def test_what_is_not_known_yet_is_said(world: World, campaign: Campaign) -> None:
    board, page = world.page.board.board, world.page
    wait(world)
    page.board.take_in(campaign.submissions[:1])
    page.refresh()
    world.bot.waitUntil(lambda: any(row.submission for row in board.rows.rows), timeout=30_000)
    number = next(n for n, row in enumerate(board.rows.rows) if row.submission)
    column = board.sorts.index(Sort.FINDINGS)
    assert board.rows.index(number, column).data() == "検査中…"
    wait(world)
    assert board.rows.index(number, column).data() != "検査中…"


def test_the_state_is_that_of_the_door(world: World, campaign: Campaign) -> None:
    page, office = world.page, world.office
    wait(world)
    page.board.take_in(campaign.submissions)
    wait(world)
    page.tabs.setCurrentWidget(page.items)
    page.items.desk.view.written.emit(next(iter(page.items.desk.view.rows)), "85件")
    wait(world)
    with Office.open(office.path, read_only=True) as fresh:
        assert page.state == look(fresh, campaign.year)
    page.board.panels.intake.undo.click()
    wait(world)
    with Office.open(office.path, read_only=True) as fresh:
        assert page.state == look(fresh, campaign.year)


def test_progress_moves_and_the_window_answers(world: World, campaign: Campaign) -> None:
    wait(world)
    files = [
        Path(shutil.copy(file, world.folder / f"{number}-{file.name}"))
        for number in range(5)
        for file in campaign.submissions
    ]
    seen: set[str] = set()
    ticks: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: (seen.add(world.page.strip.told), ticks.append(1)))
    timer.start(1)
    world.page.board.take_in(files)
    timer.stop()
    assert len(ticks) > 3
    assert len(seen) > 2
    assert len(world.page.board.panels.intake.lines.rows) == len(files)


def test_a_call_that_is_stopped_changes_nothing(world: World, campaign: Campaign) -> None:
    wait(world)
    QTimer.singleShot(20, world.page.strip.stop.click)
    world.page.board.take_in(campaign.submissions * 50)
    assert world.page.strip.stopped
    assert not world.office.merges()
    assert "何も取り込んでいません" in world.told


def ask_all(world: World, *, covering: bool = False) -> list[str]:
    """Ask everybody; what the strip showed meanwhile."""
    ask, seen = world.page.board.panels.ask, list[str]()
    world.choices.path = world.folder / "照会"
    ask.all.setChecked(True)
    ask.covering.setChecked(covering)
    timer = QTimer()
    timer.timeout.connect(lambda: seen.append(world.page.strip.told))
    timer.start(1)
    ask.make.click()
    timer.stop()
    wait(world)
    return seen


def test_asking_moves_on_beside_the_window(world: World, campaign: Campaign) -> None:
    wait(world)
    world.office.roll_over(campaign.year + 1)
    world.page.refresh()
    wait(world)
    # How many steps are seen is the machine's matter; that some are is not.
    assert len(set(ask_all(world))) > 1
    assert f"{ITEMS // 10}件" in world.told
    assert len(list((world.folder / "照会").iterdir())) == ITEMS // 10
    assert {one.round for one in world.office.status()} == {1}
    assert {row.round for row in world.page.board.board.rows.rows} == {1}


@pytest.mark.parametrize("covering", [False, True])
def test_asking_that_is_stopped_asks_nobody(
    world: World, campaign: Campaign, covering: bool
) -> None:
    wait(world)
    asked = {one.department: one.asked_at for one in world.office.status()}
    world.page.strip.pause = 0
    before = world.office.state
    QTimer.singleShot(20, world.page.strip.stop.click)
    ask_all(world, covering=covering)
    assert world.page.strip.stopped
    assert "中止しました" in world.told
    assert not (world.folder / "照会").exists()
    assert world.office.state == before
    assert {one.department: one.asked_at for one in world.office.status()} == asked


def test_many_are_accepted_beside_the_window(world: World, campaign: Campaign) -> None:
    wait(world)
    page = world.page
    page.board.take_in(campaign.submissions)
    wait(world)
    page.board.board.choose([row.department for row in page.board.board.rows.rows])
    threads: list[str] = []
    world.office._clock = lambda: (threads.append(threading.current_thread().name), NOW)[1]
    page.board.panels.returning.accept.click()
    wait(world)
    assert set(stages(world)) == {Stage.ACCEPTED}
    assert any(name.startswith("dxdesk") for name in threads)
    take_back = world.notices[-1].act
    assert take_back
    take_back()
    wait(world)
    assert set(stages(world)) == {Stage.SUBMITTED}


def stages(world: World) -> list[Stage]:
    return [one.stage for one in world.office.status()]


def test_a_correction_that_is_being_typed_stays(world: World) -> None:
    page = world.page
    wait(world)
    page.tabs.setCurrentWidget(page.items)
    first, second, *_ = page.items.desk.view.rows.values()
    first.correct.click()
    assert first.editor is not None
    first.editor.set_text("一つ目。")
    first.settle()
    second.correct.click()
    assert second.editor is not None
    second.editor.set_text("二つ目の途中")
    wait(world)
    typed = page.items.desk.view.rows[second.value.field]
    assert typed.editor is not None
    assert typed.editor.text() == "二つ目の途中"
    typed.settle()
    wait(world)
    answers = world.office.answers()
    assert answers[first.value.field] == "一つ目。"
    assert answers[second.value.field] == "二つ目の途中"
    assert page.items.desk.view.rows[first.value.field].text == "一つ目。"


def test_the_place_in_the_tree_is_kept(world: World) -> None:
    page = world.page
    wait(world)
    page.tabs.setCurrentWidget(page.items)
    page.items.show_place("i200")
    bar = page.items.tree.verticalScrollBar()
    QApplication.processEvents()
    bar.setValue(bar.maximum() // 2)
    place, index = bar.value(), page.items.tree.currentIndex()
    page.items.desk.view.written.emit(next(iter(page.items.desk.view.rows)), "85件")
    wait(world)
    assert page.items.tree.currentIndex() == index
    assert bar.value() == place


def test_closing_while_the_file_is_read(qtbot: QtBot, campaign: Campaign, tmp_path: Path) -> None:
    with window(qtbot, tmp_path) as main:
        main.open_file(campaign.office)
        assert isinstance(main.page, OfficePage)
        assert main.page.state is None
        assert main.close()
    with Office.open(campaign.office) as again:
        again.write("i001/rating", "A")
    assert not [one.name for one in threading.enumerate() if one.name.startswith("dxdesk")]


@pytest.mark.parametrize("worth", [0, 10**9])
def test_a_file_that_was_closed_is_let_go_once_it_is_worth_a_search(
    qtbot: QtBot, campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worth: int
) -> None:
    monkeypatch.setattr("ui.garbage._WORTH", worth)
    with window(qtbot, tmp_path) as main:
        main.open_file(campaign.office)
        page = main.page
        assert isinstance(page, OfficePage)
        qtbot.waitUntil(lambda page=page: not page.is_busy, timeout=30_000)
        assert page.state is not None
        alive = [weakref.ref(one) for one in (page, page._office, page.board, page.state.plan)]
        del page
        main.close_page()
        # What was made while a thread read is left out of an ordinary search.
        gc.collect()
        assert any(ref() for ref in alive)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qtbot.wait(1)
        assert any(ref() for ref in alive) == bool(worth)
    if worth:
        gc.unfreeze()


@contextmanager
def window(qtbot: QtBot, folder: Path) -> Iterator[MainWindow]:
    """The program's window, shown."""
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    main = MainWindow(Files(Choices()), Choices(), settings)
    qtbot.addWidget(main)
    main.begin()
    main.show()
    yield main
    main.close()


def with_a_row_missing(path: Path) -> None:
    """Take a row out of the last leaf of the file; SQLite reads it as if it were whole."""
    data = bytearray(path.read_bytes())
    for page in range(len(data) - 4096, 0, -4096):
        rows = int.from_bytes(data[page + 3 : page + 5], "big")
        if data[page] == 13 and rows > 1:
            data[page + 3 : page + 5] = (rows - 1).to_bytes(2, "big")
            path.write_bytes(data)
            return
    raise AssertionError


def test_a_damaged_file_is_told_and_left_alone(
    qtbot: QtBot, campaign: Campaign, tmp_path: Path
) -> None:
    with_a_row_missing(campaign.office)
    before = campaign.office.read_bytes()
    errors: list[BaseException] = []
    with qtbot.captureExceptions() as caught, window(qtbot, tmp_path) as main:
        try:
            main.open_file(campaign.office)
        except DxdeskError as error:
            errors.append(error)
        qtbot.waitUntil(lambda: main.page is None, timeout=30_000)
    errors += [error for _, error, _ in caught]
    assert errors
    assert {getattr(error, "trouble", None) for error in errors} == {Trouble.FILE_DAMAGED}
    assert campaign.office.read_bytes() == before
    assert not campaign.office.with_name("office.dxdesk-lock").exists()


def test_the_newest_call_alone_is_handed_over(qtbot: QtBot) -> None:
    work, came = Background(), list[int]()
    go = threading.Event()

    def first() -> int:
        go.wait(10)
        return 1

    work.run(first, came.append)
    work.run(lambda: 2, came.append)
    work.run(lambda: 3, came.append)
    go.set()
    qtbot.waitUntil(lambda: not work.is_busy)
    assert came == [3]
    work.run(lambda: 4, came.append)
    work.stop()
    qtbot.wait(20)
    assert came == [3]


def test_an_error_beside_the_window_is_raised_in_it(qtbot: QtBot) -> None:
    work = Background()

    def fail() -> None:
        raise KeyError("x")

    with qtbot.captureExceptions() as caught:
        work.run(fail, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is KeyError
    work.stop()


def test_another_year_is_read_too(world: World, campaign: Campaign) -> None:
    page = world.page
    wait(world)
    page.years.setCurrentIndex(page.years.findData(campaign.year - 1))
    page.years.activated.emit(page.years.currentIndex())
    wait(world)
    assert page.state is not None
    assert page.state.year == campaign.year - 1
    assert page.state.answers
