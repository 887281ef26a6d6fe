"""指標のよい向き: the question about the KPIs, by keys, by mouse and all at once, and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dxdesk.domain.direction_questions import Clue, Speaks
from dxdesk.domain.figures import Direction
from dxdesk.domain.open_questions import Question
from dxdesk.domain.plan import Kpi
from dxdesk.office import Office
from dxdesk.resources import resource
from tests.ui.office_year import FILE, YEAR, World, open_world, show
from tests.ui.test_office_questions import read_table
from tests.ui.test_whole_texts import cut_texts, letters
from ui.office.choice_table import ChoiceRows
from ui.office.direction_panel import DirectionPanel
from ui.office.direction_rows import DirectionRow

MORE, LESS, KEEP, NOT_SAID = Direction.MORE, Direction.LESS, Direction.KEEP, Direction.NOT_SAID
KPIS = (
    Kpi("k1", "件数", "100件"),
    Kpi("k2", "経費", "50千円", baseline="調べず"),
    Kpi("k3", "人数", "20人"),
    Kpi("k4", "日数", "10日以内"),
    Kpi("k5", "率", "80%", direction=LESS),
    Kpi("k6", "整備", "2025年度までに運用開始"),
    Kpi("k7", "故障", "60回", baseline="80回"),
)
OPEN = ["件数", "経費", "人数"]
# What speaks for the open ones, as far as anything does.
CLUES = {
    "件数": (Clue(Speaks.NAME, MORE, "件数"), Clue(Speaks.ACTUAL, LESS, "120件")),
    "経費": (Clue(Speaks.ACTUAL, LESS, "60千円 → 50千円"), Clue(Speaks.NAME, LESS, "経費")),
    "人数": (Clue(Speaks.NAME, MORE, "人数"),),
}

TABLE = """令和6年度 事業評価一覧
番号,事業名,担当課,事業概要,指標,目標,実績,取組実績,課題,評価
1,窓口予約事業,市民課,予約枠を設ける,待ち時間,15分,20分,予約を始めた,広げる,A
2,台帳事業,公園課,台帳を移す,予約の件数,100件,80件,半分を移した,続ける,B
3,点検事業,公園課,点検する,故障,10件以内,8件,点検した,続ける,B
"""


def give_kpis(office: Office) -> None:
    """Let the KPIs be the only ones of the plan, in its first item."""
    plan = office.plan()
    first, *others = (replace(item, kpis=()) for item in plan.items)
    office.change_plan(replace(plan, items=(replace(first, kpis=KPIS), *others)))


def ask(world: World) -> World:
    """Go to the question from the top of the findings."""
    world.page.activateWindow()
    world.page.tabs.setCurrentWidget(world.page.findings)
    world.page.findings.questions.buttons[Question.DIRECTIONS].click()
    world.settle()
    return world


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    made = open_world(qtbot, tmp_path)
    give_kpis(made.office)
    made.page.refresh()
    return ask(made)


def panel_of(world: World) -> DirectionPanel:
    return world.page.findings.rules.directions


def show_clues(world: World) -> None:
    """Have the panel show what speaks for the KPIs' directions."""
    state = world.page.state
    assert state is not None
    asked = (replace(one, clues=CLUES[one.kpi.name]) for one in state.direction_questions)
    panel_of(world).show_state(replace(state, direction_questions=tuple(asked)))


def named(world: World) -> list[str]:
    return [row.kpi.name for row in panel_of(world).rows.rows]


def cells(rows: ChoiceRows[DirectionRow], number: int) -> dict[str, str]:
    headings = (rows.headerData(n, Qt.Orientation.Horizontal) for n in range(rows.columnCount()))
    return {str(head): rows.index(number, n).data() for n, head in enumerate(headings)}


def current(world: World) -> str:
    panel = panel_of(world)
    row = panel.rows.row_at(panel.table.currentIndex())
    return row.kpi.name if row else ""


def directions(world: World) -> list[Direction]:
    return [kpi.direction for kpi in world.office.plan(YEAR).items[0].kpis]


