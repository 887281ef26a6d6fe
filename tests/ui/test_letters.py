"""Letters: who gets one, what it asks for, and how many days are left."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.fields import field_of
from dxdesk.domain.text import squeeze
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Office
from dxdesk.office.letters import Kind, Letter
from tests.ui.clerk_year import YEAR, ClerkYear
from tests.ui.office_year import World, open_world
from tests.ui.test_printing import text_of
from ui.app import main
from ui.printing.letter_leaf import letter_pages
from ui.printing.pdf import render_pages

DAY = date(2025, 4, 20)


def hand_in(year: ClerkYear, department: str) -> None:
    out = year.folder / f"{department}.dxsub"
    with year.desk(department) as desk:
        desk.answer(desk.request.open[0], "書いた。")
        desk.hand_in("山田", out)
    with year.office() as office:
        office.merge([out])


@pytest.fixture
def half_way(year: ClerkYear) -> ClerkYear:
    """健康課 has answered, 情報課 was sent back, 市民課 has not answered."""
    for department in ("健康課", "情報課"):
        hand_in(year, department)
    with year.office() as office:
        item = office.plan().by_no["3"]
        remark = Remark(field_of(item, "result-1"), "台数を書いてください。")
        office.send_back("情報課", [remark], year.folder / "差戻し.dxreq", deadline="5月9日（金）")
    return year


def names(made: list[Letter]) -> list[str]:
    return [letter.department for letter in made]


def test_reminders_go_to_those_that_owe_an_answer(half_way: ClerkYear) -> None:
    with half_way.office() as office:
        stages = {one.department: one.stage for one in office.status()}
        assert stages == {
            "市民課": Stage.SENT,
            "情報課": Stage.RETURNED,
            "健康課": Stage.SUBMITTED,
        }
        made = office.letters(Kind.REMINDER, DAY)
        assert names(made) == ["市民課", "情報課"]
        assert names(office.letters(Kind.COVER, DAY)) == ["市民課", "情報課", "健康課"]
        assert names(office.letters(Kind.REMINDER, DAY, YEAR, ["情報課", "健康課"])) == ["情報課"]
    of_town, of_it = made
    assert (of_town.round, of_town.deadline, of_town.left) == (1, "令和7年4月30日", 10)
    assert [(one.no, one.what) for one in of_town.items] == [
        ("1", "取組実績 ／ 指標の実績 ／ 改善・拡充策、課題等 ／ 自己評価")
    ]
    assert (of_it.round, of_it.deadline, of_it.left) == (2, "5月9日（金）", 19)
    assert [(one.no, one.what) for one in of_it.items] == [
        ("3", "取組実績：台数を書いてください。")
    ]


def test_nobody_to_write_to_is_told(half_way: ClerkYear) -> None:
    with half_way.office() as office:
        cases = (
            (Kind.REMINDER, YEAR, ["健康課"], Trouble.NOBODY_OWES),
            (Kind.REMINDER, YEAR - 1, [], Trouble.NOBODY_OWES),
            (Kind.COVER, YEAR - 1, [], Trouble.NOBODY_ASKED),
            (Kind.COVER, YEAR, ["宇宙課"], Trouble.UNKNOWN_DEPARTMENT),
        )
        for kind, year, departments, trouble in cases:
            with pytest.raises(DxdeskError) as caught:
                office.letters(kind, DAY, year, departments)
            assert caught.value.trouble is trouble


def printed(office: Office, kind: Kind, day: date, department: str, folder: Path) -> str:
    pages = letter_pages(office.letters(kind, day, YEAR, [department]))
    assert len(pages) == 1
    return squeeze(text_of(render_pages(pages, "手紙"), folder))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 4, 20), ("令和7年4月20日", "（あと10日です）", "期限までに提出してください。")),
        (date(2025, 4, 30), ("（本日です）", "期限までに提出してください。")),
        (date(2025, 5, 7), ("（7日過ぎています）", "至急、提出してください。")),
    ],
)
def test_a_reminder_counts_the_days(
    half_way: ClerkYear, tmp_path: Path, day: date, words: tuple[str, ...]
) -> None:
    with half_way.office() as office:
        said = printed(office, Kind.REMINDER, day, "市民課", tmp_path)
    for one in (*words, "市民課御中", "令和7年4月30日", "DX推進担当", "1書かない窓口"):
        assert one in said, one


def test_a_covering_letter_says_what_is_asked_and_counts_no_days(
    half_way: ClerkYear, tmp_path: Path
) -> None:
    with half_way.office() as office:
        first = printed(office, Kind.COVER, DAY, "健康課", tmp_path)
        again = printed(office, Kind.COVER, DAY, "情報課", tmp_path)
    for one in (
        "みどり市情報化計画令和6年度の実績について（照会）",
        "1項目",
        "2オンライン予約",
        "所属",
    ):
        assert squeeze(one) in first, one
    assert "あと" not in first
    for one in ("（再照会）", "（第2回）", "台数を書いてください。", "5月9日（金）"):
        assert one in again, one


def test_a_deadline_that_names_no_day_is_printed_as_it_is(
    half_way: ClerkYear, tmp_path: Path
) -> None:
    with half_way.office() as office:
        folder = half_way.folder / "再"
        office.make_requests(YEAR, folder, departments=["市民課"], deadline="庁議の前日まで")
        said = printed(office, Kind.REMINDER, DAY, "市民課", tmp_path)
    assert "庁議の前日まで" in said
    assert "日です）" not in said


def test_letters_from_the_command_line(
    half_way: ClerkYear, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "手紙.pdf"
    office = str(half_way.office_file)
    base = ["letters", office, "--out", str(out)]
    cases = (
        ([*base, "--kind", "reminder", "--date", "2025-05-07"], 0, "2ページ"),
        ([*base, "--kind", "cover", "--department", "健康課"], 0, "1ページ"),
        ([*base, "--kind", "reminder", "--department", "健康課"], 1, "督促する課がありません"),
        ([*base, "--kind", "cover", "--year", "1999"], 1, "1999年度"),
        ([*base, "--kind", "reminder", "--date", "昨日"], 2, "日付ではありません"),
        (["letters", str(half_way.requests["健康課"]), *base[2:], "--kind", "cover"], 1, "種類"),
    )
    for words, status, said in cases:
        assert main(words) == status, words
        shown = capsys.readouterr()
        assert said in (shown.err if status else shown.out)
        assert "Traceback" not in shown.err
    assert out.read_bytes().startswith(b"%PDF")


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    return open_world(qtbot, tmp_path)


def test_the_buttons_say_how_many_and_print_to_those_that_are_chosen(world: World) -> None:
    bar = world.page.board.letters
    assert [button.isEnabled() for button in bar.buttons.values()] == [False, False]
    asked = ("交通局", "人事課", "納税課")
    requests = world.ask(*asked)
    world.take_in(world.hand_in(requests["人事課"], {}))
    assert bar.buttons[Kind.COVER].text().endswith("3課")
    assert bar.buttons[Kind.REMINDER].text().endswith("2課")
    world.page.board.board.choose(["人事課", "納税課"])
    bar.buttons[Kind.REMINDER].click()
    preview = bar.printing.preview
    assert preview is not None
    assert preview.job.title.startswith("督促状 令和7年度 納税課")
    assert preview.range.itemText(0) == "選んだ課（1課）"
    preview.range.activated.emit(1)
    assert preview.job.title.startswith("督促状 令和7年度 2課")
    assert len(preview.job.pages) == 2
    world.choices.path = world.folder / "督促状.pdf"
    preview.save.click()
    assert "督促状.pdf" in world.told
    preview.close()
