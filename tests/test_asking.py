"""Asking: what lies where afterwards, in what kind of file, with which covering sheet."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from dxdesk.domain.asking import LastYear, PastFigure, Request
from dxdesk.domain.fields import all_fields, field_of, fields_of
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import Carrier, read_draft
from dxdesk.office import Covering, Office, Packing
from dxdesk.office.letters import Kind, Letter, letter_of
from dxdesk.office.packing import Envelope, pack
from tests.causes import NAMES_ARE_CUT
from tests.plans import THREE_COLUMN, write
from tests.templates import template

YEAR = 2024
NOW = datetime(2025, 4, 1, 9, 0)
DEADLINE = "令和7年4月30日"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    lay_office(tmp_path)
    return Office.open(tmp_path / "台帳.dxdesk", by="係長", clock=lambda: NOW)


@template
def lay_office(folder: Path) -> None:
    source = write(folder / "表.txt", THREE_COLUMN)
    office, _ = Office.create(source, folder / "台帳.dxdesk", by="係長", clock=lambda: NOW)
    with office:
        office.roll_over(YEAR)


def lying_in(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def stages(office: Office) -> list[str]:
    return [one.stage.value for one in office.status()]


REQUEST = "照会_2024_健康課_第1回.dxreq"
SHEET = "送り状_2024_健康課_第1回"


@pytest.mark.parametrize(
    ("packing", "covering", "expected"),
    [
        (Packing.FLAT, None, {REQUEST}),
        (Packing.FLAT, Covering(), {REQUEST, f"{SHEET}.txt"}),
        (
            Packing.FOLDERS,
            Covering(lambda _: b"%PDF"),
            {f"健康課/{name}" for name in (REQUEST, f"{SHEET}.txt", f"{SHEET}.pdf")},
        ),
        (Packing.ZIP, Covering(), {"照会_2024.zip"}),
    ],
)
def test_files_lie_as_they_were_wanted(
    office: Office, tmp_path: Path, packing: Packing, covering: Covering | None, expected: set[str]
) -> None:
    out = tmp_path / "新しい" / "照会"
    made = office.make_requests(
        YEAR, out, departments=["健康課"], packing=packing, covering=covering
    )
    assert lying_in(out) == expected
    assert {path.relative_to(out).as_posix() for path in made} <= expected
    if packing is not Packing.ZIP:
        assert read_draft(made[0]).request.department == "健康課"
    assert stages(office) == ["未配布", "未配布", "配布済"]


def test_a_zip_has_a_folder_for_each_department_and_is_never_written_over(
    office: Office, tmp_path: Path
) -> None:
    (made,) = office.make_requests(YEAR, tmp_path, packing=Packing.ZIP, covering=Covering())
    with zipfile.ZipFile(made) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        packed.extractall(tmp_path / "開いた")
    assert [name.partition("/")[0] for name in names[::2]] == list(office.plan().departments)
    request = read_draft(tmp_path / "開いた" / names[0]).request
    assert request.department == office.plan().departments[0]
    (again,) = office.make_requests(YEAR, tmp_path, packing=Packing.ZIP)
    assert again.name == "照会_2024(2).zip"


def test_equal_requests_give_equal_bytes(office: Office, tmp_path: Path) -> None:
    def packed(at: Path) -> bytes:
        envelopes = [Envelope(one, Carrier.NATIVE, letter(one)) for one in requests]
        _, (file,) = pack(envelopes, at, Packing.ZIP, Covering())
        return file.make()

    def letter(request: Request) -> Letter:
        return letter_of(Kind.COVER, request, NOW.date())

    requests = [read_draft(path).request for path in office.make_requests(YEAR, tmp_path / "照会")]
    assert packed(tmp_path) == packed(tmp_path / "照会")


def test_the_covering_sheet_opens_in_notepad_and_says_what_is_asked(
    office: Office, tmp_path: Path
) -> None:
    office._change_plan(replace(office.plan(), office="デジタル推進課"))
    (request,) = office.make_requests(
        YEAR, tmp_path, departments=["健康課"], deadline=DEADLINE, covering=Covering()
    )
    data = (request.parent / f"{SHEET}.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n") > 10
    fields = len(read_draft(request).request.open)
    for said in (
        "健康課　御中",
        f"提出期限　{DEADLINE}",
        f"1項目　（記入欄{fields}）",
        "問合せ先　みどり市　デジタル推進課",
        "・2　オンライン予約",
        "照会ファイル（.dxreq）",
    ):
        assert said in text, said


def test_a_department_gets_its_own_kind_of_file(office: Office, tmp_path: Path) -> None:
    office.set_carriers(["健康課"], Carrier.XLSX)
    made = office.make_requests(YEAR, tmp_path / "a")
    assert [path.suffix for path in made] == [".dxreq", ".dxreq", ".xlsx"]
    office.set_carriers(["健康課", "市民課"], None)
    assert not office.plan().carriers
    made = office.make_requests(YEAR, tmp_path / "b", Carrier.XLSX)
    assert {path.suffix for path in made} == {".xlsx"}
    with pytest.raises(DxdeskError) as caught:
        office.set_carriers(["宇宙課"], Carrier.XLSX)
    assert caught.value.trouble is Trouble.UNKNOWN_DEPARTMENT


@pytest.mark.parametrize(
    ("said", "expected"),
    [(None, DEADLINE), ("5月9日", "5月9日"), ("", ""), (" 5月\n9日 ", "5月 9日")],
)
def test_the_plans_deadline_is_taken_where_none_is_said(
    office: Office, tmp_path: Path, said: str | None, expected: str
) -> None:
    office._change_plan(replace(office.plan(), deadline=DEADLINE))
    office.make_requests(YEAR, tmp_path / "照会", deadline=said)
    assert {one.deadline for one in office.status()} == {expected}


NAMES = ("CON", "課", "か／き:く", "広報" * 60, "ＣＯＮ", "con", "総務課.", "総務課 ")


@pytest.mark.parametrize("packing", list(Packing))
def test_names_that_windows_takes_for_the_same_are_told_apart(
    office: Office, tmp_path: Path, packing: Packing
) -> None:
    plan = office.plan()
    items = tuple(
        replace(plan.items[0], id=f"n{n}", no=str(n), departments=(name,), slots=())
        for n, name in enumerate(NAMES)
    )
    office._change_plan(replace(plan, items=items))
    out = tmp_path / "照会"
    made = office.make_requests(YEAR, out, packing=packing, covering=Covering())
    if packing is Packing.ZIP:
        with zipfile.ZipFile(made[0]) as packed:
            lying = packed.namelist()
    else:
        lying = [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()]
    assert len({name.casefold() for name in lying}) == 2 * len(NAMES)
    for name in lying:
        for part in name.split("/"):
            assert part == part.strip(" ."), part
            assert part.partition(".")[0].upper() not in ("CON", "NUL")
            assert len(part) < 80
            assert not set(part) & set('<>:"\\|?*')


def test_one_file_that_is_there_already_stops_all(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "照会"
    there = out / "情報課" / "送り状_2024_情報課_第1回.txt"
    there.parent.mkdir(parents=True)
    there.write_text("前のもの", encoding="utf-8")
    with pytest.raises(DxdeskError) as caught:
        office.make_requests(YEAR, out, packing=Packing.FOLDERS, covering=Covering())
    assert caught.value.trouble is Trouble.FILE_EXISTS
    assert lying_in(out) == {"情報課/送り状_2024_情報課_第1回.txt"}
    assert set(stages(office)) == {"未配布"}


def test_places_to_answer_are_made_with_the_requests_alone(office: Office, tmp_path: Path) -> None:
    """Stopped, or with one file that is there already, the plan is as it was."""
    items = tuple(replace(item, slots=item.slots[:1]) for item in office.plan(YEAR).items)
    bare = replace(office.plan(YEAR), items=items)
    office.change_plan(bare)
    state = office.state
    assert not office.make_requests(YEAR, tmp_path / "照会", progress=lambda _done, _total: False)
    there = tmp_path / "照会_2024_情報課_第1回.dxreq"
    there.touch()
    with pytest.raises(DxdeskError):
        office.make_requests(YEAR, tmp_path)
    assert office.state == state
    there.unlink()
    asked = [read_draft(path).request for path in office.make_requests(YEAR, tmp_path)]
    places = {field for request in asked for field in request.open}
    assert places <= all_fields(office.plan(YEAR))
    assert not places <= all_fields(bare)


@NAMES_ARE_CUT.mark()
@pytest.mark.parametrize("packing", Packing)
def test_a_folder_that_no_disk_takes_is_told(
    office: Office, tmp_path: Path, packing: Packing
) -> None:
    with pytest.raises(DxdeskError) as caught:
        office.make_requests(office.year, tmp_path / ("長" * 300), packing=packing)
    assert caught.value.trouble is Trouble.NAME_TOO_LONG
    assert not office.asked()


@pytest.mark.parametrize("packing", list(Packing))
def test_what_fails_half_way_leaves_neither_files_nor_folders_nor_records(
    office: Office, tmp_path: Path, packing: Packing
) -> None:
    painted: list[str] = []

    def paint(letter: object) -> bytes:
        painted.append("")
        if len(painted) == 2:
            raise OSError(28, "No space left on device")
        return b"%PDF"

    out = tmp_path / "共有" / "照会"
    with pytest.raises(DxdeskError) as caught:
        office.make_requests(YEAR, out, packing=packing, covering=Covering(paint))
    assert caught.value.trouble is Trouble.DISK_FULL
    assert not (tmp_path / "共有").exists()
    assert set(stages(office)) == {"未配布"}


@pytest.mark.parametrize("packing", list(Packing))
def test_what_is_stopped_leaves_neither_files_nor_folders_nor_records(
    office: Office, tmp_path: Path, packing: Packing
) -> None:
    seen: list[tuple[int, int]] = []

    def ask(out: Path, last: int) -> list[Path]:
        def progress(done: int, total: int) -> bool:
            seen.append((done, total))
            return done < last

        return office.make_requests(
            YEAR, out, packing=packing, covering=Covering(), progress=progress
        )

    steps = 2 * len(office.plan().departments)
    for last in range(1, steps + 1):
        assert ask(tmp_path / "共有" / "照会", last) == []
        assert not (tmp_path / "共有").exists()
    assert set(stages(office)) == {"未配布"}
    seen.clear()
    assert ask(tmp_path / "共有" / "照会", steps + 1)
    assert seen == [(n, steps) for n in range(1, steps + 1)]
    assert set(stages(office)) == {"配布済"}


def test_a_request_has_the_figures_of_its_own_kpis_in_their_order(office: Office) -> None:
    plan = office.plan()
    places = [field_of(item, kpi.id) for item in plan.items for kpi in item.kpis]
    past = tuple(
        PastFigure(place, year, "1件", "2件")
        for year in (2021, 2022, 2023)
        for place in (*reversed(places), "x/k1")
    )
    last = LastYear(YEAR - 1, {}, past=past)
    for items in (plan.items, plan.items[:1], plan.items[1:], ()):
        mine = {name for item in items for name in fields_of(item)}
        assert last.past_of(items) == tuple(one for one in past if one.field in mine)
    assert len(last.past_of(plan.items)) == 3 * len(places) > 0


def test_a_closed_year_is_not_asked_and_nothing_is_left(office: Office, tmp_path: Path) -> None:
    office.make_requests(YEAR, tmp_path / "前")
    office.close_year(YEAR)
    with pytest.raises(DxdeskError) as caught:
        office.make_requests(YEAR, tmp_path / "照会", packing=Packing.FOLDERS)
    assert caught.value.trouble is Trouble.YEAR_CLOSED
    assert not (tmp_path / "照会").exists()