def press(
    world: World, *keys: Qt.Key, pad: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        world.bot.keyClick(focus, key, pad)
        world.settle()


def take_back(world: World) -> None:
    act = world.notices[-1].act
    assert act is not None
    act()
    world.settle()


def test_the_open_ones_come_first_with_the_cursor_on_the_first(world: World) -> None:
    panel = panel_of(world)
    assert world.page.findings.rules.tabs.currentWidget() is panel
    assert panel.table.hasFocus()
    assert (named(world), current(world)) == (OPEN, "件数")
    assert panel.wanted.itemText(0) == "未定のみ（3）"
    assert panel.wanted.itemText(1) == f"すべて（{len(KPIS)}）"


def test_a_row_says_what_speaks_for_either_side(world: World) -> None:
    show_clues(world)
    rows = panel_of(world).rows
    assert cells(rows, 1) | {"取組項目": "", "前年度の実績": ""} == {
        "番号": "1",
        "取組項目": "",
        "指標": "経費",
        "基準値": "調べず",
        "目標": "50千円",
        "前年度の実績": "",
        "手がかり": "少ない：実績 60千円 → 50千円、指標名 経費",
        "提案": "少ないほどよい",
        "よい向き": "未定",
    }
    assert cells(rows, 0)["手がかり"] == ("多い：指標名 件数　／　少ない：実績 120件")
    # An actual is shown beside the name and does not count.
    assert cells(rows, 0)["提案"] == "多いほどよい"


def test_one_key_answers_and_leads_to_the_next_open_one(world: World) -> None:
    press(world, Qt.Key.Key_2)
    assert directions(world)[:3] == [LESS, NOT_SAID, NOT_SAID]
    assert current(world) == "経費"
    press(world, Qt.Key.Key_1)
    press(world, Qt.Key.Key_3)
    assert directions(world)[:3] == [LESS, MORE, KEEP]
    assert named(world) == OPEN
    assert [cells(panel_of(world).rows, n)["よい向き"] for n in range(3)] == [
        "少ないほどよい",
        "多いほどよい",
        "維持",
    ]
    assert panel_of(world).wanted.itemText(0) == "未定のみ（0）"
    assert world.office.direction_questions(YEAR) == ()


def test_the_next_one_is_looked_for_from_the_top_again(world: World) -> None:
    press(world, Qt.Key.Key_Down, Qt.Key.Key_1)
    assert current(world) == "人数"
    press(world, Qt.Key.Key_1)
    assert current(world) == "件数"


def test_keys_of_the_number_block_answer_too(world: World) -> None:
    press(world, Qt.Key.Key_2, pad=Qt.KeyboardModifier.KeypadModifier)
    assert directions(world)[0] is LESS


def test_an_answer_is_given_again_or_taken_away_by_a_key(world: World) -> None:
    press(world, Qt.Key.Key_1, Qt.Key.Key_Up, Qt.Key.Key_2)
    assert directions(world)[0] is LESS
    press(world, Qt.Key.Key_Up, Qt.Key.Key_0)
    assert directions(world)[0] is NOT_SAID
    assert panel_of(world).wanted.itemText(0) == "未定のみ（3）"
    assert cells(panel_of(world).rows, 0)["よい向き"] == "未定"


def test_a_key_that_says_the_same_again_changes_nothing_and_goes_on(world: World) -> None:
    press(world, Qt.Key.Key_1, Qt.Key.Key_Up)
    told = len(world.notices)
    press(world, Qt.Key.Key_1)
    assert current(world) == "経費"
    assert len(world.notices) == told


def test_digits_in_the_search_are_typed_there(world: World) -> None:
    panel = panel_of(world)
    panel.search.setFocus()
    press(world, Qt.Key.Key_2, Qt.Key.Key_0)
    assert panel.search.text() == "20"
    panel.search.flush()
    assert named(world) == ["人数"]
    assert directions(world)[:3] == [NOT_SAID] * 3


def test_no_input_method_takes_the_keys(world: World) -> None:
    table = panel_of(world).table
    table.setCurrentIndex(panel_of(world).rows.index(0, panel_of(world).rows.at))
    assert table.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False


@pytest.mark.parametrize("direction", [MORE, LESS, KEEP])
def test_a_button_answers_and_is_taken_back(world: World, direction: Direction) -> None:
    before = world.office.plan(YEAR)
    panel = panel_of(world)
    world.bot.mouseClick(panel.card.buttons[direction], Qt.MouseButton.LeftButton)
    world.settle()
    assert directions(world)[0] is direction
    assert (current(world), panel.table.hasFocus()) == ("経費", True)
    assert "件数" in world.told
    take_back(world)
    assert world.office.plan(YEAR) == before
    assert cells(panel.rows, 0)["よい向き"] == "未定"


def test_the_drop_down_of_a_row_answers(world: World) -> None:
    panel = panel_of(world)
    index = panel.rows.index(1, panel.rows.at)
    panel.table.scrollTo(index)
    where = panel.table.visualRect(index).center()
    world.bot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    (box,) = panel.table.viewport().findChildren(QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == [
        "未定",
        "多いほどよい",
        "少ないほどよい",
        "維持",
    ]
    world.settle()
    box.setCurrentIndex(2)
    box.activated.emit(2)
    world.settle()
    assert directions(world)[1] is LESS


def test_what_was_read_can_be_set_otherwise_and_back(world: World) -> None:
    panel = panel_of(world)
    panel.wanted.setCurrentIndex(1)
    panel.wanted.activated.emit(1)
    assert panel.rows.choices(panel.rows.rows[3])[0] == ("読み取りどおり", NOT_SAID)
    panel.table.setCurrentIndex(panel.rows.index(3, 0))
    press(world, Qt.Key.Key_1)
    said = cells(panel.rows, 3)
    assert (said["手がかり"], said["よい向き"]) == ("計画の設定", "多いほどよい")
    panel.table.setCurrentIndex(panel.rows.index(3, 0))
    press(world, Qt.Key.Key_0)
    assert cells(panel.rows, 3)["よい向き"] == "少ないほどよい"


def test_every_proposal_is_taken_in_one_act_and_back(world: World) -> None:
    before = world.office.plan(YEAR)
    panel = panel_of(world)
    show_clues(world)
    assert panel.accept.text() == "提案をまとめて採用（3件）(&P)"
    panel.accept.click()
    world.settle()
    assert directions(world)[:3] == [MORE, LESS, MORE]
    assert "3件" in world.told
    take_back(world)
    assert world.office.plan(YEAR) == before
    assert panel.wanted.itemText(0) == "未定のみ（3）"


def test_undoing_brings_back_what_was_set_before(world: World) -> None:
    panel = panel_of(world)
    panel.wanted.setCurrentIndex(1)
    panel.wanted.activated.emit(1)
    panel.table.setCurrentIndex(panel.rows.index(4, 0))
    press(world, Qt.Key.Key_3)
    assert directions(world)[4] is KEEP
    take_back(world)
    assert directions(world)[4] is LESS


@pytest.mark.parametrize(
    ("number", "reason", "better"),
    [
        (3, "文書（目標・指標名・列）", "少ないほどよい"),
        (4, "計画の設定", "少ないほどよい"),
        (5, "向きの要らない目標", "―"),
        (6, "基準値と目標から", "少ないほどよい"),
    ],
)
def test_what_is_known_says_how(world: World, number: int, reason: str, better: str) -> None:
    panel = panel_of(world)
    panel.wanted.setCurrentIndex(1)
    panel.wanted.activated.emit(1)
    assert len(named(world)) == len(KPIS)
    said = cells(panel.rows, number)
    assert (said["手がかり"], said["よい向き"]) == (reason, better)


def test_where_nothing_is_open_all_are_shown(world: World) -> None:
    press(world, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_1)
    rules = world.page.findings.rules
    rules.tabs.setCurrentWidget(rules.rules)
    rules.tabs.setCurrentWidget(rules.directions)
    assert len(named(world)) == len(KPIS)


def test_an_answer_is_known_to_every_page(world: World) -> None:
    page = world.page
    sentence = page.findings.questions.sentences[Question.DIRECTIONS]
    field = panel_of(world).rows.rows[0].field
    assert "3件" in sentence.text()
    assert said_at(world, field) == [True]
    page.tabs.setCurrentWidget(page.findings)
    panel_of(world).table.setFocus()
    press(world, Qt.Key.Key_1)
    assert "2件" in sentence.text()
    assert said_at(world, field) == [False]
    page.tabs.setCurrentWidget(page.findings)
    panel_of(world).table.setFocus()
    press(world, Qt.Key.Key_1, Qt.Key.Key_1)
    assert page.findings.questions.isHidden()


def said_at(world: World, field: str) -> list[bool]:
    """Whether the item's page says at the target that it is not decided."""
    world.page.items.show_place(field)
    texts = [one.text() for one in world.page.items.desk.view.rows[field].findChildren(QLabel)]
    return [
        "増減のどちらがよいか決まっていません" in text for text in texts if text.startswith("目標 ")
    ]


def test_it_is_reached_right_after_reading(qtbot: QtBot, tmp_path: Path) -> None:
    world = read_table(qtbot, tmp_path, TABLE)
    assert world.page.tabs.currentWidget() is world.page.reading
    assert "2件" in world.page.reading.questions.sentences[Question.DIRECTIONS].text()
    world.page.reading.questions.buttons[Question.DIRECTIONS].click()
    world.settle()
    assert (panel_of(world).isVisible(), named(world)) == (True, ["待ち時間", "予約の件数"])


def test_what_the_names_suggest_is_proposed_and_taken(qtbot: QtBot, tmp_path: Path) -> None:
    world = ask(read_table(qtbot, tmp_path, TABLE))
    panel = panel_of(world)
    assert cells(panel.rows, 0)["提案"] == "少ないほどよい"
    assert "待ち時間" in cells(panel.rows, 0)["手がかり"]
    assert world.office.plan().items[0].kpis[0].direction is NOT_SAID
    panel.accept.click()
    world.settle()
    assert world.office.plan().items[0].kpis[0].direction is LESS
    take_back(world)
    assert world.office.plan().items[0].kpis[0].direction is NOT_SAID


def test_a_file_opened_to_be_read_answers_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with Office.create(resource("sample", "plan-r6.txt"), tmp_path / FILE)[0] as office:
        office.roll_over(YEAR)
        give_kpis(office)
    world = ask(show(qtbot, tmp_path, Office.open(tmp_path / FILE, read_only=True)))
    show_clues(world)
    panel = panel_of(world)
    assert named(world) == OPEN
    assert not panel.accept.isEnabled()
    assert not any(button.isEnabled() for button in panel.card.buttons.values())
    panel.table.setFocus()
    press(world, Qt.Key.Key_1, Qt.Key.Key_2)
    assert world.office.plan().items[0].kpis == KPIS
    assert world.notices == []


def test_a_closed_year_answers_nothing(world: World) -> None:
    world.office.close_year(YEAR)
    world.page.refresh()
    show_clues(world)
    panel = panel_of(world)
    assert not any(button.isEnabled() for button in (panel.accept, *panel.card.buttons.values()))
    press(world, Qt.Key.Key_1)
    assert directions(world)[0] is NOT_SAID


def test_everything_has_a_name_for_screen_readers(world: World) -> None:
    panel = panel_of(world)
    assert panel.table.accessibleName()
    for widget in (*panel.findChildren(QLineEdit), *panel.findChildren(QComboBox)):
        assert widget.accessibleName()
    for button in panel.findChildren(QAbstractButton):
        internal = button.metaObject().className() in ("QTableCornerButton", "QLineEditIconButton")
        assert internal or button.text() or button.accessibleName()


def test_the_rows_hold_what_qt_expects(world: World, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel_of(world).rows)


@pytest.mark.parametrize(("scale", "fits"), [(1.0, True), (1.5, True), (2.0, False)])
def test_no_word_is_cut_off_and_the_answers_are_in_sight(
    world: World, scale: float, fits: bool
) -> None:
    show_clues(world)
    panel = panel_of(world)
    with letters(scale):
        world.page.resize(1366, 716)
        world.bot.waitUntil(lambda: not cut_texts(panel))
        world.bot.waitUntil(lambda: panel.table.horizontalScrollBar().maximum() == 0 or not fits)
        assert panel.card.visibleRegion().boundingRect() == panel.card.rect()
        assert panel.table.viewport().height() > 3 * panel.table.rowHeight(0)


def test_the_room_is_shared_by_what_a_row_is_told_by(world: World) -> None:
    """Names are not cut short beside a column that is half empty, nor for one that is all empty."""
    panel = panel_of(world)
    world.page.resize(1366, 700)
    world.settle()
    header = panel.table.horizontalHeader()
    title, name, clues = (header.sectionSize(section) for section in (1, 2, 6))
    assert max(title, name, clues) - min(title, name, clues) <= 1
    assert header.length() == panel.table.viewport().width()
    assert panel.table.isColumnHidden(5) is not any(row.last for row in panel.rows.rows)
