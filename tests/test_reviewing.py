"""What the office judges answers by, through both doors: rounds, corrections, remarks, acceptance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dxdesk.department import Desk
from dxdesk.domain.asking import Correction, Remark, Stage
from dxdesk.domain.findings import weighs
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Office
from tests.plans import SAMPLE

YEAR = 2025
LEAD = "デジタル推進課"
ALONE = "人事課"
A, B = "交通局", "地域交通課"
NOW = datetime(2026, 4, 20, 10, 15)


def clock() -> datetime:
    return NOW


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened, _ = Office.create(SAMPLE, tmp_path / "office.dxdesk", by="推進担当", clock=clock)
    with opened:
        opened.roll_over(YEAR)
        yield opened


def field(office: Office, no: str, name: str) -> str:
    return f"{office.plan().by_no[no].id}/{name}"


def ask(office: Office, folder: Path, department: str) -> Path:
    return office.make_requests(YEAR, folder / "照会", departments=[department])[0]


def answer(folder: Path, request: Path, texts: dict[str, str]) -> Path:
    """Hand in at the desk of the request's department, which is kept between rounds."""
    out = folder / f"{request.stem}.dxsub"
    with Desk.start(request, folder / f"{request.stem}.desk", clock=clock) as desk:
        for name, text in texts.items():
            desk.answer(name, text)
        desk.hand_in("山田", out)
    return out


def take(office: Office, folder: Path, department: str, texts: dict[str, str]) -> None:
    office.merge([answer(folder, ask(office, folder, department), texts)])


def collide(office: Office, folder: Path, ours: dict[str, str], theirs: dict[str, str]) -> None:
    """Two departments answer what both were asked before either had answered."""
    requests = [ask(office, folder, A), ask(office, folder, B)]
    office.merge([answer(folder, requests[0], ours), answer(folder, requests[1], theirs)])


def send_back(office: Office, folder: Path, department: str, *remarks: Remark) -> Path:
    out = folder / f"差戻し_{department}.dxreq"
    office.send_back(department, remarks, out)
    return out


def test_a_field_knows_what_it_said_in_the_hand_in_before(office: Office, tmp_path: Path) -> None:
    prose, figure = field(office, "1", "result-1"), field(office, "1", "k1")
    take(office, tmp_path, LEAD, {prose: "一回目の文", figure: "85"})
    assert office.review().before(prose) is None
    back = send_back(office, tmp_path, LEAD, Remark(prose, "内訳を書いてください。"))
    assert office.review().before(prose) is None
    office.merge([answer(tmp_path, back, {prose: "一回目の文。内訳は三件。"})])
    review = office.review()
    assert review.before(prose) == "一回目の文"
    assert review.before(figure) is None
    assert dict(review.changed) == {office.plan().by_no["1"].id: 1}
    office.undo_merge()
    assert not office.review().changed


@pytest.mark.parametrize(
    ("written", "changed"), [("一回目の文。内訳は三件。", True), ("一回目の文", False)]
)
def test_a_remark_stands_beside_its_answer(
    office: Office, tmp_path: Path, written: str, changed: bool
) -> None:
    prose, item = field(office, "1", "result-1"), office.plan().by_no["1"]
    take(office, tmp_path, LEAD, {prose: "一回目の文"})
    back = send_back(
        office, tmp_path, LEAD, Remark(prose, "内訳を。"), Remark(item.id, "全体を短く。")
    )
    assert [one.came_back for one in office.review().remarks_of(item)] == [False, False]
    office.merge([answer(tmp_path, back, {prose: written})])
    at_field, at_item = office.review().remarks_of(item)
    assert (at_field.sent.department, at_field.sent.round) == (LEAD, 2)
    assert at_field.came_back
    assert at_field.changed == at_item.changed == ((prose,) if changed else ())


def test_a_correction_is_told_apart_from_a_choice(office: Office, tmp_path: Path) -> None:
    joint, mine = field(office, "19", "result-1"), field(office, "19", "k1")
    ours, theirs = "路線を見直した。", "停留所を見直した。"
    collide(office, tmp_path, {joint: ours, mine: "100件"}, {joint: theirs})
    office.write(joint, "停留所を見直した。")
    office.write(mine, "100 件")
    review = office.review()
    assert review.corrected(joint) is None
    assert review.corrected(mine) == "100件"
    office.withdraw(mine)
    assert office.review().corrected(mine) is None


def test_corrections_travel_back_with_the_next_round(office: Office, tmp_path: Path) -> None:
    prose, other = field(office, "1", "result-1"), field(office, "1", "issues-1")
    take(office, tmp_path, LEAD, {prose: "一回目の文", other: "課題"})
    office.write(prose, "直した文")
    back = send_back(office, tmp_path, LEAD, Remark(other, "詳しく。"))
    with Desk.start(back, tmp_path / "b.desk", clock=clock) as desk:
        assert desk.request.corrections == (Correction(prose, "一回目の文"),)
        assert desk.request.base[prose] == "直した文"


def test_departments_with_nothing_open_are_accepted_together(
    office: Office, tmp_path: Path
) -> None:
    joint = field(office, "19", "result-1")
    collide(office, tmp_path, {joint: "路線を見直した。"}, {joint: "停留所を見直した。"})
    take(office, tmp_path, ALONE, {})
    for finding in office.findings_of(ALONE):
        if weighs(finding) and not finding.rule.confirmable:
            office.write(finding.field, "A" if finding.field.endswith("/rating") else "該当なし")
    for finding in office.findings_of(ALONE):
        if weighs(finding):
            office.confirm(finding, "確かめた。")
    done = office.accept_clean()
    assert done.accepted == (ALONE,)
    assert [(left.department, left.collisions) for left in done.left] == [(A, 1), (B, 1)]
    stages = {one.department: one.stage for one in office.status()}
    assert (stages[ALONE], stages[A]) == (Stage.ACCEPTED, Stage.SUBMITTED)
    office.take_back_acceptance(done.accepted)
    assert {one.stage for one in office.status() if one.submission} == {Stage.SUBMITTED}


def test_an_inspection_holds_until_the_texts_change(office: Office, tmp_path: Path) -> None:
    prose, item = field(office, "1", "result-1"), office.plan().by_no["1"]
    take(office, tmp_path, LEAD, {prose: "一回目の文"})

    def holds() -> bool:
        return office.review().is_inspected(item, office.answers())

    assert not holds()
    office.inspect([item.id])
    assert holds()
    assert office.review().inspections[item.id].by == "推進担当"
    office.write(prose, "直した文")
    assert not holds()
    office.withdraw(prose)
    assert holds()
    office.withdraw_inspection(item.id)
    assert not holds()
    for act, trouble in (
        (lambda: office.withdraw_inspection(item.id), Trouble.NOTHING_TO_UNDO),
        (lambda: office.inspect(["i999"]), Trouble.UNKNOWN_ITEM),
    ):
        with pytest.raises(DxdeskError) as caught:
            act()
        assert caught.value.trouble is trouble


def test_nothing_is_inspected_or_accepted_in_a_closed_year(office: Office) -> None:
    office.close_year(YEAR)
    with pytest.raises(DxdeskError) as caught:
        office.inspect([office.plan().items[0].id])
    assert caught.value.trouble is Trouble.YEAR_CLOSED
