"""A folder that is watched: what is offered, what is waited for, what is refused."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from dxdesk.cli import main
from dxdesk.department import Desk
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import read_delivery, write_submission
from dxdesk.intake import Verdict
from dxdesk.office import Carrier, Lookout, Office, Waiting, files_in
from tests.causes import NO_MODES, NO_PIPES, NOTHING_CLOSED
from tests.files.books import zipped
from tests.plans import THREE_COLUMN, write
from tests.templates import template

YEAR = 2024
NOW = datetime(2025, 4, 1, 9, 0)
LONG_AGO = 1_700_000_000


def make_office(folder: Path) -> None:
    source = write(folder / "表.txt", THREE_COLUMN)
    office, _ = Office.create(source, folder / "台帳.dxdesk", by="係長", clock=lambda: NOW)
    with office:
        office.roll_over(YEAR)
        office.make_requests(YEAR, folder / "照会")


lay_office = template(make_office)


class World:
    """An office that has asked three departments, and an empty folder."""

    def __init__(self, folder: Path, lay: Callable[[Path], None] = lay_office) -> None:
        lay(folder)
        self.office = Office.open(folder / "台帳.dxdesk", by="係長", clock=lambda: NOW)
        self.home = folder
        names = self.office.plan().departments
        self.requests = {name: next((folder / "照会").glob(f"*_{name}_*")) for name in names}
        self.box = folder / "受付"
        self.box.mkdir()
        self.lookout = Lookout()

    def hand_in(self, department: str, text: str = "書いた。", suffix: str = ".dxsub") -> Path:
        out = self.box / f"{department}{suffix}"
        with Desk.start(self.requests[department], self.home / f"{department}.desk") as desk:
            if desk.handed_in:
                desk.reopen()
            desk.answer(desk.request.open[0], text)
            desk.hand_in("山田", out, Carrier.XLSX if suffix == ".xlsx" else Carrier.NATIVE)
        return rested(out)

    def look(self) -> Waiting:
        return self.office.waiting_in(self.box, self.lookout)

    @property
    def offered(self) -> list[str]:
        return [one.path.name for one in self.look().arrivals]


def rested(path: Path) -> Path:
    """A file that was written long ago."""
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_submissions_are_offered_until_they_are_in_and_again_when_they_are_out(
    world: World,
) -> None:
    first, second = world.hand_in("健康課"), world.hand_in("市民課", suffix=".xlsx")
    waiting = world.look()
    assert [one.departments for one in waiting.arrivals] == [("健康課",), ("市民課",)]
    assert not world.office.merges()
    world.office.merge([first, second])
    assert world.offered == []
    world.office.undo_merge()
    assert world.offered == [first.name, second.name]
    world.hand_in("健康課", "書き直した。")
    world.office.merge([second])
    assert world.offered == [first.name]


@pytest.mark.parametrize(
    "name",
    ["~$健康課.dxsub", ".健康課.dxsub", "健康課.dxsub.part", "健康課.tmp", "健康課.crdownload"],
)
def test_what_is_not_ready_by_its_name_is_passed_over(world: World, name: str) -> None:
    file = world.hand_in("健康課")
    file.rename(file.with_name(name))
    assert world.look() == Waiting(world.box)


def test_other_files_in_the_folder_are_passed_over(world: World) -> None:
    shutil.copy(world.requests["健康課"], world.box / "照会.zip")
    world.office.set_carriers(["健康課"], Carrier.XLSX)
    world.office.make_requests(YEAR, world.box, departments=["健康課"])
    (world.box / "会議録.xlsx").write_bytes(b"PK\x05\x06" + bytes(18))
    (world.box / "会議録.txt").write_text("会議", encoding="utf-8")
    for path in world.box.iterdir():
        rested(path)
    assert world.look() == Waiting(world.box)


@pytest.mark.parametrize("suffix", [".csv", ".xls", ".ods"])
def test_a_form_saved_in_another_format_is_told_and_lists_are_not(
    world: World, suffix: str
) -> None:
    words = "整理番号,回答,欄番号\r\n"
    made = {
        ".csv": words.encode("cp932"),
        ".xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + words.encode("utf-16-le"),
        ".ods": zipped({"content.xml": words}),
    }
    other = {
        ".csv": "氏名,課\r\n".encode("cp932"),
        ".xls": made[".xls"][:8] + bytes(600),
        ".ods": zipped({"content.xml": "名簿"}),
    }
    form, beside = world.box / f"健康課{suffix}", world.box / f"名簿{suffix}"
    form.write_bytes(made[suffix])
    beside.write_bytes(other[suffix])
    for path in (form, beside):
        rested(path)
    (refused,) = world.look().refused
    assert (refused.path, refused.error.trouble) == (form, Trouble.FORM_NOT_XLSX)
    assert files_in([world.box]) == [form]
    (line,) = world.office.merge([form])
    assert line.error is not None
    assert line.error.trouble is Trouble.FORM_NOT_XLSX


def test_a_file_that_is_being_copied_is_waited_for(world: World) -> None:
    file = world.hand_in("健康課")
    whole = file.read_bytes()
    for size in (10, len(whole) // 2, len(whole)):
        file.write_bytes(whole[:size])
        waiting = world.look()
        assert (waiting.unsettled, waiting.arrivals, waiting.refused) == ((file,), (), ())
    assert world.offered == [file.name]


def test_a_workbook_that_is_open_in_excel_is_waited_for(world: World) -> None:
    file = world.hand_in("健康課", suffix=".xlsx")
    beside = rested_text(file.with_name(f"~${file.name}"))
    assert world.look().unsettled == (file,)
    beside.unlink()
    assert world.offered == [file.name]


def rested_text(path: Path) -> Path:
    path.write_text("係長", encoding="utf-8")
    return rested(path)


def test_a_stamp_from_the_future_is_believed_at_the_second_look(world: World) -> None:
    file = world.hand_in("健康課")
    os.utime(file, (4_000_000_000, 4_000_000_000))
    assert world.look().unsettled == (file,)
    assert world.offered == [file.name]


def altered(world: World, file: Path) -> None:
    read = read_delivery(file).submissions[0].submission
    with Desk.open(world.home / "健康課.desk") as desk:
        answers = dict.fromkeys(read.answers, "書き換えた。")
        write_submission(replace(read, answers=answers), desk.request, file)


def of_another_plan(world: World, file: Path) -> None:
    folder = world.home / "別"
    folder.mkdir()
    other = World(folder, make_office)
    shutil.copy(other.hand_in("健康課"), file)


def cut_short(_: World, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def year_closed(world: World, _: Path) -> None:
    world.office.close_year(YEAR)


@pytest.mark.parametrize(
    ("spoil", "trouble"),
    [
        (altered, Trouble.ALTERED),
        (of_another_plan, Trouble.OTHER_PLAN),
        (cut_short, Trouble.FILE_DAMAGED),
        (year_closed, Trouble.YEAR_CLOSED),
    ],
)
def test_what_cannot_come_in_is_refused_with_a_reason_as_taking_it_in_does(
    world: World, spoil: Callable[[World, Path], None], trouble: Trouble
) -> None:
    file = world.hand_in("健康課")
    spoil(world, file)
    rested(file)
    waiting = world.look()
    assert [one.error.trouble for one in waiting.refused] == [trouble]
    assert waiting.arrivals == ()
    (line,) = world.office.merge([file])
    assert line.error is not None
    assert line.error.trouble is trouble


def test_a_form_that_has_lost_its_data_is_offered_without_a_name(
    world: World, tmp_path: Path
) -> None:
    world.office.set_carriers(["健康課"], Carrier.XLSX)
    (form,) = world.office.make_requests(YEAR, tmp_path / "二", departments=["健康課"])
    book = load_workbook(form)
    del book["データ"]
    book.save(world.box / "健康課.xlsx")
    rested(world.box / "健康課.xlsx")
    (one,) = world.look().arrivals
    assert one.departments == ()


def test_a_request_made_later_makes_its_answer_welcome(world: World) -> None:
    """As when the office's file was put back to an older copy, and then worked on."""
    expected = world.office.expected()
    file = world.hand_in("健康課")
    nothing = replace(expected, keys={})
    (refused,) = world.lookout.look(world.box, nothing).refused
    assert refused.error.trouble is Trouble.UNKNOWN_REQUEST
    (one,) = world.lookout.look(world.box, expected).arrivals
    assert one.path == file


