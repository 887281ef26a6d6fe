"""Several people in the office, through the door and the command line, with real processes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from dxdesk.cli import main
from dxdesk.department import Desk
from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.fields import field_of
from dxdesk.domain.plan_editing import remove_grade
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import sentence
from dxdesk.office import Brought, Fate, Office, Verdict, Why
from dxdesk.store.lock import lock_path
from tests.plans import SAMPLE
from tests.store.processes import child

NOW = datetime(2026, 4, 20, 10, 15)
YEAR = 2025


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("台帳") / "台帳.dxdesk"
    office, _ = Office.create(SAMPLE, path, by="鈴木", clock=lambda: NOW)
    with office:
        office.roll_over(YEAR)
        office.make_requests(YEAR, path.parent / "照会", departments=["交通局"])
    return path


@pytest.fixture
def path(ledger: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(ledger, tmp_path / "台帳.dxdesk"))


@pytest.fixture
def submission(ledger: Path, tmp_path: Path) -> Path:
    """What the 交通局 answers."""
    out = tmp_path / "提出.dxsub"
    request = next((ledger.parent / "照会").glob("*交通局*"))
    with Desk.start(request, tmp_path / "交通局.dxdesk", clock=lambda: NOW) as desk:
        desk.answer(desk.request.open[0], "路線を見直した。")
        desk.hand_in("山田", out)
    return out


def opened(path: Path, by: str = "鈴木", *, read_only: bool = False) -> Office:
    return Office.open(path, by=by, clock=lambda: NOW, read_only=read_only)


def copied(path: Path, by: str = "佐藤") -> Path:
    out = path.with_name(f"{by}の写し.dxdesk")
    with opened(path, by, read_only=True) as office:
        office.make_copy(out)
    return out


def field(office: Office, no: str, name: str) -> str:
    return field_of(office.plan().by_no[no], name)


def test_a_file_is_read_while_a_colleague_works_and_written_once_it_is_free(path: Path) -> None:
    with child("ledger", path) as process, opened(path, read_only=True) as office:
        with pytest.raises(DxdeskError) as refused:
            opened(path)
        assert "佐藤（" in sentence(refused.value)
        assert office.holder is not None
        assert office.holder.who == "佐藤"
        rating = field(office, "19", "rating")
        for write in (
            lambda: office.write(rating, "A"),
            lambda: office.mark("交通局", Stage.NOT_CONCERNED),
            lambda: office.close_year(YEAR),
            lambda: office.roll_over(YEAR + 1),
            lambda: office.make_requests(YEAR, path.parent / "新", departments=["交通局"]),
        ):
            with pytest.raises(DxdeskError, match=Trouble.READ_ONLY_OPEN.name):
                write()
        with pytest.raises(DxdeskError, match=Trouble.FILE_LOCKED.name):
            office.begin_writing()
        assert office.read_only
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
        process.wait()
        office.begin_writing()
        office.write(rating, "A")
        assert office.answers()[rating] == "A"


def test_a_lock_that_was_taken_over_or_tidied_away_is_seen_before_writing(path: Path) -> None:
    with opened(path) as office:
        rating = field(office, "19", "rating")
        if os.name != "nt":  # Nobody deletes there what is open.
            lock_path(path).unlink()
        office.write(rating, "A")
        assert lock_path(path).exists()
        text = {"who": "佐藤", "where": "PC-9", "since": "2026-04-20T10:20:00", "pid": 1}
        lock_path(path).write_text(json.dumps(text), encoding="utf-8")
        with pytest.raises(DxdeskError) as refused:
            office.write(rating, "B")
        assert "佐藤（PC-9、2026/04/20 10:20から）" in sentence(refused.value)
        assert office.answers()[rating] == "A"


def test_what_another_machine_left_is_taken_over_when_asked(path: Path) -> None:
    text = {"who": "佐藤", "where": "PC-9", "since": "2099-01-01T00:00:00", "pid": 1}
    lock_path(path).write_text(json.dumps(text), encoding="utf-8")
    with pytest.raises(DxdeskError) as refused:
        opened(path)
    assert refused.value.facts["left"] is True
    assert "引き継いで" in sentence(refused.value)
    Office.open(path, take_over=True).close()
    opened(path).close()


def test_a_whole_copy_comes_back(path: Path, submission: Path) -> None:
    copy = copied(path)
    with opened(copy, "佐藤") as there:
        assert there.copy_of is not None
        assert (there.copy_of.file, there.copy_of.by) == (path.name, "佐藤")
        there.merge([submission])
        there.write(field(there, "19", "rating"), "A")
        there.write(field(there, "12", "rating"), "B")
        there.accept("交通局")
        expected = there.answers()
    with opened(path) as office:
        assert office.copy_of is None
        before = office.dump()
        office.write(field(office, "12", "rating"), "C")
        done = office.rejoin(copy)
        fates = {(line.what, line.about): line.fate for line in done.lines}
        assert fates == {
            (Brought.SUBMISSION, "交通局"): Fate.TAKEN,
            (Brought.TEXT, field(office, "19", "rating")): Fate.TAKEN,
            (Brought.TEXT, field(office, "12", "rating")): Fate.COLLIDES,
            (Brought.MARK, "交通局"): Fate.TAKEN,
        }
        stages = {standing.department: standing.stage for standing in office.status()}
        assert stages["交通局"] is Stage.ACCEPTED
        assert office.answers() == expected | {field(office, "12", "rating"): "C"}
        assert [c.source for c in office.history(field(office, "19", "rating"))][-1] == "copy"
        office.undo_merge()
        office.withdraw(field(office, "12", "rating"))
        assert office.dump() == before


def test_undoing_a_copy_says_whose_answers_are_unknown_until_it_is_merged_again(
    path: Path, submission: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(path) as office:
        office.merge([submission])
    copy, back, again = copied(path), tmp_path / "差戻し.dxreq", tmp_path / "再提出.dxsub"
    with opened(copy, "佐藤") as there:
        place = there.plan().items_of("交通局")[0].id
        there.send_back("交通局", [Remark(place, "数を")], back)
        there.make_requests(YEAR, tmp_path / "写しの照会", departments=["人事課"])
    with Desk.start(back, tmp_path / "再.dxdesk", clock=lambda: NOW) as desk:
        desk.answer(desk.request.open[0], "三路線を見直した。")
        desk.hand_in("山田", again)
    with opened(path) as office:
        office.rejoin(copy)
        assert office.asked_by(office.merges()[-1]) == ("交通局", "人事課")
        assert office.asked_by(office.merges()[0]) == ()
    assert main(["undo", str(path)]) == 0
    assert "交通局、人事課への照会と差戻しも取り消されました" in capsys.readouterr().out
    with opened(path) as office:
        (refused,) = office.merge([again])
        assert refused.verdict is Verdict.REFUSED
        office.rejoin(copy)
        (taken,) = office.merge([again])
        assert taken.verdict is Verdict.TAKEN
        office.undo_merge()
        office.undo_merge()
    assert main(["undo", str(path)]) == 0
    assert "照会" not in capsys.readouterr().out


def tampered_text(db: sqlite3.Connection) -> None:
    db.execute("UPDATE claim SET text = '別の実績' WHERE text <> base")


def tampered_seal(db: sqlite3.Connection) -> None:
    db.execute("UPDATE submission SET seal = ?", ("0" * 64,))


def tampered_identity(db: sqlite3.Connection) -> None:
    db.execute("UPDATE submission SET identity = 'x'")


def tampered_department(db: sqlite3.Connection) -> None:
    db.execute("UPDATE submission SET department = '広報広聴課'")


@pytest.mark.parametrize(
    "tamper", [tampered_text, tampered_seal, tampered_identity, tampered_department]
)
def test_a_submission_that_was_edited_in_a_copy_stays_out(
    path: Path, submission: Path, tamper: object
) -> None:
    copy = copied(path)
    with opened(copy, "佐藤") as there:
        there.merge([submission])
    with closing(sqlite3.connect(copy)) as db:
        tamper(db)  # type: ignore[operator]
        db.commit()
    with opened(path) as office:
        before = office.dump()
        done = office.rejoin(copy)
        assert [(line.fate, line.why) for line in done.lines] == [(Fate.LEFT, Why.ALTERED)]
        assert (done.merge, office.dump()) == (0, before)


HOSTILE = {
    "an event that is none": "UPDATE event SET kind = 'x' WHERE id = (SELECT max(id) FROM event)",
    "an event without sense": "UPDATE event SET detail = '[1]' WHERE id = (SELECT max(id) FROM event)",
    "a text without sense": "UPDATE decision SET seen = '{}'",
    "a mark without sense": "UPDATE mark SET stage = 'FILLING'",
    "a request without sense": "UPDATE request SET body = '{}', event = 99 WHERE seq = 1",
    "a plan without sense": "UPDATE edition SET body = '{}'",
    "a fork beyond": "UPDATE setting SET value = replace(value, '\"fork\":', '\"fork\":9') "
    "WHERE key = 'copy'",
    "a fork without sense": "UPDATE setting SET value = '{\"fork\": []}' WHERE key = 'copy'",
    "another beginning": "UPDATE base SET text = '別' WHERE rowid IN (SELECT rowid FROM base LIMIT 1)",
    "a field of nowhere": "UPDATE decision SET field = 'i999/rating'",
    "a year of nowhere": "UPDATE decision SET year = 2024",
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_copy_that_was_edited_by_hand_breaks_nothing(path: Path, attack: str) -> None:
    copy = copied(path)
    with opened(copy, "佐藤") as there:
        there.write(field(there, "19", "rating"), "A")
        there.mark("広報広聴課", Stage.NOT_CONCERNED)
    with closing(sqlite3.connect(copy)) as db:
        db.execute(HOSTILE[attack])
        db.commit()
    with opened(path) as office:
        before = office.dump()
        merge = 0
        with suppress(DxdeskError):
            merge = office.rejoin(copy).merge
        if merge:
            office.undo_merge()
        assert office.dump() == before
    opened(path).close()


TOO_MUCH = {
    "a note": ("UPDATE mark SET note = ?", "長" * 501, "広報広聴課"),
    "a deadline": ("UPDATE extension SET deadline = ?", "長" * 101, "交通局"),
    "a draft": ("UPDATE draft SET text = ?", "長" * 100_001, "交通局"),
    "a draft of nowhere": ("UPDATE draft SET place = ?", "i999", "交通局"),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_what_the_door_would_refuse_does_not_come_in_by_a_copy(path: Path, case: str) -> None:
    copy = copied(path)
    with opened(copy, "佐藤") as there:
        there.mark("広報広聴課", Stage.NOT_CONCERNED, "電話で確認")
        there.extend("交通局", "5月9日")
        place = there.plan().items_of("交通局")[0].id
        there.keep_draft("交通局", Remark(place, "数を"))
    change, text, about = TOO_MUCH[case]
    with closing(sqlite3.connect(copy)) as db:
        db.execute(change, (text,))
        db.commit()
    with opened(path) as office:
        told = [(one.about, one.why) for one in office.rejoin(copy).lines if one.why]
        assert told == [(about, Why.UNKNOWN_PLACE)]
        assert text not in str((office.status(), office.drafts()))


def test_notes_that_were_checked_off_in_a_copy_stay_out_of_a_closed_year(tmp_path: Path) -> None:
    source = tmp_path / "表.txt"
    text = SAMPLE.read_text(encoding="utf-8")
    source.write_text(f"前書きの文\n{text}", encoding="utf-8")
    office, _ = Office.create(source, tmp_path / "台帳.dxdesk", by="鈴木")
    with office:
        assert office.notes()
        office.make_copy(tmp_path / "写し.dxdesk")
        year = office.year
        with opened(tmp_path / "写し.dxdesk", "佐藤") as there:
            there.check_off(there.notes()[0], done=True)
        office.close_year(year)
        (line,) = office.rejoin(tmp_path / "写し.dxdesk").lines
        assert (line.what, line.why) == (Brought.CHECK, Why.YEAR_CLOSED)
        assert not office.notes()[0].done


def test_an_item_with_a_colleague_s_text_stays_in_the_plan(path: Path) -> None:
    copy = copied(path)
    with opened(copy, "佐藤") as office:
        office.write(field(office, office.plan().items[-1].no, "rating_note"), "写しの文")
    with opened(path) as office:
        office.rejoin(copy)
        plan = office.plan()
        with pytest.raises(DxdeskError, match=Trouble.PLAN_FAULT.name):
            office.change_plan(replace(plan, items=plan.items[:-1]))


def test_a_copy_s_plan_takes_no_place_away(path: Path) -> None:
    """Of what was written here since, and of departments that were asked here since."""
    copy = copied(path)
    with opened(copy, "佐藤") as office:
        plan = office.plan()
        office.change_plan(replace(plan, title="写しの題", items=plan.items[:-2]))
        office.reorganise(["人事課"], ["職員課"])
    with opened(path) as office:
        before = office.plan()
        written = field(office, before.items[-1].no, "rating_note")
        office.write(written, "こちらの文")
        office.make_requests(YEAR, path.parent / "照会", departments=["人事課"])
        lines = office.rejoin(copy).lines
        told = {line.about: line.why for line in lines if line.fate is Fate.LEFT}
        kept = {item.id for item in before.items_of("人事課")} | {before.items[-1].id}
        assert told == dict.fromkeys((*kept, "successions"), Why.CHANGED_HERE)
        plan = office.plan()
        assert plan.title == "写しの題"
        assert {one.id for one in before.items} - {one.id for one in plan.items} == {
            before.items[-2].id
        }
        assert "人事課" in plan.departments
        office.undo_merge()
        assert office.plan() == before


def test_a_copy_s_plan_takes_no_code_away_that_answers_use_here(path: Path) -> None:
    copy = copied(path)
    with opened(copy, "佐藤") as office:
        plan = office.plan()
        office.change_plan(replace(remove_grade(plan, 0), title="写しの題"))
    with opened(path) as office:
        before = office.plan()
        office.write(field(office, before.items[0].no, "rating"), before.codes[0])
        lines = office.rejoin(copy).lines
        assert [line.about for line in lines if line.fate is Fate.LEFT] == ["scale"]
        assert (office.plan().scale, office.plan().title) == (before.scale, "写しの題")
        office.undo_merge()
        assert office.plan() == before


def test_undoing_a_copy_s_plan_takes_no_place_away(path: Path) -> None:
    copy = copied(path)
    with opened(copy, "佐藤") as office:
        plan = office.plan()
        new = replace(plan.items[0], no="99", title="新しい項目", departments=("新しい課",))
        others = (replace(new, id=f"new{number}", no=f"99-{number}") for number in (1, 2, 3))
        office.change_plan(replace(plan, items=(*plan.items, *others)))
    with opened(path) as office:
        before = office.plan()
        office.rejoin(copy)
        office.write("new2/rating_note", "新項目の文")
        office.undo_merge()
        assert office.answers()["new2/rating_note"] == "新項目の文"
        assert [item.id for item in office.plan().items if item not in before.items] == ["new2"]


def test_a_copy_that_closed_a_year_can_be_taken_out(path: Path) -> None:
    copy = copied(path)
    with opened(copy, "佐藤") as office:
        office.mark("人事課", Stage.NOT_CONCERNED)
        office.close_year(YEAR)
    with opened(path) as office:
        before = office.status()
        office.rejoin(copy)
        assert office.is_closed(YEAR)
        office.undo_merge()
        assert not office.is_closed(YEAR)
        assert office.status() == before
        office.rejoin(copy)
        office.reopen_year(YEAR, "訂正")
        office.close_year(YEAR)
        with pytest.raises(DxdeskError, match=Trouble.YEAR_CLOSED.name):
            office.undo_merge()
        assert office.is_closed(YEAR)
        assert office.status() != before


def test_what_was_done_at_places_is_taken_where_the_plan_has_them(path: Path) -> None:
    """One item was new in the copy, another was taken out of the plan here."""
    copy = copied(path)
    with opened(copy, "佐藤") as office:
        plan = office.plan()
        gone = field(office, plan.items[-1].no, "rating_note")
        new = replace(plan.items[0], id="new1", no="99", title="新しい項目", departments=("新課",))
        office.change_plan(replace(plan, items=(*plan.items, new)))
        office.write_all({gone: "なくなる文", "new1/rating_note": "新しい文"})
        office.inspect(["new1"])
        office.mark("新課", Stage.NOT_CONCERNED)
    with opened(path) as office:
        office.change_plan(replace(office.plan(), items=office.plan().items[:-1]))
        told = {(line.what, line.about): line.why for line in office.rejoin(copy).lines}
        assert told == {
            (Brought.PLAN, ""): None,
            (Brought.TEXT, gone): Why.UNKNOWN_PLACE,
            (Brought.TEXT, "new1/rating_note"): None,
            (Brought.INSPECTION, "new1"): None,
            (Brought.MARK, "新課"): None,
        }


@pytest.mark.parametrize(
    ("where", "what"),
    [
        (("items", 0, "title"), "名\x00"),
        (("items", 0, "id"), "a/b@c"),
        (("items", 0, "again"), "i999"),
        (("title",), "題" * 1000),
        (("years",), [10**18]),
        (("groups", 0, "parent"), "g999"),
        (("scale",), [{"code": "", "meaning": ""}]),
    ],
)
def test_a_plan_that_was_edited_by_hand_stays_out(
    path: Path, where: tuple[str | int, ...], what: object
) -> None:
    copy = copied(path)
    with opened(copy, "佐藤") as office:
        office.change_plan(replace(office.plan(), title="写しの題"))
    with closing(sqlite3.connect(copy)) as db, db:
        body = json.loads(db.execute("select body from edition order by year desc").fetchone()[0])
        place = body
        for step in where[:-1]:
            place = place[step]
        place[where[-1]] = what
        db.execute("update edition set body = ? where year = ?", (json.dumps(body), YEAR))
    with opened(path) as office:
        before = office.plan()
        (line,) = office.rejoin(copy).lines
        assert (line.what, line.fate, line.why) == (Brought.PLAN, Fate.LEFT, Why.ALTERED)
        assert office.plan() == before


def test_the_command_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = path.with_name("写し.dxdesk")
    with child("ledger", path):
        assert main(["copy", str(path), str(copy)]) == 0
        assert main(["status", str(path)]) == 0
        assert main(["mark", str(path), "--department", "交通局", "--stage", "accepted"]) == 1
        assert "佐藤" in capsys.readouterr().err
    assert main(["mark", str(copy), "--department", "広報広聴課", "--stage", "not-concerned"]) == 0
    capsys.readouterr()
    assert main(["rejoin", str(path), str(copy)]) == 0
    assert capsys.readouterr().out == "取込み済\t2025\t課の記録　広報広聴課\n"
    assert main(["rejoin", str(path), str(copy), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lines"] == []
    assert main(["undo", str(path)]) == 0
    assert main(["rejoin", str(path), str(copy), "--json"]) == 0
    told = json.loads(capsys.readouterr().out.split("\n", 1)[1])
    assert told["lines"][0]["fate"] == "taken"
    assert main(["rejoin", str(copy), str(path)]) == 0
    assert main(["copy", str(path), str(copy)]) == 1
    assert "既にあります" in capsys.readouterr().err
