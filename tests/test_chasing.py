"""Chasing: days left, who is late, what was told otherwise than by file, the last contact."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dxdesk.cli import main
from dxdesk.department import Desk
from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.chasing import days_left, is_late
from dxdesk.domain.plan_editing import set_departments
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import days_words, sentence
from dxdesk.office import Office, Standing, Touch
from dxdesk.office.letter_words import plain_text
from dxdesk.office.letters import Kind
from tests.plans import THREE_COLUMN, write
from tests.templates import template

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
    lay_office(tmp_path)
    return Office.open(tmp_path / "台帳.dxdesk", by="係長", clock=clock)


@template
def lay_office(folder: Path) -> None:
    source = write(folder / "表.txt", THREE_COLUMN)
    office, _ = Office.create(source, folder / "台帳.dxdesk", by="係長", clock=Clock())
    with office:
        office.roll_over(YEAR)
        office.make_requests(YEAR, folder / "照会", deadline="4月30日")


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


def test_a_return_has_the_deadline_that_was_moved(office: Office, tmp_path: Path) -> None:
    office.merge([hand_in(office, tmp_path), hand_in(office, tmp_path, "市民課")])
    office.extend("健康課", "5月9日")
    for number, (department, typed, until) in enumerate(
        (("健康課", "", "5月9日"), ("市民課", "", "4月30日"), ("健康課", " 5月20日 ", "5月20日"))
    ):
        if number == 2:
            office.mark(department, Stage.RESUBMITTED, "紙で再提出")
        place = office.plan().items_of(department)[0].id
        out = tmp_path / f"差戻し{number}.dxreq"
        sent = office.send_back(department, [Remark(place, "数を")], out, deadline=typed)
        assert sent.deadline == until
        assert standing(office, department).deadline == until


LONG: dict[str, tuple[Callable[[Office, Path], object], Trouble]] = {
    "a note": (lambda o, _: o.mark("健康課", Stage.SUBMITTED, "長" * 501), Trouble.NOTE_TOO_LONG),
    "a moved deadline": (lambda o, _: o.extend("健康課", "長" * 101), Trouble.DEADLINE_TOO_LONG),
    "a deadline": (
        lambda o, p: o.make_requests(YEAR, p / "照会2", deadline="長" * 101),
        Trouble.DEADLINE_TOO_LONG,
    ),
    "a return's deadline": (
        lambda o, p: o.send_back(
            "健康課", [Remark("i002", "数を")], p / "差戻し.dxreq", deadline="長" * 101
        ),
        Trouble.DEADLINE_TOO_LONG,
    ),
    "a remark": (
        lambda o, p: o.send_back("健康課", [Remark("i002", "長" * 10_001)], p / "差戻し.dxreq"),
        Trouble.REMARK_TOO_LONG,
    ),
    "a draft": (
        lambda o, _: o.keep_draft("健康課", Remark("i002", "長" * 100_001)),
        Trouble.REMARK_TOO_LONG,
    ),
    "a draft to nobody": (
        lambda o, _: o.keep_draft("宇宙課", Remark("i002", "数を")),
        Trouble.UNKNOWN_DEPARTMENT,
    ),
    "a draft at another's item": (
        lambda o, _: o.keep_draft("健康課", Remark("i001", "数を")),
        Trouble.NOT_ASKED,
    ),
    "a draft at no field": (
        lambda o, _: o.keep_draft("健康課", Remark("i002/k9", "数を")),
        Trouble.UNKNOWN_FIELD,
    ),
    "a reason": (lambda o, _: o.reopen_year(YEAR, "長" * 501), Trouble.REOPEN_REASON_TOO_LONG),
}


@pytest.mark.parametrize("case", LONG)
def test_what_is_too_long_or_nowhere_changes_nothing(
    office: Office, tmp_path: Path, case: str
) -> None:
    office.merge([hand_in(office, tmp_path)])
    assert [item.id for item in office.plan().items_of("健康課")] == ["i002"]
    act, trouble = LONG[case]
    before = office.journal(), office.status(), office.drafts()
    files = sorted(tmp_path.rglob("*"))
    with pytest.raises(DxdeskError) as caught:
        act(office, tmp_path)
    assert caught.value.trouble is trouble
    assert "{" not in sentence(caught.value)
    assert (office.journal(), office.status(), office.drafts()) == before
    assert sorted(tmp_path.rglob("*")) == files


def test_what_is_as_long_as_may_be_is_kept(office: Office) -> None:
    office.mark("健康課", Stage.SUBMITTED, f"  {'長' * 500}  ")
    office.extend("健康課", "長" * 100)
    # What is too long to be sent is kept, since it can be shortened.
    office.keep_draft("健康課", Remark("i002", "長" * 10_001))
    told = standing(office)
    assert told.mark is not None
    assert (len(told.mark.note), len(told.deadline)) == (500, 100)
    assert len(office.drafts()["健康課"][0].text) == 10_001


def test_a_draft_whose_place_is_gone_can_be_taken_away(office: Office) -> None:
    office.keep_draft("健康課", Remark("i002", "数を"))
    office.change_plan(set_departments(office.plan(), "i002", ("健康課", "市民課")))
    office._store.keep_draft(YEAR, "宇宙課", Remark("i999", "どこでもない"))
    office.keep_draft("宇宙課", Remark("i999", ""))
    assert set(office.drafts()) == {"健康課"}


def test_taking_an_acceptance_back_gives_the_mark_before_it_back(
    office: Office, tmp_path: Path, clock: Clock
) -> None:
    office.merge([hand_in(office, tmp_path), hand_in(office, tmp_path, "市民課")])
    office.mark("健康課", Stage.RESUBMITTED, "紙で再提出")
    before = office.status()
    clock.now += timedelta(days=1)
    for _ in range(2):
        for department in ("健康課", "市民課"):
            office.accept(department)
    office.take_back_acceptance(["健康課", "市民課", "情報課"])
    assert office.status() == before
    # What is no acceptance is not taken back.
    office.take_back_acceptance(["健康課"])
    assert office.status() == before
    office.unmark("健康課")
    assert standing(office).stage is Stage.SUBMITTED


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
        (("mark", file, *who, "--stage", "sent", "--note", "長" * 501), 1, "メモは500字以内"),
        (("extend", file, *who, "--deadline", "長" * 101), 1, "期限は100字以内"),
        (("extend", file, "--department", "宇宙課", "--deadline", "5月9日"), 1, "宇宙課"),
        (("mark", file, *who, "--stage", "filling"), 2, "選べません"),
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