def test_what_has_not_changed_is_not_read_twice(world: World) -> None:
    file = world.hand_in("健康課")
    assert world.offered == [file.name]
    size, stamp = file.stat().st_size, file.stat().st_mtime_ns
    file.write_bytes(bytes(size))
    os.utime(file, ns=(stamp, stamp))
    assert world.offered == [file.name]
    os.utime(file, (LONG_AGO + 9, LONG_AGO + 9))
    assert world.offered == []


def test_a_folder_that_is_not_there_is_said_and_is_not_fatal(world: World) -> None:
    office, gone = world.office, world.home / "共有"
    assert office.watched_folder is None
    office.watch(gone)
    assert office.watched_folder == gone
    assert office.waiting_in(gone).is_missing
    office.watch(None)
    assert office.watched_folder is None


@NO_MODES.mark()
@NOTHING_CLOSED.mark()
def test_a_folder_that_may_not_be_opened_hides_nothing_else(world: World) -> None:
    file = world.hand_in("健康課")
    closed = world.box / "人事"
    closed.mkdir(mode=0)
    assert world.offered == [file.name]
    closed.chmod(0o700)


@NO_PIPES.mark()
def test_pipes_and_loops_in_a_folder_are_passed_over(world: World) -> None:
    (world.box / "輪").symlink_to(world.box, target_is_directory=True)
    (world.box / "輪.dxsub").symlink_to(world.box, target_is_directory=True)
    (world.box / "切れた.dxsub").symlink_to(world.box / "ない")
    os.mkfifo(world.box / "管.dxsub")
    assert world.look() == Waiting(world.box)


