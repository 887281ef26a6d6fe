"""Chasing: days left, who is late, what was told otherwise than by file, the last contact."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dxdesk.cli import main
from dxdesk.department import Desk
from dxdesk.domain.asking import Stage
from dxdesk.domain.chasing import days_left, is_late
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import days_words
from dxdesk.office import Office, Standing, Touch
from dxdesk.office.letter_words import plain_text
from dxdesk.office.letters import Kind
from tests.plans import THREE_COLUMN, write

YEAR = 2024
ASKED = "2025-04-01T09:00:00"


@pytest.mark.parametrize(
    ("deadline", "today", "left", "words"),
    [
        ("令和7年4月30日", date(2025, 4, 27), 3, "あと3日"),
        ("令和7年4月30日", date(2025, 4, 30), 0, "本日"),
        ("令和7年4月30日", date(2025, 5, 2), -2, "2日超過"),
        # Without a year it is the one nearest to the asking, however late it is.
        ("4月30日（水）", date(2026, 1, 10), -255, "255日超過"),
        ("1月10日", date(2025, 4, 1), -81, "81日超過"),
        ("庁議の前日まで", date(2025, 4, 1), None, ""),
        ("4月30日（火）", date(2025, 4, 1), None, ""),
        ("", date(2025, 4, 1), None, ""),
    ],
)
def test_days_are_counted_from_the_text_of_the_deadline(
    deadline: str, today: date, left: int | None, words: str
) -> None:
    assert days_left(deadline, ASKED, today) == left
    assert (days_words(left) if left is not None else "") == words


@pytest.mark.parametrize("stage", list(Stage))
def test_only_who_owes_an_answer_can_be_late(stage: Stage) -> None:
    owes = stage in (Stage.SENT, Stage.FILLING, Stage.RETURNED)
    assert is_late(stage, -1) is owes
    assert not is_late(stage, 0)
    assert not is_late(stage, None)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat(ASKED)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Office:
    """Three departments, asked by the end of April."""
    source = tmp_path / "表.txt"
    write(source, THREE_COLUMN)
    made, _ = Office.create(source, tmp_path / "台帳.dxdesk", by="係長", clock=clock)
    made.roll_over(YEAR)
    made.make_requests(YEAR, tmp_path / "照会", deadline="4月30日")
    return made


def standing(office: Office, department: str = "健康課") -> Standing:
    return next(one for one in office.status() if one.department == department)


def hand_in(office: Office, tmp_path: Path, department: str = "健康課") -> Path:
    request = next((tmp_path / "照会").glob(f"*{department}*"))
    out = tmp_path / f"{department}.dxsub"
    with Desk.start(request, tmp_path / f"{department}.desk") as desk:
        desk.answer(desk.request.open[0], "書いた。")
        desk.hand_in("山田", out)
    return out


def test_a_standing_counts_what_is_written(office: Office, tmp_path: Path) -> None:
    assert [(one.items, one.written) for one in office.status()] == [(1, 0), (2, 0), (1, 0)]
    office.merge([hand_in(office, tmp_path)])
    assert [one.written for one in office.status()] == [0, 0, 1]


def test_what_was_told_by_telephone_is_marked_noted_and_taken_back(
    office: Office, clock: Clock
) -> None:
    clock.now = datetime(2025, 5, 2, 9, 0)
    assert standing(office).left(clock.now.date()) == -2
    assert standing(office).is_late(clock.now.date())
    office.mark("健康課", Stage.SUBMITTED, "紙で提出\nあり")
    marked = standing(office)
    assert marked.is_by_hand
    assert marked.mark is not None
    assert (marked.stage, marked.mark.note) == (Stage.SUBMITTED, "紙で提出 あり")
    assert marked.contact is not None
    assert (marked.contact.touch, marked.contact.at) == (Touch.MARKED, "2025-05-02T09:00:00")
    assert not marked.is_late(clock.now.date())
    office.unmark("健康課")
    again = standing(office)
    assert (again.stage, again.is_by_hand) == (Stage.SENT, False)
    assert again.contact is not None
    assert (again.contact.touch, again.contact.at) == (Touch.ASKED, ASKED)
    with pytest.raises(DxdeskError) as caught:
        office.unmark("健康課")
    assert caught.value.trouble is Trouble.NOTHING_TO_UNDO


def test_an_acceptance_is_no_record_by_hand(office: Office, tmp_path: Path) -> None:
    office.merge([hand_in(office, tmp_path)])
    office.accept("健康課")
    assert not standing(office).is_by_hand
    office.mark("市民課", Stage.ACCEPTED, "紙で確認した")
    assert standing(office, "市民課").is_by_hand


def test_one_deadline_is_moved_and_moved_back(office: Office, clock: Clock) -> None:
    office.extend("健康課", "5月9日")
    assert [one.deadline for one in office.status()] == ["4月30日", "4月30日", "5月9日"]
    clock.now += timedelta(days=35)
    late = [one.department for one in office.status() if one.is_late(office.today)]
    assert late == ["市民課", "情報課"]
    (letter,) = office.letters(Kind.REMINDER, departments=["健康課"])
    assert "5月9日　（あと3日です）" in plain_text(letter)
    office.extend("健康課", "")
    assert standing(office).deadline == "4月30日"


def test_who_was_asked_on_paper_is_reminded_too(office: Office, tmp_path: Path) -> None:
    office.roll_over(YEAR + 1)
    with pytest.raises(DxdeskError) as caught:
        office.letters(Kind.REMINDER)
    assert caught.value.trouble is Trouble.NOBODY_OWES
    office.mark("健康課", Stage.SENT, "紙で配布")
    (letter,) = office.letters(Kind.REMINDER)
    assert (letter.department, [item.no for item in letter.items]) == ("健康課", ["2"])


def test_marks_and_deadlines_from_the_command_line(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.close()
    file = str(office.path)
    who = ("--department", "健康課")
    cases = (
        (("mark", file, *who, "--stage", "not-concerned", "--note", "電話"), 0, "該当なし"),
        (("status", file), 0, "手で記録 電話"),
        (("unmark", file, *who), 0, "取り消しました"),
        (("unmark", file, *who), 1, "取り消せるもの"),
        (("extend", file, *who, "--deadline", "令和99年5月9日"), 0, "令和99年5月9日"),
        (("extend", file, "--department", "宇宙課", "--deadline", "5月9日"), 1, "宇宙課"),
        (("mark", file, *who, "--stage", "filling"), 2, "invalid choice"),
    )
    for words, status, said in cases:
        assert main(words) == status, words
        shown = capsys.readouterr()
        assert said in (shown.err if status else shown.out), words
    assert main(["status", file, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    row = next(one for one in found["departments"] if one["department"] == "健康課")
    assert row["days_left"] > 0
    assert (row["late"], row["mark"], row["written"], row["conflicts"]) == (False, None, 0, 0)


def test_requests_in_folders_from_the_command_line(office: Office, tmp_path: Path) -> None:
    office.close()
    out = tmp_path / "二度目"
    words = ["request", str(office.path), "--year", str(YEAR), "--out", str(out), "--folders"]
    assert main([*words, "--covering", "--department", "健康課"]) == 0
    names = sorted(path.name for path in (out / "健康課").iterdir())
    assert names == ["照会_2024_健康課_第1回.dxreq", "送り状_2024_健康課_第1回.txt"]
    assert main([*words, "--zip"]) == 2
