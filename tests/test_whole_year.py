"""A whole year through both doors, with no Qt: asked, answered, merged, returned, published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dxdesk.department import Carrier, Desk
from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.fields import all_fields
from dxdesk.domain.summary import dump
from dxdesk.files.published import read_published
from dxdesk.office import Office, Verdict
from dxdesk.resources import resource
from tests.clock import Clock
from tests.plans import SAMPLE

YEAR = 2025


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened, _ = Office.create(SAMPLE, tmp_path / "office.dxdesk", by="推進担当", clock=Clock())
    with opened:
        opened.roll_over(YEAR)
        yield opened


def answers_of(department: str, folder: Path) -> Path:
    sample = json.loads(resource("sample", "answers-r7.json").read_text(encoding="utf-8"))
    file = folder / "answers.json"
    items = sample["departments"][department]["items"]
    file.write_text(json.dumps({"items": items}, ensure_ascii=False), encoding="utf-8")
    return file


def answer_all(office: Office, folder: Path) -> list[Path]:
    """Every department answers; native and workbook carriers take turns, both ways."""
    submissions: list[Path] = []
    for index, department in enumerate(office.plan().departments):
        asked, answered = list(Carrier)[index % 2], list(Carrier)[index // 2 % 2]
        (request,) = office.make_requests(YEAR, folder / "requests", asked, [department])
        with Desk.start(request, folder / f"{index}.dxdesk", clock=Clock()) as desk:
            desk.type_answers(answers_of(department, folder))
            for finding in desk.findings():
                if finding.rule.confirmable:
                    desk.confirm(finding, f"{department}の理由", "係長")
            out = folder / f"{index}.submission"
            desk.hand_in("担当者", out, answered)
            submissions.append(out)
    return submissions


def stages(office: Office) -> set[Stage]:
    return {standing.stage for standing in office.status()}


def test_a_whole_year(office: Office, tmp_path: Path) -> None:
    last = office.dump(YEAR - 1)
    assert stages(office) == {Stage.NOT_SENT}
    files = answer_all(office, tmp_path)
    assert stages(office) == {Stage.SENT}

    lines = office.merge(files)
    assert {line.verdict for line in lines} == {Verdict.TAKEN, Verdict.CONFLICTS}
    assert stages(office) == {Stage.SUBMITTED}

    settle_all(office)
    return_one(office, tmp_path, "人事課")
    reasons_came_along(office, tmp_path)

    for department in office.plan().departments:
        office.accept(department)
    assert stages(office) == {Stage.ACCEPTED}

    published = office.dump()
    assert published["summary"]["total"] == 37
    assert sum(published["summary"]["counts"].values()) == 37
    for layout in ("three-column", "wide"):
        out = tmp_path / f"{layout}.xlsx"
        assert office.export(YEAR, layout, out) == []
        again = read_published(out, plan_id="again")
        assert dump(again.plan, again.answers) == published
    assert office.dump(YEAR - 1) == last


def reasons_came_along(office: Office, folder: Path) -> None:
    """What a department was told and explained, the office sees explained."""
    explained = 0
    for index, department in enumerate(office.plan().departments):
        told = {finding.mark: finding for finding in office.findings_of(department)}
        with Desk.open(folder / f"{index}.dxdesk", clock=Clock()) as desk:
            for finding in desk.findings(closed=True):
                # Another department, or the office, has settled the same place since.
                if finding.mark in told:
                    assert told[finding.mark].confirmation == finding.confirmation
                    explained += bool(finding.confirmation)
            assert not any(f.rule.confirmable for f in desk.findings() if f.open)
    assert explained > 0


def settle_all(office: Office) -> None:
    """Two departments wrote the same place; the office takes the first text of each."""
    collisions = office.collisions()
    assert {office.plan().by_id[name.partition("/")[0]].no for name in collisions} == {"14", "19"}
    for name, outcome in collisions.items():
        office.write(name, outcome.rivals[0].text)
    assert office.collisions() == {}


def return_one(office: Office, tmp_path: Path, department: str) -> None:
    finding = next(f for f in office.findings() if f.evidence.get("unit") == "課")
    back = tmp_path / "back.dxreq"
    request = office.send_back(department, [Remark(finding.field, "単位がありません。")], back)
    assert (request.round, request.open) == (2, (finding.field,))
    standing = {s.department: s.stage for s in office.status()}
    assert standing[department] is Stage.RETURNED
    number = office.plan().departments.index(department)
    with Desk.start(back, tmp_path / f"{number}.dxdesk", clock=Clock()) as desk:
        assert desk.request.remarks[0].text == "単位がありません。"
        assert not desk.handed_in
        desk.answer(finding.field, "7課")
        desk.hand_in("担当者", tmp_path / "second.dxsub")
    (line,) = office.merge([tmp_path / "second.dxsub"])
    assert (line.verdict, line.changed) == (Verdict.TAKEN, (finding.field,))
    standing = {s.department: s.stage for s in office.status()}
    assert standing[department] is Stage.RESUBMITTED
    history = [change.after for change in office.history(finding.field)]
    assert history[-2:] == ["7人", "7課"]


@pytest.mark.long
def test_merging_twice_undoing_and_another_order(office: Office, tmp_path: Path) -> None:
    files = answer_all(office, tmp_path)
    before = state(office)
    office.merge(files)
    merged = state(office)
    assert merged != before

    again = office.merge(files)
    assert {line.verdict for line in again} == {Verdict.UNCHANGED}
    assert state(office) == merged

    office.undo_merge()
    assert state(office) == before

    for file in reversed(files):
        office.merge([file])
    assert state(office) == merged
    for _ in files:
        office.undo_merge()
    assert state(office) == before


def state(office: Office) -> Any:
    stands = [(s.department, s.stage, s.findings) for s in office.status()]
    return office.answers(), office.collisions(), office.confirmations(), stands


def test_last_year_stands_beside_the_form(office: Office, tmp_path: Path) -> None:
    (request,) = office.make_requests(YEAR, tmp_path, departments=["住民課"])
    with Desk.start(request, tmp_path / "desk.dxdesk") as desk:
        asked = desk.request
        assert asked.last_year == YEAR - 1
        (kpi,) = asked.plan.items[0].kpis
        assert asked.last[f"{asked.plan.items[0].id}/{kpi.id}"] == "46,574件"
        assert kpi.target == "48,000件"
        assert set(asked.open) <= all_fields(asked.plan)
        assert desk.answers() == {}


def test_a_desk_goes_on_when_the_request_is_opened_again(office: Office, tmp_path: Path) -> None:
    (request,) = office.make_requests(YEAR, tmp_path, departments=["広報広聴課"])
    path = tmp_path / "desk.dxdesk"
    with Desk.start(request, path) as desk:
        field = desk.request.open[0]
        desk.answer(field, "書きかけ")
    with Desk.start(request, path) as desk:
        assert desk.answers()[field] == "書きかけ"


def test_a_correction_by_the_office_meets_a_late_file(office: Office, tmp_path: Path) -> None:
    (request,) = office.make_requests(YEAR, tmp_path, departments=["広報広聴課"])
    with Desk.start(request, tmp_path / "desk.dxdesk") as desk:
        field = desk.request.open[0]
        desk.answer(field, "課の文")
        desk.hand_in("担当者", tmp_path / "s.dxsub")
    office.write(field, "推進担当の文")
    (line,) = office.merge([tmp_path / "s.dxsub"])
    assert (line.verdict, line.collisions) == (Verdict.CONFLICTS, (field,))
    assert office.answers()[field] == "推進担当の文"
    office.write(field, "二つを合わせた文")
    assert office.collisions() == {}
    assert [c.after for c in office.history(field)] == [
        "推進担当の文",
        "課の文",
        "二つを合わせた文",
    ]


def test_a_request_cut_anew_is_not_outnumbered_by_the_first(office: Office, tmp_path: Path) -> None:
    (request,) = office.make_requests(YEAR, tmp_path / "first", departments=["広報広聴課"])
    with Desk.start(request, tmp_path / "first.dxdesk") as desk:
        field = desk.request.open[0]
        for count, text in enumerate(("書きかけ", "一度目"), 1):
            desk.reopen()
            desk.answer(field, text)
            desk.hand_in("担当者", tmp_path / f"{count}.dxsub")
    office.merge([tmp_path / "1.dxsub", tmp_path / "2.dxsub"])
    (request,) = office.make_requests(YEAR, tmp_path / "again", departments=["広報広聴課"])
    with Desk.start(request, tmp_path / "again.dxdesk") as desk:
        desk.answer(field, "二度目")
        desk.hand_in("担当者", tmp_path / "3.dxsub")
    (line,) = office.merge([tmp_path / "3.dxsub"])
    assert (line.verdict, line.changed) == (Verdict.TAKEN, (field,))
    assert office.answers()[field] == "二度目"