def test_a_name_that_is_nearly_too_long_stops_nothing(world: World) -> None:
    file = world.hand_in("健康課")
    rested_text(world.box / f"{'a' * 250}.xlsx")
    assert world.offered == [file.name]


def test_folders_are_opened_and_files_stay_in_their_order(world: World) -> None:
    inner = world.box / "市民課" / "提出"
    inner.mkdir(parents=True)
    one, other = world.hand_in("健康課"), world.hand_in("市民課")
    moved = inner / other.name
    other.rename(moved)
    alone = world.box / "送付状.pdf"
    alone.write_bytes(b"%PDF")
    assert files_in([alone, world.box, one]) == [alone, one, moved]
    assert world.offered == [one.name, moved.name]


def test_an_older_submission_is_told_as_older_and_kept(world: World) -> None:
    old = world.hand_in("健康課", "一度目。")
    old = old.rename(old.with_name("一度目.dxsub"))
    new = world.hand_in("健康課", "二度目。")
    lines = world.office.merge([new])
    assert lines[0].verdict is Verdict.TAKEN
    (line,) = world.office.merge([old])
    assert line.verdict is Verdict.OLDER
    assert "二度目。" in world.office.answers().values()
    world.office.undo_merge()
    world.office.undo_merge()
    assert [one.verdict for one in world.office.merge([old, new])] == [
        Verdict.OLDER,
        Verdict.TAKEN,
    ]


def test_the_record_of_merges_says_what_each_brought_also_after_a_restart(world: World) -> None:
    one, other = world.hand_in("健康課"), world.hand_in("市民課")
    world.office.merge([one])
    world.office.merge([other])
    world.office.undo_merge()
    world.office.close()
    with Office.open(world.office.path) as office:
        told = [
            (bool(merge.undone_at), [(d.submission.file, d.changed) for d in office.brought(merge)])
            for merge in office.merges()
        ]
        assert told == [(False, [(one.name, 1)]), (True, [(other.name, 1)])]
        assert office.undo_merge().id == 1
        with pytest.raises(DxdeskError) as caught:
            office.undo_merge()
    assert caught.value.trouble is Trouble.NOTHING_TO_UNDO


def test_a_merge_of_a_closed_year_is_not_taken_back(world: World) -> None:
    world.office.merge([world.hand_in("健康課")])
    world.office.close_year(YEAR)
    with pytest.raises(DxdeskError) as caught:
        world.office.undo_merge()
    assert caught.value.trouble is Trouble.YEAR_CLOSED
    assert not world.office.merges()[0].undone_at


def test_texts_of_a_field_that_the_plan_has_lost_are_told(world: World) -> None:
    file = world.hand_in("健康課")
    plan = world.office.plan()
    items = tuple(replace(item, slots=()) for item in plan.items)
    world.office._change_plan(replace(plan, items=items))
    (line,) = world.office.merge([file])
    assert line.verdict is not Verdict.REFUSED
    assert line.changed == ()
    assert line.gone


def test_waiting_from_the_command_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.hand_in("健康課")
    rested_text(world.box / "壊.dxsub").write_bytes(b"PK\x03\x04")
    rested(world.box / "壊.dxsub")
    world.office.close()
    words = ["waiting", str(world.office.path), str(world.box)]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "健康課.dxsub: 健康課" in out
    assert "refused" in out
    assert main([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert [one["departments"] for one in found["waiting"]] == [["健康課"]]
    assert main([*words[:2], str(world.home / "ない")]) == 1
    assert "ない" in capsys.readouterr().err
    assert main(["merge", str(world.office.path), str(world.box)]) == 1
    assert "taken" in capsys.readouterr().out
